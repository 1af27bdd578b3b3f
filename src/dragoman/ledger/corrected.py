"""Events as people corrected them: what was extracted stays, and whoever asks sees what a person says is so.

A correction is a judgement `correct` of an event (`{"fields": {...}}`), of the day of a report (`{"published": ...}`)
or of a name in a report (`{"name": ..., "actor": ...}`). Taken back, it is gone at once, since nothing was changed.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.errors import NotFound
from dragoman.ledger.dossiers.judged import that_count
from dragoman.lexicon.ontology import Ontology, load_ontology
from dragoman.model import REAL, ActorRef, DatedBy, Event, Judgement, Phase, Published, PublishedBasis, Status
from dragoman.protocols import EventFilter, Store, StoredDocument, StoredEvent, View

WHY = "a person's correction"
_COUNTRY = len("JPN")


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people say otherwise: fields by event, days by report, actors by report and name."""

    events: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    published: Mapping[str, Interval] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is corrected."""
        return bool(self.events or self.published or self.names)

    def apply(self, row: StoredEvent) -> StoredEvent:
        """The event as corrected; the row itself where nobody corrected it."""
        named = self.names.get(row.event.document)
        event = _named(row.event, named) if named else row.event
        fields = self.events.get(event.id)
        event = _with_fields(event, fields) if fields else event
        source = self.apply_to(row.source)
        return row if event is row.event and source is row.source else replace(row, event=event, source=source)

    def apply_to(self, source: StoredDocument) -> StoredDocument:
        """The report on the day that a person set; itself where nobody did."""
        days = self.published.get(source.id)
        return source if days is None else replace(source, published=Published(days, PublishedBasis.USER))


def corrections_of(judgements: Iterable[Judgement]) -> Corrections:
    """The corrections that stand; of several of one thing the last."""
    events: dict[str, dict[str, Any]] = {}
    published: dict[str, Interval] = {}
    names: dict[str, dict[str, str]] = {}
    for one in that_count(judgements):
        if one.action != "correct":
            continue
        fields = one.value.get("fields")
        if isinstance(fields, Mapping):
            events.setdefault(one.target, {}).update(fields)
        if "published" in one.value and (days := _days(one.value["published"])) is not None:
            published[one.target] = days
        if one.value.get("name") and one.value.get("actor"):
            names.setdefault(one.target, {})[str(one.value["name"]).casefold()] = str(one.value["actor"])
    return Corrections(events, published, names)


def corrected_events(store: Store, which: EventFilter) -> Iterator[StoredEvent]:
    """What `store.events` gives, with every event as people corrected it: one that fits only now comes too.

    The order is that of the store by the corrected values.
    """
    corrections = corrections_of(store.judgements(view=View(recorded_by=which.view.recorded_by)))
    if not corrections:
        yield from store.events(which)
        return
    everything = replace(which, limit=None, offset=0)
    touched = _touched(store, corrections, which.view)
    changed = sorted((row for row in touched.values() if fits(which, row)), key=order_of)
    plain = (row for row in store.events(everything) if row.event.id not in touched)
    for place, row in enumerate(heapq.merge(plain, changed, key=order_of)):
        if place < which.offset:
            continue
        if which.limit is not None and place >= which.offset + which.limit:
            return
        yield row


def touched_events(store: Store, view: View) -> set[str]:
    """The ids of all events that a correction changes."""
    corrections = corrections_of(store.judgements(view=View(recorded_by=view.recorded_by)))
    return set(_touched(store, corrections, view)) if corrections else set()


def _touched(store: Store, corrections: Corrections, view: View) -> dict[str, StoredEvent]:
    """All events that a correction changes, as corrected, by id."""
    plain = View(recorded_by=view.recorded_by)
    documents = sorted({*corrections.published, *corrections.names})
    found: dict[str, StoredEvent] = {}
    if documents:
        for row in store.events(EventFilter(view=plain, documents=tuple(documents))):
            found[row.event.id] = corrections.apply(row)
    homes = {identity: _home(store, identity, plain) for identity in corrections.events if identity not in found}
    for home in homes.values():
        if home is not None:
            found[home.event.id] = corrections.apply(home)
    return found


def _home(store: Store, identity: str, view: View) -> StoredEvent | None:
    """A corrected event, or nothing where a later reading of its report no longer has it."""
    try:
        return store.event(identity, view)
    except NotFound:
        return None


def order_of(row: StoredEvent) -> tuple[str, str, str, str, int, str]:
    """The order in which a store gives events: by date, publication, report and place; unknown days last."""
    event, said = row.event, row.source.published.interval
    days = event.date.interval if event.date else Interval()
    return (
        _key(days.earliest or days.latest),
        _key(days.latest or days.earliest),
        _key(said.earliest),
        event.document,
        event.evidence.trigger.start,
        event.id,
    )


def _key(day: date | None) -> str:
    return day.isoformat() if day else "9999-99"


# ------------------------------------------------------------------ filters, on corrected values


def fits(which: EventFilter, row: StoredEvent) -> bool:
    """Whether a corrected event is one that the filter means."""
    event = row.event
    closed: Sequence[tuple[Sequence[object], object]] = (
        (which.types, event.type),
        (which.modes, event.mode),
        (which.statuses, event.status),
        (which.phases, event.phase),
        (which.documents, event.document),
        (which.ids, event.id),
        (which.occurrences, row.occurrence),
        (which.dossiers, row.dossier),
    )
    return (
        all(not wanted or value in wanted for wanted, value in closed)
        and which.historical in (None, event.historical)
        and which.embedded in (None, event.embedded_in is not None)
        and event.confidence >= (which.min_confidence or 0.0)
        and (not which.text or which.text.casefold() in event.evidence.quote.casefold())
        and _in_time(which, row)
        and _takes_part(which, event)
    )


def _in_time(which: EventFilter, row: StoredEvent) -> bool:
    view, said = which.view, row.source.published.interval
    days = row.event.date.interval if row.event.date else Interval()
    if view.known_by and said.earliest and said.earliest > view.known_by:
        return False
    if days == Interval():
        return view.undated and which.start is None and which.end is None
    begun = said.earliest if row.event.status not in REAL else days.earliest
    if view.as_of and begun and begun > view.as_of:
        return False
    return days.overlaps(Interval(which.start, which.end))


def _takes_part(which: EventFilter, event: Event) -> bool:
    either = {"actor": event.actors, "recipient": event.recipients}
    pool = either[which.role] if which.role else (*event.actors, *event.recipients)
    mine = [ref for ref in pool if any(_is(ref, wanted) for wanted in which.actors)]
    if which.actors and not mine:
        return False
    others = [r for r in (*event.actors, *event.recipients) if any(_is(r, wanted) for wanted in which.counterparts)]
    return not which.counterparts or any(other is not one for other in others for one in mine or others)


def _is(ref: ActorRef, wanted: str) -> bool:
    return wanted in (ref.id, ref.person, ref.country) or bool(ref.id and ref.id.startswith(f"{wanted}."))


# ------------------------------------------------------------------ fields


@lru_cache(maxsize=1)
def _ontology() -> Ontology:
    return load_ontology()


def _with_fields(event: Event, fields: Mapping[str, Any]) -> Event:
    changed: dict[str, Any] = {}
    if "status" in fields:
        changed["status"] = Status(fields["status"])
    if "phase" in fields:
        changed["phase"] = Phase(fields["phase"]) if fields["phase"] else None
    if "date" in fields:
        changed["date"] = _dated(fields["date"])
    for role in ("actors", "recipients"):
        if role in fields:
            changed[role] = tuple(_ref(str(given), event) for given in fields[role])
    if "type" in fields or "mode" in fields:
        changed.update(_typed(str(fields.get("type") or event.type), fields.get("mode", event.mode), event))
    return replace(event, **changed)


def _typed(kind: str, mode: str | None, event: Event) -> dict[str, Any]:
    ontology = _ontology()
    mode = mode if mode in ontology.types[kind].modes else None
    return {
        "type": kind,
        "mode": mode,
        "cameo": ontology.cameo_code(kind, mode, event.contexts),
        "quad": ontology.types[kind].quad,
        "score": ontology.score(kind, mode),
    }


def _named(event: Event, names: Mapping[str, str]) -> Event:
    """Unresolved actors of the event that a person named."""

    def known(ref: ActorRef) -> ActorRef:
        actor = names.get(ref.name.casefold()) if ref.id is None else None
        return _as(ref, actor) if actor else ref

    actors, recipients = tuple(map(known, event.actors)), tuple(map(known, event.recipients))
    if actors == event.actors and recipients == event.recipients:
        return event
    return replace(event, actors=actors, recipients=recipients)


def _ref(given: str, event: Event) -> ActorRef:
    """The actor that a correction names: as it was read, if it was, else with no words of its own."""
    everybody = (*event.actors, *event.recipients)
    same = next((ref for ref in everybody if given in (ref.id, ref.person) or ref.name == given), None)
    return same or _as(ActorRef(None, None, given, None), given)


def _as(ref: ActorRef, actor: str) -> ActorRef:
    head = actor.partition(".")[0]
    country = head if len(head) == _COUNTRY and head.isupper() and head not in ("IGO", "GRP", "NGO", "ARM") else None
    person = actor if actor.startswith("person/") else ref.person
    return replace(ref, id=actor, country=country or ref.country, person=person, candidates=(), why=WHY)


def _dated(value: object) -> DatedBy | None:
    days = _days(value)
    if days is None:
        return None
    return DatedBy(days, Granularity.DAY if days.is_day else Granularity.MONTH, DateBasis.EXPLICIT, WHY)


def _days(value: object) -> Interval | None:
    if not isinstance(value, Mapping):
        return None
    ends = [date.fromisoformat(str(value[end])) if value.get(end) else None for end in ("earliest", "latest")]
    return Interval(*ends) if any(ends) else None
