"""What no careful report says, and what reports say all the same: nothing fails, nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from ledger_samples import Report
from test_relinking import reading

from dragoman.dates import Interval
from dragoman.ledger.linking import link_all
from dragoman.lexicon.actors import load_book
from dragoman.protocols import Store
from dragoman.query.asking import Question, make_view
from dragoman.query.changes import find_changes
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.query.plans import find_plans
from dragoman.query.questions import find_events
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def ledger(folder: Path, *reports: Report) -> Store:
    store = open_store(str(folder / "ledger.db"))
    store.add([reading(report) for report in reports], recorded_at=NOW)
    link_all(store, recorded_at=NOW)
    return store


def between(store: Store, as_of: str, known_by: str, *parties: str) -> list[DossierView]:
    return find_dossiers(store, load_book(), DossierQuestion(parties or ("PER", "CHL")), make_view(as_of, known_by))


def test_a_report_from_the_future_is_kept_and_out_of_view(tmp_path: Path) -> None:
    early = Report("a", "2025-03-02")
    early.tell("SANCTION", "PER", "CHL", phase="begin", matter="ban", on="2025-03-01")
    later = Report("b", "2999-01-01")
    later.tell("CONCEDE", "PER", "CHL", phase="lift", matter="ban", on="2998-12-31")
    with ledger(tmp_path, early, later) as store:
        assert [each.folded.state for each in between(store, "2025-04-01", "2025-04-01")] == ["in force"]
        assert [each.folded.state for each in between(store, "2999-02-01", "2999-02-01")] == ["lifted"]
        assert store.counts()["events"] == 2


def test_two_reports_with_contradicting_days_leave_it_open_or_choose_and_show_both(tmp_path: Path) -> None:
    one, other = Report("a", "2025-03-10"), Report("b", "2025-03-10")
    one.tell("SANCTION", "PER", "CHL", phase="begin", matter="ban", object="grapes", on="2025-03-01")
    other.tell("SANCTION", "PER", "CHL", phase="begin", matter="ban", object="grapes", on="2025-03-08")
    with ledger(tmp_path, one, other) as store:
        found = between(store, "2025-03-09", "2025-03-10")
        assert {each.folded.state for each in found} == {"in force"}
        assert {row.event.id for each in found for row in each.events} == {"ev_a_001000", "ev_b_001000"}


def test_an_act_that_ends_before_it_begins_fails_nothing(tmp_path: Path) -> None:
    report = Report("a", "2025-03-10")
    report.tell("SANCTION", "PER", "CHL", phase="begin", matter="ban", on="2025-03-01", until="2020-01-01")
    with ledger(tmp_path, report) as store:
        found = between(store, "2025-03-11", "2025-03-11")
        assert [each.folded.state for each in found] == ["in force"]
        assert "term-passed" in found[0].folded.flags


def test_a_dossier_with_a_thousand_occurrences(tmp_path: Path) -> None:
    reports = []
    for number in range(1000):
        day = f"{2000 + number // 40:04}-{1 + number % 12:02}-{1 + number % 28:02}"
        report = Report(f"r{number:04}", day)
        phase = "suspend" if number % 2 else "resume"
        report.tell("SANCTION" if number % 2 else "COOPERATE", ("CHL", "PER"), phase=phase, matter="exchange", on=day)
        reports.append(report)
    with ledger(tmp_path, *reports) as store:
        found = between(store, "2030-01-01", "2030-01-01")
        assert sum(len(each.events) for each in found) == 1000
        assert max(len(each.happenings) for each in found) >= 500
        assert found[0].folded.state in ("running", "suspended")
        assert found[0].to_json(full=True)["id"] == found[0].id


def test_an_actor_that_ceased_to_exist(tmp_path: Path) -> None:
    report = Report("a", "1990-05-02")
    report.tell("CONSULT", ("SUN", "USA"), matter="meeting", on="1990-05-01")
    with ledger(tmp_path, report) as store:
        assert len(list(find_events(store, load_book(), Question(), make_view("2025-01-01", "2025-01-01")))) == 1
        found = find_dossiers(store, load_book(), DossierQuestion(), make_view("2025-01-01", "2025-01-01"))
        assert [each.folded.state for each in found] == ["held"]
        assert "SUN" in found[0].parties
        assert found[0].title


@pytest.mark.parametrize("published", ["..", "..2025-03-10", "2025-03-10.."])
def test_an_interval_without_ends(tmp_path: Path, published: str) -> None:
    first, _, last = published.partition("..")
    report = Report("a", "2025-03-10")
    report.tell("SANCTION", "PER", "CHL", phase="begin", matter="ban")
    given = reading(report)
    days = Interval(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
    document = replace(given.document, published=replace(given.document.published, interval=days))
    store = open_store(str(tmp_path / "ledger.db"))
    with store:
        store.add([replace(given, document=document)], recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        view = make_view("2025-06-01", "2025-06-01")
        assert len(list(find_events(store, load_book(), Question(), view))) == 1
        states = [each.folded.state for each in between(store, "2025-06-01", "2025-06-01")]
        assert states and set(states) <= {"in force", "unknown"}
        assert isinstance(find_changes(store, load_book(), date(2025, 1, 1), view), list)
        assert find_plans(store, load_book(), view) == []
