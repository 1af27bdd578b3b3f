"""Where a person accepts, rejects, corrects, merges, splits or annotates what was extracted, and takes that back."""

from __future__ import annotations

import hmac
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from dragoman.errors import UsageError
from dragoman.model import Json
from dragoman.protocols import NOW
from dragoman.query.correcting import FIELDS, day_value, event_value, name_value, state_value
from dragoman.web.asking import address
from dragoman.web.judging import judge, take_back
from dragoman.web.site import SIGNED, Site, TheSite, signed_by

router = APIRouter(include_in_schema=False)

Short = Annotated[str, Form(max_length=200)]
Long = Annotated[str, Form(max_length=2000)]
Note = Annotated[str, Form()]
_PAGES = {"ev_": "/events/", "cl_": "/claims/", "doc_": "/reports/", "ds_": "/dossiers/"}
A_YEAR = 365 * 24 * 3600
MOST_PARTS = 200


def check(site: Site, csrf: str) -> None:
    """Refuse a form that no page of this server gave out."""
    if not hmac.compare_digest(csrf.encode(), site.csrf.encode()):
        raise HTTPException(403, "This form is out of date: go back, load the page again, and send it once more.")


def record(site: Site, target: str, action: str, who: str, note: str, value: Json | None = None) -> str:
    """Record a decision, so that every page heeds it from now on, and give the id of what it is about."""
    made = judge(site.store, target, action, who, note, value)
    site.kept.forget()
    return made.target


def _signs(request: Request, site: TheSite, who: Short = "") -> str:
    """Who decides: the name in the form, else the one that this browser signed with last."""
    return who.strip() or signed_by(request, site)


Who = Annotated[str, Depends(_signs)]


@router.post("/who")
def sign(site: TheSite, who: Short = "", back: Long = "", csrf: Short = "") -> RedirectResponse:
    """Sign with a name from now on."""
    check(site, csrf)
    return _go(back, "", who.strip() or site.user)


@router.post("/judgements")
def decide(
    site: TheSite,
    who: Who,
    target: Short = "",
    action: Short = "",
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Record a decision and go back to the object."""
    check(site, csrf)
    if action not in ("accept", "reject", "note"):
        raise UsageError(f"{action!r} is none of the buttons", remedy="it is accept, reject or note")
    return _go(back, record(site, target, action, who, note), who)


@router.post("/judgements/{identity}/undo")
def undo(site: TheSite, who: Who, identity: str, target: Short = "", csrf: Short = "") -> RedirectResponse:
    """Take a decision back and go back to the object."""
    check(site, csrf)
    take_back(site.store, identity, who)
    site.kept.forget()
    return _go("", target, who)


@router.post("/corrections/events/{identity}")
async def correct_event(request: Request, site: TheSite, who: Who, identity: str) -> RedirectResponse:
    """Say what is otherwise in an event."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    check(site, form.get("csrf", ""))
    row = site.store.event(identity)
    value = event_value(site.store, site.names, row.event, {name: form[name][:2000] for name in FIELDS if name in form})
    target = record(site, identity, "correct", who, form.get("note", ""), value)
    return _go(form.get("back", ""), target, who)


@router.post("/corrections/reports/{identity}")
def correct_report(
    site: TheSite,
    who: Who,
    identity: str,
    date_from: Short = "",
    date_to: Short = "",
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say when a report was published."""
    check(site, csrf)
    source = site.store.document(identity)
    value = day_value(source, date_from, date_to)
    return _go(back, record(site, source.id, "correct", who, note, value), who)


@router.post("/corrections/names")
def name_actor(
    site: TheSite,
    who: Who,
    name: Annotated[str, Form(max_length=500)] = "",
    actor: Short = "",
    report: Annotated[list[str] | None, Form(max_length=MOST_PARTS)] = None,
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say who is meant by a name in the reports given."""
    check(site, csrf)
    if not report:
        raise UsageError("no report is given", remedy="say in which reports the name stands for that actor")
    value = name_value(site.store, site.names, name, actor)
    for one in dict.fromkeys(report):
        record(site, one, "correct", who, note, value)
    return _go(back, report[0], who)


@router.post("/corrections/dossiers/{identity}")
def correct_dossier(
    site: TheSite,
    who: Who,
    identity: str,
    state: Short = "",
    on: Short = "",
    was: Short = "",
    note: Note = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say in which state a matter is, from which day."""
    check(site, csrf)
    value = state_value(state, on, was)
    return _go("", record(site, identity, "correct", who, note, value), who)


@router.post("/merges/{identity}")
def merge(
    site: TheSite,
    who: Who,
    identity: str,
    other: Annotated[list[str] | None, Form(max_length=MOST_PARTS)] = None,
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say that two happenings, or two matters, are one. Addresses of their pages do as well as ids."""
    check(site, csrf)
    parts = [_named(site, one) for one in other or () if one.strip()]
    if not parts:
        raise UsageError("nothing to merge it with", remedy="choose it, or give its id")
    return _go(back, record(site, identity, "merge", who, note, {"with": parts}), who)


def _named(site: Site, text: str) -> str:
    """The id at the end of an address; for an event, its occurrence."""
    identity = text.strip().split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2][:200]
    if identity.startswith("ev_"):
        return site.store.event(identity, NOW).occurrence or identity
    return identity


@router.post("/splits/{identity}")
def split(
    site: TheSite,
    who: Who,
    identity: str,
    part: Annotated[list[str] | None, Form(max_length=MOST_PARTS)] = None,
    note: Note = "",
    back: Long = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Say that some of what a happening or a matter holds is not of it."""
    check(site, csrf)
    if not part:
        raise UsageError("nothing is chosen", remedy="tick what does not belong here")
    kind = "events" if identity.startswith("oc_") else "occurrences"
    return _go(back, record(site, identity, "split", who, note, {kind: list(dict.fromkeys(part))}), who)


def _go(back: str, target: str, who: str) -> RedirectResponse:
    """To the page that asked, if it is one of this server, else to the object; the browser keeps the name."""
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and "\n" not in back and "\r" not in back
    answer = RedirectResponse(back if inside else place_of(target), status_code=303)
    answer.set_cookie(SIGNED, quote(who), max_age=A_YEAR, httponly=True, samesite="strict")
    return answer


def place_of(target: str) -> str:
    """The page of an object; the ledger's page for what has none."""
    for prefix, path in _PAGES.items():
        if target.startswith(prefix):
            return address(f"{path}{target}") + "#decisions"
    return "/ledger"
