"""Small sets of words by which sources, claims and reasons are found: the lists of `data/cues/saying_words.toml`."""

from __future__ import annotations

from dragoman.lexicon.word_lists import own_word_lists

FILE = "cues/saying_words.toml"


def saying_words(table: str, name: str) -> frozenset[str]:
    """The words of one list of the package's own file. Raises LexiconError where there is none, or it is at fault."""
    return own_word_lists(FILE).words(table, name)
