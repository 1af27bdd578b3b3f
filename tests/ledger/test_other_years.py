"""What is done again in another year is another matter: sessions of one number, exercises, visits put off years ago."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_samples import Report
from test_relinking import NOW, reading

from dragoman.ledger.linking import link_all
from dragoman.lexicon.actors import load_book
from dragoman.query.asking import make_view
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.store.sql import open_store

PAIR = ("CHL", "PER")


def sessions() -> list[Report]:
    first, second = Report("a", "1999-05-03"), Report("b", "2004-09-06")
    first.tell("CONSULT", PAIR, status="scheduled", matter="meeting", number=4, on="1999-05-20")
    second.tell("CONSULT", PAIR, matter="meeting", number=4, on="2004-09-03")
    return [first, second]


def exercises() -> list[Report]:
    first, second = Report("a", "2006-04-10"), Report("b", "2008-05-05")
    first.tell("REJECT", PAIR, phase="cancel", matter="exercise", object="naval", on="2006-04-10")
    second.tell("COOPERATE", PAIR, status="scheduled", matter="exercise", object="naval", on="2008-06-02")
    return [first, second]


def put_off() -> list[Report]:
    first, second = Report("a", "1998-03-02"), Report("b", "1998-03-09")
    first.tell("CONSULT", PAIR, status="scheduled", matter="summit", on="1998-03-20")
    first.tell("REJECT", phase="postpone", matter="it", trigger="postponed")
    second.tell("ACCUSE", "CHL", "PER")
    return [first, second]


@pytest.mark.parametrize(
    ("told", "kind", "states"),
    [
        (sessions, "meeting", ["held", "scheduled"]),
        (exercises, "operation", ["cancelled", "planned"]),
        (put_off, "meeting", ["postponed"]),
    ],
)
def test_each_year_has_its_own(told, kind: str, states: list[str], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with open_store(str(tmp_path / "l.db")) as store:
        store.add(map(reading, told()), recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        found = find_dossiers(store, load_book(), DossierQuestion(kinds=(kind,)), make_view("2010-01-01", "2010-01-01"))
        assert sorted(each.folded.state for each in found) == states
