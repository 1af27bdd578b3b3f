"""Linking a ledger: what new reports touch is linked anew, and nothing else.

The unit is the block of `ledger.dossiers`: all that is told of the same parties. Linking the blocks that a report
touches gives the same records as linking the whole ledger, so that it does not matter whether reports came at once or
one by one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from dragoman.ledger.corrected import corrected_events, corrections_of
from dragoman.ledger.decisions import apply_decisions
from dragoman.ledger.dossiers.blocks import Block, Linked, block_of, link_block
from dragoman.ledger.dossiers.items import LATE, Item, words_of
from dragoman.ledger.dossiers.reports import read_items
from dragoman.ledger.redating import redate_reports, waits
from dragoman.lexicon.actors import load_book
from dragoman.lexicon.dossiers import KindBook, shipped_kinds
from dragoman.protocols import EVERY_EVENT, DocumentFilter, DossierRecord, EventFilter, Links, Store, StoredEvent

DOCUMENTS_AT_ONCE = 200
BLOCKS_AT_ONCE = 100
"""Blocks whose items are held in memory together: the more, the seldomer a report is read again."""
MONTH = re.compile(r"\d{4}-\d\d(-31)?")
"""How a block of one party or none ends: with a month, or with `LATE`."""


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


@lru_cache(maxsize=1)
def ignored_words() -> frozenset[str]:
    """Words of an object that only say whose it is: names of countries, adjectives and peoples."""
    found: set[str] = set()
    for record in load_book().records.values():
        if record.kind == "country":
            for text in (record.name, *record.aliases, *record.adjectives, *record.people, *record.metonyms):
                found |= words_of(text, ())
    return frozenset(found)


def link_all(store: Store, *, recorded_at: datetime, kinds: KindBook | None = None) -> Linking:
    """Link the whole ledger anew. Raises what the store raises."""
    book = kinds or shipped_kinds()
    blocks: dict[Block, list[Item]] = defaultdict(list)
    for item in _items(corrected_events(store, EVERY_EVENT), book):
        blocks[block_of(item)].append(item)
    redone = redate_reports(store, blocks, recorded_at=recorded_at)
    if redone:
        _put_anew(blocks, redone, list(_items(_events_of(store, sorted(redone)), book)))
    linked = [link_block(blocks[block], book) for block in sorted(blocks)]
    fresh = _joined(linked)
    before = store.links()
    aliases = _aliases(before, fresh)
    store.save_links(Links(fresh.occurrences, fresh.dossiers, aliases), recorded_at=recorded_at)
    apply_decisions(store, recorded_at=recorded_at)
    events = sum(len(items) for items in blocks.values())
    return Linking(len(blocks), events, len(fresh.occurrences), len(fresh.dossiers), len(aliases))


def link_documents(
    store: Store, documents: Collection[str], *, recorded_at: datetime, kinds: KindBook | None = None
) -> Linking:
    """Link anew all that these reports touch. Raises what the store raises."""
    book = kinds or shipped_kinds()
    touched = _blocks_of(store, documents, book)
    redone = _redate_touched(store, touched, book, recorded_at)
    if redone:
        touched |= _blocks_of(store, redone, book)
    total = Linking()
    for some in _shares(touched):
        items = _items_by_block(store, some, book)
        for block in some:
            total += _link_one(store, items.get(block, []), book, recorded_at)
    apply_decisions(store, recorded_at=recorded_at)
    return total


def _shares(blocks: Collection[Block]) -> Iterator[list[Block]]:
    """The blocks some at a time: those of one month together, since they lie in the same reports, and pairs by sort."""
    by_month: dict[str, list[Block]] = defaultdict(list)
    for block in sorted(blocks):
        by_month["" if _is_pair(block) else block[-1]].append(block)
    for month in sorted(by_month):
        rest = iter(by_month[month])
        while some := list(islice(rest, BLOCKS_AT_ONCE)):
            yield some


def _blocks_of(store: Store, documents: Collection[str], book: KindBook) -> set[Block]:
    return {block_of(item) for item in _items(_events_of(store, sorted(set(documents))), book)}


def _redate_touched(store: Store, touched: Collection[Block], book: KindBook, recorded_at: datetime) -> set[str]:
    """Date anew the reports without a date in these blocks, by all blocks in which they have a part."""
    if next(store.documents(DocumentFilter(exact=False, limit=1)), None) is None:
        return set()
    pairs = [block for block in touched if _is_pair(block)]
    near = _items_by_block(store, pairs, book)
    waiting = {i.event.document for items in near.values() for i in items if waits(i.row.source)}
    more = _blocks_of(store, waiting, book) - set(pairs)
    near |= _items_by_block(store, [block for block in more if _is_pair(block)], book)
    return redate_reports(store, near, recorded_at=recorded_at) & waiting


def _is_pair(block: Block) -> bool:
    return MONTH.fullmatch(block[-1]) is None


def _put_anew(blocks: dict[Block, list[Item]], documents: set[str], items: Iterable[Item]) -> None:
    """Put the items of some documents in place of those that they had."""
    for block in list(blocks):
        kept = [item for item in blocks.pop(block) if item.event.document not in documents]
        if kept:
            blocks[block] = kept
    for item in items:
        blocks[block_of(item)].append(item)


def _items_by_block(store: Store, blocks: Collection[Block], book: KindBook) -> dict[Block, list[Item]]:
    """The items of each block; a report that has a part in several is read once, whatever else it tells is let go."""
    found: dict[Block, list[Item]] = {block: [] for block in sorted(blocks)}
    documents = {document for block in found if _is_pair(block) for document in _pair_documents(store, block)}
    for month in sorted({block[-1] for block in found if not _is_pair(block)}):
        documents |= _month_documents(store, month)
    rest = iter(sorted(documents))
    while part := list(islice(rest, DOCUMENTS_AT_ONCE)):
        for item in _items(_events_of(store, part), book):
            block = block_of(item)
            if block in found:
                found[block].append(item)
    return found


def _link_one(store: Store, items: Sequence[Item], book: KindBook, recorded_at: datetime) -> Linking:
    fresh = link_block(items, book)
    before = store.links(events=[item.event.id for item in items])
    aliases = _aliases(before, fresh)
    store.save_links(Links(fresh.occurrences, fresh.dossiers, aliases), recorded_at=recorded_at)
    return Linking(1, len(items), len(fresh.occurrences), len(fresh.dossiers), len(aliases))


# ------------------------------------------------------------------ events


def _items(rows: Iterable[StoredEvent], book: KindBook) -> Iterator[Item]:
    by_document: dict[str, list[StoredEvent]] = defaultdict(list)
    for row in rows:
        by_document[row.event.document].append(row)
    ignored = ignored_words()
    for document in sorted(by_document):
        yield from read_items(by_document[document], book, ignored)


def _events_of(store: Store, documents: Sequence[str]) -> Iterator[StoredEvent]:
    rest = iter(documents)
    while part := tuple(islice(rest, DOCUMENTS_AT_ONCE)):
        yield from corrected_events(store, EventFilter(documents=part))


def _pair_documents(store: Store, block: Block) -> set[str]:
    """The reports that can hold an item of a block of two parties or more: those that tell of the first two."""
    which = EventFilter(actors=(block[0],), counterparts=(block[1],))
    return {row.event.document for row in corrected_events(store, which)}


def _month_documents(store: Store, month: str) -> set[str]:
    """The reports whose last possible day is in a month (`LATE`: those without one), and all that people dated."""
    found = set(corrections_of(store.judgements()).published)
    if month == LATE:
        documents = store.documents(DocumentFilter(exact=False))
        return found | {each.id for each in documents if each.published.interval.latest is None}
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    for document in store.documents(DocumentFilter(start=first, end=last)):
        latest = document.published.interval.latest
        if latest is not None and first <= latest <= last:
            found.add(document.id)
    return found


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
