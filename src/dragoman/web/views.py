"""What templates ask for: names, days, links and colours of things, never markup."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dragoman.dates import Interval
from dragoman.lexicon.actors import ActorBook
from dragoman.model import ActorRef, DatedBy, Event
from dragoman.protocols import StoredDocument
from dragoman.query import draw
from dragoman.query.correcting import as_listed, in_words
from dragoman.web.asking import Clock, address
from dragoman.web.kept import oldest_given
from dragoman.web.newest import Total
from dragoman.web.site import Site, signed_by

LONGEST_TITLE = 160
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

STATUS_WORDS = {
    "occurred": "done",
    "ongoing": "under way",
    "scheduled": "fixed for later",
    "agreed": "agreed, no time fixed",
    "proposed": "offered or expected",
    "requested": "asked for",
    "conditional": "hangs on something",
    "unlikely": "thought improbable",
    "not-occurred": "did not happen",
    "denied": "denied",
}
"""What each status says, for the title of its word."""


FLAG_WORDS = {
    "single-sided": "only one side speaks of it",
    "unconfirmed": "no party to it is on record",
    "contested": "accounts of it differ",
    "overdue": "its day has passed, and no report says what came of it",
    "change-planned": "it was agreed or fixed that this will change, and no report says that it has",
    "term-passed": "its term has passed, and no report says whether it went on",
    "disrupted": "a part of it was put off",
    "maybe-later": "it rests on reports that may be of a later day",
    "last-known": "no report for longer than such a matter stays as it is unsaid",
}
"""What each flag of a matter says."""


def clean(text: object) -> str:
    """Text without control characters, which a page cannot show."""
    return _CONTROL.sub("\ufffd", str(text))


def cut(text: object, most: int = LONGEST_TITLE) -> str:
    """Text on one line of at most `most` characters."""
    line = " ".join(clean(text)[: most * 8].split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def days(value: Interval | DatedBy | None) -> str:
    """Days in words; a question mark where nothing is known."""
    if isinstance(value, DatedBy):
        return draw(value.interval, value.granularity)
    return draw(value)


def begun(value: Interval | None) -> str:
    """Since when, in words: "since 2025-09-18", "2025-09-18 or before"; empty where nothing is known."""
    if value is None or (value.earliest is None and value.latest is None):
        return ""
    return f"{value.latest} or before" if value.earliest is None else f"since {draw(value)}"


def quad(event: Event) -> str:
    """The name of the colour of an event: "verbal-conflict"."""
    return event.quad.replace(" ", "-")


def title(source: StoredDocument) -> str:
    """The title of a report, or what stands for it."""
    if source.title and source.title.strip():
        return cut(source.title)
    return cut(file_name(source.sightings[0].path) if source.sightings else source.id)


def file_name(path: str) -> str:
    """The last part of a path or address; the whole where it has no parts."""
    return path.rstrip("/").rpartition("/")[2] or path


def at_slashes(path: object, most: int = LONGEST_TITLE) -> Markup:
    """A path that may go on in the next line after each of its slashes, and is escaped."""
    return Markup("/<wbr>").join(cut(path, most).split("/"))  # join escapes what is no markup


def many(count: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 matter", "2,000 matters"."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def names_of(book: ActorBook, actors: Iterable[ActorRef]) -> list[tuple[str, str, bool]]:
    """Name, page and whether it is resolved, of each actor."""
    return [
        (book.name(actor.id), address(f"/actors/{actor.id}"), True) if actor.id else (cut(actor.name, 80), "", False)
        for actor in actors
    ]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a list: `offset` of `total`, `size` at a time.

    `exact` is false for a list that is longer than `total` and has not been counted.
    """

    offset: int
    size: int
    total: int
    path: str
    words: tuple[tuple[str, str], ...]
    exact: bool = True

    @classmethod
    def of(cls, offset: int, size: int, found: Total, path: str, words: tuple[tuple[str, str], ...]) -> Pages:
        """Where one is in a list of events."""
        held = found.least if found.exact is None else max(found.exact, found.least)
        return cls(offset, size, held, path, words, found.exact is not None)

    @property
    def many(self) -> str:
        """How many there are, in words."""
        return f"{self.total:,}" if self.exact else f"more than {self.total:,}"

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.total, self.offset + self.size)

    @property
    def before(self) -> str:
        """The address of the page before; empty on the first."""
        return self._at(max(0, self.offset - self.size)) if self.offset > 0 else ""

    @property
    def after(self) -> str:
        """The address of the page after; empty on the last."""
        return self._at(self.offset + self.size) if self.last < self.total or not self.exact else ""

    def _at(self, offset: int) -> str:
        return address(self.path, *self.words, *([("start", str(offset))] if offset else []))


def environment() -> Environment:
    """The templates, which escape everything that is put into them."""
    found = Environment(
        loader=PackageLoader("dragoman.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(clean=clean, cut=cut, days=days, begun=begun, quad=quad, title_of=title)
    found.filters["json"] = lambda value: json.dumps(value, ensure_ascii=False)
    found.filters.update(in_words=in_words, as_listed=as_listed, at_slashes=at_slashes, many=many)
    found.globals["status_words"] = STATUS_WORDS
    found.globals["flag_words"] = FLAG_WORDS
    return found


TEMPLATES = environment()


def linker(clock: Clock) -> Callable[..., str]:
    """Makes links that keep the clocks the reader has set."""

    def to(path: str, *words: tuple[str, str], anchor: str = "") -> str:
        return address(path, *words, *clock.given.items()) + (f"#{anchor}" if anchor else "")

    return to


def page(
    request: Request, site: Site, template: str, clock: Clock | None = None, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """A page. `words` in the context are the question in its address, which the form of the clocks keeps."""
    held = clock or Clock()
    words = context.pop("words", ())
    html = TEMPLATES.get_template(template).render(
        here=request.url.path,
        asked_for=request.url.query,
        clock=held,
        view=held.view,
        to=linker(held),
        words=list(words),
        csrf=site.csrf,
        user=signed_by(request, site),
        locked=site.token is not None,
        behind=round(oldest_given()),
        names=partial(names_of, site.names),
        book=site.names,
        **{"forms": "", "table": context.get("forms", ""), "downloads": (), **context},
    )
    return HTMLResponse(html.encode("utf-8", "replace"), status_code=status)
