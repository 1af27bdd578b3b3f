"""The index from which blocks are linked anew: every event in view as linking sees it, by block and month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from sqlalchemy import Connection, delete, func, insert, select, update

from dragoman.protocols import IndexedItem
from dragoman.store.schema import FOREVER, items, meta, occurrence_events
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


def bodies(connection: Connection, block: str, months: Collection[str]) -> list[str]:
    """The bodies of the items of a block in some months."""
    c = items.c
    found: list[str] = []
    for part in chunks(sorted(months)):
        query = select(c.body).where(c.block == block, c.month.in_(part)).order_by(c.month, c.event)
        found += connection.scalars(query)
    return found


def months(connection: Connection, blocks: Collection[str] | None) -> Iterator[tuple[str, dict[str, int]]]:
    """Each block with its months and the number of items in each, sorted by block."""
    c = items.c
    query = select(c.block, c.month, func.count()).group_by(c.block, c.month).order_by(c.block, c.month)
    if blocks is None:
        rows = connection.execution_options(stream_results=True).execute(query).yield_per(_PAGE)
        for block, group in groupby(rows, key=lambda row: row[0]):
            yield block, {row[1]: row[2] for row in group}
        return
    for part in chunks(sorted(set(blocks))):
        for block, group in groupby(connection.execute(query.where(c.block.in_(part))), key=lambda row: row[0]):
            yield block, {row[1]: row[2] for row in group}


def clear(connection: Connection, form: str) -> None:
    """Empty the index, and note of which form its next items are."""
    connection.execute(delete(items))
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
