"""Items as text, for the index from which blocks are linked anew: all that linking asks of an event, and no more.

What linking does not ask (sources, reasons, derivations, explanations) is left out, so that a block of thousands of
events is read quickly. Linking what was packed gives the bytes that linking the events themselves gives; a test holds
it to that.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dragoman.dates import Interval, from_iso, to_iso
from dragoman.ledger.dossiers.items import Item
from dragoman.model import ActorRef, DatedBy, Event, Published, PublishedBasis
from dragoman.protocols import StoredDocument, StoredEvent

FORM = 60
"""Bump it where items are read, packed or divided into blocks otherwise: the index of every ledger is made anew."""

_ENCODER = json.JSONEncoder(separators=(",", ":"), sort_keys=True)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def pack(item: Item) -> str:
    """An item as JSON in ASCII; equal items give equal text."""
    source, published = item.row.source, item.row.source.published
    value = {
        "event": _bare(item.event).to_json(),
        "source": [
            source.copies,
            source.side,
            source.outlet,
            to_iso(published.interval.earliest),
            to_iso(published.interval.latest),
            str(published.basis),
        ],
        "item": [
            item.kind,
            item.family,
            list(item.parties),
            sorted(item.words),
            item.said_object,
            item.number,
            item.speaks_of,
            item.form,
            [list(each) for each in item.who],
            list(item.via),
            item.about,
            item.part_of,
            item.visitor,
            item.named,
            item.alone,
            item.guest,
            sorted(item.name),
            item.lone,
        ],
    }
    return _ENCODER.encode(value)


def unpack(body: str) -> Item:
    """The item that `pack` was given, less what linking does not ask."""
    value: dict[str, Any] = json.loads(body)
    event = Event.from_json(value["event"])
    (
        kind,
        family,
        parties,
        words,
        said,
        number,
        speaks_of,
        form,
        who,
        via,
        about,
        part_of,
        visitor,
        named,
        *by_itself,
    ) = value["item"]
    alone, guest, name, lone = by_itself
    return Item(
        row=StoredEvent(event, _source(event.document, value["source"]), None, None),
        kind=kind,
        family=family,
        parties=tuple(parties),
        words=frozenset(words),
        said_object=said,
        number=number,
        speaks_of=speaks_of,
        form=form,
        who=tuple((side, name) for side, name in who),
        via=tuple(via),
        about=about,
        part_of=part_of,
        visitor=visitor,
        named=named,
        alone=alone,
        guest=guest,
        name=frozenset(name),
        lone=lone,
    )


def _source(document: str, value: list[Any]) -> StoredDocument:
    copies, side, outlet, earliest, latest, basis = value
    return StoredDocument(
        id=document,
        title=None,
        outlet=outlet,
        side=side,
        language="",
        format="",
        words=0,
        published=Published(Interval(from_iso(earliest), from_iso(latest)), PublishedBasis(basis)),
        published_conflict=False,
        maybe_later=False,
        sightings=(),
        noise=(),
        failures=(),
        events=0,
        version="",
        recorded_at=_NEVER,
        copies=copies,
    )


def _bare(event: Event) -> Event:
    """The event without what linking does not ask."""
    matter = event.matter
    return replace(
        event,
        cameo=None,
        plover=None,
        attribution=(),
        reasons=(),
        explanation=(),
        date_words=None,
        actors=tuple(map(_known_as, event.actors)),
        recipients=tuple(map(_known_as, event.recipients)),
        date=_days(event.date),
        effective=_days(event.effective),
        matter=replace(matter, planned=_days(matter.planned), until=_days(matter.until)) if matter else None,
    )


def _known_as(ref: ActorRef) -> ActorRef:
    return ActorRef(ref.id, ref.country, ref.name, ref.span, person=ref.person)


def _days(dated: DatedBy | None) -> DatedBy | None:
    return replace(dated, derivation="", span=None) if dated else None
