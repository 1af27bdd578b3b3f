"""Text with meaning attached, before anybody knows whether it goes to a terminal or into a pipe.

A `Line` is a sequence of `(text, style)`; styles are the names in `render.STYLES`. `line` passes every text through
`printable`, so that no report can move a reader's cursor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Piece = tuple[str, str]
Line = tuple[Piece, ...]
Cell = tuple[Line, ...]

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def printable(text: str) -> str:
    """The text on one line, without control characters and without those that turn the direction of writing."""
    return _UNPRINTABLE.sub(" ", text)


def line(*pieces: str | Piece) -> Line:
    """A line of pieces; a bare string has no style. Empty pieces are left out."""
    found = ((piece, "") if isinstance(piece, str) else piece for piece in pieces)
    return tuple((printable(text), style) for text, style in found if text)


def cell(*lines: Line) -> Cell:
    """A cell of one or more lines; empty lines are left out."""
    return tuple(each for each in lines if each)


def joined(pieces: Iterable[Sequence[Piece]], separator: str) -> Line:
    """Several groups of pieces on one line."""
    out: list[Piece] = []
    for group in pieces:
        if out:
            out.append((separator, ""))
        out.extend(group)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; `note` stands below. A row of one cell is the heading of a section."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def shorten(text: str, start: int, end: int, width: int) -> Line:
    """`text` cut to about `width` around `[start, end)`, which is marked as the trigger; cuts fall between words."""
    room = max(0, width - (end - start))
    left, right = max(0, start - room // 2), min(len(text), end + room - room // 2)
    if left == 0:
        right = min(len(text), max(right, width))
    if right == len(text):
        left = max(0, min(left, len(text) - width))
    if left > 0:
        left = min(start, _next_word(text, left))
    if right < len(text):
        right = max(end, text.rfind(" ", end, right + 1))
    before = ("… " if left else "") + text[left:start]
    after = text[end:right] + (" …" if right < len(text) else "")
    return line((before, "quote"), (text[start:end], "trigger"), (after, "quote"))


def _next_word(text: str, position: int) -> int:
    space = text.find(" ", position)
    return position if space < 0 else space + 1
