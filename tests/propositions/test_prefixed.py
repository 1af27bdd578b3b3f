"""Words with a prefix and a hyphen are one word of a sentence."""

from __future__ import annotations

import pytest

from dragoman.prepare.parse import Parser


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("Norway and Peru re-established relations on Friday.", "re-established", "reestablish"),
        ("Greece will re-open its crossing.", "re-open", "reopen"),
        ("The navies co-operated in the strait.", "co-operated", "cooperate"),
        ("Qatar co-hosted the talks.", "co-hosted", "co-host"),
    ],
)
def test_a_prefixed_verb_is_the_verb_of_its_sentence(parser: Parser, text: str, word: str, lemma: str) -> None:
    (parse,) = parser.parse([text])
    verb = parse.texts.index(word)
    assert (parse.lemmas[verb], parse.deps[verb]) == (lemma, "ROOT")
    assert text[parse.starts[verb] : parse.ends[verb]] == word


@pytest.mark.parametrize(
    "text", ["Libya's U.N.-backed cabinet met.", "The U.S.-led force left.", "U.S.-China talks began."]
)
def test_initials_before_a_hyphen_are_a_word_of_their_own(parser: Parser, text: str) -> None:
    (parse,) = parser.parse([text])
    assert any(word in parse.texts for word in ("U.N.", "U.S."))
    assert "".join(parse.texts) == text.replace(" ", "")
