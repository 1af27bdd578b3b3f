"""Dates that an act has from an earlier mention: "the talks" are those held on Monday, what was asked there was then.

Three ways, each narrow: the act is named again with its article ("the expulsion"); it was done on an occasion that was
dated before ("at the talks, Norway demanded"); or the sentence right after one about a meeting goes on with one of
those who met. What "had been" done when a dated act followed it was done before that act. An inherited date is
`inferred`, says from where, and has the span of the words that gave it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dragoman.dates import DateBasis
from dragoman.ledger.dating.chronicle import date_by_heading
from dragoman.ledger.dating.counted import date_by_count
from dragoman.ledger.dating.events import is_background
from dragoman.ledger.dating.preceding import date_before
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.dating_words import dating_words
from dragoman.model import REAL, ActorRef, CodedEvent, DatedBy, Document, Event, Parse, Status, Timex

_POINTING: Final = dating_words("inherited", "pointing")
_OTHER: Final = dating_words("inherited", "other")
_MEETINGS: Final = dating_words("inherited", "meetings")
_MET: Final = dating_words("inherited", "met")
_MET_IN_WORDS: Final = dating_words("inherited", "met-in-words")
_AT: Final = dating_words("inherited", "at")
_SPOKEN: Final = act_types("spoken")
_AGAIN: Final = re.compile(r"\b(?:and|then|but) (?:again|once more|also) (?:in|on|last|this|at)\b")
_REACH: Final = 6  # sentences over which "the talks" still are those told of before


@dataclass(frozen=True, slots=True)
class _Place:
    """An event with where it stands."""

    item: CodedEvent
    event: Event


def inherit_dates(
    document: Document,
    parses: Mapping[int, Parse],
    coded: Sequence[CodedEvent],
    events: Sequence[Event],
    times: Sequence[Timex] = (),
) -> tuple[Event, ...]:
    """The events, those without a date given that which heads their line, is counted from an act, or was told before.

    That must be exactly one. `events` are those of `coded`, in the same order, with the dates of their own sentences;
    `times` are the expressions of the report.
    """
    headed = date_by_heading(document, parses, coded, events, times)
    counted = date_by_count(document, coded, headed, times)
    at = [_Place(item, event) for item, event in zip(coded, counted, strict=True)]
    at.sort(key=lambda place: (place.item.sentence, place.item.trigger))
    done: dict[str, Event] = {}
    told: list[_Place] = []
    ahead: list[_Place] = []
    for place in at:
        parse, event = parses.get(place.item.sentence), place.event
        if parse is not None and event.date is None and event.status in REAL:
            found = _taken_up(parse, place, told) or _on_occasion(parse, place, told) or _goes_on(parse, place, told)
            event = (
                _given(document, event, found) if found is not None else _still_to_come(document, place, parse, ahead)
            )
            if event.date is None and event.status is Status.OCCURRED:
                event = replace(event, date=date_before(parse, place.item, ((o.item, o.event) for o in told)))
        done[event.id] = event
        if event.date is not None and event.status in REAL:
            told.append(_Place(place.item, event))
        elif event.status is Status.SCHEDULED and _is_after_report(document, event):
            ahead.append(_Place(place.item, event))
    return tuple(done[event.id] for event in events)


def _is_after_report(document: Document, event: Event) -> bool:
    """Whether the day of an act is later than any on which the report can have appeared."""
    last = document.published.interval.latest
    first = event.date.interval.earliest if event.date is not None else None
    return first is not None and last is not None and first > last


def _still_to_come(document: Document, place: _Place, parse: Parse, ahead: Sequence[_Place]) -> Event:
    """What "the meeting of the ministers" names where the report said that it will be held: no meeting that was."""
    event = place.event
    sides = {a.country for a in (*event.actors, *event.recipients)} - {None}
    planned = [o for o in ahead if {a.country for a in (*o.event.actors, *o.event.recipients)} == sides]
    found = _taken_up(parse, place, planned) if event.status is Status.OCCURRED and sides else None
    return event if found is None else replace(_given(document, event, found), status=Status.SCHEDULED)


def _given(document: Document, event: Event, source: DatedBy) -> Event:
    why = f"as told before: {source.derivation}"
    date = replace(source, basis=DateBasis.INFERRED, derivation=why)
    return replace(
        event,
        date=date,
        date_words=None,
        historical=event.historical or is_background(date, document.published.interval),
    )


def _only(found: Sequence[_Place]) -> DatedBy | None:
    """The date of all of them, if it is one."""
    dates = [place.event.date for place in found if place.event.date is not None]
    return dates[-1] if dates and len({date.interval for date in dates}) == 1 else None


def _near(place: _Place, told: Sequence[_Place]) -> list[_Place]:
    """What was told of a little before, save what was done more than once ("met in July and again in May")."""
    before = (other for other in told if 0 < place.item.sentence - other.item.sentence <= _REACH)
    return [other for other in before if not _AGAIN.search(other.event.evidence.quote)]


def _taken_up(parse: Parse, place: _Place, told: Sequence[_Place]) -> DatedBy | None:
    """The date of the act that a noun with its article names again."""
    head = place.item.head
    if not _is_taken_up(parse, head):
        return None
    lemma = parse.lemmas[head].lower()
    return _only([o for o in _near(place, told) if _same_act(lemma, place.event, o)])


def _is_taken_up(parse: Parse, noun: int) -> bool:
    words = {parse.texts[c].lower() for c in parse.children[noun]}
    return parse.tags[noun].startswith("NN") and bool(words & _POINTING) and not words & _OTHER


def _same_act(lemma: str, event: Event, other: _Place) -> bool:
    same = event.type == other.event.type and (not event.mode or not other.event.mode or event.mode == other.event.mode)
    return same and _is_word_for(lemma, other) and _may_be_one(event, other.event)


def _is_word_for(lemma: str, other: _Place) -> bool:
    """Whether a noun can name an act: the same stem, or another word for a meeting."""
    matter = other.event.matter.matter_class if other.event.matter else ""
    quote = other.event.evidence.quote.lower()
    named = {word.strip(".,;:\"'“”‘’()") for word in quote.split()}
    if lemma in _MET and other.event.type == "CONSULT":
        return bool(named & _MET_IN_WORDS) or matter in _MET
    return any(word[:4] == lemma[:4] for word in (matter, *named) if len(word) > 3) or _stem(lemma) in map(_stem, named)


def _stem(word: str) -> str:
    """A crude stem that joins "expelled" and "expulsion", "arrest" and "arrested"."""
    return word[:3] if word.endswith(("sion", "sions", "led", "tion", "ted")) and len(word) > 6 else word


def _may_be_one(event: Event, other: Event) -> bool:
    """Whether neither side is another's: who acts, and on whom, where both tell it."""
    sides = ((event.actors, other.actors), (event.recipients, other.recipients))
    known = (({a.country for a in one if a.country}, {a.country for a in two if a.country}) for one, two in sides)
    return all(not one or not two or one & two for one, two in known)


def _on_occasion(parse: Parse, place: _Place, told: Sequence[_Place]) -> DatedBy | None:
    """The date of the meeting at which, as its clause says, an act was done."""
    for child in parse.children[place.item.head]:
        if parse.texts[child].lower() not in _AT or parse.deps[child] != "prep":
            continue
        for noun in parse.children[child]:
            lemma = parse.lemmas[noun].lower()
            if parse.deps[noun] == "pobj" and lemma in _MEETINGS and _is_taken_up(parse, noun):
                meetings = [o for o in _near(place, told) if o.event.type == "CONSULT" and _is_word_for(lemma, o)]
                return _only(meetings)
    return None


def _goes_on(parse: Parse, place: _Place, told: Sequence[_Place]) -> DatedBy | None:
    """The date of the meeting that the sentence before tells of, for what one of those who met said in the next.

    The act must be told in the plain past, as the story goes on, and its actor be the same office or person: what "the
    government" or "Norway" says may have been said on another day.
    """
    event, head = place.event, place.item.head
    if event.type not in _SPOKEN or parse.tags[head] != "VBD" or parse.heads[head] != head or event.attribution:
        return None
    before = [o for o in told if place.item.sentence - o.item.sentence == 1 and o.event.type == "CONSULT"]
    met = [o for o in before if any(_is_same_person(one, two) for one in event.actors for two in o.event.actors)]
    return _only(met) if len(before) == len(met) else None


def _is_same_person(one: ActorRef, two: ActorRef) -> bool:
    """Whether two names of a report are one person: by id, by office, or "the minister" of a country for its own."""
    if one.person and two.person:
        return one.person == two.person
    if one.id is None or two.id is None or "." not in one.id or one.id.startswith("IGO"):
        return False
    return one.id == two.id or (one.id.endswith(".MIN") and two.id.startswith(one.id.removesuffix("MIN")))
