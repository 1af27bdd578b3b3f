"""Resolvers of days by name and of times within them: weekdays, today, parts of days, clock times, holidays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.lexicon.time_words import time_words
from dragoman.times import points
from dragoman.times.context import Context, Found, found_point, impossible, unanchored, words_of
from dragoman.times.dates_of import choose_year, day_of_month, day_range, text_at, value_at, which
from dragoman.times.holidays import ANY_OF, holiday, weekday_of_month
from dragoman.times.points import Point
from dragoman.times.words import MODIFIERS

EXPLICIT = DateBasis.EXPLICIT
TO_PUBLICATION = DateBasis.RELATIVE_TO_PUBLICATION
TO_EVENT = DateBasis.RELATIVE_TO_EVENT

_DAY = timedelta(days=1)
_TOLD_STEPS = {"previous": -1, "preceding": -1, "following": 1, "subsequent": 1}
_INSIDE = time_words("days-of", "inside")


def weekday(ctx: Context, i: int, j: int, *, begins: int | None = None) -> Found | None:
    """Tuesday; last Friday; next Monday; Thursday night.

    `begins` is where a longer expression begins that the weekday is part of ("until 9 a.m. Tuesday").
    """
    number = value_at(ctx, i, j, "W")
    if number is None:
        return None
    phrase, part = words_of(ctx, i, j), text_at(ctx, i, j, "P")
    shared = ctx.tokens.letters.startswith("dWP", j) and ctx.tokens.lower[j + 2].endswith("s")
    if shared:
        part = str(ctx.tokens.values[j + 2])  # "on Monday and Tuesday nights"
    if shared or ctx.tokens.letters[i] == "e" or ctx.tokens.lower[j - 1].endswith("s"):
        return Found("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), f'"{phrase}" comes back')
    if ctx.anchor is None:
        found = unanchored(f"XXXX-WXX-{number}", Granularity.DAY)
        return _with_part(found, part)
    if ctx.tokens.letters[i] == "m":
        return _part_of_weekday(ctx, i, j)
    word = which(ctx, i, j)
    if ctx.tokens.letters[j - 1] == "U":
        return _weekday_of_week(ctx, number, word, i, j)
    span_start = _open_range(ctx, i)
    if span_start is not None:
        ahead = (number - span_start.isoweekday() - 1) % 7 + 1
        on = span_start + (-1 if ahead == 6 else ahead) * _DAY  # "Friday and Thursday" go back a day
        why = f'"{phrase}", beside {span_start.isoformat()}'
        return _with_part(found_point(ctx, points.day(on), TO_PUBLICATION, why), part)
    if word == "same":
        return _same_weekday(ctx, number, phrase)
    told = _weekday_beside_told(ctx, i, j, number)
    if told is not None:
        return _with_part(told, part)
    back = (ctx.anchor.isoweekday() - number) % 7
    opens = i if begins is None else begins
    way = {"last": "past", "next": "future", "this": "this"}.get(word) or ctx.direction(opens, j)
    if way == "this":
        way = ctx.direction(i, j) or "future"
    if word == "last" and back == 0:
        back = 7
    if way and not word and back and ctx.undone(opens, j):
        near = -back if back < 4 else 7 - back
        on, why = ctx.anchor + near * _DAY, "of a plan that was not kept, the nearest to the"
    elif way == "future" and not (back == 0 and word != "next"):
        on, why = ctx.anchor + (7 - back) * _DAY, "the clause points ahead: the next from the"
    else:
        on, why = ctx.anchor - back * _DAY, "the latest up to the"
    if back == 0 and word != "next":
        why = "the day of the"
    found = found_point(ctx, points.day(on), TO_PUBLICATION, f'"{phrase}", {why} {ctx.report}')
    return _with_part(found, part)


def _part_of_weekday(ctx: Context, i: int, j: int) -> Found | None:
    """Early Tuesday, late Friday night: the day, with the part of it in the modifier."""
    if ctx.tokens.lower[i] not in ("early", "late"):
        return None
    found = weekday(ctx, i + 1, j)
    return replace(found, mod=MODIFIERS[ctx.tokens.lower[i]]) if found else None


def _weekday_of_week(ctx: Context, number: int, word: str, i: int, j: int) -> Found | None:
    """Tuesday next week; Friday last week."""
    if ctx.anchor is None or ctx.tokens.values[j - 1] != "week":
        return None
    week = points.week(points.move(ctx.anchor, "week", {"last": -1, "next": 1}.get(word, 0)))
    why = f'"{words_of(ctx, i, j)}", {ctx.report}'
    return found_point(ctx, points.day(week.first + (number - 1) * _DAY), TO_PUBLICATION, why)


def _open_range(ctx: Context, i: int) -> date | None:
    """The weekday that opens a pair or a range ("between Monday and Friday"), where the one at `i` closes it."""
    joins = ctx.tokens.letters[i - 2 : i] in ("Wd", "W-") or ctx.tokens.lower[i - 1] in ("through", "until", "till")
    if i - 2 < ctx.begin or ctx.tokens.letters[i - 2] != "W" or not joins or not ctx.history:
        return None
    index, point = ctx.history[-1]
    return point.first if i - 4 <= index <= i - 2 and point.unit == "day" else None


def nth_weekday(ctx: Context, i: int, j: int) -> Found | None:
    """The first Monday of May."""
    weekday_number, month_number = value_at(ctx, i, j, "W") or 1, value_at(ctx, i, j, "M") or 1
    order = value_at(ctx, i, j, "o") or -1
    year = value_at(ctx, i, j, "Y")
    basis = EXPLICIT if year else TO_PUBLICATION
    if year is None:
        chosen = choose_year(ctx, month_number, None, i, j, which(ctx, i + 2, j))
        if chosen is None:
            return unanchored(f"XXXX-{month_number:02d}", Granularity.DAY)
        year = chosen[0]
    on = weekday_of_month(year, month_number, weekday_number, order)
    if on.month != month_number:
        return impossible("XXXX-XX-XX", f'"{words_of(ctx, i, j)}": that month has none')
    return found_point(ctx, points.day(on), basis, f'"{words_of(ctx, i, j)}" of {year}')


def part_of_day(ctx: Context, i: int, j: int) -> Found | None:
    """The morning of June 6; the night of 3-4 June; midnight on Good Friday; the night of Friday, Oct. 23."""
    letters, part = ctx.tokens.letters, text_at(ctx, i, j, "P")
    if letters[i + 1 : j].startswith("i") and ctx.tokens.lower[i + 1] != "on":
        return None  # "noon until 3 May"
    at = next(k for k in range(i + 1, j) if letters[k] in "MDoH")
    if letters[at] == "H":
        feast = holiday_of(ctx, at, j)
        return _with_part(feast, part) if feast and feast.point else None
    if re.search(r"[Do]-D", letters[at:j]):
        return _night_between(ctx, at, j, part)
    return _with_part(day_of_month(ctx, at, j), part)


def _night_between(ctx: Context, i: int, j: int, part: str) -> Found | None:
    """The night of 3-4 June: that which begins on the first day and ends on the second."""
    days = day_range(ctx, i, j)
    if days is None or days.interval is None or days.interval.earliest is None or part != "NI":
        return days
    return replace(days, type="TIME", value=f"{days.interval.earliest}TNI")


def _weekday_beside_told(ctx: Context, i: int, j: int, number: int) -> Found | None:
    """ "Freed them on Monday, after it had released him the previous Wednesday": counted from the day just told of."""
    step = next((_TOLD_STEPS[w] for w in ctx.tokens.lower[i:j] if w in _TOLD_STEPS), 0)
    if not step or not ctx.history or ctx.history[-1][0] < ctx.begin or ctx.anchor is None:
        return None
    base = ctx.last("day")
    if base is None:
        return None
    edge = base.first if step < 0 else base.last
    on = edge + step * ((step * (number - edge.isoweekday()) - 1) % 7 + 1) * _DAY
    return found_point(ctx, points.day(on), TO_EVENT, f'"{words_of(ctx, i, j)}", counted from {base.value}')


def _same_weekday(ctx: Context, number: int, phrase: str) -> Found | None:
    """That Friday: the weekday nearest after the day the text spoke of."""
    base = ctx.last("day") or ctx.last("week")
    if base is None:
        return None
    on = base.first + ((number - base.first.isoweekday()) % 7) * _DAY
    return found_point(ctx, points.day(on), TO_EVENT, f'"{phrase}", counted from {base.value}')


def _with_part(found: Found, part: str) -> Found:
    """Add a part of the day, or noon and midnight, to a day."""
    if not part:
        return found
    return Found(
        "TIME",
        f"{found.value}T{part}",
        found.derivation,
        found.point,
        found.interval,
        Granularity.DAY,
        found.basis,
        found.mod,
    )


def clock(ctx: Context, i: int, j: int) -> Found | None:
    """10 p.m. Wednesday; 14:30 GMT; 5 p.m. EST, Nov. 6."""
    letters = ctx.tokens.letters
    at = next((k for k in range(i, j) if letters[k] in "CD" and (letters[k] == "C" or letters[k + 1] == "p")), None)
    if at is None:
        return None
    hours = _hours(ctx, at, j)
    if hours is None:
        return None
    base = _day_beside(ctx, i, at, j)
    if base is None:
        return unanchored(f"XXXX-XX-XXT{hours}", Granularity.DAY, kind="TIME")
    if base.point is None:
        return Found("TIME", f"{base.value}T{hours}", base.derivation, granularity=Granularity.DAY)
    zone = next((k for k in range(at, j) if letters[k] == "z"), None)
    why = base.derivation + (f"; clock of {ctx.tokens.form(zone)}" if zone is not None else "")
    return Found("TIME", f"{base.value[:10]}T{hours}", why, base.point, base.interval, Granularity.DAY, base.basis)


def _hours(ctx: Context, at: int, j: int) -> str | None:
    form = ctx.tokens.lower[at]
    match = re.match(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?([ap])?m?$", form)
    if not match:
        return None
    hour, minute = int(match[1]), match[2]
    half = match[3] or ("".join(ctx.tokens.lower[at + 1 : at + 2])[:1] if ctx.tokens.letters[at + 1] == "p" else "")
    if half and hour > 12:
        return None
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    if hour > 24:
        return None
    return f"{hour:02d}:{minute}" if minute else f"{hour:02d}:00"


def _day_beside(ctx: Context, i: int, at: int, j: int) -> Found | None:
    """The day that stands with a clock time, before or after it; else the day spoken of last; else the report's."""
    letters = ctx.tokens.letters
    for k in [*range(i, at), *range(at + 1, j)]:
        if letters[k] == "W" and letters[k + 1] != "s":
            return weekday(ctx, k, k + 1, begins=i)
        if letters[k] == "T":
            return deictic(ctx, k, k + 1)
        if letters[k] == "M":
            return day_of_month(ctx, at + 2 if ctx.tokens.letters[k - 1] == "D" else k, j if k > at else at)
    base = ctx.last("day")
    recent = ctx.history and ctx.history[-1][0] >= ctx.begin
    if base is not None and recent:
        return found_point(ctx, base, TO_EVENT, f"the day spoken of before, {base.value}")
    if ctx.anchor is None:
        return None
    return found_point(ctx, points.day(ctx.anchor), TO_PUBLICATION, f"the day of the {ctx.report}")


def noon(ctx: Context, i: int, j: int) -> Found | None:
    """Noon, midday and midnight wherever they stand; "overnight", which is the night that has just ended."""
    part = text_at(ctx, i, j, "P")
    night = ctx.tokens.lower[i] == "overnight"
    if (":" not in part and not night) or (i > ctx.begin and ctx.tokens.lower[i - 1] == "past"):
        return None  # "worked past midnight" names no day
    if re.match(r"i?[lxh]?W", ctx.tokens.letters[j : j + 3]) and ctx.tokens.lower[j] in ("on", "last", "next", "this"):
        return daypart(ctx, i, j)  # "the stroke of midnight on Monday", "noon last Tuesday"
    base = ctx.last("day")
    if base is not None and ctx.history[-1][0] >= ctx.begin:
        return _with_part(found_point(ctx, base, TO_EVENT, f"the day spoken of before, {base.value}"), part)
    if ctx.anchor is None:
        return _with_part(unanchored("XXXX-XX-XX", Granularity.DAY), part)
    on = ctx.anchor - _DAY if night and ctx.direction(i, j) != "future" else ctx.anchor
    return _with_part(found_point(ctx, points.day(on), TO_PUBLICATION, f'"{ctx.tokens.lower[i]}", {ctx.report}'), part)


def zulu(ctx: Context, i: int, j: int) -> Found | None:
    """0600 GMT: the clock of a zone, in four digits."""
    form = ctx.tokens.form(i)
    if not re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d|2400", form):
        return None
    base = _day_beside(ctx, i, i, j)
    value = f"T{form[:2]}:{form[2:]}"
    if base is None or base.point is None:
        return unanchored(f"XXXX-XX-XX{value}", Granularity.DAY, kind="TIME")
    why = f"{base.derivation}; clock of {ctx.tokens.form(i + 1)}"
    return Found("TIME", base.value[:10] + value, why, base.point, base.interval, Granularity.DAY, base.basis)


def deictic(ctx: Context, i: int, j: int) -> Found:
    """Today, yesterday, tomorrow, tonight; yesterday morning."""
    at = next(k for k in range(i, j) if ctx.tokens.letters[k] == "T")
    part = text_at(ctx, i, j, "P") or ("NI" if ctx.tokens.lower[at] == "tonight" else "")
    if ctx.anchor is None:
        return _with_part(unanchored("XXXX-XX-XX", Granularity.DAY), part)
    days = int(str(ctx.tokens.values[at]))
    on = ctx.anchor + days * _DAY
    found = found_point(ctx, points.day(on), TO_PUBLICATION, f'"{words_of(ctx, i, j)}", {ctx.report}')
    return _with_part(found, part)


def night_beside(ctx: Context, i: int, j: int) -> Found | None:
    """The night before, the morning after: of the day beside the one the text spoke of last."""
    base, word = ctx.last("day"), ctx.tokens.lower[j - 1]
    if base is None or word not in ("before", "after"):
        return None
    on = base.first - _DAY if word == "before" else base.last + _DAY
    why = f'"{words_of(ctx, i, j)}", counted from {base.value}'
    return _with_part(found_point(ctx, points.day(on), TO_EVENT, why), text_at(ctx, i, j, "P"))


def daypart(ctx: Context, i: int, j: int) -> Found | None:
    """This morning; last night; the next morning; noon Thursday; yesterday evening."""
    letters = ctx.tokens.letters[i:j]
    if "T" in letters:
        return deictic(ctx, i, j)
    part, word = text_at(ctx, i, j, "P"), which(ctx, i, j)
    if ":" in part and word == "last":
        return None  # "one minute past midnight"
    following = next((k for k in range(j, min(j + 3, len(ctx.tokens.letters))) if ctx.tokens.letters[k] == "W"), None)
    if following is not None and re.fullmatch(",?i?[lxh]?", ctx.tokens.letters[j:following]):
        turned = following - (ctx.tokens.letters[following - 1] in "lxh")
        found = weekday(ctx, turned, following + 1, begins=i)
        if found is None:
            return None
        whole = _with_part(found, part)
        return Found(
            whole.type, whole.value, whole.derivation, whole.point, whole.interval, whole.granularity, whole.basis,
            end=following + 1,
        )  # fmt: skip
    if letters == "tP" and ctx.tokens.letters[j] in "tOAB" and ctx.tokens.lower[i - 1] not in _INSIDE:
        return None  # "since the night the aircraft went down": its clause says which
    base = ctx.last("day")
    if base is not None and (word in ("next", "same") or (word == "" and ctx.history[-1][0] >= ctx.begin)):
        count = 1 if word == "next" else 0
        on = points.move(base.first, "day", count)
        return _with_part(found_point(ctx, points.day(on), TO_EVENT, f"counted from {base.value}"), part)
    if ctx.anchor is None:
        return _with_part(unanchored("XXXX-XX-XX", Granularity.DAY), part)
    on = ctx.anchor - _DAY if word == "last" else ctx.anchor
    return _with_part(found_point(ctx, points.day(on), TO_PUBLICATION, f'"{words_of(ctx, i, j)}", {ctx.report}'), part)


def holiday_of(ctx: Context, i: int, j: int) -> Found | None:
    """Ramadan 2024; last Thanksgiving; Easter week."""
    name, year, word = text_at(ctx, i, j, "H"), value_at(ctx, i, j, "Y"), which(ctx, i, j)
    phrase = words_of(ctx, i, j)
    basis = EXPLICIT
    said = [word.lower() for word in ctx.words]
    if _is_name(ctx, i, j, name):
        return None
    if name in ANY_OF:
        return _one_of(ctx, i, j, name)
    if holiday(name, 2020, said) is None:
        return None
    if year is None:
        if ctx.anchor is None:
            return unanchored("XXXX", Granularity.DAY)
        basis = TO_PUBLICATION
        days = holiday(name, ctx.anchor.year, said)
        way = {"last": "past", "next": "future"}.get(word) or ctx.direction(i, j)
        year = ctx.anchor.year
        if days and days.earliest and days.earliest > ctx.anchor and way != "future":
            near = (days.earliest - ctx.anchor).days < 30 and word != "last"
            year -= 0 if near else 1
        elif days and days.latest and days.latest < ctx.anchor and way == "future":
            year += 1
    days = holiday(name, year, said)
    if days is None or days.earliest is None:
        return None
    if ctx.tokens.form(j) == "Eve":
        eve = points.day(days.earliest - _DAY)
        return replace(found_point(ctx, eve, basis, f'"{words_of(ctx, i, j + 1)}" of {year}'), end=j + 1)
    point = points.day(days.earliest) if days.is_day else Point("day", days, f"{days.earliest}/{days.latest}")
    if name.endswith("week"):
        point = Point("week", days, points.week(days.earliest).value)
    return Found("DATE", point.value, f'"{phrase}" of {year}', point, days, Granularity.DAY, basis)


def _is_name(ctx: Context, i: int, j: int, name: str) -> bool:
    """ "Easter Island", "Carnival Cruise Lines"; a carnival is a feast where a preposition says so."""
    after = ctx.tokens.form(j)
    if ctx.tokens.letters[j] == "O" and after[:1].isupper() and not ctx.tokens.lower[j - 1].isdigit():
        return after.lower() not in ("day", "days", "eve", "season") and ctx.tokens.form(i)[:1].isupper()
    if name == "spring festival":
        return not ctx.tokens.form(i)[:1].isupper()
    if name != "carnival":
        return False
    before = ctx.tokens.lower[i - 1] if i > ctx.begin else ""
    return before not in ("during", "before", "after", "at", "until", "since", "for", "over", "this", "last", "next")


def _one_of(ctx: Context, i: int, j: int, name: str) -> Found | None:
    """Eid: of the two feasts the next where the clause points ahead, else the latest, a week ahead at most."""
    year = value_at(ctx, i, j, "Y")
    if ctx.anchor is None or year is not None:
        return unanchored("XXXX" if year is None else f"{year:04d}", Granularity.DAY)
    anchor, ahead = ctx.anchor, ctx.direction(i, j) == "future" or which(ctx, i, j) == "next"
    found: list[tuple[date, Interval, str]] = []
    for feast in ANY_OF[name]:
        for number in range(anchor.year - 2, anchor.year + 3):
            try:
                days = holiday(feast, number)
            except ValueError:  # a lunar year without that feast
                continue
            if days is not None and days.earliest is not None:
                found.append((days.earliest, days, feast))
    found.sort(key=lambda one: one[0])
    side = [f for f in found if f[0] > anchor] if ahead else [f for f in found if f[0] <= anchor + 7 * _DAY]
    if not side:
        return None
    _, days, feast = side[0 if ahead else -1]
    point = Point("day", days, f"{days.earliest}/{days.latest}")
    why = f'"{words_of(ctx, i, j)}": {feast}, {ctx.report}'
    return Found("DATE", point.value, why, point, days, Granularity.DAY, TO_PUBLICATION)
