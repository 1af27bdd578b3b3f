"""One act in many forms has one shape: who does it and to whom is the same whatever the syntax."""

from __future__ import annotations

import pytest

from dragoman.lexicon import shipped_lexicon
from dragoman.model import Parse, Proposition
from dragoman.prepare.parse import Parser
from dragoman.prepare.propositions import Predicates, find_propositions

CASES = [
    ("Oslo rejected the plan.", "reject", "Oslo", "plan"),
    ("The plan was rejected by Oslo.", "reject", "Oslo", "plan"),
    ("The plan rejected by Oslo came from Riga.", "reject", "Oslo", "plan"),
    ("Oslo, which rejected the plan, went home.", "reject", "Oslo", "plan"),
    ("Oslo decided to reject the plan.", "reject", "Oslo", "plan"),
    ("Riga urged Oslo to reject the plan.", "reject", "Oslo", "plan"),
    ("Oslo and Riga rejected the plan.", "reject", "Riga", "plan"),
    ("Oslo read and rejected the plan.", "reject", "Oslo", "plan"),
    ("Oslo rejected and condemned the plan.", "reject", "Oslo", "plan"),
    ("Having rejected the plan, Oslo went home.", "reject", "Oslo", "plan"),
    ("Oslo was accused of rejecting the plan.", "reject", "Oslo", "plan"),
    ("Oslo agreed to meet Riga but rejected the plan.", "reject", "Oslo", "plan"),
    ("The camp was attacked by gunmen, killing ten refugees.", "kill", "gunmen", "refugees"),
    ("Gunmen attacked the camp, killing ten refugees.", "kill", "Gunmen", "refugees"),
    ("Oslo called off the talks.", "call off", "Oslo", "talks"),
    ("Oslo staged an attack.", "attack", "Oslo", ""),
    ("Oslo held talks with Riga.", "talk", "Oslo", ""),
    ("Oslo announced a cease-fire.", "ceasefire", "Oslo", ""),
    ("Oslo's rejection of the plan surprised Riga.", "rejection", "Oslo", "plan"),
    ("The rejection of the map by Oslo surprised Riga.", "rejection", "Oslo", "map"),
    ("The Norwegian rejection of the plan was swift.", "rejection", "Norwegian", "plan"),
    ("The Oslo-Riga talks dragged on.", "talk", "Riga", ""),
    ("The exchange of prisoners between Oslo and Riga was brief.", "exchange", "Riga", "prisoners"),
    ("Oslo mounted an attack on the port.", "attack", "Oslo", "port"),
    ("Oslo called for a truce.", "call", "Oslo", "truce"),
    ("The mayor's arrest caused a riot in Riga.", "arrest", "", "mayor"),
    ("The envoy whom Oslo expelled went home.", "expel", "Oslo", "envoy"),
    ("The ship that Oslo said it had sold sank.", "sell", "it", "ship"),
    ("Oslo had the smuggler deported.", "deport", "", "smuggler"),
    ("The islanders are hard to persuade.", "persuade", "", "islanders"),
    ("Rebels shot at the Oslo-backed militia.", "back", "Oslo", "militia"),
    ("Accused of spying by Oslo, the engineer left.", "accuse", "Oslo", "engineer"),
    ("Envoys were recalled by Oslo and by Riga.", "recall", "Riga", "Envoys"),
    ("There stood the envoy.", "stand", "envoy", ""),
    ("The militia came under attack.", "attack", "", "militia"),
    ("Oslo placed the general under arrest.", "arrest", "Oslo", "general"),
    ("Oslo paid the loan on Monday, which it had promised in May.", "promise", "it", "loan"),
    ("Riga thanked Oslo on Tuesday, which had rejected the plan.", "reject", "Oslo", "plan"),
    ("Riga protested against Monday's attack on the port.", "attack", "", "port"),
    ("Oslo let the ship leave.", "let", "Oslo", "ship"),
    ('"The bridge," said the mayor, "belongs to Oslo."', "belong", "bridge", "Oslo"),
    ("Norway, Latvia to hold talks on fishing", "talk", "Norway", ""),
    ("Norway, Latvia to hold talks on fishing", "talk", "Latvia", ""),
    ("Norway, Latvia restore ties", "restore", "Latvia", "ties"),
    ("Exclusive: Norway and Latvia to buy Korean tanks", "buy", "Norway", "tanks"),
    ("Keyboard warriors: South Korea trains new recruits", "train", "Korea", "recruits"),
    ("The EU ban hurt farmers.", "ban", "EU", ""),
    ("Two Latvian envoys expelled from Norway", "expel", "", "envoys"),
]


@pytest.fixture(scope="module")
def predicates() -> Predicates:
    frames = shipped_lexicon().frames
    light = {verb: entry.nouns for verb, entry in frames.light.items()}
    return Predicates(frames.predicate_nouns, frozenset(frames.adjective_frames), light, frames.compound_nouns)


def fills(parse: Parse, found: Proposition, role: str, word: str) -> bool:
    return not word or any(r.name == role and parse.texts[r.head] == word for r in found.roles)


@pytest.mark.parametrize(
    ("text", "predicate", "agent", "patient"), CASES, ids=[f"{case[0]} {case[2]}" for case in CASES]
)
def test_roles(parser: Parser, predicates: Predicates, text: str, predicate: str, agent: str, patient: str) -> None:
    parse = parser.parse([text])[0]
    alike = [p for p in find_propositions(parse, predicates) if p.predicate == predicate]
    told = [(p.predicate, [(r.name, parse.texts[r.head]) for r in p.roles]) for p in alike]
    assert any(fills(parse, p, "agent", agent) and fills(parse, p, "patient", patient) for p in alike), told


NONE = [
    ("Mediation between Oslo and Riga failed.", "mediation", "agent", "Oslo"),
    ("The threat of war worried Riga.", "threat", "patient", "war"),
    ("The London-based fund was blamed by Oslo.", "base", "agent", "London"),
    ("The envoy brought by helicopter met the chiefs.", "bring", "agent", "helicopter"),
    ("The village where the armies met burned.", "meet", "patient", "village"),
    ("Oslo expects Riga to pay.", "expect", "patient", "Riga"),
    ("Two envoys expelled the monk.", "expel", "patient", "envoys"),
    ("The Aleppo assault killed nine farmers.", "assault", "agent", "Aleppo"),
    ("Keyboard warriors: South Korea trains new recruits", "train", "agent", "warriors"),
    ("Oslo, Norway, restored ties.", "restore", "agent", "Norway"),
]


@pytest.mark.parametrize(("text", "predicate", "role", "word"), NONE, ids=[case[0] for case in NONE])
def test_no_role(parser: Parser, predicates: Predicates, text: str, predicate: str, role: str, word: str) -> None:
    parse = parser.parse([text])[0]
    for found in find_propositions(parse, predicates):
        if found.predicate == predicate:
            assert not fills(parse, found, role, word)


def test_verb_of_a_noun(parser: Parser, predicates: Predicates) -> None:
    parse = parser.parse(["Oslo's refusal to pull out angered Riga."])[0]
    assert {p.predicate: p.verb for p in find_propositions(parse, predicates)} == {
        "refusal": "refuse",
        "pull out": "pull",
        "anger": "anger",
    }


def test_lemmas_of_whole_words(parser: Parser) -> None:
    parse = parser.parse(["The cease-fire held and workers staged a walk-out."])[0]
    assert {"ceasefire", "stage", "walkout"} <= set(parse.lemmas)
