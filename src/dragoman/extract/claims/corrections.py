"""Where an outlet takes back or corrects what it reported: kept as its claim about its own report.

A withdrawal says of a whole report that it was wrong, a correction of a part of it. The report that is meant is known
by its day, where the words give one; what an earlier version said is marked, so that it is not taken for news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.lexicon.saying_words import saying_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import (
    Claim,
    DatedBy,
    Document,
    Evidence,
    Layers,
    Matter,
    Sentence,
    SourceKind,
    SourceLink,
    Stance,
    Timex,
    stable_id,
)

WITHDRAWN, CORRECTED = "report withdrawn", "report corrected"
"""The classes of the matter of such a claim."""

_REPORT = rf"(?:{any_of(saying_words('corrections', 'reports'))})"
_TOLD = rf"(?:{any_of(saying_words('corrections', 'told'))})"
_BACK = rf"(?:{any_of(saying_words('corrections', 'takes-back'))})"
_THINGS = rf"(?:{any_of(saying_words('corrections', 'things'))})s?"
_WITHDRAWS = (
    re.compile(rf"\b{_BACK}\b.{{0,30}}\b(?:its|our|this|the)\b.{{0,40}}\b{_REPORT}\b", re.I),
    re.compile(rf"\b(?:this|our|the|an earlier)\b.{{0,30}}\b{_REPORT}\b.{{0,60}}\b(?:withdrawn|retracted)\b", re.I),
)
_CORRECTS = (
    re.compile(rf"^\W*corrects?\b.{{0,80}}\b{_THINGS}\b", re.I),
    re.compile(rf"\b(?:earlier|previous|first|original) versions? of (?:this|the|our) {_REPORT}\b", re.I),
    re.compile(rf"\b(?:in|of) (?:our|its|an earlier) {_REPORT}\b.{{0,120}}\b(?:{_TOLD}|was wrong)\b", re.I),
    re.compile(rf"\bwe (?:{any_of(saying_words('corrections', 'wrongly'))}) {_TOLD}\b", re.I),
    re.compile(rf"\b(?:corrects|has corrected|correct) (?:its|our|an earlier) {_REPORT}\b", re.I),
)
_NAMED = saying_words("corrections", "named")
"""One of these stands in all that the patterns find: most sentences have none and need not be searched seven times."""
_OWN = re.compile(rf"\b(?:our|we|this (?:newspaper|agency|{_REPORT})|an earlier version)\b|^\W*corrects?\b", re.I)
_TITLE = re.compile(rf"\b(?:{any_of(saying_words('corrections', 'titles'))})\b", re.I)


def find_corrections(document: Document, layers: Layers) -> Iterator[Claim]:
    """The claims of a report about earlier ones of its outlet, in text order.

    Only what the outlet says of itself counts: in the first person, by its name, or under a title that says so.
    """
    text = document.clean.text
    titled = bool(_TITLE.search(document.title or ""))
    for sentence in layers.sentences:
        if sentence.kind.is_noise:
            continue
        words = text[sentence.start : sentence.end]
        kind = _kind(words)
        named = bool(document.outlet) and str(document.outlet).lower() in words.lower()
        if kind and (titled or named or _OWN.search(words)):
            yield _claim(document, sentence, words, kind, layers.times)


def _kind(words: str) -> str | None:
    folded = words.casefold()
    if not any(word in folded for word in _NAMED):
        return None
    if any(pattern.search(words) for pattern in _WITHDRAWS):
        return WITHDRAWN
    return CORRECTED if any(pattern.search(words) for pattern in _CORRECTS) else None


def _claim(document: Document, sentence: Sentence, words: str, kind: str, times: Iterable[Timex]) -> Claim:
    span = document.span(sentence.start, sentence.end)
    outlet = document.outlet or "the outlet"
    day = next((_dated(document, t) for t in times if t.sentence == sentence.index and t.interval), None)
    return Claim(
        id=stable_id("cl", document.id, kind, span.start, span.end),
        document=document.id,
        speaker=None,
        side=None,
        matter=Matter(matter_class=kind, object=None, planned=day, span=span),
        stance=Stance.AGAINST,
        content=span,
        measure=None,
        attribution=(SourceLink(outlet, SourceKind.MEDIA, None, None),),
        evidence=Evidence(span, span, words),
    )


def _dated(document: Document, timex: Timex) -> DatedBy | None:
    """The day of the report that is meant; nothing vaguer than a day says which."""
    if timex.interval is None or not timex.interval.is_day or timex.granularity is None or timex.basis is None:
        return None
    return DatedBy(
        timex.interval, timex.granularity, timex.basis, timex.derivation, document.span(timex.start, timex.end)
    )
