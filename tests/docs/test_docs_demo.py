"""`examples/demo.py` runs in a pipe, asks nothing, and shows answers with their evidence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


SHOWN = [
    "11 reports",  # what was read
    "documents          11",  # what the ledger holds
    "“Chile on Tuesday demanded that Vietnam lift its ban",  # a quotation
    "requested (lift)",  # a lifting that was only asked for
    "Austral News Agency > two people familiar with the preparations",  # a chain of sources
    "2 events in 2 reports, 1 different sentence",  # the near copy
    "denied",  # one of the two accounts
    "09_undated_background.txt",  # the undated report
    "“last November”",  # a clue to its day
    "Peru signs blueberry deal with Vietnam",  # a related headline, which is no event
    "[demanded|",  # the words of one event, marked
    "postponed",  # the state of a matter
    "What next",
]
"""Words that must be printed."""


def run(folder: Path) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")}
    environ |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "TMPDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "examples/demo.py"],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    assert not list(folder.rglob("story.db")), "the ledger is left behind"
    return done.stdout


def test_the_demo_shows_what_it_promises_and_no_colour_gets_into_a_pipe(tmp_path: Path) -> None:
    printed = run(tmp_path)
    assert [words for words in SHOWN if words not in printed] == []
    assert "(nothing found)" not in printed
    assert "\x1b" not in printed
    assert not re.search(r"\bPER\b", printed.partition("The web page")[0])
