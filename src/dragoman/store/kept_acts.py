"""What two sides did, kept: each happening once, with the day, sort and score under which it stands.

A happening of two sides is made of the events of one occurrence in which both take part (an event that is not linked is
one of its own): those that occurred or are under way, no background, and not told inside another one only. The surest
telling gives its sort and score, the most exact its day. Some views have only some of its tellings: then it is computed
from those, as is every happening that people or outlets corrected. So a row here is used only in views that have all of
them, which is all happenings but those that begin on one side of the view's days and end on the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import JSON, Connection, Select, cast, delete, func, select
from sqlalchemy.sql import ColumnElement, and_, not_, or_

from dragoman.dates import Interval, from_iso
from dragoman.model import Status
from dragoman.protocols import KeptAct, KeptActs, View
from dragoman.store.kept_counts import actors_of, here
from dragoman.store.pairs import meant_by
from dragoman.store.rows import Row, plain
from dragoman.store.schema import (
    UNKNOWN_DAY,
    event_actors,
    events,
    kept_acts,
    occurrence_events,
    readings,
)
from dragoman.store.writing import chunks, insert_rows

REAL = (str(Status.OCCURRED), str(Status.ONGOING))
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class _Telling:
    """An event that counts, as far as it matters here."""

    id: str
    confidence: float
    quad: str
    score: float | None
    when: Interval
    said: Interval
    seen: str
    begun: str


# ------------------------------------------------------------------ in


def find_all(connection: Connection) -> None:
    """Find all acts anew."""
    connection.execute(delete(kept_acts))
    linked = select(occurrence_events.c.occurrence).where(here(occurrence_events)).distinct()
    for some in chunks(sorted(connection.scalars(linked)), _AT_ONCE):
        _save(connection, _of_occurrences(connection, some))
    c, last = events.c, ""
    while part := list(connection.scalars(select(c.id).where(c.id > last).order_by(c.id).limit(_AT_ONCE))):
        _save(connection, _of_events(connection, part))
        last = part[-1]


def refresh(connection: Connection, changed: Collection[str]) -> None:
    """Find anew the acts that some events are, or were: these came, went, or say something else."""
    linked = set(_linked(connection, changed).values())
    _forget(connection, {*changed, *linked})
    for some in chunks(sorted(linked), _AT_ONCE):
        _save(connection, _of_occurrences(connection, some))
    for some in chunks(sorted(changed), _AT_ONCE):
        _save(connection, _of_events(connection, some))


def relink(connection: Connection, told: Collection[tuple[str, str]]) -> None:
    """Find anew the acts of some events that are linked otherwise: each with what held it, and what holds it now.

    Most events are of one side and give no act, and a happening of such events alone gives none: what was in no act
    before is in none now, and nothing of it is read.
    """
    held = _forget(connection, {act for pair in told for act in pair})
    moved = {event for event, act in told if event in held or act in held}
    linked = _linked(connection, moved)
    _forget(connection, linked.values())
    for some in chunks(sorted(set(linked.values())), _AT_ONCE):
        _save(connection, _of_occurrences(connection, some))
    for some in chunks(sorted(moved - linked.keys()), _AT_ONCE):
        _save(connection, _of_events(connection, some))


def _forget(connection: Connection, named: Collection[str]) -> set[str]:
    """Delete some acts; those that were kept come back."""
    held: set[str] = set()
    for part in chunks(sorted(set(named))):
        held.update(connection.scalars(select(kept_acts.c.act).where(kept_acts.c.act.in_(part)).distinct()).all())
    for part in chunks(sorted(held)):
        connection.execute(delete(kept_acts).where(kept_acts.c.act.in_(part)))
    return held


def _linked(connection: Connection, given: Iterable[str]) -> dict[str, str]:
    """Event -> its occurrence."""
    t, found = occurrence_events.c, dict[str, str]()
    for part in chunks(sorted(given)):
        query = select(t.event, t.occurrence).where(t.event.in_(part), here(occurrence_events))
        for row in connection.execute(query.order_by(t.event, t.occurrence)).all():
            found.setdefault(row.event, row.occurrence)
    return found


def _of_occurrences(connection: Connection, some: Sequence[str]) -> Iterator[Row]:
    t = occurrence_events.c
    query = select(t.event).where(t.occurrence.in_(some), here(occurrence_events))
    linked = _linked(connection, set(connection.scalars(query)))
    wanted = set(some)
    yield from _rows(connection, {event: act for event, act in linked.items() if act in wanted})


def _of_events(connection: Connection, some: Sequence[str]) -> Iterator[Row]:
    """Those that no occurrence has."""
    linked = _linked(connection, some)
    yield from _rows(connection, {event: event for event in some if event not in linked})


def _save(connection: Connection, found: Iterable[Row]) -> None:
    rows = list(found)
    if rows:
        insert_rows(connection, kept_acts, rows)


def _rows(connection: Connection, acts: Mapping[str, str]) -> Iterator[Row]:
    """The acts of two sides of some events (event -> its act)."""
    a, taking_part = event_actors.c, defaultdict[tuple[str, str], list[Row]](list)
    tellings: dict[tuple[str, str, str], list[_Telling]] = defaultdict(list)
    for part in chunks(sorted(acts)):
        told = connection.execute(_told(connection).where(events.c.id.in_(part))).all()
        named = actors_of({(row.reading, row.id) for row in told})
        for row in connection.execute(select(a.reading, a.event, a.actor, a.country, a.person).where(named)):
            taking_part[row.reading, row.event].append(dict(row._mapping))
        for row in told:
            actors = [meant_by(actor) for actor in taking_part[row.reading, row.id]]
            pairs = {(min(one, other), max(one, other)) for h, t in combinations(actors, 2) for one in h for other in t}
            for pair in pairs:
                tellings[(*pair, acts[row.id])].append(_telling(row))
    for (one, other, act), held in sorted(tellings.items()):
        summed = _row(held)
        if summed is not None:
            yield {"one": one, "other": other, "act": act, **summed}


def _told(connection: Connection) -> Select[Any]:
    """The events that count, with their reports' days."""
    e, r = events.c, readings.c
    parts: dict[str, ColumnElement[Any]] = {
        name: func.json_extract(e.body, f"$.{name}") for name in ("quad", "score", "plover")
    }
    if connection.dialect.name == "postgresql":
        parts = {name: cast(e.body, JSON)[name].as_string() for name in parts}
    columns = (e.reading, e.id, e.confidence, e.date_earliest, e.date_latest, r.order_published)
    query = select(*columns, r.published_earliest, r.published_latest, parts["quad"].label("quad"))
    query = query.add_columns(parts["score"].label("score")).join(readings, r.id == e.reading)
    whole = or_(e.embedded_in.is_(None), parts["plover"].is_not(None))
    return query.where(here(events), e.status.in_(REAL), e.historical.is_(False), _of_several(), whole)


def _of_several() -> ColumnElement[bool]:
    """Whether more than one takes part in an event: of the others, three in four, no body is opened."""
    a = event_actors.c
    named = select(func.count()).where(a.reading == events.c.reading, a.event == events.c.id)
    return named.scalar_subquery() > 1


def _telling(row: Any) -> _Telling:
    return _Telling(
        id=row.id,
        confidence=row.confidence,
        quad=row.quad,
        score=None if row.score is None else float(row.score),
        when=Interval(from_iso(row.date_earliest), from_iso(row.date_latest)),
        said=Interval(from_iso(row.published_earliest), from_iso(row.published_latest)),
        seen="" if row.order_published == UNKNOWN_DAY else row.order_published,
        begun=row.date_earliest or "",
    )


def _row(held: Sequence[_Telling]) -> Row | None:
    """What stands for a happening; `None` where it has no day at all."""
    surest = max(held, key=lambda each: (each.confidence, each.id))
    dated = min((each for each in held if each.when != Interval()), key=_exactness, default=None)
    days = [each.said for each in held if each.said != Interval()]
    said = min(days, key=lambda each: (str(each.latest or "9999"), str(each.earliest or "")), default=Interval())
    day = (dated.when.latest or dated.when.earliest) if dated else said.latest
    if day is None:
        return None
    return {
        "day": day.isoformat(),
        "quad": surest.quad,
        "score": surest.score,
        "by_report": dated is None,
        "seen_first": min(each.seen for each in held),
        "seen_last": max(each.seen for each in held),
        "begun_first": min(each.begun for each in held),
        "begun_last": max(each.begun for each in held),
    }


def _exactness(each: _Telling) -> tuple[int, str]:
    return (each.when.days or 10**6, each.id)


# ------------------------------------------------------------------ out


def of_two(connection: Connection, one: str, other: str, view: View) -> KeptActs:
    """What two sides did, as a view has it: what is kept, and which happenings are to be found from their events."""
    c = kept_acts.c
    first, second = sorted((plain(one), plain(other)))
    mine = [c.one == first, c.other == second]
    whole, none = [], []
    for day, begins, ends in ((view.known_by, c.seen_first, c.seen_last), (view.as_of, c.begun_first, c.begun_last)):
        if day is not None:
            whole.append(ends <= day.isoformat())
            none.append(begins > day.isoformat())
    query = select(c.act, c.day, c.quad, c.score, c.by_report).where(*mine, *whole)
    acts = tuple(KeptAct(*row) for row in connection.execute(query))
    if not whole:
        return KeptActs(acts, ())
    part = select(c.act).where(*mine, not_(and_(*whole)), not_(or_(*none)))
    return KeptActs(acts, tuple(sorted(connection.scalars(part))))
