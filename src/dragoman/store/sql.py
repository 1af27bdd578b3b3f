"""A ledger in SQLite or PostgreSQL: the `Store` of `protocols`."""

from __future__ import annotations

from collections.abc import Collection, Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import Connection, Select, select

from dragoman.dates import Interval
from dragoman.errors import NotFound
from dragoman.model import Document, Event, Failure, Judgement, Published, Reading, Sighting, Span, StoredMention
from dragoman.protocols import (
    EVERY_CLAIM,
    EVERY_DOCUMENT,
    EVERY_EVENT,
    EVERY_MENTION,
    NOW,
    ActorCount,
    Added,
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    EventKey,
    KeptActs,
    MentionFilter,
    PlanKey,
    Store,
    StoredClaim,
    StoredDocument,
    StoredEvent,
    StoredFailure,
    View,
)
from dragoman.store import (
    asking,
    dossier_index,
    fulltext,
    kept,
    kept_acts,
    kept_plans,
    opening,
    pairs,
    reading,
    redating,
    rows,
    schema,
    tallies,
    writing,
)
from dragoman.store.asking import ledger_time
from dragoman.store.linked import Linked
from dragoman.store.opening import BUSY_SECONDS


def open_store(
    ledger: str, *, create: bool = True, read_only: bool = False, busy_seconds: float = BUSY_SECONDS
) -> Store:
    """Open the ledger at a path or a database URL; make it, folder too, if `create`; bring an older one up to date.

    `read_only` makes nothing and lets nothing be added. `busy_seconds` is how long to wait for another writer.

    Raises LedgerTooNew for a ledger of a newer version, LedgerBusy where another process does not let go, LedgerFull
    where no space is left, LedgerError for anything that is no ledger or cannot be reached, MissingPart for PostgreSQL
    without its driver, UsageError for an address that is none.
    """
    url = opening.address(ledger)
    engine = opening.open_engine(url, create=create, read_only=read_only, busy=busy_seconds)
    return SqlStore(engine, opening.place_of(url), read_only=read_only)


class SqlStore(Linked):
    """See `Store` for what each method does."""

    # ---------------------------------------------------------------- in

    def add(self, readings: Iterable[Reading], *, recorded_at: datetime) -> Added:
        """Record readings in one transaction."""
        recorded = rows.instant(recorded_at)
        given = sorted(readings, key=lambda one: one.version)
        total = Added()
        if given:
            with self._writing() as connection:
                documents = sorted({one.document.id for one in given})
                dossier_index.unsettle(connection, writing.recorded(connection, documents))
                with kept.changing(connection, documents):
                    for _version, group in groupby(given, key=lambda one: one.version):
                        total += writing.add_readings(connection, list(group), recorded)
        return total

    def redate(self, document: str, published: Published, events: Iterable[Event], *, recorded_at: datetime) -> bool:
        """Record the day of a report that other reports have told, and its events as dated by it."""
        recorded = rows.instant(recorded_at)
        with self._writing() as connection:
            with kept.changing(connection, [document]):
                done = redating.redate(connection, document, published, events, recorded)
            dossier_index.refresh(connection, dossier_index.of_document(connection, document))
            return done

    def add_failures(self, failures: Iterable[Failure], *, recorded_at: datetime) -> int:
        """Record what could not be read at all."""
        recorded = rows.instant(recorded_at)
        with self._writing() as connection:
            return writing.add_failures(connection, failures, recorded)

    def add_judgement(self, judgement: Judgement) -> bool:
        """Record a decision."""
        with self._writing() as connection:
            return writing.add_judgement(connection, judgement)

    # ---------------------------------------------------------------- what is there

    def known(self, documents: Collection[str], version: str) -> set[str]:
        """Those of the documents that this version has read."""
        c, found = schema.readings.c, set[str]()
        with self._reading() as connection:
            for part in writing.chunks(sorted(set(documents))):
                found.update(connection.scalars(select(c.document).where(c.document.in_(part), c.version == version)))
        return found

    def known_sightings(self, sightings: Collection[Sighting], version: str) -> set[Sighting]:
        """Those of the sightings that came with a reading of this version."""
        keys = {rows.sighting_key(sighting): sighting for sighting in sightings}
        c, found = schema.sighting_dates.c, set[Sighting]()
        with self._reading() as connection:
            for part in writing.chunks(sorted(keys)):
                query = select(c.sighting).where(c.sighting.in_(part), c.version == version)
                found.update(keys[key] for key in connection.scalars(query))
        return found

    # ---------------------------------------------------------------- events

    def events(self, which: EventFilter = EVERY_EVENT) -> Iterator[StoredEvent]:
        """Events in their stable order."""
        c = schema.events.c
        with self._reading() as connection:
            whole = which.limit is None and not (which.offset or which.latest_first or which.dossiers)
            if which.occurrences and whole and which.view.recorded_by is None:
                yield from reading.events_of(connection, which, self._memory)
                return
            paged = which.limit is not None and pairs.as_listed(which) is not None
            query = select(c.reading, c.id, c.body).where(*asking.event_conditions(connection, which, joined=paged))
            order: Sequence[Any] = (c.order_date, c.order_published, c.document, c.trigger_start, c.id)
            if paged:
                query = query.select_from(schema.event_pairs.join(schema.events, pairs.same_event()))
                order = [schema.event_pairs.c[name] for name in pairs.ORDER]
            query = query.order_by(*(each.desc() for each in order) if which.latest_first else order)
            yield from reading.stored_events(connection, _cut(query, which), which.view, self._memory)

    def last_events(self, which: EventFilter, count: int) -> list[StoredEvent]:
        """The last events."""
        c = schema.events.c
        with self._reading() as connection:
            query = select(c.reading, c.id, c.body).where(*asking.event_conditions(connection, which))
            order = (c.order_date, c.order_published, c.document, c.trigger_start, c.id)
            query = query.order_by(*(each.desc() for each in order)).limit(count)
            return list(reading.stored_events(connection, query, which.view, self._memory))[::-1]

    def sentences(self, documents: Collection[str], view: View = NOW) -> dict[str, list[tuple[str, Span]]]:
        """Events of reports with their sentences."""
        with self._reading() as connection:
            return reading.sentences(connection, documents, view)

    def partners(self, which: EventFilter) -> dict[str, int]:
        """Who takes part, and in how many events."""
        with self._reading() as connection:
            return tallies.partners(connection, which)

    def names_used(self, which: MentionFilter) -> dict[str, int]:
        """Names and how often each is used."""
        with self._reading() as connection:
            return tallies.names_used(connection, which)

    def event_keys(self, which: EventFilter = EVERY_EVENT) -> list[EventKey]:
        """Keys of events."""
        with self._reading() as connection:
            return tallies.event_keys(connection, which)

    def event_keys_by_day(self, which: EventFilter) -> Generator[tuple[str, EventKey]]:
        """Keys of events of one type by day."""
        with self._reading() as connection:
            yield from tallies.keys_by_day(connection, which)

    def acts_of(self, one: str, other: str, view: View) -> KeptActs | None:
        """What two sides did, each happening once."""
        with self._reading() as connection:
            if view.recorded_by is not None or not view.undated or not kept.is_kept(connection):
                return None
            return kept_acts.of_two(connection, one, other, view)

    def plans_by_day(
        self, view: View, *, parties: Sequence[Collection[str]] = (), kinds: Collection[str] = (), every: bool = False
    ) -> list[PlanKey] | None:
        """Plans by the day they are due."""
        with self._reading() as connection:
            if view.recorded_by is not None or not kept.is_kept(connection, kept.PLANS):
                return None
            filed = None if every else dossier_index.with_parties(parties, kinds)
            return kept_plans.by_day(connection, view, filed)

    def count_events(self, which: EventFilter = EVERY_EVENT) -> int:
        """How many events a filter fits."""
        with self._reading() as connection:
            return tallies.count_events(connection, which)

    def count_events_by(self, by: Literal["type", "status"], which: EventFilter = EVERY_EVENT) -> dict[str, int]:
        """How many events of each type or status a filter fits."""
        with self._reading() as connection:
            return tallies.events_by(connection, by, which)

    def event(self, event: str, view: View = NOW) -> StoredEvent:
        """One event."""
        c = schema.events.c
        with self._reading() as connection:
            conditions = asking.event_conditions(connection, EventFilter(view=view))
            identity = reading.whole_id(connection, c.id, event, conditions, "event")
            query = select(c.reading, c.id, c.body).where(c.id == identity, *conditions)
            return next(reading.stored_events(connection, query, view, self._memory))

    # ---------------------------------------------------------------- documents

    def documents(self, which: DocumentFilter = EVERY_DOCUMENT) -> Iterator[StoredDocument]:
        """Reports in their stable order."""
        c = schema.readings.c
        with self._reading() as connection:
            query = select(schema.readings).where(*asking.document_conditions(which))
            query = query.where(*fulltext.may_hold(connection, which.words or ""))
            query = query.order_by(c.order_published, c.document)
            for page in reading.paged(connection, _cut(query, which)):
                yield from reading.stored_documents(connection, page, which.view)

    def document(self, document: str, view: View = NOW) -> StoredDocument:
        """One report by id or path."""
        with self._reading() as connection:
            identity = self._document_id(connection, document, view)
            query = select(schema.readings).where(
                *asking.document_conditions(DocumentFilter(view=view, ids=(identity,)))
            )
            return reading.stored_documents(connection, list(connection.execute(query)), view)[0]

    def text(self, document: str, view: View = NOW) -> Document:
        """One report with its texts."""
        with self._reading() as connection:
            row = reading.text_of(connection, self._document_id(connection, document, view), view)
            return rows.document_from(row.document, row.body, row.raw, row.clean)

    def texts(self, documents: Collection[str], view: View = NOW) -> Iterator[Document]:
        """Reports with their texts."""
        with self._reading() as connection:
            for row in reading.texts_of(connection, documents, view):
                yield rows.document_from(row.document, row.body, row.raw, row.clean)

    def holding(self, words: str, view: View = NOW, limit: int | None = None) -> list[str]:
        """Reports that hold words as they stand."""
        with self._reading() as connection:
            return reading.holding(connection, words, view, limit, self._memory)

    def _document_id(self, connection: Connection, given: str, view: View) -> str:
        c = schema.readings.c
        conditions = asking.document_conditions(DocumentFilter(view=view), named=True)
        by_path = asking.document_conditions(DocumentFilter(view=view, paths=(given,)))
        try:
            return reading.whole_id(connection, c.document, given, conditions, "report")
        except NotFound:
            found = connection.scalars(
                select(c.document).where(*by_path).order_by(c.order_published, c.document)
            ).first()
            if found is None:
                raise
            return str(found)

    # ---------------------------------------------------------------- claims, mentions, failures, judgements

    def claims(self, which: ClaimFilter = EVERY_CLAIM) -> Iterator[StoredClaim]:
        """Claims in their stable order."""
        c = schema.claims.c
        with self._reading() as connection:
            query = select(c.reading, c.body).where(*asking.claim_conditions(which))
            query = query.order_by(c.order_published, c.document, c.content_start, c.id)
            yield from reading.stored_claims(connection, _cut(query, which), which.view, self._memory)

    def claim(self, claim: str, view: View = NOW) -> StoredClaim:
        """One claim."""
        c = schema.claims.c
        with self._reading() as connection:
            conditions = asking.claim_conditions(ClaimFilter(view=view))
            identity = reading.whole_id(connection, c.id, claim, conditions, "claim")
            query = select(c.reading, c.body).where(c.id == identity, *conditions)
            return next(reading.stored_claims(connection, query, view))

    def mentions(self, which: MentionFilter = EVERY_MENTION) -> Iterator[StoredMention]:
        """Mentions in their stable order."""
        c = schema.mentions.c
        with self._reading() as connection:
            query = select(c.body).where(*asking.mention_conditions(which)).order_by(c.document, c.position)
            for page in reading.paged(connection, _cut(query, which)):
                yield from (rows.mention_from(row.body) for row in page)

    def failures(self, view: View = NOW) -> Iterator[StoredFailure]:
        """Failures in view."""
        with self._reading() as connection:
            yield from reading.stored_failures(connection, view)

    def judgements(self, target: str | None = None, view: View = NOW) -> Iterator[Judgement]:
        """Decisions in the order they were made."""
        c, recorded_by = schema.judgements.c, ledger_time(view)
        query = select(schema.judgements).order_by(c.recorded_at, c.id)
        if target is not None:
            query = query.where(c.target == target)
        if recorded_by is not None:
            query = query.where(c.recorded_at <= recorded_by)
        with self._reading() as connection:
            yield from (rows.judgement_from(row) for row in connection.execute(query))

    # ---------------------------------------------------------------- the ledger itself

    def counts(self, view: View = NOW) -> dict[str, int]:
        """Records in view by kind."""
        with self._reading() as connection:
            return tallies.counts(connection, view)

    def actors(self, view: View = NOW, within: str | None = None) -> list[ActorCount]:
        """Who takes part or is mentioned, and how much."""
        with self._reading() as connection:
            return tallies.actors(connection, view, within)

    def versions(self, view: View = NOW) -> dict[str, int]:
        """What read the reports in view."""
        with self._reading() as connection:
            return tallies.versions(connection, view)

    def period(self, view: View = NOW) -> Interval:
        """The days of the reports in view."""
        with self._reading() as connection:
            return tallies.period(connection, view)

    def about(self) -> dict[str, str]:
        """Where the ledger is, its schema version, and what made it: for `status` and `doctor`."""
        with self._reading() as connection:
            made = opening.created_by(connection) or "unknown"
        return {"ledger": self._place, "schema": schema.CURRENT, "created_by": made}

    def version(self) -> str:
        """A word that is another after every write."""
        with self._reading() as connection:
            return writing.changes(connection)

    def recall(self, version: str, questions: Collection[Hashable]) -> dict[Hashable, Any]:
        """Answers that were kept."""
        return self._memory.answers(version, questions)

    def keep(self, version: str, answers: Mapping[Hashable, Any]) -> None:
        """Keep answers, unless something was written since."""
        if self.version() == version:
            self._memory.keep_answers(version, answers)

    def dump(self) -> Iterator[str]:
        """Every record in view as JSON lines."""
        with self._reading() as connection:
            yield from reading.dump(connection, NOW)


def _cut(query: Select[Any], which: EventFilter | DocumentFilter | ClaimFilter | MentionFilter) -> Select[Any]:
    """The query with the limit and offset of a filter."""
    if which.limit is not None:
        query = query.limit(which.limit)
    elif which.offset:
        query = query.limit(2**62)  # SQLite takes no offset without a limit
    return query.offset(which.offset) if which.offset else query
