"""The pages that only look: each answers a question that stands in its address."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.errors import NotFound, UsageError
from dragoman.lexicon.actors import ActorBook, Tenure
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Phase, Stance, Status
from dragoman.protocols import (
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    MentionFilter,
    StoredDocument,
    StoredEvent,
    View,
)
from dragoman.query import PLOVER_TYPES, find_actors, layered, ledger_status, resolve, show, timeline
from dragoman.query.context import Mark, Paragraph
from dragoman.query.dossiers import DossierQuestion, DossierView, find_dossiers, load_dossiers
from dragoman.query.judging import rejected
from dragoman.web import drawing
from dragoman.web.asking import Asked, TheClaims, TheClock, TheEvents, TheReports, Word, address
from dragoman.web.judging import decisions, verdict
from dragoman.web.lifecycle import tone
from dragoman.web.marking import parts
from dragoman.web.site import Site, TheSite
from dragoman.web.views import Pages, page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SIZE = 50
LATEST = 6
OF_EACH = 3
TOP = 12
Start = Annotated[int, Query(ge=0, le=2**53)]


@router.get("/")
def home(request: Request, site: TheSite, clock: TheClock) -> HTMLResponse:
    """What is new: the latest reports, and what they report."""
    counts = site.store.counts(clock.view)
    dated = counts["documents"] - counts["undated"]
    which = DocumentFilter(view=clock.view, has_date=True, limit=LATEST, offset=max(0, dated - LATEST))
    latest = list(site.store.documents(which))[::-1]
    return page(
        request,
        site,
        "home.html",
        clock,
        counts=counts,
        moved=touched_by(site, clock.view, latest),
        tone=tone,
        latest=[(source, _foremost(site, clock.view, source)) for source in latest],
        rejected=rejected(site.store, clock.view),
    )


def touched_by(site: Site, view: View, reports: list[StoredDocument]) -> list[DossierView]:
    """The matters that reports tell of, those that the latest of them tells of first.

    Only these are loaded: the page must not grow slower with the ledger.
    """
    ids: dict[str, None] = {}
    for source in reports:
        rows = site.store.events(EventFilter(view=view, documents=(source.id,)))
        ids.update((row.dossier, None) for row in rows if row.dossier)
    if not ids:
        return []
    records = {one.id: one for one in site.store.links(dossiers=tuple(ids), view=view).dossiers}
    wanted = [records[one] for one in ids if one in records]
    return load_dossiers(site.store, site.names, wanted, view, shipped_kinds())


def _foremost(site: Site, view: View, source: StoredDocument) -> list[StoredEvent]:
    """The events of a report that are its news: not background, not inside others, the surest first."""
    which = EventFilter(view=view, documents=(source.id,), historical=False, embedded=False)
    rows = sorted(site.store.events(which), key=lambda row: (-row.event.confidence, row.event.evidence.trigger))
    return sorted(rows[:OF_EACH], key=lambda row: row.event.evidence.trigger)


@router.get("/events")
def events(request: Request, site: TheSite, clock: TheClock, asked: TheEvents, start: Start = 0) -> HTMLResponse:
    """Events by the words of a form, which stand in the address."""
    which = asked.filter(site, clock.view, limit=SIZE, offset=start)
    words = (*asked.words, *clock.given.items())
    return page(
        request,
        site,
        "events.html",
        clock,
        rows=list(site.store.events(which)),
        pages=Pages(start, SIZE, site.store.count_events(which), "/events", words),
        asked=asked,
        types=PLOVER_TYPES,
        statuses=[str(status) for status in Status],
        phases=[str(phase) for phase in Phase],
        rejected=rejected(site.store, clock.view),
        words=asked.words,
        forms=address("/api/v1/events", *words),
    )


@router.get("/events/{identity}")
def event(request: Request, site: TheSite, clock: TheClock, identity: str) -> HTMLResponse:
    """One event: the words, what each of them says, and what people decided about it."""
    shown = show(site.store, site.names, _of_kind(identity, "ev_"), clock.view)
    row = shown.events[0]
    found = decisions(site.store, row.event.id, clock.view)
    occurrence = row.occurrence
    which = EventFilter(view=clock.view, occurrences=(occurrence,)) if occurrence else None
    return page(
        request,
        site,
        "event.html",
        clock,
        row=row,
        paragraph=shown.evidence[0],
        pieces=pieces(shown.evidence[0]),
        decisions=found,
        verdict=verdict(found),
        also=[other for other in site.store.events(which) if other.event.id != row.event.id] if which else [],
        forms=address(f"/api/v1/events/{row.event.id}", *clock.given.items()),
    )


def _of_kind(identity: str, prefix: str) -> str:
    if not identity.startswith(prefix):
        raise NotFound(f"no object {identity[:80]!r}", remedy="an address of a page holds the whole id")
    return identity


def pieces(paragraph: Paragraph) -> list[tuple[str, Mark | None]]:
    """The text of a paragraph in order, each stretch with its mark; none inside another."""
    out: list[tuple[str, Mark | None]] = []
    place = 0
    for mark in layered(paragraph.marks):
        out.append((paragraph.text[place : mark.start], None))
        out.append((paragraph.text[mark.start : mark.end], mark))
        place = mark.end
    return [*out, (paragraph.text[place:], None)]


@router.get("/timeline")
def between(
    request: Request,
    site: TheSite,
    clock: TheClock,
    a: Word = None,
    b: Word = None,
    since: Annotated[Word, Query(alias="from")] = None,
    until: Annotated[Word, Query(alias="to")] = None,
) -> HTMLResponse:
    """What two sides did to and with one another, month by month."""
    first, second = (a or "").strip(), (b or "").strip()
    months = []
    words: list[tuple[str, str]] = []
    if first and second:
        asked = Asked(actor=[first], other=second, since=since, until=until)
        months = timeline(site.store, site.names, asked.question(), clock.view)
        words = [("a", first), ("b", second), *((n, v) for n, v in asked.words if n in ("from", "to"))]
    return page(
        request,
        site,
        "timeline.html",
        clock,
        a=first,
        b=second,
        since=since or "",
        until=until or "",
        titles=[site.names.name(resolve(site.store, site.names, name)) for name in (first, second) if name],
        months=months,
        chart=drawing.months(months),
        matters=find_dossiers(site.store, site.names, DossierQuestion((first, second)), clock.view) if words else [],
        tone=tone,
        rejected=rejected(site.store, clock.view),
        words=words,
        forms=address("/api/v1/timeline", *words, *clock.given.items()) if words else "",
    )


# ------------------------------------------------------------------ actors


@router.get("/actors")
def actors(request: Request, site: TheSite, clock: TheClock, like: Word = None, start: Start = 0) -> HTMLResponse:
    """The actors that reports mention, the busiest first."""
    rows = find_actors(site.store, site.names, clock.view, like=like or None)
    words = [("like", like)] if like else []
    return page(
        request,
        site,
        "actors.html",
        clock,
        rows=rows[start : start + SIZE],
        pages=Pages(start, SIZE, len(rows), "/actors", (*words, *clock.given.items())),
        like=like or "",
        words=words,
        forms=address("/api/v1/actors", *words, *clock.given.items()),
    )


@router.get("/actors/{identity:path}")
def actor(request: Request, site: TheSite, clock: TheClock, identity: str, start: Start = 0) -> HTMLResponse:
    """One actor: what it is, who held its offices when, what it did, and with whom."""
    try:
        found = resolve(site.store, site.names, identity[:300])
    except UsageError as error:
        raise NotFound(error.message, remedy=error.remedy) from error
    which = EventFilter(view=clock.view, actors=(found,), limit=SIZE, offset=start)
    total = site.store.count_events(which)
    rows = list(site.store.events(which))
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
        pages=Pages(start, SIZE, total, f"/actors/{found}", tuple(clock.given.items())),
        others=_others(site.names, rows, found),
        types=Counter(row.event.type for row in rows).most_common(),
        rejected=rejected(site.store, clock.view),
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


def _others(book: ActorBook, rows: list[StoredEvent], actor: str) -> list[tuple[str, int]]:
    """The countries, or actors of no country, that take part in the same events, the commonest first."""
    home = book.country_of(actor) or actor
    found: Counter[str] = Counter()
    for row in rows:
        parties = {ref.country or ref.id for ref in (*row.event.actors, *row.event.recipients)}
        found.update(party for party in parties if party and party != home and not party.startswith(f"{actor}."))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:TOP]


# ------------------------------------------------------------------ reports


@router.get("/reports")
def reports(request: Request, site: TheSite, clock: TheClock, asked: TheReports, start: Start = 0) -> HTMLResponse:
    """The reports of the ledger."""
    every = asked.filter(clock.view)
    total = (
        site.store.counts(clock.view)["documents"] if not asked.words else sum(1 for _ in site.store.documents(every))
    )
    words = (*asked.words, *clock.given.items())
    return page(
        request,
        site,
        "reports.html",
        clock,
        rows=list(site.store.documents(replace(every, limit=SIZE, offset=start))),
        pages=Pages(start, SIZE, total, "/reports", words),
        asked=asked,
        words=asked.words,
        forms=address("/api/v1/reports", *words),
    )


@router.get("/reports/{identity}")
def report(request: Request, site: TheSite, clock: TheClock, identity: str) -> HTMLResponse:
    """A report as given, with what was found in it."""
    source = site.store.document(_of_kind(identity, "doc_"), clock.view)
    which = EventFilter(view=clock.view, documents=(source.id,))
    rows = sorted(site.store.events(which), key=lambda row: (row.event.evidence.trigger, row.event.id))
    mentions = site.store.mentions(MentionFilter(view=clock.view, documents=(source.id,), resolved=True))
    document = site.store.text(source.id, clock.view)
    return page(
        request,
        site,
        "report.html",
        clock,
        source=source,
        parts=list(parts(document, rows, mentions)),
        rows=rows,
        claims=list(site.store.claims(ClaimFilter(view=clock.view, documents=(source.id,)))),
        rejected=rejected(site.store, clock.view),
        forms=address(f"/api/v1/reports/{source.id}", *clock.given.items()),
    )


# ------------------------------------------------------------------ claims, search, the ledger


@router.get("/claims")
def claims(request: Request, site: TheSite, clock: TheClock, asked: TheClaims, start: Start = 0) -> HTMLResponse:
    """What sources say that is no act."""
    which = asked.filter(site, clock.view, limit=SIZE + 1, offset=start)
    rows = list(site.store.claims(which))
    words = (*asked.words, *clock.given.items())
    return page(
        request,
        site,
        "claims.html",
        clock,
        rows=rows[:SIZE],
        pages=Pages(start, SIZE, start + len(rows), "/claims", words),
        asked=asked,
        stances=[str(stance) for stance in Stance],
        words=asked.words,
        forms=address("/api/v1/claims", *words),
    )


@router.get("/claims/{identity}")
def claim(request: Request, site: TheSite, clock: TheClock, identity: str) -> HTMLResponse:
    """One claim with the words on which it rests."""
    shown = show(site.store, site.names, _of_kind(identity, "cl_"), clock.view)
    row = site.store.claim(shown.id, clock.view)
    found = decisions(site.store, row.claim.id, clock.view)
    return page(
        request,
        site,
        "claim.html",
        clock,
        row=row,
        paragraph=shown.evidence[0],
        pieces=pieces(shown.evidence[0]),
        decisions=found,
        verdict=verdict(found),
        forms=address(f"/api/v1/claims/{row.claim.id}", *clock.given.items()),
    )


@router.get("/search")
def search(request: Request, site: TheSite, clock: TheClock, q: Word = None) -> HTMLResponse:
    """Events, reports, claims and actors in which the words stand."""
    text = (q or "").strip()
    called: tuple[str, ...] = ()
    rows: list[StoredEvent] = []
    documents: list[StoredDocument] = []
    said = []
    if text:
        called = site.names.called(text)[:TOP]
        rows = list(site.store.events(EventFilter(view=clock.view, text=text, limit=TOP)))
        documents = list(site.store.documents(DocumentFilter(view=clock.view, text=text, limit=TOP)))
        said = list(site.store.claims(ClaimFilter(view=clock.view, text=text, limit=TOP)))
    return page(
        request,
        site,
        "search.html",
        clock,
        q=text,
        called=called,
        rows=rows,
        documents=documents,
        claims=said,
        rejected=rejected(site.store, clock.view),
        words=[("q", text)] if text else [],
    )


@router.get("/ledger")
def ledger(request: Request, site: TheSite, clock: TheClock) -> HTMLResponse:
    """How the ledger was made: what it holds, by which versions, and what could not be read."""
    about = site.store.about()
    judged = list(site.store.judgements(view=clock.view))[::-1]
    return page(
        request,
        site,
        "ledger.html",
        clock,
        status=200,
        held=ledger_status(site.store, about["ledger"], clock.view),
        about=about,
        judged=judged[:SIZE],
        forms=address("/api/v1/status", *clock.given.items()),
    )
