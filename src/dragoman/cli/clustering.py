"""Reading on many machines: `read --cluster`, and `load`, which brings what they read into a ledger."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from dragoman.cli import options
from dragoman.cli.marked import Line, line
from dragoman.cli.output import dumps
from dragoman.cli.render import print_lines
from dragoman.errors import DragomanError, UsageError

if TYPE_CHECKING:
    from dragoman.run.cluster import Progress
    from dragoman.run.ingest import Summary
    from dragoman.settings import Settings


def read_on_cluster(
    paths: Sequence[str],
    settings: Settings,
    cluster: str,
    shards: str | None,
    *,
    actors: int | None,
    published: str | None,
    language: str | None,
    form: str,
) -> None:
    """Read into shards and say what was done; an error where a task could not be done."""
    from dragoman.run.cluster import read_cluster  # noqa: PLC0415 - Ray takes seconds to load

    if shards is None:
        raise UsageError(
            "a cluster reads into a folder of shards",
            place="--cluster",
            remedy="add --shards FOLDER, and bring it into a ledger with `dragoman load FOLDER`",
        )
    if "-" in paths:
        raise UsageError("other machines cannot read this one's standard input", remedy="name files or folders")
    gc.enable()
    done = None
    rows = read_cluster(paths, settings, cluster, shards, actors=actors, published=published, language=language)
    with contextlib.redirect_stdout(sys.stderr):  # Ray tells of its workers there, and this one is for the answer
        for done in rows:
            click.echo(f"{done.known + done.done:,} of {done.tasks:,} tasks, {done.readings:,} reports", err=True)
    if done is None:
        return
    if form == "json":
        sys.stdout.write(dumps({"shards": shards, **done.to_json()}, indent=2) + "\n")
    else:
        print_lines(_told(done, shards))
    if done.lost:
        raise DragomanError(
            f"{len(done.lost)} tasks could not be done",
            place=done.lost[0],
            remedy="run the same command again: only what is missing is read; its log says why a worker ended",
        )


def _told(done: Progress, shards: str) -> Iterator[Line]:
    yield _row("read", f"{done.readings:,} reports, {done.words:,} words, {done.events:,} events")
    yield _row("tasks", f"{done.done:,} done, {done.known:,} done before")
    yield _row("failed", f"{done.failures:,} reports, {len(done.lost):,} tasks")
    yield _row("shards", shards)
    yield line("            ", (f"dragoman load {shards} --ledger LEDGER", "dim"))


@click.command()
@click.argument("shards", nargs=-1, required=True, metavar="FOLDER...")
@options.LEDGER
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print what was done.",
)
def load(shards: tuple[str, ...], ledger: str | None, form: str) -> None:
    """Bring shards that `read --cluster` wrote into the ledger, and link them.

    What the ledger holds already is left alone, so a load that was stopped is resumed by the same command. A shard
    that is cut short is named, and stops no other.

    \b
    Examples:
      dragoman load shards/ --ledger year.db
      dragoman load s3://desk/shards --ledger postgresql://desk@db.example.org/year
    """
    gc.enable()
    from dragoman.cli.opening import settings_for  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.cli.progress import meter  # noqa: PLC0415
    from dragoman.run.ingest import load_shards  # noqa: PLC0415
    from dragoman.run.shards import shards_at  # noqa: PLC0415
    from dragoman.store.sql import open_store  # noqa: PLC0415

    found = [shard for folder in shards for shard in shards_at(folder)]
    settings = settings_for(ledger)
    with open_store(settings.ledger) as store, meter(len(found)) as shown:
        done = load_shards(store, found, on_progress=shown.progress, consumed=shown.consumed)
    if form == "json":
        sys.stdout.write(dumps({"ledger": settings.ledger, "shards": len(found), **done.to_json()}, indent=2) + "\n")
    else:
        print_lines(_loaded(done, len(found), settings.ledger))
    if done.failures and not done.read:
        first = done.failures[0]
        raise DragomanError(f"no shard could be loaded: {first.reason}", place=first.path, remedy=first.remedy)


def _loaded(done: Summary, shards: int, ledger: str) -> Iterator[Line]:
    added = done.added
    yield _row("loaded", f"{done.read:,} reports from {shards:,} shards in {done.seconds:,.1f} s")
    yield _row(
        "found", f"{added.documents:,} new documents, {added.events:,} events; {added.unchanged:,} known already"
    )
    yield _row("failed", f"{done.failed:,}")
    for failure in done.failures:
        yield line("            ", failure.path, f": {failure.stage}: {failure.reason}")
    yield _row("ledger", ledger)


def _row(name: str, text: str) -> Line:
    return line((f"  {name:<10}", "heading"), text)
