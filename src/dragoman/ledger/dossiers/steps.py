"""The records that a matter is folded from: its happenings, and the steps that these are, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.dates import Interval
from dragoman.protocols import StoredEvent

Place = tuple[str, str, str, int, str]


@dataclass(frozen=True, slots=True)
class Happening:
    """An occurrence with its events, as it is filed to a dossier.

    `session`: it is one of the matter's sessions. `about`: it only speaks of the matter (a demand, an approval), and
    moves nothing.
    """

    occurrence: str
    rows: tuple[StoredEvent, ...]
    score: float = 1.0
    session: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One event as a move: to `state`, at some time within `when`. `said` are the days of its report.

    `planned` marks what is only planned, agreed or proposed; `target` is the time it is meant for. `inferred` is a
    state that nobody reported, but that another step implies. `steady` only says that a state goes on, `of_a_round`
    that the sides met once within what goes on.
    """

    state: str
    when: Interval
    row: StoredEvent
    occurrence: str
    key: tuple[date, Place]
    planned: bool = False
    target: Interval | None = None
    inferred: bool = False
    steady: bool = False
    resumes: bool = False
    not_from: frozenset[str] = frozenset()
    of_a_round: bool = False

    @property
    def side(self) -> str | None:
        """The side that asserts it."""
        return side_of(self.row)


def side_of(row: StoredEvent) -> str | None:
    """The side for which the one speaks who asserts an event: its outermost source, else an official outlet."""
    for link in row.event.attribution:
        return link.side or (link.actor and link.actor.partition(".")[0] if _is_state(link.actor) else None)
    return row.source.side


def _is_state(actor: str | None) -> bool:
    return bool(actor) and len(str(actor).partition(".")[0]) == 3


def place_of(row: StoredEvent) -> Place:
    """Where an event stands: publication, document, place in it."""
    said = row.source.published.interval
    return (
        str(said.latest or "9999-12-31"),
        str(said.earliest or "9999-12-31"),
        row.event.document,
        row.event.evidence.trigger.start,
        row.event.id,
    )
