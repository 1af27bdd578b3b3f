"""What the routes of the HTTP API share: forms, pages, and what OpenAPI says of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from dragoman.protocols import View
from dragoman.web.answers import JSON, PROBLEM, begin, follow, json_lines, listed, table
from dragoman.web.asking import Clock

USUAL = 100
MOST = 1000
Words = Sequence[tuple[str, str]]


class Form(StrEnum):
    """How a list is sent."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows on a page of JSON; JSON lines and CSV give all.")]
Cursor = Annotated[str | None, Query(max_length=600, description="`next` of the page before.")]
Format = Annotated[Form, Query(alias="format", description="json by pages; jsonl and csv as streams of all.")]

CLOCKS_EXAMPLE = {"as_of": "2025-12-31", "known_by": "2025-12-31"}


def described(kind: str, example: Any, *, stream: bool = True, pages: bool = True) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the answers of a route: as a stream too or not, in pages with `next` or as one object."""
    content: dict[str, Any] = {
        JSON: {"example": {**CLOCKS_EXAMPLE, kind: example, **({"next": None} if stream and pages else {})}}
    }
    if stream:
        content["application/x-ndjson"] = {"schema": {"type": "string"}}
        content["text/csv"] = {"schema": {"type": "string"}}
    return {200: {"description": "The answer.", "content": content}, **PROBLEMS}


_REFUSAL = {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "'sum' is no status"}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {
        "description": why,
        "content": {PROBLEM: {"schema": {"type": "object"}, "example": {**_REFUSAL, "status": code}}},
    }
    for code, why in (
        (400, "The question cannot be understood; `detail` and `remedy` say why."),
        (401, "The access token is missing or wrong."),
        (403, "A page of another site asked."),
        (404, "There is no such object in view."),
        (413, "Too large."),
        (415, "A body that is not JSON."),
        (421, "Asked under a name that is not this server's."),
        (422, "A field is missing, or of the wrong kind."),
        (429, "Too many requests that write within a minute; `Retry-After` says in how many seconds to ask again."),
        (503, "The ledger is being written by another process; try again."),
    )
}


def stream(rows: Iterable[Any], kind: str, form: Form) -> Response:
    """All of a list, as it is read."""
    return table(rows, kind) if form is Form.CSV else json_lines(rows)


Rows = Callable[[View, int | None, int], Iterable[Any]]
"""The rows of a list in a view: at most so many, beginning at a place."""


class Paging:
    """How a list is wanted: a page of JSON, or all of it as a stream."""

    def __init__(self, limit: Limit = USUAL, cursor: Cursor = None, form: Format = Form.JSON) -> None:
        """Keep what the address says."""
        self.limit, self.cursor, self.form = limit, cursor, form

    def whole(self, request: Request, kind: str, rows: Sequence[Any], words: Words, clock: Clock) -> Response:
        """Of a list that is there as a whole. `words` are the question as it stands in an address."""

        def cut(_: View, limit: int | None, offset: int) -> Sequence[Any]:
            return rows if limit is None else rows[offset : offset + limit]

        return self.part(request, kind, cut, words, clock)

    def part(self, request: Request, kind: str, rows: Rows, words: Words, clock: Clock) -> Response:
        """Of a list of which no more is asked than is given. Raises NotFound for a cursor that is none."""
        if self.form is not Form.JSON:
            return stream(rows(clock.view, None, 0), kind, self.form)
        question = [*words, *clock.given.items()]
        place = follow(self.cursor, question) if self.cursor else begin(clock.view)
        found = list(rows(place.view, self.limit + 1, place.offset))
        return listed(request, kind, place, found, self.limit, question, clock.view)


ThePage = Annotated[Paging, Depends()]
"""The page of a list, as routes ask for it."""
