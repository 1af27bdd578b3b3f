"""Questions over time, asked of a small ledger of hand-made reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ledger_samples import Report, day
from test_relinking import reading

from dragoman.errors import NotFound, UsageError
from dragoman.ledger.linking import link_all
from dragoman.lexicon.actors import load_book
from dragoman.protocols import Store
from dragoman.query.asking import Question, make_view
from dragoman.query.changes import find_changes, find_differences
from dragoman.query.dossiers import DossierQuestion, dossier, find_dossiers
from dragoman.query.judging import add_note, decide, open_dossier, rejected
from dragoman.query.plans import find_plans
from dragoman.query.questions import count_events, find_events
from dragoman.query.relations import relation
from dragoman.query.requests import find_requests
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = load_book()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A ban imposed in December, a demand in January, eased in March but reported in May; a visit planned for June."""
    first, second, third = Report("a", "2024-12-02"), Report("b", "2025-01-15"), Report("c", "2025-05-20")
    first.tell("SANCTION", "VNM", "CHL", phase="begin", matter="ban", object="grapes", on="2024-12-01")
    demand = second.tell("REQUEST", "CHL", "VNM", on="2025-01-14")
    second.tell("CONCEDE", "VNM", "CHL", phase="lift", status="requested", matter="ban", inside=demand)
    second.tell("CONSULT", "VNM.GOV.FM", "CHL", mode="visit", status="scheduled", on="2025-06-10")
    third.tell("CONCEDE", "VNM", "CHL", phase="ease", matter="ban", object="grapes", on="2025-03-01")
    with open_store(str(tmp_path / "l.db")) as made:
        made.add(map(reading, (first, second, third)), recorded_at=NOW)
        link_all(made, recorded_at=NOW)
        yield made


def test_what_is_open_between_two(store: Store) -> None:
    found = find_dossiers(
        store, NAMES, DossierQuestion(("Chile", "Vietnam"), open_only=True), make_view("2025-02-01", "2025-02-01")
    )
    assert sorted((d.kind.name, d.folded.state) for d in found) == [("measure", "in force"), ("meeting", "scheduled")]
    assert found[0].to_json()["parties"][0]["id"] == "CHL"


def test_a_state_as_it_was_known_then_and_now(store: Store) -> None:
    (change,) = find_differences(
        store, NAMES, day("2025-04-01"), day("2025-06-01"), make_view("2025-04-01"), DossierQuestion(kinds=("measure",))
    )
    assert change.what == ("in force → partly lifted",)


def test_what_moved_since(store: Store) -> None:
    found = find_changes(store, NAMES, day("2025-01-01"), make_view("2025-07-01", "2025-07-01"))
    assert {change.after.kind.name: change.what for change in found} == {
        "measure": ("in force → partly lifted",),
        "meeting": ("new",),
    }


def test_plans_and_what_came_of_them(store: Store) -> None:
    assert [p.outcome for p in find_plans(store, NAMES, make_view("2025-06-01", "2025-06-01"))] == ["due"]
    assert [p.outcome for p in find_plans(store, NAMES, make_view("2025-07-01", "2025-07-01"), overdue_only=True)] == [
        "overdue"
    ]


def test_requests_and_what_came_of_them(store: Store) -> None:
    (request,) = find_requests(store, NAMES, make_view("2025-02-01", "2025-02-01"), by="Chile", to="Vietnam")
    assert request.outcome == "not granted so far"
    assert request.asked is not None and str(request.asked.event.phase) == "lift"


def test_each_happening_counts_once_in_a_relation(store: Store) -> None:
    points = relation(store, NAMES, "Chile", "Vietnam", make_view("2025-07-01", "2025-07-01"))
    assert [(p.period, len(p.occurrences)) for p in points] == [("2024-12", 1), ("2025-01", 1), ("2025-03", 1)]


def test_a_dossier_of_ones_own_and_a_note(store: Store) -> None:
    made = open_dossier(store, NAMES, title="Grapes", parties=("Chile", "Vietnam"), aliases=("ban",), who="anna")
    note = add_note(store, NAMES, target=made, text="ask again in May", who="anna", side="Chile")
    found = dossier(store, NAMES, made, make_view("2025-07-01", "2025-07-01"))
    assert (found.title, len(found.events) >= 2, [n.id for n in found.notes]) == ("Grapes", True, [note])


def test_a_decision_stands_beside_what_was_read(store: Store) -> None:
    view = make_view("2025-07-01", "2025-07-01")
    (ban,) = find_dossiers(store, NAMES, DossierQuestion(kinds=("measure",)), view)
    decide(store, target=ban.id, action="correct", who="anna", value={"state": "lifted", "on": "2025-06-01"})
    after = dossier(store, NAMES, ban.id, view)
    assert (after.folded.state, after.folded.decided_by is not None) == ("lifted", True)
    assert [reached.state for reached in after.folded.path] == ["in force", "partly lifted"]


def test_a_decision_that_was_taken_back_no_longer_counts(store: Store) -> None:
    view = make_view("2025-07-01", "2025-07-01")
    (ban,) = find_dossiers(store, NAMES, DossierQuestion(kinds=("measure",)), view)
    eased = next(row.event.id for row in ban.events if row.event.type == "CONCEDE" and row.source.title != "b")

    def state() -> str:
        return dossier(store, NAMES, ban.id, view).folded.state

    first = decide(store, target=eased, action="reject", who="anna")
    assert (state(), rejected(store, view)) == ("in force", {eased})
    decide(store, target=first, action="reject", who="ben")
    assert (state(), rejected(store, view)) == ("partly lifted", frozenset())
    decide(store, target=eased, action="accept", who="anna")
    decide(store, target=eased, action="reject", who="anna")
    assert state() == "in force"
    with pytest.raises(UsageError, match="already"):
        decide(store, target=first, action="reject", who="ben")
    with pytest.raises(UsageError, match="no decision"):
        decide(store, target="jd_nothing", action="reject", who="ben")
    with pytest.raises(UsageError, match="nothing to do with"):
        decide(store, target=first, action="accept", who="ben")


def test_a_rejected_occurrence_takes_its_events_off_the_lists(store: Store) -> None:
    view = make_view("2025-07-01", "2025-07-01")
    rows = list(find_events(store, NAMES, Question(), view))
    wrong = decide(store, target=str(rows[0].occurrence), action="reject", who="anna")
    left = list(find_events(store, NAMES, Question(), view))
    assert left == [row for row in rows if row.occurrence != rows[0].occurrence] != rows
    assert count_events(store, NAMES, Question(), view) == len(left)
    decide(store, target=wrong, action="reject", who="anna")
    assert list(find_events(store, NAMES, Question(), view)) == rows


def test_what_was_decided_or_opened_and_taken_back_is_gone(store: Store) -> None:
    view = make_view("2025-07-01", "2025-07-01")
    (ban,) = find_dossiers(store, NAMES, DossierQuestion(kinds=("measure",)), view)
    wrong = decide(store, target=ban.id, action="correct", who="anna", value={"state": "lifted", "on": "2025-06-01"})
    decide(store, target=wrong, action="reject", who="anna")
    after = dossier(store, NAMES, ban.id, view)
    assert (after.folded.state, after.folded.decided_by, after.notes) == ("partly lifted", None, ())
    made = open_dossier(store, NAMES, title="Grapes", parties=["Chile", "Vietnam"], who="anna", aliases=["grapes"])
    (opening,) = store.judgements(made)
    decide(store, target=opening.id, action="reject", who="anna")
    with pytest.raises(NotFound):
        dossier(store, NAMES, made, view)
    with pytest.raises(NotFound):
        add_note(store, NAMES, target=made, text="ask again", who="anna")


def test_what_is_not_there_is_said(store: Store) -> None:
    view = make_view("2025-07-01", "2025-07-01")
    with pytest.raises(NotFound):
        dossier(store, NAMES, "salmon", view)
    with pytest.raises(UsageError, match="kind of dossier"):
        find_dossiers(store, NAMES, DossierQuestion(kinds=("lawsuit",)), view)
    with pytest.raises(UsageError, match="no state"):
        find_dossiers(store, NAMES, DossierQuestion(states=("over",)), view)


def test_states_that_are_kept_are_those_computed_anew_until_something_is_written(store: Store) -> None:
    days = [f"2025-{month:02}-15" for month in range(1, 8)]
    views = [make_view(of, by) for of in days for by in days[::2]]

    def ask(one: Store) -> list[object]:
        listed = [[each.to_json(full=True) for each in find_dossiers(one, NAMES, DossierQuestion(), v)] for v in views]
        moved = [[each.to_json() for each in find_changes(one, NAMES, day("2025-01-20"), v)] for v in views]
        return [listed, moved]

    first = ask(store)
    assert ask(store) == first
    (ban,) = find_dossiers(store, NAMES, DossierQuestion(kinds=("measure",)), views[-1])
    decide(store, target=ban.id, action="correct", who="anna", value={"state": "lifted", "on": "2025-06-01"})
    after = ask(store)
    with open_store(store.about()["ledger"]) as other:
        assert ask(other) == after
    assert after != first
