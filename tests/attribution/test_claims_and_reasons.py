"""Claims with their stance and measure, and reasons, on invented sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.errors import LexiconError
from dragoman.extract.claims import find_claims, load_claim_cues
from dragoman.extract.claims.cues import build_claim_cues
from dragoman.extract.reasons import find_reasons, load_reason_cues
from dragoman.lexicon.cue_files import load_toml
from dragoman.lexicon.cues_attribution import build_cues


def claims(report, triggers=()):
    return find_claims(report.document, report.layers, report.found, triggers)


# text, speaker, stance
STANCES = [
    ("The ministry said the ban lacks scientific grounds.", "The ministry", "against"),
    ("The spokesman said relations are headed towards stability.", "The spokesman", "for"),
    ("The utility said the discharge is safe.", "The utility", "for"),
    ("The union said the discharge is not safe.", "The union", "against"),
    ("Seoul opposes the ban on its kelp.", "Seoul", "against"),
    ("Seoul supports the release of the water.", "Seoul", "for"),
    ("Seoul does not support the release of the water.", "Seoul", "against"),
    ("The union criticised the levy.", "The union", "against"),
    ("The mayor said the road is long.", "The mayor", "neutral"),
    ("The envoy said the levy violates the treaty.", "The envoy", "against"),
]


@pytest.mark.parametrize(("text", "speaker", "stance"), STANCES)
def test_stance(read, text, speaker, stance):
    (claim,) = claims(read(text))
    assert (claim.speaker, str(claim.stance)) == (speaker, stance)


# text, quantity, value, unit, comparison, standard
MEASURES = [
    (
        "The agency said the tritium concentration was below the global safety limit.",
        ("tritium concentration", None, None, "below", "global safety limit"),
    ),
    (
        "Caesium stood at 35 becquerels per litre, far below the national limit.",
        ("Caesium", "35", "becquerels per litre", "below", "national limit"),
    ),
    ("Levels of dust exceeded the legal limit.", ("Levels of dust", None, None, "above", "legal limit")),
    ("The water meets international standards.", ("water", None, None, "equal", "international standards")),
    (
        "The samples contained less than 10 becquerels per litre.",
        ("samples", "10", "becquerels per litre", "below", None),
    ),
]


@pytest.mark.parametrize(("text", "measure"), MEASURES)
def test_measures_in_any_voice(read, text, measure):
    (claim,) = claims(read(text))
    found = claim.measure
    assert found is not None
    assert (found.quantity, found.value, found.unit, found.comparison, found.standard) == measure


@pytest.mark.parametrize(
    "text",
    [
        "The jets flew below the clouds.",
        "More than 300 people met the envoy.",
        "The ban has been in force for over two years.",
        "The envoy stayed within the city.",
        "Talks went on at the level of ministers.",
    ],
)
def test_what_is_no_measure(read, text):
    assert claims(read(text)) == ()


def test_acts_are_left_to_the_events(read):
    report = read("The premier said troops attacked the town.")
    assert claims(report, {"attack"}) == ()
    report = read("The aide said the visit is unlikely to take place.")
    assert claims(report) == ()


def test_what_is_coded_decides_where_it_is_known(read):
    text = "The spokesman said relations are headed towards stability."
    report = read(text)
    start = text.index("headed")
    assert len(claims(report, {"head"})) == 0
    assert len(find_claims(report.document, report.layers, report.found, {"head"}, coded=())) == 1
    assert find_claims(report.document, report.layers, report.found, coded=[(start, start + 6)]) == ()


def test_an_act_that_a_light_verb_carries_is_an_act(read):
    text = "The spokesman said a second meeting was held in Riga."
    report = read(text)
    start = text.index("meeting")
    assert find_claims(report.document, report.layers, report.found, coded=[(start, start + 7)]) == ()


def test_nobodys_expectation_in_a_speech_is_the_speakers(read):
    (claim,) = claims(read("The envoy said the slump was expected to persist."))
    assert claim.speaker == "The envoy"


def test_a_measure_in_the_outlets_voice_is_its_clause(read):
    text = "Dust levels exceeded the legal limit, and the mayor closed the old road to the port."
    (claim,) = claims(read(text))
    assert text[claim.content.start :].startswith("Dust levels exceeded")


def test_a_thing_that_is_spoken_of_is_no_claim(read):
    assert claims(read("The diver mentioned the reef.")) == ()


def test_the_inner_source_makes_the_claim(read):
    (claim,) = claims(read("Sources said the envoy told them that the levy was unfair."))
    assert claim.speaker == "the envoy"
    assert [link.source for link in claim.attribution] == ["Sources", "the envoy"]


def test_the_matter_of_a_claim(read):
    (claim,) = claims(read("The ministry said the ban on imported kelp lacks scientific grounds."))
    assert claim.matter is not None
    assert (claim.matter.matter_class, claim.matter.object) == ("ban", "imported kelp")


def test_the_outlets_own_measure_has_no_speaker(read):
    (claim,) = claims(read("Levels of dust exceeded the legal limit."))
    assert (claim.speaker, claim.side, claim.attribution) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("The ministry said the water contained lead below the limit.", "lead"),
        ("The ministry said that tests found mercury above the legal limit.", "mercury"),
        ("The ministry said the dust was below the limit.", "dust"),
    ],
)
def test_what_is_held_is_measured_and_its_standard_judges_nothing(read, text, quantity):
    (claim,) = claims(read(text))
    assert claim.measure is not None
    assert (claim.measure.quantity, str(claim.stance)) == (quantity, "neutral")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry said the levy had no legal basis.", "against"),
        ("The ministry said the levy had a legal basis.", "for"),
        ("The ministry said the levy had no justification.", "against"),
        ("The ministry said the levy was not illegal.", "for"),
        ("Peru ceased to support the levy.", "against"),
        ("Peru has not ceased to support the levy.", "for"),
    ],
)
def test_what_is_negated_above_is_negated_below(read, text, stance):
    (claim,) = claims(read(text))
    assert str(claim.stance) == stance


@pytest.mark.parametrize("word", ["unhelpful", "counterproductive", "punitive", "unconstitutional", "futile"])
def test_words_that_judge_what_is_spoken_of(read, word):
    (claim,) = claims(read(f"The ministry said the levy was {word}."))
    assert str(claim.stance) == "against"


def test_ids_and_spans_of_claims_are_stable(read):
    text = "The ministry said the ban lacks scientific grounds."
    first, second = claims(read(text)), claims(read(text))
    assert first == second
    assert text[first[0].content.start : first[0].content.end] == "the ban lacks scientific grounds"
    assert first[0].id.startswith("cl_")


def test_one_stretch_is_one_claim_wherever_the_report_stands_in_its_page(read):
    report = read("The town hopes the noise stays below the limit of 40 decibels.")
    clean = report.document.clean
    moved = replace(report.document, clean=replace(clean, segments=((0, 100, len(clean.text)),)))
    (claim,) = find_claims(moved, report.layers, report.found)
    assert claim.speaker == "The town"


def test_each_sentence_of_speech_is_a_claim_of_its_own(read):
    found = claims(read("“The old road is safe,” the mayor said. “The new bridge is dangerous.”"))
    assert [(c.speaker, str(c.stance)) for c in found] == [("the mayor", "for"), ("the mayor", "against")]


# ------------------------------------------------------------------ reasons


def reasons(report, verb):
    for parse in report.layers.parses.values():
        for token, text in enumerate(parse.texts):
            if text == verb:
                return [(report.text[s:e], kind) for s, e, kind, _ in find_reasons(parse, token, report.document)]
    raise AssertionError(f"no word {verb!r}")


REASONS = [
    ("The visit was delayed because of a storm.", "delayed", ("because of a storm", "stated")),
    ("The visit was delayed due to a storm.", "delayed", ("due to a storm", "stated")),
    ("The visit was delayed, seemingly due to a storm.", "delayed", ("seemingly due to a storm", "inferred")),
    ("The envoy was recalled over the arrests.", "recalled", ("over the arrests", "stated")),
    ("They imposed a levy over the discharge.", "imposed", ("over the discharge", "stated")),
    ("The minister cancelled the trip in protest at the raid.", "cancelled", ("in protest at the raid", "stated")),
    ("The island suspended talks, citing safety concerns.", "suspended", ("citing safety concerns", "stated")),
    ("The firm was fined for breaking the embargo.", "fined", ("for breaking the embargo", "stated")),
    ("The levy was raised in response to the tests.", "raised", ("in response to the tests", "stated")),
    ("The envoy was recalled after the arrests.", "recalled", ("after the arrests", "inferred")),
    ("The visit was delayed amid tensions.", "delayed", ("amid tensions", "inferred")),
    ("Talks ended because the envoy was ill.", "ended", ("because the envoy was ill", "stated")),
    ("Talks ended after the envoy fell ill.", "ended", ("after the envoy fell ill", "inferred")),
    ("Talks ended, apparently because of the scandal.", "ended", ("apparently because of the scandal", "inferred")),
]


@pytest.mark.parametrize(("text", "verb", "reason"), REASONS, ids=[r[0][:50] for r in REASONS])
def test_reasons(read, text, verb, reason):
    assert reasons(read(text), verb) == [reason]


NO_REASONS = [
    ("The jets flew over the strait.", "flew"),
    ("The envoy left after two days.", "left"),
    ("They met over dinner.", "met"),
    ("The ban was lifted on Monday.", "lifted"),
    ("The leaders held talks over the islands.", "held"),
]


@pytest.mark.parametrize(("text", "verb"), NO_REASONS)
def test_times_places_and_topics_are_no_reasons(read, text, verb):
    assert reasons(read(text), verb) == []


@pytest.mark.parametrize("cue", load_reason_cues().cues, ids=lambda c: c.name)
def test_the_example_of_a_reason_shows_it_at_work(read, cue):
    report = read(cue.example)
    parse = next(iter(report.layers.parses.values()))
    found = [r for t in range(len(parse)) for r in find_reasons(parse, t, report.document)]
    assert any(kind == cue.kind for _, _, kind, _ in found)


# ------------------------------------------------------------------ the files of cues


def test_a_group_without_an_example_is_refused():
    row = {"name": "x", "manner": "statement", "lemmas": "chirp"}
    with pytest.raises(LexiconError, match="no 'example'"):
        build_cues({"verb": [row]}, (), "test.toml")


@pytest.mark.parametrize(
    ("change", "what"), [({"manner": "loud"}, "unknown manner"), ({"colour": "red"}, "unknown key 'colour'")]
)
def test_a_faulty_group_is_named(change, what):
    row = {"name": "x", "manner": "statement", "lemmas": "chirp", "example": "It chirps."} | change
    with pytest.raises(LexiconError, match=what) as caught:
        build_cues({"verb": [row]}, (), "test.toml")
    assert caught.value.place == "test.toml"


def test_an_unknown_table_is_refused():
    with pytest.raises(LexiconError, match="unknown table 'verbs'"):
        build_cues({"verbs": []}, (), "test.toml")


def test_an_unknown_key_of_claims_is_refused():
    tables = load_toml("claims.toml")
    with pytest.raises(LexiconError, match="'loud'"):
        build_claim_cues(tables | {"stance": tables["stance"] | {"loud": "x"}})


def test_no_word_is_both_for_and_against():
    tables = load_toml("claims.toml")
    for table, one, other in [("stance", "for", "against"), ("predicate", "positive", "negative")]:
        assert set(tables[table][one].split()).isdisjoint(tables[table][other].split())
    assert load_claim_cues().matters["ban"] == "ban"
