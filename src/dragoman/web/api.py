"""The HTTP API: the questions of the pages for programs, under /api/v1.

Objects have the shapes of the command line. Lists come by pages with a cursor, or whole as JSON lines or CSV; errors
are problems (RFC 9457). Programs write JSON: no form of another site can send that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException

from dragoman.errors import NotFound
from dragoman.ledger.corrected import corrected_events
from dragoman.model import Failure, PublishedBasis, Report
from dragoman.protocols import StoredClaim, StoredDocument, StoredEvent, View
from dragoman.query import ActorRow, Month, clocks, show
from dragoman.query.judging import rejected
from dragoman.query.words import month_of
from dragoman.web.answers import JSON, Tally, answer
from dragoman.web.api_shapes import PROBLEMS, Form, Format, ThePage, described, stream
from dragoman.web.asking import Asked, Since, TheClaims, TheClock, TheEvents, TheReports, Until, Word
from dragoman.web.jobs import Job
from dragoman.web.judging import decisions, judge, judgement_json, take_back, verdict
from dragoman.web.newest import as_corrected, corrections
from dragoman.web.pages import held_by
from dragoman.web.people import actors_like
from dragoman.web.site import TheSite

MOST_REPORTS = 1000
MOST_ADDRESSES = 50

EVENT_EXAMPLE = {
    "id": "ev_6u5ob7igfjnk2svt",
    "document": "doc_av7d7qmyd7mfbwus",
    "path": "reports/ban.txt",
    "type": "SANCTION",
    "status": "scheduled",
    "phase": "begin",
    "actors": [{"id": "VNM", "country": "VNM", "name": "Vietnam", "span": [172, 174]}],
    "recipients": [{"id": "CHL", "country": "CHL", "name": "Chilean", "span": [196, 203]}],
    "date": {
        "earliest": "2024-12-01",
        "latest": "2024-12-01",
        "granularity": "day",
        "basis": "relative-to-publication",
    },
    "evidence": {"sentence": [136, 246], "trigger": [180, 184], "quote": "..."},
    "confidence": 0.9,
}


def _needs_json(request: Request) -> None:
    """Only JSON may write: a form of another site cannot send it without asking first."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise HTTPException(415, f"Send it as {JSON}.")


JSON_ONLY = [Depends(_needs_json)]
router = APIRouter(prefix="/api/v1", tags=["Dragoman"], default_response_class=Response)


# ------------------------------------------------------------------ lists


@router.get("/events", responses=described("events", [EVENT_EXAMPLE]))
def events(
    request: Request,
    site: TheSite,
    clock: TheClock,
    asked: TheEvents,
    at: ThePage,
) -> Response:
    """Events by date, those without a date last; a line for each place where the report was met."""

    def rows(view: View, limit: int | None, offset: int) -> Iterable[StoredEvent]:
        which = asked.filter(site, view, limit=limit, offset=offset)
        return corrected_events(site.store, which) if limit is None else as_corrected(site, which)

    return at.part(request, "events", rows, asked.words, clock)


@router.get("/reports", responses=described("documents", [{"id": "doc_av7d7qmyd7mfbwus", "title": "Ban announced"}]))
def reports(
    request: Request,
    site: TheSite,
    clock: TheClock,
    asked: TheReports,
    at: ThePage,
) -> Response:
    """Reports by day of publication, those without a date last."""

    def rows(view: View, limit: int | None, offset: int) -> Iterable[StoredDocument]:
        said = corrections(site, view)
        return map(said.apply_to, site.store.documents(asked.filter(view, limit=limit, offset=offset)))

    return at.part(request, "documents", rows, asked.words, clock)


@router.get("/claims", responses=described("claims", [{"id": "cl_xyz", "speaker": "CHL", "stance": "against"}]))
def claims(
    request: Request,
    site: TheSite,
    clock: TheClock,
    asked: TheClaims,
    at: ThePage,
) -> Response:
    """What sources say that is no act."""

    def rows(view: View, limit: int | None, offset: int) -> Iterable[StoredClaim]:
        said = corrections(site, view)
        found = site.store.claims(asked.filter(site, view, limit=limit, offset=offset))
        return (replace(row, source=said.apply_to(row.source)) for row in found)

    return at.part(request, "claims", rows, asked.words, clock)


@router.get("/actors", responses=described("actors", [{"id": "CHL", "name": "Chile", "events": 40}]))
def actors(
    request: Request,
    site: TheSite,
    clock: TheClock,
    at: ThePage,
    like: Word = None,
) -> Response:
    """The actors that reports mention, the busiest first."""

    def rows(view: View, limit: int | None, offset: int) -> Sequence[ActorRow]:
        # The clocks of a cursor are those of the page before, to which the list that is kept belongs.
        found = actors_like(site, view if at.cursor else clock.view, like or None)
        return found if limit is None else found[offset : offset + limit]

    return at.part(request, "actors", rows, [("like", like)] if like else [], clock)


@router.get("/timeline", responses=described("months", [{"month": "2024-11", "events": []}], stream=False))
def list_months(
    request: Request,
    site: TheSite,
    clock: TheClock,
    a: Annotated[str, Query(max_length=300, min_length=1, description="One side.")],
    b: Annotated[str, Query(max_length=300, min_length=1, description="The other side.")],
    since: Since = None,
    until: Until = None,
    form: Format = Form.JSON,
) -> Response:
    """What two sides did to and with one another, month by month."""
    which = Asked(actor=[a], other=b, since=since, until=until).filter(site, clock.view)
    if form is not Form.JSON:
        return stream(corrected_events(site.store, which), "events", form)
    months: dict[str, list[StoredEvent]] = defaultdict(list)
    for row in corrected_events(site.store, which):
        months[month_of(row.event.date.interval if row.event.date else None)].append(row)
    ordered = sorted(months.items(), key=lambda item: (item[0] == "", item[0]))
    found = [Month(label, tuple(rows)).to_json() for label, rows in ordered]
    return answer(request, {**clocks(clock.view), "months": found})


# ------------------------------------------------------------------ objects


@router.get("/events/{identity}", responses=described("event", EVENT_EXAMPLE, pages=False))
def event(request: Request, site: TheSite, clock: TheClock, identity: str, form: Format = Form.JSON) -> Response:
    """One event with its evidence in context and what people decided; JSON lines and CSV give its rows of the list."""
    if form is not Form.JSON:
        row = site.store.event(of_kind(identity, "ev_"), clock.view)
        return stream([corrections(site, clock.view).apply(row)], "events", form)
    return _object(request, site, clock.view, identity, "ev_")


@router.get("/reports/{identity}", responses=described("document", {"id": "doc_x"}, stream=False))
def report(request: Request, site: TheSite, clock: TheClock, identity: str) -> Response:
    """One report with its paragraphs, events and decisions."""
    return _object(request, site, clock.view, identity, "doc_")


@router.get("/claims/{identity}", responses=described("claim", {"id": "cl_x"}, pages=False))
def claim(request: Request, site: TheSite, clock: TheClock, identity: str, form: Format = Form.JSON) -> Response:
    """One claim with its evidence in context and what people decided; JSON lines and CSV give its rows of the list."""
    if form is not Form.JSON:
        return stream([site.store.claim(of_kind(identity, "cl_"), clock.view)], "claims", form)
    return _object(request, site, clock.view, identity, "cl_")


@router.get("/actors/{identity:path}", responses=described("actor", {"id": "CHL", "name": "Chile"}, stream=False))
def actor(request: Request, site: TheSite, clock: TheClock, identity: str) -> Response:
    """One actor by id or name, with its parts and its latest events."""
    return answer(request, show(site.store, site.names, identity[:300], clock.view).to_json())


def _object(request: Request, site: TheSite, view: View, identity: str, prefix: str) -> Response:
    shown = show(site.store, site.names, of_kind(identity, prefix), view)
    found = decisions(site.store, shown.id, view)
    judged = {"verdict": verdict(found) or None, "decisions": [one.to_json() for one in found]}
    return answer(request, {**shown.to_json(), **judged})


def of_kind(identity: str, prefix: str) -> str:
    """An id of that kind. Raises NotFound."""
    if not identity.startswith(prefix):
        raise NotFound(f"no object {identity[:80]!r}", remedy=f"ids of these objects begin with {prefix}")
    return identity


@router.get("/status", responses=described("counts", {"documents": 11, "events": 78}, pages=False))
def status(request: Request, site: TheSite, clock: TheClock, form: Format = Form.JSON) -> Response:
    """What the ledger holds, by which versions, and what could not be read; as lines or CSV, its counts."""
    held = held_by(site, clock.view)
    if form is Form.JSON:
        return answer(request, {**clocks(clock.view), **held.to_json()})
    kinds = {"records": held.counts, "types": held.types, "statuses": held.statuses, "versions": held.versions}
    return stream([Tally(what, *one) for what, counts in kinds.items() for one in counts.items()], "tallies", form)


# ------------------------------------------------------------------ reports in


class GivenReport(BaseModel):
    """One report: `text` or `html`, and what is known of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "agency-17", "text": "Chile and Vietnam met on Monday.", "published": "2024-12-02"}]
        }
    )
    id: str | None = Field(None, max_length=500, validation_alias=AliasChoices("id", "doc_id"))
    text: str | None = None
    html: str | None = None
    published: str | None = Field(None, max_length=60, validation_alias=AliasChoices("published", "dct"))
    title: str | None = None
    outlet: str | None = Field(None, max_length=300)
    url: str | None = Field(None, max_length=2000)
    language: str | None = Field(None, max_length=20)

    def to_item(self, place: str) -> Report | Failure:
        """The report, or why it is none."""
        content = self.text if self.text is not None else self.html
        if content is None or not content.strip():
            return Failure(self.id or place, "read", "the record has neither text nor html", "give one of them")
        return Report(
            self.id or place,
            content,
            "html" if self.text is None else "text",
            self.published,
            PublishedBasis.METADATA,
            self.title,
            self.outlet,
            self.url,
            self.language,
        )


_HAS: list[Any] = [{"required": [name], "properties": {name: {"type": "string"}}} for name in ("text", "html")]


class OneReport(GivenReport):
    """A report that comes alone: without words there is nothing to take."""

    model_config = ConfigDict(json_schema_extra={"anyOf": _HAS})

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if self.text is None and self.html is None:
            raise ValueError("give text or html, or several records as reports")
        return self


class GivenReports(BaseModel):
    """Several reports; one that has no words is a failure of its own, and stops no other."""

    reports: list[GivenReport] = Field(min_length=1, max_length=MOST_REPORTS)


_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "description": "The reports are being read; `href` says how far.",
        "content": {JSON: {"example": {"id": "job_Yp3", "state": "waiting", "href": "/api/v1/jobs/job_Yp3"}}},
    },
    **PROBLEMS,
}


@router.post("/reports", dependencies=JSON_ONLY, status_code=202, responses=_ACCEPTED)
def add_reports(request: Request, site: TheSite, given: GivenReports | OneReport) -> Response:
    """Read reports into the ledger: one record, or `{"reports": [...]}`. The answer is a job to watch."""
    records = given.reports if isinstance(given, GivenReports) else [given]
    return _taken(request, site.jobs.add([record.to_item(f"api[{number}]") for number, record in enumerate(records)]))


def _taken(request: Request, job: Job) -> Response:
    """That a reading has begun, and where to see how far it is."""
    href = f"/api/v1/jobs/{job.id}"
    found = answer(request, {**job.to_json(), "href": href}, 202)
    found.headers["Location"] = href
    return found


class GivenAddresses(BaseModel):
    """Pages of the open web to be fetched and read."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"addresses": ["https://news.example.org/ban"]}]})
    addresses: list[Annotated[str, Field(min_length=1, max_length=2000)]] = Field(
        min_length=1, max_length=MOST_ADDRESSES
    )


@router.post("/addresses", dependencies=JSON_ONLY, status_code=202, responses=_ACCEPTED)
def add_addresses(request: Request, site: TheSite, given: GivenAddresses) -> Response:
    """Fetch pages and read them; addresses of this machine and its network are refused. The answer is a job."""
    return _taken(request, site.jobs.add([], given.addresses))


@router.get("/jobs/{identity}", responses=described("state", "done", stream=False))
def job(request: Request, site: TheSite, identity: str) -> Response:
    """How far a reading is."""
    found = site.jobs.get(identity)
    if found is None:
        raise NotFound("no such reading", remedy="its reports, if it was finished, are among the reports")
    return answer(request, found.to_json())


# ------------------------------------------------------------------ judgements


class GivenJudgement(BaseModel):
    """A decision about an event, a claim, a report or a dossier."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"target": "ev_6u5ob7igfjnk2svt", "action": "reject", "who": "ana", "note": "a drill"}]
        }
    )
    target: str = Field(max_length=200, description="The id of an event, claim, report, happening or dossier.")
    action: Literal["accept", "reject", "note", "correct", "merge", "split"]
    who: str = Field("", max_length=100)
    note: str = ""
    value: dict[str, Any] | None = Field(
        None,
        description="What is to be otherwise. correct an event: {fields: {type, mode, status, phase, date, actors, "
        "recipients}}; a report: {published: {earliest, latest}} or {name, actor}; a dossier: {state, on}. "
        "merge: {with: [ids]}. split: {events: [ids]} of an occurrence, {occurrences: [ids]} of a dossier.",
    )


_JUDGED: dict[int | str, dict[str, Any]] = {
    201: {"description": "It is recorded.", "content": {JSON: {"example": {"id": "jd_a", "action": "reject"}}}},
    **PROBLEMS,
}


@router.get("/judgements", responses=described("judgements", [{"id": "jd_a", "action": "reject"}], stream=False))
def judgements(
    request: Request, site: TheSite, clock: TheClock, target: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """What people decided, in the order they did, and what stands rejected."""
    found = [judgement_json(one) for one in site.store.judgements(target, clock.view)]
    return answer(request, {"judgements": found, "rejected": sorted(rejected(site.store, clock.view))})


@router.post("/judgements", dependencies=JSON_ONLY, status_code=201, responses=_JUDGED)
def add_judgement(request: Request, site: TheSite, given: GivenJudgement) -> Response:
    """Record a decision."""
    made = judge(site.store, given.target, given.action, given.who or site.user, given.note, given.value)
    site.kept.forget()
    return answer(request, judgement_json(made), 201)


@router.delete("/judgements/{identity}", responses=_JUDGED, status_code=201)
def undo_judgement(request: Request, site: TheSite, identity: str) -> Response:
    """Take a decision back: it stays on record, and no longer counts."""
    made = take_back(site.store, identity, site.user)
    site.kept.forget()
    return answer(request, judgement_json(made), 201)
