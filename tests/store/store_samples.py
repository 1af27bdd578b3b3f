"""Invented readings for the tests of the store."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.model import (
    UNDATED,
    ActorRef,
    Block,
    BlockKind,
    Claim,
    CleanText,
    Constraint,
    DatedBy,
    Document,
    Event,
    Evidence,
    Failure,
    Matter,
    Measure,
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
    StoredMention,
    stable_id,
)

V1, V2 = "frames/1;model=a", "frames/2;model=a"
T1 = datetime(2024, 6, 1, 12, 0, 0, 5, tzinfo=UTC)
T2 = datetime(2024, 6, 2, 12, 0, tzinfo=UTC)
T3 = datetime(2024, 6, 3, 12, 0, tzinfo=UTC)


def day(text: str | None) -> DatedBy | None:
    if text is None:
        return None
    found = Interval.day(date.fromisoformat(text))
    return DatedBy(found, Granularity.DAY, DateBasis.EXPLICIT, "as it says", Span(3, 9))


def actor(identity: str | None, country: str | None = None, person: str | None = None) -> ActorRef:
    return ActorRef(
        identity, country, f"name of {identity}", Span(0, 5), person, ("A", "B"), Span(1, 2), "ev_x", "envoy", "because"
    )


def event(
    document: str,
    start: int,
    *,
    actors: tuple[ActorRef, ...] = (),
    recipients: tuple[ActorRef, ...] = (),
    when: DatedBy | None = None,
    status: Status = Status.OCCURRED,
    phase: Phase | None = None,
    kind: str = "CONSULT",
    quote: str = "Ministers met.",
    embedded_in: str | None = None,
    historical: bool = False,
) -> Event:
    link = SourceLink("a spokesman", SourceKind.OFFICE, "JPN.GOV", "JPN", Span(1, 3), Span(4, 6), day("2024-01-02"))
    return Event(
        id=stable_id("ev", document, start),
        document=document,
        type=kind,
        mode="visit",
        contexts=("diplomatic", "economic"),
        cameo="042",
        quad="verbal cooperation",
        score=1.9,
        plover=PloverCode(kind, "visit"),
        actors=actors,
        recipients=recipients,
        matter=Matter("talks", "fish", ("CHN", "JPN"), 2, "all", day("2024-07-01"), day("2024-08-01"), Span(2, 4)),
        place="Geneva",
        date=when,
        effective=day("2024-02-01"),
        status=status,
        phase=phase,
        historical=historical,
        attribution=(link,),
        reasons=(Reason(Span(0, 3), "stated", "JPN"),),
        embedded_in=embedded_in,
        evidence=Evidence(Span(max(0, start - 5), start + 20), Span(start, start + 3), quote, True),
        confidence=0.75,
        extractor="frames/1",
        place_span=Span(7, 9),
        explanation=("one", "two"),
    )


def claim(document: str, start: int) -> Claim:
    return Claim(
        id=stable_id("cl", document, start),
        document=document,
        speaker="JPN.GOV.MFA",
        side="JPN",
        matter=Matter("ban", "seafood"),
        stance=Stance.AGAINST,
        content=Span(start, start + 9),
        measure=Measure("tritium", "5", "Bq/l", "below", "limit"),
        attribution=(SourceLink("ministry", SourceKind.NAMED),),
        evidence=Evidence(Span(start, start + 9), Span(start, start + 2), "It is too strict."),
    )


def mention(document: str, start: int, name: str, identity: str | None) -> StoredMention:
    return StoredMention(
        document, Span(start, start + 4), identity, "name", name, "JPN", None, None, ("X",), Span(0, 1), 0.5, "alias"
    )


def published(text: str | None, basis: PublishedBasis = PublishedBasis.METADATA) -> Published:
    if text is None:
        return UNDATED
    interval = Interval.day(date.fromisoformat(text))
    return Published(interval, basis, (Constraint("on Sunday", Span(0, 4), "a Sunday", interval),), None)


def document(name: str, when: Published = UNDATED, *, title: str | None = None) -> Document:
    raw = f"<p>Report {name}.</p>\r\n\x00\udc80 Größe &amp; more"
    clean = CleanText(
        f"Report {name}.", (Block(0, 9, BlockKind.BODY), Block(9, 10, BlockKind.CREDIT)), ((0, 3, 8), (8, 12, 3))
    )
    return Document(stable_id("doc", name), raw, clean, "html", title or f"Title {name}", "Daily", "JPN", "en", when)


def reading(
    name: str,
    when: str | None = "2024-05-29",
    *,
    path: str | None = None,
    basis: PublishedBasis = PublishedBasis.METADATA,
    version: str = V1,
    events: int = 2,
    failures: tuple[Failure, ...] = (),
    at: str | None = "2024-05-26",
) -> Reading:
    found = document(name, published(when, basis))
    path = path or f"{name}.html"
    return Reading(
        document=found,
        sighting=Sighting(found.id, path, f"https://x.test/{name}", "Daily", f"T {name}", when, basis),
        events=tuple(
            event(
                found.id,
                10 + 30 * index,
                actors=(actor("JPN.GOV.PM", "JPN", "person/a-b"),),
                recipients=(actor("CHN", "CHN"),),
                when=day(at),
            )
            for index in range(events)
        ),
        claims=(claim(found.id, 4),),
        mentions=(mention(found.id, 9, "Kyodo", None), mention(found.id, 2, "Tokyo", "JPN")),
        failures=failures,
        version=version,
    )


def with_events(name: str, *found: Event, when: str | None = "2024-05-29") -> Reading:
    """A reading of the document `name` that holds just these events, made for that document."""
    base = reading(name, when, events=0)
    return Reading(base.document, base.sighting, found, version=V1)
