"""What is known while a text is resolved: its tokens, the day it was written, and the points met so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.times import points
from dragoman.times.direction import direction
from dragoman.times.plans import is_firm, undone
from dragoman.times.points import Point
from dragoman.times.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Found:
    """What an expression was resolved to; `point` is what later expressions of the text may lean on."""

    type: str
    value: str
    derivation: str
    point: Point | None = None
    interval: Interval | None = None
    granularity: Granularity | None = None
    basis: DateBasis | None = None
    mod: str | None = None
    end: int | None = None  # a token index, where the expression ends later than the pattern said


@dataclass(slots=True)
class Context:
    """The state of one pass over one text. `anchor` is the day of the report, or `None`; `country` an ISO alpha-3."""

    tokens: Tokens
    anchor: date | None
    country: str | None = None
    day_first: bool = False
    history: list[tuple[int, Point]] = field(default_factory=list)
    period: tuple[int, Point] | None = None
    begin: int = 0
    words: list[str] = field(default_factory=list)

    def direction(self, i: int, j: int, *, present: bool = True) -> str:
        """Which way the clause around tokens `[i, j)` points; `present` as for `direction.direction`."""
        return direction(self.words, i - self.begin, j - self.begin, present=present)

    def undone(self, i: int, j: int) -> bool:
        """Whether tokens `[i, j)` are the day of a plan that was not kept, so that the nearest is meant."""
        return undone(self.words, i - self.begin, j - self.begin)

    def is_firm(self, i: int, j: int) -> bool:
        """Whether the clause around tokens `[i, j)` says outright that they lie ahead."""
        return is_firm(self.words, i - self.begin, j - self.begin)

    def remember(self, index: int, point: Point) -> None:
        """Later expressions may lean on this one."""
        self.history.append((index, point))

    def last(self, *units: str) -> Point | None:
        """The point met last, of these units if any are named."""
        for _, point in reversed(self.history[-12:]):
            if not units or point.unit in units:
                return point
        return None

    @property
    def report(self) -> str:
        """The report's day, for derivations."""
        return f"report of {self.anchor.isoformat()}" if self.anchor else "a report without a date"


def found_point(
    ctx: Context, point: Point, basis: DateBasis, why: str, mod: str | None = None, kind: str = "DATE"
) -> Found:
    """A resolved point of the calendar; `mod` narrows its days."""
    interval = points.part(point, mod) if mod else point.interval
    told = mod if mod not in ("MID-END", "START-MID") else "MID"
    return Found(kind, point.value, why, point, interval, points.GRANULARITIES[point.unit], basis, told)


def unanchored(value: str, granularity: Granularity | None, mod: str | None = None, kind: str = "DATE") -> Found:
    """An expression that needs the day of the report, in a report that has none."""
    return Found(kind, value, "the report has no date to count from", None, None, granularity, None, mod)


def impossible(value: str, why: str) -> Found:
    """An expression that names no day that exists."""
    return Found("DATE", value, f"impossible: {why}")


def words_of(ctx: Context, i: int, j: int) -> str:
    """The words of tokens `[i, j)` as written, on one line."""
    tokens = ctx.tokens
    return " ".join(tokens.text[tokens.starts[i] : tokens.ends[j - 1]].split())
