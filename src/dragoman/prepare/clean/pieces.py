"""Pieces of a report with the way back to the input: whitespace collapsed, entities decoded, nothing else changed.

A `Piece` becomes one block of `CleanText`. Its segments have the form of `CleanText.segments`, counted from the piece's
own start; a segment of length 0 is an anchor, which says where a stretch without verbatim copy begins in the input.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from dragoman.model import Block, BlockKind, CleanText, Span

_INVISIBLE = "\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff"
# No possessive group: Python 3.11.2 keeps the space on which its last turn failed.
_STRETCH = re.compile(rf"[^\s{_INVISIBLE}]+(?: [^\s{_INVISIBLE}]+)*")
_VISIBLE_GAP = re.compile(r"\s")

Segments = tuple[tuple[int, int, int], ...]


def _clean_start(segment: tuple[int, int, int]) -> int:
    return segment[0]


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, headline or line: clean text, segments, and what it is (`None`: not decided).

    `kind` given by the mark-up stands; a piece without one is decided by its words. `links` is the share of the text
    that is inside links; `doubt` is what the mark-up around it suggests instead, where that is not sure.
    """

    text: str
    segments: Segments
    kind: BlockKind | None = None
    links: float = 0.0
    doubt: BlockKind | None = None

    def span(self, start: int, end: int) -> Span:
        """The raw span of `[start, end)` of this piece."""
        return CleanText(self.text, (), self.segments).raw_span(start, end)

    def cut(self, start: int, end: int, kind: BlockKind | None) -> Piece:
        """`[start, end)` of this piece, spaces trimmed, as a piece of its own."""
        inner = self.text[start:end]
        start += len(inner) - len(inner.lstrip())
        inner = inner.strip()
        end = start + len(inner)
        span = self.span(start, end)
        segments = [(0, span.start, 0)]
        first = max(0, bisect_left(self.segments, start, key=_clean_start) - 1)
        for clean, raw, length in islice(self.segments, first, bisect_left(self.segments, end, key=_clean_start)):
            left, right = max(clean, start), min(clean + length, end)
            if right > left:
                segments.append((left - start, raw + left - clean, right - left))
            elif length == 0 and start <= clean:
                segments.append((clean - start, raw, 0))
        segments.append((end - start, span.end, 0))
        return Piece(inner, tuple(segments), kind, self.links, self.doubt)

    def joined(self, other: Piece) -> Piece:
        """This piece and the `other`, which follows it, with a space between them."""
        shift = len(self.text) + 1
        segments = (*self.segments, *((clean + shift, raw, length) for clean, raw, length in other.segments))
        return Piece(f"{self.text} {other.text}", segments, self.kind, max(self.links, other.links), self.doubt)


@dataclass(slots=True)
class PieceBuilder:
    """Collects the text of one piece in the order of the input."""

    parts: list[str] = field(default_factory=list)
    segments: list[tuple[int, int, int]] = field(default_factory=list)
    length: int = 0
    end: int = 0
    space: tuple[int, bool] | None = None  # where white space was met, and whether it is one plain space

    def add(self, text: str, raw: int) -> None:
        """Add `text`, which stands verbatim at `raw`; white space is collapsed to one space."""
        done = 0
        for match in _STRETCH.finditer(text):
            if match.start() > done:
                self._gap(text[done : match.start()], raw + done)
            self._copy(match.group(), raw + match.start())
            done = match.end()
        if done < len(text):
            self._gap(text[done:], raw + done)

    def add_decoded(self, text: str, start: int, end: int) -> None:
        """Add `text`, for which something else stands at raw `[start, end)`."""
        if not text.strip():
            if text and self.space is None:
                self.space = (start, False)
            return
        self._flush_space()
        self.segments.append((self.length, start, 0))
        self.parts.append(text)
        self.length += len(text)
        self.end = end
        self.segments.append((self.length, end, 0))

    def add_space(self, raw: int) -> None:
        """Something that separates words stands at `raw`."""
        if self.space is None:
            self.space = (raw, False)

    def finish(self, kind: BlockKind | None = None, links: float = 0.0, doubt: BlockKind | None = None) -> Piece | None:
        """The piece, or `None` where nothing visible was added."""
        if not self.parts:
            return None
        self.segments.append((self.length, self.end, 0))
        return Piece("".join(self.parts), tuple(self.segments), kind, links, doubt)

    def _gap(self, text: str, raw: int) -> None:
        if self.space is None and _VISIBLE_GAP.search(text):
            self.space = (raw, text == " ")

    def _flush_space(self) -> None:
        if self.space is None:
            return
        raw, plain = self.space
        self.space = None
        if self.parts:
            self.segments.append((self.length, raw, int(plain)))
            self.parts.append(" ")
            self.length += 1

    def _copy(self, text: str, raw: int) -> None:
        self._flush_space()
        if self.segments:
            clean, start, length = self.segments[-1]
            if length and clean + length == self.length and start + length == raw:
                self.segments[-1] = (clean, start, length + len(text))
            else:
                self.segments.append((self.length, raw, len(text)))
        else:
            self.segments.append((self.length, raw, len(text)))
        self.parts.append(text)
        self.length += len(text)
        self.end = raw + len(text)


def assemble(pieces: Iterable[Piece]) -> CleanText:
    """Join pieces by blank lines; a piece without a kind is body."""
    texts: list[str] = []
    blocks: list[Block] = []
    segments: list[tuple[int, int, int]] = []
    at = 0
    for piece in pieces:
        texts.append(piece.text)
        blocks.append(Block(at, at + len(piece.text), piece.kind or BlockKind.BODY))
        segments.extend((at + clean, raw, length) for clean, raw, length in piece.segments)
        at += len(piece.text) + 2
    return CleanText("\n\n".join(texts), tuple(blocks), tuple(segments))


def folded_words(text: str) -> str:
    """The words of a text without regard to case, one space apart: by which two texts are told to be the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))
