"""What moved: changes of state between two days, differences of belief, plans and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from dragoman.dates import Interval
from dragoman.ledger.corrected import corrected_events
from dragoman.ledger.dossiers.judged import that_count
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Json, Status
from dragoman.pausing import uncollected
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.asking import Names, today
from dragoman.query.corrections import find_corrections
from dragoman.query.dossier_loading import AT_ONCE, load_at, load_dossiers
from dragoman.query.dossier_views import DossierView, act_json, days_json, event_ref
from dragoman.query.dossiers import (
    MORE,
    PAGE,
    STEP,
    DossierQuestion,
    candidates,
    dossiers_by_occurrence,
    has_parties,
    is_full,
    meant,
    upwards,
)

T = TypeVar("T")
_NEWLY = {
    "contested": "contradicted",
    "overdue": "overdue",
    "term-passed": "term passed",
    "disrupted": "disrupted",
    "change-planned": "change planned",
}
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


@uncollected()
def find_changes(
    store: Store, names: Names, since: date, view: View, question: DossierQuestion | None = None
) -> list[Change]:
    """What is new, what changed state, what was contradicted and what became overdue between `since` and the view.

    `since` bounds both clocks: how it was on that day, as known on that day. The newest changes first.
    """
    earlier = View(as_of=since, known_by=since, recorded_by=view.recorded_by)
    return _compare(store, names, earlier, view, question or DossierQuestion())


@uncollected()
def find_differences(
    store: Store, names: Names, first: date, second: date, view: View, question: DossierQuestion | None = None
) -> list[Change]:
    """What the ledger believed by `first` of the day `view.as_of`, and what it believes of that day by `second`."""
    earlier, later = replace(view, known_by=first), replace(view, known_by=second)
    return _compare(store, names, earlier, later, question or DossierQuestion())


def _compare(store: Store, names: Names, earlier: View, later: View, question: DossierQuestion) -> list[Change]:
    book = shipped_kinds()
    fits, parties, kinds = meant(store, names, question, book)
    found: list[Change] = []
    among = _may_differ(store, earlier, later)
    for records, rest in candidates(store, later, parties, kinds, among, question.limit):
        old, new = load_at(store, names, records, (earlier, later), book)
        before = {each.id: each for each in old if fits(each)}
        for each in filter(fits, new):
            what = tuple(_what(before.get(each.id), each))
            if what:
                found.append(Change(what, before.get(each.id), each))
        if is_full(found, question.limit, rest, _newest):
            break
    return sorted(found, key=_newest)[: question.limit]


def _may_differ(store: Store, earlier: View, later: View) -> set[str] | None:
    """Dossiers that can differ between two views; `None` where all can."""
    if later.recorded_by is not None:
        return None
    found = store.dossiers_moved(earlier, later)
    judged = [one.target for one in that_count(store.judgements())]
    found.update(one for one in judged if one.startswith("ds_"))
    told = store.links(
        events=[one for one in judged if one.startswith("ev_")],
        occurrences=[one for one in judged if one.startswith("oc_")],
    )
    found.update(one.id for one in told.dossiers)
    found.update(_withdrawn(store, earlier, later))
    holders = {str(one.body["within"]) for one in store.dossiers(found) if one.body.get("within")}
    return found | holders


def _withdrawn(store: Store, earlier: View, later: View) -> set[str]:
    """Dossiers of which a report tells that was withdrawn or corrected between the views."""
    corrections = find_corrections(store, later, after=earlier.known_by)
    documents = {*corrections.withdrawn, *corrections.corrected, *(place[0] for place in corrections.quoting)}
    if not documents:
        return set()
    events = [row.event.id for row in store.events(EventFilter(documents=tuple(sorted(documents))))]
    return {one.id for one in store.links(events=events).dossiers}


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

_PLANNED = (Status.SCHEDULED, Status.AGREED)


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


@uncollected()
def find_plans(
    store: Store, names: Names, view: View, question: DossierQuestion | None = None, *, overdue_only: bool = False
) -> list[Plan]:
    """Plans that reports tell of, each happening once, by the day they are due, those without a day last."""
    wanted = question or DossierQuestion()
    fits, parties, kinds = meant(store, names, wanted, shipped_kinds())
    restricted = bool(wanted.parties or wanted.kinds or wanted.text)
    sifted = bool(wanted.open_only or wanted.states or wanted.text or overdue_only)
    size = PAGE if wanted.limit is None else min(PAGE, max(1, wanted.limit + MORE * sifted))

    def counts(one: DossierView) -> bool:
        return fits(one) and (not kinds or one.kind.name in kinds) and has_parties(one.record, parties)

    plans: list[Plan] = []
    for part in _by_day(store, names, view, parties, kinds, counts, restricted=restricted, size=size):
        for rows, dossier in part:
            plan = _plan(rows, dossier, view)
            if (dossier or not restricted) and (not overdue_only or plan.outcome == "overdue"):
                plans.append(plan)
        if wanted.limit is not None and len(plans) >= wanted.limit:
            break
    return plans[: wanted.limit]


Planned = tuple[Sequence[StoredEvent], DossierView | None]
"""The events that tell of one plan, and its dossier."""

Counts = Callable[[DossierView], bool]


def _by_day(
    store: Store,
    names: Names,
    view: View,
    parties: Sequence[str],
    kinds: Collection[str],
    counts: Counts,
    *,
    restricted: bool,
    size: int,
) -> Iterator[list[Planned]]:
    """Plans by the day they are due, so many at a time; `restricted`: only those of dossiers need come.

    What is kept says which; where people opened dossiers, or corrected events, all are read.
    """
    judged = that_count(store.judgements(view=view))
    plain = not any(one.action in ("open", "correct") for one in judged)
    keys = store.plans_by_day(view, parties=upwards(parties), kinds=kinds, every=not restricted) if plain else None
    if keys is not None:
        for part in _pages(keys, size):
            yield _filed(store, names, view, [key.name for key in part], counts, restricted=restricted)
        return
    among = _held_by(store, names, view, parties, kinds) if restricted else None
    groups = sorted(_planned(store, view, among).values(), key=lambda rows: _due_first(_plan(rows, None, view)))
    for some in _pages(groups, size):
        told = {rows[0].occurrence for rows in some if rows[0].occurrence}
        dossiers = dossiers_by_occurrence(store, names, told, view, counts)
        yield [(rows, dossiers.get(rows[0].occurrence or "")) for rows in some]


def _filed(
    store: Store, names: Names, view: View, wanted: Sequence[str], counts: Counts, *, restricted: bool
) -> list[Planned]:
    """The plans of some occurrences and events: what is read with a dossier is not read again."""
    linked = [name for name in wanted if name.startswith("oc_")]
    dossiers = dossiers_by_occurrence(store, names, linked, view, counts)
    rows = {h.occurrence: h.rows for one in {d.id: d for d in dossiers.values()}.values() for h in one.happenings}
    found: list[Planned] = [
        (planned, dossiers[name])
        for name in linked
        if name in dossiers and (planned := [row for row in rows[name] if _is_plan(row)])
    ]
    if not restricted:
        rest = _told_of(store, view, [name for name in wanted if name not in dossiers])
        found += ((told, None) for told in rest.values())
    return sorted(found, key=lambda each: _due_first(_plan(each[0], None, view)))


def _pages(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The first so many, then a few, in case some of those were not meant, then ever more."""
    start, more = 0, STEP
    while start < len(values):
        yield values[start : start + size]
        start, size, more = start + size, more, min(2 * more, AT_ONCE)


def _told_of(store: Store, view: View, names: Sequence[str]) -> dict[str, list[StoredEvent]]:
    """The plans of some occurrences and events that are not linked."""
    linked = [name for name in names if name.startswith("oc_")]
    found = _planned(store, view, linked) if linked else {}
    alone = tuple(name for name in names if not name.startswith("oc_"))
    clock = View(known_by=view.known_by, recorded_by=view.recorded_by)
    if alone:
        found.update((row.event.id, [row]) for row in store.events(EventFilter(view=clock, ids=alone)))
    return found


def _held_by(store: Store, names: Names, view: View, parties: Sequence[str], kinds: Collection[str]) -> list[str]:
    """The occurrences of all dossiers of these parties and kinds."""
    found: set[str] = set()
    for records, _ in candidates(store, view, parties, kinds):
        found.update(member.occurrence for record in records for member in record.members)
        opened = [record for record in records if record.body.get("opened_by") is not None]
        for one in load_dossiers(store, names, opened, view, shipped_kinds()):
            found.update(happening.occurrence for happening in one.happenings)
    return sorted(found)


def _planned(store: Store, view: View, among: Sequence[str] | None) -> dict[str, list[StoredEvent]]:
    """Occurrence -> the plans that are told of it, of all or of those given."""
    found: dict[str, list[StoredEvent]] = defaultdict(list)
    clock = View(known_by=view.known_by, recorded_by=view.recorded_by)
    which = EventFilter(view=clock, statuses=_PLANNED)
    parts = [which] if among is None else [replace(which, occurrences=tuple(part)) for part in _parts(among)]
    for part in parts:
        for row in corrected_events(store, part):
            if _is_plan(row):
                found[row.occurrence or row.event.id].append(row)
    return found


def _is_plan(row: StoredEvent) -> bool:
    """Whether an event tells of a plan of at least two."""
    sides = {a.country or a.id for a in (*row.event.actors, *row.event.recipients)} - {None}
    return row.event.status in _PLANNED and len(sides) > 1


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def _plan(rows: Sequence[StoredEvent], dossier: DossierView | None, view: View) -> Plan:
    dated = [row for row in rows if row.event.meant_for()]
    row = max(dated or rows, key=lambda r: str(r.source.published.interval.latest or ""))
    due = row.event.meant_for()
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
