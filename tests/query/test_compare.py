from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click.testing
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "charts"))

from told_story import LAST, Told, store_of, the_story

import dragoman
from dragoman.cli import main
from dragoman.errors import NotFound, UsageError
from dragoman.query.accounts import readers_of
from dragoman.query.compare import Comparison


@pytest.fixture(scope="module")
def told_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("compare") / "story.db", the_story())


@pytest.fixture
def told(told_db: Path) -> Iterator[dragoman.Ledger]:
    with dragoman.open(told_db) as ledger:
        yield ledger


def fields(found: Comparison) -> dict[str, tuple[str, dict[str, str]]]:
    return {f.name: (f.verdict, {s.account.key: s.value for s in f.says}) for f in found.fields}


def ask(told: dragoman.Ledger, text: str) -> Comparison:
    row = told.events(text=text, as_of=LAST, known_by=LAST)[0]
    return told.compare(row.event.id, as_of=LAST, known_by=LAST)


def test_two_sides_of_one_happening(told: dragoman.Ledger) -> None:
    found = ask(told, "held talks")
    assert found.kind == "occurrence"
    assert [(a.key, a.name) for a in found.accounts] == [("CHL", "Chile"), ("VNM", "Vietnam")]
    said = fields(found)
    assert said["status"] == ("agree", {"CHL": "occurred", "VNM": "occurred"})
    assert said["date"] == ("one more exactly", {"CHL": "22-23 Apr 2025", "VNM": "2025-04-22"})
    assert said["place"] == ("only one says", {"VNM": "Hanoi"})
    (place,) = (f for f in found.fields if f.name == "place")
    words = place.says[0].words[0]
    assert words.quote == "Officials of Chile and Vietnam met in Hanoi on April 22."
    assert (words.outlet, words.title) == ("Red River Courier", "Chile accepts treatment")
    assert words.source == ("the Vietnamese ministry",)


def test_what_differs_and_what_is_only_finer(tmp_path: Path) -> None:
    one, other = Told("x", "2025-05-02", "Red"), Told("y", "2025-05-03", "Blue")
    one.tell("Chile and Peru met on April 28.", "met", "CONSULT", ["CHL", "PER"], on="2025-04-28", mode="visit")
    other.tell("Peru and Chile met on April 29.", "met", "CONSULT", ["PER", "CHL.GOV"], on="2025-04-29")
    other.tell("Peru and Brazil met that week.", "met", "CONSULT", ["PER", "BRA"], on="2025-04-28..2025-05-04")
    with dragoman.open(store_of(tmp_path / "x.db", [one, other])) as ledger:
        first, week, second = ledger.events(as_of=LAST, known_by=LAST)
        judges = {name: judge for name, (_, judge) in readers_of(ledger.names, {}).items()}
    assert week.event.evidence.quote.endswith("that week.")
    assert judges["date"]([first, second]) == "differ"
    assert judges["date"]([first, week]) == "one more exactly"
    assert judges["who"]([first, second]) == "agree"  # neither their order nor their offices are a difference
    assert judges["who"]([first, week]) == "differ"
    assert judges["act"]([first, second]) == "one more exactly"


def test_claims_on_one_matter(told: dragoman.Ledger) -> None:
    one = told.claims(side="Chile", as_of=LAST, known_by=LAST)[0]
    found = told.compare(one.claim.id, as_of=LAST, known_by=LAST)
    assert fields(found)["stance"] == ("differ", {"CHL": "against", "VNM": "for"})
    assert [f.name for f in found.differing] == ["stance"]


def test_a_matter_and_its_happenings(told: dragoman.Ledger) -> None:
    found = told.compare("meeting: Chile and Vietnam, 2025-04-22", as_of=LAST, known_by=LAST)
    assert found.kind == "dossier"
    assert [part.kind for part in found.parts] == ["occurrence"]
    assert fields(found.parts[0])["act"][1] == {"CHL": "CONSULT", "VNM": "CONSULT"}


def test_only_what_was_known_counts(told: dragoman.Ledger) -> None:
    row = told.events(text="met in Hanoi", as_of=LAST, known_by=LAST)[0]
    early = told.compare(row.event.id, as_of="2025-04-24", known_by="2025-04-24")
    assert [a.key for a in early.accounts] == ["VNM"]
    assert fields(early)["place"] == ("agree", {"VNM": "Hanoi"})


def test_what_a_person_rejected_is_left_out(tmp_path: Path) -> None:
    with dragoman.open(store_of(tmp_path / "r.db", the_story())) as ledger:
        row = ledger.events(text="held talks", as_of=LAST, known_by=LAST)[0]
        other = ledger.events(text="met in Hanoi", as_of=LAST, known_by=LAST)[0]
        ledger.decide(row.event.id, "reject", who="anna")
        assert [a.key for a in ledger.compare(other.event.id, as_of=LAST, known_by=LAST).accounts] == ["VNM"]
        with pytest.raises(NotFound):
            ledger.compare("oc_nothing", as_of=LAST, known_by=LAST)
        with pytest.raises(UsageError):
            ledger.compare("doc_a", as_of=LAST, known_by=LAST)


def test_reasons_are_given_in_their_words(told: dragoman.Ledger) -> None:
    assert fields(ask(told, "scheduling"))["reason"] == ("agree", {"outlet:Austral": "scheduling reasons"})


def test_the_command_prints_a_table_and_json(told_db: Path) -> None:
    run = click.testing.CliRunner().invoke
    clocks = ["--as-of", LAST, "--known-by", LAST, "--ledger", str(told_db)]
    table = run(main, ["compare", "meeting: Chile and Vietnam, 2025-04-22", *clocks])
    assert "date / one more exactly" in table.output
    assert "2 accounts, no difference" in table.stderr
    body = json.loads(run(main, ["compare", "2025-04-22", *clocks, "--format", "json"]).stdout)
    assert body["as_of"] == LAST
    assert body["parts"][0]["fields"][0]["says"][0]["words"][0]["quote"].startswith("Chile and Vietnam held talks")


def test_on_whose_request_they_met(tmp_path: Path) -> None:
    hanoi, santiago = Told("h", "2025-04-24", "Courier", "VNM"), Told("s", "2025-04-25", "Ledger")
    meet = {"on": "2025-04-22", "matter": "talks", "object": "grapes"}
    hanoi.tell("Officials of Chile and Vietnam met on April 22.", "met", "CONSULT", ["CHL", "VNM"], **meet)
    hanoi.tell("Vietnam had asked for the meeting.", "asked", "REQUEST", ["VNM"])
    hanoi.tell("Vietnam asked for the samples.", "asked", "REQUEST", ["VNM"])
    santiago.tell("Chile and Vietnam held talks at the request of Chile.", "talks", "CONSULT", ["CHL", "VNM"], **meet)
    santiago.tell("Chile and Vietnam held talks at the request of Chile.", "request", "REQUEST", ["CHL"])
    with dragoman.open(store_of(tmp_path / "a.db", [hanoi, santiago])) as ledger:
        found = ask(ledger, "held talks")
        verdict, said = fields(found)["asked for by"]
        assert (verdict, said) == ("differ", {"VNM": "Vietnam", "outlet:Ledger": "Chile"})
        quotes = {w.quote for f in found.differing for s in f.says for w in s.words}
        assert "Vietnam asked for the samples." not in quotes
