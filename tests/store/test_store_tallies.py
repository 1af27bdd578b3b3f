"""What the database counts is what counting the records one by one gives, in every view."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from store_samples import T1, T2, V1, V2, actor, day, event, mention
from store_samples import reading as sample

from dragoman.dates import Interval
from dragoman.ledger.linking import link_all
from dragoman.model import Event, Reading, Status, StoredMention
from dragoman.protocols import DocumentFilter, EventFilter, MentionFilter, Store, View

VIEWS = [View(), View(known_by=date(2024, 5, 10)), View(as_of=date(2024, 5, 3)), View(recorded_by=T1)]


def reading(
    name: str, when: str | None, events: tuple[Event, ...], mentions: tuple[StoredMention, ...] = (), version: str = V1
) -> Reading:
    return replace(sample(name, when, version=version), events=events, mentions=mentions)


def fill(store: Store) -> None:
    jpn, chn, troops = actor("JPN.GOV", "JPN"), actor("CHN", "CHN"), actor(None, "CHN")
    store.add(
        [
            reading(
                "doc_a",
                "2024-05-02",
                events=(
                    event("doc_a", 10, actors=(jpn, chn), when=day("2024-05-01")),
                    event("doc_a", 40, actors=(jpn,), recipients=(jpn, troops), kind="ASSAULT", when=day("2024-05-09")),
                ),
                mentions=(mention("doc_a", 1, "Tokyo", "JPN.GOV"), mention("doc_a", 9, "Japan", "JPN.GOV")),
            ),
            reading(
                "doc_b",
                "2024-05-20",
                events=(event("doc_b", 10, actors=(chn,), status=Status.DENIED),),
                mentions=(mention("doc_b", 1, "Tokyo", "JPN.GOV"), mention("doc_b", 30, "Élodie Öz", None)),
            ),
        ],
        recorded_at=T1,
    )
    store.add([reading("doc_c", None, (event("doc_c", 5, actors=(troops,)),), version=V2)], recorded_at=T2)


def test_what_is_linked_is_counted_anew_after_a_write(store: Store) -> None:
    store.add([reading("doc_a", "2024-05-02", (event("doc_a", 10, actors=(actor("CHN", "CHN"),)),))], recorded_at=T1)
    assert store.counts()["occurrences"] == 0
    link_all(store, recorded_at=T1)
    assert store.counts()["occurrences"] == 1
    assert store.counts(View(recorded_by=T1))["occurrences"] == 1
    store.add([reading("doc_b", "2024-08-02", (event("doc_b", 10, actors=(actor("FRA", "FRA"),)),))], recorded_at=T2)
    link_all(store, recorded_at=T2)
    assert store.counts()["occurrences"] == 2
    assert store.counts(View(recorded_by=T1))["occurrences"] == 1


@pytest.mark.parametrize("view", VIEWS)
def test_events_by_type_and_status(store: Store, view: View) -> None:
    fill(store)
    rows = [row.event for row in store.events(EventFilter(view=view))]
    assert store.count_events_by("type", EventFilter(view=view)) == Counter(row.type for row in rows)
    assert store.count_events_by("status", EventFilter(view=view)) == Counter(str(row.status) for row in rows)
    narrow = EventFilter(view=view, types=("ASSAULT",))
    assert store.count_events_by("status", narrow) == Counter(str(r.event.status) for r in store.events(narrow))


@pytest.mark.parametrize("view", VIEWS)
def test_versions_and_period(store: Store, view: View) -> None:
    fill(store)
    documents = [d for d in store.documents() if d.id in {r.id for r in _documents(store, view)}]
    assert store.versions(view) == Counter(d.version for d in documents)
    days = [d.published.interval.earliest for d in documents if d.published.interval.earliest]
    assert store.period(view) == Interval(min(days), max(days))


def _documents(store: Store, view: View):
    return store.documents(DocumentFilter(view=view))


def test_an_empty_ledger_has_no_period(store: Store) -> None:
    assert (store.period(), store.versions()) == (Interval(), {})
    assert (store.actors(), store.count_events_by("type")) == ([], {})


@pytest.mark.parametrize("view", VIEWS)
def test_actors(store: Store, view: View) -> None:
    fill(store)
    part: dict[tuple[str | None, str], list[tuple[str, str]]] = {}
    met: dict[tuple[str | None, str], set[str]] = {}
    for row in store.events(EventFilter(view=view)):
        for role, actors in (("actor", row.event.actors), ("recipient", row.event.recipients)):
            for each in actors:
                key = (each.id, "" if each.id else each.name)
                part.setdefault(key, []).append((row.event.id, role))
                met.setdefault(key, set()).add(row.event.document)
    called: dict[tuple[str | None, str], Counter[str]] = {}
    for each in store.mentions(MentionFilter(view=view)):
        key = (each.actor, "" if each.actor else each.name)
        called.setdefault(key, Counter())[each.name] += 1
        met.setdefault(key, set()).add(each.document)
    found = {(c.actor, "" if c.actor else c.names[0][0]): c for c in store.actors(view)}
    assert set(found) == set(met)
    for key, count in found.items():
        took = set(part.get(key, ()))
        assert count.events == len({identity for identity, _ in took})
        assert count.as_actor == sum(role == "actor" for _, role in took)
        assert count.as_recipient == sum(role == "recipient" for _, role in took)
        assert count.documents == len(met[key])
        assert count.mentions == called.get(key, Counter()).total()
        assert {n: c for n, c in count.names if c} == called.get(key, Counter())


@pytest.mark.parametrize("within", ["JPN", "JPN.GOV", "JP", "CHN", "XKX"])
def test_those_under_one_id(store: Store, within: str) -> None:
    fill(store)
    meant = [c for c in store.actors() if c.actor and (c.actor == within or c.actor.startswith(f"{within}."))]
    assert store.actors(within=within) == meant


def test_a_name_of_several_countries_has_none(store: Store) -> None:
    one, other, same = actor(None, "CHN"), actor(None, "SYR"), actor("JPN", "JPN")
    events = (event("doc_a", 10, actors=(one, same)), event("doc_a", 40, actors=(other, same)))
    store.add([reading("doc_a", "2024-05-02", events=events)], recorded_at=T1)
    assert {c.actor: c.country for c in store.actors()} == {None: None, "JPN": "JPN"}
