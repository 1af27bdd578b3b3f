"""Small sets of words by which acts and reports are dated: the lists of `data/cues/dating_words.toml`."""

from __future__ import annotations

from dragoman.lexicon.word_lists import own_word_lists

FILE = "cues/dating_words.toml"


def dating_words(table: str, name: str) -> frozenset[str]:
    """The words of one list of the package's own file. Raises LexiconError where there is none, or it is at fault."""
    return own_word_lists(FILE).words(table, name)
