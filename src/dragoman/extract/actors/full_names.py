"""Names of states as they are written in full: "the Republic of Chile".

The book has a state's name and the usual ones beside it; what is put before it in treaties and statements is the same
for all, so that it is told by its words and not listed for each.
"""

from __future__ import annotations

import re

from dragoman.extract.actors.scan import Hit
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.word_lists import any_of

_FORMAL = re.compile(
    rf"\b(?:(?:{any_of(actor_words_of('full-names', 'kinds-of-state'))}) )*"
    rf"(?:{any_of(actor_words_of('full-names', 'states'))}) of (?:the )?$"
)
_LONGEST = 60
"""Characters in which what stands before a state's name is looked for."""


def with_full_names(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits with what stands before a state's name as part of it: no "Islamic Republic" of Mauritania is Iran's."""
    found: list[Hit] = []
    for hit in hits:
        full = _FORMAL.search(text, max(0, hit.start - _LONGEST), hit.start) if hit.kind == "name" else None
        while full is not None and found and found[-1].end > full.start():
            found.pop()
        found.append(hit if full is None else hit._replace(start=full.start()))
    return found
