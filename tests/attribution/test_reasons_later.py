"""Reasons that stand in the sentence after the act, and acts that hold from a later day, on invented sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model import Event, PublishedBasis, Reading, Report, Status
from dragoman.pipeline import Pipeline

Read = Callable[[str], tuple[Event, ...]]


@pytest.fixture(scope="session")
def read(pipeline: Pipeline) -> Read:
    def of(text: str) -> tuple[Event, ...]:
        report = Report("r", text, published="2024-05-29", published_basis=PublishedBasis.USER, language="en")
        reading = pipeline.read(report)
        assert isinstance(reading, Reading)
        return reading.events

    return of


LATER = [
    ("Norway has postponed a visit to Ghana. It cited the weather.", "the weather"),
    ("Norway has postponed a visit to Ghana. The Norwegian embassy gave bad weather as the reason.", "bad weather"),
    ("Peru suspended flights to Chile. The Peruvian decision was prompted by a crash.", "a crash"),
    ("Peru called off talks with Chile. Lima said the trip was cancelled, citing illness.", "illness"),
]


@pytest.mark.parametrize(("text", "reason"), LATER)
def test_the_next_sentence_gives_the_reason(read: Read, text: str, reason: str) -> None:
    first = read(text)[0]
    assert [text[r.span.start : r.span.end].endswith(reason) for r in first.reasons] == [True]
    assert [r.kind for r in first.reasons] == ["stated"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway has postponed a visit to Ghana. It gave no reason.",
        "Norway has postponed a visit to Ghana. It met Danish officials on Monday.",
        "Norway met Ghana. It cited the weather.",
        "Norway has postponed a visit to Ghana. The minister did not cite the weather.",
    ],
)
def test_other_sentences_give_none(read: Read, text: str) -> None:
    assert [event.reasons for event in read(text) if event.reasons] == []


def only(events: tuple[Event, ...], kind: str) -> Event:
    found = [event for event in events if event.type == kind]
    assert len(found) == 1, [(e.type, e.status) for e in events]
    return found[0]


def test_a_measure_announced_holds_from_its_day(read: Read) -> None:
    event = only(read("Peru announced a ban on Chilean fish from August 1."), "SANCTION")
    assert event.status is Status.OCCURRED
    assert (event.date, str(event.effective.interval.earliest if event.effective else "")) == (None, "2024-08-01")


def test_a_side_that_says_what_it_will_lift_has_decided_it(read: Read) -> None:
    event = only(read("Peru said on Monday it will lift its ban on Chilean fish from August 1."), "CONCEDE")
    assert event.status is Status.OCCURRED
    assert event.effective is not None
    assert str(event.effective.interval.earliest) == "2024-08-01"
    assert event.date is None or str(event.date.interval.earliest) == "2024-05-27"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chile said Peru will lift its ban on Chilean fish from August 1.", "CONCEDE"),
        ("Peru will lift its ban on Chilean fish from August 1.", "CONCEDE"),
        ("Peru said it will lift its ban on Chilean fish on August 1.", "CONCEDE"),
        ("Peru said it will hold talks with Chile from August 1.", "CONSULT"),
    ],
)
def test_what_others_expect_or_both_must_do_stays_planned(read: Read, text: str, kind: str) -> None:
    event = only(read(text), kind)
    assert event.status is Status.SCHEDULED
    assert event.effective is None
