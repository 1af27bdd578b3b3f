from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model, no ledger and no settings but those of the test."""
    import fake_reader

    import dragoman.run.local

    monkeypatch.setattr(dragoman.run.local, "make_pipeline", fake_reader.make)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    texts = {
        "a.txt": "---\ntitle: Ban\npublished: 2024-11-20\n---\n"
        "Vietnam banned Chile on 2024-11-20, officials there said.",
        "b.txt": "---\ntitle: Talks\npublished: 2024-12-03\n---\n"
        "Chile met Vietnam on 2024-12-02. Chile opposes the ban.",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
