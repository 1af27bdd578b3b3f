"""What a word takes up again: people, bodies, things and acts; and silence where the text does not tell."""

from __future__ import annotations

import pytest

from dragoman.lexicon import shipped_lexicon
from dragoman.model import Report
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings

# Text, word, how many-th such word (from 1), what it takes up.
CASES = [
    ("Ghana closed the port. It reopened it in May.", "it", 1, ["the port"]),
    ("Chad expelled two priests. The expulsion angered Rome.", "expulsion", 1, ["expelled"]),
    ("Chad's premier flew to Lomé. The trip was his first.", "trip", 1, ["flew"]),
    ("Chad promised a road. The pledge is old.", "pledge", 1, ["promised"]),
    ("Chad recalled its consul. The move surprised Lomé.", "move", 1, ["recalled"]),
    ("Chad freed the poet. This pleased Lomé.", "This", 1, ["freed"]),
    ("Chad imposed a quota on melons. Lomé called the measure unfair.", "measure", 1, ["quota"]),
    ("Chad agreed to send a nurse. It did so in May.", "did", 1, ["send"]),
    ("Ghana and Togo share the lake. Both fish in it.", "Both", 1, ["Ghana", "Togo"]),
    ("The Ghanaian and Togolese ministers met. Neither spoke.", "Neither", 1, ["Ghanaian", "Togolese"]),
    ("The Ghanaian king and the Togolese premier met. The former sang.", "former", 1, ["Ghanaian king"]),
    ("Chad freed nine fishermen. The men were ill.", "men", 1, ["nine fishermen"]),
    ("Chad, which shut the port, thanked Mali.", "which", 1, ["Chad"]),
    ("Before he left Lomé, the Ghanaian president sang.", "he", 1, ["Ghanaian president"]),
    ('"We shall sign," said the Ghanaian minister.', "We", 1, ["Ghanaian minister"]),
]
OPEN = [
    ("The report said nothing.", "report"),
    ("The ban should go, the paper wrote.", "ban"),
    ("The rebels met the soldiers. They were tired.", "They"),
    ("It rained in Lomé.", "It"),
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Settings(gate=False), shipped_lexicon())


def taken_up(pipeline: Pipeline, text: str, word: str, nth: int) -> list[str]:
    document, layers = pipeline.layers(Report("one", text))
    places = [(s, t) for s, parse in sorted(layers.parses.items()) for t, w in enumerate(parse.texts) if w == word]
    place = places[nth - 1]
    spans = list(layers.taken_up.get(place, ()))
    spans += [m.antecedent for m in layers.references.get(place, ()) if m.antecedent]
    return [document.clean.text[start:end] for start, end in spans]


@pytest.mark.parametrize(("text", "word", "nth", "wanted"), CASES, ids=[f"{c[1]}: {c[0]}" for c in CASES])
def test_taken_up(pipeline: Pipeline, text: str, word: str, nth: int, wanted: list[str]) -> None:
    found = taken_up(pipeline, text, word, nth)
    assert len(found) == len(wanted)
    assert all(ours in theirs or theirs in ours for ours, theirs in zip(found, wanted, strict=True)), found


@pytest.mark.parametrize(("text", "word"), OPEN, ids=[case[0] for case in OPEN])
def test_left_open(pipeline: Pipeline, text: str, word: str) -> None:
    assert taken_up(pipeline, text, word, 1) == []
