"""What counts from the point that the text has told of last: "October of that year", "that November", "the next day".

In a clause on the past such words never count from the report: where the text has told of no point, they stay open.
"""

from __future__ import annotations

import re

from dragoman.dates import DateBasis, Granularity
from dragoman.times import points
from dragoman.times.context import Context, Found, found_point
from dragoman.times.points import Point

TO_EVENT = DateBasis.RELATIVE_TO_EVENT
TO_PUBLICATION = DateBasis.RELATIVE_TO_PUBLICATION

POINTING_BACK = frozenset({"following", "previous", "preceding", "subsequent", "same", "that", "prior"})
"""Words beside a unit that count from what the text has told of."""

_STEPS = {"following": 1, "subsequent": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}
_NEAR = 60  # tokens, about two sentences, back to what "the next day" counts from
_OPENING = ",idmAB|"  # letters of tokens: what stands before "that November", and not before "said that November sales"


def step(pointing: str) -> int:
    """How many units a word counts on from the point told of: "the following" one, "the previous" minus one."""
    return _STEPS.get(pointing, 0)


def joined_year(ctx: Context, i: int, j: int) -> tuple[int, DateBasis, str] | None:
    """The year of "March next year", "October of last year", "May of that year", its basis, and what it counts from."""
    tail = re.search(r"[lxhk]U$", ctx.tokens.letters[i:j])
    if tail is None or ctx.tokens.values[j - 1] != "year":
        return None
    pointing = ctx.tokens.lower[j - 2]
    if pointing in POINTING_BACK:
        base = _dated_base(ctx)
        return None if base is None else (base.first.year + step(pointing), TO_EVENT, f"counted from {base.value}")
    if ctx.anchor is None:
        return None
    return ctx.anchor.year + {"l": -1, "x": 1, "h": 0}[tail[0][0]], TO_PUBLICATION, ctx.report


def that_month(ctx: Context, i: int, number: int, phrase: str, mod: str | None) -> Found | None:
    """That November, the same May: of the year that the text spoke of last, where it does not lie before that point."""
    if not _opens_phrase(ctx, i):
        return None
    base = _dated_base(ctx)
    if base is None or (base.unit != "year" and number < base.first.month):
        return open_value(f"XXXX-{number:02d}", Granularity.MONTH, phrase)
    return found_point(
        ctx, points.month(base.first.year, number), TO_EVENT, f'"{phrase}", counted from {base.value}', mod
    )


def _opens_phrase(ctx: Context, i: int) -> bool:
    """Whether "that" at `i` can point to a month, and does not open a clause: "said that November sales fell"."""
    return i == ctx.begin or ctx.tokens.letters[i - 1] in _OPENING


def day_near(ctx: Context, i: int) -> Point | None:
    """The day told of last, where it stands no further back than about two sentences."""
    if not ctx.history or i - ctx.history[-1][0] > _NEAR:
        return None
    point = ctx.history[-1][1]
    return point if point.unit == "day" else None


def open_value(value: str, granularity: Granularity | None, phrase: str) -> Found:
    """What counts from something of which the text tells no day."""
    return Found("DATE", value, f'"{phrase}" counts from something whose day is not told', None, None, granularity)


def _dated_base(ctx: Context) -> Point | None:
    """The point told of last whose year is known."""
    base = ctx.last()
    return None if base is None or points.GRANULARITIES[base.unit] is Granularity.DECADE else base
