"""Short invented reports, from their words to the matters that a ledger makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman

NONE = (
    "Kenya and Uganda have both ratified the Chemical Weapons Convention, a spokesman said on Thursday.",
    "Norway closed its embassy in Sudan on Thursday because of a bomb threat.",
    "Chile and Peru had been negotiating a fisheries accord before the storm.",
    "Relations between Ghana and Togo have been strained by a row over cattle.",
    "Greek tour operators cancelled trips to Turkey on Monday.",
    "The Organization of American States called on Peru and Ecuador to end the shooting.",
    "Malaysia deployed a warship near the reef, Philippine officials said on Monday.",
    "Iran and Iraq carried out a prisoner exchange on Monday.",
)
"""Sentences that have the form of a matter between sides and tell of none."""


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        (
            "Bolivia stops issuing visas to Chileans\n\nBolivia suspended visa services for Chileans on Thursday.",
            {"visas between Bolivia and Chile": "suspended"},
        ),
        (
            "Chile's trade minister postponed a trade mission to La Paz planned for April.",
            {"visit: Chile to Bolivia, Apr 1997": "postponed"},
        ),
        (
            "Peru imposed a visa requirement for Chilean citizens on Thursday.",
            {"Peru's restrictions on Chile": "in force"},
        ),
        (
            "Peru and Chile re-established diplomatic relations on Thursday.",
            {"diplomatic relations of Chile and Peru": "full"},
        ),
        (
            "Togolese foreign minister Ana Roe will come to Accra early next month.\n\n"
            "Ghana's foreign minister said that the visit has been postponed for the time being.\n\n"
            "It was decided that Ghana's president would visit Togo in the latter half of June.\n\n"
            "Ghana's foreign ministry said on Thursday that the visit had been postponed.",
            {"visit: Togo to Ghana, early Apr 1997": "postponed", "visit: Ghana to Togo, Jun 1997": "scheduled"},
        ),
        (
            "The president of Peru's visit to Chile has been postponed, Peru's foreign ministry said on Thursday.\n\n"
            "The president was slated to visit Chile from March 21 to 22.\n\n"
            "The ministry said that it had decided to postpone the visit of the president to Chile on March 21-22.",
            {"visit: Peru to Chile, 21-22 Mar 1997": "postponed"},
        ),
        ("Ghana's defence minister rejected the call to close the base in Togo.", {}),
        (
            "Ghana ended an intelligence-sharing agreement with Togo on Thursday.\n\n"
            "Ghana scrapped the intelligence pact with Togo.",
            {"intelligence agreement, Ghana and Togo": "terminated"},
        ),
        (
            "Bolivia closed its border with Chile on Monday.\n\nBolivia reopened its border with Chile on Thursday.",
            {"Bolivia's border restrictions on Chile": "lifted"},
        ),
        (
            "Bolivia imposed tough economic sanctions on Chile on Monday.\n\n"
            "On Thursday Bolivia lifted the financial and economic sanctions on Chile.",
            {"Bolivia's sanctions on Chile": "lifted"},
        ),
        (
            "Bolivia announced the recall of its ambassador to Chile on Monday.",
            {"diplomatic relations of Bolivia and Chile": "downgraded"},
        ),
        ("Bolivia and Chile cut their air links on Monday.", {"flights between Bolivia and Chile": "suspended"}),
        (
            "Cuba said on Monday it was suspending dialogues with Canada on trade and fishing.",
            {"trade and fishing dialogue, Canada and Cuba": "suspended"},
        ),
        (
            "Togo's defence minister visited Accra last week.\n\n"
            "Ghana denied a report by a daily that it had threatened to leave the talks.",
            {"visit: Togo to Ghana, 3-9 Mar 1997": "held"},
        ),
        ("Italy and Albania resumed train services on Monday.", {"trains between Albania and Italy": "running"}),
        ("The ferry between Italy and Albania resumed on Monday.", {"ferries between Albania and Italy": "running"}),
        (
            "Peru's foreign minister visited Quito and La Paz on Wednesday.",
            {"visit: Peru to Bolivia, 1997-03-12": "held", "visit: Peru to Ecuador, 1997-03-12": "held"},
        ),
        (
            "President Carlos Menem spoke by telephone on Wednesday with his Chilean and Bolivian counterparts.",
            {"call: Argentina and Bolivia, 1997-03-12": "held", "call: Argentina and Chile, 1997-03-12": "held"},
        ),
        (
            "An agreement came into force on Monday.\n\nThe accord on wool was signed by Uruguay and Brazil in May.",
            {"wool agreement, Brazil and Uruguay": "in force"},
        ),
        ("India suspended imports of Nepalese tea on Monday.", {"India's ban on Nepalese tea": "in force"}),
        (
            "Algeria will continue negotiating with Niger on the pipeline, Algeria's energy minister said on Monday.",
            {"talks of Algeria and Niger": "running"},
        ),
        (
            "The United States imposed sanctions on two banks in Lebanon on Monday.",
            {"United States' sanctions on two banks": "in force"},
        ),
    ],
    ids=[
        "visas",
        "trade-mission",
        "visa-requirement",
        "relations",
        "two-visits",
        "put-off-twice",
        "appeal",
        "hyphens",
        "border",
        "economic-sanctions",
        "recall-announced",
        "links",
        "dialogues",
        "denied-report",
        "trains",
        "ferry",
        "two-hosts",
        "two-calls",
        "named-later",
        "imports",
        "will-continue",
        "firms",
    ],
)
def test_matters_of_a_report(tmp_path: Path, text: str, matters: dict[str, str]) -> None:
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    with dragoman.read(str(tmp_path / "report.txt"), ledger=tmp_path / "ledger.db", published="1997-03-14") as ledger:
        found = {dossier.title: dossier.folded.state for dossier in ledger.dossiers()}
    assert found == matters


def test_what_only_has_the_form_of_a_matter_opens_none(tmp_path: Path) -> None:
    for place, sentence in enumerate(NONE):
        (tmp_path / f"{place}.txt").write_text(sentence, encoding="utf-8")
    with dragoman.read(str(tmp_path), ledger=tmp_path / "ledger.db", published="1997-03-14") as ledger:
        assert [dossier.title for dossier in ledger.dossiers()] == []
