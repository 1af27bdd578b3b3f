"""Nouns that only say when something else was done: "during a visit", "after the talks", "ahead of the summit".

Such a noun is taken for granted, whatever becomes of the act beside it: who asked for something during a visit was
there. How real it is follows from the time of the clause alone: what lies before or within a clause of the past has
happened, what lies ahead of it is planned.
"""

from __future__ import annotations

from dragoman.extract.events.composing import is_definite
from dragoman.extract.events.forms import own_status
from dragoman.extract.events.paths import Occasion, Step, next_step
from dragoman.extract.events.scene import Scene
from dragoman.lexicon.event_words import event_words
from dragoman.model import PLANNED, REAL, Proposition, Status

_WITHIN = frozenset({"during", "amid", "throughout", "after", "following", "since"})
_AHEAD = frozenset({"before", "until", "till", "ahead", "prior", "pending"})
_SIDES = event_words("occasions", "sides")
_NEXT = event_words("occasions", "next")
_GONE = event_words("occasions", "gone")
_PLANNED_CLASSES = ("meeting", "talks")
_PLANNED = event_words("occasions", "planned")


def occasion_at(scene: Scene, step: Step) -> tuple[Occasion, int] | None:
    """The occasion that a step up from a noun tells of, and the word beside which it stands; `None` for other roles."""
    p = scene.parse
    if "of" in step.roles and len(step.roles) == 1 and p.lemmas[step.governor].lower() in _SIDES:
        above = next_step(p, step.governor)
        return (Occasion.WITHIN, above.governor) if above is not None else None
    if "of" in step.roles and len(step.roles) == 1 and p.lemmas[step.governor].lower() == "eve":
        above = next_step(p, step.governor)
        return (Occasion.AHEAD, above.governor) if above is not None else None
    if "doing" in step.roles:
        return None
    if step.roles & _WITHIN:
        return Occasion.WITHIN, step.governor
    return (Occasion.AHEAD, step.governor) if step.roles & _AHEAD else None


def status_beside(scene: Scene, occasion: Occasion, governor: Proposition | None, noun: int) -> Status | None:
    """How real an occasion is by the clause beside which it stands; `None` where that clause has no time of its own."""
    form = own_status(scene, governor) if governor is not None else None
    if governor is None or governor.kind == "noun" or form is None:
        return None
    ahead = bool(governor.modal) or form in (Status.SCHEDULED, Status.PROPOSED, Status.REQUESTED, Status.CONDITIONAL)
    if occasion is Occasion.AHEAD:
        past = governor.tense == "past" and not ahead
        if past and ("perfect" in governor.aspect or not is_planned(scene, noun)):
            return Status.OCCURRED
        return Status.SCHEDULED
    ahead_too = speaks_of_next(scene, noun)
    if not ahead or ahead_too is None or not (ahead_too or is_planned(scene, noun)):
        return Status.OCCURRED
    if form in (Status.SCHEDULED, Status.NOT_OCCURRED) or is_definite(scene, noun) or ahead_too:
        return Status.SCHEDULED
    return Status.PROPOSED


def status_within(scene: Scene, occasion: Occasion, status: Status | None, noun: int) -> Status:
    """How real an occasion beside an infinitive is, where the words above make `status` of the infinitive."""
    if occasion is Occasion.AHEAD:
        return Status.SCHEDULED
    if status in REAL or status is None:
        return Status.OCCURRED
    if speaks_of_next(scene, noun):
        return Status.SCHEDULED
    if status is Status.AGREED and _stands_after(scene, noun):
        return Status.OCCURRED  # "agreed to restore ties after a meeting": they met and agreed
    if status in PLANNED and is_planned(scene, noun) and speaks_of_next(scene, noun) is not None:
        return Status.SCHEDULED if is_definite(scene, noun) else Status.PROPOSED
    return Status.OCCURRED


def _stands_after(scene: Scene, noun: int) -> bool:
    """Whether a noun hangs on "after" or "following"."""
    p = scene.parse
    return p.lemmas[p.heads[noun]].lower() in ("after", "following", "follow")


def is_planned(scene: Scene, noun: int) -> bool:
    """Whether a noun is of a kind that is fixed beforehand: a summit or a vote, and not a war."""
    lemma = scene.parse.lemmas[noun].lower()
    return lemma in _PLANNED or any(lemma in scene.book.classes[name] for name in _PLANNED_CLASSES)


def speaks_of_next(scene: Scene, noun: int) -> bool | None:
    """Whether the phrase says that it is still to come; `None` where it says that it is past ("last week", "ago")."""
    p = scene.parse
    words = {p.lemmas[t].lower() for t in p.subtree(noun)}
    if words & _GONE:
        return None
    return bool(words & _NEXT)
