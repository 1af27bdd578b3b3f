"""What the words of an event's own sentence say of its matter beyond the fields: numbers, proper names, goods."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.ledger.dossiers.items import singular
from dragoman.lexicon.dossiers import phrase_of, trigger_of
from dragoman.model import Event, Matter

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
_NUMBER = rf"({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_SESSION = re.compile(rf"\b{_NUMBER} (?:[a-z-]+ )?(?:session|round|meeting)\b", re.I)
_TIME = re.compile(rf"\bfor the {_NUMBER} time\b", re.I)
_NAME = r"((?:[A-Z][\w'’-]*)(?: (?:[A-Z0-9][\w'’-]*)){0,3})"
_SESSION_NOUNS = frozenset(("session", "round"))


def number_said(event: Event, matter: Matter | None) -> int | None:
    """The number of a session: "the third session of their dialogue", "met for the second time"."""
    if matter is not None and matter.number:
        return matter.number
    if event.type != "CONSULT":
        return None
    quote = event.evidence.quote
    found = list(_SESSION.finditer(quote)) or list(_TIME.finditer(quote))
    return _value(found[0].group(1)) if len(found) == 1 else None


def _value(word: str) -> int:
    low = word.lower()
    return _ORDINALS.index(low) + 1 if low in _ORDINALS else int(re.sub(r"\D", "", low))


def is_session(matter: Matter | None) -> bool:
    """Whether the noun names a session of something that stands or runs."""
    return matter is not None and matter.matter_class.lower() in _SESSION_NOUNS


def name_said(event: Event, matter: Matter | None) -> str | None:
    """The proper name that follows the noun: "the exercise Blue Net", "an operation called Calm Sea"."""
    if matter is None:
        return None
    noun = re.escape(matter.matter_class.lower())
    quote = event.evidence.quote
    for pattern in (
        rf"\b(?i:{noun})s?,? (?:called|named|dubbed|known as|code-named|codenamed) \W?{_NAME}",
        rf"\b(?i:{noun}),? \W?{_NAME}",
    ):
        found = re.search(pattern, quote)
        if found:
            return found.group(1)
    return None


_PARTS = frozenset(("rest", "remainder", "part", "half", "bulk", "last", "all"))


def unwrapped(event: Event, nouns: frozenset[str]) -> Matter | None:
    """The matter itself where the words name a part of it: "lifted the rest of its [ban] on grapes"."""
    matter = event.matter
    if matter is None or matter.matter_class.lower() not in _PARTS or not matter.object:
        return matter
    words = matter.object.split()
    place = next((at for at, word in enumerate(words) if singular(word.lower()) in nouns), None)
    if place is None:
        return matter
    rest = [word for word in words[place + 1 :] if word.lower() not in ("on", "against", "over", "about", "of")]
    return replace(matter, matter_class=singular(words[place].lower()), object=" ".join(rest) or None)


_VERBS = r"(?:took|entered|came|was|were|has|have|had|is|are|will|would|began|ended|lapsed|expired|may|can|that|which)"


def object_said(event: Event, matter: Matter | None) -> str | None:
    """What a matter is on, where a comma or the parser parts it from its noun: "a second accord, on wells"."""
    if matter is None:
        return None
    noun = re.escape(matter.matter_class.lower())
    found = re.search(rf"\b(?i:{noun})s?,? (?:on|about|over|concerning) ([^,.;]{{3,60}})", event.evidence.quote)
    said = re.split(rf"\s+{_VERBS}\b", found.group(1))[0].strip() if found else ""
    return said if len(said) > 2 and not _DAY.match(said) else None


_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|(?:january|february|march|april|may|june|july)\b", re.I
)
_PAST = 8
"""Words after the trigger in which the noun of what is halted is looked for."""


def noun_after(event: Event, nouns: frozenset[str]) -> Matter | None:
    """What is halted or taken up, where no field says it: "stopped its wheat [deliveries]".

    The word before is its object. Only up to the first comma, and only for an act with a phase or a negotiation.
    """
    if event.type == "REJECT" and trigger_of(event).startswith(_FAILING):
        return _noun_before(event, nouns)
    halted = event.phase is not None and event.type in ("SANCTION", "COOPERATE", "CONCEDE")
    if not halted and not trigger_of(event).startswith("negotiat"):
        return None
    evidence = event.evidence
    after = evidence.quote[max(0, evidence.trigger.end - evidence.sentence.start) :]
    words = re.findall(r"[A-Za-z-]+", re.split(r"[,;.]| that | because | after ", after)[0])[:_PAST]
    for place, word in enumerate(words):
        noun = singular(word.lower())
        if noun in nouns:
            before = words[place - 1].lower() if place else ""
            return Matter(noun, before if len(before) > len("its") and before != "the" else None)
    return None


_FAILING = ("collaps", "broke", "break", "stall", "founder", "fail", "deadlock", "falter")


def _noun_before(event: Event, nouns: frozenset[str]) -> Matter | None:
    """What failed: the [talks] broke down."""
    evidence = event.evidence
    before = evidence.quote[: max(0, evidence.trigger.start - evidence.sentence.start)]
    words = re.findall(r"[A-Za-z-]+", re.split(r"[;.]", before)[-1])[-2 * _PAST :]
    found = next((noun for word in words if (noun := singular(word.lower())) in nouns), None)
    on = re.search(
        r"\b(?:talks?|negotiations?) (?:on|about|over) ([^,.;]{3,50}?)(?: (?:have|has|had|were|was)\b|$)", before
    )
    return Matter(found, on.group(1).strip() if on else None) if found else None


def goods_said(event: Event, matter: Matter | None, nouns: frozenset[str]) -> str | None:
    """What is barred where the noun is the thing itself: "bars Chilean eggs" bars eggs."""
    if matter is None or event.type not in ("SANCTION", "CONCEDE") or matter.matter_class.lower() in nouns:
        return matter.object if matter else None
    said = phrase_of(event)
    return said.removeprefix("the ").removeprefix("all ") or matter.object or matter.matter_class
