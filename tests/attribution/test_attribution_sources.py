"""Who says what: cues, sources and contents of invented sentences."""

from __future__ import annotations

import pytest

from dragoman.errors import LexiconError
from dragoman.extract.attribution import chain_at, find_attributions
from dragoman.lexicon.cues_attribution import CueGroup, load_attribution_cues, read_outlets
from dragoman.model import Mention

# text, cue, source, a stretch that the content holds, a stretch that it does not hold
CASES = [
    ("The minister said the talks would resume in May.", "said", "The minister", "the talks would resume", "minister"),
    ("The minister said that the port had closed.", "said", "The minister", "that the port had closed", "said"),
    ("“We will not sign,” said the envoy.", "said", "the envoy", "We will not sign", "envoy"),
    ("“We will not sign,” the envoy said on Monday.", "said", "the envoy", "We will not sign", "Monday"),
    ("The envoy said: “We will not sign.”", "said", "The envoy", "We will not sign", "envoy"),
    ("The port, the mayor said, will reopen.", "said", "the mayor", "will reopen", "the mayor"),
    ("According to the ministry, the ship sank.", "According to", "the ministry", "the ship sank", "ministry"),
    ("The ship sank, according to the ministry.", "according to", "the ministry", "The ship sank", "ministry"),
    ("As the ministry said, the ship sank.", "said", "the ministry", "the ship sank", "ministry"),
    ("The general told reporters that the siege was over.", "told", "The general", "the siege was over", "reporters"),
    ("He was quoted as saying the deal had failed.", "quoted", "He", "the deal had failed", "quoted"),
    ("Reporters were told by an aide that the visit was off.", "told", "an aide", "the visit was off", "an aide"),
    ("A statement by the embassy said the road was safe.", "said", "A statement", "the road was safe", "embassy"),
    ("A survey found that most voters opposed the base.", "found", "A survey", "most voters opposed", "survey"),
    ("The spokesman denied that troops had crossed.", "denied", "The spokesman", "troops had crossed", "spokesman"),
    ("Kyiv accused Moscow of shelling the harbour.", "accused", "Kyiv", "shelling the harbour", "Kyiv"),
    ("The union criticised the premier for the delay.", "criticised", "The union", "the premier", "union"),
    ("The bishop praised the truce.", "praised", "The bishop", "the truce", "bishop"),
    ("The senator called the pact a disgrace.", "called", "The senator", "a disgrace", "senator"),
    ("Officials described the raid as a success.", "described", "Officials", "the raid", "Officials"),
    ("The council called for an inquiry.", "called", "The council", "an inquiry", "council"),
    ("The council called on both sides to stop.", "called", "The council", "both sides", "council"),
    ("The court urged the parties to settle.", "urged", "The court", "to settle", "court"),
    ("The rebels promised to free the crew.", "promised", "The rebels", "to free the crew", "rebels"),
    ("The general refused to meet the delegation.", "refused", "The general", "to meet the delegation", "general"),
    ("Analysts believe the truce will hold.", "believe", "Analysts", "the truce will hold", "Analysts"),
    ("Farmers fear that the levy will ruin them.", "fear", "Farmers", "the levy will ruin them", "Farmers"),
    ("The island wants the ban lifted.", "wants", "The island", "the ban", "island"),
    ("The captain hopes to sail on Friday.", "hopes", "The captain", "to sail on Friday", "captain"),
    ("The mayor is confident that the bridge will open.", "confident", "The mayor", "the bridge will open", "mayor"),
    ("The residents are worried about the noise.", "worried", "The residents", "the noise", "residents"),
    ("The rebels are willing to talk.", "willing", "The rebels", "to talk", "rebels"),
    ("The premier's promise to lift the levy was welcomed.", "promise", "The premier", "to lift the levy", "welcomed"),
    (
        "The minister issued a warning that the dam could burst.",
        "warning",
        "The minister",
        "the dam could burst",
        "iss",
    ),
    ("Seoul voiced concern about the drills.", "concern", "Seoul", "the drills", "Seoul"),
    ("The clerk, who said the vault was empty, has fled.", "said", "who", "the vault was empty", "has fled"),
    ("The minister left, saying the talks were useless.", "saying", "The minister", "the talks were useless", "left"),
    ("The minister spoke and warned that time was short.", "warned", "The minister", "time was short", "spoke"),
    ("The envoy asked whether the visit would go ahead.", "asked", "The envoy", "the visit would go ahead", "envoy"),
    ("The senator tweeted that the vote was rigged.", "tweeted", "The senator", "the vote was rigged", "senator"),
    ("The mayor wrote on Facebook that the bridge was safe.", "wrote", "The mayor", "the bridge was safe", "mayor"),
    (
        "Sources close to the palace said the king was ill.",
        "said",
        "Sources close to the palace",
        "the king was ill",
        "pal",
    ),
    ("The report also said that the reef was dying.", "said", "The report", "the reef was dying", "report"),
    ("The daily reported that the bank had lied.", "reported", "The daily", "the bank had lied", "daily"),
    ("The envoy pointed out that the map was old.", "pointed out", "The envoy", "the map was old", "envoy"),
    ("The admiral insisted the ship was unarmed.", "insisted", "The admiral", "the ship was unarmed", "admiral"),
    (
        "The ministry said in a statement that the border was shut.",
        "said",
        "The ministry",
        "the border was shut",
        "minis",
    ),
    ("The islanders are hoping for rain.", "hoping", "The islanders", "rain", "islanders"),
    ("The consul rejected the offer.", "rejected", "The consul", "the offer", "consul"),
    ("In a poll of voters, the mayor led by four points.", "In a", "poll", "the mayor led", "voters"),
]


@pytest.mark.parametrize(("text", "cue", "source", "inside", "outside"), CASES, ids=[c[0][:50] for c in CASES])
def test_source_and_content(read, text, cue, source, inside, outside):
    report = read(text)
    item = report.by(cue)
    assert source in report.source(item)
    assert inside in report.content(item)
    assert outside not in report.content(item)


SILENT = [
    "The ship left the port at dawn.",
    "Snow fell on the hills for two days.",
    "The two ministers met in Geneva.",
    "The army shelled the town of Bakhra.",
    "The minister could say that the talks had failed.",
    "The museum holds “The Blue Boat” and other works.",
]


@pytest.mark.parametrize("text", SILENT)
def test_the_outlets_own_voice_has_no_attribution(read, text):
    report = read(text)
    assert [report.cue(a) for a in report.found] == []


GROUPS = load_attribution_cues().groups


@pytest.mark.parametrize("group", GROUPS, ids=[f"{g.name}-{n}" for n, g in enumerate(GROUPS)])
def test_the_example_of_a_group_shows_it_at_work(read, group: CueGroup):
    report = read(group.example)
    assert any(a.manner == group.manner for a in report.found), [(report.cue(a), a.manner) for a in report.found]


def test_kinds_of_sources(read):
    said = "said the road was closed."
    for source, kind in [
        ("Smith", "named"),
        ("A spokesman for the ministry", "office"),
        ("The statement", "readout"),
        ("The study", "document"),
        ("The newspaper", "media"),
        ("Xinhua", "media"),
        ("A person familiar with the matter", "anonymous"),
        ("Several analysts", "anonymous"),
        ("The report", "document"),
    ]:
        report = read(f"{source} {said}")
        assert str(report.by("said").link.kind) == kind, source


def test_an_official_outlet_speaks_for_its_side(read):
    link = read("Xinhua said the talks were frank.").by("said").link
    assert (link.kind, link.side) == ("media", "CHN")
    link = read("The Kremlin said the talks were frank.").by("said").link
    assert (link.kind, link.side) == ("office", "RUS")


def test_a_spokesman_speaks_for_his_government(read):
    text = "A Japanese foreign ministry spokesman said the levy was unfair."
    link = read(text, mentions=(("Japanese foreign ministry", "JPN.GOV.MFA", "body", "JPN"),)).by("said").link
    assert (link.kind, link.actor, link.side) == ("office", "JPN.GOV.MFA", "JPN")


def test_an_unnamed_official_has_a_side_but_is_nobody(read):
    text = "A Japanese official said the levy was unfair."
    link = read(text, mentions=(("Japanese", "JPN", "demonym", "JPN"),)).by("said").link
    assert (link.kind, link.actor, link.side) == ("anonymous", None, "JPN")
    assert link.source == "A Japanese official"


def test_two_parties_are_no_single_source(read):
    text = "Japan and China said the talks were frank."
    named = (("Japan", "JPN", "name", "JPN"), ("China", "CHN", "name", "CHN"))
    link = read(text, mentions=named).by("said").link
    assert (link.actor, link.side) == (None, None)
    assert link.source == "Japan and China"


def test_a_report_that_was_never_named_stays_unresolved(read):
    link = read("The report also said that the reef was dying.").by("said").link
    assert (str(link.kind), link.actor, link.side) == ("document", None, None)


def test_an_organisation_speaks_for_no_country(read):
    text = "NATO said the drill was over."
    link = read(text, mentions=(("NATO", "IGO.NATO", "organisation", "BEL"),)).by("said").link
    assert (link.actor, link.side) == ("IGO.NATO", None)


def test_spans_of_links_are_raw(read):
    report = read("The ship sank, according to the ministry.")
    link = report.by("according").link
    assert report.document.raw[link.span.start : link.span.end] == "the ministry"
    assert report.document.raw[link.cue.start : link.cue.end] == "according to"


def test_a_pronoun_keeps_its_span_and_takes_its_actor(read):
    report = read("The premier arrived. He said the levy was unfair.")
    parse = report.layers.parses[1]
    premier = Mention(0, 0, 11, "JPN.GOV.PM", "office", "The premier", "JPN")
    report.layers.references[(1, parse.texts.index("He"))] = (premier,)
    (item,) = find_attributions(report.document, report.layers, load_attribution_cues())
    assert report.source(item) == "He"
    assert (item.link.source, item.link.actor, item.link.side) == ("The premier", "JPN.GOV.PM", "JPN")


def test_a_pronoun_without_a_reference_stays_open(read):
    link = read("He said the levy was unfair.").by("said").link
    assert (link.source, link.actor, link.side) == ("He", None, None)


def test_sites_of_ministries_have_a_side():
    outlets = load_attribution_cues().outlets
    assert (outlets["mofa.go.jp"].side, outlets["xinhua"].side) == ("JPN", "CHN")


def test_a_table_of_sides_with_a_fault_names_the_line(tmp_path):
    file = tmp_path / "sides.csv"
    file.write_text("name,side,kind,source\nThe Gull,XY,media,\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_outlets(file)
    assert caught.value.place == "sides.csv, line 2"
    file.write_text("name,side,kind,source\nThe Gull,JPN,gossip,\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="unknown kind 'gossip'"):
        read_outlets(file)


def test_an_unresolved_reference_leaves_a_source_anonymous(read):
    report = read("Sources said the levy was unfair.")
    report.layers.references[(0, 0)] = (Mention(0, 0, 7, None, "group", "Sources"),)
    (item,) = find_attributions(report.document, report.layers, load_attribution_cues())
    assert str(item.link.kind) == "anonymous"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The daily quoted the premier as saying that the envoy had left.", ["The daily", "the premier"]),
        ("The paper cited an officer as saying that the envoy had left.", ["The paper", "an officer"]),
        ("The premier was quoted as saying that the envoy had left.", ["The premier"]),
        ("The radio reported that the envoy had left, citing an officer.", ["The radio", "an officer"]),
        ("The envoy has left, the radio reported, quoting Ito.", ["the radio", "Ito"]),
        ("The premier said that the envoy had left, citing rain.", ["The premier"]),
        ("The premier said in a statement that the envoy had left.", ["The premier"]),
        # Nobody has spoken: so it looks, and to whom is not said.
        ("The army seems to have left.", [""]),
        ("The army appeared to have left, the premier said.", ["the premier", ""]),
    ],
)
def test_who_speaks_through_another_and_who_only_seems(read, text, chain):
    report = read(text)
    place = report.text.index("left")
    assert [link.source for link in chain_at(report.found, report.document, place, place + 4)] == chain
