"""What outlets took back or corrected, and from when: nothing is deleted, it only stops counting.

A withdrawal or correction counts from the day on which it was reported: asked with an earlier `known_by`, the first
account stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.model import Claim
from dragoman.protocols import ClaimFilter, DocumentFilter, Store, StoredClaim, StoredDocument, StoredEvent, View

WITHDRAWN, CORRECTED = "report withdrawn", "report corrected"
SAME_PAGE_DAYS = timedelta(days=60)
"""How far back a report of the same outlet is looked for, where the words give no day but its address is the same."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What stands corrected in a view.

    `withdrawn` leads from a report to the one that takes it back; `corrected` from a report to those that correct a
    part of it; `quoting` are sentences (report, start, end) that only tell what an earlier version said.
    """

    withdrawn: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quoting: frozenset[tuple[str, int, int]] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is corrected at all."""
        return bool(self.withdrawn or self.corrected or self.quoting)

    def reason(self, row: StoredEvent) -> str | None:
        """The report for which an event does not count, whatever its matter; `None` where it does."""
        event = row.event
        sentence = event.evidence.sentence
        if (event.document, sentence.start, sentence.end) in self.quoting:
            return event.document
        return self.withdrawn.get(event.document)

    def replaced(self, rows: Iterable[StoredEvent], same: Callable[[StoredEvent], str | None]) -> dict[str, str]:
        """Of the events of one matter those that do not count -> the report for which they do not.

        Of a report that was corrected in a part, what the correction tells anew is replaced: `same` gives what an event
        says becomes of the matter.
        """
        listed = list(rows)
        found = {row.event.id: why for row in listed if (why := self.reason(row)) is not None}
        told: dict[str, set[str]] = defaultdict(set)
        for row in listed:
            what = same(row)
            if row.event.id not in found and what:
                told[row.event.document].add(what)
        for row in listed:
            what = same(row)
            for by in sorted(self.corrected.get(row.event.document, ())):
                if what in told.get(by, ()) and row.event.id not in found:
                    found[row.event.id] = by
        return found


NOTHING = Corrections()


def find_corrections(
    store: Store, view: View, *, among: Iterable[StoredDocument] | None = None, after: date | None = None
) -> Corrections:
    """All withdrawals and corrections that reports in view tell of.

    `among` leaves out those that mean none of these reports, and costs no look at any other; `after` leaves out what
    was known on that day already.
    """
    which = ClaimFilter(view=View(known_by=view.known_by, recorded_by=view.recorded_by), matters=(WITHDRAWN, CORRECTED))
    rows = [row for row in store.claims(which) if after is None or _known_after(row, after)]
    if not rows:
        return NOTHING
    near = None if among is None else _by_outlet(among)
    withdrawn: dict[str, str] = {}
    corrected: dict[str, set[str]] = defaultdict(set)
    quoting = set()
    for row in rows:
        claim, kind = row.claim, row.claim.matter.matter_class if row.claim.matter else ""
        span = claim.evidence.sentence
        quoting.add((claim.document, span.start, span.end))
        for target in _meant(store, row, view, near):
            if kind == WITHDRAWN:
                withdrawn.setdefault(target.id, claim.document)
            else:
                corrected[target.id].add(claim.document)
    return Corrections(withdrawn, {target: frozenset(by) for target, by in corrected.items()}, frozenset(quoting))


def _known_after(row: StoredClaim, day: date) -> bool:
    first = row.source.published.interval.earliest
    return first is not None and first > day


Near = Mapping[str | None, Sequence[StoredDocument]]
"""Reports by their outlet."""


def _by_outlet(among: Iterable[StoredDocument]) -> Near:
    found: dict[str | None, list[StoredDocument]] = defaultdict(list)
    for each in {one.id: one for one in among}.values():
        found[each.outlet].append(each)
    return found


def _meant(store: Store, row: StoredClaim, view: View, near: Near | None) -> Sequence[StoredDocument]:
    """The reports that a correction means: of the same outlet and the day that it names, or of the same address."""
    source, day = row.source, _day(row.claim)
    if day is not None and source.outlet:
        return [each for each in _of_days(store, source, day, day, view, near) if each.id != source.id]
    urls = {sighting.url for sighting in source.sightings if sighting.url}
    last = source.published.interval.latest
    if not urls or last is None:
        return []
    return [
        each
        for each in _of_days(store, source, last - SAME_PAGE_DAYS, last, view, near)
        if each.id != source.id and urls & {sighting.url for sighting in each.sightings}
    ]


def _of_days(
    store: Store, source: StoredDocument, first: date, last: date, view: View, near: Near | None
) -> Iterable[StoredDocument]:
    """The reports of an outlet (of any where it is unknown) of some days, of all or of those near."""
    if near is None:
        outlets = (source.outlet,) if source.outlet else ()
        plain = View(recorded_by=view.recorded_by)
        return store.documents(DocumentFilter(view=plain, outlets=outlets, start=first, end=last))
    pool = near.get(source.outlet, ()) if source.outlet else (each for held in near.values() for each in held)
    return (
        each
        for each in pool
        if each.published.interval != Interval() and each.published.interval.overlaps(Interval(first, last))
    )


def _day(claim: Claim) -> date | None:
    planned = claim.matter.planned if claim.matter else None
    return planned.interval.earliest if planned else None
