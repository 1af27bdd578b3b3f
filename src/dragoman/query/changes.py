"""What moved: changes of state between two days, and differences of belief."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from dragoman.ledger.dossiers.judged import that_count
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Json
from dragoman.pausing import uncollected
from dragoman.protocols import EventFilter, Store, View
from dragoman.query.asking import Names, in_one_state
from dragoman.query.corrections import find_corrections
from dragoman.query.dossier_loading import load_at
from dragoman.query.dossier_views import DossierView, days_json
from dragoman.query.dossiers import (
    DossierQuestion,
    candidates,
    is_full,
    meant,
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


@in_one_state
@uncollected()
def find_changes(
    store: Store, names: Names, since: date, view: View, question: DossierQuestion | None = None
) -> list[Change]:
    """What is new, what changed state, what was contradicted and what became overdue between `since` and the view.

    `since` bounds both clocks: how it was on that day, as known on that day. The newest changes first.
    """
    earlier = View(as_of=since, known_by=since, recorded_by=view.recorded_by)
    return _compare(store, names, earlier, view, question or DossierQuestion())


@in_one_state
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
    told = store.dossiers_holding(
        events=[one for one in judged if one.startswith("ev_")],
        occurrences=[one for one in judged if one.startswith("oc_")],
    )
    found.update(one.id for one in told)
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
    return {one.id for one in store.dossiers_holding(events=events)}


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
