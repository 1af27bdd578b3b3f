"""Which sentences of all decades give a claim that is kept, for which side, with what stance; and which give none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.extract.claims.cues import build_claim_cues
from dragoman.lexicon.cue_files import load_toml
from dragoman.model import Claim, Reading, Report
from dragoman.pipeline import Pipeline

LINES = (Path(__file__).parent / "claims_kept.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split(" | ", 3)) for line in LINES if line and not line.startswith("#")]


def claims(pipeline: Pipeline, text: str, day: str = "1998-05-05") -> tuple[Claim, ...]:
    reading = pipeline.read(Report(path="t", content=text, published=day, language="en"))
    assert isinstance(reading, Reading)
    return reading.claims


@pytest.mark.parametrize(("day", "side", "stance", "text"), CASES, ids=[case[3][:40] for case in CASES])
def test_a_claim_is_kept_with_its_side_and_stance(
    pipeline: Pipeline, day: str, side: str, stance: str, text: str
) -> None:
    found = claims(pipeline, text, day)
    if side == "-":
        assert found == ()
        return
    assert (side == "?" or str(found[0].side) == side) and str(found[0].stance) == stance
    assert text[found[0].content.start : found[0].content.end] in text


def test_what_is_spoken_of_is_the_matter_where_none_is_named(pipeline: Pipeline) -> None:
    (claim,) = claims(pipeline, "Ecuador called the new canal a threat to Peru.")
    assert claim.matter is not None
    assert (claim.matter.matter_class, claim.matter.object) == ("subject", "new canal")
    assert claim.matter.parties == ("ECU", "PER")


def test_who_says_that_a_thing_breaks_a_treaty_is_against_the_thing(pipeline: Pipeline) -> None:
    (claim,) = claims(pipeline, "Algeria's ambassador said the wall was a violation of the truce with Morocco.")
    assert claim.matter is not None and claim.matter.object == "wall"
    assert str(claim.stance) == "against"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Mali accepts that the border is unfair to Niger.", "against"),
        ("Mali disputes the claim that the border is fair.", "against"),
        ("Mali expressed satisfaction with the ruling on the border.", "for"),
        ("Mali does not regard the border with Niger as fair.", "against"),
        ("Mali dismissed fears over the dam in Niger.", "for"),
    ],
)
def test_what_a_source_accepts_contests_or_expresses(pipeline: Pipeline, text: str, stance: str) -> None:
    found = claims(pipeline, text)
    assert [str(claim.stance) for claim in found if claim.speaker == "Mali"] == [stance]


def test_a_minister_at_home_speaks_of_no_other_state(pipeline: Pipeline) -> None:
    text = "The health minister of Chile said the new hospitals in the south were too small."
    assert claims(pipeline, text) == ()


def test_what_nobody_says_is_no_claim(pipeline: Pipeline) -> None:
    assert claims(pipeline, "The border between Chad and Sudan was expected to be unsafe.") == ()


def test_a_sentence_inside_a_speech_is_read_without_a_word_of_saying(pipeline: Pipeline) -> None:
    text = "“The strait is safe,” the Philippine foreign minister said in Hanoi. “The reef belongs to Manila.”"
    assert [claim.side for claim in claims(pipeline, text)] == ["PHL", "PHL"]


def test_a_missing_list_of_speakers_is_named() -> None:
    tables = load_toml("claims.toml")
    broken = tables | {"speakers": {k: v for k, v in tables["speakers"].items() if k != "officials"}}
    with pytest.raises(LexiconError, match="officials"):
        build_claim_cues(broken)
