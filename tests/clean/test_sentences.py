"""Sentence boundaries on the things that news does to them."""

from __future__ import annotations

import pytest

from dragoman.model import BlockKind, Report
from dragoman.prepare.clean import clean
from dragoman.prepare.sentences import sentence_spans, split_sentences


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Treasury said on Sept. 3 that Mr. Quill met Gen. J. R. Ink. | They agreed.",
        "Col. Ink met Amb. Quill and Dep. Sec. Hand. | He left on Aug. 24. | Senior officers met.",
        "“We will go.” | Then he left.",
        '"Is it so?" she asked. | It was.',
        "He said “no”. | They left.",
        '“Who could?" said the envoy.',
        "“So what!” they said. | He left.",
        "He said no.” | They agreed.",
        "He paused... | Then he spoke.",
        "He … went on.",
        "The visit ended. | The next day he left.",
        "(It was so.) | Then that ended.",
        "It ended at 10 p.m. Wednesday, he said. | It was long.",
        "They have until 5 p.m. EST, Nov. 6. | Then it ends.",
        "It began at 9 a.m. | The men left.",
        "It began at 9 a.m. | On Tuesday they left.",
        "Holdings Inc.'s discharge began. | It went on.",
        "At 5 p.m. Tuesday they met. | It rose 3.5 percent.",
        "No. 10 said so. | Kim J. Un met W. Ink.",
        "He met U.N. Secretary-General Ada Quill. | It ended.",
    ],
)
def test_boundaries(text: str) -> None:
    plain = text.replace(" | ", " ")
    assert [plain[a:b] for a, b in sentence_spans(plain)] == text.split(" | ")


def test_a_stop_without_a_space() -> None:
    text = "The visit ended.The next day he left."
    assert [text[a:b] for a, b in sentence_spans(text)] == ["The visit ended.", "The next day he left."]


def test_never_across_a_headline() -> None:
    cleaned = clean(Report("a", "Envoy leaves the capital\nThe envoy left. She will be back.\n"))
    found = split_sentences(cleaned)
    assert [(s.kind, cleaned.text[s.start : s.end]) for s in found] == [
        (BlockKind.HEADLINE, "Envoy leaves the capital"),
        (BlockKind.BODY, "The envoy left."),
        (BlockKind.BODY, "She will be back."),
    ]


def test_long_quotations_are_split_and_long_sentences_kept() -> None:
    quote = "He said: “" + " ".join("We will do this and that and more of it in time." for _ in range(12)) + "”"
    assert len(sentence_spans(quote)) == 12
    long = "and on " * 400 + "it went."
    assert len(sentence_spans(long)) == 1


def test_lone_surrogates_do_no_harm() -> None:
    assert len(sentence_spans("A \ud800 boat. The next.")) == 2
