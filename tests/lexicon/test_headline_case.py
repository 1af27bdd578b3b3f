"""Headlines in capitals are written as sentences before they are parsed, and nothing else is touched."""

from __future__ import annotations

import pytest

from dragoman.model import Reading, Report
from dragoman.pipeline import Pipeline
from dragoman.prepare.parse_case import shipped_recaser


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("PERU LIFTS TRAVEL BAN TO CHAD", "Peru lifts travel ban to Chad"),
        ("New Zealand Bans Chinese Beef", "New Zealand bans Chinese beef"),
        ("EU Imposes Sanctions on Belarus", "EU imposes sanctions on Belarus"),
        ("Peru lifted its travel ban on Chad.", "Peru lifted its travel ban on Chad."),
        ("Peru and Chile", "Peru and Chile"),
        ("", ""),
    ],
)
def test_headlines_become_sentences_of_the_same_length(written: str, plain: str) -> None:
    assert shipped_recaser().plain(written) == plain
    assert len(plain) == len(written)


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("PERU ACCUSES CHILE OF SHELLING BORDER TOWN", "ACCUSE"),
        ("Peru Imposes New Sanctions on Chile", "SANCTION"),
        ("GHANA URGES TOGO TO FREE TEACHERS", "REQUEST"),
    ],
)
def test_headlines_tell_events(pipeline: Pipeline, headline: str, kind: str) -> None:
    reading = pipeline.read(Report("headline", headline, language="en"))
    assert isinstance(reading, Reading)
    assert kind in {event.type for event in reading.events}
