from __future__ import annotations

import pytest

from dragoman.errors import UsageError
from dragoman.lexicon.actors import load_book
from dragoman.query.countries import country_called, country_named


def surfaces() -> set[str]:
    """Every name in the book, in several spellings, so that names that others share are among them."""
    names: set[str] = set()
    for record in load_book().records.values():
        names.update((record.id, record.name, *record.aliases, *record.adjectives, *record.people, *record.metonyms))
    return names | {name.lower() for name in names} | {name.upper() for name in names}


def test_the_short_way_never_differs_from_the_book():
    book = load_book()
    answered = 0
    for name in sorted(surfaces()):
        country = country_named(name)
        if country is None:
            continue
        answered += 1
        assert book.parse_name(name) == country, name
    assert answered > 1500


def test_names_of_countries_are_those_of_the_book():
    book = load_book()
    called = {actor: country_called(actor) for actor in [*book.records, "person/nobody", "CHL.GOV"]}
    assert {actor for actor, name in called.items() if name} == {
        actor for actor, record in book.records.items() if record.kind == "country"
    }
    assert all(name == book.name(actor) for actor, name in called.items() if name)


@pytest.mark.parametrize("text", ["", " ", "Vietnm", "European Union", "president", "Kishida"])
def test_all_else_is_left_to_the_book(text):
    assert country_named(text) is None


def test_the_book_still_gives_suggestions():
    with pytest.raises(UsageError):
        load_book().parse_name("Vietnm")
