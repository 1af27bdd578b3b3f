"""Habits: what is told as done again and again is no single act, but the background of one."""

from __future__ import annotations

from dragoman.extract.events.scene import Scene
from dragoman.lexicon.event_words import event_words
from dragoman.model import REAL, Parse, Proposition, Status

_HABITUAL = event_words("habits", "habitual")
_EACH = frozenset({"every", "each"})
_SPANS = event_words("habits", "spans")


def is_habit(scene: Scene, proposition: Proposition, status: Status) -> bool:
    """Whether a verb tells what is done again and again: "often [conduct] drills", "jets [fly] missions over it"."""
    p = scene.parse
    verb = proposition.tokens[0]
    if proposition.kind not in ("verb", "light") or status not in REAL or "progressive" in proposition.aspect:
        return False
    adverbs = {p.lemmas[c].lower() for c in p.children[verb] if p.deps[c] == "advmod"}
    if adverbs & _HABITUAL:
        return True
    times = [c for c in p.children[verb] if p.deps[c] == "npadvmod" and p.lemmas[c].lower() in _SPANS]
    if any(p.lemmas[g].lower() in _EACH for c in times for g in p.children[c]):
        return True
    if any(p.deps[c] == "advcl" and _opens_with(p, c, ("whenever", "wherever")) for c in p.children[verb]):
        return True
    used = p.deps[verb] == "xcomp" and p.texts[p.heads[verb]].lower() == "used" and proposition.modal == "to"
    return used or _is_generic(p, proposition)


def _opens_with(p: Parse, clause: int, words: tuple[str, ...]) -> bool:
    return any(p.lemmas[c].lower() in words for c in p.children[clause] if c < clause)


def _is_generic(p: Parse, proposition: Proposition) -> bool:
    """The plain present of a sentence of prose whose subject and object are kinds: "[Jets] fly [missions]"."""
    verb = proposition.tokens[0]
    if proposition.tense != "present" or proposition.aspect or proposition.modal or p.texts[-1] != ".":
        return False
    plurals = [
        c
        for c in (*p.children[verb], *(g for c in p.children[verb] for g in p.children[c] if p.deps[c] == "prep"))
        if p.deps[c] in ("nsubj", "dobj")
    ]
    return len(plurals) == 2 and all(
        p.tags[c] == "NNS" and not any(p.deps[g] in ("det", "poss", "nummod") for g in p.children[c]) for c in plurals
    )
