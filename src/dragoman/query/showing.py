"""One object of the ledger, found by its id, a path or a name, with all its evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dragoman.errors import NotFound, UsageError
from dragoman.ledger.corrected import Corrections, corrections_of
from dragoman.model import Json
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.answers import clocks
from dragoman.query.asking import Names, resolve
from dragoman.query.context import Paragraph, claim_context, document_context, event_context
from dragoman.query.questions import find_actors


@dataclass(frozen=True, slots=True)
class Shown:
    """An object with its evidence. `kind` is event, claim, document, actor, occurrence or dossier.

    `body` is the object as programs read it; `events` are the events that belong to it, each with the paragraph of the
    same place in `evidence`. A document's `evidence` is all of its paragraphs.
    """

    kind: str
    id: str
    body: Json
    evidence: tuple[Paragraph, ...]
    view: View
    events: tuple[StoredEvent, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> Json:
        """The clocks, the object under its kind, its events and its evidence."""
        value: Json = {**clocks(self.view), "kind": self.kind, self.kind: self.body}
        if self.kind != "event":
            value["events"] = [line for row in self.events for line in row.lines()]
        value["evidence"] = [paragraph.to_json() for paragraph in self.evidence]
        if self.notes:
            value["notes"] = list(self.notes)
        return value


def show(store: Store, names: Names, wanted: str, view: View) -> Shown:
    """The object that `wanted` names: an id or a unique beginning of one, a report's path, an actor's name.

    Raises NotFound where nothing in view is called so, UsageError where it is not clear what is meant.
    """
    for prefix, shower in _SHOWERS.items():
        if wanted.startswith(prefix):
            return shower(store, wanted, view)
    try:
        return _document(store, wanted, view)
    except NotFound:
        return _actor(store, names, wanted, view)


def _event(store: Store, wanted: str, view: View) -> Shown:
    read = store.event(wanted, view)
    row = _said(store, view).apply(read)
    # The words are those that were read; what the event says is as people corrected it.
    return Shown("event", row.event.id, _line(row), (_context(store, read, view),), view, (row,), row.event.explanation)


def _said(store: Store, view: View) -> Corrections:
    """What people say otherwise, as the ledger held it at the view's ledger time."""
    return corrections_of(store.judgements(view=View(recorded_by=view.recorded_by)))


def _line(row: StoredEvent) -> Json:
    """The shape of `events`, once, with all paths."""
    line = next(row.lines())
    return {**line, "paths": [sighting.path for sighting in row.source.sightings]}


def _context(store: Store, row: StoredEvent, view: View) -> Paragraph:
    return event_context(row.event, store.text(row.event.document, view), row.source)


def _claim(store: Store, wanted: str, view: View) -> Shown:
    read = store.claim(wanted, view)
    row = replace(read, source=_said(store, view).apply_to(read.source))
    paragraph = claim_context(row.claim, store.text(row.claim.document, view), row.source)
    return Shown("claim", row.claim.id, next(row.lines()), (paragraph,), view)


def _document(store: Store, wanted: str, view: View) -> Shown:
    source = store.document(wanted, view)
    read = tuple(store.events(EventFilter(view=view, documents=(source.id,))))
    paragraphs = tuple(document_context(store.text(source.id, view), source, (row.event for row in read)))
    said = _said(store, view)
    source, events = said.apply_to(source), tuple(map(said.apply, read))
    body = {**source.to_json(), "paths": [sighting.path for sighting in source.sightings], "version": source.version}
    return Shown("document", source.id, body, paragraphs, view, events)


def _occurrence(store: Store, wanted: str, view: View) -> Shown:
    links = store.links(occurrences=(wanted,), view=view)
    if not links.occurrences:
        raise NotFound(f"no occurrence {wanted}", remedy="`dragoman events` lists the ids in the ledger")
    occurrence = links.occurrences[0]
    read = tuple(store.event(event, view) for event in occurrence.events)
    events = tuple(map(_said(store, view).apply, read))
    body = {"id": occurrence.id, "events": list(occurrence.events), "why": list(occurrence.why)}
    return Shown("occurrence", occurrence.id, body, tuple(_context(store, row, view) for row in read), view, events)


def _dossier(store: Store, wanted: str, view: View) -> Shown:
    links = store.links(dossiers=(wanted,), view=view)
    if not links.dossiers:
        raise NotFound(f"no dossier {wanted}", remedy="`dragoman events` lists the ids in the ledger")
    dossier = links.dossiers[0]
    members = [membership.occurrence for membership in dossier.members]
    occurrences = store.links(occurrences=members, view=view).occurrences if members else ()
    read = tuple(store.event(event, view) for occurrence in occurrences for event in occurrence.events)
    events = tuple(map(_said(store, view).apply, read))
    body = {"id": dossier.id, "kind": dossier.kind, **dossier.body, "occurrences": members}
    return Shown("dossier", dossier.id, body, tuple(_context(store, row, view) for row in read), view, events)


_SHOWERS: dict[str, Callable[[Store, str, View], Shown]] = {
    "ev_": _event,
    "cl_": _claim,
    "doc_": _document,
    "oc_": _occurrence,
    "ds_": _dossier,
}

RECENT = 10


def _actor(store: Store, names: Names, wanted: str, view: View) -> Shown:
    try:
        actor = resolve(store, names, wanted)
    except UsageError as error:
        raise NotFound(
            f"no object, report or actor is called {wanted!r}",
            remedy=error.remedy or "`dragoman events`, `documents` and `actors` list what there is",
        ) from error
    rows = [row.to_json() for row in find_actors(store, names, view, within=actor)]
    which = EventFilter(view=view, actors=(actor,))
    total = store.count_events(which)
    recent = tuple(store.events(replace(which, offset=max(0, total - RECENT))))
    body: Json = {"id": actor, "name": names.name(actor), "events": total, "parts": rows}
    return Shown("actor", actor, body, tuple(_context(store, row, view) for row in recent), view, recent)
