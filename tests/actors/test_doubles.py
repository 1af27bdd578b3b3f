"""No actor stands in two files, under two ids: what one report says of it would be split in two."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

import pytest

from dragoman.errors import UsageError
from dragoman.lexicon.actors import ACTOR_COLUMNS, ACTOR_FILES, load_book
from dragoman.lexicon.records import cells, read_csv


def test_no_name_of_one_country_has_two_ids() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in ACTOR_FILES:
        for _, row in read_csv(files("dragoman") / "data" / "actors" / name, ACTOR_COLUMNS, ("id", "name")):
            if row["country"]:  # two countries may each have an SDF
                for alias in (row["name"], *cells(row["aliases"])):
                    owners[row["country"], alias.casefold()].add(row["id"])
    # An outfit of the state that is also a company, or a party also an armed group, would need a reason to stand twice.
    doubled = {key: ids for key, ids in owners.items() if len({identity.partition(".")[0] for identity in ids}) > 1}
    assert not doubled


@pytest.mark.parametrize(
    ("asked", "actor"),
    [
        ("The Hague", "NLD"),
        ("the hague", "NLD"),
        ("Hague", "person/william-hague"),
        ("The Gambia", "GMB"),
        ("the Netherlands", "NLD"),
        ("Wagner Group", "ARM.wagner"),
        ("RSF", "ARM.rsf"),
        ("Libyan National Army", "ARM.lna"),
        ("KCNA", "COM.kcna"),
    ],
)
def test_names_that_had_two_owners(asked: str, actor: str) -> None:
    assert load_book().parse_name(asked) == actor


def test_an_abbreviation_of_two_countries_is_asked_back() -> None:
    with pytest.raises(UsageError, match="may be several actors"):
        load_book().parse_name("SDF")
