"""The command from reports to answers on a ledger in PostgreSQL: the same answers as on SQLite."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from commands import told_by
from dragoman.store import open_store

STORY = Path(__file__).resolve().parents[2] / "examples" / "story"


def dump(ledger: object) -> list[str]:
    with open_store(str(ledger), create=False) as store:
        return list(store.dump())


def test_the_story_on_postgresql(postgres: str, tmp_path: Path) -> None:
    lite = tmp_path / "story.db"
    done = json.loads(told_by("read", STORY, "--ledger", postgres, "--format", "json"))
    assert (done["read"], done["failed"]) == (11, 0)
    again = json.loads(told_by("read", STORY, "--ledger", postgres, "--format", "json"))
    assert (again["read"], again["known"]) == (0, 11)
    told_by("read", STORY, "--ledger", lite)
    assert dump(postgres) == dump(lite)
    for command in (
        ["events", "--actor", "Vietnam", "--status", "occurred"],
        ["events", "--text", "ban", "--from", "2024-12"],
        ["timeline", "Chile", "Vietnam", "--known-by", "2025-01-31"],
        ["documents", "--undated"],
        ["actors"],
        ["claims"],
    ):
        on_both = [told_by(*command, "--format", "jsonl", "--ledger", ledger) for ledger in (postgres, lite)]
        assert on_both[0] == on_both[1]
        assert on_both[0] or command[0] == "documents"
    told = [json.loads(told_by("status", "--format", "json", "--ledger", ledger)) for ledger in (postgres, lite)]
    assert told[0].pop("ledger") != told[1].pop("ledger")
    assert told[0] == told[1]
    first = json.loads(told_by("events", "--format", "jsonl", "--ledger", postgres).splitlines()[0])
    assert first["id"] in told_by("show", first["id"], "--ledger", postgres)


def test_a_server_without_a_ledger_is_one_clear_error(postgres: str) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "dragoman", "status", "--ledger", postgres], capture_output=True, text=True, check=False
    )
    assert found.returncode == 74
    assert "Traceback" not in found.stderr
    assert "there is no ledger here" in found.stderr
    assert "dragoman read" in found.stderr
