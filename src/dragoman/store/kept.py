"""What is kept beside the record so that questions answer at once: see `kept_counts` and `kept_acts`.

Both follow from the record, are changed with it in the same transaction, and can be made anew at will. A ledger says in
`meta` in which form it has them; one that has them in no form, or another, is asked without them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select, update

from dragoman.store import kept_acts, kept_counts, kept_plans
from dragoman.store.kept_counts import here
from dragoman.store.schema import events, meta, occurrence_events
from dragoman.store.writing import chunks

COUNTS, PLANS = "kept", "kept_plans"
"""What is kept: counts and acts, and plans."""

FORMS = {COUNTS: "1", PLANS: "2"}
"""To be changed whenever something is kept otherwise: it is then made anew when the ledger is next opened."""


def is_kept(connection: Connection, what: str = COUNTS) -> bool:
    """Whether the ledger has what is kept, in the form of this version."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == what)) == FORMS[what]


def missing(connection: Connection) -> list[str]:
    """What the ledger does not have in the form of this version."""
    rows = connection.execute(select(meta.c.key, meta.c.value).where(meta.c.key.in_(FORMS)))
    held = {row.key: row.value for row in rows}
    return [what for what, form in FORMS.items() if held.get(what) != form]


def make(connection: Connection, wanted: Iterable[str] = tuple(FORMS)) -> None:
    """Make anew what is kept, all or some."""
    for what in wanted:
        if what == COUNTS:
            kept_counts.count_all(connection)
            kept_acts.find_all(connection)
        else:
            kept_plans.find_all(connection)
        _declare(connection, what)


def declare(connection: Connection) -> None:
    """Note that the ledger has what is kept: an empty one has all that there is."""
    for what in FORMS:
        _declare(connection, what)


def _declare(connection: Connection, what: str) -> None:
    if not connection.execute(update(meta).where(meta.c.key == what).values(value=FORMS[what])).rowcount:
        connection.execute(insert(meta), [{"key": what, "value": FORMS[what]}])


@contextmanager
def changing(connection: Connection, documents: Sequence[str]) -> Iterator[None]:
    """Keep up with what is recorded, inside, of these reports."""
    if missing(connection):
        yield
        return
    counted, told = kept_counts.held_by(connection, documents), _events(connection, documents)
    yield
    now = _events(connection, documents)
    kept_counts.change(connection, documents, counted)
    changed = {event for event, _ in told ^ now}
    kept_acts.refresh(connection, changed)
    kept_plans.refresh(connection, changed)


def _events(connection: Connection, documents: Sequence[str]) -> set[tuple[str, str]]:
    """The events in view of some reports, each with its reading."""
    found: set[tuple[str, str]] = set()
    for part in chunks(documents):
        query = select(events.c.id, events.c.reading).where(events.c.document.in_(part), here(events))
        found.update((row.id, row.reading) for row in connection.execute(query))
    return found


def memberships(
    connection: Connection, *, occurrences: Collection[str] = (), events: Collection[str] = ()
) -> set[tuple[str, str]]:
    """Event and occurrence, of all that some occurrences hold and of all that hold some events."""
    c, found = occurrence_events.c, set[tuple[str, str]]()
    for column, given in ((c.occurrence, occurrences), (c.event, events)):
        for part in chunks(sorted(given)):
            query = select(c.event, c.occurrence).where(column.in_(part), here(occurrence_events))
            found.update((row.event, row.occurrence) for row in connection.execute(query).all())
    return found
