"""Word lists that tell what a capitalised name names, and which common nouns can act."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import LexiconError

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorWords:
    """The lists of `name_words.toml` and `person_nouns.toml`, by the names that they have there."""

    organisation: Words
    place: Words
    thing: Words
    after_seat: Words
    after_hyphen: Words
    after_adjective: Words
    media: Words
    rise_at_home: Words
    with_rebels: Words
    fly_or_fight: Words
    of_the_state: Words
    of_the_air: Words
    cities: Words
    political: Words
    shy: Words
    starters: Words
    honorifics: Words
    georgia_state: Words
    georgia_country: Words
    person: Words
    people: Words
    body: Words
    state: Words
    suffixes: Words
    not_people: Words
    takes_up_country: Words
    takes_up_person: Words
    takes_up_body: Words
    private: Words
    outlet: Words
    part_of_state: Words
    former: Words
    unspoken_of: Words
    no_ruler: Words

    def can_act(self, noun: str) -> bool:
        """Whether a common noun (in small letters) names people, a body or a state: somebody who can do or say."""
        return any(noun in nouns for nouns in (self.person, self.people, self.body, self.state))


def load_actor_words(root: Traversable | None = None) -> ActorWords:
    """Read the lists under `root` (by default the package's own, which are read once).

    Raises LexiconError where a list is missing, unknown or holds something other than words.
    """
    return _own_words() if root is None else _load(root)


@lru_cache(maxsize=1)
def _own_words() -> ActorWords:
    return _load(files("dragoman") / "data")


def _load(root: Traversable) -> ActorWords:
    found: dict[str, Words] = {}
    names = [f.name for f in fields(ActorWords)]
    for name in ("name_words.toml", "person_nouns.toml"):
        for key, words in _read(root / "actors" / name).items():
            if key not in names or not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise LexiconError(
                    f"not a known list of words: {key!r}", place=name, remedy=f"lists are {', '.join(names)}"
                )
            found[key] = frozenset(words)
    missing = [name for name in names if name not in found]
    if missing:
        raise LexiconError(
            f"no list {missing[0]!r}", place="actors", remedy="add it to name_words.toml or person_nouns.toml"
        )
    return ActorWords(**found)


def _read(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", place=file.name) from error
