"""Intervals of days: the only form in which Dragoman holds a date.

An interval is inclusive at both ends, and either end may be open (`None`). A day is the interval whose ends are equal.
Nothing here rounds to a day: "in 2012" stays the whole year.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
"""English names of days and months, in small letters, whatever the machine's own language is."""


class Granularity(StrEnum):
    """How fine the words were on which an interval rests."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"


class DateBasis(StrEnum):
    """Why an event has the date it has."""

    EXPLICIT = "explicit"
    RELATIVE_TO_PUBLICATION = "relative-to-publication"
    RELATIVE_TO_EVENT = "relative-to-event"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `earliest` to `latest`, both included; `None` is an open end.

    Raises ValueError where `latest` lies before `earliest`.
    """

    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        """Refuse an interval that holds no day."""
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(f"interval ends {self.latest} before it begins {self.earliest}")

    @classmethod
    def day(cls, day: date) -> Interval:
        """The interval of one day."""
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> Interval:
        """The interval of one calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> Interval:
        """The interval of one calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_day(self) -> bool:
        """Whether exactly one day is meant."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def days(self) -> int | None:
        """The number of days, or `None` where an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def __contains__(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def covers(self, other: Interval) -> bool:
        """Whether all of `other` lies inside."""
        return self.intersect(other) == other

    def overlaps(self, other: Interval) -> bool:
        """Whether a day lies in both."""
        return self.intersect(other) is not None

    def intersect(self, other: Interval) -> Interval | None:
        """The days in both, or `None` where there are none."""
        earliest = max((d for d in (self.earliest, other.earliest) if d), default=None)
        latest = min((d for d in (self.latest, other.latest) if d), default=None)
        if earliest and latest and latest < earliest:
            return None
        return Interval(earliest, latest)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that covers both."""
        open_start = self.earliest is None or other.earliest is None
        open_end = self.latest is None or other.latest is None
        return Interval(
            None if open_start else min(d for d in (self.earliest, other.earliest) if d),
            None if open_end else max(d for d in (self.latest, other.latest) if d),
        )

    def shift(self, days: int) -> Interval:
        """The same interval `days` later; an end that would leave the calendar becomes open."""
        return Interval(_shift(self.earliest, days), _shift(self.latest, days))


def _shift(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def to_iso(day: date | None) -> str | None:
    """A day as YYYY-MM-DD; `None` stays `None`."""
    return None if day is None else day.isoformat()


def from_iso(text: str | None) -> date | None:
    """The day of an ISO date; `None` and the empty string are `None`. Raises ValueError on anything else."""
    return date.fromisoformat(text[:10]) if text else None


def parse_interval(text: str) -> Interval:
    """Read YYYY, YYYY-MM, YYYY-MM-DD, YYYYMMDD, an ISO instant, or two of them joined by "/" or "..".

    Raises ValueError where the text is none of these.
    """
    for separator in ("..", "/"):
        if separator in text:
            first, last = (part.strip() for part in text.split(separator, 1))
            start = parse_interval(first).earliest if first else None
            end = parse_interval(last).latest if last else None
            return Interval(start, end)
    text = text.strip()
    if len(text) == 4 and text.isdigit():
        return Interval.year(int(text))
    if len(text) == 7 and text[4] == "-":
        return Interval.month(int(text[:4]), int(text[5:]))
    if len(text) == 8 and text.isdigit():
        return Interval.day(date(int(text[:4]), int(text[4:6]), int(text[6:])))
    return Interval.day(date.fromisoformat(text[:10]))
