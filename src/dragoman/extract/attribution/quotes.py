"""Quotations of a document, in one pass, bounded so that a lost mark never makes a whole report one quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Document

MAX_PARAGRAPHS = 12
"""A quotation that runs on over more paragraphs than this lost its closing mark."""

_MARK = re.compile(
    r"[“”„«»\"]|''|``|(?<![^\s(\[—–-])[‘'](?=[A-Za-z0-9“\"])|(?<=[.,!?;…])[’'](?!\w)|(?<=\w)[’'](?=[\s.,;:!?)]|$)"
)
_SINGLE = frozenset("‘’'")
_ALWAYS_OPEN = frozenset("“„«‘") | {"``"}
_ALWAYS_CLOSE = frozenset("”»’")
_SENTENCE_END = re.compile(r"[.!?…]['’”\"]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Stretches of clean text, marks included: one for each paragraph it runs through. `closed`: its end was marked."""

    parts: tuple[tuple[int, int], ...]
    closed: bool
    words: int

    @property
    def start(self) -> int:
        """Where its first mark stands."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """The place after its last mark."""
        return self.parts[-1][1]


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """All outermost quotations in text order, noise left out.

    A quotation left open at the end of a paragraph runs on if the next paragraph opens with a mark of the same sort, up
    to `MAX_PARAGRAPHS`; otherwise it ends with the sentence in which it began. Marks inside a quotation are its own.
    """
    text = document.clean.text
    found: list[Quotation] = []
    parts: list[tuple[int, int]] = []
    carried = ""
    for block in document.clean.blocks:
        if block.kind.is_noise:
            continue
        reopened = bool(carried) and _kind(text[block.start : block.start + 2]) == carried
        if parts and (not reopened or len(parts) >= MAX_PARAGRAPHS):
            found.append(_cut(text, parts))
            parts = []
        carried = ""
        for start, end, kind in _in_paragraph(text, block.start, block.end):
            if end is None:
                parts.append((start, block.end))
                carried = kind
            else:
                found.append(_make(text, [*parts, (start, end)] if start == block.start else [(start, end)], True))
                parts = [] if start == block.start else parts
        if parts and not carried:
            found.append(_cut(text, parts))
            parts = []
    if parts:
        found.append(_cut(text, parts))
    return tuple(sorted(found, key=lambda q: q.start))


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int | None, str]]:
    """Outermost quotations of one paragraph; the last may have no end."""
    opened, kind, inner = -1, "", 0
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        this = _kind(mark)
        opens = _opens(text, match.start(), match.end(), mark, start)
        if opened < 0:
            if opens and (this != "'" or _closes_soon(text, match.end(), end)):
                opened, kind, inner = match.start(), this, 0
        elif this == kind:
            if opens and mark in _ALWAYS_OPEN and mark != "‘":
                inner += 1
            elif inner and mark in _ALWAYS_CLOSE:
                inner -= 1
            elif not opens:
                yield opened, match.end(), kind
                opened = -1
    if opened < 0:
        return
    if inner:
        # A mark inside lost its partner: the first one then holds for its own sentence only.
        stop = _SENTENCE_END.search(text, opened, end)
        yield opened, stop.end() if stop else end, kind
        return
    yield opened, None, kind


def _kind(mark: str) -> str:
    """Which marks belong together: double, angled or single."""
    if mark[:2] in ("''", "``"):
        return "''"
    head = mark[:1]
    return "«" if head in "«»" and head else "'" if head in _SINGLE and head else "“" if head in '“”„"' and head else ""


def _opens(text: str, start: int, end: int, mark: str, paragraph: int) -> bool:
    if mark in _ALWAYS_OPEN:
        return True
    if mark in _ALWAYS_CLOSE:
        return False
    before = text[start - 1] if start > paragraph else " "
    after = text[end] if end < len(text) else " "
    return (before.isspace() or before in "([—–-:“‘") and not after.isspace()


def _closes_soon(text: str, start: int, end: int) -> bool:
    """Whether a single mark has its partner within the paragraph, so that it is no apostrophe."""
    return re.search(r"(?<=[\w.,!?;…])[’'](?=[\s.,;:!?)—–]|$)", text[start : min(end, start + 400)]) is not None


def _cut(text: str, parts: Sequence[tuple[int, int]]) -> Quotation:
    """A quotation whose end is not marked: whole paragraphs up to the last, of which one sentence counts."""
    start, end = parts[-1]
    stop = _SENTENCE_END.search(text, start, end)
    last = (start, stop.end() if stop else end)
    return _make(text, [*parts[:-1], last], False)


def _make(text: str, parts: Sequence[tuple[int, int]], closed: bool) -> Quotation:
    return Quotation(tuple(parts), closed, sum(len(text[s:e].split()) for s, e in parts))
