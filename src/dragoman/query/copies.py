"""Copies and versions: which reports were made from one another, why they are taken for that, and what sets them apart.

The first of a group is the report that appeared first; of two of one day that which was fetched first, then that with
the lesser id: never the one that happened to be read first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.errors import NotFound, UsageError
from dragoman.model import Json
from dragoman.prepare.duplicates import (
    Change,
    Difference,
    Reason,
    Words,
    differences,
    reason_for,
    words_of,
)
from dragoman.prepare.sentences import split_sentences
from dragoman.protocols import Store, StoredDocument, View

_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One report of a group: why it belongs to it, and how it differs from the first.

    `differences` are empty for the first, and in a list of groups.
    """

    source: StoredDocument
    reason: Reason
    differences: tuple[Difference, ...] = ()

    @property
    def changed(self) -> dict[Change, int]:
        """How many sentences were kept, left out, added and changed."""
        return {change: sum(each.change is change for each in self.differences) for change in Change}

    def to_json(self, *, whole: bool = True) -> Json:
        """The report by id, path, title, outlet and day, with the reason; `whole` adds the differing sentences."""
        source = self.source
        value: Json = {
            "document": source.id,
            "path": source.sightings[0].path if source.sightings else None,
            "title": source.title,
            "outlet": source.outlet,
            "author": source.author,
            "address": source.address,
            "published": source.published.to_json(),
            "reason": str(self.reason),
        }
        if whole:
            value["differences"] = [
                {"change": str(each.change), "before": each.before, "after": each.after}
                for each in self.differences
                if each.change is not Change.KEPT
            ]
            value["kept"] = self.changed[Change.KEPT]
        return value


@dataclass(frozen=True, slots=True)
class Copies:
    """A group of reports that count as one source; the first stands first."""

    id: str
    rows: tuple[CopyRow, ...]

    def to_json(self) -> Json:
        """The group with its reports."""
        whole = any(row.differences for row in self.rows)
        return {"id": self.id, "count": len(self.rows), "documents": [row.to_json(whole=whole) for row in self.rows]}


def find_copies(store: Store, view: View, *, limit: int | None = None) -> Iterator[Copies]:
    """All groups of which two or more reports are in view, the largest first, then by id."""
    groups = sorted(store.groups(view), key=lambda group: (-len(group.documents), group.id))
    found = 0
    for group in groups:
        if limit is not None and found >= limit:
            return
        rows = _rows(store, group.documents, view)
        if len(rows) > 1:
            found += 1
            yield Copies(group.id, rows)


def show_copies(store: Store, wanted: str, view: View) -> Copies:
    """The group of a report (by id, path, or the id of one of its events) or with an id, with all differences.

    Raises NotFound where there is no such report or it stands alone, UsageError where the beginning of an id fits
    several.
    """
    group = _group_of(store, wanted, view)
    (found,) = store.groups(view, [group]) or (None,)
    rows = _rows(store, found.documents, view, whole=True) if found else ()
    if len(rows) < 2:
        raise NotFound(f"{wanted} stands alone: no copy or version of it is in view", remedy=_LIST)
    return Copies(group, rows)


_LIST = "`dragoman copies` lists the groups"


def _group_of(store: Store, wanted: str, view: View) -> str:
    if not wanted.startswith("cp_"):
        source = store.event(wanted, view).source if wanted.startswith("ev_") else store.document(wanted, view)
        if source.copies is None:
            raise NotFound(f"{wanted} stands alone: the ledger holds no copy or version of it", remedy=_LIST)
        return source.copies
    fits = [group.id for group in store.groups(view) if group.id.startswith(wanted)] if len(wanted) >= _SHORTEST else []
    if not fits:
        raise NotFound(f"no group of copies {wanted} in view", remedy=_LIST)
    if len(fits) > 1:
        raise UsageError(f"{wanted} begins several ids: {', '.join(fits[:4])}", remedy="give more of the id")
    return fits[0]


def _rows(store: Store, documents: tuple[str, ...], view: View, *, whole: bool = False) -> tuple[CopyRow, ...]:
    members = sorted(_in_view(store, documents, view), key=_order)
    if len(members) < 2:
        return ()
    first, rest = members[0], members[1:]
    origin, before = _text(store, first, view)
    rows = [CopyRow(first, Reason.FIRST)]
    for member in rest:
        words, after = _text(store, member, view)
        same = first.address is not None and first.address == member.address
        found = tuple(differences(before, after)) if whole else ()
        rows.append(CopyRow(member, reason_for(origin, words, same_address=same), found))
    return tuple(rows)


def _in_view(store: Store, documents: tuple[str, ...], view: View) -> Iterator[StoredDocument]:
    for document in documents:
        try:
            yield store.document(document, view)
        except NotFound:
            continue  # it appeared, or was recorded, later than asked


def _order(source: StoredDocument) -> tuple[date, str, str]:
    fetched = min((sighting.fetched for sighting in source.sightings if sighting.fetched), default="~")
    return (source.published.interval.earliest or date.max, fetched, source.id)


def _text(store: Store, source: StoredDocument, view: View) -> tuple[Words, list[str]]:
    document = store.text(source.id, view)
    text = document.clean.text
    sentences = [
        " ".join(text[s.start : s.end].split()) for s in split_sentences(document.clean) if not s.kind.is_noise
    ]
    return words_of(document.clean, source.title), sentences
