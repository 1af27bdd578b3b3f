"""The HTTP API of matters: dossiers, what changed, plans, requests, two sides, words, the queue of reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from dragoman.errors import NotFound
from dragoman.query import clocks, to_day, today
from dragoman.query.changes import find_differences
from dragoman.query.relations import relation
from dragoman.query.review import Kind
from dragoman.query.searching import search as found_words
from dragoman.web.answers import answer, listed
from dragoman.web.api_shapes import Cursor, Form, Format, Limit, described, start, stream
from dragoman.web.asking import DAY, Since, TheClock, Until, Word, clocks_of, in_order, known_actor
from dragoman.web.board import lines
from dragoman.web.judging import decisions
from dragoman.web.matters import TheDossiers, find_one
from dragoman.web.people import actor_rows
from dragoman.web.planning import change_lines, plans_of, requests_of
from dragoman.web.reviewing import queue
from dragoman.web.site import TheSite

api = APIRouter(prefix="/api/v1", tags=["Dragoman"], default_response_class=Response)

USUAL = 100
Side = Annotated[str, Query(max_length=300, min_length=1, description="Name or code of one side.")]
Day = Annotated[
    str, Query(max_length=40, description="YYYY-MM-DD, YYYY-MM, YYYY, today or yesterday", json_schema_extra=DAY)
]

DOSSIER = {
    "id": "ds_ozbscy5zfmzasfaa",
    "kind": "measure",
    "title": "Vietnam's ban on Chilean cherries",
    "state": "in force",
    "since": {"earliest": "2024-12-01", "latest": "2024-12-01"},
    "flags": [],
}
CHANGE = {"dossier": DOSSIER["id"], "what": ["announced → in force"], "after": {"state": "in force"}}
PLAN = {"dossier": DOSSIER["id"], "due": {"earliest": "2025-01-20", "latest": "2025-01-31"}, "outcome": "overdue"}
REQUEST = {"by": [{"id": "CHL"}], "to": [{"id": "VNM"}], "outcome": "not granted so far"}
POINT = {"period": "2024-12", "count": 3, "score": -2.5, "counts": {"verbal conflict": 2, "material conflict": 1}}
ITEM = {"kind": "unsure", "target": "ev_6u5ob7igfjnk2svt", "why": "the reading is not sure", "weight": 0.75}


def _rows(
    request: Request,
    kind: str,
    rows: Sequence[Any],
    asked: tuple[Sequence[tuple[str, str]], TheClock],
    page: tuple[int, str | None, Form],
) -> Response:
    """A list that is there as a whole: a page of it, or all of it as a stream."""
    words, clock = asked
    limit, cursor, form = page
    if form is not Form.JSON:
        return stream(rows, kind, form)
    question = [*words, *clock.given.items()]
    place = start(cursor, clock.view, question)
    cut = rows[place.offset : place.offset + limit + 1]
    return listed(request, kind, place, cut, limit, question, clock.view)


@api.get("/dossiers", responses=described("dossiers", [DOSSIER]))
def list_dossiers(
    request: Request,
    site: TheSite,
    clock: TheClock,
    asked: TheDossiers,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """Continuing matters, the most recently confirmed first."""
    found = lines(site, asked.question(), clock.view)
    return _rows(request, "dossiers", found, (asked.words, clock), (limit, cursor, form))


@api.get("/dossiers/{identity}", responses=described("dossier", DOSSIER, stream=False))
def show_dossier(request: Request, site: TheSite, clock: TheClock, identity: str) -> Response:
    """One matter in full, with its evidence and what people decided about it."""
    found = find_one(site, clock, identity)
    decided = [one.to_json() for one in decisions(site.store, found.id, clock.view)]
    return answer(request, {**clocks(clock.view), "dossier": found.to_json(full=True), "decisions": decided})


@api.get("/changes", responses=described("changes", [CHANGE]))
def list_changes(
    request: Request,
    site: TheSite,
    clock: TheClock,
    since: Day,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """What became of matters between a day and the clocks of the question, the newest first."""
    day = to_day(since, "earliest") or today()
    found = change_lines(site, day, clock.view)
    return _rows(request, "changes", found, ([("since", since)], clock), (limit, cursor, form))


@api.get("/differences", responses=described("changes", [CHANGE]))
def list_differences(
    request: Request,
    site: TheSite,
    clock: TheClock,
    first: Day,
    second: Day,
    asked: TheDossiers,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """What was believed of the day `as_of` by a first day, and what is believed of it by a second."""
    one, other = (to_day(day, "latest") or today() for day in (first, second))
    if other < one:
        raise NotFound(f"no difference: {other} is before {one}", remedy="swap `first` and `second`")
    question = replace(asked.question(), parties=tuple(known_actor(site, name) for name in asked.parties))
    key = ("differences", str(one), str(other), *clocks_of(clock.view), *asked.words)
    found = site.kept.get(
        key,
        site.version(),
        lambda: find_differences(site.store, site.names, one, other, clock.view, question),
    )
    words = [*asked.words, ("first", first), ("second", second)]
    return _rows(request, "changes", found, (words, clock), (limit, cursor, form))


@api.get("/plans", responses=described("plans", [PLAN]))
def list_plans(
    request: Request,
    site: TheSite,
    clock: TheClock,
    asked: TheDossiers,
    overdue: Annotated[bool, Query(description="Only plans whose day has passed without a word.")] = False,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """What was fixed or agreed for later, by the day it is due, and what came of it."""
    found = plans_of(site, clock.view, asked, overdue=overdue)
    words = [*asked.words, *([("overdue", "yes")] if overdue else [])]
    return _rows(request, "plans", found, (words, clock), (limit, cursor, form))


@api.get("/requests", responses=described("requests", [REQUEST]))
def list_requests(
    request: Request,
    site: TheSite,
    clock: TheClock,
    by: Annotated[Word, Query(description="Who asked.")] = None,
    to: Annotated[Word, Query(description="Who was asked.")] = None,
    text: Annotated[Word, Query(description="Words of the sentence.")] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """Who asked whom for what, and what came of it."""
    words = [(name, value) for name, value in (("by", by), ("to", to), ("text", text)) if value]
    found = requests_of(site, clock.view, by or None, to or None, text or None)
    return _rows(request, "requests", found, (words, clock), (limit, cursor, form))


@api.get("/relations", responses=described("points", [POINT]))
def list_points(
    request: Request,
    site: TheSite,
    clock: TheClock,
    a: Side,
    b: Side,
    by: Annotated[Literal["week", "month"], Query()] = "month",
    since: Since = None,
    until: Until = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """Two sides by week or month: how much they did, of what sort, and how friendly it was."""
    first, last = to_day(since or None, "earliest"), to_day(until or None, "latest")
    in_order(since or None, until or None)
    found = relation(
        site.store,
        site.names,
        known_actor(site, a),
        known_actor(site, b),
        clock.view,
        period=by,
        since=first,
        until=last,
    )
    words = [("a", a), ("b", b), ("by", by), *((n, v) for n, v in (("from", since), ("to", until)) if v)]
    return _rows(request, "points", found, (words, clock), (limit, cursor, form))


@api.get("/actors/{identity:path}/parts", responses=described("actors", [{"id": "CHL.GOV", "events": 12}]))
def list_parts(
    request: Request,
    site: TheSite,
    clock: TheClock,
    identity: str,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """An actor and its parts: how often each does something, undergoes something, is mentioned."""
    actor = known_actor(site, identity[:300])
    rows = [
        row for row in actor_rows(site, clock.view) if (row.id or "") == actor or (row.id or "").startswith(f"{actor}.")
    ]
    return _rows(request, "actors", rows, ([("of", actor)], clock), (limit, cursor, form))


@api.get("/search", responses=described("hits", [{"document": "doc_av7d7qmyd7mfbwus", "text": "... the ban ..."}]))
def hits(
    request: Request,
    site: TheSite,
    clock: TheClock,
    q: Annotated[str, Query(max_length=300, min_length=1, description="The words; the last may be a beginning.")],
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """Where words stand in the text of the reports, with the events of that sentence."""
    text = q.strip()
    if form is not Form.JSON:
        return stream(found_words(site.store, text, clock.view), "hits", form)
    question = [("q", q), *clock.given.items()]
    place = start(cursor, clock.view, question)
    rows = found_words(site.store, text, place.view, limit=place.offset + limit + 1)
    return listed(request, "hits", place, rows[place.offset :], limit, question, clock.view)


@api.get("/review", responses=described("items", [ITEM]))
def list_queue(
    request: Request,
    site: TheSite,
    clock: TheClock,
    kind: Annotated[list[Kind] | None, Query(max_length=10)] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    form: Format = Form.JSON,
) -> Response:
    """What waits for somebody to decide, what matters most first."""
    wanted = tuple(kind or ())
    found = [item for item in queue(site, clock.view) if not wanted or item.kind in wanted]
    return _rows(request, "items", found, ([("kind", one) for one in wanted], clock), (limit, cursor, form))
