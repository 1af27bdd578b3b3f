"""Words by which a day is told from another: the lists of `data/calendar/time_words.toml`."""

from __future__ import annotations

from dragoman.lexicon.word_lists import own_word_lists

FILE = "calendar/time_words.toml"


def time_words(table: str, name: str) -> frozenset[str]:
    """The words of one list of the package's own file. Raises LexiconError where there is none, or it is at fault."""
    return own_word_lists(FILE).words(table, name)
