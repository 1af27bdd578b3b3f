"""Runs of the real pipeline that are killed, shuffled or long: the same bytes, and no more memory."""

from __future__ import annotations

import itertools
import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from commands import told_by

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus/reports_2016.jsonl"
HERE = Path(__file__).parent
SIDES = ("Chile", "Vietnam", "Japan", "Kenya", "Norway", "Peru", "Ghana", "Nepal")
ACTS = ("banned fruit from", "demanded an apology from", "signed a treaty with", "threatened sanctions against")


pytestmark = pytest.mark.usefixtures("real_reader")


def told(*args: object) -> Any:
    return json.loads(told_by(*args, "--format", "json"))


def dump(ledger: Path) -> list[str]:
    from dragoman.store.sql import open_store

    with open_store(str(ledger), create=False) as store:
        return list(store.dump())


def write_reports(path: Path, count: int) -> None:
    pairs = list(itertools.permutations(SIDES, 2))
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            (one, other), act = pairs[number % len(pairs)], ACTS[number % len(ACTS)]
            text = (
                f"{one} {act} {other} on Monday, the ministry in {one} said. Its envoy left after talks no. {number}."
            )
            file.write(json.dumps({"id": f"r{number:03}", "published": "2024-05-29", "text": text}) + "\n")


def test_a_run_killed_in_the_middle_is_resumed_to_the_same_bytes(tmp_path: Path) -> None:
    reports, killed, whole = tmp_path / "r.jsonl", tmp_path / "killed.db", tmp_path / "whole.db"
    write_reports(reports, 200)
    command = [sys.executable, "-m", "dragoman", "read", str(reports), "--ledger", str(killed)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while process.poll() is None and not _read(killed) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = _read(killed)
    if kept == 200:
        pytest.skip("the run ended before it could be killed")
    assert kept > 0
    done = told("read", reports, "--ledger", killed)
    assert (done["known"], done["read"], done["failed"]) == (kept, 200 - kept, 0)
    told("read", reports, "--ledger", whole)
    assert dump(killed) == dump(whole)
    assert len(dump(whole)) > 600


def _read(ledger: Path) -> int:
    """How many reports a ledger that may not be there yet holds."""
    if not ledger.exists():
        return 0
    connection = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


@pytest.mark.skipif(not CORPUS.is_file(), reason="the corpus of real reports is not beside the project")
@pytest.mark.timeout(400)
def test_real_reports_in_any_order_and_number_of_processes(tmp_path: Path) -> None:
    with CORPUS.open(encoding="utf-8") as file:
        lines = list(itertools.islice(file, 40))
    (tmp_path / "one.jsonl").write_text("".join(lines), encoding="utf-8")
    random.Random(3).shuffle(lines)
    (tmp_path / "two.jsonl").write_text("".join(lines), encoding="utf-8")
    for name, processes in (("one", 1), ("two", 2)):
        done = told("read", tmp_path / f"{name}.jsonl", "--ledger", tmp_path / f"{name}.db", "--processes", processes)
        assert (done["read"], done["failed"]) == (40, 0)
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db")


MEASURED = """
import json, random, resource, sys
sys.path.insert(0, {here!r})
import fake_reader
from dragoman.model import Report
from dragoman.run import ingest as running
from dragoman.settings import Settings
from dragoman.store import opening
from dragoman.store.sql import open_store

running.AT_ONCE = 50  # so that copies are looked for before the first mark too
opening._CACHE_KB = opening._WRITING_KB = 1000  # or SQLite's pages, of which it keeps 64 MB, hide all else
peaks = {{}}
def told(done):
    for mark in (100, 400):
        if done.read >= mark and mark not in peaks:
            peaks[mark] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
def report(number):
    dice = random.Random(number)
    words = ["".join(dice.choices("abcdefghijklmnop", k=6)) for _ in range(300)]
    rest = " ".join(dice.choice(words) + "." * (n % 9 == 8) for n in range(3000))
    return Report(f"r{{number}}", "Chile met Vietnam in Hanoi. " + rest, language="en")
with open_store({ledger!r}) as store:
    running.ingest(store, map(report, range(400)), Settings(), make=fake_reader.make, on_progress=told)
print(json.dumps(peaks))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no getrusage")
def test_memory_does_not_grow_with_the_number_of_reports(tmp_path: Path) -> None:
    code = MEASURED.format(here=str(HERE), ledger=str(tmp_path / "l.db"))
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    peaks = json.loads(found.stdout)
    # Three hundred reports of 21 kB: kept, their texts alone would take 6 MB.
    assert peaks["400"] < peaks["100"] + 4, peaks
