"""Reading what a person drops onto the page: one job after another, while others look at pages."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from dragoman.errors import DragomanError
from dragoman.model import Failure, Json, Report
from dragoman.protocols import Store
from dragoman.run import local
from dragoman.run.ingest import Summary, ingest, sighting_of
from dragoman.settings import Settings
from dragoman.sources.fetch import fetch_reports
from dragoman.store import open_store
from dragoman.web.aside import Aside

AT_ONCE = 4
"""Reports between two steps of progress; each step is a commit."""
KEPT = 200
"""Jobs whose outcome is remembered."""

WAITING, FETCHING, LOADING, READING, DONE, FAILED = "waiting", "fetching", "loading", "reading", "done", "failed"

STOPPED = "the server was stopped; read the rest again"

Fetch = Callable[[Sequence[str]], Iterable[Report | Failure]]
"""Pages by their addresses, as reports; one that cannot be had is a failure."""


@dataclass(frozen=True, slots=True)
class Job:
    """How far a reading is. `state` is waiting, fetching, loading, reading, done or failed; counts are of reports.

    `documents` are the ids of what was read or known before, in the order given.
    """

    id: str
    reports: int
    state: str = WAITING
    done: int = 0
    read: int = 0
    known: int = 0
    failed: int = 0
    events: int = 0
    documents: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    error: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will change."""
        return self.state in (DONE, FAILED)

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "id": self.id,
            "state": self.state,
            "reports": self.reports,
            "done": self.done,
            "read": self.read,
            "known": self.known,
            "failed": self.failed,
            "events": self.events,
            "documents": list(self.documents),
            "failures": [failure.to_json() for failure in self.failures],
            "error": self.error,
        }


@dataclass(slots=True)
class Step:
    """Reads some reports into a ledger. The models are loaded with the first, or when it is called with none."""

    store: Store
    settings: Settings
    make: local.Make
    _reader: local.Reader | None = None

    def __call__(self, items: Sequence[Report | Failure]) -> Summary:
        """What became of them; all of it is committed. Errors as of `ingest`."""
        reader = self._load(self.settings)
        if not items:
            reader.read_reports([])
            return Summary(version=reader.version)
        return ingest(self.store, items, replace(self.settings, processes=1), make=self._load)

    def _load(self, settings: Settings) -> local.Reader:
        if self._reader is None:
            self._reader = self.make(settings)
        return self._reader


@contextlib.contextmanager
def reader(make: local.Make | None, settings: Settings) -> Iterator[Callable[[Sequence[Report | Failure]], Summary]]:
    """The same for a process of its own, which opens the ledger itself."""
    with open_store(settings.ledger) as store:
        yield Step(store, settings, make or local.make_pipeline)


@dataclass(slots=True)
class Jobs:
    """A queue with one reader, whose models are loaded once and kept: in the process `aside` if one is given.

    `finished` is called when a job has been read, before it says so.
    """

    store: Store
    settings: Settings
    make: local.Make | None = None
    fetch: Fetch = fetch_reports
    aside: Aside | None = None
    finished: Callable[[], object] = lambda: None
    _jobs: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)
    _own: Step | None = None
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
    )

    def add(self, items: Sequence[Report | Failure], addresses: Sequence[str] = ()) -> Job:
        """Queue reports, what of them could not even be opened, and pages to fetch; the job tells how far it is."""
        job = Job(f"job_{secrets.token_urlsafe(9)}", len(items) + len(addresses))
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        self._pool.submit(self._run, job, list(items), list(addresses))
        return job

    def get(self, job: str) -> Job | None:
        """How far a job is; `None` where there is none of that id."""
        with self._lock:
            return self._jobs.get(job)

    def close(self) -> None:
        """Take nothing more, and wait until what is under way has stopped at its next commit."""
        self._closing.set()
        if self.aside is not None:
            self.aside.close()  # a commit is all or nothing, so it may end at any moment
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _save(self, job: Job) -> Job:
        with self._lock:
            if job.id in self._jobs:
                self._jobs[job.id] = job
        return job

    def _take(self, items: Sequence[Report | Failure]) -> Summary:
        """Have some reports read; none at all loads the models."""
        if self.aside is not None:
            found: Summary = self.aside.ask(items)
            return found
        if self._own is None:
            self._own = Step(self.store, self.settings, self.make or local.make_pipeline)
        return self._own(items)

    def _run(self, job: Job, items: list[Report | Failure], addresses: list[str]) -> None:
        try:
            if addresses:
                job = self._save(replace(job, state=FETCHING))
                items = [*items, *self.fetch(addresses)]
            job = self._save(replace(job, state=LOADING))
            self._take(())
            job = self._save(replace(job, state=READING))
            for start in range(0, len(items), AT_ONCE):
                if self._closing.is_set():
                    self._save(replace(job, state=FAILED, error=STOPPED))
                    return
                job = self._save(self._step(job, items[start : start + AT_ONCE]))
            self.finished()
            self._save(replace(job, state=DONE))
        except DragomanError as error:
            stopped = self._closing.is_set()
            self._save(replace(job, state=FAILED, error=STOPPED if stopped else str(error)))
        except Exception as error:
            # A thread has nobody to tell: the page says what happened, the log of the server says where.
            self._save(replace(job, state=FAILED, error=f"an unexpected fault: {type(error).__name__}"))
            raise

    def _step(self, job: Job, items: list[Report | Failure]) -> Job:
        summary = self._take(items)
        lost = {failure.path for failure in summary.failures}
        met = [item for item in items if isinstance(item, Report) and item.path not in lost]
        documents = [sighting_of(report).document for report in met]
        return replace(
            job,
            done=job.done + len(items),
            read=job.read + summary.read,
            known=job.known + summary.known,
            failed=job.failed + summary.failed,
            events=job.events + summary.added.events,
            documents=tuple(dict.fromkeys((*job.documents, *documents))),
            failures=(*job.failures, *summary.failures),
        )
