"""Which events tell of the same happening.

Items are compared with the happenings found so far that speak of the same act in the same span of time, so that the
cost grows with the number of items and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache

from dragoman.dates import Interval
from dragoman.ledger.dossiers.grounds import CANDIDATES, can_come_to, score
from dragoman.ledger.dossiers.items import Item
from dragoman.ledger.dossiers.seen import Cluster, Group, Seen

THRESHOLD = 0.5
MOST = 1.0
LITTLE = 0.006
"""Scores are rounded to hundredths: what cannot come so near to a better one is none."""


def cluster(items: Iterable[Item]) -> list[Cluster]:
    """Happenings of items of one block (or one matter), whatever their order."""
    found: list[Group] = []
    by_act: dict[tuple[str, ...], _Index] = defaultdict(_Index)
    for item in sorted(items, key=_clear_first):
        mine = Seen(item)
        index = by_act[_act_key(item)]
        best: tuple[float, Group, list[str]] | None = None
        need = THRESHOLD - LITTLE
        for candidate in index.near(mine):
            if not can_come_to(need, mine, candidate):
                continue
            scored = score(mine, candidate)
            if scored and scored[0] >= THRESHOLD and (best is None or scored[0] > best[0]):
                best = (scored[0], candidate, scored[1])
                need = scored[0] + 0.01 - LITTLE
                if scored[0] >= MOST:
                    break
        if best is None:
            fresh = Group(mine)
            found.append(fresh)
            index.add(fresh)
        else:
            best[1].join(mine, best[0], best[2])
    return [group.cluster for group in found]


def _clear_first(item: Item) -> tuple[bool, object]:
    """Dated items open the happenings, undated ones join them: so that no chance of order decides."""
    return (item.when.earliest is None or item.when.latest is None, item.order)


_FORMS = frozenset(("phone", "online", "visit", "informal"))
"""Ways to meet that are not taken for one another."""


_AGAINST = frozenset(("suspend", "end", "cancel", "refuse", "postpone", "withdraw", "sever", "downgrade", "violate"))
"""Phases that stop or worsen something, each an act of its own; words for the others are many: "opened", "launched"."""


def _act_key(item: Item) -> tuple[str, ...]:
    """What the act is: only items with the same one can be one happening."""
    phase = item.event.phase
    if item.kind is None and phase is not None:
        return ("", item.event.type, phase if phase in _AGAINST else "")
    return (item.kind or "", item.speaks_of, item.form if item.form in _FORMS else "")


class _Index:
    """Happenings by month, so that only those near in time are looked at."""

    def __init__(self) -> None:
        self._months: dict[str, list[Group]] = defaultdict(list)
        self._all: list[Group] = []

    def add(self, fresh: Group) -> None:
        self._all.append(fresh)
        for month in _months(fresh.cluster.when):
            self._months[month].append(fresh)

    def near(self, one: Seen) -> Iterator[Group]:
        """Candidates whose days allow it, the nearest first: those of the item's months, and the last ones opened."""
        first, last = one.reach
        seen: set[Group] = set()
        months = _months(one.when) or _months(one.about)
        pools = [pool for month in reversed(months) if (pool := self._months.get(month))]
        for pool in (*pools, self._all):
            for candidate in reversed(pool[-CANDIDATES:]):
                days = candidate.days
                if first <= days[1] and days[0] <= last and candidate not in seen:
                    seen.add(candidate)
                    yield candidate


@lru_cache(maxsize=4096)
def _months(when: Interval) -> tuple[str, ...]:
    if when.earliest is None or when.latest is None or (when.latest - when.earliest) > timedelta(days=400):
        return ()
    months = []
    day = when.earliest.replace(day=1)
    while day <= when.latest:
        months.append(day.isoformat()[:7])
        day = (day + timedelta(days=32)).replace(day=1)
    return tuple(months)
