"""The commands about the knowledge itself: `lexicon check`, `lexicon test`, `lexicon show`, and `actors import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import asking
from dragoman.cli.marked import Table, cell, line
from dragoman.cli.options import a_day
from dragoman.cli.output import counted, dumps
from dragoman.cli.render import print_table
from dragoman.errors import LexiconError, UsageError

if TYPE_CHECKING:
    from dragoman.evaluate.changes import Changed, Comparison
    from dragoman.lexicon.actors import ActorBook
    from dragoman.lexicon.importing import Imported

FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
OWN_GOLD = Path("tests/gold/events")
_SHOWN = 40


@click.group()
def lexicon() -> None:
    """Check the knowledge, ask what it knows of a word, and try a change on gold.

    \b
    Examples:
      dragoman lexicon check --data src/dragoman/data
      dragoman lexicon show ban
      dragoman lexicon offices Brazil
      dragoman lexicon test my_frames.toml
    """


@lexicon.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder in the form of the package's data/.  [default: the package's own, with your own actors]",
)
@FORMAT
def check(data: Path | None, form: str) -> None:
    """Check every file of the knowledge and report all faults, each with its file and line.

    Leaves with 78 where there is a fault.
    """
    from dragoman.lexicon.actors import load_book  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.lexicon.checking import check_data  # noqa: PLC0415
    from dragoman.lexicon.faults import from_error  # noqa: PLC0415

    faults = list(check_data(data))
    if data is None and not faults:
        try:
            load_book()
        except LexiconError as error:
            faults.append(from_error(error, "your own actors"))
    if form == "json":
        sys.stdout.write(dumps({"faults": [fault.to_json() for fault in faults]}, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{fault}\n" for fault in faults)
    if faults:
        raise LexiconError(
            f"{counted(len(faults), 'faults')} in the knowledge",
            place=str(data or "the package's data"),
            remedy="mend them",
        )
    click.echo("no fault", err=True)


@lexicon.command("show")
@click.argument("word")
@FORMAT
def show_word(word: str, form: str) -> None:
    """Show what knows WORD: frames, operators, classes, light verbs, modals, cues, actors, offices, with their places.

    WORD is a lemma ("ban", "hold"), a phrase ("pull out"), or a name ("Kishida", "the Kremlin").
    """
    from dragoman.lexicon.actors import load_book  # noqa: PLC0415 - reads all files of knowledge
    from dragoman.lexicon.frames import load_frames  # noqa: PLC0415
    from dragoman.lexicon.knows import find_word  # noqa: PLC0415

    found = find_word(word, load_frames(), load_book())
    if form == "json":
        sys.stdout.write(dumps({"word": word, "known": [each.to_json() for each in found]}, indent=2) + "\n")
    elif found:
        rows = tuple(tuple(cell(line(t)) for t in (k.part, k.name, k.says, k.place)) for k in found)
        print_table(Table(("part", "name", "what it makes of it", "where"), rows, counted(len(found), "places")))
    else:
        click.echo(f"nothing knows {word!r}; docs/how-to/add-a-verb.md says how to add it", err=True)


@lexicon.command("offices")
@click.argument("actor", nargs=-1)
@click.option(
    "--from", "since", metavar="DATE", default="2000", show_default=True, callback=a_day, help="From then on."
)
@click.option("--to", "until", metavar="DATE", callback=a_day, help="Up to then.  [default: today]")
@FORMAT
def show_offices(actor: tuple[str, ...], since: str, until: str | None, form: str) -> None:
    """Show for which share of a time the knowledge says who held an office, and the days without a holder.

    ACTOR is a country or an organisation, by name or id; without one, the members of the G20. Ministers of foreign
    affairs, defence, finance and trade are always shown, other offices where the knowledge has the office at all.

    \b
    Examples:
      dragoman lexicon offices
      dragoman lexicon offices UKR Georgia NATO --from 2010
    """
    from dragoman.dates import parse_interval  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.lexicon.actors import load_book  # noqa: PLC0415
    from dragoman.lexicon.succession import covers, means_of, members_of  # noqa: PLC0415
    from dragoman.query.asking import today  # noqa: PLC0415

    book = load_book()
    actors = [_with_offices(book, name) for name in actor] or members_of(book, "IGO.G20")
    first, last = parse_interval(since).earliest, parse_interval(until).latest if until else today()
    if first is None or last is None or last < first:
        raise UsageError(f"{since} to {until} is no time", remedy="give a first day and one that is not before it")
    found = covers(book, actors, first, last)
    if form == "json":
        rounded = {office: round(share, 4) for office, share in means_of(found).items()}
        sys.stdout.write(dumps({"offices": [each.to_json() for each in found], "means": rounded}, indent=2) + "\n")
        return
    rows = []
    for each in found:
        gaps = ", ".join(f"{gap.earliest} to {gap.latest}" for gap in each.gaps)
        cells = (each.office, str(each.holders), f"{each.share:.2f}", gaps or "-")
        rows.append(tuple(cell(line(text)) for text in cells))
    means = ", ".join(f"{office} {share:.3f}" for office, share in means_of(found).items())
    closing = (
        f"{counted(len(rows), 'offices')}; mean shares: {means}" if len(actors) > 1 else counted(len(rows), "offices")
    )
    print_table(Table(("office", "holders", "share", "nobody named"), tuple(rows), closing))


def _with_offices(book: ActorBook, name: str) -> str:
    """The id of a country or an organisation of the book. Raises UsageError where the name is neither."""
    actor = book.parse_name(name)
    if actor not in book.records or book.records[actor].kind not in ("country", "organisation"):
        raise UsageError(f"{name!r} is no country or organisation", remedy="give its name or its id, as JPN or NATO")
    return actor


@lexicon.command("test")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--with",
    "change",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FRAMES.toml",
    help="Frames to try on top of the shipped ones: those of the same id are replaced.",
)
@click.option(
    "--gold",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="With frames as FILE: gold to try them on; repeat for several.  [default: tests/gold/events]",
)
@FORMAT
def try_change(file: Path, change: Path | None, gold: tuple[Path, ...], form: str) -> None:
    """Show what a change gains and loses on gold, figure by figure and sentence by sentence.

    FILE is a file of frames in the form of data/frames/, tried on all gold; or a file of gold, with the change as
    --with. Gold without a change lists the sentences that are not yet right.

    \b
    Examples:
      dragoman lexicon test my_frames.toml
      dragoman lexicon test tests/gold/events/own.jsonl --with my_frames.toml
    """
    from dragoman.cli.opening import settings_for  # noqa: PLC0415
    from dragoman.evaluate.changes import compare  # noqa: PLC0415 - loads models

    if file.suffix == ".toml":
        if change is not None:
            raise UsageError("FILE and --with are both frames", remedy="give gold as FILE, or leave --with out")
        change, chosen = file, _gold_files(gold or (OWN_GOLD,))
    else:
        chosen = [file, *_gold_files(gold)]
    found = compare(chosen, change, settings_for(None))
    if form == "json":
        sys.stdout.write(dumps(found.to_json(), indent=2) + "\n")
    else:
        _print_comparison(found)


def _gold_files(paths: tuple[Path, ...]) -> list[Path]:
    found = [file for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    if paths and not all(path.exists() for path in paths):
        raise UsageError(
            f"no gold at {paths[0]}", remedy="run it in a checkout of Dragoman, or name files of gold with --gold"
        )
    return found


def _print_comparison(found: Comparison) -> None:
    names = list(found.before.figures)
    after = found.after.figures if found.after else {}
    rows = []
    for name in names:
        was, now = found.before.figures[name], after.get(name)
        cells = [name, f"{was:.3f}"] + ([f"{now:.3f}", f"{now - was:+.3f}"] if now is not None else ["", ""])
        rows.append(tuple(cell(line(text or "-")) for text in cells))
    print_table(Table(("figure", "before", "after", "change"), tuple(rows)))
    if found.after is None:
        _print_changed("not yet right", found.lost)
        return
    for title, changed in (("gained", found.gained), ("lost", found.lost), ("different", found.different)):
        _print_changed(title, changed)


def _print_changed(title: str, changed: tuple[Changed, ...]) -> None:
    out = [f"\n{title}: {counted(len(changed), 'sentences')}"]
    for each in changed[:_SHOWN]:
        out.append(f"  {each.id}  {each.before:.2f} -> {each.after:.2f}  {' '.join(each.text.split())}")
        out += [f"    - {event}" for event in each.was if event not in each.now]
        out += [f"    + {event}" for event in each.now if event not in each.was]
    if len(changed) > _SHOWN:
        out.append(f"  … and {len(changed) - _SHOWN} more: --format json has all")
    sys.stdout.write("\n".join(out) + "\n")


class _ActorsGroup(click.Group):
    """`dragoman actors [NAME]` lists as before; `dragoman actors import FILE` is a command of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Everything that does not begin with `import` goes to the list."""
        if args[:1] != ["import"] and args[:1] not in (["--help"], ["-h"]):
            args = ["list", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The two ways to call it."""
        formatter.write_usage(ctx.command_path, "[NAME] [OPTIONS]")
        formatter.write_usage(ctx.command_path, "import FILE")


@click.group(cls=_ActorsGroup)
def actors() -> None:
    """List the actors of the ledger, or import actors of your own. `dragoman actors list --help` shows the options.

    \b
    Examples:
      dragoman actors ministry --format csv
      dragoman actors import parties.csv
    """


actors.add_command(asking.actors, "list")


@actors.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partly", is_flag=True, help="Take the good rows and leave the others out.")
@FORMAT
def import_file(file: Path, partly: bool, form: str) -> None:
    """Add actors and office holders of your own, from a CSV table or an extract of a Wikidata JSON dump.

    The rows are checked against all that is known; every conflict is named with its line, and without --partly one of
    them keeps the whole file out. What is taken lies in your data folder and widens every later reading.
    """
    from dragoman.lexicon.importing import import_actors  # noqa: PLC0415 - reads all files of knowledge

    done = import_actors(file, partly=partly)
    if form == "json":
        body = {"actors": done.actors, "holders": done.holders, "files": [str(f) for f in done.files]}
        sys.stdout.write(dumps({**body, "left_out": [fault.to_json() for fault in done.left_out]}, indent=2) + "\n")
    else:
        _print_imported(done)


def _print_imported(done: Imported) -> None:
    sys.stdout.write(f"{counted(done.actors, 'actors')} and {_terms(done.holders)} taken\n")
    sys.stdout.writelines(f"  {file}\n" for file in done.files)
    for fault in done.left_out:
        click.echo(f"left out: {fault}", err=True)


def _terms(count: int) -> str:
    return "1 term of office" if count == 1 else f"{count or 'no'} terms of office"
