"""The pictures under docs/pictures/, made from the example story: `python docs/make_pictures.py [terminal|pages]`.

A picture of the terminal is the command line itself, run with colour in a folder of its own and drawn by rich as an
SVG. No font is fetched from anywhere: the picture names a monospaced family and leaves the choice to whoever shows it.
A picture of a page is that page in Chromium, served from the same ledger; without Chromium they are left as they are.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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


# ------------------------------------------------------------------ pages

WIDE, NARROW = (1280, 900), (390, 844)
ON = "as_of=2025-12-31&known_by=2025-12-31"
SHOTS = {
    "page-new": (f"/?{ON}", WIDE, "light"),
    "page-dossiers": (f"/dossiers?{ON}", WIDE, "light"),
    "page-dossier": (f"/dossiers/{{ban}}?{ON}", WIDE, "light"),
    "page-dossier-dark": (f"/dossiers/{{ban}}?{ON}", WIDE, "dark"),
    "page-dossier-phone": (f"/dossiers/{{ban}}?{ON}", NARROW, "light"),
    "page-event": (f"/events/{{demand}}?{ON}", WIDE, "light"),
    "page-two-sides": (f"/timeline?a=Chile&b=Vietnam&{ON}", WIDE, "light"),
    "page-actor": (f"/actors/CHL?{ON}", WIDE, "light"),
    "page-report": (f"/reports/{{report}}?{ON}", WIDE, "light"),
    "page-plans": (f"/plans?{ON}", WIDE, "light"),
    "page-requests": (f"/requests?by=Chile&{ON}", WIDE, "light"),
    "page-events": (f"/events?actor=Chile&with=Vietnam&{ON}", WIDE, "light"),
    "page-search": (f"/search?q=cherries&{ON}", WIDE, "light"),
    "page-claims": (f"/claims?{ON}", WIDE, "light"),
    "page-actors": (f"/actors?{ON}", WIDE, "light"),
    "page-reports": (f"/reports?{ON}", WIDE, "light"),
    "page-changes": (f"/changes?since=2024-11-01&{ON}", WIDE, "light"),
    "page-review": (f"/review?{ON}", WIDE, "light"),
    "page-ledger": (f"/ledger?{ON}", WIDE, "light"),
    "page-add": ("/add", WIDE, "light"),
}
"""For each picture of a page: its address, the size of the window, and whether it is light or dark."""


def _ids(folder: Path) -> dict[str, str]:
    """What the addresses name: Chile's demand, the report that it stands in, the ban."""
    with dragoman.open(folder / "story.db") as ledger:
        demand = ledger.events("Chile", type="REQUEST", text="demanded", known_by=KNOWN_BY)[0].event
        ban = ledger.dossiers(kind="measure", text="ban on Chilean cherries", known_by=KNOWN_BY)[0]
        return {"demand": demand.id, "report": demand.document, "ban": ban.id}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def shoot(folder: Path, browser: str) -> Iterator[tuple[str, bytes]]:
    """Every page of the story's ledger in `folder` as a PNG, in the browser given."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    port, ids = _free_port(), _ids(folder)
    command = [sys.executable, "-m", "dragoman", "serve", "--ledger", "story.db", "--port", str(port)]
    environ = {**os.environ, "LOGNAME": "anna", "USER": "anna"}
    with subprocess.Popen(command, cwd=folder, env=environ, stderr=subprocess.PIPE) as server:  # noqa: S603 - our own
        try:
            _wait(port)
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
                for name, (path, (width, height), scheme) in SHOTS.items():
                    size = {"width": width, "height": height}
                    page = chromium.new_page(viewport=size, color_scheme=scheme, locale="en-GB")
                    page.goto(f"http://127.0.0.1:{port}{path.format(**ids)}")
                    page.evaluate("document.querySelectorAll('.clocks').forEach((one) => one.removeAttribute('open'))")
                    yield f"{name}.png", page.screenshot()
                    page.close()
        finally:
            server.terminate()


def _wait(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def all_pages() -> dict[str, bytes]:
    """Every picture of a page by the name of its file; none where there is no Chromium."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.stderr.write("no Chromium here: the pictures of pages stay as they are\n")
        return {}
    with tempfile.TemporaryDirectory(prefix="dragoman-pictures-") as place:
        folder = Path(place)
        shutil.copytree(ROOT / "examples", folder / "examples")
        _run("read 'examples/story/[0-9]*'", folder)
        return dict(shoot(folder, browser))


def main() -> None:
    """Write them all, or those of the terminal or of the pages."""
    wanted = sys.argv[1:] or ["terminal", "pages"]
    PICTURES.mkdir(exist_ok=True)
    made: dict[str, bytes] = {}
    if "terminal" in wanted:
        made.update({name: picture.encode() for name, picture in all_pictures().items()})
    if "pages" in wanted:
        made.update(all_pages())
    for name, picture in made.items():
        (PICTURES / name).write_bytes(picture)
        sys.stderr.write(f"wrote docs/pictures/{name}\n")


if __name__ == "__main__":
    main()
