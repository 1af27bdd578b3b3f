"""What a ledger answers with: an object of `model` with what the ledger knows around it, and what writing changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dragoman.model import BlockKind, Claim, Event, Failure, Json, Published, Sighting, Span


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A report without its text. `sightings` are sorted by path.

    `published_conflict` is set where two sightings say different days; `maybe_later` where the report can be later than
    the `known_by` that was asked. `version` is that of the reading in view, `recorded_at` when it was recorded.
    `author` and `address` are what the page says of itself. `copies` is the id of the group of copies and versions to
    which the report belongs, `None` where it stands alone: reports of one group are one source.
    """

    id: str
    title: str | None
    outlet: str | None
    side: str | None
    language: str
    format: str
    words: int
    published: Published
    published_conflict: bool
    maybe_later: bool
    sightings: tuple[Sighting, ...]
    noise: tuple[tuple[Span, BlockKind], ...]
    failures: tuple[Failure, ...]
    events: int
    version: str
    recorded_at: datetime
    author: str | None = None
    address: str | None = None
    copies: str | None = None

    def to_json(self, path: str | None = None) -> Json:
        """The shape of a line of `documents`; `path` is that of the first sighting unless given."""
        return {
            "id": self.id,
            "path": self.sightings[0].path if path is None and self.sightings else path,
            "title": self.title,
            "outlet": self.outlet,
            "language": self.language,
            "words": self.words,
            "author": self.author,
            "address": self.address,
            "copies": self.copies,
            "published": self.published.to_json(),
            "published_conflict": self.published_conflict,
            "maybe_later": self.maybe_later,
            "events": self.events,
            "noise": [[*span.to_json(), str(kind)] for span, kind in self.noise],
            "failures": [failure.to_json() for failure in self.failures],
        }


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with the report it stands in and the occurrence and dossier it was linked to, if any.

    `source` is shared by all events of one report. `maybe_later` is that of the report.
    """

    event: Event
    source: StoredDocument
    occurrence: str | None = None
    dossier: str | None = None

    @property
    def maybe_later(self) -> bool:
        """Whether the report can be later than the `known_by` that was asked."""
        return self.source.maybe_later

    def lines(self) -> Iterator[Json]:
        """The shape of `events`: one object for each sighting of the report."""
        body = self.event.to_json()
        for sighting in self.source.sightings:
            yield {
                "id": self.event.id,
                "document": self.event.document,
                "path": sighting.path,
                "occurrence": self.occurrence,
                "dossier": self.dossier,
                **{key: value for key, value in body.items() if key not in ("id", "document")},
            }


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with the report it stands in."""

    claim: Claim
    source: StoredDocument

    def lines(self) -> Iterator[Json]:
        """The shape of `claims`: one object for each sighting of the report."""
        body = self.claim.to_json()
        for sighting in self.source.sightings:
            rest = {key: value for key, value in body.items() if key not in ("id", "document")}
            yield {"id": self.claim.id, "document": self.claim.document, "path": sighting.path, **rest}


@dataclass(frozen=True, slots=True)
class StoredFailure:
    """A failure, with the document it concerns if there is one, and when it was recorded."""

    failure: Failure
    document: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ActorCount:
    """How much one actor does and is spoken of. `actor` is `None` for an unresolved one, known by its one name.

    `names` are the words used for it, the commonest first, with how many mentions use them (none where only an event
    does). `country` is empty where its uses differ. `events` are those it takes part in, `as_actor` and `as_recipient`
    those where it does so in that role; `documents` the reports in which it does, or is mentioned.
    """

    actor: str | None
    names: tuple[tuple[str, int], ...]
    country: str | None
    events: int
    as_actor: int
    as_recipient: int
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Added:
    """What one `add` changed: counts of records, and of readings given.

    `documents` are new to the ledger; `rereads` are documents read by another version, or whose date is now taken from
    a better sighting; `unchanged` are readings that brought nothing but, at most, a sighting.
    """

    readings: int = 0
    documents: int = 0
    sightings: int = 0
    events: int = 0
    claims: int = 0
    mentions: int = 0
    rereads: int = 0
    unchanged: int = 0

    def __add__(self, other: Added) -> Added:
        """Field by field."""
        return Added(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))
