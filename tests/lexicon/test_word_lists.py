"""The small lists of words behind the rules: every one is asked for by its module, and a faulty file says where."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon import actor_lists, dating_words, event_words, parse_words, saying_words, time_words
from dragoman.lexicon.word_lists import own_word_lists, read_word_lists

ROOT = Path(str(files("dragoman")))
CAPITALS = {actor_lists.FILE, parse_words.FILE}
FILES = [
    (event_words.FILE, "event_words", "extract/events"),
    (dating_words.FILE, "dating_words", "ledger/dating"),
    (actor_lists.FILE, "actor_words_of", "extract/actors"),
    (saying_words.FILE, "saying_words", "extract"),
    (parse_words.FILE, "parse_words", "prepare"),
    (time_words.FILE, "time_words", "times"),
]


@pytest.mark.parametrize(("file", "asks", "folder"), FILES, ids=[each[1] for each in FILES])
def test_every_list_is_asked_for_and_every_one_asked_for_is_there(file: str, asks: str, folder: str) -> None:
    asked = set()
    for module in (ROOT / folder).rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        asked |= set(re.findall(asks + r"""\(["']([a-z-]+)["'], ["']([a-z-]+)["']\)""", text))
    assert asked == set(own_word_lists(file, capitals=file in CAPITALS).lists)


def test_an_unknown_list_is_named() -> None:
    with pytest.raises(LexiconError, match="nothing-such"):
        event_words.event_words("forms", "nothing-such")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[forms", "TOML"),
        ("few = ['few']", "in no table"),
        ("[forms]\nfew = []", "no list"),
        ('[forms]\nfew = ["Few"]', "lower"),
        ('[a]\nb = ["c", "c"]', "twice"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / event_words.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        read_word_lists(tmp_path, event_words.FILE)
