from __future__ import annotations

import pytest

from dragoman.errors import UsageError
from dragoman.lexicon.actors import load_book
from dragoman.query.countries import country_named


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
        country = country_named_cached(name)
        if country is None:
            continue
        answered += 1
        assert book.parse_name(name) == country, name
    assert answered > 1500


def country_named_cached(name: str) -> str | None:
    return country_named(name) if name.casefold() in keys() else None


_KEYS: set[str] = set()


def keys() -> set[str]:
    """The names of countries, so that the table is not read for the thousands that are none."""
    if not _KEYS:
        for record in load_book().records.values():
            if record.kind == "country":
                every = (record.id, record.name, *record.aliases, *record.adjectives, *record.people, *record.metonyms)
                _KEYS.update(name.casefold() for name in every)
    return _KEYS


@pytest.mark.parametrize("text", ["", " ", "Vietnm", "European Union", "president", "Kishida"])
def test_all_else_is_left_to_the_book(text):
    assert country_named(text) is None


def test_the_book_still_gives_suggestions():
    with pytest.raises(UsageError):
        load_book().parse_name("Vietnm")
