"""Dossiers as tables and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.cli.marked import Cell, Line, Table, cell, joined, line
from dragoman.cli.tables import quote, source_of
from dragoman.model import Judgement
from dragoman.protocols import StoredEvent
from dragoman.query import draw
from dragoman.query.dossier_views import DossierView, missing

INDENT = "  "
_GOOD = frozenset(
    ("held", "running", "standing", "in force", "full", "concluded", "completed", "under way", "ratified")
)
_BAD = frozenset(("refused", "cancelled", "not held", "severed", "collapsed", "terminated", "downgraded"))
_PLAIN = frozenset(("lifted", "lapsed", "ended", "settled", "unknown"))


def dossiers_table(rows: Sequence[DossierView]) -> Table:
    """Dossiers, one to a row."""
    return Table(("Matter", "State", "Since", "Words and source"), tuple(map(_row, rows)))


def _row(row: DossierView) -> tuple[Cell, ...]:
    folded = row.folded
    told = folded.set_by.row if folded.set_by else folded.last_confirmed
    return (
        cell(line((row.title, "heading")), line((f"{row.kind.name} ", "dim"), (row.id, "id"))),
        cell(*state_lines(row)),
        cell(line((draw(folded.since), "date")), *_more_days(row)),
        cell(*_told_lines(row, told)),
    )


def state_style(state: str) -> str:
    """The style of a state: what stands, what failed, what is only planned or over."""
    return "good" if state in _GOOD else "bad" if state in _BAD else "dim" if state in _PLAIN else "warn"


def state_lines(row: DossierView) -> Iterator[Line]:
    """The state with what it may be, and the flags below."""
    folded = row.folded
    possible = f" ({' or '.join(folded.possible)})" if folded.possible else ""
    yield line((folded.state, state_style(folded.state)), possible)
    if folded.flags:
        yield joined([((flag, "warn"),) for flag in folded.flags], ", ")


def _more_days(row: DossierView) -> Iterator[Line]:
    folded = row.folded
    if folded.planned:
        yield line(("planned ", "dim"), (draw(folded.planned), "date"))
    if folded.until:
        yield line(("until " if folded.until.earliest else "", "dim"), (draw(folded.until), "date"))


def _told_lines(row: DossierView, told: StoredEvent | None) -> Iterator[Line]:
    if told is not None:
        yield quote(told.event.evidence)
        yield line((source_of(told, told.event.attribution), "source"))
    confirmed = _confirmed(row)
    if confirmed:
        yield line((confirmed, "dim"))


def _confirmed(row: DossierView) -> str:
    last = row.folded.last_confirmed
    if last is None:
        return ""
    silent = row.folded.silent_days
    ago = "" if silent is None else ", that day" if silent == 0 else f", {silent} days before"
    return f"last told of {draw(last.source.published.interval)}{ago}"


# ------------------------------------------------------------------ one dossier


def dossier_lines(row: DossierView) -> Iterator[Line]:
    """The page of a dossier: its state, how it came about, who differs, what is missing, and all that is told of it."""
    folded = row.folded
    yield line((row.title, "heading"))
    yield line((f"{row.kind.name} ", "dim"), (row.id, "id"))
    yield line()
    yield from (_field("state" if not number else "", each) for number, each in enumerate(state_lines(row)))
    yield _field("since", line((draw(folded.since), "date")))
    for name, interval in (("planned", folded.planned), ("until", folded.until)):
        if interval:
            yield _field(name, line((draw(interval), "date")))
    yield _field("parties", joined(list(_parties(row)), ", "))
    if row.record.body.get("within"):
        yield _field("within", line((str(row.record.body["within"]), "id")))
    for child in row.holds:
        yield _field("holds", line((child, "id")))
    for what, act, when, _ in folded.scope:
        yield _field("scope", line(f"{what} ", (f"{act} {draw(when) if when else ''}".strip(), "dim")))
    if _confirmed(row):
        yield _field("", line((_confirmed(row), "dim")))
    yield from _path_lines(row)
    yield from _account_lines(row)
    yield from _missing_lines(row)
    yield from _told_of(row)
    yield from _note_lines(row.notes)
    yield line()
    yield line((f"as of {row.view.as_of}, known by {row.view.known_by}", "dim"))


def _field(name: str, value: Line) -> Line:
    return line((f"{INDENT}{name:<11} ", "dim"), *value)


def _parties(row: DossierView) -> Iterator[Line]:
    for party in row.to_json()["parties"]:
        part = "" if party["part"] == "party" else f" {party['part']}"
        taking = f" ({party['participation']})" if party["participation"] else ""
        yield line((party["id"], "actor"), (f"{part}{taking}", "dim"))


def _heading(text: str) -> Iterator[Line]:
    yield line()
    yield line((text, "heading"))


def _path_lines(row: DossierView) -> Iterator[Line]:
    if not row.folded.path:
        return
    yield from _heading("How it came about")
    for reached in row.folded.path:
        when = draw(reached.since)
        mark = "  (inferred)" if reached.inferred else ""
        yield line(INDENT, (f"{when:<24} ", "date"), (reached.state, state_style(reached.state)), (mark, "dim"))
        if not reached.inferred:
            yield from _words(reached.step.row)


def _words(row: StoredEvent) -> Iterator[Line]:
    yield line(INDENT * 2, *quote(row.event.evidence, 160))
    yield line(INDENT * 2, (source_of(row, row.event.attribution), "source"))


def _account_lines(row: DossierView) -> Iterator[Line]:
    if not row.folded.accounts:
        return
    yield from _heading("Accounts that differ")
    for account in row.folded.accounts:
        says = f"denies: {account.state}" if account.denies else account.state
        yield line(INDENT, (account.side, "actor"), "  ", (says, state_style(account.state)))
        for each in account.rows[:1]:
            yield from _words(each)


def _missing_lines(row: DossierView) -> Iterator[Line]:
    wanted = missing(row)
    if wanted:
        yield from _heading("Missing")
        yield from (line(INDENT, each) for each in wanted)


def _told_of(row: DossierView) -> Iterator[Line]:
    yield from _heading("Told of it")
    for happening in row.happenings:
        membership = row.memberships.get(happening.occurrence)
        why = f"  {membership.score:.2f}: {'; '.join(membership.why)}" if membership else ""
        yield line(INDENT, (happening.occurrence, "id"), (why, "dim"))
        for each in happening.rows:
            event = each.event
            when = draw(event.date.interval) if event.date else "?"
            phase = f" {event.phase}" if event.phase else ""
            yield line(INDENT * 2, (when, "date"), f"  {event.type}{phase} ", (str(event.status), str(event.status)))
            yield from (line(INDENT, *part) for part in _words(each))


def _note_lines(notes: Sequence[Judgement]) -> Iterator[Line]:
    if not notes:
        return
    yield from _heading("Decisions and notes")
    for note in notes:
        said = note.value.get("text") or note.value.get("state") or ""
        yield line(INDENT, (f"{note.recorded_at[:10]} {note.who} ", "dim"), f"{note.action}: {said}")
