"""Points of the calendar: a day, a week, a month, ... as an interval of days and a TIMEX3 value.

Values follow the TimeML guidelines (ISO 8601 with extensions: 1998-Q1, 1998-SU, 1998-W05, 1998-W05-WE, 199). Weeks are
those of ISO 8601. Seasons are those of the weather service in the north: winter of a year runs from its December to the
end of the next February. Every function raises ValueError where no such point exists, years outside 1 to 9999 included.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.dates import Granularity, Interval

GRANULARITIES = {
    "day": Granularity.DAY,
    "week": Granularity.WEEK,
    "weekend": Granularity.WEEK,
    "month": Granularity.MONTH,
    "quarter": Granularity.QUARTER,
    "season": Granularity.SEASON,
    "half": Granularity.HALF,
    "year": Granularity.YEAR,
    "decade": Granularity.DECADE,
    "century": Granularity.DECADE,
}
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar: its unit, its days, its TIMEX3 value."""

    unit: str
    interval: Interval
    value: str

    @property
    def first(self) -> date:
        """The first day; points are never open at the start."""
        if self.interval.earliest is None:
            raise ValueError("a point of the calendar has a first day")
        return self.interval.earliest

    @property
    def last(self) -> date:
        """The last day."""
        if self.interval.latest is None:
            raise ValueError("a point of the calendar has a last day")
        return self.interval.latest


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def day(on: date) -> Point:
    """One day."""
    return Point("day", Interval.day(on), on.isoformat())


def week(on: date) -> Point:
    """The ISO week that holds a day."""
    monday = _add(on, -on.weekday())
    year, number, _ = on.isocalendar()
    return Point("week", Interval(monday, _add(monday, 6)), f"{year:04d}-W{number:02d}")


def weekend(on: date) -> Point:
    """Saturday and Sunday of the ISO week that holds a day."""
    whole = week(on)
    return Point("weekend", Interval(_add(whole.first, 5), whole.last), f"{whole.value}-WE")


def month(year: int, number: int) -> Point:
    """A calendar month."""
    return Point("month", Interval(date(year, number, 1), _month_end(year, number)), f"{year:04d}-{number:02d}")


def quarter(year: int, number: int) -> Point:
    """A calendar quarter, 1 to 4."""
    return Point(
        "quarter", Interval(date(year, 3 * number - 2, 1), _month_end(year, 3 * number)), f"{year:04d}-Q{number}"
    )


def half(year: int, number: int) -> Point:
    """A half of a calendar year, 1 or 2."""
    return Point("half", Interval(date(year, 6 * number - 5, 1), _month_end(year, 6 * number)), f"{year:04d}-H{number}")


def season(year: int, name: str) -> Point:
    """SP, SU, FA or WI of a year."""
    start = _SEASON_START[name]
    end = _month_end(year + 1, 2) if name == "WI" else _month_end(year, start + 2)
    return Point("season", Interval(date(year, start, 1), end), f"{year:04d}-{name}")


def year(number: int) -> Point:
    """A calendar year."""
    return Point("year", Interval.year(number), f"{number:04d}")


def decade(first: int) -> Point:
    """The ten years from `first` on, a multiple of ten."""
    return Point("decade", Interval(date(max(first, 1), 1, 1), date(first + 9, 12, 31)), f"{first // 10:03d}")


def century(number: int) -> Point:
    """The hundred years that people call the n-th century: 1900 to 1999 is the 20th."""
    first = 100 * (number - 1)
    return Point("century", Interval(date(max(first, 1), 1, 1), date(first + 99, 12, 31)), f"{number - 1:02d}")


def _add(on: date, days: int) -> date:
    try:
        return on + timedelta(days=days)
    except OverflowError as error:
        raise ValueError(f"{on} {days:+d} days leaves the calendar") from error


def add_months(on: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it is shorter."""
    number = on.year * 12 + on.month - 1 + months
    target_year, target_month = divmod(number, 12)
    last = calendar.monthrange(target_year, target_month + 1)[1] if 1 <= target_year <= 9999 else 0
    return date(target_year, target_month + 1, min(on.day, last))


def holding(unit: str, on: date) -> Point:
    """The point of that unit that holds a day."""
    if unit == "day":
        return day(on)
    if unit == "week":
        return week(on)
    if unit == "weekend":
        return weekend(on)
    if unit == "month":
        return month(on.year, on.month)
    if unit == "quarter":
        return quarter(on.year, (on.month + 2) // 3)
    if unit == "half":
        return half(on.year, 1 if on.month < 7 else 2)
    if unit == "season":
        name = "WI" if on.month in (12, 1, 2) else "SP" if on.month < 6 else "SU" if on.month < 9 else "FA"
        return season(on.year - 1 if on.month < 3 else on.year, name)
    if unit == "year":
        return year(on.year)
    if unit == "decade":
        return decade(on.year // 10 * 10)
    return century(on.year // 100 + 1)


_MONTHS_OF = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def move(on: date, unit: str, count: int) -> date:
    """The day `count` units later."""
    if unit == "day":
        return _add(on, count)
    if unit in ("week", "weekend"):
        return _add(on, 7 * count)
    if unit == "fortnight":
        return _add(on, 14 * count)
    return add_months(on, _MONTHS_OF[unit] * count)


def shift(point: Point, unit: str, count: int) -> Point:
    """The point of the same size `count` units later: a quarter shifted by a year is that quarter of the other year."""
    if point.unit == "season" and unit == "year":
        return season(point.first.year + count, point.value[-2:])
    return holding(point.unit, move(point.first, unit, count))


_THIRDS = {"START": (0, 1), "MID": (1, 2), "END": (2, 3), "MID-END": (1, 3), "START-MID": (0, 2)}


def part(point: Point, mod: str) -> Interval:
    """The days meant by early (START), mid (MID) or late (END): thirds; of a month 1-10, 11-20, 21 to its end.

    Of a decade, years 0-3, 4-6 and 7-9.
    """
    if mod not in _THIRDS:
        return point.interval
    low, high = _THIRDS[mod]
    first, last = point.first, point.last
    if point.unit == "month":
        return Interval(first.replace(day=1 + 10 * low), last if high == 3 else first.replace(day=10 * high))
    if point.unit == "year":
        return Interval(date(first.year, 1 + 4 * low, 1), _month_end(first.year, 4 * high))
    if point.unit == "decade":
        years = (0, 4, 7, 10)
        return Interval(date(first.year + years[low], 1, 1), date(first.year + years[high] - 1, 12, 31))
    if point.unit == "season":
        start = add_months(first, low)
        return Interval(start, _add(add_months(first, high), -1))
    total = (last - first).days + 1
    return Interval(_add(first, total * low // 3), _add(first, max(total * high // 3, 1) - 1))
