"""The named questions: each a function from a store and the clocks to typed results, whatever face asks it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.model import ActorRef, Json, Status
from dragoman.protocols import (
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    MentionFilter,
    Store,
    StoredClaim,
    StoredDocument,
    StoredEvent,
    StoredFailure,
    View,
)
from dragoman.query.answers import ActorRow, Month
from dragoman.query.asking import PLOVER_TYPES, Names, Question, resolve
from dragoman.query.words import month_of


def find_events(store: Store, names: Names, question: Question, view: View) -> Iterator[StoredEvent]:
    """The events that a question means, by date, those without a date last."""
    return store.events(question.to_filter(store, names, view))


def count_events(store: Store, names: Names, question: Question, view: View) -> int:
    """How many events a question means, whatever its limit."""
    return store.count_events(question.to_filter(store, names, view))


def timeline(store: Store, names: Names, question: Question, view: View) -> list[Month]:
    """The events of a question by month, oldest first; those without a date at the end.

    What is told as background is filed under the month of its own date, like everything else.
    """
    months: dict[str, list[StoredEvent]] = defaultdict(list)
    for row in find_events(store, names, question, view):
        months[month_of(row.event.date.interval if row.event.date else None)].append(row)
    return [Month(label, tuple(months[label])) for label in sorted(months, key=lambda label: (label == "", label))]


def find_documents(store: Store, which: DocumentFilter) -> Iterator[StoredDocument]:
    """Reports by publication, those without a date last."""
    return store.documents(which)


def find_claims(store: Store, names: Names, speakers: tuple[str, ...], which: ClaimFilter) -> Iterator[StoredClaim]:
    """Claims, if `speakers` are given those of the actors that these names mean."""
    return store.claims(replace(which, speakers=tuple(resolve(store, names, name) for name in speakers)))


@dataclass(slots=True)
class _Tally:
    names: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    country: str | None = None
    mentions: int = 0
    events: int = 0
    as_actor: int = 0
    as_recipient: int = 0


def find_actors(
    store: Store, names: Names, view: View, *, like: str | None = None, resolved: bool | None = None
) -> list[ActorRow]:
    """Every actor that the reports in view mention: most events first, then most mentions, then by name.

    `like` keeps those with these letters in a name or the id; `resolved` those that stand for a known actor, or not.
    """
    tallies: dict[tuple[str | None, str], _Tally] = defaultdict(_Tally)
    for row in store.events(EventFilter(view=view)):
        _count_event(tallies, row)
    for mention in store.mentions(MentionFilter(view=view)):
        tally = tallies[_key(mention.actor, mention.name)]
        tally.mentions += 1
        tally.names[mention.name] += 1
        tally.documents.add(mention.document)
        tally.country = tally.country or mention.country
    rows = [_actor_row(key, tally, names) for key, tally in tallies.items()]
    kept = [row for row in rows if _fits(row, like) and (resolved is None or resolved == (row.id is not None))]
    return sorted(kept, key=lambda row: (-row.events, -row.mentions, row.name, row.id or ""))


def _key(actor: str | None, name: str) -> tuple[str | None, str]:
    """An unresolved actor is known by its name alone."""
    return (actor, "") if actor else (None, name)


def _count_event(tallies: dict[tuple[str | None, str], _Tally], row: StoredEvent) -> None:
    part: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for role, actors in (("actor", row.event.actors), ("recipient", row.event.recipients)):
        for actor in actors:
            key = _key(actor.id, actor.name)
            part[key].add(role)
            _note(tallies[key], actor, row.event.document)
    for key, roles in part.items():
        tallies[key].events += 1
        tallies[key].as_actor += "actor" in roles
        tallies[key].as_recipient += "recipient" in roles


def _note(tally: _Tally, actor: ActorRef, document: str) -> None:
    tally.country = tally.country or actor.country
    tally.documents.add(document)
    tally.names.setdefault(actor.name, 0)


def _actor_row(key: tuple[str | None, str], tally: _Tally, names: Names) -> ActorRow:
    used = tuple(name for name, _ in sorted(tally.names.items(), key=lambda item: (-item[1], item[0])))
    return ActorRow(
        id=key[0],
        name=names.name(key[0]) if key[0] else key[1],
        country=tally.country,
        events=tally.events,
        as_actor=tally.as_actor,
        as_recipient=tally.as_recipient,
        mentions=tally.mentions,
        documents=len(tally.documents),
        names=used,
    )


def _fits(row: ActorRow, like: str | None) -> bool:
    if like is None:
        return True
    wanted = like.casefold()
    return any(wanted in text.casefold() for text in (row.id or "", row.name, *row.names))


@dataclass(frozen=True, slots=True)
class LedgerStatus:
    """What a ledger holds: where it is, how many records of each kind, and what could not be read."""

    ledger: str
    counts: dict[str, int]
    types: dict[str, int]
    statuses: dict[str, int]
    versions: dict[str, int]
    first: str | None
    last: str | None
    failures: tuple[StoredFailure, ...]
    judgements: int

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "ledger": self.ledger,
            "counts": self.counts,
            "types": self.types,
            "statuses": self.statuses,
            "versions": self.versions,
            "published": {"earliest": self.first, "latest": self.last},
            "failures": [{**row.failure.to_json(), "document": row.document} for row in self.failures],
            "judgements": self.judgements,
        }


def ledger_status(store: Store, ledger: str, view: View) -> LedgerStatus:
    """What the ledger holds in a view. Types and statuses count events, versions count documents."""
    # Counted by the store: a ledger of a million events is not read to say how many there are.
    types = {name: store.count_events(EventFilter(view=view, types=(name,))) for name in PLOVER_TYPES}
    statuses = {str(name): store.count_events(EventFilter(view=view, statuses=(name,))) for name in Status}
    versions: Counter[str] = Counter()
    first = last = None
    for document in store.documents(DocumentFilter(view=view)):
        versions[document.version] += 1
        interval = document.published.interval
        first = min(filter(None, (first, interval.earliest)), default=None)
        last = max(filter(None, (last, interval.latest)), default=None)
    return LedgerStatus(
        ledger=ledger,
        counts=store.counts(view),
        types=_most_first(types),
        statuses=_most_first(statuses),
        versions=dict(sorted(versions.items())),
        first=first.isoformat() if first else None,
        last=last.isoformat() if last else None,
        failures=tuple(store.failures(view)),
        judgements=sum(1 for _ in store.judgements(view=view)),
    )


def _most_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(((n, c) for n, c in counts.items() if c), key=lambda item: (-item[1], item[0])))
