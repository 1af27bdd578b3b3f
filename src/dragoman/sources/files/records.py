"""Records of JSON lines and JSON files as reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from gzip import GzipFile
from typing import IO, Any

from dragoman.errors import InputError
from dragoman.model import Failure, Report
from dragoman.sources.common.decode import decoded, fit
from dragoman.sources.common.limits import CHUNK, RECORD_LIMIT, STAGE_READ, megabytes
from dragoman.sources.files.metadata import filled, known

_SHAPE = 'a record is {"text": "..."} or {"html": "..."}, with id, published, title, outlet, url, language where known'


def json_lines(file: IO[bytes] | GzipFile, path: str, tell: Callable[[int], object]) -> Iterator[Report | Failure]:
    """A report for each line of `file`; lines that hold none are failures that name `path` and the line.

    No more than one record is held at a time, and a line beyond the limit is passed over without being held.
    """
    seen = False
    for number, (raw, size) in enumerate(_lines(file), start=1):
        tell(size)
        place = f"{path}:{number}"
        if raw is None:
            seen = True
            yield Failure(place, STAGE_READ, f"a line of more than {megabytes(RECORD_LIMIT)}", "split it into reports")
        elif raw.strip():
            seen = True
            yield _line(raw, place)
    if not seen:
        yield Failure(path, STAGE_READ, "empty: it holds no record", "leave it out, or write it again")


def json_file(raw: bytes, path: str) -> Iterator[Report | Failure]:
    """The reports of one JSON value: a record, or an array of records, whose places are `path` and the index."""
    try:
        value = _parsed(decoded(raw, path), path)
    except InputError as error:
        yield Failure(error.place, STAGE_READ, error.message, error.remedy)
        return
    if not isinstance(value, list):
        yield report_from(value, path)
        return
    if not value:
        yield Failure(path, STAGE_READ, "empty: it holds no record", "leave it out, or write it again")
    for index, item in enumerate(value):
        yield report_from(item, f"{path}[{index}]")


def _line(raw: bytes, place: str) -> Report | Failure:
    try:
        return report_from(_parsed(decoded(raw, place), place), place)
    except InputError as error:
        return Failure(error.place, STAGE_READ, error.message, error.remedy)


def _lines(file: IO[bytes] | GzipFile) -> Iterator[tuple[bytes | None, int]]:
    """Each line of `file` with its size; `None` for one that is too long, of which no more than a chunk was held."""
    while line := file.readline(RECORD_LIMIT + 1):
        size = len(line)
        if size <= RECORD_LIMIT:
            yield line, size
            continue
        while not line.endswith(b"\n") and (line := file.readline(CHUNK)):
            size += len(line)
        yield None, size


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise InputError(f"not valid JSON: {error.msg} at {where}", place=place, remedy=_SHAPE) from error
    except (RecursionError, ValueError) as error:  # nested without end, or a number of thousands of digits
        raise InputError(f"not JSON that can be read: {error}", place=place, remedy=_SHAPE) from error


def report_from(value: Any, place: str) -> Report | Failure:
    """The report that one record holds, or why it holds none; `place` names it where it has no id of its own."""
    if not isinstance(value, dict):
        return Failure(place, STAGE_READ, f"not a record but {_kind(value)}", _SHAPE)
    form = next((key for key in ("text", "html") if value.get(key) is not None), None)
    if form is None:
        return Failure(place, STAGE_READ, "the record has neither text nor html", _SHAPE)
    content = value[form]
    if not isinstance(content, str):
        return Failure(place, STAGE_READ, f"{form} is not a string but {_kind(content)}", _SHAPE)
    if not content.strip():
        return Failure(place, STAGE_READ, f"{form} is empty", "leave the record out, or fetch the report again")
    name = next((str(value[key]) for key in ("id", "doc_id") if isinstance(value.get(key), str | int)), "")
    return filled(Report(name or place, fit(content), form, fetched=_instant(value)), known(value))


def _instant(value: dict[str, Any]) -> str | None:
    """When a page was fetched, where the record says so in a form that can be read."""
    try:
        return datetime.fromisoformat(str(value["fetched"])).isoformat()
    except (KeyError, ValueError):
        return None


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "true or false", list: "an array", str: "a string", dict: "an object"}
    return names.get(type(value), "a number")
