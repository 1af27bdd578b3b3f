"""The index from which blocks are linked anew: every event in view as linking sees it, by block and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from sqlalchemy import Connection, delete, func, insert, select, update

from dragoman.protocols import IndexedItem
from dragoman.store.rows import Row
from dragoman.store.schema import FOREVER, items, linked_stretches, meta, occurrence_events
from dragoman.store.writing import chunks, insert_rows

_FORM = "items"
_PAGE = 2000


def file(connection: Connection, documents: Collection[str], given: Iterable[IndexedItem]) -> list[IndexedItem]:
    """Index the items of some reports in place of those they had, which come back."""
    before = filed(connection, documents)
    if before:
        for part in chunks(sorted(set(documents))):
            connection.execute(delete(items).where(items.c.document.in_(part)))
    rows = [
        {"block": one.block, "month": one.month, "event": one.event, "document": one.document, "body": one.body}
        for one in given
    ]
    if rows:
        insert_rows(connection, items, sorted(rows, key=lambda row: (row["block"], row["month"], row["event"])))
    return before


def filed(connection: Connection, documents: Collection[str]) -> list[IndexedItem]:
    """The items of some reports, bare of their bodies, sorted."""
    c = items.c
    found: list[IndexedItem] = []
    for part in chunks(sorted(set(documents))):
        query = select(c.block, c.month, c.event, c.document).where(c.document.in_(part))
        found += (IndexedItem(*row) for row in connection.execute(query))
    return sorted(found, key=lambda one: (one.block, one.month, one.event))


def bodies(
    connection: Connection, block: str, months: Collection[str] | None, events: Collection[str] | None = None
) -> list[str]:
    """The bodies of the items of a block, in some months or all, of all events or of some."""
    c = items.c
    found: list[str] = []
    if months is None:
        return list(connection.scalars(select(c.body).where(c.block == block).order_by(c.month, c.event)).all())
    for part in chunks(sorted(months)):
        query = select(c.body).where(c.block == block, c.month.in_(part)).order_by(c.month, c.event)
        if events is None:
            found += connection.scalars(query).all()
            continue
        for some in chunks(sorted(events)):
            found += connection.scalars(query.where(c.event.in_(some))).all()
    return found


def stretches(connection: Connection, blocks: Collection[str]) -> dict[str, dict[str, str]]:
    """What is kept of the stretches of blocks, by block and first month."""
    c = linked_stretches.c
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for part in chunks(sorted(blocks)):
        for block, first, body in connection.execute(select(c.block, c.first, c.body).where(c.block.in_(part))):
            found[block][first] = body
    return dict(found)


def save_stretches(connection: Connection, given: Mapping[str, Mapping[str, str]]) -> None:
    """Keep this of the stretches of some blocks, in place of what was kept."""
    c = linked_stretches.c
    held = stretches(connection, given)
    rows: list[Row] = []
    for block, bodies_now in sorted(given.items()):
        before = held.get(block, {})
        if other := sorted(first for first, body in before.items() if bodies_now.get(first) != body):
            connection.execute(delete(linked_stretches).where(c.block == block, c.first.in_(other)))
        fresh = sorted((first, body) for first, body in bodies_now.items() if before.get(first) != body)
        rows += ({"block": block, "first": first, "body": body} for first, body in fresh)
    if rows:
        insert_rows(connection, linked_stretches, rows)


def months_since(connection: Connection, block: str, first: str) -> dict[str, int]:
    """The months of a block from one on, and the number of items in each."""
    c = items.c
    query = select(c.month, func.count()).where(c.block == block, c.month >= first).group_by(c.month)
    return dict(connection.execute(query.order_by(c.month)).all())


def months(connection: Connection, blocks: Collection[str] | None) -> Iterator[tuple[str, dict[str, int]]]:
    """Each block with its months and the number of items in each, sorted by block."""
    c = items.c
    query = select(c.block, c.month, func.count()).group_by(c.block, c.month).order_by(c.block, c.month)
    if blocks is None:
        rows = connection.execute(query, execution_options={"stream_results": True}).yield_per(_PAGE)
        for block, group in groupby(rows, key=lambda row: row[0]):
            yield block, {row[1]: row[2] for row in group}
        return
    for part in chunks(sorted(set(blocks))):
        for block, group in groupby(connection.execute(query.where(c.block.in_(part))), key=lambda row: row[0]):
            yield block, {row[1]: row[2] for row in group}


def clear(connection: Connection, form: str) -> None:
    """Empty the index, and note of which form its next items are."""
    connection.execute(delete(items))
    connection.execute(delete(linked_stretches))
    if not connection.execute(update(meta).where(meta.c.key == _FORM).values(value=form)).rowcount:
        connection.execute(insert(meta), [{"key": _FORM, "value": form}])


def form(connection: Connection) -> str | None:
    """Of which form the items are; `None` where the index was never made."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == _FORM))


def unlinked(connection: Connection) -> list[str]:
    """Events in an occurrence in view that the index does not hold: a later reading has them no longer."""
    c = occurrence_events.c
    held = select(items.c.event)
    query = select(c.event).where(c.superseded_at == FOREVER, c.event.not_in(held)).order_by(c.event)
    return list(connection.scalars(query))
