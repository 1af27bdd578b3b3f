"""Lists of events that begin with the latest: what has a date backwards, then what has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.ledger.corrected import Corrections, corrected_events, corrections_of
from dragoman.protocols import NOW, EventFilter, StoredEvent, View
from dragoman.web.asking import clocks_of
from dragoman.web.site import Site

EXACT = 1000
"""A list of at most so many events is put in order by what people corrected."""


@dataclass(frozen=True, slots=True)
class Total:
    """How long a list is: at least `least`; `exact` is `None` where it is longer and has not been counted."""

    least: int
    exact: int | None


def counted(site: Site, which: EventFilter) -> int | None:
    """How many events a filter means, if that is known; else it is counted beside, for who asks next."""
    bare = replace(which, limit=None, offset=0)
    return site.kept.soon(_key(bare), site.version(), lambda: site.store.count_events(bare))


def _key(bare: EventFilter) -> tuple[object, ...]:
    return ("total", *clocks_of(bare.view), bare.view.undated, replace(bare, view=NOW))


def total(site: Site, which: EventFilter) -> int:
    """How many events a filter means, whatever its limit and offset."""
    bare = replace(which, limit=None, offset=0)
    return site.kept.get(_key(bare), site.version(), lambda: site.store.count_events(bare))


def corrections(site: Site, view: View) -> Corrections:
    """What people say otherwise of events, reports and names, as the ledger held it at the view's ledger time."""
    return corrections_of(site.store.judgements(view=View(recorded_by=view.recorded_by)))


def slice_of(every: Sequence[StoredEvent], start: int, size: int) -> tuple[list[StoredEvent], Total]:
    """The same of a list that is there as a whole, in the order of the ledger."""
    dated = [row for row in every if _has_first_day(row)]
    ordered = dated[::-1] + [row for row in every if not _has_first_day(row)]
    return ordered[start : start + size], Total(len(ordered), len(ordered))


def _has_first_day(row: StoredEvent) -> bool:
    return row.event.date is not None and row.event.date.interval.earliest is not None


def as_corrected(site: Site, which: EventFilter) -> list[StoredEvent]:
    """The events of a filter as people corrected them.

    In a long list a corrected event keeps the place that it had as it was read: to move it, all would have to be read.
    """
    said = corrections(site, which.view)
    if said and not which.latest_first and total(site, which) <= EXACT:
        return list(corrected_events(site.store, which))
    return [said.apply(row) for row in site.store.events(which)]


def newest(site: Site, which: EventFilter, start: int, size: int) -> tuple[list[StoredEvent], Total]:
    """Rows `start` to `start + size` of a list, the latest first, those without a first day last; and how many it has.

    A long list is not counted for one reader: how many it has is said where it has been counted.
    """
    said = corrections(site, which.view)
    if said and total(site, which) <= EXACT:
        return slice_of(list(corrected_events(site.store, replace(which, limit=None, offset=0))), start, size)
    turned = replace(which, latest_first=True)
    rows = as_corrected(site, replace(turned, offset=start, limit=size + 1))
    if len(rows) > size:
        return rows[:size], Total(start + size, counted(site, which))
    with_day = start + len(rows) if rows or not start else total(site, turned)
    tail = replace(which, offset=max(with_day, start), limit=size - len(rows))
    rows.extend(as_corrected(site, tail) if size > len(rows) else ())
    return rows, Total(start + len(rows), total(site, which))
