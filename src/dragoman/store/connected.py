"""A connection to a ledger, in a transaction for each call: what both halves of the store stand on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from dragoman.errors import LedgerError
from dragoman.store import opening, writing
from dragoman.store.faults import guarded
from dragoman.store.memory import Memory

_AT_ONCE = 256
"""Events and reports that a walk holds."""


class _Held(threading.local):
    """The transaction in which one thread asks all that belongs to a question."""

    connection: Connection | None = None


class Connected:
    """A ledger that is open: reading and writing in transactions of their own, faults told with its place."""

    def __init__(self, engine: Engine, place: str, *, read_only: bool = False) -> None:
        """Use a ledger that `opening.open_engine` has checked; `place` names it in errors."""
        self._engine = engine
        self._place = place
        self._read_only = read_only
        self._memory = Memory()
        self._held = _Held()

    def walking(self) -> Self:
        """The same ledger for one walk through all of it: what was passed is not remembered."""
        other = copy(self)
        other._memory = Memory(_AT_ONCE, _AT_ONCE, _AT_ONCE)
        return other

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._read_only:
            raise LedgerError("the ledger is open for reading only", place=self._place)
        with guarded(self._place), opening.begin_writing(self._engine) as connection, connection.begin():
            yield connection
            writing.count_change(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        held = self._held.connection
        if held is not None:
            with guarded(self._place):
                yield held
            return
        with guarded(self._place), opening.begin_reading(self._engine) as connection, connection.begin():
            yield connection

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """One transaction for all that this thread asks until the end: one state of the ledger, looked up once."""
        if self._held.connection is not None:
            yield
            return
        with self._reading() as connection:
            self._held.connection = writing.of_one_state(connection)
            try:
                yield
            finally:
                self._held.connection = None

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()
