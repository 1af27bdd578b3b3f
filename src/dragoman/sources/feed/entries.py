"""What stands in a feed, read from bytes that were fetched already. The one door to feedparser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from dragoman.errors import InputError, UsageError
from dragoman.sources.common.decode import fit
from dragoman.sources.common.limits import megabytes
from dragoman.sources.fetch import checked_url

LARGEST = 4 * 1024 * 1024
"""Bytes of a feed: reading one made to do harm takes seconds for each million."""
_MOST = 2000
"""Entries that are looked at; no feed of news has a tenth of it."""
_TAG = re.compile(rb"<[a-z]", re.IGNORECASE)
_START = re.compile(
    rb"<(?:[\w-]+:)?(?:item|entry|channel|feed|image|textinput|author|contributor|source)\b", re.IGNORECASE
)
_MOST_STARTS = 8_000
_MOST_TAGS = 60_000
"""Tags beyond which a feed is made to do harm: reading it takes time that grows with the square of some of them."""
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the address of its page, what the feed says of it, and its text as HTML where the feed carries one.

    `key` tells it from the others of the feed; `stamp` changes when the entry says that it was updated. `published` is
    in ISO 8601, or as the feed writes it where that cannot be read.
    """

    key: str
    url: str
    title: str | None
    published: str | None
    html: str
    stamp: str = ""


def read_feed(body: bytes, url: str, headers: Mapping[str, str]) -> tuple[str | None, list[Entry]]:
    """The title of a feed, and its entries in its order.

    `headers` are those of the answer, for the character set. Entries without an address of the web are left out.
    Nothing is fetched: no entity, no style sheet, no picture. Raises InputError where `body` is no feed, or declares
    entities of its own, by which a few bytes become gigabytes (and which no feed needs).
    """
    if len(body) > LARGEST:
        raise InputError(f"a feed of more than {megabytes(LARGEST)}", place=url, remedy="leave the feed out")
    if _ENTITY.search(body):
        raise InputError(
            "it declares entities of its own, as is done to do harm", place=url, remedy="leave the feed out"
        )
    if sum(1 for _ in _START.finditer(body)) > _MOST_STARTS or sum(1 for _ in _TAG.finditer(body)) > _MOST_TAGS:
        raise InputError("a feed of too many parts, as is done to do harm", place=url, remedy="leave the feed out")
    told = {"content-type": headers.get("content-type", "application/xml"), "content-location": url}
    parsed = feedparser.parse(body, response_headers=told, sanitize_html=False)
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        reason = str(parsed.get("bozo_exception", "no entries and no title"))[:200]
        raise InputError(f"not a feed: {reason}", place=url, remedy="give the address of the RSS or Atom feed itself")
    found: dict[str, Entry] = {}
    for each in parsed.entries[:_MOST]:
        entry = _entry(each, url)
        if entry is not None:
            found.setdefault(entry.key, entry)
    return _line(parsed.feed.get("title")), list(found.values())


def _entry(value: Any, base: str) -> Entry | None:
    try:
        url = checked_url(str(value.get("link") or ""), base=base)
    except UsageError:
        return None
    if not value.get("link"):
        return None
    parts = value.get("content") or []
    texts = [str(part.get("value") or "") for part in parts] or [str(value.get("summary") or "")]
    # dict.get: its own `get` takes one date for the other where only one is given
    return Entry(
        key=_line(value.get("id")) or url,
        url=url,
        title=_line(value.get("title")),
        published=_day(_line(dict.get(value, "published"))),
        html=fit(max(texts, key=len, default="")),
        stamp=_line(dict.get(value, "updated")) or "",
    )


def _day(text: str | None) -> str | None:
    """A date of e-mail, which RSS uses, in ISO 8601 with its offset."""
    if text is None:
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return text


def _line(value: Any) -> str | None:
    text = " ".join(fit(str(value)).split()) if value is not None else ""
    return text[:_LONGEST] or None
