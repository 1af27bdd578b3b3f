"""Small sets of words by which sentences are chosen and parses mended: the lists of `data/cues/parse_words.toml`."""

from __future__ import annotations

from dragoman.lexicon.word_lists import own_word_lists

FILE = "cues/parse_words.toml"


def parse_words(table: str, name: str) -> frozenset[str]:
    """The words of one list of the package's own file. Raises LexiconError where there is none, or it is at fault."""
    return own_word_lists(FILE, capitals=True).words(table, name)
