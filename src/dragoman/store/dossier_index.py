"""The index of dossiers: which of them a question can mean, by party, by what is told by a day, by days that pass.

It holds no state. It leads to dossiers that may fit, in an order that lets a list stop at its end; whoever asks
computes what they are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, func, insert, select, update
from sqlalchemy.sql import ColumnElement, and_, or_

from dragoman.dates import Interval
from dragoman.protocols import Standing, View
from dragoman.store.linking import dossiers_of, occurrences_of
from dragoman.store.rows import Row, order_day
from dragoman.store.schema import (
    FOREVER,
    UNKNOWN_DAY,
    dossier_days,
    dossier_members,
    dossier_parties,
    dossier_spans,
    dossier_standings,
    dossiers,
    events,
    meta,
    occurrence_events,
    readings,
)
from dragoman.store.writing import chunks, insert_rows

_AT_ONCE = 200
_MANY = 1500  # dossiers of one party from which all are walked to find the last ones of it
_TABLES = (dossier_parties, dossier_days, dossier_spans, dossier_standings)
_STANDINGS = "standings"


# ------------------------------------------------------------------ in


def refresh(connection: Connection, named: Collection[str]) -> None:
    """Index some dossiers anew; those no longer in view leave the index."""
    for part in chunks(sorted(named), _AT_ONCE):
        for table in _TABLES:
            connection.execute(delete(table).where(table.c.dossier.in_(part)))
        _add(connection, part)


def rebuild(connection: Connection) -> None:
    """Index all dossiers in view anew."""
    for table in _TABLES:
        connection.execute(delete(table))
    query = select(dossiers.c.id).where(dossiers.c.superseded_at == FOREVER).order_by(dossiers.c.id)
    for part in chunks(connection.scalars(query).all(), _AT_ONCE):
        _add(connection, part)


def of_document(connection: Connection, document: str) -> set[str]:
    """The dossiers of which a report tells."""
    told = connection.scalars(select(events.c.id).where(events.c.document == document, _here(events))).all()
    linked = occurrences_of(connection, told, None)
    return {each for held in dossiers_of(connection, set(linked.values()), None).values() for each in held}


def unsettle(connection: Connection, documents: Collection[str]) -> None:
    """Forget how dossiers stand of which these reports tell: they are read anew, or count otherwise."""
    told = set[str]()
    for part in chunks(sorted(documents)):
        told.update(connection.scalars(select(events.c.id).where(events.c.document.in_(part), _here(events))))
    linked = occurrences_of(connection, told, None)
    filed = dossiers_of(connection, set(linked.values()), None)
    c, changed = dossier_standings.c, {one for held in filed.values() for one in held}
    for part in chunks(sorted(changed)):
        connection.execute(update(dossier_standings).where(c.dossier.in_(part)).values(state=""))


def save_standings(connection: Connection, given: Collection[Standing], form: str) -> None:
    """Keep how some dossiers stand; of another form than that of before, only these."""
    c = dossier_standings.c
    if _form(connection) != form:
        connection.execute(update(dossier_standings).values(state=""))
        if not connection.execute(update(meta).where(meta.c.key == _STANDINGS).values(value=form)).rowcount:
            connection.execute(insert(meta), [{"key": _STANDINGS, "value": form}])
    for part in chunks(sorted(given)):
        connection.execute(delete(dossier_standings).where(c.dossier.in_([one.dossier for one in part])))
        insert_rows(connection, dossier_standings, [one._asdict() for one in part])


def _form(connection: Connection) -> str | None:
    return connection.scalar(select(meta.c.value).where(meta.c.key == _STANDINGS))


def _here(table: Table) -> ColumnElement[bool]:
    return table.c.superseded_at == FOREVER


def _add(connection: Connection, part: Sequence[str]) -> None:
    heads = {
        row.id: row for row in connection.execute(select(dossiers).where(dossiers.c.id.in_(part), _here(dossiers)))
    }
    found: dict[Table, set[tuple[str, ...]]] = defaultdict(set)
    found[dossier_standings] = {Standing(identity) for identity in heads}
    for identity, head in heads.items():
        parties = json.loads(head.body)["body"].get("parties") or ()
        found[dossier_parties] |= {(str(code), identity) for code in parties}
    for row in connection.execute(_told_rows(list(heads))):
        kind = heads[row.dossier].kind
        found[dossier_days].add((row.dossier, row.order_published, row.published_latest or "", kind))
        found[dossier_spans] |= {(*ends, row.dossier) for ends in _spans(row)}
    for table, values in found.items():
        names = [column.name for column in table.columns]
        rows: list[Row] = [dict(zip(names, value, strict=True)) for value in sorted(values)]
        if rows:
            insert_rows(connection, table, rows)


def _told_rows(part: Sequence[str]) -> Select[Any]:
    m, o, e, r = dossier_members.c, occurrence_events.c, events.c, readings.c
    query = select(m.dossier, e.body, r.order_published, r.published_earliest, r.published_latest)
    query = query.join(occurrence_events, and_(o.occurrence == m.occurrence, _here(occurrence_events)))
    query = query.join(events, and_(e.id == o.event, func.coalesce(e.superseded_at, "") == FOREVER))
    query = query.join(readings, r.id == e.reading)
    return query.where(m.dossier.in_(part), _here(dossier_members))


def _spans(row: Any) -> Iterator[tuple[str, str]]:
    """The days of an event whose ends matter when they pass: of the act, of what it plans, of its term."""
    event = json.loads(row.body)
    matter = event["matter"] or {}
    for dated in (event["date"], event["effective"], matter.get("planned"), matter.get("until")):
        if dated is not None:
            yield dated["earliest"] or "", dated["latest"] or UNKNOWN_DAY
    if row.published_earliest != row.published_latest:
        yield row.published_earliest or "", row.published_latest or UNKNOWN_DAY


# ------------------------------------------------------------------ out


def told(
    connection: Connection,
    view: View,
    parties: Sequence[Collection[str]],
    kinds: Collection[str],
    among: Collection[str] | None = None,
) -> Iterator[tuple[str, str]]:
    """Dossiers of which something is told in view, the most lately told of first, each with the day of it.

    `among` leaves only dossiers with these ids.
    """
    c = dossier_days.c
    where = [_known(view)]
    if kinds:
        where.append(c.kind.in_(sorted(kinds)))
    where += [c.dossier.in_(_with(codes)) for codes in parties]
    last = func.max(c.last)
    if among is not None:
        found: list[tuple[str, str]] = []
        for part in chunks(sorted(among)):
            query = select(c.dossier, last).where(*where, c.dossier.in_(part)).group_by(c.dossier)
            found += ((row[0], row[1]) for row in connection.execute(query))
        yield from sorted(found, key=lambda one: (one[1], one[0]), reverse=True)
        return
    if len(parties) == 1 and _are_many(connection, parties[0]):
        where[-1] = _with(parties[0]).where(dossier_parties.c.dossier == c.dossier).exists()
    elif parties:
        query = select(c.dossier, last).where(*where).group_by(c.dossier).order_by(last.desc(), c.dossier.desc())
        yield from ((row[0], row[1]) for row in connection.execute(query))
        return
    seen: set[str] = set()
    query = select(c.dossier, c.last).where(*where).order_by(c.last.desc(), c.dossier.desc())
    for row in connection.execute(query, execution_options={"stream_results": True}).yield_per(_AT_ONCE):
        if row.dossier not in seen:
            seen.add(row.dossier)
            yield row.dossier, row.last


def _are_many(connection: Connection, codes: Collection[str]) -> bool:
    """Whether so many dossiers have one of these parties that to walk all from the last one soon meets some."""
    some = _with(codes).limit(_MANY + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) > _MANY


def with_parties(parties: Sequence[Collection[str]], kinds: Collection[str]) -> Sequence[ColumnElement[bool]]:
    """Conditions on `dossier_members`: of dossiers in view with one of each of these codes, and of these kinds."""
    c, d = dossier_members.c, dossier_days.c
    of_kind = [c.dossier.in_(select(d.dossier).where(d.kind.in_(sorted(kinds))))] if kinds else []
    return [*(c.dossier.in_(_with(codes)) for codes in parties), *of_kind]


def _with(codes: Collection[str]) -> Select[tuple[str]]:
    return select(dossier_parties.c.dossier).where(dossier_parties.c.party.in_(sorted(codes)))


def _known(view: View) -> ColumnElement[bool]:
    c = dossier_days.c
    return or_(c.seen <= order_day(view.known_by), c.seen == UNKNOWN_DAY)


def standings(connection: Connection, given: Collection[str], form: str) -> list[Standing]:
    """How some dossiers stand, those that are made in this form."""
    if _form(connection) != form:
        return []
    c, found = dossier_standings.c, list[Standing]()
    for part in chunks(given):
        rows = connection.execute(select(dossier_standings).where(c.dossier.in_(part), c.state != ""))
        found += (Standing(*row) for row in rows)
    return found


def unsettled(connection: Connection, form: str, limit: int | None) -> list[str]:
    """Dossiers whose standing is to be made."""
    c = dossier_standings.c
    query = select(c.dossier).order_by(c.dossier).limit(limit)
    return list(connection.scalars(query if _form(connection) != form else query.where(c.state == "")))


def told_on(connection: Connection, days: Collection[Interval]) -> set[str]:
    """Dossiers of which something is told by a report that can be of one of these days."""
    c, found = dossier_days.c, set[str]()
    for each in days:
        first, last = each.earliest or date.min, each.latest or date.max
        known = or_(c.seen <= last.isoformat(), c.seen == UNKNOWN_DAY)
        near = select(c.dossier).where(c.last >= first.isoformat(), known)
        found.update(connection.scalars(near), connection.scalars(select(c.dossier).where(c.last == "", known)))
    return found


def moved(connection: Connection, earlier: View, later: View) -> set[str]:
    """Dossiers of which something is told between two views, or some days of which pass or lie open between them."""
    days, spans = dossier_days.c, dossier_spans.c
    between = and_(
        days.seen > order_day(earlier.known_by), days.seen <= order_day(later.known_by), days.seen != UNKNOWN_DAY
    )
    found = set(connection.scalars(select(days.dossier).where(between)))
    first, last = sorted((order_day(earlier.as_of), order_day(later.as_of)))
    passed = [and_(spans.first >= first, spans.first <= last), and_(spans.last >= first, spans.last <= last)]
    # What may or may not have been by then counts as having been only as long as no later day is known.
    passed += [and_(spans.first <= day, spans.last > day) for day in {first, last}] if _apart(earlier, later) else []
    for condition in passed:
        found.update(connection.scalars(select(spans.dossier).where(condition)))
    return found


def _apart(earlier: View, later: View) -> bool:
    """Whether a view asks for another day than that by which it knows."""
    return any(view.as_of != view.known_by for view in (earlier, later))
