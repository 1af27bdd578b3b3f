"""The index for linking: what is packed links as what was read, and what never ends is linked in stretches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledger_samples import Report
from test_occurrences import story
from test_relinking import links, reading

from dragoman.ledger.dossiers.blocks import REST, STRETCH, by_block, link_block, shares_of, stretches
from dragoman.ledger.dossiers.kept import pack, unpack
from dragoman.ledger.dossiers.reports import read_items
from dragoman.ledger.linking import link_all, link_documents, shipped_names
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Reading
from dragoman.protocols import Store
from dragoman.store.sql import open_store

KINDS = shipped_kinds()
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_what_is_packed_links_as_what_was_read() -> None:
    items = [item for report in story() for item in read_items(report.rows, KINDS)]
    back = [unpack(pack(item)) for item in items]
    assert [pack(item) for item in back] == [pack(item) for item in items]
    assert [(item.parties, item.kind, item.words, item.order, item.when) for item in back] == [
        (item.parties, item.kind, item.words, item.order, item.when) for item in items
    ]
    blocks, again = by_block(items, KINDS), by_block(back, KINDS)
    assert {block: link_block(each, KINDS, shipped_names()) for block, each in blocks.items()} == {
        block: link_block(each, KINDS, shipped_names()) for block, each in again.items()
    }


def test_kinds_with_sessions_in_common_are_linked_together_and_others_are_not() -> None:
    shares = shares_of(KINDS)
    assert shares["meeting"] == shares["mechanism"] == shares["programme"]
    assert len({shares[name] for name in ("meeting", "measure", "relations", "dispute")}) == 4


def test_only_acts_of_no_matter_are_divided_and_months_stay_whole() -> None:
    months = {"2020-01": STRETCH - 1, "2020-02": 2, "2020-05": STRETCH, "2020-06": 1, "9999-12-31": 1}
    found = stretches(("CHL", "VNM", REST), months)
    assert found == [["2020-01", "2020-02"], ["2020-05"], ["2020-06", "9999-12-31"]]
    assert stretches(("CHL", "VNM", "meeting"), months) == [sorted(months)]
    assert stretches(("CHL", "VNM", REST), {}) == []


def _many() -> list[Report]:
    """Acts of one pair over two years, many more than one stretch holds, each told of twice."""
    found = []
    for number in range(2 * STRETCH):
        day = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=3 * number)
        for outlet in "ab":
            report = Report(f"{outlet}{number:04d}", day.date().isoformat())
            report.tell("ACCUSE", "CHL", "VNM", on=day.date().isoformat(), words=f"Chile accused Vietnam of {number}")
            if number % 50 == 0:
                report.tell("CONSULT", ("CHL", "VNM"), on=day.date().isoformat(), matter="meeting")
            found.append(report)
    return found


def _told_together(store: Store) -> bool:
    return all(len(one.events) == 2 for one in store.links().occurrences)


def test_a_block_of_many_stretches_is_linked_alike_at_once_late_and_from_behind(tmp_path: Path) -> None:
    reports = [reading(report) for report in _many()]
    with open_store(str(tmp_path / "once.db")) as store:
        store.add(reports, recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        assert _told_together(store)
        at_once = links(store)
    for name, order in (("late", reports), ("behind", reports[::-1])):
        with open_store(str(tmp_path / f"{name}.db")) as store:
            for start in range(0, len(order), 90):
                recorded = NOW + timedelta(minutes=start)
                part = order[start : start + 90]
                store.add(part, recorded_at=recorded)
                link_documents(store, [each.document.id for each in part], recorded_at=recorded)
            assert links(store) == at_once


def test_a_late_report_loads_its_stretch_and_not_the_block(tmp_path: Path) -> None:
    reports = [reading(report) for report in _many()]
    with open_store(str(tmp_path / "l.db")) as store:
        store.add(reports[:-1], recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        store.add(reports[-1:], recorded_at=NOW + timedelta(days=1))
        linked = link_documents(store, [reports[-1].document.id], recorded_at=NOW + timedelta(days=1))
        assert 2 <= linked.events <= STRETCH + 20


def test_a_ledger_that_was_never_indexed_is_linked_whole(tmp_path: Path) -> None:
    reports = [reading(report) for report in _many()[:20]]
    with open_store(str(tmp_path / "l.db")) as store:
        store.add(reports, recorded_at=NOW)
        assert store.items_form() is None
        linked = link_documents(store, [reports[0].document.id], recorded_at=NOW)
        assert linked.events == sum(len(each.events) for each in reports)
        assert store.items_form() is not None


def test_what_a_later_reading_no_longer_tells_is_let_go(tmp_path: Path) -> None:
    report = Report("a", "2025-04-24")
    report.tell("CONSULT", ("CHL", "VNM"), on="2025-04-23", matter="meeting")
    report.tell("ACCUSE", "CHL", "VNM", on="2025-04-23")
    first = reading(report)
    report.rows.pop(0)
    second = reading(report)
    with open_store(str(tmp_path / "l.db")) as store:
        store.add([first], recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        assert len(store.links().dossiers) == 1
        later = NOW + timedelta(days=1)
        store.add([_by(second, "next")], recorded_at=later)
        link_documents(store, [second.document.id], recorded_at=later)
        assert not store.links().dossiers
        assert [one.events for one in store.links().occurrences] == [(second.events[0].id,)]


def _by(given: Reading, version: str) -> Reading:

    return replace(given, version=version)
