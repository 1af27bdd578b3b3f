"""Reads invented reports with the real parser, loaded once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.extract.attribution import find_attributions
from dragoman.lexicon.cues_attribution import load_attribution_cues
from dragoman.model import Attribution, Block, BlockKind, CleanText, Document, Layers, Mention
from dragoman.prepare.parse import Parser
from dragoman.prepare.sentences import split_sentences


class Read:
    """A report as read: what tests ask of it, in words."""

    def __init__(self, document: Document, layers: Layers) -> None:
        self.document = document
        self.layers = layers
        self.text = document.clean.text
        self.found = layers.attributions

    def cue(self, item: Attribution) -> str:
        return self.text[slice(*item.cue)] if item.cue else ""

    def content(self, item: Attribution) -> str:
        return " … ".join(self.text[start:end] for start, end in item.content)

    def source(self, item: Attribution) -> str:
        return self.text[slice(*item.source)] if item.source else ""

    def by(self, cue: str) -> Attribution:
        """The attribution whose cue holds the word `cue`."""
        hits = [a for a in self.found if cue.lower() in self.cue(a).lower()]
        assert hits, f"no cue {cue!r}; found {[self.cue(a) for a in self.found]}"
        return hits[0]


Reader = Callable[..., Read]


@pytest.fixture(scope="session")
def read(parser: Parser) -> Reader:
    """`read(text, headline=False, mentions=())`: blank lines part paragraphs; the first is a headline if so said.

    `mentions` are `(words, actor, kind, country)`: the first place of the words in the text.
    """

    def run(text: str, *, headline: bool = False, mentions: tuple[tuple[str, str, str, str], ...] = ()) -> Read:
        blocks, place = [], 0
        for number, paragraph in enumerate(text.split("\n\n")):
            kind = BlockKind.HEADLINE if headline and number == 0 else BlockKind.BODY
            blocks.append(Block(place, place + len(paragraph), kind))
            place += len(paragraph) + 2
        document = Document("doc_test", text, CleanText(text, tuple(blocks), ((0, 0, len(text)),)), "text")
        sentences = split_sentences(document.clean)
        layers = Layers(sentences=sentences, parses=parser.parse_document(text, sentences))
        found = []
        for words, actor, kind, country in mentions:
            start = text.index(words)
            number = next(s.index for s in sentences if s.start <= start < s.end)
            found.append(Mention(number, start, start + len(words), actor, kind, words, country))
        layers.mentions = tuple(found)
        layers.attributions = find_attributions(document, layers, load_attribution_cues())
        return Read(document, layers)

    return run
