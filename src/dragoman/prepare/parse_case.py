"""Headlines in capitals, written as the parser knows sentences: "EU LIFTS BAN", "Russia Accuses Kyiv of Lying".

A tagger takes a capital for a name, and finds no verb where every word has one. Words that the knowledge of the project
or English grammar knows as common ones are written small, names keep one capital; every word keeps its length.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from dragoman.lexicon import shipped_lexicon
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.inflection import forms_of
from dragoman.lexicon.parse_words import parse_words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LONG = 4
"""Letters; shorter words are small in many headlines, and capitals in others."""
_SHARE = 0.75
_GRAMMAR = parse_words("case", "small")
_PLACES = frozenset({"name", "demonym", "people", "metonym"})
_OTHERS = frozenset({"person", "surname", "party", "armed-group", "company"})


class Recaser:
    """Knows which words are common ones and which are names."""

    def __init__(self, common: Collection[str], places: Collection[str], others: Collection[str]) -> None:
        """Take the written forms of common words, in lower case, and the single words of names as they are written.

        A word of the name of a place is never a common one ("Turkey"); of other names it is where it is known as one
        ("Ban", the man and the measure).
        """
        self._capitals = frozenset(name for name in (*places, *others) if name.isupper())
        self._places = frozenset(name.lower() for name in places) - _GRAMMAR
        self._common = (frozenset(common) | _GRAMMAR) - self._places
        self._names = self._places | (frozenset(name.lower() for name in others) - self._common)

    def plain(self, text: str) -> str:
        """`text` as a sentence, of the same length; text that is written as one comes back as it is."""
        words = _WORD.findall(text)
        long = [word for word in words if len(word) >= _LONG]
        capital = [word for word in long if word[0].isupper()]
        if len(words) < 3 or len(capital) < max(3, _SHARE * len(long)):
            return text
        shouted = sum(word.isupper() for word in long) > len(long) / 2
        plain = _WORD.sub(lambda found: self._written(found.group(), shouted=shouted), text)
        return plain if len(plain) == len(text) else text

    def _written(self, word: str, *, shouted: bool) -> str:
        low = word.lower()
        if word in self._capitals or (word.isupper() and not shouted and len(word) > 1):
            return word
        if low in self._names:
            return word.title() if shouted else word
        if low in self._common:
            return low
        return word[0] + word[1:].lower() if shouted else word


@lru_cache(maxsize=1)
def shipped_recaser() -> Recaser:
    """The recaser of the tables that ship: triggers, what conditions ask for, and nouns for people; names of actors."""
    lexicon, people = shipped_lexicon(), load_actor_words()
    common: set[str] = set(people.person | people.people | people.body | people.state)
    for frame in lexicon.frames.frames:
        common.update(_forms(frame.verbs, "verb"), _forms((*frame.nouns, *frame.carried), "noun"), frame.adjectives)
        for condition in (*frame.where, *frame.unless):
            common.update(_forms(condition.lemmas, "noun"))
    for person in people.person:
        common |= forms_of(person, "noun")
    common |= {word for title in lexicon.actors.titles for word in title.lower().split()}
    common |= {word for generic in lexicon.actors.generics for word in generic.lower().split()}
    surfaces = lexicon.actors.surfaces()
    places, others = (
        {
            word
            for surface in surfaces
            if surface.cased and (surface.kind in kinds or surface.surface.isupper())
            for word in _WORD.findall(surface.surface)
            if word[0].isupper()
        }
        for kinds in (_PLACES, _OTHERS)
    )
    return Recaser(common, places, others)


def _forms(triggers: Iterable[str], word_class: str) -> set[str]:
    return {form for trigger in triggers for word in trigger.split() for form in forms_of(word, word_class)}
