"""Small sets of words that the reading of events asks for: the lists of `data/cues/event_words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dragoman.errors import LexiconError

FILE = "cues/event_words.toml"


def event_words(table: str, name: str) -> frozenset[str]:
    """The words of one list of the package's own file, which is read once.

    Raises LexiconError where there is no such list, or the file is at fault (see `read_event_words`).
    """
    lists = _own()
    if (table, name) not in lists:
        raise LexiconError(
            f"no list {name!r} in table {table!r}", place=FILE, remedy=f'write [{table}], {name} = ["word"]'
        )
    return lists[table, name]


def read_event_words(root: Traversable) -> Mapping[tuple[str, str], frozenset[str]]:
    """All lists under `root`, by table and name.

    Raises LexiconError where the file is no TOML, or a list is empty, names a word twice or holds something else than
    words in lower case.
    """
    try:
        given = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", place=FILE) from error
    found = {}
    for table, lists in given.items():
        for name, words in lists.items() if isinstance(lists, dict) else ():
            found[table, name] = _words(words, f"{FILE}, {table}.{name}")
    return found


@lru_cache(maxsize=1)
def _own() -> Mapping[tuple[str, str], frozenset[str]]:
    return read_event_words(files("dragoman") / "data")


def _words(given: object, place: str) -> frozenset[str]:
    remedy = 'write ["one", "two"]'
    if not isinstance(given, list) or not given or not all(isinstance(w, str) and w == w.lower() for w in given):
        raise LexiconError("no list of words in lower case", place=place, remedy=remedy)
    if len(set(given)) < len(given):
        raise LexiconError("a word is there twice", place=place, remedy=remedy)
    return frozenset(given)
