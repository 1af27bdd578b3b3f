from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click.testing
import fake_reader
import pytest

import dragoman.run.local
from dragoman.cli import main

MAKE = dragoman.run.local.make_pipeline
STORY = {
    "a.txt": "---\ntitle: Ban\noutlet: Austral\npublished: 2024-11-20\n---\n"
    "Vietnam banned Chile from its market on 2024-11-20, officials there said. Weather was fine.\n",
    "b.txt": "---\ntitle: Talks\noutlet: Ledger\npublished: 2024-12-03\n---\n"
    "Chile met Vietnam in Hanoi on 2024-12-02.\n\nChile demands Vietnam lift the ban. Chile opposes the ban.\n",
    "c.txt": "---\npublished: 2025-01-15\n---\nVietnam postponed Chile talks. Japan met China on 2024-12-02.\n",
}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in STORY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model, no ledger and no settings but those of the test."""
    monkeypatch.setattr(dragoman.run.local, "make_pipeline", fake_reader.make)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("DRAGOMAN_LEDGER", "DRAGOMAN_PROCESSES", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def real_reader(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader with models after all, for commands that are run in the process of the tests."""
    monkeypatch.setattr(dragoman.run.local, "make_pipeline", MAKE)


Run = Callable[..., click.testing.Result]


@pytest.fixture
def run() -> Run:
    def call(*args: object, code: int = 0) -> click.testing.Result:
        result = click.testing.CliRunner().invoke(main, [str(arg) for arg in args])
        assert result.exit_code == code, (result.output, result.stderr, result.exception)
        return result

    return call


@pytest.fixture
def ledger(tmp_path: Path, story: Path, run: Run) -> Path:
    path = tmp_path / "story.db"
    run("read", story, "--ledger", path)
    return path
