"""The HTTP API of matters: dossiers, what changed, plans, requests, two sides, words, the queue of reviewers."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from dragoman.errors import NotFound
from dragoman.protocols import View
from dragoman.query import clocks, to_day, today
from dragoman.query.changes import find_differences
from dragoman.query.relations import relation
from dragoman.query.review import Kind
from dragoman.query.searching import Hit
from dragoman.query.searching import search as found_words
from dragoman.web.answers import answer
from dragoman.web.api_shapes import ThePage, described
from dragoman.web.asking import DAY, Since, TheClock, Until, Word, clocks_of, in_order, known_actor
from dragoman.web.board import lines
from dragoman.web.judging import decisions
from dragoman.web.matters import TheDossiers, find_one
from dragoman.web.people import actor_rows
from dragoman.web.planning import change_lines, plans_of, requests_of
from dragoman.web.reviewing import queue
from dragoman.web.site import TheSite

api = APIRouter(prefix="/api/v1", tags=["Dragoman"], default_response_class=Response)

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


@api.get("/dossiers", responses=described("dossiers", [DOSSIER]))
def list_dossiers(
    request: Request,
    site: TheSite,
    clock: TheClock,
    asked: TheDossiers,
    at: ThePage,
) -> Response:
    """Continuing matters, the most recently confirmed first."""
    found = lines(site, asked.question(), clock.view)
    return at.whole(request, "dossiers", found, asked.words, clock)


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
    at: ThePage,
) -> Response:
    """What became of matters between a day and the clocks of the question, the newest first."""
    day = to_day(since, "earliest") or today()
    found = change_lines(site, day, clock.view)
    return at.whole(request, "changes", found, [("since", since)], clock)


@api.get("/differences", responses=described("changes", [CHANGE]))
def list_differences(
    request: Request,
    site: TheSite,
    clock: TheClock,
    first: Day,
    second: Day,
    asked: TheDossiers,
    at: ThePage,
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
    return at.whole(request, "changes", found, words, clock)


@api.get("/plans", responses=described("plans", [PLAN]))
def list_plans(
    request: Request,
    site: TheSite,
    clock: TheClock,
    asked: TheDossiers,
    at: ThePage,
    overdue: Annotated[bool, Query(description="Only plans whose day has passed without a word.")] = False,
) -> Response:
    """What was fixed or agreed for later, by the day it is due, and what came of it."""
    found = plans_of(site, clock.view, asked, overdue=overdue)
    words = [*asked.words, *([("overdue", "yes")] if overdue else [])]
    return at.whole(request, "plans", found, words, clock)


@api.get("/requests", responses=described("requests", [REQUEST]))
def list_requests(
    request: Request,
    site: TheSite,
    clock: TheClock,
    at: ThePage,
    by: Annotated[Word, Query(description="Who asked.")] = None,
    to: Annotated[Word, Query(description="Who was asked.")] = None,
    text: Annotated[Word, Query(description="Words of the sentence.")] = None,
) -> Response:
    """Who asked whom for what, and what came of it."""
    words = [(name, value) for name, value in (("by", by), ("to", to), ("text", text)) if value]
    found = requests_of(site, clock.view, by or None, to or None, text or None)
    return at.whole(request, "requests", found, words, clock)


@api.get("/relations", responses=described("points", [POINT]))
def list_points(
    request: Request,
    site: TheSite,
    clock: TheClock,
    a: Side,
    b: Side,
    at: ThePage,
    by: Annotated[Literal["week", "month"], Query()] = "month",
    since: Since = None,
    until: Until = None,
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
    return at.whole(request, "points", found, words, clock)


@api.get("/actors/{identity:path}/parts", responses=described("actors", [{"id": "CHL.GOV", "events": 12}]))
def list_parts(
    request: Request,
    site: TheSite,
    clock: TheClock,
    identity: str,
    at: ThePage,
) -> Response:
    """An actor and its parts: how often each does something, undergoes something, is mentioned."""
    actor = known_actor(site, identity[:300])
    rows = [
        row for row in actor_rows(site, clock.view) if (row.id or "") == actor or (row.id or "").startswith(f"{actor}.")
    ]
    return at.whole(request, "actors", rows, [("of", actor)], clock)


@api.get("/search", responses=described("hits", [{"document": "doc_av7d7qmyd7mfbwus", "text": "... the ban ..."}]))
def hits(
    request: Request,
    site: TheSite,
    clock: TheClock,
    q: Annotated[str, Query(max_length=300, min_length=1, description="The words; the last may be a beginning.")],
    at: ThePage,
) -> Response:
    """Where words stand in the text of the reports, with the events of that sentence."""
    text = q.strip()

    def rows(view: View, limit: int | None, offset: int) -> list[Hit]:
        return found_words(site.store, text, view, limit=None if limit is None else offset + limit)[offset:]

    return at.part(request, "hits", rows, [("q", q)], clock)


@api.get("/review", responses=described("items", [ITEM]))
def list_queue(
    request: Request,
    site: TheSite,
    clock: TheClock,
    at: ThePage,
    kind: Annotated[list[Kind] | None, Query(max_length=10)] = None,
) -> Response:
    """What waits for somebody to decide, what matters most first."""
    wanted = tuple(kind or ())
    found = [item for item in queue(site, clock.view) if not wanted or item.kind in wanted]
    return at.whole(request, "items", found, [("kind", one) for one in wanted], clock)
