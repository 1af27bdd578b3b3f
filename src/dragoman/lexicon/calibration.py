"""What a raw score is worth: the table of `data/calibration.toml`, which bench/calibrate.py fits."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from dragoman.errors import LexiconError

PLACE = "data/calibration.toml"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Steps that rise: a raw score of `starts[i]` or more, up to the next start, is right with `shares[i]`."""

    starts: tuple[float, ...]
    shares: tuple[float, ...]

    def probability(self, raw: float) -> float:
        """The share of the last step not over `raw`; below all of them, that of the first."""
        return self.shares[max(0, bisect_right(self.starts, raw) - 1)]


def load_calibration(root: Traversable | None = None) -> Calibration:
    """Read the table. Raises LexiconError where it is not one of rising steps within 0 and 1."""
    root = root or resources.files("dragoman") / "data"
    try:
        steps = tomllib.loads((root / "calibration.toml").read_text(encoding="utf-8"))["step"]
        starts = tuple(float(step["from"]) for step in steps)
        shares = tuple(float(step["probability"]) for step in steps)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise LexiconError(
            f"not a table of steps: {error}", place=PLACE, remedy="bench/calibrate.py --write"
        ) from error
    if (
        not steps
        or list(starts) != sorted(starts)
        or list(shares) != sorted(shares)
        or not 0 <= shares[0] <= shares[-1] <= 1
    ):
        raise LexiconError("the steps do not rise within 0 and 1", place=PLACE, remedy="bench/calibrate.py --write")
    return Calibration(starts, shares)


@lru_cache(maxsize=1)
def shipped_calibration() -> Calibration:
    """The table that ships: it does not change while a process runs, so it is read once."""
    return load_calibration()
