"""Counts that are kept, so that a ledger of a million events is not read to say how much there is of what.

Each is of one side (an actor as questions mean it, two of them, or everybody) and of one sort of thing, by word, and
stands for the day from which a view has it: the later one of the day by which its report can have been known and of
that from which it is valid. It is held for each such day, for each month, and for all days together. What a view has is
all that there is, less what only later days have: of most views, that is next to nothing.

Kept is what the ledger now holds. What it held at an earlier instant is counted anew: `None` says so. So it does for a
view that looks at the world of an earlier day than that by which it knows: see `tallies.kept_of`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

from sqlalchemy import JSON, Connection, Select, Table, cast, delete, func, select, text
from sqlalchemy.sql import ColumnElement, and_, or_

from dragoman.model import Status
from dragoman.protocols import EVERY_EVENT, EVERY_MENTION, NOW, EventFilter, MentionFilter, View
from dragoman.store.pairs import as_pair, meant_by
from dragoman.store.rows import Row, plain
from dragoman.store.schema import (
    FOREVER,
    UNKNOWN_DAY,
    claims,
    event_actors,
    events,
    mentions,
    readings,
    sightings,
    tallies,
)

EVERYBODY = ""
SAID = (Status.SCHEDULED, Status.AGREED, Status.PROPOSED, Status.REQUESTED, Status.CONDITIONAL, Status.UNLIKELY)
"""Statuses of what has not been done: they count from the day they were said, not from the day they speak of."""

_AT_ONCE = 200
_MONTH = len("2016-03")
_ADD = text(
    "INSERT INTO tallies (side, what, span, word, number) VALUES (:side, :what, :span, :word, :number) "
    "ON CONFLICT (side, what, span, word) DO UPDATE SET number = tallies.number + excluded.number"
)
_DROP = text("DELETE FROM tallies WHERE side = :side AND what = :what AND span = :span AND word = :word AND number = 0")
Key = tuple[str, str, str, str]
"""Side, sort of thing, day and word."""


# ------------------------------------------------------------------ in


def of_two(one: str, other: str) -> str:
    """Two sides as one."""
    return "|".join(sorted((one, other)))


def count_all(connection: Connection) -> None:
    """Count everything anew."""
    connection.execute(delete(tallies))
    query = (
        select(readings.c.document)
        .where(readings.c.superseded_at == FOREVER)
        .order_by(readings.c.order_published, readings.c.id)
    )
    documents = list(connection.scalars(query))
    for start in range(0, len(documents), _AT_ONCE):
        add(connection, held_by(connection, documents[start : start + _AT_ONCE]))


def change(connection: Connection, documents: Sequence[str], before: Counter[Key]) -> None:
    """Count what some reports hold now and not what they held `before`."""
    after = held_by(connection, documents)
    after.subtract(before)
    add(connection, after)


def add(connection: Connection, found: Mapping[Key, int]) -> None:
    """Add to what is kept (or take away, with negative numbers)."""
    spans: Counter[Key] = Counter()
    for (side, what, day, word), number in found.items():
        if number:
            for span in _spans(day):
                spans[side, what, span, word] += number
    names = ("side", "what", "span", "word", "number")
    changed = [(*key, number) for key, number in sorted(spans.items()) if number]
    if changed:
        connection.execute(_ADD, [dict(zip(names, values, strict=True)) for values in changed])
    lessened = [dict(zip(names, values, strict=True)) for values in changed if values[-1] < 0]
    if lessened:
        connection.execute(_DROP, lessened)


def _spans(day: str) -> Sequence[str]:
    return ("a", f"m{day[:_MONTH]}", f"d{day}") if day else ("a",)


def here(table: Table) -> ColumnElement[bool]:
    """Whether a row that is named is in view. No index of all rows serves it: see `asking.in_ledger_named`."""
    return func.coalesce(table.c.superseded_at, "") == FOREVER


def held_by(connection: Connection, documents: Sequence[str]) -> Counter[Key]:
    """All that is counted of some reports as the ledger now holds them."""
    found: Counter[Key] = Counter()
    for start in range(0, len(documents), _AT_ONCE):
        part = documents[start : start + _AT_ONCE]
        c = readings.c
        heads = connection.execute(
            select(c.id, c.document, c.version, c.order_published, c.published_earliest, c.published_latest).where(
                c.document.in_(part), here(readings)
            )
        ).all()
        if heads:
            days = {head.id: _seen(head.order_published) for head in heads}
            _reports(connection, heads, found)
            _claims_and_names(connection, days, found)
            _acts(connection, days, found)
    return found


def _seen(published: str) -> str:
    """The first day on which a report can have been known; empty where that is no question."""
    return "" if published == UNKNOWN_DAY else published


def _reports(connection: Connection, heads: Sequence[Any], found: Counter[Key]) -> None:
    table = sightings
    query = select(table.c.document, func.count()).where(table.c.document.in_([head.document for head in heads]))
    met: dict[str, int] = {row[0]: row[1] for row in connection.execute(query.group_by(table.c.document))}
    for head in heads:
        day = _seen(head.order_published)
        found[EVERYBODY, "documents", day, ""] += 1
        found[EVERYBODY, "sightings", day, ""] += met.get(head.document, 0)
        found[EVERYBODY, "versions", day, head.version] += 1
        if head.published_earliest is None and head.published_latest is None:
            found[EVERYBODY, "undated", day, ""] += 1
        for what, end in (("from", head.published_earliest), ("until", head.published_latest)):
            if end is not None:
                found[EVERYBODY, what, day, end] += 1


def _claims_and_names(connection: Connection, days: Mapping[str, str], found: Counter[Key]) -> None:
    c = claims.c
    query = select(c.reading, func.count()).where(c.reading.in_(days), here(claims)).group_by(c.reading)
    for reading, number in connection.execute(query):
        found[EVERYBODY, "claims", days[reading], ""] += number
    m = mentions.c
    name = name_in(connection)
    told = (m.reading, m.actor, m.country, m.person, name)
    query = select(*told, func.count()).where(m.reading.in_(days), here(mentions)).group_by(*told)
    for reading, actor, country, person, called, number in connection.execute(query):
        day = days[reading]
        found[EVERYBODY, "mentions", day, ""] += number
        for side in meant_by({"actor": actor, "country": country, "person": person}):
            found[side, "names", day, called] += number


def name_in(connection: Connection) -> ColumnElement[Any]:
    """The name as the text writes it: the column `search` of a mention holds it in small letters only."""
    name: ColumnElement[Any] = func.json_extract(mentions.c.body, "$.name")
    if connection.dialect.name == "postgresql":
        name = cast(mentions.c.body, JSON)["name"].as_string()
    return name.label("called")


def _acts(connection: Connection, days: Mapping[str, str], found: Counter[Key]) -> None:
    c = events.c
    rows = connection.execute(select(*_TOLD).where(c.reading.in_(days), here(events))).all()
    taking_part = _taking_part(connection, event_actors.c.reading.in_(days))
    for row in rows:
        day = max(days[row.reading], _begun(row, days[row.reading]))
        found[EVERYBODY, "type", day, row.type] += 1
        found[EVERYBODY, "status", day, row.status] += 1
        _sides(taking_part.get((row.reading, row.id), ()), row.type, day, found)


_TOLD = (events.c.reading, events.c.id, events.c.type, events.c.status, events.c.date_earliest)
Actors = dict[tuple[str, str], list[Row]]


def _taking_part(connection: Connection, which: ColumnElement[bool]) -> Actors:
    """The actors of events by reading and event."""
    a, found = event_actors.c, defaultdict[tuple[str, str], list[Row]](list)
    for row in connection.execute(select(a.reading, a.event, a.actor, a.country, a.person, a.name).where(which)):
        found[row.reading, row.event].append(dict(row._mapping))
    return found


def actors_of(given: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    """Whose rows of `event_actors` are those of some events, each with its reading, and a few of the same names.

    The event is asked in a way that no index serves: SQLite would look up each reading together with each event.
    """
    a = event_actors.c
    event = func.coalesce(a.event, "").in_({event for _, event in given})
    return and_(a.reading.in_({reading for reading, _ in given}), event)


def _begun(row: Any, seen: str) -> str:
    """The first day at which an event is valid, as a view asks; empty where it always is."""
    if row.date_earliest is None:
        return ""
    return min(seen, row.date_earliest) if row.status in _SAID else str(row.date_earliest)


_SAID = frozenset(map(str, SAID))


def _sides(actors: Sequence[Row], kind: str, day: str, found: Counter[Key]) -> None:
    meant = [meant_by(actor) for actor in actors]
    names = {actor["actor"] or actor["name"] for actor in actors}
    for side in set[str]().union(*meant):
        found[side, "type", day, kind] += 1
        for name in names:
            found[side, "with", day, name] += 1
    pairs = {of_two(one, other) for here, there in combinations(meant, 2) for one in here for other in there}
    for pair in pairs:
        found[pair, "type", day, kind] += 1


# ------------------------------------------------------------------ out


def by_word(connection: Connection, side: str, what: str, view: View) -> dict[str, int] | None:
    """Word -> how many of a side, in a view; `None` where that is not kept.

    Of acts it is not where the view looks at the world of an earlier day than that by which it knows.
    """
    acts, known, valid = what in OF_ACTS, view.known_by, view.as_of
    if view.recorded_by is not None or (acts and not view.undated):
        return None
    if acts and valid is not None and (known is None or valid < known):
        return None
    asked = {"side": plain(side), "what": what}
    if known is None:
        rows = connection.execute(_ALL, asked)
    else:
        day = known.isoformat()
        bounds = {"month": f"m{day[:_MONTH]}", "day": f"d{day}", "end": f"d{day[:_MONTH]}~"}
        rows = connection.execute(_UNTIL, {**asked, **bounds})
    found = Counter({row[0]: row[1] for row in rows})
    if acts and known is not None and valid != known:
        found.update(_told_before(connection, known, valid, side, what))
    return {word: number for word, number in found.items() if number}


_OF_ONE = ("with", "names")
"""What is kept of one side, and not of everybody; statuses are kept of everybody alone."""
OF_ACTS = ("type", "status", "with")
_ALL = text("SELECT word, number FROM tallies WHERE side = :side AND what = :what AND span = 'a'")
_UNTIL = text(
    "SELECT word, sum(number) FROM ("
    "SELECT word, number FROM tallies WHERE side = :side AND what = :what AND span = 'a' "
    "UNION ALL SELECT word, -number FROM tallies "
    "WHERE side = :side AND what = :what AND span > :month AND span < 'm~' "
    "UNION ALL SELECT word, -number FROM tallies "
    "WHERE side = :side AND what = :what AND span > :day AND span < :end) AS held GROUP BY word"
)


def _told_before(connection: Connection, known: date, valid: date | None, side: str, what: str) -> Counter[str]:
    """Of acts that begin later than the day by which one knows, and were told by then: they are kept by the later."""
    c, day = events.c, known.isoformat()
    query = select(*_TOLD).where(events.c.superseded_at == FOREVER, c.order_date > day, c.order_date < UNKNOWN_DAY)
    query = query.where(or_(c.order_published <= day, c.order_published == UNKNOWN_DAY), c.status.not_in(_SAID))
    if valid is not None:
        query = query.where(c.order_date <= valid.isoformat())
    return _counted(connection, query, side, what)


def _counted(connection: Connection, query: Select[Any], side: str, what: str) -> Counter[str]:
    rows = connection.execute(query).all()
    found: Counter[Key] = Counter()
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        taking_part = _taking_part(connection, actors_of({(row.reading, row.id) for row in part})) if side else {}
        for row in part:
            found[EVERYBODY, "type", "", row.type] += 1
            found[EVERYBODY, "status", "", row.status] += 1
            _sides(taking_part.get((row.reading, row.id), ()), row.type, "", found)
    return Counter({key[3]: number for key, number in found.items() if key[:2] == (side, what)})


def of_events(connection: Connection, what: str, which: EventFilter | MentionFilter) -> dict[str, int] | None:
    """The same of all that a filter fits; `None` where it means anything but a side, or two, in a view."""
    side = _side_of(which)
    if side is None or (what in _OF_ONE and not side) or (what == "status" and side):
        return None
    return by_word(connection, side, what, which.view)


def _side_of(which: EventFilter | MentionFilter) -> str | None:
    if len(which.actors) > 1:
        return None
    if isinstance(which, MentionFilter):
        rest = replace(which, view=NOW, actors=(), limit=None, offset=0)
        return next(iter(which.actors), None) if rest == EVERY_MENTION else None
    if replace(which, view=NOW, actors=(), counterparts=(), limit=None, offset=0) != EVERY_EVENT:
        return None
    pair = as_pair(which)
    if pair is not None:
        return of_two(*pair)
    return None if which.counterparts else next(iter(which.actors), EVERYBODY)
