"""Reading on many machines: Ray Data hands tasks to a pool of actors that load the models once.

A task is some files, or one part of a large one; what it gives is one shard, whose name depends on the task and on the
version that reads it. So a run that was killed goes on where it was when it is started again, a task that is run twice
gives the same file, and nothing is lost or doubled with a worker. A task that ends three workers is reported and left.

The driver never sees a report: it lists inputs and counts what comes back.
"""

from __future__ import annotations

import importlib
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError, InputError, MissingPart
from dragoman.model import Failure, Reading, Report, stable_id
from dragoman.run.local import Make, chunked, make_pipeline
from dragoman.run.shards import SUFFIX, file_system, write_shard
from dragoman.settings import Settings
from dragoman.sources.files import STAGE_SKIP, iter_reports, list_inputs

FILES_AT_ONCE = 200
BYTES_AT_ONCE = 8 * 1024 * 1024
"""A task is closed by whichever comes first: some minutes of reading, which is what a killed worker costs."""

MOST_PARTS = 64
TURN = 32
"""A large file is dealt out by `TURN` reports: part k of n takes every n-th turn. Each part walks the whole file, which
costs a thousandth of reading it."""

TRIES = 3
"""How many workers may die of one task."""

TRIED = ".tried"


@dataclass(frozen=True, slots=True)
class Task:
    """Files that one actor reads into one shard; `part` of `parts` where it is one large file of `size` bytes."""

    paths: tuple[str, ...]
    size: int
    part: int = 0
    parts: int = 1

    def shard(self, version: str) -> str:
        """The name of its shard: another where a file has grown, or another version reads it."""
        name = stable_id("shard", version, self.size, self.part, self.parts, *self.paths)
        return name.replace("_", "-", 1) + SUFFIX


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run on a cluster has done so far. `known` are tasks whose shards were there; `lost` those that failed."""

    tasks: int = 0
    known: int = 0
    done: int = 0
    readings: int = 0
    failures: int = 0
    events: int = 0
    words: int = 0
    lost: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """All fields by name."""
        return {**asdict(self), "lost": list(self.lost)}


@dataclass(frozen=True, slots=True)
class _Given:
    """What every actor is told once. Paths are relative to `folder`, where the command was given."""

    settings: Settings
    make: Make
    folder: str
    shards: str
    published: str | None
    language: str | None


def tasks_of(paths: Iterable[str], most_files: int = FILES_AT_ONCE) -> Iterator[Task]:
    """Inputs as tasks, in an order that does not vary: small files together, a large one in parts.

    A path may be an address on other storage (s3://...). Raises InputError for what is not there, and for standard
    input, which only this machine can read.
    """
    files: list[str] = []
    size = 0
    for path, length in _files(paths):
        if length > BYTES_AT_ONCE:
            parts = min(MOST_PARTS, -(-length // BYTES_AT_ONCE))
            yield from (Task((path,), length, part, parts) for part in range(parts))
            continue
        files.append(path)
        size += length
        if len(files) >= most_files or size >= BYTES_AT_ONCE:
            yield Task(tuple(files), size)
            files, size = [], 0
    if files:
        yield Task(tuple(files), size)


def _files(paths: Iterable[str]) -> Iterator[tuple[str, int]]:
    for path in paths:
        if "://" not in path:
            for found in list_inputs([path]):
                if not isinstance(found, Failure):
                    yield found
                elif found.stage != STAGE_SKIP:
                    raise InputError(found.reason, place=found.path, remedy=found.remedy)
            continue
        system, place = file_system(path)
        listed = system.find(place, detail=True) or {}
        if not listed:
            raise InputError("there is nothing here", place=path, remedy="check the address and your right to read it")
        yield from ((str(system.unstrip_protocol(name)), int(one["size"])) for name, one in sorted(listed.items()))


def read_cluster(
    paths: Sequence[str],
    settings: Settings,
    address: str,
    shards: str,
    *,
    actors: int | None = None,
    published: str | None = None,
    language: str | None = None,
    most_files: int = FILES_AT_ONCE,
    make: Make = make_pipeline,
) -> Iterator[Progress]:
    """Read `paths` into shards below the folder `shards`; what was done so far, after each task.

    `address` is "local" (this machine alone), or that of a Ray cluster ("ray://head:10001", "host:6379", "auto").
    `actors` are the readers at work at once: all processors but one if not given, one stays for the rest; `most_files`
    is how many small files a task has. Raises MissingPart without Ray, InputError for inputs that are not there,
    DragomanError where the cluster cannot be reached.
    """
    ray = _ray()
    version = make(settings).version
    given = _Given(settings, make, str(Path.cwd()), _absolute(shards).rstrip("/"), published, language)
    tasks = {task.shard(version): task for task in tasks_of(paths, most_files)}
    system, folder = file_system(given.shards)
    system.makedirs(folder, exist_ok=True)
    there = {name.rpartition("/")[2] for name in system.find(folder)}
    for name in sorted(there):
        if name.endswith(TRIED):
            system.rm_file(f"{folder}/{name}")
    progress = Progress(tasks=len(tasks), known=len(there & set(tasks)))
    yield progress
    missing = sorted(set(tasks) - there)
    if not missing:
        return
    started = _connect(ray, address, actors)
    try:
        pool = actors or max(1, int(ray.cluster_resources().get("CPU", 2)) - 1)
        undone = set(missing)
        for _ in range(TRIES):
            # With a worker Ray may give up tasks that only waited for it: they are begun anew.
            todo = sorted(name for name in undone if _tries(f"{given.shards}/{name}") < TRIES)
            for row in _rows(ray, [(name, tasks[name]) for name in todo], given, min(pool, len(todo))):
                undone.discard(row.pop("shard"))
                numbers = {name: getattr(progress, name) + row[name] for name in row}
                progress = replace(progress, done=progress.done + 1, **numbers)
                yield progress
        if undone:
            yield replace(progress, lost=tuple(" ".join(tasks[name].paths[:3]) for name in sorted(undone)))
    finally:
        if started:
            ray.shutdown()


def _ray() -> Any:
    try:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing leaves this machine that nobody asked for
        ray = importlib.import_module("ray")
        importlib.import_module("ray.data")
    except ImportError as error:
        raise MissingPart("reading on a cluster needs Ray", remedy="pip install 'dragoman[cluster]'") from error
    return ray


def _absolute(shards: str) -> str:
    return shards if "://" in shards else os.path.realpath(shards)


def _connect(ray: Any, address: str, actors: int | None) -> bool:
    """Join the cluster, or start one of this machine; whether this is ours to end."""
    if ray.is_initialized():
        return False
    quiet: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}  # standard output is for the answer
    try:
        if address == "local":
            # One more processor than readers is said to be there: with exactly as many, the tasks that hand out the
            # inputs wait for a place that never comes.
            processors = (actors or max(1, (os.cpu_count() or 2) - 1)) + 1
            ray.init(address="local", num_cpus=processors, include_dashboard=False, **quiet)
        else:
            ray.init(address=address, **quiet)
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        raise DragomanError(
            f"the cluster cannot be reached: {error}",
            place=address,
            remedy="start one with `ray start --head`, or use --cluster local",
        ) from error
    return True


def _rows(ray: Any, tasks: list[tuple[str, Task]], given: _Given, pool: int) -> Iterator[dict[str, Any]]:
    """One row for each task that is done, as they are done; none where there is no task."""
    if not tasks:
        return
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.max_errored_blocks = -1  # a task that cannot be done is missing among the rows, and stops no other
    context.enable_progress_bars = context.print_on_execution_start = False
    items = [{"shard": name, "task": asdict(task)} for name, task in tasks]
    done = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
        _TaskReader,
        fn_constructor_args=(given,),
        batch_size=1,
        batch_format="numpy",
        compute=ray.data.ActorPoolStrategy(size=pool),
        num_cpus=1,
    )
    for row in done.iter_rows():
        yield {name: value if name == "shard" else int(value) for name, value in row.items()}


class _TaskReader:
    """What an actor is: the models loaded once, and the chunk function of every other way to read."""

    def __init__(self, given: _Given) -> None:
        self._given = given
        self._reader = given.make(given.settings)
        self._reader.read_reports([])

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Read one task into its shard."""
        name, value = str(batch["shard"][0]), dict(batch["task"][0])
        task = Task(tuple(map(str, value["paths"])), *(int(value[name]) for name in ("size", "part", "parts")))
        target = f"{self._given.shards}/{name}"
        with _counted(target):
            counts = write_shard(target, self._reader.version, self._results(task))
        return {"shard": [name], **{key: [count] for key, count in counts.items()}}

    def _results(self, task: Task) -> Iterator[list[Reading | Failure]]:
        unread: list[Reading | Failure] = []
        for chunk in chunked(_reports(task, self._given, unread)):
            yield self._reader.read_reports(chunk)
        yield unread


@contextmanager
def _counted(target: str) -> Iterator[None]:
    """Try a task, but not for ever: Ray gives one whose worker died to the next, which may die of it too."""
    tries = _tries(target)
    if tries >= TRIES:
        raise InputError(f"reading it ended {tries} workers", place=target, remedy="read its files alone")
    system, path = file_system(f"{target}{TRIED}")
    system.pipe_file(path, str(tries + 1).encode("ascii"))
    yield
    system.rm_file(path)


def _tries(target: str) -> int:
    """How many workers have begun a task and did not end it."""
    system, path = file_system(f"{target}{TRIED}")
    return int(system.cat_file(path)) if system.exists(path) else 0


def _reports(task: Task, given: _Given, unread: list[Reading | Failure]) -> Iterator[Report]:
    """The reports of a task; what is none goes to `unread`."""
    for path in task.paths:
        with tempfile.TemporaryDirectory(prefix="dragoman-task-") as folder:
            local = _fetched(path, given.folder, Path(folder))
            items = iter_reports([local], published=given.published, language=given.language)
            for found in _part(items, task):
                inside = found.path.startswith(local)  # a record of a file may have a name of its own
                item = replace(found, path=path + found.path.removeprefix(local)) if inside else found
                if isinstance(item, Report):
                    yield item
                elif item.stage != STAGE_SKIP:
                    unread.append(item)


def _fetched(path: str, base: str, folder: Path) -> str:
    """The path of a file that this machine can open: files on other storage are fetched first."""
    if "://" not in path:
        return os.path.join(base, path)  # noqa: PTH118 - a Path would rewrite the path as given
    system, place = file_system(path)
    local = folder / place.rpartition("/")[2]
    system.get_file(place, str(local))
    return str(local)


def _part(items: Iterator[Report | Failure], task: Task) -> Iterator[Report | Failure]:
    turn = 0
    while some := list(islice(items, TURN)):
        if turn % task.parts == task.part:
            yield from some
        turn += 1
