"""Mistakes of the parser that are put right: what each repair does, and trees that stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.model import Parse
from dragoman.prepare.parse import Parser
from dragoman.prepare.parse_repair import repaired
from dragoman.prepare.parse_tree import Tree


def subjects(parse: Parse, verb: str) -> list[str]:
    """The subjects of a verb with those coordinated with them, in text order."""
    place = parse.texts.index(verb)
    found, queue = [], [c for c in parse.children[place] if parse.deps[c] == "nsubj"]
    while queue:
        token = queue.pop()
        found.append(token)
        queue += [c for c in parse.children[token] if parse.deps[c] in ("conj", "appos")]
    return [parse.texts[t] for t in sorted(found)]


@pytest.mark.parametrize(
    ("text", "verb", "names"),
    [
        ("ECOWAS has closed its borders with Togo and Ghana has cut off electricity supplies.", "cut", ["Ghana"]),
        (
            "Egypt, Oman and Bahrain severed relations with Chad and closed their airspace.",
            "severed",
            ["Egypt", "Oman", "Bahrain"],
        ),
    ],
)
def test_subject(parser: Parser, text: str, verb: str, names: list[str]) -> None:
    assert subjects(parser.parse([text])[0], verb) == names


def test_what_has_a_subject_and_an_infinitive_is_a_verb(parser: Parser) -> None:
    text = (
        "Russian President Vladimir Putin and his Turkish counterpart Tayyip Erdogan plan to meet in the Black Sea "
        "resort of Sochi in September, Kremlin spokesman Dmitry Peskov told reporters on Tuesday."
    )
    parse = repaired(parser.parse([text])[0])
    assert parse.tags[parse.texts.index("plan")] == "VBP"


def test_a_free_relative_names_the_object(parser: Parser) -> None:
    parse = parser.parse(["The envoy held what she called difficult talks with the rebels."])[0]
    talks = parse.texts.index("talks")
    assert (parse.texts[parse.heads[talks]], parse.deps[talks]) == ("held", "dobj")


def test_a_past_form_tagged_as_bare_has_its_verb(parser: Parser) -> None:
    parse = parser.parse(["Oslo forgave the debt."])[0]
    verb = parse.texts.index("forgave")
    wrong = replace(
        parse,
        tags=tuple("VB" if t == verb else tag for t, tag in enumerate(parse.tags)),
        lemmas=tuple("forgave" if t == verb else lemma for t, lemma in enumerate(parse.lemmas)),
    )
    right = repaired(wrong)
    assert (right.tags[verb], right.lemmas[verb]) == ("VBD", "forgive")


@pytest.mark.parametrize(
    "text", ["Oslo met Riga and Tallinn and left the talks.", "Oman-backed troops held the town.", "They wanted to go."]
)
def test_a_sound_tree_stays_as_it_is(parser: Parser, text: str) -> None:
    parse = parser.parse([text])[0]
    assert repaired(parse) is parse


@pytest.mark.parametrize(
    ("text", "word", "head", "relation"),
    [
        ("Uganda, Tanzania sign deal on oil pipeline after years of delay", "deal", "sign", "dobj"),
        ("The exercise, postponed twice because of floods, will resume in June.", "exercise", "resume", "nsubj"),
        ("The exercise, postponed twice because of floods, will resume in June.", "postponed", "exercise", "acl"),
        ("Estonia expelled two Russian diplomats, Latvia three.", "Latvia", "Estonia", "conj"),
        ("Tehran branded the French report a lie.", "lie", "branded", "oprd"),
        ("Slovakia called in the Hungarian ambassador on Tuesday.", "ambassador", "called", "dobj"),
        (
            "The exchange of inspectors between Peru and Chile, which Peru suspended in December, has not restarted.",
            "suspended",
            "exchange",
            "relcl",
        ),
        ("Kenya closed its embassy in Sudan, which was suspended from the bloc.", "suspended", "Sudan", "relcl"),
        ("In June Saudi Arabia, Bahrain, Oman and Egypt cut ties with Qatar.", "Arabia", "cut", "nsubj"),
        ("On Monday Kenya, Uganda and Chad recalled their ambassadors from Togo.", "Uganda", "Kenya", "conj"),
        (
            "Oman agreed on Tuesday to restore ties with Qatar at a summit, the minister said, ending a long dispute.",
            "ending",
            "agreed",
            "advcl",
        ),
        ("The president rejected the decision in a letter to the Nigerian president.", "in", "rejected", "prep"),
        ("He said Chile had ignored a call for patience by the African Union on Monday.", "by", "call", "prep"),
        ("He said Chile had ignored a scheme by the African Union.", "by", "scheme", "prep"),
        ("Canada resumed suspended budgetary support to Malawi.", "support", "resumed", "dobj"),
        (
            "Ana Roe was named on Friday as chief mediator with Malian rebels holding nine men.",
            "holding",
            "rebels",
            "acl",
        ),
        (
            "The plan is likely to anger Chile, which has long asked for a fair way to end the row and accuses Peru.",
            "accuses",
            "asked",
            "conj",
        ),
        ("Hours after the summit in New Delhi, Togolese and Malian soldiers clashed.", "Togolese", "soldiers", "amod"),
        (
            "Chad protested over remarks made by Minister Jane Roe during a visit to Togo.",
            "during",
            "made",
            "prep",
        ),
        ("A raid on a clinic in Aden that killed nine angered Chad.", "killed", "raid", "relcl"),
        ("Chad condemned an attack in Sfax, Tunisia, which killed dozens of pilgrims.", "killed", "attack", "relcl"),
        ("Chad condemned a gang in Darfur that killed nine nurses.", "killed", "gang", "relcl"),
        ("The firm was fined and its chief jailed by Kenya.", "jailed", "fined", "conj"),
        ("The firm was fined and its chief jailed by Kenya.", "chief", "jailed", "nsubjpass"),
        (
            "At the invitation of Sheikh Hasina, Prime Minister of Bangladesh, Narendra Modi, Prime Minister of India, "
            "paid a visit to Dhaka.",
            "Modi",
            "paid",
            "nsubj",
        ),
        (
            "He met Ghanaian President John Kufuor, South African President Thabo Mbeki and Prime Minister Jan Maas.",
            "Mbeki",
            "Kufuor",
            "conj",
        ),
        (
            "Iranian Foreign Minister Javad Zarif and U.S. Secretary of State John Kerry plan to meet in Vienna.",
            "Kerry",
            "Zarif",
            "conj",
        ),
    ],
)
def test_an_arc_is_moved(parser: Parser, text: str, word: str, head: str, relation: str) -> None:
    parse = parser.parse([text])[0]
    place = parse.texts.index(word)
    assert (parse.texts[parse.heads[place]], parse.deps[place]) == (head, relation)


@pytest.mark.parametrize("text", ["Peru's foreign minister, invited twice, will visit Oslo.", "Oslo called in March."])
def test_a_sound_tree_stays(parser: Parser, text: str) -> None:
    parse = parser.parse([text])[0]
    assert repaired(parse) is parse


@pytest.mark.parametrize(
    ("sentence", "word", "lemma"),
    [
        ("Pakistan was readmitted to the union.", "readmitted", "readmit"),
        ("Turkish troops reoccupied the strip.", "reoccupied", "reoccupy"),
        ("China boycotted the talks.", "boycotted", "boycott"),
    ],
)
def test_a_verb_form_has_its_whole_lemma(parser: Parser, sentence: str, word: str, lemma: str) -> None:
    parse = parser.parse([sentence])[0]
    assert parse.lemmas[parse.texts.index(word)] == lemma


def test_a_compound_noun_is_whole(parser: Parser) -> None:
    parse = parser.parse(["The Peruvian government has signed a ceasefire deal with rebels in a bid to end unrest."])[0]
    deal = parse.texts.index("deal")
    assert (parse.deps[deal], parse.texts[parse.heads[deal]]) == ("dobj", "signed")
    assert parse.heads[deal - 1] == deal
    joined = parser.parse(["Peru will lift the ban and sign deals with Chile."])[0]
    assert joined.deps[joined.texts.index("sign")] == "conj"


@pytest.mark.parametrize(
    ("text", "verb", "subject", "thing"),
    [
        ("The Bolivian junta relaxed press censorship.", "relaxed", "junta", "censorship"),
        ("Chilean militias traded rocket fire near Arica.", "traded", "militias", "fire"),
        ("Jakarta extradited to Peru a Fijian accused of theft.", "extradited", "Jakarta", "Fijian"),
        ("Madrid dismissed out of hand an offer of mediation by Peru.", "dismissed", "Madrid", "offer"),
        ("The minister returned to Peru two statues which had been stolen.", "returned", "minister", "statues"),
        ("Eritrea closed down all private newspapers.", "closed", "Eritrea", "newspapers"),
        ("Zambia drafted in thousands of extra officers to the Copperbelt.", "drafted", "Zambia", "thousands"),
        ("A Danish plane dropped 14 tonnes of flour to the inhabitants of Gorazde.", "dropped", "plane", "tonnes"),
        ("North Korea called the South Korean president a traitor.", "called", "Korea", "president"),
    ],
)
def test_a_verb_has_its_subject_and_its_object(parser: Parser, text: str, verb: str, subject: str, thing: str) -> None:
    parse = parser.parse([text])[0]
    place = parse.texts.index(verb)
    found = {parse.deps[c]: parse.texts[c] for c in parse.children[place]}
    assert parse.tags[place] in ("VBD", "VBN")
    assert (found.get("nsubj"), found.get("dobj")) == (subject, thing)


def test_a_past_form_taken_for_a_name_is_a_verb(parser: Parser) -> None:
    parse = parser.parse(["A gunman killed two guards."])[0]
    verb = parse.texts.index("killed")
    texts, tags, lemmas = (
        tuple(word if t == verb else old for t, old in enumerate(column))
        for word, column in (("slew", parse.texts), ("NNP", parse.tags), ("slew", parse.lemmas))
    )
    right = repaired(replace(parse, texts=texts, tags=tags, lemmas=lemmas))
    assert (right.tags[verb], right.lemmas[verb]) == ("VBD", "slay")


def test_a_verb_without_a_passive_is_that_of_the_name_before_it(parser: Parser) -> None:
    text = (
        "The self-styled Peruvian Creole parliament speaker, Ana Rojas, conferred with Chilean envoy Luis Paz in Pale."
    )
    parse = parser.parse([text])[0]
    assert subjects(parse, "conferred") == ["speaker", "Rojas"]


def test_a_name_before_a_verb_without_a_subject_is_its_subject(parser: Parser) -> None:
    assert subjects(parser.parse(["Thailand fed and housed Lao flood victims."])[0], "fed") == ["Thailand"]


def test_what_lasted_so_long_is_no_object(parser: Parser) -> None:
    parse = parser.parse(["The envoys talked with Peru two days about the ban."])[0]
    assert "dobj" not in parse.deps


@pytest.mark.parametrize(
    "text",
    [
        "Togo suspended a treaty and froze trade with Chad.",
        "Togo put a treaty with Benin on ice on Monday and froze trade with Chad.",
    ],
)
def test_a_form_that_is_only_a_past_is_the_verb_beside_the_one_before_it(parser: Parser, text: str) -> None:
    parse = parser.parse([text])[0]
    verb, noun = parse.texts.index("froze"), parse.texts.index("trade")
    assert (parse.tags[verb], parse.lemmas[verb], parse.deps[verb]) == ("VBD", "freeze", "conj")
    assert (parse.heads[noun], parse.deps[noun]) == (verb, "dobj")


def test_the_way_home_is_no_part_of_the_place(parser: Parser) -> None:
    parse = parser.parse(["Peru called its ambassador in Caracas home on Thursday."])[0]
    place, way = parse.texts.index("Caracas"), parse.texts.index("home")
    assert (parse.deps[place], parse.texts[parse.heads[place]]) == ("pobj", "in")
    assert (parse.deps[way], parse.texts[parse.heads[way]]) == ("advmod", "called")


def test_who_is_called_home_is_acted_on(parser: Parser) -> None:
    parse = parser.parse(["Togo called home its ambassador in Lima on Monday."])[0]
    envoy = parse.texts.index("ambassador")
    assert (parse.deps[envoy], parse.texts[parse.heads[envoy]]) == ("dobj", "called")


@pytest.mark.parametrize("verb", ["began", "wound up"])
def test_an_exercise_is_no_part_of_its_name(parser: Parser, verb: str) -> None:
    text = (
        f"The navies of Oman and India on Monday {verb} Exercise Blue Heron in the Gulf, two years after the last one."
    )
    parse = parser.parse([text])[0]
    thing, name = parse.texts.index("Exercise"), parse.texts.index("Heron")
    assert (parse.deps[thing], parse.lemmas[thing], parse.tags[thing]) == ("dobj", "exercise", "NN")
    assert (parse.deps[name], parse.heads[name]) == ("appos", thing)


def test_under_conditions_no_clause_closes_a_circle(parser: Parser) -> None:
    """A circle of arcs was walked for ever."""
    parse = repaired(parser.parse(['"Under the current conditions Peru does not intend to hold talks," it said.'])[0])
    for token in range(len(parse)):
        assert len(list(parse.ancestors(token))) < len(parse)


def test_a_circle_that_repairs_close_is_seen(parser: Parser) -> None:
    tree = Tree(parser.parse(["Peru met Chile."])[0])
    assert tree.whole
    verb = tree.texts.index("met")
    tree.move(verb, tree.texts.index("Chile"), "acl")
    assert not tree.whole
