"""Quotations that run on, chains, headlines, transcripts, and input that breaks the rules."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.attribution import ChainIndex, chain_at, find_attributions, find_quotations, reported
from dragoman.extract.attribution.quotes import MAX_PARAGRAPHS
from dragoman.lexicon.cues_attribution import load_attribution_cues
from dragoman.model import Block, BlockKind, CleanText, Document, Layers


def quotes(report):
    return [[report.text[s:e] for s, e in q.parts] for q in find_quotations(report.document)]


def chain(report, words):
    start = report.text.index(words)
    return [link.source for link in chain_at(report.found, report.document, start, start + len(words))]


# ------------------------------------------------------------------ quotations


def test_speech_goes_on_after_he_said(read):
    report = read("“The bridge is safe,” the mayor said. “It was tested in June. We will open it.”")
    content = report.content(report.by("said"))
    assert "It was tested in June" in content
    assert "We will open it" in content


def test_speech_goes_on_in_the_next_paragraphs(read):
    text = (
        "“The bridge is safe,” the mayor said. “It was tested in June.\n\n"
        "“We will open it in July.\n\n“Nobody needs to worry.”\n\nThe bridge opened."
    )
    report = read(text)
    assert chain(report, "We will open it in July") == ["the mayor"]
    assert chain(report, "The bridge opened") == []


def test_a_quotation_that_runs_on_is_one(read):
    report = read("“One thing is clear.\n\n“Another is not,” the mayor said.\n\nRain fell.")
    assert quotes(report) == [["“One thing is clear.", "“Another is not,”"]]


def test_a_lost_closing_mark_costs_one_sentence(read):
    report = read("The mayor said: “The bridge is safe. The bridge opened in May.\n\nSnow fell.\n\nRain fell.")
    assert quotes(report) == [["“The bridge is safe."]]


def test_a_lost_opening_mark_quotes_nothing(read):
    assert quotes(read("The bridge is safe,” the mayor said.\n\nSnow fell.")) == []


def test_marks_inside_a_quotation_are_its_own(read):
    report = read("“He told me ‘go home’ and I went,” the sailor said.")
    assert quotes(report) == [["“He told me ‘go home’ and I went,”"]]


def test_apostrophes_quote_nothing(read):
    assert quotes(read("The states' rights and the minister's plan weren't Smith's idea.")) == []


def test_straight_marks_are_told_apart_by_their_place(read):
    report = read('"The bridge is safe," the mayor said. "It opens in May."')
    assert quotes(report) == [['"The bridge is safe,"'], ['"It opens in May."']]


@pytest.mark.parametrize("pair", ["“”", '""', "«»", "‘’"])
def test_all_sorts_of_marks(read, pair):
    report = read(f"The mayor said: {pair[0]}The old bridge is quite safe.{pair[1]} Snow fell.")
    assert len(quotes(report)) == 1
    assert "Snow" not in quotes(report)[0][0]


def test_a_report_of_nothing_but_lost_marks_is_never_one_quotation(read):
    text = "\n\n".join(f"“Line {n} has lost its end" for n in range(60)) + "\n\nThe last line has no mark."
    report = read(text)
    assert max(len(q) for q in quotes(report)) <= 12
    assert chain(report, "The last line has no mark") == []


def test_speech_without_a_speaker_is_nobodys_own_voice(read):
    report = read("“The harbour will be closed to all foreign ships from May onwards.”\n\nSnow fell.")
    assert chain(report, "harbour will be closed") == [""]
    assert reported(report.found) == ()


def test_a_borrowed_word_is_no_speech(read):
    assert read("The “smart” bridge opened in May.").found == ()


# ------------------------------------------------------------------ chains


def test_a_chain_is_outermost_first(read):
    report = read("Sources close to the matter said that the premier told the foundation that the visit was off.")
    assert chain(report, "the visit was off") == ["Sources close to the matter", "the premier"]
    assert chain(report, "told the foundation") == ["Sources close to the matter"]


def test_the_cue_itself_is_not_its_own_content(read):
    report = read("The minister said the talks had failed.")
    assert chain(report, "said") == []
    assert chain(report, "failed") == ["The minister"]


def test_a_statement_that_hands_on_words_stands_outside(read):
    report = read("The mayor said the bridge was safe, according to a police statement.")
    assert chain(report, "the bridge was safe") == ["a police statement", "The mayor"]


def test_media_quoted_by_media(read):
    report = read("The daily said the agency had reported that the king was ill.")
    assert chain(report, "the king was ill") == ["The daily", "the agency"]


def test_wishes_do_not_vouch(read):
    report = read("The island wants the ban lifted.")
    assert chain(report, "lifted") == []
    wish = ChainIndex(report.found, manners=("intention",))
    start = report.text.index("lifted")
    assert [link.source for link in wish.at(start, start + 6)] == ["The island"]


def test_what_follows_a_said_clause_belongs_to_the_first_speaker(read):
    report = read("The mayor said the bridge was safe, adding that it would open in May.")
    assert report.source(report.by("adding")) == "The mayor"
    assert report.by("adding").within is None


def test_two_speakers_in_one_sentence_stay_apart(read):
    report = read("The mayor said the bridge was safe, and the engineer said it was not finished.")
    assert chain(report, "it was not finished") == ["the engineer"]


def test_we_in_a_speech_is_the_speaker(read):
    report = read("“We believe that the reef is dying,” the diver said.")
    assert chain(report, "the reef is dying") == ["the diver"]


def test_hearsay_has_an_anonymous_source(read):
    report = read("The ship reportedly sank off the coast.")
    assert [str(link.kind) for link in chain_at(report.found, report.document, 20, 24)] == ["anonymous"]


def test_a_stretch_outside_the_document_is_refused(read):
    report = read("Snow fell.")
    with pytest.raises(ValueError, match="no stretch"):
        chain_at(report.found, report.document, 5, 500)


# ------------------------------------------------------------------ headlines, colons, transcripts

HEADLINES = [
    ("Japan, China to meet: sources", "sources", "Japan, China to meet"),
    ("Ministry: Bridge is safe", "Ministry", "Bridge is safe"),
    ("Smith: Talks Have Failed", "Smith", "Talks Have Failed"),
    ("Two ships sank in storm: police", "police", "Two ships sank in storm"),
]


@pytest.mark.parametrize(("text", "source", "content"), HEADLINES)
def test_headlines_with_a_colon(read, text, source, content):
    report = read(text + "\n\nSnow fell.", headline=True)
    item = report.by(":")
    assert report.source(item) == source
    assert report.content(item) == content


def test_a_colon_in_the_text_makes_no_source(read):
    report = read("The bill has one aim: The harbour must grow.")
    assert [report.cue(a) for a in report.found if report.cue(a) == ":"] == []


def test_a_colon_announces_the_next_paragraph(read):
    report = read("The mayor added:\n\n“The bridge is quite safe for everyone.”\n\nSnow fell.")
    assert chain(report, "quite safe") == ["The mayor"]


def test_a_sentence_that_only_says_who_spoke(read):
    report = read("“Will the old bridge open soon?”\n\nSnow fell. “Is the new bridge open?” the pilot asked.")
    assert chain(report, "Is the new bridge open") == ["the pilot"]


def test_a_transcript_is_read_turn_by_turn(read):
    text = "Q: Will the bridge open?\n\nA: It will open in May.\n\nQ: Is it safe?\n\nA: It is safe."
    report = read(text)
    assert chain(report, "open in May")[0] == "A"
    assert chain(report, "Is it safe") == ["Q"]


def test_names_open_turns(read):
    text = "Smith: The road is shut.\n\nJones: It is open.\n\nSmith: I saw the gate.\n\nSnow fell."
    report = read(text)
    assert chain(report, "It is open") == ["Jones"]
    assert chain(report, "Snow fell") == []


def test_a_single_note_is_no_turn(read):
    assert read("Note: The road is shut.\n\nSnow fell.").found == ()


# ------------------------------------------------------------------ the gate, and bad input


def test_no_parse_no_attribution_and_no_failure(read):
    report = read("The mayor said the bridge was safe.")
    bare = Layers(sentences=report.layers.sentences)
    assert find_attributions(report.document, bare, load_attribution_cues()) == ()


ODD = [
    "",
    "“",
    "”“”“",
    "said",
    "said said said",
    ": : :",
    "'''",
    "“" * 50,
    "”" * 50 + "said he",
    "A: “B: «C",
    "\u200b“\u200b”",
    "Q:",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_input_is_read_without_failure(read, text):
    for item in read(text).found:
        assert all(start < end for start, end in item.content)


def test_the_same_text_gives_the_same_attributions(read):
    text = "The mayor said the bridge was safe. “It opens in May,” he added."
    assert read(text).found == read(text).found


def test_time_grows_with_the_length_and_no_faster(read):
    cues = load_attribution_cues()
    paragraph = "“The bridge is safe,” the mayor said, adding that it was tested. “It opens in May.\n\n"

    def seconds(copies):
        report = read(paragraph * copies)
        best = []
        for _ in range(3):
            start = time.process_time()
            find_attributions(report.document, report.layers, cues)
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(160) < 4 * 3 * seconds(40)


MARKS = st.sampled_from(
    ["“", "”", '"', "'", "‘", "’", "«", "»", "''", "``", " ", "\n\n", "a", "Word", ".", ",", ":", "said"]
)


@given(st.lists(MARKS, max_size=60).map("".join))
def test_quotations_stay_within_bounds_whatever_the_marks(text):
    blocks, place = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(place, place + len(paragraph), BlockKind.BODY))
        place += len(paragraph) + 2
    document = Document("doc_test", text, CleanText(text, tuple(blocks), ((0, 0, len(text)),)), "text")
    last = 0
    for quotation in find_quotations(document):
        assert 1 <= len(quotation.parts) <= MAX_PARAGRAPHS
        for start, end in quotation.parts:
            assert last <= start < end
            assert any(b.start <= start and end <= b.end for b in blocks)
            last = start
