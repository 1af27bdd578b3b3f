"""Full disks, killed processes, other writers, files that are no ledgers: each for real."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_samples import T1, T2, V1, reading

from dragoman.errors import DragomanError, LedgerBusy, LedgerError, LedgerFull, MissingPart, UsageError
from dragoman.protocols import EventFilter, Store
from dragoman.store import open_store, opening

HERE = Path(__file__).parent


# ------------------------------------------------------------------ full


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _until_full(store: Store) -> int:
    for number in range(1000):
        store.add([reading(f"n{number}-{part}", events=5) for part in range(5)], recorded_at=T1)
    raise AssertionError("the disk was never full")


def test_a_full_disk(small_disk: Path) -> None:
    place = str(small_disk / "ledger.db")
    with open_store(place) as store:
        with pytest.raises(LedgerFull) as caught:
            _until_full(store)
        assert caught.value.place == place
        assert "make room" in caught.value.remedy
        whole = store.counts()
        assert whole["documents"] % 5 == 0
        assert whole["events"] == 5 * whole["documents"] > 0
    assert sqlite3.connect(place).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_disk_that_is_full_from_the_start(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(4 * 1024 * 1024 - 4096))
    with pytest.raises(LedgerFull):
        open_store(str(small_disk / "folder" / "ledger.db"))


def test_a_limit_of_file_sizes(tmp_path: Path) -> None:
    """Needs no rights: the process may not write files of more than 3 MB."""
    done = _python(
        tmp_path,
        "import resource",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))",
        "from dragoman.errors import LedgerFull",
        "store = open_store('ledger.db')",
        "try:",
        "    for n in range(1000): store.add([reading(f'n{n}-{p}', events=5) for p in range(5)], recorded_at=T1)",
        "except LedgerFull as error: print('full:', error)",
    )
    assert done.stdout.startswith("full: ledger.db: no space is left"), done.stderr
    with open_store(str(tmp_path / "ledger.db")) as store:
        whole = store.counts()
    assert whole["events"] == 5 * whole["documents"] > 0


def _python(folder: Path, *lines: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _program(*lines)], cwd=folder, capture_output=True, text=True, check=False
    )


def _program(*lines: str) -> str:
    start = (f"import sys; sys.path.insert(0, {str(HERE)!r})", "from store_samples import *")
    return "\n".join((*start, "from dragoman.store import open_store", *lines))


# ------------------------------------------------------------------ killed


def test_a_process_killed_in_the_middle_leaves_a_whole_ledger(ledger: str) -> None:
    program = _program(
        "import time",
        "from dragoman.store import writing",
        f"store = open_store({ledger!r})",
        "store.add([reading(f'n{n}') for n in range(20)], recorded_at=T1)",
        "settle = writing._settle",
        "def slow(*args):",
        "    settle(*args); print('all rows are written, nothing is committed', flush=True); time.sleep(60)",
        "writing._settle = slow",
        "store.add([reading(f'n{n}') for n in range(10, 300)], recorded_at=T1)",
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("all rows")
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with open_store(ledger) as store:
        assert store.counts()["documents"] == 20
        assert store.counts()["events"] == 40
        added = store.add([reading(f"n{n}") for n in range(10, 300)], recorded_at=T2)
        assert (added.documents, added.unchanged) == (280, 10)
        assert store.counts()["events"] == 600
    if "://" not in ledger:
        assert sqlite3.connect(ledger).execute("PRAGMA integrity_check").fetchone() == ("ok",)


# ------------------------------------------------------------------ others at work


def test_another_writer_who_does_not_let_go(ledger: str) -> None:
    with open_store(ledger) as store, open_store(ledger, busy_seconds=0.2) as second:
        with store._writing():  # type: ignore[attr-defined]
            with pytest.raises(LedgerBusy, match="another process is writing"):
                second.add([reading("a")], recorded_at=T1)
            assert list(second.events()) == []
        second.add([reading("a")], recorded_at=T1)


def test_a_page_is_read_while_reports_come_in(ledger: str) -> None:
    """A reader never waits and never sees half a batch; a list begun before a batch ends without it."""
    with open_store(ledger) as writer, open_store(ledger, read_only=True) as reader:
        writer.add([reading(f"first{n:03d}") for n in range(200)], recorded_at=T1)
        begun = reader.events()
        taken = [next(begun)]
        stop = threading.Event()
        faults: list[BaseException] = []

        def write() -> None:
            try:
                for batch in range(15):
                    writer.add([reading(f"b{batch}-{n}") for n in range(10)], recorded_at=T1)
            except DragomanError as error:
                faults.append(error)
            finally:
                stop.set()

        thread = threading.Thread(target=write)
        thread.start()
        seen = set()
        while not stop.is_set():
            seen.add(len(list(reader.documents())))
        thread.join()
        taken.extend(begun)
        assert faults == []
        assert all(number % 10 == 0 for number in seen)
        assert len(taken) == 400
        assert reader.counts()["documents"] == 350


def test_two_processes_make_and_fill_one_ledger(ledger: str, tmp_path: Path) -> None:
    program = _program(
        f"with open_store({ledger!r}) as store:",
        "    for n in range(10): store.add([reading(f'n{n}-{p}') for p in range(5)], recorded_at=T1)",
    )
    both = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    errors = [process.communicate(timeout=200)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    with open_store(ledger) as store:
        assert store.counts()["documents"] == store.counts()["sightings"] == 50
        assert store.counts()["events"] == 100


def test_reading_only(ledger: str) -> None:
    with pytest.raises(LedgerError, match="there is no ledger here"):
        open_store(ledger, read_only=True)
    with pytest.raises(LedgerError, match="there is no ledger here"):
        open_store(ledger, create=False)
    open_store(ledger).close()
    with open_store(ledger, read_only=True) as store:
        assert list(store.events()) == []
        with pytest.raises(LedgerError, match="reading only"):
            store.add([reading("a")], recorded_at=T1)


# ------------------------------------------------------------------ no ledgers


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are my notes\n" * 500, encoding="utf-8")
    with pytest.raises(LedgerError, match="no ledger") as caught:
        open_store(str(path))
    assert caught.value.place == str(path)
    assert caught.value.remedy
    assert path.read_text(encoding="utf-8") == "these are my notes\n" * 500
    assert [found.name for found in tmp_path.iterdir()] == ["notes.txt"]


def test_a_database_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    with pytest.raises(LedgerError, match="not a ledger of Dragoman"):
        open_store(str(path))


def test_a_truncated_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_store(str(path)) as store:
        store.add([reading(f"n{n}", events=5) for n in range(50)], recorded_at=T1)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(LedgerError, match="damaged"), open_store(str(path)) as store:
        list(store.dump())


def test_a_folder_in_place_of_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="this is a folder"):
        open_store(str(tmp_path))


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LedgerError, match="folder cannot be used"):
        open_store(str(tmp_path / "file" / "ledger.db"))


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").touch()
    with open_store(str(tmp_path / "ledger.db")) as store:
        assert store.counts()["documents"] == 0


def test_a_place_where_one_may_not_write(tmp_path: Path) -> None:
    lines = (
        "from dragoman.errors import LedgerError",
        "for name in ('closed/new/ledger.db', 'closed/ledger.db', 'mine.db'):",
        "    try: open_store(name).add([reading('a')], recorded_at=T1); print('written')",
        "    except LedgerError as error: print(type(error).__name__, error.place, bool(error.remedy))",
    )
    (tmp_path / "closed").mkdir(mode=0o555)
    open_store(str(tmp_path / "mine.db")).close()
    (tmp_path / "mine.db").chmod(0o444)
    start: list[str] = []
    if os.geteuid() == 0:  # root may write anywhere
        user = pwd.getpwnam("nobody")
        start = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        for parent in (tmp_path, *tmp_path.parents):
            if parent.is_relative_to("/tmp/") and parent != Path("/tmp"):
                parent.chmod(0o755)
    command = [*start, sys.executable, "-B", "-c", _program(*lines)]
    try:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"no ordinary user to be: {error}")
    if "ermission denied" in done.stderr or "No module named" in done.stderr:
        pytest.skip("an ordinary user cannot run this Python")
    assert done.stdout.splitlines() == [
        "LedgerError closed/new/ledger.db True",
        "LedgerError closed/ledger.db True",
        "LedgerError mine.db True",
    ], done.stderr


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize("ledger", ["", ":memory:", "mysql://me:secret@host/x", "sqlite://", "nonsense://a:secret@/"])
def test_what_is_no_address(ledger: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_store(ledger)
    assert "secret" not in str(caught.value)


def test_a_path_may_be_given_as_an_address(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/a b/ledger.db").close()
    with open_store(str(tmp_path / "a b" / "ledger.db"), create=False) as store:
        store.add([reading("a")], recorded_at=T1)
        assert store.known([reading("a").document.id], V1)
        assert store.count_events(EventFilter(limit=1)) == 2
        mode = sqlite3.connect(tmp_path / "a b" / "ledger.db").execute("PRAGMA journal_mode").fetchone()
    assert mode == ("wal",)


def test_a_server_that_is_not_there() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match="does not answer") as caught:
        open_store("postgresql://me:secret@127.0.0.1:1/ledger")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1:1" in caught.value.place


def test_postgresql_without_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingPart, match="psycopg") as caught:
        open_store("postgresql://127.0.0.1:1/ledger")
    assert "pip install" in caught.value.remedy


def test_a_connection_that_is_cut(postgres: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with open_store(postgres) as store:
        store.add([reading("a")], recorded_at=T1)
        with psycopg.connect(postgres, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with pytest.raises(LedgerError):
            store.counts()
        assert store.counts()["documents"] == 1
    assert opening.place_of(opening.address(postgres)).startswith("postgresql+psycopg://")
