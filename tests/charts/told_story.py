"""A small story told by hand, so that what is drawn and written does not hang on how well sentences are read.

Vietnam bans Chilean grapes in December 2024, puts off a visit, eases the ban; talks are told of by both sides, who do
not agree. One report has no day, one act is only known to have happened within a week, one is background.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dragoman.dates import DateBasis, Granularity, parse_interval
from dragoman.ledger.linking import link_all
from dragoman.lexicon.ontology import load_ontology
from dragoman.model import (
    UNDATED,
    ActorRef,
    Block,
    BlockKind,
    Claim,
    CleanText,
    DatedBy,
    Document,
    Event,
    Evidence,
    Matter,
    Phase,
    PloverCode,
    Published,
    PublishedBasis,
    Reading,
    Reason,
    Sighting,
    SourceKind,
    SourceLink,
    Span,
    Stance,
    Status,
    stable_id,
)
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LAST = "2025-12-01"
NAMES = {"CHL": "Chile", "VNM": "Vietnam", "IGO.WTO": "World Trade Organization", "PER": "Peru"}


def ref(name: str, quote: str, at: int) -> ActorRef:
    """An actor by id; "?Nguyen" is a name that nobody knows."""
    if name.startswith("?"):
        return ActorRef(None, None, name[1:], None)
    head = name.partition(".")[0]
    said = NAMES.get(name) or NAMES.get(head, head)
    found = quote.find(said)
    span = Span(at + found, at + found + len(said)) if found >= 0 else None
    return ActorRef(name, head if len(head) == 3 and head not in ("IGO", "GRP", "ARM") else None, said, span)


def dated(text: str | None) -> DatedBy | None:
    if text is None:
        return None
    interval = parse_interval(text)
    return DatedBy(interval, Granularity.DAY, DateBasis.EXPLICIT, f'"{text}"')


@dataclass
class Told:
    """A report: each sentence is told once and may hold several events."""

    name: str
    published: str | None = None
    outlet: str | None = "Austral"
    side: str | None = None
    title: str | None = None
    url: str | None = None
    text: str = ""
    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    @property
    def id(self) -> str:
        return stable_id("doc", self.name)

    def tell(
        self,
        quote: str,
        trigger: str,
        type: str,
        actors: Sequence[str] = (),
        recipients: Sequence[str] = (),
        *,
        on: str | None = None,
        status: str = "occurred",
        phase: str | None = None,
        matter: str | None = None,
        object: str | None = None,
        planned: str | None = None,
        mode: str | None = None,
        by: tuple[str, str | None] | None = None,
        reason: str | None = None,
        place: str | None = None,
        historical: bool = False,
        inside: Event | None = None,
        confidence: float = 0.9,
    ) -> Event:
        """Add an event; a sentence that was told before is used again."""
        at = self._sentence(quote)
        start = at + quote.index(trigger)
        ontology = load_ontology()
        kind = ontology.types[type]
        about = Matter(matter, object, ("CHL", "VNM"), planned=dated(planned)) if matter else None
        where = quote.find(reason) + at if reason else 0
        event = Event(
            id=stable_id("ev", self.name, start),
            document=self.id,
            type=type,
            mode=mode,
            contexts=("economic",),
            cameo=ontology.cameo_code(type, mode, ("economic",)),
            quad=kind.quad,
            score=ontology.score(type, mode),
            plover=PloverCode(type, mode) if status in ("occurred", "ongoing") and inside is None else None,
            actors=tuple(ref(name, quote, at) for name in actors),
            recipients=tuple(ref(name, quote, at) for name in recipients),
            matter=about,
            place=place,
            date=dated(on),
            effective=None,
            status=Status(status),
            phase=Phase(phase) if phase else None,
            historical=historical,
            attribution=(SourceLink(by[0], SourceKind.OFFICE, by[1], by[1]),) if by else (),
            reasons=(Reason(Span(where, where + len(reason)), "stated"),) if reason else (),
            embedded_in=inside.id if inside else None,
            evidence=Evidence(Span(at, at + len(quote)), Span(start, start + len(trigger)), quote),
            confidence=confidence,
            extractor="told/1",
        )
        self.events.append(event)
        return event

    def claim(self, quote: str, speaker: str, side: str, stance: str, matter: str) -> Claim:
        """Add a claim."""
        at = self._sentence(quote)
        span = Span(at, at + len(quote))
        link = SourceLink(speaker, SourceKind.OFFICE, None, side)
        made = Claim(
            stable_id("cl", self.name, at),
            self.id,
            speaker,
            side,
            Matter(matter, "Chilean grapes"),
            Stance(stance),
            span,
            None,
            (link,),
            Evidence(span, Span(at, at + 3), quote),
        )
        self.claims.append(made)
        return made

    def _sentence(self, quote: str) -> int:
        found = self.text.find(quote)
        if found < 0:
            found = len(self.text) + 1 if self.text else 0
            self.text = f"{self.text} {quote}".strip()
        return found

    def reading(self) -> Reading:
        """The report as a reader would hand it over."""
        clean = CleanText(self.text, (Block(0, len(self.text), BlockKind.BODY),), ((0, 0, len(self.text)),))
        published = Published(parse_interval(self.published), PublishedBasis.METADATA) if self.published else UNDATED
        document = Document(self.id, self.text, clean, "text", self.title, self.outlet, self.side, published=published)
        sighting = Sighting(self.id, f"{self.name}.txt", url=self.url, outlet=self.outlet, title=self.title)
        return Reading(document, sighting, tuple(self.events), tuple(self.claims), version="told/1")


def store_of(path: Path, reports: Sequence[Told]) -> Path:
    """A ledger of these reports, linked."""
    with open_store(str(path), create=True) as store:
        store.add([report.reading() for report in reports], recorded_at=NOW)
        link_all(store, recorded_at=NOW)
    return path


def the_story() -> list[Told]:
    """The story that the module tells of."""
    first = Told("a", "2024-11-20", title="Vietnam to bar grapes")
    ban = {"matter": "ban", "object": "Chilean grapes"}
    visit: dict[str, Any] = {"matter": "visit", "mode": "visit"}
    first.tell(
        "Vietnam said that it would ban Chilean grapes from Chile from December 1.",
        "ban",
        "SANCTION",
        ["VNM"],
        ["CHL"],
        status="scheduled",
        phase="begin",
        on="2024-12-01",
        by=("the ministry", "VNM"),
        **ban,
    )
    first.tell("Vietnam's deputy minister is to visit Chile in late January.", "visit", "CONSULT", ["VNM"], ["CHL"],
               status="scheduled", on="2025-01-21..2025-01-31", **visit)  # fmt: skip
    first.tell("Chile fined an importer of Vietnam in 1998.", "fined", "SANCTION", ["CHL"], ["VNM"], on="1998",
               historical=True)  # fmt: skip
    second = Told("b", "2024-12-03", "Ledger", title="Chile calls for end to ban", url="https://ledger.example/b")
    second.tell("Vietnam banned Chilean grapes of Chile on December 1.", "banned", "SANCTION", ["VNM"], ["CHL"],
                on="2024-12-01", phase="begin", **ban)  # fmt: skip
    demand = second.tell("Chile on Tuesday demanded that Vietnam lift its ban.", "demanded", "REQUEST", ["CHL"],
                         ["VNM"], on="2024-12-03")  # fmt: skip
    second.tell("Chile on Tuesday demanded that Vietnam lift its ban.", "lift", "CONCEDE", ["VNM"], ["CHL"],
                status="requested", phase="lift", inside=demand, **ban)  # fmt: skip
    second.claim("The ban lacks any basis, Chile said.", "the foreign minister", "CHL", "against", "ban")
    third = Told("c", "2025-01-15", title="Visit put off")
    third.tell("Vietnam has postponed a visit to Chile, citing scheduling reasons.", "postponed", "REJECT", ["VNM"],
               ["CHL"], phase="postpone", matter="visit", planned="2025-01-21..2025-01-31",
               reason="scheduling reasons")  # fmt: skip
    third.tell("Vietnam accused Chile this week.", "accused", "ACCUSE", ["VNM"], ["CHL"], on="2025-01-13..2025-01-19")
    hanoi = Told("d", "2025-04-24", "Red River Courier", "VNM", title="Chile accepts treatment")
    hanoi.tell("Officials of Chile and Vietnam met in Hanoi on April 22.", "met", "CONSULT", ["CHL", "VNM"],
               on="2025-04-22", place="Hanoi", matter="talks", object="grapes",
               by=("the Vietnamese ministry", "VNM"))  # fmt: skip
    hanoi.claim("The ban protects growers, Vietnam said.", "the ministry", "VNM", "for", "ban")
    santiago = Told("e", "2025-04-25", "Ledger", title="Talks end without a date")
    santiago.tell("Chile and Vietnam held talks on April 22 and 23.", "talks", "CONSULT", ["CHL", "VNM"],
                  on="2025-04-22..2025-04-23", matter="talks", object="grapes",
                  by=("the Chilean ministry", "CHL"))  # fmt: skip
    eased = Told("f", "2025-07-09", title="Market reopens in part")
    eased.tell("Vietnam eased its ban on Chilean grapes of Chile on July 8.", "eased", "CONCEDE", ["VNM"], ["CHL"],
               on="2025-07-08", phase="ease", **ban)  # fmt: skip
    eased.tell("Chile and Vietnam agreed to set up a joint group in October.", "agreed", "AGREE", ["CHL", "VNM"])
    eased.tell("Vietnam threatened to leave the World Trade Organization.", "threatened", "THREATEN", ["VNM"],
               ["IGO.WTO"], on="2025-07-01")  # fmt: skip
    eased.tell("?Nguyen said that Vietnam will host a meeting with Chile on October 14.", "meeting", "CONSULT",
               ["VNM", "CHL"], status="scheduled", on="2025-10-14", matter="meeting")  # fmt: skip
    undated = Told("g", None, None)
    undated.tell("Peru and Chile signed a treaty.", "signed", "AGREE", ["PER", "CHL"], phase="sign", matter="treaty",
                 object="fish")  # fmt: skip
    return [first, second, third, hanoi, santiago, eased, undated]


__all__ = ["LAST", "Told", "store_of", "the_story"]
