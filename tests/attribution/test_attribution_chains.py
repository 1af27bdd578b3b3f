"""Whose words are whose, for which side and why, on invented reports read whole."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.errors import LexiconError
from dragoman.evaluate.reader import GoldReader
from dragoman.extract.attribution import ChainIndex
from dragoman.extract.reasons import judged
from dragoman.lexicon.cue_files import load_toml
from dragoman.lexicon.cues_speakers import build_speakers, load_speakers
from dragoman.model import Reading, Report
from dragoman.settings import Settings


@pytest.fixture(scope="module")
def reader() -> GoldReader:
    return GoldReader(Settings())


def chain(reader: GoldReader, text: str, words: str, day: str = "2009-06-05") -> list[tuple[str, str | None]]:
    """Sources and sides of some words of a text, outermost first."""
    read = reader.layers(Report("c", text, published=day, language="en"))
    assert read is not None
    document, _ = read
    index = ChainIndex(reader.open_pipeline.dated_sources(*read))
    start = document.clean.text.index(words)
    return [(link.source, link.side) for link in index.at(start, start + len(words))]


def reasons(reader: GoldReader, text: str) -> list[tuple[str, str, str | None]]:
    """The reasons of all events of a text: words, kind, by whom."""
    reading: Reading | None = reader.read(Report("r", text, published="2009-06-05", language="en"))
    assert reading is not None
    given = {r for event in reading.events for r in event.reasons}
    return [(text[r.span.start : r.span.end], str(r.kind), r.by) for r in sorted(given, key=lambda r: r.span)]


RELAYED = [
    (
        "AFP reported, citing a customs officer, that Togo had sealed the road to Lome.",
        "Togo had sealed the road",
        ["AFP", "a customs officer"],
    ),
    (
        "The radio, quoting the ministry, said that Peru had freed the boat.",
        "Peru had freed the boat",
        ["The radio", "the ministry"],
    ),
    (
        "Reuters said it had been told by two ministers that Ghana would default.",
        "Ghana would default",
        ["Reuters", "two ministers"],
    ),
    (
        "According to an ANSA report published by La Stampa, Malta has sold the yacht.",
        "Malta has sold the yacht",
        ["La Stampa", "an ANSA report"],
    ),
    (
        "The premier was quoted by the Straits Times as saying that Brunei would join.",
        "Brunei would join",
        ["the Straits Times", "The premier"],
    ),
    (
        "In remarks carried by state television, the general said Togo would not pay.",
        "Togo would not pay",
        ["state television", "the general"],
    ),
    (
        "The Nairobi Herald reported that Somalia had bought trucks, according to two brokers.",
        "Somalia had bought trucks",
        ["The Nairobi Herald", "two brokers"],
    ),
    (
        "Mali was accused by Beninese officers of hiding the men.",
        "hiding the men",
        ["Beninese officers"],
    ),
    (
        "Citing unnamed officials, the Jerusalem Post reported that Jordan would recall its envoy.",
        "Jordan would recall its envoy",
        ["the Jerusalem Post", "unnamed officials"],
    ),
]


@pytest.mark.parametrize(("text", "words", "sources"), RELAYED)
def test_who_passes_a_report_on_stands_outside(reader: GoldReader, text: str, words: str, sources: list[str]):
    assert [source for source, _ in chain(reader, text, words)] == sources


def test_who_issues_its_own_document_carries_nobodys(reader: GoldReader):
    text = "An analysis released by the Department of Fisheries shows that Iceland took more cod."
    assert [source for source, _ in chain(reader, text, "Iceland took more cod")] == ["An analysis"]


def test_who_is_not_convinced_thinks(reader: GoldReader):
    text = "The Polish government is not convinced that the court was fair."
    assert chain(reader, text, "the court was fair") == [("The Polish government", "POL")]


def test_a_place_of_printing_is_no_outlet(reader: GoldReader):
    text = "A leaflet printed in Lima said Chile had moved two regiments."
    assert [source for source, _ in chain(reader, text, "Chile had moved")] == ["A leaflet"]


SIDES = [
    ("The Omani envoy said Yemen had asked for fuel.", "Yemen had asked", "OMN"),
    ("Oman's UN mission said Yemen had asked for fuel.", "Yemen had asked", "OMN"),
    ("An aide to the Gabonese president said Chad would pay.", "Chad would pay", "GAB"),
    ("Officials in Riga said Russia had cut the line.", "Russia had cut", "LVA"),
    ("Diplomats in Riga said Russia had cut the line.", "Russia had cut", None),
    ("Chinese analysts said Japan would wait.", "Japan would wait", None),
    ("Western officials in Kabul said Iran had sent arms.", "Iran had sent", None),
    ("UN officials in Bamako said Mali had barred the flights.", "Mali had barred", None),
    ("The embassy of Peru in Quito said the road was shut.", "the road was shut", "PER"),
    ("State radio in Guinea said Liberian rebels had crossed.", "Liberian rebels", "GIN"),
    ("CONAKRY, June 4 - Two men died. State radio said rebels had crossed.", "rebels had crossed", "GIN"),
    ("State radio said rebels had crossed.", "rebels had crossed", None),
    ("Radio Hanoi said Thai gunners had fired.", "Thai gunners", "VNM"),
    ("Pakistan's Foreign Office said India had fired first.", "India had fired", "PAK"),
    ("The army said Peru had fired first.", "Peru had fired", None),
    ("Iceland sent a note to Norway. The foreign ministry said Norway had answered.", "Norway had answered", None),
    ("Jana Novak said Mali had left.", "Mali had left", None),
    ("Ukrainska Pravda reported that Kyiv had bought drones.", "Kyiv had bought", None),
]


@pytest.mark.parametrize(("text", "words", "side"), SIDES)
def test_for_whom_a_source_speaks(reader: GoldReader, text: str, words: str, side: str | None):
    assert [found for _, found in chain(reader, text, words)] == [side]


def test_an_agency_speaks_for_the_state_of_its_day(reader: GoldReader):
    text = "TASS said Japan had refused the visit."
    assert chain(reader, text, "Japan had refused", "1974-03-02") == [("TASS", "SUN")]
    assert chain(reader, text, "Japan had refused", "2014-03-02") == [("TASS", "RUS")]


def test_reported_speech_runs_on_in_modals_and_stops(reader: GoldReader):
    text = (
        "Norway's fisheries minister said the quota would be cut. Boats might be laid up, and ports would close. "
        "Norway and Iceland share the stock."
    )
    speaker = [("Norway's fisheries minister", "NOR")]
    assert chain(reader, text, "the quota would be cut") == speaker
    assert chain(reader, text, "Boats might be laid up") == speaker
    assert chain(reader, text, "ports would close") == speaker
    assert chain(reader, text, "Norway and Iceland share") == []


@pytest.mark.parametrize(
    "after",
    [
        "It would be the first visit since 1965.",
        "The claim could not be verified.",
        "A treaty would end the quarrel.",
        "Niger asked for the loan in May.",
        "Niger would have paid in May.",
    ],
)
def test_what_the_outlet_says_in_like_words_is_nobodys(reader: GoldReader, after: str):
    text = f"The Togolese premier said the ship would sail. {after}"
    assert chain(reader, text, after[:12]) == []


def test_a_quotation_of_its_own_sentence_is_the_last_speakers(reader: GoldReader):
    text = 'Mr Okoro said Benin would lend the money. "They are our brothers." Togo asked for it in May.'
    assert [s for s, _ in chain(reader, text, "They are our brothers")] == ["Mr Okoro"]
    assert chain(reader, text, "Togo asked for it") == []


def test_adding_that_after_a_quotation_has_its_own_clause(reader: GoldReader):
    text = '"We shall wait," the Laotian envoy said, adding that Hanoi was open to talks with Thailand.'
    assert chain(reader, text, "Hanoi was open to talks") == [("the Laotian envoy", "LAO")]


@pytest.mark.parametrize(
    "text",
    [
        "Speaking in Oslo on Tuesday, the envoy said Iceland would pay.",
        "The envoy, who spoke in Oslo on Tuesday, said Iceland would pay.",
        "At a news conference in Oslo on Tuesday, the envoy said Iceland would pay.",
        "The envoy said on Tuesday that Iceland would pay.",
    ],
)
def test_the_day_on_which_a_source_spoke(reader: GoldReader, text: str):
    read = reader.layers(Report("d", text, published="2009-06-05", language="en"))
    assert read is not None
    (said,) = [a for a in reader.open_pipeline.dated_sources(*read) if a.manner == "statement"]
    assert said.link.said_on is not None
    assert str(said.link.said_on.interval.earliest) == "2009-06-02"


def test_to_recall_an_envoy_is_no_speech(reader: GoldReader):
    read = reader.layers(Report("e", "Lima recalled its ambassador.", published="2009-06-05", language="en"))
    assert read is not None
    assert read[1].attributions == ()


def test_a_second_that_clause_is_still_said(reader: GoldReader):
    text = "The Belizean premier said that the road was open, and that guards had been sent."
    assert chain(reader, text, "guards had been sent") == [("The Belizean premier", "BLZ")]


def test_before_a_semicolon_nobody_spoke(reader: GoldReader):
    text = "Fiji put off the vote; officials in Suva said the delay would be short."
    assert chain(reader, text, "Fiji put off") == []
    assert chain(reader, text, "the delay would be short") == [("officials in Suva", "FJI")]


@pytest.mark.parametrize(
    ("text", "told", "source"),
    [
        ("Chad said rebels had left Sudan; Khartoum dismissed the claim.", "rebels had left", ("Chad", "TCD")),
        ("Russia had jammed the signals, Finland said; Moscow denied it.", "Russia had jammed", ("Finland", "FIN")),
    ],
)
def test_who_denies_after_a_semicolon_has_not_said_it(
    reader: GoldReader, text: str, told: str, source: tuple[str, str]
) -> None:
    assert chain(reader, text, told) == [source]


def test_a_speaker_at_the_end_is_no_apposition(reader: GoldReader):
    text = "Botswana has lifted the visa requirement for Zimbabweans, a junior minister in Harare said on Monday."
    assert chain(reader, text, "Botswana has lifted") == [("a junior minister in Harare", "ZWE")]


REASONS: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    (
        "Latvia postponed the trip over the fence and, officials said, because of the frost.",
        [("over the fence", "stated", None), ("because of the frost", "stated", "officials")],
    ),
    (
        "Chile suspended the talks because of the shelling of a farm and the arrest of a shepherd.",
        [("because of the shelling of a farm", "stated", None), ("the arrest of a shepherd", "stated", None)],
    ),
    (
        "Tonga closed the crossing, citing safety, though analysts said it was due to the election.",
        [("citing safety", "stated", "Tonga"), ("due to the election", "inferred", "analysts")],
    ),
    (
        "Cyprus banned the flights, while its ministry cited unpaid fees.",
        [("unpaid fees", "stated", "its ministry")],
    ),
    (
        "Togo suspended the imports because, Lome said, the maize was wet.",
        [("because, Lome said, the maize was wet", "stated", "Lome")],
    ),
    (
        "Chile recalled its ambassador from Paris to protest against the test.",
        [("to protest against the test", "stated", "Chile")],
    ),
    (
        "Georgia cut ties with Russia over the two regions and because troops had stayed.",
        [("over the two regions", "stated", None), ("because troops had stayed", "stated", None)],
    ),
    (
        "Belize suspended aid to Togo because of the killing of two nuns and over unpaid debts.",
        [("because of the killing of two nuns", "stated", None), ("over unpaid debts", "stated", None)],
    ),
    (
        "The accord was suspended, officially for technical reasons.",
        [("for technical reasons", "stated", None)],
    ),
    (
        "Peru cancelled the visit because of the storm, not because of the border.",
        [("because of the storm", "stated", None)],
    ),
    (
        "Italy halted imports of grain on the grounds that the papers were forged.",
        [("on the grounds that the papers were forged", "stated", "Italy")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), REASONS)
def test_each_reason_with_who_gives_it(reader: GoldReader, text: str, expected: list[tuple[str, str, str | None]]):
    assert reasons(reader, text) == expected


def test_somebody_quoted_is_no_reason(reader: GoldReader):
    text = '"Chad will not come to Gabon," the paper quoted an aide as saying.'
    assert reasons(reader, text) == []


def test_who_only_looks_on_infers():
    assert judged("stated", "Western diplomats") == "inferred"
    assert judged("stated", "the foreign ministry") == "stated"
    assert judged("inferred", None) == "inferred"


def tables() -> dict[str, Any]:
    return load_toml("speakers.toml")


def test_lists_of_speakers_are_checked():
    with pytest.raises(LexiconError, match="no list 'relay'"):
        build_speakers({"lists": {k: v for k, v in tables()["lists"].items() if k != "relay"}}, "here")
    with pytest.raises(LexiconError, match="unknown list 'friends'"):
        build_speakers({"lists": {**tables()["lists"], "friends": "ally"}}, "here")
    with pytest.raises(LexiconError, match="before"):
        build_speakers({**tables(), "before": {"RUS": "SUN yesterday"}}, "here")


def test_nobody_is_both_private_and_a_speaker():
    words = load_speakers()
    assert not words.private & words.people
    assert words.speaks("envoy")
    assert not words.speaks("analyst")
