"""Resolvers of days and weeks that are counted inside something larger: the last day of the month, an anniversary."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.times import points
from dragoman.times.context import Context, Found, found_point, unanchored, words_of
from dragoman.times.dates_of import choose_year, text_at, value_at, which
from dragoman.times.points import Point

_DAY: Final = timedelta(days=1)
_OUTER: Final = frozenset({"week", "month", "quarter", "year"})
_OPEN: Final = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
}
_WITH_YEAR: Final = re.compile(r"(?:(M)\.?([Do]),?)?Y")


def part_of_unit(ctx: Context, i: int, j: int) -> Found | None:
    """The last day of the month; the second week of next month; the last weekend of May; its first month."""
    first = next(k for k in range(i, j) if ctx.tokens.letters[k] == "U")
    inner = str(ctx.tokens.values[first])
    order = -1 if ctx.tokens.letters[i:first].rstrip("-").endswith("l") else value_at(ctx, i, first, "o")
    plural = ctx.tokens.lower[first].endswith("s")
    if inner not in _OPEN or plural or order is None or (order == -1 and which(ctx, i, first) != "last"):
        return None
    outer = text_at(ctx, first + 1, j, "U")
    if outer and (outer not in _OUTER or outer == inner):
        return None
    year = value_at(ctx, first, j, "Y")
    if ctx.anchor is None and year is None:
        return unanchored(_OPEN[inner], points.GRANULARITIES[inner])
    whole = _whole(ctx, first + 1, j, outer, year)
    point = _counted(whole, inner, order) if whole else None
    if whole is None or point is None:
        return None
    why = f'"{words_of(ctx, i, j)}", counted in {whole.value}'
    return found_point(ctx, point, DateBasis.EXPLICIT if year else DateBasis.RELATIVE_TO_PUBLICATION, why)


def _whole(ctx: Context, i: int, j: int, outer: str, year: int | None) -> Point | None:
    """What is counted in: the month, next month, May, May 2019."""
    if outer:
        steps = {"last": -1, "next": 1}.get(which(ctx, i, j), 0)
        return points.holding(outer, points.move(ctx.anchor, outer, steps)) if ctx.anchor else None
    number = value_at(ctx, i, j, "M")
    if number is None and year is not None:
        return points.year(year)
    chosen = (year, "") if year else choose_year(ctx, number or 1, None, i + 1, j, which(ctx, i, j))
    return points.month(chosen[0], number) if number and chosen and chosen[0] else None


def _counted(whole: Point, inner: str, order: int) -> Point | None:
    """The n-th day, week, weekend or month of a point; the last for -1; `None` where it has not so many.

    The first week is the first seven days and the last week the last seven, as for "the first week of May".
    """
    if inner == "week":
        first = whole.last - 6 * _DAY if order == -1 else whole.first + 7 * (order - 1) * _DAY
        last = min(first + 6 * _DAY, whole.last)
        if first > whole.last:
            return None
        return Point("week", Interval(first, last), points.week(first + 3 * _DAY).value)
    found: list[Point] = []
    on: date = whole.first
    while on <= whole.last:
        point = points.holding(inner, on)
        if whole.first <= point.first <= whole.last and (not found or found[-1] != point):
            found.append(point)
        on = max(point.last, on) + _DAY
    at = order - 1 if order > 0 else len(found) - 1
    return found[at] if 0 <= at < len(found) else None


def anniversary(ctx: Context, i: int, j: int) -> Found | None:
    """The 70th anniversary of the landings of June 6, 1944: the day, or the year, that many years after."""
    number = value_at(ctx, i, j, "o")
    if ctx.tokens.lower[j - 1] != "anniversary" or number is None or ctx.tokens.letters[j] != "f":
        return None
    end = min(ctx.tokens.letters.index("|", j), j + 16)
    match = _WITH_YEAR.search(ctx.tokens.letters, j, end)
    if match is None:
        return None
    year = (value_at(ctx, match.start(), match.end(), "Y") or 0) + number
    why = f'"{words_of(ctx, i, j)}": {number} years after {words_of(ctx, match.start(), match.end())}'
    if match[1] is None:
        return found_point(ctx, points.year(year), DateBasis.RELATIVE_TO_EVENT, why)
    month, day = value_at(ctx, match.start(), match.end(), "M"), value_at(ctx, match.start(), match.end(), "Do")
    if month == 2 and day == 29:
        return Found("DATE", f"{year:04d}-02", why, None, Interval.month(year, 2), Granularity.MONTH)
    return found_point(ctx, points.day(date(year, month or 1, day or 1)), DateBasis.RELATIVE_TO_EVENT, why)
