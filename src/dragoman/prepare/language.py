"""Whether a report is in English, the one language that is read: what it says of itself, else what its words say.

The check of the words is cheap and coarse: about a quarter of the words of an English report are the commonest
function words of English, and next to none of those of another language. On a thousand news reports the least share was
.06 (a page of little but names and scores); in texts of German, Dutch, French, Spanish, Italian, Portuguese, Swedish,
Turkish and Indonesian it is 0 to .01. Short texts are let through: nobody can tell by a headline.
"""

from __future__ import annotations

import re

from dragoman.lexicon.parse_words import parse_words
from dragoman.model import CleanText

ENOUGH = 30
"""Words below which the words of a text say nothing of its language."""

LEAST = 0.04
"""The share of function words below which a text is not English."""

PLENTY = 100
"""Words above which that share can be trusted; in a sentence or two chance decides, and more words are counted."""

LEAST_OF_FEW = 0.12
"""The share of `_COMMON` and `_SHARED` words together below which such a short text is not English."""

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]")
# Those that are words of neighbouring languages too ("was", "is", "in", "an", "he", "had", "will", "as") are left out.
# fmt: off
_COMMON = parse_words("language", "common")
# fmt: on
_SHARED = parse_words("language", "shared")
_ENGLISH = ("en", "eng", "english")


def is_stated_english(language: str | None) -> bool | None:
    """Whether a language as stated ("en", "en-GB", "English") is English; `None` where none is stated."""
    if language is None or not language.strip():
        return None
    return re.split(r"[-_\s]", language.strip().lower())[0] in _ENGLISH


def looks_english(text: CleanText) -> bool:
    """Whether the reporting words of a text can be English; true where they are too few to tell."""
    reporting = " ".join(text.text[block.start : block.end] for block in text.blocks if not block.kind.is_noise)
    words = _WORD.findall(reporting.lower())
    if len(words) < ENOUGH:
        return _is_latin(reporting)
    common = sum(word in _COMMON for word in words)
    if common >= LEAST * len(words):
        return True
    shared = sum(word in _SHARED for word in words)
    return len(words) < PLENTY and common > 0 and common + shared >= LEAST_OF_FEW * len(words)


def _is_latin(text: str) -> bool:
    """Whether a short text is in Latin letters, if it has enough of any to tell."""
    letters = _LETTERS.findall(text)
    return len(letters) < ENOUGH or sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)
