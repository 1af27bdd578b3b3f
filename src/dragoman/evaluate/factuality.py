"""Factuality: how certain a text makes each marked word, on a scale from -3 (certainly not so) to 3 (certainly so).

The value of a word is read off two things that the walk of status finds: its status, and by what the status is told
(`Wording`). That is the stated table below. A finite verb asserts what it says; an infinitive, a gerund or a noun only
names what somebody does with it, so that a reader is less sure of it, and surer again that something of the kind is
there at all, where it is said not to be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, Stretch, alike, ratio
from dragoman.extract.events.standing import Wording, status_of
from dragoman.model import Json, Report, Status

FACTUALITY_NEEDS = ("text", "events")

SCALE: Mapping[Status, Mapping[Wording, float]] = {
    Status.OCCURRED: {Wording.TOLD: 3.0, Wording.TO: 2.0, Wording.BARE: 2.5},
    Status.ONGOING: {Wording.TOLD: 2.75, Wording.BARE: 2.5},
    Status.SCHEDULED: {Wording.TOLD: 2.25, Wording.WILL: 2.5, Wording.TO: 1.75, Wording.BARE: 2.25},
    Status.AGREED: {Wording.TOLD: 2.0},
    Status.PROPOSED: {Wording.TOLD: 2.25, Wording.MAY: 1.25, Wording.TO: 1.5, Wording.BARE: 2.0},
    Status.REQUESTED: {Wording.TOLD: 1.75, Wording.MAY: 1.25, Wording.TO: 1.25},
    Status.CONDITIONAL: {
        Wording.TOLD: 1.0,
        Wording.OTHERWISE: 1.75,
        Wording.WILL: 1.5,
        Wording.MAY: 1.5,
        Wording.BARE: 1.75,
    },
    Status.UNLIKELY: {Wording.TOLD: 0.0, Wording.BARE: 1.0},
    Status.DENIED: {Wording.TOLD: 0.0, Wording.BARE: 0.75},
    Status.NOT_OCCURRED: {
        Wording.TOLD: -2.0,
        Wording.OTHERWISE: 0.25,
        Wording.ABSENT: 0.0,
        Wording.TO: -0.75,
        Wording.BARE: 0.25,
    },
}
"""What each status says, by its wording; a wording that is not listed has the value of the told one.

The order within a row and down the first column follows the meaning of the words. How far what is planned, asked for
or only named leans to the real was read off three quarters of UW (Lee et al. 2015), in quarters of a point: its
annotators lean that way. The last quarter, by the hash of the id, and UDS-IH2 (Rudinger et al. 2018) were not read.
"""

UNREACHED = 2.25
"""A word that is no predicate of ours is taken as named: a plain noun mostly names what there is."""

Told = tuple[Status, Wording] | None


def value_of(told: Told) -> float:
    """The value of what is told of a word; of one that nothing reaches where that is `None`."""
    if told is None:
        return UNREACHED
    row = SCALE[told[0]]
    return row.get(told[1], row[Wording.TOLD])


def told_of(record: Json, reader: GoldReader, report_of: Callable[[Json], Report]) -> list[Told]:
    """What is told of each marked word of a text: by the predicate that shares most with it."""
    read = reader.layers(report_of(record)) if record["events"] else None
    if read is None:
        return [None for _ in record["events"]]
    document, layers = read
    said: list[tuple[Stretch, Told]] = []
    for told in status_of(document, layers, reader.lexicon.frames):
        span = document.span(*told.place)
        said.append(((span.start, span.end), (told.status, told.wording)))
    return [_nearest((e["start"], e["end"]), said) for e in record["events"]]


def _nearest(place: Stretch, said: Sequence[tuple[Stretch, Told]]) -> Told:
    near = max(((alike(place, span), -n) for n, (span, _) in enumerate(said)), default=(0.0, 0))
    return said[-near[1]][1] if near[0] > 0 else None


def score_factuality(
    records: Sequence[Json], reader: GoldReader, report_of: Callable[[Json], Report], *, per_type: bool = False
) -> Score:
    """Pearson's r and the mean absolute error of the scale's values over all marked words."""
    pairs: list[tuple[float, Told]] = []
    for record in records:
        found = told_of(record, reader, report_of)
        pairs += [(e["factuality"], told) for e, told in zip(record["events"], found, strict=True)]
    gold = [value for value, _ in pairs]
    given = [value_of(told) for _, told in pairs]
    error = ratio(sum(abs(g - p) for g, p in zip(gold, given, strict=True)), len(gold))
    figures = {"Pearson r": pearson(gold, given), "mean absolute error": error}
    counts = {"words": len(pairs), "unanswered": sum(told is None for _, told in pairs)}
    return Score(figures, counts, _by_class(pairs) if per_type else ())


def _by_class(pairs: Sequence[tuple[float, Told]]) -> list[Json]:
    rows = []
    for told in [*sorted({told for _, told in pairs if told}), None]:
        values = [value for value, each in pairs if each == told]
        if values:
            mean = round(sum(values) / len(values), 2)
            name = f"{told[0]}, {told[1]}" if told else "unanswered"
            rows.append({"class": name, "words": len(values), "stated": value_of(told), "gold": mean})
    return rows


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's correlation; 0 where one side does not vary."""
    n = len(one)
    if n == 0:
        return 0.0
    mean_one, mean_other = sum(one) / n, sum(other) / n
    shared = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = math.sqrt(sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other))
    return ratio(shared, spread)
