"""How real an act is and what it does to its matter, against words marked in sentences.

Each marked word is answered by the event whose trigger shares most with it; where no event stands there, by the walk of
the proposition that does. A word that neither reaches has no answer, which is wrong for its status.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.evaluate.gold import places
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, Stretch, alike, macro_f1, ratio
from dragoman.extract.events import find_events
from dragoman.extract.events.standing import status_of
from dragoman.model import Document, Json, Layers, Phase, Report, Status

NEEDS = ("text", "targets")


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
    for told in status_of(document, layers, book):
        span = document.span(*told.place)
        found.append(((span.start, span.end), Answer(told.status, told.phase, "proposition")))
    return found


def answer_at(place: Stretch, said: Sequence[tuple[Stretch, Answer]]) -> Answer:
    """The answer of the trigger that shares the largest part with `place`: events first, then propositions."""
    for by in ("event", "proposition"):
        near = [(alike(place, span), answer) for span, answer in said if answer.by == by]
        best = max(near, key=lambda each: each[0], default=(0.0, UNANSWERED))
        if best[0] > 0:
            return best[1]
    return UNANSWERED


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
