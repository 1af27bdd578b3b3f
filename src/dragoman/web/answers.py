"""Answers for programs: JSON, JSON lines and CSV, cursors, entity tags, problems."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from operator import itemgetter
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from dragoman.errors import NotFound
from dragoman.model import Json
from dragoman.protocols import View
from dragoman.query import clocks, flat, lines_of, make_view
from dragoman.query.review import COLUMNS as QUEUE

JSON = "application/json"
AT_ONCE = 32 * 1024
"""Bytes of a stream that are sent together."""
PROBLEM = "application/problem+json"
TALLY: dict[str, flat.Getter] = {name: itemgetter(name) for name in ("what", "name", "number")}
COLUMNS = {**flat.COLUMNS, "items": QUEUE, "tallies": TALLY}
"""For each list, its columns in order and how each is made."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of something: `what` is the kind of count, `name` what was counted."""

    what: str
    name: str
    number: int

    def to_json(self) -> Json:
        """All fields by name."""
        return {"what": self.what, "name": self.name, "number": self.number}


def dumps(value: object) -> bytes:
    """JSON in UTF-8; what UTF-8 cannot hold becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def problem(status: int, message: str, remedy: str = "") -> Response:
    """An error as RFC 9457 has it, with the next step as `remedy`."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": message}
    if remedy:
        body["remedy"] = remedy
    return Response(dumps(body), status_code=status, media_type=PROBLEM)


def answer(request: Request, value: Json, status: int = 200, *, more: Json | None = None) -> Response:
    """A JSON object with its entity tag; 304 where the reader has it already. `more` is not part of what is tagged."""
    tag = f'"{hashlib.blake2b(dumps(value), digest_size=12).hexdigest()}"'
    body = dumps({**value, **(more or {})})
    headers = {"ETag": tag}
    held = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    if status == HTTPStatus.OK and tag in held:
        return Response(status_code=304, headers=headers)
    return Response(body, status_code=status, media_type=JSON, headers=headers)


# ------------------------------------------------------------------ cursors


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list one is, and the clocks at which the list was begun: later reports do not move it."""

    offset: int
    view: View


def begin(view: View) -> Place:
    """The beginning of a list, which from here on stands still."""
    return Place(0, View(view.as_of, view.known_by, view.recorded_by or datetime.now(UTC), view.undated))


def follow(cursor: str, question: Sequence[tuple[str, str]]) -> Place:
    """The place that a cursor names. Raises NotFound where it is none, or belongs to another question."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        offset, mark, words = int(found["o"]), found["q"], [str(found[key]) for key in ("a", "k", "r")]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotFound("no such place in a list", remedy="take `next` of the page before as it is") from error
    if mark != _mark(question):
        raise NotFound(
            "no such place in this list: the cursor is another question's",
            remedy="ask it with the words it was given for",
        )
    if not 0 <= offset < 2**53:
        raise NotFound("no such place in a list", remedy="take `next` of the page before as it is")
    return Place(offset, make_view(*words))


def after(place: Place, count: int, question: Sequence[tuple[str, str]]) -> str:
    """The cursor for what follows `count` rows."""
    view = place.view
    recorded = view.recorded_by.isoformat() if view.recorded_by else ""
    words = {"a": str(view.as_of), "k": str(view.known_by), "r": recorded}
    return (
        base64.urlsafe_b64encode(dumps({"o": place.offset + count, "q": _mark(question), **words})).decode().rstrip("=")
    )


def _mark(question: Sequence[tuple[str, str]]) -> str:
    return hashlib.blake2b(dumps(sorted(question)), digest_size=6).hexdigest()


# ------------------------------------------------------------------ lists


def json_lines(rows: Iterable[Any]) -> StreamingResponse:
    """A line for each object, sent as they are read, so that a long list needs no memory."""
    lines = (dumps(line) + b"\n" for row in rows for line in lines_of(row))
    return StreamingResponse(_gathered(lines), media_type="application/x-ndjson")


def table(rows: Iterable[Any], kind: str) -> StreamingResponse:
    """A CSV file, sent as it is read. What a spreadsheet would run as a formula is made harmless."""
    headers = {"Content-Disposition": f'attachment; filename="{kind}.csv"'}
    return StreamingResponse(_gathered(_csv(rows, kind)), media_type="text/csv; charset=utf-8", headers=headers)


def _gathered(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer parts: each is handed from a thread to the network."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _csv(rows: Iterable[Any], kind: str) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    columns = COLUMNS[kind]
    writer.writerow(columns)
    for row in rows:
        for line in lines_of(row):
            writer.writerow([flat.safe_cell(get(line)) for get in columns.values()])
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


def listed(
    request: Request,
    kind: str,
    place: Place,
    rows: Sequence[Any],
    limit: int,
    question: Sequence[tuple[str, str]],
    view: View,
) -> Response:
    """A page of a list: the clocks asked, the rows, the cursor of what follows. `rows` holds one more than is given."""
    value: Json = {**clocks(view), kind: [line for row in rows[:limit] for line in lines_of(row)]}
    # A cursor holds an instant: were it tagged, no answer would ever be the same as the one before.
    return answer(request, value, more={"next": after(place, limit, question) if len(rows) > limit else None})
