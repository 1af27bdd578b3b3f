"""The scorers of linking and of states: figures that can be worked out by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dragoman.dates import Interval, parse_interval
from dragoman.errors import InputError
from dragoman.evaluate.dossiers import OPEN, RIGHT, WRONG, Answered, date_error, load_sequences, matter_of, verdict
from dragoman.evaluate.gold import sha256
from dragoman.evaluate.linking import b_cubed, gold_of, linking_figures


def record(*happenings: list[tuple[str, int]]) -> dict[str, Any]:
    return {
        "id": "g",
        "reports": [],
        "occurrences": [
            [{"path": path, "start": start, "trigger": "met"} for path, start in happening] for happening in happenings
        ],
    }


def test_b_cubed_as_worked_out_by_hand() -> None:
    a, b, c = ("p", 0, 1), ("q", 0, 1), ("r", 0, 1)
    pairs = list(b_cubed({a: 1, b: 1, c: 2}, {a: "x", b: "x", c: "x"}))
    assert pairs == [(2 / 3, 1.0), (2 / 3, 1.0), (1 / 3, 1.0)]
    assert list(b_cubed({a: 1, b: 1}, {a: "x", b: "y"})) == [(1.0, 0.5), (1.0, 0.5)]


def test_a_mention_that_was_not_read_stands_alone() -> None:
    group = record([("p", 0), ("q", 0)], [("r", 0)])
    first, second, third = (mention for happening in gold_of(group) for mention in happening)
    whole = linking_figures([group], {"g": {first: "x", second: "x", third: "y"}})
    assert whole.figures["B-cubed F1"] == 1.0
    part = linking_figures([group], {"g": {first: "x", third: "y"}})
    assert part.figures["mentions read"] == pytest.approx(2 / 3)
    assert part.figures["B-cubed P"] == 1.0
    assert part.figures["B-cubed R"] == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert part.figures["B-cubed F1 where an event was read"] == 1.0


@dataclass
class Folded:
    state: str
    possible: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    participation: dict[str, str] | None = None
    since: Interval | None = None


@dataclass
class View:
    folded: Folded = field(default_factory=lambda: Folded("held"))


def case(state: str, flags: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    asked = {"kind": "measure", "parties": ["PER", "CHL"], "object": "imports of grapes"}
    days = {"as_of": "2020-01-01", "known_by": "2020-01-01"}
    return {"dossier": asked, **days, "state": state, "possible_states": [], "flags": list(flags), **more}


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        (case("lifted"), Folded("lifted"), RIGHT),
        (case("lifted"), Folded("lifted", flags=("single-sided",)), RIGHT),
        (case("lifted"), Folded("in force"), WRONG),
        (case("lifted"), None, OPEN),
        (case("lifted"), Folded("unknown", ("lifted", "in force")), OPEN),
        (case("in force", ("last-known",)), Folded("in force"), WRONG),
        (case("in force", ("last-known",)), Folded("in force", flags=("last-known",)), RIGHT),
        (case("unknown", possible_states=["a", "b"]), Folded("unknown", ("b", "a")), RIGHT),
        (case("unknown", possible_states=["a", "b"]), Folded("unknown", ("a",)), OPEN),
        (case("unknown", possible_states=["a", "b"]), Folded("a"), WRONG),
        (case("in force", participation={"PER": "withdrawn"}), Folded("in force", participation={"PER": "in"}), WRONG),
    ],
)
def test_verdicts(wanted: dict[str, Any], found: Folded | None, expected: str) -> None:
    assert verdict(wanted, View(found) if found else None) == expected  # type: ignore[arg-type]


def test_days_between_the_true_and_the_given_beginning() -> None:
    wanted = case("lifted", since={"earliest": "2020-03-01", "latest": "2020-03-03"})

    def off(days: str) -> int | None:
        found = View(Folded("lifted", since=parse_interval(days)))
        return date_error(Answered(matter_of("s", wanted), wanted, found, RIGHT))  # type: ignore[arg-type]

    assert (off("2020-03-02"), off("2020-03-10"), off("2020-02-27")) == (0, 7, 3)


def test_sequences_are_loaded_with_their_reports_and_their_hash_tells_any_change(tmp_path: Path) -> None:
    folder = tmp_path / "01_one"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    (folder / "cases.json").write_text(json.dumps([case("lifted")]))
    found = load_sequences(tmp_path)
    assert [(each["id"], len(each["reports"]), len(each["cases"])) for each in found] == [("01_one", 1, 1)]
    before = sha256(tmp_path)
    (folder / "a.txt").write_text("y")
    assert sha256(tmp_path) != before
    (folder / "cases.json").write_text('[{"state": "lifted"}]')
    with pytest.raises(InputError, match="no dossier"):
        load_sequences(tmp_path)
    with pytest.raises(InputError):
        load_sequences(tmp_path / "nothing")
