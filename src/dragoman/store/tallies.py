"""How much there is of what, counted by the database: a ledger of a million events is not read to say how many."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import Connection, Select, Table, case, func, literal, select, union_all
from sqlalchemy.sql import ColumnElement, and_, not_, or_

from dragoman.dates import Interval, from_iso
from dragoman.protocols import ActorCount, ClaimFilter, DocumentFilter, EventFilter, EventKey, MentionFilter, View
from dragoman.store import kept, kept_counts, pairs
from dragoman.store.asking import (
    claim_conditions,
    document_conditions,
    event_conditions,
    ledger_time,
    mention_conditions,
    on_a_walk,
    under,
)
from dragoman.store.kept_counts import name_in
from dragoman.store.linking import at
from dragoman.store.schema import (
    FOREVER,
    UNKNOWN_DAY,
    claims,
    dossiers,
    event_actors,
    events,
    failures,
    judgements,
    mentions,
    occurrence_events,
    occurrences,
    readings,
    request_sides,
    sightings,
)
from dragoman.store.writing import changes

_AT_ONCE = 100

Key = tuple[str | None, str]
"""Who is counted: an actor's id and "", or `None` and the name of one that is unresolved."""


def kept_of(connection: Connection, what: str, which: EventFilter | MentionFilter) -> dict[str, int] | None:
    """Word -> how many, where that is kept; `None` where it has to be counted.

    A view that looks at the world of an earlier day than that by which it knows has all acts that are known by then,
    less those that begin later. These are counted: most of what is told has begun when it is told.
    """
    if not kept.is_kept(connection):
        return None
    view = which.view
    valid, known = view.as_of, view.known_by
    if isinstance(which, MentionFilter) or what not in kept_counts.OF_ACTS or valid is None:
        return kept_counts.of_events(connection, what, which)
    if known is not None and valid >= known:
        return kept_counts.of_events(connection, what, which)
    every = replace(which, view=replace(view, as_of=None))
    held = kept_counts.of_events(connection, what, every)
    if held is None:
        return None
    found = Counter(held)
    found.subtract(_begun_by(connection, what, every, valid))
    return {word: number for word, number in found.items() if number}


_BEGUN = "events that begin later"


def _begun_by(connection: Connection, what: str, which: EventFilter, valid: date) -> dict[str, int]:
    """Word -> how many of the events of `_begun_after`.

    All that is counted of them is counted in one walk, which the connection remembers: who asks for one asks for the
    others.
    """
    asked = (changes(connection), which, valid)
    held = connection.info.get(_BEGUN)
    if held is None or held[0] != asked:
        held = connection.info[_BEGUN] = (asked, _counted_later(connection, which, valid))
    found: dict[str, int] = held[1][what]
    return found


def _counted_later(connection: Connection, which: EventFilter, valid: date) -> dict[str, Counter[str]]:
    """Sort of thing -> word -> number. Who else takes part is counted where the events are somebody's."""
    c, a = events.c, event_actors.c
    query = select(c.reading, c.id, c.type, c.status).where(*_begun_after(connection, which, valid))
    later = query.cte("later").prefix_with("MATERIALIZED")  # or each part of the question would walk anew
    parts = [select(literal(what), later.c[what], func.count()).group_by(later.c[what]) for what in ("type", "status")]
    if which.actors:
        who = func.coalesce(func.nullif(a.actor, ""), a.name)
        together = later.join(event_actors, and_(later.c.reading == a.reading, later.c.id == a.event))
        number = func.count(func.distinct(a.event))
        parts.append(select(literal("with"), who, number).select_from(together).group_by(who))
    found: dict[str, Counter[str]] = {what: Counter() for what in kept_counts.OF_ACTS}
    for what, word, number in connection.execute(union_all(*parts)):
        found[what][word] = number
    return found


def _begun_after(connection: Connection, which: EventFilter, valid: date) -> Sequence[ColumnElement[bool]]:
    """What is true of events that a view has which looks at no day of the world, and one of this day has not.

    What is planned, asked or doubted counts from the day on which it was said.
    """
    c, day = events.c, valid.isoformat()
    said = or_(c.order_published <= day, c.order_published == UNKNOWN_DAY)
    later = [events.c.superseded_at == FOREVER, c.order_date > day, c.order_date < UNKNOWN_DAY]
    later += [c.date_earliest.is_not(None), or_(c.status.not_in(map(str, kept_counts.SAID)), not_(said))]
    return [*later, *on_a_walk(connection, which), *event_conditions(connection, which, linked=True)]


def count_events(connection: Connection, which: EventFilter) -> int:
    """How many events a filter fits, whatever its limit."""
    held = kept_of(connection, "type", which)
    return sum(held.values()) if held is not None else count(connection, events, event_conditions(connection, which))


def counts(connection: Connection, view: View) -> dict[str, int]:
    """Records in view by kind."""
    recorded_by = ledger_time(view)
    since_then = [] if recorded_by is None else [judgements.c.recorded_at <= recorded_by]
    heads = document_conditions(DocumentFilter(view=view))
    seen: list[Any] = [sightings.c.document.in_(select(readings.c.document).where(*heads))]
    if recorded_by is not None:
        seen.append(sightings.c.recorded_at <= recorded_by)
    undated = document_conditions(DocumentFilter(view=view, has_date=False))
    asked: tuple[tuple[str, Table, Callable[[], Sequence[Any]]], ...] = (
        ("documents", readings, lambda: heads),
        ("undated", readings, lambda: undated),
        ("sightings", sightings, lambda: seen),
        ("events", events, lambda: event_conditions(connection, EventFilter(view=view))),
        ("claims", claims, lambda: claim_conditions(ClaimFilter(view=view))),
        ("mentions", mentions, lambda: mention_conditions(MentionFilter(view=view))),
        ("failures", failures, lambda: [at(failures, recorded_by)]),
        ("judgements", judgements, lambda: since_then),
        ("occurrences", occurrences, lambda: [at(occurrences, recorded_by)]),
        ("dossiers", dossiers, lambda: [at(dossiers, recorded_by)]),
    )
    found: dict[str, int] = {}
    for name, table, conditions in asked:
        what = _KEPT.get(name)
        held = kept_of(connection, what, EventFilter(view=view)) if what else None
        if held is not None:
            found[name] = sum(held.values())
        elif name in _LINKED:
            found[name] = _count_once(connection, table, recorded_by, conditions())
        else:
            found[name] = count(connection, table, conditions())
    return found


_LINKED = frozenset({"occurrences", "dossiers"})
"""What hangs on the instant of the ledger alone, and not on the days of a view."""


def _count_once(connection: Connection, table: Table, recorded_by: str | None, conditions: Sequence[Any]) -> int:
    """How many there are, counted once until something is written: of a million events that is most of `status`."""
    counted: dict[tuple[str, str, str | None], int] = connection.info.setdefault("linked things", {})
    asked = (table.name, changes(connection), recorded_by)
    if asked not in counted:
        for stale in [key for key in counted if key[0] == table.name]:
            del counted[stale]
        counted[asked] = count(connection, table, conditions)
    return counted[asked]


_KEPT = {name: name for name in ("documents", "undated", "sightings", "claims", "mentions")} | {"events": "type"}


def count(connection: Connection, table: Table, conditions: Sequence[Any]) -> int:
    """How many rows fulfil the conditions."""
    return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def events_by(connection: Connection, by: Literal["type", "status"], which: EventFilter) -> dict[str, int]:
    """Word -> number of events that a filter fits."""
    held = kept_of(connection, by, which)
    if held is not None:
        return held
    return _counted(connection, by, event_conditions(connection, which))


def _counted(connection: Connection, what: str, conditions: Sequence[ColumnElement[bool]]) -> dict[str, int]:
    """Word -> number of events: by type or status, or by who takes part in them, by id, else by name."""
    if what != "with":
        column = events.c[what]
        query = select(column, func.count()).where(*conditions).group_by(column)
        return dict(connection.execute(query).all())
    a = event_actors.c
    who = func.coalesce(func.nullif(a.actor, ""), a.name)
    query = select(who, func.count(func.distinct(a.event)))
    query = query.join(events, and_(events.c.reading == a.reading, events.c.id == a.event))
    return dict(connection.execute(query.where(*conditions).group_by(who)).all())


def versions(connection: Connection, view: View) -> dict[str, int]:
    """Version -> number of reports in view that it has read."""
    held = kept_of(connection, "versions", EventFilter(view=view))
    if held is not None:
        return held
    column = readings.c.version
    query = select(column, func.count()).where(*document_conditions(DocumentFilter(view=view))).group_by(column)
    return dict(connection.execute(query).all())


def period(connection: Connection, view: View) -> Interval:
    """From the earliest to the latest day on which a report in view can have appeared; open where none has a day."""
    ends = [kept_of(connection, what, EventFilter(view=view)) for what in ("from", "until")]
    if None not in ends:
        starts, stops = (sorted(each or ()) for each in ends)
        return Interval(from_iso(starts[0] if starts else None), from_iso(stops[-1] if stops else None))
    c = readings.c
    query = select(func.min(c.published_earliest), func.max(c.published_latest))
    first, last = connection.execute(query.where(*document_conditions(DocumentFilter(view=view)))).one()
    return Interval(from_iso(first), from_iso(last))


# ------------------------------------------------------------------ actors


@dataclass(slots=True)
class _Tally:
    names: Counter[str] = field(default_factory=Counter)
    countries: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    events: int = 0
    as_actor: int = 0
    as_recipient: int = 0

    def note(self, name: str, country: str | None, document: str, times: int) -> None:
        """A name that a report uses so many times."""
        self.names[name] += times
        self.documents.add(document)
        if country is not None:
            self.countries.add(country)


def actors(connection: Connection, view: View, within: str | None = None) -> list[ActorCount]:
    """Everybody, or all under one id, who takes part in an event or is mentioned, by id, then by name."""
    tallies: dict[Key, _Tally] = defaultdict(_Tally)
    _roles(connection, view, within, tallies)
    for actor, name, country, document, times in _names(connection, view, within):
        tallies[(actor, "") if actor is not None else (None, name)].note(name, country, document, times)
    return [_count(key, tallies[key]) for key in sorted(tallies, key=lambda key: (key[0] or "", key[1]))]


def _count(key: Key, tally: _Tally) -> ActorCount:
    return ActorCount(
        actor=key[0],
        names=tuple(sorted(tally.names.items(), key=lambda item: (-item[1], item[0]))),
        # A name that several countries' people bear says nothing of any of them.
        country=next(iter(tally.countries)) if len(tally.countries) == 1 else None,
        events=tally.events,
        as_actor=tally.as_actor,
        as_recipient=tally.as_recipient,
        mentions=tally.names.total(),
        documents=len(tally.documents),
    )


def _meant(column: ColumnElement[Any], within: str | None) -> list[ColumnElement[bool]]:
    return [] if within is None else [under(column, within)]


def _with_events(connection: Connection, view: View, within: str | None, *columns: Any) -> Select[Any]:
    a = event_actors.c
    query = select(*columns).join(events, and_(events.c.reading == a.reading, events.c.id == a.event))
    return query.where(*event_conditions(connection, EventFilter(view=view)), *_meant(a.actor, within))


def _roles(connection: Connection, view: View, within: str | None, tallies: dict[Key, _Tally]) -> None:
    a = event_actors.c

    def in_role(role: str) -> ColumnElement[int]:
        return func.count(func.distinct(case((a.role == role, a.event))))

    alone = case((a.actor.is_(None), a.name), else_="").label("alone")
    numbers = (func.count(func.distinct(a.event)), in_role("actor"), in_role("recipient"))
    for actor, name, *found in connection.execute(
        _with_events(connection, view, within, a.actor, alone, *numbers).group_by(a.actor, alone)
    ):
        tally = tallies[actor, name]
        tally.events, tally.as_actor, tally.as_recipient = found


def _names(connection: Connection, view: View, within: str | None) -> Iterator[Any]:
    """Actor, name, country, report, and how often it is mentioned so there: 0 where it only stands in an event."""
    a, m = event_actors.c, mentions.c
    yield from connection.execute(
        _with_events(connection, view, within, a.actor, a.name, a.country, events.c.document, literal(0)).distinct()
    )
    called = name_in(connection)
    query = select(m.actor, called, m.country, m.document, func.count()).where(
        *mention_conditions(MentionFilter(view)), *_meant(m.actor, within)
    )
    yield from connection.execute(query.group_by(m.actor, called, m.country, m.document))


def partners(connection: Connection, which: EventFilter) -> dict[str, int]:
    """Everybody in the events of a filter, by id, else by name, and in how many of them."""
    held = kept_of(connection, "with", which)
    return _counted(connection, "with", event_conditions(connection, which)) if held is None else held


def names_used(connection: Connection, which: MentionFilter) -> dict[str, int]:
    """The names by which mentions call somebody, and how often."""
    held = kept_of(connection, "names", which)
    if held is not None:
        return held
    called = name_in(connection)
    query = select(called, func.count()).where(*mention_conditions(which)).group_by(called)
    return dict(connection.execute(query).all())


def event_keys(connection: Connection, which: EventFilter) -> list[EventKey]:
    """Keys of events, in no order: to sort a hundred thousand of them is left to whoever needs it."""
    query = _keys(which.view).where(*event_conditions(connection, which))
    return [EventKey(*row[1:]) for row in connection.execute(query)]


def _keys(view: View) -> Select[Any]:
    """Keys of events, each after the first possible day of its report."""
    c, members, recorded_by = events.c, occurrence_events.c, ledger_time(view)
    linked = and_(members.event == c.id, at(occurrence_events, recorded_by))
    days = (c.date_earliest, c.date_latest, readings.c.published_latest)
    query = select(c.order_published, c.id, c.document, members.occurrence, *days)
    query = query.select_from(events).join(readings, readings.c.id == c.reading)
    return query.join(occurrence_events, linked, isouter=True)


def keys_by_day(connection: Connection, which: EventFilter) -> Iterator[tuple[str, EventKey]]:
    """Keys of events of one type and some statuses by the day they end on, else the first day of their report.

    They come with that day: where it is the report's, the report may be of a later one.
    """
    streams = {"stream_results": True, "yield_per": _AT_ONCE}
    opened = [connection.execute(query, execution_options=streams) for query in _in_order_of_day(connection, which)]
    try:
        yield from heapq.merge(*map(_walk, opened), key=itemgetter(0))
    finally:
        for each in opened:
            each.close()


def _in_order_of_day(connection: Connection, which: EventFilter) -> Iterator[Select[Any]]:
    """What to ask, each answer in the order of `_walk`: the index of requests of a side, else that of types."""
    c, (kind,) = events.c, which.types
    of_side = pairs.of_side(which)
    if of_side is not None:
        rest = event_conditions(connection, replace(which, actors=(), role=None), by_day=True)
        query = _keys(which.view).join(request_sides, pairs.same_request())
        yield query.where(of_side, *rest).order_by(request_sides.c.day)
        return
    for status in which.statuses:
        conditions = event_conditions(connection, replace(which, types=(), statuses=()), by_day=True)
        query = _keys(which.view).where(c.type == kind, c.status == str(status), *conditions)
        yield query.where(c.date_latest.is_not(None)).order_by(c.date_latest)
        yield query.where(c.date_latest.is_(None)).order_by(c.order_published)


def _walk(rows: Iterable[Any]) -> Iterator[tuple[str, EventKey]]:
    for published, *key in rows:
        found = EventKey(*key)
        yield found.latest or published, found
