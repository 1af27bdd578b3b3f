"""What was planned, for when, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dragoman.dates import Interval
from dragoman.ledger.corrected import corrected_events
from dragoman.ledger.dossiers.judged import that_count
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Json, Status
from dragoman.pausing import uncollected
from dragoman.protocols import EventFilter, PlanKey, Store, StoredEvent, View
from dragoman.query.asking import Names, in_one_state, today
from dragoman.query.dossier_loading import AT_ONCE, load_dossiers
from dragoman.query.dossier_views import DossierInShort, act_json, days_json, event_ref
from dragoman.query.dossiers import (
    MORE,
    PAGE,
    STEP,
    DossierQuestion,
    candidates,
    dossiers_by_occurrence,
    has_parties,
    meant,
    short_by_occurrence,
    upwards,
)

T = TypeVar("T")
_PLANNED = (Status.SCHEDULED, Status.AGREED)


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: what was fixed or agreed, for when, and what came of it.

    `outcome` is due, overdue, no day named, or the state of its matter where that has moved on.
    """

    row: StoredEvent
    due: Interval | None
    outcome: str
    dossier: DossierInShort | None
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


@in_one_state
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

    def counts(one: DossierInShort) -> bool:
        return fits(one) and (not kinds or one.kind.name in kinds) and has_parties(one.record, parties)

    plans: list[Plan] = []
    for part in _by_day(store, names, view, parties, kinds, counts, restricted=restricted, size=size):
        kept = (one for one in part if one.dossier or not restricted)
        plans += (one for one in kept if not overdue_only or one.outcome == "overdue")
        if wanted.limit is not None and len(plans) >= wanted.limit:
            break
    return plans[: wanted.limit]


Counts = Callable[[DossierInShort], bool]


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
) -> Iterator[list[Plan]]:
    """Plans by the day they are due, so many at a time; `restricted`: only those of dossiers need come.

    What is kept says which; where people opened dossiers, or corrected events, all are read.
    """
    judged = that_count(store.judgements(view=view))
    plain = not any(one.action in ("open", "correct") for one in judged)
    keys = store.plans_by_day(view, parties=upwards(parties), kinds=kinds, every=not restricted) if plain else None
    if keys is not None:
        for part in _pages(keys, size):
            yield _filed(store, names, view, part, counts, restricted=restricted)
        return
    among = _held_by(store, names, view, parties, kinds) if restricted else None
    groups = sorted(_planned(store, view, among).values(), key=lambda rows: _due_first(_plan(rows, None, view)))
    for some in _pages(groups, size):
        told = {rows[0].occurrence for rows in some if rows[0].occurrence}
        dossiers = dossiers_by_occurrence(store, names, told, view, counts)
        yield [_plan(rows, dossiers.get(rows[0].occurrence or ""), view) for rows in some]


def _filed(
    store: Store, names: Names, view: View, keys: Sequence[PlanKey], counts: Counts, *, restricted: bool
) -> list[Plan]:
    """The plans that keys lead to, in their order: only the event is read that says when each is due."""
    linked = [key.name for key in keys if key.name.startswith("oc_")]
    dossiers = short_by_occurrence(store, names, linked, view, counts)
    wanted = [key for key in keys if key.name in dossiers or not restricted]
    clock = View(known_by=view.known_by, recorded_by=view.recorded_by)
    which = EventFilter(view=clock, ids=tuple(key.event for key in wanted))
    rows = {row.event.id: row for row in store.events(which)} if wanted else {}
    return [_plan((rows[key.event],), dossiers.get(key.name), view) for key in wanted if key.event in rows]


def _pages(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The first so many, then a few, in case some of those were not meant, then ever more."""
    start, more = 0, STEP
    while start < len(values):
        yield values[start : start + size]
        start, size, more = start + size, more, min(2 * more, AT_ONCE)


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


def _plan(rows: Sequence[StoredEvent], dossier: DossierInShort | None, view: View) -> Plan:
    dated = [row for row in rows if row.event.meant_for()]
    row = max(dated or rows, key=lambda r: str(r.source.published.interval.latest or ""))
    due = row.event.meant_for()
    return Plan(row, due, _outcome(due, dossier, view), dossier, view)


def _outcome(due: Interval | None, dossier: DossierInShort | None, view: View) -> str:
    if dossier is not None and dossier.state not in dossier.kind.before | {"unknown"}:
        return dossier.state
    if dossier is not None and dossier.state in dossier.kind.again:
        return dossier.state
    if due is None or due.latest is None:
        return "no day named"
    return "overdue" if due.latest < (view.as_of or today()) else "due"


def _due_first(plan: Plan) -> tuple[str, str]:
    due = plan.due
    return (str(due.latest or due.earliest or "9999") if due else "9999-99", plan.row.event.id)
