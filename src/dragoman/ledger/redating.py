"""Reports without a date, dated by what other reports of the ledger tell of the same acts.

Linking works out of which acts reports tell (`dossiers`), dating what that says of a day (`dating`); here the two meet.
A report gets the same day whatever the order in which it and its neighbours came: it is worked out anew from what the
report says by itself and from all neighbours whenever one of its blocks is linked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from dragoman.dates import Interval
from dragoman.ledger.dating.neighbours import OWN_BASES, WIDEST, Told, constraints_of, date_by_neighbours, redated
from dragoman.ledger.dossiers.blocks import Block
from dragoman.ledger.dossiers.items import Item
from dragoman.model import PublishedBasis
from dragoman.protocols import Store, StoredDocument


def waits(source: StoredDocument) -> bool:
    """Whether the day of a report is open to what other reports tell."""
    alone = source.published.alone or source.published
    return alone.basis not in OWN_BASES and not alone.interval.is_day


def stands_alone(source: StoredDocument) -> bool:
    """Whether a report's own words or metadata give its day well enough to date others by: nothing rests on a chain."""
    alone = source.published.alone or source.published
    days = alone.interval.days
    return alone.basis in OWN_BASES or (alone.basis is PublishedBasis.TEXT and days is not None and days <= WIDEST)


def redate_reports(store: Store, blocks: Mapping[Block, Sequence[Item]], *, recorded_at: datetime) -> set[str]:
    """Date the reports of these blocks that wait for it; the documents whose day has changed come back.

    The blocks must hold all items of each such report's parties. Raises what the store raises.
    """
    open_items: dict[str, list[Item]] = defaultdict(list)
    dated: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for block in sorted(blocks):
        for item in blocks[block]:
            if len(item.parties) < 2:
                continue
            if waits(item.row.source):
                open_items[item.event.document].append(item)
            if stands_alone(item.row.source):
                dated[item.parties].append(told_of(item))
    return {
        document
        for document in sorted(open_items)
        if _redate(store, document, open_items[document], dated, recorded_at=recorded_at)
    }


def _redate(
    store: Store,
    document: str,
    items: Sequence[Item],
    dated: Mapping[tuple[str, ...], Sequence[Told]],
    *,
    recorded_at: datetime,
) -> bool:
    published = items[0].row.source.published
    alone = published.alone or published
    others = [told for parties in sorted({item.parties for item in items}) for told in dated.get(parties, ())]
    others = [told for told in others if told.report != document]
    own = [told_of(item) for item in items]
    constraints = constraints_of(own, others, lambda d: store.text(d).clean.text) if others else []
    if not constraints and published.alone is None:
        return False
    found = date_by_neighbours(store.text(document).clean.text, alone, constraints)
    if found == published:
        return False
    changed = [redated(item.event, found.interval) for item in _each_once(items)]
    return store.redate(document, found, changed, recorded_at=recorded_at)


def _each_once(items: Iterable[Item]) -> list[Item]:
    return list({item.event.id: item for item in items}.values())


def told_of(item: Item) -> Told:
    """An act as dating sees it."""
    event = item.event
    own = event.effective or event.date
    sightings, published = item.row.source.sightings, item.row.source.published
    return Told(
        event=event,
        report=event.document,
        path=sightings[0].path if sightings else event.document,
        act=(item.kind or "", item.speaks_of, item.form or ""),
        parties=item.parties,
        words=item.words,
        who=frozenset(item.who),
        number=item.number,
        when=own.interval if own else Interval(),
        done=item.real,
        published=(published.alone or published).interval,
    )
