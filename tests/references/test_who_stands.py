"""Who stands for a state and who does not: nationality in passing, offices of old, cities, peoples, counted groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon import actor_relations
from dragoman.lexicon.actor_forms import FILE, can_be, load_forms
from dragoman.model import Report
from dragoman.pipeline import Pipeline

# Text, the trigger, and the ids of all who act.
CASES = [
    ("The Danish president of the Red Cross committee met Togo's premier.", "met", {"NGO.ICRC", "TGO.GOV.PM"}),
    ("Scotland's first minister met Iceland's president.", "met", {"GBR.REG.scotland", "ISL.GOV.PRES"}),
    ("The former Danish foreign minister met Togolese officials.", "met", {"DNK.ELI", "TGO.GOV"}),
    ("The Peruvian city of Tacna banned imports from Chile.", "banned", {"PER.GOV.LOCAL"}),
    ("Iraqi Kurdish leaders met Turkish diplomats.", "met", {"IRQ.GOV.LOCAL", "TUR.GOV.MFA"}),
    ("Kosovo Serb leaders met Turkish diplomats.", "met", {"XKX.GOV.LOCAL", "TUR.GOV.MFA"}),
    ("The Danish carmaker Ronto will suspend exports to Oman.", "suspend", {"DNK.BUS"}),
    ("Lomé, a close ally of Benin, condemned the Chadian attack.", "condemned", {"TGO"}),
    ("Three Arab states cut ties with Chad. Oman, Yemen and Egypt met on Monday.", "cut ties", {"OMN", "YEM", "EGY"}),
    ("Oslo thanked Bern. The kingdom rejected a Swedish plan.", "rejected", {"NOR"}),
    ("Oman warned Chad, the ministry said. It denied that it had asked for aid.", "denied", {"OMN"}),
    ("The presidents of Chad, Mali and Niger met.", "met", {"TCD.GOV.PRES", "MLI.GOV.PRES", "NER.GOV.PRES"}),
    ("The governments of both Latvia and Estonia condemned the raid.", "condemned", {"LVA.GOV", "EST.GOV"}),
    ("Rebels shelled Kut. Norwegian police said they had arrested two men.", "arrested", {"NOR.POL"}),
    ("Four Gulf states left Qatar, accusing it of aiding Iran.", "aiding", {"QAT"}),
    ("Two Greek fighters intercepted a Turkish plane.", "intercepted", {"GRC.MIL.AIR"}),
    ("Nepal opposed lifting the ban on Indian onions.", "lifting", set()),
    ("Nepal notified Laos of its decision to quit the rice pact.", "quit", {"NPL"}),
    ("Nepal asked Laos for its decision to quit the rice pact.", "quit", {"LAO"}),
    ("Chad met Niger. Mali said the parties had agreed to a truce that Norway drew up.", "agreed", {"TCD", "NER"}),
    (
        "The pact was accepted by Peru's president, Turkish President Recep Tayyip Erdogan said.",
        "accepted",
        {"PER.GOV.PRES"},
    ),
    ("Jane Roe, an aide on China to the Norwegian premier, criticised Peru.", "criticised", {None}),
]


@pytest.mark.parametrize(("text", "trigger", "who"), CASES, ids=[trigger + text[:12] for text, trigger, _ in CASES])
def test_who_acts(pipeline: Pipeline, text: str, trigger: str, who: set[str | None]) -> None:
    read = pipeline.read(Report("x", text, published="2015-06-12", language="en"))
    at = text.index(trigger)
    found = [{actor.id for actor in e.actors} for e in read.events if e.evidence.trigger.start == at]
    assert found[:1] == [who]


def test_forms_of_states() -> None:
    forms = load_forms()
    assert can_be("NOR", "kingdom", forms)
    assert not can_be("CHE", "kingdom", forms)
    assert not can_be("OMN", "republic", forms)
    assert can_be("CHE", "country", forms)


def test_words_for_what_some_states_have() -> None:
    forms = load_forms()
    assert can_be("USA", "federal", forms)
    assert not can_be("CUB", "department", forms)
    assert not can_be("KHM", "foreign office", forms)


def test_fault_in_relations_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / actor_relations.FILE).write_text('neighbour = "neighbour"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match="too many or too few"):
        actor_relations.load_relations(tmp_path)


def test_fault_in_forms_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / FILE).write_text('kingdom = ["Norway"]\n', encoding="utf-8")
    with pytest.raises(LexiconError, match="emirate"):
        load_forms(tmp_path)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Forces loyal to Yemen's president captured the port.", "YEM"),
        ("Militias allied with Chad captured the port.", "TCD"),
        ("Forces hostile to Yemen's president captured the port.", None),
    ],
)
def test_whose_side_fighters_are_on(pipeline: Pipeline, text: str, country: str | None) -> None:
    (event,) = pipeline.read(Report("x", text, published="2015-06-12", language="en")).events
    assert [(a.id, a.country) for a in event.actors] == [(None, country)]
