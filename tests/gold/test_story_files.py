"""The example story keeps what its README promises, and its questions quote it to the letter."""

from __future__ import annotations

import email
import html
import json
import re
from email.policy import default
from pathlib import Path

from dragoman.model import Failure, Phase, Status
from dragoman.run.ingest import STAGE_SKIP
from dragoman.sources.files import iter_reports

STORY = Path(__file__).resolve().parents[2] / "examples" / "story"
QUESTIONS = STORY.parent / "story_questions.json"


def reports() -> dict[str, str]:
    """Each report's text by file name, or by id for a record of JSON lines."""
    texts: dict[str, str] = {}
    for path in sorted(STORY.iterdir()):
        if path.suffix == ".jsonl":
            records = map(json.loads, path.read_text("utf-8").splitlines())
            texts |= {record["id"]: record["text"] for record in records}
        elif path.suffix == ".eml":
            texts[path.name] = email.message_from_bytes(path.read_bytes(), policy=default).get_content()
        elif path.suffix == ".html":
            texts[path.name] = html.unescape(re.sub(r"<[^>]+>", "", path.read_text("utf-8")))
        elif path.suffix == ".txt":
            texts[path.name] = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
    return texts


def test_eleven_short_reports() -> None:
    lengths = {name: len(text.split()) for name, text in reports().items()}
    assert len(lengths) == 11
    assert {name: words for name, words in lengths.items() if not 120 <= words <= 350} == {}


def test_one_report_has_no_date() -> None:
    undated = STORY / "09_undated_background.txt"
    assert not re.search(r"\b(19|20)\d\d\b|published:", undated.read_text("utf-8"))
    others = [p for p in STORY.glob("*.txt") if p != undated]
    assert all(re.search(r"^published: \d{4}-\d\d-\d\d$", p.read_text("utf-8"), re.MULTILINE) for p in others)


def test_the_copy_is_the_report_less_a_paragraph() -> None:
    texts = reports()
    first = texts["03_visit_postponed"].split("\n\n")
    copy = texts["04_visit_postponed_copy"].replace("SANTIAGO (Austral) -", "SANTIAGO -").split("\n\n")
    assert copy == first[:-1]


def test_questions_quote_the_reports() -> None:
    texts = reports()
    questions = json.loads(QUESTIONS.read_text("utf-8"))["questions"]
    assert len(questions) >= 15
    assert len({q["id"] for q in questions}) == len(questions)
    for q in questions:
        assert q["evidence"] and q["trap"] and q["expect"], q["id"]
        for e in q["evidence"]:
            assert e["text"] in texts[e["doc"]], (q["id"], e["text"])


def test_questions_use_the_words_of_the_ledger() -> None:
    statuses, phases = {s.value for s in Status}, {p.value for p in Phase}
    for q in json.loads(QUESTIONS.read_text("utf-8"))["questions"]:
        if "status" in q["expect"]:
            assert q["expect"]["status"] in statuses, q["id"]
        if "phase" in q["ask"]:
            assert q["ask"]["phase"] in phases, q["id"]


def test_the_folder_can_be_read_whole() -> None:
    items = list(iter_reports([str(STORY)]))
    failed = [item for item in items if isinstance(item, Failure) and item.stage != STAGE_SKIP]
    assert failed == []
    assert len(items) - sum(isinstance(item, Failure) for item in items) == 11
