"""The gate: which sentences are worth a parse.

A sentence that holds no trigger of an event, or nobody who could act, can report nothing; most sentences of a newspaper
are such. Its mentions and dates are still taken. What the gate costs in events is measured, not assumed: see the figures
in the documentation of the pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from dragoman.lexicon.inflection import forms_of
from dragoman.model import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STAND_INS = frozenset(
    ("he", "she", "they", "it", "his", "her", "their", "its", "him", "them", "both", "sides", "who", "we", "i", "our")
)


class Gate:
    """Knows all written forms of all triggers, and of all nouns that stand for people who act."""

    def __init__(
        self, verbs: Iterable[str], nouns: Iterable[str], adjectives: Iterable[str], people: Iterable[str]
    ) -> None:
        """Prepare the forms of the given lemmas."""
        self._triggers = _forms(verbs, "verb") | _forms(nouns, "noun") | _forms(adjectives, "adjective")
        self._people = _forms(people, "noun") | _STAND_INS

    def lets_in(self, text: str, sentence: Sentence, with_actors: Collection[int]) -> bool:
        """Whether the sentence holds a trigger, and an actor or somebody who stands for one."""
        words = {m.group().lower() for m in _WORD.finditer(text, sentence.start, sentence.end)}
        words |= {part for word in words if "-" in word for part in word.split("-")}
        if self._triggers.isdisjoint(words):
            return False
        return sentence.index in with_actors or not self._people.isdisjoint(words)


def _forms(lemmas: Iterable[str], word_class: str) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in forms_of(lemma, word_class))
