"""What an event consists of, as it is stored: every span counts in the decoded input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.dates import Interval
from dragoman.model.spans import DatedBy, Json, Span, span_json
from dragoman.model.words import REAL, Phase, SourceKind, Status


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor in an event: `id` is `None` where the text does not say which one it is."""

    id: str | None
    country: str | None
    name: str
    span: Span | None
    person: str | None = None
    candidates: tuple[str, ...] = ()
    antecedent: Span | None = None
    inherited_from: str | None = None
    description: str | None = None
    why: str = ""

    def to_json(self) -> Json:
        """The shape of an actor of an event; what does not apply is left out."""
        value: Json = {"id": self.id, "country": self.country, "name": self.name, "span": span_json(self.span)}
        if self.person:
            value["person"] = self.person
        if self.candidates:
            value["candidates"] = list(self.candidates)
        if self.antecedent:
            value["antecedent"] = self.antecedent.to_json()
        if self.inherited_from:
            value["inherited_from"] = self.inherited_from
        if self.description:
            value["description"] = self.description
        if self.why:
            value["why"] = self.why
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> ActorRef:
        """Read the shape of `to_json`."""
        return cls(
            value["id"],
            value["country"],
            value["name"],
            Span.from_json(value["span"]),
            value.get("person"),
            tuple(value.get("candidates", ())),
            Span.from_json(value.get("antecedent")),
            value.get("inherited_from"),
            value.get("description"),
            value.get("why", ""),
        )


@dataclass(frozen=True, slots=True)
class Term:
    """For how long something is to last, in the words of the text: "for 90 days", "by two years", "indefinitely".

    `value` is the length as an ISO 8601 duration ("P90D"), `None` where no number is given. `relation` is "for" (it
    lasts so long), "by" (its end is moved so far) or "open" (the end is left open).
    """

    value: str | None
    text: str
    relation: str
    span: Span

    def to_json(self) -> Json:
        """All fields by name."""
        return {"value": self.value, "text": self.text, "relation": self.relation, "span": self.span.to_json()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> Term | None:
        """Read the shape of `to_json`; `None` stays `None`."""
        if value is None:
            return None
        return cls(value["value"], value["text"], value["relation"], Span(*value["span"]))


@dataclass(frozen=True, slots=True)
class Matter:
    """What an act is about. `matter_class` is ban, visit, talks, deal, drill, ...

    `until` is its last day or new date, `term` for how long it is to last.
    """

    matter_class: str
    object: str | None = None
    parties: tuple[str, ...] = ()
    number: int | None = None
    scope: str | None = None
    planned: DatedBy | None = None
    until: DatedBy | None = None
    span: Span | None = None
    term: Term | None = None

    def to_json(self) -> Json:
        """The shape of `matter` of an event."""
        return {
            "class": self.matter_class,
            "object": self.object,
            "parties": list(self.parties),
            "number": self.number,
            "scope": self.scope,
            "planned": self.planned.to_json() if self.planned else None,
            "until": self.until.to_json() if self.until else None,
            "span": span_json(self.span),
            "term": self.term.to_json() if self.term else None,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> Matter | None:
        """Read the shape of `to_json`; `None` stays `None`."""
        if value is None:
            return None
        return cls(
            value["class"],
            value["object"],
            tuple(value["parties"]),
            value["number"],
            value["scope"],
            DatedBy.from_json(value["planned"]),
            DatedBy.from_json(value["until"]),
            Span.from_json(value.get("span")),
            Term.from_json(value.get("term")),
        )


@dataclass(frozen=True, slots=True)
class SourceLink:
    """One link of an attribution: who said it, in what capacity, for which side, and the words that say so."""

    source: str
    kind: SourceKind
    actor: str | None = None
    side: str | None = None
    cue: Span | None = None
    span: Span | None = None
    said_on: DatedBy | None = None

    def to_json(self) -> Json:
        """The shape of a link of an attribution."""
        return {
            "source": self.source,
            "actor": self.actor,
            "kind": str(self.kind),
            "side": self.side,
            "cue": span_json(self.cue),
            "span": span_json(self.span),
            "said_on": self.said_on.to_json() if self.said_on else None,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> SourceLink:
        """Read the shape of `to_json`."""
        return cls(
            value["source"],
            SourceKind(value["kind"]),
            value["actor"],
            value["side"],
            Span.from_json(value["cue"]),
            Span.from_json(value["span"]),
            DatedBy.from_json(value["said_on"]),
        )


Chain = tuple[SourceLink, ...]
"""Sources of a statement, outermost first; empty where the outlet says it in its own voice."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an act was done: the words, whether it was stated or inferred, and by whom (empty: the outlet)."""

    span: Span
    kind: str
    by: str | None = None

    def to_json(self) -> Json:
        """`span`, `kind` and `by`."""
        return {"span": self.span.to_json(), "kind": self.kind, "by": self.by}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Reason:
        """Read the shape of `to_json`."""
        return cls(Span(*value["span"]), value["kind"], value["by"])


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words on which an event or claim rests."""

    sentence: Span
    trigger: Span
    quote: str
    caption: bool = False

    def to_json(self) -> Json:
        """`sentence`, `trigger`, `quote`; `caption` only where it is one."""
        value: Json = {
            "sentence": self.sentence.to_json(),
            "trigger": self.trigger.to_json(),
            "quote": self.quote,
        }
        if self.caption:
            value["caption"] = True
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Evidence:
        """Read the shape of `to_json`."""
        sentence, trigger = Span(*value["sentence"]), Span(*value["trigger"])
        return cls(sentence, trigger, value["quote"], value.get("caption", False))


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a report, and where they stand."""

    text: str
    span: Span

    def to_json(self) -> Json:
        """`text` and `span`."""
        return {"text": self.text, "span": self.span.to_json()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> Words | None:
        """Read the shape of `to_json`; `None` stays `None`."""
        return None if value is None else cls(value["text"], Span(*value["span"]))


@dataclass(frozen=True, slots=True)
class PloverCode:
    """The type and mode that a PLOVER file gets for an event."""

    type: str
    mode: str | None

    def to_json(self) -> Json:
        """`type` and `mode`."""
        return {"type": self.type, "mode": self.mode}


@dataclass(frozen=True, slots=True)
class Event:
    """One assertion, in one sentence, about one act.

    `date_words` are the words that would date it, in a report whose own day is not known ("two weeks ago").
    """

    id: str
    document: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: str
    score: float | None
    plover: PloverCode | None
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    matter: Matter | None
    place: str | None
    date: DatedBy | None
    effective: DatedBy | None
    status: Status
    phase: Phase | None
    historical: bool
    attribution: Chain
    reasons: tuple[Reason, ...]
    embedded_in: str | None
    evidence: Evidence
    confidence: float
    extractor: str
    place_span: Span | None = None
    explanation: tuple[str, ...] = ()
    date_words: Words | None = None

    def meant_for(self) -> Interval | None:
        """The time for which a planned act is meant, or the one that was put off; `None` for what is done."""
        matter = self.matter
        if self.phase in (Phase.RESCHEDULE, Phase.POSTPONE) and matter and matter.until:
            return matter.until.interval
        if matter and matter.planned:
            return matter.planned.interval
        dated = self.effective or self.date
        return dated.interval if dated and self.status not in REAL else None

    def to_json(self) -> Json:
        """The shape of an event without what other objects add; `date_words` only where it has some."""
        words = {"date_words": self.date_words.to_json()} if self.date_words else {}
        return {
            "id": self.id,
            "document": self.document,
            "embedded_in": self.embedded_in,
            "type": self.type,
            "mode": self.mode,
            "contexts": list(self.contexts),
            "cameo": self.cameo,
            "quad": self.quad,
            "score": self.score,
            "plover": self.plover.to_json() if self.plover else None,
            "actors": [a.to_json() for a in self.actors],
            "recipients": [a.to_json() for a in self.recipients],
            "matter": self.matter.to_json() if self.matter else None,
            "place": self.place,
            "place_span": span_json(self.place_span),
            "effective": self.effective.to_json() if self.effective else None,
            "date": self.date.to_json() if self.date else None,
            "status": str(self.status),
            "phase": str(self.phase) if self.phase else None,
            "historical": self.historical,
            "attribution": [link.to_json() for link in self.attribution],
            "reasons": [r.to_json() for r in self.reasons],
            "evidence": self.evidence.to_json(),
            "confidence": self.confidence,
            "extractor": self.extractor,
            "explanation": list(self.explanation),
            **words,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Event:
        """Read the shape of `to_json`."""
        plover = value["plover"]
        return cls(
            id=value["id"],
            document=value["document"],
            type=value["type"],
            mode=value["mode"],
            contexts=tuple(value["contexts"]),
            cameo=value["cameo"],
            quad=value["quad"],
            score=value["score"],
            plover=PloverCode(plover["type"], plover["mode"]) if plover else None,
            actors=tuple(ActorRef.from_json(a) for a in value["actors"]),
            recipients=tuple(ActorRef.from_json(a) for a in value["recipients"]),
            matter=Matter.from_json(value["matter"]),
            place=value["place"],
            date=DatedBy.from_json(value["date"]),
            effective=DatedBy.from_json(value["effective"]),
            status=Status(value["status"]),
            phase=Phase(value["phase"]) if value["phase"] else None,
            historical=value["historical"],
            attribution=tuple(SourceLink.from_json(link) for link in value["attribution"]),
            reasons=tuple(Reason.from_json(r) for r in value["reasons"]),
            embedded_in=value["embedded_in"],
            evidence=Evidence.from_json(value["evidence"]),
            confidence=value["confidence"],
            extractor=value["extractor"],
            place_span=Span.from_json(value.get("place_span")),
            explanation=tuple(value.get("explanation", ())),
            date_words=Words.from_json(value.get("date_words")),
        )
