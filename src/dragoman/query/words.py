"""Intervals of days in the words that a reader would use, never finer than what is known."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from dragoman.dates import Granularity, Interval

UNKNOWN = "?"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PARTS = {
    (1, 10): "early",
    (1, 15): "first half of",
    (11, 20): "mid",
    (16, 31): "second half of",
    (21, 31): "late",
    (1, 20): "early-mid",
    (11, 31): "mid-late",
}


def draw(interval: Interval | None, granularity: Granularity | None = None) -> str:
    """An interval as text: "2024-05-26", "Aug 2023", "2012", "mid-late Sep 2023", "since 2014-01-01", "?".

    The words always cover the interval exactly: where no month, half, year or the like fits, both days are given.
    """
    if interval is None or (interval.earliest is None and interval.latest is None):
        return UNKNOWN
    if interval.earliest is None:
        return f"until {interval.latest}"
    if interval.latest is None:
        return f"since {interval.earliest}"
    first, last = interval.earliest, interval.latest
    if first == last:
        return first.isoformat()
    if first.year == last.year:
        return _within_year(first, last, granularity)
    if _starts(first, 1) and _ends(last, 12):
        if granularity is Granularity.DECADE and first.year % 10 == 0 and last.year == first.year + 9:
            return f"{first.year}s"
        return f"{first.year}-{last.year}"
    if first.day == 1 and _is_month_end(last):
        return f"{_MONTHS[first.month - 1]} {first.year} - {_MONTHS[last.month - 1]} {last.year}"
    return f"{first} - {last}"


def _within_year(first: date, last: date, granularity: Granularity | None) -> str:
    months = _MONTHS[first.month - 1], _MONTHS[last.month - 1]
    if first.month == last.month:
        return _within_month(first, last)
    if first.day == 1 and _is_month_end(last):
        if (first.month, last.month) == (1, 12):
            return str(first.year)
        if last.month - first.month == 2 and first.month % 3 == 1 and granularity is Granularity.QUARTER:
            return f"Q{last.month // 3} {first.year}"
        if last.month - first.month == 5 and first.month in (1, 7):
            return f"{'first' if first.month == 1 else 'second'} half of {first.year}"
        return f"{months[0]}-{months[1]} {first.year}"
    return f"{first.day} {months[0]} - {last.day} {months[1]} {last.year}"


def _within_month(first: date, last: date) -> str:
    name = f"{_MONTHS[first.month - 1]} {first.year}"
    end = 31 if _is_month_end(last) else last.day
    if (first.day, end) == (1, 31):
        return name
    part = _PARTS.get((first.day, end))
    return f"{part} {name}" if part else f"{first.day}-{last.day} {name}"


def _starts(day: date, month: int) -> bool:
    return day.day == 1 and day.month == month


def _ends(day: date, month: int) -> bool:
    return day.month == month and _is_month_end(day)


def _is_month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def month_of(interval: Interval | None) -> str:
    """The month to file an interval under, as "2024-05"; a whole year as "2024"; "" where no month or year fits.

    An interval that crosses months is filed under the month of its last day, the first on which it is sure to be over.
    """
    if interval is None:
        return ""
    end = interval.latest or interval.earliest
    if end is None:
        return ""
    if interval.earliest and interval.latest and (interval.latest - interval.earliest) > timedelta(days=62):
        return f"{end.year:04d}"
    return f"{end.year:04d}-{end.month:02d}"
