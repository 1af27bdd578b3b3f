"""What moved: changes of state between two days, differences of belief, plans and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.dates import Interval
from dragoman.ledger.corrected import corrected_events
from dragoman.ledger.dossiers.steps import target_of
from dragoman.model import Json, Status
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.asking import Names, today
from dragoman.query.dossiers import (
    DossierQuestion,
    DossierView,
    act_json,
    days_json,
    event_ref,
    find_dossiers,
)

_NEWLY = {"contested": "contradicted", "overdue": "overdue", "term-passed": "term passed", "disrupted": "disrupted"}
"""Flags whose coming is a change, and what it is called."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about one dossier. `what` are the words for it; `before` is `None` for one that is new."""

    what: tuple[str, ...]
    before: DossierView | None
    after: DossierView

    def to_json(self) -> Json:
        """The dossier in short, what changed, the states and the words on which the new one rests."""
        after = self.after.to_json()
        return {
            "dossier": after["id"],
            "kind": after["kind"],
            "title": after["title"],
            "parties": after["parties"],
            "what": list(self.what),
            "before": _short(self.before) if self.before else None,
            "after": _short(self.after),
            "set_by": after["set_by"],
            "as_of": after["as_of"],
            "known_by": after["known_by"],
        }


def _short(view: DossierView) -> Json:
    folded = view.folded
    return {
        "state": folded.state,
        "possible_states": list(folded.possible),
        "since": days_json(folded.since),
        "flags": list(folded.flags),
    }


def find_changes(
    store: Store, names: Names, since: date, view: View, question: DossierQuestion | None = None
) -> list[Change]:
    """What is new, what changed state, what was contradicted and what became overdue between `since` and the view.

    `since` bounds both clocks: how it was on that day, as known on that day. The newest changes first.
    """
    earlier = View(as_of=since, known_by=since, recorded_by=view.recorded_by)
    return _compare(store, names, earlier, view, question or DossierQuestion())


def find_differences(
    store: Store, names: Names, first: date, second: date, view: View, question: DossierQuestion | None = None
) -> list[Change]:
    """What the ledger believed by `first` of the day `view.as_of`, and what it believes of that day by `second`."""
    earlier, later = replace(view, known_by=first), replace(view, known_by=second)
    return _compare(store, names, earlier, later, question or DossierQuestion())


def _compare(store: Store, names: Names, earlier: View, later: View, question: DossierQuestion) -> list[Change]:
    every = replace(question, limit=None)
    before = {each.id: each for each in find_dossiers(store, names, every, earlier)}
    found = []
    for after in find_dossiers(store, names, every, later):
        what = tuple(_what(before.get(after.id), after))
        if what:
            found.append(Change(what, before.get(after.id), after))
    return sorted(found, key=_newest)[: question.limit]


def _what(before: DossierView | None, after: DossierView) -> Iterator[str]:
    if before is None:
        if after.folded.state != "unknown" or after.folded.possible:
            yield "new"
        return
    old, new = before.folded, after.folded
    if old.state != new.state:
        yield f"{old.state} → {new.state}"
    elif old.since != new.since:
        yield "dated otherwise"
    for flag, name in _NEWLY.items():
        if flag in new.flags and flag not in old.flags:
            yield name


def _newest(change: Change) -> tuple[int, str]:
    step = change.after.folded.set_by
    row = step.row if step else change.after.folded.last_confirmed
    last = row.source.published.interval.latest if row else None
    return (-last.toordinal() if last else 0, change.after.id)


# ------------------------------------------------------------------ plans


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: what was fixed or agreed, for when, and what came of it.

    `outcome` is due, overdue, no day named, or the state of its matter where that has moved on.
    """

    row: StoredEvent
    due: Interval | None
    outcome: str
    dossier: DossierView | None
    view: View

    def to_json(self) -> Json:
        """The plan, its days, what came of it, and its words."""
        event = self.row.event
        return {
            "occurrence": self.row.occurrence,
            "dossier": self.dossier.id if self.dossier else None,
            "title": self.dossier.title if self.dossier else None,
            "parties": sorted({a.country or a.id or a.name for a in (*event.actors, *event.recipients)}),
            "due": days_json(self.due),
            "outcome": self.outcome,
            **act_json(self.row),
            **event_ref(self.row),
        }


def find_plans(
    store: Store, names: Names, view: View, question: DossierQuestion | None = None, *, overdue_only: bool = False
) -> list[Plan]:
    """Plans that reports tell of, each happening once, by the day they are due, those without a day last."""
    wanted = question or DossierQuestion()
    dossiers = find_dossiers(store, names, replace(wanted, limit=None), view)
    by_occurrence = {h.occurrence: each for each in reversed(dossiers) for h in each.happenings}
    plans = []
    for rows in _planned(store, view).values():
        dossier = by_occurrence.get(rows[0].occurrence or "")
        if dossier is None and (wanted.parties or wanted.kinds or wanted.text):
            continue
        plan = _plan(rows, dossier, view)
        if not overdue_only or plan.outcome == "overdue":
            plans.append(plan)
    return sorted(plans, key=_due_first)[: wanted.limit]


def _planned(store: Store, view: View) -> dict[str, list[StoredEvent]]:
    found: dict[str, list[StoredEvent]] = defaultdict(list)
    clock = View(known_by=view.known_by, recorded_by=view.recorded_by)
    for row in corrected_events(store, EventFilter(view=clock, statuses=(Status.SCHEDULED, Status.AGREED))):
        if len({a.country or a.id for a in (*row.event.actors, *row.event.recipients)} - {None}) > 1:
            found[row.occurrence or row.event.id].append(row)
    return found


def _plan(rows: Sequence[StoredEvent], dossier: DossierView | None, view: View) -> Plan:
    dated = [row for row in rows if target_of(row.event)]
    row = max(dated or rows, key=lambda r: str(r.source.published.interval.latest or ""))
    due = target_of(row.event)
    return Plan(row, due, _outcome(due, dossier, view), dossier, view)


def _outcome(due: Interval | None, dossier: DossierView | None, view: View) -> str:
    if dossier is not None and dossier.folded.state not in dossier.kind.before | {"unknown"}:
        return dossier.folded.state
    if dossier is not None and dossier.folded.state in dossier.kind.again:
        return dossier.folded.state
    if due is None or due.latest is None:
        return "no day named"
    return "overdue" if due.latest < (view.as_of or today()) else "due"


def _due_first(plan: Plan) -> tuple[str, str]:
    due = plan.due
    return (str(due.latest or due.earliest or "9999") if due else "9999-99", plan.row.event.id)
