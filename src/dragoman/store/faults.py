"""What a database says when something is wrong, turned into the errors that a person can mend."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from dragoman.errors import LedgerBusy, LedgerError, LedgerFull

_LITTLE = 64 * 1024  # bytes: less free space than this explains an input/output error
# Out of space. A quota or a limit of file sizes is a failed write, a full disk under the shared index a failed resize.
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DENIED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_BROKEN = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
# SQLSTATE: disk full; lock not available, query cancelled by a time limit, serialization failure, deadlock.
_STATES: dict[str, type[LedgerError]] = {
    "53100": LedgerFull,
    "55P03": LedgerBusy,
    "57014": LedgerBusy,
    "40001": LedgerBusy,
    "40P01": LedgerBusy,
}
_REMEDIES: dict[type[LedgerError], tuple[str, str]] = {
    LedgerFull: (
        "no space is left to write the ledger (disk, quota or limit of file sizes); what was recorded before is whole",
        "make room and run the same command again",
    ),
    LedgerBusy: ("another process is writing to the ledger and did not finish in time", "try again when it is done"),
}


@contextmanager
def guarded(place: str) -> Iterator[None]:
    """Raise the errors of the database that happen inside as LedgerError or one of its kinds, with `place`."""
    try:
        yield
    except DBAPIError as error:
        raise _translate(error, place) from error
    except NoSuchModuleError as error:
        raise LedgerError(
            f"no such kind of database: {error}", place=place, remedy="use SQLite or PostgreSQL"
        ) from error
    except SQLAlchemyError as error:
        raise LedgerError(f"the ledger cannot be used: {error}", place=place, remedy="run `dragoman doctor`") from error


def _translate(error: DBAPIError, place: str) -> LedgerError:
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return _from_sqlite(original, place)
    kind = _STATES.get(str(getattr(original, "sqlstate", "")))
    if kind is not None:
        return _known(kind, place)
    return LedgerError(
        f"the database does not answer as it should: {str(original).strip()}",
        place=place,
        remedy="see that the server runs, that the address is right, and that you may use it",
    )


def _from_sqlite(error: sqlite3.Error, place: str) -> LedgerError:
    exact = getattr(error, "sqlite_errorcode", 0)
    code = exact & 0xFF
    if exact in _FULL or (code == sqlite3.SQLITE_IOERR and _no_space(place)):
        return _known(LedgerFull, place)
    if code in _BUSY:
        return _known(LedgerBusy, place)
    if code in _BROKEN:
        return LedgerError(
            f"this is no ledger, or a damaged one ({error})",
            place=place,
            remedy="name another file with --ledger, or restore this one from a copy",
        )
    if code in _DENIED:
        return LedgerError(
            f"the ledger cannot be opened or written ({error})",
            place=place,
            remedy="see who may write the file and its folder, or name another file with --ledger",
        )
    return LedgerError(f"the ledger cannot be used: {error}", place=place, remedy="run `dragoman doctor`")


def _known(kind: type[LedgerError], place: str) -> LedgerError:
    message, remedy = _REMEDIES[kind]
    return kind(message, place=place, remedy=remedy)


def _no_space(place: str) -> bool:
    """Whether the file system under a ledger is full: SQLite reports that of its shared index as an I/O error."""
    try:
        state = os.statvfs(Path(place).parent)
    except OSError:
        return False
    return state.f_bavail * state.f_frsize < _LITTLE
