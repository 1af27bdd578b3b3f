"""The example story, read and asked: what `make demo` shows.

Eleven invented reports about a fruit ban between Chile and Vietnam are read into a ledger that is thrown away
afterwards. Every answer below comes from that ledger, through the command line or the Python API.

Run it with `make demo`, or `python examples/demo.py`. It asks nothing and works in a pipe.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

import dragoman

STORY = Path(__file__).parent / "story"
REPORTS = os.path.relpath(STORY / "[0-9]*")
TODAY = "2025-12-31"
"""The day on which the questions are asked: the story ends in September 2025."""
WIDTH = 100

REALITY = {
    "occurred": "green",
    "ongoing": "cyan",
    "scheduled": "blue",
    "agreed": "blue",
    "proposed": "yellow",
    "requested": "yellow",
    "conditional": "yellow",
    "unlikely": "magenta",
    "not-occurred": "red",
    "denied": "red",
}


class Demo:
    """One run: where it prints, and the ledger it asks."""

    def __init__(self, console: Console, ledger_file: Path) -> None:
        """`ledger_file` is made by `read`."""
        self.console = console
        self.file = ledger_file
        self.step = 0

    # ------------------------------------------------------------------ printing

    def heading(self, title: str, *lines: str) -> None:
        """A numbered heading, and what to look for."""
        self.step += 1
        self.console.print()
        self.console.print(Rule(f"[bold]{self.step}. {title}[/]", align="left", style="cyan"))
        if lines:
            self.console.print(" ".join(lines), style="italic", highlight=False, markup=False)
        self.console.print()

    def command(self, *args: str) -> None:
        """Run the command line and let its output through."""
        shown = " ".join(f"'{arg}'" if set(arg) & set(" []*") else arg for arg in args if arg != str(self.file))
        self.console.print(f"$ dragoman {shown.replace(' --ledger', '')}", style="bold yellow", markup=False)
        self.console.file.flush()
        environ = {**os.environ, "COLUMNS": str(self.console.width)}
        done = subprocess.run(  # noqa: S603 - our own command with our own words
            [sys.executable, "-m", "dragoman", *args], env=environ, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise SystemExit(
                f"dragoman {args[0]} failed with exit code {done.returncode}; `dragoman doctor` may say why"
            )

    def event(self, ledger: dragoman.Ledger, row: Any) -> None:
        """An event as a card: when, who, what, how real; the words; who says so."""
        event = row.event
        head = Text()
        head.append(f"{when(event.date):<26}", "bold magenta")
        head.append_text(people(event))
        head.append(f"  {' '.join(filter(None, (event.type, event.mode)))}", "bold")
        head.append(f"  {event.status}", REALITY.get(str(event.status), ""))
        if event.phase:
            head.append(f" ({event.phase})", "magenta")
        self.console.print(head)
        marked = ledger.show(event.id, known_by=TODAY).evidence[0]
        quote = Text(f"“{event.evidence.quote}”", "dim")
        quote.highlight_words(
            [mark.text for mark in marked.marks if mark.kind == "trigger"], "not dim bold black on yellow"
        )
        self.console.print(Padding(quote, (0, 0, 0, 3)))
        chain = [row.source.outlet or row.source.sightings[0].path, *(link.source for link in event.attribution)]
        line = f"{' > '.join(chain)}, {when(row.source.published)}; {event.id}"
        self.console.print(Padding(Text(line, "cyan"), (0, 0, 1, 3)))

    def events(self, ledger: dragoman.Ledger, rows: Iterable[Any]) -> None:
        """Cards, or a line that says that there are none."""
        found = list(rows)
        for row in found:
            self.event(ledger, row)
        if not found:
            self.console.print("   (nothing found)", style="red")

    # ------------------------------------------------------------------ the questions

    def read(self) -> None:
        """Reports in."""
        self.heading(
            "Read the reports",
            "Text with front matter, JSON lines, an e-mail, a web page; one of them says nothing about its own date.",
        )
        self.command("read", REPORTS, "--ledger", str(self.file))

    def holdings(self) -> None:
        """What is in the ledger."""
        self.heading("What does the ledger hold?")
        self.command("status", "--ledger", str(self.file))

    def timeline(self, ledger: dragoman.Ledger) -> None:
        """The two sides, month by month."""
        self.heading(
            "What did Chile and Vietnam do to one another?",
            "Look at the status: what was demanded, planned or denied is recorded,",
            "and is not mixed up with what happened.",
        )
        table = Table(box=None, pad_edge=False, show_header=True, header_style="bold dim", width=self.console.width)
        for name in ("when", "who", "act", "status"):
            table.add_column(name, overflow="fold", no_wrap=name == "when")
        undated = 0
        for month in ledger.timeline("Chile", "Vietnam", known_by=TODAY):
            for row in month.events:
                event = row.event
                if event.date is None:
                    undated += 1
                    continue
                act = Text(" ".join(filter(None, (event.type, event.mode))), "bold")
                if event.matter:
                    act.append(f" · {event.matter.object or event.matter.matter_class}", "not bold")
                status = Text(str(event.status), REALITY.get(str(event.status), ""))
                status.append(f" ({event.phase})" if event.phase else "", "magenta")
                table.add_row(when(event.date), people(event), act, status)
        self.console.print(table)
        says = f"and {undated} more for which the reports give no day that Dragoman is sure of: it does not guess"
        self.console.print(says, style="dim", highlight=False)

    def ban(self, ledger: dragoman.Ledger) -> None:
        """The measure and the calls to end it."""
        self.heading(
            "The ban: who imposed it, and was it lifted?",
            "A demand to lift the ban holds a lifting inside it. That one is 'requested',",
            "so nobody is told that the ban has gone.",
        )
        self.events(ledger, ledger.events("Vietnam", type="SANCTION", known_by=TODAY, limit=3))
        for status, most in (("requested", 2), ("occurred", 1)):
            rows = ledger.events("Vietnam", phase=["lift", "ease"], status=status, known_by=TODAY, limit=most)
            self.events(ledger, rows)

    def visit(self, ledger: dragoman.Ledger) -> None:
        """The postponed visit, from two reports of which one is a near copy."""
        self.heading(
            "The visit: who says that it was put off?",
            "The source is not the outlet but two unnamed people whom it cites.",
            "The second report is a near copy of the first under another headline:",
            "the same sentence from another paper is no second confirmation.",
        )
        rows = list(ledger.events("Vietnam", phase="postpone", text="visit", known_by="2025-01-31"))
        self.events(ledger, rows)
        quotes = {row.event.evidence.quote for row in rows}
        linked = {row.occurrence for row in rows}
        told = (
            f"{len(rows)} events in {len({row.source.id for row in rows})} reports, {len(quotes)} different sentence(s)"
        )
        if None not in linked and rows:
            told += f"; linked to {len(linked)} occurrence(s)"
        self.console.print(f"   {told}", style="bold", highlight=False)

    def accounts(self, ledger: dragoman.Ledger) -> None:
        """Two sides that say different things."""
        self.heading(
            "Two accounts that disagree",
            "Did Chile accept the cold treatment? Did Vietnam promise to reopen its market? The two capitals differ.",
            "Each account stands with its source and its status; neither wins.",
        )
        for words in ("cold treatment", "promised"):
            self.events(ledger, ledger.events(text=words, known_by="2025-04-30"))
        table = Table(box=None, pad_edge=False, header_style="bold dim", width=self.console.width)
        for name in ("who says", "stance", "words"):
            table.add_column(name, overflow="fold")
        for row in ledger.claims(known_by="2025-04-30"):
            if row.source.sightings[0].path.endswith(("07_talks_held_hanoi.txt", "08_talks_held_santiago.txt")):
                claim = row.claim
                side = f" (for {claim.side})" if claim.side else ""
                table.add_row(f"{claim.speaker or '?'}{side}", str(claim.stance), Text(claim.evidence.quote, "dim"))
        self.console.print(table)

    def undated(self, ledger: dragoman.Ledger) -> None:
        """The report without a date."""
        self.heading(
            "The report without a date",
            "Its day follows from what it says, as far as that goes; the phrases used are listed.",
            "Where they do not suffice it stays unknown.",
        )
        for row in ledger.documents("undated", known_by=TODAY):
            published = row.published
            self.console.print(Text.assemble(row.sightings[0].path, ":  ", (when(published), "bold magenta")))
            self.console.print(f"   basis: {published.basis}", highlight=False)
            for each in published.constraints:
                allows = when(each)
                self.console.print(
                    Padding(Text.assemble((f"“{each.text}”", "yellow"), f" {each.says}: {allows}"), (0, 0, 0, 3))
                )

    def page(self, ledger: dragoman.Ledger) -> None:
        """What of the web page is no report."""
        self.heading(
            "The web page: what was left out of the reading",
            "Menus, a caption, a video's length and headlines of other stories are kept and marked,",
            "and make no events.",
        )
        for row in ledger.documents("06_talks", known_by=TODAY):
            source = (STORY / Path(row.sightings[0].path).name).read_text(encoding="utf-8")
            for span, kind in row.noise:
                words = " ".join(source[span.start : span.end].split())
                self.console.print(Text.assemble((f"   {kind:<12}", "dim"), (words[:80], "strike dim")))

    def one(self, ledger: dragoman.Ledger) -> None:
        """One event with every ground."""
        self.heading("One event with its evidence", "Each marked stretch of the report is the ground of one field.")
        rows = ledger.events("Chile", type="REQUEST", text="demanded", known_by=TODAY)
        if rows:
            self.command("show", rows[0].event.id, "--known-by", TODAY, "--ledger", str(self.file))

    def matters(self) -> None:
        """The state of the matters, where this version has dossiers."""
        from dragoman.cli import COMMANDS  # noqa: PLC0415 - the list of what this version can do

        if "dossiers" not in COMMANDS:
            return
        self.heading("How do the matters stand?", "First at the end of January 2025, then at the end of the story.")
        for day in ("2025-01-31", TODAY):
            self.command("dossiers", "--as-of", day, "--known-by", day, "--ledger", str(self.file))

    def next_steps(self) -> None:
        """What to do now."""
        self.heading("What next")
        for command, says in (
            ("dragoman read FOLDER", "read reports of your own into a ledger in your data folder"),
            ("dragoman timeline Japan China", "ask it: any two names, codes or demonyms"),
            ("dragoman show ID", "see the evidence of anything that has an id"),
            ("dragoman --help", "all commands; each has examples in its own --help"),
            ("docs/tutorial/first-ledger.md", "the same story, step by step"),
        ):
            self.console.print(Text.assemble(("   " + command.ljust(32), "bold yellow"), says))
        if not Path(sys.prefix).samefile(sys.base_prefix):
            self.console.print(f"\n   The command lives in {Path(sys.prefix) / 'bin'}.", style="dim", highlight=False)

    def run(self) -> None:
        """All of it, in order."""
        self.read()
        self.holdings()
        with dragoman.open(self.file) as ledger:
            self.timeline(ledger)
            self.ban(ledger)
            self.visit(ledger)
            self.accounts(ledger)
            self.undated(ledger)
            self.page(ledger)
            self.one(ledger)
        self.matters()
        self.next_steps()


def when(given: Any) -> str:
    """The days of a date, of a report's publication or of a constraint, or "?"."""
    if given is None:
        return "?"
    days = given.interval
    if days.earliest == days.latest:
        return "?" if days.earliest is None else str(days.earliest)
    return f"{days.earliest or '…'} to {days.latest or '…'}"


def people(event: Any) -> Text:
    """Who does it, and to whom."""
    text = Text(", ".join(actor.id or f"{actor.name}?" for actor in event.actors) or "?", "bold cyan")
    if event.recipients:
        text.append(" → ", "not bold")
        text.append(", ".join(actor.id or f"{actor.name}?" for actor in event.recipients), "bold blue")
    return text


def main() -> None:
    """Run the demonstration on a ledger in a temporary folder."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH, soft_wrap=False)
    console.print("Dragoman reads reports and keeps a ledger of what states did to one another.", style="bold")
    console.print("The story is invented: eleven short reports on a fruit ban, November 2024 to September 2025.")
    with tempfile.TemporaryDirectory(prefix="dragoman-demo-") as folder:
        Demo(console, Path(folder) / "story.db").run()


if __name__ == "__main__":
    main()
