"""What an outlet takes back or corrects stops counting on the day on which it does so, and stays to be seen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.ledger.linking import link_all
from dragoman.lexicon.actors import load_book
from dragoman.model import Failure, PublishedBasis, Report
from dragoman.pipeline import Pipeline
from dragoman.protocols import ClaimFilter, Store
from dragoman.query.asking import make_view
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANNOUNCED = (
    "2011-03-02",
    "Tonga to hold drill",
    "Tonga and Fiji will hold a naval drill in April, the defence ministry of Tonga said on Wednesday.",
)
BEGUN = ("2011-04-05", "Drill begins", "The naval drill of Tonga and Fiji began on Monday, an official said.")


def ledger(pipeline: Pipeline, folder: Path, *reports: tuple[str, str, str]) -> Store:
    readings = []
    for number, (day, title, text) in enumerate(reports):
        basis = PublishedBasis.USER
        report = Report(
            f"{number}.txt", text, published=day, published_basis=basis, title=title, outlet="Nuku Post", language="en"
        )
        reading = pipeline.read(report)
        assert not isinstance(reading, Failure)
        readings.append(reading)
    store = open_store(str(folder / "ledger.db"))
    store.add(readings, recorded_at=NOW)
    link_all(store, recorded_at=NOW)
    return store


def drill(store: Store, as_of: str, known_by: str) -> DossierView:
    found = find_dossiers(
        store, load_book(), DossierQuestion(("FJI", "TON"), ("operation",)), make_view(as_of, known_by)
    )
    assert len(found) == 1, [each.title for each in found]
    return found[0]


def test_a_withdrawn_report_stops_counting_from_the_day_of_the_withdrawal(pipeline: Pipeline, tmp_path: Path) -> None:
    taken_back = (
        "2011-04-09",
        "Retraction",
        "The Nuku Post withdraws its report of April 5 on the naval drill. No ship has left the port.",
    )
    with ledger(pipeline, tmp_path, ANNOUNCED, BEGUN, taken_back) as store:
        assert drill(store, "2011-04-08", "2011-04-08").folded.state == "under way"
        later = drill(store, "2011-04-08", "2011-04-09")
        assert later.folded.state == "planned"
        shown = [e for h in later.to_json(full=True)["occurrences"] for e in h["events"] if e["withdrawn_by"]]
        assert [event["path"] for event in shown] == ["1.txt"]
        kinds = [row.claim.matter.matter_class for row in store.claims(ClaimFilter()) if row.claim.matter]
        assert "report withdrawn" in kinds


def test_a_correction_replaces_what_it_tells_anew(pipeline: Pipeline, tmp_path: Path) -> None:
    corrected = (
        "2011-04-20",
        "Correction",
        "In our report of April 5 we wrote that the naval drill of Tonga and Fiji began on Monday. "
        "The naval drill of Tonga and Fiji began on April 2.",
    )
    with ledger(pipeline, tmp_path, ANNOUNCED, BEGUN, corrected) as store:
        assert drill(store, "2011-04-03", "2011-04-10").folded.state == "planned"
        assert drill(store, "2011-04-03", "2011-04-20").folded.state == "under way"


def test_a_withdrawal_by_somebody_else_takes_nothing_back(pipeline: Pipeline, tmp_path: Path) -> None:
    other = (
        "2011-04-09",
        "A charity changes its mind",
        "The charity withdrew its report of April 5 on prisons in Fiji.",
    )
    with ledger(pipeline, tmp_path, ANNOUNCED, BEGUN, other) as store:
        assert drill(store, "2011-04-08", "2011-04-10").folded.state == "under way"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This article has been withdrawn by the agency.", "report withdrawn"),
        ("(Corrects date in paragraph 2)", "report corrected"),
        ("An earlier version of this report said that the talks were held in Lima.", "report corrected"),
        ("The ministry corrected the figure.", None),
        ("The senate withdrew its report on fishing.", None),
    ],
)
def test_what_is_a_correction(pipeline: Pipeline, text: str, kind: str | None) -> None:
    reading = pipeline.read(Report("a", text, published="2011-04-09", outlet="Nuku Post", language="en"))
    assert not isinstance(reading, Failure)
    found = [claim.matter.matter_class for claim in reading.claims if claim.matter]
    assert [each for each in found if each.startswith("report ")] == ([kind] if kind else [])
