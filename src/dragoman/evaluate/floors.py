"""Floors: figures that may not fall, each with the hash of the gold on which it was measured.

A floor is lowered only on purpose. The file is TOML, one table `[[floor]]` for each run of a measure:

`measure`, `gold`
    the measure and its file or folder, counted from the folder above; gold under `../` is skipped where missing;
`sha256`
    the hash of the gold: figures on other gold say nothing;
`no_dct`, `sample`
    options of the run;
`at_least`, `at_most`
    tables of figures by name.
"""

from __future__ import annotations

import math
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.evaluate.gold import sha256
from dragoman.evaluate.measures import MEASURES, Options, evaluate
from dragoman.evaluate.reader import GoldReader

MARGIN = 0.01
"""How far under today's figure a raised floor is set: models and libraries differ a little from machine to machine."""

_KEYS = frozenset({"measure", "gold", "sha256", "no_dct", "sample", "at_least", "at_most"})


@dataclass(frozen=True, slots=True)
class Floor:
    """One run of a measure and the bounds of its figures. `gold` is as written in the file and counts from `root`."""

    measure: str
    gold: str
    sha256: str
    root: Path
    no_dct: bool = False
    sample: int | None = None
    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The file of gold."""
        return self.root / self.gold

    @property
    def is_own(self) -> bool:
        """Whether the project ships it, so that it must be there."""
        return not self.gold.startswith("..")

    @property
    def command(self) -> str:
        """What a person runs to get the same figures."""
        options = (" --no-dct" if self.no_dct else "") + (f" --sample {self.sample}" if self.sample else "")
        return f"dragoman eval {self.measure} {self.gold}{options}"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one floor: its figures, what is wrong, and seconds. `skipped` says why nothing was measured."""

    floor: Floor
    figures: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    skipped: str = ""
    seconds: float = 0.0


def find_floors(start: Path) -> Path:
    """`quality/floors.toml` in `start` or the nearest folder above. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / "quality" / "floors.toml").is_file():
            return folder / "quality" / "floors.toml"
    raise UsageError(
        "no quality/floors.toml here or above",
        place=str(start),
        remedy="run it in the project's folder, or name --file",
    )


def load_floors(path: Path) -> list[Floor]:
    """The floors of a file. Raises UsageError that names the file and the entry where it is not as it should be."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["floor"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"not a file of floors: {error}", place=str(path), remedy="see its first lines") from error
    return [_floor(entry, path, number) for number, entry in enumerate(entries, start=1)]


def _floor(entry: Mapping[str, Any], path: Path, number: int) -> Floor:
    unknown = sorted(set(entry) - _KEYS)
    missing = sorted({"measure", "gold", "sha256"} - set(entry))
    if unknown or missing or entry["measure"] not in MEASURES:
        wrong = ", ".join([f"unknown {k}" for k in unknown] + [f"no {k}" for k in missing]) or entry["measure"]
        raise UsageError(f"floor {number}: {wrong}", place=str(path), remedy=f"measures are {', '.join(MEASURES)}")
    return Floor(root=path.resolve().parent.parent, **entry)


def run_floors(floors: Sequence[Floor], reader: GoldReader) -> Iterator[Result]:
    """Measure each floor in turn."""
    for floor in floors:
        yield run_floor(floor, reader)


def run_floor(floor: Floor, reader: GoldReader) -> Result:
    """Measure one floor. Raises UsageError for a figure that its measure does not give."""
    if not floor.path.exists():
        if floor.is_own:
            return Result(floor, faults=("the gold is missing",))
        return Result(floor, skipped="not beside this checkout")
    start = time.perf_counter()
    options = Options(undated=floor.no_dct, sample=floor.sample)
    figures = evaluate(floor.measure, [floor.path], reader, options).figures
    return Result(floor, figures, tuple(_faults(floor, figures)), "", time.perf_counter() - start)


def _faults(floor: Floor, figures: Mapping[str, float]) -> Iterator[str]:
    unknown = sorted({*floor.at_least, *floor.at_most} - set(figures))
    if unknown:
        raise UsageError(f"{floor.measure} has no figure {', '.join(unknown)}", remedy=f"it has {', '.join(figures)}")
    if sha256(floor.path) != floor.sha256:
        yield "the gold is not the file that was measured: --update takes its hash"
    for name, bound in floor.at_least.items():
        if figures[name] < bound:
            yield f"{name} {figures[name]:.3f} is under {bound:.3f}"
    for name, bound in floor.at_most.items():
        if figures[name] > bound:
            yield f"{name} {figures[name]:.3f} is over {bound:.3f}"


def raised(result: Result, *, lower: bool = False) -> Floor:
    """The floor moved up to `MARGIN` from today's figures, with today's hash; down only with `lower`."""
    floor = result.floor
    if result.skipped or not result.figures:
        return floor

    def least(name: str, bound: float) -> float:
        today = math.floor((result.figures[name] - MARGIN) * 1000) / 1000
        return today if lower else max(bound, today)

    def most(name: str, bound: float) -> float:
        today = math.ceil((result.figures[name] + MARGIN) * 1000) / 1000
        return today if lower else min(bound, today)

    return replace(
        floor,
        sha256=sha256(floor.path),
        at_least={name: least(name, bound) for name, bound in floor.at_least.items()},
        at_most={name: most(name, bound) for name, bound in floor.at_most.items()},
    )


def write_floors(path: Path, floors: Sequence[Floor]) -> None:
    """Write floors back; the comment lines at the top of the file stay."""
    head = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            break
        head.append(line)
    path.write_text("\n".join([*head, *(line for floor in floors for line in _lines(floor))]), encoding="utf-8")


def _lines(floor: Floor) -> list[str]:
    lines = ["[[floor]]", f'measure = "{floor.measure}"', f'gold = "{floor.gold}"', f'sha256 = "{floor.sha256}"']
    lines += ["no_dct = true"] if floor.no_dct else []
    lines += [f"sample = {floor.sample}"] if floor.sample else []
    for name, table in (("at_least", floor.at_least), ("at_most", floor.at_most)):
        if table:
            inside = ", ".join(f'"{figure}" = {bound:.3f}' for figure, bound in table.items())
            lines.append(f"{name} = {{ {inside} }}")
    return [*lines, ""]
