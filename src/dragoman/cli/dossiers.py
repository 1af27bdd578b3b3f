"""The commands about matters that go on: dossiers, dossier, note."""

from __future__ import annotations

import sys
from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.dossier_tables import dossier_lines, dossiers_table
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import dumps, emit
from dragoman.cli.render import print_lines
from dragoman.query import make_view
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.query.dossiers import dossier as ask_dossier
from dragoman.query.judging import add_note, open_dossier


@click.command()
@click.argument("text", metavar="[WORDS]", required=False)
@options.LEDGER
@click.option("--party", "parties", multiple=True, metavar="NAME", help="With that party; repeat it for a pair.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="measure, programme, meeting, mechanism, talks, …")
@click.option(
    "--state", "states", multiple=True, metavar="STATE", help="In that state: in force, postponed, running, …"
)
@click.option("--open", "open_only", is_flag=True, help="Only what is not over.")
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def dossiers(
    text: str | None,
    ledger: str | None,
    form: str,
    parties: tuple[str, ...],
    kinds: tuple[str, ...],
    states: tuple[str, ...],
    open_only: bool,
    limit: int | None,
    **asked: Any,
) -> None:
    """List matters that go on, each with its state on that day: bans, programmes, meetings, talks, agreements.

    \b
    Examples:
      dragoman dossiers --party Chile --party Vietnam --open
      dragoman dossiers --kind measure --state "in force" --as-of 2024-12-10 --known-by 2024-12-10
    """
    view = make_view(**asked)
    question = DossierQuestion(parties, kinds, states, text, open_only, limit)
    with open_ledger(ledger) as store:
        rows = find_dossiers(store, LazyNames(), question, view)
        emit(rows, kind="dossiers", form=form, view=view, table=dossiers_table)


class _ShowByDefault(click.Group):
    """`dossier ID` shows; `dossier open` is a command of its own."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Anything that is no command is the dossier to show."""
        if args and args[0] not in self.commands:
            args = ["show", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before the id belong to `show` too."""
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_ShowByDefault)
def dossier() -> None:
    """Show one matter: its state, how it came about, who differs, what is missing, and all that is told of it.

    \b
    Examples:
      dragoman dossier ds_o7lk
      dragoman dossier "ban on cherries" --as-of 2025-01-20 --known-by 2025-01-20
      dragoman dossier open "Fruit row" --party Chile --party Vietnam --alias cherries --who anna
    """


@dossier.command()
@click.argument("wanted", metavar="ID|WORDS")
@options.LEDGER
@options.CLOCKS
@options.ONE_OBJECT
def show(wanted: str, ledger: str | None, form: str, **asked: Any) -> None:
    """Show one matter by its id, the beginning of it, or words of its title.

    \b
    Example:
      dragoman dossier ds_o7lk --as-of 2024-05-29
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        found = ask_dossier(store, LazyNames(), wanted, view)
    if form == "json":
        sys.stdout.write(dumps(found.to_json(full=True), indent=2) + "\n")
    else:
        print_lines(dossier_lines(found))


@dossier.command(name="open")
@click.argument("title")
@options.LEDGER
@click.option("--party", "parties", multiple=True, required=True, metavar="NAME", help="A party; repeat for several.")
@click.option("--kind", default="dispute", show_default=True, metavar="KIND", help="What kind of matter it is.")
@click.option("--alias", "aliases", multiple=True, metavar="WORDS", help="Words that name it; repeat for several.")
@click.option("--who", required=True, metavar="NAME", help="Who decides this.")
def open_(
    title: str, ledger: str | None, parties: tuple[str, ...], kind: str, aliases: tuple[str, ...], who: str
) -> None:
    """Open a dossier of your own: reports that name it are filed to it, those to come and those that are there.

    \b
    Example:
      dragoman dossier open "Fruit row" --party Chile --party Vietnam --alias cherries --who anna
    """
    with open_ledger(ledger) as store:
        made = open_dossier(store, LazyNames(), title=title, parties=parties, kind=kind, aliases=aliases, who=who)
    click.echo(made)


@click.command()
@click.argument("target", metavar="ID")
@click.argument("text")
@options.LEDGER
@click.option("--who", required=True, metavar="NAME", help="Who writes this.")
@click.option("--side", metavar="COUNTRY", help="The side from which the note is written.")
def note(target: str, text: str, ledger: str | None, who: str, side: str | None) -> None:
    """Add a dated note to an object of the ledger. Notes are kept apart from reports and change no state.

    \b
    Example:
      dragoman note ds_o7lk "Embassy confirms: no change" --who anna --side Chile
    """
    with open_ledger(ledger) as store:
        made = add_note(store, LazyNames(), target=target, text=text, who=who, side=side)
    click.echo(made)
