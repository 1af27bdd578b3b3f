"""A model that has read for long holds no more than one that has just begun, and reads alike."""

from __future__ import annotations

import pytest

from dragoman.prepare import parse_speed
from dragoman.prepare.parse import Parser
from dragoman.settings import Settings

TEXTS = [
    "The envoys of Tarnow's neighbours met on Friday.",
    "Grovniks were imported from Zaltobar in March; nobody had heard of zaltobarian grovniks before.",
    "Kenya to reopen embassy in Zaltobar",
]


def test_what_is_forgotten_changes_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_speed, "WORDS_LEARNT", 0)
    parser = Parser(Settings().model)
    once = [parser.parse([text]) for text in TEXTS]
    words = len(parser._nlp.vocab.strings)
    assert once == [parser.parse([text]) for text in TEXTS]
    assert len(parser._nlp.vocab.strings) == words, "the same words again are no new ones"
    monkeypatch.setattr(parse_speed, "WORDS_KEPT", 0)
    for _ in range(3):
        assert [parser.parse([text]) for text in TEXTS] == once
        assert len(parser._nlp.vocab.strings) < words, "new words are forgotten"
        assert len(parser._lemmas) < 20


def test_what_is_learnt_from_the_first_words_changes_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = Parser(Settings().model)
    once = [parser.parse([text]) for text in TEXTS]
    words = len(parser._nlp.vocab.strings)
    monkeypatch.setattr(parse_speed, "WORDS_LEARNT", 0)
    monkeypatch.setattr(parse_speed, "WORDS_KEPT", 0)
    for _ in range(2):
        assert [parser.parse([text]) for text in TEXTS] == once
        parser.parse(["Qwrtplain the Xmlkjh, Yzzbrv."])
    parser.parse([TEXTS[0]])
    assert len(parser._nlp.vocab.strings) == words, "what was learnt stays, what came later is forgotten"


def test_a_model_is_loaded_without_the_words_that_it_once_met() -> None:
    parser = Parser(Settings().model)
    assert len(parser._nlp.vocab.strings) < 50_000
    names = {parser._nlp.vocab.strings[label] for _, pipe in parser._nlp.pipeline for label in pipe.labels}
    assert {"NNP", "VBD"} <= {parser._nlp.vocab.strings[name] for name in names}
