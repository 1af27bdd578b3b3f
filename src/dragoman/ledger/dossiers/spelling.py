"""By what states are called: which of them a sentence names at all, and the words that only say whose a thing is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from dragoman.ledger.dossiers.items import words_of
from dragoman.lexicon.actor_records import ActorRecord
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.word_lists import any_of


class StateNames:
    """The names of the states of an actors' book: as a noun or an adjective, by a people or a capital."""

    def __init__(self, book: ActorBook) -> None:
        """Look at nothing yet: each name is worked out when it is first asked for."""
        self._book = book
        self._patterns: dict[tuple[str, tuple[str, ...]], re.Pattern[str] | None] = {}

    @cached_property
    def ignored(self) -> frozenset[str]:
        """Words of an object that only say whose it is: names of countries, adjectives and peoples."""
        states = (record for record in self._book.records.values() if record.kind == "country")
        return frozenset(word for record in states for name in _all(record) for word in words_of(name, ()))

    def all_in(self, codes: Sequence[str], sentence: str) -> bool:
        """Whether the sentence has a name of each of these states: "Kazakh officers" and "Kyrgyz milk" name two.

        What two of them are called by ("Korean") names neither.
        """
        return all((names := self._own(code, tuple(codes))) is not None and names.search(sentence) for code in codes)

    def _own(self, code: str, codes: tuple[str, ...]) -> re.Pattern[str] | None:
        """The names of a state that are none of the others', as one pattern; `None` for what is no state."""
        if (code, codes) not in self._patterns:
            others = frozenset().union(*(self._of(other) for other in codes if other != code))
            names = self._of(code) - others
            self._patterns[code, codes] = re.compile(rf"\b(?:{any_of(names)})\b") if names else None
        return self._patterns[code, codes]

    def _of(self, code: str) -> frozenset[str]:
        record = self._book.get(code)
        if record is None or record.kind != "country":
            return frozenset()
        return frozenset(name for name in _all(record) if name)


def _all(record: ActorRecord) -> tuple[str, ...]:
    return (record.name, *record.aliases, *record.adjectives, *record.people, *record.metonyms)
