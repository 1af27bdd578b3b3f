"""Where a person accepts, rejects, corrects, merges, splits or annotates what was extracted, and takes that back."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from dragoman.errors import UsageError
from dragoman.model import Json
from dragoman.protocols import NOW
from dragoman.query import resolve
from dragoman.web.asking import address
from dragoman.web.correcting import MOST_PARTS, days_of, event_value, interval
from dragoman.web.judging import judge, take_back
from dragoman.web.site import Site, TheSite

router = APIRouter(include_in_schema=False)

Short = Annotated[str, Form(max_length=200)]
Long = Annotated[str, Form(max_length=2000)]
Note = Annotated[str, Form()]
_PAGES = {"ev_": "/events/", "cl_": "/claims/", "doc_": "/reports/", "ds_": "/dossiers/"}
FIELDS = ("type", "mode", "status", "phase", "date_from", "date_to", "actors", "recipients")


def check(site: Site, csrf: str) -> None:
    """Refuse a form that no page of this server gave out."""
    if not hmac.compare_digest(csrf.encode(), site.csrf.encode()):
        raise HTTPException(403, "This form is out of date: go back, load the page again, and send it once more.")


def record(site: Site, target: str, action: str, who: str, note: str, value: Json | None = None) -> str:
    """Record a decision, so that every page heeds it from now on, and give the id of what it is about."""
    made = judge(site.store, target, action, who.strip() or site.user, note, value)
    site.kept.forget()
    return made.target


@router.post("/judgements")
def decide(
    site: TheSite,
    target: Short = "",
    action: Short = "",
    who: Short = "",
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Record a decision and go back to the object."""
    check(site, csrf)
    if action not in ("accept", "reject", "note"):
        raise UsageError(f"{action!r} is none of the buttons", remedy="it is accept, reject or note")
    return _go(back, record(site, target, action, who, note))


@router.post("/judgements/{identity}/undo")
def undo(site: TheSite, identity: str, target: Short = "", who: Short = "", csrf: Short = "") -> RedirectResponse:
    """Take a decision back and go back to the object."""
    check(site, csrf)
    take_back(site.store, identity, who or site.user)
    site.kept.forget()
    return _go("", target)


@router.post("/corrections/events/{identity}")
async def correct_event(request: Request, site: TheSite, identity: str) -> RedirectResponse:
    """Say what is otherwise in an event."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    check(site, form.get("csrf", ""))
    row = site.store.event(identity)
    value = event_value(site, row.event, {name: form[name][:2000] for name in FIELDS if name in form})
    return _go(
        form.get("back", ""), record(site, identity, "correct", form.get("who", ""), form.get("note", ""), value)
    )


@router.post("/corrections/reports/{identity}")
def correct_report(
    site: TheSite,
    identity: str,
    date_from: Short = "",
    date_to: Short = "",
    who: Short = "",
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say when a report was published."""
    check(site, csrf)
    given = interval(date_from, date_to or date_from)
    if given is None:
        raise UsageError("no day is given", remedy="give the day, or the first and the last that it can be")
    source = site.store.document(identity)
    value: Json = {"published": given, "was": {"published": days_of(source.published.interval)}}
    return _go(back, record(site, source.id, "correct", who, note, value))


@router.post("/corrections/names")
def name_actor(
    site: TheSite,
    name: Annotated[str, Form(max_length=500)] = "",
    actor: Short = "",
    report: Annotated[list[str] | None, Form(max_length=MOST_PARTS)] = None,
    who: Short = "",
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say who is meant by a name in the reports given."""
    check(site, csrf)
    if not name.strip() or not actor.strip() or not report:
        raise UsageError("a name, an actor and a report are needed", remedy="say who it is, and in which reports")
    value: Json = {"name": name.strip(), "actor": resolve(site.store, site.names, actor)}
    for one in dict.fromkeys(report):
        record(site, one, "correct", who, note, value)
    return _go(back, report[0])


@router.post("/corrections/dossiers/{identity}")
def correct_dossier(
    site: TheSite,
    identity: str,
    state: Short = "",
    on: Short = "",
    was: Short = "",
    who: Short = "",
    note: Note = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say in which state a matter is, from which day."""
    check(site, csrf)
    held = interval(on, on) if on.strip() else None
    value: Json = {"state": state, "was": {"state": was}, **({"on": held["earliest"]} if held else {})}
    return _go("", record(site, identity, "correct", who, note, value))


@router.post("/merges/{identity}")
def merge(
    site: TheSite,
    identity: str,
    other: Annotated[list[str] | None, Form(max_length=MOST_PARTS)] = None,
    who: Short = "",
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say that two happenings, or two matters, are one. Addresses of their pages do as well as ids."""
    check(site, csrf)
    parts = [_named(site, one) for one in other or () if one.strip()]
    if not parts:
        raise UsageError("nothing to merge it with", remedy="choose it, or give its id")
    return _go(back, record(site, identity, "merge", who, note, {"with": parts}))


def _named(site: Site, text: str) -> str:
    """The id at the end of an address; for an event, its occurrence."""
    identity = text.strip().split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2][:200]
    if identity.startswith("ev_"):
        return site.store.event(identity, NOW).occurrence or identity
    return identity


@router.post("/splits/{identity}")
def split(
    site: TheSite,
    identity: str,
    part: Annotated[list[str] | None, Form(max_length=MOST_PARTS)] = None,
    who: Short = "",
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say that some of what a happening or a matter holds is not of it."""
    check(site, csrf)
    if not part:
        raise UsageError("nothing is chosen", remedy="tick what does not belong here")
    kind = "events" if identity.startswith("oc_") else "occurrences"
    return _go(back, record(site, identity, "split", who, note, {kind: list(dict.fromkeys(part))}))


def _go(back: str, target: str) -> RedirectResponse:
    """To the page that asked, if it is one of this server, else to the object."""
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and "\n" not in back and "\r" not in back
    return RedirectResponse(back if inside else place_of(target), status_code=303)


def place_of(target: str) -> str:
    """The page of an object; the ledger's page for what has none."""
    for prefix, path in _PAGES.items():
        if target.startswith(prefix):
            return address(f"{path}{target}") + "#decisions"
    return "/ledger"
