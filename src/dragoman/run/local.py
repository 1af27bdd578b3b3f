"""Reading on one machine: in this process, or in several that each load the models once.

Results come in the order of the reports whatever the number of processes, and only a few chunks are under way at a
time, so that memory stays flat. A worker that dies takes no report with it but the one that killed it: its chunk is
read again report by report.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Protocol

from dragoman.errors import DragomanError
from dragoman.model import Failure, Reading, Report
from dragoman.settings import Settings

Result = Reading | Failure
Notice = Callable[[str], object]

CHUNK_REPORTS = 32
CHUNK_CHARACTERS = 120_000
"""A chunk is closed by whichever comes first: enough to make committing cheap, little enough to lose nothing."""
SHARED_CHARACTERS = 40_000
"""The same for several processes: at the end all but one wait for the last chunk. Of 60 reports two processes would do
1.6 times the work of one with the larger chunks, 1.9 times with these; to commit costs .5 ms a report more."""

LOOKAHEAD = 3
"""Chunks that may be under way or waiting for an earlier one, for each process."""


class Reader(Protocol):
    """What reads reports: a pipeline, whose `version` names code, knowledge and settings."""

    @property
    def version(self) -> str:
        """Depends on all that changes what is recorded."""
        ...

    def read_reports(self, reports: Sequence[Report]) -> list[Reading | Failure]:
        """One result for each report, in order; a failure of one is returned, never raised.

        Models are loaded with the first call, which may be for no report. Raises MissingPart where they are missing.
        """
        ...


Make = Callable[[Settings], Reader]


def make_pipeline(settings: Settings) -> Reader:
    """The pipeline of these settings, its models not loaded yet. Raises LexiconError where its knowledge is wrong."""
    from dragoman.lexicon import shipped_lexicon  # noqa: PLC0415 - heavy, and workers import this module first of all
    from dragoman.pipeline import Pipeline  # noqa: PLC0415

    return Pipeline(settings, shipped_lexicon())


def chunked(
    reports: Iterable[Report], most: int = CHUNK_REPORTS, characters: int = CHUNK_CHARACTERS
) -> Iterator[list[Report]]:
    """Chunks of at most `most` reports that are closed once they hold `characters`."""
    chunk: list[Report] = []
    size = 0
    for report in reports:
        chunk.append(report)
        size += len(report.content)
        if len(chunk) >= most or size >= characters:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def characters_for(processes: int) -> int:
    """The characters that close a chunk for so many processes."""
    return CHUNK_CHARACTERS if processes == 1 else SHARED_CHARACTERS


class Readers(Protocol):
    """One or several readers behind one door."""

    @property
    def version(self) -> str:
        """The version of what they record."""
        ...

    def load(self) -> None:
        """Load the models, so that what comes after is reading alone. Raises MissingPart where they are missing."""
        ...

    def read(self, chunks: Iterable[list[Report]]) -> Iterator[list[Result]]:
        """The results of each chunk, in order."""
        ...


@contextlib.contextmanager
def open_readers(
    settings: Settings, processes: int = 1, *, make: Make = make_pipeline, notice: Notice = lambda _: None
) -> Iterator[Readers]:
    """Readers, their models not loaded before they are needed; on leaving, all processes are ended, come what may.

    `make` builds one reader and must be importable by name for several processes. `notice` is told of workers that die.
    Raises what `make` raises.
    """
    if processes == 1:
        alone = _Alone(make(settings))
        try:
            yield alone
        finally:
            alone.close()
        return
    pool = _Pool(settings, processes, make, notice)
    try:
        pool.start()
        yield pool
    finally:
        pool.close()


def read_local(
    reports: Iterable[Report],
    settings: Settings,
    processes: int = 1,
    on_progress: Callable[[int], object] | None = None,
    *,
    make: Make = make_pipeline,
    notice: Notice = lambda _: None,
) -> Iterator[list[Result]]:
    """Read reports; a list of results for each chunk, in the order of the reports.

    `on_progress` is told the number of reports of each chunk that is done.
    """
    with open_readers(settings, processes, make=make, notice=notice) as readers:
        for results in readers.read(chunked(reports, characters=characters_for(processes))):
            yield results
            if on_progress is not None:
                on_progress(len(results))


class _Alone:
    """One reader in this process."""

    def __init__(self, reader: Reader) -> None:
        self._readers = [reader]
        self.version = reader.version

    def load(self) -> None:
        self._readers[0].read_reports([])

    def read(self, chunks: Iterable[list[Report]]) -> Iterator[list[Result]]:
        for chunk in chunks:
            yield self._readers[0].read_reports(chunk)

    def close(self) -> None:
        """Let go of the reader, so that what comes after reading has the memory of its models.

        Models refer to themselves in circles: without the collector they would stay as long as the process.
        """
        self._readers.clear()
        gc.collect()


# ------------------------------------------------------------------ several processes


@dataclass(slots=True)
class _Task:
    """A chunk on its way; after a death its `pieces` are single reports."""

    index: int
    pieces: deque[list[Report]]
    results: list[Result] = field(default_factory=list)
    again: bool = False


@dataclass(slots=True)
class _Worker:
    number: int
    process: BaseProcess
    connection: Connection
    version: str = ""
    task: _Task | None = None


def _work(connection: Connection, settings: Settings, make: Make) -> None:
    """The life of a worker: load, say so, then chunk in, results out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    # The parent may go at any moment: then there is nobody to tell, and nothing left to do.
    with contextlib.suppress(EOFError, OSError):
        try:
            reader = make(settings)
            connection.send(reader.version)
            while (chunk := connection.recv()) is not None:
                connection.send(reader.read_reports(chunk))
        except DragomanError as error:  # no report's fault: a part that is missing
            connection.send(error)


class _Pool:
    """Workers with a pipe each, so that it is known which chunk each of them has in hand."""

    def __init__(self, settings: Settings, processes: int, make: Make, notice: Notice) -> None:
        self._context = multiprocessing.get_context("spawn")  # a fork would copy threads and locks of loaded libraries
        self._settings = settings
        self._processes = processes
        self._make = make
        self._notice = notice
        self._workers: list[_Worker] = []

    @property
    def version(self) -> str:
        return self._workers[0].version

    def start(self) -> None:
        self._workers = [self._spawn(number) for number in range(1, self._processes + 1)]
        for worker in self._workers:
            worker.version = str(self._hear(worker))

    def load(self) -> None:
        for worker in self._workers:
            worker.connection.send([])
        for worker in self._workers:
            self._hear(worker)

    def read(self, chunks: Iterable[list[Report]]) -> Iterator[list[Result]]:
        waiting = enumerate(chunks)
        done: dict[int, list[Result]] = {}
        given = taken = 0
        more = True
        while True:
            while more and taken - given < LOOKAHEAD * self._processes and (idle := self._idle()):
                index, chunk = next(waiting, (-1, []))
                more = index >= 0
                if more:
                    taken += 1
                    self._hand(idle, _Task(index, deque([chunk])), done)
            while given in done:
                yield done.pop(given)
                given += 1
            if not more and given == taken:
                return
            if not (more and self._idle() and taken - given < LOOKAHEAD * self._processes):
                self._collect(done)

    def close(self) -> None:
        for worker in self._workers:
            if worker.task is None:
                with contextlib.suppress(OSError):
                    worker.connection.send(None)
            else:
                worker.process.terminate()
            worker.connection.close()
        for worker in self._workers:
            worker.process.join(timeout=5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers = []

    def _spawn(self, number: int) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(theirs, self._settings, self._make), name=f"dragoman-reader-{number}", daemon=True
        )
        process.start()
        theirs.close()  # the child's copy is the only one: when it dies, our end reads EOF
        return _Worker(number, process, ours)

    def _hear(self, worker: _Worker) -> object:
        """What a worker that has no report in hand says: its version, or that its models are loaded."""
        try:
            said: object = worker.connection.recv()
        except (EOFError, OSError) as error:
            worker.process.join()
            raise DragomanError(
                f"a reading process could not start ({_cause(worker.process.exitcode)})",
                place=worker.process.name,
                remedy="`dragoman doctor` says what is missing; --processes 1 needs the least memory",
            ) from error
        if isinstance(said, DragomanError):
            raise said
        return said

    def _idle(self) -> _Worker | None:
        return next((worker for worker in self._workers if worker.task is None), None)

    def _hand(self, worker: _Worker, task: _Task, done: dict[int, list[Result]]) -> None:
        worker.task = task
        try:
            worker.connection.send(task.pieces[0])
        except OSError:
            self._replace(worker, done)

    def _collect(self, done: dict[int, list[Result]]) -> None:
        """Wait until a worker has something to say, and take it."""
        by_connection = {worker.connection: worker for worker in self._workers if worker.task is not None}
        for ready in wait(list(by_connection)):
            worker = by_connection[ready]  # type: ignore[index]
            try:
                results = worker.connection.recv()
            except (EOFError, OSError):
                self._replace(worker, done)
                continue
            if isinstance(results, DragomanError):
                raise results
            self._take(worker, results, done)

    def _take(self, worker: _Worker, results: list[Result], done: dict[int, list[Result]]) -> None:
        """File the results of a piece, and go on with the next piece of the same chunk."""
        task = worker.task
        if task is None:
            return
        worker.task = None
        task.results.extend(results)
        task.pieces.popleft()
        if task.pieces:
            self._hand(worker, task, done)
        else:
            done[task.index] = task.results

    def _replace(self, dead: _Worker, done: dict[int, list[Result]]) -> None:
        """Put a new process in the place of a dead one and let it go on with what the dead one had in hand."""
        dead.connection.close()
        dead.process.join()
        cause = _cause(dead.process.exitcode)
        fresh = self._spawn(dead.number)
        self._workers[self._workers.index(dead)] = fresh
        fresh.version = str(self._hear(fresh))
        task = dead.task
        if task is None:
            return
        piece = task.pieces[0]
        if task.again:
            fresh.task = task
            self._take(fresh, [_killer(piece[0], cause)], done)
            return
        self._notice(
            f"{dead.process.name} died ({cause}) while reading {piece[0].path}"
            + (f" … {piece[-1].path}; these {len(piece)} reports are" if len(piece) > 1 else "; it is")
            + " read again one by one"
        )
        task.again = True
        task.pieces = deque([report] for report in piece)
        self._hand(fresh, task, done)


def _killer(report: Report, cause: str) -> Failure:
    return Failure(
        report.path,
        "process",
        f"the process that read it died twice ({cause})",
        "read it alone with --processes 1 and more memory, and report it if that fails too",
    )


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit {code}"
