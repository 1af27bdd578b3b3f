"""Which sentences the gate of speech lets through to the parser."""

from __future__ import annotations

from dragoman.model import BlockKind, Sentence
from dragoman.prepare.gate import SpeechGate

GATE = SpeechGate({"said", "believes", "praised"}, {"minister", "envoy"}, {"unfair", "treaty"}, {"limit"})


def passes(text: str, *, party: bool = False, spoken: bool = False, after: bool = False) -> bool:
    sentence = Sentence(0, 0, len(text), 0, BlockKind.BODY)
    return GATE.lets_in(text, sentence, {0} if party else set(), spoken=spoken, after=after)


def test_a_cue_needs_somebody_of_account() -> None:
    assert passes("Chad believes that the well is deep.", party=True)
    assert passes("The minister said the well is deep.")
    assert not passes("The singer said the well is deep.")
    assert not passes("Snow fell on the hills of Chad.", party=True)


def test_a_pronoun_speaks_after_a_sentence_that_is_read() -> None:
    assert passes("He said the well is deep.", after=True)
    assert not passes("He said the well is deep.")


def test_inside_speech_no_cue_is_needed() -> None:
    assert passes("It is unfair.", spoken=True)
    assert passes("Chad is large.", spoken=True, party=True)
    assert not passes("It is deep.", spoken=True)


def test_anybody_may_speak_of_a_limit() -> None:
    assert passes("The singer said the noise was below the limit.")
    assert not passes("The noise was below the limit.")
