"""Transcripts: who speaks in which turn, what is a question, and that a stray label makes no transcript."""

from __future__ import annotations

import pytest

from dragoman.extract.attribution.turns import MAX_RUN_ON, turns_of
from dragoman.model import Attribution, Document, Layers, Reading, Report
from dragoman.pipeline import Pipeline


def report(text: str, day: str = "1998-05-05") -> Report:
    return Report(path="t", content=text, published=day, language="en")


def turns(pipeline: Pipeline, text: str, day: str = "1998-05-05") -> list[tuple[str, str, Attribution]]:
    """The label, the beginning of what is said, and the attribution of each turn."""
    document, layers = pipeline.layers(report(text, day))
    clean = document.clean.text
    marks = {turn.mark for turn in turns_of(document)}
    return [
        (clean[slice(*a.source)], clean[slice(*a.content[0])], a)
        for a in layers.attributions
        if a.cue in marks and a.source
    ]


INTERVIEW = """Interview with Prime Minister Kjell Bondevik

Q. Is the whaling ban fair?
A. The ban has no scientific basis. Norway rejects it.
Q. What does Iceland say?
A. Iceland agrees with us."""


def test_the_one_who_is_asked_answers(pipeline: Pipeline) -> None:
    found = turns(pipeline, INTERVIEW)
    assert [label for label, _, _ in found] == ["Q", "A", "Q", "A"]
    answers = [a.link for label, _, a in found if label == "A"]
    assert {(link.source, link.actor, link.side) for link in answers} == {("Bondevik", "NOR.GOV.PM", "NOR")}


def test_a_question_is_nobodys_claim(pipeline: Pipeline) -> None:
    reading = pipeline.read(report(INTERVIEW))
    assert isinstance(reading, Reading)
    assert reading.claims
    assert all(link.source == "Bondevik" or link.side for claim in reading.claims for link in claim.attribution)


def test_an_answerer_whom_the_text_does_not_name_stays_unknown(pipeline: Pipeline) -> None:
    text = "Q: Is the road open?\n\nA: The road is safe.\n\nQ: And the bridge?\n\nA: The bridge is unsafe."
    assert {a.link.actor for label, _, a in turns(pipeline, text) if label == "A"} == {None}


NAMES = """Estonian President Kersti Kaljulaid answered questions on the border treaty with Russia.

MODERATOR: Madam President, is the treaty dead?

PRESIDENT KALJULAID: The treaty is not dead. Estonia considers the treaty fair.

MODERATOR: And the border?

PRESIDENT KALJULAID (through interpreter): The border is stable."""


def test_a_label_goes_back_to_whom_the_text_has_named(pipeline: Pipeline) -> None:
    said = {label: a.link for label, _, a in turns(pipeline, NAMES, "2019-06-10")}
    assert (said["PRESIDENT KALJULAID"].actor, said["PRESIDENT KALJULAID"].side) == ("EST.GOV.PRES", "EST")
    assert said["MODERATOR"].actor is None


def test_what_a_speaker_thinks_is_in_the_speakers_words(pipeline: Pipeline) -> None:
    reading = pipeline.read(report(NAMES, "2019-06-10"))
    assert isinstance(reading, Reading)
    (claim,) = [c for c in reading.claims if "fair" in c.evidence.quote and str(c.stance) == "for"]
    assert [link.side for link in claim.attribution] == ["EST", "EST"]


def test_paragraphs_between_two_turns_are_still_said(pipeline: Pipeline) -> None:
    more = "\n\n".join(f"Point {n} is that the canal is open." for n in range(1, 3))
    text = f"MR. HADDAD: The canal is safe.\n\n{more}\n\nMS. OKOYE: It is not.\n\nMR. HADDAD: It is.\n\nThe end."
    found = turns(pipeline, text)
    assert [len(a.content) for _, _, a in found] == [3, 1, 1]


def test_a_text_that_runs_on_is_never_all_speech(pipeline: Pipeline) -> None:
    story = "\n\n".join(f"Paragraph {n} tells of the canal." for n in range(20))
    text = f"MR. HADDAD: Yes.\n\nMR. HADDAD: No.\n\n{story}\n\nMS. OKOYE: Well."
    found = turns(pipeline, text)
    assert max(len(a.content) for _, _, a in found) <= MAX_RUN_ON + 1


@pytest.mark.parametrize(
    "text",
    [
        "Note: the talks were held in Riga.\n\nRead more: the talks in Riga.\n\nThe end.",
        "A British ship left Malta.\n\nA Maltese ship left Crete.\n\nA Greek ship left Samos.",
        "Q: Where?\n\nThe ship left Malta.",
        "",
    ],
)
def test_no_transcript(pipeline: Pipeline, text: str) -> None:
    if not text:
        assert turns_of(Document("d", "", pipeline.layers(report("x"))[0].clean, "text")) == ()
        return
    document, _ = pipeline.layers(report(text))
    assert turns_of(document) == ()


def test_labels_in_lines_of_their_own(pipeline: Pipeline) -> None:
    text = "SECRETARY MORA:\n\nIt is unjust.\n\nQUESTION:\n\nAnd the ban?\n\nSECRETARY MORA:\n\nThe ban is legal."
    document, layers = pipeline.layers(report(text))
    assert isinstance(layers, Layers)
    assert [document.clean.text[slice(*t.label)] for t in turns_of(document)] == [
        "SECRETARY MORA",
        "QUESTION",
        "SECRETARY MORA",
    ]


def test_an_office_that_the_text_gives_to_nobody_stays_unknown(pipeline: Pipeline) -> None:
    text = "THE PRESIDENT: The deal is strong.\n\nQ Mr. President, and Israel?\n\nTHE PRESIDENT: Israel is our ally."
    assert {(a.link.actor, a.link.side) for label, _, a in turns(pipeline, text) if label != "Q"} == {(None, None)}
