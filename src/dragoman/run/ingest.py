"""From reports to records: what is new is read and committed by chunks, so that a run can be killed and resumed."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from dragoman.errors import InputError
from dragoman.ledger.linking import link_all, link_documents
from dragoman.model import Failure, Json, Reading, Report, Sighting
from dragoman.pausing import uncollected
from dragoman.prepare.clean import document_id, outlet_of, title_of
from dragoman.protocols import Added, Store
from dragoman.run.copies import AT_ONCE, find_copies
from dragoman.run.local import Make, Notice, characters_for, chunked, make_pipeline, open_readers
from dragoman.run.shards import read_shard
from dragoman.settings import Settings

LOOK_UP = 64
"""Reports that are looked up in the ledger at once."""

COMMIT_REPORTS = 200
COMMIT_CHARACTERS = 1_000_000
COMMIT_SECONDS = 15.0
"""What was read is committed by whichever comes first. Each commit writes the same pages of the indexes again, and the
more so the larger a ledger is: a third of what it costs to add to a million events is saved against 32 reports at a
time. A run that is killed has lost no more than these seconds."""

SHOWN_FAILURES = 10
STAGE_SKIP = "skip"
"""The stage of a `Failure` that says: a file of a folder that is no report. It is counted, and is no failure."""

STAGE_LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `known` are reports read before by the same version; `aside` files that are no reports.

    `failures` holds the first of `failed`; all of them are in the ledger. `foreign` are those of `failed` that are in a
    language which is not read: they are left, not misread. `words` are those of the reports read.
    """

    read: int = 0
    known: int = 0
    aside: int = 0
    failed: int = 0
    words: int = 0
    added: Added = field(default_factory=Added)
    failures: tuple[Failure, ...] = ()
    seconds: float = 0.0
    version: str = ""
    foreign: int = 0

    def to_json(self) -> Json:
        """All fields by name, rates too."""
        added = {name: getattr(self.added, name) for name in self.added.__slots__}
        return {
            "read": self.read,
            "known": self.known,
            "aside": self.aside,
            "failed": self.failed,
            "foreign": self.foreign,
            "words": self.words,
            "added": added,
            "failures": [failure.to_json() for failure in self.failures],
            "seconds": round(self.seconds, 3),
            "reports_per_second": round(self.read / self.seconds, 2) if self.seconds else None,
            "words_per_second": round(self.words / self.seconds, 1) if self.seconds else None,
            "version": self.version,
        }


OnProgress = Callable[[Summary], object]


def ingest(
    store: Store,
    items: Iterable[Report | Failure],
    settings: Settings,
    *,
    on_progress: OnProgress = lambda _: None,
    notice: Notice = lambda _: None,
    make: Make = make_pipeline,
) -> Summary:
    """Read what the ledger does not know yet, and record it, some chunks in each transaction.

    `on_progress` gets the summary so far after each chunk; its `seconds` count from when the models were loaded. Raises
    what the store and `make` raise; what was committed before stays.
    """
    recorded_at = datetime.now(UTC)
    with open_readers(settings, settings.processes, make=make, notice=notice) as readers:
        run = _Run(store, recorded_at, readers.version, notice)
        unknown = run.unknown(items)
        first = list(itertools.islice(unknown, 1))
        if first:  # models take seconds to load: not for a folder that is known already
            readers.load()
            run.begin()
        on_progress(run.summary)
        chunks = chunked(itertools.chain(first, unknown), characters=characters_for(settings.processes))
        for results in readers.read(chunks) if first else ():
            run.record(results)
            on_progress(run.summary)
    run.link()  # the readers are gone: what they held is free while all is linked
    on_progress(run.summary)
    return run.summary


def load_shards(
    store: Store,
    shards: Sequence[str],
    *,
    on_progress: OnProgress = lambda _: None,
    consumed: Callable[[int], object] = lambda _: None,
) -> Summary:
    """Record what a cluster left in shards, and link it, some batches in each transaction.

    A shard that cannot be read is a failure of its own and stops no other. `consumed` is told of each shard. Raises
    what the store raises; what was committed before stays.
    """
    run = _Run(store, datetime.now(UTC), "")
    for shard in shards:
        try:
            for batch in read_shard(shard):
                run.record(batch)
                on_progress(run.summary)
        except InputError as error:
            run.record([Failure(shard, "load", error.message, error.remedy)])
        consumed(1)
    run.link()
    on_progress(run.summary)
    return run.summary


class _Run:
    """The state of one run: what is done, and what is found on the way that is not for the readers."""

    def __init__(self, store: Store, recorded_at: datetime, version: str, notice: Notice = lambda _: None) -> None:
        self._store = store
        self._notice = notice
        self._recorded_at = recorded_at
        self._began = time.monotonic()
        self._failures: list[Failure] = []
        self._held: list[Reading] = []
        self._characters = 0
        self._committed_at = self._began
        self._touched: set[str] = set()
        self._unfiled = 0
        self._enough = 1  # reports for a commit: the first chunk at once, then ever more, so that little is lost early
        self.summary = Summary(version=version)

    def begin(self) -> None:
        """Count the time from now."""
        self._began = self._committed_at = time.monotonic()

    def unknown(self, items: Iterable[Report | Failure]) -> Iterator[Report]:
        """The reports to read. Failures are kept for the next commit; what the ledger knows is counted and left."""
        stream = iter(items)
        while batch := list(itertools.islice(stream, LOOK_UP)):
            reports = [item for item in batch if isinstance(item, Report)]
            self._set_aside(item for item in batch if isinstance(item, Failure))
            sightings = [sighting_of(report) for report in reports]
            known = self._store.known_sightings(sightings, self.summary.version)
            fresh = [report for report, seen in zip(reports, sightings, strict=True) if seen not in known]
            self.summary = replace(self.summary, known=self.summary.known + len(reports) - len(fresh))
            yield from fresh

    def record(self, results: list[Reading | Failure]) -> None:
        """Take the results of one chunk, and commit all that came since the last commit if it is enough."""
        readings = [result for result in results if isinstance(result, Reading)]
        self._set_aside(result for result in results if isinstance(result, Failure))
        self._held += readings
        self._characters += sum(len(reading.document.raw) for reading in readings)
        now = time.monotonic()
        self.summary = replace(
            self.summary,
            read=self.summary.read + len(readings),
            words=self.summary.words + sum(reading.document.words for reading in readings),
            seconds=now - self._began,
        )
        much = len(self._held) >= self._enough or self._characters >= COMMIT_CHARACTERS
        if much or now - self._committed_at >= COMMIT_SECONDS:
            self._commit()

    def _commit(self) -> None:
        """Record what was read, and all failures met."""
        readings, self._held, self._characters = self._held, [], 0
        if readings:
            with uncollected():
                added = self._store.add(readings, recorded_at=self._recorded_at)
            self.summary = replace(self.summary, added=self.summary.added + added)
            self._touched.update(reading.document.id for reading in readings)
            self._unfiled += len(readings)
            self._enough = min(COMMIT_REPORTS, max(self._enough, 2 * len(readings)))
        if self._failures:
            self._store.add_failures(self._failures, recorded_at=self._recorded_at)
            self._failures = []
        if self._unfiled >= AT_ONCE:  # while other processes read on
            self._file()
        self._committed_at = time.monotonic()
        self.summary = replace(self.summary, seconds=self._committed_at - self._began)

    def link(self) -> None:
        """Link what the run brought: all at once where it is most of the ledger, or where older readings gave way."""
        self._commit()
        self._file()
        if not self._touched:
            return
        documents = self._store.counts().get("documents", 0)
        if self.summary.added.rereads or 2 * len(self._touched) >= documents:
            link_all(self._store, recorded_at=self._recorded_at)
        else:
            link_documents(self._store, self._touched, recorded_at=self._recorded_at)

    def _file(self) -> None:
        """Look for copies among what was recorded."""
        self._unfiled = 0
        self._touched |= find_copies(self._store, recorded_at=self._recorded_at, notice=self._notice)

    def _set_aside(self, failures: Iterable[Failure]) -> None:
        for failure in failures:
            if failure.stage == STAGE_SKIP:
                self.summary = replace(self.summary, aside=self.summary.aside + 1)
                continue
            self._failures.append(failure)
            shown = self.summary.failures
            self.summary = replace(
                self.summary,
                failed=self.summary.failed + 1,
                foreign=self.summary.foreign + (failure.stage == STAGE_LANGUAGE),
                failures=shown if len(shown) >= SHOWN_FAILURES else (*shown, failure),
            )


def sighting_of(report: Report) -> Sighting:
    """The sighting that reading a report records."""
    return Sighting(
        document=document_id(report),
        path=report.path,
        url=report.url,
        outlet=outlet_of(report),
        title=title_of(report),
        published=report.published,
        published_basis=report.published_basis,
        fetched=report.fetched,
    )
