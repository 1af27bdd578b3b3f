"""One act in many forms has one shape: who does it and to whom is the same whatever the syntax."""

from __future__ import annotations

import pytest

from dragoman.lexicon import shipped_lexicon
from dragoman.model import Parse, Proposition
from dragoman.prepare.parse import Parser
from dragoman.prepare.propositions import Predicates, find_propositions
from dragoman.settings import Settings

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
]


@pytest.fixture(scope="module")
def predicates() -> Predicates:
    frames = shipped_lexicon().frames
    light = {verb: entry.nouns for verb, entry in frames.light.items()}
    return Predicates(frames.predicate_nouns, frozenset(frames.adjective_frames), light)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Settings().model)


def fills(parse: Parse, found: Proposition, role: str, word: str) -> bool:
    return not word or any(r.name == role and parse.texts[r.head] == word for r in found.roles)


@pytest.mark.parametrize(("text", "predicate", "agent", "patient"), CASES, ids=[case[0] for case in CASES])
def test_roles(parser: Parser, predicates: Predicates, text: str, predicate: str, agent: str, patient: str) -> None:
    parse = parser.parse([text])[0]
    alike = [p for p in find_propositions(parse, predicates) if p.predicate == predicate]
    told = [(p.predicate, [(r.name, parse.texts[r.head]) for r in p.roles]) for p in alike]
    assert any(fills(parse, p, "agent", agent) and fills(parse, p, "patient", patient) for p in alike), told


def test_lemmas_of_whole_words(parser: Parser) -> None:
    parse = parser.parse(["The cease-fire held and workers staged a walk-out."])[0]
    assert {"ceasefire", "stage", "walkout"} <= set(parse.lemmas)
