"""Web pages into pieces: block elements break the text, inline elements do not, and what each element is decides.

What the mark-up says outright (a menu element, a caption element, a heading) stands. What a class name suggests is only
believed of lines: prose inside an element called "related" or "sidebar" is put to the vote (`vote`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from dragoman.model import BlockKind
from dragoman.prepare.clean.cues import cues
from dragoman.prepare.clean.elements import BLOCK, CLOSED_BY, DOUBTED, SKIPPED, SURE, VOID, WHOLE
from dragoman.prepare.clean.markup import Token, attribute_values, references, tokens
from dragoman.prepare.clean.noise import is_headline_like
from dragoman.prepare.clean.pieces import Piece, PieceBuilder
from dragoman.prepare.clean.vote import DEEPEST_VOTED, settle_doubts

_FINAL = re.compile(r"[.!?…:][”\"’'»)\]]*$")
_TITLE_TAIL = re.compile(r"(?<=\S) ([|–—-]) ([^|–—]{2,40})$")
_MOST_CAPTION_WORDS = 150
_PROSE = 8
"""Words from which a paragraph with a full stop is prose."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """An open element and what holds inside it."""

    name: str
    kind: BlockKind | None = None
    doubt: BlockKind | None = None
    skip: bool = False
    link: bool = False
    breaks: bool = False


@dataclass(slots=True)
class _Reader:
    """Builds pieces from tokens. Elements are kept on a stack; a stray end tag changes nothing."""

    page: str
    pieces: list[Piece] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=lambda: [_Frame("")])
    opened: Counter[str] = field(default_factory=Counter)
    builder: PieceBuilder = field(default_factory=PieceBuilder)
    lines: list[int] = field(default_factory=list)  # lengths at which a <br> stands
    linked: int = 0
    deepest: int = 0
    title: Piece | None = None

    def feed(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "text":
            if not self.stack[-1].skip:
                self.text(token.start, token.end)
        elif token.kind == "raw":
            self.raw(token)
        elif token.kind == "open":
            self.open(token)
        else:
            self.close(token)

    def text(self, start: int, end: int) -> None:
        """Text of the current element."""
        before = self.builder.length
        for left, right, decoded in references(self.page, start, end):
            if decoded is None:
                self.builder.add(self.page[left:right], left)
            else:
                self.builder.add_decoded(decoded, left, right)
        if self.stack[-1].link:
            self.linked += self.builder.length - before

    def raw(self, token: Token) -> None:
        """The content of an element without tags: only a title is text of the report."""
        if token.name == "title" and not self.stack[-1].skip and self.title is None:
            self.flush()
            self.text(token.start, token.end)
            self.title = self.builder.finish(BlockKind.HEADLINE)
            if self.title:
                self.pieces.append(self.title)
            self.fresh()

    def open(self, token: Token) -> None:
        """A start tag."""
        name = token.name
        if name == "br":
            self.builder.add_space(token.start)
            self.lines.append(self.builder.length)
            return
        top = self.stack[-1]
        if name in BLOCK:
            self.flush()
            while len(self.stack) > 1 and name in CLOSED_BY.get(self.stack[-1].name, ()):
                self.pop()
        if name in VOID or (token.attributes.endswith("/") and name not in BLOCK):
            return
        top = self.stack[-1]
        frame = self.frame(token, top)
        if frame.breaks:
            self.flush()
        self.stack.append(frame)
        self.opened[name] += 1
        self.deepest = max(self.deepest, len(self.stack))

    def frame(self, token: Token, top: _Frame) -> _Frame:
        """What holds inside the element of a start tag, given what holds around it."""
        name = token.name
        kind, doubt = top.kind or SURE.get(name), DOUBTED.get(name, top.doubt)
        link, breaks = top.link or name == "a", name in BLOCK
        if token.attributes and name not in WHOLE:
            named = _named(token.attributes)
            at_head = name not in BLOCK and not self.builder.length and not top.kind
            pictured = named in (BlockKind.CAPTION, BlockKind.CREDIT) and top.kind is not BlockKind.MENU
            if pictured or (named is BlockKind.DATELINE and at_head):
                kind, breaks = named, True
            elif named and name in BLOCK and named is not BlockKind.DATELINE:
                doubt = named
        return _Frame(name, kind, doubt, top.skip or name in SKIPPED, link, breaks)

    def close(self, token: Token) -> None:
        """An end tag: closes everything up to its element, if that is open."""
        if token.name in BLOCK:
            self.flush()
        if not self.opened[token.name]:
            return
        while self.pop() != token.name:
            pass

    def pop(self) -> str:
        """Close the innermost element; its name."""
        if self.stack[-1].breaks:
            self.flush()
        frame = self.stack.pop()
        self.opened[frame.name] -= 1
        return frame.name

    def flush(self) -> None:
        """End the current piece, if it has text."""
        if self.builder.parts:
            top = self.stack[-1]
            links = min(1.0, self.linked / self.builder.length)
            piece = self.builder.finish(top.kind, links, top.doubt)
            if piece is not None:
                self.pieces.extend(_decided(part) for part in _at_line_breaks(piece, self.lines))
        self.fresh()

    def fresh(self) -> None:
        """Begin a piece."""
        if self.builder.parts or self.builder.space:
            self.builder = PieceBuilder()
        self.lines.clear()
        self.linked = 0


def page_pieces(page: str, url: str | None = None, outlet: str | None = None) -> list[Piece]:
    """The pieces of `page` in order. `url` is passed on to the library that votes; `outlet` is cut off the title.

    Time and memory grow with the length of the page, whatever is in it.
    """
    reader = _Reader(page)
    for token in tokens(page):
        reader.feed(token)
    reader.flush()
    pieces = list(_bare_titles(_one_headline(_freed(reader.pieces), reader.title), outlet))
    if any(piece.doubt and piece.kind is None for piece in pieces):
        return settle_doubts(pieces, page if reader.deepest < DEEPEST_VOTED else None, url)
    return pieces


def _at_line_breaks(piece: Piece, lines: list[int]) -> list[Piece]:
    """`piece` cut at its <br> elements, save those in the middle of a sentence."""
    cuts: list[int] = []
    text = piece.text
    for count, at in enumerate(lines):
        left, right = text[max(0, at - 8) : at].rstrip(), text[at : at + 2].lstrip()
        doubled = count + 1 < len(lines) and lines[count + 1] == at
        if left and right and (doubled or not right[0].islower() or _FINAL.search(left)) and at not in cuts[-1:]:
            cuts.append(at)
    if not cuts:
        return [piece]
    edges = [0, *cuts, len(piece.text)]
    return [piece.cut(a, b, piece.kind) for a, b in pairwise(edges)]


def _decided(piece: Piece) -> Piece:
    """Settle what can be settled from one piece: lines of links, and lines in elements with a telling name."""
    words = piece.text.count(" ") + 1
    prose = _is_prose(piece)
    if piece.kind in (None, BlockKind.SUBHEAD):
        if piece.doubt and not prose:
            doubt = (
                BlockKind.RELATED if piece.doubt is BlockKind.MENU and words >= 6 and piece.links > 0.8 else piece.doubt
            )
            return replace(piece, kind=doubt, doubt=None)
        if piece.links > 0.8 and is_headline_like(piece.text):
            return replace(piece, kind=BlockKind.RELATED if words >= 5 else BlockKind.MENU, doubt=None)
    return piece if piece.kind is None else replace(piece, doubt=None)


def _freed(pieces: list[Piece]) -> list[Piece]:
    """`pieces`, with prose freed from captions that swallowed the article: class names lie, and elements stay open."""
    words = Counter[BlockKind | None]()
    for piece in pieces:
        words[piece.kind] += piece.text.count(" ") + 1
    if words[BlockKind.CAPTION] <= max(_MOST_CAPTION_WORDS, 2 * words[None]):
        return pieces
    return [replace(p, kind=None) if p.kind is BlockKind.CAPTION and _is_prose(p) else p for p in pieces]


def _is_prose(piece: Piece) -> bool:
    return piece.text.count(" ") + 1 >= _PROSE and piece.links < 0.5 and bool(_FINAL.search(piece.text))


def _one_headline(pieces: list[Piece], title: Piece | None) -> list[Piece]:
    """One headline only: the first <h1> that agrees with the title, else the title, else the first <h1>."""
    heads = [n for n, piece in enumerate(pieces) if piece.kind is BlockKind.HEADLINE and piece is not title]
    chosen = next((n for n in heads if title is None or _agree(pieces[n].text, title.text)), None)
    for number in heads:
        if number != chosen:
            pieces[number] = replace(pieces[number], kind=BlockKind.SUBHEAD)
    if title is not None and chosen is not None:
        at = next(n for n, piece in enumerate(pieces) if piece is title)
        pieces[at] = replace(title, kind=BlockKind.BOILERPLATE)
    return pieces


def _bare_titles(pieces: list[Piece], outlet: str | None) -> Iterator[Piece]:
    """Headlines without the quotes that a program put around them, and without the outlet's name at their end."""
    for piece in pieces:
        if piece.kind is not BlockKind.HEADLINE:
            yield piece
            continue
        text = piece.text
        wrapped = len(text) > 2 and text[0] in "'\"" and text[-1] == text[0]
        start, end = (1, len(text) - 1) if wrapped else (0, len(text))
        tail = _TITLE_TAIL.search(text, start, end)
        if tail and (tail.group(1) == "|" or _is_outlet(tail.group(2), outlet)):
            yield piece.cut(start, tail.start(), BlockKind.HEADLINE)
            yield piece.cut(tail.start(2), end, BlockKind.CREDIT)
        else:
            yield piece.cut(start, end, BlockKind.HEADLINE) if wrapped else piece


def _is_outlet(name: str, outlet: str | None) -> bool:
    """Whether `name` or its initials stand in the outlet's name or host: "Daily Planet" in dailyplanet.com."""
    squeezed = ["".join(re.findall(r"\w", text.casefold())) for text in (name, outlet or "")]
    initials = "".join(word[0] for word in re.findall(r"\w+", name.casefold()) if word != "the")
    whole = len(squeezed[0]) > 1 and squeezed[0].removeprefix("the") in squeezed[1]
    return whole or (len(initials) > 2 and squeezed[1].startswith(initials))


def _agree(heading: str, title: str) -> bool:
    ours, theirs = (set(re.findall(r"\w+", text.casefold())) for text in (heading, title))
    return bool(ours) and len(ours & theirs) * 5 >= min(len(ours), len(theirs)) * 3 and len(ours) > 2


@lru_cache(maxsize=4096)
def _named(attributes: str) -> BlockKind | None:
    """What the class, id, role or itemprop of an element suggests."""
    values = attribute_values(attributes[:2000])
    if "hidden" in values or "display:none" in values.get("style", "").replace(" ", ""):
        return BlockKind.BOILERPLATE
    names = " ".join(values[key] for key in ("class", "id", "role", "itemprop", "rel") if key in values)
    if not names:
        return None
    patterns = cues()
    tests = (
        (patterns.class_credit, BlockKind.CREDIT),
        (patterns.class_caption, BlockKind.CAPTION),
        (patterns.class_dateline, BlockKind.DATELINE),
        (patterns.class_byline, BlockKind.BYLINE),
        (patterns.class_related, BlockKind.RELATED),
        (patterns.class_menu, BlockKind.MENU),
    )
    return next((kind for pattern, kind in tests if pattern.search(names)), None)
