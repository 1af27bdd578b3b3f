"""Lists of events that begin with the latest: what has a date backwards, then what has none."""

from __future__ import annotations

from dataclasses import replace

from dragoman.protocols import EventFilter, StoredEvent
from dragoman.web.board import clocks_of
from dragoman.web.site import Site


def total(site: Site, which: EventFilter) -> int:
    """How many events a filter means, whatever its limit and offset."""
    bare = replace(which, limit=None, offset=0)
    key = ("total", *clocks_of(which.view), which.view.undated, replace(bare, view=EventFilter().view))
    return site.kept.get(key, site.version(), lambda: site.store.count_events(bare))


def newest(site: Site, which: EventFilter, start: int, size: int) -> tuple[list[StoredEvent], int]:
    """Rows `start` to `start + size` of a list, the latest first, those without a date last; and how many it has."""
    dated = replace(which, view=replace(which.view, undated=False))
    every, with_date = total(site, which), total(site, dated)
    rows: list[StoredEvent] = []
    if start < with_date:
        end = with_date - start
        begin = max(0, end - size)
        rows = list(site.store.events(replace(dated, offset=begin, limit=end - begin)))[::-1]
    if len(rows) < size and every > with_date:
        offset = max(with_date, start)
        rows.extend(site.store.events(replace(which, offset=offset, limit=size - len(rows))))
    return rows, every
