"""Fit the confidence of events on the project's own gold, and measure it on events that were not fitted on.

usage: python bench/calibrate.py [--write]

An event has a raw score by its form and parties (extract/events/confidence.py). That is no probability; this script
makes a table that turns it into one: the events of the gold are put into the order of their score, and the shares of
right ones are pooled until they rise with it (isotonic regression by pooling adjacent violators, Ayer et al. 1955).
Steps of fewer than `LEAST` events are pooled as well, and each share is drawn towards the share of all by `PRIOR`
events, so that no step says 0 or 1 for want of cases.

An event is right if the gold of its sentence has one of the same type whose parties overlap on every side. The error is
cross-fitted: the sentences are parted in `FOLDS` by the hash of their ids, and the events of each part are measured
with the table that the others give (Stone 1974). Beside it stands the error of one half by the table of the other,
both ways round; with so few events in a bin, chance alone makes some .03 of that. `--write` writes
src/dragoman/data/calibration.toml, fitted on all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from dragoman.evaluate.calibration import calibration
from dragoman.evaluate.events import NEEDS, accepted
from dragoman.evaluate.gold import half_key, load
from dragoman.evaluate.measures import Options, report_of
from dragoman.evaluate.reader import GoldReader
from dragoman.extract.events.confidence import form_of, raw_score
from dragoman.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "events" / "own.jsonl"
TABLE = ROOT / "src" / "dragoman" / "data" / "calibration.toml"
LEAST = 100
PRIOR = 2
FOLDS = 10

Answer = tuple[float, bool]
Marked = tuple[int, float, bool]
Step = tuple[float, float]
Block = tuple[float, int, int]
"""The lowest raw score of a step, how many of its events are right, and how many there are."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    found = answers()
    steps, crossed = fit(plain(found)), cross_fitted(found)
    before, after = calibration(plain(found)), calibration(crossed)
    print(f"{len(found)} events, right {share(plain(found)):.3f}")
    for start, probability in steps:
        print(f"  raw score from {start:.3f}: {probability:.3f}")
    there, back = (halves_error(found, fold) for fold in (0, 1))
    print(f"one half by the table of the other: {there:.3f}, and the other way round: {back:.3f}")
    print(f"expected calibration error, cross-fitted: {before.error:.3f} raw, {after.error:.3f} with the table")
    for row in after.rows:
        print(f"  {row['class']}  {row['events']:4d} events  stated {row['stated']:.3f}  right {row['right']:.3f}")
    if given.write:
        TABLE.write_text(as_toml(steps, len(found), after.error), encoding="utf-8")
        print(f"written to {TABLE.relative_to(ROOT)}")


def answers() -> list[Marked]:
    """The hash of its sentence's id, the raw score and whether right, of every event of the gold."""
    reader = GoldReader(Settings())
    found = []
    for record in load(GOLD, NEEDS):
        reading = reader.read(report_of(record, Options()))
        key = int(half_key(record["id"]), 16)
        for event in reading.events if reading else ():
            found.append((key, raw_score(event, form_of(event)), accepted(record, event.to_json())))
    return found


def plain(found: Sequence[Marked]) -> list[Answer]:
    return [(raw, right) for _, raw, right in found]


def cross_fitted(found: Sequence[Marked]) -> list[Answer]:
    """The stated probability of each event by the table that the other folds give, and whether it is right."""
    stated: list[Answer] = []
    for fold in range(FOLDS):
        steps = fit(plain([each for each in found if each[0] % FOLDS != fold]))
        stated += [(look_up(steps, raw), right) for key, raw, right in found if key % FOLDS == fold]
    return stated


def halves_error(found: Sequence[Marked], fold: int) -> float:
    """The error of one half of the gold by the table of the other half."""
    steps = fit(plain([each for each in found if each[0] % 2 == fold]))
    return calibration([(look_up(steps, raw), right) for key, raw, right in found if key % 2 != fold]).error


def fit(points: Sequence[Answer]) -> list[Step]:
    """Steps `(from this raw score on, probability)`, rising."""
    overall = share(points)
    blocks: list[Block] = []
    for score in sorted({raw for raw, _ in points}):
        group = [right for raw, right in points if raw == score]
        blocks.append((score, sum(group), len(group)))
        while len(blocks) > 1 and must_pool(blocks[-2], blocks[-1]):
            blocks[-2:] = [pooled(blocks[-2], blocks[-1])]
    if len(blocks) > 1 and blocks[-1][2] < LEAST:
        blocks[-2:] = [pooled(blocks[-2], blocks[-1])]
    return [(low, round((right + PRIOR * overall) / (events + PRIOR), 3)) for low, right, events in blocks]


def pooled(one: Block, other: Block) -> Block:
    return one[0], one[1] + other[1], one[2] + other[2]


def must_pool(one: Block, other: Block) -> bool:
    return one[2] < LEAST or one[1] * other[2] >= other[1] * one[2]


def share(points: Sequence[Answer]) -> float:
    return sum(right for _, right in points) / max(1, len(points))


def look_up(steps: Sequence[Step], raw: float) -> float:
    return next((p for start, p in reversed(steps) if raw >= start), steps[0][1])


def as_toml(steps: Sequence[Step], events: int, error: float) -> str:
    lines = [
        "# What a raw score of an event is worth: the share of events with that score that a careful reader accepts.",
        f"# Fitted by bench/calibrate.py on {events} events of tests/gold/events/own.jsonl; cross-fitted in {FOLDS}",
        f"# parts, the expected calibration error is {error:.3f}. A raw score takes the last step not over it.",
        "",
        *(line for start, p in steps for line in ("[[step]]", f"from = {start:.3f}", f"probability = {p:.3f}", "")),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
