"""Entities of FollowTheMoney, one JSON object a line: reports, actors, acts (https://followthemoney.tech).

A report is an Article, an actor a Person, PublicBody, Organization or Company, an act an Event that names whom it
involves and which reports prove it. Ids are those of the ledger, so that a later export updates an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

from dragoman.dates import Interval
from dragoman.export.acts import Wanted
from dragoman.export.codes import NO_COUNTRY, Codes, load_codes
from dragoman.model import Json
from dragoman.protocols import ActorCount, DocumentFilter, Store, StoredDocument
from dragoman.query.asking import Names
from dragoman.query.happenings import Act

_SCHEMAS = {"PublicBody", "Organization", "Company", "Person"}


def write_ftm(store: Store, acts: Iterable[Act], out: BinaryIO, names: Names, wanted: Wanted) -> int:
    """All reports in view, all known actors in view, then the acts. Gives the number of entities."""
    codes = load_codes()
    count = 0
    for entity in _entities(store, acts, names, wanted, codes):
        out.write(f"{json.dumps(entity, ensure_ascii=False)}\n".encode("utf-8", "replace"))
        count += 1
    return count


def _entities(store: Store, acts: Iterable[Act], names: Names, wanted: Wanted, codes: Codes) -> Iterator[Json]:
    for source in store.documents(DocumentFilter(view=wanted.view)):
        yield _report(source)
    for actor in store.actors(wanted.view):
        if actor.actor:
            yield _actor(actor, names, codes)
    for act in acts:
        yield _event(act, names, codes)


def _entity(identity: str, schema: str, **properties: Iterable[str | None]) -> Json:
    """An entity; properties are lists of text, and one without a value is left out."""
    kept = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def entity_id(name: str) -> str:
    """An id of the ledger as FollowTheMoney takes one: plain letters, digits, dots, hyphens."""
    return "dragoman-" + "".join(sign if sign.isascii() and (sign.isalnum() or sign == ".") else "-" for sign in name)


def _report(source: StoredDocument) -> Json:
    published = source.published.interval
    urls = [sighting.url for sighting in source.sightings]
    return _entity(
        entity_id(source.id),
        "Article",
        title=[source.title],
        fileName=[sighting.path.rpartition("/")[2] for sighting in source.sightings],
        sourceUrl=[url for url in urls if url and url.startswith(("http://", "https://"))],
        publisher=[source.outlet],
        publishedAt=[_date(published)],
    )


def _actor(counted: ActorCount, names: Names, codes: Codes) -> Json:
    identity = counted.actor or ""
    country = codes.countries.get(counted.country or "", NO_COUNTRY).iso2
    if identity.startswith("person/"):
        schema = "Person"
    elif identity in codes.countries:
        schema = "PublicBody"
    else:
        schema = codes.sector(identity).ftm or "Organization"
    properties = {"name": [names.name(identity)], "alias": [name for name, _ in counted.names], "country": [country]}
    return _entity(entity_id(identity), schema if schema in _SCHEMAS else "Organization", **properties)


def _event(act: Act, names: Names, codes: Codes) -> Json:
    event, when = act.row.event, act.when
    involved = [*event.actors, *event.recipients]
    said = " ".join(filter(None, (event.type, event.mode)))
    sides = dict.fromkeys(names.name(actor.id) if actor.id else actor.name for actor in involved)
    matter = event.matter
    about = (matter.object or matter.matter_class) if matter else None
    title = f"{said}: {', '.join(sides)}" if sides else said
    return _entity(
        entity_id(act.id),
        "Event",
        name=[f"{title} ({about})" if about else title],
        summary=[event.evidence.quote],
        keywords=[event.type, event.mode, str(event.status), str(event.phase or ""), event.quad, *event.contexts],
        recordId=[row.event.id for row in act.rows],
        date=[_day(when.earliest)] if when.is_day else [],
        startDate=[] if when.is_day else [_day(when.earliest)],
        endDate=[] if when.is_day else [_day(when.latest)],
        country=[codes.country(actor).iso2 for actor in involved],
        location=[event.place],
        involved=[entity_id(each) for actor in involved for each in (actor.id, actor.person) if each],
        proof=[entity_id(document) for document in act.documents],
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(interval: Interval) -> str | None:
    """The day, month or year that the interval is; dates of FollowTheMoney are no intervals: others are left out."""
    first = interval.earliest
    if first is None:
        return None
    exact = {10: Interval.day(first), 7: Interval.month(first.year, first.month), 4: Interval.year(first.year)}
    return next((first.isoformat()[:length] for length, each in exact.items() if each == interval), None)
