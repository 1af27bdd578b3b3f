"""Draw whether confidence is what it says: the share of right events for each stated probability.

usage: python bench/reliability.py [--picture docs/pictures/reliability.svg]

The events are those of the project's own gold, each with the probability that a table states which was fitted on the
other parts of it (bench/calibrate.py). Each point is a tenth of the scale that holds events: its size says how many,
its line is the 95 % interval of the share (Wilson 1927). On the diagonal, stated and true agree.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

import altair as alt

sys.path.insert(0, str(Path(__file__).resolve().parent))

from calibrate import ROOT, answers, cross_fitted
from dragoman.charts import vega
from dragoman.charts.axes import rows_of
from dragoman.charts.palette import FAINT, INK, QUADS
from dragoman.evaluate.calibration import Calibration, calibration

PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"
SIDE = 380
SURE = 1.96
"""Standard deviations on either side that hold 95 % of a normal distribution."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--picture", type=Path, default=PICTURE)
    given = options.parse_args()
    stated = cross_fitted(answers())
    chart = draw(calibration(stated), len(stated))
    given.picture.write_text(vega.to_svg(chart), encoding="utf-8")
    print(chart.description)
    print(f"written to {given.picture}")


def draw(found: Calibration, events: int) -> vega.Chart:
    """The picture of a calibration measured on so many events."""
    rows = [
        {**row, "low": low, "high": high, "says": f"stated {row['stated']:.2f}, right {row['right']:.2f}"}
        for row in found.rows
        for low, high in [wilson(row["right"], row["events"])]
    ]
    scale = alt.Scale(domain=[0, 1])
    x = alt.X("stated:Q", scale=scale, axis=alt.Axis(title="stated probability", format="%", tickCount=6))
    y = alt.Y("right:Q", scale=scale, axis=alt.Axis(title="share that is right", format="%", tickCount=6))
    even = alt.Chart(rows_of([{"stated": 0, "right": 0}, {"stated": 1, "right": 1}]))
    diagonal = even.mark_line(color=FAINT, strokeDash=[4, 4], strokeWidth=1.2).encode(x=x, y=y)
    base = alt.Chart(rows_of(rows)).encode(x=x)
    spread = base.mark_rule(color=QUADS["material cooperation"], strokeWidth=2.5, opacity=0.5)
    spread = spread.encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")
    points = base.mark_point(filled=True, color=QUADS["material cooperation"], opacity=1).encode(
        y=y,
        size=alt.Size("events:Q", scale=alt.Scale(range=[60, 500], zero=True), legend=None),
        description="says:N",
    )
    words = base.mark_text(align="left", dx=12, dy=12, color=INK, fontSize=11).encode(y=y, text="label:N")
    labelled = words.transform_calculate(label="datum.events + (datum.events == 1 ? ' event' : ' events')")
    drawn = alt.layer(diagonal, spread, points, labelled).properties(width=SIDE, height=SIDE)
    shares = "; ".join(f"{row['says']} ({row['events']} events)" for row in rows)
    described = (
        f"Stated probability against the share of right events, over {events} events of gold, each by a table "
        f"that was not fitted on it: {shares}. The expected calibration error is {found.error:.3f}."
    )
    subtitle = f"{events} events of gold, cross-fitted; expected calibration error {found.error:.3f}"
    return vega.finished(drawn, "Is confidence what it says?", subtitle, described)


def wilson(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of so many."""
    square = SURE * SURE / count
    middle = (share + square / 2) / (1 + square)
    half = SURE / (1 + square) * math.sqrt(share * (1 - share) / count + square / (4 * count))
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)


if __name__ == "__main__":
    main()
