"""Words of politics and war that tell no such act: other senses, private crime, accidents; and an act told twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.model import Event, PublishedBasis, Reading, Report
from dragoman.pipeline import Pipeline

LINES = (Path(__file__).parent / "no_such_act.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(part.strip() for part in line.split("|")) for line in LINES if line and not line.startswith("#")]


def read(pipeline: Pipeline, text: str) -> tuple[Event, ...]:
    reading = pipeline.read(Report("case", text, published="2015-03-04", published_basis=PublishedBasis.USER))
    assert isinstance(reading, Reading), text
    return reading.events


@pytest.mark.parametrize(("kind", "none", "one"), CASES, ids=[case[1][:60] for case in CASES])
def test_other_senses_make_no_event_and_the_sense_itself_does(
    pipeline: Pipeline, kind: str, none: str, one: str
) -> None:
    assert [e.explanation for e in read(pipeline, none) if e.type == kind] == []
    assert kind in [e.type for e in read(pipeline, one)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ghana sent engineers to Togo to help with the dam.", "AID"),
        ("The Kenyan president met his Ugandan counterpart to discuss the dam.", "CONSULT"),
        ("Kenya urged Uganda to call for a truce.", "REQUEST"),
        ("Kenya agreed to invite Uganda to the fair.", "AGREE"),
    ],
)
def test_what_an_act_is_done_for_is_no_second_act_of_its_kind(pipeline: Pipeline, text: str, kind: str) -> None:
    assert [e.type for e in read(pipeline, text)].count(kind) == 1


def test_who_is_met_on_a_journey_is_an_act_of_its_own(pipeline: Pipeline) -> None:
    found = read(pipeline, "Kenya's president will travel to Kampala to meet Uganda's president.")
    assert [e.mode for e in found if e.type == "CONSULT"] == ["visit", None]


def test_harm_to_people_is_public_where_the_title_tells_of_public_violence(pipeline: Pipeline) -> None:
    text = "State television said eleven people had been killed."
    quiet, loud = (
        pipeline.read(Report("case", text, title=title, published="2015-03-04", published_basis=PublishedBasis.USER))
        for title in ("Fog on the motorway", "Bombs shake the port")
    )
    assert isinstance(quiet, Reading)
    assert isinstance(loud, Reading)
    assert [e.type for e in quiet.events] == []
    assert [e.type for e in loud.events] == ["ASSAULT"]


def test_captives_who_are_released_were_no_private_matter(pipeline: Pipeline) -> None:
    assert [e.type for e in read(pipeline, "The captives have since been released, his widow said.")] == ["RETREAT"]
    assert [e.type for e in read(pipeline, "The patients have since been released, his widow said.")] == []
