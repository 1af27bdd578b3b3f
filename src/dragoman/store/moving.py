"""A whole ledger from one database to another: every row of every table, ledger times and all, checked on arrival."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select

from dragoman.errors import LedgerError, UsageError
from dragoman.store import opening, schema
from dragoman.store.faults import guarded
from dragoman.store.rows import write_json
from dragoman.store.writing import chunks, insert_rows

ROWS_AT_ONCE = 1000

OnTable = Callable[[str, int, int], object]
"""Is told a table, how many of its rows have arrived, and how many there are."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One table: its rows and the checksum (BLAKE2b of all values in the order of the key) that both ends have."""

    table: str
    rows: int
    checksum: str


def move_ledger(source: str, target: str, on_table: OnTable = lambda *_: None) -> list[Moved]:
    """Copy the ledger at `source`, a path or an address, to `target`, which is made, or is there and empty.

    What arrives is read again and compared before it is committed: the target holds all or nothing. The source is read
    as it is at one instant, and others may go on writing to it. Returns what was moved, by table. Raises UsageError
    where both are the same, LedgerError where the target holds something or a checksum differs, and what `open_store`
    raises.
    """
    places = [opening.address(one) for one in (source, target)]
    if places[0] == places[1]:
        raise UsageError("a ledger cannot be moved onto itself", place=source, remedy="name another target")
    with contextlib.ExitStack() as opened:
        origin = opening.open_engine(places[0], create=False, read_only=True)
        opened.callback(origin.dispose)
        goal = opening.open_engine(places[1], create=True, read_only=False)
        opened.callback(goal.dispose)
        named = opening.place_of(places[1])
        opened.enter_context(guarded(named))
        reader = opened.enter_context(opening.begin_reading(origin))
        writer = opened.enter_context(opening.begin_writing(goal))
        with reader.begin(), writer.begin():
            _refuse_a_full_one(writer, named)
            return [_move(reader, writer, table, named, on_table) for table in schema.metadata.sorted_tables]


def _refuse_a_full_one(writer: Connection, place: str) -> None:
    if writer.scalar(select(func.count()).select_from(schema.documents)):
        raise LedgerError("the target holds reports already", place=place, remedy="name a ledger that is not there yet")
    writer.execute(delete(schema.meta))


def _move(reader: Connection, writer: Connection, table: Table, place: str, on_table: OnTable) -> Moved:
    total = reader.scalar(select(func.count()).select_from(table)) or 0
    arrived, sent = 0, _Checksum()
    for part in chunks(_rows(reader, table), ROWS_AT_ONCE):
        insert_rows(writer, table, part)
        sent.add(part)
        arrived += len(part)
        on_table(table.name, arrived, total)
    back = _Checksum()
    for part in chunks(_rows(writer, table), ROWS_AT_ONCE):
        back.add(part)
    if back.value != sent.value:
        raise LedgerError(
            f"the rows of {table.name} did not arrive as they were sent; nothing was kept",
            place=place,
            remedy="check the disk and the encoding of the database (it must be UTF-8), and try again",
        )
    return Moved(table.name, arrived, sent.value)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    options = {"stream_results": True, "yield_per": ROWS_AT_ONCE}
    for row in connection.execute(query, execution_options=options).mappings():
        yield dict(row)


class _Checksum:
    """Of rows in their order; the same on both kinds of database, which give the same values for the same rows."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=16)

    def add(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}
            self._hash.update(write_json(plain).encode("ascii") + b"\n")

    @property
    def value(self) -> str:
        return self._hash.hexdigest()
