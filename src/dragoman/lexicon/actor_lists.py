"""Small lists of words by which actors are found and taken up: the lists of `data/actors/reading_words.toml`."""

from __future__ import annotations

from dragoman.lexicon.word_lists import own_word_lists

FILE = "actors/reading_words.toml"


def actor_words_of(table: str, name: str) -> frozenset[str]:
    """The words of one list of the package's own file. Raises LexiconError where there is none, or it is at fault."""
    return own_word_lists(FILE, capitals=True).words(table, name)
