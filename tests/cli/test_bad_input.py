"""Bad input end to end: the command as a process of its own, each fault for real.

Each gets one clear error that names the file and the remedy and has its own exit code; nothing else is harmed, and no
one ever sees a traceback.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from commands import run_here

pytestmark = pytest.mark.usefixtures("real_reader")

MB = 1024 * 1024
GOOD = (
    "---\npublished: 2024-05-29\n---\nVietnam banned fruit from Chile on Monday. Chile demanded that it lift the ban.\n"
)
FRENCH = (
    "Le ministre a déclaré lundi que son pays ne lèvera pas l'interdiction avant la signature d'un nouvel accord entre "
    "les deux gouvernements. La visite a été reportée et les pourparlers doivent reprendre en mai, selon une source."
)


class Done:
    """What a run left: exit code, output, errors, and the failures that it recorded by the name of their file."""

    def __init__(self, found: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = found.returncode, found.stdout, found.stderr
        assert "Traceback" not in self.err, self.err


def checked(found: subprocess.CompletedProcess[str], code: int | None) -> Done:
    done = Done(found)
    assert code is None or done.code == code, (done.code, done.err)
    return done


def dragoman(*args: object, code: int | None = None, **env: str) -> Done:
    return checked(run_here(*args, **env), code)


def process(*args: object, code: int | None = None, nobody: bool = False) -> Done:
    """The same in a process of its own, where the user, the exit code or what Python itself prints is the point."""
    command = [sys.executable, "-m", "dragoman", *map(str, args)]
    if nobody:
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    return checked(subprocess.run(command, capture_output=True, text=True, check=False), code)


def one_error(done: Done, *parts: str) -> None:
    """The error is one block of what, where and remedy that says all of `parts`."""
    lines = done.err.splitlines()
    blocks = [line for line in lines if line.startswith("dragoman: ")]
    assert len(blocks) == 1, done.err
    assert any(line.strip().startswith("remedy:") for line in lines), done.err
    for part in parts:
        assert part in done.err, (part, done.err)


def locked_pdf(aes: bool = False) -> bytes:
    """A PDF that cannot be opened without a password; `aes` as newer programs encrypt."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    raw = out.getvalue()
    return raw.replace(b"/V 2", b"/V 5").replace(b"/R 3", b"/R 6") if aes else raw


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n \t", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "wrong.txt": (b"\xff\xfe\x00\xd8", "utf-16"),
    "line.jsonl": (b'{"text": "' + b"x" * 50 * MB, "a line of more than"),
    "broken.pdf": (b"%PDF-1.7\nbroken", "broken PDF"),
    "locked.pdf": (locked_pdf(), "password"),
    "aes.pdf": (locked_pdf(aes=True), "encrypted"),
    "cut.json": (b'{"text": "x', "not valid JSON"),
    "number.json": (b"3", "not a record but a number"),
    "list.jsonl": (b"[1]\n", "not a record but an array"),
    "no_text.jsonl": (b'{"title": "x"}\n', "neither text nor html"),
    "mail.eml": (b"Subject: x\n\n", "without a text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    raw, reason = BAD[name]
    (tmp_path / name).write_bytes(raw)
    done = dragoman("read", tmp_path / name, "--ledger", tmp_path / "l.db", code=65)
    one_error(done, reason, name)
    assert len(done.err) < 1500


def test_all_of_them_beside_a_good_one(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (raw, _) in BAD.items():
        (folder / name).write_bytes(raw)
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    records = [
        {"id": "fr-1", "text": "The envoy said that talks would go on.", "language": "fr"},
        {"id": "fr-2", "text": FRENCH},
        {"id": "en-1", "text": "The envoy of Chile met the envoy of Vietnam.", "language": "en-GB"},
    ]
    (folder / "records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    ledger = tmp_path / "l.db"
    done = json.loads(dragoman("read", folder, "--ledger", ledger, "--format", "json", code=0).out)
    assert (done["read"], done["failed"]) == (2, len(BAD) + 2)
    told = json.loads(dragoman("status", "--ledger", ledger, "--format", "json", code=0).out)
    failures = {Path(each["path"].partition(":")[0]).name: each for each in told["failures"]}
    assert set(failures) == {*BAD, "fr-1", "fr-2"}
    for name, (_, reason) in BAD.items():
        assert reason in failures[name]["reason"]
        assert failures[name]["remedy"]
    for name in ("fr-1", "fr-2"):
        assert failures[name]["stage"] == "language"
        assert "only English" in failures[name]["reason"]
        assert failures[name]["remedy"]
    events = dragoman("events", "--ledger", ledger, "--format", "jsonl", code=0).out.splitlines()
    assert {Path(json.loads(line)["path"]).name for line in events} == {"good.txt", "en-1"}


def test_what_is_not_there(tmp_path: Path) -> None:
    done = process("read", tmp_path / "none.txt", "--ledger", tmp_path / "l.db", code=65)
    one_error(done, "no such file", "none.txt")
    one_error(dragoman("read", tmp_path, "--ledger", tmp_path / "l.db", code=65), "no report was found", str(tmp_path))
    done = process("events", "--ledger", tmp_path / "none.db", code=74)
    one_error(done, "none.db", "dragoman read")
    assert not (tmp_path / "none.db").exists()


@pytest.fixture
def open_path(tmp_path: Path) -> Path:
    """A folder that everybody may pass through, as where reports really lie."""
    for place in (tmp_path, *tmp_path.parents):
        if place.name.startswith(("pytest-", "popen-", "test_")):
            place.chmod(place.stat().st_mode | 0o055)
    return tmp_path


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may read all; no setpriv")
def test_a_folder_without_permission(open_path: Path) -> None:
    locked, own = open_path / "locked", open_path / "own"
    locked.mkdir(mode=0)
    own.mkdir()
    own.chmod(0o777)
    try:
        done = process("read", locked, "--ledger", own / "l.db", nobody=os.geteuid() == 0)
    finally:
        locked.chmod(0o700)
    if "No module named" in done.err:
        pytest.skip("the installation cannot be read by another user")
    assert done.code == 65, done.err
    one_error(done, "no permission", "locked")


@pytest.mark.parametrize("name", ["DRAGOMAN_MODEL", "--model"])
def test_a_model_that_is_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    ledger = tmp_path / "l.db"
    if name == "--model":
        done = dragoman("read", tmp_path / "good.txt", "--ledger", ledger, "--model", "nonsense", code=69)
    else:
        done = dragoman("read", tmp_path / "good.txt", "--ledger", ledger, code=69, DRAGOMAN_MODEL="nonsense")
    one_error(done, "nonsense", "pip install")
    with sqlite3.connect(ledger) as connection:
        assert connection.execute("SELECT count(*) FROM failures").fetchone() == (0,)


def test_a_model_that_is_missing_in_every_process(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    args = ("--ledger", tmp_path / "l.db", "--processes", 2, "--model", "nonsense")
    one_error(process("read", tmp_path / "good.txt", *args, code=69), "nonsense")


# ------------------------------------------------------------------ ledgers


def test_a_ledger_of_a_newer_version(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    (tmp_path / "french.txt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    dragoman("read", tmp_path / "empty.txt", "--ledger", ledger, code=65)
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = ledger.read_bytes()
    for command in (["status"], ["events"], ["read", tmp_path / "french.txt"]):
        one_error(dragoman(*command, "--ledger", ledger, code=78), "l.db", "upgrade Dragoman")
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("content", [b"Dear diary,\n" * 500, b"\x00" * 5000])
def test_what_is_no_ledger(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "diary.txt"
    place.write_bytes(content)
    for command in ("status", "events", "documents"):
        one_error(dragoman(command, "--ledger", place, code=74), "diary.txt", "--ledger")
    assert place.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    one_error(dragoman("status", "--ledger", place, code=74), "other.db", "not a ledger", "--ledger")


def test_a_question_that_is_not_clear(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    (tmp_path / "empty.txt").write_bytes(b"")
    dragoman("read", tmp_path / "empty.txt", "--ledger", ledger, code=65)
    for args, part in (
        (["events", "--actor", "Frnace"], "France"),
        (["events", "--from", "soon"], "no date"),
        (["events", "--type", "CONSULTT"], "CONSULT"),
        (["evnts"], "events"),
    ):
        done = dragoman(*args, *(["--ledger", ledger] if len(args) > 1 else []), code=64)
        one_error(done, part)


# ------------------------------------------------------------------ a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB: room for an empty ledger and some reports."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def until_full(folder: Path, ledger: Path, limit: str = "") -> None:
    """Read until no space is left for the ledger; what was committed before must be whole."""
    many = folder / "many.jsonl"
    with many.open("w", encoding="utf-8") as file:
        for number in range(120):  # texts that no compression makes small
            text = f"The envoy left. {os.urandom(8000).hex()}"
            file.write(json.dumps({"id": f"r{number}", "text": text, "language": "en"}) + "\n")
    code = f"import sys; {limit} sys.argv[0] = 'dragoman'; from dragoman.cli import main; main()"
    command = [sys.executable, "-c", code, "read", str(many), "--ledger", str(ledger)]
    done = Done(subprocess.run(command, capture_output=True, text=True, check=False))
    assert done.code == 74, done.err
    one_error(done, "no space is left", "l.db", "make room")
    with sqlite3.connect(ledger) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert 0 < connection.execute("SELECT count(*) FROM documents").fetchone()[0] < 120


def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    until_full(tmp_path, small_disk / "l.db")


def test_a_limit_of_file_sizes(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000));"
    until_full(tmp_path, tmp_path / "l.db", limit)


def test_output_to_a_full_disk(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    (tmp_path / "empty.txt").write_bytes(b"")
    dragoman("read", tmp_path / "empty.txt", "--ledger", tmp_path / "l.db", code=65)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "dragoman", "status", "--ledger", str(tmp_path / "l.db")]
        found = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert found.returncode == 74
    assert "Traceback" not in found.stderr
    assert "no space is left" in found.stderr
