"""Several days of one month: "May 3, 4 and 5", "3 and 4 May", "from the 3rd to the 5th of March", "on the 17th".

Each day is an expression of its own, as the TimeML guidelines want; what they say together of an act (from the first to
the last) is decided where an act is dated.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.lexicon.time_words import time_words
from dragoman.times import points
from dragoman.times.context import Context, Found, found_point, impossible, unanchored, words_of
from dragoman.times.dates_of import day_of_month, exact_day, text_at, value_at, which
from dragoman.times.told import open_value

_MORE_DAYS: Final = re.compile(r"(?:,[Do])*,?d[Do](?![MfDoUuw%F$-])")
_MONTH_OF: Final = re.compile(r"(?:,t?[Do])*,?(?:d|-)(t?[Do]f?M\.?(?:,?Y)?)")
# words that may follow a list of days; any other word in lower case is what the last number counts ("and 4 people")
_GO_ON: Final = time_words("lists", "go-on")


def more_days(ctx: Context, j: int, resolved: Found) -> list[tuple[int, Found]]:
    """The further days of "April 24 and 25", "May 3, 4 and 5": token index and what each is, for a day that ends at j.

    Empty where no list follows, or where the last number counts something else ("April 24 and 25 people").
    """
    letters = ctx.tokens.letters
    if resolved.point is None or resolved.point.unit != "day" or letters[j - 1] not in "Do":
        return []
    match = _MORE_DAYS.match(letters, j)
    if match is None or "to" in ctx.tokens.lower[j : match.end()] or not _closes(ctx, match.end()):
        return []
    found: list[tuple[int, Found]] = []
    last = resolved.point.first
    for k in (k for k in range(j, match.end()) if letters[k] in "Do"):
        on = _in_month(ctx, k, last)
        if on is None or on <= last:
            return []
        why = f'"{ctx.tokens.form(k)}" of the same month: {resolved.derivation}'
        same = (why, points.day(on), Interval.day(on), Granularity.DAY, resolved.basis)
        found.append((k, Found("DATE", on.isoformat(), *same)))
        last = on
    return found


def _closes(ctx: Context, at: int) -> bool:
    """Whether a list of days can end before token `at`."""
    word = ctx.tokens.form(at) if at < len(ctx.tokens.lower) else "|"
    return not (ctx.tokens.letters[at] == "O" and word.isalpha() and word.islower() and word not in _GO_ON)


def _in_month(ctx: Context, k: int, beside: date) -> date | None:
    try:
        return beside.replace(day=int(str(ctx.tokens.values[k])))
    except ValueError:
        return None


def day_before(ctx: Context, i: int, j: int) -> Found | None:
    """The first of "3 and 4 May", of "from the 3rd to the 5th of March": the month stands with the last."""
    match = _MONTH_OF.match(ctx.tokens.letters, j)
    day = value_at(ctx, i, j, "Do")
    if match is None or day is None:
        return None
    whole = day_of_month(ctx, match.start(1), match.end())
    if whole.point is None or whole.basis is None:
        return None
    first = whole.point.first
    why = f'"{words_of(ctx, i, j)}", of the month of "{words_of(ctx, match.start(1), match.end())}"'
    return exact_day(ctx, first.year, first.month, day, whole.basis, why)


def day_alone(ctx: Context, i: int, j: int) -> Found | None:
    """ "On the 17th", "from the 3rd to the 5th": of the month that was spoken of last, else of the report's."""
    day = value_at(ctx, i, j, "o")
    if day is None or not any(c.isdigit() for c in ctx.tokens.lower[j - 1]) or not 1 <= day <= 31:
        return None
    if not _is_day_of_month(ctx, i, j):
        return None
    phrase = words_of(ctx, i, j)
    base = ctx.last("day", "month")
    if base is not None:
        why = f'"{phrase}" of the month of {base.value}'
        return exact_day(ctx, base.first.year, base.first.month, day, DateBasis.RELATIVE_TO_EVENT, why)
    if ctx.anchor is None:
        return unanchored(f"XXXX-XX-{day:02d}", Granularity.DAY)
    steps = 0
    way = ctx.direction(i, j)
    if way == "future" and day < ctx.anchor.day:
        steps = 1
    elif way != "future" and day > ctx.anchor.day:
        steps = -1
    month = points.add_months(ctx.anchor.replace(day=1), steps)
    try:
        point = points.day(month.replace(day=day))
    except ValueError:
        return impossible("XXXX-XX-XX", f'"{phrase}": that month has no day {day}')
    return found_point(ctx, point, DateBasis.RELATIVE_TO_PUBLICATION, f'"{phrase}", {ctx.report}')


def day_of_unit(ctx: Context, i: int, j: int) -> Found | None:
    """The 16th of this month, the 25th of last month, the 1st of the month."""
    day = value_at(ctx, i, j, "o")
    if (
        day is None
        or not 1 <= day <= 31
        or text_at(ctx, i, j, "U") != "month"
        or not ctx.tokens.lower[i + 1][0].isdigit()
    ):
        return None
    if which(ctx, i, j) == "same":
        return _day_of_month_told(ctx, day, words_of(ctx, i, j))
    if ctx.anchor is None:
        return unanchored(f"XXXX-XX-{day:02d}", Granularity.DAY)
    month = points.add_months(ctx.anchor.replace(day=1), {"last": -1, "next": 1}.get(which(ctx, i, j), 0))
    why = f'"{words_of(ctx, i, j)}", {ctx.report}'
    return exact_day(ctx, month.year, month.month, day, DateBasis.RELATIVE_TO_PUBLICATION, why)


def _day_of_month_told(ctx: Context, day: int, phrase: str) -> Found:
    """The 12th of that month: of the month that the text spoke of last."""
    base = ctx.last("day", "month")
    if base is None:
        return open_value(f"XXXX-XX-{day:02d}", Granularity.DAY, phrase)
    why = f'"{phrase}", counted from {base.value}'
    return exact_day(ctx, base.first.year, base.first.month, day, DateBasis.RELATIVE_TO_EVENT, why)


def _is_day_of_month(ctx: Context, i: int, j: int) -> bool:
    """ "On the 17th" and both ends of "from the 3rd to the 5th", and not "on the 17th floor"."""
    letters, lower = ctx.tokens.letters, ctx.tokens.lower
    before = lower[i - 1] if i > ctx.begin else ""
    if letters[j] not in ",.|idb":
        return False
    if before in ("on", "until", "till", "by"):
        return True
    if before == "from":
        return re.match(r"dto[,.|id]", letters[j : j + 4]) is not None and lower[j] == "to"
    return before == "to" and re.search(r"btod$", letters[max(i - 4, ctx.begin) : i]) is not None
