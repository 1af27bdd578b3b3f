"""Reading of the tables of knowledge: CSV and TOML files of `data/`, each fault named by file and line."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.dates import Interval, parse_interval
from dragoman.errors import LexiconError

Row = dict[str, str]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = re.compile(r"(?:[A-Z]{3}|GRP|IGO|NGO|COM|ARM|MED)(?:\.[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)*")


def is_actor_id(text: str) -> bool:
    """Whether `text` has the form of an actor's id: `JPN.GOV.PM`, `IGO.UN`, `person/fumio-kishida`."""
    if text.startswith("person/"):
        return _SLUG.fullmatch(text[7:]) is not None
    return _ID.fullmatch(text) is not None


def cells(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, separated by `|`, empty ones left out."""
    return tuple(part.strip() for part in text.split("|") if part.strip()) if text else ()


def place_of(file: Traversable, line: int) -> str:
    """A file and line as errors name them."""
    return f"{file.name}, line {line}"


def read_csv(file: Traversable, columns: tuple[str, ...], required: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    """The rows of a table with their line numbers.

    Raises LexiconError where the header names a column that is not in `columns`, lacks one of `required`, a row is
    longer than the header, or a required cell is empty.
    """
    with io.StringIO(file.read_text(encoding="utf-8"), newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader, [])
        unknown = [name for name in header if name not in columns]
        missing = [name for name in required if name not in header]
        if unknown or missing:
            what = f"unknown column {unknown[0]!r}" if unknown else f"no column {missing[0]!r}"
            raise LexiconError(what, place=place_of(file, 1), remedy=f"columns are {', '.join(columns)}")
        for row in reader:
            if not row or row[0].startswith("#"):
                continue
            line = reader.line_num
            if len(row) > len(header):
                raise LexiconError(
                    f"{len(row)} cells under {len(header)} columns",
                    place=place_of(file, line),
                    remedy="put a cell that holds a comma in double quotes",
                )
            values = dict(zip(header, row, strict=False))
            for name in columns:
                values.setdefault(name, "")
            empty = [name for name in required if not values[name].strip()]
            if empty:
                raise LexiconError(f"the cell {empty[0]!r} is empty", place=place_of(file, line))
            yield line, values


def read_toml(file: Traversable, tables: dict[str, tuple[str, ...]]) -> dict[str, list[dict[str, Any]]]:
    """The arrays of tables of a TOML file; `tables` gives the keys allowed in each.

    Raises LexiconError where the file is no TOML, or a table or key is not known.
    """
    text = file.read_text(encoding="utf-8")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", place=file.name) from error
    for table, entries in content.items():
        if table not in tables or not isinstance(entries, list):
            raise LexiconError(
                f"unknown table {table!r}",
                place=place_of(file, _line_of(text, table)),
                remedy=f"tables are {', '.join(tables)}",
            )
        for entry in entries:
            unknown = [key for key in entry if key not in tables[table]]
            if unknown:
                raise LexiconError(
                    f"unknown key {unknown[0]!r}",
                    place=place_of(file, _line_of(text, unknown[0])),
                    remedy=f"keys of [[{table}]] are {', '.join(tables[table])}",
                )
    return {table: content.get(table, []) for table in tables}


def _line_of(text: str, word: str) -> int:
    """The first line on which `word` starts a statement, for errors found after parsing."""
    pattern = re.compile(rf"^\s*\[*\s*{re.escape(word)}\b", re.MULTILINE)
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def read_term(file: Traversable, line: int, start: str, end: str) -> tuple[Interval, Interval]:
    """The days from `start` to `end` as the widest and the narrowest reading of the two cells; an empty cell is open.

    A year or a month alone is a whole year or month: the widest reading begins with its first day, the narrowest with
    its last. Raises LexiconError where a cell is no date or the end lies before the start.
    """
    try:
        first = parse_interval(start) if start else Interval()
        last = parse_interval(end) if end else Interval()
        return Interval(first.earliest, last.latest), _narrow(first, last)
    except ValueError as error:
        raise LexiconError(
            f"not a term of office: {start!r} to {end!r}",
            place=place_of(file, line),
            remedy="dates are YYYY, YYYY-MM or YYYY-MM-DD, the end not before the start",
        ) from error


def _narrow(first: Interval, last: Interval) -> Interval:
    """From the last possible first day to the first possible last day, or the widest where these cross."""
    if first.latest and last.earliest and last.earliest < first.latest:
        return Interval(first.latest, first.latest)
    return Interval(first.latest, last.earliest)
