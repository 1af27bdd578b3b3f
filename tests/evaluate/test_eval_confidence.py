"""Raw scores put events into the right order, and the table that makes them probabilities is checked on load."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.extract.events.confidence import confidence_of, form_of, raw_score
from dragoman.lexicon.calibration import Calibration, load_calibration, shipped_calibration
from dragoman.model import Event, Report, Status
from dragoman.pipeline import Pipeline


@pytest.fixture(scope="module")
def event(pipeline: Pipeline) -> Event:
    reading = pipeline.read(Report("a", "Peru accused Chile of delay on Monday."))
    return reading.events[0]


def test_what_is_missing_makes_an_event_less_sure(event: Event):
    whole = raw_score(event, form_of(event))
    assert form_of(event) == "verb"
    assert raw_score(event, "noun") < whole
    assert raw_score(replace(event, recipients=()), "verb") < whole
    assert raw_score(replace(event, actors=()), "verb") < raw_score(replace(event, recipients=()), "verb")
    assert raw_score(replace(event, embedded_in="ev_x"), "verb") < whole
    assert raw_score(replace(event, status=Status.PROPOSED), "verb") < whole
    unnamed = tuple(replace(actor, id=None) for actor in event.actors)
    assert raw_score(replace(event, actors=unnamed), "verb") < whole


def test_the_table_is_asked_for_the_last_step_not_over_the_score(event: Event):
    table = Calibration((0.2, 0.5), (0.1, 0.7))
    assert [table.probability(raw) for raw in (0.0, 0.2, 0.49, 0.5, 1.0)] == [0.1, 0.1, 0.1, 0.7, 0.7]
    assert confidence_of(event, table) == 0.7


def test_the_shipped_table_rises():
    table = shipped_calibration()
    assert table.probability(0.0) < table.probability(1.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "step = 3\n",
        "[[step]]\nfrom = 0.5\nprobability = 0.9\n[[step]]\nfrom = 0.7\nprobability = 0.2\n",
        "[[step]]\nfrom = 0.5\nprobability = 1.9\n",
        "[[step]]\nfrom = 0.5\n",
    ],
)
def test_a_table_that_is_none_is_named(text: str, tmp_path: Path):
    (tmp_path / "calibration.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_calibration(tmp_path)
    assert caught.value.place == "data/calibration.toml"
