"""Reading on a Ray cluster of two nodes on this machine: the same bytes as one process, whatever dies on the way."""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commands import run_here, told_by
from dragoman.errors import InputError
from dragoman.model import Failure, Reading
from dragoman.run.cluster import BYTES_AT_ONCE, TRIES, tasks_of
from dragoman.run.shards import read_shard, shards_at, write_shard
from dragoman.store import open_store

STORY = Path(__file__).resolve().parents[2] / "examples" / "story"
READERS = Path(__file__).resolve().parents[1] / "cli"
RAY = Path(sys.executable).with_name("ray")

pytestmark = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")

READ = """
import json, sys
from dragoman.run.cluster import read_cluster
from dragoman.settings import load_settings
shards, *paths = sys.argv[1:]
for done in read_cluster(paths, load_settings(ledger="unused.db"), "HOST", shards, actors=2, most_files=2):
    print(json.dumps(done.to_json()), flush=True)
"""


KILLING = """
import os, signal
import fake_reader

class Killing:
    def __init__(self, reader):
        self.reader, self.version = reader, reader.version

    def read_reports(self, reports):
        if any("killer" in report.path for report in reports):
            os.kill(os.getpid(), signal.SIGKILL)
        return self.reader.read_reports(reports)

def make(settings):
    return Killing(fake_reader.make(settings))
"""
"""A reader that some reports end. It has no models: each process of those that die would load them."""


def environment() -> dict[str, str]:
    """Nothing leaves the machine, and whoever has not the word cannot hand tasks to the cluster."""
    return {
        **os.environ,
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(16),
        "PYTHONPATH": os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(READERS)))),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, dict[str, str]]]:
    """Two nodes on this machine. Where Ray itself does not start there is nothing of ours to try."""
    env = environment()
    port = free_port()
    start = [str(RAY), "start", "--num-cpus=1", "--disable-usage-stats"]
    first = [*start, "--head", f"--port={port}", "--include-dashboard=false"]
    second = [*start, f"--address=127.0.0.1:{port}"]
    try:
        for command in (first, second):
            done = subprocess.run(command, check=False, env=env, capture_output=True, text=True)
            if done.returncode:
                pytest.skip(f"Ray does not start here: {done.stderr[-300:]}")
        yield f"127.0.0.1:{port}", env
    finally:
        subprocess.run([str(RAY), "stop", "--force"], check=False, env=env, capture_output=True)


def dump(ledger: Path) -> list[str]:
    with open_store(str(ledger), create=False) as store:
        return list(store.dump())


def workers() -> list[int]:
    """Processes that read tasks."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            title = (folder / "cmdline").read_text(errors="replace") if folder.name.isdigit() else ""
        except OSError:
            continue
        if title.startswith("ray::MapWorker"):
            found.append(int(folder.name))
    return found


@pytest.mark.timeout(400)
def test_two_nodes_and_a_killed_worker_give_what_one_process_gives(
    cluster: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    head, env = cluster
    shards = tmp_path / "shards"
    inbox = tmp_path / "inbox"
    shutil.copytree(STORY, inbox)
    (inbox / "empty.txt").write_text("")
    script = READ.replace("HOST", head)
    command = [sys.executable, "-c", script, str(shards), str(inbox)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        first = json.loads(run.stdout.readline())
        assert first["tasks"] >= 4
        assert first["known"] == 0
        json.loads(run.stdout.readline())
        alive = workers()
        assert alive
        os.kill(alive[0], signal.SIGKILL)
        rows = [json.loads(line) for line in run.stdout if line.startswith("{")]  # Ray tells of the dead there too
    assert run.returncode == 0
    done = rows[-1]
    assert (done["done"], done["lost"]) == (done["tasks"], [])
    assert done["failures"] == 1, "the empty file is a failure, told once"
    assert not list(shards.glob("*.tried"))

    ledger, plain = tmp_path / "shards.db", tmp_path / "plain.db"
    loaded = json.loads(told_by("load", shards, "--ledger", ledger, "--format", "json"))
    assert loaded["added"]["documents"] == done["readings"]
    told_by("read", inbox, "--ledger", plain)
    assert dump(ledger) == dump(plain)

    again = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in again.stdout.splitlines()]
    assert [row["known"] for row in told] == [done["tasks"]], "all is there: nothing is read, no cluster asked"
    twice = json.loads(told_by("load", shards, "--ledger", ledger, "--format", "json"))
    assert twice["added"]["documents"] == 0
    assert dump(ledger) == dump(plain)


@pytest.mark.timeout(400)
def test_a_task_that_ends_every_worker_is_reported_and_stops_no_other(
    cluster: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    head, env = cluster
    shards, inbox = tmp_path / "shards", tmp_path / "inbox"
    inbox.mkdir()
    for number, name in enumerate(("a-killer", "b", "c", "d", "e")):
        (inbox / f"{name}.txt").write_text(
            f"Published: 2024-05-0{number + 1}\n\nChile's minister met Peru's in Lima.\n"
        )
    script = KILLING + READ.replace("HOST", head).replace("most_files=2", "most_files=1, make=make")
    command = [sys.executable, "-c", script, str(shards), str(inbox)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    last = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")][-1]
    assert (last["tasks"], last["done"], last["readings"]) == (5, 4, 4)
    assert [Path(one).name for one in last["lost"]] == ["a-killer.txt"]
    (tried,) = shards.glob("*.tried")
    assert int(tried.read_text()) == TRIES

    # Whoever has mended what killed it starts the same command again: that task alone is read.
    again = subprocess.run(
        [sys.executable, "-c", script.replace("killer", "mended"), str(shards), str(inbox)],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    last = [json.loads(line) for line in again.stdout.splitlines() if line.startswith("{")][-1]
    assert (last["known"], last["done"], last["lost"]) == (4, 1, [])
    assert not list(shards.glob("*.tried"))


def test_a_cut_shard_is_named_and_stops_no_other(tmp_path: Path, results: list[Reading | Failure]) -> None:
    good, bad = tmp_path / "a.shard.parquet", tmp_path / "b.shard.parquet"
    write_shard(str(good), "v", [results])
    bad.write_bytes(good.read_bytes()[:-200])
    with pytest.raises(InputError, match="not a whole shard"):
        list(read_shard(str(bad)))
    told = json.loads(told_by("load", tmp_path, "--ledger", tmp_path / "l.db", "--format", "json"))
    assert told["read"] == sum(isinstance(one, Reading) for one in results)
    assert [failure["path"].endswith("b.shard.parquet") for failure in told["failures"]] == [False, True]


def test_a_shard_gives_back_what_was_written(tmp_path: Path, results: list[Reading | Failure]) -> None:
    path = tmp_path / "deep" / "er" / "x.shard.parquet"
    counts = write_shard(str(path), "version 1", [results[:1], [], results[1:]])
    assert [one for batch in read_shard(str(path)) for one in batch] == results
    assert counts["readings"] == 2
    assert counts["failures"] == 1
    assert shards_at(str(tmp_path)) == [f"file://{path}"]
    assert not list(tmp_path.rglob("*.part"))


def test_no_shards_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    done = run_here("load", tmp_path, "--ledger", tmp_path / "l.db")
    assert done.returncode == InputError.exit_code
    assert "no shards are here" in done.stderr
    assert not (tmp_path / "l.db").exists()


def test_a_cluster_needs_a_folder_and_files(tmp_path: Path) -> None:
    assert "--shards" in run_here("read", STORY, "--cluster", "local").stderr
    assert "standard input" in run_here("read", "-", "--cluster", "local", "--shards", tmp_path / "s").stderr
    missing = run_here("read", tmp_path / "nothing", "--cluster", "local", "--shards", tmp_path / "s")
    assert missing.returncode == InputError.exit_code
    assert not list(tmp_path.rglob("*.parquet"))


def test_large_files_are_dealt_out_and_small_ones_gathered(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("small")
    (tmp_path / "big.jsonl").write_bytes(b" " * (2 * BYTES_AT_ONCE + 1))
    tasks = list(tasks_of([str(tmp_path)], most_files=2))
    assert [(len(task.paths), task.part, task.parts) for task in tasks] == [
        (2, 0, 1),
        (1, 0, 3),
        (1, 1, 3),
        (1, 2, 3),
        (1, 0, 1),
    ]
    names = {task.shard("v") for task in tasks}
    assert len(names) == len(tasks)
    assert names.isdisjoint(task.shard("w") for task in tasks), "another version reads anew"


@pytest.fixture(scope="module")
def results() -> list[Reading | Failure]:
    from dragoman.lexicon import shipped_lexicon
    from dragoman.pipeline import Pipeline
    from dragoman.settings import load_settings
    from dragoman.sources.files import iter_reports

    paths = sorted(map(str, STORY.glob("0[12]*.txt")))
    reports = [one for one in iter_reports(paths) if not isinstance(one, Failure)]
    pipeline = Pipeline(load_settings(ledger="unused.db"), shipped_lexicon())
    read = [pipeline.read(report) for report in reports]
    assert all(isinstance(one, Reading) for one in read)
    version = "version 1"
    same = [replace(one, version=version) for one in read if isinstance(one, Reading)]
    return [same[0], Failure("x.txt", "read", "broken", "mend it"), same[1]]
