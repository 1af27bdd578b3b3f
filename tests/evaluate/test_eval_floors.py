"""Floors: they fail, they rise, they come down only on purpose."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.errors import UsageError
from dragoman.evaluate.floors import find_floors, load_floors, raised, run_floor, write_floors
from dragoman.evaluate.gold import sha256
from dragoman.evaluate.reader import GoldReader
from dragoman.model import Report
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings

GOLD = [
    {
        "id": "t1",
        "dct": "2001-05-02",
        "text": "The envoys met on 1 May 2001.",
        "timexes": [{"start": 18, "end": 28, "text": "1 May 2001", "type": "DATE", "value": "2001-05-01"}],
    },
    {
        "id": "t2",
        "dct": "2001-05-02",
        "text": "They parted in 1999.",
        "timexes": [{"start": 15, "end": 19, "text": "1999", "type": "DATE", "value": "1900"}],
    },
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "quality").mkdir()
    gold = tmp_path / "times.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in GOLD), encoding="utf-8")
    (tmp_path / "quality" / "floors.toml").write_text(
        f'# A comment that stays.\n\n[[floor]]\nmeasure = "times"\ngold = "times.jsonl"\nsha256 = "{sha256(gold)}"\n'
        'at_least = { "value F1" = 0.4 }\n\n[[floor]]\nmeasure = "times"\ngold = "../nowhere/times.jsonl"\n'
        'sha256 = "00"\nat_least = { "value F1" = 0.4 }\n',
        encoding="utf-8",
    )
    return tmp_path


def reader() -> GoldReader:
    return GoldReader(Settings())


def test_a_floor_holds_and_fails(project: Path):
    own, other = load_floors(project / "quality" / "floors.toml")
    assert run_floor(own, reader()).faults == ()
    assert run_floor(own, reader()).figures["value F1"] == 0.5
    assert "under 0.600" in run_floor(replace(own, at_least={"value F1": 0.6}), reader()).faults[0]
    assert "over 0.100" in run_floor(replace(own, at_most={"value F1": 0.1}), reader()).faults[0]
    assert run_floor(other, reader()).skipped


def test_other_gold_is_a_fault_and_missing_own_gold_too(project: Path):
    own, _ = load_floors(project / "quality" / "floors.toml")
    assert "not the file" in run_floor(replace(own, sha256="11"), reader()).faults[0]
    assert "missing" in run_floor(replace(own, gold="gone.jsonl"), reader()).faults[0]


def test_a_figure_that_does_not_exist_is_named(project: Path):
    own, _ = load_floors(project / "quality" / "floors.toml")
    with pytest.raises(UsageError, match="charm"):
        run_floor(replace(own, at_least={"charm": 0.1}), reader())


def test_update_raises_and_never_lowers(project: Path):
    own, _ = load_floors(project / "quality" / "floors.toml")
    assert raised(run_floor(own, reader())).at_least["value F1"] == 0.49
    high = replace(own, at_least={"value F1": 0.9})
    assert raised(run_floor(high, reader())).at_least["value F1"] == 0.9
    assert raised(run_floor(high, reader()), lower=True).at_least["value F1"] == 0.49
    ceiling = replace(own, at_least={}, at_most={"value F1": 0.2})
    assert raised(run_floor(ceiling, reader())).at_most["value F1"] == 0.2


def test_what_is_written_is_read_again_with_its_comment(project: Path):
    path = project / "quality" / "floors.toml"
    floors = load_floors(path)
    write_floors(path, floors)
    assert load_floors(path) == floors
    assert path.read_text(encoding="utf-8").startswith("# A comment that stays.")


def test_unknown_keys_and_measures_are_named(project: Path):
    path = project / "quality" / "floors.toml"
    path.write_text('[[floor]]\nmeasure = "taste"\ngold = "x"\nsha256 = ""\n', encoding="utf-8")
    with pytest.raises(UsageError, match="taste"):
        load_floors(path)
    path.write_text('[[floor]]\nmeasure = "times"\ngold = "x"\nsha256 = ""\ncolour = 1\n', encoding="utf-8")
    with pytest.raises(UsageError, match="unknown colour"):
        load_floors(path)


def test_floors_are_found_from_below(project: Path):
    below = project / "a" / "b"
    below.mkdir(parents=True)
    assert find_floors(below) == project / "quality" / "floors.toml"


def test_the_command_fails_under_a_floor(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(project)
    held = CliRunner().invoke(main, ["eval", "--floors"])
    assert held.exit_code == 0, held.output
    assert "value F1" in held.output
    assert "skipped" in held.output
    path = project / "quality" / "floors.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("0.4 }", "0.7 }", 1), encoding="utf-8")
    failed = CliRunner().invoke(main, ["eval", "--floors"])
    assert failed.exit_code == 1
    assert "FAULT: value F1 0.500 is under 0.700" in failed.output
    assert CliRunner().invoke(main, ["eval", "--floors", "--update", "--lower"]).exit_code == 0
    assert CliRunner().invoke(main, ["eval", "--floors"]).exit_code == 0


def test_the_command_prints_figures_as_json(project: Path):
    done = CliRunner().invoke(main, ["eval", "times", str(project / "times.jsonl"), "--format", "json"])
    assert done.exit_code == 0
    assert json.loads(done.output)["figures"]["value F1"] == 0.5


def test_no_measure_is_a_usage_error():
    assert CliRunner().invoke(main, ["eval"]).exit_code == UsageError.exit_code


def test_the_speed_script_sees_a_quote_that_is_not_in_the_text(script: Callable[[str], ModuleType], pipeline: Pipeline):
    speed = script("speed")
    reading = pipeline.read(Report("a", "Peru accused Chile of delay on Monday."))
    assert reading.events
    assert speed.unsound(reading) == []
    event = reading.events[0]
    lied = replace(event, evidence=replace(event.evidence, quote="Peru praised Chile."))
    assert speed.unsound(replace(reading, events=(lied,)))


def test_calibration_pools_until_it_rises(script: Callable[[str], ModuleType]):
    calibrate = script("calibrate")
    points = (
        [(0.5, n < 60) for n in range(120)] + [(0.7, n < 30) for n in range(120)] + [(0.9, n < 108) for n in range(120)]
    )
    steps = calibrate.fit(points)
    assert [start for start, _ in steps] == [0.5, 0.9]
    assert steps[0][1] < steps[1][1]
    assert calibrate.look_up(steps, 0.7) == steps[0][1]
    assert calibrate.look_up(steps, 0.1) == steps[0][1]
