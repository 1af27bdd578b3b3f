"""What a measure gives: named figures, counts, and a breakdown; and the arithmetic that they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.model import Json


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one measure on one file of gold.

    `figures` are between 0 and 1 unless their name says otherwise; `counts` say on how much they rest; `breakdown`
    holds one row for each class (a type, a status, a bin), all with the same keys.
    """

    figures: Mapping[str, float]
    counts: Mapping[str, int]
    breakdown: Sequence[Json] = field(default_factory=tuple)

    def to_json(self) -> Json:
        """`figures` with four digits after the point, `counts` and `breakdown`."""
        figures = {name: round(value, 4) for name, value in self.figures.items()}
        return {"figures": figures, "counts": dict(self.counts), "breakdown": [dict(row) for row in self.breakdown]}


def ratio(part: float, whole: float) -> float:
    """`part / whole`, and 0 where there is no whole."""
    return part / whole if whole else 0.0


def f_measure(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall (van Rijsbergen 1979)."""
    return ratio(2 * precision * recall, precision + recall)


def prf(name: str, right_predicted: int, predicted: int, right_gold: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 under three names that begin with `name`."""
    precision, recall = ratio(right_predicted, predicted), ratio(right_gold, gold)
    return {f"{name} F1": f_measure(precision, recall), f"{name} P": precision, f"{name} R": recall}


def macro_f1(pairs: Iterable[tuple[str | None, str | None]]) -> tuple[float, list[Json]]:
    """The mean F1 of the classes that the gold has, from pairs `(gold, predicted)`; and each class's own row.

    `None` stands for "none of them" and is no class of its own, but takes part as a wrong answer.
    """
    listed = list(pairs)
    rows: list[Json] = []
    for name in sorted({gold for gold, _ in listed if gold is not None}):
        gold = sum(g == name for g, _ in listed)
        predicted = sum(p == name for _, p in listed)
        right = sum(g == p == name for g, p in listed)
        f1 = ratio(2 * right, gold + predicted)
        rows.append({"class": name, "gold": gold, "predicted": predicted, "right": right, "F1": round(f1, 3)})
    return ratio(sum(row["F1"] for row in rows), len(rows)), rows


def overlap(one: Sequence[int], other: Sequence[int]) -> int:
    """How many code points two stretches `[start, end)` share; 0 or less where they share none."""
    return min(one[1], other[1]) - max(one[0], other[0])


Stretch = tuple[int, int]
"""A place in a text, `[start, end)` in code points."""


def alike(one: Stretch, other: Stretch) -> float:
    """Shared code points over all that either covers (Jaccard); 0 where nothing is shared."""
    shared = max(0, overlap(one, other))
    return ratio(shared, (one[1] - one[0]) + (other[1] - other[0]) - shared)
