"""Whom a report is about: the states that it names first and most, for matters whose sentence names nobody.

"The exercise was broken off" stands in a report on two navies: theirs is the exercise. Asked only for sentences that
tell the course of a matter and leave its parties to the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.model import ActorRef, Document, Mention

LEAD = 2
"""Sentences, the title not counted, in which a report says whom it is about."""

MOST = 4
"""A report that names more states than these is about none of them."""

SHARE = 0.34
"""Of the mentions of the state named most, how many another must have to be a party too."""


def told_about(mentions: Iterable[Mention], document: Document) -> tuple[ActorRef, ...]:
    """The states that a report is about, each with its first mention; empty where that is not plain.

    Two to four states count that are named in the first sentence that names any, or in the next ones and again; a body
    or an official counts for the state.
    """
    ordered = sorted((m for m in mentions if _is_of_a_state(m)), key=lambda m: m.start)
    if not ordered:
        return ()
    sentences = sorted({m.sentence for m in ordered})
    first = {m.country for m in ordered if m.sentence == sentences[0]}
    if len(first) == 1:  # a title often names one, and the sentence under it both
        first |= {m.country for m in ordered if m.sentence in sentences[:2]}
    lead = {m.country for m in ordered if m.sentence <= sentences[0] + LEAD}
    counted = Counter(m.country for m in ordered)
    most = max(counted.values())
    chosen = [code for code in counted if code in first or (code in lead and counted[code] >= SHARE * most)]
    if not 2 <= len(chosen) <= MOST:
        return ()
    firsts = {code: next(m for m in ordered if m.country == code) for code in chosen}
    return tuple(_ref(str(code), firsts[code], document) for code in sorted(chosen, key=str))


def _is_of_a_state(mention: Mention) -> bool:
    """Whether it speaks for a state: a company with its seat there, or the agency that reports, does not."""
    code = mention.country or ""
    head = (mention.actor or code).partition(".")[0]
    return len(code) == len("JPN") and (head == code or head.startswith("person/"))


def _ref(code: str, mention: Mention, document: Document) -> ActorRef:
    return ActorRef(
        id=code,
        country=code,
        name=mention.name,
        span=None,
        antecedent=document.span(mention.start, mention.end),
        why="the report is about this state; the sentence names nobody",
    )
