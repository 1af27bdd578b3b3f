"""Plans: whether a clause says outright that a day lies ahead, and whether the plan for it was given up.

Both are asked where `direction` alone would send an expression far away although a day of that name lies near.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.lexicon.time_words import time_words
from dragoman.times.direction import BE, EDGES, SCHEDULE_VERBS, WILL, bounds, moved_to

# what became of a plan that was not kept
_UNDONE: Final = time_words("plans", "undone")
_UNDONE_PAIRS: Final = frozenset({
    ("put", "off"), ("puts", "off"), ("called", "off"), ("calls", "off"), ("broken", "off"), ("pulled", "out"),
    ("never", "took"), ("not", "take"), ("never", "happened"), ("never", "came"), ("fell", "through"),
    ("will", "now"), ("not", "go"), ("now", "be"), ("was", "moved"), ("were", "moved"), ("been", "moved"),
    ("brought", "forward"),
})  # fmt: skip
_SUPPOSED: Final = time_words("plans", "supposed")
_OUTRIGHT: Final = time_words("plans", "outright")
_ARRANGED_WORDS: Final = time_words("plans", "arranged")


def is_firm(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the words near `[start, end)` say outright that it lies ahead: "will", "is due", "leaves", "by"."""
    low = next((k + 1 for k in range(start - 1, max(0, start - 16) - 1, -1) if words[k] in EDGES), max(0, start - 16))
    _, high = bounds(words, start, end)
    cue = words[start - 1] if start else ""
    if cue in ("for", "before") or (cue == "to" and moved_to(words, start)):
        return True
    before, after = words[low:start], words[end : min(high, end + 6)]
    if any(word in WILL or word in _OUTRIGHT or word in SCHEDULE_VERBS for word in before):
        return True
    beside = [*before[-5:], *after]
    return any(word in WILL or word in SCHEDULE_VERBS or word in ("is", "are", "be") for word in beside)


def undone(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the day at `[start, end)` was that of a plan that the sentence says was put off or called off.

    "The visit planned for late January was put off": nothing there tells whether the day is over or to come, so what is
    nearest is meant. A day that the thing was put off to ("postponed until Friday") is none of these.
    """
    low = start
    while low > 0 and start - low < 14 and words[low - 1] not in ("|", ";"):
        low -= 1
    planned = next((k for k in range(start - 1, max(low, start - 10) - 1, -1) if words[k] in _ARRANGED_WORDS), None)
    if planned and words[planned] == "to" and words[planned - 1] in _ARRANGED_WORDS:
        planned -= 1  # "had been due to arrive on Thursday"
    if planned is None or (planned > 0 and words[planned] == "to" and words[planned - 1] not in BE):
        return False
    if any(words[k] in _UNDONE or words[k] in EDGES - {","} for k in range(planned, start)):
        return False
    if "had" in words[max(low, planned - 3) : planned]:
        return True  # "talks had been set for Monday": nothing says whether they were kept
    if planned and words[planned] in _SUPPOSED and words[planned - 1] in ("was", "were"):
        return True  # "was supposed to open on Monday"
    before, after = words[low:planned], words[end : end + 14]
    return any(
        word in _UNDONE or tuple(part[k : k + 2]) in _UNDONE_PAIRS
        for part in (before, after)
        for k, word in enumerate(part)
    )
