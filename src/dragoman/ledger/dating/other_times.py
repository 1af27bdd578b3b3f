"""Expressions of a sentence that hang on an act and name another time than its own: "for the first time since 2009"."""

from __future__ import annotations

from dragoman.lexicon.dating_words import dating_words
from dragoman.model import Parse, Timex

_COMPARED_WITHIN = 12  # tokens before "since": "the first visit to Havana by a sitting president of the country since"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FIRST = dating_words("other-times", "first")
_MOST = frozenset({"JJS", "RBS"})
_OCCASION_WITHIN = 12  # tokens before an expression
_NOT_ITS_DATE = dating_words("other-times", "not-its-date")
_PERFECT = dating_words("other-times", "perfect")
_OF_OTHERS = dating_words("other-times", "of-others")

_STOPS = frozenset({",", ";", ":", "(", ")"})


def names_another_time(parse: Parse, timex: Timex, head: int) -> bool:
    """Whether an expression that hangs on the act of token `head` says something else than when it was."""
    if timex.relation in _NOT_ITS_DATE or _is_counted(parse, timex):
        return True
    if _is_of_an_occasion(parse, timex, head):
        return True
    return _is_a_term(parse, timex, head) or _is_since_when(parse, timex, head)


def word_before(parse: Parse, timex: Timex) -> str:
    """The word right before an expression, in small letters; empty where it opens the sentence."""
    before = [i for i in range(len(parse)) if parse.ends[i] <= timex.start]
    return parse.texts[before[-1]].lower() if before else ""


def _is_counted(parse: Parse, timex: Timex) -> bool:
    """ "For the third time this year": the year in which it is counted, not the day of the act."""
    return timex.text.lower().startswith("this ") and word_before(parse, timex) == "time"


def _is_a_term(parse: Parse, timex: Timex, head: int) -> bool:
    """ "Insisted on their departure before the autumn": what has been done is not done by a day ahead."""
    return timex.relation in ("before", "by") and timex.direction == "future" and parse.tags[head] == "VBD"


def _is_of_an_occasion(parse: Parse, timex: Timex, head: int) -> bool:
    """ "Freed a pastor ahead of the summit in July", "in retaliation for the raid in May": the day of the occasion."""
    before = [i for i in range(len(parse)) if parse.ends[i] <= timex.start][-_OCCASION_WITHIN:]
    for at in reversed(before[1:]):
        if parse.tags[at] in _FINITE or parse.texts[at] in _STOPS or at == head:
            return False
        if f"{_joined_word(parse, at - 1)} {parse.texts[at].lower()}" in _OF_OTHERS:
            said = any(parse.tags[i].startswith("NN") for i in range(at + 1, before[-1] + 1))
            return said or _is_before_a_noun(parse, timex)
    return False


def _is_before_a_noun(parse: Parse, timex: Timex) -> bool:
    """Whether an expression describes the noun after it: "in the wake of [Tuesday]'s flood", "the [May 6] raid"."""
    inside = [i for i in range(len(parse)) if timex.start <= parse.starts[i] < timex.end]
    return any(parse.heads[i] > inside[-1] and parse.tags[parse.heads[i]].startswith("NN") for i in inside)


def _joined_word(parse: Parse, token: int) -> str:
    """The word that ends at a token, with what a hyphen joins to it: "run-up" is three tokens."""
    word = parse.texts[token].lower()
    if token > 1 and parse.texts[token - 1] == "-":
        return f"{parse.texts[token - 2].lower()}-{word}"
    return word


def _is_since_when(parse: Parse, timex: Timex, head: int) -> bool:
    """ "Reopened for the first time since 2009", "lifted a ban in force since May": not the day of it.

    "Since" dates what goes on from then on, which an act in the simple past or the passive of it does not.
    """
    if timex.relation != "since":
        return False
    since = max((i for i in range(len(parse)) if parse.ends[i] <= timex.start), default=0)
    return _is_compared(parse, since) or _is_simple_past(parse, head)


def _is_compared(parse: Parse, since: int) -> bool:
    """Whether the words before "since" name the first or most of its kind: "the worst attack since 2012"."""
    for i in range(since - 1, max(since - _COMPARED_WITHIN, -1), -1):
        if parse.tags[i] in _FINITE or parse.texts[i] in _STOPS:
            return False
        if parse.tags[i] in _MOST or parse.lemmas[i].lower() in _FIRST:
            return True
    return False


def _is_simple_past(parse: Parse, head: int) -> bool:
    """Whether a verb tells of one act done: "lifted", "was lifted", not "has lifted", "had been shut"."""
    helpers = {parse.texts[c].lower() for c in parse.children[head] if parse.deps[c] in ("aux", "auxpass")}
    if parse.tags[head] == "VBD":
        return True
    return parse.tags[head] == "VBN" and not helpers.isdisjoint(("was", "were")) and helpers.isdisjoint(_PERFECT)
