"""The words that betray noise, from `data/cleaning/noise.toml`, as compiled patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from itertools import groupby

from dragoman.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Cues:
    """One pattern for each table of the file; each is the alternation of the table's `patterns`."""

    related_heading: re.Pattern[str]
    related_line: re.Pattern[str]
    boilerplate: re.Pattern[str]
    byline: re.Pattern[str]
    byline_tail: re.Pattern[str]
    caption: re.Pattern[str]
    caption_credit: re.Pattern[str]
    agency_tail: re.Pattern[str]
    media_length: re.Pattern[str]
    dateline: re.Pattern[str]
    class_caption: re.Pattern[str]
    class_credit: re.Pattern[str]
    class_byline: re.Pattern[str]
    class_related: re.Pattern[str]
    class_menu: re.Pattern[str]
    class_dateline: re.Pattern[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The cues that ship with Dragoman. Raises LexiconError where the file is not what it should be."""
    place = "data/cleaning/noise.toml"
    tables = tomllib.loads(resources.files("dragoman").joinpath(place).read_text(encoding="utf-8"))
    names = {field.name for field in fields(Cues)}
    if set(tables) != names:
        wrong = ", ".join(sorted(set(tables) ^ names))
        raise LexiconError(f"tables missing or unknown: {wrong}", place=place)
    return Cues(**{name: _compiled(name, tables[name], place) for name in sorted(names)})


def _compiled(name: str, table: dict[str, object], place: str) -> re.Pattern[str]:
    patterns = table.get("patterns")
    unknown = set(table) - {"patterns", "what", "whole", "ignore_case"}
    if unknown or not isinstance(patterns, list) or not patterns:
        raise LexiconError(f"{name} takes patterns, what, whole, ignore_case", place=place)
    joined = "|".join(_in_runs(patterns))
    flags = re.IGNORECASE if table.get("ignore_case", True) else 0
    try:
        return re.compile(rf"(?:{joined})\Z" if table.get("whole") else joined, flags)
    except re.error as error:
        raise LexiconError(f"{name}: not a regular expression: {error}", place=place) from error


def _in_runs(patterns: list[str]) -> Iterator[str]:
    """The alternatives; neighbours that begin with "^" share it, or each would be tried at every letter of a text."""
    for opens, run in groupby(patterns, lambda pattern: pattern.startswith("^")):
        if opens:
            yield f"^(?:{'|'.join(pattern[1:] for pattern in run)})"
        else:
            yield from (f"(?:{pattern})" for pattern in run)
