"""Parties that the sentence leaves to the reader: filled from the report for a matter it has told of, and no other."""

from __future__ import annotations

import pytest

from dragoman.model import PublishedBasis, Reading, Report
from dragoman.pipeline import Pipeline

LEAD = "Oman and Kenya opened talks on fishing on Monday, the Omani foreign ministry said. It rained. The sun shone. "
FILLED = (
    "The talks were broken off in the evening.",
    "Talks will resume in June.",
    "A second round of talks will begin in June.",
)
NOT_FILLED = (
    "An emergency meeting of the harbour board was under way.",
    "The captain said that a deal could be reached between the crew and the owner.",
    "The fishing firm Albatross broke off its talks with a bank.",
    "Many developing nations hope that the climate deal comes into force.",
    "The talks between Iraq's government and the opposition will resume in May.",
    "All this was decided at the meeting of the National Fisheries Committee.",
)


def parties(pipeline: Pipeline, last: str) -> list[set[str | None]]:
    text = LEAD + last
    reading = pipeline.read(Report("r", text, published="2011-04-12", published_basis=PublishedBasis.USER))
    assert isinstance(reading, Reading)
    later = [e for e in reading.events if e.evidence.sentence.start >= len(LEAD)]
    return [{a.country for a in (*e.actors, *e.recipients)} for e in later]


@pytest.mark.parametrize("last", FILLED)
def test_a_matter_told_of_has_the_parties_of_the_report(pipeline: Pipeline, last: str) -> None:
    assert {"OMN", "KEN"} in parties(pipeline, last)


@pytest.mark.parametrize("last", NOT_FILLED)
def test_what_may_be_anybodys_gets_nobody_from_the_report(pipeline: Pipeline, last: str) -> None:
    assert not any(found & {"OMN", "KEN"} for found in parties(pipeline, last))


def test_a_dateline_that_ends_in_a_colon_says_whose_the_cabinet_is(pipeline: Pipeline) -> None:
    text = "LUSAKA: Zambia wrote to Malawi. Malawi answered. The cabinet met."
    reading = pipeline.read(Report("r", text, published="2011-04-12", published_basis=PublishedBasis.USER))
    assert isinstance(reading, Reading)
    assert [m.actor for m in reading.mentions if m.name == "cabinet"] == ["ZMB.GOV"]


OTHERS = (
    ("A Qatar-brokered truce between Sudan and Chad took effect on Monday.", {"SDN", "TCD"}),
    ("The British and French ministers met their Greek and Turkish counterparts.", {"GBR", "FRA", "GRC", "TUR"}),
)


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_brokers_are_no_parties_and_each_counterpart_is_one(pipeline: Pipeline, text: str, expected: set[str]) -> None:
    reading = pipeline.read(Report("r", text, published="2011-04-12", published_basis=PublishedBasis.USER))
    assert isinstance(reading, Reading)
    assert {a.country for e in reading.events for a in (*e.actors, *e.recipients)} - {None} == expected


def test_a_measure_on_those_who_laid_another_is_not_the_other_sides(pipeline: Pipeline) -> None:
    """Who laid restrictions on Cuba is not under a ban of Cuba's because a ban "on U.S. tourism" is spoken of."""
    text = (
        "The United States eased its restrictions on travel to Cuba on Monday. It rained. The sun shone. "
        "The ban on U.S. tourism remains in place."
    )
    reading = pipeline.read(Report("r", text, published="2011-04-12", published_basis=PublishedBasis.USER))
    assert isinstance(reading, Reading)
    last = [e for e in reading.events if e.evidence.quote.startswith("The ban")]
    assert last
    assert "CUB" not in {a.country for e in last for a in e.actors}


def test_who_only_tells_of_others_is_no_party(pipeline: Pipeline) -> None:
    lead = "Chad and Niger opened talks on water on Monday, the French president said. It rained. The sun shone. "
    reading = pipeline.read(
        Report(
            "r",
            lead + "The drill was broken off, the French president said.",
            published="2011-04-12",
            published_basis=PublishedBasis.USER,
        )
    )
    assert isinstance(reading, Reading)
    later = [e for e in reading.events if e.evidence.sentence.start >= len(lead)]
    assert [{a.country for a in (*e.actors, *e.recipients)} for e in later] == [{"TCD", "NER"}]


@pytest.mark.parametrize(("title", "told"), [("Lightning kills and injures in Europe", 0), ("A day in Europe", 1)])
def test_the_title_says_that_the_weather_did_it(pipeline: Pipeline, title: str, told: int) -> None:
    text = "A birthday party in Paris was struck on Monday. Officials said that eleven people were taken to hospital."
    reading = pipeline.read(Report("r", text, title=title, published="2011-04-12"))
    assert isinstance(reading, Reading)
    assert len(reading.events) == told


def test_a_storm_in_the_title_stops_no_air_force(pipeline: Pipeline) -> None:
    text = "Saudi jets bombed the port of Aden on Monday."
    reading = pipeline.read(Report("r", text, title="Storm over Aden", published="2011-04-12"))
    assert isinstance(reading, Reading)
    assert [e.type for e in reading.events] == ["ASSAULT"]
