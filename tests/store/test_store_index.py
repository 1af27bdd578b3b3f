"""The indexes that hold no record: what linking loads, and which dossiers a question can mean; on both databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from store_samples import T1, T2, actor, day, document, event, with_events

from dragoman.dates import Interval
from dragoman.lexicon.actors import load_book
from dragoman.model import DatedBy, Occurrence, Status
from dragoman.protocols import (
    NOW,
    DossierRecord,
    EventFilter,
    IndexedItem,
    Links,
    Membership,
    MentionFilter,
    Standing,
    Store,
    View,
)
from dragoman.query.requests import find_requests
from dragoman.store import open_store


def _filed(store: Store) -> tuple[str, str]:
    """Two dossiers: one told of in May and June, the other in May."""
    found = {}
    for name, when in (("a", "2024-05-29"), ("b", "2024-06-03"), ("c", "2024-05-30")):
        identity = document(name).id
        found[name] = event(identity, 10, when=day("2024-05-20"))
        store.add([with_events(name, found[name], when=when)], recorded_at=T1)
    occurrences = tuple(Occurrence(f"oc_{name}", (one.id,)) for name, one in found.items())
    dossiers = (
        DossierRecord("ds_1", "measure", {"parties": ["CHN", "JPN"]}, (Membership("oc_a"), Membership("oc_b"))),
        DossierRecord("ds_2", "meeting", {"parties": ["CHL", "JPN"]}, (Membership("oc_c"),)),
    )
    store.save_links(Links(occurrences, dossiers), recorded_at=T1)
    return "ds_1", "ds_2"


def test_what_is_looked_up_often_is_found_without_a_look_at_its_rows(tmp_path: Path) -> None:
    file = str(tmp_path / "ledger.db")
    open_store(file).close()
    now = "coalesce(superseded_at, '') = '9999-12-31T23:59:59.999999+00:00'"
    asked = {
        "SELECT document, order_published FROM readings WHERE text IN ('a', 'b')": "COVERING INDEX ix_readings_text",
        "SELECT id FROM events WHERE document IN ('a', 'b') AND embedded_in IS NOT NULL": "INDEX ix_events_embedded",
        "SELECT event FROM occurrence_events WHERE occurrence IN ('a', 'b')": "COVERING INDEX",
        "SELECT occurrence FROM occurrence_events WHERE event IN ('a', 'b')": "PRIMARY KEY",
        "SELECT occurrence, score FROM dossier_members WHERE dossier IN ('a', 'b')": "COVERING INDEX",
        "SELECT dossier, score FROM dossier_members WHERE occurrence IN ('a', 'b')": "PRIMARY KEY",
    }
    with closing(sqlite3.connect(file)) as connection:
        for question, way in asked.items():
            (step,) = connection.execute(f"EXPLAIN QUERY PLAN {question} AND {now}")
            assert f"USING {way}" in step[3], question


def test_the_dossiers_of_links_are_found_without_its_occurrences(ledger: str) -> None:
    with open_store(ledger) as store:
        one, other = _filed(store)
        again = (DossierRecord(other, "meeting", {"parties": ["CHL"]}, (Membership("oc_b"),)),)
        occurrence = Occurrence("oc_b", tuple(row.event.id for row in store.events() if row.occurrence == "oc_b"))
        store.save_links(Links((occurrence,), again, {one: other, "oc_a": "oc_b"}), recorded_at=T2)
        told = [row.event.id for row in store.events()]
        for events, occurrences in (((), ("oc_a", "oc_none")), (told, ()), ((), ()), (told[:1], ("oc_b", "oc_c"))):
            for view in (NOW, View(recorded_by=T1)):
                held = store.links(events=events, occurrences=occurrences, view=view).dossiers
                assert store.dossiers_holding(events=events, occurrences=occurrences, view=view) == list(held)


def known(day_: str) -> View:
    return View(as_of=date.fromisoformat(day_), known_by=date.fromisoformat(day_))


def test_dossiers_come_by_the_last_day_on_which_they_are_told_of(ledger: str) -> None:
    with open_store(ledger) as store:
        one, other = _filed(store)
        assert list(store.dossiers_told()) == [(one, "2024-06-03"), (other, "2024-05-30")]
        assert list(store.dossiers_told(known("2024-05-30"))) == [(other, "2024-05-30"), (one, "2024-05-29")]
        assert list(store.dossiers_told(known("2024-05-28"))) == []
        assert [name for name, _ in store.dossiers_told(parties=[["JPN.GOV", "JPN"]])] == [one, other]
        assert [name for name, _ in store.dossiers_told(parties=[["JPN"], ["CHL"]])] == [other]
        assert [name for name, _ in store.dossiers_told(kinds=["measure"])] == [one]
        assert [record.id for record in store.dossiers([other, "ds_none"])] == [other]


def test_what_is_told_or_passes_between_two_days_moves_a_dossier(ledger: str) -> None:
    with open_store(ledger) as store:
        one, other = _filed(store)
        assert store.dossiers_moved(known("2024-05-31"), known("2024-06-10")) == {one}
        assert store.dossiers_moved(known("2024-05-29"), known("2024-05-30")) == {other}
        # Both are about what was planned for 1 July: that day passes.
        assert store.dossiers_moved(known("2024-06-20"), known("2024-07-02")) == {one, other}
        assert store.dossiers_moved(known("2024-09-01"), known("2024-09-09")) == set()


def test_the_index_follows_what_is_linked_and_made_anew_is_the_same(ledger: str) -> None:
    with open_store(ledger) as store:
        one, other = _filed(store)
        again = (DossierRecord(other, "meeting", {"parties": ["CHL"]}, (Membership("oc_c"), Membership("oc_b"))),)
        store.save_links(Links((), again, {one: other}), recorded_at=T2)
        followed = (list(store.dossiers_told()), list(store.dossiers_told(parties=[["JPN"]])))
        assert followed == ([(other, "2024-06-03")], [])
        store.index_dossiers()
        assert (list(store.dossiers_told()), list(store.dossiers_told(parties=[["JPN"]]))) == followed


def test_items_are_found_by_block_and_month_and_replaced_by_report(ledger: str) -> None:
    with open_store(ledger) as store:
        assert store.items_form() is None
        store.clear_items("one")
        first = [
            IndexedItem("CHL,VNM,rest", "2024-05", "ev_2", "doc_a", "two"),
            IndexedItem("CHL,VNM,rest", "2024-05", "ev_1", "doc_a", "one"),
            IndexedItem("CHL,VNM,rest", "2024-06", "ev_3", "doc_b", "three"),
            IndexedItem("CHL,2024-06", "2024-06", "ev_4", "doc_b", "four"),
        ]
        assert store.file_items(["doc_a", "doc_b"], first) == []
        assert store.items("CHL,VNM,rest", ["2024-05", "2024-06"]) == ["one", "two", "three"]
        assert store.items("CHL,VNM,rest", ["2024-06"]) == ["three"]
        assert dict(store.item_months()) == {
            "CHL,2024-06": {"2024-06": 1},
            "CHL,VNM,rest": {"2024-05": 2, "2024-06": 1},
        }
        assert dict(store.item_months(["CHL,2024-06"])) == {"CHL,2024-06": {"2024-06": 1}}
        old = store.file_items(["doc_b"], [IndexedItem("CHL,2024-07", "2024-07", "ev_4", "doc_b", "moved")])
        assert [(one.block, one.event, one.body) for one in old] == [
            ("CHL,2024-06", "ev_4", ""),
            ("CHL,VNM,rest", "ev_3", ""),
        ]
        assert [one.event for one in store.filed_items(["doc_b"])] == ["ev_4"]
        assert store.items_form() == "one"
        store.clear_items("other")
        assert (list(store.item_months()), store.items_form()) == ([], "other")


def test_events_that_have_links_and_no_item_are_told(ledger: str) -> None:
    with open_store(ledger) as store:
        _filed(store)
        told = [row.event.id for row in store.events()]
        assert store.unlinked() == sorted(told)
        store.file_items(["doc"], [IndexedItem("b", "2024-05", told[0], "doc", "")])
        assert store.unlinked() == sorted(told[1:])


def test_keys_are_those_of_the_events_asked(ledger: str) -> None:
    with open_store(ledger) as store:
        _filed(store)
        rows = list(store.events(EventFilter(occurrences=("oc_a", "oc_b"))))
        keys = sorted(store.event_keys(EventFilter(occurrences=("oc_a", "oc_b"))))
        assert [(key.id, key.document, key.occurrence) for key in keys] == sorted(
            (row.event.id, row.event.document, row.occurrence) for row in rows
        )
        assert {(key.earliest, key.latest) for key in keys} == {("2024-05-20", "2024-05-20")}
        assert {key.published for key in keys} == {"2024-05-29", "2024-06-03"}
        ids = tuple(row.event.id for row in rows[:1])
        assert [row.event.id for row in store.events(EventFilter(ids=ids))] == list(ids)


def _days(first: str | None, last: str | None) -> DatedBy | None:
    known = day(first or last)
    ends = (date.fromisoformat(each) if each else None for each in (first, last))
    return replace(known, interval=Interval(*ends)) if known else None


DAYS = [("2024-03-01", "2024-03-31"), (None, "2024-02-01"), ("2024-04-02", None), (None, None), ("2023-05-05",) * 2]


@pytest.fixture
def asked(store: Store) -> Store:
    """Requests of all sorts of days, in two happenings and alone, by two sides, in reports of three days."""
    for name, when in (("a", "2024-05-29"), ("b", None), ("c", "2024-05-30")):
        identity = document(name).id
        sides = (actor("CHL.GOV"), actor("VNM"), actor(None, "VNM"))
        told = [
            event(identity, 10 * (place + 1), actors=(sides[place % 3],), kind="REQUEST", when=_days(*ends), status=how)
            for place, (ends, how) in enumerate((ends, how) for ends in DAYS for how in list(Status)[:2])
        ]
        store.add([with_events(name, *told, when=when)], recorded_at=T1)
    rows = [row.event.id for row in store.events(EventFilter(types=("REQUEST",)))]
    happenings = tuple(Occurrence(f"oc_{start}", tuple(rows[start::7])) for start in (0, 1, 2))
    store.save_links(Links(happenings), recorded_at=T1)
    return store


@pytest.mark.parametrize("view", [NOW, View(as_of=date(2024, 4, 1), known_by=date(2024, 5, 29))])
def test_keys_by_day_are_all_keys_and_none_comes_before_its_day(asked: Store, view: View) -> None:
    which = EventFilter(view=view, types=("REQUEST",), statuses=(Status.OCCURRED, Status.ONGOING))
    walked = list(asked.event_keys_by_day(which))
    assert sorted(key for _, key in walked) == sorted(asked.event_keys(which))
    assert [day_ for day_, _ in walked] == sorted(day_ for day_, _ in walked)
    assert all(min(day_, "9999") <= (key.latest or key.published or "9999") for day_, key in walked)
    assert len(walked) > 9


@pytest.mark.parametrize("by", [None, "Chile", "Vietnam"])
def test_a_page_of_requests_is_the_beginning_of_all(asked: Store, by: str | None) -> None:
    view = View(as_of=date(2024, 7, 1), known_by=date(2024, 7, 1))
    every = find_requests(asked, load_book(), view, by=by)
    assert len(every) > 5
    for limit in (1, 2, 5, len(every)):
        assert find_requests(asked, load_book(), view, by=by, limit=limit) == every[:limit]


def test_what_is_counted_in_the_database_is_what_the_events_say(asked: Store) -> None:
    which = EventFilter(actors=("VNM",))
    rows = list(asked.events(which))
    told = {ref.id or ref.name for row in rows for ref in (*row.event.actors, *row.event.recipients)}
    counts = {
        name: sum(name in {ref.id or ref.name for ref in (*row.event.actors, *row.event.recipients)} for row in rows)
        for name in told
    }
    assert asked.partners(which) == counts
    assert asked.last_events(which, 4) == rows[-4:]
    assert asked.last_events(which, 400) == rows
    names = [one.name for one in asked.mentions(MentionFilter(resolved=True))]
    assert asked.names_used(MentionFilter(resolved=True)) == {name: names.count(name) for name in names}
    documents = [document(name).id for name in "ac"]
    sentences = asked.sentences(documents)
    assert sentences == {
        one: [(row.event.id, row.event.evidence.sentence) for row in asked.events(EventFilter(documents=(one,)))]
        for one in documents
    }


def test_how_dossiers_stand_is_forgotten_when_more_is_told_of_them(ledger: str) -> None:
    with open_store(ledger) as store:
        one, other = _filed(store)
        assert store.unsettled("form") == [one, other]
        assert store.unsettled("form", 1) == [one]
        made = [Standing(name, "2024-06-03", "~", "", "", "in force", "2024-06-03") for name in (one, other)]
        store.save_standings(made, "form")
        assert (store.unsettled("form"), store.standings([one, other, "ds_none"], "form")) == ([], made)
        assert (store.unsettled("next"), store.standings([one], "next")) == ([one, other], [])
        again = with_events("c", event(document("c").id, 10, when=day("2024-05-21")), when="2024-05-30")
        store.add([replace(again, version="2")], recorded_at=T2)
        assert (store.unsettled("form"), store.standings([one, other], "form")) == ([other], made[:1])
        store.save_links(Links((), (DossierRecord(one, "measure", {}, (Membership("oc_a"),)),)), recorded_at=T2)
        assert store.unsettled("form") == [one, other]
        store.save_standings(made[:1], "next")
        assert (store.standings([one, other], "next"), store.unsettled("next")) == (made[:1], [other])
        days = [Interval(date(2024, 6, 1), date(2024, 6, 30))]
        assert store.dossiers_told_on(days) == set()
        assert store.dossiers_told_on([Interval.day(date(2024, 5, 30))]) == {other}
        assert store.dossiers_told_on([Interval()]) == {one, other}
