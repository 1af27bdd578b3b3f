"""Small lists of words that one rule asks for: `[table]`, `name = ["word", ...]` in a TOML file of `data/`.

One loader for all files of this form. Each list is asked for under the name of the module that has the rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dragoman.errors import LexiconError

_REMEDY = 'write ["one", "two"]'


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of one file, by table and name."""

    file: str
    lists: Mapping[tuple[str, str], tuple[str, ...]]

    def ordered(self, table: str, name: str) -> tuple[str, ...]:
        """The words of a list in the order of the file. Raises LexiconError where there is no such list."""
        if (table, name) not in self.lists:
            raise LexiconError(
                f"no list {name!r} in table {table!r}", place=self.file, remedy=f'write [{table}], {name} = ["word"]'
            )
        return self.lists[table, name]

    def words(self, table: str, name: str) -> frozenset[str]:
        """The words of a list. Raises LexiconError where there is no such list."""
        return frozenset(self.ordered(table, name))


def read_word_lists(root: Traversable, file: str, *, capitals: bool = False) -> WordLists:
    """The lists of `file` under `root`; with `capitals` of words as names are written.

    Raises LexiconError where the file is no TOML, something stands outside a table, or a list is empty, names a word
    twice or holds something else than words, in lower case unless `capitals` is set.
    """
    try:
        given = tomllib.loads((root / file).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"not valid TOML: {error}", place=file) from error
    found = {}
    for table, lists in given.items():
        if not isinstance(lists, dict):
            raise LexiconError(f"{table!r} stands in no table", place=file, remedy="write [module] above it")
        for name, words in lists.items():
            found[table, name] = listed(words, f"{file}, {table}.{name}")
            if not capitals and any(word != word.lower() for word in found[table, name]):
                raise LexiconError("no list of words in lower case", place=f"{file}, {table}.{name}", remedy=_REMEDY)
    return WordLists(file, found)


def listed(given: object, place: str) -> tuple[str, ...]:
    """A list of words as a file gives it. Raises LexiconError, with the place, where it is none or repeats a word."""
    if not isinstance(given, list) or not given or not all(isinstance(w, str) and w for w in given):
        raise LexiconError("no list of words", place=place, remedy=_REMEDY)
    if len(set(given)) < len(given):
        raise LexiconError("a word is there twice", place=place, remedy=_REMEDY)
    return tuple(given)


@lru_cache(maxsize=16)
def own_word_lists(file: str, *, capitals: bool = False) -> WordLists:
    """The lists of a file of the package, which is read once. Raises LexiconError as `read_word_lists` does."""
    return read_word_lists(files("dragoman") / "data", file, capitals=capitals)


def any_of(words: Iterable[str]) -> str:
    """A pattern that fits any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
