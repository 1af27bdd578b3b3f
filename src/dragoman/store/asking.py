"""Filters as conditions of SQL: which rows are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, Table, exists, func, select, tuple_, union_all
from sqlalchemy.sql import ColumnElement, and_, false, or_

from dragoman.protocols import ClaimFilter, DocumentFilter, EventFilter, MentionFilter, View
from dragoman.store.kept_counts import SAID
from dragoman.store.linking import at, resolve
from dragoman.store.pairs import as_listed, as_pair, of_pair
from dragoman.store.rows import instant, plain
from dragoman.store.schema import (
    FOREVER,
    UNKNOWN_DAY,
    claims,
    dossier_members,
    event_actors,
    event_pairs,
    events,
    mentions,
    occurrence_events,
    readings,
    sightings,
)

Conditions = list[ColumnElement[bool]]

_TOGETHER = 3000  # events of two sides that are named one by one
_SELDOM = 3000  # appearances of an actor whose events are named one by one
_NOW_AND_THEN = 36_000  # entries of an actor in the index of actors up to which a walk asks it first


def ledger_time(view: View) -> str | None:
    """The instant of a view as the tables hold it; `None` for now."""
    return None if view.recorded_by is None else instant(view.recorded_by)


def in_ledger(table: Table, view: View) -> ColumnElement[bool]:
    """Whether a row is in view by ledger time."""
    return at(table, ledger_time(view))


def in_ledger_named(table: Table, view: View) -> ColumnElement[bool]:
    """The same for rows that are named. No index serves it: SQLite, which knows no sizes, would take that of all rows.

    It would read the whole ledger in its order to find the few that are named.
    """
    held, recorded_by = func.coalesce(table.c.superseded_at, ""), ledger_time(view)
    if recorded_by is None:
        return held == FOREVER
    return and_(table.c.recorded_at <= recorded_by, held > recorded_by)


def _known(column: ColumnElement[Any], view: View) -> Conditions:
    if view.known_by is None:
        return []
    return [or_(column <= view.known_by.isoformat(), column == UNKNOWN_DAY)]


def under(column: ColumnElement[Any], identity: str) -> ColumnElement[bool]:
    """Whether a column of actor ids holds the id or one under it. A range, so that an index serves it."""
    return or_(column == identity, and_(column >= f"{identity}.", column < f"{identity}/"))  # "/" follows "."


def _actor(table: Any, identity: str) -> ColumnElement[bool]:
    """Whether a row of actors or mentions is meant by an id: by id, by person, or as somebody of a country."""
    identity = plain(identity)
    if identity.startswith("person/"):
        return or_(table.c.actor == identity, table.c.person == identity)
    found = under(table.c.actor, identity)
    if "." in identity or "/" in identity:
        return found
    somebody = or_(table.c.actor.is_(None), and_(table.c.actor >= "person/", table.c.actor < "person0"))
    return or_(found, and_(table.c.country == identity, somebody))


def _contains(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    return column.contains(plain(part.casefold()), autoescape=True)


# ------------------------------------------------------------------ events


def event_conditions(
    connection: Connection, which: EventFilter, *, joined: bool = False, by_day: bool = False, linked: bool = False
) -> Conditions:
    """The conditions of an event filter on `events`; `joined` where the index of pairs leads to the events.

    `by_day`: whoever asks names a type and a status beside them, whose index is to be walked. `linked`: something else
    leads to a few events (the lists of the occurrences that are named, say), and each is looked at.
    """
    view, c = which.view, events.c
    is_named = linked or bool(which.ids or which.occurrences)
    by_index = as_listed if joined else as_pair
    pair = None if is_named and not joined else by_index(which)  # to look at the few that are named is quicker
    named = _linked(connection, replace(which, occurrences=()) if linked else which)
    if pair:
        which = replace(which, actors=(), counterparts=())
        named.append(of_pair(pair) if joined else _in_pair(connection, pair))
    if which.ids:
        named.append(c.id.in_(which.ids))
    seldom, walked = ([], []) if is_named else _rare(connection, which)
    named += seldom
    if which.documents:
        named.append(c.document.in_(which.documents))
    by_day = by_day or linked
    in_view = in_ledger_named(events, view) if named or by_day else in_ledger(events, view)
    found: Conditions = [in_view, *named, *walked, *_known(c.order_published, view), *_valid(view)]
    for column, values in (
        (
            func.coalesce(c.type, "") if named or by_day else c.type,
            which.types,
        ),  # as in `in_ledger_named`: no index of it
        (c.mode, which.modes),
        (c.status, [str(status) for status in which.statuses]),
        (c.phase, [str(phase) for phase in which.phases]),
    ):
        if values:
            found.append(column.in_(values))
    if which.start is not None:
        found.append(or_(c.date_latest >= which.start.isoformat(), _open_end(c)))
    if which.end is not None:
        found.append(or_(c.date_earliest <= which.end.isoformat(), _open_start(c)))
    if which.historical is not None:
        found.append(c.historical.is_(which.historical))
    if which.embedded is not None:
        found.append(c.embedded_in.is_not(None) if which.embedded else c.embedded_in.is_(None))
    if which.min_confidence is not None:
        found.append(c.confidence >= which.min_confidence)
    if which.max_confidence is not None:
        found.append(c.confidence <= which.max_confidence)
    if which.latest_first:
        found.append(c.order_date < UNKNOWN_DAY)
    if which.text:
        found.append(_contains(c.search, which.text))
    found.extend(_parties(which))
    return found


def _open_end(c: Any) -> ColumnElement[bool]:
    return and_(c.date_latest.is_(None), c.date_earliest.is_not(None))


def _open_start(c: Any) -> ColumnElement[bool]:
    return and_(c.date_earliest.is_(None), c.date_latest.is_not(None))


def _valid(view: View) -> Conditions:
    c = events.c
    undated = and_(c.date_earliest.is_(None), c.date_latest.is_(None))
    if view.as_of is None:
        return [] if view.undated else [~undated]
    day = view.as_of.isoformat()
    said = or_(c.order_published <= day, c.order_published == UNKNOWN_DAY)
    begun = or_(
        c.order_date <= day,
        _open_start(c),
        and_(c.status.in_([str(status) for status in SAID]), said, ~undated),
    )
    return [or_(begun, undated)] if view.undated else [begun]


def _parties(which: EventFilter) -> Conditions:
    """Who takes part. One question on the actors' own index for one side; for a dyad, a second row beside it."""
    if not which.actors and not which.counterparts:
        return []
    first = event_actors.alias("first")
    query = select(first.c.event).where(first.c.reading == events.c.reading, first.c.event == events.c.id)
    if which.actors:
        query = query.where(or_(*(_actor(first, identity) for identity in which.actors)))
    if which.role:
        query = query.where(first.c.role == which.role)
    if which.counterparts:
        second = event_actors.alias("second")
        other = or_(second.c.role != first.c.role, second.c.position != first.c.position)
        query = query.where(
            exists()
            .where(second.c.reading == first.c.reading, second.c.event == first.c.event, other)
            .where(or_(*(_actor(second, identity) for identity in which.counterparts)))
        )
    return [query.exists()]


def _in_pair(connection: Connection, pair: tuple[str, str]) -> ColumnElement[bool]:
    """Whether an event is one of two sides."""
    names = ["reading", "event", *(["order_published"] if connection.dialect.name == "postgresql" else [])]
    held = select(*(event_pairs.c[name] for name in names)).where(of_pair(pair))
    return tuple_(*(events.c["id" if name == "event" else name] for name in names)).in_(held)


def _rare(connection: Connection, which: EventFilter) -> tuple[Conditions, Conditions]:
    """Name the events of actors that are seldom met: or the whole list would be walked to find a handful.

    Apart from them, a condition for a walk: of actors who are met now and then, the index of actors gives the events,
    and only those are looked at on the way.
    """
    if which.actors and which.counterparts:
        return _together(connection, which), []
    c, found, walked = event_actors.c, Conditions(), Conditions()
    for identities in filter(None, (which.actors, which.counterparts)):
        near, count = _met(connection, identities)
        if count <= 2 * _SELDOM:  # once by its id, once by its country
            meant = or_(*(_actor(event_actors, identity) for identity in identities))
            met = set(connection.scalars(select(c.event).where(meant)))
            if len(met) <= _SELDOM:
                found.append(events.c.id.in_(sorted(met)))
                continue
        if count <= _NOW_AND_THEN:
            walked.append(_is_one_of(near))
    return found, walked


def on_a_walk(connection: Connection, which: EventFilter) -> Conditions:
    """What a walk over days asks first: whether an event is one of an actor who is met now and then.

    The index that is walked holds the ids of events, so that the rows of all others are not looked at.
    """
    met = (_met(connection, identities) for identities in (which.actors, which.counterparts) if identities)
    return [_is_one_of(near) for near, count in met if count <= _NOW_AND_THEN]


def _met(connection: Connection, identities: Sequence[str]) -> tuple[CompoundSelect[Any], int]:
    """The events of some actors, and a few more, and how many entries lead to them; counted no further than needed."""
    near = union_all(*(select(event_actors.c.event).where(each) for one in identities for each in _near(one)))
    counted = select(func.count()).select_from(near.limit(_NOW_AND_THEN + 1).subquery())
    return near, connection.scalar(counted) or 0


def _is_one_of(near: CompoundSelect[Any]) -> ColumnElement[bool]:
    """Asked of each event on a walk: no index is to lead to the events."""
    return func.coalesce(events.c.id, "").in_(near)


def _near(identity: str) -> Conditions:
    """What `_actor` means and more: each answered by one index of actors alone, without a look at a row."""
    c, identity = event_actors.c, plain(identity)
    if identity.startswith("person/"):
        return [c.actor == identity, c.person == identity]
    found: Conditions = [c.actor == identity, and_(c.actor >= f"{identity}.", c.actor < f"{identity}/")]
    return found if "." in identity or "/" in identity else [*found, c.country == identity]


def _together(connection: Connection, which: EventFilter) -> Conditions:
    """Name the events of two sides, unless there are very many: the two rows are found from their own index."""
    first, second = event_actors.alias("first"), event_actors.alias("second")
    other = or_(second.c.role != first.c.role, second.c.position != first.c.position)
    query = select(first.c.event).distinct()
    query = query.where(second.c.reading == first.c.reading, second.c.event == first.c.event, other)
    query = query.where(or_(*(_actor(first, identity) for identity in which.actors)))
    query = query.where(or_(*(_actor(second, identity) for identity in which.counterparts)))
    met = list(connection.scalars(query.limit(_TOGETHER + 1)))
    return [events.c.id.in_(sorted(met))] if len(met) <= _TOGETHER else []


def _linked(connection: Connection, which: EventFilter) -> Conditions:
    recorded_by = ledger_time(which.view)
    found: Conditions = []
    members = occurrence_events
    for given, by_dossier in ((which.occurrences, False), (which.dossiers, True)):
        if not given:
            continue
        wanted = [new for new in resolve(connection, given, recorded_by).values() if new]
        if not wanted:
            found.append(false())
            continue
        query = select(members.c.event).where(at(members, recorded_by))
        if by_dossier:
            filed = select(dossier_members.c.occurrence).where(at(dossier_members, recorded_by))
            query = query.where(members.c.occurrence.in_(filed.where(dossier_members.c.dossier.in_(wanted))))
        else:
            query = query.where(members.c.occurrence.in_(wanted))
        found.append(events.c.id.in_(query))
    return found


# ------------------------------------------------------------------ documents, claims, mentions


def document_conditions(which: DocumentFilter, *, named: bool = False) -> Conditions:
    """The conditions of a document filter on `readings`; `named` where whoever asks names the reports beside them."""
    view, c = which.view, readings.c
    named = named or bool(which.ids or which.paths)
    in_view = in_ledger_named(readings, view) if named else in_ledger(readings, view)
    found: Conditions = [in_view, *_known(c.order_published, view)]
    if which.ids:
        found.append(c.document.in_(which.ids))
    if which.outlets:
        found.append(c.outlet.in_([plain(outlet) for outlet in which.outlets]))
    if which.paths:
        found.append(c.document.in_(_sighted(view).where(sightings.c.path.in_([plain(path) for path in which.paths]))))
    dated = or_(c.published_earliest.is_not(None), c.published_latest.is_not(None))
    if which.start is not None:
        found.append(and_(dated, or_(c.published_latest >= which.start.isoformat(), c.published_latest.is_(None))))
    if which.end is not None:
        found.append(and_(dated, or_(c.published_earliest <= which.end.isoformat(), c.published_earliest.is_(None))))
    if which.has_date is not None:
        found.append(dated if which.has_date else ~dated)
    if which.exact is not None:
        one_day = and_(c.published_earliest.is_not(None), c.published_earliest == c.published_latest)
        found.append(one_day if which.exact else or_(~one_day, c.published_latest.is_(None)))
    if which.text:
        met = _sighted(view).where(_contains(sightings.c.search, which.text))
        found.append(or_(_contains(c.search, which.text), c.document.in_(met)))
    return found


def _sighted(view: View) -> Select[tuple[str]]:
    query = select(sightings.c.document)
    recorded_by = ledger_time(view)
    return query if recorded_by is None else query.where(sightings.c.recorded_at <= recorded_by)


def claim_conditions(which: ClaimFilter) -> Conditions:
    """The conditions of a claim filter on `claims`."""
    view, c = which.view, claims.c
    named = which.speakers or which.sides or which.matters or which.documents
    in_view = in_ledger_named(claims, view) if named else in_ledger(claims, view)
    found: Conditions = [in_view, *_known(c.order_published, view)]
    if which.speakers:
        found.append(or_(*(under(c.speaker, speaker) for speaker in which.speakers)))
    stances = [str(stance) for stance in which.stances]
    pairs: Sequence[tuple[Any, Sequence[str]]] = (
        (c.side, which.sides),
        (c.stance, stances),
        (c.matter, which.matters),
        (c.document, which.documents),
    )
    found.extend(column.in_(values) for column, values in pairs if values)
    if which.text:
        found.append(_contains(c.search, which.text))
    return found


def mention_conditions(which: MentionFilter) -> Conditions:
    """The conditions of a mention filter on `mentions`."""
    view, c = which.view, mentions.c
    found: Conditions = [in_ledger(mentions, view)]
    if view.known_by is not None:
        known = select(readings.c.id).where(readings.c.id == c.reading, *_known(readings.c.order_published, view))
        found.append(known.exists())
    if which.name:
        found.append(_contains(c.search, which.name))
    if which.actors:
        found.append(or_(*(_actor(mentions, identity) for identity in which.actors)))
    if which.documents:
        found.append(c.document.in_(which.documents))
    if which.resolved is not None:
        found.append(c.actor.is_not(None) if which.resolved else c.actor.is_(None))
    return found
