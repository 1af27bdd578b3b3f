"""Short invented reports, from their words to the matters that a ledger makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman


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
        ("Ghana's defence minister rejected the call to close the base in Togo.", {}),
        (
            "Ghana ended an intelligence-sharing agreement with Togo on Thursday.\n\n"
            "Ghana scrapped the intelligence pact with Togo.",
            {"intelligence agreement, Ghana and Togo": "unknown"},
        ),
        (
            "Bolivia closed its border with Chile on Monday.\n\nBolivia reopened its border with Chile on Thursday.",
            {"Bolivia's border restrictions on Chile": "lifted"},
        ),
        ("Bolivia and Chile cut their air links on Monday.", {"flights between Bolivia and Chile": "suspended"}),
        (
            "Cuba said on Monday it was suspending dialogues with Canada on trade and fishing.",
            {"trade and fishing dialogue, Canada and Cuba": "suspended"},
        ),
        ("Italy and Albania resumed train services on Monday.", {"trains between Albania and Italy": "running"}),
        ("The ferry between Italy and Albania resumed on Monday.", {"ferries between Albania and Italy": "running"}),
    ],
    ids=[
        "visas",
        "trade-mission",
        "visa-requirement",
        "relations",
        "appeal",
        "hyphens",
        "border",
        "links",
        "dialogues",
        "trains",
        "ferry",
    ],
)
def test_matters_of_a_report(tmp_path: Path, text: str, matters: dict[str, str]) -> None:
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    with dragoman.read(str(tmp_path / "report.txt"), ledger=tmp_path / "ledger.db", published="1997-03-14") as ledger:
        found = {dossier.title: dossier.folded.state for dossier in ledger.dossiers()}
    assert found == matters
