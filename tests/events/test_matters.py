"""What an act is about, on invented sentences."""

from __future__ import annotations

import pytest

from dragoman.model import PublishedBasis, Reading, Report
from dragoman.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Peru raised customs duties on goods imported from Chile to 40 percent.", ("duty", "goods")),
        ("Norway suspended talks with Iceland on fishing rights on Tuesday.", ("talk", "fishing rights")),
        ("Japan had suspended 49 million dollars in aid to Laos in March.", ("aid", None)),
        ("Ghana imposed an import ban on Togolese cement on Monday.", ("ban", "Togolese cement")),
        ("Oman cancelled its agreement with Iran on Monday.", ("agreement", None)),
        ("Norway suspended talks with Iceland on a shoal believed to hold cod.", ("talk", "shoal")),
        (
            "Oman suspended its participation in the Caspian caviar deal for an indefinite term.",
            ("deal", "Caspian caviar"),
        ),
        ("Dozens of truces between Chad and Libya were signed.", ("truce", None)),
        ("Canada has suspended aid to Malawi over a fraud at the ministry.", ("aid", None)),
        (
            "Oman placed curbs on imports of pork from Chile in 2014 over a drug.",
            ("curb", "imports of pork from Chile"),
        ),
    ],
)
def test_the_matter_of_an_act(pipeline: Pipeline, text: str, matter: tuple[str, str | None]) -> None:
    reading = pipeline.read(Report("case", text, published="2015-03-04", published_basis=PublishedBasis.USER))
    assert isinstance(reading, Reading)
    assert [(e.matter.matter_class, e.matter.object) for e in reading.events if e.matter] == [matter]
