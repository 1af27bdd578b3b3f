"""The axis of time that charts share: days of the ledger as they are, whatever the clock of the machine."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import altair as alt

from dragoman.model import Json

MOST = 9
"""Ticks on an axis, at most."""

_STEPS = ((14, "day", 2), (60, "week", 1), (120, "week", 2), (275, "month", 1), (550, "month", 2), (825, "month", 3))
"""Up to so many days, a tick every so many days, weeks or months; longer periods have one every year or more."""

Layer = Any
"""A part of a chart: Altair's own unions say nothing that a caller could use."""

Domain = tuple[date, date]


def time_axis(domain: Domain, *, labels: bool = True) -> alt.X:
    """The field `from` on an axis over `domain`; without `labels` only the lines of the grid are drawn."""
    days = (domain[1] - domain[0]).days
    unit, step = next(((unit, step) for most, unit, step in _STEPS if days <= most), ("month", 6))
    if days > MOST * 183:
        unit, step = "year", max(1, -(-days // (366 * MOST)))
    axis = alt.Axis(
        title=None,
        labels=labels,
        ticks=labels,
        domain=labels,
        grid=True,
        labelOverlap=True,
        tickCount=cast("Any", {"interval": unit, "step": step}),
        format={"year": "%Y", "month": "%b %Y"}.get(unit, "%-d %b %Y"),
    )
    ends = [day.isoformat() for day in domain]
    return alt.X("from:T", scale=alt.Scale(type="utc", domain=ends, clamp=True), axis=axis)


def rows_of(values: list[Json]) -> alt.InlineData:
    """Rows as the data of one layer."""
    return alt.InlineData(values=cast("Any", values))
