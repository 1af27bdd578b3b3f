"""What the words of a sentence say of its matter: talks or a meeting, a round, a body, goods, who is asked over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_told_sentences import KINDS, told

from dragoman.ledger.dossiers.items import is_invited_over, words_of
from dragoman.ledger.dossiers.phrases import as_negotiation, noun_after, number_said, unwrapped
from dragoman.ledger.dossiers.sifting import is_between_sides
from dragoman.ledger.linking import shipped_names
from dragoman.model import Matter, Phase, Status


@pytest.mark.parametrize(
    ("words", "trigger", "noun", "status", "phase", "now"),
    [
        ("Peru would consider talks with Chile.", "talks", "talk", Status.PROPOSED, None, "negotiation"),
        ("Peru would consider talks at a summit with Chile.", "talks", "talk", Status.PROPOSED, None, "talk"),
        ("Peru and Chile resumed talks on Monday.", "talks", "talk", Status.OCCURRED, Phase.RESUME, "negotiation"),
        ("Peru and Chile held talks on Monday.", "talks", "talk", Status.OCCURRED, None, "talk"),
        ("They ended a third round of talks.", "talks", "talk", Status.OCCURRED, Phase.END, "round"),
        ("They ended three years of talks.", "talks", "talk", Status.OCCURRED, Phase.END, "negotiation"),
    ],
)
def test_what_goes_on_and_what_is_one_meeting(
    words: str, trigger: str, noun: str, status: Status, phase: Phase | None, now: str
) -> None:
    event = replace(told(words, trigger, noun=noun, status=status), phase=phase)
    found = as_negotiation(event, event.matter)
    assert found is not None
    assert found.matter_class == now


@pytest.mark.parametrize(
    ("said", "on"),
    [("border talks between Peru", "border"), ("talks between Peru", None), ("talks on gas", "gas"), ("fish", "fish")],
)
def test_a_round_is_on_what_its_talks_are_on(said: str, on: str | None) -> None:
    found = unwrapped(replace(told("A round began.", "round"), matter=Matter("round", said)), KINDS.nouns)
    assert found is not None
    assert found.object == on


@pytest.mark.parametrize(
    ("words", "trigger", "type", "phase", "noun", "on"),
    [
        (
            "They agreed to set up a joint border commission.",
            "set up",
            "COOPERATE",
            Phase.BEGIN,
            "commission",
            "border",
        ),
        (
            "It tightened controls on exports of chip materials to Chile.",
            "tightened",
            "SANCTION",
            Phase.TIGHTEN,
            "export",
            "chip materials",
        ),
        ("They agreed to a new truce from May.", "agreed", "AGREE", None, "truce", None),
        ("They agreed to keep the truce.", "agreed", "AGREE", None, None, None),
    ],
)
def test_the_noun_behind_an_act(
    words: str, trigger: str, type: str, phase: Phase | None, noun: str | None, on: str | None
) -> None:
    event = replace(told(words, trigger, type=type), phase=phase, matter=None)
    found = noun_after(event, KINDS.nouns)
    assert (found.matter_class if found else None, found.object if found else None) == (noun, on)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("They held a ninth round of trade talks this week.", 9),
        ("It was his second meeting with him this week.", None),
        ("They held the third session since 1994.", None),
    ],
)
def test_which_of_a_row(words: str, number: int | None) -> None:
    assert number_said(told(words, "round" if "round" in words else words.split()[-3]), None) == number


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("Peru invited the king to Lima.", True),
        ("Peru invited the king to visit in May.", True),
        ("Peru invited the king for a state visit.", True),
        ("Peru invited the king to talks on gas.", False),
    ],
)
def test_who_is_asked_over(words: str, over: bool) -> None:
    event = told(words, "invited", (("PER", "Peru"),), (("TON", "king"),), type="AGREE")
    assert is_invited_over(event) is over


@pytest.mark.parametrize(
    ("words", "trigger", "kind", "type", "phase", "is_one"),
    [
        ("It would restore trust in Chile.", "restore", "relations", "SUPPORT", Phase.RESTORE, False),
        ("It would restore ties with Chile.", "restore", "relations", "SUPPORT", Phase.RESTORE, True),
        ("It imposed limits on Chile.", "imposed", "measure", "SANCTION", Phase.BEGIN, False),
        ("Limits were imposed on Chile.", "imposed", "measure", "SANCTION", Phase.BEGIN, True),
    ],
)
def test_what_a_paper_lays_down_or_trust_is_no_matter(
    words: str, trigger: str, kind: str, type: str, phase: Phase, is_one: bool
) -> None:
    event = replace(told(words, trigger, (), (("CHL", "Chile"),), type=type), phase=phase)
    assert is_between_sides(event, KINDS[kind], event.matter) is is_one


@pytest.mark.parametrize(
    ("words", "phase", "state"),
    [
        ("Peru reopened its air border but its sea border remained closed.", Phase.LIFT, "partly lifted"),
        ("Peru reopened the border for relief convoys only.", Phase.LIFT, "partly lifted"),
        ("Peru reopened the border and ships remained in port.", Phase.LIFT, "lifted"),
    ],
)
def test_a_part_that_is_named_behind(words: str, phase: Phase, state: str) -> None:
    move = KINDS["measure"].move(replace(told(words, "reopened", type="RETREAT"), phase=phase), joint=True)
    assert move is not None
    assert move.to == state


def test_words_for_one_thing_count_as_one() -> None:
    assert words_of("Japanese cars", ()) == words_of("Japanese vehicles", ())
    assert words_of("the old fisheries agreement", ()) == words_of("fishing agreement", ())
    assert not words_of("vehicles", ()) & words_of("vessels", ())


@pytest.mark.parametrize(
    ("codes", "words", "named"),
    [
        (("KAZ", "KGZ"), "Kazakh officers turned back Kyrgyz milk.", True),
        (("KAZ", "KGZ"), "Kazakh officers turned back the milk.", False),
        (("KOR", "PRK"), "South Korea held a Korean exercise.", False),
        (("KOR", "PRK.REB"), "South Korea met rebels of Pyongyang.", False),
    ],
)
def test_a_sentence_names_states_by_more_than_their_names(codes: tuple[str, str], words: str, named: bool) -> None:
    assert shipped_names().all_in(codes, words) is named
