"""Objects of the model as rows of the tables, and back.

A body is JSON in ASCII: it keeps what plain text columns of a database refuse (NUL, lone surrogates of a file name that
is no UTF-8). Columns to search by hold the same with those replaced.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from dragoman.dates import Interval, to_iso
from dragoman.model import (
    Block,
    BlockKind,
    Claim,
    CleanText,
    Document,
    Event,
    Failure,
    Json,
    Judgement,
    Matter,
    Published,
    PublishedBasis,
    Reading,
    Sighting,
    Span,
    StoredMention,
    stable_id,
)
from dragoman.store.schema import FOREVER, UNKNOWN_DAY

Row = dict[str, Any]
_BASES = list(PublishedBasis)
_LEVEL = 6  # of zlib: half the time of 9 for one part in a hundred more bytes


def instant(moment: datetime) -> str:
    """An aware instant as text of one width in UTC. Raises ValueError on a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {moment}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def write_json(value: object) -> str:
    """JSON in ASCII with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def plain(text: str) -> str:
    """Text that every database takes: NUL and lone surrogates become U+FFFD."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def folded(parts: Iterable[str | None]) -> str:
    """What a search for a part of a text looks in, whatever the case."""
    return plain("\n".join(part for part in parts if part).casefold())


def order_day(day: date | None) -> str:
    """A day as it sorts: the unknown comes last."""
    return UNKNOWN_DAY if day is None else day.isoformat()


# ------------------------------------------------------------------ sightings and readings


def sighting_json(sighting: Sighting) -> Json:
    """All fields by name but `fetched`, which tells no sightings apart."""
    return {
        "document": sighting.document,
        "path": sighting.path,
        "url": sighting.url,
        "outlet": sighting.outlet,
        "title": sighting.title,
        "published": sighting.published,
        "basis": str(sighting.published_basis),
    }


def sighting_key(sighting: Sighting) -> str:
    """Depends on all fields: the same place with another date is another record of the same sighting."""
    return stable_id("sk", write_json(sighting_json(sighting)))


def sighting_row(sighting: Sighting, recorded: str) -> Row:
    """A row of `sightings`."""
    return {
        "key": sighting_key(sighting),
        "document": sighting.document,
        "path": plain(sighting.path),
        "search": folded((sighting.path, sighting.title, sighting.outlet)),
        "body": write_json({**sighting_json(sighting), "fetched": sighting.fetched}),
        "recorded_at": recorded,
    }


def sighting_from(body: str) -> Sighting:
    """Read the body of `sightings`."""
    value = json.loads(body)
    return Sighting(
        value["document"],
        value["path"],
        value["url"],
        value["outlet"],
        value["title"],
        value["published"],
        PublishedBasis(value["basis"]),
        value.get("fetched"),
    )


def sighting_date_row(reading: Reading, key: str, recorded: str) -> Row:
    """A row of `sighting_dates`: the day that this version finds for this sighting."""
    published = reading.document.published
    return {
        "sighting": key,
        "version": reading.version,
        "document": reading.document.id,
        "published_earliest": to_iso(published.interval.earliest),
        "published_latest": to_iso(published.interval.latest),
        "basis": str(published.basis),
        "recorded_at": recorded,
    }


def rank(reading: Reading) -> str:
    """Orders the readings of one document by one version: basis of the date, path, address, all else; least counts."""
    sighting = reading.sighting
    basis = _BASES.index(reading.document.published.basis)
    return "\x1f".join((f"{basis:02d}", plain(sighting.path), plain(sighting.url or ""), sighting_key(sighting)))


def text_row(document: Document) -> Row:
    """A row of `texts`; its id depends on the input and on how it was cleaned."""
    clean = write_json(
        {
            "text": document.clean.text,
            "blocks": [[block.start, block.end, str(block.kind)] for block in document.clean.blocks],
            "segments": document.clean.segments,
        }
    )
    return {
        "id": stable_id("tx", document.raw, clean),
        "raw": zlib.compress(document.raw.encode("utf-8", "surrogatepass"), _LEVEL),
        "clean": zlib.compress(clean.encode("ascii"), _LEVEL),
    }


def clean_from(packed: bytes) -> CleanText:
    """Read `clean` of `texts`."""
    value = json.loads(zlib.decompress(packed))
    return CleanText(
        value["text"],
        tuple(Block(start, end, BlockKind(kind)) for start, end, kind in value["blocks"]),
        tuple((clean, raw, length) for clean, raw, length in value["segments"]),
    )


def words_from(packed: bytes, wanted: str = "") -> str:
    """The text alone of `clean` of `texts`; empty where it surely does not hold `wanted`, casefolded, in any case.

    Most of what is looked into for some words has them apart: that is seen before the JSON is read.
    """
    body = zlib.decompress(packed)
    if wanted and _BARE.fullmatch(wanted) and b"\\u" not in body and wanted.encode("ascii") not in body.lower():
        return ""
    text: str = json.loads(body)["text"]
    return text


_BARE = re.compile("[a-z0-9 .,'-]+")
"""What stands in JSON of ASCII as it stands in the text, but for letters of other scripts: they are escaped."""


def raw_from(packed: bytes) -> str:
    """Read `raw` of `texts`."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def reading_row(reading: Reading, text: str, events: int, recorded: str) -> Row:
    """A row of `readings`: everything about the report but its text."""
    document = reading.document
    published = document.published
    return {
        "id": stable_id("rd", document.id, reading.version, rank(reading)),
        "document": document.id,
        "version": reading.version,
        "rank": rank(reading),
        "text": text,
        "published_earliest": to_iso(published.interval.earliest),
        "published_latest": to_iso(published.interval.latest),
        "order_published": order_day(published.interval.earliest),
        "outlet": None if document.outlet is None else plain(document.outlet),
        "search": folded((document.title, document.outlet)),
        "events": events,
        "body": write_json(
            {
                "title": document.title,
                "outlet": document.outlet,
                "side": document.side,
                "language": document.language,
                "author": document.author,
                "address": document.address,
                "format": document.format,
                "words": document.words,
                "noise": [[*span.to_json(), str(kind)] for span, kind in document.noise],
                "published": published.to_json(),
            }
        ),
        "recorded_at": recorded,
        "superseded_at": FOREVER,
    }


def document_from(identity: str, body: str, raw: bytes, clean: bytes) -> Document:
    """The whole report from a row of `readings` and one of `texts`."""
    value = json.loads(body)
    return Document(
        identity,
        raw_from(raw),
        clean_from(clean),
        value["format"],
        value["title"],
        value["outlet"],
        value["side"],
        value["language"],
        Published.from_json(value["published"]),
        value.get("author"),
        value.get("address"),
    )


# ------------------------------------------------------------------ what stands in a reading


def event_row(event: Event, head: Row) -> Row:
    """A row of `events`; `head` is the row of its reading."""
    interval = event.date.interval if event.date else Interval()
    names = [actor.name for actor in (*event.actors, *event.recipients)]
    return {
        "reading": head["id"],
        "id": event.id,
        "document": head["document"],
        "type": event.type,
        "mode": event.mode,
        "status": str(event.status),
        "phase": str(event.phase) if event.phase else None,
        "date_earliest": to_iso(interval.earliest),
        "date_latest": to_iso(interval.latest),
        "historical": event.historical,
        "confidence": event.confidence,
        "embedded_in": event.embedded_in,
        "trigger_start": event.evidence.trigger.start,
        "order_date": order_day(interval.earliest),
        "order_published": head["order_published"],
        "search": folded((event.evidence.quote, *names, event.matter.object if event.matter else None)),
        "body": write_json(event.to_json()),
        "recorded_at": head["recorded_at"],
        "superseded_at": FOREVER,
    }


def actor_rows(event: Event, reading: str) -> list[Row]:
    """Rows of `event_actors`."""
    return [
        {
            "reading": reading,
            "event": event.id,
            "role": role,
            "position": position,
            "actor": actor.id,
            "country": actor.country,
            "person": actor.person,
            "name": plain(actor.name),
        }
        for role, actors in (("actor", event.actors), ("recipient", event.recipients))
        for position, actor in enumerate(actors)
    ]


def _matter_class(matter: Matter | None) -> str | None:
    return matter.matter_class if matter else None


def claim_row(claim: Claim, head: Row) -> Row:
    """A row of `claims`."""
    return {
        "reading": head["id"],
        "id": claim.id,
        "document": head["document"],
        "speaker": claim.speaker,
        "side": claim.side,
        "stance": str(claim.stance),
        "matter": _matter_class(claim.matter),
        "content_start": claim.content.start,
        "order_published": head["order_published"],
        "search": folded((claim.evidence.quote, claim.matter.object if claim.matter else None)),
        "body": write_json(claim.to_json()),
        "recorded_at": head["recorded_at"],
        "superseded_at": FOREVER,
    }


def mention_rows(mentions: Iterable[StoredMention], head: Row) -> list[Row]:
    """Rows of `mentions`, in the order of the text whatever order they were found in."""
    found = {write_json(mention.to_json()): mention for mention in mentions}
    ordered = sorted(found.items(), key=lambda item: (item[1].span, item[0]))
    return [
        {
            "reading": head["id"],
            "position": position,
            "document": head["document"],
            "span_start": mention.span.start,
            "actor": mention.actor,
            "country": mention.country,
            "person": mention.person,
            "search": folded((mention.name,)),
            "body": body,
            "recorded_at": head["recorded_at"],
            "superseded_at": FOREVER,
        }
        for position, (body, mention) in enumerate(ordered)
    ]


def mention_from(body: str) -> StoredMention:
    """Read the body of `mentions`."""
    value: Mapping[str, Any] = json.loads(body)
    antecedent = value["antecedent"]
    return StoredMention(
        document=value["document"],
        span=Span(*value["span"]),
        actor=value["actor"],
        kind=value["kind"],
        name=value["name"],
        country=value["country"],
        person=value["person"],
        description=value["description"],
        candidates=tuple(value["candidates"]),
        antecedent=Span(*antecedent) if antecedent else None,
        score=value["score"],
        why=value["why"],
    )


def failure_row(failure: Failure, recorded: str, *, reading: str = "", document: str | None = None) -> Row:
    """A row of `failures`; `reading` is empty where nothing of the path could be read."""
    body = write_json(failure.to_json())
    return {
        "id": stable_id("fa", reading, body, recorded),  # what failed, was settled and failed again is a new record
        "reading": reading,
        "document": document,
        "path": plain(failure.path),
        "stage": failure.stage,
        "body": body,
        "recorded_at": recorded,
        "superseded_at": FOREVER,
    }


def judgement_row(judgement: Judgement) -> Row:
    """A row of `judgements`. Raises ValueError where its instant is not one."""
    return {
        "id": judgement.id,
        "target": plain(judgement.target),
        "action": plain(judgement.action),
        "body": write_json(
            {"value": dict(judgement.value), "who": judgement.who, "recorded_at": judgement.recorded_at}
        ),
        "recorded_at": instant(datetime.fromisoformat(judgement.recorded_at)),
    }


def judgement_from(row: Any) -> Judgement:
    """Read a row of `judgements`."""
    value = json.loads(row.body)
    return Judgement(row.id, row.target, row.action, value["value"], value["who"], value["recorded_at"])
