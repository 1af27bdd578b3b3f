"""The event coder on invented sentences: every type in several forms, statuses, PLOVER rules, and what is no event."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.model import ActorRef, Event, PublishedBasis, Reading, Report
from dragoman.pipeline import Pipeline

LINES = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
CASES = [[part.strip() for part in line.split("|")] for line in LINES if line and not line.startswith("#")]
TOLD = [case for case in CASES if case[0] != "-"]
EMPTY = [case[5] for case in CASES if case[0] == "-"]


def read(pipeline: Pipeline, text: str) -> tuple[Event, ...]:
    reading = pipeline.read(Report("case", text, published="2015-03-04", published_basis=PublishedBasis.USER))
    assert isinstance(reading, Reading), text
    return reading.events


def has(wanted: str, found: tuple[ActorRef, ...], text: str) -> bool:
    """Whether each wanted name is among the actors, as it stands in the text; "-" wants none."""
    if wanted == "?":
        return True
    if wanted == "-":
        return not found
    words = [text[a.span.start : a.span.end] if a.span else a.name for a in found]
    return all(any(name in word or word in name for word in words) for name in wanted.split(", "))


@pytest.mark.parametrize("case", TOLD, ids=[case[5][:60] for case in TOLD])
def test_event(pipeline: Pipeline, case: list[str]) -> None:
    kind, plover, status, actors, recipients, text = case
    events = read(pipeline, text)
    alike = [e for e in events if e.type == kind and e.status == status]
    coded = [e for e in alike if (e.plover.type if e.plover else "-") == plover]
    told = [(e.type, e.plover and e.plover.type, str(e.status), [a.name for a in e.actors]) for e in events]
    assert any(has(actors, e.actors, text) and has(recipients, e.recipients, text) for e in coded), told


@pytest.mark.parametrize("text", EMPTY)
def test_no_event(pipeline: Pipeline, text: str) -> None:
    assert [(e.type, e.explanation) for e in read(pipeline, text) if e.plover is not None] == []


def test_every_type_is_tried_and_there_are_enough_cases() -> None:
    assert len(CASES) >= 120
    assert len({case[0] for case in TOLD}) == 16


def test_who_denies_an_accusation_refuses_nothing(pipeline: Pipeline) -> None:
    denied = read(pipeline, "Kenya denied the accusation.")
    refused = read(pipeline, "Kenya rejected the proposal.")
    assert [(event.type, event.phase) for event in denied] == [("REJECT", None)]
    assert [(event.type, str(event.phase)) for event in refused] == [("REJECT", "refuse")]
