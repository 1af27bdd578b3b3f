"""Who takes part in an event together with whom: an index that gives the events of two sides in the order of lists.

It repeats `event_actors` for each two actors of an event, under every id by which a question may mean them: an office
also stands for the body above it and for its state, a person for the person, somebody unknown for his country. Rows are
written with the event and never changed, so that it serves every clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from sqlalchemy import Connection, select
from sqlalchemy.sql import ColumnElement, and_

from dragoman.protocols import EventFilter
from dragoman.store.rows import Row, plain
from dragoman.store.schema import event_actors, event_pairs, events

ORDER = ("order_date", "order_published", "document", "trigger_start", "event")
"""The columns by which lists of events are sorted."""


def pair_rows(heads: Iterable[Row], actors: Iterable[Row]) -> list[Row]:
    """Rows of `event_pairs`, sorted: of rows of `events` and those of `event_actors` that belong to them."""
    taking_part: dict[tuple[str, str], list[Row]] = {}
    for actor in actors:
        taking_part.setdefault((actor["reading"], actor["event"]), []).append(actor)
    found: list[Row] = []
    for head in heads:
        pairs: set[tuple[str, str]] = set()
        for first, second in combinations(taking_part.get((head["reading"], head["id"]), ()), 2):
            pairs.update((min(a, b), max(a, b)) for a in meant_by(first) for b in meant_by(second))
        for one, other in pairs:
            place = {name: head["id" if name == "event" else name] for name in ORDER}
            found.append({"one": one, "other": other, **place, "reading": head["reading"]})
    return sorted(found, key=lambda row: tuple(row.values()))


def meant_by(actor: Row) -> set[str]:
    """The ids by which a question means an actor of an event: what `asking` asks of a row of `event_actors`."""
    identity, person, country = actor["actor"], actor["person"], actor["country"]
    somebody = identity is None or identity.startswith("person/")
    found = {person} if person and person.startswith("person/") else set[str]()
    if identity is not None:
        found.add(identity)
    if somebody:
        return found | ({country} if country and "." not in country and "/" not in country else set())
    parts = identity.split(".")
    return found | {".".join(parts[:length]) for length in range(1, len(parts))}


def as_pair(which: EventFilter) -> tuple[str, str] | None:
    """The two sides that a filter means, as the index has them; `None` where it means something else."""
    if len(which.actors) != 1 or len(which.counterparts) != 1 or which.role is not None:
        return None
    one, other = sorted((plain(which.actors[0]), plain(which.counterparts[0])))
    return one, other


def of_pair(pair: tuple[str, str]) -> ColumnElement[bool]:
    """The rows of the index for two sides."""
    return and_(event_pairs.c.one == pair[0], event_pairs.c.other == pair[1])


def same_event() -> ColumnElement[bool]:
    """What joins a row of the index with its event. The day of the report leads PostgreSQL to the one month."""
    e, p = events.c, event_pairs.c
    return and_(e.reading == p.reading, e.id == p.event, e.order_published == p.order_published)


def rows_of_reading(connection: Connection, reading: str) -> list[Row]:
    """The rows for a reading whose events and actors are recorded."""
    heads = connection.execute(select(events).where(events.c.reading == reading)).mappings().all()
    actors = connection.execute(select(event_actors).where(event_actors.c.reading == reading)).mappings().all()
    return pair_rows(map(dict, heads), map(dict, actors))
