"""Who is said to have said what, against gold with spans of source, cue and content.

A predicted attribution is matched with at most one of the gold, by overlapping cues, in text order. F1 over all of
them: the cue; the cue and an overlapping source; the cue and an overlapping content; all three. Spans of several pieces
count from the first to the last. Gold without a source is never overlapped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dragoman.errors import DragomanError
from dragoman.evaluate.layers import attributions_of
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, overlap, ratio
from dragoman.model import Failure, Json, Report

NEEDS = ("text", "attributions")

Stretch = tuple[int, int] | None
Triple = tuple[Stretch, Stretch, Stretch]


def score_attribution(
    records: Sequence[Json], reader: GoldReader, report_of: Callable[[Json], Report], *, per_type: bool = False
) -> Score:
    """The figures over all records."""
    predicted: dict[str, list[Json]] = {}
    for record in records:
        try:
            predicted[record["id"]] = attributions_of(reader.open_pipeline, report_of(record))["attributions"]
        except DragomanError as error:
            reader.failures.append(Failure(record["id"], "attribution", error.message, error.remedy))
    return attribution_figures(records, predicted)


def attribution_figures(records: Sequence[Json], predicted: Mapping[str, Sequence[Json]]) -> Score:
    """The figures of predictions by the id of their document."""
    gold = {r["id"]: _triples(r["attributions"]) for r in records}
    given = {name: _triples(predicted.get(name, ())) for name in gold}
    hits = {"cue": 0, "source": 0, "content": 0, "all": 0}
    for name, wanted in gold.items():
        left = list(given[name])
        for cue, source, content in wanted:
            found = next((p for p in left if _touch(cue, p[0])), None)
            if found is None:
                continue
            left.remove(found)
            same_source, same_content = _touch(source, found[1]), _touch(content, found[2])
            hits["cue"] += 1
            hits["source"] += same_source
            hits["content"] += same_content
            hits["all"] += same_source and same_content
    total, stated = sum(map(len, gold.values())), sum(map(len, given.values()))
    figures = {f"{name} F1": ratio(2 * hit, total + stated) for name, hit in hits.items()}
    return Score(figures, {"documents": len(gold), "gold": total, "predicted": stated})


def _triples(attributions: Sequence[Json]) -> list[Triple]:
    """Cue, source and content of each, in the order of their cues."""
    found = [
        (_hull(a.get("cue_span")), _hull(a.get("source_span")), _hull(a.get("content_span"))) for a in attributions
    ]
    return sorted(found, key=str)


def _hull(pieces: Sequence[Sequence[int]] | None) -> Stretch:
    return (min(p[0] for p in pieces), max(p[1] for p in pieces)) if pieces else None


def _touch(one: Stretch, other: Stretch) -> bool:
    return one is not None and other is not None and overlap(one, other) > 0
