"""Title, outlet, author, address and language of a page, from what it says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from dragoman.model import Report
from dragoman.prepare.clean.markup import attribute_values

# No possessive group, as in the tags of `markup.py`.
_META = re.compile(r"""<meta\s((?:[^<>"']++|"[^"]{0,2000}+"|'[^']{0,2000}+'){1,100})>""", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<]{1,2000})", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^<>]{0,2000}>(.{1,4000}?)</h1>", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^<>]{0,4000}>")
_CANONICAL = re.compile(r"<link\s[^<>]{0,200}rel=[\"']canonical[\"'][^<>]{0,2000}>", re.IGNORECASE)
_ROOT = re.compile(r"<html\b([^<>]{0,2000})>", re.IGNORECASE)
_LINKED = re.compile(
    r"<script\b[^<>]{0,500}application/ld\+json[^<>]{0,500}>(.{1,100000}?)</script", re.IGNORECASE | re.DOTALL
)
_BYLINE = re.compile(r"^\s*(?:written )?by:?\s+", re.IGNORECASE)
_TRACKS = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ocid|ref|ref_src|smid)$")
"""Parameters of an address that say how a reader came, not what the page is."""
_LONGEST_AUTHOR = 120
_MOST_AUTHORS = 5
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


def author(page: str) -> str | None:
    """Who wrote a page, as it says for programs (JSON-LD, article:author, author); several are joined by ", "."""
    head = page[:_HEAD]
    found = [name for item in _linked_data(head) for name in _names(item.get("author"))]
    if not found:
        meta = _meta(head)
        found = [meta[key] for key in ("author", "article:author", "parsely-author", "dc.creator") if key in meta][:1]
    usual = (_BYLINE.sub("", name) for name in found if "://" not in name and len(name) <= _LONGEST_AUTHOR)
    return ", ".join(list(dict.fromkeys(name for name in usual if name))[:_MOST_AUTHORS]) or None


def address(report: Report) -> str | None:
    """The one address of a page: that which it gives for itself, else that at which it was met; or `None`.

    Written the same way whatever led there: no fragment, no port that goes without saying, no parameters that only say
    how a reader came. What names a whole site and no page of it is no address of a report.
    """
    head = report.content[:_HEAD] if report.format == "html" else ""
    link = _CANONICAL.search(head)
    given = attribute_values(link.group()).get("href") if link else None
    for each in (given, _meta(head).get("og:url") if head else None, report.url):
        found = _one_address(each, report.url) if each else None
        if found:
            return found
    return None


def page_language(page: str) -> str | None:
    """The language that a page states for itself, such as "en-GB"; or `None`."""
    match = _ROOT.search(page[:_HEAD])
    stated = attribute_values(match.group(1)) if match else {}
    return (stated.get("lang") or stated.get("xml:lang") or "").strip()[:35] or None


def _one_address(text: str, base: str | None) -> str | None:
    try:
        parts = urlsplit(urljoin(base or "", unescape(text).strip()))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "." not in parts.hostname:
        return None
    kept = [(name, value) for name, value in parse_qsl(parts.query, max_num_fields=100) if not _TRACKS.match(name)]
    if parts.path in ("", "/") and not kept:
        return None
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = parts.hostname if port in (None, usual) else f"{parts.hostname}:{port}"
    return urlunsplit(("https" if port in (None, usual) else parts.scheme, host, parts.path, urlencode(kept), ""))


def _linked_data(head: str) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, those in lists and graphs too; what is no JSON gives none."""
    for match in list(_LINKED.finditer(head))[:10]:
        try:
            value = json.loads(match.group(1))
        except (ValueError, RecursionError):
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield item
                yield from (each for each in (graph if isinstance(graph, list) else []) if isinstance(each, dict))


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [_words(value)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [name for each in value[:_MOST_AUTHORS] for name in _names(each)] if isinstance(value, list) else []


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
