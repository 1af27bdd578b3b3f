"""Ledgers for the tests: every test that asks for `ledger` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.protocols import Store
from dragoman.store import open_store


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _as_user(user: pwd.struct_passwd | None) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if user is None:
        return []
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _quietly(command: list[object], folder: Path) -> None:
    parts = [str(part) for part in command]
    subprocess.run(parts, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a private PostgreSQL server that lives as long as the tests."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    if user is not None and shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL does not run as root, and setpriv is not installed")
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = _as_user(user)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=30"
    data = folder / "data"
    make = [programs / "initdb", "-D", data, "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    control = [*run, programs / "pg_ctl", "-D", data, "-w", "-s"]
    try:
        _quietly([*run, *make], folder)
        _quietly([*control, "-l", folder / "log", "-o", options, "start"], folder)
        try:
            yield f"postgresql://dragoman@127.0.0.1:{port}"
        finally:
            _quietly([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(cluster: str) -> str:
    """The address of an empty database."""
    psycopg = pytest.importorskip("psycopg")
    name = f"t{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return f"{cluster}/{name}"


_numbers = iter(range(1_000_000))


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A ledger that does not exist yet: a path, or an address."""
    if request.param == "sqlite":
        return str(tmp_path / "folder" / "ledger.db")
    return str(request.getfixturevalue("postgres"))


@pytest.fixture
def store(ledger: str) -> Iterator[Store]:
    with open_store(ledger) as opened:
        yield opened
