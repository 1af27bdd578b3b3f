"""Relations, hits and names as tables; an actor as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.cli.marked import Cell, Line, Table, cell, line, shorten
from dragoman.cli.pages import event_summary
from dragoman.dates import Interval
from dragoman.query import draw
from dragoman.query.relations import QUADS, Point
from dragoman.query.searching import ActorPage, Hit, NameUse

BAR = 24


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
