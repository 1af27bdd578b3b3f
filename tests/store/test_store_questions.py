"""Filters and views: what is in a list, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from store_samples import (
    T1,
    T2,
    T3,
    V1,
    actor,
    day,
    document,
    event,
    published,
    reading,
    with_events,
)

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.model import DatedBy, Event, Occurrence, Phase, Reading, Sighting, Stance, Status, stable_id
from dragoman.protocols import (
    ClaimFilter,
    DocumentFilter,
    DossierRecord,
    EventFilter,
    Links,
    Membership,
    MentionFilter,
    Store,
    StoredEvent,
    View,
)

A, B, C = (stable_id("doc", name) for name in "abc")


def _interval(earliest: str | None, latest: str | None) -> DatedBy:
    days = [None if text is None else date.fromisoformat(text) for text in (earliest, latest)]
    return DatedBy(Interval(days[0], days[1]), Granularity.MONTH, DateBasis.INFERRED, "")


def _ids(found: Iterable[StoredEvent]) -> list[str]:
    return [one.event.id for one in found]


def _fill(store: Store, *events: Event, when: str | None = "2024-05-29") -> None:
    by_document = {identity: name for name, identity in (("a", A), ("b", B), ("c", C))}
    for identity, name in by_document.items():
        own = [one for one in events if one.document == identity]
        if own:
            store.add([with_events(name, *own, when=when)], recorded_at=T1)


def test_an_actor_stands_for_all_under_it(store: Store) -> None:
    found = {
        "state": event(A, 1, actors=(actor("JPN", "JPN"),)),
        "premier": event(A, 2, recipients=(actor("JPN.GOV.PM", "JPN", "person/x"),)),
        "person": event(A, 3, actors=(actor("person/x", "JPN", "person/x"),)),
        "unresolved": event(A, 4, actors=(actor(None, "JPN"),)),
        "company": event(A, 5, actors=(actor("COM.fish", "JPN"),)),
        "other": event(A, 6, actors=(actor("JPNX.GOV", "CHN"),)),
    }
    _fill(store, *found.values())

    def named(*ids: str, **more: object) -> set[str]:
        which = EventFilter(actors=ids, **more)  # type: ignore[arg-type]
        return {name for name, one in found.items() if one.id in _ids(store.events(which))}

    assert named("JPN") == {"state", "premier", "person", "unresolved"}
    assert named("JPN.GOV") == {"premier"}
    assert named("person/x") == {"premier", "person"}
    assert named("COM.fish", "JPNX") == {"company", "other"}
    assert named("JPN", role="recipient") == {"premier"}
    assert named("%") == set()


def test_a_dyad_needs_two_different_parties(store: Store) -> None:
    both = event(A, 1, actors=(actor("JPN.GOV", "JPN"),), recipients=(actor("CHN", "CHN"),))
    met = event(A, 2, actors=(actor("CHN.GOV", "CHN"), actor("JPN.GOV", "JPN")))
    alone = event(A, 3, actors=(actor("JPN.GOV", "JPN"),))
    _fill(store, both, met, alone)
    assert _ids(store.events(EventFilter(actors=("JPN",), counterparts=("CHN",)))) == [both.id, met.id]
    assert _ids(store.events(EventFilter(actors=("CHN",), counterparts=("JPN",)))) == [both.id, met.id]
    assert _ids(store.events(EventFilter(actors=("JPN",), counterparts=("CHN",), role="actor"))) == [both.id, met.id]
    assert _ids(store.events(EventFilter(actors=("CHN",), counterparts=("JPN",), role="actor"))) == [met.id]
    assert _ids(store.events(EventFilter(actors=("JPN",), counterparts=("JPN.GOV",)))) == []


def test_as_of_and_what_was_only_said(store: Store) -> None:
    past = event(A, 1, when=day("2024-03-01"))
    later = event(A, 2, when=day("2024-09-01"))
    planned = event(A, 3, when=day("2024-09-01"), status=Status.SCHEDULED)
    undated = event(A, 4)
    open_start = event(A, 5, when=_interval(None, "2024-12-31"))
    _fill(store, past, later, planned, undated, open_start)

    def seen(as_of: str, undated: bool = True) -> set[str]:
        return set(_ids(store.events(EventFilter(View(as_of=date.fromisoformat(as_of), undated=undated)))))

    assert seen("2024-06-01") == {past.id, planned.id, undated.id, open_start.id}
    assert seen("2024-05-01", undated=False) == {past.id, open_start.id}
    assert seen("2024-09-01") == {past.id, later.id, planned.id, undated.id, open_start.id}
    assert undated.id not in _ids(store.events(EventFilter(View(undated=False))))


def test_known_by(store: Store) -> None:
    store.add([reading("a", "2024-05-01"), reading("b", "2024-06-01"), reading("c", None)], recorded_at=T1)
    view = View(known_by=date(2024, 5, 15))
    assert {found.id for found in store.documents(DocumentFilter(view))} == {A, C}
    assert {found.source.id: found.maybe_later for found in store.events(EventFilter(view))} == {A: False, C: True}
    assert {found.document for found in store.mentions(MentionFilter(view))} == {A, C}
    assert {found.claim.document for found in store.claims(ClaimFilter(view))} == {A, C}
    assert store.counts(view)["documents"] == 2
    month = with_events("d", event(stable_id("doc", "d"), 1))
    spread = replace(month.document.published, interval=Interval.month(2024, 5))
    store.add([replace(month, document=replace(month.document, published=spread))], recorded_at=T1)
    assert store.document(month.document.id, view).maybe_later
    assert not store.document(month.document.id, View(known_by=date(2024, 5, 31))).maybe_later


def test_overlap_of_days(store: Store) -> None:
    may = event(A, 1, when=_interval("2024-05-01", "2024-05-31"))
    since = event(A, 2, when=_interval("2024-03-01", None))
    until = event(A, 3, when=_interval(None, "2024-02-01"))
    undated = event(A, 4)
    _fill(store, may, since, until, undated)

    def within(start: str | None, end: str | None) -> list[str]:
        days = [None if text is None else date.fromisoformat(text) for text in (start, end)]
        return _ids(store.events(EventFilter(start=days[0], end=days[1])))

    assert within("2024-05-31", "2024-06-30") == [since.id, may.id]
    assert within("2024-06-01", None) == [since.id]
    assert within(None, "2024-02-15") == [until.id]
    assert within("2024-02-02", "2024-02-15") == []


def test_plain_columns(store: Store) -> None:
    one = event(A, 1, kind="SANCTION", phase=Phase.LIFT, status=Status.REQUESTED, quote="Lift 100% of IT_ÜBER")
    two = event(A, 2, kind="CONSULT", embedded_in=one.id, historical=True)
    _fill(store, one, two)
    for which in (
        EventFilter(types=("SANCTION", "AID")),
        EventFilter(statuses=(Status.REQUESTED,)),
        EventFilter(phases=(Phase.LIFT, Phase.SIGN)),
        EventFilter(embedded=False),
        EventFilter(historical=False),
        EventFilter(text="100% OF it_über"),
        EventFilter(limit=1),
    ):
        assert _ids(store.events(which)) == [one.id], which
    for which in (EventFilter(embedded=True), EventFilter(historical=True), EventFilter(offset=1)):
        assert _ids(store.events(which)) == [two.id], which
    for which in (EventFilter(text="it-über"), EventFilter(min_confidence=0.8), EventFilter(modes=("yield",))):
        assert _ids(store.events(which)) == [], which
    assert store.count_events(EventFilter(types=("SANCTION",), limit=0)) == 1
    assert len(_ids(store.events(EventFilter(documents=(A,), min_confidence=0.7, modes=("visit",))))) == 2


def test_order(store: Store) -> None:
    early, late = event(B, 40, when=day("2024-01-01")), event(A, 9, when=day("2024-02-01"))
    second, first = event(A, 30), event(A, 8)
    _fill(store, early, late, second, first)
    assert _ids(store.events()) == [early.id, late.id, first.id, second.id]
    pages = [_ids(store.events(EventFilter(limit=1, offset=number))) for number in range(5)]
    assert pages == [[early.id], [late.id], [first.id], [second.id], []]


def test_more_than_a_page(store: Store) -> None:
    store.add([reading(f"n{number:03d}", events=3) for number in range(150)], recorded_at=T1)
    found = list(store.events())
    assert len(found) == 450
    assert [one.source.id for one in found] == [one.event.document for one in found]
    assert len({one.id for one in store.documents()}) == 150


def test_reports_by_what_is_known_of_them(store: Store) -> None:
    found = document("a", published("2024-05-01"), title="100% Größe")
    store.add([Reading(found, Sighting(found.id, "in/a_1.txt"), version=V1), reading("b", None)], recorded_at=T1)

    def ids(**fields: object) -> list[str]:
        return [one.id for one in store.documents(DocumentFilter(**fields))]  # type: ignore[arg-type]

    assert ids() == [A, B]
    assert ids(has_date=True) == ids(text="100% grÖSSE") == ids(text="A_1.TXT") == ids(paths=("in/a_1.txt",)) == [A]
    assert ids(has_date=False) == [B]
    assert ids(start=date(2024, 5, 1), end=date(2024, 5, 1)) == [A]
    assert ids(start=date(2024, 5, 2)) == ids(end=date(2024, 4, 30)) == ids(outlets=("Weekly",)) == []
    assert ids(outlets=("Daily",), limit=1, offset=1) == [B]


def test_claims_and_mentions(store: Store) -> None:
    store.add([reading("a")], recorded_at=T1)
    for which in (
        ClaimFilter(speakers=("JPN",)),
        ClaimFilter(sides=("JPN",), stances=(Stance.AGAINST,), matters=("ban",), documents=(A,)),
        ClaimFilter(text="SEAFOOD"),
    ):
        assert len(list(store.claims(which))) == 1, which
    assert list(store.claims(ClaimFilter(stances=(Stance.FOR,)))) == []
    assert [one.name for one in store.mentions(MentionFilter(name="kYOD"))] == ["Kyodo"]
    assert [one.name for one in store.mentions(MentionFilter(actors=("JPN",)))] == ["Tokyo", "Kyodo"]
    assert [one.name for one in store.mentions(MentionFilter(resolved=True, documents=(A,)))] == ["Tokyo"]
    assert [one.name for one in store.mentions(MentionFilter(resolved=False))] == ["Kyodo"]
    assert [one.name for one in store.mentions(MentionFilter(limit=1, offset=1))] == ["Kyodo"]


def _linked(store: Store) -> tuple[list[str], Links]:
    store.add([reading("a"), reading("b")], recorded_at=T1)
    ids = sorted(_ids(store.events()))
    links = Links(
        (Occurrence("oc_1", (ids[0], ids[1]), ("same day",)), Occurrence("oc_2", (ids[2],))),
        (
            DossierRecord(
                "ds_1", "meeting", {"title": "Visit", "parties": ["CHN"]}, (Membership("oc_1", 0.5, ("x",)),)
            ),
            DossierRecord("ds_2", "talks", {}, (Membership("oc_1", 0.9), Membership("oc_2"))),
        ),
    )
    store.save_links(links, recorded_at=T1)
    return ids, links


def test_links_come_back_and_show_in_events(store: Store) -> None:
    ids, links = _linked(store)
    assert store.links() == links
    shown = {one.event.id: (one.occurrence, one.dossier) for one in store.events()}
    assert shown == {
        ids[0]: ("oc_1", "ds_2"),
        ids[1]: ("oc_1", "ds_2"),
        ids[2]: ("oc_2", "ds_2"),
        ids[3]: (None, None),
    }
    line = next(store.event(ids[2]).lines())
    assert list(line)[:5] == ["id", "document", "path", "occurrence", "dossier"]
    assert sorted(_ids(store.events(EventFilter(occurrences=("oc_1",))))) == ids[:2]
    assert sorted(_ids(store.events(EventFilter(dossiers=("ds_2",))))) == ids[:3]
    assert _ids(store.events(EventFilter(occurrences=("oc_9",)))) == []
    assert store.links(events=[ids[2]]) == Links((links.occurrences[1],), (links.dossiers[1],))
    assert store.links(dossiers=["ds_1"]) == Links((links.occurrences[0],), (links.dossiers[0],))
    assert (store.counts()["occurrences"], store.counts()["dossiers"]) == (2, 2)


def test_links_change_and_old_views_survive(store: Store) -> None:
    ids, links = _linked(store)
    merged = Occurrence("oc_1", tuple(ids[:3]), ("merged",))
    after = DossierRecord("ds_2", "talks", {"title": "New"}, (Membership("oc_1", 0.9),))
    change = Links((merged,), (after,), {"oc_2": "oc_1", "ds_1": None})
    store.save_links(change, recorded_at=T2)
    store.save_links(change, recorded_at=T3)
    assert store.links() == Links((merged,), (after,), {"ds_1": None, "oc_2": "oc_1"})
    assert store.links(view=View(recorded_by=T1)) == links
    assert store.links(occurrences=["oc_2"]) == Links((merged,), (after,), {"oc_2": "oc_1"})
    assert sorted(_ids(store.events(EventFilter(occurrences=("oc_2",))))) == ids[:3]
    assert _ids(store.events(EventFilter(View(recorded_by=T1), occurrences=("oc_2",)))) == [ids[2]]
    assert _ids(store.events(EventFilter(dossiers=("ds_1",)))) == []
    store.save_links(Links((links.occurrences[1],)), recorded_at=T3)
    assert store.links().aliases == {"ds_1": None}


def test_chains_of_aliases_are_followed_and_circles_end(store: Store) -> None:
    _linked(store)
    store.save_links(Links(aliases={"oc_8": "oc_7", "oc_7": "oc_1", "oc_5": "oc_6", "oc_6": "oc_5"}), recorded_at=T2)
    assert [one.id for one in store.links(occurrences=["oc_8"]).occurrences] == ["oc_1"]
    assert store.links(occurrences=["oc_5"]).occurrences == ()


@pytest.mark.parametrize("identity", ["\x00", "\udcff", "%' OR 1=1 --"])
def test_what_nobody_is_called_finds_nothing(store: Store, identity: str) -> None:
    store.add([reading("a")], recorded_at=T1)
    assert list(store.events(EventFilter(actors=(identity,)))) == []
    assert list(store.events(EventFilter(text=identity))) == []


def test_actors_of_many_events_and_of_few(store: Store) -> None:
    """Events of actors seldom met are found another way: the change from one to the other must lose nothing."""
    twice = (actor("JPN.GOV", "JPN"), actor("JPN.MIL", "JPN"))
    found = [event(A, start, actors=twice) for start in range(1, 221)]
    rare = event(A, 500, actors=(actor("FJI", "FJI"), actor("JPN", "JPN")))
    _fill(store, *found, rare)
    assert len(_ids(store.events(EventFilter(actors=("JPN",))))) == 221
    assert len(_ids(store.events(EventFilter(actors=("JPN.GOV",))))) == 220
    assert _ids(store.events(EventFilter(actors=("FJI",)))) == [rare.id]
    assert _ids(store.events(EventFilter(actors=("JPN",), counterparts=("FJI",)))) == [rare.id]
    assert _ids(store.events(EventFilter(actors=("TUV",)))) == []
