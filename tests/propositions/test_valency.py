"""The lists of what words take are read whole, and what is wrong in them is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.valency import FILE, load_valency

SHIPPED = Path(__file__).parents[2] / "src" / "dragoman" / "data" / FILE


def test_shipped_lists() -> None:
    valency = load_valency()
    assert valency.verb_of["refusal"] == "refuse"
    assert "on" in valency.noun_governs and "ban" in valency.noun_governs["on"]


def test_no_noun_names_both_the_doer_and_nobody_with_of() -> None:
    valency = load_valency()
    assert not valency.of_doer & valency.of_neither
    assert not valency.owner_done_to & valency.owner_neither


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[tough]", "[tuff]", "tuff"),
        ("[tough]", "[tough", "TOML"),
        ('refusal = "refuse"', "refusal = 1", "verb"),
        ("adjectives = [", "words = [", "tough.adjectives"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        load_valency(tmp_path)
