"""Linking of names, titles, bodies and surnames, on invented sentences."""

from __future__ import annotations

import pytest

from dragoman.extract.actors import find_mentions
from dragoman.model import Block, BlockKind, CleanText, Document, Sentence

# text, day of the report, words of the mention, actor (None: unresolved), person
CASES = [
    # countries: names, old names, adjectives, seats
    ("Latvia opened a school.", None, "Latvia", "LVA", None),
    ("Aid reached Burma by sea.", None, "Burma", "MMR", None),
    ("The Kremlin kept silent.", None, "Kremlin", "RUS", None),
    ("Downing Street gave no comment.", None, "Downing Street", "GBR", None),
    ("Cheong Wa Dae welcomed the offer.", None, "Cheong Wa Dae", "KOR", None),
    ("Foggy Bottom shrugged.", None, "Foggy Bottom", "USA", None),
    ("Peruvian copper grew dear.", None, "Peruvian", "PER", None),
    ("Talks between the U.S. and Japan stalled.", None, "U.S.", "USA", None),
    ("Somalis voted in large numbers.", None, "Somalis", "SOM", None),
    ("The DPRK fired nothing.", None, "DPRK", "PRK", None),
    ("Fighters left the West Bank before dawn.", None, "West Bank", "PSE", None),
    ("Ships reached Sierra Leone Tuesday.", None, "Sierra Leone", "SLE", None),
    ("The Soviet Union sent wheat.", None, "Soviet Union", "SUN", None),
    # bodies and groups of people with their country
    ("Chinese military officers flew home.", None, "Chinese military officers", "CHN.MIL", None),
    ("South Korean officials agreed.", None, "South Korean officials", "KOR.GOV", None),
    ("Turkey's foreign ministry objected.", None, "Turkey's foreign ministry", "TUR.GOV.MFA", None),
    ("Turkey’s foreign ministry objected.", None, "Turkey’s foreign ministry", "TUR.GOV.MFA", None),
    ("The parliament of Kenya voted.", None, "parliament of Kenya", "KEN.LEG", None),
    ("Swiss riot police stood by.", None, "Swiss riot police", "CHE.POL", None),
    ("Colombian rebels freed two men.", None, "Colombian rebels", "COL.REB", None),
    ("Senior Thai defence ministry officials met.", None, "Thai defence ministry officials", "THA.GOV.MOD", None),
    ("The Pentagon said so.", None, "Pentagon", "USA.GOV.MOD", None),
    ("The Bundestag voted.", None, "Bundestag", "DEU.LEG", None),
    ("Officers of the People's Liberation Army left.", None, "People's Liberation Army", "CHN.MIL", None),
    ("NATO peacekeeping troops withdrew.", None, "NATO peacekeeping troops", "IGO.NATO", None),
    ("Western officials agreed.", None, "Western officials", "GRP.west", None),
    ("The embassy of Ghana closed.", None, "embassy of Ghana", "GHA.GOV.MFA", None),
    ("The Riigikogu voted.", None, "Riigikogu", "EST.LEG", None),
    (
        "The Cuban side waited. Cuba asked U.S. envoys. The Justice Department agreed.",
        None,
        "Justice Department",
        "USA.GOV.MOJ",
        None,
    ),
    ("Police in northern Ireland closed the road.", None, "northern Ireland", "GBR.REG.northern-ireland", None),
    # titles and people
    ("Premier Li Qiang smiled.", "2024-05-20", "Li Qiang", "CHN.GOV.PM", "person/li-qiang"),
    ("President Xi arrived.", "2020-01-10", "Xi", "CHN.GOV.PRES", "person/xi-jinping"),
    ("German Chancellor Angela Merkel left.", "2015-06-01", "Angela Merkel", "DEU.GOV.PM", "person/angela-merkel"),
    (
        "Angela Merkel, the German chancellor, left.",
        "2015-06-01",
        "Angela Merkel",
        "DEU.GOV.PM",
        "person/angela-merkel",
    ),
    (
        "Japan's prime minister, Fumio Kishida, spoke.",
        "2023-03-01",
        "Fumio Kishida",
        "JPN.GOV.PM",
        "person/fumio-kishida",
    ),
    (
        "The Japanese prime minister spoke.",
        "2023-03-01",
        "Japanese prime minister",
        "JPN.GOV.PM",
        "person/fumio-kishida",
    ),
    ("The Japanese prime minister spoke.", "2014-03-01", "Japanese prime minister", "JPN.GOV.PM", "person/shinzo-abe"),
    (
        "The prime minister of Japan spoke.",
        "2023-03-01",
        "prime minister of Japan",
        "JPN.GOV.PM",
        "person/fumio-kishida",
    ),
    ("The Japanese prime minister spoke.", None, "Japanese prime minister", "JPN.GOV.PM", None),
    (
        "Jane Roe, prime minister of Chad, John Doe, president of Togo, and others met.",
        None,
        "John Doe",
        "TGO.GOV.PRES",
        "person/john-doe",
    ),
    ("Fumio Kishida spoke.", "2023-03-01", "Fumio Kishida", "JPN.GOV.PM", "person/fumio-kishida"),
    ("Fumio Kishida spoke.", None, "Fumio Kishida", "person/fumio-kishida", "person/fumio-kishida"),
    (
        "Former Japanese Prime Minister Fumio Kishida spoke.",
        "2025-03-01",
        "Fumio Kishida",
        "person/fumio-kishida",
        "person/fumio-kishida",
    ),
    (
        "NATO Secretary-General Jens Stoltenberg spoke.",
        "2020-03-01",
        "Jens Stoltenberg",
        "IGO.NATO.SG",
        "person/jens-stoltenberg",
    ),
    (
        "Lao Trade Minister Somchai Testname spoke.",
        "2020-03-01",
        "Somchai Testname",
        "LAO.GOV.TM",
        "person/somchai-testname",
    ),
    (
        "Deputy Foreign Minister Ivo Testname of Croatia spoke.",
        "2020-03-01",
        "Ivo Testname",
        "HRV.GOV.MIN",
        "person/ivo-testname",
    ),
    (
        "Secretary of State Hillary Clinton spoke.",
        "2011-03-01",
        "Hillary Clinton",
        "USA.GOV.FM",
        "person/hillary-clinton",
    ),
    ("Hamas leader Abu Testname spoke.", None, "Abu Testname", "ARM.hamas", "person/abu-testname"),
    ("Saudi King Abdullah came.", "2009-10-08", "King Abdullah", "SAU.MON", "person/king-abdullah-saudi-arabia"),
    ("King Abdullah of Jordan came.", "2009-10-08", "King Abdullah", "JOR.MON", "person/abdullah-ii"),
    ("President George Walker Bush wept.", "2005-03-01", "George Walker Bush", "USA.GOV.PRES", "person/george-w-bush"),
    ("President Mohammad Ashraf Ghani spoke.", "2016-04-01", "Ashraf Ghani", "AFG.GOV.PRES", "person/ashraf-ghani"),
    ("The Bush administration objected.", "2005-03-01", "Bush administration", "USA.GOV", "person/george-w-bush"),
    (
        "Natsume Testname, chief of the Komeito party, spoke.",
        None,
        "Natsume Testname",
        "JPN.PTY.komeito",
        "person/natsume-testname",
    ),
    # names that only look like a country
    ("Mizuho Fukushima spoke.", None, "Mizuho Fukushima", None, None),
    ("Michael Jordan spoke.", None, "Michael Jordan", None, None),
    ("The Bank of Chinaville closed.", None, "Bank of Chinaville", None, None),
]


@pytest.mark.parametrize(("text", "day", "words", "actor", "person"), CASES, ids=[f"{c[2]}-{c[1]}" for c in CASES])
def test_linking(mentions_of, text, day, words, actor, person):
    start = text.index(words)
    found = [m for m in mentions_of(text, day) if (m.start, m.end) == (start, start + len(words))]
    assert found, [(text[m.start : m.end], m.actor) for m in mentions_of(text, day)]
    assert (found[0].actor, found[0].person) == (actor, person)


# A country, a capital or an adjective stands in these, and is no actor.
NO_ACTOR = [
    ("Shares of the Bank of China fell.", "CHN"),
    ("She studied at Georgia Tech in Atlanta.", "GEO"),
    ("He wrote for the Japan Gazette.", "JPN"),
    ("Michael Jordan scored.", "JOR"),
    ("A Tokyo-based trader sold it.", "JPN"),
    ("Ships crossed the South China Sea.", "CHN"),
    ("They crossed the Taiwan Strait.", "TWN"),
    ("Ethnic Albanians marched, and more ethnic Albanians came.", "ALB"),
    ("An anti-Syria journalist wept.", "SYR"),
    ("The Paris agreement holds.", "FRA"),
    ("She read the Vietnam War Review.", "VNM"),
    ("Sales at the Turkish Coffee House Company fell.", "TUR"),
]


@pytest.mark.parametrize(("text", "country"), NO_ACTOR, ids=[c[0] for c in NO_ACTOR])
def test_a_country_inside_a_name_is_no_actor(mentions_of, text, country):
    assert country not in [m.actor for m in mentions_of(text)]


def test_conjoined_adjectives_share_their_noun(mentions_of):
    found = mentions_of("Chilean, Bolivian and Peruvian diplomats met.")
    assert [m.actor for m in found] == ["CHL.GOV.MFA", "BOL.GOV.MFA", "PER.GOV.MFA"]


def test_a_titled_name_keeps_its_whole_phrase(mentions_of):
    text = "Yesterday French President Emmanuel Macron spoke."
    (mention,) = mentions_of(text, "2019-05-01")
    assert text[slice(*mention.phrase)] == "French President Emmanuel Macron"
    assert (mention.name, mention.description) == ("Emmanuel Macron", "French President")


def test_a_surname_takes_the_person_named_in_full(mentions_of):
    found = mentions_of("Jane Roe, a lawyer, sued Acme Corp. Later Roe left for Oslo.")
    later = [m for m in found if m.name == "Roe"]
    assert later[0].antecedent == (0, 8)
    assert later[0].description == "a lawyer"


def test_a_surname_before_the_full_name_is_linked_too(mentions_of):
    found = mentions_of("Merkel left early. Chancellor Angela Merkel had a cold.", "2012-02-02")
    assert [m.person for m in found] == ["person/angela-merkel"] * 2


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Merkel met Sarkozy on Monday.", "person/angela-merkel"),  # a headline: the two explain one another
        ("Merkel arrived in Peru.", "person/angela-merkel"),
        ("Merkel left early.", None),
        ("Merkel arrived in Peru. " + "The weather was fine and nobody minded. " * 12, None),  # a report names in full
    ],
)
def test_a_note_means_a_leader_by_the_surname_alone(mentions_of, text, person):
    assert mentions_of(text, "2011-02-02")[0].person == person
    assert mentions_of(text)[0].person is None  # on no day is nobody in office


@pytest.mark.parametrize(
    ("day", "actor"),
    [("1991-05-01", "YUG"), ("2004-03-01", "SCG"), ("2012-03-01", "SRB"), (None, "SRB")],
)
def test_a_capital_is_that_of_the_state_of_its_day(mentions_of, day, actor):
    (mention, _) = mentions_of("Belgrade protested to Tokyo.", day)
    assert mention.actor == actor


def test_two_people_of_one_surname_leave_it_open(mentions_of):
    found = mentions_of("Jane Roe met John Roe. Then Roe spoke.")
    last = found[-1]
    assert last.name == "Roe"
    assert last.actor is None
    assert last.candidates == ("Jane Roe", "John Roe")


def test_two_holders_on_the_days_of_a_report_are_candidates(mentions_of):
    (mention,) = mentions_of("The Japanese prime minister resigned.", "2024-10-01")
    assert mention.actor == "JPN.GOV.PM"
    assert mention.person is None
    assert len(mention.candidates) == 2


def test_a_body_alone_takes_its_country_from_an_earlier_one(mentions_of):
    text = "Iran's foreign ministry spoke. Iraq was silent. The foreign ministry said no more."
    last = mentions_of(text)[-1]
    assert (last.actor, last.antecedent) == ("IRN.GOV.MFA", (0, 23))


def test_a_body_alone_takes_the_dateline(mentions_of):
    found = mentions_of("MANILA, May 3 (Wire) -- The foreign ministry rejected the claims of Vietnam and Malaysia.")
    assert "PHL.GOV.MFA" in [m.actor for m in found]


def test_a_body_alone_stays_open_between_two_countries(mentions_of):
    found = mentions_of("After talks between Chad and Niger, the foreign ministry spoke.")
    (body,) = [m for m in found if m.kind == "body"]
    assert body.actor is None
    assert body.candidates == ("TCD.GOV.MFA", "NER.GOV.MFA")


def test_an_unknown_body_is_kept_with_its_words(mentions_of):
    (mention,) = mentions_of("Quietly the Acme Peace Foundation paid.")
    assert (mention.actor, mention.kind, mention.name) == (None, "organisation", "Acme Peace Foundation")


def test_sentences_do_not_share_a_name(mentions_of):
    found = mentions_of("He sued the Bank of Acme. Roe won.")
    assert "Bank of Acme" in [m.name for m in found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "İİİ İran ıı",
        "A" * 5000,
        "The the The the " * 400,
        "’’’ 's 's",
        "CHINA WARNS JAPAN OVER TAIWAN STRAIT PATROLS NOW",
    ],
)
def test_odd_text_does_no_harm(mentions_of, text):
    for mention in mentions_of(text):
        assert 0 <= mention.start < mention.end <= len(text)


def test_all_capitals_are_read(mentions_of):
    found = mentions_of("CHINA WARNS JAPAN OVER NEW PATROLS NEAR THE ISLANDS")
    assert [m.actor for m in found] == ["CHN", "JPN"]


def test_the_same_text_gives_the_same_mentions(mentions_of):
    text = "Premier Li met Jane Roe. Li and Roe left for Chad with Thai officials of the Acme Party."
    assert mentions_of(text, "2024-01-05") == mentions_of(text, "2024-01-05")


@pytest.mark.parametrize(("kind", "found"), [("byline", []), ("menu", []), ("caption", ["VUT"])])
def test_what_is_not_reported_names_nobody(book, kind, found):
    text = "Port Vila Daily Post, 14 August 2025"
    sentences = (Sentence(0, 0, len(text), 0, BlockKind(kind)),)
    clean = CleanText(text, (Block(0, len(text), BlockKind(kind)),), ((0, 0, len(text)),))
    assert [m.actor for m in find_mentions(Document("doc_test", text, clean, "text"), sentences, book)] == found


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Peru recalls ambassador from Ethiopia", ["PER", "ETH"]),
        ("Congo sent envoy to Rwanda", ["COD", "RWA"]),
        ("Peru foreign affairs minister in Oslo", ["PER.GOV.FM", "NOR"]),
        ("Peru's trade minister resigns", ["PER.GOV.TM"]),
    ],
)
def test_a_verb_parts_a_state_from_an_office(mentions_of, text, actors):
    assert [m.actor or (m.country or "?") for m in mentions_of(text)][: len(actors)] == actors
