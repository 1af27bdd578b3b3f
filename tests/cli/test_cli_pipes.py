from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("driver.py")


def command(*args: object) -> list[str]:
    return [sys.executable, str(DRIVER), *map(str, args)]


def on_terminal(*args: object, **environment: str) -> str:
    """What a person at a terminal sees."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", **environment}
    process = subprocess.Popen(command(*args), stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says EIO where the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert process.wait(30) == 0, seen
    return seen.decode()


def test_colour_and_words_on_a_terminal(ledger):
    seen = on_terminal("events", "--ledger", ledger)
    assert "\x1b[32moccurred" in seen
    assert "SANCTION" in seen


def test_no_color_is_honoured(ledger):
    seen = on_terminal("events", "--ledger", ledger, NO_COLOR="1")
    assert "occurred" in seen
    for colour in range(30, 50):
        assert f"\x1b[{colour}m" not in seen
        assert f";{colour}m" not in seen


def test_reading_shows_progress_on_a_terminal(tmp_path, story):
    seen = on_terminal("read", story, "--ledger", tmp_path / "t.db")
    assert "loading models" in seen
    assert "━" in seen
    assert "3 reports" in seen


def test_no_colour_and_no_progress_in_a_pipe(tmp_path, story):
    found = subprocess.run(
        command("read", story, "--ledger", tmp_path / "t.db"), capture_output=True, text=True, check=True
    )
    assert "\x1b" not in found.stdout
    assert found.stderr == ""
    table = subprocess.run(command("events", "--ledger", tmp_path / "t.db"), capture_output=True, text=True, check=True)
    assert "\x1b" not in table.stdout
    assert "[banned]" in table.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"Chile met Vietnam in hall {number} on 2024-12-02.", encoding="utf-8")
    ledger = tmp_path / "x.db"
    subprocess.run(command("read", folder, "--ledger", ledger), capture_output=True, check=True)
    events = subprocess.Popen(
        command("events", "--ledger", ledger, "--format", "jsonl"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert events.stdout is not None
    assert events.stderr is not None
    events.stdout.readline()
    events.stdout.close()
    assert events.wait(30) == 0
    assert events.stderr.read() == b""
    events.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_below_the_output_is_one_clear_error(ledger):
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            command("events", "--ledger", ledger, "--format", "jsonl"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert found.returncode == 74
    assert "no space" in found.stderr
    assert "Traceback" not in found.stderr


HEAVY = (
    *("spacy", "thinc", "numpy", "rich", "alembic", "polars", "pandas", "pyarrow", "lxml", "trafilatura", "pypdf"),
    *("altair", "vl_convert", "typst", "fastapi", "starlette", "uvicorn", "jinja2", "pydantic", "httpx", "httpx2"),
    *("feedparser", "protego", "fastwarc", "rensa", "ray", "fsspec", "psycopg", "sqlalchemy.dialects.postgresql"),
    *("dragoman.pipeline", "dragoman.lexicon.frames", "dragoman.lexicon.actors", "dragoman.ledger.linking"),
)
"""Libraries and parts of Dragoman that no question about countries needs."""


@pytest.mark.parametrize(
    "asked", [["events", "--actor", "Chile"], ["dossiers"], ["status"], ["timeline", "Chile", "Peru"], ["documents"]]
)
def test_a_question_imports_nothing_heavy(ledger, asked):
    code = (
        "import sys\n"
        "from dragoman.cli import main\n"
        "try:\n"
        f"    main({[*asked, '--ledger', str(ledger), '--format', 'json']!r})\n"
        "except SystemExit as done:\n"
        "    assert not done.code, done.code\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stderr.strip() == "[]"


def test_importing_the_package_loads_nothing():
    code = "import sys, dragoman; print(sorted(m for m in sys.modules if m.startswith('dragoman')))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['dragoman']"


@pytest.mark.parametrize("columns", ["60", "80", "100", "200"])
def test_no_word_is_cut_off_on_a_narrow_terminal(ledger, columns):
    seen = on_terminal("events", "--ledger", ledger, "--type", "SANCTION", COLUMNS=columns)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", seen)
    assert all(len(line.rstrip("\r")) <= int(columns) for line in plain.split("\n"))
    for word in ("Vietnam", "banned", "Chile", "from", "its", "market", "there", "said.", "SANCTION", "begin"):
        assert word in plain
