"""The lists of what takes up what are read whole, and what is wrong in them is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.anaphora import FILE, load_anaphora

SHIPPED = Path(__file__).parents[2] / "src" / "dragoman" / "data" / FILE


def test_same_act() -> None:
    anaphora = load_anaphora()
    assert "trip" in anaphora.alike_to("fly")
    assert "ban" not in anaphora.alike_to("fly")
    assert not anaphora.female & anaphora.male


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [("[act]", "[acts]", "act"), ("[kinds]", "[kinds", "TOML"), ('truce = ["', 'truce = [1, "', "kinds.truce")],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        load_anaphora(tmp_path)
