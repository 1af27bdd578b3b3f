"""Who asked whom for what, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from dragoman.ledger.corrected import corrected_events, corrections_of
from dragoman.model import Event, Json, Status
from dragoman.pausing import uncollected
from dragoman.protocols import EventFilter, EventKey, Store, StoredEvent, View
from dragoman.query.asking import Names, in_one_state, resolve
from dragoman.query.dossier_views import DossierView, act_json, event_ref
from dragoman.query.dossiers import dossiers_by_occurrence

NO_DAY = "9999"
GRANTED, REFUSED, OPEN, UNKNOWN = "granted", "refused", "not granted so far", "unknown"


@dataclass(frozen=True, slots=True)
class Request:
    """One request, however many reports tell of it. `asked` is the act that it asks for, where the words name one."""

    rows: tuple[StoredEvent, ...]
    asked: StoredEvent | None
    dossier: DossierView | None
    outcome: str

    @property
    def row(self) -> StoredEvent:
        """The report that says most exactly when it was made."""
        return min(self.rows, key=_exactness)

    def to_json(self) -> Json:
        """Who, whom, what for, when, what came of it, and the words of each report."""
        event = self.row.event
        return {
            "occurrence": self.row.occurrence,
            "dossier": self.dossier.id if self.dossier else None,
            "title": self.dossier.title if self.dossier else None,
            "by": [actor.to_json() for actor in event.actors],
            "to": [actor.to_json() for actor in event.recipients],
            "asked": {**act_json(self.asked), "event": self.asked.event.id} if self.asked else None,
            "outcome": self.outcome,
            **act_json(self.row),
            "evidence": [event_ref(row) for row in self.rows],
        }


def _exactness(row: StoredEvent) -> tuple[int, str]:
    dated = row.event.date
    return ((dated.interval.days or 10**6) if dated else 10**7, row.event.id)


@in_one_state
@uncollected()
def find_requests(
    store: Store,
    names: Names,
    view: View,
    *,
    by: str | None = None,
    to: str | None = None,
    text: str | None = None,
    limit: int | None = None,
) -> list[Request]:
    """Requests in view by date, each once. `by` and `to` are names; `text` is looked for in the words."""
    asker = resolve(store, names, by) if by else None
    asked = resolve(store, names, to) if to else None
    clock = View(as_of=view.as_of, known_by=view.known_by, recorded_by=view.recorded_by)
    which = EventFilter(
        view=clock,
        actors=(asker,) if asker else (asked,) if asked else (),
        role="actor" if asker else "recipient" if asked else None,
        types=("REQUEST",),
        statuses=(Status.OCCURRED, Status.ONGOING),
        text=text,
    )
    paged = limit is not None and not (asker and asked) and not corrections_of(store.judgements())
    which = _first_page(store, which, limit) if paged and limit is not None else which
    grouped: dict[str, list[StoredEvent]] = defaultdict(list)
    for row in corrected_events(store, which):
        if asker and asked and not _asks(row.event, asked):
            continue
        grouped[row.occurrence or row.event.id].append(row)
    groups = sorted(grouped.values(), key=lambda rows: _by_date(Request(tuple(rows), None, None, UNKNOWN)))[:limit]
    inner = _inner(store, clock, [row for rows in groups for row in rows])
    asked_for = [inner[row.event.id] for rows in groups for row in rows if row.event.id in inner]
    told = {row.occurrence for row in (*(rows[0] for rows in groups), *asked_for) if row.occurrence}
    dossiers = dossiers_by_occurrence(store, names, told, view)
    return [_request(rows, inner, dossiers) for rows in groups]


def _first_page(store: Store, which: EventFilter, limit: int) -> EventFilter:
    """The filter with the events of as many happenings as a list of so many requests has."""
    groups: dict[str, list[EventKey]] = {}
    places: dict[str, tuple[str, str, str]] = {}
    with closing(store.event_keys_by_day(which)) as walk:
        while batch := list(islice(walk, 2 * limit)):
            fresh = _groups(store, which, [key for _day, key in batch if (key.occurrence or key.id) not in groups])
            groups.update(fresh)
            places.update((name, _key_by_date(keys)) for name, keys in fresh.items())
            day = min(batch[-1][0], NO_DAY)  # what is not met yet stands under this day or a later one
            if sum(place[0] < day for place in places.values()) >= limit:
                break
    first = sorted(groups, key=places.__getitem__)[:limit]
    return replace(which, ids=tuple(key.id for name in first for key in groups[name])) if first else which


def _groups(store: Store, which: EventFilter, met: Sequence[EventKey]) -> dict[str, list[EventKey]]:
    """The happenings of some events, each with all its events that fit."""
    groups: dict[str, list[EventKey]] = {key.id: [key] for key in met if key.occurrence is None}
    happenings = tuple(sorted({key.occurrence for key in met if key.occurrence}))
    for key in store.event_keys(replace(which, occurrences=happenings)) if happenings else ():
        groups.setdefault(key.occurrence or key.id, []).append(key)
    return groups


def _key_by_date(keys: Sequence[EventKey]) -> tuple[str, str, str]:
    """What `_by_date` gives for the same events."""
    key = min(keys, key=lambda one: (_days_of(one), one.id))
    return (key.latest or key.published or NO_DAY, key.document, key.id)


def _days_of(key: EventKey) -> int:
    if key.earliest and key.latest:
        return (date.fromisoformat(key.latest) - date.fromisoformat(key.earliest)).days + 1
    return 10**6 if key.earliest or key.latest else 10**7


def _asks(event: Event, asked: str) -> bool:
    return any(a.id == asked or (a.id or "").startswith(f"{asked}.") or a.country == asked for a in event.recipients)


def _by_date(request: Request) -> tuple[str, str, str]:
    row = request.row
    day = row.event.date.interval.latest if row.event.date else None
    return (str(day or row.source.published.interval.latest or NO_DAY), row.event.document, row.event.id)


def _inner(store: Store, view: View, rows: Sequence[StoredEvent]) -> Mapping[str, StoredEvent]:
    """Request -> the act that stands inside it."""
    documents = sorted({row.event.document for row in rows})
    found: dict[str, StoredEvent] = {}
    wanted = {row.event.id for row in rows}
    for start in range(0, len(documents), 200):
        part = tuple(documents[start : start + 200])
        for row in store.events(EventFilter(view=View(recorded_by=view.recorded_by), documents=part, embedded=True)):
            outer = row.event.embedded_in
            if outer in wanted:
                found.setdefault(str(outer), row)
    return found


def _request(
    rows: Sequence[StoredEvent], inner: Mapping[str, StoredEvent], dossiers: Mapping[str, DossierView]
) -> Request:
    asked = next((inner[row.event.id] for row in rows if row.event.id in inner), None)
    dossier = dossiers.get(rows[0].occurrence or "") or (dossiers.get(asked.occurrence or "") if asked else None)
    return Request(tuple(rows), asked, dossier, _outcome(rows, asked, dossier))


def _outcome(rows: Sequence[StoredEvent], asked: StoredEvent | None, dossier: DossierView | None) -> str:
    """Granted where the matter reached, after the request, the state that was asked for."""
    if dossier is None or asked is None:
        return UNKNOWN
    wanted = dossier.kind.speaks_of(asked.event)
    said = min(
        (row.source.published.interval.latest for row in rows if row.source.published.interval.latest), default=None
    )
    for reached in dossier.folded.path:
        after = said is None or reached.since.latest is None or reached.since.latest >= said
        if reached.state == wanted and after:
            return GRANTED
    return REFUSED if _turned_down(dossier, wanted) else OPEN


def _turned_down(dossier: DossierView, wanted: str | None) -> bool:
    """Whether somebody turned down the very act that was asked for."""
    rows = {row.event.id: row.event for row in dossier.events}
    outer = (rows.get(event.embedded_in or "") for event in rows.values() if dossier.kind.speaks_of(event) == wanted)
    return any(event is not None and event.type == "REJECT" and event.status is Status.OCCURRED for event in outer)
