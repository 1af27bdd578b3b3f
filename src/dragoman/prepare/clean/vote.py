"""The vote of a library's cleaner on prose whose surroundings suggest that it is not the article.

A library's cleaner never decides what is in the text, only which of the doubtful paragraphs are noise: its failure, an
empty answer, or an answer that would throw out most of the page, changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.prepare.clean.pieces import Piece, folded_words

DEEPEST_VOTED = 200
"""libxml2 gives up on trees deeper than 256."""
_LARGEST_VOTED = 1_000_000
_FEWEST_WORDS = 40


def settle_doubts(pieces: list[Piece], page: str | None, url: str | None) -> list[Piece]:
    """`pieces` with each doubtful one either body or what its surroundings suggest. Without a `page` they are body."""
    article = folded_words(_extract(page, url)) if page is not None and len(page) <= _LARGEST_VOTED else ""
    if article.count(" ") < _FEWEST_WORDS:
        return [replace(piece, doubt=None) for piece in pieces]
    rejected = {n for n, p in enumerate(pieces) if _doubtful(p) and folded_words(p.text)[:80] not in article}
    body = sum(p.text.count(" ") for n, p in enumerate(pieces) if p.kind is None and n not in rejected)
    if sum(pieces[n].text.count(" ") for n in rejected) > body:
        rejected = set()
    return [replace(p, kind=p.doubt if n in rejected else p.kind, doubt=None) for n, p in enumerate(pieces)]


def _doubtful(piece: Piece) -> bool:
    return piece.kind is None and piece.doubt is not None


def _extract(page: str, url: str | None) -> str:
    import trafilatura  # noqa: PLC0415 - takes half a second to import, and most pages have no doubtful prose
    from lxml.etree import LxmlError  # noqa: PLC0415 - comes with it

    try:
        return trafilatura.extract(page, url=url, include_comments=False, include_tables=True, fast=True) or ""
    except (LxmlError, ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, AssertionError):
        return ""  # what this library does on broken pages decides nothing
