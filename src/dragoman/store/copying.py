"""Copies and versions of reports: what they are known by, which are to be compared, and the groups they form.

Groups are the connected parts of all pairs that were found alike, so that they do not hang on the order in which
reports came. A group is named by the least id in it; when two groups turn out to be one, the rows of the other give
way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, text, update

from dragoman.model import stable_id
from dragoman.protocols import CopyGroup, Filed, Signature
from dragoman.store import rows
from dragoman.store.linking import at
from dragoman.store.schema import FOREVER, bands, copies, signatures
from dragoman.store.writing import chunks, insert_rows

MOST_CANDIDATES = 2000
"""Reports that share one band and are offered for comparison: beyond that the band is of text that half the web has."""


def pending(connection: Connection, limit: int) -> list[str]:
    """Reports that are not filed yet, by id."""
    query = select(signatures.c.document).where(text("NOT filed")).order_by(signatures.c.document).limit(limit)
    return list(connection.scalars(query))


def save_signatures(connection: Connection, given: Sequence[Signature]) -> None:
    """Record what reports are known by, so that others find them; they stay pending until `file`.

    Bands of an earlier text stay: at worst they offer a report for comparison once more, and to find them would take an
    index as large as the table.
    """
    table, c = signatures, bands.c
    before = _signed(connection, [one.document for one in given])
    wanted: list[tuple[int, str]] = []
    for one in given:
        known: set[int] = set()
        if one.document in before:
            query = select(c.band).where(c.band.in_(one.bands), c.document == one.document)
            known.update(connection.scalars(query).all())
        wanted += [(band, one.document) for band in set(one.bands) - known]
    values = [
        {"of": one.document, "equal": one.exact, "place": None if one.address is None else rows.plain(one.address)}
        for one in given
    ]
    if values:
        connection.execute(
            update(table)
            .where(table.c.document == bindparam("of"))
            .values(exact=bindparam("equal"), address=bindparam("place")),
            values,
        )
    if wanted:
        made = [{"band": band, "document": document} for band, document in sorted(wanted)]
        insert_rows(connection, bands, made)


def _signed(connection: Connection, documents: Sequence[str]) -> set[str]:
    """Those of the reports that a signature was recorded for, of this text or an earlier one."""
    c, found = signatures.c, set[str]()
    for part in chunks(documents):
        found.update(connection.scalars(select(c.document).where(c.document.in_(part), c.exact.is_not(None))).all())
    return found


def candidates(connection: Connection, one: Signature) -> list[Filed]:
    """The other reports that may be copies or versions of one, those that share most first, each with its group."""
    shared: dict[str, int] = defaultdict(int)
    for part in chunks(one.bands):
        query = select(bands.c.document).where(bands.c.band.in_(part)).limit(MOST_CANDIDATES * len(part))
        for document in connection.scalars(query):
            shared[document] += 1
    c = signatures.c
    equal = _least(connection, [c.exact == one.exact], one.document) if one.exact else []
    at_address = select(c.document).where(c.address == one.address).limit(MOST_CANDIDATES)
    placed = list(connection.scalars(at_address)) if one.address else []
    for document in equal:
        shared[document] += len(one.bands) + 1
    found = {*shared, *placed} - {one.document}
    groups = least_of(connection, found)
    ordered = sorted(found, key=lambda each: (-shared.get(each, 0), each))
    places = set(placed)
    return [Filed(each, groups.get(each, each), each in places) for each in ordered]


def _least(connection: Connection, conditions: list[ColumnElement[bool]], but: str) -> list[str]:
    query = select(signatures.c.document).where(*conditions, signatures.c.document != but)
    return list(connection.scalars(query.order_by(signatures.c.document).limit(1)))


def least_of(connection: Connection, documents: Collection[str], recorded_by: str | None = None) -> dict[str, str]:
    """Document -> the least id of its group, for those that have one."""
    found: dict[str, str] = {}
    for part in chunks(sorted(documents)):
        query = select(copies.c.document, copies.c.least).where(copies.c.document.in_(part), at(copies, recorded_by))
        found.update((row.document, row.least) for row in connection.execute(query))
    return found


def file(connection: Connection, documents: Sequence[str], pairs: Iterable[tuple[str, str]], recorded: str) -> set[str]:
    """Settle reports with the pairs they were found in; the reports whose group is another now."""
    changed = _join(connection, list(pairs), recorded)
    for part in chunks(sorted(documents)):
        connection.execute(update(signatures).where(signatures.c.document.in_(part)).values(filed=True))
    return changed


def _join(connection: Connection, pairs: list[tuple[str, str]], recorded: str) -> set[str]:
    named = {document for pair in pairs for document in pair}
    before = least_of(connection, named)
    for part in chunks(sorted(set(before.values()))):
        query = select(copies.c.document, copies.c.least).where(copies.c.least.in_(part), at(copies, None))
        before.update((row.document, row.least) for row in connection.execute(query))
    links = [*pairs, *before.items()]
    after = _parts(links)
    changed = {document: least for document, least in after.items() if before.get(document) != least}
    for part in chunks(sorted(changed)):
        current = (copies.c.document.in_(part), copies.c.superseded_at == FOREVER)
        connection.execute(delete(copies).where(*current, copies.c.recorded_at == recorded))
        connection.execute(update(copies).where(*current).values(superseded_at=recorded))
    if changed:
        made = [
            {"document": document, "least": least, "recorded_at": recorded, "superseded_at": FOREVER}
            for document, least in sorted(changed.items())
        ]
        insert_rows(connection, copies, made)
    return set(changed)


def _parts(links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The connected parts of a graph: each node with the least of its part."""
    above: dict[str, str] = {}

    def top(node: str) -> str:
        above.setdefault(node, node)
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for first, second in links:
        one, two = sorted((top(first), top(second)))
        above[two] = one
    return {node: top(node) for node in sorted(above)}


def group_id(least: str) -> str:
    """The id of a group, from the least id in it."""
    return stable_id("cp", least)


def groups_of(connection: Connection, documents: Collection[str], recorded_by: str | None) -> dict[str, str]:
    """Document -> the id of its group, for those that have one."""
    return {document: group_id(least) for document, least in least_of(connection, documents, recorded_by).items()}


def groups(connection: Connection, recorded_by: str | None, ids: Collection[str] | None) -> list[CopyGroup]:
    """All groups, or those with the ids given, by id."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(copies.c.least, copies.c.document).where(at(copies, recorded_by))
    for row in connection.execute(query.order_by(copies.c.least, copies.c.document)):
        found[group_id(row.least)].append(row.document)
    return [CopyGroup(each, tuple(found[each])) for each in sorted(found) if ids is None or each in ids]
