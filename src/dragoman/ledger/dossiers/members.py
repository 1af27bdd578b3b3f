"""What befalls a state's membership of an organisation, which no noun of the sentence need name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.lexicon.dossiers import REAL, trigger_of, trigger_place
from dragoman.model import ActorRef, Event, Matter, Phase

MEMBERSHIP, SUSPENSION = "membership", "suspension"
"""Classes of the matters: a state belongs by a treaty, and an organisation suspends it by a measure."""

_GIVEN_BACK = ("SUPPORT", "CONCEDE")


def with_membership(event: Event) -> Event:
    """The event of one who joins, leaves, is suspended or let back with that as its matter; others as they are."""
    matter = _of_membership(event)
    return replace(event, matter=matter) if matter else event


def is_membership(event: Event) -> bool:
    """Whether the matter of an event is that a state belongs to an organisation."""
    return event.matter is not None and event.matter.matter_class == MEMBERSHIP


def _of_membership(event: Event) -> Matter | None:
    said = event.matter
    if said is not None and said.matter_class.lower() != MEMBERSHIP and not _names_body(event, said):
        return None
    by_body = _is_body(event.actors) and _is_state(event.recipients)
    if by_body and event.type == "SANCTION" and event.phase is Phase.SUSPEND:
        return Matter(SUSPENSION)
    if by_body and event.type in _GIVEN_BACK and event.phase is Phase.RESTORE:
        return Matter(SUSPENSION)
    if by_body and event.type == "SUPPORT" and event.phase is Phase.BEGIN:
        return Matter(MEMBERSHIP)
    of_state = _is_state(event.actors) and _is_body(event.recipients) and not _is_only_spoken_of(event)
    joins = event.type == "SUPPORT" and event.phase in (Phase.BEGIN, Phase.RESTORE)
    leaves = event.type == "SANCTION" and event.phase in (Phase.WITHDRAW, Phase.SUSPEND)
    comes_back = event.type == "COOPERATE" and event.phase is Phase.RESUME
    belongs = joins or ((leaves or comes_back) and not _is_of_a_force(event))
    return Matter(MEMBERSHIP) if of_state and belongs else None


_BARE = re.compile(
    r"^(?:(?:leave|join|rejoin|exit|enter|withdraw|become|pull|drop|opt\w*|return|departure)\b|\w+ing\b|\w+al\b)", re.I
)
_GOING_ON = re.compile(r"\b(?:is|are|was|were|been|be)\s+(?:\w+ly\s+)?$", re.I)


def _is_only_spoken_of(event: Event) -> bool:
    """ "A campaign for Oslo to leave the Union", "Oslo's exit": only a verb of its own says that it was done."""
    if event.status not in REAL or not _BARE.match(trigger_of(event)):
        return False
    return not _GOING_ON.search(event.evidence.quote[: max(0, trigger_place(event)[0])])


_FORCE = re.compile(r"\b(?:peacekeep\w+|missions?|forces?|operations?|task force|contingents?)\b", re.I)


def _is_of_a_force(event: Event) -> bool:
    """ "Is withdrawing from the peacekeeping mission UNMIL": who takes part in one belongs to nothing."""
    after = event.evidence.quote[trigger_place(event)[1] :]
    return _FORCE.search(re.split(r"[,;]", after)[0]) is not None


def _names_body(event: Event, said: Matter) -> bool:
    """Whether the phrase of the matter is but the name of the organisation: "left the African [Union]"."""
    span = said.span
    return span is not None and any(
        actor.span is not None and span.start < actor.span.end and actor.span.start < span.end
        for actor in (*event.actors, *event.recipients)
        if (actor.id or "").startswith("IGO.")
    )


def _is_body(actors: Sequence[ActorRef]) -> bool:
    """Whether there is somebody, and each is an organisation of states."""
    return bool(actors) and all((actor.id or "").startswith("IGO.") for actor in actors)


def _is_state(actors: Sequence[ActorRef]) -> bool:
    """Whether there is somebody, and each is a state, its government or its parliament."""
    return bool(actors) and all(actor.country and _of_state(actor) for actor in actors)


def _of_state(actor: ActorRef) -> bool:
    return actor.id == actor.country or (actor.id or "").partition(".")[2].partition(".")[0] in ("GOV", "LEG")
