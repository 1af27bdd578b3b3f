from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click.testing
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "charts"))

from told_story import store_of, the_story

import dragoman
from dragoman.cli import main
from dragoman.evaluate import events as eval_events
from dragoman.evaluate import status as eval_status
from dragoman.evaluate.gold import load


@pytest.fixture
def told(tmp_path: Path) -> Iterator[dragoman.Ledger]:
    with dragoman.open(store_of(tmp_path / "g.db", the_story())) as ledger:
        yield ledger


def event(told: dragoman.Ledger, text: str, type: str) -> str:
    return str(told.events(text=text, type=type, known_by="2025-12-01", as_of="2025-12-01")[0].event.id)


def cases(told: dragoman.Ledger, kind: Any, tmp_path: Path) -> list[dict[str, Any]]:
    out = tmp_path / f"{kind}.jsonl"
    told.export_gold(kind, out)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_a_sentence_is_gold_once_all_of_it_is_decided(told: dragoman.Ledger, tmp_path: Path) -> None:
    assert cases(told, "events", tmp_path) == []
    told.decide(event(told, "demanded", "REQUEST"), "accept", who="anna")
    assert cases(told, "events", tmp_path) == []
    assert len(cases(told, "status", tmp_path)) == 1
    told.decide(event(told, "demanded", "CONCEDE"), "accept", who="ben")
    (case,) = cases(told, "events", tmp_path)
    assert case["text"] == "Chile on Tuesday demanded that Vietnam lift its ban."
    assert case["published"] == "2024-12-03"
    assert case["decided_by"] == ["anna", "ben"]
    demand, lifting = case["events"]
    assert (demand["type"], demand["actors"], demand["recipients"]) == ("REQUEST", ["Chile"], ["Vietnam"])
    assert (demand["trigger"], demand["date"]["earliest"]) == ("demanded", "2024-12-03")
    assert (lifting["status"], lifting["phase"], lifting["embedded_in"]) == ("requested", "lift", 0)
    assert lifting["plover"] is None


def test_corrections_take_the_place_of_what_was_read(told: dragoman.Ledger, tmp_path: Path) -> None:
    wanted = event(told, "accused", "ACCUSE")
    fields = {
        "type": "REJECT",
        "status": "denied",
        "recipients": [],
        "date": {"earliest": "2025-01-14", "latest": "2025-01-14"},
    }
    told.decide(wanted, "correct", who="anna", value={"fields": fields})
    (case,) = cases(told, "events", tmp_path)
    (only,) = case["events"]
    assert (only["type"], only["status"], only["recipients"], only["code"]) == ("REJECT", "denied", [], "REJECT")
    assert only["date"] == {"earliest": "2025-01-14", "latest": "2025-01-14"}
    (marked,) = cases(told, "status", tmp_path)
    (target,) = marked["targets"]
    assert target["status"] == "denied"
    assert marked["text"][target["start"] : target["end"]] == target["trigger"] == "accused"


def test_what_is_rejected_is_a_sentence_without_an_event(told: dragoman.Ledger, tmp_path: Path) -> None:
    told.decide(event(told, "accused", "ACCUSE"), "reject", who="anna")
    (case,) = cases(told, "events", tmp_path)
    assert case["events"] == []
    assert cases(told, "status", tmp_path) == []


def test_what_is_taken_back_is_no_gold(told: dragoman.Ledger, tmp_path: Path) -> None:
    decision = told.decide(event(told, "accused", "ACCUSE"), "reject", who="anna")
    told.decide(decision, "reject", who="anna")
    assert cases(told, "events", tmp_path) == []


def test_eval_reads_it(told: dragoman.Ledger, tmp_path: Path) -> None:
    told.decide(event(told, "demanded", "REQUEST"), "accept", who="anna")
    told.decide(event(told, "demanded", "CONCEDE"), "accept", who="anna")
    told.decide(event(told, "accused", "ACCUSE"), "reject", who="anna")
    told.export_gold("events", tmp_path / "e.jsonl")
    told.export_gold("status", tmp_path / "s.jsonl")
    records = load(tmp_path / "e.jsonl", eval_events.NEEDS)
    score = eval_events.score_events(records, {record["id"]: [] for record in records})
    assert score.counts["gold events"] == 1  # PLOVER codes the demand, not the lifting inside it
    assert score.counts["sentences without events"] == 1
    assert load(tmp_path / "s.jsonl", eval_status.NEEDS)


def test_the_command(told: dragoman.Ledger, tmp_path: Path) -> None:
    told.decide(event(told, "demanded", "REQUEST"), "accept", who="anna")
    out = tmp_path / "c.jsonl"
    done = click.testing.CliRunner().invoke(
        main, ["gold", "export", "events", "-o", str(out), "--ledger", told.settings.ledger]
    )
    assert done.exit_code == 0, done.stderr
    assert "no cases; 1 sentence not decided in full" in done.stderr
