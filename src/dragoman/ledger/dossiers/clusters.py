"""Which events tell of the same happening: scores with reasons, and a veto by what dates, numbers or people forbid.

Items are compared with the happenings found so far that speak of the same act in the same span of time, so that the
cost grows with the number of items and not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from dragoman.dates import Interval
from dragoman.ledger.dossiers.items import Item, is_plan, words_of
from dragoman.lexicon.dossiers import REAL
from dragoman.model import Status, stable_id

NEAR = timedelta(days=21)
"""How long before its report an act without a date is first looked for."""

SAME_DAYS = 4
"""Days within which reports are taken to tell of the same news."""

RECENT = timedelta(days=180)
"""How long before its report an act of a lasting matter may lie that is told of without a date."""

THRESHOLD = 0.5
CANDIDATES = 40
"""Happenings that an item is compared with at most, the nearest in time first."""

COPY = 0.8
"""Share of words from which on two sentences are one source's."""

SLACK = 1.6
"""By how much more two sentences may differ where the reports are known to be made from one another."""


@dataclass(slots=True)
class Cluster:
    """Items that tell of one happening. `when` is what all their dates allow together."""

    items: list[Item]
    when: Interval
    reasons: list[str] = field(default_factory=list)

    @property
    def events(self) -> tuple[str, ...]:
        """The events, sorted."""
        return tuple(sorted(item.event.id for item in self.items))

    @property
    def id(self) -> str:
        """That of an occurrence: from the first event in sorted order."""
        return stable_id("oc", min(item.event.id for item in self.items))

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons for which the items were put together, each once."""
        return tuple(sorted(dict.fromkeys(self.reasons)))

    @property
    def held(self) -> bool:
        """Whether somebody says that it happened."""
        return any(item.event.status in REAL for item in self.items)

    @property
    def first(self) -> Item:
        """The item that opened it."""
        return self.items[0]


def cluster(items: Iterable[Item]) -> list[Cluster]:
    """Happenings of items of one block (or one matter), whatever their order."""
    found: list[Cluster] = []
    by_act: dict[tuple[str, ...], _Index] = defaultdict(_Index)
    for item in sorted(items, key=_clear_first):
        index = by_act[_act_key(item)]
        best: tuple[float, Cluster, list[str]] | None = None
        for candidate in index.near(item):
            scored = score(item, candidate)
            if scored and scored[0] >= THRESHOLD and (best is None or scored[0] > best[0]):
                best = (scored[0], candidate, scored[1])
        if best is None:
            fresh = Cluster([item], bounds(item))
            found.append(fresh)
            index.add(fresh)
        else:
            _join(best[1], item, best[0], best[2])
    return found


def _clear_first(item: Item) -> tuple[bool, object]:
    """Dated items open the happenings, undated ones join them: so that no chance of order decides."""
    return (item.when.earliest is None or item.when.latest is None, item.order)


_FORMS = frozenset(("phone", "online", "visit", "informal"))
"""Ways to meet that are not taken for one another."""


def _act_key(item: Item) -> tuple[str, ...]:
    """What the act is: only items with the same one can be one happening."""
    return (item.kind or "", item.speaks_of, item.form if item.form in _FORMS else "")


class _Index:
    """Happenings by month, so that only those near in time are looked at."""

    def __init__(self) -> None:
        self._months: dict[str, list[Cluster]] = defaultdict(list)
        self._all: list[Cluster] = []

    def add(self, fresh: Cluster) -> None:
        self._all.append(fresh)
        for month in _months(fresh.when):
            self._months[month].append(fresh)

    def near(self, item: Item) -> Iterator[Cluster]:
        """Candidates, the nearest first: those of the item's months, and the last ones opened."""
        seen: set[int] = set()
        months = _months(item.when) or _months(_about(item))
        pools = [self._months.get(month, []) for month in reversed(months)]
        for pool in (*pools, self._all):
            for candidate in reversed(pool[-CANDIDATES:]):
                if id(candidate) not in seen:
                    seen.add(id(candidate))
                    yield candidate


def _about(item: Item) -> Interval:
    """Where an act without a date is looked for first: in the weeks before its report, a plan in those after."""
    last = item.said.latest
    if last is None:
        return Interval()
    return Interval(last, last + NEAR) if is_plan(item) else Interval(last - NEAR, last)


def _months(when: Interval) -> list[str]:
    if when.earliest is None or when.latest is None or (when.latest - when.earliest) > timedelta(days=400):
        return []
    months = []
    day = when.earliest.replace(day=1)
    while day <= when.latest:
        months.append(day.isoformat()[:7])
        day = (day + timedelta(days=32)).replace(day=1)
    return months


def bounds(item: Item) -> Interval:
    """The days that are left for the act: as dated, else up to the report if it was done, from it on if planned."""
    when = item.when
    if when.earliest or when.latest:
        return when
    if item.real:
        return Interval(None, item.said.latest)
    return Interval(item.said.earliest, None) if is_plan(item) else Interval()


# ------------------------------------------------------------------ scoring


def score(item: Item, other: Cluster) -> tuple[float, list[str]] | None:
    """How much speaks for one happening, and what; `None` where something forbids it."""
    if _forbidden(item, other):
        return None
    known = len(item.parties) > 1 or bool(item.who)
    points, reasons = (0.2 if item.kind else 0.1) if known else 0.0, ["same parties and act"]
    for gain, reason in _grounds(item, other):
        points += gain
        reasons.append(reason)
    return (round(min(points, 1.0), 3), reasons) if points > 0 else None


def _forbidden(item: Item, other: Cluster) -> bool:
    first = other.first
    if item.visitor and any(each.visitor not in (None, item.visitor) for each in other.items):
        return True
    numbers = {each.number for each in other.items if each.number}
    if item.number and numbers and item.number not in numbers:
        return True
    if not bounds(item).overlaps(other.when):
        return True
    if item.words and first.words and not item.words & first.words and item.kind not in (None, "meeting"):
        return True
    return _other_people(item, other) or _other_place(item, other)


def _other_people(item: Item, other: Cluster) -> bool:
    """Whether both name people of one side, and not the same ones."""
    for each in other.items:
        for side in {side for side, _ in item.who} & {side for side, _ in each.who}:
            mine = {name for at, name in item.who if at == side}
            theirs = {name for at, name in each.who if at == side}
            if not any(compatible(a, b) for a in mine for b in theirs):
                return True
    return False


def compatible(a: str, b: str) -> bool:
    """Whether two names of one side can stand for one: the same, a part of the other, or somebody nobody knows."""
    if a == b or a.startswith(f"{b}.") or b.startswith(f"{a}."):
        return True
    return a.startswith("?") is not b.startswith("?")


def _other_place(item: Item, other: Cluster) -> bool:
    mine = item.event.place
    theirs = next((each.event.place for each in other.items if each.event.place), None)
    return bool(mine and theirs and mine.lower() not in theirs.lower() and theirs.lower() not in mine.lower())


def _grounds(item: Item, other: Cluster) -> Iterator[tuple[float, str]]:
    yield from _time_grounds(item, other)
    who = {name for _, name in item.who}
    if any(who & {name for _, name in each.who} for each in other.items):
        yield 0.2, "same people"
    if item.number and any(each.number == item.number for each in other.items):
        yield 0.4, f"both number {item.number}"
    place = item.event.place
    if place and any(each.event.place for each in other.items):
        yield 0.3, f"both in {place}"
    if item.words and any(each.words & item.words for each in other.items):
        yield 0.2, "same object"
    here = [each for each in other.items if each.event.document == item.event.document]
    if any(each.event.evidence.sentence == item.event.evidence.sentence for each in here):
        yield 0.3, "same sentence"
    elif here:
        yield 0.1, "same report"
    if any(is_copy(item, each) for each in other.items):
        yield 0.5, "copied words"
    elif item.kind is None:
        alike = max(_alike(item, each) for each in other.items[:CANDIDATES])
        yield round(0.8 * alike, 2), "like words"


def _time_grounds(item: Item, other: Cluster) -> Iterator[tuple[float, str]]:
    mine, theirs = item.when, other.when
    if mine.days and theirs.days:
        tight = mine.days <= 31 and theirs.days <= 31
        yield (0.4, "dates overlap") if tight else (0.2, "dates can be one")
        return
    about = _about(item)
    if not about.earliest:
        yield 0.1, "nothing said of the time"
    elif other.when.overlaps(about) and (mine.latest is None or theirs.days is not None or _said_near(item, other)):
        yield _nearness(item, other), "told of within weeks"
    elif item.kind not in (None, "meeting") and (item.about or not item.real or _not_long_before(item, theirs)):
        yield 0.3, "the matter's only act of this sort"
    else:
        yield -0.1, "told of long apart"


def _nearness(item: Item, other: Cluster) -> float:
    """A report that tells of two meetings means two; two reports of the same days that tell of one may mean one."""
    if item.kind is None:
        return 0.1
    if item.kind != "meeting":
        return 0.3
    documents = {each.event.document for each in other.items}
    days = min(_days_apart(item.said.latest, each.said.latest) for each in other.items)
    return 0.35 if item.event.document not in documents and days <= SAME_DAYS else 0.15


def _not_long_before(item: Item, when: Interval) -> bool:
    """Whether a dated act is recent enough for a report that tells of one without a date."""
    last = item.said.latest
    return last is None or when.latest is None or last - when.latest <= RECENT


def _said_near(item: Item, other: Cluster) -> bool:
    mine = item.said.latest
    return any(_days_apart(mine, each.said.latest) <= NEAR.days for each in other.items)


def _days_apart(a: date | None, b: date | None) -> int:
    return abs((a - b).days) if a and b else 10**6


def is_copy(item: Item, other: Item) -> bool:
    """Whether two reports' sentences are near-identical: then one has it from the other, or both from one agency."""
    if item.event.document == other.event.document:
        return False
    group = item.row.source.copies
    if group is not None and group == other.row.source.copies and item.event.type == other.event.type:
        return _overlap(item, other) * SLACK >= COPY
    return _overlap(item, other) >= COPY


def _overlap(item: Item, other: Item) -> float:
    """The share of the words of two sentences that they have in common."""
    a, b = _tokens(item), _tokens(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _alike(item: Item, other: Item) -> float:
    """Share of the telling words that two sentences have in common."""
    a, b = (_telling(each.event.evidence.quote) for each in (item, other))
    return len(a & b) / len(a | b) if a and b else 0.0


def _tokens(item: Item) -> frozenset[str]:
    return _split(item.event.evidence.quote)


@lru_cache(maxsize=8192)
def _split(quote: str) -> frozenset[str]:
    """The words of a sentence; remembered, because each is compared with many."""
    return frozenset(re.findall(r"\w+", quote.lower()))


@lru_cache(maxsize=8192)
def _telling(quote: str) -> frozenset[str]:
    """The telling words of a sentence; remembered for the same reason."""
    return words_of(quote, ())


def _join(target: Cluster, item: Item, points: float, reasons: Sequence[str]) -> None:
    target.items.append(item)
    target.reasons.append(f"{points:.2f}: {', '.join(reasons)}")
    if item.event.status not in (Status.DENIED, Status.NOT_OCCURRED):
        target.when = target.when.intersect(bounds(item)) or target.when
