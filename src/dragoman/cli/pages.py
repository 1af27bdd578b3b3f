"""Pages for one object: its fields, its paragraph with the grounds marked, and a legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.cli.marked import Line, line
from dragoman.cli.tables import actor_pieces, draw_dated, quote, tone
from dragoman.model import Event
from dragoman.protocols import StoredEvent
from dragoman.query import Mark, Paragraph, Shown, draw, layered
from dragoman.query.context import describe_actor, describe_date

INDENT = "  "
_NOT_SHOWN = frozenset(("noise", "failures", "published", "evidence", "paths", "events", "parts", "attribution"))


def shown_lines(shown: Shown, *, numbered: bool) -> Iterator[Line]:
    """The page of an object. `numbered` marks stretches by number, for where there is no colour."""
    yield line((f"{shown.kind} ", "heading"), (shown.id, "id"))
    yield from _FIELDS.get(shown.kind, _body_fields)(shown)
    if shown.kind == "document":
        yield from _whole_text(shown, numbered)
        return
    for number, paragraph in enumerate(shown.evidence):
        yield line()
        if shown.kind in ("actor", "occurrence", "dossier"):
            yield from event_summary(shown.events[number])
        yield line((_where(paragraph), "source"))
        yield from paragraph_lines(paragraph, numbered=numbered)
    if shown.notes:
        yield line()
        yield line(("Why", "heading"))
        yield from (line(INDENT, note) for note in shown.notes)
    yield line()
    yield line((f"as of {shown.view.as_of}, known by {shown.view.known_by}", "dim"))


def _where(paragraph: Paragraph) -> str:
    source = paragraph.source
    paths = ", ".join(sighting.path for sighting in source.sightings)
    title = f"{source.title} · " if source.title else ""
    outlet = f"{source.outlet} · " if source.outlet else ""
    later = " · may be later than asked" if source.maybe_later else ""
    caption = " · caption" if paragraph.kind == "caption" else ""
    return f"{title}{outlet}{draw(source.published.interval)} · {paths}{later}{caption}"


def field(name: str, *pieces: str | tuple[str, str]) -> Line:
    """A line of a page: the name of a field, dim, and what it holds."""
    return line((f"{INDENT}{name:<11} ", "dim"), *pieces)


def _event_fields(shown: Shown) -> Iterator[Line]:
    yield from event_fields(shown.events[0].event)


def event_fields(event: Event) -> Iterator[Line]:
    """The fields of an event, one to a line, those that hold nothing left out."""
    yield field("act", (" ".join(filter(None, (event.type, event.mode))), tone(event)), *_codes(event))
    yield field("status", (str(event.status), str(event.status)), " (background)" if event.historical else "")
    if event.phase:
        yield field("phase", (str(event.phase), "phase"))
    for name, style, actors in (("who", "actor", event.actors), ("to whom", "recipient", event.recipients)):
        for actor in actors:
            yield field(name, (actor.name, style), f" = {describe_actor(actor)}", (_why(actor.why), "dim"))
    yield field("when", (draw_dated(event.date), "date"), f"  {describe_date(event.date)}" if event.date else "")
    if event.effective:
        yield field("effective", (draw_dated(event.effective), "effective"), f"  {describe_date(event.effective)}")
    if event.place:
        yield field("where", (event.place, "place"))
    if event.matter:
        matter = event.matter
        yield field(
            "matter", (matter.matter_class, "matter"), f" {matter.object or ''} {' '.join(matter.parties)}".rstrip()
        )
        for name, dated in (("planned", matter.planned), ("until", matter.until)):
            if dated:
                yield field(name, describe_date(dated))
        if matter.term:
            yield field("term", matter.term.text, (f"  {matter.term.value or 'left open'}", "dim"))
    for link in event.attribution:
        yield field("source", (link.source, "source"), f" {link.kind}", f", for {link.side}" if link.side else "")
    if event.embedded_in:
        yield field("within", (event.embedded_in, "id"))
    yield field("confidence", f"{event.confidence:.2f}", (f"  {event.extractor}", "dim"))


def _codes(event: Event) -> Iterable[str]:
    codes = [event.quad, f"CAMEO {event.cameo}" if event.cameo else "", ", ".join(event.contexts)]
    text = "; ".join(filter(None, codes))
    return (f"  {text}",) if text else ()


def _why(text: str) -> str:
    return f"  {text}" if text else ""


def _body_fields(shown: Shown) -> Iterator[Line]:
    """The scalar fields of an object that has no page of its own."""
    yield from _scalars(shown.body)
    for part in shown.body.get("parts", ()):
        called = ", ".join(part["names"][:4])
        yield field("", (part["id"], "actor"), f"  {part['events']} events, {part['mentions']} mentions: {called}")


def _scalars(body: Mapping[str, Any]) -> Iterator[Line]:
    for name, value in body.items():
        if name in _NOT_SHOWN or value in (None, False, "", [], {}) or name == "id":
            continue
        yield field(name.replace("_", " "), "; ".join(map(str, value)) if isinstance(value, list) else _scalar(value))


def _scalar(value: object) -> str:
    return "yes" if value is True else str(value)


def _document_fields(shown: Shown) -> Iterator[Line]:
    source = shown.evidence[0].source if shown.evidence else None
    yield from _scalars(shown.body)
    for path in shown.body["paths"]:
        yield field("met at", path)
    if source is None:
        return
    published = source.published
    yield field("published", (draw(published.interval), "date"), f"  by {published.basis}")
    for constraint in published.constraints:
        words = f"“{constraint.text}”: " if constraint.text else ""
        yield field("", f"{words}{constraint.says} = {draw(constraint.interval)}")
    if published.contradiction:
        yield field("", (published.contradiction, "warn"))
    for failure in source.failures:
        yield field("failed", (f"{failure.stage}: {failure.reason}", "bad"))


def _whole_text(shown: Shown, numbered: bool) -> Iterator[Line]:
    for paragraph in shown.evidence:
        yield line()
        if paragraph.kind not in ("body", "headline"):
            yield line((f"[{paragraph.kind}] ", "dim"), (paragraph.text, "dim"))
            continue
        yield from paragraph_lines(paragraph, numbered=numbered)


_FIELDS = {"event": _event_fields, "document": _document_fields}


def event_summary(row: StoredEvent) -> Iterator[Line]:
    """One event in two lines."""
    event = row.event
    people = [piece for actor in event.actors for piece in (*actor_pieces(actor, "actor"), (" ", ""))]
    others = [piece for actor in event.recipients for piece in (*actor_pieces(actor, "recipient"), (" ", ""))]
    act = " ".join(filter(None, (event.type, event.mode)))
    yield line((draw_dated(event.date), "date"), "  ", *people, *((("→ ", ""), *others) if others else ()))
    reality = [(str(event.status), str(event.status)), *([(f" {event.phase}", "phase")] if event.phase else [])]
    yield line(INDENT, (act, tone(event)), " ", *reality, "  ", (event.id, "id"))


def paragraph_lines(paragraph: Paragraph, *, numbered: bool) -> Iterator[Line]:
    """A paragraph with its marks drawn, and the legend that says what each of them stands for."""
    numbers = {mark: number for number, mark in enumerate(paragraph.marks, start=1)}
    pieces: list[str | tuple[str, str]] = []
    at = 0
    for mark in layered(paragraph.marks):
        pieces.append(paragraph.text[at : mark.start])
        words = paragraph.text[mark.start : mark.end]
        # The plain form of a trigger has its brackets already.
        pieces.append(f"[{words}|{numbers[mark]}]" if numbered else (words, mark.kind))
        at = mark.end
    pieces.append(paragraph.text[at:])
    yield line(*pieces)
    for mark in paragraph.marks:
        yield _legend(mark, f"{numbers[mark]:>3} " if numbered else "")
    for mark in paragraph.elsewhere:
        yield _legend(mark, "  * " if numbered else "", where=" (elsewhere in the report)")


def _legend(mark: Mark, number: str, where: str = "") -> Line:
    style = "" if number else mark.kind
    return line((f"{INDENT}{number}{mark.kind:<11}", "dim"), (mark.text, style), f": {mark.says}", where)


def explained(events: Iterable[Event]) -> Iterator[Line]:
    """Each event with its fields and the steps that led to it."""
    number = 0
    for number, event in enumerate(events, start=1):
        if number > 1:
            yield line()
        yield line((f"{event.type} ", tone(event)), (event.id, "id"))
        yield quote(event.evidence, 400)
        yield from event_fields(event)
        yield from (line(f"{INDENT}because     ", step) for step in event.explanation)
    if not number:
        yield line("no event found")
