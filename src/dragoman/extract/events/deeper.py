"""Parties that no role of the frame names: behind the subject, deeper in what is governed, or the other side told of.

Reports name a party once and let the reader carry it on: "stepped up attacks", "rejected a plan drawn up by Oslo". Each
way of finding one is written into the derivation of the actor.
"""

from __future__ import annotations

from dragoman.extract.events.reach import below, is_people, opens_aside, within
from dragoman.extract.events.scene import Filler, Scene
from dragoman.extract.events.untold import is_state
from dragoman.lexicon.frames import Frame
from dragoman.model import Parse, Proposition

_PRONOUNS = frozenset({"it", "he", "she", "they"})
_BESIDE = frozenset(
    (
        *("agent", "by", "after", "before", "since", "during", "because", "because of", "as", "while", "when", "if"),
        *("amid", "following", "despite", "according", "according to", "although", "though", "until", "through"),
        *("without", "including", "include", "like", "such as", "except", "besides", "than", "via", "within"),
        *("unlike", "oprd", "pending", "given", "given that", "alongside"),
        *("poss", "mod"),
    )
)
_DESCRIBING = frozenset({"acl", "relcl", "amod", "nmod", "compound", "appos"})
_PLACES = frozenset({"in", "at", "near", "outside", "inside"})
_WITH_WHOM = frozenset({"patient", "with", "to", "between", "among", "addressee", "of"})
_AROUND = frozenset({"off", "along", "around", "across", "over", "near", "outside", "beyond", "under", "throughout"})
_ON_LAND = frozenset({"MOBILIZE", "COERCE", "AID", "ASSAULT", "CONCEDE", "RETREAT"})
_CLAUSES = {
    "adverbial": frozenset({"PROTEST"}),
    "follow": frozenset({"PROTEST"}),
    "purpose": frozenset({"AID", "MOBILIZE", "PROTEST"}),
}
"""Clauses beside an act that say at whom it is aimed, by the types of act of which they do."""
_CARRYING = frozenset({"patient", "in", "to", "on"})
_DIRECTED = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "SANCTION", "MOBILIZE", "CONCEDE", "AGREE"})
_GOVERNED = (
    *("patient", "addressee", "complement", "on", "upon", "against", "to", "with", "for", "of", "over", "into"),
    *("from", "at", "toward", "towards", "near", "about", "in", "purpose", "between"),
)


def speaker(scene: Scene, proposition: Proposition) -> list[Filler]:
    """A pronoun that nothing else resolves, as subject of what somebody says, is the one who says it."""
    pronoun = any(
        scene.parse.lemmas[f.head].lower() in _PRONOUNS and f.head not in scene.references
        for f in scene.fillers(proposition, "agent")
    )
    current, seen = proposition, {proposition.index}
    while pronoun and current.parent is not None and current.parent_role == "complement":
        if current.parent in seen:
            break
        current = scene.propositions[current.parent]
        seen.add(current.index)
        found = [f for f in scene.fillers(current, "agent") if f.head in scene.references]
        if found:
            return [Filler(f.head, f.tokens, f"pronoun for the subject of {current.predicate!r}") for f in found]
    return []


def behind(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Where the subject is a thing, the one whose it is: "[Israel]'s jets hit", "jets flown by [Israel] hit"."""
    match = scene.matches.get(proposition.index)
    blow = match is not None and match.frame.type in _BLOWS
    for filler in scene.fillers(proposition, "agent"):
        if scene.parse.lemmas[filler.head].lower() in scene.book.classes["against"]:
            continue  # the critics of a body are not the body
        gear = scene.parse.lemmas[filler.head].lower() in scene.book.classes["gear"]
        for step in ("poss", "mod", "agent", "by", "of", *(("from",) if gear else ())):
            if step == "of" and _suffers(scene, filler.head):
                continue
            found = [f for f in scene.fillers(proposition, f"agent.{step}") if f.head in scene.references]
            if step == "mod":
                found = [f for f in found if not scene.is_where(f.head)]  # "a Kenya blast killed three"
                if scene.parse.tags[filler.head] == "NN":
                    found = [f for f in found if not _is_region(scene, f.head)]  # "a Western envoy" is not the West
            if found:
                return found
        for other in scene.propositions:
            if filler.head in scene.references and scene.parse.deps[other.tokens[0]] not in _DESCRIBING:
                continue  # "urged both sides to leave": who urges is not behind them, as who put out a report is
            if other.index != proposition.index and any(
                r.name == "patient" and r.head == filler.head and r.via != "raised object" for r in other.roles
            ):
                if blow and _only_speaks(scene, other):
                    continue  # "deplored the blasts that killed them"
                if any(r.via == "hyphen" for r in other.roles):
                    continue  # "Rebels backed by Oslo" are sent, "Oslo-backed rebels" act on their own
                found = [f for f in scene.fillers(other, "agent") if f.head in scene.references]
                if found:
                    return found
    return []


def _only_speaks(scene: Scene, above: Proposition) -> bool:
    """Whether a verb tells what somebody says or thinks of its object, or undoes it, not that they did it."""
    match = scene.matches.get(above.index)
    return match is not None and match.frame.type in _OF_OTHERS


_OF_OTHERS = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "CONCEDE", "THREATEN"})


def _suffers(scene: Scene, noun: int) -> bool:
    """Whether "of" after an act noun names the one to whom it is done: "the bombing of the consulate killed two"."""
    act = scene.by_head.get(noun)
    match = scene.matches.get(act.index) if act is not None else None
    return match is not None and "of" in match.frame.recipient and "of" not in match.frame.actor


def _is_region(scene: Scene, token: int) -> bool:
    return all((m.actor or "").startswith("GRP.") for m in scene.references[token])


def announcer(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Who announces an act of words or of state without saying whose it is, announces their own."""
    if proposition.kind != "noun" or proposition.parent is None or proposition.parent_role not in _CARRYING:
        return []
    parent = scene.propositions[proposition.parent]
    if parent.predicate.split()[0] not in scene.book.classes["own-act"]:
        return []
    found = [f for f in scene.fillers(parent, "agent") if f.head in scene.references]
    return [Filler(f.head, f.tokens, f"subject of {parent.predicate!r}") for f in found]


def own_tokens(scene: Scene, actors: list[Filler]) -> frozenset[int]:
    """The tokens that stand for the actors themselves, and the heads of what they call their own ("its troops")."""
    p = scene.parse
    ids = {(m.actor, m.person) for f in actors for m in scene.references.get(f.head, ()) if m.actor}
    own = {f.head for f in actors}
    wholes = {p.heads[t] for t in own if p.deps[t] in ("compound", "amod", "poss")}  # "[NATO] allies ... their mission"
    names = {m.name for t in wholes for m in scene.references.get(t, ()) if not m.actor}
    for token, mentions in scene.references.items():
        if any((m.actor, m.person) in ids or (not m.actor and m.name in names) for m in mentions):
            own.add(token)
    homes = {m.country for f in actors for m in scene.references.get(f.head, ())}
    called = {p.heads[t] for t in own if p.tags[t] == "PRP$"}
    # "Met his Peruvian counterpart": what is known to be of another country is not their own.
    return frozenset(own).union(t for t in called if all(m.country in homes for m in scene.references.get(t, ())))


def find_deeper(
    scene: Scene, proposition: Proposition, frame: Frame, actors: list[Filler], taken: frozenset[int]
) -> list[Filler]:
    """The first party named anywhere under what the act governs, other than its own actors.

    Who belongs to another country than the actors goes before who does not: a demand, a blow or a favour mostly goes
    to somebody else. A name that is in no lexicon stands in where no party is named.
    """
    home = {m.country for f in actors for m in scene.references.get(f.head, ()) if m.country}
    spare: Filler | None = None
    unknown: Filler | None = None
    spared = victims(scene, proposition)
    upon_people = frame.type in _ON_PEOPLE and any(
        is_people(scene, f.head) for f in scene.fillers(proposition, "patient", strict=True)
    )
    meets = frame.type == "CONSULT" and frame.mode != "third-party"
    for role, filler in _governed(scene, proposition, frame):
        if meets and role not in _WITH_WHOM and role not in frame.recipient:
            continue  # what is talked of, where, and at whose wish, is nobody who meets
        if (role in _CLAUSES and frame.type not in _CLAUSES[role]) or (upon_people and role != "patient"):
            continue  # "killed three people in Oslo", "arrested a man after a tip from Oslo"
        if role in _PLACES and role not in frame.recipient and not _may_be_where(scene, filler.head, frame):
            continue
        places = frame.type in _ON_LAND or (meets and is_people(scene, filler.head))
        everything = frame.type == "PROTEST"  # a protest is against whom its demands name, wherever they stand
        for token in (
            below(scene.parse, filler.head) if everything else within(scene, filler.head, places=places, met=meets)
        ):
            if token in taken or token in spared or scene.parse.tags[token].startswith("PRP"):
                continue
            if token == filler.head and role in _PLACES and role not in frame.recipient and frame.type not in _ON_LAND:
                continue  # where it was done is not to whom
            inside = Filler(token, scene.phrase(token), f"{role}, deeper in the phrase")
            known = [m for m in scene.references.get(token, ()) if m.actor or m.country]
            if any(m.country not in home for m in known):
                joined = [t for t in scene.joined(token) if t not in taken]
                return [inside, *(Filler(t, scene.phrase(t), inside.path) for t in joined)]
            spare = spare or (inside if known else None)
            if unknown is None and frame.type != "CONSULT" and not frame.symmetric and _is_new_name(scene, token):
                unknown = inside
    found = spare or unknown
    return _only_other(scene, proposition, frame, home) or ([found] if found is not None else [])


_ON_PEOPLE = frozenset({"ASSAULT", "COERCE"})


def _may_be_where(scene: Scene, head: int, frame: Frame) -> bool:
    """Whether a phrase of place says to whom: where something is done on land, or "in [support] of Oslo"."""
    preposition = scene.parse.heads[head]
    return frame.type in _ON_LAND or frame.type == "PROTEST" or not opens_aside(scene.parse, preposition)


_BLOWS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


def _is_victim(scene: Scene, token: int, noun: int) -> bool:
    """Whether a name stands where or against whom an attack was that somebody condemns: "the raid on [Mali]"."""
    p = scene.parse
    if p.lemmas[noun].lower() not in scene.book.classes["blow"]:
        return False
    met = _suffers(scene, noun)
    while token != noun and p.heads[token] != token:
        if p.deps[token] == "prep" and (p.lemmas[token].lower() in _AGAINST or (p.lemmas[token] == "of" and met)):
            return True
        token = p.heads[token]
    return False


def victims(scene: Scene, proposition: Proposition) -> frozenset[int]:
    """The names in what somebody condemns that stand where or against whom an attack was; empty for other acts."""
    match = scene.matches.get(proposition.index)
    if match is None or match.frame.type != "ACCUSE" or match.frame.mode != "disapprove":
        return frozenset()  # "blamed the deaths on Oslo" accuses Oslo
    blows = [f.head for f in scene.fillers(proposition, "patient")]
    names = {t for t, tag in enumerate(scene.parse.tags) if tag.startswith("NNP")} if blows else set()
    return frozenset(t for t in names.union(scene.references) for noun in blows if _is_victim(scene, t, noun))


_AGAINST = frozenset({"on", "against", "in", "at", "near", "outside", "inside", "upon"})


def _governed(scene: Scene, proposition: Proposition, frame: Frame) -> list[tuple[str, Filler]]:
    """What fills the roles of the frame, then the usual ones, then any other that is neither doer, time nor reason."""
    said = (r.name for r in proposition.roles if r.name not in _BESIDE)
    roles = [r for r in (*frame.recipient, *_GOVERNED, *said) if "." not in r]
    return [(role, f) for role in dict.fromkeys(roles) for f in scene.fillers(proposition, role)]


def _is_new_name(scene: Scene, token: int) -> bool:
    p = scene.parse
    if p.tags[token] not in ("NNP", "NNPS") or p.deps[token] == "compound" or not p.texts[token].isalpha():
        return False
    if p.deps[token] == "pobj" and p.lemmas[p.heads[token]].lower() in _AROUND:
        return False
    if any(m.kind == "unknown" for m in scene.references.get(token, ())):
        return False  # "a Hebrew Bible"
    return not any(start <= p.starts[token] < end for start, end in scene.times)


def _only_other(scene: Scene, proposition: Proposition, frame: Frame, home: set[str]) -> list[Filler]:
    """The one other country that takes part in what the sentence tells beside an act, which must be aimed at somebody.

    "Asked Oslo for help, but Oslo declined", "shut the Chadian mission and sent its staff home". Who does something
    else in a clause of their own is not whom this was done to, nor is a place, a topic or a newspaper.
    """
    if frame.type not in _DIRECTED or not home or frame.mode == "weapons":
        return []  # a missile that is tried out is aimed at nobody
    others: dict[str, int] = {}
    own_clause = _own_clause(scene.parse, proposition.tokens[0], provoked=frame.type == "SANCTION")
    spared = victims(scene, proposition)
    parties = _parties_beside(scene, proposition)
    for token in sorted(scene.references):
        if token in spared or _acts_elsewhere(scene.parse, token, own_clause):
            continue
        for mention in scene.references[token]:
            if mention.country and mention.country not in home:
                others.setdefault(mention.country, token)
    if len(others) != 1:
        return []
    token = next(iter(others.values()))
    if token not in parties:
        return []
    return [Filler(token, scene.phrase(token), "the only other party that the sentence names")]


def _parties_beside(scene: Scene, proposition: Proposition) -> frozenset[int]:
    """Who does or suffers what is told in the clauses around an act, and who says that it was done."""
    p = scene.parse
    own = {proposition.tokens[0], *_above(p, proposition.tokens[0])}
    match = scene.matches.get(proposition.index)
    deed = match is not None and match.frame.type == "MOBILIZE"  # it need not be aimed at the one who tells of it
    return frozenset(t for t in scene.references if _takes_part(scene, t, own, told=not deed or is_state(scene, t)))


_CORE = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "agent"})
_INSIDE = frozenset({"conj", "compound", "poss", "amod", "nmod", "appos", "pobj", "prep", "pcomp"})


def _takes_part(scene: Scene, token: int, own: set[int], *, told: bool) -> bool:
    """Whether a name does or suffers what a clause tells that describes nobody; who says something, where `told`."""
    p = scene.parse
    top = _top_of_phrase(p, token)
    verb = p.heads[top]
    aside = (t for t in (verb, *_above(p, verb)) if t not in own)
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
    return p.deps[top] in _CORE


def _has_to(p: Parse, verb: int) -> bool:
    return any(p.tags[c] == "TO" for c in p.children[verb])


def _above(p: Parse, token: int) -> list[int]:
    """All words above a word, nearest first."""
    found = list[int]()
    while p.heads[token] != token:
        token = p.heads[token]
        found.append(token)
    return found


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
    answered = {"if", "unless", "until", *(("after", "because") if provoked else ())}
    return bool(marks & answered) or (parse.deps[clause] == "conj" and "but" in links)


def _acts_elsewhere(parse: Parse, token: int, clause: set[int]) -> bool:
    """Whether a name is, or belongs to, the subject of a clause that does not stand under this one, and follows it."""
    while parse.deps[token] in ("conj", "compound", "poss", "amod", "nmod", "appos", "pobj", "prep"):
        token = parse.heads[token]
    return parse.deps[token] in ("nsubj", "nsubjpass") and parse.heads[token] not in clause and token > min(clause)
