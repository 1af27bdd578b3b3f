"""What goes in comes out, whatever the order, and nothing is overwritten."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from store_samples import T1, T2, T3, V1, V2, document, published, reading, with_events

from dragoman.errors import NotFound, UsageError
from dragoman.model import Failure, Judgement, PublishedBasis, Reading, Sighting
from dragoman.protocols import DocumentFilter, EventFilter, Store, View
from dragoman.store import open_store


def test_every_object_comes_back_as_it_was(store: Store) -> None:
    given = reading("a", failures=(Failure("a.html", "times", "too odd", "look"),))
    added = store.add([given], recorded_at=T1)
    assert (added.documents, added.sightings, added.events, added.claims, added.mentions) == (1, 1, 2, 1, 2)
    assert [found.event for found in store.events()] == list(given.events)
    assert [found.claim for found in store.claims()] == list(given.claims)
    assert list(store.mentions()) == sorted(given.mentions, key=lambda mention: mention.span)
    assert store.text(given.document.id) == given.document
    head = store.document(given.document.id)
    assert head.sightings == (given.sighting,)
    assert (head.title, head.outlet, head.side, head.words) == ("Title a", "Daily", "JPN", given.document.words)
    assert list(head.noise) == given.document.noise
    assert head.published == given.document.published
    assert head.failures == given.failures
    assert (head.version, head.recorded_at, head.events) == (V1, T1, 2)
    assert store.claim(given.claims[0].id).source == head
    assert store.event(given.events[0].id).source == head


def test_adding_again_changes_nothing(store: Store) -> None:
    store.add([reading("a"), reading("b")], recorded_at=T1)
    before = list(store.dump())
    again = store.add([reading("a"), reading("b")], recorded_at=T2)
    assert (again.unchanged, again.documents, again.sightings, again.events) == (2, 0, 0, 0)
    assert list(store.dump()) == before


def _odd_ones() -> list[Reading]:
    return [
        reading("a", "2024-05-29", path="z/a.html"),
        reading("a", "2024-05-28", path="b/a.html", at="2024-05-25"),
        reading("a", None, path="a/a.html", basis=PublishedBasis.NONE, at=None),
        reading("b", "2024-05-01"),
    ]


def test_order_of_arrival_leaves_no_trace(ledger: str) -> None:
    """One ledger per order would need many databases: documents apart serve as well, and compare whole dumps."""
    dumps = set()
    with open_store(ledger) as store:
        for number, order in enumerate(itertools.permutations(_odd_ones())):
            # each order gets documents of its own, and the name of the order is taken out again
            mark = f"n{number:03d}-"
            for one in order:
                store.add([_marked(one, mark)], recorded_at=T1)
            lines = "\n".join(line for line in store.dump() if mark in line)
            dumps.add("\n".join(sorted(lines.replace(mark, "").split("\n"))))
    assert len(dumps) == 1
    assert '"conflict":true' in dumps.pop()


def _marked(one: Reading, mark: str) -> Reading:
    identity = mark + one.document.id
    return replace(
        one,
        document=replace(one.document, id=identity),
        sighting=replace(one.sighting, document=identity, path=one.sighting.path),
        events=tuple(replace(e, id=mark + e.id, document=identity) for e in one.events),
        claims=(),
        mentions=(),
    )


def test_one_batch_or_many_give_the_same(tmp_path) -> None:
    with open_store(str(tmp_path / "one.db")) as one, open_store(str(tmp_path / "many.db")) as many:
        one.add(_odd_ones(), recorded_at=T1)
        for number, given in enumerate(reversed(_odd_ones())):
            many.add([given], recorded_at=(T1, T2, T3, T3)[number])
        assert list(one.dump()) == list(many.dump())


def test_the_best_basis_dates_a_report_and_difference_is_flagged(store: Store) -> None:
    store.add([reading("a", "2024-05-29", path="1.html", basis=PublishedBasis.DATELINE)], recorded_at=T1)
    assert not next(store.documents()).published_conflict
    store.add([reading("a", "2024-05-20", path="2.html", basis=PublishedBasis.USER)], recorded_at=T2)
    found = next(store.documents())
    assert found.published == published("2024-05-20", PublishedBasis.USER)
    assert found.published_conflict
    assert [sighting.path for sighting in found.sightings] == ["1.html", "2.html"]
    assert len(list(store.events())) == 2
    before = next(store.documents(DocumentFilter(View(recorded_by=T1))))
    assert before.published.basis is PublishedBasis.DATELINE
    assert not before.published_conflict
    assert len(before.sightings) == 1


def test_among_equals_the_first_path_decides(store: Store) -> None:
    store.add([reading("a", "2024-05-29", path="b.html")], recorded_at=T1)
    store.add([reading("a", "2024-05-27", path="a.html")], recorded_at=T2)
    store.add([reading("a", "2024-05-28", path="c.html")], recorded_at=T3)
    assert next(store.documents()).published == published("2024-05-27")


def test_an_undated_sighting_contradicts_nobody(store: Store) -> None:
    store.add([reading("a"), reading("a", None, path="b.html", basis=PublishedBasis.NONE)], recorded_at=T1)
    assert not next(store.documents()).published_conflict


def test_a_newer_version_adds_and_the_older_view_remains(store: Store) -> None:
    store.add([reading("a", events=2)], recorded_at=T1)
    added = store.add([reading("a", events=3, version=V2)], recorded_at=T3)
    assert (added.rereads, added.documents, added.events) == (1, 0, 3)
    assert len(list(store.events())) == 3
    assert len(list(store.events(EventFilter(View(recorded_by=T2))))) == 2
    assert list(store.events(EventFilter(View(recorded_by=T1.replace(year=2023))))) == []
    assert store.counts()["mentions"] == 2
    assert store.counts(View(recorded_by=T2))["events"] == 2
    assert next(store.documents()).version == V2


def test_an_older_version_does_not_come_back_into_view(store: Store) -> None:
    store.add([reading("a")], recorded_at=T1)
    store.add([reading("a", events=3, version=V2)], recorded_at=T2)
    assert store.add([reading("a")], recorded_at=T3).unchanged == 1
    assert next(store.documents()).version == V2


def test_two_versions_in_one_batch(store: Store) -> None:
    store.add([reading("a", events=3, version=V2), reading("a")], recorded_at=T1)
    assert store.counts()["documents"] == 1
    assert store.counts()["events"] == 3


def test_known(store: Store) -> None:
    one, other = reading("a"), reading("b")
    store.add([one], recorded_at=T1)
    assert store.known([one.document.id], V2) == set()
    assert store.known([one.document.id, other.document.id], V1) == {one.document.id}
    elsewhere = replace(one.sighting, path="b.html")
    redated = replace(one.sighting, published="2024-05-30")
    assert store.known_sightings([one.sighting, elsewhere, redated], V1) == {one.sighting}
    assert store.known_sightings([one.sighting], V2) == set()


def test_two_events_with_one_id_are_reported_and_harm_nothing(store: Store) -> None:
    given = reading("a")
    twin = replace(given.events[0], type="ACCUSE")
    store.add([replace(given, events=(given.events[0], twin)), reading("b")], recorded_at=T1)
    assert store.counts()["events"] == 3
    assert [found.failure.stage for found in store.failures()] == ["store"]


def test_failures_are_settled_by_a_later_reading(store: Store) -> None:
    lost, other = Failure("a.html", "files", "no permission", "chmod"), Failure("b.pdf", "files", "broken")
    assert store.add_failures([lost, other, lost], recorded_at=T1) == 2
    assert store.add_failures([lost], recorded_at=T2) == 0
    assert [(found.failure, found.document, found.recorded_at) for found in store.failures()] == [
        (lost, None, T1),
        (other, None, T1),
    ]
    store.add([reading("a")], recorded_at=T2)
    assert [found.failure for found in store.failures()] == [other]
    assert [found.failure for found in store.failures(View(recorded_by=T1))] == [lost, other]
    assert store.add_failures([lost], recorded_at=T3) == 1


def test_judgements(store: Store) -> None:
    late = Judgement("ju_1", "ev_a", "correct", {"status": "denied", "n": [1]}, "Ann", "2024-06-03T10:00:00+00:00")
    early = Judgement("ju_2", "ev_b", "note", {}, "Bo", "2024-06-02T10:00:00+02:00")
    assert store.add_judgement(late)
    assert store.add_judgement(early)
    assert not store.add_judgement(late)
    assert list(store.judgements()) == [early, late]
    assert list(store.judgements("ev_a")) == [late]
    assert list(store.judgements(view=View(recorded_by=T2))) == [early]


def test_ids_may_be_shortened_and_reports_named_by_path(store: Store) -> None:
    given = [reading(f"r{number}") for number in range(3)]
    store.add(given, recorded_at=T1)
    first = given[0].events[0]
    assert store.event(first.id[:12]).event == first
    assert store.document("r1.html").id == given[1].document.id
    assert store.text("r1.html") == given[1].document
    with pytest.raises(NotFound, match="no event ev_zzzzzzzz"):
        store.event("ev_zzzzzzzz")
    with pytest.raises(NotFound):
        store.event("ev_")
    with pytest.raises(NotFound):
        store.document("nowhere.html")


def test_a_beginning_of_several_ids_is_not_guessed(store: Store) -> None:
    base = reading("a", events=1)
    twins = tuple(replace(base.events[0], id=f"ev_samestart{letter}") for letter in "ab")
    store.add([replace(base, events=twins)], recorded_at=T1)
    with pytest.raises(UsageError, match="ev_samestarta, ev_samestartb"):
        store.event("ev_samestart")


def test_odd_text_is_kept(store: Store) -> None:
    """NUL, a lone surrogate from a file name that is no UTF-8, and other scripts."""
    found = document("a", title="a\x00b \udc80 日本")
    sighting = Sighting(found.id, "dir/\udcff\x00.html", None, None, "t\x00")
    store.add([Reading(found, sighting, version=V1)], recorded_at=T1)
    head = store.document(found.id)
    assert head.title == found.title
    assert head.sightings == (sighting,)
    assert store.text(found.id).raw == found.raw
    assert store.document(sighting.path).id == found.id
    assert [one.id for one in store.documents(DocumentFilter(text="日本"))] == [found.id]


def test_nothing_is_recorded_without_a_time_zone(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        store.add([reading("a")], recorded_at=T1.replace(tzinfo=None))
    assert store.counts()["documents"] == 0


def test_a_batch_that_fails_leaves_nothing(store: Store) -> None:
    class BrokenError(Exception):
        pass

    def readings():
        yield reading("a")
        raise BrokenError

    with pytest.raises(BrokenError):
        store.add(readings(), recorded_at=T1)
    assert store.counts()["documents"] == 0


def test_empty_readings_count_as_documents(store: Store) -> None:
    store.add([with_events("a", when=None)], recorded_at=T1)
    assert store.counts() == {
        "documents": 1,
        "undated": 1,
        "sightings": 1,
        "events": 0,
        "claims": 0,
        "mentions": 0,
        "failures": 0,
        "judgements": 0,
        "occurrences": 0,
        "dossiers": 0,
    }
    assert store.about()["created_by"].startswith("dragoman ")
