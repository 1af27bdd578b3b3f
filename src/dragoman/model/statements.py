"""What else is stored: claims, mentions, occurrences, judgements, and all that one run found in one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.model.documents import Document, Failure, Sighting
from dragoman.model.records import Chain, Event, Evidence, Matter, SourceLink
from dragoman.model.spans import Json, Span, span_json
from dragoman.model.words import Stance


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured quantity against a standard: ("tritium concentration", below, "global safety standards")."""

    quantity: str
    value: str | None
    unit: str | None
    comparison: str | None
    standard: str | None

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "quantity": self.quantity,
            "value": self.value,
            "unit": self.unit,
            "comparison": self.comparison,
            "standard": self.standard,
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says that is no act: a position, an assessment, a measured quantity."""

    id: str
    document: str
    speaker: str | None
    side: str | None
    matter: Matter | None
    stance: Stance
    content: Span
    measure: Measure | None
    attribution: Chain
    evidence: Evidence

    def to_json(self) -> Json:
        """The shape of a claim without `path`."""
        return {
            "id": self.id,
            "document": self.document,
            "speaker": self.speaker,
            "side": self.side,
            "matter": self.matter.to_json() if self.matter else None,
            "stance": str(self.stance),
            "content": self.content.to_json(),
            "measure": self.measure.to_json() if self.measure else None,
            "attribution": [link.to_json() for link in self.attribution],
            "evidence": self.evidence.to_json(),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Claim:
        """Read the shape of `to_json`."""
        return cls(
            value["id"],
            value["document"],
            value["speaker"],
            value["side"],
            Matter.from_json(value["matter"]),
            Stance(value["stance"]),
            Span(*value["content"]),
            Measure(**value["measure"]) if value["measure"] else None,
            tuple(SourceLink.from_json(link) for link in value["attribution"]),
            Evidence.from_json(value["evidence"]),
        )


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention as the ledger keeps it, in raw offsets."""

    document: str
    span: Span
    actor: str | None
    kind: str
    name: str
    country: str | None
    person: str | None
    description: str | None
    candidates: tuple[str, ...]
    antecedent: Span | None
    score: float
    why: str

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "document": self.document,
            "span": self.span.to_json(),
            "actor": self.actor,
            "kind": self.kind,
            "name": self.name,
            "country": self.country,
            "person": self.person,
            "description": self.description,
            "candidates": list(self.candidates),
            "antecedent": span_json(self.antecedent),
            "score": self.score,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The one happening that one or more events report. `events` are sorted; the id is that of the first."""

    id: str
    events: tuple[str, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision about an object, kept apart from what was extracted."""

    id: str
    target: str
    action: str  # accept, reject, correct, merge, split, open, note
    value: Mapping[str, Any]
    who: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one run of one version found in one document: the unit that is stored, replaced as a whole by none.

    A later reading of the same document is added beside it; which of them is in view depends on the ledger time asked.
    """

    document: Document
    sighting: Sighting
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    mentions: tuple[StoredMention, ...] = ()
    failures: tuple[Failure, ...] = ()
    version: str = ""
