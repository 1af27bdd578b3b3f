"""What pronouns, definite phrases, groups and descriptions stand for, on invented sentences."""

from __future__ import annotations

import pytest

from dragoman.extract.actors import actor_like

# text, day, head word, what it stands for: actors, or people where the ids begin with "person/"
CASES = [
    ("Chad met Niger. It offered a truce.", None, "It", ["TCD"]),
    ("Prime Minister Shinzo Abe flew to Oslo. He met reporters.", "2014-05-05", "He", ["JPN.GOV.PM"]),
    ("Chancellor Angela Merkel flew to Oslo. She met reporters.", "2012-05-05", "She", ["DEU.GOV.PM"]),
    ("Kenya and Uganda signed a pact. Both sides praised it.", None, "sides", ["KEN", "UGA"]),
    ("Kenya and Uganda signed a pact. The two countries praised it.", None, "countries", ["KEN", "UGA"]),
    ("Kenya and Uganda signed a pact. The neighbours praised it.", None, "neighbours", ["KEN", "UGA"]),
    ("Peru, Chile and Bolivia signed a pact. The three nations praised it.", None, "nations", ["PER", "CHL", "BOL"]),
    (
        "President Emmanuel Macron met Chancellor Angela Merkel. The two leaders dined.",
        "2018-05-05",
        "leaders",
        ["FRA.GOV.PRES", "DEU.GOV.PM"],
    ),
    (
        "President Emmanuel Macron met Chancellor Angela Merkel. Both sides dined.",
        "2018-05-05",
        "sides",
        ["FRA", "DEU"],
    ),
    ("Kenya and Uganda signed a pact. They praised it.", None, "They", ["KEN", "UGA"]),
    ("Iran's foreign ministry objected. The ministry summoned an envoy.", None, "ministry", ["IRN.GOV.MFA"]),
    ("President Emmanuel Macron flew home. The president was tired.", "2018-05-05", "president", ["FRA.GOV.PRES"]),
    ("Fiji sent aid. The country also sent doctors.", None, "country", ["FJI"]),
    ('"Chile lies," an editorial in Rodong Sinmun said. It accused Chile of greed.', None, "It", ["COM.rodong-sinmun"]),
    (
        "The Malian foreign ministry said in a statement. The statement praised Togo.",
        None,
        "statement",
        ["MLI.GOV.MFA"],
    ),
    (
        "Mali and Togo met and issued a joint communique. The communique praised Chad.",
        None,
        "communique",
        ["MLI", "TGO"],
    ),
    (
        "Peru sent home Chilean Foreign Minister Jane Roe, the Peruvian foreign ministry said. The ministry smiled.",
        None,
        "ministry",
        ["PER.GOV.MFA"],
    ),
    (
        "Kenya and Uganda met. Kenya's trade ministry said both sides won. They praised it.",
        None,
        "They",
        ["KEN", "UGA"],
    ),
    ("Peru accused the FARC of theft, a charge they denied.", None, "they", ["ARM.farc"]),
    ("Aides say Chad and Mali agreed to end their row.", None, "their", ["TCD", "MLI"]),
    ("Chad and Mali left the talks, as Togolese troops had shot a man. They sued Fiji.", None, "They", ["TCD", "MLI"]),
    ("Malian government and rebel negotiators met.", None, "negotiators", ["MLI.GOV", "MLI.REB"]),
    ("Rebels in Colombia freed two men.", None, "Rebels", ["COL.REB"]),
    ("Senior Thai and Lao officials agreed.", None, "officials", ["THA.GOV", "LAO.GOV"]),
    ("Thai and Lao officials said their countries would trade.", None, "countries", ["THA", "LAO"]),
    ("The Polish defence minister resigned.", None, "minister", ["POL.GOV.DM"]),
    ("Brazil's president, Dilma Rousseff, resigned.", "2015-05-05", "president", ["BRA.GOV.PRES"]),
    ("Armed men shot a farmer.", None, "men", [None]),
    ("A suicide bomber struck.", None, "bomber", [None]),
    ("Protesters burned tyres. They threw stones.", None, "They", [None]),
    ("Acme Motors Ltd sued. The company wants money.", None, "company", [None]),
    ("Xanthia Quork shouted.", None, "Quork", [None]),
    # Somebody left, and the text does not tell who of the four: an actor without a name.
    ("Kenya, Uganda, Chad and Niger met. Both sides left.", None, "sides", [None]),
]


@pytest.mark.parametrize(("text", "day", "head", "actors"), CASES, ids=[f"{c[2]}: {c[0]}" for c in CASES])
def test_reference(references_of, text, day, head, actors):
    found = references_of(text, day)
    assert [m.actor for m in found.get(head, [])] == actors


OPEN = [
    ("Jane Roe and Ann Poe met. She wept.", "She"),
    ("It rained in Peru.", "It"),
    ("It is likely that Peru will win.", "It"),
    ("The report was long.", "report"),
    ("Talks stalled.", "Talks"),
]


@pytest.mark.parametrize(("text", "head"), OPEN, ids=[c[0] for c in OPEN])
def test_what_cannot_be_told_stays_open(references_of, text, head):
    assert head not in references_of(text)


def test_an_unnamed_actor_keeps_its_words_and_country(references_of):
    (men,) = references_of("Gunmen killed five white farmers in Zimbabwe.")["farmers"]
    assert (men.actor, men.country, men.name, men.kind) == (None, "ZWE", "five white farmers", "group")


def test_who_leads_a_force_is_whose_it_is_and_not_where_it_is(references_of):
    (force,) = references_of("The Danish-led force in Mali left.")["force"]
    assert (force.actor, force.country, force.name) == (None, "DNK", "Danish-led force")


def test_a_reference_says_what_it_takes_up(references_of):
    text = "Fiji sent aid. It also sent doctors."
    (it,) = references_of(text)["It"]
    assert text[slice(*it.antecedent)] == "Fiji"
    assert text[it.start : it.end] == "It"
    assert "Fiji" in it.why


def test_a_description_beside_a_name_is_the_same_actor(references_of):
    found = references_of("Jane Roe, head of the miners' union, resigned.")
    assert found["Roe"][0].name == found["head"][0].name == "Jane Roe"


@pytest.mark.parametrize(
    ("text", "head", "acts"),
    [
        ("The talks stalled.", "talks", False),
        ("The weather changed.", "weather", False),
        ("The report appeared.", "report", False),
        ("The ministry protested.", "ministry", True),
        ("The gunman fled.", "gunman", True),
        ("Several ecologists fled.", "ecologists", True),
        ("Peru protested.", "Peru", True),
        ("She protested.", "She", True),
    ],
)
def test_what_can_act(parser, mentions_of, text, head, acts):
    (parse,) = parser.parse([text])
    assert actor_like(parse, parse.texts.index(head), mentions_of(text)) is acts
