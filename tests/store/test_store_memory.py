"""What an open ledger remembers is never out of date and never more than it may be; what is looked up in batches."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from store_samples import T1, T2, V2, day, document, event, reading, with_events

from dragoman.model import Occurrence
from dragoman.protocols import DocumentFilter, DossierRecord, EventFilter, Links, Membership, View
from dragoman.store import open_store
from dragoman.store.memory import Memory


def test_no_more_is_kept_than_allowed() -> None:
    memory = Memory(events=10, reports=4)
    body = json.dumps(event("doc_a", 10).to_json())
    for number in range(50):
        memory.event("rd_a", f"ev_{number}", body)
        assert len(memory._events) <= 10
    memory.keep_links("1", {f"ev_{number}": (None, None) for number in range(6)})
    memory.keep_links("1", {f"ev_{number}": ("oc_a", None) for number in range(6, 12)})
    assert len(memory._links) <= 10
    assert memory.links("1", ["ev_11"]) == {"ev_11": ("oc_a", None)}
    assert memory.links("2", ["ev_11"]) == {}


def test_answers_that_are_asked_for_stay() -> None:
    memory = Memory(answers=4)
    memory.keep_answers("1", dict.fromkeys("abcd", 0))
    for number in range(20):
        assert memory.answers("1", "a") == {"a": 0}
        memory.keep_answers("1", {number: 0})
    assert memory.answers("1", "abcd") == {"a": 0}
    assert memory.answers("2", "a") == {}


def test_what_is_written_is_seen_at_once(ledger: str) -> None:
    with open_store(ledger) as store, open_store(ledger) as writer:
        writer.add([reading("a")], recorded_at=T1)
        first, *_ = store.events()
        assert (first.occurrence, len(first.source.sightings)) == (None, 1)
        writer.add([reading("a", path="again.html")], recorded_at=T1)
        occurrence = Occurrence("oc_a", (first.event.id,))
        record = DossierRecord("ds_a", "meeting", {"parties": ["CHN", "JPN"]}, (Membership("oc_a"),))
        writer.save_links(Links((occurrence,), (record,)), recorded_at=T1)
        again, *_ = store.events()
        assert (again.occurrence, again.dossier, len(again.source.sightings)) == ("oc_a", "ds_a", 2)
        writer.add([reading("a", version=V2, events=1)], recorded_at=T2)
        assert [row.source.version for row in store.events()] == [V2]
        assert {row.source.version for row in store.events(EventFilter(view=View(recorded_by=T1)))} != {V2}


def test_what_is_asked_at_once_is_asked_of_one_state(ledger: str) -> None:
    with open_store(ledger) as store, open_store(ledger) as writer:
        writer.add([reading("a")], recorded_at=T1)
        with store.at_once():
            before, known = store.version(), list(store.events())
            writer.add([reading("b")], recorded_at=T2)
            store.keep(before, {"how many": len(known)})
            with store.at_once():
                assert (store.version(), list(store.events())) == (before, known)
            assert store.recall(before, ["how many"]) == {"how many": len(known)}
            with ThreadPoolExecutor(1) as other:
                assert len(other.submit(lambda: list(store.events())).result()) > len(known)
        with pytest.raises(ZeroDivisionError), store.at_once():
            _ = 1 // 0
        assert len(list(store.events())) > len(known)
        assert store.version() != before
        assert store.recall(store.version(), ["how many"]) == {}


def test_whether_a_report_may_be_later_hangs_on_who_asks(ledger: str) -> None:
    with open_store(ledger) as store:
        found = event(document("a").id, 10, when=day("2024-05-01"))
        store.add([with_events("a", found, when=None)], recorded_at=T1)
        known = EventFilter(view=View(known_by=date(2024, 6, 1)))
        asked = (EventFilter(), known, EventFilter(), known)
        assert [row.maybe_later for which in asked for row in store.events(which)] == [False, True, False, True]


def test_reports_and_texts_by_id_and_by_what_they_hold(ledger: str) -> None:
    with open_store(ledger) as store:
        store.add([reading("a", "2024-05-29"), reading("b", "2024-05-01"), reading("c", "2024-06-30")], recorded_at=T1)
        ids = {name: document(name).id for name in "abc"}
        some = (ids["a"], ids["c"], "doc_none")
        known = View(known_by=date(2024, 6, 1))
        assert [one.id for one in store.documents(DocumentFilter(ids=some))] == [ids["a"], ids["c"]]
        assert {one.id for one in store.texts(some)} == {ids["a"], ids["c"]}
        assert [one.raw for one in store.texts(some, known)] == [document("a").raw]
        assert store.holding("REPORT") == [ids["b"], ids["a"], ids["c"]]
        assert store.holding("report", known, 1) == [ids["b"]]
        assert store.holding("report c") == [ids["c"]]
        assert store.holding("eport") == store.holding("") == []


def test_dossiers_told_of_among_some(ledger: str) -> None:
    with open_store(ledger) as store:
        told = reading("a")
        store.add([told], recorded_at=T1)
        occurrences = tuple(Occurrence(f"oc_{place}", (one.id,)) for place, one in enumerate(told.events))
        records = [
            DossierRecord(f"ds_{place}", "meeting", {"parties": ["JPN"]}, (Membership(one.id),))
            for place, one in enumerate(occurrences)
        ]
        store.save_links(Links(occurrences, tuple(records)), recorded_at=T1)
        assert [one for one, _ in store.dossiers_told()] == ["ds_1", "ds_0"]
        assert [one for one, _ in store.dossiers_told(among=["ds_0", "ds_9"])] == ["ds_0"]
        assert list(store.dossiers_told(among=[])) == []
