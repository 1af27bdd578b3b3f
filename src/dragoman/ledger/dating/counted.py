"""Days counted from another act of the same sentence: "met on Sunday, a day ahead of their talks with Norway"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.lexicon.dating_words import dating_words
from dragoman.model import CodedEvent, DatedBy, Document, Event, Status, Timex
from dragoman.times.points import GRANULARITIES, holding, move
from dragoman.times.words import CARDINALS, TENS, UNITS

_UNITS: Final = "|".join(UNITS[1:])
_NUMBERS: Final = rf"(?:{'|'.join(TENS)})(?:[- ](?:{_UNITS}))?|{_UNITS}"
_COUNTED: Final = (
    rf"(?:(?P<many>an?|the|\d{{1,2}}|{_NUMBERS}) (?P<unit>day|week|month|year)s?|hours) "
    r"(?P<side>ahead of|before|prior to|after|following)\b"
    r"(?P<rest>(?:\s+[\w'’-]+){0,7}\s*)$"
)
_COUNT: Final = re.compile(rf"\b{_COUNTED}", re.I)
_OPENING: Final = re.compile(rf"(?:\A|(?<=[.!?\n”\"]\s)|(?<=\n)|(?<=[—–-] )){_COUNTED}", re.I)
"""The count with what stands between it and the act that is counted from: no comma, and no more than a few words."""

_BESIDE: Final = re.compile(rf",?\s(?:(?:just|only|barely|some|about|nearly|almost) )?{_COUNTED}", re.I)
"""The count right after the day it is counted from: "entered the town on Tuesday, four days after" the act."""

_LEAD: Final = 3
_DAY: Final = timedelta(days=1)
_NEWS: Final = timedelta(days=2)
_WIDTHS: Final = {"hour": 1, "day": 3, "week": 3, "month": 31, "year": 366}
"""Days at most of the act that is counted from: a day, or of what is news the report's and the two before."""
_SOME_DAYS: Final = timedelta(days=3)
"""How far from the day itself an act may lie that was "two weeks" before or after another."""

_EARLIER: Final = dating_words("counted", "earlier")


def date_by_count(
    document: Document, coded: Sequence[CodedEvent], events: Sequence[Event], times: Sequence[Timex] = ()
) -> tuple[Event, ...]:
    """The events, those without a date given one that is counted in days from an act of their own sentence.

    `events` are those of `coded`, in the same order. Only a day is counted from, and only where one of the two acts
    beside the count has no date of its own. `times` are the expressions of the report: a day right before the count is
    counted from although what was done on it is no event.
    """
    found = list(events)
    for first, second, words in _counts(document, coded):
        one, two = found[first].date, found[second].date
        count = _many(words["many"] or "a") * (1 if words["side"].lower() in _EARLIER else -1)
        if one is None and two is None and words["unit"]:
            one = _as_news(document, coded[first], found[first])
        if one is not None and two is None:
            found[second] = _dated(found[second], one, count, words)
        elif two is not None and one is None:
            found[first] = _dated(found[first], two, -count, words)
    for number, item in enumerate(coded):
        if found[number].date is None:
            found[number] = _after_day(document, item, found[number], times)
    return tuple(found)


def _after_day(document: Document, item: CodedEvent, event: Event, times: Sequence[Timex]) -> Event:
    """The act of "on Tuesday, four days after the army stormed it", whatever was done on Tuesday."""
    begin = item.trigger[0]
    before = (t for t in times if t.sentence == item.sentence and t.end <= begin and t.interval is not None)
    day = max((t for t in before if t.granularity is Granularity.DAY), key=lambda t: t.end, default=None)
    words = _BESIDE.fullmatch(document.clean.text, day.end, begin) if day else None
    if day is None or day.interval is None or words is None or day.type not in ("DATE", "TIME"):
        return event
    count = _many(words["many"] or "a") * (1 if words["side"].lower() in _EARLIER else -1)
    span = document.span(day.start, day.end)
    said = DatedBy(day.interval, Granularity.DAY, day.basis or DateBasis.INFERRED, day.derivation, span)
    return _dated(event, said, count, words)


def _as_news(document: Document, item: CodedEvent, event: Event) -> DatedBy | None:
    """When an act without a day was done that the first sentences of a dated report tell as its news.

    On the report's day or one of the two before; nothing of an act further down, which may be of any time.
    """
    published = document.published.interval
    if item.sentence >= _LEAD or event.status is not Status.OCCURRED or event.historical or not published.is_day:
        return None
    days = (
        Interval(published.earliest - _NEWS, published.latest) if published.earliest and published.latest else published
    )
    why = f"news of the report of {published.latest}"
    return DatedBy(days, Granularity.DAY, DateBasis.INFERRED, why, event.evidence.trigger)


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
            the = words is not None and (words["many"] or "").lower() == "the"
            if words is not None and not (the and words["unit"] + "s" in words.group()):
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
    return int(low) if low.isdigit() else sum(CARDINALS[word] for word in low.replace("-", " ").split())


def _moved(when: Interval, unit: str, count: int) -> Interval:
    """The days so many units from those of the act that is counted from.

    Days are counted exactly, "two weeks" are three days more or less, months and years are those of the calendar.
    """
    if unit == "hour":  # of the same day or the one beside it
        first, last = when.earliest or date.min, when.latest or date.max
        return Interval(first - _DAY, last) if count < 0 else Interval(first, last + _DAY)
    first, last = move(when.earliest or date.min, unit, count), move(when.latest or date.max, unit, count)
    if unit == "day":
        return Interval(first, last)
    if unit == "week":
        return Interval(first - _SOME_DAYS, last + _SOME_DAYS)
    return holding(unit, first).interval.hull(holding(unit, last).interval)


def _dated(event: Event, other: DatedBy, count: int, words: re.Match[str]) -> Event:
    when, unit = other.interval, (words["unit"] or "hour").lower()
    if when.earliest is None or when.latest is None or (when.days or 0) > _WIDTHS[unit]:
        return event
    why = f'"{" ".join(words.group().split())}", counted from {other.derivation}'
    basis = DateBasis.INFERRED if other.basis is DateBasis.INFERRED else DateBasis.RELATIVE_TO_EVENT
    counted = DatedBy(_moved(when, unit, count), GRANULARITIES.get(unit, Granularity.DAY), basis, why, other.span)
    return replace(event, date=counted, date_words=None)
