"""What goes into a ledger: readings, failures, judgements.

Everything here runs inside a transaction that holds the write lock, so what is found missing can be inserted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, insert, select, update
from sqlalchemy.sql import and_, or_

from dragoman.model import Event, Failure, Judgement, Reading
from dragoman.protocols import Added
from dragoman.store import rows
from dragoman.store.fulltext import add_texts
from dragoman.store.pairs import index_rows
from dragoman.store.partitions import make_months
from dragoman.store.rows import Row
from dragoman.store.schema import (
    FOREVER,
    OF_A_READING,
    claims,
    documents,
    event_actors,
    events,
    failures,
    judgements,
    mentions,
    meta,
    readings,
    sighting_dates,
    sightings,
    signatures,
    texts,
)

T = TypeVar("T")
_WORTH_COPYING = 20  # rows from which COPY is quicker than INSERT
_AT_ONCE = 500  # values in one IN list: far under the limits of both databases


def chunks(values: Iterable[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    chunk: list[T] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def present(connection: Connection, column: Column[Any], values: Collection[str]) -> set[str]:
    """Those of the values that the column holds."""
    found: set[str] = set()
    for part in chunks(sorted(values)):
        found.update(connection.scalars(select(column).where(column.in_(part))))
    return found


def insert_rows(connection: Connection, table: Table, given: Sequence[Row]) -> None:
    """Insert rows that all have the same columns: by COPY where they are many and the database knows it."""
    if table is texts:
        add_texts(connection, ((row["id"], row["clean"]) for row in given))
    if connection.dialect.name == "postgresql" and table is events:
        make_months(connection, (row["order_published"] for row in given))
    if connection.dialect.name != "postgresql" or len(given) < _WORTH_COPYING:
        connection.execute(insert(table), list(given))
        return
    driver: Any = connection.connection.driver_connection
    quoted = connection.dialect.identifier_preparer.quote
    names = list(given[0])
    into = f"COPY {quoted(table.name)} ({', '.join(map(quoted, names))}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(into) as copy:
        for row in given:
            copy.write_row([row[name] for name in names])


def add_readings(connection: Connection, given: Sequence[Reading], recorded: str) -> Added:
    """Record readings; what is there already stays."""
    new_documents = _add_missing(
        connection,
        documents,
        "id",
        {reading.document.id: {"id": reading.document.id, "recorded_at": recorded} for reading in given},
    )
    keys = {reading.sighting: rows.sighting_key(reading.sighting) for reading in given}
    new_sightings = _add_missing(
        connection, sightings, "key", {key: rows.sighting_row(sighting, recorded) for sighting, key in keys.items()}
    )
    _add_dates(connection, given, keys, recorded)
    chosen, replaced = _choose(connection, given)
    _supersede(connection, [old for old in replaced if old], recorded)
    counted = _insert_readings(connection, chosen, recorded)
    _settle(connection, {rows.plain(reading.sighting.path) for reading in given}, recorded)
    return Added(
        readings=len(given),
        documents=new_documents,
        sightings=new_sightings,
        events=counted["events"],
        claims=counted["claims"],
        mentions=counted["mentions"],
        rereads=sum(1 for old in replaced if old),
        unchanged=len(given) - len(chosen),
    )


def _add_missing(connection: Connection, table: Table, key: str, wanted: dict[str, Row]) -> int:
    missing = sorted(set(wanted) - present(connection, table.c[key], wanted))
    if missing:
        insert_rows(connection, table, [wanted[value] for value in missing])
    return len(missing)


def _add_dates(connection: Connection, given: Sequence[Reading], keys: dict[Any, str], recorded: str) -> None:
    table = sighting_dates
    wanted: dict[tuple[str, str], Row] = {}
    for reading in given:
        key = keys[reading.sighting]
        wanted.setdefault((key, reading.version), rows.sighting_date_row(reading, key, recorded))
    for part in chunks(sorted({key for key, _version in wanted})):
        for row in connection.execute(select(table.c.sighting, table.c.version).where(table.c.sighting.in_(part))):
            wanted.pop((row.sighting, row.version), None)
    if wanted:
        insert_rows(connection, table, list(wanted.values()))


def _choose(connection: Connection, given: Sequence[Reading]) -> tuple[list[Reading], list[str | None]]:
    """The readings to record, each with the id of the one it takes the place of, if any.

    Of the readings of one document by one version the one of least rank counts, whichever came first. A version that
    has read a document before does not come into view again by reading it once more.
    """
    best: dict[tuple[str, str], Reading] = {}
    for reading in given:
        key = (reading.document.id, reading.version)
        if key not in best or rows.rank(reading) < rows.rank(best[key]):
            best[key] = reading
    in_view: dict[str, Any] = {}
    read: set[tuple[str, str]] = set()
    columns = (readings.c.id, readings.c.document, readings.c.version, readings.c.rank, readings.c.superseded_at)
    for part in chunks(sorted({document for document, _version in best})):
        for row in connection.execute(select(*columns).where(readings.c.document.in_(part))):
            read.add((row.document, row.version))
            if row.superseded_at == FOREVER:
                in_view[row.document] = row
    chosen: list[Reading] = []
    replaced: list[str | None] = []
    for (document, version), reading in sorted(best.items()):
        old = in_view.get(document)
        better = old is not None and old.version == version and rows.rank(reading) < old.rank
        if (document, version) not in read or better:
            chosen.append(reading)
            replaced.append(old.id if old is not None else None)
    return chosen, replaced


def _supersede(connection: Connection, old: Sequence[str], recorded: str) -> None:
    """Take readings out of view, with all that stands in them."""
    if not old:
        return
    values = [{"gone": identity, "at": recorded} for identity in old]
    connection.execute(
        update(readings).where(readings.c.id == bindparam("gone")).values(superseded_at=bindparam("at")), values
    )
    for table in OF_A_READING:
        connection.execute(
            update(table).where(table.c.reading == bindparam("gone")).values(superseded_at=bindparam("at")), values
        )


def _insert_readings(connection: Connection, chosen: Sequence[Reading], recorded: str) -> Counter[str]:
    batch: dict[str, list[Row]] = {
        table.name: [] for table in (readings, events, event_actors, claims, mentions, failures)
    }
    wanted_texts: dict[str, Row] = {}
    for reading in chosen:
        text = rows.text_row(reading.document)
        wanted_texts[text["id"]] = text
        _rows_of(reading, text["id"], recorded, batch)
    _add_missing(connection, texts, "id", wanted_texts)
    _expect_filing(connection, {head["document"]: head["text"] for head in batch["readings"]})
    for index, found in index_rows(batch["events"], batch["event_actors"]).items():
        if found:
            insert_rows(connection, index, found)
    for table in (readings, events, event_actors, claims, mentions, failures):
        if batch[table.name]:
            insert_rows(connection, table, batch[table.name])
    return Counter({name: len(found) for name, found in batch.items()})


def _expect_filing(connection: Connection, wanted: dict[str, str]) -> None:
    """Note reports (document -> its text) as ones whose copies are to be found, unless their text did not change."""
    c = signatures.c
    known: dict[str, str] = {}
    for part in chunks(sorted(wanted)):
        found = connection.execute(select(c.document, c.text).where(c.document.in_(part)))
        known.update((row.document, row.text) for row in found)
    fresh = [{"document": d, "text": t, "filed": False} for d, t in sorted(wanted.items()) if d not in known]
    if fresh:
        insert_rows(connection, signatures, fresh)
    again = [{"again": d, "now": t} for d, t in sorted(wanted.items()) if known.get(d, t) != t]
    if again:
        connection.execute(
            update(signatures).where(c.document == bindparam("again")).values(text=bindparam("now"), filed=False), again
        )


def _rows_of(reading: Reading, text: str, recorded: str, batch: dict[str, list[Row]]) -> None:
    """Add the rows of one reading to the batch. Two objects with one id are a fault of the extractor, and said so."""
    found: dict[str, Event] = {}
    failed = list(reading.failures)
    for event in reading.events:
        if found.setdefault(event.id, event) is not event:
            failed.append(_twice(reading, event.id))
    stated = {claim.id: claim for claim in reversed(reading.claims)}
    if len(stated) < len(reading.claims):
        failed.append(_twice(reading, "claim"))
    head = rows.reading_row(reading, text, len(found), recorded)
    batch["readings"].append(head)
    for event in found.values():
        batch["events"].append(rows.event_row(event, head))
        batch["event_actors"].extend(rows.actor_rows(event, head["id"]))
    batch["claims"].extend(rows.claim_row(claim, head) for claim in stated.values())
    batch["mentions"].extend(rows.mention_rows(reading.mentions, head))
    batch["failures"].extend(
        rows.failure_row(failure, recorded, reading=head["id"], document=head["document"])
        for failure in dict.fromkeys(failed)
    )


def _twice(reading: Reading, identity: str) -> Failure:
    reason = f"two records with one id ({identity}); the first is kept"
    return Failure(reading.sighting.path, "store", reason, "report this as a fault of the extractor")


def _settle(connection: Connection, paths: set[str], recorded: str) -> None:
    """What could not be read in an earlier run and can now is no failure any more."""
    for part in chunks(sorted(paths)):
        connection.execute(
            update(failures)
            .where(failures.c.reading == "", failures.c.path.in_(part))
            .where(failures.c.superseded_at == FOREVER, failures.c.recorded_at < recorded)
            .values(superseded_at=recorded)
        )


def add_failures(connection: Connection, given: Iterable[Failure], recorded: str) -> int:
    """Record failures of whole reports; one that is recorded and not settled is not recorded again."""
    wanted = {row["body"]: row for row in (rows.failure_row(failure, recorded) for failure in given)}
    for part in chunks(sorted({row["path"] for row in wanted.values()})):
        standing = and_(failures.c.reading == "", failures.c.superseded_at == FOREVER, failures.c.path.in_(part))
        again = and_(failures.c.reading == "", failures.c.recorded_at == recorded, failures.c.path.in_(part))
        for body in connection.scalars(select(failures.c.body).where(or_(standing, again))):
            wanted.pop(body, None)
    if wanted:
        insert_rows(connection, failures, [wanted[body] for body in sorted(wanted)])
    return len(wanted)


def add_judgement(connection: Connection, judgement: Judgement) -> bool:
    """Record a judgement unless its id is there."""
    row = rows.judgement_row(judgement)
    return _add_missing(connection, judgements, "id", {judgement.id: row}) == 1


def recorded(connection: Connection, given: Collection[str]) -> set[str]:
    """Those of the reports that the ledger has."""
    found = set[str]()
    for part in chunks(sorted(given)):
        found.update(connection.scalars(select(documents.c.id).where(documents.c.id.in_(part))))
    return found


# ------------------------------------------------------------------ the version of the whole

_CHANGES = "changes"
_COUNTED = select(meta.c.value).where(meta.c.key == _CHANGES)  # made once: each question asks it several times
_STATE = "dragoman_state"  # the option of a connection that knows the answer


def count_change(connection: Connection) -> None:
    """Count one write, in its own transaction: the last thing that it does."""
    c = meta.c
    number = str(int(changes(connection)) + 1)
    if not connection.execute(update(meta).where(c.key == _CHANGES).values(value=number)).rowcount:
        connection.execute(insert(meta), [{"key": _CHANGES, "value": number}])


def changes(connection: Connection) -> str:
    """How many writes the ledger has had, as text; ledgers of before this was counted begin at 0."""
    known: str | None = connection.get_execution_options().get(_STATE)
    return known or connection.scalar(_COUNTED) or "0"


def of_one_state(connection: Connection) -> Connection:
    """The same connection, in a transaction that only reads: its `changes` are looked up here, and not again."""
    return connection.execution_options(**{_STATE: changes(connection)})
