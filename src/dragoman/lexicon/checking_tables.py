"""The check of the CSV tables: actors, offices and who held them, summits, outlets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from dragoman.dates import Interval
from dragoman.errors import LexiconError
from dragoman.lexicon.actor_records import Tenure
from dragoman.lexicon.actor_tables import (
    ACTOR_COLUMNS,
    COUNTRY_COLUMNS,
    HOLDER_COLUMNS,
    by_start,
    check_succession,
    read_titles,
)
from dragoman.lexicon.actors import ACTOR_FILES
from dragoman.lexicon.faults import Fault, from_error
from dragoman.lexicon.records import Row, cells, is_actor_id, read_term

_SUMMIT_COLUMNS = ("event", "from", "until", "place", "country", "participants", "source")
_SIDE_COLUMNS = ("name", "side", "kind", "source")


@dataclass(frozen=True, slots=True)
class _Table:
    """A CSV file with its form: all its columns, and those that must be there and not be empty."""

    path: str
    columns: tuple[str, ...]
    required: tuple[str, ...]


def check_tables(root: Traversable) -> Iterator[Fault]:
    """All faults of the tables under `root`, in the order of the files."""
    yield from _Tables(root).check()


def rows_of(
    text: str, path: str, columns: tuple[str, ...], required: tuple[str, ...]
) -> Iterator[tuple[int, Row] | Fault]:
    """The good rows of a table with their lines, and a fault for each other one."""
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    for name in header:
        if name not in columns:
            yield Fault(path, 1, f"unknown column {name!r}", f"columns are {', '.join(columns)}")
    missing = [name for name in required if name not in header]
    if missing:
        yield Fault(path, 1, f"no column {missing[0]!r}", f"columns are {', '.join(columns)}")
        return
    for row in reader:
        if not row or row[0].startswith("#"):
            continue
        if len(row) > len(header):
            yield Fault(
                path,
                reader.line_num,
                f"{len(row)} cells under {len(header)} columns",
                "put a cell that holds a comma in double quotes",
            )
            continue
        values = dict.fromkeys(columns, "") | dict(zip(header, row, strict=False))
        empty = [name for name in required if not values[name].strip()]
        if empty:
            yield Fault(path, reader.line_num, f"the cell {empty[0]!r} is empty")
            continue
        yield reader.line_num, values


@dataclass(slots=True)
class _Tables:
    """The work on one folder; `known` are the ids met so far with their places."""

    root: Traversable
    known: dict[str, str] = field(default_factory=dict)

    def check(self) -> Iterator[Fault]:
        """Actors first, since the other tables refer to them."""
        rows: list[tuple[str, int, Row]] = []
        for table in self._actor_tables():
            for row in self._rows(table):
                if isinstance(row, Fault):
                    yield row
                    continue
                rows.append((table.path, *row))
                yield from self._new_id(table.path, *row)
        for path, line, values in rows:
            yield from self._references(path, line, values)
            yield from _term(path, line, values)
        yield from self._holders()
        yield from self._summits()
        yield from self._sides()

    def _actor_tables(self) -> Iterator[_Table]:
        yield _Table("actors/countries.csv", COUNTRY_COLUMNS, ("id", "name"))
        for name in ACTOR_FILES:
            yield _Table(f"actors/{name}", ACTOR_COLUMNS, ("id", "name"))

    def _rows(self, table: _Table) -> Iterator[tuple[int, Row] | Fault]:
        file = self.root.joinpath(*table.path.split("/"))
        if not file.is_file():
            return
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            yield Fault(table.path, 1, f"not UTF-8: {error}", "save the file as UTF-8")
            return
        yield from rows_of(text, table.path, table.columns, table.required)

    def _new_id(self, path: str, line: int, row: Row) -> Iterator[Fault]:
        actor = row["id"]
        if not is_actor_id(actor):
            yield Fault(path, line, f"not an actor's id: {actor!r}", "write it like JPN, JPN.GOV, IGO.UN or ARM.slug")
        elif actor in self.known:
            yield Fault(path, line, f"{actor} is given twice", f"the other one is in {self.known[actor]}")
        self.known.setdefault(actor, f"{path}:{line}")

    def _references(self, path: str, line: int, row: Row) -> Iterator[Fault]:
        named = {
            "country": cells(row.get("country", "")),
            "neighbours": cells(row.get("neighbours", "")),
            "members": cells(row.get("members", "")),
        }
        for column, ids in named.items():
            for actor in ids:
                if not is_actor_id(actor):
                    yield Fault(path, line, f"{column}: {actor!r} is no actor's id")
                elif actor.partition(".")[0] not in self.known and actor not in self.known:
                    yield Fault(path, line, f"{column}: no actor {actor!r}", "add its row or mend the id")

    def _holders(self) -> Iterator[Fault]:
        folder = self.root / "offices"
        if not folder.is_dir():
            return
        joint = self._joint()
        held: dict[str, list[tuple[Tenure, Interval, str]]] = {}
        for file in sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name):
            table = _Table(f"offices/{file.name}", HOLDER_COLUMNS, ("office", "person", "name"))
            for row in self._rows(table):
                if isinstance(row, Fault):
                    yield row
                    continue
                line, values = row
                wrong = [*self._office(table.path, line, values), *_term(table.path, line, values)]
                yield from wrong
                if not wrong:
                    wide, narrow = read_term(file, line, values["from"], values["until"])
                    tenure = Tenure(values["office"], values["person"], values["name"], (), wide)
                    held.setdefault(values["office"], []).append((tenure, narrow, f"{table.path}, line {line}"))
        for office, tenures in held.items():
            country, _, suffix = office.partition(".")
            shared = joint.get(suffix, ())
            if country not in shared and "*" not in shared:
                yield from _succession(sorted(tenures, key=lambda entry: by_start(entry[0])))

    def _joint(self) -> dict[str, tuple[str, ...]]:
        try:
            return read_titles(self.root / "offices" / "titles.toml")[1]
        except (LexiconError, OSError, KeyError):
            return {}  # the loader says what is wrong with that file

    def _office(self, path: str, line: int, row: Row) -> Iterator[Fault]:
        for column in ("office", "person"):
            if not is_actor_id(row[column]):
                yield Fault(
                    path, line, f"not an actor's id: {row[column]!r}", "write it like JPN.GOV.PM or person/slug"
                )
                return
        owner = row["office"].rpartition(".")[0]
        if owner not in self.known and row["office"].partition(".")[0] not in self.known:
            yield Fault(path, line, f"{row['office']} hangs on no known actor", "add the actor's row or mend the id")

    def _summits(self) -> Iterator[Fault]:
        table = _Table("calendar/summits.csv", _SUMMIT_COLUMNS, ("event", "from", "until", "source"))
        for row in self._rows(table):
            if isinstance(row, Fault):
                yield row
                continue
            yield from _term(table.path, *row)

    def _sides(self) -> Iterator[Fault]:
        table = _Table("outlets/sides.csv", _SIDE_COLUMNS, ("name", "side", "kind"))
        for row in self._rows(table):
            if isinstance(row, Fault):
                yield row
                continue
            line, values = row
            if values["side"] not in self.known:
                yield Fault(table.path, line, f"no country {values['side']!r}", "use its alpha-3 code")


def _term(path: str, line: int, row: Row) -> Iterator[Fault]:
    if "from" not in row:
        return
    try:
        read_term(Path(path), line, row["from"], row["until"])
    except LexiconError as error:
        yield Fault(path, line, error.message, error.remedy)


def _succession(held: list[tuple[Tenure, Interval, str]]) -> Iterator[Fault]:
    """Each pair of holders at a time is a fault of its own."""
    for earlier, later in pairwise(held):
        try:
            check_succession([earlier, later])
        except LexiconError as error:
            yield from_error(error, "offices")
