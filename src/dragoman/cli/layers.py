"""The commands that show one layer of reading and store nothing: times, attributions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import click

from dragoman.cli.options import a_day
from dragoman.cli.output import dumps
from dragoman.errors import InputError
from dragoman.model import Failure, Json, Report

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(("jsonl", "json")),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, or one JSON list.",
)
PUBLISHED = click.option(
    "--published", metavar="DATE", callback=a_day, help="The day of reports that do not give their own."
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@PUBLISHED
@FORMAT
def times(paths: tuple[str, ...], published: str | None, form: str) -> None:
    """Find the times in texts, with type, value and days: one JSON object a report. Nothing is stored.

    FILE is whatever `dragoman read` takes; records of JSON lines may give `doc_id` and `dct`.

    \b
    Examples:
      dragoman times report.txt --published 2024-05-29
      dragoman times corpus.jsonl --format jsonl > times.jsonl
    """
    _print(paths, published, _times_of, form)


def _times_of(report: Report) -> Json:
    from dragoman.evaluate.layers import times_of  # noqa: PLC0415 - `--help` needs none of it

    return times_of(report)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@PUBLISHED
@FORMAT
@click.option("--nested", is_flag=True, help="Also what quoted speakers say of others, and quotations of nobody named.")
def attributions(paths: tuple[str, ...], published: str | None, form: str, nested: bool) -> None:
    """Find who is said to have said what: one JSON object a report, with the spans of source, cue and content.

    Nothing is stored. FILE is whatever `dragoman read` takes.

    \b
    Examples:
      dragoman attributions report.txt
      dragoman attributions corpus.jsonl --format jsonl > attributions.jsonl
    """
    from dragoman.cli.opening import settings_for  # noqa: PLC0415 - loads models
    from dragoman.evaluate.layers import attributions_of  # noqa: PLC0415
    from dragoman.lexicon import shipped_lexicon  # noqa: PLC0415
    from dragoman.pipeline import Pipeline  # noqa: PLC0415

    # Every sentence is parsed: the gate asks for events, and much is said about what is none.
    pipeline = Pipeline(replace(settings_for(None), gate=False), shipped_lexicon())
    _print(paths, published, lambda report: attributions_of(pipeline, report, nested=nested), form)


def _print(paths: tuple[str, ...], published: str | None, read: Callable[[Report], Json], form: str) -> None:
    """One object a report, as lines or as one list.

    What cannot be read is told on stderr, and is an error only where nothing could be.
    """
    from dragoman.sources.files import iter_reports  # noqa: PLC0415 - `--help` needs none of it

    done = 0
    failures: list[Failure] = []
    items: Iterator[Report | Failure] = iter_reports(paths, published=published)
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
            click.echo(f"{item.path}: {item.reason}" + (f" — {item.remedy}" if item.remedy else ""), err=True)
            continue
        opening = ("[" if not done else ",") if form == "json" else ""
        sys.stdout.write(opening + dumps(read(item)) + "\n")
        done += 1
    if form == "json":
        sys.stdout.write("]\n" if done else "[]\n")
    if not done:
        reason = failures[0].reason if failures else "no report was found"
        raise InputError(f"no report could be read: {reason}", place=failures[0].path if failures else ", ".join(paths))
