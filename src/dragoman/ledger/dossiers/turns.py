"""A block that never ends, linked stretch by stretch: each takes over what the one before it left open.

What a stretch took over and left is kept. A stretch is linked anew where something was filed in its months or taken out
of them, where it took over something else, or where it has become the last one, which leaves nothing to others; all
others give what they gave. So linking a block in parts, in any order, gives the bytes that linking it whole gives.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from dragoman.ledger.dossiers.blocks import (
    SEPARATOR,
    Linked,
    day_after,
    link_block,
    shelf_of,
    stretches,
    taken_over,
    without,
)
from dragoman.ledger.dossiers.items import Item
from dragoman.ledger.dossiers.kept import unpack
from dragoman.ledger.dossiers.spelling import StateNames
from dragoman.lexicon.dossiers import KindBook
from dragoman.protocols import Store


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch as linked: the items of which it decides, and what they give; `turns` is to be kept of its block."""

    items: Sequence[Item]
    linked: Linked
    turns: tuple[str, Mapping[str, str]] | None = None


Left = list[list[object]]
"""Items that are left to the next stretch: month, event, and a check sum of the packed item."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """What is kept of a stretch: its last month, what it took over, what it left, and whether it was the last one."""

    until: str
    took: Left
    left: Left
    final: bool

    def pack(self) -> str:
        """As text."""
        return json.dumps([self.until, self.took, self.left, self.final], separators=(",", ":"))

    @classmethod
    def unpack(cls, body: str) -> _Turn:
        """What `pack` gave."""
        return cls(*json.loads(body))


def link_in_turn(
    store: Store,
    block: str,
    touched: Collection[str],
    held: Mapping[str, str],
    kinds: KindBook,
    names: StateNames,
) -> Iterator[Part]:
    """Link those stretches of a block that can have changed.

    `touched` are the months in which something was filed or taken out; "" among them stands for all. `held` is what
    `Store.stretches` keeps of the block.
    """
    since = max((first for first in held if first <= min(touched)), default="")
    counted = store.months(block, since)
    if since and not counted:
        since, counted = "", store.months(block)  # the last stretch is gone: the one before leaves nothing any more
    kept = {first: _Turn.unpack(body) for first, body in held.items() if first >= since and "" not in touched}
    now = {first: body for first, body in held.items() if first < since}
    took: Left = kept[since].took if since else []
    parts = stretches(tuple(block.split(SEPARATOR)), counted, taken_over(kinds))
    for place, months in enumerate(parts):
        final = place == len(parts) - 1
        turn = kept.get(months[0])
        same = turn is not None and turn.until == months[-1] and turn.took == took and (turn.final or not final)
        if turn is None or not same or not set(touched).isdisjoint(months):
            turn, part = _link(store, block, months, took, final, kinds, names)
            yield part
        turn = replace(turn, final=final)
        now[months[0]] = turn.pack()
        took = turn.left
    if len(now) == 1:
        now = {}  # a block of one stretch is always linked whole
    if now != held:
        yield Part((), Linked(), (block, now))


def _link(
    store: Store, block: str, months: Sequence[str], took: Left, final: bool, kinds: KindBook, names: StateNames
) -> tuple[_Turn, Part]:
    bodies = store.items(block, months)
    if took:
        bodies += store.items(block, sorted({str(month) for month, *_ in took}), [str(event) for _, event, _ in took])
    items = [unpack(body) for body in bodies]
    linked = link_block(items, kinds, names, day_after(months[-1]))
    left: Left = sorted(
        [shelf_of(item, kinds), item.event.id, crc32(body.encode())]
        for item, body in zip(items, bodies, strict=True)
        if item.event.id in linked.open
    )
    if not final:
        items, linked = [item for item in items if item.event.id not in linked.open], without(linked)
    return _Turn(months[-1], took, left, final), Part(items, linked)
