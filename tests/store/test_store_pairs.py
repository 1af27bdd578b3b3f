"""The index of sides gives what the actors of the events themselves give, whoever is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

from sqlalchemy import text
from store_samples import T1, T2, V2, actor, day, event, published, with_events

from dragoman.model import Event, Reading
from dragoman.protocols import EventFilter, Store, View
from dragoman.store import open_store, opening, schema

SIDES = [
    (actor("JPN"), actor("CHN")),
    (actor("JPN.GOV.PM", "JPN", "person/one"), actor("CHN.GOV", "CHN")),
    (actor(None, "JPN"), actor("CHN.MIL")),
    (actor("person/two", "JPN"), actor("IGO.EU")),
    (actor("JPN"), actor("JPN.GOV")),
    (actor("JPN.GOV"), actor(None, None)),
    (actor("ARM.red", "CHL"), actor("CHL"), actor("JPN")),
    (actor(None, "IGO.EU"), actor("CHN")),
    (actor("JPNX"), actor("CHN")),
]
ASKED = ("JPN", "JPN.GOV", "CHN", "IGO.EU", "person/one", "person/two", "CHL", "ARM", "ARM.red")


def told(name: str) -> list[Event]:
    days = ("2024-05-03", None, "2024-05-01")
    return [
        event(name, 10 * place, actors=sides[:1], recipients=sides[1:], when=day(days[place % 3]))
        for place, sides in enumerate(SIDES)
    ]


VIEWS = [View(), View(known_by=date(2024, 5, 30)), View(as_of=date(2024, 5, 2)), View(recorded_by=T1)]


def read_twice(store: Store) -> Reading:
    """Two reports, the first of them read again with fewer events; its first reading."""
    first = with_events("a", *told("a"), when="2024-05-29")
    store.add([first, with_events("b", *told("b"), when="2024-06-09")], recorded_at=T1)
    store.add([replace(first, version=V2, events=first.events[2:])], recorded_at=T2)
    return first


def assert_pages(store: Store, which: EventFilter, wanted: list[str]) -> None:
    """Every page of a question is a stretch of the whole answer."""
    for page in (replace(which, limit=2), replace(which, limit=3, offset=1), replace(which, limit=99)):
        end = page.offset + (page.limit or 0)
        assert [row.event.id for row in store.events(page)] == wanted[page.offset : end], page
    last = replace(which, latest_first=True, limit=2)
    assert [row.event.id for row in store.events(last)] == by_actors(store, last), last


def by_actors(store: Store, which: EventFilter) -> list[str]:
    """The same question with one side named twice: the index of sides does not answer it."""
    return [row.event.id for row in store.events(replace(which, actors=which.actors * 2))]


def test_every_two_sides_at_every_clock(ledger: str) -> None:
    with open_store(ledger) as store:
        first = read_twice(store)
        store.redate(first.document.id, published("2024-05-20"), first.events[3:5], recorded_at=T2)
        found = 0
        for view, one, other in product(VIEWS, ASKED, ASKED):
            which = EventFilter(view=view, actors=(one,), counterparts=(other,))
            wanted = by_actors(store, which)
            found += len(wanted)
            assert [row.event.id for row in store.events(which)] == wanted, which
            assert store.count_events(which) == len(wanted)
            assert_pages(store, which, wanted)
        assert found > 120


def test_every_side_at_every_clock(ledger: str) -> None:
    with open_store(ledger) as store:
        read_twice(store)
        found = 0
        for view, one in product(VIEWS, ASKED):
            which = EventFilter(view=view, actors=(one,))
            wanted = by_actors(store, which)
            found += len(wanted)
            assert_pages(store, which, wanted)
        assert found > 100


def test_a_ledger_of_before_gets_the_index(ledger: str) -> None:
    with open_store(ledger) as store:
        store.add([with_events("a", *told("a")), with_events("b", *told("b"), when=None)], recorded_at=T1)
        store.redate(with_events("b").document.id, published("2024-05-20"), told("b")[:2], recorded_at=T2)
    engine = opening.open_engine(opening.address(ledger), create=False, read_only=False)
    tables = (schema.event_pairs, schema.tallies, schema.kept_acts, schema.kept_plans)
    queries = [table.select().order_by(*table.primary_key.columns) for table in tables]
    with engine.begin() as connection:
        before = [connection.execute(query).all() for query in queries]
        connection.execute(text("DROP TABLE event_pairs"))
        for name in ("request_sides", "tallies", "kept_acts", "kept_plans", "linked_stretches", "dossier_standings"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        connection.execute(text("DELETE FROM meta WHERE key LIKE 'kept%'"))
        for name in ("ix_events_type_day", "ix_readings_text", "ix_readings_in_order", "ix_events_embedded"):
            connection.execute(text(f"DROP INDEX {name}"))
        connection.execute(text("CREATE INDEX ix_events_type ON events (type, status)"))
        by_day = "ix_readings_superseded_at_order_published_document"
        connection.execute(text(f"CREATE INDEX {by_day} ON readings (superseded_at, order_published, document)"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    engine.dispose()
    open_store(ledger).close()
    engine = opening.open_engine(opening.address(ledger), create=False, read_only=False)
    with engine.connect() as connection:
        assert [connection.execute(query).all() for query in queries] == before
    engine.dispose()
    assert [len(rows) > 40 for rows in before] == [True, True, True, False]
