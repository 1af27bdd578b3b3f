"""The words of the ledger as frozen data classes, with ids that are hashes of what they stand for.

Two systems of offsets exist and are never mixed:

- a `Span` counts code points of the decoded input ("raw"); everything that is stored carries spans;
- layers that are still being worked on (`Block`, `Sentence`, `Parse`, `Mention`, `Timex`, `Proposition`) count code
  points of the cleaned text, and `Document.span` brings them back to raw.

`to_json` of a stored object gives the shape that programs read; `from_json` reads it back.
"""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dragoman.dates import DateBasis, Granularity, Interval, from_iso, to_iso

Json = dict[str, Any]


def stable_id(prefix: str, *parts: object) -> str:
    """`prefix` and sixteen characters that depend on nothing but `parts` (BLAKE2b, 80 bits, base 32)."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=10)
    return f"{prefix}_{base64.b32encode(digest.digest()).decode('ascii').lower()}"


# ------------------------------------------------------------------ vocabulary


class Status(StrEnum):
    """How real the text says an act is."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    SCHEDULED = "scheduled"
    AGREED = "agreed"
    PROPOSED = "proposed"
    REQUESTED = "requested"
    CONDITIONAL = "conditional"
    UNLIKELY = "unlikely"
    NOT_OCCURRED = "not-occurred"
    DENIED = "denied"


class Phase(StrEnum):
    """What an act does to its matter."""

    BEGIN = "begin"
    CONTINUE = "continue"
    POSTPONE = "postpone"
    RESCHEDULE = "reschedule"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    REFUSE = "refuse"
    LIFT = "lift"
    END = "end"
    EXTEND = "extend"
    TIGHTEN = "tighten"
    EASE = "ease"
    VIOLATE = "violate"
    SIGN = "sign"
    RATIFY = "ratify"
    WITHDRAW = "withdraw"
    DOWNGRADE = "downgrade"
    SEVER = "sever"
    RESTORE = "restore"
    ESCALATE = "escalate"
    SETTLE = "settle"


class SourceKind(StrEnum):
    """What kind of source a link of an attribution is."""

    NAMED = "named"
    OFFICE = "office"
    READOUT = "readout"
    DOCUMENT = "document"
    MEDIA = "media"
    ANONYMOUS = "anonymous"


class Stance(StrEnum):
    """Where a speaker stands on a matter."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"


class PublishedBasis(StrEnum):
    """On what a report's own date rests, in the order in which they are tried."""

    USER = "user"
    METADATA = "metadata"
    DATELINE = "dateline"
    TEXT = "text"
    NEIGHBOURS = "neighbours"
    CALENDAR = "calendar"
    NONE = "none"


class BlockKind(StrEnum):
    """What a stretch of a report is. Only `BODY` and `HEADLINE` report; a `CAPTION` can be evidence."""

    BODY = "body"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    MENU = "menu"
    RELATED = "related"
    MEDIA_LENGTH = "media-length"
    BYLINE = "byline"
    TABLE = "table"
    BOILERPLATE = "boilerplate"

    @property
    def is_noise(self) -> bool:
        """Whether nothing in such a block is reported by the document."""
        return self not in (BlockKind.BODY, BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.DATELINE)


# ------------------------------------------------------------------ spans and dates


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


def _span_json(span: Span | None) -> list[int] | None:
    return None if span is None else span.to_json()


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
            "span": _span_json(self.span),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> DatedBy | None:
        """Read the shape of `to_json`; `None` stays `None`."""
        if value is None:
            return None
        return cls(
            Interval(from_iso(value["earliest"]), from_iso(value["latest"])),
            Granularity(value["granularity"]),
            DateBasis(value["basis"]),
            value["derivation"],
            Span.from_json(value["span"]),
        )


# ------------------------------------------------------------------ a report on its way in


@dataclass(frozen=True, slots=True)
class Report:
    """What a source hands over: one report as found, nothing decided yet.

    `content` is the decoded input in which all spans count; `format` is "text" or "html". `published` is what the place
    said, unread; `published_basis` is USER where a person said it and METADATA otherwise.
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
        index = bisect_right(self.segments, position, key=lambda segment: segment[0]) - 1
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
            "span": _span_json(self.span),
            "says": self.says,
            "earliest": to_iso(self.interval.earliest),
            "latest": to_iso(self.interval.latest),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Constraint:
        """Read the shape of `to_json`."""
        interval = Interval(from_iso(value["earliest"]), from_iso(value["latest"]))
        return cls(value["text"], Span.from_json(value["span"]), value["says"], interval)


@dataclass(frozen=True, slots=True)
class Published:
    """The day, or days, on which a report can have appeared, and why."""

    interval: Interval
    basis: PublishedBasis
    constraints: tuple[Constraint, ...] = ()
    contradiction: str | None = None

    def to_json(self) -> Json:
        """The shape of `published` of a document."""
        return {
            "earliest": to_iso(self.interval.earliest),
            "latest": to_iso(self.interval.latest),
            "basis": str(self.basis),
            "constraints": [c.to_json() for c in self.constraints],
            "contradiction": self.contradiction,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Published:
        """Read the shape of `to_json`."""
        return cls(
            Interval(from_iso(value["earliest"]), from_iso(value["latest"])),
            PublishedBasis(value["basis"]),
            tuple(Constraint.from_json(c) for c in value["constraints"]),
            value["contradiction"],
        )


UNDATED = Published(Interval(), PublishedBasis.NONE)


@dataclass(frozen=True, slots=True)
class Document:
    """One report as read. `raw` is the decoded input, newlines untouched; all spans count in it."""

    id: str
    raw: str
    clean: CleanText
    format: str
    title: str | None = None
    outlet: str | None = None
    side: str | None = None
    language: str = "en"
    published: Published = UNDATED

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
    """One place where a document was met."""

    document: str
    path: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = PublishedBasis.METADATA

    @property
    def id(self) -> str:
        """Depends on the document and the place alone."""
        return stable_id("si", self.document, self.path, self.url or "")


# ------------------------------------------------------------------ layers of a document being read


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[start, end)` of the cleaned text; `block` is the index of the block it stands in."""

    index: int
    start: int
    end: int
    block: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence as tokens: parallel tuples, one entry a token; `heads` are token indices, a root is its own head.

    `starts` and `ends` count in the cleaned text of the document; `tags` are Penn Treebank tags and `deps` the labels
    of ClearNLP as spaCy's English models give them.
    """

    sentence: int
    texts: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.texts)

    def subtree(self, token: int) -> list[int]:
        """The token and all below it, in text order."""
        found, queue = [token], list(self.children[token])
        while queue:
            child = queue.pop()
            found.append(child)
            queue.extend(self.children[child])
        return sorted(found)

    def ancestors(self, token: int) -> Iterator[int]:
        """The token's head, its head, and so on to the root."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, title or description of an actor: `[start, end)` of the cleaned text.

    `actor` is the id it stands for, or `None` where it is unresolved; then `candidates` may hold ids. `kind` is one of
    name, demonym, metonym, office, person, body, organisation, group, unknown. `person` is the id of the person where
    one is meant or holds the office; `description` is what the text says of the actor.
    """

    sentence: int
    start: int
    end: int
    actor: str | None
    kind: str
    name: str
    country: str | None = None
    person: str | None = None
    description: str | None = None
    candidates: tuple[str, ...] = ()
    antecedent: tuple[int, int] | None = None
    score: float = 1.0
    why: str = ""
    phrase: tuple[int, int] | None = None  # the whole phrase, title and nationality included, where it is longer


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression: `[start, end)` of the cleaned text, TIMEX3 type and value, and the days it stands for.

    `interval` is `None` for durations, sets and what could not be anchored. `direction` is past, future or present
    relative to the report, as the clause decides, or the empty string.
    """

    sentence: int
    start: int
    end: int
    text: str
    type: str
    value: str
    interval: Interval | None
    granularity: Granularity | None
    basis: DateBasis | None
    derivation: str
    mod: str | None = None
    direction: str = ""
    relation: str | None = None  # the preposition or cue that governs it: on, since, until, by, after, before, for, ...


@dataclass(frozen=True, slots=True)
class Role:
    """One filled role of a proposition: its name, the head token, the tokens of its phrase, and how it was found."""

    name: str
    head: int
    tokens: tuple[int, ...]
    via: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """A predicate with its roles, whatever syntax carried it.

    `index` is the place in the sentence's list; `head` the token of the predicate and `tokens` all tokens of it ("hold
    talks" is one predicate "talk"). `kind` is verb, noun, adjective or light. `parent` is the proposition in whose
    `parent_role` this one stands, or `None`.
    """

    sentence: int
    index: int
    predicate: str
    head: int
    tokens: tuple[int, ...]
    kind: str
    roles: tuple[Role, ...]
    parent: int | None = None
    parent_role: str | None = None
    negated: bool = False
    tense: str = ""  # past, present, future, or empty where the form has none
    aspect: str = ""  # perfect, progressive, or both joined by "+"
    modal: str = ""
    voice: str = "active"
    question: bool = False
    condition: bool = False
    adverbs: tuple[str, ...] = ()

    def role(self, name: str) -> Role | None:
        """The first role of that name."""
        return next((r for r in self.roles if r.name == name), None)


# ------------------------------------------------------------------ what is stored


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
        value: Json = {"id": self.id, "country": self.country, "name": self.name, "span": _span_json(self.span)}
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
class Matter:
    """What an act is about. `matter_class` is ban, visit, talks, deal, drill, ..."""

    matter_class: str
    object: str | None = None
    parties: tuple[str, ...] = ()
    number: int | None = None
    scope: str | None = None
    planned: DatedBy | None = None
    until: DatedBy | None = None
    span: Span | None = None

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
            "span": _span_json(self.span),
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
            "cue": _span_json(self.cue),
            "span": _span_json(self.span),
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
class Attribution:
    """A stretch of text that somebody is said to have said: clean offsets of content, cue and source, and the chain.

    `content` are the `[start, end)` stretches of the cleaned text that the source says.
    """

    sentence: int
    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    link: SourceLink
    within: int | None = None  # index of the attribution inside whose content this one stands
    manner: str = "statement"  # statement, thought, directive, intention, attitude, topic or appearance


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
class PloverCode:
    """The type and mode that a PLOVER file gets for an event."""

    type: str
    mode: str | None

    def to_json(self) -> Json:
        """`type` and `mode`."""
        return {"type": self.type, "mode": self.mode}


@dataclass(frozen=True, slots=True)
class Event:
    """One assertion, in one sentence, about one act."""

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

    def to_json(self) -> Json:
        """The shape of an event without what other objects add (`path`, `occurrence`, `dossier`)."""
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
            "place_span": _span_json(self.place_span),
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
        )


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
            "antecedent": _span_json(self.antecedent),
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


@dataclass(slots=True)
class Layers:
    """What is known of a document so far. Each stage reads what it needs and adds what it gives.

    `parses` is keyed by sentence index: a sentence that the gate skipped has none. `propositions` likewise.
    `references` maps `(sentence, token)`, the head of a phrase, to the actors it stands for.
    """

    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Timex, ...] = ()
    parses: dict[int, Parse] = field(default_factory=dict)
    propositions: dict[int, tuple[Proposition, ...]] = field(default_factory=dict)
    references: dict[tuple[int, int], tuple[Mention, ...]] = field(default_factory=dict)
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as the coder leaves it: later stages date it, attribute it and give its reasons.

    `head` is the token of its predicate in the parse of `sentence`; `trigger` counts in the cleaned text.
    """

    event: Event
    sentence: int
    head: int
    trigger: tuple[int, int]
