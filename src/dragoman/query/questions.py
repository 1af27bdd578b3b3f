"""The named questions: each a function from a store and the clocks to typed results, whatever face asks it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from dragoman.dates import to_iso
from dragoman.ledger.corrected import corrected_events
from dragoman.ledger.dossiers.judged import that_count
from dragoman.model import ActorRef, Json
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
        return corrected_events(store, which)
    kept = (
        row
        for row in corrected_events(store, replace(which, limit=None, offset=0))
        if not gone & {row.event.id, row.occurrence}
    )
    return islice(kept, which.offset, None if which.limit is None else which.offset + which.limit)


def count_events(store: Store, names: Names, question: Question, view: View) -> int:
    """How many events a question means, whatever its limit, less those that stand rejected."""
    decided = any(one.action == "correct" for one in that_count(store.judgements(view=view)))
    if not decided and (question.rejected or not rejected(store, view)):
        return store.count_events(question.to_filter(store, names, view))
    return sum(1 for _ in find_events(store, names, replace(question, limit=None, start=0), view))


def timeline(store: Store, names: Names, question: Question, view: View) -> list[Month]:
    """The events of a question by month, oldest first; those without a date at the end.

    With a limit or a start, a page of them: a month at its edge may hold only some of its events. What is told as
    background is filed under the month of its own date, like everything else.
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
    less = _rejected_parts(store, view)
    counted = [
        _without(each, less)
        for each in store.actors(view, within)
        if resolved is None or resolved == (each.actor is not None)
    ]
    rows = [_actor_row(each, names) for each in counted]
    kept = [row for row in rows if _fits(row, like)]
    return sorted(kept, key=lambda row: (-row.events, -row.mentions, row.name, row.id or ""))


Parts = Mapping[str, tuple[int, int, int]]
"""Actor id, person or name -> its rejected events, those in which it acts, and those in which it is acted on."""


def rejected_rows(store: Store, view: View) -> list[StoredEvent]:
    """The events in view that stand rejected, of themselves or by their occurrence."""
    gone = rejected(store, view)
    if not gone:
        return []
    happenings = tuple(sorted(each for each in gone if each.startswith("oc_")))
    by_happening = store.events(EventFilter(view=view, occurrences=happenings)) if happenings else iter(())
    found = {row.event.id: row for row in by_happening}
    for identity in sorted(each for each in gone if each.startswith("ev_") and each not in found):
        for row in store.events(EventFilter(view=view, documents=(store.event(identity).event.document,))):
            if row.event.id == identity:
                found[identity] = row
    return list(found.values())


def _rejected_parts(store: Store, view: View) -> Parts:
    parts: dict[str, tuple[int, int, int]] = {}
    for row in rejected_rows(store, view):
        acting = {_known_as(ref) for ref in row.event.actors}
        acted_on = {_known_as(ref) for ref in row.event.recipients}
        for name in sorted(acting | acted_on):
            events, does, suffers = parts.get(name, (0, 0, 0))
            parts[name] = (events + 1, does + (name in acting), suffers + (name in acted_on))
    return parts


def _known_as(ref: ActorRef) -> str:
    return ref.id or ref.name


def _without(counted: ActorCount, less: Parts) -> ActorCount:
    """How much one actor does, less what stands rejected."""
    gone = less.get(counted.actor or (counted.names[0][0] if counted.names else ""))
    if gone is None:
        return counted
    return replace(
        counted,
        events=max(0, counted.events - gone[0]),
        as_actor=max(0, counted.as_actor - gone[1]),
        as_recipient=max(0, counted.as_recipient - gone[2]),
    )


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
    """What the ledger holds in a view, less what stands rejected.

    Types and statuses count events, versions documents.
    """
    which, days = EventFilter(view=view), store.period(view)
    gone = rejected_rows(store, view)
    counts, types, statuses = Counter(store.counts(view)), Counter[str](), Counter[str]()
    types.update(store.count_events_by("type", which))
    statuses.update(store.count_events_by("status", which))
    for row in gone:
        counts["events"] -= 1
        types[row.event.type] -= 1
        statuses[str(row.event.status)] -= 1
    return LedgerStatus(
        ledger=ledger,
        counts=dict(counts),
        types=most_first(+types),
        statuses=most_first(+statuses),
        versions=dict(sorted(store.versions(view).items())),
        first=to_iso(days.earliest),
        last=to_iso(days.latest),
        failures=tuple(store.failures(view)),
        judgements=sum(1 for _ in store.judgements(view=view)),
    )


def most_first(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts with the largest first, by name where they are alike."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
