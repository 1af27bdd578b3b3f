"""The command line, run in the process of the tests: where no process is the point, its models need not be loaded."""

from __future__ import annotations

import os
from subprocess import CompletedProcess
from unittest.mock import patch

from click.testing import CliRunner

from dragoman.cli import main

OWN = ("DRAGOMAN_LEDGER", "DRAGOMAN_PROCESSES", "FORCE_COLOR")


def run_here(*args: object, **environment: str) -> CompletedProcess[str]:
    """What `dragoman` with these words prints and leaves with. What it does not catch itself is raised."""
    words = [str(arg) for arg in args]
    kept = {name: value for name, value in os.environ.items() if name not in OWN}
    with patch.dict(os.environ, {**kept, **environment}, clear=True):
        done = CliRunner(catch_exceptions=False).invoke(main, words)
    return CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def told_by(*args: object, code: int = 0) -> str:
    """What a command prints that must leave with `code`."""
    done = run_here(*args)
    assert done.returncode == code, done.stderr
    return done.stdout
