"""Acts told of by a word that leaves out who took part, with the parties of the act that it takes up or stands by."""

from __future__ import annotations

import pytest

from dragoman.model import Failure, Report
from dragoman.pipeline import Pipeline

SAME = [
    ("Turkish troops raided a camp in Iraq on Monday. The raid killed 20 people.", "raid", ("TUR", "IRQ")),
    ("Ghana and Togo met in Aflao on Monday, five days after a telephone call.", "telephone call", ("GHA", "TGO")),
    ("Uzbek guns shelled a Kyrgyz village on Tuesday, a day after a first bombardment.", "bombardment", ("UZB", "KGZ")),
    ("The king of Jordan arrived in Malta on Monday for a visit.", "visit", ("JOR", "MLT")),
    ("Tanzania recalled its ambassador from Rwanda on Tuesday, as it had done in April.", "done", ("TZA", "RWA")),
    ("Norway imposed sanctions on Belarus on Monday, hours after Canada had acted.", "acted", ("CAN", "BLR")),
]  # fmt: skip

NOUNS = [
    ("Serbia condemned the recognition of Kosovo by Peru.", "recognition", ("PER", "XKX")),
    ("Leaders gathered in Accra on Monday for an African Union summit.", "gathered", ("None", "IGO.AU")),
    ("Canada and Mongolia inaugurated a mining office on Monday.", "inaugurated", ("CAN", "MNG")),
    ("Greece admitted 600 Vietnamese workers on Thursday.", "admitted", ("GRC", "VNM")),
]

NONE = [
    ("Turkish troops raided a camp in Iraq on Monday. Raids are rare.", "Raids"),
    ("Turkish troops raided a camp in Iraq on Monday. The Basra raid was in May.", "raid"),
    ("The police killed three men in Cairo. The attack was in May.", "attack"),
    ("Egypt freed a Libyan sailor, as it can do.", "do"),
]


@pytest.mark.parametrize(("text", "trigger", "parties"), [*SAME, *NOUNS])
def test_parties_are_those_of_the_other_act(
    pipeline: Pipeline, text: str, trigger: str, parties: tuple[str, ...]
) -> None:
    assert parties in _parties(pipeline, text, trigger)


@pytest.mark.parametrize(("text", "trigger"), NONE)
def test_nobody_is_put_in_without_an_act_that_is_meant(pipeline: Pipeline, text: str, trigger: str) -> None:
    assert all(len(found) < 2 for found in _parties(pipeline, text, trigger))


def _parties(pipeline: Pipeline, text: str, trigger: str) -> list[tuple[str, ...]]:
    reading = pipeline.read(Report("told", text, published="2015-06-12", language="en"))
    assert not isinstance(reading, Failure)
    return [
        tuple(str(a.country or a.id) for a in (*event.actors, *event.recipients))
        for event in reading.events
        if text[event.evidence.trigger.start : event.evidence.trigger.end] == trigger
    ]
