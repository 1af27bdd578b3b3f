"""A report on its way in: as found, as cleaned, as dated, and where it was met."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.dates import Interval, to_iso
from dragoman.model.spans import Json, Span, interval_from, span_json, stable_id
from dragoman.model.words import BlockKind, PublishedBasis


@dataclass(frozen=True, slots=True)
class Report:
    """What a source hands over: one report as found, nothing decided yet.

    `content` is the decoded input in which all spans count; `format` is "text" or "html". `published` is what the place
    said, unread; `published_basis` is USER where a person said it and METADATA otherwise. `fetched` is the instant
    (ISO) at which a page was fetched, where that is known.
    """

    path: str
    content: str
    format: str = "text"
    published: str | None = None
    published_basis: PublishedBasis = PublishedBasis.METADATA
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """One report, or one stage of one report, that could not be done, and what to do about it."""

    path: str
    stage: str
    reason: str
    remedy: str = ""

    def to_json(self) -> Json:
        """All fields by name."""
        return {"path": self.path, "stage": self.stage, "reason": self.reason, "remedy": self.remedy}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Failure:
        """Read the shape of `to_json`."""
        return cls(value["path"], value["stage"], value["reason"], value["remedy"])


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline, caption or piece of noise: `[start, end)` of the cleaned text, and what it is."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text of a report as a reader sees it, and the way back to the input.

    `text` is the blocks joined by a blank line. `segments` are `(clean_start, raw_start, length)`, sorted: clean code
    points `clean_start + i` stand at raw `raw_start + i` for `i < length`. Clean code points between segments (a
    decoded entity, a joined line) belong to the raw stretch between their neighbours.
    """

    text: str
    blocks: tuple[Block, ...]
    segments: tuple[tuple[int, int, int], ...]

    def raw_span(self, start: int, end: int) -> Span:
        """The raw span of clean `[start, end)`."""
        if end <= start:
            point = self._raw(start)
            return Span(point, point)
        return Span(self._raw(start), self._raw(end - 1, last=True) + 1)

    def _raw(self, position: int, *, last: bool = False) -> int:
        """The raw place of a clean code point; inside a gap, the first or the last raw place of the gap."""
        index = bisect_right(self.segments, (position, sys.maxsize)) - 1
        if index < 0:
            return 0 if not self.segments else self.segments[0][1]
        clean_start, raw_start, length = self.segments[index]
        if position < clean_start + length:
            return raw_start + position - clean_start
        if last and index + 1 < len(self.segments):
            return self.segments[index + 1][1] - 1
        return raw_start + length


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that a text says about the day of its own report."""

    text: str
    span: Span | None
    says: str
    interval: Interval

    def to_json(self) -> Json:
        """`text`, `span` and `says`, with the interval it allows."""
        return {
            "text": self.text,
            "span": span_json(self.span),
            "says": self.says,
            "earliest": to_iso(self.interval.earliest),
            "latest": to_iso(self.interval.latest),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Constraint:
        """Read the shape of `to_json`."""
        interval = interval_from(value["earliest"], value["latest"])
        return cls(value["text"], Span.from_json(value["span"]), value["says"], interval)


@dataclass(frozen=True, slots=True)
class Published:
    """The day, or days, on which a report can have appeared, and why.

    `alone` is what the report by itself says of it, where other reports of the ledger have said more since.
    """

    interval: Interval
    basis: PublishedBasis
    constraints: tuple[Constraint, ...] = ()
    contradiction: str | None = None
    alone: Published | None = None

    def to_json(self) -> Json:
        """The shape of `published` of a document; `alone` only where it differs."""
        alone = {"alone": self.alone.to_json()} if self.alone else {}
        return {
            "earliest": to_iso(self.interval.earliest),
            "latest": to_iso(self.interval.latest),
            "basis": str(self.basis),
            "constraints": [c.to_json() for c in self.constraints],
            "contradiction": self.contradiction,
            **alone,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Published:
        """Read the shape of `to_json`."""
        return cls(
            interval_from(value["earliest"], value["latest"]),
            PublishedBasis(value["basis"]),
            tuple(Constraint.from_json(c) for c in value["constraints"]),
            value["contradiction"],
            cls.from_json(value["alone"]) if value.get("alone") else None,
        )


UNDATED = Published(Interval(), PublishedBasis.NONE)


@dataclass(frozen=True, slots=True)
class Document:
    """One report as read. `raw` is the decoded input, newlines untouched; all spans count in it.

    `author` is who a page says wrote it; `address` the one address that it gives for itself, whatever led there.
    """

    id: str
    raw: str
    clean: CleanText
    format: str
    title: str | None = None
    outlet: str | None = None
    side: str | None = None
    language: str = "en"
    published: Published = UNDATED
    author: str | None = None
    address: str | None = None

    def span(self, start: int, end: int) -> Span:
        """The raw span of cleaned `[start, end)`."""
        return self.clean.raw_span(start, end)

    @property
    def words(self) -> int:
        """Words of the cleaned text, noise included."""
        return len(self.clean.text.split())

    @property
    def noise(self) -> list[tuple[Span, BlockKind]]:
        """Raw spans of the blocks that report nothing, with their kind."""
        return [(self.span(b.start, b.end), b.kind) for b in self.clean.blocks if b.kind.is_noise]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a document was met; `fetched` is the instant at which, where that is known.

    A place at which the same was met again is the same place: `fetched` tells no sightings apart.
    """

    document: str
    path: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = PublishedBasis.METADATA
    fetched: str | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Depends on the document and the place alone."""
        return stable_id("si", self.document, self.path, self.url or "")
