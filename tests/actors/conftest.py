from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from dragoman.dates import Interval
from dragoman.extract.actors import find_mentions, resolve_references
from dragoman.lexicon.actors import ActorBook, load_book
from dragoman.model import (
    UNDATED,
    Block,
    BlockKind,
    CleanText,
    Document,
    Layers,
    Mention,
    Published,
    PublishedBasis,
    Sentence,
)
from dragoman.prepare.parse import Parser

Reader = Callable[[str, str | None], tuple[Document, tuple[Sentence, ...]]]


def make_document(text: str, day: str | None) -> tuple[Document, tuple[Sentence, ...]]:
    """A report of one block; sentences end at a full stop before a capital letter."""
    published = UNDATED if day is None else Published(Interval.day(date.fromisoformat(day)), PublishedBasis.USER)
    spans = [m.span() for m in re.finditer(r"\S.*?(?:[a-z0-9][.?!]”?(?= [A-Z“])|$)", text)]
    sentences = tuple(Sentence(i, start, end, 0, BlockKind.BODY) for i, (start, end) in enumerate(spans))
    clean = CleanText(text, (Block(0, len(text), BlockKind.BODY),), ((0, 0, len(text)),))
    return Document("doc_test", text, clean, "text", published=published), sentences


@pytest.fixture(scope="session")
def book() -> ActorBook:
    return load_book()


@pytest.fixture(scope="session")
def mentions_of(book: ActorBook) -> Callable[..., tuple[Mention, ...]]:
    def read(text: str, day: str | None = None) -> tuple[Mention, ...]:
        document, sentences = make_document(text, day)
        return find_mentions(document, sentences, book)

    return read


@pytest.fixture(scope="session")
def references_of(book: ActorBook, parser: Parser) -> Callable[..., dict[str, list[Mention]]]:
    """What each head word stands for, by the word; of a word that stands twice, the last."""

    def read(text: str, day: str | None = None) -> dict[str, list[Mention]]:
        document, sentences = make_document(text, day)
        layers = Layers(sentences=sentences, mentions=find_mentions(document, sentences, book))
        layers.parses = parser.parse_document(text, sentences)
        found = resolve_references(document, layers, book)
        return {layers.parses[s].texts[t]: list(group) for (s, t), group in sorted(found.items())}

    return read
