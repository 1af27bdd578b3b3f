"""Small sets of words that the reading of events asks for: the lists of `data/cues/event_words.toml`."""

from __future__ import annotations

from dragoman.lexicon.word_lists import own_word_lists

FILE = "cues/event_words.toml"


def event_words(table: str, name: str) -> frozenset[str]:
    """The words of one list of the package's own file. Raises LexiconError where there is none, or it is at fault."""
    return own_word_lists(FILE).words(table, name)
