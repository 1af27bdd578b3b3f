"""Words for who speaks for a state and who relays whose report, read from `data/cues/speakers.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.cue_files import load_toml

_FILE = "speakers.toml"
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Speakers:
    """The lists of the file, by the names that they have there; `alike` maps names of a body to one, and
    `before` a side to that for which its outlets spoke before a day.
    """

    bodies: Words
    people: Words
    posted: Words
    serving: Words
    private: Words
    broad: Words
    owners: Words
    pronouns: Words
    articles: Words
    definite: Words
    one_voice: Words
    speaking: Words
    occasions: Words
    shifted: Words
    unlearnt: Words
    weighing: Words
    ranks: Words
    relay: Words
    carry: Words
    refer: Words
    alike: Mapping[str, str]
    before: Mapping[str, tuple[str, date]]

    def speaks(self, noun: str) -> bool:
        """Whether a common noun (a lemma) names somebody who speaks for the state whose name stands beside it."""
        return noun not in self.private and (noun in self.bodies or noun in self.people)


@lru_cache(maxsize=1)
def load_speakers() -> Speakers:
    """The lists that ship with Dragoman. Raises LexiconError where one is missing, unknown, or no string of words."""
    return build_speakers(load_toml(_FILE), _FILE)


def build_speakers(tables: Mapping[str, Any], place: str) -> Speakers:
    """Check `tables`, the content of a file named `place`. Raises LexiconError as `load_speakers` does."""
    lists = tables.get("lists", {})
    names = [f.name for f in fields(Speakers) if f.name not in ("alike", "before")]
    for name in sorted({*lists, *names}):
        if name not in names or not isinstance(lists.get(name), str) or not lists[name].split():
            what = f"no list {name!r}" if name in names else f"unknown list {name!r}"
            raise LexiconError(what, place=place, remedy=f"lists are {', '.join(names)}: words with spaces between")
    alike = {word: name for name, words in tables.get("alike", {}).items() for word in words.split()}
    try:
        earlier = {s: (b.split()[0], date.fromisoformat(b.split()[1])) for s, b in tables.get("before", {}).items()}
    except (ValueError, IndexError) as error:
        raise LexiconError(f"[before]: {error}", place=place, remedy='write RUS = "SUN 1991-12-26"') from error
    return Speakers(**{name: frozenset(lists[name].split()) for name in names}, alike=alike, before=earlier)
