"""Who takes part in an event, and together with whom: an index that gives the events of sides in the order of lists.

It repeats `event_actors` for each actor of an event and each two of them, under every id by which a question may mean
them: an office also stands for the body above it and for its state, a person for the person, somebody unknown for his
country. A side alone stands beside the empty id. Rows are written with the event and never changed, so that it serves
every clock. A smaller index of the same sort gives the
requests of one side by day: by the last day of the act, else by the first possible one of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sqlalchemy import Connection, Table, select
from sqlalchemy.sql import ColumnElement, and_

from dragoman.protocols import EventFilter
from dragoman.store.rows import Row, plain
from dragoman.store.schema import event_actors, event_pairs, events, request_sides

ASKED = "REQUEST"
"""The type of events of which an index gives those of one side."""

NOBODY = ""
"""What stands beside a side where an event is found by it alone."""

ORDER = ("order_date", "order_published", "document", "trigger_start", "event")
"""The columns by which lists of events are sorted."""


def index_rows(heads: Sequence[Row], actors: Iterable[Row]) -> dict[Table, list[Row]]:
    """Rows of both indexes, sorted: of rows of `events` and those of `event_actors` that belong to them."""
    taking_part: dict[tuple[str, str], list[Row]] = {}
    for actor in actors:
        taking_part.setdefault((actor["reading"], actor["event"]), []).append(actor)
    return {event_pairs: _pair_rows(heads, taking_part), request_sides: _request_rows(heads, taking_part)}


def _request_rows(heads: Sequence[Row], taking_part: Mapping[tuple[str, str], Sequence[Row]]) -> list[Row]:
    found: list[Row] = []
    for head in heads:
        if head["type"] != ASKED:
            continue
        told = taking_part.get((head["reading"], head["id"]), ())
        for side, role in sorted({(side, actor["role"]) for actor in told for side in meant_by(actor)}):
            place = {"side": side, "role": role, "day": head["date_latest"] or head["order_published"]}
            rest = {"reading": head["reading"], "order_published": head["order_published"]}
            found.append({**place, "event": head["id"], **rest})
    return sorted(found, key=lambda row: tuple(row.values()))


def _pair_rows(heads: Sequence[Row], taking_part: Mapping[tuple[str, str], Sequence[Row]]) -> list[Row]:
    found: list[Row] = []
    for head in heads:
        sides = [meant_by(actor) for actor in taking_part.get((head["reading"], head["id"]), ())]
        pairs = {(NOBODY, side) for meant in sides for side in meant}
        for first, second in combinations(sides, 2):
            pairs.update((min(a, b), max(a, b)) for a in first for b in second)
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


def as_listed(which: EventFilter) -> tuple[str, str] | None:
    """The same, and a side alone, of which the index gives a page of a list."""
    if len(which.actors) == 1 and not which.counterparts and which.role is None:
        return NOBODY, plain(which.actors[0])
    return as_pair(which)


def of_pair(pair: tuple[str, str]) -> ColumnElement[bool]:
    """The rows of the index for two sides, or for one beside nobody."""
    return and_(event_pairs.c.one == pair[0], event_pairs.c.other == pair[1])


def same_event() -> ColumnElement[bool]:
    """What joins a row of the index with its event. The day of the report leads PostgreSQL to the one month."""
    e, p = events.c, event_pairs.c
    return and_(e.reading == p.reading, e.id == p.event, e.order_published == p.order_published)


def of_side(which: EventFilter) -> ColumnElement[bool] | None:
    """The rows of the index of requests that a filter means; `None` where it means others."""
    if which.types != (ASKED,) or len(which.actors) != 1 or which.counterparts or which.role is None:
        return None
    c = request_sides.c
    return and_(c.side == plain(which.actors[0]), c.role == which.role)


def same_request() -> ColumnElement[bool]:
    """What joins a row of the index of requests with its event."""
    e, r = events.c, request_sides.c
    return and_(e.reading == r.reading, e.id == r.event, e.order_published == r.order_published)


def rows_of_reading(connection: Connection, reading: str) -> dict[Table, list[Row]]:
    """The rows for a reading whose events and actors are recorded."""
    heads = connection.execute(select(events).where(events.c.reading == reading)).mappings().all()
    actors = connection.execute(select(event_actors).where(event_actors.c.reading == reading)).mappings().all()
    return index_rows([dict(head) for head in heads], map(dict, actors))
