"""Days counted from another act of the same sentence: "met on Sunday, a day ahead of their talks with Norway"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Final

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.model import CodedEvent, DatedBy, Document, Event

_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED: Final = (
    rf"(?P<many>an?|the|\d{{1,2}}|{'|'.join(_NUMBERS)}) (?P<unit>day|week)s? "
    r"(?P<side>ahead of|before|prior to|after|following)\b"
    r"(?P<rest>(?:\s+[\w'’-]+){0,7}\s*)$"
)
_COUNT: Final = re.compile(rf"\b{_COUNTED}", re.I)
_OPENING: Final = re.compile(rf"(?:\A|(?<=[.!?\n”\"]\s)|(?<=\n)|(?<=[—–-] )){_COUNTED}", re.I)
"""The count with what stands between it and the act that is counted from: no comma, and no more than a few words."""

_SOME_DAYS: Final = timedelta(days=3)
"""How far from the day itself an act may lie that was "two weeks" before or after another."""

_EARLIER: Final = frozenset({"ahead of", "before", "prior to"})


def date_by_count(document: Document, coded: Sequence[CodedEvent], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, those without a date given one that is counted in days from an act of their own sentence.

    `events` are those of `coded`, in the same order. Only a day is counted from, and only where one of the two acts
    beside the count has no date of its own.
    """
    found = list(events)
    for first, second, words in _counts(document, coded):
        one, two = found[first].date, found[second].date
        days = timedelta(_many(words["many"]) * (7 if words["unit"].lower() == "week" else 1))
        days *= 1 if words["side"].lower() in _EARLIER else -1
        if one is not None and two is None and one.interval.is_day:
            found[second] = _dated(found[second], one, days, words)
        elif two is not None and one is None and two.interval.is_day:
            found[first] = _dated(found[first], two, -days, words)
    return tuple(found)


def _counts(document: Document, coded: Sequence[CodedEvent]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Each two acts in a row of one sentence with a count between them, or before both: the one counted from last.

    "Four days after police stormed the mission, Peru closed it": the count opens the sentence, and a comma ends the
    clause of the act that is counted from.
    """
    order = sorted(range(len(coded)), key=lambda i: (coded[i].sentence, coded[i].trigger))
    for first, second in pairwise(order):
        if coded[first].sentence == coded[second].sentence and coded[first].trigger[1] < coded[second].trigger[0]:
            between = document.clean.text[coded[first].trigger[1] : coded[second].trigger[0]]
            words = _COUNT.search(between)
            if words is not None and (words["many"].lower() != "the" or words["unit"] + "s" not in words.group()):
                yield first, second, words
                continue
            begin = document.clean.text.rfind("\n", 0, coded[first].trigger[0]) + 1
            opening = _OPENING.search(document.clean.text, begin, coded[first].trigger[0])
            if words is None and opening is not None and "," in between:
                yield second, first, opening


def _many(word: str) -> int:
    low = word.lower()
    if low in ("a", "an", "the"):
        return 1
    return int(low) if low.isdigit() else _NUMBERS.index(low) + 1


def _dated(event: Event, other: DatedBy, days: timedelta, words: re.Match[str]) -> Event:
    when = other.interval
    if when.earliest is None or when.latest is None:
        return event
    why = f'"{" ".join(words.group().split())}", counted from {other.derivation}'
    weeks = words["unit"].lower() == "week"
    some = _SOME_DAYS if weeks else timedelta(0)
    date = DatedBy(
        Interval(when.earliest + days - some, when.latest + days + some),
        Granularity.WEEK if weeks else Granularity.DAY,
        DateBasis.RELATIVE_TO_EVENT,
        why,
        other.span,
    )
    return replace(event, date=date, date_words=None)
