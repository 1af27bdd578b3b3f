"""Pages that a person names by address, as reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from dragoman.errors import DragomanError
from dragoman.model import Failure, Report
from dragoman.sources.common.pages import READABLE, Page, report_of
from dragoman.sources.fetch.client import Fetcher
from dragoman.sources.fetch.guard import checked_url

STAGE = "fetch"


def fetch_reports(
    urls: Iterable[str], *, allowed: Collection[str] = (), fetcher: Fetcher | None = None
) -> Iterator[Report | Failure]:
    """A report for each address, whose path is the address; what cannot be had is a failure, and the rest goes on.

    `allowed` are hosts that may have private addresses. Nothing is fetched before it is asked for.
    """
    own = fetcher or Fetcher(allowed=allowed)
    try:
        for url in urls:
            yield _one(own, url)
    finally:
        if fetcher is None:
            own.close()


def _one(fetcher: Fetcher, url: str) -> Report | Failure:
    try:
        place = checked_url(url)
        answer = fetcher.fetch(place, accept=sorted(READABLE))
        kind = answer.content_type or "text/html"
        return report_of(Page(place, answer.body, kind, answer.charset, answer.fetched), place)
    except DragomanError as error:
        return Failure(error.place or url, STAGE, error.message, error.remedy)
