"""Resolvers of a unit with a word of direction: last week, this month, the following year, the end of the quarter."""

from __future__ import annotations

from datetime import date

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.times import points
from dragoman.times.amounts import duration_value
from dragoman.times.context import Context, Found, found_point, impossible, unanchored, words_of
from dragoman.times.dates_of import modifier, text_at, value_at, which
from dragoman.times.days_of import deictic, weekday
from dragoman.times.fiscal import country_near, fiscal_days, fiscal_span
from dragoman.times.points import Point
from dragoman.times.relative import _OPEN_VALUES, turn_of
from dragoman.times.told import POINTING_BACK, day_near, open_value, step

EXPLICIT = DateBasis.EXPLICIT
TO_PUBLICATION = DateBasis.RELATIVE_TO_PUBLICATION
TO_EVENT = DateBasis.RELATIVE_TO_EVENT
_SUNDAY = 6


def relative(ctx: Context, i: int, j: int) -> Found | None:
    """Last week; earlier this month; the end of the year; recent weeks; that day."""
    letters, lower = ctx.tokens.letters, ctx.tokens.lower
    at = next(k for k in range(j - 1, i - 1, -1) if letters[k] in "Uu")
    unit, word = str(ctx.tokens.values[at]), which(ctx, i, j)
    phrase, mod = words_of(ctx, i, j), modifier(ctx, i, j)
    if "turn" in lower[i:at] and unit in ("year", "decade", "century"):
        return _turn(ctx, unit, phrase)
    if letters[i] in "AB" and unit != "day" and word == "same":
        return _beside_told(ctx, unit, phrase, earlier=letters[i] == "B")
    if letters[i : i + 3] in ("Bit", "Ait"):
        if lower[i + 1] != "in" or unit not in ("week", "month", "quarter", "year", "decade"):
            return None
        word = "same" if _goes_on(ctx, i, unit) else "this"
        if word == "this" and letters[i] == "A" and ctx.direction(i, j) == "past":
            return None  # "they were freed later in the year": of a year that was told of, and which is not known
        if word == "same":
            return _beside_told(ctx, unit, phrase, earlier=letters[i] == "B")
    if letters[i] in "AB" and unit != "day":
        return _beside_today(ctx, unit, word, phrase, earlier=letters[i] == "B")
    if unit in ("hour", "minute", "second", "fortnight", "season"):
        return None
    plural = lower[at].endswith("s")
    if plural:
        return _some(ctx, i, j, unit, word)
    pointing = next((lower[k] for k in range(i, at) if letters[k] in "lxhkj"), "")
    if pointing in POINTING_BACK or (pointing == "next" and "t" in letters[i:at] and _continues(ctx, i, j, unit)):
        found = _from_text(ctx, unit, pointing, phrase, mod)
        if found is not None or pointing in ("that", "same"):
            return found
        if step(pointing) > 0 and unit in _OPEN_VALUES and letters[j] != "f" and ctx.direction(i, j) == "past":
            return open_value(_OPEN_VALUES[unit], points.GRANULARITIES[unit], phrase)
    if word in ("last", "next") and pointing != "past" and letters[j] == "f":
        return None  # "the last day of the talks" counts from their end
    if word == "latest":
        return _latest(ctx, unit, phrase) if pointing == "latest" else None
    if not word and "m" not in letters[i:j]:
        return None
    begun = _week_that_begins(ctx, i, j, phrase) if unit == "week" and word == "this" and not mod else None
    if begun is not None:
        return begun
    return _from_report(ctx, unit, word, pointing, phrase, mod, i)


def _goes_on(ctx: Context, i: int, unit: str) -> bool:
    """Whether "later in the year" goes on from what was told: in its sentence, or, opening one, of another year."""
    base = ctx.last()
    if base is None or ctx.anchor is None:
        return base is not None
    if ctx.history[-1][0] >= ctx.begin:
        return True
    return i == ctx.begin and points.holding(unit, base.first) != points.holding(unit, ctx.anchor)


def _continues(ctx: Context, i: int, j: int, unit: str) -> bool:
    """Whether "the next day" goes on from what was told: in the same sentence, near a day, or of what is past."""
    if ctx.history and ctx.history[-1][0] >= ctx.begin:
        return True
    return (unit == "day" and day_near(ctx, i) is not None) or ctx.direction(i, j) == "past"


def _week_that_begins(ctx: Context, i: int, j: int, phrase: str) -> Found | None:
    """ "This week" said on a Sunday of what is still to come: the week that begins, not the one that ends."""
    if ctx.anchor is None or ctx.anchor.weekday() != _SUNDAY or ctx.direction(i, j) != "future":
        return None
    ahead = points.holding("week", points.move(ctx.anchor, "week", 1))
    days = Interval(ctx.anchor, points.move(ctx.anchor, "day", 6))
    why = f'"{phrase}", of what lies ahead of the Sunday of the {ctx.report}'
    return Found("DATE", ahead.value, why, ahead, days, Granularity.WEEK, TO_PUBLICATION)


def _beside_today(ctx: Context, unit: str, word: str, phrase: str, *, earlier: bool) -> Found | None:
    """Earlier this month: from its first day to the report's; later this year: from the report's day to its last."""
    mod = "START" if earlier else "END"
    if word != "this" or ctx.anchor is None:
        return _from_report(ctx, unit, word, "", phrase, mod, 0)
    point = points.holding(unit, ctx.anchor)
    days = Interval(point.first, ctx.anchor) if earlier else Interval(ctx.anchor, point.last)
    why = f'"{phrase}", {ctx.report}'
    return Found("DATE", point.value, why, point, days, points.GRANULARITIES[unit], TO_PUBLICATION, mod)


def _beside_told(ctx: Context, unit: str, phrase: str, *, earlier: bool) -> Found | None:
    """Later that year: from the point that the text spoke of last to the end of its year; earlier: up to that point."""
    base = ctx.last()
    if base is None or unit not in _OPEN_VALUES or points.GRANULARITIES[base.unit] is Granularity.DECADE:
        return None
    point = points.holding(unit, base.first)
    days = Interval(point.first, min(base.last, point.last)) if earlier else Interval(base.first, point.last)
    why = f'"{phrase}", {"up to" if earlier else "from"} {base.value}'
    return Found("DATE", point.value, why, point, days, points.GRANULARITIES[unit], TO_EVENT)


def _turn(ctx: Context, unit: str, phrase: str) -> Found | None:
    """The turn of the century: the ten years around it; of the year: its last month and the first of the next."""
    if ctx.anchor is None:
        return unanchored(_OPEN_VALUES[unit], points.GRANULARITIES[unit])
    today = ctx.anchor
    if unit == "year":
        first = today.year if today.month > 6 else today.year - 1
        days = Interval(date(first, 12, 1), date(first + 1, 1, 31))
        why = f'"{phrase}" nearest to the {ctx.report}'
        return Found("DATE", f"{first}-12/{first + 1}-01", why, None, days, Granularity.MONTH, TO_PUBLICATION)
    size = {"century": 100, "decade": 10}.get(unit)
    if size is None:
        return None
    at = (today.year + size // 4) // size * size
    return turn_of(at, size, f'"{phrase}", {ctx.report}', TO_PUBLICATION)


def _some(ctx: Context, i: int, j: int, unit: str, word: str) -> Found | None:
    """Recent years, the coming months: some on one side of the report's day."""
    pointing = next((ctx.tokens.lower[k] for k in range(i, j) if ctx.tokens.letters[k] in "lxhj"), "")
    if pointing == "these" and unit == "day" and j == i + 2:
        days = Interval.day(ctx.anchor) if ctx.anchor else None
        basis = TO_PUBLICATION if days else None
        return Found("DATE", "PRESENT_REF", f'"these days", {ctx.report}', None, days, None, basis)
    if word in ("", "this", "same") or pointing in ("latest",):
        return None
    way = "future" if word == "next" else "past"
    interval = None
    if ctx.anchor is not None:
        interval = Interval(None, ctx.anchor) if way == "past" else Interval(ctx.anchor, None)
    why = f'"{words_of(ctx, i, j)}": nobody says how many, {ctx.report}'
    basis = TO_PUBLICATION if interval else None
    if unit in ("day", "month", "quarter") or pointing not in ("recent", "coming"):
        return Found("DATE", "PAST_REF" if way == "past" else "FUTURE_REF", why, None, interval, None, basis)
    return Found("DURATION", duration_value(unit, None), why, None, interval, None, basis)


def _from_text(ctx: Context, unit: str, pointing: str, phrase: str, mod: str | None) -> Found | None:
    """The following year, that day: counted from the point the text spoke of last."""
    base = ctx.last(unit) if pointing in ("that", "same") else ctx.last()
    if unit == "day" and pointing in ("that", "same") and ctx.history and ctx.history[-1][0] >= ctx.begin:
        near = ctx.history[-1][1]
        if near.unit == "month":
            why = f'"{phrase}": a day of {near.value}'
            return Found("DATE", f"{near.value}-XX", why, near, near.interval, Granularity.DAY, TO_EVENT, mod)
    if base is None and pointing in ("that", "same") and unit != "day":
        base = ctx.last()
    if base is None or points.GRANULARITIES[base.unit] is Granularity.DECADE:
        return None
    steps = step(pointing)
    point = points.holding(unit, points.move(base.last if steps > 0 else base.first, unit, steps))
    return found_point(ctx, point, TO_EVENT, f'"{phrase}", counted from {base.value}', mod)


def _latest(ctx: Context, unit: str, phrase: str) -> Found | None:
    """The latest quarter: the one the text reports on, else the last that ended."""
    base = ctx.period[1] if ctx.period and ctx.period[1].unit == unit else None
    if base is not None:
        return found_point(ctx, base, TO_EVENT, f'"{phrase}", the one spoken of before')
    if ctx.anchor is None:
        return unanchored(_OPEN_VALUES[unit], points.GRANULARITIES[unit])
    point = points.holding(unit, points.move(ctx.anchor, unit, -1))
    return found_point(ctx, point, TO_PUBLICATION, f'"{phrase}", the last that ended before the {ctx.report}')


def _from_report(
    ctx: Context, unit: str, word: str, pointing: str, phrase: str, mod: str | None, i: int
) -> Found | None:
    if ctx.anchor is None:
        return unanchored(_OPEN_VALUES[unit], points.GRANULARITIES[unit], mod)
    if unit in ("day",) and word in ("last", "next"):
        steps = -1 if word == "last" else 1
        point = points.day(points.move(ctx.anchor, "day", steps))
        return found_point(ctx, point, TO_PUBLICATION, f'"{phrase}", {ctx.report}', mod)
    if unit == "day" and mod:
        return None
    if pointing == "past" and unit not in ("year", "weekend"):
        start = points.move(ctx.anchor, unit, -1)
        why = f'"{phrase}": up to the {ctx.report}'
        interval = Interval(start, ctx.anchor)
        value = duration_value(unit, 1)
        return Found("DURATION", value, why, None, interval, points.GRANULARITIES[unit], TO_PUBLICATION)
    if unit == "weekend":
        return found_point(ctx, weekend_beside(ctx.anchor, word), TO_PUBLICATION, f'"{phrase}", {ctx.report}', mod)
    steps = {"last": -1, "next": 1}.get(word, 0)
    point = points.holding(unit, points.move(ctx.anchor, unit, steps))
    found = found_point(ctx, point, TO_PUBLICATION, f'"{phrase}", {ctx.report}', mod)
    if pointing == "past":
        interval = Interval(points.move(ctx.anchor, unit, -1), ctx.anchor)
        return Found("DATE", found.value, found.derivation, point, interval, found.granularity, TO_PUBLICATION)
    return found


def new_year(ctx: Context, i: int, j: int) -> Found | None:
    """The new year: the one to come, in its first three months the one that has begun."""
    if ctx.tokens.lower[i + 1] != "new" or text_at(ctx, i, j, "U") != "year":
        return None
    if ctx.anchor is None:
        return unanchored("XXXX", Granularity.YEAR)
    since = i > ctx.begin and ctx.tokens.lower[i - 1] == "since"
    begun = since or (ctx.anchor.month < 4 and ctx.direction(i, j, present=False) != "future")
    point = points.year(ctx.anchor.year + (not begun))
    return found_point(ctx, point, TO_PUBLICATION, f'"{words_of(ctx, i, j)}", {ctx.report}')


def unit_end(ctx: Context, i: int, j: int) -> Found | None:
    """By year end; at month-end."""
    unit = text_at(ctx, i, j, "U")
    led = i > ctx.begin and ctx.tokens.letters[i - 1] == "i"  # "by year end"
    if (
        unit not in ("year", "month", "quarter")
        or "end" not in ctx.tokens.lower[i:j]
        or not (led or ctx.tokens.letters[j] != "O")
    ):
        return None
    year = value_at(ctx, i, j, "Y")
    if year is not None and unit == "year":
        return found_point(ctx, points.year(year), EXPLICIT, f'"{words_of(ctx, i, j)}" as written', "END")
    return _from_report(ctx, unit, "this", "", words_of(ctx, i, j), "END", i)


def mid_unit(ctx: Context, i: int, j: int) -> Found | None:
    """By mid-year; in mid-week."""
    unit = text_at(ctx, i, j, "U")
    if ctx.tokens.lower[j - 3] != "mid" or unit not in ("year", "week", "month"):
        return None
    return _from_report(ctx, unit, "this", "", words_of(ctx, i, j), "MID", i)


def last_of(ctx: Context, i: int, j: int) -> Found | None:
    """The last quarter of 2018; the last month of 2018."""
    unit, year = text_at(ctx, i, j, "U"), value_at(ctx, i, j, "Y")
    if unit not in ("quarter", "month", "week") or year is None or which(ctx, i, j) != "last":
        return None
    why = f'"{words_of(ctx, i, j)}" as written'
    return found_point(ctx, points.holding(unit, date(year, 12, 31 if unit != "week" else 28)), EXPLICIT, why)


def fiscal_range(ctx: Context, i: int, j: int) -> Found | None:
    """FY2018-19, the 2018/19 fiscal year: one fiscal year that is named by both of its calendar years."""
    first = value_at(ctx, i, j, "Y")
    last = int(str(ctx.tokens.values[j - 1] if ctx.tokens.letters[j - 1] in "DY" else ctx.tokens.values[j - 3]))
    if first is None or last not in (first + 1, (first + 1) % 100):
        return None
    country = country_near(ctx, i)
    why = f'"{words_of(ctx, i, j)}": the fiscal year from {first} to {first + 1}'
    days = fiscal_span(first, country)
    why = f"{why} of {country}" if days else why
    days = days or Interval(date(first, 1, 1), date(first + 1, 12, 31))
    return Found("DATE", f"{first:04d}/{first + 1:04d}", why, points.year(first), days, Granularity.YEAR, EXPLICIT)


def weekend_beside(today: date, word: str) -> Point:
    """Last weekend is the latest that is over (or under way), next weekend the one after this week's."""
    this = points.weekend(today)
    if word == "last":
        return points.weekend(points.move(today, "week", -1))
    if word == "next":
        return points.weekend(points.move(today, "week", 1))
    return this


def the_unit(ctx: Context, i: int, j: int) -> Found | None:
    """The quarter, the year, the weekend: where the text has said which, or the preposition shows that time is
    meant.
    """
    unit = text_at(ctx, i, j, "U")
    before = ctx.tokens.lower[i - 1] if i > ctx.begin else ""
    phrase = words_of(ctx, i, j)
    if ctx.tokens.letters[j : j + 1] != "-" and ctx.tokens.lower[j - 1].endswith("s"):
        return _uncounted(ctx, unit, before, phrase, j)
    if ctx.tokens.letters[j : j + 1] == "-":
        return None
    if unit == "weekend" and before not in ("of",):
        if ctx.anchor is None:
            return unanchored("XXXX-WXX-WE", Granularity.WEEK)
        way = ctx.direction(i, j)
        this = points.weekend(ctx.anchor)
        past = this if this.first <= ctx.anchor else points.weekend(points.move(ctx.anchor, "week", -1))
        return found_point(ctx, this if way == "future" else past, TO_PUBLICATION, f'"{phrase}", {ctx.report}')
    if unit == "quarter" and before in ("in", "for", "during", "of"):
        if ctx.period is not None and ctx.period[1].unit == "quarter":
            return found_point(ctx, ctx.period[1], TO_EVENT, f'"{phrase}", the one spoken of before')
        return None
    if unit == "year" and ctx.tokens.letters[j] in "NF":
        number = ctx.tokens.form(j)
        return impossible("XXXX", f'"{phrase} {number}" has no year of our time') if len(number) > 4 else None
    named = ctx.tokens.lower[j] in ("ended", "ending", "ends")
    if unit == "year" and before == "in" and ctx.tokens.lower[j] in ("since", "after", "before"):
        return Found("DURATION", "P1Y", f'"{phrase}": twelve months from the day named')
    if unit == "year" and (named or (ctx.tokens.lower[j] == "to" and ctx.tokens.letters[j + 1] in "MmDI")):
        return Found("DURATION", "P1Y", f'"{phrase}": twelve months up to the day named')
    if unit == "year" and before in ("for", "in", "of", "during") and ctx.tokens.lower[j] not in ("to", "of"):
        if ctx.anchor is None:
            return unanchored("XXXX", Granularity.YEAR)
        return found_point(ctx, points.year(ctx.anchor.year), TO_PUBLICATION, f'"{phrase}", {ctx.report}')
    if (
        unit == "day"
        and before in ("in", "during")
        and ctx.tokens.lower[i - 2] in ("later", "earlier", "late", "early")
    ):
        base = ctx.last("day") or (points.day(ctx.anchor) if ctx.anchor else None)
        if base is None:
            return unanchored("XXXX-XX-XX", Granularity.DAY)
        return found_point(ctx, base, TO_EVENT, f'"{phrase}", the day spoken of')
    return None


def _uncounted(ctx: Context, unit: str, before: str, phrase: str, j: int) -> Found | None:
    """Over the years; in the months that followed: a length nobody counted."""
    followed = ctx.tokens.lower[j : j + 2] in (["that", "followed"], ["which", "followed"], ["to", "come"])
    if before not in ("over", "throughout") and not (before in ("in", "during") and followed):
        return None
    return Found("DURATION", duration_value(unit, None), f'"{phrase}": nobody says how many')


def adjacent(ctx: Context, i: int, j: int) -> Found | None:
    """The day before; the year after; the day before yesterday."""
    letters, lower = ctx.tokens.letters, ctx.tokens.lower
    unit = text_at(ctx, i, j, "U")
    sign = next(k for k in range(i, j) if letters[k] in "AB")
    if lower[sign] not in ("before", "after") or unit not in _OPEN_VALUES:
        return None
    steps = -1 if lower[sign] == "before" else 1
    phrase = words_of(ctx, i, j)
    base, basis = ctx.last(unit) or (ctx.last() if unit != "day" else None), TO_EVENT
    if letters[j - 1] in "TW":
        if ctx.anchor is None:
            return unanchored(_OPEN_VALUES[unit], points.GRANULARITIES[unit])
        stated = deictic(ctx, j - 1, j) if letters[j - 1] == "T" else weekday(ctx, j - 1, j)
        base, basis = (stated.point if stated else None), TO_PUBLICATION
    elif letters[j : j + 1] not in (",", ".", "|"):
        return None
    if base is None:
        return None
    point = points.holding(unit, points.move(base.last if steps > 0 else base.first, unit, steps))
    return found_point(ctx, point, basis, f'"{phrase}", counted from {base.value}')


def fiscal(ctx: Context, i: int, j: int) -> Found | None:
    """Fiscal 1989; FY2023; the current fiscal year: of the country where known, else any country's."""
    year = value_at(ctx, i, j, "Y")
    short = value_at(ctx, i, j, "N")
    if year is None and short is not None and ctx.tokens.lower[i] == "fy" and short < 100:
        year = 2000 + short
    phrase = words_of(ctx, i, j)
    word = which(ctx, i, j)
    if ctx.tokens.lower[j] in ("ended", "ending", "ends") and year is None:
        return Found("DURATION", "P1Y", f'"{phrase}": twelve months up to the day named')
    if year is None and "G" not in ctx.tokens.letters[i:j]:
        if ctx.anchor is None or text_at(ctx, i, j, "U") != "year":
            return None
        return found_point(ctx, points.year(ctx.anchor.year), TO_PUBLICATION, f'"{phrase}", {ctx.report}')
    basis = EXPLICIT
    if year is None:
        if text_at(ctx, i, j, "U") != "year":
            return None
        if ctx.anchor is None:
            return unanchored("XXXX", Granularity.YEAR)
        year, basis = ctx.anchor.year + {"last": -1, "next": 1}.get(word, 0), TO_PUBLICATION
    interval, whose = fiscal_days(year, country_near(ctx, i))
    why = f'"{phrase}": fiscal year {year} {whose}'
    return Found("DATE", f"{year:04d}", why, points.year(year), interval, Granularity.YEAR, basis)


def same_period(ctx: Context, i: int, j: int) -> Found | None:
    """The latest period, the 1989 period, the year-earlier period: the quarter spoken of, moved."""
    year = value_at(ctx, i, j, "Y")
    phrase = words_of(ctx, i, j)
    if ctx.period is None:
        return None
    base = ctx.period[1]
    if year is not None:
        point = points.shift(base, "year", year - base.first.year)
        return found_point(ctx, point, TO_EVENT, f'"{phrase}", like {base.value}')
    steps = -1 if which(ctx, i, j) == "last" or "-" in ctx.tokens.letters[i:j] else 0
    return found_point(ctx, points.shift(base, "year", steps), TO_EVENT, f'"{phrase}", from {base.value}')
