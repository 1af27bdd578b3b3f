"""What takes something up again: gender of nouns and given names, nouns for acts and kinds, words for the same act."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dragoman.errors import LexiconError

Words = frozenset[str]
FILE = "anaphora.toml"
_SHAPE = {
    "gender": ("female", "male", "names"),
    "number": ("many",),
    "act": ("nouns", "told", "loose"),
    "speech": ("verbs", "carried", "addressing"),
    "alike": (),
    "kinds": (),
}


@dataclass(frozen=True)
class Anaphora:
    """The lists of the file. `alike` are sets of words for one act; `kinds` maps a noun to those of its kind."""

    female: Words
    male: Words
    names: Words
    act_nouns: Words
    told: Words
    alike: tuple[Words, ...]
    kinds: Mapping[str, Words]
    speech: Words
    carried: Words
    loose: Words = frozenset()
    many: Words = frozenset()
    addressing: Words = frozenset()

    @cached_property
    def _alike_to(self) -> Mapping[str, Words]:
        found: dict[str, Words] = {}
        for words in self.alike:
            for word in words:
                found[word] = found.get(word, frozenset()) | words
        return found

    def alike_to(self, word: str) -> Words:
        """All words, verbs and nouns, that can tell of the act that `word` tells of."""
        return self._alike_to.get(word, frozenset())


def load_anaphora(root: Traversable | None = None) -> Anaphora:
    """Read the lists under `root` (by default the package's own, which are read once).

    Raises LexiconError where the file is no TOML, or a list is missing, unknown or holds something other than words.
    """
    return _own() if root is None else _load(root)


@lru_cache(maxsize=1)
def _own() -> Anaphora:
    return _load(files("dragoman") / "data")


def _load(root: Traversable) -> Anaphora:
    try:
        given = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", place=FILE) from error
    if set(given) != set(_SHAPE):
        wrong = sorted(set(given) ^ set(_SHAPE))[0]
        raise LexiconError(
            f"a table too many or too few: {wrong!r}", place=FILE, remedy=f"tables are {', '.join(_SHAPE)}"
        )
    for table, names in _SHAPE.items():
        for name in names or given[table]:
            words = given[table].get(name)
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise LexiconError(f"no list of words at {table}.{name}", place=FILE, remedy='write ["one", "two"]')
    gender, act = given["gender"], given["act"]
    return Anaphora(
        female=frozenset(gender["female"]),
        male=frozenset(gender["male"]),
        names=frozenset(gender["names"]),
        act_nouns=frozenset(act["nouns"]),
        told=frozenset(act["told"]),
        alike=tuple(frozenset(words) for words in given["alike"].values()),
        kinds={noun: frozenset(words) for noun, words in given["kinds"].items()},
        speech=frozenset(given["speech"]["verbs"]),
        carried=frozenset(given["speech"]["carried"]),
        loose=frozenset(act["loose"]),
        many=frozenset(given["number"]["many"]),
        addressing=frozenset(given["speech"]["addressing"]),
    )
