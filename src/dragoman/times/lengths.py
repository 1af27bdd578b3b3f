"""Days so much later: a length as TIMEX3 and ISO 8601 write it ("P90D", "P2Y"), counted on from a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.times.points import add_months

_LENGTH = re.compile(r"P(?:(\d+)([DWMY])|T(\d+)H)")
_HOURS = 24


def later(day: date, length: str) -> date | None:
    """The day that is `length` after `day`.

    `None` where the length is no number of whole days, weeks, months or years ("PXM", "PT5H"), or leaves the calendar.
    """
    match = _LENGTH.fullmatch(length)
    if match is None:
        return None
    try:
        if match[3]:
            days, rest = divmod(int(match[3]), _HOURS)
            return None if rest else day + timedelta(days)
        count, unit = int(match[1]), match[2]
        if unit in "DW":
            return day + timedelta(count * (7 if unit == "W" else 1))
        return add_months(day, count * (12 if unit == "Y" else 1))
    except (OverflowError, ValueError):
        return None


def all_later(days: Interval, length: str) -> Interval | None:
    """Both ends of an interval so much later, an open one staying open; `None` as for `later`, or if both are open."""
    first = later(days.earliest, length) if days.earliest else None
    last = later(days.latest, length) if days.latest else None
    lost = (days.earliest is not None and first is None) or (days.latest is not None and last is None)
    return None if lost or (first is None and last is None) else Interval(first, last)
