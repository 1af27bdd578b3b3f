"""Two sides over time: how much they did, of what sort, and how friendly it was, each happening counted once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.model import Json
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.asking import Names, resolve
from dragoman.query.happenings import Act, find_acts

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
Period = Literal["week", "month"]


@dataclass(frozen=True, slots=True)
class Point:
    """One week (named by its Monday) or month. `score` is the mean of PLOVER's scores of the happenings that have one.

    `by_report` counts happenings without a day of their own, which stand under the day of their first report.
    """

    period: str
    counts: dict[str, int]
    score: float | None
    by_report: int
    occurrences: tuple[str, ...]
    rows: tuple[StoredEvent, ...]

    def to_json(self) -> Json:
        """All fields by name; the happenings by id."""
        return {
            "period": self.period,
            "count": len(self.occurrences),
            "counts": self.counts,
            "score": self.score,
            "by_report": self.by_report,
            "occurrences": list(self.occurrences),
        }


def relation(
    store: Store,
    names: Names,
    first: str,
    second: str,
    view: View,
    *,
    period: Period = "month",
    since: date | None = None,
    until: date | None = None,
) -> list[Point]:
    """What two sides did to and with one another by week or month, oldest first, each happening once.

    Counted is what occurred or is under way, no background; plans, demands and denials are not, nor what a person
    rejected. Raises UsageError for a name that is not known.
    """
    one, other = resolve(store, names, first), resolve(store, names, second)
    points: dict[str, list[Act]] = defaultdict(list)
    for act in find_acts(store, EventFilter(view=view, actors=(one,), counterparts=(other,))):
        day = _day(act)
        if day is not None and not (since and day < since) and not (until and day > until):
            points[_label(day, period)].append(act)
    return [_point(label, points[label]) for label in sorted(points)]


def _day(act: Act) -> date | None:
    """The last day of the narrowest date told, else the day of the first report."""
    return act.when.latest or act.when.earliest or act.reported.latest


def _label(day: date, period: Period) -> str:
    return (day - timedelta(days=day.weekday())).isoformat() if period == "week" else day.isoformat()[:7]


def _point(label: str, held: Sequence[Act]) -> Point:
    counts = Counter(act.row.event.quad for act in held)
    scores = [act.row.event.score for act in held if act.row.event.score is not None]
    return Point(
        period=label,
        counts={quad: counts[quad] for quad in QUADS},
        score=round(sum(scores) / len(scores), 2) if scores else None,
        by_report=sum(1 for act in held if act.dated is None),
        occurrences=tuple(sorted(act.id for act in held)),
        rows=tuple(row for act in held for row in act.rows),
    )
