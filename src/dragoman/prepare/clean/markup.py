"""Tags of a web page with exact offsets, in time and memory that grow with its length and no faster.

Not html.parser: it gives lines and columns rather than offsets and takes about six times as long on real pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_LONGEST_TAG = 20_000
"""A tag that does not end within so many characters ends at its next `>`: bounds the work on unclosed quotes."""

# No possessive group: Python 3.11.2 goes on from where its last turn failed, and takes a quote that never ends into the
# tag. Its turns begin with different letters, so that giving one back never helps: time grows with the length alone.
_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*+)")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})


@dataclass(frozen=True, slots=True)
class Token:
    """`[start, end)` of the page: a text (`name` is empty), a tag, or the whole content of a raw-text element.

    For a raw-text element (`script`, `title`, ...) one token of kind "raw" spans the content; its tags give no token.
    """

    kind: str  # text, open, close, raw
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def tokens(page: str) -> Iterator[Token]:
    """The tokens of `page` in order; comments, declarations and tags that never end give none."""
    at, size = 0, len(page)
    closers: dict[str, int] = {}
    while at < size:
        start = page.find("<", at)
        if start < 0:
            yield Token("text", at, size)
            return
        if start > at:
            yield Token("text", at, start)
        following = page[start + 1 : start + 2]
        if following in ("!", "?"):
            at = _after_declaration(page, start)
            continue
        match = _TAG.match(page, start, start + _LONGEST_TAG)
        name_match = match or _NAME.match(page, start)
        if name_match is None:  # a bare "<" is text, or "</" with nothing after it
            yield Token("text", start, start + 1)
            at = start + 1
            continue
        name = name_match.group(1).lower()
        end = match.end() if match else page.find(">", start) + 1
        if end == 0:
            return
        attributes = match.group(2) if match else page[name_match.end() : min(end, start + _LONGEST_TAG) - 1]
        if following == "/":
            yield Token("close", start, end, name)
        elif name in _RAW_TEXT and not attributes.endswith("/"):
            close = _closer(page, name, end, closers)
            yield Token("raw", end, close, name, attributes)
            end = close
        else:
            yield Token("open", start, end, name, attributes)
        at = end


def attribute_values(attributes: str) -> dict[str, str]:
    """Names in small letters and decoded values; the first of a name counts."""
    values: dict[str, str] = {}
    for name, *forms in _ATTRIBUTE.findall(attributes):
        values.setdefault(name.lower(), unescape(next((form for form in forms if form), "")))
    return values


def references(page: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """Stretches of `page[start:end]`: `(start, end, None)` where it stands for itself, else with what it decodes to."""
    at = start
    for match in _REFERENCE.finditer(page, start, end):
        decoded = unescape(match.group())
        if decoded == match.group():
            continue
        if match.start() > at:
            yield at, match.start(), None
        yield match.start(), match.end(), decoded
        at = match.end()
    if at < end:
        yield at, end, None


def _after_declaration(page: str, start: int) -> int:
    """The end of a comment, CDATA section, declaration or processing instruction; an unclosed one ends at its `>`."""
    opener, closer = ("<!--", "-->") if page.startswith("<!--", start) else ("<![CDATA[", "]]>")
    if page.startswith(opener, start):
        end = page.find(closer, start + len(opener) - 2 if opener == "<!--" else start)
        if end >= 0:
            return end + len(closer)
    end = page.find(">", start)
    return end + 1 if end >= 0 else len(page)


def _closer(page: str, name: str, start: int, known: dict[str, int]) -> int:
    """Where the content of a raw-text element ends.

    One that is never closed ends at the next tag, so that no text is lost to it. That nothing closes a name is
    remembered: looking again for each of thousands of unclosed elements would take quadratic time.
    """
    place = known.get(name)
    if place is None or 0 <= place < start:
        match = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(page, start)
        known[name] = match.start() if match else -1
    if known[name] >= 0:
        return known[name]
    following = page.find("<", start)
    return following if following >= 0 else len(page)
