"""Actors: who is mentioned, which offices they held when, what they did, and with whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.lexicon.actors import ActorBook, Tenure
from dragoman.lexicon.dossiers import REAL
from dragoman.protocols import EventFilter, StoredEvent, View
from dragoman.query import ActorRow, find_actors
from dragoman.query.judging import rejected
from dragoman.query.words import month_of
from dragoman.web import drawing
from dragoman.web.asking import TheClock, Word, address, brief_links, known_actor
from dragoman.web.board import Line, last_board
from dragoman.web.newest import newest
from dragoman.web.site import Site, TheSite
from dragoman.web.views import Pages, page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SIZE = 40
TOP = 14
LATEST = 80
"""Events from which the drawing and the list of counterparts are made: the latest of them."""
MATTERS = 12
Start = Annotated[int, Query(ge=0, le=2**53)]


@dataclass(frozen=True, slots=True)
class Doings:
    """What the latest events of an actor come to: acts by month, and counterparts."""

    chart: drawing.Chart | None
    others: tuple[tuple[str, int], ...]
    counted: int


def actor_rows(site: Site, view: View) -> list[ActorRow]:
    """Every actor that the reports in view mention, the busiest first."""
    return site.of_all(find_actors, view)


def actors_like(site: Site, view: View, like: str | None) -> list[ActorRow]:
    """Those with these letters in a name or the id; all where none are given."""
    rows = actor_rows(site, view)
    if not like:
        return rows
    wanted = like.casefold()
    return [row for row in rows if any(wanted in text.casefold() for text in (row.id or "", row.name, *row.names))]


@router.get("/actors")
def actors(request: Request, site: TheSite, clock: TheClock, like: Word = None, start: Start = 0) -> HTMLResponse:
    """The actors that reports mention, the busiest first."""
    rows = actors_like(site, clock.view, like)
    words = [("like", like)] if like else []
    return page(
        request,
        site,
        "actors.html",
        clock,
        rows=rows[start : start + SIZE],
        most=max((row.events for row in rows[:1]), default=0),
        pages=Pages(start, SIZE, len(rows), "/actors", (*words, *clock.given.items())),
        like=like or "",
        words=words,
        forms=address("/api/v1/actors", *words, *clock.given.items()),
    )


@router.get("/actors/{identity:path}")
def actor(request: Request, site: TheSite, clock: TheClock, identity: str, start: Start = 0) -> HTMLResponse:
    """One actor: what it is, who held its offices when, what it did, and with whom."""
    found = known_actor(site, identity[:300])
    which = EventFilter(view=clock.view, actors=(found,))
    latest, count = newest(site, which, 0, LATEST)
    rows = latest[start : start + SIZE] if start + SIZE <= LATEST else newest(site, which, start, SIZE)[0]
    return page(
        request,
        site,
        "actor.html",
        clock,
        identity=found,
        record=site.names.get(found),
        country=site.names.country_of(found),
        tenures=tenures(site.names, found),
        rows=rows,
        pages=Pages.of(start, SIZE, count, f"/actors/{found}", tuple(clock.given.items())),
        doings=doings(site, latest, found),
        matters=_matters(site, clock.view, found),
        rejected=rejected(site.store, clock.view),
        downloads=brief_links(clock.given, ("actor", found)) if rows else (),
        forms=address("/api/v1/events", ("actor", found), *clock.given.items()),
    )


def tenures(book: ActorBook, actor: str) -> list[Tenure]:
    """The offices of a person, the holders of an office, or of the offices under an actor, the latest first."""
    if actor.startswith("person/"):
        held = list(book.offices_of(actor))
    else:
        under = [office for office in book.tenures if office == actor or office.startswith(f"{actor}.")]
        held = [tenure for office in under for tenure in book.holders(office)]
    return sorted(held, key=lambda t: (str(t.interval.earliest or ""), t.office, t.person), reverse=True)


def doings(site: Site, rows: list[StoredEvent], actor: str) -> Doings:
    """What an actor did lately, and with whom, from its latest events: what happened, no background, each once."""
    happened: dict[str, StoredEvent] = {}
    for row in rows:
        if row.event.status in REAL and not row.event.historical:
            happened.setdefault(row.occurrence or row.event.id, row)
    found = [(month_of(row.event.date.interval) if row.event.date else "", row.event.quad) for row in happened.values()]
    others = _others(site.names, list(happened.values()), actor)
    return Doings(drawing.quads(drawing.tallied(found)), tuple(others), len(happened))


def _matters(site: Site, view: View, actor: str) -> list[Line]:
    """The matters to which an actor is a party, those that are open first."""
    mine = [
        one
        for one in last_board(site, view)
        if any(code == actor or actor.startswith(f"{code}.") for code in one.parties)
    ]
    return sorted(mine, key=lambda one: not one.is_open)[:MATTERS]


def _others(book: ActorBook, rows: list[StoredEvent], actor: str) -> list[tuple[str, int]]:
    """The countries, or actors of no country, that take part in the same events, the commonest first."""
    home = book.country_of(actor) or actor
    found: Counter[str] = Counter()
    for row in rows:
        parties = {ref.country or ref.id for ref in (*row.event.actors, *row.event.recipients)}
        found.update(party for party in parties if party and party != home and not party.startswith(f"{actor}."))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:TOP]
