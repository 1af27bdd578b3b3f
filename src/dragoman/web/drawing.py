"""Drawings as shapes with places and sizes: a template sets them as SVG, a style sheet gives them colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.query import Month

WIDTH, HEIGHT = 720.0, 120.0
MIDDLE = HEIGHT / 2
WIDEST = 28.0


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
    """Bars over a middle line, with a label under some of them."""

    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]
    width: float = WIDTH
    height: float = HEIGHT
    middle: float = MIDDLE


def months(found: Sequence[Month]) -> Chart | None:
    """Cooperation above the line and conflict below it, a column for each month that has events with a date.

    `None` where there are fewer than two columns.
    """
    dated = [month for month in found if month.label]
    if len(dated) < 2:
        return None
    counts = [_counts(month) for month in dated]
    most = max(1, *(max(pair) for pair in counts))
    step = WIDTH / len(dated)
    width = min(WIDEST, step * 0.8)
    scale = (MIDDLE - 4) / most
    bars: list[Bar] = []
    for place, (month, (up, down)) in enumerate(zip(dated, counts, strict=True)):
        x = round(place * step + (step - width) / 2, 1)
        if up:
            height = round(up * scale, 1)
            bars.append(
                Bar(x, round(MIDDLE - height, 1), width, height, "cooperation", f"{month.label}: {up} cooperative")
            )
        if down:
            height = round(down * scale, 1)
            bars.append(Bar(x, MIDDLE, width, height, "conflict", f"{month.label}: {down} conflictual"))
    every = max(1, len(dated) // 8)
    labels = [(round((n + 0.5) * step, 1), month.label) for n, month in enumerate(dated) if n % every == 0]
    return Chart(tuple(bars), tuple(labels))


def _counts(month: Month) -> tuple[int, int]:
    down = sum(1 for row in month.events if row.event.quad.endswith("conflict"))
    return len(month.events) - down, down
