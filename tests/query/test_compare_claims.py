"""Claims of several sides on one thing, read from invented reports and set side by side."""

from __future__ import annotations

from collections.abc import Iterator

import click.testing
import pytest

import dragoman
from dragoman.cli import main
from dragoman.query.compare import Comparison

REPORTS = {
    "ethiopia.txt": "The Nile dam would not harm Egypt, the Ethiopian foreign minister said on Monday.",
    "egypt.txt": "The dam is a threat to Egypt, the Egyptian irrigation minister told the Ethiopian envoy.",
    "cairo.txt": "Cairo considers the Ethiopian dam illegal.",
    "sudan.txt": "Sudan supports the Ethiopian dam on the Nile, which Egypt opposes.",
    "kariba.txt": "The Kariba dam is a danger to Zambia and Zimbabwe, the Zambian energy minister said.",
    "fish.txt": "Iceland disagrees that the fishing quota is unfair. Norway called the fishing quota unjust.",
    "steel.txt": "Norway described the steel quota as fair to Iceland.",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dragoman.Ledger]:
    folder = tmp_path_factory.mktemp("claims")
    for name, text in REPORTS.items():
        (folder / name).write_text(f"7 June 2013 - {text}\n", encoding="utf-8")
    done = click.testing.CliRunner().invoke(main, ["read", str(folder), "--ledger", str(folder / "claims.db")])
    assert done.exit_code == 0, done.output
    with dragoman.open(folder / "claims.db") as found:
        yield found


def stances(ledger: dragoman.Ledger, words: str) -> tuple[str, dict[str, str]]:
    """The verdict on the stance, and each side's stance, for the first claim whose sentence holds the words."""
    row = next(row for row in ledger.claims() if words in row.claim.evidence.quote)
    found: Comparison = ledger.compare(row.claim.id)
    field = next(f for f in found.fields if f.name == "stance")
    return field.verdict, {s.account.key: s.value for s in field.says}


def test_sides_on_one_thing_are_found_whatever_it_is_called(ledger: dragoman.Ledger) -> None:
    wanted = ("differ", {"ETH": "for", "EGY": "against", "SDN": "for"})
    assert stances(ledger, "Nile dam would not harm") == wanted
    assert stances(ledger, "dam is a threat") == wanted


def test_a_thing_of_others_is_another_thing(ledger: dragoman.Ledger) -> None:
    verdict, said = stances(ledger, "Kariba dam")
    assert (verdict, said) == ("only one says", {"ZMB": "against"})


def test_who_disputes_what_another_says_is_against_it(ledger: dragoman.Ledger) -> None:
    assert stances(ledger, "fishing quota is unfair") == ("differ", {"ISL": "for", "NOR": "against"})
