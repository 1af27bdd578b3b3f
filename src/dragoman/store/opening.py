"""Finding, making, checking and migrating a ledger.

Alembic is imported only when a ledger is older than this version: that import alone takes longer than a question may.
"""

from __future__ import annotations

import errno
import re
from contextlib import closing
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from dragoman.errors import LedgerError, LedgerFull, LedgerTooNew, MissingPart, UsageError
from dragoman.store import fulltext, kept, partitions, schema
from dragoman.store.faults import guarded

BUSY_SECONDS = 10.0
"""How long one waits for another writer before LedgerBusy."""

MIGRATIONS = Path(__file__).parent / "migrations"
_READERS = 50  # connections to one file at a time beside the five that stay open; each costs little
_CACHE_KB = 16_384  # of pages that a connection keeps: with SQLite's 2 MB a large ledger is read over and over
_WRITING_KB = 65_536
_LOG_PAGES = 8_192  # 64 MB: what several transactions write to one page is then carried over into the ledger once
_LOCK = 0x0D7A607A  # any number, the same for all: the advisory lock that writers of a PostgreSQL ledger take


def address(ledger: str) -> URL:
    """The database URL of a ledger given as a path or a URL. Raises UsageError where it is neither."""
    if "://" not in ledger:
        if not ledger or ledger == ":memory:":
            raise UsageError("a ledger is a file or a database address", remedy="name one with --ledger")
        return URL.create("sqlite", database=str(Path(ledger).expanduser()))
    try:
        url = make_url(ledger)
    except (ArgumentError, ValueError) as error:
        hidden = re.sub(r"://[^/]*@", "://***@", ledger)
        raise UsageError(
            f"not a database address: {hidden}", remedy="write it like postgresql://user@host/name"
        ) from error
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return url.set(drivername="sqlite")
    shown = url.render_as_string(hide_password=True)
    raise UsageError(f"not an address of a ledger: {shown}", remedy="use a file, sqlite:///FILE or postgresql://...")


def place_of(url: URL) -> str:
    """How a ledger is named in messages: its file, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def open_engine(url: URL, *, create: bool, read_only: bool, busy: float = BUSY_SECONDS) -> Engine:
    """A checked ledger, made or migrated if need be. Errors as of `open_store`."""
    place = place_of(url)
    if url.get_backend_name() == "sqlite":
        _see_file(Path(place), create=create and not read_only)
        given = {"timeout": busy, "check_same_thread": False}
        engine = create_engine(url, connect_args=given, max_overflow=_READERS)
        _tune_sqlite(engine)
    else:
        engine = _postgres(url, busy)
    try:
        with guarded(place):
            _check(engine, place, create=create and not read_only)
            if not read_only:
                _keep(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def begin_writing(engine: Engine) -> Connection:
    """A connection whose transaction holds the ledger's write lock once `begin` was called on it."""
    return engine.connect().execution_options(dragoman_write=True)


def begin_reading(engine: Engine) -> Connection:
    """A connection whose transaction sees the ledger as it was at its first question."""
    connection = engine.connect()
    if engine.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _see_file(path: Path, *, create: bool) -> None:
    """Refuse what cannot be a ledger before SQLite makes a file of it, and make the folder of a new one."""
    try:
        if path.is_dir():
            raise LedgerError("this is a folder, not a ledger", place=str(path), remedy="name a file in it")
        if path.exists():
            return
        if not create:
            raise LedgerError(
                "there is no ledger here", place=str(path), remedy="make one with `dragoman read`, or see --ledger"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        kind = LedgerFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else LedgerError
        raise kind(
            f"the ledger's folder cannot be used ({error.strerror})",
            place=str(path),
            remedy="name another with --ledger",
        ) from error


def _tune_sqlite(engine: Engine) -> None:
    """WAL so that readers and one writer never wait for each other; transactions begin when we say so."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # or sqlite3 would begin transactions of its own, and none around DDL
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("dragoman_write", False)
        if writes:  # rows go into a dozen indexes by ids that are hashes: pages that do not fit are written twice
            connection.exec_driver_sql(f"PRAGMA cache_size = -{_WRITING_KB}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL, busy: float) -> Engine:
    try:
        import_module("psycopg")
    except ImportError as error:
        raise MissingPart(
            "ledgers in PostgreSQL need the package psycopg",
            place=place_of(url),
            remedy="pip install 'dragoman[postgres]'",
        ) from error
    limits = {"connect_timeout": 10, "options": f"-c lock_timeout={int(busy * 1000)} -c timezone=UTC"}
    given = {key: value for key, value in limits.items() if key not in url.query}
    engine = create_engine(url, connect_args=given)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # One writer at a time, as in SQLite: what a writer finds missing is still missing when it writes it.
        if connection.get_execution_options().get("dragoman_write", False):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    return engine


def _check(engine: Engine, place: str, *, create: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection, place)
    if found == schema.CURRENT:
        return
    if found is None:
        if not create:
            raise LedgerError("there is no ledger here", place=place, remedy="make one with `dragoman read`")
        _create(engine, place)
    elif found > schema.CURRENT:
        raise LedgerTooNew(
            f"this ledger has schema {found}; this version of Dragoman ({_our_version()}) knows up to {schema.CURRENT}",
            place=place,
            remedy="upgrade Dragoman (pip install --upgrade dragoman), or name another ledger with --ledger",
        )
    else:
        migrate(engine, MIGRATIONS)
        _keep(engine)


def _keep(engine: Engine) -> None:
    """Make what is kept, where a ledger of before has come without it."""
    with engine.connect() as connection:
        if not kept.missing(connection):
            return
    with begin_writing(engine) as connection, connection.begin():
        kept.make(connection, kept.missing(connection))  # another process may have been faster


def _version(connection: Connection, place: str) -> str | None:
    """The schema version; `None` for an empty database. Raises LedgerError where it holds something else."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if not {"alembic_version", "meta"} <= names:
        raise LedgerError(
            "this is a database, but not a ledger of Dragoman", place=place, remedy="name another with --ledger"
        )
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _create(engine: Engine, place: str) -> None:
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as raw:
            # Both stay with the file, and neither can be set inside a transaction. An event takes 1 to 3 kB: on pages
            # of the usual 4 kB a quarter of the ledger would be empty space.
            raw.cursor().execute("PRAGMA page_size = 8192")
            raw.cursor().execute("PRAGMA journal_mode = WAL")
    with begin_writing(engine) as connection, connection.begin():
        if _version(connection, place) is not None:
            return  # another process was faster
        schema.metadata.create_all(connection)
        partitions.divide(connection)
        fulltext.make_index(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": schema.CURRENT})
        connection.execute(insert(schema.meta), [{"key": "created_by", "value": f"dragoman {_our_version()}"}])
        kept.declare(connection)


def migrate(engine: Engine, migrations: Path, to: str = "head") -> None:
    """Bring an older ledger to the newest schema, or to an earlier one, each migration in a transaction of its own."""
    command = import_module("alembic.command")
    config = import_module("alembic.config").Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with begin_writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def created_by(connection: Connection) -> str | None:
    """Which version of Dragoman made the ledger."""
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "created_by"))


def _our_version() -> str:
    try:
        return version("dragoman")
    except PackageNotFoundError:
        return "unknown"
