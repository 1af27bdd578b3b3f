"""The pages that only look: each answers a question that stands in its address."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.errors import NotFound
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.ontology import load_ontology
from dragoman.model import Phase, Stance, Status
from dragoman.protocols import (
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    MentionFilter,
    Store,
    StoredClaim,
    StoredDocument,
    StoredEvent,
    View,
)
from dragoman.query import PLOVER_TYPES, LedgerStatus, layered, ledger_status, show
from dragoman.query.compare import Comparison, compare
from dragoman.query.context import Mark, Paragraph
from dragoman.query.dossiers import dossier
from dragoman.query.judging import rejected
from dragoman.query.searching import Hit
from dragoman.query.searching import search as found_words
from dragoman.web.asking import AskedReports, TheClaims, TheClock, TheEvents, TheReports, Word, address, clocks_of
from dragoman.web.board import Line, board, last_board
from dragoman.web.judging import decisions, verdict
from dragoman.web.marking import parts
from dragoman.web.newest import as_corrected, corrections, newest
from dragoman.web.reviewing import waiting
from dragoman.web.site import Site, TheSite
from dragoman.web.views import Pages, page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SIZE = 50
LATEST = 12
MOVED = 14
TOP = 12
LONGEST_NAME = 200
MODES = tuple(sorted({mode for one in load_ontology().types.values() for mode in one.modes}))
Start = Annotated[int, Query(ge=0, le=2**53)]


@router.get("/")
def home(request: Request, site: TheSite, clock: TheClock) -> HTMLResponse:
    """What is new: where matters moved last, what waits for somebody, and the latest reports."""
    counts = counted(site, clock.view)
    dated = counts["documents"] - counts["undated"]
    which = DocumentFilter(view=clock.view, has_date=True, limit=LATEST, offset=max(0, dated - LATEST))
    matters = board(site, clock.view)
    moved = sorted((one for one in matters if one.set_by), key=_last_moved, reverse=True)
    return page(
        request,
        site,
        "home.html",
        clock,
        counts=counts,
        moved=moved[:MOVED],
        matters=len(matters),
        still_open=sum(1 for one in matters if one.is_open),
        overdue=sum(1 for one in matters if "overdue" in one.flags),
        contested=sum(1 for one in matters if "contested" in one.flags),
        waiting=waiting(site, clock.view),
        latest=list(map(corrections(site, clock.view).apply_to, site.store.documents(which)))[::-1],
        forms=address("/api/v1/dossiers", *clock.given.items()),
    )


def _last_moved(one: Line) -> tuple[str, str]:
    published = one.set_by.source.published.interval.latest if one.set_by else None
    return (str(published or ""), one.id)


def counted(site: Site, view: View) -> dict[str, int]:
    """How many records of each kind are in view."""
    return site.of_all(counts_of, view)


def counts_of(store: Store, _: ActorBook, view: View) -> dict[str, int]:
    """The same, as a function of the ledger."""
    return store.counts(view)


@router.get("/events")
def events(request: Request, site: TheSite, clock: TheClock, asked: TheEvents, start: Start = 0) -> HTMLResponse:
    """Events by the words of a form, which stand in the address."""
    rows, count = newest(site, asked.filter(site, clock.view), start, SIZE)
    words = (*asked.words, *clock.given.items())
    return page(
        request,
        site,
        "events.html",
        clock,
        rows=rows,
        pages=Pages.of(start, SIZE, count, "/events", words),
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
    also = [other for other in as_corrected(site, which) if other.event.id != row.event.id] if which else []
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
        also=also,
        occurrence=occurrence,
        matter=_title(site, clock.view, row.dossier) if row.dossier else "",
        compared=_compared(site, clock.view, row) if also else None,
        rejected=rejected(site.store, clock.view),
        types=PLOVER_TYPES,
        statuses=[str(status) for status in Status],
        phases=[str(phase) for phase in Phase],
        modes=MODES,
        forms=address(f"/api/v1/events/{row.event.id}", *clock.given.items()),
    )


def _compared(site: Site, view: View, row: StoredEvent) -> Comparison | None:
    """What each account says of the happening that an event reports; `None` where it stands rejected."""

    def make() -> Comparison | None:
        try:
            return compare(site.store, site.names, row.event.id, view)
        except NotFound:
            return None

    return site.kept.get(("compare", *clocks_of(view), row.event.id), site.version(), make)


def _title(site: Site, view: View, identity: str) -> str:
    """The title of a matter: as the last list of all has it, else as it is found alone."""
    held = next((one.title for one in last_board(site, view) if one.id == identity), None)
    try:
        return held if held is not None else dossier(site.store, site.names, identity, view).title
    except NotFound:  # a link that was replaced since the event was read
        return identity


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


# ------------------------------------------------------------------ reports


@router.get("/reports")
def reports(request: Request, site: TheSite, clock: TheClock, asked: TheReports, start: Start = 0) -> HTMLResponse:
    """The reports of the ledger."""
    every = asked.filter(clock.view)
    total = _reports(site, clock.view, asked)
    words = (*asked.words, *clock.given.items())
    return page(
        request,
        site,
        "reports.html",
        clock,
        rows=_latest_first(site, every, start, total),
        pages=Pages(start, SIZE, total, "/reports", words),
        asked=asked,
        words=asked.words,
        forms=address("/api/v1/reports", *words),
    )


def _latest_first(site: Site, every: DocumentFilter, start: int, total: int) -> list[StoredDocument]:
    """A page of reports, those without a day first, since they wait for one, then the latest."""
    end = max(0, total - start)
    begin = max(0, end - SIZE)
    found = site.store.documents(replace(every, limit=end - begin, offset=begin))
    return list(map(corrections(site, every.view).apply_to, found))[::-1]


def _reports(site: Site, view: View, asked: AskedReports) -> int:
    if not asked.words:
        return counted(site, view)["documents"]
    key = ("reports", *clocks_of(view), *asked.words)
    return site.kept.get(key, site.version(), lambda: sum(1 for _ in site.store.documents(asked.filter(view))))


@router.get("/reports/{identity}")
def report(request: Request, site: TheSite, clock: TheClock, identity: str) -> HTMLResponse:
    """A report as given, with what was found in it."""
    source = corrections(site, clock.view).apply_to(site.store.document(_of_kind(identity, "doc_"), clock.view))
    which = EventFilter(view=clock.view, documents=(source.id,))
    rows = sorted(as_corrected(site, which), key=lambda row: (row.event.evidence.trigger, row.event.id))
    every = list(site.store.mentions(MentionFilter(view=clock.view, documents=(source.id,))))
    mentions = [one for one in every if one.actor is not None]
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
        unresolved=sorted({one.name for one in every if one.actor is None and len(one.name) < LONGEST_NAME})[:200],
        rejected=rejected(site.store, clock.view),
        decisions=decisions(site.store, source.id, clock.view),
        forms=address(f"/api/v1/reports/{source.id}", *clock.given.items()),
        table=address("/api/v1/events", ("report", source.id), *clock.given.items()),
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
    said: list[StoredClaim] = []
    hits: list[Hit] = []
    if text:
        called = site.names.called(text)[:TOP]
        rows = as_corrected(site, EventFilter(view=clock.view, text=text, limit=TOP))
        documents = list(site.store.documents(DocumentFilter(view=clock.view, text=text, limit=TOP)))
        said = list(site.store.claims(ClaimFilter(view=clock.view, text=text, limit=TOP)))
        hits = found_words(site.store, text, clock.view, limit=TOP)
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
        hits=hits,
        rejected=rejected(site.store, clock.view),
        words=[("q", text)] if text else [],
        forms=address("/api/v1/search", ("q", text), *clock.given.items()) if text else "",
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
        held=held_by(site, clock.view),
        about=about,
        judged=judged[:SIZE],
        forms=address("/api/v1/status", *clock.given.items()),
    )


def held_by(site: Site, view: View) -> LedgerStatus:
    """What the ledger holds, by which versions, and what could not be read."""
    return site.of_all(status_of, view)


def status_of(store: Store, _: ActorBook, view: View) -> LedgerStatus:
    """The same, as a function of the ledger."""
    return ledger_status(store, store.about()["ledger"], view)
