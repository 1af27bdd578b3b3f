"""Is the gold for dossiers, for linking and of the second coder sound in itself? Nothing of Dragoman is measured."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

GOLD = Path(__file__).resolve().parent
SEQUENCES = sorted(path.parent for path in (GOLD / "dossiers").glob("*/cases.json"))

STATES = {
    "measure": {"proposed", "announced", "in force", "partly lifted", "suspended", "lifted", "lapsed"},
    "programme": {"planned", "running", "suspended", "ended"},
    "meeting": {"proposed", "scheduled", "postponed", "held", "cancelled", "refused", "not held"},
    "mechanism": {"agreed", "standing", "suspended", "ended"},
    "talks": {"agreed", "running", "stalled", "suspended", "concluded", "collapsed"},
    "agreement": {
        *("proposed", "negotiating", "agreed", "signed", "ratified", "in force", "suspended"),
        *("terminated", "lapsed", "collapsed"),
    },
    "operation": {"proposed", "planned", "under way", "paused", "completed", "cancelled"},
    "relations": {"full", "downgraded", "severed"},
    "dispute": {"open", "settled"},
}
AT_LEAST = {"plain": 0, "last-known": 20, "request-or-plan": 20, "bitemporal": 15, "contested": 10}
FLAGS = {
    *("single-sided", "unconfirmed", "contested", "overdue", "term-passed", "disrupted", "maybe-later", "last-known"),
}
ALL_FRESH = 45
"""Days of silence that are long for any kind of matter but a meeting whose day has passed."""


def reports(folder: Path) -> list[dict[str, str]]:
    out = []
    for path in sorted(folder.glob("*.txt")):
        match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert match, path
        values = dict(line.split(": ", 1) for line in match.group(1).splitlines())
        out.append({**values, "name": path.name, "text": match.group(2)})
    return out


def cases(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    return found


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, GOLD / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", SEQUENCES, ids=lambda folder: folder.name)
def test_reports_are_whole_and_in_the_order_of_their_days(folder: Path) -> None:
    found = reports(folder)
    assert 4 <= len(found) <= 10
    days = [date.fromisoformat(report["published"]) for report in found]
    assert days == sorted(days)
    assert all(1995 <= day.year <= 2025 for day in days)
    for report in found:
        assert {"title", "outlet", "published"} <= report.keys(), report["name"]
        assert 80 <= len(report["text"].split()) <= 250, report["name"]


@pytest.mark.parametrize("folder", SEQUENCES, ids=lambda folder: folder.name)
def test_a_case_asks_in_words_of_the_ledger(folder: Path) -> None:
    first = min(date.fromisoformat(report["published"]) for report in reports(folder))
    asked = set()
    for case in cases(folder):
        dossier = case["dossier"]
        states = STATES[dossier["kind"]]
        assert dossier["object"]
        assert dossier["parties"]
        assert all(re.fullmatch(r"[A-Z]{3}", party) for party in dossier["parties"])
        assert case["class"] in AT_LEAST
        assert case["why"]
        assert set(case["flags"]) <= FLAGS
        assert date.fromisoformat(case["as_of"])
        assert date.fromisoformat(case["known_by"]) >= first
        if case["state"] == "unknown":
            assert len(case["possible_states"]) > 1
            assert set(case["possible_states"]) <= states
        else:
            assert case["state"] in states
            assert case["possible_states"] == []
        for party, part in case.get("participation", {}).items():
            assert dossier["kind"] == "agreement"
            assert party in dossier["parties"]
            assert part in {"in", "suspended", "withdrawn"}
        key = (dossier["kind"], dossier["object"], case["as_of"], case["known_by"])
        assert key not in asked, "asked twice"
        asked.add(key)


@pytest.mark.parametrize("folder", SEQUENCES, ids=lambda folder: folder.name)
def test_what_is_last_known_has_been_silent_for_long(folder: Path) -> None:
    days = [date.fromisoformat(report["published"]) for report in reports(folder)]
    for case in cases(folder):
        if case["class"] == "last-known":
            assert {"last-known", "overdue", "term-passed"} & set(case["flags"])
        if "last-known" in case["flags"]:
            known = date.fromisoformat(case["known_by"])
            last = max(day for day in days if day <= known)
            assert (date.fromisoformat(case["as_of"]) - last).days >= ALL_FRESH, case["why"]


def test_what_differs_by_known_by_alone_is_bitemporal() -> None:
    for folder in SEQUENCES:
        by_day: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for case in cases(folder):
            by_day.setdefault((case["dossier"]["kind"], case["dossier"]["object"], case["as_of"]), []).append(case)
        for same in by_day.values():
            if len({case["state"] for case in same}) > 1:
                assert any(case["class"] == "bitemporal" for case in same)


def test_there_are_enough_cases_of_each_kind_and_class() -> None:
    every = [case for folder in SEQUENCES for case in cases(folder)]
    classes = Counter(case["class"] for case in every)
    assert len(SEQUENCES) >= 12
    assert len(every) >= 100
    assert {case["dossier"]["kind"] for case in every} == set(STATES)
    assert all(classes[name] >= least for name, least in AT_LEAST.items()), classes
    assert sum("contested" in case["flags"] for case in every) >= AT_LEAST["contested"]


def test_most_states_are_asked_for() -> None:
    asked = {(case["dossier"]["kind"], case["state"]) for folder in SEQUENCES for case in cases(folder)}
    every = {(kind, state) for kind, states in STATES.items() for state in states}
    assert len(asked & every) >= len(every) * 2 / 3, sorted(every - asked)


def test_report_groups_are_sound() -> None:
    groups = lines(GOLD / "linking" / "groups.jsonl")
    assert len(groups) >= 40
    assert len({group["id"] for group in groups}) == len(groups)
    paths = [report["path"] for group in groups for report in group["reports"]]
    assert len(set(paths)) == len(paths)
    for group in groups:
        texts = {report["path"]: report["text"] for report in group["reports"]}
        assert len(texts) > 1
        assert all(date.fromisoformat(report["published"]) for report in group["reports"])
        mentions = [mention for members in group["occurrences"] for mention in members]
        assert all(group["occurrences"])
        assert len({(m["path"], m["start"]) for m in mentions}) == len(mentions)
        for mention in mentions:
            text = texts[mention["path"]]
            start, end = mention["start"], mention["start"] + len(mention["trigger"])
            assert text[start:end] == mention["trigger"]
            where = text.index(mention["sentence"])
            assert where <= start
            assert end <= where + len(mention["sentence"])


def test_every_report_of_a_group_tells_of_something_shared_or_set_apart() -> None:
    for group in lines(GOLD / "linking" / "groups.jsonl"):
        told = {mention["path"] for members in group["occurrences"] for mention in members}
        assert told == {report["path"] for report in group["reports"]}, group["id"]
        assert any(len({m["path"] for m in members}) > 1 for members in group["occurrences"]), group["id"]


def test_the_second_coder_answered_each_sentence_and_saw_no_answer() -> None:
    sentences = lines(GOLD / "second_coder" / "sentences.jsonl")
    coded = {line["id"]: line for line in lines(GOLD / "second_coder" / "coded.jsonl")}
    assert Counter(line["set"] for line in sentences) == {"events": 50, "status": 50}
    assert set(coded) == {line["id"] for line in sentences}
    for sentence in sentences:
        assert set(sentence) <= {"set", "id", "text", "words"}
        for act in coded[sentence["id"]].get("events", []):
            start, end = act["trigger"]
            assert sentence["text"][start:end] == act["word"]
        spans = [word["span"] for word in coded[sentence["id"]].get("words", [])]
        assert spans == sentence.get("words", [])


def test_the_first_coder_still_answers_the_same_sentences() -> None:
    texts = {line["id"]: line["text"] for name in ("events", "status") for line in lines(GOLD / name / "own.jsonl")}
    for sentence in lines(GOLD / "second_coder" / "sentences.jsonl"):
        assert texts[sentence["id"]] == sentence["text"]


def test_agreement_is_reckoned_as_cohen_does() -> None:
    agreement = tool("agreement")
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert agreement.share(pairs) == pytest.approx(0.7)
    assert agreement.kappa(pairs) == pytest.approx(0.4)
    assert agreement.kappa([("a", "a")]) == 1.0
    assert agreement.overlap({"FRA"}, {"FRA", "ESP"}) == 0.5
    assert agreement.overlap(set(), set()) == 1.0


def test_the_two_coders_agree_well() -> None:
    pairs, overlaps, _ = tool("agreement").compare()
    agreement = tool("agreement")
    assert agreement.kappa(pairs["type"]) >= 0.8
    assert agreement.kappa(pairs["event status"]) >= 0.9
    assert agreement.kappa(pairs["word status"]) >= 0.9
    assert agreement.kappa(pairs["word phase"]) >= 0.9
    assert min(sum(values) / len(values) for values in overlaps.values()) >= 0.9
