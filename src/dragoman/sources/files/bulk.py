"""Many reports in one file: Parquet, and JSON lines that are packed. The one door of the sources to pyarrow."""

from __future__ import annotations

import datetime
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.model import Failure, Report
from dragoman.sources.common.limits import RECORD_LIMIT, STAGE_READ, megabytes
from dragoman.sources.files.records import json_lines, report_from

ROWS = 128
"""Rows that are held at once."""
COLUMNS = (
    *("id", "doc_id", "text", "html", "published", "dct", "date", "title", "headline"),
    *("outlet", "source", "url", "language", "lang", "fetched"),
)
"""Columns that are read; others are left where they are. They mean what they mean in JSON lines."""
_REMEDY = "a Parquet file of reports has a column text or html, and id, published, title, outlet, url, language"


def read_parquet(file: BinaryIO, path: str, tell: Callable[[int], object]) -> Iterator[Report | Failure]:
    """A report for each row; a row that holds none is a failure that names the row, counted from 1.

    Rows are taken some at a time, so that memory is bounded by the largest row group's pages and not by the file.
    Raises InputError where the file is no Parquet, is damaged, or has no column of texts.
    """
    import pyarrow as pa  # noqa: PLC0415 - a large library that few runs need
    import pyarrow.parquet as pq  # noqa: PLC0415

    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    number = told = 0
    try:
        whole = pq.ParquetFile(file, pre_buffer=False)
        wanted = [name for name in COLUMNS if name in whole.schema_arrow.names]
        if not {"text", "html"} & set(wanted):
            raise InputError("no column text or html", place=path, remedy=_REMEDY)
        total = whole.metadata.num_rows
        for batch in whole.iter_batches(batch_size=ROWS, columns=wanted, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield _row(row, f"{path}:{number}")
            done = size * number // max(1, total)
            tell(done - told)
            told = done
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise InputError(f"damaged after row {number}: {_first(error)}", place=path, remedy="write it again") from error
    if number == 0:
        yield Failure(path, STAGE_READ, "empty: it holds no record", "leave it out, or write it again")


def _row(row: dict[str, Any], place: str) -> Report | Failure:
    values = {name: _text(value) for name, value in row.items() if value is not None}
    longest = max((len(value) for value in values.values() if isinstance(value, str)), default=0)
    if longest > RECORD_LIMIT:
        return Failure(place, STAGE_READ, f"a text of more than {megabytes(RECORD_LIMIT)}", "split it into reports")
    return report_from(values, place)


def _text(value: Any) -> Any:
    """Days and instants as ISO text, bytes as UTF-8: columns have types that JSON has not."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _first(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def read_packed_lines(file: BinaryIO, path: str, tell: Callable[[int], object]) -> Iterator[Report | Failure]:
    """JSON lines packed with gzip, a line at a time; a file that is cut off gives the lines before the cut.

    Raises InputError where the packing is damaged.
    """
    told = 0

    def moved(_: int) -> None:
        nonlocal told
        here = file.tell()
        tell(here - told)
        told = here

    try:
        with gzip.open(file) as lines:
            yield from json_lines(lines, path, moved)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            f"its packing is damaged or cut off: {error}", place=path, remedy="what stands before it is read"
        ) from error
