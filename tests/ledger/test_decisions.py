"""What people decide is heeded at once by linking and by every question, and gone at once when it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ledger_samples import Report
from test_relinking import reading

from dragoman.errors import UsageError
from dragoman.ledger.linking import link_all
from dragoman.lexicon.actors import load_book
from dragoman.protocols import Store
from dragoman.query.asking import Question, make_view
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.query.judging import decide, take_back
from dragoman.query.questions import count_events, find_actors, find_events, ledger_status
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
VIEW = make_view("2025-12-31", "2025-12-31")


def told() -> list[Report]:
    ban = Report("a", "2025-03-01")
    ban.tell("SANCTION", "PER", "CHL", phase="begin", matter="ban", object="grapes", on="2025-03-01")
    met = Report("b", "2025-04-03")
    met.tell("CONSULT", ("CHL", "PER"), on="2025-04-02", matter="meeting", place="Lima")
    again = Report("c", "2025-04-20")
    again.tell("CONSULT", ("CHL", "PER"), on="2025-04-19", matter="meeting", place="Arica")
    lone = Report("d", "2025-05-02")
    lone.tell("ACCUSE", ("?Smith",), "PER", on="2025-05-01")
    return [ban, met, again, lone]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "ledger.db")) as opened:
        opened.add([reading(report) for report in told()], recorded_at=NOW)
        link_all(opened, recorded_at=NOW)
        yield opened


def links(store: Store) -> list[tuple[str, ...]]:
    return sorted(o.events for o in store.links().occurrences)


def meetings(store: Store) -> list[str]:
    found = find_dossiers(store, load_book(), DossierQuestion(("PER", "CHL"), ("meeting",)), VIEW)
    return sorted(each.folded.state for each in found)


def events(store: Store, **asked: Any) -> list[str]:
    return [row.event.id for row in find_events(store, load_book(), Question(**asked), VIEW)]


def occurrence(store: Store, event: str) -> str:
    found = store.event(event).occurrence
    assert found is not None
    return found


MET, AGAIN, BAN, LONE = "ev_b_001000", "ev_c_001000", "ev_a_001000", "ev_d_001000"


def test_two_happenings_made_one_and_parted_again(store: Store) -> None:
    before = links(store)
    one, other = occurrence(store, MET), occurrence(store, AGAIN)
    assert one != other
    made = decide(store, target=one, action="merge", who="me", value={"with": [other]})
    assert occurrence(store, MET) == occurrence(store, AGAIN)
    link_all(store, recorded_at=datetime.now(UTC))
    assert occurrence(store, MET) == occurrence(store, AGAIN), "linking anew keeps it"
    take_back(store, made, "me")
    assert links(store) == before


def test_a_happening_split_and_made_one_again(store: Store) -> None:
    first, second = occurrence(store, MET), occurrence(store, AGAIN)
    merged = decide(store, target=first, action="merge", who="me", value={"with": [second]})
    whole = occurrence(store, MET)
    made = decide(store, target=whole, action="split", who="me", value={"events": [AGAIN]})
    assert occurrence(store, MET) != occurrence(store, AGAIN)
    take_back(store, made, "me")
    assert occurrence(store, MET) == occurrence(store, AGAIN)
    take_back(store, merged, "me")
    assert occurrence(store, MET) != occurrence(store, AGAIN)


def test_two_dossiers_made_one_and_parted_again(store: Store) -> None:
    found = find_dossiers(store, load_book(), DossierQuestion(("PER", "CHL"), ("meeting",)), VIEW)
    assert len(found) == 2
    made = decide(store, target=found[0].id, action="merge", who="me", value={"with": [found[1].id]})
    after = find_dossiers(store, load_book(), DossierQuestion(("PER", "CHL"), ("meeting",)), VIEW)
    assert [each.id for each in after] == [found[0].id]
    assert len(after[0].happenings) == 2
    parted = decide(
        store, target=found[0].id, action="split", who="me", value={"occurrences": [occurrence(store, AGAIN)]}
    )
    assert len(meetings(store)) == 2
    take_back(store, parted, "me")
    take_back(store, made, "me")
    assert len(meetings(store)) == 2


def test_a_corrected_status_moves_the_state_and_back(store: Store) -> None:
    assert meetings(store) == ["held", "held"]
    made = decide(store, target=MET, action="correct", who="me", value={"fields": {"status": "not-occurred"}})
    assert meetings(store) == ["held", "not held"]
    assert events(store, statuses=("not-occurred",)) == [MET]
    assert MET not in events(store, statuses=("occurred",))
    take_back(store, made, "me")
    assert meetings(store) == ["held", "held"]
    assert events(store, statuses=("not-occurred",)) == []


def test_a_corrected_party_files_the_act_elsewhere(store: Store) -> None:
    fields = {"actors": ["BOL", "PER"]}
    made = decide(store, target=AGAIN, action="correct", who="me", value={"fields": fields})
    assert events(store, between=("Peru", "Bolivia")) == [AGAIN]
    assert meetings(store) == ["held"]
    with_bolivia = find_dossiers(store, load_book(), DossierQuestion(("PER", "BOL")), VIEW)
    assert [each.folded.state for each in with_bolivia] == ["held"]
    take_back(store, made, "me")
    assert events(store, between=("Peru", "Bolivia")) == []
    assert meetings(store) == ["held", "held"]


def test_a_corrected_date_and_type(store: Store) -> None:
    value = {"fields": {"date": {"earliest": "2025-04-05", "latest": "2025-04-05"}, "type": "COOPERATE"}}
    decide(store, target=MET, action="correct", who="me", value=value)
    row = next(find_events(store, load_book(), Question(types=("COOPERATE",)), VIEW))
    assert row.event.date is not None
    assert str(row.event.date.interval.earliest) == "2025-04-05"
    assert row.event.quad == "material cooperation"
    assert events(store, since="2025-04-04", until="2025-04-06") == [MET]


def test_the_day_of_a_report_and_a_name_in_it(store: Store) -> None:
    day = {"published": {"earliest": "2025-06-01", "latest": "2025-06-01"}}
    made = decide(store, target="doc_d", action="correct", who="me", value=day)
    row = next(row for row in find_events(store, load_book(), Question(), VIEW) if row.event.id == LONE)
    assert str(row.source.published.interval.earliest) == "2025-06-01"
    take_back(store, made, "me")
    decide(store, target="doc_d", action="correct", who="me", value={"name": "Smith", "actor": "GBR.GOV.PM"})
    assert events(store, actors=("GBR",)) == [LONE]


def test_rejected_events_are_in_no_count(store: Store) -> None:
    names = load_book()
    before = {row.id: row.events for row in find_actors(store, names, VIEW)}
    status = ledger_status(store, "x", VIEW)
    made = decide(store, target=BAN, action="reject", who="me")
    after = {row.id: row.events for row in find_actors(store, names, VIEW)}
    assert after["PER"] == before["PER"] - 1
    assert ledger_status(store, "x", VIEW).types.get("SANCTION", 0) == status.types["SANCTION"] - 1
    assert count_events(store, names, Question(types=("SANCTION",)), VIEW) == 0
    take_back(store, made, "me")
    assert {row.id: row.events for row in find_actors(store, names, VIEW)} == before
    assert ledger_status(store, "x", VIEW).types == status.types


@pytest.mark.parametrize(
    ("target", "action", "value"),
    [
        (MET, "merge", {"with": ["x"]}),
        ("oc", "merge", {}),
        ("oc", "merge", {"with": ["oc"]}),
        ("oc", "split", {"events": []}),
        (MET, "correct", {"fields": {"type": "DANCE"}}),
        (MET, "correct", {"fields": {"colour": "red"}}),
    ],
)
def test_what_cannot_be_done_is_refused(store: Store, target: str, action: str, value: dict[str, Any]) -> None:
    here = occurrence(store, MET)
    given = {
        key: [here if one == "oc" else one for one in each] if isinstance(each, list) else each
        for key, each in value.items()
    }
    with pytest.raises(UsageError):
        decide(store, target=here if target == "oc" else target, action=action, who="me", value=given)
    assert list(store.judgements()) == []
