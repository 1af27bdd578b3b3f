"""What waits for a person to decide, what matters most first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.ledger.dossiers.judged import that_count
from dragoman.model import Json
from dragoman.protocols import DocumentFilter, EventFilter, MentionFilter, Store, StoredDocument, StoredEvent, View
from dragoman.query.asking import Names, word
from dragoman.query.dossier_views import DossierView, event_ref
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.query.flat import Cell, Getter, Row

Kind = Literal["contested", "unsure", "name", "undated"]
KINDS: tuple[Kind, ...] = ("contested", "unsure", "name", "undated")

LOW = 0.4
"""An event is unsure up to this confidence."""
EACH = 200
"""At most so many of each kind are looked at: the latest events, the commonest names."""
USES = 12
"""Reports in which a name is looked up."""
SETTLED = frozenset(("accept", "reject", "correct"))

SAYS: dict[Kind, str] = {
    "contested": "accounts of it differ",
    "unsure": "the reading is not sure",
    "name": "the name stands for nobody known",
    "undated": "the day of the report is not known",
}
_BASE: dict[Kind, float] = {"contested": 3.0, "unsure": 0.0, "name": 1.0, "undated": 1.2}
_SETS_STATE = 2.0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide.

    `target` is the id of the object that a decision is about: a dossier, an event, or a report (of which `reports` are
    all in which a `name` stands). `why` says in words why it waits, `weight` orders the queue, `title` names it.
    """

    kind: Kind
    target: str
    title: str
    why: str
    weight: float
    row: StoredEvent | None = None
    source: StoredDocument | None = None
    name: str = ""
    candidates: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    dossier: str | None = None

    def to_json(self) -> Json:
        """All fields by name; the event by its place and words."""
        return {
            "kind": self.kind,
            "target": self.target,
            "title": self.title,
            "why": self.why,
            "weight": round(self.weight, 3),
            "event": {**event_ref(self.row), "confidence": self.row.event.confidence} if self.row else None,
            "document": self.source.id if self.source else None,
            "name": self.name or None,
            "candidates": list(self.candidates),
            "reports": list(self.reports),
            "dossier": self.dossier,
        }


def _field(name: str) -> Getter:
    return lambda row: row[name]


def _joined(name: str) -> Getter:
    return lambda row: "; ".join(map(str, row[name]))


def _of_event(name: str) -> Getter:
    def get(row: Row) -> Cell:
        cell: Cell = row["event"][name] if row["event"] else None
        return cell

    return get


COLUMNS: dict[str, Getter] = {
    **{name: _field(name) for name in ("kind", "target", "title", "why", "weight", "name", "document", "dossier")},
    "candidates": _joined("candidates"),
    "reports": _joined("reports"),
    "event": _of_event("event"),
    "confidence": _of_event("confidence"),
    "quote": _of_event("quote"),
}
"""The queue as a table: its columns in order, and how each is made of an item's fields."""


def find_queue(
    store: Store,
    names: Names,
    view: View,
    *,
    kinds: Sequence[str] = (),
    limit: int | None = None,
    dossiers: Sequence[DossierView] | None = None,
) -> list[Item]:
    """What nobody has decided yet, what matters most first.

    Contested matters come first, then unsure readings on which the state of a matter rests, undated reports and unnamed
    actors by how much hangs on them, then other unsure readings. `dossiers` spares loading them where they are there.
    Raises UsageError for a kind that there is not.
    """
    wanted = {word(kind, KINDS, "kind of work") for kind in kinds} or set(KINDS)
    decided = settled(store, view)
    found: list[Item] = []
    if wanted & {"contested", "unsure"}:
        held = find_dossiers(store, names, DossierQuestion(), view) if dossiers is None else dossiers
        if "contested" in wanted:
            found.extend(_contested(held, decided))
        if "unsure" in wanted:
            found.extend(_unsure(store, view, held, decided))
    if "name" in wanted:
        found.extend(_names(store, view))
    if "undated" in wanted:
        found.extend(_undated(store, view, decided))
    return sorted(found, key=lambda item: (-item.weight, item.kind, item.target, item.name))[:limit]


def tally(items: Sequence[Item]) -> dict[str, int]:
    """How many there are of each kind."""
    counts = Counter(item.kind for item in items)
    return {kind: counts[kind] for kind in KINDS}


def settled(store: Store, view: View) -> frozenset[str]:
    """The objects about which somebody has decided."""
    return frozenset(one.target for one in that_count(store.judgements(view=view)) if one.action in SETTLED)


def _contested(dossiers: Sequence[DossierView], decided: frozenset[str]) -> Iterator[Item]:
    for one in dossiers:
        folded = one.folded
        if "contested" not in folded.flags or one.id in decided:
            continue
        step = folded.set_by
        yield Item(
            "contested",
            one.id,
            one.title,
            f"{SAYS['contested']}: {', '.join(dict.fromkeys(account.state for account in folded.accounts))}",
            _BASE["contested"] + len(folded.accounts) / 10,
            step.row if step else None,
            step.row.source if step else None,
            dossier=one.id,
        )


def _unsure(store: Store, view: View, dossiers: Sequence[DossierView], decided: frozenset[str]) -> Iterator[Item]:
    seen = set(decided)
    for one in dossiers:
        step = one.folded.set_by
        if step is None or step.row.event.confidence > LOW or step.row.event.id in seen:
            continue
        seen.add(step.row.event.id)
        yield _event_item(step.row, _SETS_STATE, f"{SAYS['unsure']}, and “{one.title}: {one.folded.state}” rests on it")
    which = EventFilter(view=view, max_confidence=LOW, historical=False)
    total = store.count_events(which)
    latest = EventFilter(view=view, max_confidence=LOW, historical=False, limit=EACH, offset=max(0, total - EACH))
    for row in store.events(latest):
        if row.event.id not in seen:
            yield _event_item(row, _BASE["unsure"], SAYS["unsure"])


def _event_item(row: StoredEvent, base: float, why: str) -> Item:
    event = row.event
    title = " ".join(filter(None, (event.type, event.mode, str(event.status), str(event.phase or ""))))
    return Item("unsure", event.id, title, why, base + 1 - event.confidence, row, row.source, dossier=row.dossier)


def _names(store: Store, view: View) -> Iterator[Item]:
    counted = [one for one in store.actors(view) if one.actor is None and one.events and one.names[0][0][:1].isupper()]
    counted.sort(key=lambda one: (-one.events, -one.mentions, one.names[0][0]))
    known = _named(store, view)
    for one in counted[: EACH // 4]:
        name = one.names[0][0]
        which = MentionFilter(view=view, name=name, resolved=False, limit=USES * 4)
        mentions = [m for m in store.mentions(which) if m.name == name and (m.document, name) not in known]
        if not mentions:
            continue
        reports = tuple(dict.fromkeys(mention.document for mention in mentions))[:USES]
        candidates = Counter(candidate for mention in mentions for candidate in mention.candidates)
        row = next(iter(store.events(EventFilter(view=view, documents=reports, text=name, limit=1))), None)
        yield Item(
            "name",
            reports[0],
            name,
            f"{SAYS['name']}; {one.events} {'event' if one.events == 1 else 'events'} in {one.documents} "
            f"{'report' if one.documents == 1 else 'reports'} {'has' if one.events == 1 else 'have'} it",
            _BASE["name"] + math.log10(one.events) / 3,
            row,
            store.document(reports[0], view),
            name=name,
            candidates=tuple(actor for actor, _ in candidates.most_common(8)),
            reports=reports,
        )


def _named(store: Store, view: View) -> frozenset[tuple[str, str]]:
    """Report and name of what was named by a person."""
    standing = that_count(store.judgements(view=view))
    return frozenset((one.target, str(one.value["name"])) for one in standing if "name" in one.value)


def _undated(store: Store, view: View, decided: frozenset[str]) -> Iterator[Item]:
    for source in store.documents(DocumentFilter(view=view, has_date=False, limit=EACH)):
        if source.id in decided:
            continue
        title = source.title or (source.sightings[0].path if source.sightings else source.id)
        weight = _BASE["undated"] + math.log10(1 + source.events) / 3
        why = f"{SAYS['undated']}; {source.events} {'event hangs' if source.events == 1 else 'events hang'} on it"
        yield Item("undated", source.id, title, why, weight, None, source)
