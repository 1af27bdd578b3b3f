"""Changes, plans, requests, relations, hits and names as tables; an actor as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.cli.dossier_tables import state_style
from dragoman.cli.marked import Cell, Line, Table, cell, joined, line, shorten
from dragoman.cli.pages import event_summary
from dragoman.cli.tables import actor_pieces, draw_dated, quote, source_of
from dragoman.dates import Interval
from dragoman.protocols import StoredEvent
from dragoman.query import draw
from dragoman.query.changes import Change, Plan
from dragoman.query.relations import QUADS, Point
from dragoman.query.requests import Request
from dragoman.query.searching import ActorPage, Hit, NameUse

BAR = 24


def changes_table(rows: Sequence[Change]) -> Table:
    """Changes, one to a row."""
    return Table(("Matter", "Change", "State", "Words and source"), tuple(map(_change_row, rows)))


def _change_row(row: Change) -> tuple[Cell, ...]:
    after = row.after
    told = after.folded.set_by.row if after.folded.set_by else after.folded.last_confirmed
    return (
        cell(line((after.title, "heading")), line((f"{after.kind.name} ", "dim"), (after.id, "id"))),
        cell(*(line((what, "warn")) for what in row.what)),
        cell(
            line((after.folded.state, state_style(after.folded.state))),
            line((draw(after.folded.since), "date")),
            line((", ".join(after.folded.flags), "dim")),
        ),
        cell(*_words(told)),
    )


def _words(told: StoredEvent | None) -> Iterator[Line]:
    if told is not None:
        yield quote(told.event.evidence)
        yield line((source_of(told, told.event.attribution), "source"))


def plans_table(rows: Sequence[Plan]) -> Table:
    """Plans, one to a row."""
    return Table(("Due", "What", "Came of it", "Words and source"), tuple(map(_plan_row, rows)))


def _plan_row(row: Plan) -> tuple[Cell, ...]:
    event = row.row.event
    style = "bad" if row.outcome == "overdue" else "warn" if row.outcome == "due" else state_style(row.outcome)
    people = joined([((a.name, "actor"),) for a in (*event.actors, *event.recipients)], ", ")
    return (
        cell(line((draw(row.due), "date"))),
        cell(people, line((f"{event.type} ", "dim"), (str(event.status), str(event.status)))),
        cell(line((row.outcome, style)), line((row.dossier.id, "id")) if row.dossier else ()),
        cell(*_words(row.row)),
    )


def requests_table(rows: Sequence[Request]) -> Table:
    """Requests, one to a row."""
    return Table(("When", "Who asked whom", "What came of it", "Words and source"), tuple(map(_request_row, rows)))


def _request_row(row: Request) -> tuple[Cell, ...]:
    event = row.row.event
    style = {"granted": "good", "refused": "bad"}.get(row.outcome, "warn")
    asked = row.asked.event if row.asked else None
    what = f"{asked.type} {asked.phase or ''}".strip() if asked else ""
    return (
        cell(line((draw_dated(event.date), "date"))),
        cell(
            joined([actor_pieces(actor, "actor") for actor in event.actors], ", "),
            (("→ ", ""), *joined([actor_pieces(a, "recipient") for a in event.recipients], ", "))
            if event.recipients
            else (),
        ),
        cell(
            line((row.outcome, style)),
            line((what, "dim")),
            line((row.dossier.title, "matter")) if row.dossier else (),
        ),
        cell(*_words(row.row), *_more(len(row.rows) - 1)),
    )


def _more(count: int) -> Iterator[Line]:
    if count > 0:
        yield line((f"and {count} more", "dim"))


def points_table(rows: Sequence[Point]) -> Table:
    """A relation over time: a bar for what was cooperation and what was conflict, the mean score beside it."""
    most = max((sum(row.counts.values()) for row in rows), default=1)
    return Table(("Period", "Count", "Score", "Cooperation and conflict"), tuple(_point_row(row, most) for row in rows))


def _point_row(row: Point, most: int) -> tuple[Cell, ...]:
    total = sum(row.counts.values())
    friendly = row.counts[QUADS[0]] + row.counts[QUADS[1]]
    width = max(1, round(BAR * total / most))
    green = round(width * friendly / total) if total else 0
    told = ", ".join(f"{row.counts[quad]} {quad}" for quad in QUADS if row.counts[quad])
    undated = f"; {row.by_report} by day of report" if row.by_report else ""
    score = "-" if row.score is None else f"{row.score:+.1f}"
    return (
        cell(line((row.period, "date"))),
        cell(line(str(total))),
        cell(line((score, "dim" if row.score is None else "cooperation" if row.score >= 0 else "conflict"))),
        cell(line(("█" * green, "cooperation"), ("▒" * (width - green), "conflict")), line((told + undated, "dim"))),
    )


def hits_table(rows: Sequence[Hit], wanted: str) -> Table:
    """Places where words stand, one to a row, the words marked."""
    return Table(("Published", "Report", "Words"), tuple(_hit_row(row, wanted) for row in rows))


def _hit_row(row: Hit, wanted: str) -> tuple[Cell, ...]:
    at = row.text.casefold().find(wanted.casefold())
    place = shorten(row.text, at, at + len(wanted), 150) if at >= 0 else line(row.text)
    kind = line((f"[{row.kind}]", "dim")) if row.kind != "body" else ()
    path = row.source.sightings[0].path if row.source.sightings else row.source.id
    return (
        cell(line((draw(row.source.published.interval), "date"))),
        cell(line((row.source.title or path, "heading")), line((row.source.id, "id"))),
        cell(place, kind, line((", ".join(row.events), "id"))),
    )


def mentions_table(rows: Sequence[NameUse]) -> Table:
    """Places where a name stands and what it was taken for, one to a row."""
    return Table(("Name", "Taken for", "Why", "Where"), tuple(map(_mention_row, rows)))


def _mention_row(row: NameUse) -> tuple[Cell, ...]:
    mention = row.mention
    taken = mention.person or mention.actor
    candidates = f"may be {', '.join(mention.candidates)}" if mention.candidates else ""
    at = row.quote.find(mention.name)
    return (
        cell(line((mention.name, "actor")), line((mention.kind, "dim"))),
        cell(line((taken or "nobody known", "id" if taken else "warn")), line((candidates, "dim"))),
        cell(line(mention.why), line((mention.description or "", "dim"))),
        cell(
            shorten(row.quote, at, at + len(mention.name), 110) if at >= 0 else line(row.quote),
            line((row.path or mention.document, "source")),
        ),
    )


def actor_lines(page: ActorPage) -> Iterator[Line]:
    """The page of an actor: offices, what it did, with whom, its last events."""
    yield line((page.name, "heading"), (f"  {page.id}", "id"))
    if page.called:
        yield line(("  called      ", "dim"), ", ".join(page.called[:8]))
    if page.offices:
        yield line()
        yield line(("Offices", "heading"), ("  from the book of actors, not from reports", "dim"))
        for tenure in page.offices:
            yield line("  ", (f"{_term(tenure.interval):<26}", "date"), f" {tenure.name}  ", (tenure.office, "id"))
    for title, counts in (("Acts", page.types), ("With", page.partners)):
        if counts:
            yield line()
            yield line((title, "heading"))
            for name, count in list(counts.items())[:12]:
                yield line("  ", (f"{count:>5}", "date"), f"  {name}")
    if page.recent:
        yield line()
        yield line(("Last events", "heading"))
        for row in page.recent:
            yield from event_summary(row)
    yield line()
    yield line((f"as of {page.view.as_of}, known by {page.view.known_by}", "dim"))


def _term(interval: Interval) -> str:
    return f"{interval.earliest or '?'} – {interval.latest or 'now'}"
