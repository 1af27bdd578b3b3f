"""Charts at addresses of their own: they take longer to draw than a page may, so pages fetch them when wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from dragoman.query import to_day
from dragoman.web.api_shapes import PROBLEMS
from dragoman.web.asking import Many, Since, TheClock, Until, clocks_of, in_order, known_actor
from dragoman.web.matters import find_one
from dragoman.web.site import Site, TheSite

router = APIRouter(prefix="/api/v1/charts", tags=["Charts"], default_response_class=Response)

Form = Literal["inline", "svg", "png", "html", "json"]
Shape = Annotated[
    Form,
    Query(alias="format", description="inline is SVG to be put into a page; html is one file with its script."),
]
Needed = Annotated[str, Query(min_length=1, max_length=300)]
MEDIA = {
    "inline": "image/svg+xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
_BODY: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The chart.",
        "content": {kind.partition(";")[0]: {"example": "<svg ...>"} for kind in MEDIA.values()},
    },
    **PROBLEMS,
}


@router.get("/relation", responses=_BODY)
def relation(
    request: Request,
    site: TheSite,
    clock: TheClock,
    a: Needed,
    b: Needed,
    by: Annotated[Literal["week", "month"], Query()] = "month",
    since: Since = None,
    until: Until = None,
    shape: Shape = "svg",
) -> Response:
    """Two sides over time: acts by class, how friendly they were, and the days that each may fill."""
    first, last = to_day(since or None, "earliest"), to_day(until or None, "latest")
    in_order(since or None, until or None)

    a, b = known_actor(site, a), known_actor(site, b)

    def draw() -> Any:
        from dragoman.charts.relation import relation as drawn  # noqa: PLC0415 - heavy

        return drawn(site.store, site.names, a, b, clock.view, period=by, since=first, until=last)

    key = ("relation", *clocks_of(clock.view), a, b, by, str(first), str(last))
    return _drawn(request, site, key, draw, shape, "relation")


@router.get("/lifecycle/{identity}", responses=_BODY)
def lifecycle(request: Request, site: TheSite, clock: TheClock, identity: str, shape: Shape = "svg") -> Response:
    """The life of a matter: its states as intervals, what is sure and what is not, and what set each of them."""

    def draw() -> Any:
        from dragoman.charts.lifecycle import lifecycle as drawn  # noqa: PLC0415 - heavy

        return drawn(found, site.names)

    found = find_one(site, clock, identity[:200])
    return _drawn(request, site, ("lifecycle", *clocks_of(clock.view), found.id), draw, shape, "lifecycle")


@router.get("/network", responses=_BODY)
def network(
    request: Request,
    site: TheSite,
    clock: TheClock,
    actor: Many = None,
    since: Since = None,
    until: Until = None,
    shape: Shape = "svg",
) -> Response:
    """Who did what with whom."""
    first, last = to_day(since or None, "earliest"), to_day(until or None, "latest")
    in_order(since or None, until or None)
    wanted = tuple(known_actor(site, one) for one in actor or () if one.strip())

    def draw() -> Any:
        from dragoman.charts.network import network as drawn  # noqa: PLC0415 - heavy

        return drawn(site.store, site.names, clock.view, actors=wanted, since=first, until=last)

    key = ("network", *clocks_of(clock.view), *wanted, str(first), str(last))
    return _drawn(request, site, key, draw, shape, "network")


def _drawn(
    request: Request, site: Site, key: tuple[str, ...], draw: Callable[[], Any], shape: Form, name: str
) -> Response:
    """A chart in a shape, kept until the ledger changes. The library is loaded when the first is asked for."""

    def make() -> bytes:
        from dragoman.charts import vega  # noqa: PLC0415 - heavy

        chart = draw()
        if shape == "inline":
            return vega.to_svg(chart, inline=True).encode()
        return vega.write(chart, shape)

    body = site.kept.get(("chart", shape, *key), site.version(), make)
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    headers = {"ETag": tag}
    if shape in ("html", "json", "png"):  # the script of the interactive file must not run as part of this site
        headers["Content-Disposition"] = f'attachment; filename="{name}.{shape}"'
    return Response(body, media_type=MEDIA[shape], headers=headers)
