"""What several states do to their relations with another one is a matter of each pair."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest
from ledger_samples import Report
from test_relinking import NOW, links, reading

from dragoman.ledger.linking import link_all, link_documents
from dragoman.lexicon.actors import load_book
from dragoman.query.asking import make_view
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.store.sql import open_store


def reports() -> list[Report]:
    broken = Report("a", "2017-06-06")
    broken.tell("SANCTION", ("SAU", "EGY", "BHR"), "QAT", phase="sever", matter="relation", on="2017-06-05")
    one = Report("b", "2017-06-08")
    one.tell("SANCTION", "EGY", "QAT", phase="sever", matter="relation", on="2017-06-05")
    mended = Report("c", "2021-01-06")
    mended.tell("SUPPORT", ("QAT", "EGY"), phase="restore", matter="relation", on="2021-01-05")
    return [broken, one, mended]


def states(path: Path) -> dict[tuple[str, ...], str]:
    with open_store(str(path)) as store:
        store.add(map(reading, reports()), recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        view = make_view("2021-02-01", "2021-02-01")
        found = find_dossiers(store, load_book(), DossierQuestion(kinds=("relations",)), view)
        return {each.parties: each.folded.state for each in found}


def test_each_pair_has_its_dossier_and_none_is_of_all(tmp_path: Path) -> None:
    assert states(tmp_path / "l.db") == {("BHR", "QAT"): "severed", ("EGY", "QAT"): "full", ("QAT", "SAU"): "severed"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_reports_come_changes_nothing(tmp_path: Path, order: tuple[int, ...]) -> None:
    with open_store(str(tmp_path / "once.db")) as store:
        store.add(map(reading, reports()), recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        at_once = links(store)
    with open_store(str(tmp_path / "bit.db")) as store:
        for place, number in enumerate(order):
            part = reading(reports()[number])
            recorded = NOW + timedelta(minutes=place)
            store.add([part], recorded_at=recorded)
            link_documents(store, [part.document.id], recorded_at=recorded)
        assert links(store) == at_once
