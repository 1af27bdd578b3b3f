"""Whether a sentence names states at all, as a noun or an adjective, by a people or a capital."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dragoman.lexicon.actors import load_book
from dragoman.lexicon.cues_dossiers import any_of


def names_all(codes: Sequence[str], sentence: str) -> bool:
    """Whether the sentence has a name of each of these states: "Kazakh officers" and "Kyrgyz milk" name two.

    What two of them are called by ("Korean") names neither.
    """
    return all((names := _own_names(code, tuple(codes))) is not None and names.search(sentence) for code in codes)


@lru_cache(maxsize=4096)
def _own_names(code: str, codes: tuple[str, ...]) -> re.Pattern[str] | None:
    """The names of a state that are none of the others', as one pattern; `None` for what is no state."""
    others = frozenset().union(*(_names_of(other) for other in codes if other != code))
    names = _names_of(code) - others
    return re.compile(rf"\b(?:{any_of(names)})\b") if names else None


@lru_cache(maxsize=1024)
def _names_of(code: str) -> frozenset[str]:
    record = load_book().get(code)
    if record is None or record.kind != "country":
        return frozenset()
    every = (record.name, *record.aliases, *record.adjectives, *record.people, *record.metonyms)
    return frozenset(name for name in every if name)
