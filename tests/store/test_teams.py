"""A ledger on PostgreSQL with several people at it: nothing is lost, and nobody needs more rights than his work."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from commands import run_here
from dragoman.errors import LedgerError
from dragoman.store import open_store

ROOT = Path(__file__).resolve().parents[2]
STORY = ROOT / "examples" / "story"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

WRITE = """
import sys
sys.path.insert(0, sys.argv[1])
import generate
from datetime import UTC, date, datetime
from dragoman.errors import LedgerError
from dragoman.store import open_store
from itertools import islice

ledger, seed, batches = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
readings = generate.World(generate.load(), seed, date(2016, 1, 1), 5).readings()
left = [list(islice(readings, 10)) for _ in range(batches)]
while left:
    try:
        with open_store(ledger) as store:
            while left:
                store.add(left[0], recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
                del left[0]
    except LedgerError as error:
        print("again:", error.message[:60], file=sys.stderr, flush=True)
"""


def world(seed: int):
    """The generator of the benchmarks: reports with the proportions of real ones."""
    spec = importlib.util.spec_from_file_location("generate_for_teams", ROOT / "bench" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.World(module.load(), seed, date(2016, 1, 1), 5)


def writer(ledger: str, seed: int, batches: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE, str(ROOT / "bench"), ledger, str(seed), str(batches)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def dump(ledger: str) -> list[str]:
    with open_store(ledger, create=False) as store:
        return list(store.dump())


def test_writers_and_readers_at_once_with_connections_cut(postgres: str, tmp_path: Path) -> None:
    psycopg = pytest.importorskip("psycopg")
    open_store(postgres).close()
    batches, seeds = 6, (1, 2, 3)
    running = [writer(postgres, seed, batches) for seed in seeds]
    cuts = seen = 0
    with psycopg.connect(postgres, autocommit=True) as other:
        while any(one.poll() is None for one in running):
            with open_store(postgres, read_only=True) as store:
                try:
                    counted = store.counts()
                    assert counted["documents"] % 10 == 0, "a reader sees whole batches only"
                    seen = max(seen, counted["documents"])
                except LedgerError:
                    assert cuts, "nothing was cut yet"
            if cuts < 4:
                cut = other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                    "AND pid <> pg_backend_pid() AND state <> 'idle' LIMIT 1"
                ).fetchall()
                cuts += len(cut)
            time.sleep(0.05)
    told = [one.communicate() for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], told
    assert cuts
    assert seen
    lite = str(tmp_path / "one_by_one.db")
    with open_store(lite) as store:
        for seed in seeds:
            readings = world(seed).readings()
            store.add([next(readings) for _ in range(10 * batches)], recorded_at=NOW)
    assert dump(postgres) == dump(lite), "nothing is lost and nothing is there twice"


def test_months_of_events(postgres: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    readings = world(9).readings()
    with open_store(postgres) as store:
        store.add([next(readings) for _ in range(5 * 50)], recorded_at=NOW)  # fifty days
        days = {row.source.published.interval.earliest for row in store.events()}
    assert {day.isoformat()[:7] for day in days if day} == {"2016-01", "2016-02"}
    with psycopg.connect(postgres) as connection:
        parts = connection.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass ORDER BY 1"
        ).fetchall()
        assert [name for (name,) in parts] == [
            "events_2016_01",
            "events_2016_02",
            "events_after",
            "events_before",
            "events_undated",
        ]
        plan = connection.execute(
            "EXPLAIN SELECT count(*) FROM events WHERE order_published >= '2016-02-01' AND order_published < '2016-03'"
        ).fetchall()
        assert "events_2016_02" in str(plan)
        assert "events_2016_01" not in str(plan), "other months are not looked at"


def rights() -> list[str]:
    """The statements of the page about PostgreSQL, as they stand there."""
    page = (ROOT / "docs" / "how-to" / "postgresql.md").read_text("utf-8")
    found = re.search(r"```sql\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return [part.strip() for part in found[1].split(";") if part.strip()]


def test_the_rights_in_the_docs_are_enough_and_no_more(postgres: str, tmp_path: Path) -> None:
    psycopg = pytest.importorskip("psycopg")
    inbox = tmp_path / "inbox"
    shutil.copytree(STORY, inbox)
    assert run_here("read", inbox / "01_ban_announced.txt", "--ledger", postgres).returncode == 0
    name = f"{os.getpid()}"
    reader, author = f"desk_reader_{name}", f"desk_writer_{name}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        for statement in rights():
            connection.execute(statement.replace("desk_reader", reader).replace("desk_writer", author))
    as_reader, as_author = (postgres.replace("dragoman@", f"{role}@") for role in (reader, author))
    done = run_here("read", inbox, "--ledger", as_author, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["read"] == 10, "new months of events come without a right to make tables"
    events = run_here("events", "--ledger", as_reader, "--format", "json")
    listed = json.loads(events.stdout)["events"]
    assert len(listed) > 50
    refused = run_here("note", listed[0]["id"], "not mine to write", "--who", "reader", "--ledger", as_reader)
    assert refused.returncode != 0
    assert "permission denied" in refused.stderr
    with psycopg.connect(as_author, autocommit=True) as connection:
        for statement in ("DROP TABLE texts", "CREATE TABLE mine (x int)", "ALTER TABLE events ADD COLUMN x int"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    with psycopg.connect(postgres, autocommit=True) as connection:
        for role in (reader, author):
            connection.execute(f"DROP OWNED BY {role}")
            connection.execute(f"DROP ROLE {role}")
