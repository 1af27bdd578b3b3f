"""Hand-made events: short to write, and with nothing in them but what a test says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from dragoman.dates import DateBasis, Granularity, Interval, parse_interval
from dragoman.model import (
    ActorRef,
    DatedBy,
    Event,
    Evidence,
    Matter,
    Phase,
    Published,
    PublishedBasis,
    Sighting,
    SourceKind,
    SourceLink,
    Span,
    Status,
)
from dragoman.protocols import StoredDocument, StoredEvent


def dated(text: str | None) -> DatedBy | None:
    """A date of an event from YYYY, YYYY-MM, YYYY-MM-DD or a range."""
    if text is None:
        return None
    return DatedBy(parse_interval(text), Granularity.DAY, DateBasis.EXPLICIT, "as the test says")


def ref(name: str) -> ActorRef:
    """An actor by its id: "CHN", "JPN.GOV.PM"; "?Liu/CHN" is a name that nobody knows, of a country."""
    if name.startswith("?"):
        surname, _, country = name[1:].partition("/")
        return ActorRef(None, country or None, surname, Span(0, len(surname)))
    head = name.partition(".")[0]
    return ActorRef(
        name, head if len(head) == len("JPN") and head not in ("IGO", "GRP") else None, name, Span(0, len(name))
    )


@dataclass
class Report:
    """A report of the test: its events stand in the order in which they are told."""

    name: str
    published: str
    outlet: str | None = None
    side: str | None = None
    rows: list[StoredEvent] = field(default_factory=list)
    _at: int = 0

    def source(self) -> StoredDocument:
        """The report as the ledger gives it."""
        return StoredDocument(
            id=f"doc_{self.name}",
            title=None,
            outlet=self.outlet,
            side=self.side,
            language="en",
            format="text",
            words=100,
            published=Published(parse_interval(self.published), PublishedBasis.METADATA),
            published_conflict=False,
            maybe_later=False,
            sightings=(Sighting(f"doc_{self.name}", f"{self.name}.txt"),),
            noise=(),
            failures=(),
            events=0,
            version="test",
            recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        )

    def tell(
        self,
        type: str,
        actors: Sequence[str] | str = (),
        recipients: Sequence[str] | str = (),
        *,
        status: str = "occurred",
        phase: str | None = None,
        matter: str | None = None,
        object: str | None = None,
        number: int | None = None,
        scope: str | None = None,
        planned: str | None = None,
        until: str | None = None,
        on: str | None = None,
        effective: str | None = None,
        place: str | None = None,
        mode: str | None = None,
        by: str | None = None,
        kind: SourceKind = SourceKind.OFFICE,
        words: str | None = None,
        inside: StoredEvent | None = None,
        same_sentence: bool = False,
        trigger: str | None = None,
    ) -> StoredEvent:
        """Add an event and give it. `by` is the side that says so ("" for a source without one)."""
        if not same_sentence:
            self._at += 1000
        start = self._at + len(self.rows)
        quote = words or f"{' '.join(actors)} {type} {phase or ''} {matter or ''} {self.name} {start}"
        if trigger:  # the words at the place of the trigger
            quote = f"{'.' * len(self.rows)}{trigger} {quote}"
        one = [actors] if isinstance(actors, str) else list(actors)
        other = [recipients] if isinstance(recipients, str) else list(recipients)
        parties = sorted({ref(name).country or name for name in (*one, *other)})
        about = (
            Matter(matter, object, tuple(parties), number, scope, dated(planned), dated(until))
            if matter is not None
            else None
        )
        event = Event(
            id=f"ev_{self.name}_{start:06d}",
            document=f"doc_{self.name}",
            type=type,
            mode=mode,
            contexts=(),
            cameo=None,
            quad="verbal cooperation",
            score=1.0,
            plover=None,
            actors=tuple(map(ref, one)),
            recipients=tuple(map(ref, other)),
            matter=about,
            place=place,
            date=dated(on),
            effective=dated(effective),
            status=Status(status),
            phase=Phase(phase) if phase else None,
            historical=False,
            attribution=() if by is None else (SourceLink(by or "sources", kind, None, by or None),),
            reasons=(),
            embedded_in=inside.event.id if inside else None,
            evidence=Evidence(Span(self._at, self._at + 900), Span(start, start + len(trigger or "five.")), quote),
            confidence=0.9,
            extractor="test",
        )
        row = StoredEvent(event, self.source())
        self.rows.append(row)
        return row


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def span(earliest: str | None, latest: str | None) -> Interval:
    """An interval of days."""
    return Interval(day(earliest) if earliest else None, day(latest) if latest else None)
