"""Sentences of a cleaned report. A sentence never runs across a block, so a headline never joins the text below it.

Boundaries come from sentencex (several million words a second). What it gets wrong on news is mended here: titles and
abbreviations that it does not know, closing quotes and brackets that it runs over, quotations of many sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from dragoman.lexicon.parse_words import parse_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import CleanText, Sentence

_NO_END = re.compile(rf"(?:^|[\s(“\"‘'])(?:{any_of(parse_words('sentences', 'no-end'))})\.\s*$")
"""A full stop after one of these ends no sentence, whatever follows: a title or "number" needs its name."""
_HOUR = re.compile(r"\d\s?[ap]\.\s?m\.\s*$")
_DAY_OF_HOUR = re.compile(
    r"\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d"
    r"|[A-Z]{2,4}T\b|GMT|UTC)"
)
"""What may follow "5 p.m." in the same sentence: the day, the date or the zone of that hour."""
_MISSED = re.compile(r"(?<=[.!?][”\"’)])(?:\s+(?=[“\"‘(]?[A-Z])|(?=[A-Z][a-z]))|(?<=[a-z][.!?])(?=[A-Z][a-z]+\s)")
"""Ends that were run over: a closing bracket or quote before a capital, and a stop with no space after it."""
_INSIDE = re.compile(r"(?<=[a-z0-9][.!?])\s+(?=[“\"‘]?[A-Z])")
_WINDOW = 8_000
"""Characters. No paragraph of a report is as long."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""What no UTF-8 can hold, and so no library in another language takes."""
_LONG = 60
"""Words. A longer stretch is a quotation of several sentences, which is split at them."""


def split_sentences(clean: CleanText) -> tuple[Sentence, ...]:
    """All sentences of `clean` in order, noise included, each with the kind of its block; offsets are clean ones.

    A sentence of any length is kept whole.
    """
    sentences: list[Sentence] = []
    for number, block in enumerate(clean.blocks):
        for start, end in sentence_spans(clean.text[block.start : block.end]):
            sentences.append(Sentence(len(sentences), block.start + start, block.start + end, number, block.kind))
    return tuple(sentences)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each sentence of one block, the spaces around it trimmed."""
    spans: list[tuple[int, int]] = []
    for start, end in _mended(text):
        inner = text[start:end].rstrip()
        bare = inner.lstrip()
        if bare:
            spans.append((start + len(inner) - len(bare), start + len(inner)))
    return spans


def _mended(text: str) -> Iterator[tuple[int, int]]:
    for left, right in _windows(text):
        yield from ((left + start, left + end) for start, end in _of_window(text[left:right]))


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """`text` in stretches that end with a sentence where they can: sentencex takes quadratic time on odd characters."""
    start = 0
    while len(text) - start > _WINDOW:
        ends = [m.end() for m in _INSIDE.finditer(text, start + _WINDOW // 2, start + _WINDOW)]
        end = ends[-1] if ends else text.rfind(" ", start + 1, start + _WINDOW) + 1 or start + _WINDOW
        yield start, end
        start = end
    yield start, len(text)


def _of_window(text: str) -> Iterator[tuple[int, int]]:
    ends = {int(boundary["end_index"]) for boundary in get_sentence_boundaries("en", _SURROGATE.sub("\ufffd", text))}
    ends = {end for end in ends if not _NO_END.search(text, max(0, end - 24), end) and not _is_said(text, end)}
    ends = {end for end in ends if not (_HOUR.search(text, max(0, end - 12), end) and _DAY_OF_HOUR.match(text, end))}
    ends.update(m.start() for m in _MISSED.finditer(text) if not _inside_sentence(text, m.end()))
    ends.add(len(text))
    start = 0
    for end in sorted(ends):
        if end > start:
            yield from _shorter(text, start, end)
            start = end


def _is_said(text: str, at: int) -> bool:
    """Whether a quotation ends before `at` and words about it follow: the sentence goes on."""
    return _inside_sentence(text, at) and text[:at].rstrip().endswith(("!”", "?”", '!"', '?"', "!’", "?’"))


def _inside_sentence(text: str, at: int) -> bool:
    """Whether what follows a closing quote at `at` is its attribution or an ending: it starts with a small letter."""
    return at < len(text) and text[at].islower()


def _shorter(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One stretch, or the sentences of the quotation that makes it long."""
    inner = [m.end() for m in _INSIDE.finditer(text, start, end)] if text.count(" ", start, end) > _LONG else []
    marks = [m for m in inner if not _NO_END.search(text, max(0, m - 24), m)]
    for mark in marks:
        yield start, mark
        start = mark
    yield start, end
