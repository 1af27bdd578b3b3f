"""The measures by name: what gold each needs, and how it is read and scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.evaluate import attribution, dossiers, events, factuality, linking, sources, status, syntax, times
from dragoman.evaluate.gold import load, sample
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score
from dragoman.model import Json, Report

DAY_FIELDS = ("published", "dct")


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose of a measure.

    `published_field` names the key that holds a text's day (otherwise `published`, else `dct`); `undated` keeps the day
    from the reader; `per_type` adds a row for each class; `sample` takes at most so many texts, always the same.
    `beside` are reports that stand in the same ledger, for measures that make one.
    """

    published_field: str | None = None
    undated: bool = False
    per_type: bool = False
    sample: int | None = None
    beside: tuple[Path, ...] = ()


def report_of(record: Json, options: Options) -> Report:
    """A text of gold as the report that `dragoman read` would make of the record."""
    fields = (options.published_field,) if options.published_field else DAY_FIELDS
    given = None if options.undated else next((record[f] for f in fields if record.get(f)), None)
    return Report(
        record["id"],
        record["text"],
        published=given,
        title=record.get("title"),
        outlet=record.get("outlet"),
        url=record.get("url"),
    )


def _events(records: Sequence[Json], reader: GoldReader, options: Options) -> Score:
    predictions: dict[str, list[Json]] = {}
    for record in records:
        reading = reader.read(report_of(record, options))
        found = predictions.setdefault(record["id"], [])
        if reading is not None:
            found += [event.to_json() for event in reading.events]
    return events.score_events(records, predictions, per_type=options.per_type)


Scorer = Callable[..., Score]
"""A scorer as the modules give it: records, reader, how a record becomes a report; `per_type` by name."""


def _reading(scorer: Scorer) -> Callable[[Sequence[Json], GoldReader, Options], Score]:
    """A scorer that reads the records itself, with the options of a person applied."""

    def score(records: Sequence[Json], reader: GoldReader, options: Options) -> Score:
        return scorer(records, reader, lambda record: report_of(record, options), per_type=options.per_type)

    return score


def _linking(records: Sequence[Json], reader: GoldReader, options: Options) -> Score:
    return linking.score_linking(records, reader, per_type=options.per_type)


def _dossiers(records: Sequence[Json], reader: GoldReader, options: Options) -> Score:
    return dossiers.score_dossiers(records, reader, beside=options.beside, per_type=options.per_type)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: the keys that its gold needs, how it scores, its line in the help, and how its gold is loaded."""

    needs: tuple[str, ...]
    score: Callable[[Sequence[Json], GoldReader, Options], Score]
    about: str
    load: Callable[[Path, Sequence[str]], list[Json]] = load


MEASURES: Mapping[str, Measure] = {
    "events": Measure(events.NEEDS, _events, "types, quad classes, parties; false alarms; confidence"),
    "status": Measure(status.NEEDS, _reading(status.score_status), "how real an act is, and its phase"),
    "times": Measure(times.NEEDS, _reading(times.score_times), "temporal expressions, their values and days"),
    "attribution": Measure(attribution.NEEDS, _reading(attribution.score_attribution), "source, cue and content"),
    "sources": Measure(sources.NEEDS, _reading(sources.score_sources), "chains of sources, sides, days; reasons"),
    "references": Measure(syntax.REFERENCE_NEEDS, _reading(syntax.score_references), "whom a pronoun means"),
    "propositions": Measure(syntax.PROPOSITION_NEEDS, _reading(syntax.score_propositions), "who does what to whom"),
    "factuality": Measure(
        factuality.FACTUALITY_NEEDS, _reading(factuality.score_factuality), "scores from -3 to 3 of single words"
    ),
    "linking": Measure(linking.NEEDS, _linking, "which events are one happening"),
    "dossiers": Measure(dossiers.NEEDS, _dossiers, "states of matters; a folder", dossiers.load_sequences),
}


def evaluate(measure: str, paths: Sequence[Path], reader: GoldReader, options: Options | None = None) -> Score:
    """Score one measure on the records of all files together.

    Raises UsageError for a measure that does not exist, InputError for gold that is not in its form.
    """
    chosen = MEASURES.get(measure)
    if chosen is None:
        raise UsageError(f"no such measure: {measure}", remedy=f"measures are {', '.join(MEASURES)}")
    options = options or Options()
    records: list[dict[str, Any]] = [record for path in paths for record in chosen.load(path, chosen.needs)]
    return chosen.score(sample(records, options.sample), reader, options)
