"""Two sides over time: how much they did, of what sort, and how friendly it was, each happening counted once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dragoman.ledger.corrected import touched_events
from dragoman.model import Json
from dragoman.pausing import uncollected
from dragoman.protocols import EventFilter, KeptAct, Store, View
from dragoman.query.asking import Names, resolve
from dragoman.query.corrections import find_corrections
from dragoman.query.happenings import Act, find_acts
from dragoman.query.judging import rejected

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
Period = Literal["week", "month"]
AT_ONCE = 400


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


@uncollected()
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
    first_day, last_day = since.isoformat() if since else "", until.isoformat() if until else "~"
    points: dict[str, list[KeptAct]] = defaultdict(list)
    for act in _acts(store, EventFilter(view=view, actors=(one,), counterparts=(other,))):
        if first_day <= act.day <= last_day:
            points[_label(act.day, period)].append(act)
    return [_point(label, points[label]) for label in sorted(points)]


def _acts(store: Store, which: EventFilter) -> Iterator[KeptAct]:
    """What two sides did: what is kept, and from their events those that a view has in part, or that were corrected."""
    kept = store.acts_of(which.actors[0], which.counterparts[0], which.view)
    if kept is None:
        yield from _found(store, which)
        return
    corrected = _corrected(store, which.view)
    yield from (act for act in kept.acts if act.id not in corrected)
    anew = sorted(corrected.union(kept.rest))
    linked = [one for one in anew if one.startswith("oc_")]
    alone = [one for one in anew if one.startswith("ev_")]
    for some in _parts(linked):
        yield from _found(store, replace(which, occurrences=some))
    for some in _parts(alone):
        yield from _found(store, replace(which, ids=some))


def _parts(values: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(values), AT_ONCE):
        yield tuple(values[start : start + AT_ONCE])


def _found(store: Store, which: EventFilter) -> Iterator[KeptAct]:
    for act in find_acts(store, which):
        day, event = _day(act), act.row.event
        if day is not None:
            yield KeptAct(act.id, day.isoformat(), event.quad, event.score, act.dated is None)


def _corrected(store: Store, view: View) -> frozenset[str]:
    """What people rejected or corrected, and what outlets took back: occurrences, and events that no occurrence has."""
    taken_back = find_corrections(store, view)
    documents = {*taken_back.withdrawn, *(place[0] for place in taken_back.quoting)}
    said = rejected(store, view)
    told = {one for one in said if one.startswith("ev_")} | touched_events(store, view)
    for some in _parts(sorted(documents)):
        told.update(row.event.id for row in store.events(EventFilter(documents=some)))
    found = {one for one in said if one.startswith("oc_")}
    for some in _parts(sorted(told)):
        held = store.links(events=some).occurrences
        found.update(one.id for one in held)
        found.update(set(some).difference(*(one.events for one in held)))
    return frozenset(found)


def _day(act: Act) -> date | None:
    """The last day of the narrowest date told, else the day of the first report."""
    return act.when.latest or act.when.earliest or act.reported.latest


def _label(day: str, period: Period) -> str:
    if period == "month":
        return day[: len("2016-03")]
    held = date.fromisoformat(day)
    return (held - timedelta(days=held.weekday())).isoformat()


def _point(label: str, held: Sequence[KeptAct]) -> Point:
    counts = Counter(act.quad for act in held)
    scores = [act.score for act in held if act.score is not None]
    return Point(
        period=label,
        counts={quad: counts[quad] for quad in QUADS},
        score=round(math.fsum(scores) / len(scores), 2) if scores else None,
        by_report=sum(1 for act in held if act.by_report),
        occurrences=tuple(sorted(act.id for act in held)),
    )
