"""Dossiers: the pages and the API of continuing matters, their states and the paths that led there."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from dragoman.errors import NotFound
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.query import clocks, to_day, today
from dragoman.query.changes import find_changes, find_plans
from dragoman.query.dossiers import DossierQuestion, DossierView, dossier, find_dossiers, missing
from dragoman.query.judging import rejected
from dragoman.web.answers import answer
from dragoman.web.asking import LONGEST, Many, TheClock, Word, address
from dragoman.web.judging import decisions, verdict
from dragoman.web.lifecycle import life, tone
from dragoman.web.site import TheSite
from dragoman.web.views import Pages, page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
api = APIRouter(prefix="/api/v1", tags=["Dragoman"], default_response_class=Response)

SIZE = 50
MONTH = 30
"""Days that the page of changes looks back unless asked otherwise."""
Start = Annotated[int, Query(ge=0, le=2**53)]


class AskedDossiers:
    """A question about dossiers."""

    def __init__(
        self,
        party: Annotated[Many, Query(description="Names or codes; all of them take part.")] = None,
        kind: Annotated[Many, Query(description="measure, meeting, talks, agreement, ...")] = None,
        state: Annotated[Many, Query(description="in force, suspended, postponed, ...")] = None,
        text: Annotated[Word, Query(description="Words of the title or the object.")] = None,
        open: Annotated[Word, Query(max_length=LONGEST, description="yes: only what is not over.")] = None,
    ) -> None:
        """Keep the words; `question` reads them."""
        self.parties = tuple(one.strip() for one in party or () if one.strip())
        self.kinds = tuple(one for one in kind or () if one.strip())
        self.states = tuple(one for one in state or () if one.strip())
        self.text = (text or "").strip()
        self.open = (open or "").lower() in ("1", "yes", "true", "on")

    @property
    def words(self) -> list[tuple[str, str]]:
        """The question as it stands in an address."""
        several = {"party": self.parties, "kind": self.kinds, "state": self.states}
        found = [(name, value) for name, values in several.items() for value in values]
        return [*found, *([("text", self.text)] if self.text else []), *([("open", "yes")] if self.open else [])]

    def question(self) -> DossierQuestion:
        """The question as `dragoman.query` takes it."""
        return DossierQuestion(self.parties, self.kinds, self.states, self.text or None, self.open)


TheDossiers = Annotated[AskedDossiers, Depends()]


@router.get("/dossiers")
def dossiers(
    request: Request, site: TheSite, clock: TheClock, asked: TheDossiers, start: Start = 0, sort: Word = None
) -> HTMLResponse:
    """Continuing matters and where they stand."""
    found = find_dossiers(site.store, site.names, asked.question(), clock.view)
    if sort == "title":
        found.sort(key=lambda one: (one.title.casefold(), one.id))
    elif sort == "state":
        found.sort(key=lambda one: (one.folded.state, one.title.casefold(), one.id))
    words = (*asked.words, *([("sort", sort)] if sort else []))
    kinds = shipped_kinds()
    return page(
        request,
        site,
        "dossiers.html",
        clock,
        rows=found[start : start + SIZE],
        pages=Pages(start, SIZE, len(found), "/dossiers", (*words, *clock.given.items())),
        asked=asked,
        sort=sort or "",
        kinds=[kind.name for kind in kinds.kinds],
        states=sorted({state for kind in kinds.kinds for state in kind.states} | {"unknown"}),
        tone=tone,
        words=words,
        forms=address("/api/v1/dossiers", *asked.words, *clock.given.items()),
    )


@router.get("/dossiers/{identity}")
def one_dossier(request: Request, site: TheSite, clock: TheClock, identity: str) -> HTMLResponse:
    """One matter: its state, the path that led there, who says what, what is missing, and all its evidence."""
    found = _dossier(site, clock, identity)
    decided = decisions(site.store, found.id, clock.view)
    return page(
        request,
        site,
        "dossier.html",
        clock,
        one=found,
        life=life(found),
        tone=partial(tone, found),
        missing=missing(found),
        held=[_dossier(site, clock, child) for child in found.holds],
        within=str(found.record.body.get("within") or ""),
        decisions=decided,
        verdict=verdict(decided),
        rejected=rejected(site.store, clock.view),
        forms=address(f"/api/v1/dossiers/{found.id}", *clock.given.items()),
    )


@router.get("/changes")
def changes(request: Request, site: TheSite, clock: TheClock, since: Word = None) -> HTMLResponse:
    """What became of matters between a day and the clocks of the page."""
    held = clock.view.known_by or today()
    day = to_day((since or "").strip() or None, "earliest") or held - timedelta(days=MONTH)
    return page(
        request,
        site,
        "changes.html",
        clock,
        since=day,
        rows=find_changes(site.store, site.names, day, clock.view),
        tone=tone,
        words=[("since", str(day))],
        forms=address("/api/v1/changes", ("since", str(day)), *clock.given.items()),
    )


@router.get("/plans")
def plans(request: Request, site: TheSite, clock: TheClock, asked: TheDossiers, overdue: Word = None) -> HTMLResponse:
    """What was fixed or agreed for later, and what came of it."""
    only = (overdue or "").lower() in ("1", "yes", "true", "on")
    words = [*asked.words, *([("overdue", "yes")] if only else [])]
    return page(
        request,
        site,
        "plans.html",
        clock,
        rows=find_plans(site.store, site.names, clock.view, asked.question(), overdue_only=only),
        asked=asked,
        only=only,
        words=words,
        forms=address("/api/v1/plans", *words, *clock.given.items()),
    )


def _dossier(site: TheSite, clock: TheClock, identity: str) -> DossierView:
    if not identity.startswith("ds_"):
        raise NotFound(f"no dossier {identity[:80]!r}", remedy="ids of dossiers begin with ds_")
    return dossier(site.store, site.names, identity, clock.view)


_EXAMPLE = {"as_of": "2025-12-31", "dossiers": [{"id": "ds_ozbscy5zfmzasfaa", "kind": "measure", "state": "in force"}]}
_ANSWER: dict[int | str, dict[str, object]] = {
    200: {"description": "The answer.", "content": {"application/json": {"example": _EXAMPLE}}}
}


@api.get("/dossiers", responses=_ANSWER)
def list_dossiers(request: Request, site: TheSite, clock: TheClock, asked: TheDossiers) -> Response:
    """Continuing matters, the most recently confirmed first."""
    found = find_dossiers(site.store, site.names, asked.question(), clock.view)
    return answer(request, {**clocks(clock.view), "dossiers": [one.to_json() for one in found]})


@api.get("/dossiers/{identity}", responses=_ANSWER)
def show_dossier(request: Request, site: TheSite, clock: TheClock, identity: str) -> Response:
    """One matter in full, with its evidence and what people decided about it."""
    found = _dossier(site, clock, identity)
    decided = [one.to_json() for one in decisions(site.store, found.id, clock.view)]
    return answer(request, {**clocks(clock.view), "dossier": found.to_json(full=True), "decisions": decided})


@api.get("/changes", responses=_ANSWER)
def list_changes(
    request: Request, site: TheSite, clock: TheClock, since: Annotated[str, Query(max_length=40)]
) -> Response:
    """What became of matters between a day and the clocks of the question, the newest first."""
    day = to_day(since, "earliest") or today()
    found = find_changes(site.store, site.names, day, clock.view)
    return answer(request, {**clocks(clock.view), "since": str(day), "changes": [one.to_json() for one in found]})


@api.get("/plans", responses=_ANSWER)
def list_plans(
    request: Request, site: TheSite, clock: TheClock, asked: TheDossiers, overdue: Annotated[bool, Query()] = False
) -> Response:
    """What was fixed or agreed for later, by the day it is due, and what came of it."""
    found = find_plans(site.store, site.names, clock.view, asked.question(), overdue_only=overdue)
    return answer(request, {**clocks(clock.view), "plans": [one.to_json() for one in found]})
