"""The examples of the README and of these pages: found, run, compared, and written anew where they went stale.

    python docs/examples.py            say which examples no longer hold
    python docs/examples.py --write    put what the commands print now in their place

A block fenced as `console` holds commands behind "$ " and, if any are shown, the lines that they print; `python` is
run; `pycon` is run and compared. What cannot be run (an installation, a server) is fenced as `sh`, or stands under a
comment `<!-- not run: why -->`. A block under `<!-- add to FILE -->` is added to that file of the project, in a copy of
its sources that the commands below it use. All blocks of a page run in order in one folder that holds `examples/` and
`story.db`, the ledger of the example story, which `DRAGOMAN_LEDGER` names. A line that is one command of ours and
nothing for the shell is run in this process, where models and knowledge are loaded once, unless the page has brought
knowledge of its own by then; all others are run by bash.

A shown line `...` stands for any number of lines and `...` within a line for any text; blanks count as one.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from dragoman.cli import main as dragoman
from dragoman.lexicon.own_files import own_files

ROOT = Path(__file__).resolve().parent.parent
READ_STORY = "dragoman read 'examples/story/[0-9]*'"
MOST_LINES = 14
MOST_COLUMNS = 150
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_PROGRESS = re.compile(r"^read [\d,]+ reports \(.*\n", re.MULTILINE)
"""Lines that come every few seconds: how many there are depends on the machine."""
_NOT_RUN = re.compile(r"<!-- not run: [^>]+ -->\s*\Z")
_QUOTED = re.compile(r"'[^']*'|\"[^\"$`\\]*\"")
_FOR_THE_SHELL = re.compile(r"[^\w\s/.,:=@%+-]|--processes|--cluster")
_ADD = re.compile(r"<!-- add to ([^> ]+) -->\s*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, its line in the page, whether it is run, and the file it is added to."""

    language: str
    text: str
    line: int
    runs: bool
    file: str | None


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a console block and the lines shown under it, `None` where none are."""

    line: str
    shown: str | None


def pages() -> list[Path]:
    """Every page with examples: the README, how to contribute, and the documentation."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for match in _FENCE.finditer(text):
        before = text[: match.start()]
        runs = match[1] in ("console", "python", "pycon") and not _NOT_RUN.search(before)
        added = _ADD.search(before)
        yield Block(match[1], match[2], before.count("\n") + 1, runs, added[1] if added else None)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block. A line that ends in a backslash goes on in the next."""
    lines = block.text.splitlines()
    at = 0
    while at < len(lines):
        if not lines[at].startswith("$ "):
            raise ValueError(f"a console block begins with a command, not with {lines[at]!r}")
        asked = [lines[at][2:]]
        at += 1
        while asked[-1].endswith("\\"):
            asked.append(lines[at])
            at += 1
        shown = []
        while at < len(lines) and not lines[at].startswith("$ "):
            shown.append(lines[at])
            at += 1
        yield Command("\n".join(asked), "\n".join(shown).strip("\n") or None)


def environment(folder: Path) -> dict[str, str]:
    """The environment of an example: our command first, no settings but ours, output as in a pipe."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DRAGOMAN_", "XDG_"))}
    for name in ("FORCE_COLOR", "COLUMNS"):
        kept.pop(name, None)
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": str(folder),
        "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{ROOT / 'src'}",
        "DRAGOMAN_LEDGER": "story.db",
    }


def run_command(line: str, folder: Path) -> str:
    """What a command prints, errors last. A command that fails raises RuntimeError with all of it."""
    words = _own_words(line)
    with _inside(folder):
        if words and not own_files() and not Path("src").exists():
            here = CliRunner(catch_exceptions=False).invoke(dragoman, words)
            return _printed(line, here.exit_code, here.stdout, here.stderr)
    shell = ["bash", "-o", "pipefail", "-c", line]
    done = subprocess.run(  # noqa: S603 - the examples are ours
        shell,
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    return _printed(line, done.returncode, done.stdout, done.stderr)


def _printed(line: str, code: int, out: str, err: str) -> str:
    printed = (out + _PROGRESS.sub("", err)).rstrip()
    if code:
        raise RuntimeError(f"$ {line}\nleft with exit code {code}:\n{printed}")
    return printed


def _own_words(line: str) -> list[str]:
    """The words behind `dragoman` of a line that is this one command and holds nothing for the shell, else none."""
    whole = line.replace("\\\n", " ")
    if not whole.startswith("dragoman ") or _FOR_THE_SHELL.search(_QUOTED.sub("", whole)):
        return []
    return shlex.split(whole)[1:]


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """This process as the one of an example: its folder and its environment."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment(folder))
    try:
        with chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def matches(shown: str, printed: str) -> bool:
    """Whether `printed` is what the page shows, by the rules at the head of this module."""
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*"
        else:
            pattern += r"[^\n]*".join(re.escape(part.strip()) for part in _blanks(line).split("...")) + "\n"
    return re.fullmatch(pattern, "".join(f"{_blanks(line)}\n" for line in printed.splitlines())) is not None


def _blanks(line: str) -> str:
    return " ".join(line.split())


def prepare(folder: Path, ledger: Path | None) -> None:
    """Put the example story and its ledger (read anew where `ledger` is `None`) into `folder`."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    if ledger is None:
        run_command(READ_STORY, folder)
    else:
        shutil.copy(ledger, folder / "story.db")


def run_page(page: Path, folder: Path) -> Iterator[tuple[Block, Command | None, str]]:
    """Run a page in a prepared folder. Gives what does not hold: the block, the command if it is one, the report."""
    names: dict[str, Any] = {"__name__": "example"}
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.file:
            _add(block, folder)
        if not block.runs:
            continue
        if block.language == "console":
            for command in commands(block):
                printed = run_command(command.line, folder)
                if command.shown is not None and not matches(command.shown, printed):
                    yield block, command, printed
        elif report := _python(page, block, folder, names):
            yield block, None, report


def _add(block: Block, folder: Path) -> None:
    """Add a block to a file of the project, in a copy of its sources that lies in `folder`."""
    if not (folder / "src").exists():
        shutil.copytree(ROOT / "src", folder / "src")
        shutil.copytree(ROOT / "tests" / "gold", folder / "tests" / "gold")
    with (folder / str(block.file)).open("a", encoding="utf-8") as file:
        file.write(block.text)


def _python(page: Path, block: Block, folder: Path, names: dict[str, Any]) -> str:
    """Run a block of Python in `folder`; what differs from what is shown, or ""."""
    with _inside(folder):
        if block.language == "python":
            code = compile(block.text, f"{page.name}:{block.line}", "exec")
            with redirect_stdout(io.StringIO()):
                exec(code, names)  # noqa: S102 - the examples are ours
            return ""
        return _doctest(page, block, names)


def _doctest(page: Path, block: Block, names: Mapping[str, Any]) -> str:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(block.text, dict(names), page.name, str(page), block.line)
    reports: list[str] = []
    doctest.DocTestRunner(optionflags=flags, verbose=False).run(test, out=reports.append, clear_globs=False)
    if isinstance(names, dict):
        names.update(test.globs)
    return "".join(reports)


_VARIES = (
    (re.compile(rf"as of {datetime.now(UTC).date()}(, known by {datetime.now(UTC).date()})?"), "as of ..."),
    (re.compile(r"(confidence +)[01]\.\d\d"), r"\1..."),
    (re.compile(r"\b(oc|ds)_[a-z2-7]{16}"), r"\1_..."),
    (re.compile(r"\b\d+( events?,| claims?,| actors?,| in view)"), r"...\1"),
)
"""What a page need not repeat: the day of today, a figure that calibration moves, ids and counts that linking moves."""


def shortened(printed: str) -> str:
    """What a page shows of an output: not too many lines, none too long, and nothing that varies by itself."""
    for pattern, instead in _VARIES:
        printed = pattern.sub(instead, printed)
    lines = printed.splitlines()
    cut = [line if len(line) <= MOST_COLUMNS else f"{line[:MOST_COLUMNS].rstrip()}..." for line in lines[:MOST_LINES]]
    return "\n".join([*cut, *(["..."] if len(lines) > MOST_LINES else [])])


def main(write: bool) -> int:
    """Check every page; with `write`, mend the outputs that went stale. Gives how many did not hold."""
    stale = 0
    with tempfile.TemporaryDirectory(prefix="dragoman-docs-") as place:
        first = Path(place) / "first"
        first.mkdir()
        prepare(first, None)
        for number, page in enumerate(pages()):
            folder = Path(place) / str(number)
            folder.mkdir()
            prepare(folder, first / "story.db")
            text = page.read_text(encoding="utf-8")
            for block, command, printed in run_page(page, folder):
                stale += 1
                sys.stderr.write(f"{page.relative_to(ROOT)}:{block.line}: {command.line if command else 'Python'}\n")
                if command is None or not write:
                    sys.stderr.write(f"{printed}\n")
                    continue
                old = f"$ {command.line}\n{command.shown}"
                text = text.replace(old, f"$ {command.line}\n{shortened(printed)}", 1)
            if write:
                page.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(1 if main("--write" in sys.argv[1:]) and "--write" not in sys.argv[1:] else 0)
