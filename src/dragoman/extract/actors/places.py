"""Provinces and towns in a report, with the country in which each lies: whose the police of a town are.

A place is no actor here. It says whose a body beside it is ("Karachi police"), what country a sentence speaks of ("in
Basra"), and where the report was written. Part of a longer name ("Dallas Smith") it says nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.extract.actors.scan import Hit
from dragoman.lexicon.actor_places import Places, load_places

_AT = re.compile(r"\b(?:in|at|near|outside|inside|across|around|throughout|from|of|to) (?:[a-z]+ ){0,2}$")
_FIRST = re.compile(r"(?:^|[.!?][\"'”’)]? |\n)$")
_OF_WHAT = re.compile(
    r" (?!said|says|told|added|was|is|has|had|have|and|or|who|will|would|also|could|did|does|may|might|then|later|"
    r"on|in|at|to|from|for|with|by|as|after|before|but|that|[a-z]+(?:ed|ing|s)\b)[a-z]+"
)
_MORE = re.compile(r"(?: |-)[A-Z][a-z]")


class Place(NamedTuple):
    """A place in the text, `[start, end)`, its country, whether it stands as a whole name, and whether one is there."""

    start: int
    end: int
    country: str
    whole: bool
    there: bool


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, tuple[str, ...], Places]:
    places = load_places()
    names = tuple(sorted(places))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names, places


def find_places(text: str, hits: list[Hit]) -> tuple[Place, ...]:
    """The places of a plain text that are no part of an actor's name, in text order."""
    automaton, names, places = _automaton()
    found: list[Place] = []
    taken = iter(hits)
    hit = next(taken, None)
    for index, start, end in automaton.find_matches_as_indexes(text):
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            continue
        while hit is not None and hit.end <= start:
            hit = next(taken, None)
        covered = hit is not None and hit.start < end and hit.end - hit.start >= end - start
        if hit is not None and covered and hit.kind not in ("surname", "region"):
            continue
        found.append(Place(start, end, places[names[index]], _is_whole(text, start, end), _is_there(text, start, end)))
    return tuple(found)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no further word of a name stands before or after it."""
    if _MORE.match(text, end):
        return False
    before = text[max(0, start - 30) : start]
    word = before.rstrip().rsplit(" ", 1)[-1]
    return not (before.endswith(" ") and word[:1].isupper() and word[-1].isalnum()) or _begins(text, start, word)


def _begins(text: str, start: int, word: str) -> bool:
    """Whether the word before begins its sentence, where any word is written with a capital."""
    return _FIRST.search(text, 0, start - len(word) - 1) is not None


def _is_there(text: str, start: int, end: int) -> bool:
    """Whether it is told as where something is: "in Basra", "Basra schools"; not a name that does something."""
    if not _is_whole(text, start, end):
        return False
    return _AT.search(text, max(0, start - 40), start) is not None or _OF_WHAT.match(text, end) is not None
