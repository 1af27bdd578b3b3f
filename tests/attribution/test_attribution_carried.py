"""Sources that are named once and taken up again speak for the side of the first; invented reports."""

from __future__ import annotations

import pytest

from dragoman.evaluate.reader import GoldReader
from dragoman.model import Report
from dragoman.settings import Settings


@pytest.fixture(scope="module")
def reader() -> GoldReader:
    return GoldReader(Settings())


def sides(reader: GoldReader, text: str) -> list[tuple[str, str | None]]:
    read = reader.layers(Report("c", text, published="2011-05-06", language="en"))
    assert read is not None
    document, layers = read
    return [
        (document.clean.text[slice(*a.source)], a.link.side)
        for a in layers.attributions
        if a.within is None and a.source is not None
    ]


def test_it_after_a_ministry_is_the_ministry(reader: GoldReader):
    text = (
        "KAMPALA, May 3 - The Rwandan foreign ministry said on Friday that the border would stay shut. "
        "It denied that Rwanda had closed it in the first place."
    )
    assert sides(reader, text) == [("The Rwandan foreign ministry", "RWA"), ("It", "RWA")]


def test_documents_and_officials_of_a_body_speak_for_its_side(reader: GoldReader):
    text = (
        "The Norwegian fisheries ministry said the quota was too low. The statement said talks would go on. "
        "A ministry official said no date was set."
    )
    assert sides(reader, text) == [
        ("The Norwegian fisheries ministry", "NOR"),
        ("The statement", "NOR"),
        ("A ministry official", "NOR"),
    ]


def test_a_noun_that_two_sides_have_is_left_open(reader: GoldReader):
    text = (
        "The Peruvian foreign ministry said the envoy would stay. The Chilean foreign ministry said he would not. "
        "A ministry official said more would follow."
    )
    assert sides(reader, text)[-1] == ("A ministry official", None)


def test_it_finds_nobody_who_spoke_far_above(reader: GoldReader):
    text = (
        "The Peruvian foreign ministry said the envoy would stay. Rain fell. Snow fell. The river rose. "
        "It confirmed that the road was shut."
    )
    assert ("It", "PER") not in sides(reader, text)
