"""Plain text into pieces: front matter, paragraphs, and the lines of texts that were wrapped by a program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import BlockKind
from dragoman.model.heads import head_of
from dragoman.prepare.clean.pieces import Piece, PieceBuilder

_SIGNATURE = re.compile(r"(?:^|(?<=\n))--[ \t]*\r?\n(?:[^\n]*+(?:\n|\Z)){0,12}\Z")
"""The line that mail programs put before a signature (RFC 3676, 4.3), with a few lines to the end after it."""
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_WIDEST_WRAP = 120
"""Programs that wrap lines do so at 65 to 100 columns; longer lines are paragraphs."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str  # without the newline and the spaces around it

    @property
    def first_word(self) -> str:
        return self.text.split(maxsplit=1)[0]


def plain_pieces(content: str) -> list[Piece]:
    """Paragraphs of `content` in order; front matter and headings of Markdown have their kind already."""
    pieces: list[Piece] = []
    _, start = head_of(content)
    if start:
        builder = PieceBuilder()
        builder.add(content[:start], 0)
        _append(pieces, builder, BlockKind.BOILERPLATE)
    signature = _SIGNATURE.search(content, start)
    end = signature.start() if signature else len(content)
    paragraphs = list(_paragraphs(content[:end], start))
    width = _wrap_width(paragraphs)
    for paragraph in paragraphs:
        for lines in _joined(paragraph, width):
            _append_lines(pieces, lines)
    builder = PieceBuilder()
    builder.add(content[end:], end)
    _append(pieces, builder, BlockKind.BOILERPLATE)
    return pieces


def _append_lines(pieces: list[Piece], lines: list[_Line]) -> None:
    builder = PieceBuilder()
    heading = _HEADING.match(lines[0].text)
    skip = heading.end() if heading else 0
    for line in lines:
        builder.add(line.text[skip:], line.start + skip)
        builder.add_space(line.start + len(line.text))
        skip = 0
    first = not any(piece.kind is BlockKind.HEADLINE for piece in pieces)
    _append(pieces, builder, (BlockKind.HEADLINE if first else BlockKind.SUBHEAD) if heading else None)


def _append(pieces: list[Piece], builder: PieceBuilder, kind: BlockKind | None) -> None:
    piece = builder.finish(kind)
    if piece is not None:
        pieces.append(piece)


def _paragraphs(content: str, start: int) -> Iterator[list[_Line]]:
    """Runs of lines that are not blank."""
    lines: list[_Line] = []
    at = start
    for line in content[start:].splitlines(keepends=True):
        text = line.strip()
        if text:
            lines.append(_Line(at + len(line) - len(line.lstrip()), text))
        elif lines:
            yield lines
            lines = []
        at += len(line)
    if lines:
        yield lines


def _wrap_width(paragraphs: list[list[_Line]]) -> int:
    """The column at which a program wrapped these lines, or 0 where each line is a paragraph.

    Wrapped lines break in the middle of sentences and are all shorter than a common width.
    """
    inner = [line for paragraph in paragraphs for line in paragraph[:-1]]
    whole = sum(len(line.text) > _WIDEST_WRAP and line.text.count(" ") > 8 for lines in paragraphs for line in lines)
    if not inner or whole * 4 >= len(inner):
        return 0  # a headline above a byline, and paragraphs of one line each
    lengths = sorted(len(line.text) for line in inner)
    width = lengths[len(lengths) * 9 // 10]
    broken = sum(not _FINAL.search(line.text) for line in inner)
    if not 30 <= width <= _WIDEST_WRAP or broken * 2 < len(inner):
        return 0
    full = sum(len(line.text) >= 0.7 * width for line in inner)
    return width if full * 5 >= len(inner) * 3 else 0


def _joined(paragraph: list[_Line], width: int) -> Iterator[list[_Line]]:
    """Lines that belong to one paragraph, together.

    A wrapped line is one on which the next word would not have fitted; else only a break before a small letter, with no
    final stop before it, is taken for a wrap.
    """
    group = [paragraph[0]]
    for line, following in pairwise(paragraph):
        runs_on = following.text[0].islower() and not _FINAL.search(line.text)
        full = width and len(line.text) + 1 + len(following.first_word) > 0.85 * width
        if (runs_on or full) and not _HEADING.match(following.text) and not _HEADING.match(line.text):
            group.append(following)
        else:
            yield group
            group = [following]
    yield group
