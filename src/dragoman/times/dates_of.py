"""Resolvers of the families that name the calendar: dates in any order, months, weeks of a month."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.lexicon.time_words import time_words
from dragoman.times import points
from dragoman.times.context import Context, Found, found_point, impossible, unanchored, words_of
from dragoman.times.direction import is_past_form
from dragoman.times.points import Point
from dragoman.times.told import POINTING_BACK, joined_year, open_value, that_month
from dragoman.times.words import MODIFIERS

EXPLICIT = DateBasis.EXPLICIT
TO_PUBLICATION = DateBasis.RELATIVE_TO_PUBLICATION
TO_EVENT = DateBasis.RELATIVE_TO_EVENT

_DAY = timedelta(days=1)
_SOON = 3  # months that are nearer, by far, than the same month on the other side of the report
_OF_2001 = time_words("dates-of", "of-one-year")
_OWNERS = time_words("dates-of", "owners")
_PLANS = time_words("dates-of", "plans")
_YEAR_AHEAD = re.compile(r"(?:d|-)(?:t?m-?f?)?(?:M\.?[Do]?|[Do]f?M\.?),?Y|(?:,[Do])*,?d[Do],?Y")


def value_at(ctx: Context, i: int, j: int, letters: str) -> int | None:
    """The number of the first token of these classes in `[i, j)`."""
    for k in range(i, j):
        if ctx.tokens.letters[k] in letters:
            value = ctx.tokens.values[k]
            return int(value) if value is not None and str(value).isdigit() else None
    return None


def text_at(ctx: Context, i: int, j: int, letters: str) -> str:
    """The worth of the first token of these classes in `[i, j)` as a string, or the empty string."""
    for k in range(i, j):
        if ctx.tokens.letters[k] in letters:
            return str(ctx.tokens.values[k])
    return ""


def modifier(ctx: Context, i: int, j: int) -> str | None:
    """START, MID, END, or two of them joined ("mid to late")."""
    mods = [MODIFIERS[ctx.tokens.lower[k]] for k in range(i, j) if ctx.tokens.letters[k] == "m"]
    if len(mods) == 2 and mods[0] != mods[1]:
        return "-".join(mods)
    return mods[0] if mods else None


def which(ctx: Context, i: int, j: int) -> str:
    """The direction word of an expression: last, next, this, same, or the empty string."""
    names = {"l": "last", "x": "next", "h": "this", "k": "same", "j": "latest", "J": "this"}
    return next((names[c] for c in ctx.tokens.letters[i:j] if c in names), "")


def year_ahead(ctx: Context, j: int) -> int | None:
    """The year that a range names at its end ("from May to July 2019"), for its first member at `[.., j)`."""
    match = _YEAR_AHEAD.match(ctx.tokens.letters, j)
    return value_at(ctx, match.end() - 1, match.end(), "Y") if match else None


def choose_year(ctx: Context, month: int, last: int | None, i: int, j: int, which_word: str) -> tuple[int, str] | None:
    """The year of a month (and day, if `last` is one) that names none, and why; `None` in a report without a date."""
    today = ctx.anchor
    if today is None:
        return None
    here = (month, last or today.day)
    now = (today.month, today.day)
    if which_word == "next" and ctx.tokens.lower[i] in ("following", "the") and "following" in ctx.tokens.lower[i:j]:
        told = _told_before(ctx, i)
        if told is not None:
            return (told.year if month > told.month else told.year + 1), f"the first after {told.isoformat()}, before"
    if which_word == "last":
        # in August nobody calls the July that has just ended "last July"
        gap = 1 if last is None and month > 1 else 0
        return (today.year if month < today.month - gap else today.year - 1), "the last one before"
    if which_word == "next":
        return (today.year if month > today.month else today.year + 1), "the first one after"
    if which_word == "this":
        return today.year, "of the year of"
    opened = _opened_by(ctx, i) if last is None else None
    if opened is not None:
        return (
            opened.year if month >= opened.month else opened.year + 1
        ), f"the next after {opened.isoformat()}, before"
    way = "past" if last is None and _is_attribute(ctx, i, j) else ctx.direction(i, j)
    told = _told_before(ctx, i)
    if told is not None and way != "future":
        return (told.year if month >= told.month else told.year + 1), f"after {told.isoformat()}, before"
    if way == "future" and ctx.undone(i, j):
        return _nearest_to(today, month, last), "of a plan that was not kept, the nearest to"
    if way == "future" and not ctx.is_firm(i, j) and (last is not None or _has_noun(ctx, i, j)):
        way = ""  # "preparations for the Nov. 13 attack" were made before or after it
    if last is not None:
        return _nearest_year(today, here, way), "the nearest, counted from"
    ahead = (month - today.month) % 12
    if way != "future" and 1 <= ahead <= _SOON and _is_coming(ctx, i, j, ahead):
        return (today.year if month > today.month else today.year + 1), "the next, far nearer than the last, from"
    if way == "future" and ahead >= 12 - _SOON and not ctx.is_firm(i, j):
        return (today.year if month <= today.month else today.year - 1), "the last, far nearer than the next, up to"
    if way == "future":
        return (today.year if here >= now else today.year + 1), "the clause points ahead: the next from"
    return (today.year if here <= now else today.year - 1), "the latest up to"


def _opened_by(ctx: Context, i: int) -> date | None:
    """The month that opens "between May and July", "from May to July", where the one at `i` closes it."""
    letters = ctx.tokens.letters
    if i - 3 < ctx.begin or letters[i - 3 : i] != "bMd" or not ctx.history:
        return None
    index, point = ctx.history[-1]
    return point.first if index == i - 2 and point.unit == "month" else None


def _is_attribute(ctx: Context, i: int, j: int) -> bool:
    """ "Under a June accord": what is introduced by its month has been, unless the words say that it is planned."""
    lower, after = ctx.tokens.lower, ctx.tokens.form(j)
    if i == ctx.begin or lower[i - 1] != "a" or ctx.tokens.letters[j] != "O" or not after.islower():
        return False
    return not _PLANS.intersection(lower[max(ctx.begin, i - 5) : i])


def _told_before(ctx: Context, i: int) -> date | None:
    """A day or month of an earlier year, named with its year before in the sentence: the story goes on from there."""
    if not ctx.history or ctx.anchor is None or "Y" not in ctx.tokens.letters[max(ctx.begin, i - 60) : i]:
        return None
    index, point = ctx.history[-1]
    usable = index >= ctx.begin and point.unit in ("day", "month") and point.first.year < ctx.anchor.year
    return point.first if usable else None


def _has_noun(ctx: Context, i: int, j: int) -> bool:
    """Whether a date stands before a noun as its attribute: "the July convention"."""
    before = ctx.tokens.lower[i - 1] if i > ctx.begin else ""
    return ctx.tokens.letters[j] == "O" and ctx.tokens.form(j)[:1].islower() and before in _OWNERS | {"s"}


def _is_coming(ctx: Context, i: int, j: int, ahead: int) -> bool:
    """Whether a month that is next but one or two means the one to come, although the clause is about the past.

    Of 1,000 reports of 2016, "in March" in a report of February was the coming March in 17 of 20 cases, whatever the
    verb ("the case for a rise in March"); the others said "since March", or the verb stood right before ("said in
    May"), or the sentence began with the month. A month before its noun ("the July convention") also lies ahead.
    """
    lower = ctx.tokens.lower
    before = lower[i - 1] if i > ctx.begin else ""
    if before in ("since", "between", "from") or i - 1 <= ctx.begin or lower[i - 2] in (";", ":", "but", "—"):
        return False
    if "had" in lower[j : j + 3]:
        return False  # "in February it had still paid"
    if _has_noun(ctx, i, j) and before in _OWNERS | {"s"}:
        return ahead == 1 or before != "a" or bool(_PLANS.intersection(lower[max(ctx.begin, i - 6) : i]))
    if ahead > _SOON - 1 or is_past_form(ctx.tokens.form(i - 2)) or lower[i - 3 : i - 1] == ["early", "as"]:
        return False
    return before in ("in", "for", "at", "on")


def _nearest_to(today: date, month: int, day: int | None) -> int:
    """The year in which a month, or a day of one, lies nearest to a day."""

    def gap(year: int) -> int:
        first = date(year, month, min(day or 1, 28))
        last = first if day else points.month(year, month).last
        return max((first - today).days, (today - last).days, 0)

    return min((today.year - 1, today.year, today.year + 1), key=gap)


def _nearest_year(today: date, here: tuple[int, int], way: str) -> int:
    """A day of the year lies in the year that brings it nearest; the clause decides where both ways are far."""
    now = (today.month, today.day)
    ahead = today.year if here >= now else today.year + 1
    behind = today.year if here <= now else today.year - 1
    gap_ahead = (ahead - today.year) * 365 + 30.4 * (here[0] - now[0]) + here[1] - now[1]
    if way == "future":
        return ahead if gap_ahead < 300 else behind
    if way == "past":
        return behind if gap_ahead > 75 else ahead
    return ahead if gap_ahead < 180 else behind


def exact_day(ctx: Context, year: int, month: int, day: int, basis: DateBasis, why: str) -> Found:
    """One day, or the statement that there is none such."""
    try:
        return found_point(ctx, points.day(date(year, month, day)), basis, why)
    except ValueError:
        return impossible("XXXX-XX-XX", f"there is no {day} in month {month} of {year}")


def iso(ctx: Context, i: int, j: int) -> Found:
    """2016-01-10, with or without a time; 2016-W02."""
    form = ctx.tokens.form(i)
    if "W" in form[:6]:
        return _iso_week(int(form[:4]), int(form[-2:]), form)
    year, month, day = (int(part) for part in form[:10].split("-"))
    found = exact_day(ctx, year, month, day, EXPLICIT, f'"{form}" as written')
    if found.point and len(form) > 10:
        value = f"{form[:10]}T{form[11:16]}"
        return Found("TIME", value, found.derivation, found.point, found.interval, Granularity.DAY, EXPLICIT)
    return found


def _iso_week(year: int, number: int, phrase: str) -> Found:
    try:
        point = points.week(date.fromisocalendar(year, number, 1))
    except ValueError:
        return impossible("XXXX-WXX", f'"{phrase}": that year has no week {number}')
    return Found("DATE", point.value, f'"{phrase}" as written', point, point.interval, Granularity.WEEK, EXPLICIT)


def iso_week(ctx: Context, i: int, j: int) -> Found | None:
    """Week 23 of 2018; calendar week 23, of the report's year."""
    year, number = value_at(ctx, i, j, "Y"), value_at(ctx, i, j, "DN")
    if text_at(ctx, i, j, "U") != "week" or number is None or (year is None and ctx.tokens.letters[i] != "4"):
        return None
    phrase = words_of(ctx, i, j)
    if year is not None:
        return _iso_week(year, number, phrase)
    if ctx.anchor is None:
        return unanchored(f"XXXX-W{number:02d}", Granularity.WEEK)
    return replace(_iso_week(ctx.anchor.year, number, phrase), basis=TO_PUBLICATION)


def numeric(ctx: Context, i: int, j: int) -> Found | None:
    """3/4/2020: the order of the outlet's country where both orders make a day; otherwise the one that does."""
    form = ctx.tokens.form(i)
    first, second, third = (int(part) for part in re.split(r"[/.-]", form))
    if len(form.split("/")[0]) == 4 and "/" in form:
        return exact_day(ctx, first, second, third, EXPLICIT, f'"{form}" as written')
    if third < 100:
        if "/" not in form:
            return None
        third += 2000 if third < 60 else 1900
    if third > 2199 or third < 1000:
        return impossible("XXXX-XX-XX", f'"{form}" names no year of our time')
    if first > 12 and second > 12:
        return impossible("XXXX-XX-XX", f'"{form}" has no month')
    day_first = first > 12 or (second <= 12 and (ctx.day_first or "." in form))
    day, month = (first, second) if day_first else (second, first)
    if first > 12 or second > 12 or first == second or ctx.day_first or "." in form:
        order = "day first" if day_first else "month first"
        return exact_day(ctx, third, month, day, EXPLICIT, f'"{form}" read {order}')
    return _either_order(ctx, form, third, first, second)


def _either_order(ctx: Context, form: str, year: int, month: int, day: int) -> Found:
    """Both orders make a day and nothing says which: the value is month first, the days take in both."""
    try:
        one, other = date(year, month, day), date(year, day, month)
    except ValueError:
        return impossible("XXXX-XX-XX", f'"{form}" names no day')
    both = Interval(min(one, other), max(one, other))
    why = f'"{form}": month first or day first, the text does not say'
    return Found("DATE", one.isoformat(), why, points.day(one), both, Granularity.DAY, EXPLICIT)


def day_of_joined_year(ctx: Context, i: int, j: int) -> Found | None:
    """25 October of next year; May 3 last year."""
    joined, month, day = joined_year(ctx, i, j), value_at(ctx, i, j, "M"), value_at(ctx, i, j, "Do")
    if text_at(ctx, i, j, "U") != "year" or month is None or day is None:
        return None
    if joined is None and ctx.tokens.lower[j - 2] in POINTING_BACK:
        return open_value(f"XXXX-{month:02d}-{day:02d}", Granularity.DAY, words_of(ctx, i, j))
    if joined is None:
        return unanchored(f"XXXX-{month:02d}-{day:02d}", Granularity.DAY)
    year, basis, why = joined
    return exact_day(ctx, year, month, day, basis, f'"{words_of(ctx, i, j)}", {why}')


def day_of_month(ctx: Context, i: int, j: int) -> Found:
    """May 26, 1980; Aug. 24; 3 May 2014; the 3rd of May."""
    month = value_at(ctx, i, j, "M") or 1
    day = value_at(ctx, i, j, "Do") or 1
    year = value_at(ctx, i, j, "Y")
    phrase = words_of(ctx, i, j)
    if (month, day, year) == (9, 11, None) and ctx.tokens.lower[j] in _OF_2001:
        return exact_day(ctx, 2001, 9, 11, EXPLICIT, f'"{phrase} {ctx.tokens.lower[j]}": those of 2001')
    if day > 31:
        return impossible("XXXX-XX-XX", f'"{phrase}" names no day')
    if year is None and ctx.tokens.letters[j : j + 2] == ",N" and (value_at(ctx, j + 1, j + 2, "N") or 0) > 9999:
        return impossible("XXXX-XX-XX", f'"{words_of(ctx, i, j + 2)}" has a year of five digits or more')
    if year is not None:
        return exact_day(ctx, year, month, day, EXPLICIT, f'"{phrase}" as written')
    year = year_ahead(ctx, j)
    if year is not None:
        return exact_day(ctx, year, month, day, EXPLICIT, f'"{phrase}", with the year of the range, {year}')
    if day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return impossible("XXXX-XX-XX", f'"{phrase}": that month has no day {day}')
    chosen = choose_year(ctx, month, day, i, j, which(ctx, i, j))
    if chosen is None:
        return unanchored(f"XXXX-{month:02d}-{day:02d}", Granularity.DAY)
    if (month, day) == (2, 29):
        chosen = (next(y for y in (chosen[0], chosen[0] - 1, chosen[0] - 2, chosen[0] - 3) if y % 4 == 0), chosen[1])
    return exact_day(ctx, chosen[0], month, day, TO_PUBLICATION, f'"{phrase}", {chosen[1]} the {ctx.report}')


def day_range(ctx: Context, i: int, j: int) -> Found | None:
    """March 3-5: from the first day to the second."""
    days = [int(str(ctx.tokens.values[k])) for k in range(i, j) if ctx.tokens.letters[k] == "D"]
    if any(ctx.tokens.lower[k] in ("and", "or") for k in range(i, j)):
        return None
    first = day_of_month(ctx, i, j)
    if first.point is None or len(days) < 2:
        return first
    begin = first.point.first
    try:
        end = begin.replace(day=days[1])
        interval = Interval(begin, end)
    except ValueError:
        return impossible("XXXX-XX-XX", f'"{words_of(ctx, i, j)}" does not run from a day to a later one')
    value = f"{begin.isoformat()}/{end.isoformat()}"
    return Found("DATE", value, first.derivation, Point("day", interval, value), interval, Granularity.DAY, first.basis)


def month(ctx: Context, i: int, j: int) -> Found | None:
    """October; last October; mid to late September; the middle of October 1997; the second week of May."""
    number = value_at(ctx, i, j, "M")
    if number is None:
        return None
    phrase, mod = words_of(ctx, i, j), modifier(ctx, i, j)
    joined = joined_year(ctx, i, j)
    if joined is not None:
        return found_point(ctx, points.month(joined[0], number), joined[1], f'"{phrase}", {joined[2]}', mod)
    pointing = which(ctx, i, j)
    if pointing == "same":
        return that_month(ctx, i, number, phrase, mod)
    if "U" in ctx.tokens.letters[i:j]:
        return _week_of_month(ctx, i, j, number) if re.search("[ol].?Uf", ctx.tokens.letters[i:j]) else None
    year = value_at(ctx, i, j, "Y")
    if year is not None:
        return found_point(ctx, points.month(year, number), EXPLICIT, f'"{phrase}" as written', mod)
    year = year_ahead(ctx, j)
    if year is not None:
        why = f'"{phrase}", with the year of the range, {year}'
        return found_point(ctx, points.month(year, number), EXPLICIT, why, mod)
    chosen = choose_year(ctx, number, None, i, j, pointing)
    if chosen is None:
        return unanchored(f"XXXX-{number:02d}", Granularity.MONTH, mod)
    why = f'"{phrase}", {chosen[1]} the {ctx.report}'
    return found_point(ctx, points.month(chosen[0], number), TO_PUBLICATION, why, mod)


def short_month(ctx: Context, i: int, j: int) -> Found | None:
    """May '68, late Sept. '01."""
    number, form = value_at(ctx, i, j, "M"), ctx.tokens.form(j - 1)
    if number is None or not form.isdigit() or len(form) != 2:
        return None
    full = int(form) + (1900 if int(form) >= 50 else 2000)
    why = f'"{words_of(ctx, i, j)}" is {full}'
    return found_point(ctx, points.month(full, number), EXPLICIT, why, modifier(ctx, i, j))


def week_of(ctx: Context, i: int, j: int) -> Found | None:
    """The week of March 6."""
    at = next(k for k in range(i, j) if ctx.tokens.letters[k] == "M")
    on = day_of_month(ctx, at, j)
    unit = text_at(ctx, i, at, "U")
    if unit not in ("week", "weekend") or on.point is None:
        return None
    return found_point(ctx, points.holding(unit, on.point.first), on.basis or EXPLICIT, on.derivation)


def _week_of_month(ctx: Context, i: int, j: int, number: int) -> Found | None:
    """The first week of May: its first seven days; the last week: its last seven."""
    order = value_at(ctx, i, j, "o") or 1
    if text_at(ctx, i, j, "U") != "week":
        return None
    is_last = "l" in ctx.tokens.letters[i:j]
    if is_last and which(ctx, i, j) != "last":
        return None
    year = value_at(ctx, i, j, "Y")
    chosen = (year, "of") if year else choose_year(ctx, number, None, i, j, "")
    if chosen is None or chosen[0] is None or order > 5:
        return unanchored(f"XXXX-{number:02d}", Granularity.WEEK)
    start = date(chosen[0], number, 1) + 7 * (order - 1) * _DAY
    end = min(start + 6 * _DAY, points.month(chosen[0], number).last)
    if is_last:
        end = points.month(chosen[0], number).last
        start = end - 6 * _DAY
    if end < start:
        return impossible("XXXX-XX-XX", "that month has no fifth week")
    point = points.week(start)
    why = f'"{words_of(ctx, i, j)}": days {start.day} to {end.day}'
    basis = EXPLICIT if year else TO_PUBLICATION
    return Found("DATE", point.value, why, point, Interval(start, end), Granularity.WEEK, basis)
