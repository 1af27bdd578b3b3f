"""The pictures of the terminal under docs/pictures/, made from real output: `python docs/make_pictures.py`.

Each picture is the command line itself, run with colour in a folder of its own and drawn by rich as an SVG. No font is
fetched from anywhere: the picture names a monospaced family and leaves the choice to whoever shows it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

import dragoman

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
KNOWN_BY = "2025-12-31"
COLUMNS = 104
FONT_FACE = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
"""rich's own format fetches a font from a server; a page that is read without a network cannot."""

PAGES = {
    "show": ("show {event} --as-of 2025-12-31 --known-by 2025-12-31",),
    "questions": (
        "dossiers --as-of 2025-01-31 --known-by 2025-01-31",
        "events --actor Vietnam --phase postpone --text visit --limit 1 --as-of 2025-01-31 --known-by 2025-01-31",
    ),
}
"""For each picture the commands that it shows; `{event}` is Chile's demand that the ban be lifted."""


def _run(command: str, folder: Path) -> str:
    environ = {
        **{name: value for name, value in os.environ.items() if name != "NO_COLOR"},
        "FORCE_COLOR": "1",
        "TERM": "xterm-256color",
        "COLUMNS": str(COLUMNS),
        "DRAGOMAN_LEDGER": "story.db",
    }
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "dragoman", *shlex.split(command)],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _demand(folder: Path) -> str:
    with dragoman.open(folder / "story.db") as ledger:
        return str(ledger.events("Chile", type="REQUEST", text="demanded", known_by=KNOWN_BY)[0].event.id)


def draw(name: str, commands: tuple[str, ...], folder: Path) -> str:
    """The picture `name` as SVG: `commands` with what they print in `folder`, where the ledger lies."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True, color_system="truecolor")
        for command in commands:
            asked = command.replace("{event}", _demand(folder)) if "{event}" in command else command
            console.print(Text.assemble(("$ ", "dim"), (f"dragoman {asked}", "bold")))
            console.print(Text.from_ansi(_run(asked, folder)))
        code = FONT_FACE.sub("", CONSOLE_SVG_FORMAT)
        return console.export_svg(title="dragoman", code_format=code, unique_id=f"dragoman-{name}")


def all_pictures() -> dict[str, str]:
    """Every picture by the name of its file."""
    with tempfile.TemporaryDirectory(prefix="dragoman-pictures-") as place:
        folder = Path(place)
        shutil.copytree(ROOT / "examples", folder / "examples")
        _run("read 'examples/story/[0-9]*'", folder)
        return {f"{name}.svg": draw(name, commands, folder) for name, commands in PAGES.items()}


def main() -> None:
    """Write them all."""
    PICTURES.mkdir(exist_ok=True)
    for name, picture in all_pictures().items():
        (PICTURES / name).write_text(picture, encoding="utf-8")
        sys.stderr.write(f"wrote docs/pictures/{name}\n")


if __name__ == "__main__":
    main()
