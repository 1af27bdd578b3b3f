"""Those of a pair of whom a report has just told: "the latter", "her guest", "our countries", "their presidents"."""

from __future__ import annotations

import pytest

from dragoman.model import Reading, Report
from dragoman.pipeline import Pipeline

MET = "Kenyan President Ana Roe met Ugandan President Juan Poe in Nairobi on Monday. "
TRUCE = "Chad and Sudan signed a truce on Monday. "
# What was told before, the last sentence, and all who take part in its first act
CASES = [
    ("The leaders of Peru and Chile met on Monday. ", "The two agreed to reopen the border.", {"PER.GOV", "CHL.GOV"}),
    (MET, "She thanked her guest.", {"KEN.GOV.PRES", "UGA.GOV.PRES"}),
    ("Iran's president arrived in Damascus. He met his Syrian opposite number. ", "His host praised Oman.",
     {"SYR.GOV.PRES", "OMN"}),
    ("Iran's president arrived in Damascus. ", "He met his Syrian opposite number.",
     {"IRN.GOV.PRES", "SYR.GOV.PRES"}),
    (TRUCE, '"Our countries will meet again in May," Chad\'s foreign minister said.', {"TCD", "SDN"}),
    (TRUCE, "Their presidents will meet in Lima.", {"TCD.GOV.PRES", "SDN.GOV.PRES"}),
    (TRUCE, "Each accused the other of arming rebels.", {"TCD", "SDN"}),
    (TRUCE, "The latter accused Libya of arming rebels.", {"SDN", "LBY"}),
    (TRUCE, "The former accused Libya of arming rebels.", {"TCD", "LBY"}),
    (TRUCE, "The two navies exchanged fire in May.", {"TCD", "SDN"}),
    ("", "The navies of Peru and Chile held a drill.", {"PER.MIL.NAVY", "CHL.MIL.NAVY"}),
    ("", "Her guest praised Oman.", {None, "OMN"}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "last", "who"), CASES, ids=[last for _, last, _ in CASES])
def test_who_of_the_two(pipeline: Pipeline, before: str, last: str, who: set[str | None]) -> None:
    reading = pipeline.read(Report("x", before + last, published="2008-03-04", language="en"))
    assert isinstance(reading, Reading)
    acts = [e for e in reading.events if e.evidence.sentence.start >= len(before)]
    assert {a.id for a in (*acts[0].actors, *acts[0].recipients)} == who
