"""A page as it was fetched, now or long ago, and the report that it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.sources.common.decode import decoded

READABLE = frozenset(["text/html", "application/xhtml+xml", "text/plain"])
"""Types of content that can be reports."""


@dataclass(frozen=True, slots=True)
class Page:
    """The address of a page, its bytes with all packing undone, and the instant (ISO, UTC) at which they were fetched.

    `offset` is that of its record where it lies in an archive; `notes` hold what is known of it beside what it says of
    itself: published, title, outlet, language.
    """

    url: str
    body: bytes
    content_type: str
    charset: str | None
    fetched: str | None
    offset: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)


def report_of(page: Page, place: str) -> Report:
    """A page as a report, whose path is its address; `place` names it in errors.

    Raises InputError where it is no text, or empty.
    """
    content = decoded(page.body, place, declared=page.charset)
    if not content.strip():
        raise InputError("empty", place=place, remedy="leave it out, or fetch it again")
    return Report(
        page.url,
        content,
        "text" if page.content_type == "text/plain" else "html",
        published=page.notes.get("published"),
        title=page.notes.get("title"),
        outlet=page.notes.get("outlet"),
        url=page.url if page.url.lower().startswith(("http://", "https://")) else None,
        language=page.notes.get("language"),
        fetched=page.fetched,
    )
