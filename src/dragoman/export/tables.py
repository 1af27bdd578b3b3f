"""Flat and nested forms of our own columns: CSV, JSON lines, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from dragoman.dates import to_iso
from dragoman.model import Json
from dragoman.query import flat
from dragoman.query.happenings import Act

ROWS = 4000
"""Rows that are held at a time."""

MORE = ("outlet", "title", "published_earliest", "published_latest", "tellings", "reports")
"""Columns beside those of `events`: the report, how many events tell of the act and how many reports do."""

COLUMNS = (*flat.COLUMNS["events"], *MORE)
_WHOLE = flat.INTEGERS | {"tellings", "reports"}


def nested(act: Act) -> Json:
    """An act as an object: the event of the telling that stands for it, its most exact date, and what tells of it."""
    row = act.row
    line = next(row.lines(), None) or {"path": None, **row.event.to_json()}
    dated = act.dated.event.date if act.dated else None
    published = row.source.published.interval
    return {
        **line,
        "occurrence": row.occurrence,
        "dossier": row.dossier,
        "date": dated.to_json() if dated else None,
        "outlet": row.source.outlet,
        "title": row.source.title,
        "published": {"earliest": to_iso(published.earliest), "latest": to_iso(published.latest)},
        "told_by": [one.event.id for one in act.rows],
        "documents": list(act.documents),
    }


def flattened(act: Act) -> flat.Flat:
    """An act as a row of `COLUMNS`."""
    line = nested(act)
    return {
        **flat.flatten("events", line),
        "outlet": line["outlet"],
        "title": line["title"],
        "published_earliest": line["published"]["earliest"],
        "published_latest": line["published"]["latest"],
        "tellings": len(act.rows),
        "reports": len(line["documents"]),
    }


def write_csv(acts: Iterable[Act], out: BinaryIO) -> int:
    """Comma-separated, UTF-8, with a heading; no cell is run as a formula. Gives the number of rows."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")  # as RFC 4180 has it; so a bare return in a field is quoted too
    writer.writerow(COLUMNS)
    count = 0
    for act in acts:
        writer.writerow([flat.safe_cell(value) for value in flattened(act).values()])
        count += 1
    text.detach()
    return count


def write_jsonl(acts: Iterable[Act], out: BinaryIO) -> int:
    """One object a line, in the shape of `events` with what else is known of the act."""
    count = 0
    for act in acts:
        out.write(f"{json.dumps(nested(act), ensure_ascii=False)}\n".encode("utf-8", "replace"))
        count += 1
    return count


def write_parquet(acts: Iterable[Act], out: BinaryIO) -> int:
    """The columns of the CSV with their types, days as dates, a group of `ROWS` rows at a time."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and the only door to it for writing
    from pyarrow import parquet  # noqa: PLC0415

    schema = pa.schema([(name, _arrow(name, pa)) for name in COLUMNS])
    rows, count = map(flattened, acts), 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for part in _parts(rows):
            columns = {name: [_typed(name, row[name]) for row in part] for name in COLUMNS}
            writer.write_table(pa.table(columns, schema=schema))
            count += len(part)
    return count


def _parts(rows: Iterator[flat.Flat]) -> Iterator[list[flat.Flat]]:
    while part := list(islice(rows, ROWS)):
        yield part


def _is_day(name: str) -> bool:
    return name in flat.DAYS or name.startswith("published_")


def _arrow(name: str, pa: Any) -> Any:
    if _is_day(name):
        return pa.date32()
    kinds = ((_WHOLE, pa.int64()), (flat.REALS, pa.float64()), (flat.TRUTHS, pa.bool_()))
    return next((kind for names, kind in kinds if name in names), pa.string())


def _typed(name: str, value: flat.Cell) -> date | flat.Cell:
    if not isinstance(value, str):
        return value
    return date.fromisoformat(value) if _is_day(name) else value.encode("utf-8", "replace").decode("utf-8")
