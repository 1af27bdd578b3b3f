"""Two sides over time: how much they did, of what sort, and how friendly it was, each happening counted once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.lexicon.dossiers import REAL
from dragoman.model import Json
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.asking import Names, resolve

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

    Counted is what occurred or is under way; plans, demands and denials are not. Raises UsageError for a name that is
    not known.
    """
    one, other = resolve(store, names, first), resolve(store, names, second)
    which = EventFilter(view=view, actors=(one,), counterparts=(other,), statuses=tuple(sorted(REAL)))
    grouped: dict[str, list[StoredEvent]] = defaultdict(list)
    for row in store.events(which):
        if row.event.embedded_in is None or row.event.plover is not None:
            grouped[row.occurrence or row.event.id].append(row)
    points: dict[str, list[tuple[str, list[StoredEvent], bool]]] = defaultdict(list)
    for occurrence, rows in grouped.items():
        day, dated = _day(rows)
        if day is None or (since and day < since) or (until and day > until):
            continue
        points[_label(day, period)].append((occurrence, rows, dated))
    return [_point(label, points[label]) for label in sorted(points)]


def _day(rows: Sequence[StoredEvent]) -> tuple[date | None, bool]:
    """The last day of the narrowest date told, else the day of the first report; and whether it was told."""
    dated = [row.event.date.interval for row in rows if row.event.date and row.event.date.interval.latest]
    narrow = min(dated, key=lambda interval: interval.days or 10**6, default=None)
    if narrow is not None:
        return narrow.latest, True
    reports = [row.source.published.interval.latest for row in rows if row.source.published.interval.latest]
    return min(reports, default=None), False


def _label(day: date, period: Period) -> str:
    return (day - timedelta(days=day.weekday())).isoformat() if period == "week" else day.isoformat()[:7]


def _point(label: str, held: Sequence[tuple[str, list[StoredEvent], bool]]) -> Point:
    counts: Counter[str] = Counter()
    scores = []
    for _, rows, _ in held:
        best = max(rows, key=lambda row: (row.event.confidence, row.event.id))
        counts[best.event.quad] += 1
        if best.event.score is not None:
            scores.append(best.event.score)
    return Point(
        period=label,
        counts={quad: counts[quad] for quad in QUADS},
        score=round(sum(scores) / len(scores), 2) if scores else None,
        by_report=sum(1 for _, _, dated in held if not dated),
        occurrences=tuple(sorted(occurrence for occurrence, _, _ in held)),
        rows=tuple(row for _, rows, _ in held for row in rows),
    )
