"""The named questions: each a function from a store and the clocks to typed results, whatever face asks it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from dragoman.dates import to_iso
from dragoman.model import Json
from dragoman.protocols import (
    ActorCount,
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    Store,
    StoredClaim,
    StoredDocument,
    StoredEvent,
    StoredFailure,
    View,
)
from dragoman.query.answers import ActorRow, Month
from dragoman.query.asking import Names, Question, resolve
from dragoman.query.judging import rejected
from dragoman.query.words import month_of


def find_events(store: Store, names: Names, question: Question, view: View) -> Iterator[StoredEvent]:
    """The events that a question means, by date, those without a date last, less those that stand rejected."""
    which = question.to_filter(store, names, view)
    gone = frozenset() if question.rejected else rejected(store, view)
    if not gone:
        return store.events(which)
    kept = (row for row in store.events(replace(which, limit=None)) if not gone & {row.event.id, row.occurrence})
    return islice(kept, which.limit)


def count_events(store: Store, names: Names, question: Question, view: View) -> int:
    """How many events a question means, whatever its limit, less those that stand rejected."""
    if question.rejected or not rejected(store, view):
        return store.count_events(question.to_filter(store, names, view))
    return sum(1 for _ in find_events(store, names, replace(question, limit=None), view))


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


def find_actors(
    store: Store,
    names: Names,
    view: View,
    *,
    like: str | None = None,
    resolved: bool | None = None,
    within: str | None = None,
) -> list[ActorRow]:
    """Every actor that the reports in view mention: most events first, then most mentions, then by name.

    `like` keeps those with these letters in a name or the id; `resolved` those that stand for a known actor, or not;
    `within` those of one id and all under it.
    """
    counted = [each for each in store.actors(view, within) if resolved is None or resolved == (each.actor is not None)]
    rows = [_actor_row(each, names) for each in counted]
    kept = [row for row in rows if _fits(row, like)]
    return sorted(kept, key=lambda row: (-row.events, -row.mentions, row.name, row.id or ""))


def _actor_row(counted: ActorCount, names: Names) -> ActorRow:
    used = tuple(name for name, _ in counted.names)
    return ActorRow(
        id=counted.actor,
        name=names.name(counted.actor) if counted.actor else used[0],
        country=counted.country,
        events=counted.events,
        as_actor=counted.as_actor,
        as_recipient=counted.as_recipient,
        mentions=counted.mentions,
        documents=counted.documents,
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
    which, days = EventFilter(view=view), store.period(view)
    return LedgerStatus(
        ledger=ledger,
        counts=store.counts(view),
        types=_most_first(store.count_events_by("type", which)),
        statuses=_most_first(store.count_events_by("status", which)),
        versions=dict(sorted(store.versions(view).items())),
        first=to_iso(days.earliest),
        last=to_iso(days.latest),
        failures=tuple(store.failures(view)),
        judgements=sum(1 for _ in store.judgements(view=view)),
    )


def _most_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
