"""Which states of dossiers are known without folding them, in a view: see `ledger.dossiers.standing`.

What people decided and what outlets took back is not in what is kept. So it is used only for dossiers that nothing of
the sort can concern; the others are folded.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from dragoman.dates import Interval, from_iso, parse_interval
from dragoman.ledger.dossiers.judged import that_count
from dragoman.ledger.dossiers.standing import form
from dragoman.protocols import ClaimFilter, EventFilter, Standing, Store, View
from dragoman.query.asking import today
from dragoman.query.corrections import CORRECTED, SAME_PAGE_DAYS, WITHDRAWN

UNKNOWN = "unknown"
_UNSURE = "dossiers that are decided or corrected"

_HARMLESS = frozenset(("note", "open", "accept"))
"""What changes no state."""


class Known(NamedTuple):
    """The state of a dossier, the day of the report that last confirms it, and the days that its title names."""

    state: str
    confirmed: date | None = None
    days: Interval | None = None


def known_states(store: Store, dossiers: Collection[str], view: View) -> dict[str, Known]:
    """The states of those of the dossiers that need not be folded to know them."""
    if view.recorded_by is not None:
        return {}
    as_of, known_by = ((day or today()).isoformat() for day in (view.as_of, view.known_by))
    held = store.standings(dossiers, form())
    found = {one.dossier: known for one in held if (known := _in_view(one, as_of, known_by)) is not None}
    unsure = _unsure(store) if found else ()
    return {identity: known for identity, known in found.items() if identity not in unsure}


def _in_view(one: Standing, as_of: str, known_by: str) -> Known | None:
    if as_of < one.begun:
        return Known(UNKNOWN)
    if known_by < one.seen:
        return None
    if as_of < min(known_by, one.sure):
        return Known(UNKNOWN)
    if as_of < min(known_by, one.whole):
        return None
    return Known(one.state, from_iso(one.confirmed or None), parse_interval(one.days) if one.days else None)


def _unsure(store: Store) -> frozenset[str]:
    """Dossiers that a decision or a correction may concern, whatever the view; kept until something is written."""
    version = store.version()
    kept = store.recall(version, [_UNSURE])
    if _UNSURE in kept:
        found: frozenset[str] = kept[_UNSURE]
        return found
    found = frozenset((*_decided(store), *store.dossiers_told_on(_corrected_days(store))))
    store.keep(version, {_UNSURE: found})
    return found


def _decided(store: Store) -> set[str]:
    targets = {one.target for one in that_count(store.judgements()) if one.action not in _HARMLESS}
    documents = tuple(sorted(one for one in targets if one.startswith("doc_")))
    events = {one for one in targets if one.startswith("ev_")}
    if documents:
        events.update(row.event.id for row in store.events(EventFilter(documents=documents)))
    found = {one for one in targets if one.startswith("ds_")}
    linked = store.links(
        events=sorted(events),
        occurrences=sorted(one for one in targets if one.startswith("oc_")),
        dossiers=sorted(found),
    )
    return found | {one.id for one in linked.dossiers}


def _corrected_days(store: Store) -> set[Interval]:
    """The days of all reports that a correction or withdrawal can mean, and of those that tell of it."""
    found: set[Interval] = set()
    for row in store.claims(ClaimFilter(matters=(WITHDRAWN, CORRECTED))):
        planned = row.claim.matter.planned if row.claim.matter else None
        day, told = planned.interval.earliest if planned else None, row.source.published.interval
        found.add(told)
        if day is not None:
            found.add(Interval.day(day))
        if told.latest is not None:
            found.add(Interval(told.latest - SAME_PAGE_DAYS, told.latest))
    return found
