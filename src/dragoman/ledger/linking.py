"""Linking a ledger: what new reports touch is linked anew, and nothing else.

The unit is the block of `ledger.dossiers`: what can have to do with one another. Linking the blocks that a report
touches gives the same records as linking the whole ledger, so that it does not matter whether reports came at once or
one by one. The items of a block are found in an index that the store keeps; nothing else of the ledger is read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice

from dragoman.ledger.corrected import corrected_events
from dragoman.ledger.decisions import apply_decisions, decided_events
from dragoman.ledger.dossiers.blocks import (
    SEPARATOR,
    Block,
    Linked,
    block_of,
    link_block,
    shares_of,
    shelf_of,
    taken_over,
)
from dragoman.ledger.dossiers.items import Item
from dragoman.ledger.dossiers.kept import FORM, pack, unpack
from dragoman.ledger.dossiers.reports import read_items
from dragoman.ledger.dossiers.spelling import StateNames
from dragoman.ledger.dossiers.standing import settle
from dragoman.ledger.dossiers.turns import Part, link_in_turn
from dragoman.ledger.redating import redate_reports, waits
from dragoman.lexicon.actors import load_book
from dragoman.lexicon.dossiers import KindBook, shipped_kinds
from dragoman.model import stable_id
from dragoman.pausing import uncollected
from dragoman.protocols import (
    EVERY_DOCUMENT,
    DocumentFilter,
    DossierRecord,
    EventFilter,
    IndexedItem,
    Links,
    Store,
    StoredEvent,
)

DOCUMENTS_AT_ONCE = 200
ITEMS_AT_ONCE = 5_000
"""Items that are held in memory together, if no stretch of a block has more."""


SETTLED_AT_ONCE = 100
"""Dossiers of which it is worked out, after a linking, how they stand: so that it costs little however many changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What has come to a block: `months` are those in which something was filed or taken out.

    `added` are the events that were filed, if nothing was taken out.
    """

    months: frozenset[str]
    added: frozenset[str] = frozenset()


Touched = dict[str, Change]
"""Block, as the index names it, and what has come to it; `ALL` to link it whole."""

ALL = Change(frozenset(("",)))


@dataclass(frozen=True, slots=True)
class Linking:
    """What one linking did: blocks looked at, and the occurrences and dossiers in them."""

    blocks: int = 0
    events: int = 0
    occurrences: int = 0
    dossiers: int = 0
    retired: int = 0

    def __add__(self, other: Linking) -> Linking:
        """Field by field."""
        return Linking(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class _Books:
    """What linking knows: the kinds of dossiers, and by what states are called."""

    kinds: KindBook
    names: StateNames


@lru_cache(maxsize=1)
def shipped_names() -> StateNames:
    """The names of states in the actors' book that ships with Dragoman, which is read once."""
    return StateNames(load_book())


def link_all(
    store: Store, *, recorded_at: datetime, kinds: KindBook | None = None, names: StateNames | None = None
) -> Linking:
    """Link the whole ledger anew, some blocks at a time. Raises what the store raises."""
    books = _Books(kinds or shipped_kinds(), names or shipped_names())
    store.clear_items(_form(books.kinds))
    # Whole lists before anything is written: an open answer would keep a growing log of all that is written meanwhile.
    _file_all(store, [document.id for document in store.documents(EVERY_DOCUMENT)], books)
    redone = _redate(store, None, books, recorded_at)
    _file_all(store, sorted(redone), books)
    total = _link(store, dict.fromkeys((block for block, _ in store.item_months()), ALL), books, recorded_at)
    total += _let_go(store, store.unlinked(), recorded_at)
    apply_decisions(store, recorded_at=recorded_at)
    store.index_dossiers()  # events that are read anew may tell of other days, and be linked as before
    if kinds is None:
        settle(store, books.kinds)
    return total


def link_documents(
    store: Store,
    documents: Collection[str],
    *,
    recorded_at: datetime,
    kinds: KindBook | None = None,
    names: StateNames | None = None,
) -> Linking:
    """Link anew all that these reports touch; the whole ledger where its index is not of this form.

    Raises what the store raises.
    """
    books = _Books(kinds or shipped_kinds(), names or shipped_names())
    if store.items_form() != _form(books.kinds):
        return link_all(store, recorded_at=recorded_at, kinds=kinds, names=names)
    before, now = _file(store, sorted(set(documents)), books)
    redone = _redate(store, {_parties(one) for one in (*before, *now)}, books, recorded_at)
    more = _file(store, sorted(redone), books)
    old, new = [*before, *more[0]], [*now, *more[1]]
    touched = _with_decided(store, _touched(old, new))
    total = _link(store, touched, books, recorded_at)
    gone = {one.event for one in old} - {one.event for one in new}
    total += _let_go(store, sorted(gone), recorded_at)
    apply_decisions(store, recorded_at=recorded_at)
    if kinds is None:
        settle(store, books.kinds, SETTLED_AT_ONCE)
    return total


def _form(book: KindBook) -> str:
    """What the index hangs on beside the events: how items are made, and the kinds of dossiers."""
    try:
        made_by = version("dragoman")
    except PackageNotFoundError:
        made_by = "unknown"
    kinds = json.dumps([asdict(kind) for kind in book.kinds], sort_keys=True, default=_plain)
    return stable_id("if", FORM, made_by, kinds)


def _plain(value: object) -> object:
    """Sets in one order, whatever the process."""
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)


def _touched(old: Iterable[IndexedItem], new: Iterable[IndexedItem]) -> Touched:
    months: dict[str, set[str]] = defaultdict(set)
    added: dict[str, set[str]] = defaultdict(set)
    for one in new:
        months[one.block].add(one.month)
        added[one.block].add(one.event)
    for one in old:
        months[one.block].add(one.month)
        added.pop(one.block, None)
    return {block: Change(frozenset(found), frozenset(added.get(block, ()))) for block, found in months.items()}


def _with_decided(store: Store, touched: Touched) -> Touched:
    """With all blocks of the parties that a merge or split ties together, where one of them is touched."""
    parties = {_parties_in(block) for block in touched}
    tied = {_parties(one) for one in _of_events(store, decided_events(store)) if len(_parties(one)) > 1}
    if not parties & tied:
        return touched
    blocks = (block for block, _ in store.item_months() if _parties_in(block) in tied)
    return {**touched, **dict.fromkeys(blocks, ALL)}


def _of_events(store: Store, events: Collection[str]) -> list[IndexedItem]:
    if not events:
        return []
    found = store.links(events=events).occurrences
    rows = store.events(EventFilter(occurrences=tuple(one.id for one in found))) if found else ()
    documents = {row.event.document for row in rows if row.event.id in events}
    return [one for one in store.filed_items(documents) if one.event in events]


# ------------------------------------------------------------------ the index


def _file(store: Store, documents: Sequence[str], books: _Books) -> tuple[list[IndexedItem], list[IndexedItem]]:
    """Index the items of some reports anew: those they had, and those they have now, all without their bodies."""
    before: list[IndexedItem] = []
    now: list[IndexedItem] = []
    shares = shares_of(books.kinds)
    rest = iter(documents)
    while part := tuple(islice(rest, DOCUMENTS_AT_ONCE)):
        with uncollected():
            rows = corrected_events(store, EventFilter(documents=part))
            items = [_indexed(item, shares, books.kinds) for item in _items(rows, books)]
        before += store.file_items(part, items)
        now += (IndexedItem(one.block, one.month, one.event, one.document) for one in items)
    return before, now


def _file_all(store: Store, documents: Sequence[str], books: _Books) -> None:
    """As `_file`, some reports at a time, and what they have is not kept: of 20,000 reports it took 100 MB."""
    for first in range(0, len(documents), DOCUMENTS_AT_ONCE):
        _file(store, documents[first : first + DOCUMENTS_AT_ONCE], books)


def _indexed(item: Item, shares: Mapping[str, str], book: KindBook) -> IndexedItem:
    block = SEPARATOR.join(block_of(item, shares))
    return IndexedItem(block, shelf_of(item, book), item.event.id, item.event.document, pack(item))


def _parties(one: IndexedItem) -> tuple[str, ...]:
    return _parties_in(one.block)


def _parties_in(block: str) -> tuple[str, ...]:
    return tuple(block.split(SEPARATOR)[:-1])


def _items(rows: Iterable[StoredEvent], books: _Books) -> Iterator[Item]:
    by_document: dict[str, list[StoredEvent]] = defaultdict(list)
    for row in rows:
        by_document[row.event.document].append(row)
    for document in sorted(by_document):
        yield from read_items(by_document[document], books.kinds, books.names.ignored)


# ------------------------------------------------------------------ blocks


def _link(store: Store, touched: Touched, books: _Books, recorded_at: datetime) -> Linking:
    total = Linking()
    parts = _parts(store, touched, books)
    while True:
        with uncollected():  # tens of thousands of objects that are kept until they are saved: a quarter of the time
            some = _some(parts)
            if not some:
                return total
            total += _save(store, some, books.kinds, recorded_at)


def _some(parts: Iterator[Part]) -> list[Part]:
    """The next ones, of about `ITEMS_AT_ONCE` items together."""
    found: list[Part] = []
    held = 0
    while held < ITEMS_AT_ONCE and (part := next(parts, None)) is not None:
        found.append(part)
        held += len(part.items)
    return found


def _parts(store: Store, touched: Touched, books: _Books) -> Iterator[Part]:
    """The stretches of the blocks that are to be linked anew, linked."""
    divided = taken_over(books.kinds)
    in_turn = {block: change for block, change in touched.items() if block.rpartition(SEPARATOR)[2] in divided}
    kept = store.stretches(in_turn)
    for block, change in sorted(touched.items()):
        if block in in_turn:
            yield from link_in_turn(store, block, change.months, kept.get(block, {}), books.kinds, books.names)
            continue
        items = [unpack(body) for body in store.items(block)]
        linked = link_block(items, books.kinds, books.names, None, change.added)
        yield Part([item for item in items if item.event.id not in linked.open], linked)


def _save(store: Store, parts: Sequence[Part], book: KindBook, recorded_at: datetime) -> Linking:
    """Record what has changed by linking some stretches."""
    fresh = _joined([part.linked for part in parts])
    items = [item for part in parts for item in part.items]
    before = store.links(events=[item.event.id for item in items])
    before = _of_these(store, before, items, book)
    aliases = _aliases(before, fresh)
    told, filed = set(before.occurrences), {one.id: one for one in before.dossiers}
    changed = Links(
        tuple(one for one in fresh.occurrences if one not in told),
        tuple(one for one in fresh.dossiers if filed.get(one.id) != one),
        aliases,
    )
    if changed != Links():
        store.save_links(changed, recorded_at=recorded_at)
    turns = dict(part.turns for part in parts if part.turns is not None)
    if turns:
        store.save_stretches(turns)
    return Linking(
        sum(1 for part in parts if part.items), len(items), len(fresh.occurrences), len(fresh.dossiers), len(aliases)
    )


def _of_these(store: Store, before: Links, items: Sequence[Item], book: KindBook) -> Links:
    """Without what belongs to other blocks: the happening of a guest, and the dossiers of the other pairs.

    A pair of which nothing is told any more has no block, and its dossier goes.
    """
    shared = {item.event.id for item in items if item.alone}
    if not shared:
        return before
    guests = shared - {item.event.id for item in items if item.alone and not item.guest}
    linked, shares = {item.parties for item in items}, shares_of(book)
    theirs = {one.id for one in before.occurrences if not shared.isdisjoint(one.events)}
    kept = set()
    for dossier in before.dossiers:
        named = dossier.body.get("parties")
        parties = tuple(map(str, named)) if isinstance(named, list | tuple) else ()
        if parties not in linked and any(member.occurrence in theirs for member in dossier.members):
            block = SEPARATOR.join((*parties, shares[dossier.kind]))
            if any(months for _, months in store.item_months((block,))):
                kept.add(dossier.id)
    return replace(
        before,
        occurrences=tuple(one for one in before.occurrences if guests.isdisjoint(one.events)),
        dossiers=tuple(one for one in before.dossiers if one.id not in kept),
    )


def _let_go(store: Store, events: Sequence[str], recorded_at: datetime) -> Linking:
    """Retire what only told of events that are no longer there."""
    before = store.links(events=events) if events else Links()
    if not before.occurrences:
        return Linking()
    aliases: dict[str, str | None] = {one.id: None for one in before.occurrences}
    aliases.update((one.id, None) for one in before.dossiers if one.body.get("opened_by") is None)
    store.save_links(Links(aliases=aliases), recorded_at=recorded_at)
    return Linking(retired=len(aliases))


# ------------------------------------------------------------------ days told by others


def _redate(
    store: Store, touched: Collection[tuple[str, ...]] | None, books: _Books, recorded_at: datetime
) -> set[str]:
    """Date anew the reports without a day that tell of these parties, or all, by all that is told of their parties.

    The reports whose day has changed come back.
    """
    waiting = sorted(each.id for each in store.documents(DocumentFilter(exact=False)) if waits(each))
    told = store.filed_items(waiting)
    if touched is not None:
        near = {one.document for one in told if len(_parties(one)) > 1 and _parties(one) in touched}
        told = [one for one in told if one.document in near]
    wanted = {_parties(one) for one in told if len(_parties(one)) > 1}
    if not wanted:
        return set()
    theirs = {block: list(months) for block, months in store.item_months() if _parties_in(block) in wanted}
    documents = sorted({unpack(body).event.document for block in theirs for body in store.items(block, theirs[block])})
    blocks: dict[Block, list[Item]] = defaultdict(list)
    rest = iter(documents)
    while part := tuple(islice(rest, DOCUMENTS_AT_ONCE)):
        for item in _items(corrected_events(store, EventFilter(documents=part)), books):
            if item.parties in wanted:
                blocks[item.parties].append(item)
    return redate_reports(store, blocks, recorded_at=recorded_at) & {one.document for one in told}


# ------------------------------------------------------------------ old ids


def _joined(parts: Sequence[Linked]) -> Linked:
    return Linked(
        tuple(o for part in parts for o in part.occurrences), tuple(d for part in parts for d in part.dossiers)
    )


def _aliases(before: Links, fresh: Linked) -> dict[str, str | None]:
    """Where ids lead that are no longer used: to what now holds the first of their events or members."""
    by_event = {event: o.id for o in fresh.occurrences for event in o.events}
    alive = {o.id for o in fresh.occurrences}
    aliases: dict[str, str | None] = {}
    for old in before.occurrences:
        if old.id not in alive:
            aliases[old.id] = next((by_event[event] for event in old.events if event in by_event), None)
    filed = _filed(fresh.dossiers)
    living = {d.id for d in fresh.dossiers}
    events_of = {o.id: o.events for o in before.occurrences}
    for dossier in before.dossiers:
        if dossier.id not in living and dossier.body.get("opened_by") is None:
            aliases[dossier.id] = _successor(dossier, events_of, by_event, filed)
    return aliases


def _filed(dossiers: Iterable[DossierRecord]) -> Mapping[tuple[str, str], str]:
    """(kind, occurrence) -> the dossier that it belongs to most."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for dossier in dossiers:
        for member in dossier.members:
            key, offer = (dossier.kind, member.occurrence), (member.score, dossier.id)
            best[key] = max(best.get(key, (0.0, "")), offer)
    return {key: value[1] for key, value in best.items()}


def _successor(
    dossier: DossierRecord,
    events_of: Mapping[str, tuple[str, ...]],
    by_event: Mapping[str, str],
    filed: Mapping[tuple[str, str], str],
) -> str | None:
    for member in sorted(dossier.members, key=lambda m: (-m.score, m.occurrence)):
        for event in events_of.get(member.occurrence, ()):
            found = filed.get((dossier.kind, by_event.get(event, "")))
            if found:
                return found
    return None
