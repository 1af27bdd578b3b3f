"""An object of the ledger with its evidence: the paragraph it stands in, and what each marked stretch of it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.model import ActorRef, Block, Claim, CleanText, DatedBy, Document, Event, Json, SourceLink, Span
from dragoman.protocols import StoredDocument
from dragoman.query.words import draw


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """`[start, end)` of a paragraph, what it is (trigger, actor, ...), and what it stands for; `span` is raw."""

    start: int
    end: int
    kind: str
    text: str
    says: str
    span: Span

    def to_json(self) -> Json:
        """All fields by name; `span` counts in the decoded input."""
        return {
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "text": self.text,
            "says": self.says,
            "span": self.span.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the cleaned text of a report, with the stretches that ground an object, sorted and disjoint.

    `elsewhere` are grounds outside the paragraph (a date taken from another sentence).
    """

    text: str
    marks: tuple[Mark, ...]
    elsewhere: tuple[Mark, ...]
    source: StoredDocument
    kind: str = "body"

    def to_json(self) -> Json:
        """The paragraph, what it is, its marks, and the report in short."""
        return {
            "text": self.text,
            "kind": self.kind,
            "marks": [mark.to_json() for mark in self.marks],
            "elsewhere": [mark.to_json() for mark in self.elsewhere],
            "document": self.source.to_json(),
        }


Ground = tuple[Span, str, str]
"""A raw span, the kind of mark, and what it stands for."""


def event_context(event: Event, document: Document, source: StoredDocument) -> Paragraph:
    """The paragraph of an event with trigger, actors, dates, matter, sources and reasons marked."""
    return _paragraph(document, source, event.evidence.sentence, list(_event_grounds(event)))


def claim_context(claim: Claim, document: Document, source: StoredDocument) -> Paragraph:
    """The paragraph of a claim with its content and sources marked."""
    grounds: list[Ground] = list(_source_grounds(claim.attribution))
    grounds.append((claim.content, "content", f"stance: {claim.stance}"))
    return _paragraph(document, source, claim.evidence.sentence, grounds)


def _event_grounds(event: Event) -> Iterator[Ground]:
    yield event.evidence.trigger, "trigger", describe_act(event)
    for kind, actors in (("actor", event.actors), ("recipient", event.recipients)):
        for actor in actors:
            if actor.span:
                yield actor.span, kind, describe_actor(actor)
            if actor.antecedent:
                yield actor.antecedent, "antecedent", f"{actor.name} stands for this"
    for kind, dated in (("date", event.date), ("effective", event.effective)):
        if dated and dated.span:
            yield dated.span, kind, describe_date(dated)
    if event.matter and event.matter.span:
        yield event.matter.span, "matter", " ".join(filter(None, (event.matter.matter_class, event.matter.object)))
    if event.place_span:
        yield event.place_span, "place", event.place or ""
    for reason in event.reasons:
        yield reason.span, "reason", " ".join(filter(None, (reason.kind, f"by {reason.by}" if reason.by else "")))
    yield from _source_grounds(event.attribution)


def _source_grounds(chain: tuple[SourceLink, ...]) -> Iterator[Ground]:
    for link in chain:
        says = f"{link.source} ({', '.join(filter(None, (str(link.kind), link.side)))})"
        if link.span:
            yield link.span, "source", says
        if link.cue:
            yield link.cue, "cue", f"said by {link.source}"


def describe_actor(actor: ActorRef) -> str:
    """Who it is, as far as that is known: id and person, else the candidates."""
    if actor.id:
        return f"{actor.id} ({actor.person})" if actor.person else actor.id
    if actor.candidates:
        return f"one of {', '.join(actor.candidates)}"
    return f"unresolved, {actor.country}" if actor.country else "unresolved"


def describe_date(dated: DatedBy) -> str:
    """The interval in words, and how it was got."""
    return f"{draw(dated.interval, dated.granularity)} ({dated.basis}: {dated.derivation})"


def _paragraph(document: Document, source: StoredDocument, sentence: Span, grounds: list[Ground]) -> Paragraph:
    clean = document.clean
    home = clean_range(clean, sentence)
    block = _block_at(clean, home[0]) if home else None
    if home is None or block is None:
        text = document.raw[sentence.start : sentence.end]
        everywhere = tuple(_elsewhere(document, ground) for ground in sorted(grounds))
        return Paragraph(text, (), everywhere, source)
    inside: list[Mark] = []
    outside: list[Mark] = []
    for span, kind, says in grounds:
        place = clean_range(clean, span)
        if place and block.start <= place[0] and place[1] <= block.end:
            text = clean.text[place[0] : place[1]]
            inside.append(Mark(place[0] - block.start, place[1] - block.start, kind, text, says, span))
        else:
            outside.append(_elsewhere(document, (span, kind, says)))
    text = clean.text[block.start : block.end]
    return Paragraph(text, tuple(sorted(set(inside))), tuple(sorted(set(outside))), source, str(block.kind))


def document_context(document: Document, source: StoredDocument, events: Iterable[Event]) -> Iterator[Paragraph]:
    """Every block of a report, noise too, with the triggers of its events marked."""
    clean = document.clean
    placed: list[tuple[tuple[int, int], Event]] = []
    for event in events:
        place = clean_range(clean, event.evidence.trigger)
        if place:
            placed.append((place, event))
    for block in clean.blocks:
        marks = [
            Mark(
                start - block.start,
                end - block.start,
                "trigger",
                clean.text[start:end],
                f"{describe_act(event)} {event.id}",
                event.evidence.trigger,
            )
            for (start, end), event in placed
            if block.start <= start and end <= block.end
        ]
        yield Paragraph(clean.text[block.start : block.end], tuple(sorted(marks)), (), source, str(block.kind))


def describe_act(event: Event) -> str:
    """Type, mode, status and phase in the words of the ledger."""
    return " ".join(filter(None, (event.type, event.mode, str(event.status), str(event.phase or ""))))


def _elsewhere(document: Document, ground: Ground) -> Mark:
    span, kind, says = ground
    return Mark(0, 0, kind, document.raw[span.start : span.end], says, span)


def _block_at(clean: CleanText, position: int) -> Block | None:
    return next((block for block in clean.blocks if block.start <= position < block.end), None)


def clean_range(clean: CleanText, span: Span) -> tuple[int, int] | None:
    """The stretch of the cleaned text that a raw span covers, or `None` where cleaning left nothing of it."""
    first: int | None = None
    last: int | None = None
    for clean_start, raw_start, length in clean.segments:
        low, high = max(span.start, raw_start), min(span.end, raw_start + length)
        if low >= high:
            continue
        begin, end = clean_start + low - raw_start, clean_start + high - raw_start
        first = begin if first is None else min(first, begin)
        last = end if last is None else max(last, end)
    return None if first is None or last is None else (first, last)


def layered(marks: tuple[Mark, ...]) -> list[Mark]:
    """The marks to draw on one line of text: sorted, and none inside or across another.

    Where two overlap, the shorter one is drawn, since it says more; the trigger is always drawn. All of them stay in
    the legend.
    """
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.kind != "trigger", m.end - m.start, m)):
        if mark.end > mark.start and all(mark.end <= other.start or other.end <= mark.start for other in chosen):
            chosen.append(mark)
    return sorted(chosen)
