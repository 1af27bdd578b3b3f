"""Dossiers: the pages and the API of continuing matters, their states and the paths that led there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.errors import NotFound
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.query import today
from dragoman.query.compare import Comparison, compare
from dragoman.query.dossier_views import DossierView, missing
from dragoman.query.dossiers import DossierQuestion, dossier
from dragoman.query.judging import rejected
from dragoman.web.asking import LONGEST, Each, Many, TheClock, Word, address, brief_links, clocks_of, one_of
from dragoman.web.board import Line, last_board, lines
from dragoman.web.judging import decisions, verdict
from dragoman.web.lifecycle import life, sparks, tone
from dragoman.web.site import TheSite
from dragoman.web.views import Pages, page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SIZE = 50
Start = Annotated[int, Query(ge=0, le=2**53)]


Kinds = Annotated[Each, one_of(sorted(shipped_kinds().by_name), "measure, meeting, talks, agreement, ...")]
STATES = sorted({state for kind in shipped_kinds().kinds for state in kind.states} | {"unknown"})
States = Annotated[Each, one_of(STATES, "in force, suspended, postponed, ...")]


class AskedDossiers:
    """A question about dossiers."""

    def __init__(
        self,
        party: Annotated[Many, Query(description="Names or codes; all of them take part.")] = None,
        kind: Kinds = None,
        state: States = None,
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

    @property
    def but_kind(self) -> list[tuple[str, str]]:
        """The question without its kinds."""
        return [(name, value) for name, value in self.words if name != "kind"]

    def question(self) -> DossierQuestion:
        """The question as `dragoman.query` takes it."""
        return DossierQuestion(self.parties, self.kinds, self.states, self.text or None, self.open)


TheDossiers = Annotated[AskedDossiers, Depends()]


@router.get("/dossiers")
def dossiers(
    request: Request, site: TheSite, clock: TheClock, asked: TheDossiers, start: Start = 0, sort: Word = None
) -> HTMLResponse:
    """Continuing matters and where they stand."""
    found = lines(site, asked.question(), clock.view)
    if sort == "title":
        found.sort(key=lambda one: (one.title.casefold(), one.id))
    elif sort == "state":
        found.sort(key=lambda one: (one.state, one.title.casefold(), one.id))
    words = (*asked.words, *([("sort", sort)] if sort else []))
    kinds = shipped_kinds()
    return page(
        request,
        site,
        "dossiers.html",
        clock,
        rows=found[start : start + SIZE],
        lives=sparks([(one.life, one.told) for one in found[start : start + SIZE]], clock.view.as_of or today()),
        pages=Pages(start, SIZE, len(found), "/dossiers", (*words, *clock.given.items())),
        asked=asked,
        sort=sort or "",
        kinds=[kind.name for kind in kinds.kinds],
        states=STATES,
        tally=_tally(found),
        words=words,
        forms=address("/api/v1/dossiers", *asked.words, *clock.given.items()),
    )


@router.get("/dossiers/{identity}")
def one_dossier(request: Request, site: TheSite, clock: TheClock, identity: str) -> HTMLResponse:
    """One matter: its state, the path that led there, who says what, what is missing, and all its evidence."""
    found = find_one(site, clock, identity)
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
        held=[find_one(site, clock, child) for child in found.holds],
        within=str(found.record.body.get("within") or ""),
        compared=_compared(site, found),
        downloads=brief_links(clock.given, ("dossier", found.id)),
        like=_like(last_board(site, clock.view), found),
        decisions=decided,
        verdict=verdict(decided),
        rejected=rejected(site.store, clock.view),
        forms=address(f"/api/v1/dossiers/{found.id}", *clock.given.items()),
        table=address("/api/v1/events", ("dossier", found.id), *clock.given.items()),
    )


def _compared(site: TheSite, found: DossierView) -> Comparison | None:
    """Accounts of a matter side by side, where more than one report tells of it."""
    if len({row.event.document for row in found.events}) < 2:
        return None

    def make() -> Comparison | None:
        try:
            return compare(site.store, site.names, found.id, found.view)
        except NotFound:  # all of it stands rejected
            return None

    return site.kept.get(("compare", *clocks_of(found.view), found.id), site.version(), make)


def _like(every: Sequence[Line], found: DossierView) -> list[Line]:
    """Matters with which this one may be one: of its kind, between the same parties."""
    return [one for one in every if one.id != found.id and one.kind == found.kind.name and one.parties == found.parties]


def find_one(site: TheSite, clock: TheClock, identity: str) -> DossierView:
    """The matter of an id, or of the beginning of one. Raises NotFound."""
    if not identity.startswith("ds_"):
        raise NotFound(f"no dossier {identity[:80]!r}", remedy="ids of dossiers begin with ds_")
    return dossier(site.store, site.names, identity, clock.view)


def _tally(found: list[Line]) -> list[tuple[str, int]]:
    """How many there are of each kind, the commonest first."""
    counts = Counter(one.kind for one in found)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
