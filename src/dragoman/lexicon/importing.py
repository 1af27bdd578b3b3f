"""A user's own actors and office holders, taken into the user's own folder after a full check.

Two forms are read: a CSV table with the columns of `ACTOR_COLUMNS` or `HOLDER_COLUMNS`, or an extract of a Wikidata
JSON dump, one entity a line. What is taken widens the shipped book and never changes it: a row that contradicts it is a
conflict, named with file and line.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.errors import InputError, LexiconError
from dragoman.lexicon.actors import ACTOR_COLUMNS, HOLDER_COLUMNS, ActorBook, widened_book
from dragoman.lexicon.checking_tables import rows_of
from dragoman.lexicon.faults import Fault
from dragoman.lexicon.own_files import own_files, own_folder
from dragoman.lexicon.records import Row, cells, is_actor_id, read_term
from dragoman.lexicon.wikidata import read_entities, to_rows

MOST_BYTES = 512_000_000
_CONFLICTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took: rows of actors and holders, the tables written, and what was left out with the reason."""

    actors: int
    holders: int
    files: tuple[Path, ...]
    left_out: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A row on its way into a table, with the line of the user's file from which it came."""

    line: int
    row: Row


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows of one form, and the name of the table they will stand in."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[_Line, ...]


def import_actors(path: Path, *, partly: bool = False) -> Imported:
    """Check the rows of `path` and write them to a table in the user's own folder.

    With `partly` the rows at fault are left out; without it one fault keeps all of them out. Importing a file of the
    same name again replaces what it gave before. Raises InputError where the file cannot be read, LexiconError with
    every fault, each on a line of its own, where rows are at fault.
    """
    text = _text_of(path)
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "actors"
    others = [file for file in own_files() if not _is_of(file, stem)]
    book = widened_book(others)
    faults: list[Fault] = []
    notes: list[Fault] = []
    if text.lstrip()[:1] in ("{", "["):
        batches = _from_wikidata(text, path.name, stem, book, notes)
    else:
        batches = [_from_csv(text, path.name, stem, book, faults)]
    batches = [replace(b, lines=tuple(_free_of_conflict(b, path.name, others, faults))) for b in batches]
    if faults and not partly:
        raise LexiconError(
            "nothing was taken:\n" + "\n".join(f"  {fault}" for fault in faults),
            place=str(path),
            remedy="mend these lines, or take the others with --partly",
        )
    kept = [batch for batch in batches if batch.lines]
    files = tuple(_write(own_folder(), batch) for batch in kept)
    counts = {
        columns: sum(len(b.lines) for b in kept if b.columns == columns) for columns in (ACTOR_COLUMNS, HOLDER_COLUMNS)
    }
    return Imported(counts[ACTOR_COLUMNS], counts[HOLDER_COLUMNS], files, tuple(sorted({*faults, *notes})))


def _is_of(file: Path, stem: str) -> bool:
    return file.stem in (f"{stem}-actors", f"{stem}-holders")


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(
                f"larger than {MOST_BYTES // 1_000_000} MB",
                place=str(path),
                remedy="extract the entities you need first",
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", place=str(path), remedy="save the file as UTF-8") from error
    except OSError as error:
        raise InputError(error.strerror or str(error), place=str(path), remedy="check the path") from error


# ------------------------------------------------------------------ the two forms


def _from_csv(text: str, name: str, stem: str, book: ActorBook, faults: list[Fault]) -> _Batch:
    header = next(csv.reader(io.StringIO(text)), [])
    holders = "office" in header
    columns = HOLDER_COLUMNS if holders else ACTOR_COLUMNS
    required = ("office", "person", "name", "source") if holders else ("id", "name", "source")
    lines, seen = [], dict[str, int]()
    for item in rows_of(text, name, columns, required):
        if isinstance(item, Fault):
            faults.append(item)
            continue
        line, row = item
        wrong = list(_holder_faults(name, line, row, book) if holders else _actor_faults(name, line, row, book))
        if not holders and row["id"] in seen:
            wrong.append(
                Fault(name, line, f"{row['id']} is given twice", f"the other one is in line {seen[row['id']]}")
            )
        faults += wrong
        if not wrong:
            seen[row.get("id", "")] = line
            lines.append(_Line(line, row))
    return _Batch(f"{stem}-{'holders' if holders else 'actors'}", columns, tuple(lines))


def _actor_faults(name: str, line: int, row: Row, book: ActorBook) -> Iterator[Fault]:
    actor = row["id"]
    if not is_actor_id(actor) or "/" in actor or "." not in actor:
        yield Fault(name, line, f"not the id of an actor that can be added: {actor!r}", "like JPN.PTY.slug or COM.slug")
    elif book.records.get(actor):
        known = book.records[actor]
        yield Fault(name, line, f"{actor} is known already: {known.name}", "give a new id, or leave the row out")
    for country in (*cells(row["country"]), *cells(row["members"])):
        if book.get(country) is None:
            yield Fault(name, line, f"no actor {country!r}", "use the alpha-3 code of a country, or an id of the book")
    yield from _own_names(name, line, row, book)
    yield from _term_fault(name, line, row)


def _own_names(name: str, line: int, row: Row, book: ActorBook) -> Iterator[Fault]:
    """A name that stands for another actor already would leave both of them unresolved."""
    for called in (row["name"], *cells(row["aliases"])):
        owners = book.called(called)
        if owners:
            yield Fault(name, line, f"{called!r} is the name of {owners[0]} already", "leave it out or make it longer")


def _holder_faults(name: str, line: int, row: Row, book: ActorBook) -> Iterator[Fault]:
    if book.get(row["office"]) is None:
        yield Fault(
            name, line, f"no office {row['office']!r}", "write it like JPN.GOV.PM; `dragoman lexicon show` finds it"
        )
    if not (is_actor_id(row["person"]) and row["person"].startswith("person/")):
        yield Fault(name, line, f"not a person's id: {row['person']!r}", "write it like person/first-last")
    if not row["from"]:
        yield Fault(name, line, "no day from which the office was held", "give from as YYYY, YYYY-MM or YYYY-MM-DD")
    yield from _term_fault(name, line, row)


def _term_fault(name: str, line: int, row: Row) -> Iterator[Fault]:
    try:
        read_term(Path(name), line, row["from"], row["until"])
    except LexiconError as error:
        yield Fault(name, line, error.message, error.remedy)


def _from_wikidata(text: str, name: str, stem: str, book: ActorBook, notes: list[Fault]) -> list[_Batch]:
    """The rows of an extract; what no row can be made of is left out with its reason, for a dump cannot be mended."""
    entities = read_entities(text.splitlines(), name, notes)
    actors, holders = to_rows(entities, name, book, notes)
    return [
        _Batch(f"{stem}-actors", ACTOR_COLUMNS, tuple(_Line(line, row) for line, row in actors)),
        _Batch(f"{stem}-holders", HOLDER_COLUMNS, tuple(_Line(line, row) for line, row in holders)),
    ]


# ------------------------------------------------------------------ conflicts and writing


def _free_of_conflict(batch: _Batch, name: str, others: Sequence[Path], faults: list[Fault]) -> list[_Line]:
    """The rows with which the whole book loads; the loader itself says which of them contradict it."""
    kept = list(batch.lines)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(_CONFLICTS_SHOWN):
            trial = Path(folder) / f"{batch.name}.csv"
            trial.write_text(_table(batch.columns, (line.row for line in kept)), encoding="utf-8")
            try:
                widened_book([*others, trial])
            except LexiconError as error:
                found = re.search(rf"{re.escape(trial.name)}, line (\d+)", f"{error.place} {error.message}")
                if found is None:
                    raise
                at = kept.pop(int(found[1]) - 2)
                message = re.sub(rf"{re.escape(trial.name)}, line \d+", f"line {at.line}", error.message)
                faults.append(Fault(name, at.line, message, error.remedy))
            else:
                break
    return kept


def _table(columns: tuple[str, ...], rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([" ".join(row.get(column, "").split()) for column in columns] for row in rows)
    return out.getvalue()


def _write(folder: Path, batch: _Batch) -> Path:
    """Write a table so that a reader sees the old one or the new one, never half of it."""
    target = folder / f"{batch.name}.csv"
    draft = folder / f".{batch.name}.draft"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(_table(batch.columns, (line.row for line in batch.lines)), encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        raise InputError(error.strerror or str(error), place=str(target), remedy="check the folder") from error
    return target
