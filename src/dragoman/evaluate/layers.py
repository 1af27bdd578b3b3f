"""The two layers that are printed and scored on their own, in the form that programs read: times, attributions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.extract.attribution import reported
from dragoman.extract.times import find_times
from dragoman.ledger.dating import date_report
from dragoman.model import Document, Json, Layers, Report, Timex
from dragoman.prepare.clean import clean, document_id, outlet_of, title_of
from dragoman.prepare.sentences import split_sentences

if TYPE_CHECKING:
    from dragoman.pipeline import Pipeline


def times_of(report: Report) -> Json:
    """The times of one report, `{"doc_id", "published", "timexes"}`, without any model; spans count in its input.

    Raises DragomanError where the report cannot be read.
    """
    text = clean(report)
    document = Document(document_id(report), report.content, text, report.format, title_of(report), outlet_of(report))
    sentences = split_sentences(text)
    given = [(report.published, report.published_basis)] if report.published else []
    dated = date_report(document, find_times(document, sentences), given=given)
    document = replace(document, published=dated)
    found = [_timex(document, timex) for timex in find_times(document, sentences)]
    return {"doc_id": report.path, "published": dated.to_json(), "timexes": found}


def _timex(document: Document, timex: Timex) -> Json:
    days, span = timex.interval, document.span(timex.start, timex.end)
    return {
        "start": span.start,
        "end": span.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "earliest": days.earliest.isoformat() if days and days.earliest else None,
        "latest": days.latest.isoformat() if days and days.latest else None,
        "granularity": str(timex.granularity) if timex.granularity else None,
        "basis": str(timex.basis) if timex.basis else None,
    }


def layers_of(pipeline: Pipeline, report: Report) -> tuple[Document, Layers]:
    """The document and the layers under its events. Raises DragomanError where the report cannot be read."""
    return pipeline.layers(report)


def attributions_of(pipeline: Pipeline, report: Report, *, nested: bool = False) -> Json:
    """Who is said to have said what in one report, `{"doc_id", "attributions"}`; spans count in its input.

    Those that the report itself makes; with `nested` also what a quoted speaker says of others, and quotations of which
    the text does not say whose they are. The pipeline should have no gate: much is said about what is no event. Raises
    DragomanError where the report cannot be read.
    """
    document, layers = layers_of(pipeline, report)

    def spans(*ranges: tuple[int, int] | None) -> list[list[int]]:
        return [document.span(*place).to_json() for place in ranges if place]

    found: list[Mapping[str, object]] = [
        {
            "source_span": spans(each.source),
            "cue_span": spans(each.cue),
            "content_span": spans(*each.content),
            "kind": str(each.link.kind),
            "side": each.link.side,
        }
        for each in (layers.attributions if nested else reported(layers.attributions))
    ]
    return {"doc_id": report.path, "attributions": found}
