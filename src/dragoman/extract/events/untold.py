"""Who takes part in an act whose word does not say so: "the raid", "after a telephone call", "had done the same".

One way for each place where the parties stand. In the clause beside the word: the occasion of what somebody does
("left Hanoi after a [visit]", "Roe in Oslo for [talks] with Poe"), the move that they made ("a step that Riga
[condemned]"). In an act of the same sentence: of the same kind ("met five days after [a call]"), or for which a verb
stands ("as it had [done] in May"). In an act of an earlier sentence that a noun takes up ("[the raid] lasted").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dragoman.extract.events.composing import is_definite
from dragoman.extract.events.paths import occasion_above, taken_up, takes_up_clause
from dragoman.extract.events.scene import Filler, Match, Scene, match_but_for_parties
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.lexicon.event_words import event_words
from dragoman.model import Mention, Proposition, Role

_OCCASION = frozenset({"after", "during", "following", "before", "in", "at", "on", "since", "for"})
_LEAVING = event_words("untold", "leaving")
_GOING = event_words("untold", "going")


def whose_occasion(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """Who flew home "after three days of [talks] with Oslo", or spoke "during a [visit] to Peru", took part in it.

    So did both sides that did something "after two days of [talks]", whoever left a state "after a [visit]", and, in a
    headline without a verb, the one who is "in Oslo for [talks] with Roe".
    """
    if match.frame.type != "CONSULT":
        return []
    p, token = scene.parse, occasion_above(scene.parse, proposition.head)
    if token is None or p.lemmas[token].lower() not in _OCCASION:
        return []
    above = p.heads[token]
    named = any(scene.fillers(proposition, role) for role in (("to",) if match.frame.mode == "visit" else ("with",)))
    if not p.tags[above].startswith("VB"):
        if p.lemmas[token].lower() == "on" and match.frame.mode == "visit" and _is_named(scene, above):
            return [Filler(above, scene.phrase(above), "who is said to be on it")]
        headline = p.heads[above] == above and above in scene.references and p.texts[-1] != "."
        return [Filler(above, scene.phrase(above), "of whom a headline speaks")] if headline and named else []
    clause = next((each for each in scene.propositions if each.tokens[0] == above and each.kind != "noun"), None)
    if p.lemmas[token].lower() == "for" and not _goes(scene, clause):
        return []  # "called for talks with Oslo"
    found = scene.fillers(clause, "agent") if clause is not None and clause.voice == "active" else []
    path = f"subject of {clause.predicate!r}, whose occasion it is" if clause is not None else ""
    doers = [Filler(f.head, f.tokens, path) for f in found if f.head in scene.references and is_known(scene, f)]
    if named or (match.frame.mode == "visit" and _left_state(scene, clause)):
        return doers
    over = p.lemmas[token].lower() in ("after", "following")
    return doers if match.frame.mode != "visit" and (over or are_two_sides(scene, doers)) else []


def _goes(scene: Scene, clause: Proposition | None) -> bool:
    """Whether somebody goes somewhere, who then takes part in what they go for: "left for Suva for a [meeting]"."""
    return clause is not None and clause.predicate.split()[0] in _GOING


def _is_named(scene: Scene, token: int) -> bool:
    """Whether a name of somebody known or unknown, or an office, heads the phrase: "[Kohl], on a visit to Moscow"."""
    return any(m.person or m.kind in ("person", "office") for m in scene.references.get(token, ()))


def whose_move(scene: Scene, proposition: Proposition, taken: frozenset[int]) -> list[Filler]:
    """Who did what is taken up as a move: "Oslo closed the border, a step that [Riga] condemned" is against Oslo."""
    p, verb = scene.parse, proposition.tokens[0]
    if not takes_up_clause(p, verb):
        return []
    above = taken_up(p, verb)
    clause = next((each for each in scene.propositions if above in each.tokens and each.kind != "noun"), None)
    found = scene.fillers(clause, "agent") if clause is not None else []
    home = {m.country for t in taken for m in scene.references.get(t, ())}
    others = [f for f in found if f.head not in taken and not home & {m.country for m in _mentions(scene, f)}]
    return [Filler(f.head, f.tokens, "who made the move") for f in others if f.head in scene.references]


def _mentions(scene: Scene, filler: Filler) -> tuple[Mention, ...]:
    return scene.references.get(filler.head, ())


def _left_state(scene: Scene, clause: Proposition | None) -> list[Filler]:
    """The state that somebody left: "left [Hanoi] after a visit of three days"."""
    if clause is None or clause.predicate.split()[0] not in _LEAVING:
        return []
    found = [f for role in ("patient", "from") for f in scene.fillers(clause, role, strict=True)]
    return [Filler(f.head, f.tokens, "the state that was left") for f in found if is_state(scene, f.head)]


def host_left(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """The host of "left Hanoi after a [visit]": the state that the visitor left."""
    if match.frame.mode != "visit" or proposition.kind != "noun" or scene.fillers(proposition, "to"):
        return []
    p, token = scene.parse, proposition.head
    if p.deps[token] != "pobj" or p.lemmas[p.heads[token]].lower() not in ("after", "following"):
        return []
    above = p.heads[p.heads[token]]
    return _left_state(scene, next((each for each in scene.propositions if each.tokens[0] == above), None))


def is_known(scene: Scene, filler: Filler) -> bool:
    """Whether it is known who stands there, or at least of which state."""
    return any(m.actor or m.country for m in scene.references.get(filler.head, ()))


def is_state(scene: Scene, token: int) -> bool:
    """Whether a word names a state itself."""
    return any(m.actor is not None and m.actor == m.country for m in scene.references.get(token, ()))


def are_two_sides(scene: Scene, actors: list[Filler]) -> bool:
    """Whether the actors are of two countries, so that what they do together needs nobody else."""
    return len({m.country for f in actors for m in scene.references.get(f.head, ()) if m.country}) > 1


_BESIDE = frozenset({"after", "before", "following", "during", "since", "ahead of", "until", "for", "on"})
_CLAUSES = frozenset({"as", "after", "before", "once", "when", "than", "because", "since"})
_OF_THE_WHOLE = frozenset(
    (*("agent", "on", "in", "at", "as", "after", "before", "since", "during", "when", "while", "once", "until", "than"),
     "if", "although", "because", "following", "adverbial", "purpose")
)  # fmt: skip
_SAME = event_words("untold", "same")


def noun_without_parties(scene: Scene, proposition: Proposition) -> Match | None:
    """The frame of a noun whose phrase names nobody who takes part; `None` where it names somebody or is no act."""
    if proposition.kind != "noun" or _names_somebody(scene, proposition.head) or _is_general(scene, proposition.head):
        return None
    return match_but_for_parties(scene, proposition)


_BARE_PLURALS = event_words("untold", "bare-plurals")


def _is_general(scene: Scene, noun: int) -> bool:
    """Whether a noun may tell of other acts than the one: "attacks", "the Jakarta attack"."""
    p = scene.parse
    if p.tags[noun] == "NNS" and p.lemmas[noun].lower() not in _BARE_PLURALS:
        return True
    names = (t for t in scene.phrase(noun) if p.tags[t].startswith("NNP"))
    return any(not any(start <= p.starts[t] < end for start, end in scene.times) for t in names)


_WHERE = frozenset({"in", "at", "near", "off", "outside", "inside", "around"})


def _names_somebody(scene: Scene, head: int) -> bool:
    """Whether anybody who can act stands in a phrase, outside its clauses and what only says where."""
    p, queue = scene.parse, [head]
    while queue:
        token = queue.pop()
        if token != head and token in scene.references:
            return True
        for child in p.children[token]:
            place = p.deps[child] == "prep" and p.lemmas[child].lower() in _WHERE
            if not place and p.deps[child] not in ("conj", "cc", "relcl", "acl", "appos", "advcl", "ccomp"):
                queue.append(child)
    return False


_OF_A_ROW = event_words("untold", "of-a-row")


def takes_up(scene: Scene, proposition: Proposition) -> bool:
    """Whether a noun speaks of an act as known, or as one of a row: "the raid", "Monday's raid", "a first demand"."""
    p, noun = scene.parse, proposition.head
    return is_definite(scene, noun) or any(p.lemmas[c].lower() in _OF_A_ROW for c in p.children[noun])


def act_beside(scene: Scene, proposition: Proposition, types: Mapping[int, str], wanted: str) -> int | None:
    """The act of the same sentence of which a noun is the occasion or another instance, by its place in `types`.

    "Met after [a call]" is one of two meetings, "shelled it a day after [a bombardment]" one of two blows.
    """
    above = proposition.parent
    if above is None or types.get(above) != wanted or proposition.parent_role not in _BESIDE:
        return _act_before_measure(scene, proposition, types, wanted)
    return above


def _act_before_measure(scene: Scene, proposition: Proposition, types: Mapping[int, str], wanted: str) -> int | None:
    """The same where a length of time stands between: "shelled it again, [a day] after a first bombardment"."""
    p, noun = scene.parse, proposition.head
    preposition = p.heads[noun]
    if p.deps[noun] != "pobj" or p.lemmas[preposition].lower() not in ("after", "before"):
        return None
    token = p.heads[preposition]
    while p.heads[token] != token and not p.tags[token].startswith("VB"):
        token = p.heads[token]
    return next((i for i, kind in types.items() if kind == wanted and token in scene.propositions[i].tokens), None)


def alike(lemma: str, other: str) -> bool:
    """Whether two words, nouns or verbs, can tell of one act."""
    return lemma == other or other in load_anaphora().alike_to(lemma)


def verb_in_place(
    scene: Scene, proposition: Proposition, matches: Mapping[int, Match]
) -> tuple[int, Proposition, Match] | None:
    """What a verb that stands for an act of its sentence says: the act, by the verb's own subject at its own time.

    `matches` are the acts of the sentence by the place of their propositions.
    """
    if proposition.kind != "verb" or not _stands_for_another(scene, proposition):
        return None
    above = _clause_above(scene, proposition)
    if above is None or above not in matches or not proposition.role("agent"):
        return None
    whole, match = scene.propositions[above], matches[above]
    own = tuple(r for r in proposition.roles if r.name in _OF_THE_WHOLE)
    if not any(r.head in scene.references for r in own if r.name == "agent"):
        # "As it had done": a pronoun that nothing resolves stands for the subject of the whole.
        own = (*(r for r in own if r.name != "agent"), *(r for r in whole.roles if r.name == "agent"))
    rest = tuple(r for r in whole.roles if r.name not in _OF_THE_WHOLE and not _is_below(scene, proposition, r))
    frame = replace(match.frame, matter=None) if match.frame.matter == "self" else match.frame
    told = replace(proposition, predicate=whole.predicate, verb=whole.verb, roles=(*own, *rest))
    return above, told, Match(frame, match.exactness, proposition.tokens)


def _is_below(scene: Scene, proposition: Proposition, role: Role) -> bool:
    return role.head in scene.parse.subtree(proposition.head)


def _stands_for_another(scene: Scene, proposition: Proposition) -> bool:
    """A bare "did" or "acted", or "did so", "did the same", in a clause of time or manner and in the past."""
    p = scene.parse
    said = {p.lemmas[c].lower() for c in p.children[proposition.head] if c > proposition.head}
    held = any(r.name in ("patient", "complement") for r in proposition.roles)
    inside = p.deps[proposition.head] in ("advcl", "ccomp", "pcomp")
    past = proposition.tense == "past" and not proposition.modal
    return past and inside and proposition.predicate.lower() in ("do", "act") and (not held or bool(said & _SAME))


def _clause_above(scene: Scene, proposition: Proposition) -> int | None:
    p, verb = scene.parse, proposition.head
    if proposition.parent is not None and proposition.parent_role in _CLAUSES:
        above = scene.propositions[proposition.parent]
        if above.kind != "noun":
            return proposition.parent
    governor = p.heads[verb]
    if p.deps[verb] == "ccomp" and not any(p.lemmas[c].lower() in _CLAUSES for c in p.children[verb]):
        return None
    while p.heads[governor] != governor and not p.tags[governor].startswith("VB"):
        governor = p.heads[governor]
    return next((each.index for each in scene.propositions if each.tokens[0] == governor), None)
