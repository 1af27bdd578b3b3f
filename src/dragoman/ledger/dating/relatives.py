"""Days that the parse hangs on another word than the one they belong to.

They pass between a noun and its relative clause ("raids which began on Monday", "in May, when it fell"), stand before
the second of two verbs ("condemned it and, on Friday, offered talks"), or are the second day of one verb ("fired on
Saturday in reply to the strike on its consulate in Damascus on April 1").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.dates import Granularity
from dragoman.lexicon.dating_words import dating_words
from dragoman.model import Parse, Timex

_MAKING: Final = dating_words("relatives", "making")
_AT_THAT_TIME: Final = dating_words("relatives", "at-that-time")
_LONG: Final = frozenset({Granularity.YEAR, Granularity.MONTH})
_ATTRIBUTES: Final = frozenset({"nummod", "amod", "compound", "nmod"})
_HAPPENS: Final = dating_words("relatives", "happens")
_WHICH: Final = dating_words("relatives", "which")
_WHEN: Final = dating_words("relatives", "when")
_THE_DAY: Final = dating_words("relatives", "the-day")
_APART: Final = dating_words("relatives", "apart")
_ON_OCCASION: Final = dating_words("relatives", "on-occasion")


def is_of_its_noun(parse: Parse, timex: Timex, anchor: int, head: int) -> bool:
    """ "Lifted a [2005] ban": a year or month right before a noun says when that came to be, and not what befell it.

    Making it, being at it and what it does is of that time: "the 1913 treaty was signed", "attended the 2010 summit",
    "the 2009 raid killed ten".
    """
    if (
        parse.lemmas[head].lower() in _MAKING
        or parse.deps[anchor] == "nsubj"
        or not _is_attribute(parse, timex, anchor)
    ):
        return False
    return parse.deps[anchor] != "pobj" or parse.texts[parse.heads[anchor]].lower() not in _AT_THAT_TIME


def is_made_then(parse: Parse, timex: Timex, anchor: int, head: int) -> bool:
    """ "A [1913] treaty signed by them": the year before a noun is that of the participle that says who made it."""
    made = parse.heads[head] == anchor and parse.deps[head] == "acl" and parse.lemmas[head].lower() in _MAKING
    return made and _is_attribute(parse, timex, anchor)


def _is_attribute(parse: Parse, timex: Timex, noun: int) -> bool:
    """Whether an expression is a year or month right before a noun, as part of its phrase: "the [June 2005] accord"."""
    if timex.granularity not in _LONG or not parse.tags[noun].startswith("NN"):
        return False
    inside = [i for i in range(len(parse)) if parse.starts[i] < timex.end and timex.start < parse.ends[i]]
    return bool(inside) and inside[-1] < noun and parse.deps[inside[-1]] in _ATTRIBUTES


def happens_in(parse: Parse, anchor: int, head: int) -> bool:
    """Whether the dated verb `anchor` says of the noun `head` that it took place: "talks, which opened on Friday"."""
    if parse.deps[anchor] != "relcl" or not parse.tags[head].startswith("NN"):
        return False
    noun = parse.heads[anchor]
    while noun != head and parse.deps[noun] in ("pobj", "prep"):
        noun = parse.heads[noun]  # "strikes on Syria, which began": parsers hang the clause on the nearest name
    if noun != head:
        return False
    if parse.lemmas[anchor].lower() not in _HAPPENS or parse.tags[anchor] != "VBD":
        return False
    words = {parse.texts[c].lower(): parse.deps[c] for c in parse.children[anchor]}
    took = parse.lemmas[anchor].lower() != "take" or "place" in words
    return took and any(words.get(word) == "nsubj" for word in _WHICH)


def is_occasion_of(parse: Parse, timex: Timex, anchor: int, head: int) -> bool:
    """Whether `timex`, on the word `anchor`, dates what the clause of the verb `head` hangs on.

    "In May, when it rejected the plan", "in Lima on Sunday, where": the clause hangs on the expression itself. "On
    Thursday, the day it fell": on the day beside it. "A summit in June at which it rejected the plan": the expression
    stands between the noun and "at which". "Met on Tuesday in Lima, where it rejected the plan": "where" takes up the
    meeting.
    """
    day = _day_of(parse, head)
    if day is not None:
        beside = [parse.texts[i].lower() for i in range(day) if parse.starts[i] >= timex.end]
        return timex.end <= parse.starts[day] and set(beside) <= _THE_DAY
    noun = parse.heads[head]
    if parse.deps[head] != "relcl" or noun >= head:
        return False
    if timex.start <= parse.starts[noun] < timex.end:
        return any(parse.texts[c].lower() in _WHEN and c < head for c in parse.children[head])
    opener = _opener(parse, head)
    if opener is not None and parse.texts[opener].lower() == "where" and timex.end <= parse.starts[noun]:
        return parse.deps[noun] == "pobj" and parse.heads[parse.heads[noun]] == anchor
    return opener is not None and parse.ends[noun] <= timex.start and timex.end <= parse.starts[opener]


def _day_of(parse: Parse, head: int) -> int | None:
    """The "day" of "the day it fell", of whose clause `head` is the verb; some parses hang the day on the verb."""
    above = parse.heads[head]
    if parse.deps[head] == "relcl" and parse.lemmas[above].lower() == "day" and above < head:
        return above
    days = (c for c in parse.children[head] if c < head and parse.deps[c] == "npadvmod")
    return next((c for c in days if parse.lemmas[c].lower() == "day" and parse.tags[c + 1].startswith("NN")), None)


def _opener(parse: Parse, head: int) -> int | None:
    """The word by which the clause takes up an occasion: "where", or the preposition of "at which"."""
    for child in parse.children[head]:
        word = parse.texts[child].lower()
        if child > head:
            break
        if word == "where" and parse.deps[child] == "advmod":
            return child
        below = {parse.texts[c].lower() for c in parse.children[child]}
        if word in _ON_OCCASION and "which" in below and not parse.texts[parse.heads[head]][0].isupper():
            return child
    return None


def verb_after_and(parse: Parse, timex: Timex, governor: int) -> int | None:
    """The second verb of "condemned it and, on Friday, offered talks", where the parse gives the day to the first.

    Nothing but commas and a preposition may stand between the "and" and the expression.
    """
    joints = [c for c in parse.children[governor] if parse.tags[c] == "CC" and governor < c]
    joint = next((c for c in reversed(joints) if parse.ends[c] <= timex.start), None)
    if joint is None or not parse.tags[governor].startswith("VB"):
        return None
    between = [i for i in range(joint + 1, len(parse)) if parse.ends[i] <= timex.start]
    if any(parse.tags[i] not in (",", "IN") for i in between):
        return None
    after = (c for c in parse.children[governor] if parse.starts[c] >= timex.end and parse.deps[c] in ("conj", "dep"))
    return next((c for c in after if parse.tags[c].startswith("VB")), None)


def earlier_days(parse: Parse, timex: Timex, head: int, timexes: Sequence[Timex]) -> list[Timex]:
    """The days before the noun `head`, for a day `timex` after it that is another than theirs.

    A verb is done on one day: where it has had its own, a second belongs to the noun that stands right before it.
    """
    if timex.relation != "on" or timex.granularity is not Granularity.DAY or not parse.tags[head].startswith("NN"):
        return []
    between = [i for i in range(head + 1, len(parse)) if parse.ends[i] <= timex.start]
    if timex.start < parse.ends[head] or any(parse.tags[i].startswith("VB") or parse.tags[i] == "CC" for i in between):
        return []
    return [
        other
        for other in timexes
        if other.end <= parse.starts[head] and other.granularity is Granularity.DAY and other.interval != timex.interval
    ]


def verb_of_bare_day(parse: Parse, timex: Timex, top: int, governor: int) -> int:
    """The verb of "agreed to a truce [Thursday] in Bern": a bare past day is no truce's, whatever it hangs on."""
    bare = parse.deps[top] in ("npadvmod", "tmod") and parse.heads[top] == governor and governor < top
    if not bare or timex.granularity is not Granularity.DAY or timex.direction == "future":
        return governor
    above = parse.heads[governor]
    verb = parse.heads[above] if parse.deps[governor] == "pobj" else above
    told = parse.deps[governor] in ("pobj", "dobj") and parse.tags[governor].startswith("NN")
    return verb if told and parse.tags[verb] == "VBD" and timex.end <= parse.ends[-1] else governor


def is_second_deed(parse: Parse, below: Sequence[int], head: int) -> bool:
    """ "Shut the border and [recalled] its envoy on Monday": two deeds of one doer, told with one day at the end."""
    (second, *deeper) = below
    both = not deeper and parse.deps[second] == "conj" and parse.tags[second] == parse.tags[head] == "VBD"
    if not both or any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[second]):
        return False
    apart = {parse.texts[c].lower() for c in (*parse.children[head], *parse.children[second]) if c <= second}
    return apart.isdisjoint(_APART)
