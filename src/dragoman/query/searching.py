"""Finding words and names: in reports and events, and what a name was taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import TypeVar

from dragoman.dates import to_iso
from dragoman.lexicon.actors import Tenure, load_book
from dragoman.model import BlockKind, Document, Json, Span, StoredMention
from dragoman.pausing import uncollected
from dragoman.protocols import DocumentFilter, EventFilter, MentionFilter, Store, StoredDocument, StoredEvent, View
from dragoman.query.asking import Names, resolve
from dragoman.query.questions import most_first

T = TypeVar("T")
AROUND = 70
AT_ONCE = 50
"""Reports that are opened together."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: the words around, what the block is, and the events of that sentence."""

    source: StoredDocument
    span: Span
    text: str
    kind: str
    events: tuple[str, ...]

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "document": self.source.id,
            "path": self.source.sightings[0].path if self.source.sightings else None,
            "title": self.source.title,
            "published": {
                "earliest": to_iso(self.source.published.interval.earliest),
                "latest": to_iso(self.source.published.interval.latest),
            },
            "span": self.span.to_json(),
            "text": self.text,
            "block": self.kind,
            "events": list(self.events),
        }


@uncollected()
def search(store: Store, text: str, view: View, *, limit: int | None = None) -> list[Hit]:
    """Where the words stand in the reports in view, by publication and place; whatever their case.

    The last word may be the beginning of one, the others are whole. A hit in noise (a menu, a credit) is given and says
    what it stands in.
    """
    held = store.holding(text, view, limit)  # each of them has a hit at least
    hits = (hit for some in _some(held) for hit in _hits(store, some, text, view))
    return list(islice(hits, limit))


def _some(values: Iterable[T]) -> Iterator[list[T]]:
    """The values, as many at a time as are looked up together."""
    rest = iter(values)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _hits(store: Store, documents: Sequence[str], text: str, view: View) -> Iterator[Hit]:
    texts = {one.id: one for one in store.texts(documents, view)}
    told = store.sentences(documents, View(recorded_by=view.recorded_by))
    for source in store.documents(DocumentFilter(view=view, ids=tuple(documents))):
        yield from _in_one(source, texts[source.id], text.casefold(), told.get(source.id, ()))


def _in_one(source: StoredDocument, document: Document, wanted: str, told: Sequence[tuple[str, Span]]) -> Iterator[Hit]:
    clean = document.clean.text
    folded = clean.casefold()
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        span = document.span(at, end)
        kind = next((b.kind for b in document.clean.blocks if b.start <= at < b.end), BlockKind.BODY)
        around = clean[max(0, at - AROUND) : end + AROUND].replace("\n", " ")
        here = tuple(event for event, sentence in told if sentence.overlaps(span))
        yield Hit(source, span, around, str(kind), here)
        at = folded.find(wanted, end)


# ------------------------------------------------------------------ names


@dataclass(frozen=True, slots=True)
class NameUse:
    """One place where a name stands, and what it was taken for, and why."""

    mention: StoredMention
    path: str | None
    quote: str

    def to_json(self) -> Json:
        """The mention with its path and the words around."""
        return {**self.mention.to_json(), "path": self.path, "quote": self.quote}


@uncollected()
def find_mentions(store: Store, name: str, view: View, *, limit: int | None = None) -> list[NameUse]:
    """Every place where a name stands in the reports in view: what it was taken for, where, and why."""
    found: list[NameUse] = []
    every = islice(store.mentions(MentionFilter(view=view, name=name, limit=limit)), limit)
    by_report = ((document, list(told)) for document, told in groupby(every, key=attrgetter("document")))
    for some in _some(by_report):  # they come by report: each is opened once, and some together
        documents = [document for document, _ in some]
        sources = {one.id: one for one in store.documents(DocumentFilter(view=view, ids=tuple(documents)))}
        texts = {one.id: one.raw for one in store.texts(documents, view)}
        for document, mentions in some:
            met = sources[document].sightings
            found += (_use(mention, met[0].path if met else None, texts[document]) for mention in mentions)
    return found


def _use(mention: StoredMention, path: str | None, raw: str) -> NameUse:
    start, end = max(0, mention.span.start - AROUND), mention.span.end + AROUND
    return NameUse(mention, path, " ".join(raw[start:end].split()))


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What one actor did, with whom, and which offices it held, each at its time. `recent` are its last events."""

    id: str
    name: str
    offices: tuple[Tenure, ...]
    called: tuple[str, ...]
    types: dict[str, int]
    partners: dict[str, int]
    recent: tuple[StoredEvent, ...]
    view: View

    def to_json(self) -> Json:
        """All fields by name; offices with their source, outside the reports."""
        return {
            "id": self.id,
            "name": self.name,
            "called": list(self.called),
            "offices": [
                {
                    "office": tenure.office,
                    "person": tenure.person,
                    "name": tenure.name,
                    "from": to_iso(tenure.interval.earliest),
                    "until": to_iso(tenure.interval.latest),
                    "source": tenure.source,
                }
                for tenure in self.offices
            ],
            "types": self.types,
            "partners": self.partners,
            "recent": [line for row in self.recent for line in row.lines()],
        }


@uncollected()
def actor_page(store: Store, names: Names, wanted: str, view: View, *, recent: int = 20) -> ActorPage:
    """What an actor did and with whom. Raises UsageError, with suggestions, for a name that is not known.

    Offices come from the book of actors and say where they are from: they are no finding of the reports.
    """
    identity = resolve(store, names, wanted)
    which = EventFilter(view=view, actors=(identity,))
    partners = {
        other: count
        for other, count in store.partners(which).items()
        if other != identity and not other.startswith(f"{identity}.")
    }
    book = load_book()
    offices = book.offices_of(identity) or book.holders(identity)
    return ActorPage(
        id=identity,
        name=names.name(identity),
        offices=offices,
        called=_called(store, identity, view),
        types=most_first(store.count_events_by("type", which)),
        partners=most_first(partners),
        recent=tuple(store.last_events(which, recent)),
        view=view,
    )


def _called(store: Store, identity: str, view: View) -> tuple[str, ...]:
    used = store.names_used(MentionFilter(view=view, actors=(identity,)))
    return tuple(sorted(used, key=lambda name: (-used[name], name)))
