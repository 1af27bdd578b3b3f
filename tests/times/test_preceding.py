"""What "had been" done before a dated act is dated before it, and nothing else is."""

from __future__ import annotations

import pytest

from dragoman.model import Reading, Report
from dragoman.pipeline import Pipeline

CASES = [
    ("Peru on Monday resumed flights to Chile, some days after they had been suspended.", "SANCTION", "2019-03-03"),
    ("Peru lifted its ban on Chilean milk on March 4 after it had banned it over a disease.", "SANCTION", "2019-03-03"),
    ("Peru resumed flights to Chile after they had been suspended.", "SANCTION", None),
]


@pytest.mark.parametrize(("text", "kind", "last"), CASES, ids=[c[0][:40] for c in CASES])
def test_what_came_before_a_dated_act(pipeline: Pipeline, text: str, kind: str, last: str | None) -> None:
    reading = pipeline.read(Report(path="t", content=text, published="2019-03-05", language="en"))
    assert isinstance(reading, Reading)
    (event,) = [e for e in reading.events if e.type == kind]
    assert (str(event.date.interval.latest) if event.date else None) == last
    assert event.date is None or event.date.interval.earliest is None
