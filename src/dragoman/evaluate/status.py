"""How real an act is and what it does to its matter, against words marked in sentences; and factuality scores.

Each marked word is answered by the event whose trigger shares most with it; where no event stands there, by the walk of
the proposition that does. A word that neither reaches has no answer, which is wrong for its status.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.evaluate.gold import places
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, macro_f1, overlap, ratio
from dragoman.extract.events import find_events
from dragoman.extract.events.standing import status_of
from dragoman.model import Document, Json, Layers, Phase, Report, Status

NEEDS = ("text", "targets")
FACTUALITY_NEEDS = ("text", "events")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one word: `by` is "event", "proposition", or "nothing"."""

    status: Status | None
    phase: Phase | None
    by: str


UNANSWERED = Answer(None, None, "nothing")


def answers(document: Document, layers: Layers, reader: GoldReader) -> list[tuple[Stretch, Answer]]:
    """All triggers of a text with what is said of each, events before propositions; raw spans."""
    book = reader.lexicon.frames
    found = []
    for coded in find_events(document, layers, book):
        span = coded.event.evidence.trigger
        found.append(((span.start, span.end), Answer(coded.event.status, coded.event.phase, "event")))
    for place, status, phase in status_of(document, layers, book):
        span = document.span(*place)
        found.append(((span.start, span.end), Answer(status, phase, "proposition")))
    return found


def answer_at(place: Stretch, said: Sequence[tuple[Stretch, Answer]]) -> Answer:
    """The answer of the trigger that shares the largest part with `place`: events first, then propositions."""
    for by in ("event", "proposition"):
        near = [(_alike(place, span), answer) for span, answer in said if answer.by == by]
        best = max(near, key=lambda each: each[0], default=(0.0, UNANSWERED))
        if best[0] > 0:
            return best[1]
    return UNANSWERED


def _alike(one: Stretch, other: Stretch) -> float:
    """Shared code points over all that either covers (Jaccard); 0 where nothing is shared."""
    shared = max(0, overlap(one, other))
    return ratio(shared, (one[1] - one[0]) + (other[1] - other[0]) - shared)


def score_status(
    records: Sequence[Json], reader: GoldReader, report_of: Callable[[Json], Report], *, per_type: bool = False
) -> Score:
    """Accuracy and macro-F1 of status and of phase, over the marked words of all sentences."""
    pairs: list[tuple[Json, Answer]] = []
    for record in records:
        read = reader.layers(report_of(record))
        said = answers(*read, reader) if read else []
        for target in record["targets"]:
            pairs.append((target, answer_at(_place(record, target), said)))
    return _status_figures(pairs, per_type=per_type)


def _place(record: Json, target: Json) -> Stretch:
    if "start" in target:
        return target["start"], target["end"]
    return next(iter(places(record["text"], [target["trigger"]])), (0, 0))


def _status_figures(pairs: Sequence[tuple[Json, Answer]], *, per_type: bool) -> Score:
    status = [(t["status"], str(a.status) if a.status else None) for t, a in pairs]
    phase = [(t.get("phase"), str(a.phase) if a.phase else None) for t, a in pairs]
    status_macro, status_rows = macro_f1(status)
    phase_macro, phase_rows = macro_f1(phase)
    figures = {
        "status accuracy": ratio(sum(g == p for g, p in status), len(status)),
        "status macro-F1": status_macro,
        "phase accuracy": ratio(sum(g == p for g, p in phase), len(phase)),
        "phase macro-F1": phase_macro,
        "both right": ratio(sum(s[0] == s[1] and p[0] == p[1] for s, p in zip(status, phase, strict=True)), len(pairs)),
    }
    counts = {
        "words": len(pairs),
        "answered by an event": sum(a.by == "event" for _, a in pairs),
        "by a proposition": sum(a.by == "proposition" for _, a in pairs),
        "unanswered": sum(a.by == "nothing" for _, a in pairs),
    }
    return Score(figures, counts, [*status_rows, *phase_rows] if per_type else ())


# ------------------------------------------------------------------ factuality

SCALE: Mapping[Status, float] = {
    Status.OCCURRED: 3.0,
    Status.ONGOING: 2.75,
    Status.SCHEDULED: 2.25,
    Status.AGREED: 2.0,
    Status.PROPOSED: 1.5,
    Status.REQUESTED: 1.25,
    Status.CONDITIONAL: 1.0,
    Status.UNLIKELY: -0.75,
    Status.DENIED: -1.5,
    Status.NOT_OCCURRED: -2.0,
}
"""What each status says on the scale of factuality, from -3 (certainly not) to 3 (certainly so).

The order and the negative end follow the meaning of the words. How far what is planned, asked for or possible leans to
the real was read off half of 1,600 sentences of UW (Lee et al. 2015), in quarters: its annotators lean that way.
"""

UNREACHED = 2.5
"""A word that is no predicate of ours is taken as told: a plain noun mostly names what there is."""


def score_factuality(
    records: Sequence[Json], reader: GoldReader, report_of: Callable[[Json], Report], *, per_type: bool = False
) -> Score:
    """Pearson's r and the mean absolute error of the scale's values over all marked words."""
    pairs: list[tuple[float, Answer]] = []
    for record in records:
        read = reader.layers(report_of(record)) if record["events"] else None
        said = answers(*read, reader) if read else []
        pairs += [(e["factuality"], answer_at((e["start"], e["end"]), said)) for e in record["events"]]
    gold = [value for value, _ in pairs]
    given = [SCALE[a.status] if a.status else UNREACHED for _, a in pairs]
    error = ratio(sum(abs(g - p) for g, p in zip(gold, given, strict=True)), len(gold))
    figures = {"Pearson r": pearson(gold, given), "mean absolute error": error}
    counts = {"words": len(pairs), "unanswered": sum(a.by == "nothing" for _, a in pairs)}
    return Score(figures, counts, _by_status(pairs) if per_type else ())


def _by_status(pairs: Sequence[tuple[float, Answer]]) -> list[Json]:
    rows = []
    for status in (*Status, None):
        values = [value for value, answer in pairs if answer.status == status]
        if values:
            stated = SCALE[status] if status else UNREACHED
            mean = round(sum(values) / len(values), 2)
            rows.append({"class": str(status or "unanswered"), "words": len(values), "stated": stated, "gold": mean})
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
