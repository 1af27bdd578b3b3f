"""Parties whom the clause around an act names: whose occasion it is, whom they left, whose move it takes up."""

from __future__ import annotations

from dragoman.extract.events.participants.roles import are_two_sides
from dragoman.extract.events.paths import occasion_above, taken_up, takes_up_clause
from dragoman.extract.events.scene import Filler, Match, Scene
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.event_words import event_words
from dragoman.model import Proposition

_OCCASION = event_words("participants", "occasion")
_LEAVING = event_words("participants", "leaving")
_ANSWERS = act_types("answers")
_GOING = event_words("participants", "going")
_PLANS = event_words("participants", "plans")
_PREPARING = event_words("participants", "preparing")


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
    told = clause is not None and (clause.voice == "active" or p.deps[above] == "acl")  # "remarks made by Roe during"
    found = scene.fillers(clause, "agent") if clause is not None and told else []
    path = f"subject of {clause.predicate!r}, whose occasion it is" if clause is not None else ""
    doers = [Filler(f.head, f.tokens, path) for f in found if f.head in scene.references and scene.is_known(f)]
    if named or (match.frame.mode == "visit" and _left_state(scene, clause)):
        return doers
    over = p.lemmas[token].lower() in ("after", "following")
    if over and clause is not None and match.frame.mode != "visit":
        doers += _who_gave_way(scene, clause)
    return doers if match.frame.mode != "visit" and (over or are_two_sides(scene, doers)) else []


def _who_gave_way(scene: Scene, said: Proposition) -> list[Filler]:
    """The other side of "[Chile] has accepted the terms, Oslo said after two days of talks"."""
    told = (each for each in scene.propositions if each.parent == said.index and each.parent_role == "complement")
    answers = (each for each in told if (m := scene.matches.get(each.index)) and m.frame.type in _ANSWERS)
    found = [f for each in answers for f in scene.fillers(each, "agent")]
    path = f"who gives way, as {said.predicate!r} after it says"
    return [Filler(f.head, f.tokens, path) for f in found if scene.names_state(f.head)]


def whose_plan(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """Who "set a date for [talks] with Oslo", or is "preparing for a [meeting] with Oslo", is to take part in it."""
    p, head = scene.parse, proposition.head
    of_two = match.frame.symmetric or (match.frame.type == "CONSULT" and match.frame.mode != "visit")
    preposition = p.heads[head]
    planned = p.deps[head] == "pobj" and p.lemmas[preposition].lower() in ("for", "of")
    if not of_two or not planned or not scene.fillers(proposition, "with"):
        return []
    above = p.heads[preposition]
    verb = p.heads[above] if p.deps[above] == "dobj" else above
    plans = {p.lemmas[c].lower() for c in (above, *p.children[verb]) if p.deps[c] == "dobj"}
    if not plans & _PLANS and p.lemmas[verb].lower() not in _PREPARING:
        return []
    clause = next((each for each in scene.propositions if each.tokens[0] == verb and each.kind != "noun"), None)
    found = scene.fillers(clause, "agent") if clause is not None and clause.voice == "active" else []
    path = f"subject of {clause.predicate!r}, whose plan it is" if clause is not None else ""
    return [Filler(f.head, f.tokens, path) for f in found if f.head in scene.references and scene.is_known(f)]


def _goes(scene: Scene, clause: Proposition | None) -> bool:
    """Whether somebody goes somewhere, who then takes part in what they go for: "left for Suva for a [meeting]"."""
    return clause is not None and clause.predicate.split()[0] in _GOING


def _is_named(scene: Scene, token: int) -> bool:
    """Whether a name of somebody known or unknown, or an office, heads the phrase: "[Kohl], on a visit to Moscow"."""
    return any(m.person or m.kind in ("person", "office") for m in scene.references.get(token, ()))


def host_left(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """The host of "left Hanoi after a [visit]": the state that the visitor left."""
    if match.frame.mode != "visit" or proposition.kind != "noun" or scene.fillers(proposition, "to"):
        return []
    p, token = scene.parse, proposition.head
    if p.deps[token] != "pobj" or p.lemmas[p.heads[token]].lower() not in ("after", "following"):
        return []
    above = p.heads[p.heads[token]]
    return _left_state(scene, next((each for each in scene.propositions if each.tokens[0] == above), None))


def _left_state(scene: Scene, clause: Proposition | None) -> list[Filler]:
    """The state that somebody left: "left [Hanoi] after a visit of three days"."""
    if clause is None or clause.predicate.split()[0] not in _LEAVING:
        return []
    found = [f for role in ("patient", "from") for f in scene.fillers(clause, role, strict=True)]
    return [Filler(f.head, f.tokens, "the state that was left") for f in found if scene.names_state(f.head)]


def whose_move(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """Who made the move that is taken up: "[Oslo] closed the border, a step that Riga condemned" is against Oslo."""
    p, verb = scene.parse, proposition.tokens[0]
    if not takes_up_clause(p, verb):
        return []
    above = taken_up(p, verb)
    clause = next((each for each in scene.propositions if above in each.tokens and each.kind != "noun"), None)
    found = scene.fillers(clause, "agent") if clause is not None else []
    home = {m.country for t in own for m in scene.references.get(t, ())}
    others = [f for f in found if f.head not in own and not home & _countries(scene, f)]
    return [Filler(f.head, f.tokens, "who made the move") for f in others if f.head in scene.references]


def _countries(scene: Scene, filler: Filler) -> set[str | None]:
    return {m.country for m in scene.references.get(filler.head, ())}
