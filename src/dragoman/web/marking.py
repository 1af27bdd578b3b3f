"""The text of a report with all that was found in it, cut into stretches that never cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Document, Event, Span, StoredMention
from dragoman.protocols import StoredEvent
from dragoman.query.context import clean_range, describe_act, describe_actor, describe_date

ORDER = ("trigger", "date", "cue", "source", "actor", "recipient", "matter", "place", "reason", "mention")
"""Kinds of marks, those that say most first: a stretch under several leads where the first of them does."""


@dataclass(frozen=True, slots=True)
class Found:
    """`[start, end)` of a text, what it is, what it says, and where it leads."""

    start: int
    end: int
    kind: str
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text under the same marks throughout. `anchor` is the id that a link to an event aims at."""

    text: str
    kinds: tuple[str, ...] = ()
    says: str = ""
    href: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a report: what it is, its stretches, and the events whose sentence begins in it."""

    kind: str
    is_noise: bool
    stretches: tuple[Stretch, ...]
    events: tuple[StoredEvent, ...]


def stretches(text: str, found: Iterable[Found]) -> tuple[Stretch, ...]:
    """The text cut at every edge of a mark; joined again it is the text."""
    marks = [mark for mark in found if 0 <= mark.start < mark.end <= len(text)]
    begins: dict[int, list[Found]] = defaultdict(list)
    for mark in marks:
        begins[mark.start].append(mark)
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    live: list[Found] = []
    anchored: set[str] = set()
    out: list[Stretch] = []
    for start, end in pairwise(edges):
        live = [mark for mark in live if mark.end > start] + begins[start]
        out.append(_stretch(text[start:end], sorted(live, key=_weight), anchored))
    return tuple(out)


def _weight(mark: Found) -> tuple[int, int, int, str]:
    return (ORDER.index(mark.kind), mark.end - mark.start, mark.start, mark.href)


def _stretch(text: str, live: Sequence[Found], anchored: set[str]) -> Stretch:
    if not live:
        return Stretch(text)
    kinds = tuple(dict.fromkeys(mark.kind for mark in live))
    says = "; ".join(dict.fromkeys(f"{mark.kind}: {mark.says}" for mark in live))
    anchor = ""
    if live[0].kind == "trigger" and live[0].href not in anchored:
        anchored.add(live[0].href)
        anchor = live[0].href.rpartition("/")[2]
    return Stretch(text, kinds, says, live[0].href, anchor)


def parts(document: Document, rows: Sequence[StoredEvent], mentions: Iterable[StoredMention]) -> Iterator[Part]:
    """The blocks of a report in order, noise too, with events, actors, dates and sources marked."""
    clean = document.clean
    placed = list(_placed(document, rows, mentions))
    for block in clean.blocks:
        text = clean.text[block.start : block.end]
        inside = [
            Found(start - block.start, end - block.start, kind, says, href)
            for start, end, kind, says, href in placed
            if block.start <= start and end <= block.end
        ]
        mine = tuple(row for row in rows if _begins_in(document, row.event, block.start, block.end))
        yield Part(str(block.kind), block.kind.is_noise, stretches(text, inside), mine)


def _begins_in(document: Document, event: Event, start: int, end: int) -> bool:
    place = clean_range(document.clean, event.evidence.trigger)
    return place is not None and start <= place[0] < end


def _placed(
    document: Document, rows: Sequence[StoredEvent], mentions: Iterable[StoredMention]
) -> Iterator[tuple[int, int, str, str, str]]:
    taken: set[Span] = set()
    for row in rows:
        for span, kind, says in _grounds(row.event):
            taken.add(span)
            place = clean_range(document.clean, span)
            if place is not None:
                yield *place, kind, says, f"/events/{row.event.id}"
    for mention in mentions:
        place = clean_range(document.clean, mention.span)
        target = mention.actor or mention.person
        if target and place is not None and mention.span not in taken:
            yield *place, "mention", target, f"/actors/{target}"


def _grounds(event: Event) -> Iterator[tuple[Span, str, str]]:
    yield event.evidence.trigger, "trigger", describe_act(event)
    for kind, actors in (("actor", event.actors), ("recipient", event.recipients)):
        for actor in actors:
            if actor.span:
                yield actor.span, kind, describe_actor(actor)
    if event.date and event.date.span:
        yield event.date.span, "date", describe_date(event.date)
    if event.matter and event.matter.span:
        yield event.matter.span, "matter", " ".join(filter(None, (event.matter.matter_class, event.matter.object)))
    if event.place_span:
        yield event.place_span, "place", event.place or ""
    for link in event.attribution:
        if link.span:
            yield link.span, "source", f"{link.source} ({link.kind})"
        if link.cue:
            yield link.cue, "cue", f"said by {link.source}"
