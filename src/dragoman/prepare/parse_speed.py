"""What makes a loaded model faster and changes nothing that it finds.

Two things cost most beside the network itself. The matrix library that comes with spaCy's own (BLIS) multiplies the
model's small matrices at a third of the speed of the one that comes with NumPy (OpenBLAS, 100 against 30 billion
operations a second on one core). And the lemmatizer looks for each possible lemma in a list of some ten thousand. Less
is gained by not asking of each new word whether it is an address, a number or a currency, and by taking what the parser
says column by column. Most of the time of loading goes into a list of words that nothing asks for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any


@contextmanager
def numpy_matrices() -> Iterator[None]:
    """Models loaded inside multiply with NumPy, in one thread where nothing has imported NumPy yet."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # two threads wait longer than they work
    from thinc.api import use_ops  # noqa: PLC0415 - after the line before

    with use_ops("numpy", use_blis=False):
        yield


KNOWN_STRINGS = "strings"
"""The part of a model that is not loaded: a list of 770,000 words it once met. It decides nothing, as a word's number
is its hash and words are listed when they are met, and it costs two thirds of the time of loading and 130 MB."""


def name_labels(nlp: Any) -> None:
    """List the names of tags and relations, which a model without its list of words could not say."""
    for _, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            nlp.vocab.strings.add(label)


def index_lemmas(lemmatizer: Any) -> None:
    """Let the lemmatizer find a lemma by its hash."""
    table = lemmatizer.lookups.get_table("lemma_index", {})
    for kind, known in list(table.items()):
        table[kind] = frozenset(known)


_FEATURES = ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "IS_PUNCT", "LANG")
"""What the network and the tokenizer ask of a word."""


def keep_features(vocab: Any) -> None:
    """Let a new word be given no other features than those that are asked for."""
    from spacy.attrs import IDS  # noqa: PLC0415 - heavy

    kept = {IDS[name] for name in _FEATURES}
    vocab.lex_attr_getters = {name: made for name, made in vocab.lex_attr_getters.items() if name in kept}


class Names(dict[int, str]):
    """The words that the numbers of a vocabulary stand for, each looked up once."""

    def __init__(self, vocab: Any) -> None:
        """Of the vocabulary of a loaded model."""
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, number: int) -> str:
        """Ask the vocabulary and keep the answer."""
        word: str = self._strings[number]
        self[number] = word
        return word


WORDS_LEARNT = 300_000
"""Words that are parsed first and not forgotten: how the common ones are cut is then known for good. A word that is new
is cut anew wherever it stands, as the tokenizer learns nothing in a memory zone: 7 millionths of a second, not 1.5."""
CUTS_KEPT = 30_000
"""Ways of cutting that are kept: those of nearly all the words that are learnt."""
WORDS_KEPT = 1_000_000
"""Words that are parsed after these before those that no text had until then are forgotten."""


class Zone:
    """What a model remembers of the words that it meets: without an end to that, a year of reports fills the memory."""

    def __init__(self, nlp: Any) -> None:
        """Of a loaded model, which learns from its first words."""
        self._nlp = nlp
        self._open = ExitStack()
        self._met = 0
        self._learns = True
        nlp.tokenizer.max_cache_size = CUTS_KEPT

    def pass_on(self, words: int) -> bool:
        """Count words that are about to be parsed; whether all that were new lately are forgotten, numbers and all.

        No document that was made before is valid then.
        """
        self._met += words
        if self._met <= (WORDS_LEARNT if self._learns else WORDS_KEPT):
            return False
        self._learns = False
        self._open.close()
        self._open.enter_context(self._nlp.memory_zone())
        self._met = words
        return True
