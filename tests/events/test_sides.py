"""The two sides of a report: who they are, and what of it is theirs though the sentence names one of them or nobody."""

from __future__ import annotations

import pytest

from dragoman.extract.events.sides import Sides, find_sides
from dragoman.model import Event, PublishedBasis, Reading, Report
from dragoman.pipeline import Pipeline

AT_WAR = (
    "Colombia's government opened talks with FARC rebels in Havana on Monday, the mediators said. "
    "Norway has been mediating between the government and the FARC. It rained. The sun shone. "
)
AT_ODDS = (
    "Kenya accused Uganda on Monday of shelling a village. Uganda denied the charge and accused Kenya of lying. "
    "The sun shone. "
)


def read(pipeline: Pipeline, text: str) -> Reading:
    reading = pipeline.read(Report("r", text, published="2013-03-12", published_basis=PublishedBasis.USER))
    assert isinstance(reading, Reading)
    return reading


def sides_of(pipeline: Pipeline, text: str) -> Sides:
    document, layers = pipeline.layers(Report("r", text, published="2013-03-12", published_basis=PublishedBasis.USER))
    return find_sides(document.clean.text, layers.mentions)


def later(pipeline: Pipeline, lead: str, last: str) -> list[Event]:
    return [e for e in read(pipeline, lead + last).events if e.evidence.sentence.start >= len(lead)]


def ids(event: Event) -> tuple[set[str | None], set[str | None]]:
    return {a.id or a.country for a in event.actors}, {r.id or r.country for r in event.recipients}


def test_a_state_and_those_who_fight_it_are_the_sides_and_not_who_mediates(pipeline: Pipeline) -> None:
    sides = sides_of(pipeline, AT_WAR)
    assert {m.actor for m in sides.pair} == {"COL.GOV", "ARM.farc"}
    assert sides.between == {"NOR"}


def test_two_states_that_accuse_each_other_are_the_sides(pipeline: Pipeline) -> None:
    assert {m.country for m in sides_of(pipeline, AT_ODDS).pair} == {"KEN", "UGA"}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya accused Uganda of spying. Chad accused Mali of spying.",
        "Kenya opened a dam. Uganda opened a road.",
        "In Kampala, Uganda, and in Nairobi, Kenya, it rained.",
    ],
)
def test_where_no_one_pair_is_told_of_nobody_is_a_side(pipeline: Pipeline, text: str) -> None:
    assert sides_of(pipeline, text).pair == ()


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Negotiators will meet again on Friday.", {"COL", "ARM.farc"}),
        ("The talks will resume in June.", {"COL.GOV", "ARM.farc"}),
        ("The FARC said it regretted a skirmish on Friday.", {"COL", "ARM.farc"}),
    ],
)
def test_what_takes_two_is_of_both_sides(pipeline: Pipeline, last: str, expected: set[str]) -> None:
    assert any(ids(e)[0] == expected for e in later(pipeline, AT_WAR, last))


@pytest.mark.parametrize(
    ("lead", "last", "doer", "whom"),
    [
        (AT_WAR, "The government scrapped the talks on Friday.", "COL.GOV", "COL"),
        (AT_WAR, "The FARC attacked a town on Friday.", "ARM.farc", "COL"),
        (AT_ODDS, "Kenya closed the border on Friday.", "KEN", "UGA"),
        (AT_ODDS, "Kenya severed diplomatic ties.", "KEN", "UGA"),
        (AT_ODDS, "Kenya fired nine mortar rounds on Friday.", "KEN", "UGA"),
    ],
)
def test_what_one_side_does_to_what_both_share_is_done_to_the_other(
    pipeline: Pipeline, lead: str, last: str, doer: str, whom: str
) -> None:
    other = "ARM.farc" if doer == "COL.GOV" else whom
    assert ({doer}, {other}) in [ids(e) for e in later(pipeline, lead, last)]


def test_the_government_beside_an_armed_group_is_the_one_that_it_fights(pipeline: Pipeline) -> None:
    text = (
        "Colombia said it was ready for peace. The Norwegian government will host a meeting. "
        "Norway hopes for an accord between the government and the FARC."
    )
    found = [m for m in pipeline.layers(Report("r", text, published="2013-03-12"))[1].mentions if m.sentence == 2]
    assert [m.actor for m in found if m.name == "government"] == ["COL.GOV"]


@pytest.mark.parametrize(
    ("last", "doers", "whom"),
    [
        ("Norway urged all parties to lay down their arms.", {"NOR"}, {"COL", "ARM.farc"}),
        ("The president said that peace negotiations with the FARC were going well.", {"COL", "ARM.farc"}, set()),
    ],
)
def test_both_sides_and_who_is_with_one_of_them(pipeline: Pipeline, last: str, doers: set[str], whom: set[str]) -> None:
    assert (doers, whom) in [ids(e) for e in later(pipeline, AT_WAR, last)]


def test_who_mediates_suffers_nothing_of_what_becomes_of_the_talks(pipeline: Pipeline) -> None:
    last = "The government sent a team to mediator Norway to explain the collapse of the talks with the FARC."
    assert not any("NOR" in ids(e)[1] for e in later(pipeline, AT_WAR, last) if e.type == "REJECT")


ALONE = (
    ("Chad and Sudan have long accused each other of arming rebels in Libya.", {"TCD", "SDN"}, set()),
    ("Norway is brokering the peace talks between Chad and Sudan.", {"TCD", "SDN"}, set()),
    ("Chadian troops killed nine men in a raid on a village in Sudan.", {"TCD.MIL"}, {"SDN"}),
    ("Sudan denied the charge and said it had been invaded by Chadian troops.", {"TCD.MIL"}, {"SDN"}),
    ("Demands for a ceasefire by the African Union have gone unheeded.", {"IGO.AU"}, set()),
    ("Sudan sent a team to Kenya to hold talks with its rebels.", {"SDN", "SDN.REB"}, set()),
    ("Chad and Sudan agreed to withdraw army units from the border.", {"TCD", "SDN"}, set()),
)


@pytest.mark.parametrize(("text", "doers", "whom"), ALONE)
def test_who_did_it_to_whom(pipeline: Pipeline, text: str, doers: set[str], whom: set[str]) -> None:
    assert (doers, whom) in [ids(e) for e in read(pipeline, text).events]


def test_what_stands_after_who_says_so_was_done(pipeline: Pipeline) -> None:
    text = "Chad threatens to cut ties with Sudan after its army says it shelled a camp of Sudanese troops."
    assert [str(e.status) for e in read(pipeline, text).events if e.type == "ASSAULT"] == ["occurred"]


def test_the_government_beside_rebels_of_a_state_is_theirs(pipeline: Pipeline) -> None:
    text = "LAGOS, Nigeria - Togo's main rebel movement and the government agreed to a truce on Monday."
    assert ({"TGO.REB", "TGO.GOV"}, set()) in [ids(e) for e in read(pipeline, text).events]


@pytest.mark.parametrize(
    ("last", "doers"),
    [
        ("Negotiators will meet in Geneva, Switzerland, on Friday.", {"KEN", "UGA"}),
        ("The plan calls for each side to withdraw to its old positions.", {"KEN", "UGA"}),
    ],
)
def test_a_mere_place_hides_nobody_and_each_side_is_both(pipeline: Pipeline, last: str, doers: set[str]) -> None:
    assert doers in [ids(e)[0] for e in later(pipeline, AT_ODDS, last)]


def test_both_countries_are_no_organisation(pipeline: Pipeline) -> None:
    text = (
        "Chad and Mali accepted the plan on Monday. Algeria's president is the chairman of the African Union. "
        "Both countries signed the plan on Friday."
    )
    signed = [ids(e)[0] for e in read(pipeline, text).events if e.evidence.quote.startswith("Both")]
    assert signed == [{"TCD", "MLI"}]


def test_a_special_envoy_is_between_the_sides(pipeline: Pipeline) -> None:
    text = (
        "Mali accused Chad of breaking the truce. Chad has been at war with Mali since May. "
        "Algerian special envoy Ana Roe flew to Chad."
    )
    sides = sides_of(pipeline, text)
    assert {m.country for m in sides.pair} == {"MLI", "TCD"}
    assert sides.between == {"DZA"}


def test_sides_that_seem_to_be_a_host_are_those_who_fight(pipeline: Pipeline) -> None:
    text = (
        "Chad's government and Chadian rebels opened talks on Monday in Lome. Chad has accused the Chadian rebels of "
        "killing nine men. The mediator, Togo's foreign minister, was late, and South African diplomats came. "
        "Regional leaders have warned both sides to reach a ceasefire."
    )
    warned = [ids(e) for e in read(pipeline, text).events if e.type == "THREATEN"]
    assert [whom for _, whom in warned] == [{"TCD", "TCD.REB"}]


def test_a_blow_falls_on_no_state_only_because_the_report_names_it(pipeline: Pipeline) -> None:
    lead = "Norwegian diplomats met Sri Lankan officials in Oslo on Monday. "
    blows = [e for e in later(pipeline, lead, "The Sri Lankan army bombarded a hill.") if e.type == "ASSAULT"]
    assert blows
    assert all("NOR" not in ids(blow)[1] for blow in blows)


def test_parties_without_a_word_before_them_are_of_a_parliament(pipeline: Pipeline) -> None:
    last = "The vote forced parties to negotiate about a coalition."
    talks = [e for e in later(pipeline, AT_ODDS, last) if e.type == "CONSULT"]
    assert all(not ids(each)[0] & {"KEN", "UGA"} for each in talks)
    again = [e for e in later(pipeline, AT_ODDS, "The row forced both parties to negotiate.") if e.type == "CONSULT"]
    assert [ids(each)[0] for each in again] == [{"KEN", "UGA"}]
