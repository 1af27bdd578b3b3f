"""From when an act holds, where that is another day than the one on which it was done.

"Announced a ban from June 1" is done by announcing it, and the day is that from which it holds. "Will lift the ban from
June 1", said by the side that lifts it, is a decision made by saying so, with a later effect; said by anybody else it
is a plan. An act that needs another side to take part ("will meet from June 1") is planned whoever says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.dates import DateBasis, Granularity
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.dating_words import dating_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Chain, DatedBy, Document, Event, Phase, Status, Timex

FROM = dating_words("effect", "from")
_CHANGES = frozenset({Phase.LIFT, Phase.EASE, Phase.TIGHTEN, Phase.SUSPEND, Phase.EXTEND, Phase.BEGIN})
_BY_WORDS = act_types("by-words")
_MEASURES = act_types("measure")


def with_effect(event: Event, times: Sequence[Timex], document: Document, *, noun: bool = False) -> Event:
    """The event with its day as `effective` where that lies ahead of an act that is done by words; else unchanged.

    What is done is not done ahead of its report: what a `noun` tells of for such a day is planned ("announced the
    start of flights on May 7"), and of any other act that occurred it is no date.
    The day of the act itself is then the one on which its source spoke, or unknown. `times` are those of the sentence,
    and the attribution of the event must be known.
    """
    later = _when_it_holds(event, times, document)
    if later is not None:
        return replace(event, effective=later)
    dated = event.date or _from_its_words(event, times, document)
    if dated is None or not _is_ahead(dated, document):
        return event
    relation = next((t.relation for t in times if document.span(t.start, t.end) == dated.span), None)
    if event.status is Status.OCCURRED:
        told = event.type in _BY_WORDS and (relation in FROM or event.phase in _CHANGES)
    else:
        told = event.status is Status.SCHEDULED and relation in FROM and _is_own_decision(event)
    if not told and event.status is Status.OCCURRED:
        if not noun:
            return replace(event, date=None)
        why = "told of for a day after the report: planned"
        return replace(event, status=Status.SCHEDULED, explanation=(*event.explanation, why))
    if not told:
        return event
    why = f"{dated.derivation}; from then it holds"
    return replace(
        event,
        date=_said_on(event.attribution, dated),
        effective=replace(dated, derivation=why),
        status=Status.OCCURRED,
        explanation=(*event.explanation, "a decision by words, with a later effect"),
    )


_STARTING = re.compile(rf"\b(?:{any_of(dating_words('effect', 'starting'))})(?: from| on| of| as of)?\s*$", re.I)


def _from_its_words(event: Event, times: Sequence[Timex], document: Document) -> DatedBy | None:
    """ "Suspends flights starting on 8 July": the day after such a word, which is none of the act itself."""
    if event.status is not Status.OCCURRED or event.type not in _BY_WORDS or event.phase not in _CHANGES:
        return None
    first = event.evidence.trigger.end
    for timex in times:
        after = document.span(timex.start, timex.end)
        if timex.interval is None or after.start < first or not _STARTING.search(document.raw[first : after.start]):
            continue
        granularity, basis = timex.granularity or Granularity.DAY, timex.basis or DateBasis.INFERRED
        return DatedBy(timex.interval, granularity, basis, timex.derivation, after)
    return None


_HOLDING = re.compile(rf"\b(?:{any_of(dating_words('effect', 'holding'))})(?: from| on| of| as of| at)?\s*$", re.I)


def _when_it_holds(event: Event, times: Sequence[Timex], document: Document) -> DatedBy | None:
    """ "Scrapped it on Monday in a decree that takes effect on 8 July": the day to come from which it holds.

    The act keeps the day on which it was done.
    """
    if event.status is not Status.OCCURRED or event.type not in _BY_WORDS or event.phase not in _CHANGES:
        return None
    first = event.evidence.trigger.end
    for timex in times:
        span = document.span(timex.start, timex.end)
        if timex.interval is None or span.start < first or not _HOLDING.search(document.raw[first : span.start]):
            continue
        granularity, basis = timex.granularity or Granularity.DAY, timex.basis or DateBasis.INFERRED
        found = DatedBy(timex.interval, granularity, basis, f"{timex.derivation}; from then it holds", span)
        if event.date is not None and event.date.span != span and _is_ahead(found, document):
            return found
    return None


def _is_ahead(dated: DatedBy, document: Document) -> bool:
    first, published = dated.interval.earliest, document.published.interval.latest
    return first is not None and published is not None and first > published


def _is_own_decision(event: Event) -> bool:
    """Whether one side alone changes a measure of its own, and says so itself."""
    sides = {actor.country for actor in event.actors}
    if len(sides) != 1 or None in sides or event.type not in _MEASURES or event.phase not in _CHANGES:
        return False
    return any(link.side in sides for link in event.attribution)


def _said_on(chain: Chain, effective: DatedBy) -> DatedBy | None:
    """The day on which the source spoke; "announced a ban from June 1" does not say that it spoke on that day."""
    days = (link.said_on for link in reversed(chain) if link.said_on is not None)
    return next((day for day in days if day.span != effective.span), None)
