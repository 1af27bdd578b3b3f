"""What goes into a file: acts that count, each once, or every assertion where all are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from dragoman.model import Event
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.happenings import Act, find_acts
from dragoman.query.judging import rejected


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written. `since` and `until` bound the date of the acts.

    `everything` gives every assertion as it stands in a report, plans, demands, denials and background included, in
    place of the acts that occurred or are under way, each once.
    """

    view: View
    since: date | None = None
    until: date | None = None
    everything: bool = False


def acts(store: Store, wanted: Wanted) -> Iterator[Act]:
    """The acts in the order of the ledger; with `everything` each assertion as an act of its own."""
    which = EventFilter(view=wanted.view, start=wanted.since, end=wanted.until)
    if not wanted.everything:
        yield from find_acts(store, which)
        return
    gone = rejected(store, wanted.view)
    for row in store.events(which):
        if not gone & {row.event.id, row.occurrence}:
            yield Act(row.event.id, (row,))


def coded(act: Act) -> StoredEvent | None:
    """The telling of an act that PLOVER would code and of which the reading is surest; `None` where there is none."""
    rows = [row for row in act.rows if row.event.plover is not None]
    return max(rows, key=lambda row: (row.event.confidence, row.event.id), default=None)


def pairs(event: Event, *, both_ways: bool) -> Iterator[tuple[int | None, int | None]]:
    """Actor and recipient by their places in `actors` and in `recipients`, or among `actors` for a mutual act.

    A mutual act of several parties is one pair for each two of them, and with `both_ways` its reverse as well, as CAMEO
    has it. `None` stands for a side that nobody fills. The second number counts on after the actors.
    """
    first, second = range(len(event.actors)), range(len(event.recipients))
    if not event.recipients and len(event.actors) > 1:
        yield from (pair for pair in product(first, first) if pair[0] < pair[1] or (both_ways and pair[0] != pair[1]))
        return
    yield from product(first or (None,), [len(event.actors) + place for place in second] or (None,))


def day_of(act: Act) -> date | None:
    """One day for a format that has no other: the day told, else that of the first report where the act may lie on it.

    Where the report comes after all days told, the last of these; `None` where neither the act nor a report has a day.
    Other formats know intervals: this is the convention of event data, and what is told of it is in the documentation.
    """
    when, reported = act.when, act.reported
    said = reported.latest or reported.earliest
    if when.is_day or said is None:
        return when.latest or when.earliest
    if when.latest and said > when.latest:
        return when.latest
    if when.earliest and said < when.earliest:
        return when.earliest
    return said
