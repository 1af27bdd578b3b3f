"""The commands that show one layer of reading and store nothing: times, attributions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dragoman.cli.output import dumps
from dragoman.errors import InputError
from dragoman.model import Document, Failure, Json, Report

if TYPE_CHECKING:
    from dragoman.pipeline import Pipeline

PUBLISHED = click.option("--published", metavar="DATE", help="The day of reports that do not give their own.")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@PUBLISHED
def times(paths: tuple[str, ...], published: str | None) -> None:
    """Find the times in texts, with type, value and days: one JSON object a report. Nothing is stored.

    FILE is whatever `dragoman read` takes; records of JSON lines may give `doc_id` and `dct`.

    \b
    Examples:
      dragoman times report.txt --published 2024-05-29
      dragoman times corpus.jsonl > times.jsonl
    """
    _print(paths, published, _times_of)


def _times_of(report: Report) -> Json:
    from dragoman.extract.times import find_times  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.ledger.dating import date_report  # noqa: PLC0415
    from dragoman.prepare.clean import clean, document_id, outlet_of, title_of  # noqa: PLC0415
    from dragoman.prepare.sentences import split_sentences  # noqa: PLC0415

    text = clean(report)
    document = Document(document_id(report), report.content, text, report.format, title_of(report), outlet_of(report))
    sentences = split_sentences(text)
    undated = find_times(document, sentences)
    given = [(report.published, report.published_basis)] if report.published else []
    dated = date_report(document, undated, given=given)
    document = replace(document, published=dated)
    found = []
    for timex in find_times(document, sentences):
        days = timex.interval
        found.append(
            {
                **dict(zip(("start", "end"), document.span(timex.start, timex.end).to_json(), strict=True)),
                "text": timex.text,
                "type": timex.type,
                "value": timex.value,
                "earliest": days.earliest.isoformat() if days and days.earliest else None,
                "latest": days.latest.isoformat() if days and days.latest else None,
                "granularity": str(timex.granularity) if timex.granularity else None,
                "basis": str(timex.basis) if timex.basis else None,
            }
        )
    return {"doc_id": report.path, "published": dated.to_json(), "timexes": found}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@PUBLISHED
def attributions(paths: tuple[str, ...], published: str | None) -> None:
    """Find who is said to have said what: one JSON object a report, with the spans of source, cue and content.

    Nothing is stored. FILE is whatever `dragoman read` takes.

    \b
    Examples:
      dragoman attributions report.txt
      dragoman attributions corpus.jsonl > attributions.jsonl
    """
    from dragoman.cli.opening import settings_for  # noqa: PLC0415 - loads models
    from dragoman.lexicon import shipped_lexicon  # noqa: PLC0415
    from dragoman.pipeline import Pipeline  # noqa: PLC0415

    # Every sentence is parsed: the gate asks for events, and much is said about what is none.
    pipeline = Pipeline(replace(settings_for(None), gate=False), shipped_lexicon())
    _print(paths, published, lambda report: _attributions_of(pipeline, report))


def _attributions_of(pipeline: Pipeline, report: Report) -> Json:
    read = pipeline._layers(pipeline._document(report), report)
    document, layers = read.document, read.layers

    def spans(*ranges: tuple[int, int] | None) -> list[list[int]]:
        return [document.span(*place).to_json() for place in ranges if place]

    found = [
        {
            "source_span": spans(each.source),
            "cue_span": spans(each.cue),
            "content_span": spans(*each.content),
            "kind": str(each.link.kind),
            "side": each.link.side,
        }
        for each in layers.attributions
    ]
    return {"doc_id": report.path, "attributions": found}


def _print(paths: tuple[str, ...], published: str | None, read: Callable[[Report], Json]) -> None:
    """One line a report; what cannot be read is told on stderr, and is an error only where nothing could be."""
    from dragoman.sources.files import iter_reports  # noqa: PLC0415 - `--help` needs none of it

    done = 0
    failures: list[Failure] = []
    items: Iterator[Report | Failure] = iter_reports(paths, published=published)
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
            click.echo(f"{item.path}: {item.reason}" + (f" — {item.remedy}" if item.remedy else ""), err=True)
            continue
        sys.stdout.write(dumps(read(item)) + "\n")
        done += 1
    if not done:
        reason = failures[0].reason if failures else "no report was found"
        raise InputError(f"no report could be read: {reason}", place=failures[0].path if failures else ", ".join(paths))
