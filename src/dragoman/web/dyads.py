"""Two sides: how they stand with one another over time, what is open between them, what is planned, who met whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.dossiers import REAL
from dragoman.model import ActorRef
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.corrections import find_corrections
from dragoman.query.dossiers import DossierQuestion
from dragoman.query.happenings import Act, counts
from dragoman.query.judging import rejected
from dragoman.query.relations import relation
from dragoman.query.words import month_of
from dragoman.web import drawing
from dragoman.web.asking import Asked, Since, TheClock, Until, Word, address, brief_links, clocks_of, known_actor
from dragoman.web.board import Line, lines
from dragoman.web.newest import Total, as_corrected, newest, slice_of
from dragoman.web.planning import PlanLine, plan_lines
from dragoman.web.site import Site, TheSite
from dragoman.web.views import Pages, page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SIZE = 40
FEW = 150
"""Two sides with so many events are read at once; of others the latest are shown, and who met is told of the first."""
MANY = 600
"""Of two sides with more events the drawing is made beside: a page that nobody has asked for yet comes without it."""
MET = 10
Start = Annotated[int, Query(ge=0, le=2**53)]
Months = dict[str, list[StoredEvent]]


@router.get("/timeline")
def between(
    request: Request,
    site: TheSite,
    clock: TheClock,
    a: Word = None,
    b: Word = None,
    since: Since = None,
    until: Until = None,
    start: Start = 0,
) -> HTMLResponse:
    """What two sides did to and with one another, the latest first."""
    first, second = (a or "").strip(), (b or "").strip()
    asked = Asked(actor=[first], other=second, since=since, until=until)
    words = [("a", first), ("b", second), *((n, v) for n, v in asked.words if n in ("from", "to"))]
    context = _nothing() if not (first and second) else _between(site, clock.view, asked, (first, second), start)
    total = context.pop("total")
    return page(
        request,
        site,
        "timeline.html",
        clock,
        a=first,
        b=second,
        since=since or "",
        until=until or "",
        rejected=rejected(site.store, clock.view),
        pages=Pages.of(start, SIZE, total, "/timeline", (*words, *clock.given.items())),
        words=words if first and second else [],
        downloads=brief_links(clock.given, *words) if context["titles"] and (total.least or context["matters"]) else (),
        forms=address("/api/v1/timeline", *words, *clock.given.items()) if first and second else "",
        **context,
    )


def _nothing() -> dict[str, Any]:
    """A page that only asks who is meant."""
    empty: dict[str, Any] = dict.fromkeys(("matters", "over", "plans", "ids", "titles"), ())
    return {**empty, "months": {}, "chart": None, "is_drawn_later": False, "met": None, "total": Total(0, 0)}


def _between(site: Site, view: View, asked: Asked, sides: tuple[str, str], start: int) -> dict[str, Any]:
    ids = tuple(known_actor(site, side) for side in sides)
    which = asked.filter(site, view)
    every = as_corrected(site, replace(which, limit=FEW + 1))
    rows, total = slice_of(every, start, SIZE) if len(every) <= FEW else newest(site, which, start, SIZE)
    months: Months = defaultdict(list)
    for row in rows:
        months[month_of(row.event.date.interval if row.event.date else None)].append(row)
    matters = lines(site, DossierQuestion(sides), view)
    counts = _told(site, view, every) if len(every) <= FEW else _quads(site, view, which)
    return {
        "ids": ids,
        "titles": [site.names.name(one) for one in ids],
        "matters": [one for one in matters if one.is_open],
        "over": [one for one in matters if not one.is_open],
        "plans": _plans(site, view, matters),
        "months": dict(months),
        "total": total,
        "chart": drawing.quads(counts) if counts is not None else None,
        "is_drawn_later": counts is None,
        "met": met(site, every, (ids[0], ids[1])),
    }


def _plans(site: Site, view: View, matters: list[Line]) -> list[PlanLine]:
    mine = {one.id for one in matters}
    return [plan for plan in plan_lines(site, view) if plan.dossier in mine and plan.outcome in ("due", "overdue")]


def _told(site: Site, view: View, rows: Sequence[StoredEvent]) -> dict[str, dict[str, int]]:
    """The same as `_quads` from events that are there: acts that count, by month and quad class."""
    gone = rejected(site.store, view)
    taken_back = site.kept.get(
        ("taken back", *clocks_of(view)), site.version(), lambda: find_corrections(site.store, view)
    )
    acts: dict[str, list[StoredEvent]] = defaultdict(list)
    for row in rows:
        if counts(row) and not gone & {row.event.id, row.occurrence} and taken_back.reason(row) is None:
            acts[row.occurrence or row.event.id].append(row)
    found = [Act(name, tuple(held)) for name, held in acts.items()]
    days = [(act, act.when.latest or act.when.earliest or act.reported.latest) for act in found]
    return drawing.tallied((day.isoformat()[:7] if day else "", act.row.event.quad) for act, day in days)


def _quads(site: Site, view: View, which: EventFilter) -> dict[str, dict[str, int]] | None:
    """Happenings that are real, by month and quad class; `None` where there are many, and they are being counted."""
    given = (which.actors[0], which.counterparts[0], view, which.start, which.end)
    is_long = len(list(site.store.events(replace(which, offset=MANY, limit=1)))) > 0
    return site.soon(make_quads, *given) if is_long else site.of_all(make_quads, *given)


def make_quads(
    store: Store, names: ActorBook, a: str, b: str, view: View, since: date | None, until: date | None
) -> dict[str, dict[str, int]]:
    """Acts of two sides that count, by month and quad class."""
    points = relation(store, names, a, b, view, since=since, until=until)
    return {point.period: dict(point.counts) for point in points}


def met(site: Site, rows: Sequence[StoredEvent], ids: tuple[str, str]) -> drawing.Web | None:
    """Who of the two sides met, visited or spoke with whom, each happening once."""
    grouped: dict[str, StoredEvent] = {}
    for row in rows:
        if row.event.type == "CONSULT" and row.event.status in REAL:
            grouped.setdefault(row.occurrence or row.event.id, row)
    pairs: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    for row in grouped.values():
        here, there = (_of_side(site, row, one) for one in ids)
        pairs.update((one, other) for one in here for other in there if one != other)
    return drawing.web(dict(sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:MET]))


def _of_side(site: Site, row: StoredEvent, side: str) -> list[tuple[str, str]]:
    """Name and page of the participants of an event that belong to a side."""
    home = site.names.country_of(side) if "/" not in side else None
    found = []
    for ref in (*row.event.actors, *row.event.recipients):
        identity = ref.person or ref.id
        if identity and _belongs(ref, side, home):
            found.append((site.names.name(identity), address(f"/actors/{identity}")))
    return list(dict.fromkeys(found))


def _belongs(ref: ActorRef, side: str, home: str | None) -> bool:
    mine = (ref.id or "", ref.person or "")
    return side in mine or any(one.startswith(f"{side}.") for one in mine) or (home == side and ref.country == side)
