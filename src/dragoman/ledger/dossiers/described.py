"""What goes with a state: since when, what set and confirms it, its plan, its term, its scope and each party's part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.dates import Interval
from dragoman.ledger.dossiers.folded import UNKNOWN, Folded, Reached
from dragoman.ledger.dossiers.items import party_of
from dragoman.ledger.dossiers.steps import Step, place_of
from dragoman.ledger.dossiers.steps_order import had_been_meant
from dragoman.lexicon.dossiers import PLANNED, REAL, Kind
from dragoman.model import Event, Phase, Status
from dragoman.protocols import StoredEvent
from dragoman.times.lengths import all_later


def described(
    kind: Kind,
    parties: Sequence[str],
    path: Sequence[Reached],
    rows: Sequence[StoredEvent],
    steps: Sequence[Step],
    as_of: date,
    known_by: date,
) -> Folded:
    """The state that a path has led to by `as_of`, with its day, what confirms it, its plan, term, scope and parts."""
    last = path[-1] if path else None
    confirmed = _last_confirmed(last, rows)
    silent = None
    if confirmed is not None and confirmed.source.published.interval.latest:
        silent = max(0, (as_of - confirmed.source.published.interval.latest).days)
    return Folded(
        state=last.state if last else UNKNOWN,
        since=last.since if last else None,
        path=tuple(path),
        set_by=_clearest(last) if last else None,
        last_confirmed=confirmed,
        silent_days=silent,
        planned=_planned(kind, path, steps, as_of),
        until=_until(rows),
        scope=_scope(rows, as_of, known_by),
        participation=_participation(kind, parties, rows, as_of) if kind.participation else None,
    )


def _clearest(reached: Reached) -> Step:
    """The step that says most exactly when the state began: what is quoted for it."""
    same = [step for step in reached.told if step.occurrence == reached.step.occurrence] or [reached.step]
    return min(same, key=lambda step: (step.when.days or 10**6, step.key))


def _last_confirmed(last: Reached | None, rows: Sequence[StoredEvent]) -> StoredEvent | None:
    """The last report that speaks of the matter in a way that shows it in its state.

    A demand that something be lifted shows that it is there; a denial shows nothing.
    """
    told = {step.row.event.id for step in last.told} if last else set()
    return max((row for row in rows if row.event.id in told or confirms_by_itself(row)), key=place_of, default=None)


def confirms_by_itself(row: StoredEvent) -> bool:
    """Whether an event shows the matter in its state, whatever that is: a request, a demand, an accusation."""
    return row.event.status is Status.REQUESTED or row.event.type in ("REQUEST", "ACCUSE")


def _planned(kind: Kind, path: Sequence[Reached], steps: Sequence[Step], as_of: date) -> Interval | None:
    """The time for which the last plan in view is meant; for what was put off, the time it was meant for."""
    told = [s for s in steps if s.target is not None and (s.when.earliest is None or s.when.earliest <= as_of)]
    waits = not path or path[-1].state in kind.before | {"suspended"} or bool(kind.sessions)
    if not told or not waits:
        return None
    if path and path[-1].state in kind.again:
        old = [s for s in told if s.state in (path[-1].state, "scheduled")]
        told = old or told
    told = [s for s in told if not had_been_meant(s)] or told
    return max(told, key=lambda s: s.key).target


def _until(rows: Sequence[StoredEvent]) -> Interval | None:
    """The last day that was told last; a later "extended by a year" moves it, "until further notice" takes it away."""
    found: Interval | None = None
    ends = [row for row in rows if row.event.matter and (row.event.matter.until or row.event.matter.term)]
    for row in sorted(ends, key=place_of):
        matter = row.event.matter
        if matter is None or row.event.status not in REAL | PLANNED or (found and row.event.status is Status.PROPOSED):
            continue
        if matter.until:
            found = matter.until.interval
        elif matter.term and matter.term.relation == "open":
            found = None
        elif matter.term and matter.term.value and row.event.phase is Phase.EXTEND and found:
            found = all_later(found, matter.term.value) or found
    return found


def _scope(
    rows: Sequence[StoredEvent], as_of: date, known_by: date
) -> tuple[tuple[str, str, Interval | None, StoredEvent], ...]:
    """What the matter covers: each scope that is named, with the act, its day and the row."""
    found: dict[tuple[str, str], tuple[str, str, Interval | None, StoredEvent]] = {}
    for row in rows:
        event = row.event
        scope = event.matter.scope if event.matter else None
        if scope and event.status in REAL | PLANNED:
            dated = event.effective or event.date
            act = str(event.phase) if event.phase else str(event.status)
            found.setdefault((scope, act), (scope, act, dated.interval if dated else None, row))
    return tuple(found.values())


def _participation(kind: Kind, parties: Sequence[str], rows: Sequence[StoredEvent], as_of: date) -> dict[str, str]:
    """Each party's part: in, suspended, withdrawn; only what its own acts say."""
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda r: (_day(r.event), place_of(r))):
        part = kind.part(row.event)
        day = _day(row.event)
        if part is None or (day != date.max and day > as_of):
            continue
        for actor in row.event.actors:
            code = party_of(actor)
            if code in parties:
                found[str(code)] = part
    return found


def _day(event: Event) -> date:
    dated = event.effective or event.date
    return (dated.interval.latest or dated.interval.earliest or date.max) if dated else date.max
