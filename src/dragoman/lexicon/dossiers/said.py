"""What the words of an event say where a row of a kind asks for more than its fields: its trigger, and words by it."""

from __future__ import annotations

import re

from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Event

_PREDICATE = re.compile(r"predicate '(\w+)'")
_PARTLY = re.compile(r"\b(?:partly|partially|in part)\b")
_ONLY = re.compile(
    r"\b(?:but )?only (?:for|on|from|in|to|where|if it)\b|\bexcept(?:ing)?\b|\bwith the exception of\b|\bapart from\b|"
    r"\bfor [a-z][a-z -]{2,40} only\b|\bbut (?:not|kept|left|maintained|retained)\b|"
    r"^[^,;:]*\b(?:in part|partially|partly)\b(?! (?:because|due|by|as|thanks|over|out of|owing|under))|"
    r"\b(?:but|while|although|though)\b[^.;]{3,60}\b(?:remain|stay)(?:s|ed|ing)?\s"
    r"(?:[a-z]+ )?(?:closed|shut|sealed|barred|banned|blocked|suspended|prohibited|forbidden|restricted|"
    r"in (?:place|force|effect))\b"
)
"""What takes a part out of what is done, in the words after the act: "lifted the ban, but only for fish".

Of what is said behind a comma only that counts which cannot be of another act: "lifted it, as others did in part".
"""
_PARTIAL = re.compile(r"\bpartial\s*$", re.I)
_SHARE = re.compile(
    r"^\s*(?:an? |the )?(?:[a-z]+ )?(?:part|some|half|most|bulk|third|quarter|majority) of "
    r"(?:its|their|his|her|the|these)\b"
)
"""What is done to a share of it, right behind the act: "lifted [some of its] sanctions"."""
_NEAR = 6
"""Words before the trigger that count as beside it."""


def said_in(words: str, text: str) -> bool:
    """Whether words stand in a text, with one more between each two: "joint [border] commission"."""
    phrase = r"(?: [\w-]+)? ".join(re.escape(word) for word in words.split())
    return re.search(rf"\b{phrase}\b", text) is not None


def trigger_place(event: Event) -> tuple[int, int]:
    """Where the words that tell of the act stand in the quote: from, to; `(0, 0)` where it does not hold them.

    A quote is cleaned (entities, tags), so that the places of the input may not be its own: then the predicate's word
    that is nearest to where it ought to stand is taken.
    """
    evidence = event.evidence
    begun, trigger = evidence.sentence.start, evidence.trigger
    start, end = trigger.start - begun, trigger.end - begun  # asked several times for each event of a long list
    if len(evidence.quote) == evidence.sentence.end - evidence.sentence.start:
        return (start, end) if start >= 0 else (0, 0)
    named = next((found.group(1) for line in event.explanation if (found := _PREDICATE.match(line))), None)
    if named is None:
        return (start, end) if start >= 0 else (0, 0)
    stem = re.escape(named[:-1] if named[-1:] in "ey" else named)
    places = [found.span() for found in re.finditer(rf"\b{stem}\w*", evidence.quote, re.I)]
    return min(places, key=lambda place: abs(place[0] - start), default=(0, 0))


def trigger_of(event: Event) -> str:
    """The words that tell of the act, lower case; empty where the sentence does not hold them."""
    start, end = trigger_place(event)
    return event.evidence.quote[start:end].lower()


def is_partial(event: Event) -> bool:
    """Whether only a part is meant: by a word beside the act, a share, or what its sentence takes out behind it."""
    start, end = trigger_place(event)
    if _PARTLY.search(words_around(event)) or _PARTIAL.search(event.evidence.quote[:start]):
        return True
    after = event.evidence.quote[end:].lower() if end > 0 else ""
    return bool(_SHARE.match(after) or _ONLY.search(after))


_COUNTED = re.compile(
    r"^[^,;]{0,30}?\b(?:\d[\d,.]*|some|several|many|most|half|part|dozens?|hundreds?|thousands?|first|second|another|more|"
    r"additional|further|fewer|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b"
)
_WHOSE = re.compile(r"^(?:all |the )?(?:its|their|all|his|her)\b(?! of)")


def counts_some(event: Event) -> bool:
    """Whether the phrase of the matter counts some out of many: "500 soldiers", and not "its 90 soldiers"."""
    said = phrase_of(event)
    return _COUNTED.search(said) is not None and _WHOSE.search(said) is None


_FRUITLESS = re.compile(
    rf"\b(?:without|with (?:no|nothing|little))\b(?: [\w'’-]+){{0,4}}? (?:{any_of(load_dossier_words().results)})\b|"
    r"\bempty-handed\b|\bto no avail\b|\b(?:failed|failing|unable) to (?:agree|reach|strike|find|come to)\b",
    re.I,
)


def is_fruitless(event: Event) -> bool:
    """Whether the words behind the act say that nothing came of it: "ended their talks [without a deal]"."""
    end = trigger_place(event)[1]
    return end > 0 and _FRUITLESS.search(event.evidence.quote[end:]) is not None


def words_around(event: Event) -> str:
    """The words just before the trigger of an event and the first one after it, lower case, one space apart."""
    evidence = event.evidence
    start, end = trigger_place(event)
    before = re.split(r"[,;:.]", evidence.quote[:start])[-1].lower().split()
    after = (word.rstrip(".,;:!?") for word in evidence.quote[end:].lower().split()[:2])
    return " ".join((*before[-_NEAR:], *after))


def phrase_of(event: Event) -> str:
    """The words of the matter's phrase, lower case, where it stands in the event's own sentence."""
    span, evidence = event.matter.span if event.matter else None, event.evidence
    if span is None or not (evidence.sentence.start <= span.start and span.end <= evidence.sentence.end):
        return ""
    if len(evidence.quote) != evidence.sentence.end - evidence.sentence.start:
        return ""
    return evidence.quote[span.start - evidence.sentence.start : span.end - evidence.sentence.start].lower()
