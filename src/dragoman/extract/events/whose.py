"""Who takes part where only the clause beside a word says so: the occasion of what they do, the move that they made.

"Left Hanoi after a [visit]", "Roe in Oslo for [talks] with Poe", "shut the border, a step that Riga [condemned]": no
role of these words holds a party, and their frames cannot name one.
"""

from __future__ import annotations

from dragoman.extract.events.paths import taken_up, takes_up_clause
from dragoman.extract.events.scene import Filler, Match, Scene
from dragoman.model import Mention, Proposition

_OCCASION = frozenset({"after", "during", "following", "before", "in", "at", "on", "since", "for"})
_LEAVING = frozenset({"leave", "depart", "quit"})


def whose_occasion(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """Who flew home "after three days of [talks] with Oslo", or spoke "during a [visit] to Peru", took part in it.

    So did both sides that did something "after two days of [talks]", whoever left a state "after a [visit]", and, in a
    headline without a verb, the one who is "in Oslo for [talks] with Roe".
    """
    if match.frame.type != "CONSULT":
        return []
    p, token = scene.parse, proposition.head
    while p.deps[token] in ("pobj", "conj") or (p.deps[token] == "prep" and p.lemmas[token].lower() == "of"):
        token = p.heads[token]
    above = p.heads[token]
    if p.deps[token] != "prep" or p.lemmas[token].lower() not in _OCCASION:
        return []
    named = any(scene.fillers(proposition, role) for role in (("to",) if match.frame.mode == "visit" else ("with",)))
    if not p.tags[above].startswith("VB"):
        if p.lemmas[token].lower() == "on" and match.frame.mode == "visit" and _is_named(scene, above):
            return [Filler(above, scene.phrase(above), "who is said to be on it")]
        headline = p.heads[above] == above and above in scene.references and p.texts[-1] != "."
        return [Filler(above, scene.phrase(above), "of whom a headline speaks")] if headline and named else []
    if p.lemmas[token].lower() == "for":
        return []  # "called for talks with Oslo"
    clause = next((each for each in scene.propositions if each.tokens[0] == above and each.kind != "noun"), None)
    found = scene.fillers(clause, "agent") if clause is not None and clause.voice == "active" else []
    path = f"subject of {clause.predicate!r}, whose occasion it is" if clause is not None else ""
    doers = [Filler(f.head, f.tokens, path) for f in found if f.head in scene.references and is_known(scene, f)]
    if named or (match.frame.mode == "visit" and _left_state(scene, clause)):
        return doers
    over = p.lemmas[token].lower() in ("after", "following")
    return doers if match.frame.mode != "visit" and (over or are_two_sides(scene, doers)) else []


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
