"""What comes out of a ledger: rows as the objects of `protocols`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import JSON, Column, Connection, Select, Table, Text, cast, func, select
from sqlalchemy.sql import and_

from dragoman.errors import NotFound, UsageError
from dragoman.model import BlockKind, Claim, Failure, Published, PublishedBasis, Sighting, Span
from dragoman.pausing import uncollected
from dragoman.protocols import (
    DocumentFilter,
    EventFilter,
    StoredClaim,
    StoredDocument,
    StoredEvent,
    StoredFailure,
    View,
)
from dragoman.store import rows
from dragoman.store.asking import document_conditions, event_conditions, in_ledger, ledger_time
from dragoman.store.copying import groups_of
from dragoman.store.fulltext import is_looked_up, may_hold, some_texts, stand_in
from dragoman.store.linking import at, dossiers_of, occurrences_of, resolve
from dragoman.store.memory import LOOKED_INTO, Link, Memory
from dragoman.store.schema import (
    claims,
    dossiers,
    events,
    failures,
    judgements,
    mentions,
    occurrence_events,
    occurrences,
    readings,
    sighting_dates,
    sightings,
    texts,
)
from dragoman.store.writing import changes, chunks

_PAGE, _LONGEST = 200, 800  # rows whose surroundings are fetched together, at first and where more are asked for
_TEXTS = 50  # texts that are unpacked together
_FEW = 3000  # texts that are named one by one
_SHORTEST = 6  # characters of the beginning of an id, its kind included


def paged(connection: Connection, query: Select[Any]) -> Iterator[list[Any]]:
    """Rows of a query as they come, some at a time, so that memory does not grow with the answer."""
    result, size = connection.execute(query, execution_options={"stream_results": True}), _PAGE
    while page := list(result.fetchmany(size)):
        yield page
        size = min(2 * size, _LONGEST)


# ------------------------------------------------------------------ documents


class Sources:
    """The reports around rows, fetched a page at a time and kept while they are needed.

    Rows come sorted by date of event, so one report is met again and again; the least recently made half goes when the
    memory of reports is full.
    """

    def __init__(self, connection: Connection, view: View, memory: Memory | None = None, keep: int = 2000) -> None:
        """Reports as they are in `view`; at most `keep` are remembered here, and some by `memory` from before."""
        self._connection = connection
        self._view = view
        self._keep = keep
        self._known: dict[str, StoredDocument] = {}
        self._memory = memory if view.recorded_by is None else None  # it knows the ledger as it is, not as it was
        self._state = changes(connection) if self._memory else ""

    def fetch(self, wanted: Collection[str]) -> dict[str, StoredDocument]:
        """Reading id -> report."""
        missing = sorted(set(wanted) - set(self._known))
        found = {identity: self._known[identity] for identity in wanted if identity in self._known}
        if len(self._known) + len(missing) > self._keep:
            self._known = dict(list(self._known.items())[self._keep // 2 :])
        fresh = self._remembered(missing)
        for part in chunks([identity for identity in missing if identity not in fresh]):
            heads = list(self._connection.execute(select(*_HEAD).where(readings.c.id.in_(part))))
            documents = stored_documents(self._connection, heads, self._view)
            read = {head.id: document for head, document in zip(heads, documents, strict=True)}
            if self._memory:
                self._memory.keep_reports(self._state, read)
            fresh.update(read)
        self._known.update(fresh)
        return {**found, **fresh}

    def _remembered(self, wanted: Sequence[str]) -> dict[str, StoredDocument]:
        if self._memory is None:
            return {}
        found = self._memory.reports(self._state, wanted)
        return {identity: _in_view(document, self._view) for identity, document in found.items()}


_HEAD = tuple(readings.c[name] for name in ("id", "document", "version", "events", "recorded_at", "body"))
"""What a report is made of, beside its sightings and failures."""


def _in_view(document: StoredDocument, view: View) -> StoredDocument:
    """A report as one with another `known_by` sees it: nothing else of it hangs on the view."""
    later = _maybe_later(document.published, view)
    return document if document.maybe_later == later else replace(document, maybe_later=later)


def _maybe_later(published: Published, view: View) -> bool:
    latest = published.interval.latest
    return view.known_by is not None and (latest is None or latest > view.known_by)


def stored_documents(connection: Connection, heads: Sequence[Any], view: View) -> list[StoredDocument]:
    """Rows of `readings` as reports, in the same order."""
    met = _sightings(connection, [head.document for head in heads], view)
    days = _days(connection, [document for document, of_it in met.items() if len(of_it) > 1], view)
    failed = _failures(connection, [head.id for head in heads])
    grouped = groups_of(connection, [head.document for head in heads], ledger_time(view))
    return [
        _stored(
            head,
            met[head.document],
            days[head.document, head.version],
            failed[head.id],
            grouped.get(head.document),
            view,
        )
        for head in heads
    ]


def _stored(
    head: Any,
    met: list[Sighting],
    days: set[tuple[Any, Any]],
    failed: list[Failure],
    copies: str | None,
    view: View,
) -> StoredDocument:
    value = json.loads(head.body)
    published = Published.from_json(value["published"])
    return StoredDocument(
        id=head.document,
        title=value["title"],
        outlet=value["outlet"],
        side=value["side"],
        language=value["language"],
        format=value["format"],
        words=value["words"],
        published=published,
        published_conflict=len(days) > 1,
        maybe_later=_maybe_later(published, view),
        sightings=tuple(met),
        noise=tuple((Span(start, end), BlockKind(kind)) for start, end, kind in value["noise"]),
        failures=tuple(failed),
        events=head.events,
        version=head.version,
        recorded_at=datetime.fromisoformat(head.recorded_at),
        author=value.get("author"),
        address=value.get("address"),
        copies=copies,
    )


def _recorded(table: Table, view: View) -> list[Any]:
    recorded_by = ledger_time(view)
    return [] if recorded_by is None else [table.c.recorded_at <= recorded_by]


def _sightings(connection: Connection, wanted: Sequence[str], view: View) -> dict[str, list[Sighting]]:
    """The places where each was met, by path; most were met in one, so that it is not the database that sorts."""
    c, found = sightings.c, defaultdict[str, list[tuple[str, str, str]]](list)
    for part in chunks(wanted):
        query = select(c.document, c.path, c.key, c.body).where(c.document.in_(part), *_recorded(sightings, view))
        for document, path, key, body in connection.execute(query).all():
            found[document].append((path, key, body))
    met = {document: [rows.sighting_from(body) for *_, body in sorted(each)] for document, each in found.items()}
    return defaultdict(list, met)


def _days(connection: Connection, wanted: Sequence[str], view: View) -> dict[tuple[str, str], set[tuple[Any, Any]]]:
    """The different days that the sightings of a document give, for each version that read it.

    Of one sighting a version makes one day, so only documents with several are worth asking for.
    """
    found: dict[tuple[str, str], set[tuple[Any, Any]]] = defaultdict(set)
    table = sighting_dates
    for part in chunks(wanted):
        query = select(table).where(table.c.document.in_(part), table.c.basis != str(PublishedBasis.NONE))
        for row in connection.execute(query.where(*_recorded(table, view))):
            found[row.document, row.version].add((row.published_earliest, row.published_latest))
    return found


def _failures(connection: Connection, wanted: Sequence[str]) -> dict[str, list[Failure]]:
    found: dict[str, list[Failure]] = defaultdict(list)
    for part in chunks(wanted):
        query = select(failures.c.reading, failures.c.body).where(failures.c.reading.in_(part))
        for row in connection.execute(query.order_by(failures.c.path, failures.c.stage, failures.c.body)):
            found[row.reading].append(Failure.from_json(json.loads(row.body)))
    return found


# ------------------------------------------------------------------ events, claims, failures


def stored_events(
    connection: Connection, query: Select[Any], view: View, memory: Memory | None = None
) -> Iterator[StoredEvent]:
    """Rows of `events` with what is around them."""
    memory = memory or Memory()
    sources = Sources(connection, view, memory)
    for page in paged(connection, query):
        with uncollected():
            around = sources.fetch({row.reading for row in page})
            linked = _links(connection, {row.id for row in page}, view, memory)
            read = [
                StoredEvent(memory.event(reading, identity, body), around[reading], *linked[identity])
                for reading, identity, body in page
            ]
        yield from read


def events_of(connection: Connection, which: EventFilter, memory: Memory) -> Iterator[StoredEvent]:
    """Events of some occurrences, as the ledger is now, in their stable order.

    They are found from the lists of the occurrences, which say to which each belongs: half the look-ups of any other
    question.
    """
    c, members = events.c, occurrence_events.c
    order = (c.order_date, c.order_published, c.document, c.trigger_start, c.id)
    wanted = sorted({new for new in resolve(connection, which.occurrences, None).values() if new})
    query = select(*order, members.occurrence, c.reading, c.body)
    query = query.join(occurrence_events, members.event == c.id).where(at(occurrence_events, None))
    query = query.where(*event_conditions(connection, which, linked=True))
    found: dict[str, tuple[Any, ...]] = {}
    filed: dict[str, list[str]] = {}
    for part in chunks(wanted):
        for row in connection.execute(query.where(members.occurrence.in_(part))):
            event, occurrence = row[4], row[5]
            if event not in found or occurrence < found[event][5]:
                found[event] = tuple(row)
        filed.update(dossiers_of(connection, part, None))
    sources = Sources(connection, which.view, memory)
    rest = iter(sorted(found.values()))
    while page := list(islice(rest, _LONGEST)):
        with uncollected():
            around = sources.fetch({row[6] for row in page})
            read = [
                StoredEvent(memory.event(row[6], row[4], row[7]), around[row[6]], row[5], _first(filed.get(row[5])))
                for row in page
            ]
        yield from read


def _first(found: Sequence[str] | None) -> str | None:
    return found[0] if found else None


def _links(connection: Connection, wanted: set[str], view: View, memory: Memory) -> dict[str, Link]:
    recorded_by = ledger_time(view)
    state = changes(connection) if recorded_by is None else ""
    known = memory.links(state, wanted) if state else {}
    missing = wanted - known.keys()
    linked = occurrences_of(connection, missing, recorded_by)
    filed = dossiers_of(connection, set(linked.values()), recorded_by)
    fresh: dict[str, Link] = {}
    for event in missing:
        occurrence = linked.get(event)
        fresh[event] = (occurrence, next(iter(filed.get(occurrence, ())), None) if occurrence else None)
    if state:
        memory.keep_links(state, fresh)
    return {**known, **fresh}


def stored_claims(
    connection: Connection, query: Select[Any], view: View, memory: Memory | None = None
) -> Iterator[StoredClaim]:
    """Rows of `claims` with their reports."""
    sources = Sources(connection, view, memory)
    for page in paged(connection, query):
        around = sources.fetch({row.reading for row in page})
        for row in page:
            yield StoredClaim(Claim.from_json(json.loads(row.body)), around[row.reading])


def stored_failures(connection: Connection, view: View) -> Iterator[StoredFailure]:
    """Rows of `failures` in view."""
    c = failures.c
    query = select(failures).where(in_ledger(failures, view)).order_by(c.path, c.stage, c.body, c.id)
    for page in paged(connection, query):
        for row in page:
            failure = Failure.from_json(json.loads(row.body))
            yield StoredFailure(failure, row.document, datetime.fromisoformat(row.recorded_at))


# ------------------------------------------------------------------ one thing


def whole_id(connection: Connection, column: Column[str], given: str, conditions: Sequence[Any], what: str) -> str:
    """The id that is given, or the one that begins so. Raises NotFound, and UsageError where several do."""
    given = rows.plain(given)
    exact = connection.scalar(select(column).where(column == given, *conditions).limit(1))
    if exact is not None:
        return exact
    found: list[str] = []
    if len(given) >= _SHORTEST:
        begins = and_(column >= given, column < given + "~")
        found = list(connection.scalars(select(column).where(begins, *conditions).distinct().order_by(column).limit(4)))
    if not found:
        raise NotFound(f"no {what} {given} in view", remedy="see the ids that the lists give, or ask for a later date")
    if len(found) > 1:
        raise UsageError(f"{given} begins several ids: {', '.join(found)}", remedy="give more of the id")
    return found[0]


def text_of(connection: Connection, document: str, view: View) -> Any:
    """The row of the reading in view, with the texts."""
    return next(texts_of(connection, [document], view))


def texts_of(connection: Connection, documents: Collection[str], view: View) -> Iterator[Any]:
    """The rows of the readings in view of some reports, with the texts, by report."""
    query = select(readings.c.document, readings.c.body, texts.c.raw, texts.c.clean)
    query = query.join(texts, texts.c.id == readings.c.text).order_by(readings.c.document)
    for part in chunks(sorted(set(documents)), _PAGE):
        which = DocumentFilter(view=view, ids=tuple(part))
        yield from connection.execute(query.where(*document_conditions(which))).all()


def sentences(connection: Connection, documents: Collection[str], view: View) -> dict[str, list[tuple[str, Span]]]:
    """Report -> its events in their order, each with its sentence: read from the bodies by the database."""
    c, found = events.c, defaultdict[str, list[tuple[str, Span]]](list)
    place: Any = func.json_extract(c.body, "$.evidence.sentence")
    if connection.dialect.name == "postgresql":
        place = cast(cast(c.body, JSON)["evidence"]["sentence"], Text)
    for part in chunks(sorted(set(documents)), _PAGE):
        query = select(c.document, c.id, place).where(
            *event_conditions(connection, EventFilter(view=view, documents=tuple(part)))
        )
        query = query.order_by(c.order_date, c.order_published, c.document, c.trigger_start, c.id)
        for document, event, span in connection.execute(query):
            found[document].append((event, Span(*json.loads(span))))
    return dict(found)


def holding(connection: Connection, words: str, view: View, limit: int | None, memory: Memory) -> list[str]:
    """Reports in view whose text holds these words as they stand, whatever their case, by publication, then id."""
    found = list[str]()
    if not words.casefold() or limit == 0:
        return found
    rest, looked_into = _may_hold(connection, words, view, limit)
    known = memory.looked_into(words)
    for part in chunks(rest, _TEXTS):
        wanted = {row.text for row in part}
        fresh = dict(_look_into(connection, words, wanted - known.keys(), looked_into=looked_into))
        found += (row.document for row in part if (known[row.text] if row.text in known else fresh[row.text]))
        if len(known) < LOOKED_INTO:
            known.update(fresh)
        if limit is not None and len(found) >= limit:
            break
    memory.keep_looked_into(words, known)
    return found[:limit]


def _look_into(
    connection: Connection, words: str, wanted: set[str], *, looked_into: bool
) -> Iterator[tuple[str, bool]]:
    """Texts, each with whether the words stand in it; `looked_into` as of `_may_hold`."""
    if not wanted:
        return
    packed = select(texts.c.id, texts.c.clean).where(texts.c.id.in_(wanted))
    for row in connection.execute(packed):
        text = rows.words_from(row.clean, words.casefold())
        folded = text.casefold()
        holds = words.casefold() in folded and (not looked_into or stand_in(folded, words))
        yield row.id, holds and len(folded) == len(text)  # else no place in one is a place in the other


def _may_hold(connection: Connection, words: str, view: View, limit: int | None) -> tuple[Iterable[Any], bool]:
    """Reports in view, in their order, whose text can hold the words: document and text.

    Where these are very many, a list that ends soon is found more quickly by looking at one report after the other:
    then all come, and it is true that each has to be looked into.
    """
    c = readings.c
    few = some_texts(connection, words, _FEW)
    if few is not None:
        return _with_texts(connection, set(few), view, 0 if limit is None else len(few)), False
    looked_into = limit is not None and is_looked_up(connection, words)
    held = [] if looked_into else may_hold(connection, words)
    every = select(c.document, c.text).where(*document_conditions(DocumentFilter(view=view)), *held)
    pages = paged(connection, every.order_by(c.order_published, c.document))
    return (row for page in pages for row in page), looked_into


def _with_texts(connection: Connection, wanted: set[str], view: View, walked: int) -> Iterator[Any]:
    """Reports in view that have one of some texts, in their order: document, text and place in the order.

    Looking up a text costs a page of the file, walking through a hundred reports in their order another: a list that
    ends soon ends among the first that are walked through, so many of which come so.
    """
    c, place = readings.c, attrgetter("order_published", "document")
    query, last = select(c.document, c.text, c.order_published), ("", "")
    if walked:
        every = query.where(*document_conditions(DocumentFilter(view=view)))
        for page in paged(connection, every.order_by(c.order_published, c.document).limit(walked)):
            yield from (row for row in page if row.text in wanted)
            last = place(page[-1])
    named = query.where(*document_conditions(DocumentFilter(view=view), named=True))
    found = [row for part in chunks(sorted(wanted)) for row in connection.execute(named.where(c.text.in_(part)))]
    yield from sorted((row for row in found if place(row) > last), key=place)


# ------------------------------------------------------------------ all


def dump(connection: Connection, view: View) -> Iterator[str]:
    """Records in view as JSON lines, sorted within each kind, without ledger time.

    Aliases are left out: which ids were ever used depends on how the reports came.
    """
    query = select(readings).where(in_ledger(readings, view)).order_by(readings.c.document)
    for page in paged(connection, query):
        for head, document in zip(page, stored_documents(connection, page, view), strict=True):
            yield _dump_head(connection, head, document, view)
            yield from _dump_reading(connection, head.id)
    for name, table in (("occurrence", occurrences), ("dossier", dossiers)):
        for row in connection.execute(select(table).where(in_ledger(table, view)).order_by(table.c.id)):
            yield rows.write_json({name: row.id, **json.loads(row.body)})
    lost = [failure for failure in stored_failures(connection, view) if failure.document is None]
    yield from (rows.write_json({"failure": failure.failure.to_json()}) for failure in lost)
    for row in connection.execute(select(judgements).order_by(judgements.c.id)):
        yield rows.write_json({"judgement": row.id, "target": row.target, "action": row.action, **json.loads(row.body)})


def _dump_head(connection: Connection, head: Any, document: StoredDocument, view: View) -> str:
    return rows.write_json(
        {
            "document": head.document,
            "version": head.version,
            "conflict": document.published_conflict,
            "copies": document.copies,
            "sightings": [rows.sighting_json(sighting) for sighting in document.sightings],
            "text": head.text,
            "raw": rows.raw_from(text_of(connection, head.document, view).raw),
            **json.loads(head.body),
        }
    )


def _dump_reading(connection: Connection, reading: str) -> Iterator[str]:
    for name, table in (("event", events), ("claim", claims), ("mention", mentions), ("failure", failures)):
        bodies = connection.scalars(select(table.c.body).where(table.c.reading == reading))
        yield from sorted(rows.write_json({name: json.loads(body)}) for body in bodies)
