"""Drawings as shapes with places and sizes: a template sets them as SVG, a style sheet gives them colour."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.query.relations import QUADS

WIDTH, HEIGHT = 720.0, 132.0
MIDDLE = HEIGHT / 2
WIDEST = 26.0
MOST_COLUMNS = 96
"""Months that are drawn one by one; a longer time is drawn by years."""
ENOUGH = 0.8
"""The share of acts that a drawing by months must hold; with less it is drawn by years."""
MONTHS = 12
ABOVE = QUADS[:2]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: what it stands for, and the colour class of a quad of events."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over a middle line, with a label under some columns; `says` is the same in words."""

    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]
    says: str
    width: float = WIDTH
    height: float = HEIGHT
    middle: float = MIDDLE


Counts = Mapping[str, Mapping[str, int]]
"""Month ("2024-05") or year ("2012") -> quad class -> number of happenings."""


def tallied(found: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Counts from pairs of month and quad class; pairs without a month are left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for month, quad in found:
        if month:
            counts[month][quad] += 1
    return {month: dict(counts[month]) for month in sorted(counts)}


def quads(counts: Counts) -> Chart | None:
    """Cooperation above the line and conflict below it, words paler than deeds, on a true scale of time.

    `None` where there is nothing with a date.
    """
    columns = _columns(counts)
    if not columns:
        return None
    left = sum(sum(held.values()) for held in counts.values()) - sum(sum(held.values()) for _, held in columns)
    up = [sum(held.get(quad, 0) for quad in ABOVE) for _, held in columns]
    down = [sum(held.values()) - above for (_, held), above in zip(columns, up, strict=True)]
    step = WIDTH / max(len(columns), 12)
    width = min(WIDEST, step * 0.82)
    scale = (MIDDLE - 4) / max(1, *up, *down)
    bars: list[Bar] = []
    for place, (label, held) in enumerate(columns):
        bars.extend(_column(label, held, round(place * step + (step - width) / 2, 1), round(width, 1), scale))
    every = max(1, -(-len(columns) // 9))
    labels = [(round((n + 0.5) * step, 1), label) for n, (label, _) in enumerate(columns) if n % every == 0]
    return Chart(tuple(bars), tuple(labels), _in_words(columns, up, down, left))


def _column(label: str, held: Mapping[str, int], x: float, width: float, scale: float) -> Iterable[Bar]:
    """The four quads of one column: deeds next to the line, words beyond them."""
    for first, second, sign in ((QUADS[1], QUADS[0], -1), (QUADS[3], QUADS[2], 1)):
        place = MIDDLE
        for quad in (first, second):
            count = held.get(quad, 0)
            if not count:
                continue
            height = round(count * scale, 1)
            y = place - height if sign < 0 else place
            yield Bar(x, round(y, 1), width, height, f"q-{quad.replace(' ', '-')}", f"{label}: {count} {quad}")
            place += sign * height


def _columns(counts: Counts) -> list[tuple[str, Mapping[str, int]]]:
    """A column for each month of the latest ones, or for each year where too much lies outside of those."""
    if not counts:
        return []
    months = [label for label in counts if "-" in label]
    if months:
        last = _number(months[-1])
        first = max(_number(months[0]), last - MOST_COLUMNS + 1)
        inside = sum(sum(counts[label].values()) for label in months if _number(label) >= first)
        if inside >= ENOUGH * sum(sum(held.values()) for held in counts.values()):
            return [(_label(number), counts.get(_label(number), {})) for number in range(first, last + 1)]
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for label, held in counts.items():
        years[label[:4]].update(held)
    begin, end = int(min(years)), int(max(years))
    if end - begin >= MOST_COLUMNS:
        return [(year, years[year]) for year in sorted(years)]
    return [(f"{year:04d}", years.get(f"{year:04d}", {})) for year in range(begin, end + 1)]


def _number(month: str) -> int:
    return int(month[:4]) * MONTHS + int(month[5:7]) - 1


def _label(number: int) -> str:
    return f"{number // MONTHS:04d}-{number % MONTHS + 1:02d}"


def _in_words(
    columns: Sequence[tuple[str, Mapping[str, int]]], up: Sequence[int], down: Sequence[int], left: int
) -> str:
    told = f"{sum(up)} cooperative and {sum(down)} conflictual acts, {columns[0][0]} to {columns[-1][0]}"
    busiest = max(range(len(columns)), key=lambda n: (up[n] + down[n], -n))
    more = f"; {left} of earlier or of a whole year are not drawn" if left else ""
    return f"{told}; most in {columns[busiest][0]}, with {up[busiest]} and {down[busiest]}{more}"


# ------------------------------------------------------------------ who met whom


@dataclass(frozen=True, slots=True)
class Knot:
    """One who took part: where it stands, its name, its page, and how often."""

    x: float
    y: float
    name: str
    path: str
    count: int
    side: str


@dataclass(frozen=True, slots=True)
class Web:
    """Two columns of actors and the lines between them; a line has its ends, its width and its words."""

    knots: tuple[Knot, ...]
    lines: tuple[tuple[float, float, float, float, float, str], ...]
    width: float
    height: float


ROW = 26.0
LEFT, RIGHT = 230.0, 490.0
THICKEST = 6.0


def web(pairs: Mapping[tuple[tuple[str, str], tuple[str, str]], int]) -> Web | None:
    """Who met whom: (name, page) of one side and of the other -> how often. `None` where nobody did."""
    if not pairs:
        return None
    left: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for (one, other), count in pairs.items():
        left[one] += count
        right[other] += count
    places: dict[tuple[str, tuple[str, str]], Knot] = {}
    for side, column, x in (("left", left, LEFT), ("right", right, RIGHT)):
        ordered = sorted(column.items(), key=lambda item: (-item[1], item[0]))
        for row, (who, count) in enumerate(ordered):
            places[side, who] = Knot(x, ROW * (row + 0.6), who[0], who[1], count, side)
    most = max(pairs.values())
    lines = []
    for (one, other), count in sorted(pairs.items()):
        begin, end = places["left", one], places["right", other]
        width = round(max(1.0, THICKEST * count / most), 1)
        says = f"{one[0]} and {other[0]}: {count}"
        lines.append((begin.x + 6, begin.y, end.x - 6, end.y, width, says))
    return Web(tuple(places.values()), tuple(lines), WIDTH, ROW * max(len(left), len(right)) + 6)
