"""Where a person accepts, rejects or annotates what was extracted, and takes that back."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from dragoman.web.asking import address
from dragoman.web.judging import judge, take_back
from dragoman.web.site import Site, TheSite

router = APIRouter(include_in_schema=False)

Short = Annotated[str, Form(max_length=200)]
_PAGES = {"ev_": "/events/", "cl_": "/claims/", "doc_": "/reports/", "ds_": "/dossiers/"}


def check(site: Site, csrf: str) -> None:
    """Refuse a form that no page of this server gave out."""
    if not hmac.compare_digest(csrf.encode(), site.csrf.encode()):
        raise HTTPException(403, "This form is out of date: go back, load the page again, and send it once more.")


@router.post("/judgements")
def decide(
    site: TheSite,
    target: Short = "",
    action: Short = "",
    who: Short = "",
    note: Annotated[str, Form()] = "",
    csrf: Short = "",
) -> RedirectResponse:
    """Record a decision and go back to the object."""
    check(site, csrf)
    found = judge(site.store, target, action, who or site.user, note)
    return RedirectResponse(place_of(found.target), status_code=303)


@router.post("/judgements/{identity}/undo")
def undo(site: TheSite, identity: str, target: Short = "", who: Short = "", csrf: Short = "") -> RedirectResponse:
    """Take a decision back and go back to the object."""
    check(site, csrf)
    take_back(site.store, identity, who or site.user)
    return RedirectResponse(place_of(target), status_code=303)


def place_of(target: str) -> str:
    """The page of an object; the ledger's page for what has none."""
    for prefix, path in _PAGES.items():
        if target.startswith(prefix):
            return address(f"{path}{target}") + "#decisions"
    return "/ledger"
