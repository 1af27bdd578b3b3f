"""What may stand at the head of a plain text and tells about the report: front matter, or lines of `Name: value`.

Read by whoever opens a file (for the day, the outlet, the title) and by whoever cleans a text (it is no part of it).
"""

from __future__ import annotations

import re

_FENCED = re.compile(r"\s*---[ \t]*\r?\n((?:[A-Za-z_-]+[ \t]*:[^\n]*\n)+)---[ \t]*(?:\r?\n|$)")
_NAMES = (
    "title|headline|subject|date|published|publication date|load-date|publication|source|outlet|newspaper|byline|"
    "author|url|link|language|section|country|place|dateline|edition|page|length|copyright"
)
_PLAIN = re.compile(rf"\s*((?:(?:{_NAMES})[ \t]*:[ \t]*\S[^\n]*\n){{2,20}})[ \t]*(?:\r?\n|$)", re.IGNORECASE)
"""As news databases save a report. Two lines at least, and an empty one after them: "Source: AFP" alone is a credit."""

_TELLING = re.compile(r"^(?:title|headline|date|published|publication date)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_OTHER_NAMES = {"publication date": "published", "publication": "outlet", "newspaper": "outlet", "link": "url"}


def head_of(content: str) -> tuple[dict[str, str], int]:
    """The names and values at the head of a plain text, and where the text itself begins; `({}, 0)` without a head.

    The first value of a name counts. Names are in small letters; those of news databases are told in our own.
    """
    match = _FENCED.match(content)
    if match is None:
        match = _PLAIN.match(content)
        if match is None or _TELLING.search(match.group(1)) is None:
            return {}, 0
    found: dict[str, str] = {}
    for line in match.group(1).splitlines():
        name, _, value = line.partition(":")
        name = name.strip().lower()
        found.setdefault(_OTHER_NAMES.get(name, name), value.strip().strip("\"'"))
    return found, match.end()
