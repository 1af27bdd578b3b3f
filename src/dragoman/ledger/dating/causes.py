"""What an act came after, where another report gives the day of that: "banned it last August after the spill".

Two reports tell of one ban and neither gives its day. One says in which month it was, counted from its own unknown day,
and what it came after; the other dates what it came after ("the spill, which began on Aug. 24") and tells of the ban as
done. So the ban lies between that day and the day of the second report, and the words of the first bound its own day.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.lexicon.dating_words import dating_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Timex
from dragoman.times import tag
from dragoman.times.tokens import split_sentences
from dragoman.times.words import DAY_NAMES, MONTH_NAMES

_AFTER: Final = re.compile(r"[ ,]{1,2}(?:right |soon |shortly |days |hours )?(?:after|following)\s+([^.;:]{10,200})")
_EDGE: Final = re.compile(r",\s|\bdespite\b|\bwhile\b|\balthough\b|\bbecause\b|\bin order\b", re.IGNORECASE)
_BEGAN: Final = re.compile(
    rf"\b(?:{any_of(dating_words('causes', 'began'))})(?:\s+(?:on|early|late))*\s*$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_SMALL: Final = dating_words("causes", "small")
_CALENDAR: Final = frozenset(MONTH_NAMES) | frozenset(DAY_NAMES)

SHARED = 4
"""Words, one of them a name, that two sentences must share for what they speak of to be taken as one."""


def cause_of(quote: str, words: str) -> str | None:
    """What a sentence says an act came after, right behind the words that date the act; `None` where it says nothing.

    "Slapped a ban last August after the plant began to leak, despite protests": "the plant began to leak".
    """
    at = quote.find(words)
    match = _AFTER.match(quote, at + len(words)) if at >= 0 else None
    return _EDGE.split(match.group(1))[0] if match else None


def day_of_cause(cause: str, text: str, published: Interval) -> tuple[date, str] | None:
    """The day on which a text says that what `cause` speaks of began, and the text's words for that day.

    The sentence must share `SHARED` words with it, a name among them, and give a full day right behind a verb of
    beginning. `None` where no sentence does, or where two such give different days.
    """
    content = _content(cause)
    found: dict[date, str] = {}
    for start, end in split_sentences(text):
        shared = content & _content(text[start:end])
        if len(shared) < SHARED or not _has_name(shared, cause):
            continue
        for timex in tag(text[start:end], published=published):
            on = _began_on(text[start:end], timex)
            if on is not None:
                found[on] = timex.text
    return next(iter(found.items())) if len(found) == 1 else None


def _content(text: str) -> set[str]:
    return {word for word in (m.group().lower() for m in _WORD.finditer(text)) if word not in _SMALL | _CALENDAR}


def _has_name(shared: set[str], cause: str) -> bool:
    """Whether one of the shared words stands with a capital inside the clause, where only a name does."""
    return any(m.start() > 0 and m.group()[0].isupper() and m.group().lower() in shared for m in _WORD.finditer(cause))


def _began_on(sentence: str, timex: Timex) -> date | None:
    if timex.interval is None or not timex.interval.is_day or timex.granularity is not Granularity.DAY:
        return None
    if timex.direction == "future" or timex.basis is DateBasis.RELATIVE_TO_EVENT:
        return None
    return timex.interval.earliest if _BEGAN.search(sentence, 0, timex.start) else None
