"""What folding a matter gives: the states that it reached, who says what of them, and what goes with the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.dates import Interval
from dragoman.ledger.dossiers.steps import Step
from dragoman.protocols import StoredEvent

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reached:
    """A state that the matter reached: since when, by which step, and the steps that tell of the same."""

    state: str
    since: Interval
    step: Step
    told: tuple[Step, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says of the state, and the rows on which that rests. `denies` marks a plain denial.

    `outside` says that it is no side but a source in its words, or an outlet.
    """

    side: str
    state: str
    rows: tuple[StoredEvent, ...]
    denies: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """The state of a matter at a day, as known by a day.

    `path` are the states reached, oldest first; `possible` what the state may be where it is unknown; `participation`
    each party's part in an agreement. `decided_by` is the judgement that set the state, if a person did.
    """

    state: str
    possible: tuple[str, ...] = ()
    since: Interval | None = None
    path: tuple[Reached, ...] = ()
    set_by: Step | None = None
    last_confirmed: StoredEvent | None = None
    silent_days: int | None = None
    flags: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    planned: Interval | None = None
    until: Interval | None = None
    scope: tuple[tuple[str, str, Interval | None, StoredEvent], ...] = ()
    participation: Mapping[str, str] | None = None
    decided_by: str | None = None

    @property
    def named_days(self) -> Interval | None:
        """The days that its title names: those on which it was held, else those for which it is planned."""
        held = self.since if self.state == "held" else None
        days = held if held and held.days else self.planned
        return days if days and days.days else None
