"""Fiscal years: whose is meant, and which days it has.

The table `data/calendar/fiscal_years.csv` says of each country on which day its government's year begins, whether
"fiscal 2023" is the year that begins (`first`) or ends (`last`) in 2023, and by which words news English names it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.dates import Interval
from dragoman.errors import LexiconError
from dragoman.times.context import Context

_ROW = re.compile(r"[A-Z]{3},(?:0[1-9]|1[0-2])-(?:[01]\d|2[0-8]),(?:first|last)")
_BEFORE, _AFTER = 20, 12  # words on each side of an expression among which the country is looked for


@dataclass(frozen=True, slots=True)
class FiscalYears:
    """First day of the fiscal year (month, day) and whether the last of its calendar years names it, by country."""

    starts: dict[str, tuple[int, int]]
    named_by_end: dict[str, bool]
    countries: dict[tuple[str, ...], str]


@lru_cache(maxsize=4)
def fiscal_years(path: Traversable | Path | None = None) -> FiscalYears:
    """The table, read once. Raises LexiconError with the line where a row cannot be read."""
    path = path or files("dragoman").joinpath("data", "calendar", "fiscal_years.csv")
    starts: dict[str, tuple[int, int]] = {}
    named: dict[str, bool] = {}
    countries: dict[tuple[str, ...], str] = {}
    with path.open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            code, start, name = row.get("country") or "", row.get("starts") or "", row.get("named")
            if not _ROW.fullmatch(f"{code},{start},{name}"):
                raise LexiconError(
                    f"no fiscal year: {code or 'no country'}, {start or 'no start'}, {name}",
                    place=f"{path}:{number}",
                    remedy="give a country of three letters, its first day as MM-DD, and first or last",
                )
            starts[code], named[code] = (int(start[:2]), int(start[3:])), name == "last"
            for words in (row.get("words") or "").split("|"):
                countries[tuple(re.findall(r"\w+|\.", words))] = code
    return FiscalYears(starts, named, countries)


def country_near(ctx: Context, i: int) -> str | None:
    """The country whose fiscal years are meant: of the words near the expression, else of the report.

    Of several the one right before it ("India's fiscal 2022"), else the first of them: whose exports, whose budget.
    """
    first = max(i - _BEFORE, ctx.begin)
    before = [(k, found) for k in range(first, i) if (found := _country_at(ctx, k))]
    if before:
        owner = next((found for k, found in before if ctx.tokens.lower[k + 1 : i] in (["'", "s"], ["s"])), None)
        return owner or before[0][1]
    end = min(i + _AFTER, ctx.tokens.letters.index("|", i))
    return next((found for k in range(i + 1, end) if (found := _country_at(ctx, k))), ctx.country)


def _country_at(ctx: Context, k: int) -> str | None:
    """The country that the words from token `k` on name."""
    lower = ctx.tokens.lower
    if lower[k : k + 3] == ["u", ".", "s"] or ctx.tokens.form(k) == "US":
        return "USA"
    names = fiscal_years().countries
    return next((names[words] for size in (3, 2, 1) if (words := tuple(lower[k : k + size])) in names), None)


def fiscal_span(first: int, country: str | None) -> Interval | None:
    """The days of the fiscal year of a country that begins in a calendar year; `None` where the table has it not."""
    start = fiscal_years().starts.get(country or "")
    if start is None:
        return None
    return Interval(date(first, *start), date(first + 1, *start) - timedelta(days=1))


def fiscal_days(year: int, country: str | None) -> tuple[Interval, str]:
    """The days of the fiscal year that is called by one calendar year, and whose.

    Where the country is not known, from the earliest start of any to the latest end.
    """
    days = fiscal_span(year - fiscal_years().named_by_end.get(country or "", False), country)
    if days is None:
        return Interval(date(year - 1, 7, 1), date(year + 1, 3, 31)), "of a country or company not named"
    return days, f"of {country}"
