"""Plans, and what changed: what a list shows of each, kept until the ledger changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.dates import Interval
from dragoman.lexicon.actors import ActorBook
from dragoman.model import Json
from dragoman.protocols import Store, StoredEvent, View
from dragoman.query import to_day, today
from dragoman.query.changes import find_changes
from dragoman.query.plans import find_plans
from dragoman.query.requests import Request as Asking
from dragoman.query.requests import find_requests
from dragoman.web.asking import DAYS, TheClock, Word, address, known_actor
from dragoman.web.board import Line, line_of, lines
from dragoman.web.matters import AskedDossiers, TheDossiers
from dragoman.web.site import Site, TheSite
from dragoman.web.views import Pages, page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SIZE = 50
MONTH = 30
"""Days that the page of changes looks back unless asked otherwise."""
Day = Annotated[Word, Query(json_schema_extra=DAYS)]
Start = Annotated[int, Query(ge=0, le=2**53)]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as a list shows it. `dossier` and `title` name its matter, where it has one."""

    row: StoredEvent
    due: Interval | None
    outcome: str
    dossier: str | None
    title: str
    body: Json

    def to_json(self) -> Json:
        """The shape of `plans`."""
        return self.body


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What is different about a matter."""

    what: tuple[str, ...]
    after: Line
    body: Json

    def to_json(self) -> Json:
        """The shape of `changes`."""
        return self.body


def make_plans(store: Store, names: ActorBook, view: View) -> tuple[PlanLine, ...]:
    """All plans in view, by the day they are due, those without a day last."""
    return tuple(
        PlanLine(
            one.row,
            one.due,
            one.outcome,
            one.dossier.id if one.dossier else None,
            one.dossier.title if one.dossier else "",
            one.to_json(),
        )
        for one in find_plans(store, names, view)
    )


def plan_lines(site: Site, view: View) -> tuple[PlanLine, ...]:
    """The same, as they are kept."""
    return site.of_all(make_plans, view)


def plans_of(site: Site, view: View, asked: AskedDossiers, *, overdue: bool) -> list[PlanLine]:
    """The plans that a question means. Errors as of the question."""
    found = plan_lines(site, view)
    if asked.words:
        mine = {one.id for one in lines(site, asked.question(), view)}
        found = tuple(one for one in found if one.dossier in mine)
    return [one for one in found if not overdue or one.outcome == "overdue"]


def make_changes(store: Store, names: ActorBook, since: date, view: View) -> tuple[ChangeLine, ...]:
    """What became of matters between a day and the clocks of a view, the newest first."""
    found = find_changes(store, names, since, view)
    return tuple(ChangeLine(one.what, line_of(one.after), one.to_json()) for one in found)


def change_lines(site: Site, since: date, view: View) -> tuple[ChangeLine, ...]:
    """The same, as they are kept."""
    return site.of_all(make_changes, since, view)


@router.get("/changes")
def changes(request: Request, site: TheSite, clock: TheClock, since: Day = None, start: Start = 0) -> HTMLResponse:
    """What became of matters between a day and the clocks of the page."""
    held = clock.view.known_by or today()
    day = to_day((since or "").strip() or None, "earliest") or held - timedelta(days=MONTH)
    found = change_lines(site, day, clock.view)
    words = [("since", str(day))]
    return page(
        request,
        site,
        "changes.html",
        clock,
        since=day,
        rows=found[start : start + SIZE],
        pages=Pages(start, SIZE, len(found), "/changes", (*words, *clock.given.items())),
        words=words,
        forms=address("/api/v1/changes", *words, *clock.given.items()),
    )


@router.get("/requests")
def requests(
    request: Request,
    site: TheSite,
    clock: TheClock,
    by: Word = None,
    to: Word = None,
    text: Word = None,
    start: Start = 0,
) -> HTMLResponse:
    """Who asked whom for what, and what came of it."""
    held = (("by", by), ("to", to), ("text", text))
    given = [(name, value.strip()) for name, value in held if value and value.strip()]
    asked = dict(given)
    found = requests_of(site, clock.view, asked.get("by"), asked.get("to"), asked.get("text"))
    return page(
        request,
        site,
        "requests.html",
        clock,
        rows=found[start : start + SIZE],
        pages=Pages(start, SIZE, len(found), "/requests", (*given, *clock.given.items())),
        by=asked.get("by", ""),
        of=asked.get("to", ""),
        text=asked.get("text", ""),
        words=given,
        forms=address("/api/v1/requests", *given, *clock.given.items()),
    )


def make_requests(
    store: Store, names: ActorBook, view: View, by: str | None, to: str | None, text: str | None
) -> list[Asking]:
    """Who asked whom for what, and what came of it."""
    return find_requests(store, names, view, by=by, to=to, text=text)


def requests_of(site: Site, view: View, by: str | None, to: str | None, text: str | None) -> list[Asking]:
    """Requests, as they are kept. Errors as of `find_requests`."""
    by, to = (known_actor(site, name) if name else None for name in (by, to))
    return site.of_all(make_requests, view, by, to, text)


@router.get("/plans")
def plans(
    request: Request, site: TheSite, clock: TheClock, asked: TheDossiers, overdue: Word = None, start: Start = 0
) -> HTMLResponse:
    """What was fixed or agreed for later, and what came of it."""
    only = (overdue or "").lower() in ("1", "yes", "true", "on")
    words = [*asked.words, *([("overdue", "yes")] if only else [])]
    found = plans_of(site, clock.view, asked, overdue=only)
    return page(
        request,
        site,
        "plans.html",
        clock,
        rows=found[start : start + SIZE],
        pages=Pages(start, SIZE, len(found), "/plans", (*words, *clock.given.items())),
        asked=asked,
        only=only,
        words=words,
        forms=address("/api/v1/plans", *words, *clock.given.items()),
    )
