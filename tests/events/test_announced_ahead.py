"""What is announced for a day after the report is a plan for that day; what is announced for a day before it is not."""

from __future__ import annotations

import pytest

from dragoman.model import Reading, Report, Status
from dragoman.pipeline import Pipeline

# text of a report of 30 January 2022, type of the act, its status and its first day
ANNOUNCED = [
    ("Peru announced on Friday the reopening of its border with Chile on January 31.", "RETREAT", "scheduled",
     "2022-01-31"),
    ("Peru announced on Friday the resumption of flights to Chile from March 1.", "COOPERATE", "scheduled",
     "2022-03-01"),
    ("Peru on Friday announced the start of joint exercises with Chile on February 7.", "COOPERATE", "scheduled",
     "2022-02-07"),
    ("Peru announced a visit by the president of Chile on February 7.", "CONSULT", "scheduled", "2022-02-07"),
    # Said by the side whose measure it is: a decision, with a later effect.
    ("Peru announced on Friday a ban on Chilean milk from March 1.", "SANCTION", "occurred", "2022-01-28"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "status", "day"), ANNOUNCED, ids=[a[0][:50] for a in ANNOUNCED])
def test_what_is_announced_for_a_day_ahead(pipeline: Pipeline, text: str, kind: str, status: str, day: str) -> None:
    reading = pipeline.read(Report(path="t", content=text, published="2022-01-30", language="en"))
    assert isinstance(reading, Reading)
    (event,) = [e for e in reading.events if e.type == kind]
    assert event.status is Status(status)
    assert event.date is not None
    assert str(event.date.interval.earliest) == day
    if event.status is Status.SCHEDULED and event.plover is not None:
        assert event.plover.type == "AGREE"
