"""The lists of words behind the reading of events: every one is asked for, and a faulty file says where."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.event_words import FILE, event_words
from dragoman.lexicon.word_lists import own_word_lists, read_word_lists

DATA = files("dragoman") / "data"
MODULES = Path(str(files("dragoman"))) / "extract" / "events"


def test_every_list_is_asked_for_and_every_one_asked_for_is_there() -> None:
    asked = set()
    for module in MODULES.rglob("*.py"):
        asked |= set(re.findall(r'event_words\("([a-z]+)", "([a-z-]+)"\)', module.read_text(encoding="utf-8")))
    assert asked == set(own_word_lists(FILE).lists)


def test_an_unknown_list_is_named() -> None:
    with pytest.raises(LexiconError, match="nothing-such"):
        event_words("forms", "nothing-such")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[forms", "TOML"),
        ("[forms]\nfew = []", "no list"),
        ('[forms]\nfew = ["Few"]', "lower"),
        ('[a]\nb = ["c", "c"]', "twice"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        read_word_lists(tmp_path, FILE)
