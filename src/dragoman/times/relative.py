"""Resolvers of expressions that count from somewhere: last week, two years ago, the following day, the
third quarter.
"""

from __future__ import annotations

import re
from datetime import date

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.times import points
from dragoman.times.amounts import amount_modifier, duration_value, quantity
from dragoman.times.context import Context, Found, found_point, unanchored, words_of
from dragoman.times.dates_of import modifier, text_at, value_at, which
from dragoman.times.fiscal import country_near, fiscal_days, fiscal_years
from dragoman.times.points import Point
from dragoman.times.told import open_value

EXPLICIT = DateBasis.EXPLICIT
TO_PUBLICATION = DateBasis.RELATIVE_TO_PUBLICATION
TO_EVENT = DateBasis.RELATIVE_TO_EVENT

_OPEN_VALUES = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
    "season": "XXXX",
}
_SEASONAL = frozenset({"in", "by", "during", "until", "since", "before", "for", "of", "through", "over", "from"})
_FROM_WHEN = frozenset({"now", "today", "tomorrow"})
_REPORTED_WITHIN = 300  # days after a quarter within which its figures are news


def quarter(ctx: Context, i: int, j: int) -> Found | None:
    """The third quarter; Q3 2014; next year's first quarter; the year-ago third quarter; the fourth quarter of 1990."""
    letters, lower = ctx.tokens.letters, ctx.tokens.lower
    compact = next((k for k in range(i, j) if letters[k] == "Q"), None)
    if compact is not None:
        number = int(re.sub(r"\D", "", lower[compact]))
        if "h" in lower[compact]:
            return _half_of(ctx, i, j, number) if number < 3 else None
    else:
        at = next(k for k in range(j - 1, i - 1, -1) if letters[k] == "o")
        after = at + 2 if letters[at + 1] == "-" else at + 1
        if ctx.tokens.values[after] != "quarter":
            return _ordinal_unit(ctx, i, j, at, after)
        number = int(str(ctx.tokens.values[at]))
    if not 1 <= number <= 4:
        return None
    year = value_at(ctx, i, j, "Y")
    phrase = words_of(ctx, i, j)
    if year is not None:
        found = found_point(ctx, points.quarter(year, number), EXPLICIT, f'"{phrase}" as written', modifier(ctx, i, j))
        return _period(ctx, i, found)
    if ctx.anchor is None:
        return unanchored(f"XXXX-Q{number}", Granularity.QUARTER)
    base = _year_word(ctx, i, j)
    if base is None:
        point = _quarter_without_year(ctx, number, i, j)
        if re.match(r"t?U-[Bg]", letters[i:j]):
            point = points.quarter(point.first.year - 1, number)
    else:
        point = points.quarter(base, number)
    why = f'"{phrase}", counted from the {ctx.report}; a company\'s own quarters may differ'
    return _period(ctx, i, found_point(ctx, point, TO_PUBLICATION, why, modifier(ctx, i, j)))


def _quarter_without_year(ctx: Context, number: int, i: int, j: int) -> Point:
    today = ctx.anchor or date(1, 1, 1)
    current = (today.month + 2) // 3
    way = ctx.direction(i, j)
    if way == "future" and current - number != 1:
        # the quarter that has just ended is the one whose figures are still to come
        return points.quarter(today.year if number >= current else today.year + 1, number)
    return points.quarter(today.year if number <= current else today.year - 1, number)


def _ordinal_unit(ctx: Context, i: int, j: int, at: int, after: int) -> Found | None:
    """The 21st century; the second day and such are counted from something unsaid and stay no expression."""
    if ctx.tokens.values[after] == "century":
        return century(ctx, i, j)
    return None


def _period(ctx: Context, i: int, found: Found) -> Found:
    """Take a quarter for the one that the text reports on: it is over, but not for long, where that is known."""
    if found.point is not None and ctx.anchor is not None:
        since = (ctx.anchor - found.point.last).days
        if since < 0 or since > _REPORTED_WITHIN:
            return found
    if found.point is not None and (ctx.period is None or i - ctx.period[0] > 120 or found.point == ctx.period[1]):
        ctx.period = (i, found.point)
    return found


def _year_word(ctx: Context, i: int, j: int) -> int | None:
    """The year of "next year's", "of last year", "this year's" inside an expression."""
    if ctx.anchor is None:
        return None
    letters, values = ctx.tokens.letters, ctx.tokens.values
    for k in range(i, j - 1):
        if letters[k] in "lxh" and letters[k + 1] == "U" and values[k + 1] == "year":
            return ctx.anchor.year + {"l": -1, "x": 1, "h": 0}[letters[k]]
        if letters[k] == "t" and letters[k + 1] == "U" and values[k + 1] == "year" and k > i:
            return ctx.anchor.year
    return None


def halves(ctx: Context, i: int, j: int) -> Found | None:
    """The first half; the second half of 2019; the first half of May."""
    order = value_at(ctx, i, j, "o") or (2 if which(ctx, i, j) == "last" else 0)
    if order not in (1, 2):
        return None
    return _half_of(ctx, i, j, order)


def _half_of(ctx: Context, i: int, j: int, order: int) -> Found | None:
    month = value_at(ctx, i, j, "M")
    year = value_at(ctx, i, j, "Y") or _year_word(ctx, i, j)
    phrase = words_of(ctx, i, j)
    basis = EXPLICIT if value_at(ctx, i, j, "Y") else TO_PUBLICATION
    if month is not None:
        if year is None and ctx.anchor is None:
            return unanchored(f"XXXX-{month:02d}", Granularity.HALF)
        if year is None and ctx.anchor:
            way = ctx.direction(i, j)
            later, earlier = month < ctx.anchor.month and way == "future", month > ctx.anchor.month and way != "future"
            year = ctx.anchor.year + int(later) - int(earlier)
        whole = points.month(year or 1, month)
        days = (
            Interval(whole.first, whole.first.replace(day=15))
            if order == 1
            else Interval(whole.first.replace(day=16), whole.last)
        )
        return Found("DATE", whole.value, f'"{phrase}"', whole, days, Granularity.HALF, basis)
    fiscal = _fiscal_half(ctx, i, year, order) if year is not None and "G" in ctx.tokens.letters[i:j] else None
    if fiscal is not None:
        why = f'"{phrase}": six months of fiscal {year} of {country_near(ctx, i)}'
        return Found("DATE", f"{year:04d}-H{order}", why, None, fiscal, Granularity.HALF, basis)
    unit = text_at(ctx, i, j, "U")
    if unit and unit != "year":
        return _half_of_unit(ctx, i, j, unit, order)
    if year is None:
        if ctx.anchor is None:
            return unanchored(f"XXXX-H{order}", Granularity.HALF)
        if not unit and "f" not in ctx.tokens.letters[i:j] and ctx.tokens.lower[i - 1] not in ("in", "for", "during"):
            return None
        year = ctx.anchor.year
        if order == 2 and ctx.anchor.month <= 6 and ctx.direction(i, j) != "future" and not unit:
            year -= 1
    return found_point(ctx, points.half(year, order), basis, f'"{phrase}"')


def _fiscal_half(ctx: Context, i: int, year: int, order: int) -> Interval | None:
    """The first or second six months of a fiscal year, where it is known whose."""
    country = country_near(ctx, i)
    if country not in fiscal_years().starts:
        return None
    first = fiscal_days(year, country)[0].earliest or date(year, 1, 1)
    start = points.add_months(first, 6 * (order - 1))
    return Interval(start, date.fromordinal(points.add_months(start, 6).toordinal() - 1))


def _half_of_unit(ctx: Context, i: int, j: int, unit: str, order: int) -> Found | None:
    """The first half of the decade, of next week."""
    if ctx.anchor is None or unit not in _OPEN_VALUES:
        return None
    count = {"last": -1, "next": 1}.get(which(ctx, i + 2, j), 0)
    whole = points.holding(unit, points.move(ctx.anchor, unit, count))
    middle = whole.first.toordinal() + (whole.last.toordinal() - whole.first.toordinal()) // 2
    cut = date.fromordinal(middle)
    days = Interval(whole.first, cut) if order == 1 else Interval(date.fromordinal(middle + 1), whole.last)
    why = f'"{words_of(ctx, i, j)}", {ctx.report}'
    return Found("DATE", whole.value, why, whole, days, Granularity.HALF, TO_PUBLICATION)


def season(ctx: Context, i: int, j: int) -> Found | None:
    """Last fall; the summer of 1990; this winter; spring 2024."""
    name, year, word = text_at(ctx, i, j, "S"), value_at(ctx, i, j, "Y"), which(ctx, i, j)
    phrase, mod = words_of(ctx, i, j), modifier(ctx, i, j)
    if year is not None:
        return found_point(ctx, points.season(year, name), EXPLICIT, f'"{phrase}" as written', mod)
    if ctx.tokens.lower[i:j] == ["the", "fall"] and ctx.tokens.lower[i - 1] not in _SEASONAL:
        return None  # "the fall did not kill him"
    if ctx.anchor is None:
        return unanchored(f"XXXX-{name}", Granularity.SEASON, mod)
    today = ctx.anchor
    this = points.season(today.year, name)
    before = points.season(today.year - 1, name)
    if name == "WI" and today.month < 3:
        this, before = before, points.season(today.year - 2, name)
    after = points.shift(this, "year", 1)
    way = {"last": "past", "next": "next"}.get(word) or (ctx.direction(i, j) if word != "this" else "this")
    if way == "past":
        point = this if this.last < today or (word != "last" and this.first <= today) else before
    elif way in ("next", "future"):
        point = this if this.first > today or (way == "future" and this.last >= today) else after
    elif way == "this":
        point = this
    else:
        point = this if this.first <= today else before
    return found_point(ctx, point, TO_PUBLICATION, f'"{phrase}", counted from the {ctx.report}', mod)


def decade(ctx: Context, i: int, j: int) -> Found | None:
    """The late 1980s; the nineties."""
    number = value_at(ctx, i, j, "K")
    if number is None:
        return None
    at = next(k for k in range(i, j) if ctx.tokens.letters[k] == "K")
    if number < 10:
        if ctx.tokens.letters[at - 1] not in "tmf-":
            return None
        number *= 10
    if number < 100:
        number += 2000 if number == 0 or number == 10 else 1900
    mod = modifier(ctx, i, j)
    return found_point(ctx, points.decade(number // 10 * 10), EXPLICIT, f'"{words_of(ctx, i, j)}" as written', mod)


def century(ctx: Context, i: int, j: int) -> Found | None:
    """The 21st century."""
    at = next(k for k in range(i, j) if ctx.tokens.letters[k] == "o")
    number = int(str(ctx.tokens.values[at]))
    if text_at(ctx, at, j, "U") != "century" or not 1 <= number <= 99:
        return None
    if "turn" in ctx.tokens.lower[i:at]:
        return turn_of(100 * (number - 1), 100, f'"{words_of(ctx, i, j)}"', EXPLICIT)
    return found_point(ctx, points.century(number), EXPLICIT, f'"{words_of(ctx, i, j)}"', modifier(ctx, i, j))


def turn_of(year: int, size: int, why: str, basis: DateBasis) -> Found:
    """The turn of a century (`size` 100) or a decade (10) that begins in `year`: the tenth of it that lies around."""
    around = size // 20
    days = Interval(date(year - around, 1, 1), date(year + around, 12, 31))
    grain = Granularity.DECADE if size == 100 else Granularity.YEAR
    return Found("DATE", f"{year:04d}", why, None, days, grain, basis, "APPROX")


def ago(ctx: Context, i: int, j: int) -> Found | None:
    """Two weeks ago; a year earlier; the year-earlier period; three days later."""
    letters, lower = ctx.tokens.letters, ctx.tokens.lower
    if letters[i:j] == "Ug":
        plural = lower[i].endswith("s")
        return _vague_ago(ctx, i, str(ctx.tokens.values[i]), backwards=True, from_report=True) if plural else None
    at = next(k for k in range(i, j) if letters[k] in "Uu")
    unit = str(ctx.tokens.values[at])
    sign_at = next(k for k in range(at, j) if letters[k] in "gABb")
    backwards = letters[sign_at] in "gB"
    from_report = letters[sign_at] in "gb" or lower[sign_at] == "hence"
    if letters[sign_at] == "b" and (lower[sign_at] != "from" or lower[sign_at + 1] not in _FROM_WHEN):
        return None
    if lower[sign_at] in ("later", "earlier") and lower[j : j + 1] == ["than"]:
        return None  # "eight months later than planned" compares two days and names none
    count = quantity(ctx, i, at) if at > i and letters[i:at] not in ("t",) else 1.0
    if count is not None and letters[at + 1 : at + 4] == "da2":
        count += 0.5
    closes = letters[j : j + 1] in (",", ".", "|", "")
    if lower[sign_at] in ("before", "after") and not (closes and _base_for(ctx, unit) is not None):
        return _before_after(ctx, i, j, at, unit, count)
    phrase = words_of(ctx, i, j)
    if letters[sign_at : sign_at + 2] == "bT" and count is not None and unit in ("day", "week") and ctx.anchor:
        start = points.move(ctx.anchor, "day", int(str(ctx.tokens.values[sign_at + 1])))
        day = points.day(points.move(start, unit, int(count)))
        return found_point(ctx, day, TO_PUBLICATION, f'"{phrase}", {ctx.report}')
    if count is None or count > 9999:
        return _vague_ago(ctx, i, unit, backwards, from_report)
    if unit not in _OPEN_VALUES and unit != "fortnight":
        return _hours_ago(ctx, i, j, unit, count, from_report)
    if unit == "year" and from_report and count != int(count) and ctx.anchor is not None:
        return _half_years(ctx, phrase, round(count * 12) * (-1 if backwards else 1))
    steps = -int(count) if backwards else int(count)
    if unit == "year" and ctx.period is not None and steps == -1 and ctx.begin - ctx.period[0] < 160:
        point = points.shift(ctx.period[1], "year", -1)
        return found_point(ctx, point, TO_EVENT, f'"{phrase}", a year before {ctx.period[1].value}')
    base = None if from_report else _base_for(ctx, unit)
    if base is not None:
        size = unit if unit in _OPEN_VALUES else "week"
        if base.unit == "day" and size == "week" and amount_modifier(ctx, i) is None:
            size = "day"  # a week after a day is a day
        moved = points.move(base.first, unit, steps)
        finer = base.unit if base.unit != "day" and unit != "day" else size
        point = points.holding(finer if base.unit in ("month", "quarter") and unit == "year" else size, moved)
        return found_point(ctx, point, TO_EVENT, f'"{phrase}", counted from {base.value}', amount_modifier(ctx, i))
    if ctx.anchor is None:
        return unanchored(_OPEN_VALUES.get(unit, "XXXX-XX-XX"), points.GRANULARITIES.get(unit))
    if not from_report and not backwards and ctx.direction(i, j) == "past":
        return open_value(_OPEN_VALUES.get(unit, "XXXX-XX-XX"), points.GRANULARITIES.get(unit), phrase)
    point = points.holding(unit if unit in _OPEN_VALUES else "week", points.move(ctx.anchor, unit, steps))
    return found_point(ctx, point, TO_PUBLICATION, f'"{phrase}", {ctx.report}', amount_modifier(ctx, i))


def _half_years(ctx: Context, phrase: str, months: int) -> Found:
    """A year and a half ago: that many months from the report, three more or less."""
    anchor = ctx.anchor or date(1, 1, 1)
    first, middle, last = (points.move(anchor, "month", months + more) for more in (-3, 0, 3))
    value = points.holding("half", middle).value
    why = f'"{phrase}", {ctx.report}, three months more or less'
    return Found("DATE", value, why, None, Interval(first, last), Granularity.HALF, TO_PUBLICATION)


def _base_for(ctx: Context, unit: str) -> Point | None:
    base = ctx.last()
    if base is None:
        return None
    if unit in ("day", "week") and base.unit not in ("day", "week"):
        return ctx.last("day") if base.unit in ("month",) and ctx.last("day") else None
    return base


def _before_after(ctx: Context, i: int, j: int, at: int, unit: str, count: float | None) -> Found | None:
    """ "Two days after the vote" measures from an act: the length is known, the day is not."""
    letters = ctx.tokens.letters
    if letters[i:at] == "t" or (letters[i] == "a" and unit == "second"):
        return None
    return Found("DURATION", duration_value(unit, count), f'"{words_of(ctx, i, at + 1)}": a length', end=at + 1)


def _vague_ago(ctx: Context, i: int, unit: str, backwards: bool, from_report: bool) -> Found | None:
    base = ctx.anchor if from_report else None
    interval = None
    if base is not None:
        interval = Interval(None, base) if backwards else Interval(base, None)
    if not from_report:
        return Found("DURATION", duration_value(unit, None), "nobody says how many")
    value = "PAST_REF" if backwards else "FUTURE_REF"
    basis = TO_PUBLICATION if interval else None
    return Found("DATE", value, f"some {unit}s from the {ctx.report}", None, interval, None, basis)


def _hours_ago(ctx: Context, i: int, j: int, unit: str, count: float, from_report: bool) -> Found | None:
    return Found("DURATION", duration_value(unit, count), f'"{words_of(ctx, i, j)}": a length')


def span(ctx: Context, i: int, j: int) -> Found | None:
    """The last three months; the next several days; the first nine months of 1997; the nine months."""
    letters = ctx.tokens.letters
    at = next(k for k in range(i, j) if letters[k] in "Uu")
    unit = str(ctx.tokens.values[at])
    count = quantity(ctx, i + 1, at)
    word = which(ctx, i, j)
    value = duration_value(unit, count)
    phrase = words_of(ctx, i, at + 1)
    interval = None
    if ctx.anchor is not None and count is not None and word in ("last", "next") and unit in _OPEN_VALUES:
        end = points.move(ctx.anchor, unit, -int(count) if word == "last" else int(count))
        interval = Interval(min(end, ctx.anchor), max(end, ctx.anchor))
    year = value_at(ctx, at, j, "Y")
    if letters[i : i + 2].strip("t")[:1] == "o" and year and unit == "month" and count and count < 12:
        interval = Interval(date(year, 1, 1), points.month(year, int(count)).last)
        if ctx.tokens.lower[i] != "first" and ctx.tokens.lower[i + 1] != "first":
            interval = None
    if not word and unit in ("month", "quarter") and ctx.anchor is not None:
        ctx.period = (i, points.year(ctx.anchor.year))
    basis = TO_PUBLICATION if interval else None
    granularity = points.GRANULARITIES.get(unit) if interval else None
    mod = amount_modifier(ctx, i)
    return Found(
        "DURATION", value, f'"{phrase}", {ctx.report}', None, interval, granularity, basis, mod, end=at + 1
    )  # fmt: skip
