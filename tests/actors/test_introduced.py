"""Names that the book does not know, with what the report says that they are, on invented reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.extract.actors.introduced import part_of_description
from dragoman.model import Mention, Report
from dragoman.pipeline import Pipeline

# text | the words of the last mention of that name | its actor, "-" where it stays open
CASES = """
Chad's army clashed with the rebel group Sahel Dawn Movement (SDM). The SDM fled. | SDM | TCD.REB
The Kiga Salvation Front, a rebel faction in northern Uganda, freed nine nurses. | Kiga Salvation Front | UGA.REB
The Tamba Front, a guerrilla army that operates in western Guinea, took a fort. | Tamba Front | GIN.REB
Nepal's main opposition party, the Forum for Renewal, sued. | Forum for Renewal | NPL.OPP
The Terai Democratic League, Nepal's main opposition party, sued. Nepal heard the TDL. | TDL | NPL.OPP
India's ruling People's Harvest Party met. | People's Harvest Party | IND.PTY
Chad's rebel Dune Front met. | Dune Front | TCD.REB
The Dutch aid group Waterhand left Sudan. Sudan had banned Waterhand. | Waterhand | NLD.NGO
Gulfmar, a Saudi-owned firm, left Ethiopia. | Gulfmar | SAU.BUS
Workers of the Chilean mining company Cobrex struck. Peru shut Cobrex. | Cobrex | CHL.BUS
The National Union of Dockers, Ghana's biggest labour union, struck. | National Union of Dockers | GHA.CVL
Chadian rebel leader Ali Doe met Sudan. Later Doe left. | Doe | TCD.REB
Rebels of the Amber Column fled. | Amber Column | -
The Amber Column, an Iran-backed militia, fled. | Amber Column | -
The Amber Column met the Danish premier, and the rebel group left. | Amber Column | -
Fighters said the rebels, the Amber Front and Chad had left. | Amber Front | -
"""
ROWS = [[part.strip() for part in line.split("|")] for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("text", "name", "actor"), ROWS, ids=[row[1] + row[0][:12] for row in ROWS])
def test_what_a_name_is(mentions_of: Callable[..., tuple[Mention, ...]], text: str, name: str, actor: str) -> None:
    at = text.rindex(name)
    found = [m for m in mentions_of(text, "2008-03-04") if m.start == at and m.end == at + len(name)]
    assert [m.actor for m in found] == [None if actor == "-" else actor]


def test_initials_bear_the_whole_name(mentions_of: Callable[..., tuple[Mention, ...]]) -> None:
    found = mentions_of("The Front for the Dunes, a Chadian rebel group, fled. The FFD denied it.")
    assert [m.name for m in found if m.actor == "TCD.REB" and m.kind == "organisation"] == ["Front for the Dunes"] * 2


@pytest.mark.parametrize(
    ("words", "noun", "part"),
    [
        (["main", "opposition"], "party", "OPP"),
        (["far-right"], "party", None),
        (["armed"], "group", "REB"),
        (["pop"], "group", None),
        (["aid"], "agency", "NGO"),
        ([], "airline", "BUS"),
    ],
)
def test_nouns_for_what_a_name_is(words: list[str], noun: str, part: str | None) -> None:
    assert part_of_description(words, noun) == part


def test_two_groups_of_one_state_are_two(pipeline: Pipeline) -> None:
    text = "Chad's rebel Dune Front fought the rebel Dusk Front near Abeche on Monday."
    (event,) = pipeline.read(Report("r", text, published="2008-03-04")).events  # type: ignore[union-attr]
    assert [a.name for a in (*event.actors, *event.recipients)] == ["Dune Front", "Dusk Front"]


def test_a_body_after_a_slash_belongs_to_the_name(pipeline: Pipeline) -> None:
    text = "Chad's government and the rebel Dune Movement/Army signed a truce on Monday."
    (event,) = pipeline.read(Report("r", text, published="2008-03-04")).events  # type: ignore[union-attr]
    assert [a.id for a in event.actors] == ["TCD.GOV", "TCD.REB"]
