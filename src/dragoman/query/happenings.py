"""Acts that count: what occurred or is under way, not background, each happening once however many reports tell of it.

Charts and interchange files rest on this one rule, so that no two of them disagree. Nothing here holds more than one
batch of events at a time, so that a ledger of any size can be written out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from dragoman.dates import Interval
from dragoman.ledger.corrected import corrected_events
from dragoman.lexicon.dossiers import REAL
from dragoman.protocols import EventFilter, Store, StoredEvent
from dragoman.query.corrections import Corrections, find_corrections
from dragoman.query.judging import rejected

BATCH = 400


@dataclass(frozen=True)
class Act:
    """One happening: the events that tell of it, in the order of the ledger. `id` is that of the occurrence.

    An event that was never linked is a happening of its own, under its own id.
    """

    id: str
    rows: tuple[StoredEvent, ...]

    @cached_property
    def row(self) -> StoredEvent:
        """The telling of which the reading is surest: its type, parties and score stand for the happening."""
        return max(self.rows, key=lambda row: (row.event.confidence, row.event.id))

    @cached_property
    def dated(self) -> StoredEvent | None:
        """The telling that dates it most exactly; `None` where none says when."""
        told = [row for row in self.rows if row.event.date and row.event.date.interval != Interval()]
        return min(told, key=_exactness, default=None)

    @property
    def when(self) -> Interval:
        """The days on which it happened, as the most exact telling has them; open at both ends where none says."""
        return self.dated.event.date.interval if self.dated and self.dated.event.date else Interval()

    @cached_property
    def reported(self) -> Interval:
        """When it was first reported; open at both ends where no report is dated."""
        days = [row.source.published.interval for row in self.rows if row.source.published.interval != Interval()]
        return min(days, key=lambda each: (str(each.latest or "9999"), str(each.earliest or "")), default=Interval())

    @property
    def documents(self) -> tuple[str, ...]:
        """The reports that tell of it, each once, sorted."""
        return tuple(sorted({row.event.document for row in self.rows}))


def _exactness(row: StoredEvent) -> tuple[int, str]:
    days = row.event.date.interval.days if row.event.date else None
    return (days or 10**6, row.event.id)


def counts(row: StoredEvent) -> bool:
    """Whether an event is counted: real, no background, and not only told inside another one."""
    event = row.event
    return event.status in REAL and not event.historical and (event.embedded_in is None or event.plover is not None)


def find_acts(store: Store, which: EventFilter, *, everything: bool = False) -> Iterator[Act]:
    """The happenings of which an event fits, in the order of the ledger, as people corrected them.

    Left out are those that stand rejected and those of reports that were taken back. `everything` also gives plans,
    demands, denials, background and what is embedded: every kind of assertion of one occurrence together. A happening
    comes at the place of its first event that fits. Its `rows` are those that fit.
    """
    counting = _Counting(rejected(store, which.view), find_corrections(store, which.view), everything)
    wanted = which if everything else replace(which, statuses=tuple(sorted(REAL)), historical=False)
    rows = counting.kept(corrected_events(store, wanted))
    while batch := list(islice(rows, BATCH)):
        linked = sorted({row.occurrence for row in batch if row.occurrence})
        told: dict[str, list[StoredEvent]] = defaultdict(list)
        if linked:
            again = replace(wanted, occurrences=tuple(linked), limit=None, offset=0)
            for row in counting.kept(corrected_events(store, again)):
                told[row.occurrence or row.event.id].append(row)
        for row in batch:
            name = row.occurrence or row.event.id
            members = told.get(name) or [row]
            if members[0].event.id == row.event.id:
                yield Act(name, tuple(members))


@dataclass(frozen=True, slots=True)
class _Counting:
    """What is left out: what people rejected, and, unless everything is asked for, what does not count."""

    gone: Collection[str]
    taken_back: Corrections
    everything: bool

    def kept(self, rows: Iterable[StoredEvent]) -> Iterator[StoredEvent]:
        for row in rows:
            if row.event.id in self.gone or row.occurrence in self.gone:
                continue
            if self.everything or (counts(row) and self.taken_back.reason(row) is None):
                yield row
