"""The queue of what waits for somebody to decide."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.model import Status
from dragoman.protocols import View
from dragoman.query import PLOVER_TYPES
from dragoman.query.review import KINDS, SAYS, Item, find_queue, tally
from dragoman.web.asking import Many, TheClock, address
from dragoman.web.site import Site, TheSite, key_of
from dragoman.web.views import Pages, page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SIZE = 25
LABELS = {
    "contested": ("contested matter", "contested matters"),
    "unsure": ("unsure reading", "unsure readings"),
    "name": ("name to settle", "names to settle"),
    "undated": ("report without a day", "reports without a day"),
}
"""What the kinds of work are called: one of them, several."""
Start = Annotated[int, Query(ge=0, le=2**53)]


def queue(site: Site, view: View) -> list[Item]:
    """Everything that waits, what matters most first."""
    return site.of_all(find_queue, view)


def waiting(site: Site, view: View) -> int | None:
    """How much waits, if that has been counted; nobody who looks at another page waits for it."""
    found: list[Item] | None = site.kept.peek(key_of(find_queue, view))
    return None if found is None else len(found)


@router.get("/review")
def review(request: Request, site: TheSite, clock: TheClock, kind: Many = None, start: Start = 0) -> HTMLResponse:
    """What nobody has decided yet, what matters most first, each with the words and the forms to decide it."""
    found = queue(site, clock.view)
    wanted = tuple(one for one in kind or () if one in KINDS)
    chosen = [item for item in found if not wanted or item.kind in wanted]
    words = [("kind", one) for one in wanted]
    return page(
        request,
        site,
        "review.html",
        clock,
        items=chosen[start : start + SIZE],
        pages=Pages(start, SIZE, len(chosen), "/review", (*words, *clock.given.items())),
        counts=tally(found),
        labels=LABELS,
        says=SAYS,
        wanted=wanted,
        types=PLOVER_TYPES,
        statuses=[str(status) for status in Status],
        words=words,
        forms=address("/api/v1/review", *words, *clock.given.items()),
    )
