"""The one other party that a sentence tells of beside an act, where nothing that the act governs names anybody.

"Shut the Chadian mission and sent its staff home", "asked Oslo for help, but Oslo declined".
"""

from __future__ import annotations

from dragoman.extract.events.participants.reach import opens_aside
from dragoman.extract.events.participants.roles import victims
from dragoman.extract.events.scene import Filler, Scene
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.frames import Frame
from dragoman.model import Mention, Parse, Proposition

ONLY_OTHER = "the only other party that the sentence names"
"""The path on which such a party was found."""
_DIRECTED = act_types("directed")
_HINGES = event_words("participants", "hinges")
_REACHING = event_words("participants", "reaching")
_PROVOKED = event_words("participants", "provoked")
_CORE = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "agent"})
_INSIDE = frozenset({"conj", "compound", "poss", "amod", "nmod", "appos", "pobj", "prep", "pcomp"})


def only_other(scene: Scene, proposition: Proposition, frame: Frame, home: set[str]) -> list[Filler]:
    """The one other country that takes part in what the sentence tells beside an act, which must be aimed at somebody.

    "Asked Oslo for help, but Oslo declined", "shut the Chadian mission and sent its staff home". Who does something
    else in a clause of their own is not whom this was done to, nor is a place, a topic or a newspaper.
    """
    if frame.type not in _DIRECTED or not home or frame.mode == "weapons":
        return []  # a missile that is tried out is aimed at nobody
    others: dict[str, int] = {}
    own_clause = _own_clause(scene.parse, proposition.tokens[0], provoked=frame.type == "SANCTION")
    spared = victims(scene, proposition)
    parties = parties_beside(scene, proposition)
    for token in sorted(scene.references):
        if token in spared or _acts_elsewhere(scene.parse, token, own_clause):
            continue
        for mention in scene.references[token]:
            if mention.country and mention.country not in home and not _only_reports(mention):
                others.setdefault(mention.country, token)
    if len(others) != 1:
        return []
    token = next(iter(others.values()))
    if token not in parties:
        return []
    return [Filler(token, scene.phrase(token), ONLY_OTHER)]


def _only_reports(mention: Mention) -> bool:
    """Whether it is the media of a state or a company, at whom nothing is aimed that they tell of."""
    actor = mention.actor or ""
    return ".MED" in actor or actor.startswith("COM.")


def parties_beside(scene: Scene, proposition: Proposition) -> frozenset[int]:
    """Who does or suffers what is told in the clauses around an act, and who says that it was done."""
    p = scene.parse
    own = {proposition.tokens[0], *p.ancestors(proposition.tokens[0])}
    match = scene.matches.get(proposition.index)
    deed = match is not None and match.frame.type == "MOBILIZE"  # it need not be aimed at the one who tells of it
    return frozenset(t for t in scene.references if _takes_part(scene, t, own, told=not deed or scene.names_state(t)))


def _takes_part(scene: Scene, token: int, own: set[int], *, told: bool) -> bool:
    """Whether a name does or suffers what a clause tells that describes nobody; who says something, where `told`."""
    p = scene.parse
    top = _top_of_phrase(p, token)
    verb = p.heads[top]
    aside = (t for t in (verb, *p.ancestors(verb)) if t not in own)
    if any(p.deps[t] == "relcl" or (p.deps[t] == "acl" and not _has_to(p, t)) for t in aside):
        return False
    clause = scene.by_head.get(verb)
    match = scene.matches.get(clause.index) if clause is not None else None
    if match is not None and match.frame.speech and match.frame.type is None:
        if not told:
            return False
        answered = p.deps[verb] == "advcl" and p.heads[verb] in own  # "recalled its envoy after [Oslo] said"
        return p.deps[top].startswith("nsubj") and (verb in own or answered)
    if p.deps[top] == "prep":
        return match is not None and match.frame.type is not None and not opens_aside(p, top)
    return p.deps[top] in _CORE and not (p.deps[top] == "dobj" and p.lemmas[verb].lower() in _REACHING)


def _has_to(p: Parse, verb: int) -> bool:
    return any(p.tags[c] == "TO" for c in p.children[verb])


def _top_of_phrase(p: Parse, token: int) -> int:
    """The head of the whole noun phrase that a word is a party in, or the preposition that hangs it on a verb."""
    while p.heads[token] != token:
        dep, above = p.deps[token], p.heads[token]
        of_a_verb = dep == "prep" and (p.tags[above].startswith("VB") or opens_aside(p, token))
        whose = dep == "agent" and p.deps[above] == "acl"  # "the children held by [Oslo]"
        if of_a_verb or not (dep in _INSIDE or whose):
            return token
        token = p.heads[above] if whose else above
    return token


def _own_clause(parse: Parse, verb: int, *, provoked: bool) -> set[int]:
    """What stands under a verb, without the clauses beside it: "and Oslo left", "while Oslo called for calm".

    With `provoked` a clause with "after" or "because" tells who called it forth.
    """
    found, queue = set[int](), [verb]
    while queue:
        token = queue.pop()
        found.add(token)
        for child in parse.children[token]:
            beside = parse.deps[child] in ("conj", "advcl") and parse.tags[child].startswith("VB")
            beside = beside and not _answers(parse, token, child, provoked=provoked)
            if not (beside and any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[child])):
                queue.append(child)
    return found


def _answers(parse: Parse, verb: int, clause: int, *, provoked: bool) -> bool:
    """Whether a clause tells what the act hangs on or how it was taken: "offered talks, but Delhi refused"."""
    marks = {parse.lemmas[c].lower() for c in parse.children[clause] if parse.deps[c] in ("mark", "advmod")}
    first = parse.subtree(clause)[0]
    links = {parse.lemmas[c].lower() for c in parse.children[verb] if parse.deps[c] == "cc"}
    links |= {parse.lemmas[t].lower() for t in range(max(0, first - 1), first)}
    answered = _HINGES | (_PROVOKED if provoked else frozenset())
    return bool(marks & answered) or (parse.deps[clause] == "conj" and "but" in links)


def _acts_elsewhere(parse: Parse, token: int, clause: set[int]) -> bool:
    """Whether a name is, or belongs to, the subject of a clause that does not stand under this one, and follows it."""
    while parse.deps[token] in ("conj", "compound", "poss", "amod", "nmod", "appos", "pobj", "prep"):
        token = parse.heads[token]
    return parse.deps[token] in ("nsubj", "nsubjpass") and parse.heads[token] not in clause and token > min(clause)
