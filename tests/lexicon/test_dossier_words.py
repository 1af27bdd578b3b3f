"""The word lists of `data/cues/dossiers.toml`: what ships can be read, what is wrong is named."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.cues_dossiers import build_dossier_words, load_dossier_words
from dragoman.lexicon.word_lists import any_of


def test_what_ships_is_whole() -> None:
    assert all(asdict(load_dossier_words()).values())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"shelter": None}, "no list of words at 'shelter'"),
        ({"shelter": "threat"}, "no list of words at 'shelter'"),
        ({"shelter": ["threat", ""]}, "no list of words at 'shelter'"),
        ({"shelter": ["threat", "threat"]}, "'threat' stands twice in 'shelter'"),
        ({"shelters": ["threat"]}, "unknown list 'shelters'"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], message: str) -> None:
    tables = {name: list(words) for name, words in asdict(load_dossier_words()).items()}
    with pytest.raises(LexiconError, match=message):
        build_dossier_words({**tables, **change}, "mine.toml")


def test_the_longest_word_is_tried_first() -> None:
    assert any_of(["test ban", "test ban treaty"]).split("|")[0].startswith("test\\ ban\\ treaty")
