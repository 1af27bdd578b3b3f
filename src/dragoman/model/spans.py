"""Ids, spans in the decoded input, and intervals with the reason for them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.dates import DateBasis, Granularity, Interval, from_iso, to_iso

Json = dict[str, Any]


def stable_id(prefix: str, *parts: object) -> str:
    """`prefix` and sixteen characters that depend on nothing but `parts` (BLAKE2b, 80 bits, base 32)."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=10)
    return f"{prefix}_{base64.b32encode(digest.digest()).decode('ascii').lower()}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in code points of a document's decoded input."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that no text could have."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def overlaps(self, other: Span) -> bool:
        """Whether a code point lies in both."""
        return self.start < other.end and other.start < self.end

    def to_json(self) -> list[int]:
        """`[start, end]`."""
        return [self.start, self.end]

    @classmethod
    def from_json(cls, value: Sequence[int] | None) -> Span | None:
        """Read `[start, end]`; `None` stays `None`."""
        return None if value is None else cls(value[0], value[1])


def span_json(span: Span | None) -> list[int] | None:
    """`[start, end]`, or `None` for none."""
    return None if span is None else span.to_json()


@lru_cache(maxsize=8192)
def interval_from(earliest: str | None, latest: str | None) -> Interval:
    """The interval between two ISO days, one object for all who name it: thousands of events share few days.

    Raises ValueError where it is none.
    """
    return Interval(from_iso(earliest), from_iso(latest))


@dataclass(frozen=True, slots=True)
class DatedBy:
    """An interval of days with the reason for it."""

    interval: Interval
    granularity: Granularity
    basis: DateBasis
    derivation: str
    span: Span | None = None

    def to_json(self) -> Json:
        """The shape of `date` and `effective` of an event."""
        return {
            "earliest": to_iso(self.interval.earliest),
            "latest": to_iso(self.interval.latest),
            "granularity": str(self.granularity),
            "basis": str(self.basis),
            "derivation": self.derivation,
            "span": span_json(self.span),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> DatedBy | None:
        """Read the shape of `to_json`; `None` stays `None`."""
        if value is None:
            return None
        return cls(
            interval_from(value["earliest"], value["latest"]),
            Granularity(value["granularity"]),
            DateBasis(value["basis"]),
            value["derivation"],
            Span.from_json(value["span"]),
        )
