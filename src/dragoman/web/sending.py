"""What is sent to a colleague or to another tool: briefs, files in the formats of others, accounts side by side."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from dragoman.errors import NotFound
from dragoman.protocols import View
from dragoman.query import to_day
from dragoman.query.compare import Comparison, compare
from dragoman.web.answers import answer
from dragoman.web.api_shapes import PROBLEMS, described
from dragoman.web.asking import Since, TheClock, Until, Word, clocks_of, in_order, known_actor
from dragoman.web.matters import find_one
from dragoman.web.site import Site, TheSite

router = APIRouter(prefix="/api/v1", tags=["Dragoman"], default_response_class=Response)

PART = 1 << 16
IN_MEMORY = 1 << 20
BRIEFS = {"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}
EXPORTS = {
    "csv": ("text/csv; charset=utf-8", "acts.csv"),
    "jsonl": ("application/x-ndjson", "acts.jsonl"),
    "parquet": ("application/vnd.apache.parquet", "acts.parquet"),
    "polecat": ("text/tab-separated-values; charset=utf-8", "acts.polecat.txt"),
    "gdelt": ("text/tab-separated-values; charset=utf-8", "acts.gdelt.csv"),
    "ftm": ("application/x-ndjson", "acts.ftm.json"),
    "ical": ("text/calendar; charset=utf-8", "plans.ics"),
}
Shape = Annotated[Literal["html", "md", "pdf"], Query(alias="format")]
Target = Literal["csv", "jsonl", "parquet", "polecat", "gdelt", "ftm", "ical"]


def _files(kinds: Iterator[str]) -> dict[int | str, dict[str, Any]]:
    content = {kind.partition(";")[0]: {"example": "..."} for kind in kinds}
    return {200: {"description": "The file.", "content": content}, **PROBLEMS}


@router.get("/briefs", responses=_files(iter(BRIEFS.values())))
def brief(
    site: TheSite,
    clock: TheClock,
    a: Annotated[Word, Query(description="One of two sides.")] = None,
    b: Annotated[Word, Query(description="The other.")] = None,
    dossier: Annotated[Word, Query(description="A matter, by its id.")] = None,
    actor: Annotated[Word, Query(description="One actor.")] = None,
    since: Since = None,
    until: Until = None,
    shape: Shape = "html",
) -> Response:
    """One page about two sides, a matter, an actor or a period, every sentence with its evidence; as a file."""
    in_order(since or None, until or None)
    if sum(map(bool, (a or b, dossier, actor))) > 1 or bool(a) != bool(b):
        raise NotFound("no such brief", remedy="give two sides (a and b), or a dossier, or an actor, or none of them")
    words = (a, b, dossier, actor, since, until)
    key = ("brief", shape, *clocks_of(clock.view), *map(str, words))

    def make() -> bytes:
        from dragoman.brief import forms  # noqa: PLC0415 - heavy
        from dragoman.brief.compose import Asked, compose  # noqa: PLC0415

        asked = Asked(
            sides=tuple(known_actor(site, side) for side in (a, b) if side),
            dossier=find_one(site, clock, dossier).id if dossier else None,
            actor=known_actor(site, actor) if actor else None,
            since=to_day(since or None, "earliest"),
            until=to_day(until or None, "latest"),
        )
        return forms.write(compose(site.store, site.names, asked, clock.view), shape)

    body = site.kept.get(key, site.version(), make)
    headers = {"Content-Disposition": f'attachment; filename="brief.{shape}"'}
    return Response(body, media_type=BRIEFS[shape], headers=headers)


@router.get("/exports/{form}", responses=_files(kind for kind, _ in EXPORTS.values()))
def exported(
    site: TheSite,
    clock: TheClock,
    form: Target,
    since: Since = None,
    until: Until = None,
    everything: Annotated[bool, Query(description="Plans, demands, denials and background too.")] = False,
) -> StreamingResponse:
    """The ledger for another tool: what occurred or is under way, each happening once; `ical` gives plans."""
    from dragoman.export import Wanted, export  # noqa: PLC0415 - heavy

    in_order(since or None, until or None)
    first, last = to_day(since or None, "earliest"), to_day(until or None, "latest")
    kind, name = EXPORTS[form]
    # Written before it is sent: an error halfway would cut a file that looks whole.
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it was sent
    try:
        export(site.store, site.names, form, Wanted(clock.view, first, last, everything), file)  # type: ignore[arg-type]
    except BaseException:
        file.close()
        raise
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_sent(file), media_type=kind, headers=headers)


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while part := file.read(PART):
            yield part


_COMPARED = {"kind": "dossier", "accounts": [{"name": "Chile", "side": "CHL"}], "fields": []}


@router.get("/compare/{identity}", responses=described("title", _COMPARED, stream=False))
def compared(request: Request, site: TheSite, clock: TheClock, identity: str) -> Response:
    """What each side and each outlet says of one happening, matter or claim, field by field with the words."""
    if not identity.startswith(("ev_", "oc_", "ds_", "cl_")):
        raise NotFound(f"nothing to compare: {identity[:80]!r}", remedy="ids begin with ev_, oc_, ds_ or cl_")
    return answer(request, accounts(site, clock.view, identity[:200]).to_json())


def accounts(site: Site, view: View, identity: str) -> Comparison:
    """Accounts side by side, as they are kept. Raises NotFound."""
    key = ("compare", *clocks_of(view), identity)
    return site.kept.get(key, site.version(), lambda: compare(site.store, site.names, identity, view))
