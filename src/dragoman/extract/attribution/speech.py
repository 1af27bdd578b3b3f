"""Where somebody speaks in a report, before anything is parsed."""

from __future__ import annotations

from bisect import bisect_right

from dragoman.extract.attribution.found import Stretch
from dragoman.extract.attribution.quotes import find_quotations
from dragoman.extract.attribution.turns import Turn, turns_of
from dragoman.model import Document, Sentence


class Speech:
    """The stretches of a document that stand between marks of quotation or are turns of a transcript."""

    def __init__(self, document: Document) -> None:
        """Find the stretches of `document`; those of a turn begin with the label of its speaker."""
        turns = (part for turn in turns_of(document) for part in _whole(turn))
        quoted = (part for quotation in find_quotations(document) for part in quotation.parts)
        self._parts: list[Stretch] = sorted((*turns, *quoted))
        self._starts = [start for start, _ in self._parts]

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence begins inside somebody's speech."""
        number = bisect_right(self._starts, sentence.start) - 1
        return number >= 0 and sentence.start < self._parts[number][1]


def _whole(turn: Turn) -> tuple[Stretch, ...]:
    first, *rest = turn.said
    return ((min(turn.label[0], first[0]), first[1]), *rest)
