"""Title and outlet of a page, from what it says of itself."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from dragoman.model import Report
from dragoman.prepare.clean.markup import attribute_values

_META = re.compile(r"""<meta\s((?:[^<>"']++|"[^"]{0,2000}+"|'[^']{0,2000}+'){1,100}+)>""", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<]{1,2000})", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^<>]{0,2000}>(.{1,4000}?)</h1>", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^<>]{0,4000}>")
_CANONICAL = re.compile(r"<link\s[^<>]{0,200}rel=[\"']canonical[\"'][^<>]{0,2000}>", re.IGNORECASE)
_HEAD = 200_000
"""Characters. What a page says of itself stands at its head."""
_SERVICE = re.compile(r"^(?:www\d?|m|mobile|amp|feeds?|rss|edition)\.")


def page_title(page: str) -> str | None:
    """The title that a page shares with others (og:title), else its <title>, else its first <h1>; or `None`."""
    head = page[:_HEAD]
    shared = _meta(head).get("og:title")
    if shared:
        return shared
    match = _TITLE.search(head) or _HEADING.search(head)
    return (_words(_TAGS.sub("", match.group(1))) or None) if match else None


def outlet(report: Report) -> str | None:
    """The name that a page gives its site (og:site_name), else the host of the report's address, or `None`.

    Prefixes that name a service rather than an outlet (www, m, feeds) are left out, and an address that only forwards
    to another is taken for that other.
    """
    head = report.content[:_HEAD] if report.format == "html" else ""
    name = _meta(head).get("og:site_name") if head else None
    if name:
        return name
    address = report.url
    if not address and head:
        link = _CANONICAL.search(head)
        address = attribute_values(link.group()).get("href") if link else None
    return _host(address) if address else None


def _host(address: str) -> str | None:
    """The host of `address` in small letters, or `None` where it is no address of a page."""
    try:
        parts = urlsplit(unescape(address).strip().strip("'\""))
        forwarded = parse_qs(parts.query).get("url", [""])[0]
        host = (urlsplit(forwarded) if forwarded.startswith("http") else parts).hostname
    except ValueError:  # a bracket in the host, a port that is no number
        return None
    return _SERVICE.sub("", host) or None if host and "." in host else None


def _meta(head: str) -> dict[str, str]:
    """Names and contents of the <meta> elements; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _META.finditer(head):
        values = attribute_values(match.group(1))
        name = values.get("property") or values.get("name")
        if name and values.get("content"):
            found.setdefault(name.lower(), _words(values["content"]))
    return found


def _words(text: str) -> str:
    return " ".join(unescape(text).split())
