"""The project's own gold is whole: every quoted word stands in its text, every set has what is promised of it."""

from __future__ import annotations

import importlib.util
import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.dates import Granularity
from dragoman.model import Phase, Status

GOLD = Path(__file__).resolve().parent
STATUSES = {s.value for s in Status}
PHASES = {p.value for p in Phase}
TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
MODES = {
    "ACCUSE": {"allege", "disapprove", "investigate"},
    "ASSAULT": {
        "abduct", "aerial", "beat", "crowd-control", "destroy", "drone", "explosives", "firearms", "heavy-weapons",
        "primitive", "sexual", "suicide-attack", "targeted", "torture", "unconventional",
    },
    "COERCE": {
        "arrest", "censor", "curfew", "cyber", "deport", "martial-law", "misinformation", "restrict", "seize",
        "withhold",
    },
    "CONSULT": {"multilateral", "phone", "third-party", "visit"},
    "MOBILIZE": {"militia", "police", "troops", "weapons"},
    "PROTEST": {"boycott", "demo", "hunger", "obstruct", "riot", "strike", "vandalize"},
    "REJECT": {"assist", "change", "meet", "yield"},
    "REQUEST": {"assist", "change", "meet", "yield"},
    "RETREAT": {"access", "ceasefire", "disarm", "release", "resign", "withdraw"},
    "SANCTION": {"convict", "discontinue", "expel", "withdraw"},
    "THREATEN": {"arrest", "expel", "relations", "restrict", "territory", "violence"},
}  # fmt: skip
# What each set has to hold at least.
SIZES = {"events": 600, "status": 700, "time": 300, "references": 150, "propositions": 300, "attribution": 80}
SETS = sorted(SIZES)
Row = dict[str, Any]


def load(kind: str) -> list[Row]:
    return [
        json.loads(line)
        for path in sorted((GOLD / kind).glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def stands_in(words: str, text: str) -> bool:
    return bool(words.strip()) and words in text


@pytest.mark.parametrize("kind", SETS)
def test_ids_are_there_once(kind: str) -> None:
    ids = Counter(row["doc_id" if kind == "time" else "id"] for row in load(kind))
    assert not [name for name, count in ids.items() if count > 1]


@pytest.mark.parametrize("kind", SETS)
def test_no_text_twice(kind: str) -> None:
    texts = Counter((row["text"], row.get("start")) for row in load(kind))
    assert not [text for text, count in texts.items() if count > 1]


@pytest.mark.parametrize("kind", SETS)
def test_as_many_as_promised(kind: str) -> None:
    assert len(load(kind)) >= SIZES[kind]


@pytest.mark.parametrize("kind", SETS)
def test_text_is_clean(kind: str) -> None:
    bad = [
        row["text"] for row in load(kind) if row["text"] != row["text"].strip() or re.search(r"\s\s|\n", row["text"])
    ]
    assert not bad


def builder() -> Any:
    """The script that makes the JSON lines, as a module."""
    spec = importlib.util.spec_from_file_location("gold_builder", GOLD / "tools" / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", SETS)
def test_built_from_its_source(kind: str) -> None:
    """What is shipped is what the hand-written source says, byte for byte."""
    count, text = builder().rows(kind)
    assert len(load(kind)) == count
    assert (GOLD / kind / "own.jsonl").read_text("utf-8") == text


def test_build_refuses_words_that_are_not_there(tmp_path: Path) -> None:
    """The builder can fail: a trigger that is not in the sentence names file and line."""
    script = (GOLD / "tools" / "build.py").read_text("utf-8")
    (tmp_path / "tools").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "tools" / "build.py").write_text(script, "utf-8")
    (tmp_path / "src" / "status_01.txt").write_text("2001-01-01 Oslo met Bergen.\n> o parted\n", "utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "tools" / "build.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "status_01.txt:1" in done.stderr


def test_events_point_into_their_text() -> None:
    bad = []
    for row in load("events"):
        date.fromisoformat(row["published"])
        for e in row["events"]:
            words = [e["trigger"], *e["actors"], *e["recipients"], *e["attribution"]]
            bad += [(row["id"], w) for w in words if not stands_in(w, row["text"])]
    assert not bad


def test_events_use_the_words_of_the_ledger() -> None:
    bad = []
    for row in load("events"):
        for number, e in enumerate(row["events"]):
            plover = e["plover"] or {"type": e["type"], "mode": e["mode"]}
            fine = (
                e["type"] in TYPES
                and (e["mode"] is None or e["mode"] in MODES.get(e["type"], set()))
                and plover["type"] in TYPES
                and (plover["mode"] is None or plover["mode"] in MODES.get(plover["type"], set()))
                and e["status"] in STATUSES
                and (e["phase"] is None or e["phase"] in PHASES)
                and (
                    e["embedded_in"] is None
                    or (0 <= e["embedded_in"] < len(row["events"]) and e["embedded_in"] != number)
                )
                and e["code"] == (e["plover"] or {}).get("type")
                and (e["source"], e["target"]) == (e["actors"], e["recipients"])
            )
            if not fine:
                bad.append((row["id"], e["trigger"]))
    assert not bad


def test_events_that_plover_does_not_code() -> None:
    """What did not happen, hangs on something, or is merely asked for goes into no PLOVER file."""
    unreal = {"not-occurred", "denied", "conditional", "unlikely", "requested"}
    bad = [
        (row["id"], e["trigger"])
        for row in load("events")
        for e in row["events"]
        if e["plover"] and (e["status"] in unreal or e["embedded_in"] is not None)
    ]
    assert not bad


def test_event_dates_are_intervals() -> None:
    for row in load("events"):
        for e in row["events"]:
            if e["date"] and e["date"]["earliest"] and e["date"]["latest"]:
                assert e["date"]["earliest"] <= e["date"]["latest"], row["id"]
            if e["date"] and e["date"]["earliest"] and e["status"] in ("occurred", "ongoing"):
                assert e["date"]["earliest"] <= row["published"], row["id"]


def test_events_balance() -> None:
    rows = load("events")
    kinds = Counter(e["plover"]["type"] for row in rows for e in row["events"] if e["plover"])
    assert {t: kinds[t] for t in TYPES if kinds[t] < 20} == {}
    assert sum(not row["events"] for row in rows) >= 200
    assert sum(len(row["events"]) > 1 for row in rows) >= 100
    decades = Counter(row["published"][:3] for row in rows)
    assert all(decades[d] >= 50 for d in ("199", "200", "201", "202"))


def test_every_mode_has_an_example() -> None:
    seen = {(e["type"], e["mode"]) for row in load("events") for e in row["events"]}
    assert not [(t, m) for t, modes in MODES.items() for m in modes if (t, m) not in seen]


def test_status_points_into_its_text() -> None:
    bad = []
    for row in load("status"):
        date.fromisoformat(row["published"])
        assert row["targets"], row["id"]
        for t in row["targets"]:
            fine = row["text"][t["start"] : t["end"]] == t["trigger"] and t["status"] in STATUSES
            if not fine or (t["phase"] is not None and t["phase"] not in PHASES):
                bad.append((row["id"], t["trigger"]))
    assert not bad


def test_status_covers_every_status_and_phase() -> None:
    targets = [t for row in load("status") for t in row["targets"]]
    status, phase = Counter(t["status"] for t in targets), Counter(t["phase"] for t in targets)
    assert {s: status[s] for s in STATUSES if status[s] < 25} == {}
    assert {p: phase[p] for p in PHASES if phase[p] < 25} == {}


def test_time_expressions() -> None:
    bad = []
    for row in load("time"):
        date.fromisoformat(row["dct"])
        spans = [(t["start"], t["end"]) for t in row["timexes"]]
        assert spans == sorted(set(spans)), row["doc_id"]
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)), row["doc_id"]
        for t in row["timexes"]:
            fine = row["text"][t["start"] : t["end"]] == t["text"] and t["type"] in ("DATE", "TIME", "DURATION", "SET")
            if t["type"] in ("DURATION", "SET"):
                fine = fine and "earliest" not in t
            elif t["earliest"] and t["latest"]:
                fine = fine and t["earliest"] <= t["latest"]
            if not fine:
                bad.append((row["doc_id"], t["text"]))
    assert not bad


def test_time_granularities_are_words_of_the_ledger() -> None:
    words = {g.value for g in Granularity}
    found = {t["granularity"] for row in load("time") for t in row["timexes"] if "granularity" in t}
    assert found <= words


def test_time_values_agree_with_intervals() -> None:
    """A day or month in a value lies in the interval that is given with it."""
    bad = [
        (row["doc_id"], t["text"])
        for row in load("time")
        for t in row["timexes"]
        if "earliest" in t
        and (m := re.match(r"\d{4}-\d\d-\d\d", t["value"]))
        and not t["earliest"] <= m[0] <= t["latest"]
    ]
    assert not bad


def test_weekdays_are_the_days_they_say() -> None:
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    bad = [
        (row["doc_id"], t["text"])
        for row in load("time")
        for t in row["timexes"]
        if t["type"] != "SET" and (m := re.search("|".join(names), t["text"]))
        and names[date.fromisoformat(t["earliest"]).weekday()] != m[0]
    ]  # fmt: skip
    assert not bad


def test_time_balance() -> None:
    found = [(row["dct"], t) for row in load("time") for t in row["timexes"]]
    assert len(found) >= 400
    future = sum(bool(t.get("earliest")) and t["earliest"] > dct for dct, t in found)
    assert future * 3 >= len(found)
    assert sum(t.get("granularity") == "day" and t["earliest"] > dct and "day" in t["text"] for dct, t in found) >= 150
    leaning = re.compile(
        r"\b(early|mid|late|end|start|beginning|middle|half|quarter|final|course|(first|last) (week|days?)"
        r"|earlier|later|before|after|following|next|previous|same|last|that|ago|coming)\b",
        re.IGNORECASE,
    )
    assert sum(bool(leaning.search(t["text"])) for _, t in found) * 3 >= len(found)


def test_references() -> None:
    rows = load("references")
    bad = [
        row["id"]
        for row in rows
        if row["text"][row["start"] : row["end"]] != row["mention"]
        or (row["answer"] is not None and not all(stands_in(a, row["text"]) for a in row["answer"]))
    ]
    assert not bad
    assert sum(row["answer"] is None for row in rows) >= 10


def test_propositions() -> None:
    bad = [
        (row["id"], w)
        for row in load("propositions")
        for p in row["propositions"]
        for w in [p["trigger"], *p["agent"], *p["patient"]]
        if not stands_in(w, row["text"])
    ]
    assert not bad
    assert all(row["propositions"] for row in load("propositions"))
