"""Resolvers of weekdays that something counts or names besides: Thursday week, two Tuesdays ago, Friday the 13th."""

from __future__ import annotations

from datetime import timedelta

from dragoman.dates import DateBasis, Granularity
from dragoman.times import points
from dragoman.times.amounts import quantity
from dragoman.times.context import Context, Found, found_point, impossible, unanchored, words_of
from dragoman.times.dates_of import text_at, value_at

_DAY = timedelta(days=1)
_TO_PUBLICATION = DateBasis.RELATIVE_TO_PUBLICATION


def weekday_after(ctx: Context, i: int, j: int) -> Found | None:
    """Thursday week, a week on Thursday, two weeks from Monday: so many weeks after the coming one."""
    letters, lower = ctx.tokens.letters, ctx.tokens.lower
    at = i if letters[i] == "W" else j - 1
    if text_at(ctx, i, j, "U") not in ("week", "fortnight") or lower[at].endswith("s"):
        return None
    until = i > ctx.begin and lower[i - 1] in ("until", "till", "by", "before")
    ahead_of = lower[at - 1] == "from" or (lower[at - 1] == "on" and (until or ctx.direction(i, i) == "future"))
    if at > i and not ahead_of:
        return None  # "spent a week on Monday's report"
    weeks = int(quantity(ctx, i, i + 1) or 0) if at > i else 1
    if lower[at - 2 if at > i else i + 1] == "fortnight":
        weeks *= 2
    number = value_at(ctx, at, at + 1, "W") or 1
    if ctx.anchor is None:
        return unanchored(f"XXXX-WXX-{number}", Granularity.DAY)
    ahead = (number - ctx.anchor.isoweekday() - 1) % 7 + 1
    on = ctx.anchor + (ahead + 7 * weeks) * _DAY
    why = f'"{words_of(ctx, i, j)}": {7 * weeks} days after the next one, {ctx.report}'
    return found_point(ctx, points.day(on), _TO_PUBLICATION, why)


def weekdays_ago(ctx: Context, i: int, j: int) -> Found | None:
    """Two Tuesdays ago: the second before the report's day."""
    number, count = value_at(ctx, i, j, "W") or 1, quantity(ctx, i, i + 1)
    if count is None or not 1 <= count <= 60:
        return None
    if ctx.anchor is None:
        return unanchored(f"XXXX-WXX-{number}", Granularity.DAY)
    back = (ctx.anchor.isoweekday() - number - 1) % 7 + 1
    on = ctx.anchor - (back + 7 * (int(count) - 1)) * _DAY
    return found_point(ctx, points.day(on), _TO_PUBLICATION, f'"{words_of(ctx, i, j)}", {ctx.report}')


def weekday_date(ctx: Context, i: int, j: int) -> Found | None:
    """Wednesday the 14th: the month beside the report's in which the 14th is a Wednesday."""
    number, day = value_at(ctx, i, j, "W"), value_at(ctx, i, j, "o")
    if number is None or day is None or not 1 <= day <= 31:
        return None
    if "," in ctx.tokens.letters[i:j] and not ctx.tokens.lower[j - 1][0].isdigit():
        return None  # "on Saturday, the first since May"
    phrase = words_of(ctx, i, j)
    if ctx.anchor is None:
        return unanchored(f"XXXX-XX-{day:02d}", Granularity.DAY)
    way, fitting = ctx.direction(i, j), []
    for step in range(-12, 13):
        try:
            on = points.add_months(ctx.anchor.replace(day=1), step).replace(day=day)
        except ValueError:
            continue
        if on.isoweekday() == number:
            fitting.append(on)
    anchor = ctx.anchor
    side = [on for on in fitting if (on >= anchor if way == "future" else on <= anchor if way == "past" else True)]
    if not side:
        return impossible("XXXX-XX-XX", f'"{phrase}": no such day within a year of the report')
    on = min(side, key=lambda day_: (abs((day_ - anchor).days), day_))
    return found_point(ctx, points.day(on), _TO_PUBLICATION, f'"{phrase}", the nearest such day, {ctx.report}')
