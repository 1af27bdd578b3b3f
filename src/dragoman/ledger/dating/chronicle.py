"""Chronologies: "April 1, 2020: Oslo lifts the tariff. Talks resume." An act of the line is of the day that heads it.

A line counts that begins with its date and a colon or a dash, and the lines under a date that stands alone, where a
report has two such or more: a single one is its stamp ("Feb 3 - Oslo lifted the tariff"), and the day of a report is
not that of what it tells. A sentence with a date of its own keeps it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dragoman.dates import DateBasis
from dragoman.ledger.dating.events import days_said, is_background
from dragoman.model import REAL, CodedEvent, DatedBy, Document, Event, Parse, Timex

_OPENS: Final = re.compile(r"[\s*•·‣▪–—-]*(?:(?:in|on)\s+)?", re.IGNORECASE)
_CLOSES: Final = re.compile(r"\s*(?::|\s[-–—]{1,2}\s)")
_FEWEST: Final = 2
"""So many lines must be headed by a date, or consist of one, before any is read as a heading."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The characters of the text over which a heading holds."""

    start: int
    end: int
    timex: Timex


def date_by_heading(
    document: Document,
    parses: Mapping[int, Parse],
    coded: Sequence[CodedEvent],
    events: Sequence[Event],
    times: Sequence[Timex],
) -> tuple[Event, ...]:
    """The events, what was done and has no date given that of the heading of its line.

    `events` are those of `coded`, in the same order; `times` are the expressions of the report, in text order.
    """
    dated = [t for t in times if t.type == "DATE" and t.interval is not None]
    stretches = _stretches(document.clean.text, dated)
    if not stretches:
        return tuple(events)
    starts = [stretch.start for stretch in stretches]
    days = [timex.start for timex in dated]
    found: list[Event] = []
    for item, event in zip(coded, events, strict=True):
        parse = parses.get(item.sentence)
        at = bisect_right(starts, item.trigger[0]) - 1
        if parse is None or at < 0 or item.trigger[0] >= stretches[at].end:
            found.append(event)
            continue
        inside = dated[bisect_left(days, parse.starts[0]) : bisect_left(days, parse.ends[-1])]
        # "It went on until 2015": whose day that is, is not clear.
        free = all(timex is stretches[at].timex for timex in inside)
        found.append(_under(document, parse, event, stretches[at]) if free else event)
    return tuple(found)


def is_followed_by_later(text: str, stamp: Timex, times: Sequence[Timex]) -> bool:
    """Whether a date that stands alone is one of a chronology: a later day heads a line, too."""
    days = [t for t in times if t.type == "DATE" and t.interval is not None]
    last = stamp.interval.latest if stamp.interval else None
    firsts = (stretch.timex.interval.earliest for stretch in _stretches(text, days) if stretch.timex.interval)
    return last is not None and any(first is not None and first > last for first in firsts)


def _under(document: Document, parse: Parse, event: Event, stretch: _Stretch) -> Event:
    """The event with the day of the heading, where it was done and has no day."""
    if event.date is not None or event.status not in REAL:
        return event
    said = days_said(parse, stretch.timex, [stretch.timex], document)
    why = f"heads what is told here: {said.derivation}"
    date: DatedBy = replace(said, basis=DateBasis.INFERRED, derivation=why)
    historical = event.historical or is_background(date, document.published.interval)
    return replace(event, date=date, date_words=None, historical=historical)


def _stretches(text: str, times: Sequence[Timex]) -> list[_Stretch]:
    """The lines that a date heads, and those after a date alone up to the next such line, in text order."""
    headed: list[_Stretch] = []
    alone: list[tuple[int, int, Timex]] = []
    for timex in times:
        start = text.rfind("\n", 0, timex.start) + 1
        end = text.find("\n", timex.end)
        end = len(text) if end < 0 else end
        if not _OPENS.fullmatch(text, start, timex.start):
            continue
        if _CLOSES.match(text, timex.end, end):
            headed.append(_Stretch(start, end, timex))
        elif not text[timex.end : end].strip(" :.-–—"):
            alone.append((start, end, timex))
    if len(alone) >= _FEWEST:
        ends = [start for start, _, _ in alone[1:]] + [len(text)]
        headed += [_Stretch(own, end, timex) for (_, own, timex), end in zip(alone, ends, strict=True)]
    if len(headed) < _FEWEST:
        return []
    return sorted(headed, key=lambda stretch: stretch.start)
