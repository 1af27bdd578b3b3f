"""Sentences that were coded before the code was changed for them, and the mechanisms that they asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.status import Answer, answer_at, answers
from dragoman.model import Report
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings

FRESH = Path(__file__).parent / "fresh.txt"
MARK = re.compile(r"\[([^|\]]+)\|([^|]+)\|([^\]]+)\]")


@pytest.fixture(scope="module")
def reader() -> GoldReader:
    return GoldReader(Settings())


def told(reader: GoldReader, line: str) -> list[tuple[str, str | None, Answer]]:
    """For each marked word the status and the phase that it should have, and what is said of it."""
    text, marks, end = "", [], 0
    for match in MARK.finditer(line):
        text += line[end : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2], None if match[3] == "-" else match[3]))
        text, end = text + match[1], match.end()
    read = reader.layers(Report("f", text + line[end:], published="2010-05-29", language="en"))
    said = answers(*read, reader) if read else []
    return [(status, phase, answer_at((start, stop), said)) for start, stop, status, phase in marks]


def test_fresh_sentences_are_read_as_well_as_the_gold(reader: GoldReader):
    lines = [line for line in FRESH.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    found = [each for line in lines for each in told(reader, line)]
    assert len(found) > 75
    status = sum(str(answer.status) == wanted for wanted, _, answer in found)
    phase = sum((str(answer.phase) if answer.phase else None) == wanted for _, wanted, answer in found)
    assert status / len(found) >= 0.85
    assert phase / len(found) >= 0.88


MECHANISMS = [
    # occasions: taken for granted, planned where they lie ahead
    "Quito had asked Lima to lift the curbs during a [visit|occurred|-] by the king in 2008.",
    "Quito demanded an apology on the sidelines of a [meeting|occurred|-] in Rome.",
    "Both sides held firm ahead of the [summit|scheduled|-].",
    "The envoys will confer before the [vote|scheduled|-] in May.",
    "The two armies had met before the [war|occurred|-].",
    "Chad vowed to hit back after the [raid|occurred|-].",
    # how far a negation reaches
    "The talks did not [start|occurred|begin] until Monday.",
    "The curbs will not be [lifted|scheduled|lift] until May.",
    "The truce did not [last|not-occurred|-] until May.",
    "It was not until Friday that Oslo [admitted|occurred|-] the loss.",
    "The envoy would not say why Quito had [recalled|occurred|downgrade] him.",
    "There is no [shipment|not-occurred|-] of rice this year.",
    "The lender cannot be paid without [selling|conditional|-] the fleet.",
    # what is there, whatever is done about it
    "The village wants to stop the [bloodshed|occurred|-].",
    "The fort withstood the [attack|occurred|-].",
    "Lima is opposed to [merging|proposed|-] the two ports.",
    "Ankara opposed [sanctions|proposed|-] on Baku.",
    # subjunctives, demands in lists
    "The list included that Doha [close|requested|-] the base.",
    "They presented demands including the [closure|requested|-] of a base.",
    "Zagreb recommended that monitors be [sent|requested|-] to Knin.",
    # conditions and plans that failed
    "Were Havana to [join|conditional|-] the bank, others would leave.",
    "The curbs were to have [expired|scheduled|end] in July.",
    "It is unclear when the flights will [resume|proposed|resume].",
    "The [signing|scheduled|sign] was to take place in Rome.",
]


@pytest.mark.parametrize("line", MECHANISMS)
def test_mechanism(reader: GoldReader, line: str):
    for status, _, answer in told(reader, line):
        assert str(answer.status) == status


def events(pipeline: Pipeline, line: str) -> list[tuple[str, bool]]:
    reading = pipeline.read(Report("e", line, published="2010-05-29", language="en"))
    return [(event.type, event.historical) for event in getattr(reading, "events", ())]


def test_what_is_only_spoken_of_is_no_event(pipeline: Pipeline):
    assert ("CONSULT", False) not in events(
        pipeline, "Nor has the visit of the Peruvian minister to Chile been forgotten."
    )
    assert ("CONSULT", False) in events(pipeline, "The Peruvian minister visited Chile.")


def test_a_habit_is_background(pipeline: Pipeline):
    assert events(pipeline, "Peru and Chile often hold naval exercises off the coast.")[0][1]
    assert not events(pipeline, "Peru and Chile held naval exercises off the coast on Friday.")[0][1]
