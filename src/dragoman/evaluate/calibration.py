"""Whether a confidence of .8 is right four times in five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.evaluate.score import ratio
from dragoman.model import Json

BINS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """The expected calibration error, and the reliability table: one row for each bin that is not empty."""

    error: float
    rows: tuple[Json, ...]


def calibration(answers: Sequence[tuple[float, bool]], bins: int = BINS) -> Calibration:
    """How far stated confidence lies from the share of right answers, over bins of equal width.

    `answers` are `(confidence, right)`. The error is the mean distance weighted by the number of answers in each bin
    (Naeini, Cooper and Hauskrecht 2015).
    """
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for sure, right in answers:
        held[min(int(sure * bins), bins - 1)].append((sure, right))
    rows, error = [], 0.0
    for number, group in enumerate(held):
        if not group:
            continue
        stated = sum(sure for sure, _ in group) / len(group)
        true = sum(right for _, right in group) / len(group)
        error += abs(stated - true) * ratio(len(group), len(answers))
        label = f"{number / bins:.1f}-{(number + 1) / bins:.1f}"
        rows.append({"class": label, "events": len(group), "stated": round(stated, 3), "right": round(true, 3)})
    return Calibration(error, tuple(rows))
