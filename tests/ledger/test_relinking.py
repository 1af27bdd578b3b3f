"""Linking what new reports touch gives the bytes that linking everything at once gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ledger_samples import Report
from test_occurrences import story

from dragoman.dates import parse_interval
from dragoman.ledger.linking import link_all, link_documents
from dragoman.model import Block, BlockKind, CleanText, Document, Published, PublishedBasis, Reading, Sighting
from dragoman.protocols import Store
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def reading(report: Report) -> Reading:
    """A stored form of a hand-made report."""
    text = " " * 9000
    clean = CleanText(text, (Block(0, len(text), BlockKind.BODY),), ((0, 0, len(text)),))
    published = Published(parse_interval(report.published), PublishedBasis.METADATA)
    document = Document(f"doc_{report.name}", text, clean, "text", published=published)
    sighting = Sighting(document.id, f"{report.name}.txt", published=report.published)
    return Reading(document, sighting, tuple(row.event for row in report.rows), version="test")


def links(store: Store) -> list[str]:
    """All that linking recorded, without the history of ids."""
    found = store.links()
    return [*map(repr, found.occurrences), *map(repr, found.dossiers)]


@pytest.fixture
def at_once(tmp_path: Path) -> list[str]:
    with open_store(str(tmp_path / "once.db")) as store:
        store.add(map(reading, story()), recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        return links(store)


@pytest.mark.parametrize("step", [1, 7])
def test_one_by_one_gives_what_all_at_once_gives(tmp_path: Path, at_once: list[str], step: int) -> None:
    reports = story()
    with open_store(str(tmp_path / "bit.db")) as store:
        for number in range(0, len(reports), step):
            part = [reading(report) for report in reversed(reports[number : number + step])]
            recorded = NOW + timedelta(minutes=number)
            store.add(part, recorded_at=recorded)
            link_documents(store, [each.document.id for each in part], recorded_at=recorded)
        assert links(store) == at_once


def test_a_measure_on_all_trade_is_a_matter_of_one_state(tmp_path: Path) -> None:
    told = [Report(name, day) for name, day in (("a", "2010-08-06"), ("b", "2010-09-03"), ("c", "2011-07-02"))]
    for report, (act, phase) in zip(
        told, (("SANCTION", "begin"), ("SANCTION", "extend"), ("CONCEDE", "lift")), strict=True
    ):
        words = f"the ban on grain exports: {phase}"
        report.tell(act, "RUS", on=report.published, phase=phase, matter="ban", object="grain exports", words=words)
    told[0].tell("REQUEST", "EGY", "RUS", on="2010-08-05", words="Egypt asked Russia for grain")
    found = []
    for step in (1, 3):
        with open_store(str(tmp_path / f"{step}.db")) as store:
            for number in range(0, 3, step):
                part = list(map(reading, told[number : number + step]))
                store.add(part, recorded_at=NOW)
                link_documents(store, [each.document.id for each in part], recorded_at=NOW)
            found.append(links(store))
            (dossier,) = store.links().dossiers
    assert (dossier.kind, dossier.body["parties"], len(dossier.members)) == ("measure", ["RUS"], 3)
    assert found[0] == found[1]


def test_an_old_id_leads_to_the_new_one(tmp_path: Path) -> None:
    late, early = Report("b", "2025-04-25"), Report("a", "2025-04-24")
    late.tell("CONSULT", ("CHL", "VNM"), on="2025-04-23", matter="meeting")
    early.tell("CONSULT", ("CHL", "VNM"), on="2025-04-23", matter="meeting")
    with open_store(str(tmp_path / "l.db")) as store:
        store.add([reading(late)], recorded_at=NOW)
        link_documents(store, ["doc_b"], recorded_at=NOW)
        old = store.links()
        later = NOW + timedelta(days=1)
        store.add([reading(early)], recorded_at=later)
        link_documents(store, ["doc_a"], recorded_at=later)
        new = store.links()
        assert new.occurrences[0].id != old.occurrences[0].id
        assert store.links(occurrences=[old.occurrences[0].id]).occurrences == new.occurrences
        assert store.links(dossiers=[old.dossiers[0].id]).dossiers == new.dossiers


def test_linking_twice_changes_nothing(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "l.db")) as store:
        store.add(map(reading, story()), recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        first = list(store.dump())
        link_all(store, recorded_at=NOW + timedelta(days=1))
        assert list(store.dump()) == first


def test_a_report_without_a_date_is_linked_too(tmp_path: Path) -> None:
    report = Report("a", "2025-04-24")
    report.tell("CONSULT", ("CHL", "VNM"), matter="meeting")
    undated = reading(report)
    undated = replace(
        undated, document=replace(undated.document, published=Published(parse_interval(".."), PublishedBasis.NONE))
    )
    with open_store(str(tmp_path / "l.db")) as store:
        store.add([undated], recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        assert len(store.links().dossiers) == 1
