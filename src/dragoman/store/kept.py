"""What is kept beside the record so that questions answer at once: see `kept_counts` and `kept_acts`.

Both follow from the record, are changed with it in the same transaction, and can be made anew at will. A ledger says in
`meta` in which form it has them; one that has them in no form, or another, is asked without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select, update

from dragoman.store import kept_acts, kept_counts
from dragoman.store.kept_counts import here
from dragoman.store.schema import events, meta, occurrence_events
from dragoman.store.writing import chunks

FORM = "1"
"""To be changed whenever something is kept otherwise: a ledger is then counted anew when it is next opened."""

_KEY = "kept"


def is_kept(connection: Connection) -> bool:
    """Whether the ledger has what is kept, in the form of this version."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == _KEY)) == FORM


def make_all(connection: Connection) -> None:
    """Make anew all that is kept."""
    kept_counts.count_all(connection)
    kept_acts.find_all(connection)
    declare(connection)


def declare(connection: Connection) -> None:
    """Note that the ledger has what is kept: an empty one has all that there is."""
    if not connection.execute(update(meta).where(meta.c.key == _KEY).values(value=FORM)).rowcount:
        connection.execute(insert(meta), [{"key": _KEY, "value": FORM}])


@contextmanager
def changing(connection: Connection, documents: Sequence[str]) -> Iterator[None]:
    """Keep up with what is recorded, inside, of these reports."""
    if not is_kept(connection):
        yield
        return
    counted, told = kept_counts.held_by(connection, documents), _events(connection, documents)
    yield
    now = _events(connection, documents)
    kept_counts.change(connection, documents, counted)
    kept_acts.refresh(connection, {event for event, _ in told ^ now})


def _events(connection: Connection, documents: Sequence[str]) -> set[tuple[str, str]]:
    """The events in view of some reports, each with its reading."""
    found: set[tuple[str, str]] = set()
    for part in chunks(documents):
        query = select(events.c.id, events.c.reading).where(events.c.document.in_(part), here(events))
        found.update((row.id, row.reading) for row in connection.execute(query))
    return found


def members(connection: Connection, occurrences: Sequence[str]) -> set[str]:
    """The events in view of some occurrences."""
    c, found = occurrence_events.c, set[str]()
    for part in chunks(occurrences):
        query = select(c.event).where(c.occurrence.in_(part), here(occurrence_events))
        found.update(connection.scalars(query))
    return found
