"""What a watch remembers between its runs, in a small file beside the ledger.

A page is fetched (it lies in the archive), then done (it is in the ledger); or due, to be tried again; or given up.
Each step is committed when it is taken, so that a run that was killed fetches nothing twice and leaves nothing unread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from dragoman.errors import LedgerBusy, LedgerError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS feeds (
    url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
    feed TEXT NOT NULL, key TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (feed, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY, state TEXT NOT NULL, file TEXT, place INTEGER, tries INTEGER NOT NULL DEFAULT 0,
    due REAL NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_by_state ON pages (state, url);
"""
_ENTRY = "INSERT OR REPLACE INTO entries (feed, key, stamp) VALUES (?, ?, ?)"
MOST_TRIES = 4
"""How often a page is tried before it is given up."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """When a feed is due (seconds since 1970), what it is asked with, and how often it failed in a row."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0


class WatchState:
    """The memory of one watch. One process at a time may use it."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or make it. Raises LedgerBusy where another watch uses it, LedgerError, OSError."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(path, timeout=0.5, isolation_level=None)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("BEGIN EXCLUSIVE")
            self._db.execute("COMMIT")
            self._db.executescript(_SCHEMA)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise LedgerBusy(
                    "another watch uses this ledger", place=str(path), remedy="stop it, or name another --ledger"
                ) from error
            raise LedgerError(f"cannot be used: {error}", place=str(path), remedy="check the folder") from error
        except sqlite3.DatabaseError as error:
            raise LedgerError(
                f"not what a watch remembers: {error}", place=str(path), remedy="move the file away"
            ) from error

    def __enter__(self) -> Self:
        """The state itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self._db.close()

    @contextmanager
    def _step(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise LedgerError(f"cannot be written: {error}", place=str(self._path), remedy="check the disk") from error

    # -------------------------------------------------------------- feeds

    def feed(self, url: str) -> FeedState:
        """What is remembered of a feed."""
        row = self._db.execute("SELECT etag, modified, due, failures FROM feeds WHERE url = ?", (url,)).fetchone()
        return FeedState(*row) if row else FeedState()

    def save_feed(self, url: str, state: FeedState) -> None:
        """Remember when and how to ask next."""
        values = (url, state.etag, state.modified, state.due, state.failures)
        with self._step() as db:
            db.execute(
                "INSERT OR REPLACE INTO feeds (url, etag, modified, due, failures) VALUES (?, ?, ?, ?, ?)", values
            )

    # -------------------------------------------------------------- pages

    def is_known(self, feed: str, key: str, stamp: str, page: str) -> bool:
        """Whether an entry was met before and not updated since, or its page by way of another feed."""
        state = self._db.execute("SELECT state FROM pages WHERE url = ?", (page,)).fetchone()
        if state is None or state[0] == "due":
            return False
        met = self._db.execute("SELECT stamp FROM entries WHERE feed = ? AND key = ?", (feed, key)).fetchone()
        return met is None or met[0] == stamp

    def is_due(self, page: str, now: float) -> bool:
        """Whether a page may be tried, or tried again."""
        row = self._db.execute("SELECT due FROM pages WHERE url = ?", (page,)).fetchone()
        return row is None or row[0] <= now

    def fetched(self, feed: str, key: str, stamp: str, page: str, file: str | None, place: int) -> None:
        """A page lies in the archive, at `place` of `file`."""
        with self._step() as db:
            db.execute(_ENTRY, (feed, key, stamp))
            db.execute(
                "INSERT OR REPLACE INTO pages (url, state, file, place) VALUES (?, 'fetched', ?, ?)",
                (page, file, place),
            )

    def failed(self, feed: str, key: str, stamp: str, page: str, *, again_at: float | None) -> None:
        """A page could not be had; `again_at` is when to try again, `None` for never."""
        with self._step() as db:
            db.execute(_ENTRY, (feed, key, stamp))
            row = db.execute("SELECT tries FROM pages WHERE url = ?", (page,)).fetchone()
            tries = (row[0] if row else 0) + 1
            state = "given up" if again_at is None or tries >= MOST_TRIES else "due"
            db.execute(
                "INSERT OR REPLACE INTO pages (url, state, tries, due) VALUES (?, ?, ?, ?)",
                (page, state, tries, again_at or 0.0),
            )

    def unread(self) -> list[tuple[str, str | None, int]]:
        """Pages that were fetched and are not in the ledger yet: address, file, place."""
        query = "SELECT url, file, place FROM pages WHERE state = 'fetched' ORDER BY file, place, url"
        return list(self._db.execute(query))

    def done(self, pages: list[str]) -> None:
        """Pages are in the ledger, or cannot be read at all."""
        with self._step() as db:
            db.executemany("UPDATE pages SET state = 'done' WHERE url = ?", [(page,) for page in pages])
