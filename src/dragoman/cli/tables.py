"""Events, reports, claims, actors and months as tables."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.cli.marked import Cell, Line, Table, cell, joined, line, shorten
from dragoman.model import ActorRef, Chain, DatedBy, Event, Evidence
from dragoman.protocols import StoredClaim, StoredDocument, StoredEvent
from dragoman.query import ActorRow, Month, draw

QUOTE_WIDTH = 110
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def events_table(rows: Sequence[StoredEvent]) -> Table:
    """Events, one to a row."""
    return Table(("When", "Who", "Act", "Words and source"), tuple(event_row(row) for row in rows))


def timeline_table(months: Sequence[Month]) -> Table:
    """The events of a timeline, each month a section."""
    rows: list[tuple[Cell, ...]] = []
    for month in months:
        rows.append((cell(month_heading(month)),))
        rows.extend(event_row(row) for row in month.events)
    return Table(("When", "Who", "Act", "Words and source"), tuple(rows))


def event_row(row: StoredEvent) -> tuple[Cell, ...]:
    """One event: its date over its id, actors over recipients, act over status, quote over source."""
    event = row.event
    return (
        cell(line((draw_dated(event.date), "date")), line((event.id, "id"))),
        cell(_people(event.actors, "actor"), _recipients(event)),
        cell(line((_act(event), tone(event))), _reality(event)),
        cell(quote(event.evidence), line((source_of(row, event.attribution), "source"))),
    )


def draw_dated(dated: DatedBy | None) -> str:
    """The interval of a date in words, "?" where there is none."""
    return draw(dated.interval, dated.granularity) if dated else draw(None)


def tone(event: Event) -> str:
    """The style of an act: by its quad class, where it has one."""
    return "conflict" if event.quad.endswith("conflict") else "cooperation" if event.quad else "heading"


def _act(event: Event) -> str:
    matter = event.matter
    about = f": {matter.object or matter.matter_class}" if matter else ""
    return " ".join(filter(None, (event.type, event.mode))) + about


def _reality(event: Event) -> Line:
    pieces: list[Line] = [line((str(event.status), str(event.status)))]
    if event.phase:
        pieces.append(line((str(event.phase), "phase")))
    if event.historical:
        pieces.append(line(("background", "dim")))
    return joined(pieces, ", ")


def _people(actors: Sequence[ActorRef], style: str) -> Line:
    return joined([actor_pieces(actor, style) for actor in actors], ", ") or line(("?", "dim"))


def actor_pieces(actor: ActorRef, style: str) -> Line:
    """An actor by the words of the text, with its id; "?" stands for what is unresolved."""
    return line((actor.name, style), (f" {actor.id or '?'}", "dim"))


def _recipients(event: Event) -> Line:
    if not event.recipients:
        return ()
    return (("→ ", ""), *_people(event.recipients, "recipient"))


def quote(evidence: Evidence, width: int = QUOTE_WIDTH) -> Line:
    """The quoted words around the trigger, which is marked where its place in the quote is certain."""
    text = evidence.quote
    offset = evidence.trigger.start - evidence.sentence.start
    length = evidence.trigger.end - evidence.trigger.start
    if len(text) == evidence.sentence.end - evidence.sentence.start:
        return shorten(text, offset, offset + length, width)
    return shorten(text, 0, 0, width)


def source_of(row: StoredEvent | StoredClaim, attribution: Chain) -> str:
    """Who says so: the outlet, or the file, then the sources it names, outermost first."""
    source = row.source
    outlet = source.outlet or (source.sightings[0].path if source.sightings else source.id)
    copies = f" (and {len(source.sightings) - 1} more)" if len(source.sightings) > 1 else ""
    chain = " > ".join(f"{link.source} [{link.kind}]" for link in attribution)
    return f"{outlet}{copies}, {draw(source.published.interval)}" + (f" > {chain}" if chain else "")


def documents_table(rows: Sequence[StoredDocument]) -> Table:
    """Reports, one to a row."""
    return Table(("Published", "Report", "Outlet", "Words", "Events", "Where"), tuple(map(_document_row, rows)))


def _document_row(row: StoredDocument) -> tuple[Cell, ...]:
    flags = [
        *(["sightings differ in date"] if row.published_conflict else []),
        *(["date contradicts itself"] if row.published.contradiction else []),
        *([f"{len(row.failures)} stages failed"] if row.failures else []),
    ]
    first = row.sightings[0].path if row.sightings else ""
    more = f" (and {len(row.sightings) - 1} more)" if len(row.sightings) > 1 else ""
    return (
        cell(line((draw(row.published.interval), "date"), (f" by {row.published.basis}", "dim")), line((row.id, "id"))),
        cell(line((row.title or "(no title)", "heading")), line(("; ".join(flags), "warn"))),
        cell(line(row.outlet or "")),
        cell(line(str(row.words))),
        cell(line(str(row.events))),
        cell(line(first + more)),
    )


def claims_table(rows: Sequence[StoredClaim]) -> Table:
    """Claims, one to a row."""
    return Table(("Speaker", "Stance", "About", "Words and source"), tuple(map(_claim_row, rows)))


def _claim_row(row: StoredClaim) -> tuple[Cell, ...]:
    claim = row.claim
    side = f" for {claim.side}" if claim.side else ""
    about = (claim.matter.object or claim.matter.matter_class) if claim.matter else ""
    measure = claim.measure
    measured = (
        " ".join(filter(None, (measure.quantity, measure.comparison, measure.value, measure.unit, measure.standard)))
        if measure
        else ""
    )
    return (
        cell(line((claim.speaker or "(outlet)", "actor"), side), line((claim.id, "id"))),
        cell(line(str(claim.stance))),
        cell(line(about), line(measured)),
        cell(quote(claim.evidence), line((source_of(row, claim.attribution), "source"))),
    )


def actors_table(rows: Sequence[ActorRow]) -> Table:
    """Actors, one to a row."""
    return Table(
        ("Actor", "Events", "By / to it", "Mentions", "Reports", "Called"),
        tuple(map(_actor_row, rows)),
    )


def _actor_row(row: ActorRow) -> tuple[Cell, ...]:
    called = ", ".join(row.names[:4]) + (", …" if len(row.names) > 4 else "")
    roles = f"{row.as_actor} / {row.as_recipient}"
    numbers = (str(row.events), roles, str(row.mentions), str(row.documents))
    return (
        cell(line((row.name, "actor")), line((row.id or "unresolved", "id"))),
        *(cell(line(number)) for number in numbers),
        cell(line(called)),
    )


def month_heading(month: Month) -> Line:
    """The heading of a month of a timeline: "May 2024 (3)"."""
    if not month.label:
        name = "no date"
    elif len(month.label) == len("2024"):
        name = f"{month.label}, no finer"
    else:
        name = f"{_MONTHS[int(month.label[5:]) - 1]} {month.label[:4]}"
    return line((name, "heading"), f" ({len(month.events)})")
