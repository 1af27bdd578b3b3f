"""Headlines that tell what is to come: "Kenya to reopen embassy, Oslo welcomes move".

A parser that learned from whole sentences takes such an infinitive for a purpose or an attribute, and what stands
before it loses its verb. Read with "will" in the place of "to", the same headline is a plain sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.parse_words import parse_words

FUTURE = "will"
_ENDS = frozenset(".!?")
_STARTS = frozenset((":", ";", "|", "–", "—", "-", "--"))
_QUOTES = "'\"’”»"
_TELLING = parse_words("headline", "telling")
_COURSE = parse_words("headline", "course")
"""What a talk, a ban or a summit can be about to do by itself; "talks to end the war" are talks for a purpose."""


def futures(texts: Sequence[str], tags: Sequence[str]) -> list[int]:
    """The places of "to" that stand for "will" in a sentence, by the words and the tags of a first parse.

    The sentence ends like a headline, without a full stop; before the "to" stands a name, or a noun of people, which
    nothing governs: no verb comes before it in its part of the headline, unless one of saying.
    """
    if _ends_as_sentence(texts):
        return []
    return [
        place
        for place in range(1, len(texts) - 1)
        if texts[place] == "to" and tags[place + 1] == "VB" and _is_subject(texts, tags, place)
    ]


def _ends_as_sentence(texts: Sequence[str]) -> bool:
    last = next((text for text in reversed(texts) if text.strip(_QUOTES)), "")
    return last[-1:] in _ENDS


def _is_subject(texts: Sequence[str], tags: Sequence[str], place: int) -> bool:
    before = place - 1
    named = tags[before] in ("NNP", "NNPS") or load_actor_words().can_act(texts[before].lower())
    if not named and not (tags[before].startswith("NN") and texts[place + 1] in _COURSE):
        return False
    while before >= 0 and texts[before] not in _STARTS:
        if tags[before].startswith(("VB", "MD")) and tags[before] != "VBN":
            return texts[before].lower() in _TELLING
        if tags[before] in ("TO", "WDT", "WP") or texts[before].lower() == "for":
            return False
        before -= 1
    return True
