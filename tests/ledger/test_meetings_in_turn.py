"""Meetings of a pair that meets again and again are linked stretch by stretch, whatever the order of the reports."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from ledger_samples import Report
from test_relinking import links, reading

from dragoman.ledger.dossiers import blocks
from dragoman.ledger.linking import link_all, link_documents
from dragoman.model import Status
from dragoman.protocols import Store
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAIR = ("CHL", "VNM")


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(blocks, "STRETCH", 4)
    return


def _on(number: int) -> str:
    return (date(2020, 1, 1) + timedelta(days=number)).isoformat()


def _busy() -> list[Report]:
    """Three years of one pair: meetings announced, held, put off, recalled years later, and sessions of a programme."""
    chance = random.Random(5)
    found = []
    for number in range(45):
        day = 24 * number + chance.randrange(20)
        report = Report(f"r{number:02d}", _on(day))
        what = number % 9
        if what in (0, 4):
            report.tell("CONSULT", PAIR, on=_on(day + 30), status=Status.SCHEDULED, matter="visit")
        elif what == 2:
            report.tell("CONSULT", PAIR, status=Status.PROPOSED, matter="meeting")
        elif what == 3:
            report.tell("CONSULT", PAIR, on=_on(max(0, day - 500)), matter="summit")
        elif what == 5:
            report.tell("COOPERATE", PAIR, matter="exchange programme", on=_on(day - 1))
        else:
            on = _on(day - 2) if what != 8 else None
            report.tell("CONSULT", PAIR, on=on, matter="visit" if what == 1 else "talks")
            report.tell("ACCUSE", "CHL", "VNM", words=f"Chile accused Vietnam of trespass number {number // 3}")
        found.append(report)
    return found


def test_the_order_of_reports_decides_nothing(tmp_path: Path) -> None:
    reports = [reading(report) for report in _busy()]
    with open_store(str(tmp_path / "once.db")) as store:
        store.add(reports, recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        at_once = links(store)
    orders = {"by day": reports, "behind": reports[::-1], "mixed": random.Random(2).sample(reports, len(reports))}
    for name, given in orders.items():
        with open_store(str(tmp_path / f"{name}.db")) as store:
            for first in range(0, len(given), 12):
                _add(store, given[first : first + 12], first)
            _add(store, given[10:14], 100)
            assert links(store) == at_once, name


def _add(store: Store, given: list, minutes: int) -> None:  # type: ignore[type-arg]
    recorded = NOW + timedelta(minutes=minutes)
    store.add(given, recorded_at=recorded)
    link_documents(store, [each.document.id for each in given], recorded_at=recorded)


def _told(tmp_path: Path, *reports: Report) -> list[set[str]]:
    """The reports of each dossier, of these and of others of the same pair that fill the stretches between them."""
    filling = []
    for number in range(0, 480, 20):
        report = Report(f"x{number:03d}", _on(number))
        report.tell("CONSULT", PAIR, on=_on(number), matter="phone call")
        filling.append(report)
    with open_store(str(tmp_path / "l.db")) as store:
        store.add(map(reading, (*reports, *filling)), recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        assert len(store.stretches(["CHL,VNM,mechanism"])["CHL,VNM,mechanism"]) > 3
        told = {event.event.id: event.event.document for event in store.events()}
        members = {one.id: {told[event] for event in one.events} for one in store.links().occurrences}
        found = [set().union(*(members[m.occurrence] for m in one.members)) for one in store.links().dossiers]
    return [each for each in found if not all(name.startswith("doc_x") for name in each)]


def _one(name: str, published: str, on: str | None, status: Status = Status.OCCURRED, **more: str) -> Report:
    report = Report(name, published)
    report.tell("CONSULT", ("CHL.GOV.PM", "VNM.GOV.PM"), on=on, status=status, matter="visit", **more)  # type: ignore[arg-type]
    return report


def test_a_visit_announced_four_months_ahead_is_the_one_that_is_held(tmp_path: Path) -> None:
    ahead = _one("ahead", "2020-03-02", "2020-07-05", Status.SCHEDULED)
    held = _one("held", "2020-07-06", "2020-07-05")
    assert {"doc_ahead", "doc_held"} in _told(tmp_path, ahead, held)


def test_a_visit_recalled_a_year_later_is_filed_with_those_of_its_day(tmp_path: Path) -> None:
    held = _one("held", "2020-03-06", "2020-03-05")
    recalled = _one("recalled", "2021-04-01", "2020-03-05")
    assert {"doc_held", "doc_recalled"} in _told(tmp_path, held, recalled)


def test_of_lasting_matters_only_those_are_linked_anew_to_which_something_came(tmp_path: Path) -> None:
    reports = []
    for number, what in enumerate(("apples", "copper", "apples", "wool", "apples")):
        report = Report(f"m{number}", _on(number))
        report.tell("SANCTION", "CHL", "VNM", matter="ban", object=what, on=_on(number))
        reports.append(reading(report))
    with open_store(str(tmp_path / "l.db")) as store:
        store.add(reports[:-1], recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        before = links(store)
        store.add(reports[-1:], recorded_at=NOW + timedelta(days=1))
        linked = link_documents(store, [reports[-1].document.id], recorded_at=NOW + timedelta(days=1))
        assert (linked.events, linked.dossiers) == (3, 1)
        assert len(set(links(store)) & set(before)) >= 4  # two bans and what is told of them
        late = links(store)
    with open_store(str(tmp_path / "once.db")) as store:
        store.add(reports, recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        assert links(store) == late
