"""Which events tell of the same happening: scores with reasons, and a veto by what dates, numbers or people forbid.

Items are compared with the happenings found so far that speak of the same act in the same span of time, so that the
cost grows with the number of items and not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from dragoman.dates import Interval
from dragoman.ledger.dossiers.items import BESIDE, Item, is_plan, party_of, words_of
from dragoman.lexicon.dossiers import REAL
from dragoman.model import Status, stable_id

NEAR = timedelta(days=21)
"""How long before its report an act without a date is first looked for."""

SAME_DAYS = 4
"""Days within which reports are taken to tell of the same news."""

RECENT = timedelta(days=180)
"""How long before its report an act of a lasting matter may lie that is told of without a date."""

THRESHOLD = 0.5
MOST = 1.0
LITTLE = 0.006
"""Scores are rounded to hundredths: what cannot come so near to a better one is none."""

WIDTH = 511
"""Bits, less one, by which words are told apart before they are compared."""

TIGHT = 31
"""Days of a date from which on two that overlap say little."""

CANDIDATES = 40
"""Happenings that an item is compared with at most, the nearest in time first."""

DUE = 0.36
"""What it tells for a meeting that was to be held that one is told of right after: a little more than for another."""

COPY = 0.8
"""Share of words from which on two sentences are one source's."""

SLACK = 1.6
"""By how much more two sentences may differ where the reports are known to be made from one another."""


_TOKEN = re.compile(r"\w+")

LEAST = COPY / SLACK - 0.001
"""The least share of a sentence's words that a copy of it has: who has fewer in all its sentences is none."""


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
    found: list[_Group] = []
    by_act: dict[tuple[str, ...], _Index] = defaultdict(_Index)
    for item in sorted(items, key=_clear_first):
        mine = _Seen(item)
        index = by_act[_act_key(item)]
        best: tuple[float, _Group, list[str]] | None = None
        need = THRESHOLD - LITTLE
        for candidate in index.near(mine):
            if not _can_come_to(need, mine, candidate):
                continue
            scored = _score(mine, candidate)
            if scored and scored[0] >= THRESHOLD and (best is None or scored[0] > best[0]):
                best = (scored[0], candidate, scored[1])
                need = scored[0] + 0.01 - LITTLE
                if scored[0] >= MOST:
                    break
        if best is None:
            fresh = _Group(mine)
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


Days = tuple[int, int]
"""The first and the last day as ordinals; `OPEN` where an end is open."""

OPEN = (0, 10**7)
FAR = 10**6


def _ordinals(when: Interval) -> Days:
    first, last = when.earliest, when.latest
    return (first.toordinal() if first else OPEN[0], last.toordinal() if last else OPEN[1])


class _Seen:
    """An item with all that comparing asks of it, worked out once: each is compared with dozens."""

    __slots__ = (
        *(
            "item",
            "when",
            "days",
            "dated",
            "bounds",
            "reach",
            "about",
            "around",
            "said",
            "tokens",
            "telling",
            "names",
            "sides",
        ),
        *("place", "sentence", "document", "base", "ties", "of_summit", "of_itself", "doers", "struck"),
        *("marks", "marks_least", "telling_marks", "telling_spare"),
    )

    def __init__(self, item: Item) -> None:
        event = item.event
        self.item = item
        self.when = item.when
        self.days = _ordinals(self.when)
        self.dated = self.when.days
        self.bounds = bounds(item)
        self.reach = _ordinals(self.bounds)
        self.about = _about(item)
        self.around = _ordinals(self.about)
        self.said = item.said.latest.toordinal() if item.said.latest else None
        self.tokens = frozenset(_TOKEN.findall(event.evidence.quote.lower()))
        self.telling = words_of(event.evidence.quote, ()) if item.kind is None else frozenset()
        self.names = {name for _, name in item.who}
        self.sides: dict[str, set[str]] = {}
        for side, name in item.who:
            self.sides.setdefault(side, set()).add(name)
        self.of_itself = bool(item.parties) and item.kind == "meeting" and item.parties[0].startswith("IGO.")
        self.place = event.place
        self.sentence = event.evidence.sentence
        self.document = event.document
        known = len(item.parties) > 1 or bool(item.who)
        self.base = (0.2 if item.kind else 0.1) if known else 0.1 if self.of_itself else 0.0
        numbers = (item.number,) if item.number else ()
        self.marks, self.telling_marks = _marks(self.tokens), _marks(self.telling)
        # Words that have one bit are counted once: so many more may be shared than the bits show.
        self.marks_least = LEAST * len(self.tokens) - (len(self.tokens) - self.marks.bit_count())
        self.telling_spare = len(self.telling) - self.telling_marks.bit_count()
        self.of_summit = item.kind == "meeting" and "summit" in self.tokens
        self.doers = {code for actor in event.actors if (code := party_of(actor))}
        self.struck = {code for actor in event.recipients if (code := party_of(actor))}
        self.ties: frozenset[object] = frozenset((*self.names, *item.words, event.document, *numbers))


class _Group:
    """A happening on its way, with what comparing asks of all its items together."""

    __slots__ = (
        *("cluster", "seen", "days", "dated", "visitors", "numbers", "names", "place", "words", "documents"),
        *("named", "marks", "tokens", "ties", "telling_marks", "told", "doers", "struck"),
    )

    def __init__(self, first: _Seen) -> None:
        self.cluster = Cluster([], first.bounds)
        self.seen: list[_Seen] = []
        self.visitors: set[str] = set()
        self.numbers: set[int] = set()
        self.names: set[str] = set()
        self.named: list[_Seen] = []
        self.place: str | None = None
        self.words: frozenset[str] = frozenset()
        self.documents: dict[str, list[_Seen]] = {}
        self.tokens: set[str] = set()
        self.ties: set[object] = set()
        self.doers: set[str] = set()
        self.struck: set[str] = set()
        self.marks = self.telling_marks = 0
        self.told = (OPEN[1], OPEN[0])
        """The first and the last day on which it is told of."""
        self._take(first)

    def join(self, one: _Seen, points: float, reasons: Sequence[str]) -> None:
        """Take an item in, for these reasons."""
        self.cluster.reasons.append(f"{points:.2f}: {', '.join(reasons)}")
        if one.item.event.status not in (Status.DENIED, Status.NOT_OCCURRED):
            self.cluster.when = self.cluster.when.intersect(one.bounds) or self.cluster.when
        self._take(one)

    def _take(self, one: _Seen) -> None:
        item = one.item
        self.cluster.items.append(item)
        self.seen.append(one)
        self.days, self.dated = _ordinals(self.cluster.when), self.cluster.when.days
        self.names |= one.names
        self.tokens |= one.tokens
        self.ties |= one.ties
        self.doers |= one.doers
        self.struck |= one.struck
        self.marks |= one.marks
        self.telling_marks |= one.telling_marks
        self.words |= item.words
        self.place = self.place or one.place
        self.documents.setdefault(one.document, []).append(one)
        if one.said is not None:
            self.told = (min(self.told[0], one.said), max(self.told[1], one.said))
        if item.visitor:
            self.visitors.add(item.visitor)
        if item.number:
            self.numbers.add(item.number)
        if one.sides:
            self.named.append(one)


class _Index:
    """Happenings by month, so that only those near in time are looked at."""

    def __init__(self) -> None:
        self._months: dict[str, list[_Group]] = defaultdict(list)
        self._all: list[_Group] = []

    def add(self, fresh: _Group) -> None:
        self._all.append(fresh)
        for month in _months(fresh.cluster.when):
            self._months[month].append(fresh)

    def near(self, one: _Seen) -> Iterator[_Group]:
        """Candidates whose days allow it, the nearest first: those of the item's months, and the last ones opened."""
        first, last = one.reach
        seen: set[_Group] = set()
        months = _months(one.when) or _months(one.about)
        pools = [pool for month in reversed(months) if (pool := self._months.get(month))]
        for pool in (*pools, self._all):
            for candidate in reversed(pool[-CANDIDATES:]):
                days = candidate.days
                if first <= days[1] and days[0] <= last and candidate not in seen:
                    seen.add(candidate)
                    yield candidate


def _about(item: Item) -> Interval:
    """Where an act without a date is looked for first: in the weeks before its report, a plan in those after."""
    last = item.said.latest
    if last is None:
        return Interval()
    return Interval(last, last + NEAR) if is_plan(item) else Interval(last - NEAR, last)


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


def bounds(item: Item) -> Interval:
    """The days that are left for the act: as dated, else up to the report if it was done, from it on if planned."""
    when = item.when
    if when.earliest or when.latest:
        return when
    if item.real:
        return Interval(None, item.said.latest)
    return Interval(item.said.earliest, None) if is_plan(item) else Interval()


# ------------------------------------------------------------------ scoring


def _score(one: _Seen, other: _Group) -> tuple[float, list[str]] | None:
    """How much speaks for one happening, and what; `None` where something forbids it."""
    if _forbidden(one, other):
        return None
    points, reasons = one.base, ["same parties and act"]
    for gain, reason in _grounds(one, other):
        points += gain
        reasons.append(reason)
    return (round(min(points, 1.0), 3), reasons) if points > 0 else None


def _can_come_to(need: float, one: _Seen, other: _Group) -> bool:
    """Whether two can have so many points as one happening. It only saves time: `_score` would come to less."""
    most = one.base + _time_at_most(one, other)
    if one.place and other.place:
        most += 0.3
    if not one.ties.isdisjoint(other.ties):
        most += 0.2 * (not one.names.isdisjoint(other.names)) + 0.2 * (not one.item.words.isdisjoint(other.words))
        most += 0.4 * (one.item.number in other.numbers) + 0.3 * (one.document in other.documents)
    if one.of_summit:
        most += 0.2
    if most >= need:
        return True
    if one.telling:
        shared = (one.telling_marks & other.telling_marks).bit_count() + one.telling_spare
        if most + 0.8 * shared / len(one.telling) >= need:
            return True
    return most + 0.5 >= need and (one.marks & other.marks).bit_count() >= one.marks_least


def _marks(words: Iterable[str]) -> int:
    """Words as bits, which are counted more quickly than words; two may have one bit."""
    found = 0
    for word in words:
        found |= 1 << (hash(word) & WIDTH)
    return found


def _time_at_most(one: _Seen, other: _Group) -> float:
    """No less than what `_time_ground` gives."""
    if one.dated and other.dated:
        return 0.4 if one.dated <= TIGHT and other.dated <= TIGHT else 0.2
    kind = one.item.kind
    if kind != "meeting":
        return 0.1 if kind is None else 0.3
    if one.said is None or one.about.earliest is None:
        return DUE
    if not _can_meet(one.around, other.days):
        return 0.0
    first, last = other.told
    near = first - SAME_DAYS <= one.said <= last + SAME_DAYS or abs(one.said - other.days[1]) <= SAME_DAYS
    return DUE if near else 0.15


def _forbidden(one: _Seen, other: _Group) -> bool:
    item, first = one.item, other.cluster.first
    if item.visitor and other.visitors - {item.visitor}:
        return True
    if item.number and other.numbers and item.number not in other.numbers:
        return True
    if item.words and first.words and not item.words & first.words and item.kind not in (None, "meeting"):
        return True
    return _other_people(one, other) or _other_place(one, other) or (item.kind is None and _other_way(one, other))


def _other_way(one: _Seen, other: _Group) -> bool:
    """Whether what one does to the other is told here and the reverse there: "A shelled B", "B shelled A"."""
    if not one.struck or not other.struck or one.struck & other.struck or one.doers & other.doers:
        return False
    return bool(one.struck & other.doers or one.doers & other.struck or not (one.doers or other.doers))


def _can_meet(mine: Days, theirs: Days) -> bool:
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _other_people(one: _Seen, other: _Group) -> bool:
    """Whether both name people of one side, and not the same ones."""
    if not one.sides:
        return False
    for each in other.named:
        for side in one.sides.keys() & each.sides.keys():
            if not any(compatible(a, b) for a in one.sides[side] for b in each.sides[side]):
                return True
    return False


def compatible(a: str, b: str) -> bool:
    """Whether two names of one side can stand for one: the same, a part of the other, or somebody nobody knows."""
    return same_one(a, b) or a.startswith("?") is not b.startswith("?") or a.endswith(".GOV") or b.endswith(".GOV")


def same_one(a: str, b: str) -> bool:
    """Whether two names stand for one, or for a part of the other; two named beside one office do not."""
    if a.startswith(BESIDE) and b.startswith(BESIDE):
        return False  # "Foreign Minister A" and "Foreign Minister B"
    a, b = a.removeprefix(BESIDE), b.removeprefix(BESIDE)
    return a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.") or _one_person(a, b)


def _one_person(a: str, b: str) -> bool:
    """Whether one name is the other with a title or a middle name more: "Alhaji Muhammad Mumuni"."""
    if not (a.startswith(PERSON) and b.startswith(PERSON)):
        return False
    short, full = sorted((a.removeprefix(PERSON).split("-"), b.removeprefix(PERSON).split("-")), key=len)
    if len(short) < len(("first", "last")) or short[-1] != full[-1]:
        return False
    return full[-len(short) :] == short or (short[0] == full[0] and set(short) <= set(full))


PERSON = "person/"


def _other_place(one: _Seen, other: _Group) -> bool:
    mine, theirs = one.place, other.place
    return bool(mine and theirs and mine.lower() not in theirs.lower() and theirs.lower() not in mine.lower())


def _grounds(one: _Seen, other: _Group) -> Iterator[tuple[float, str]]:
    item = one.item
    yield _time_ground(one, other)
    if not one.names.isdisjoint(other.names):
        yield 0.2, "same people"
    if item.number and item.number in other.numbers:
        yield 0.4, f"both number {item.number}"
    if one.place and other.place:
        yield 0.3, f"both in {one.place}"
    if not item.words.isdisjoint(other.words):
        yield (0.2, "same object") if item.kind else (0.15, "same names")
    if one.of_summit and any(each.of_summit for each in other.seen):
        yield 0.2, "both of a summit"  # of two meetings in one report few are summits twice
    here = other.documents.get(one.document)
    if here:
        same = any(each.sentence == one.sentence for each in here)
        yield (0.3, "same sentence") if same else (0.1, "same report")
    may_be_copy = len(one.tokens & other.tokens) >= LEAST * len(one.tokens)
    if may_be_copy and any(_is_copy(one, each) for each in other.seen):
        yield 0.5, "copied words"
    elif item.kind is None:
        alike = max(_share(one.telling, each.telling) for each in other.seen[:CANDIDATES])
        yield round(0.8 * alike, 2), "like words"


def _time_ground(one: _Seen, other: _Group) -> tuple[float, str]:
    item = one.item
    if one.dated and other.dated:
        tight = one.dated <= TIGHT and other.dated <= TIGHT
        return (0.4, "dates overlap") if tight else (0.2, "dates can be one")
    if not one.about.earliest:
        return 0.1, "nothing said of the time"
    may = one.when.latest is None or other.dated is not None or _said_near(one, other)
    if _can_meet(one.around, other.days) and may:
        return _nearness(one, other), "told of within weeks"
    if item.kind not in (None, "meeting") and (
        item.about or not item.real or _not_long_before(item, other.cluster.when)
    ):
        return 0.3, "the matter's only act of this sort"
    return -0.1, "told of long apart"


def _nearness(one: _Seen, other: _Group) -> float:
    """A report that tells of two meetings means two; two reports of the same days that tell of one may mean one."""
    if one.item.kind is None:
        return 0.1
    if one.item.kind != "meeting":
        return 0.3
    days = min(_days_apart(one.said, each.said) for each in other.seen)
    elsewhere = one.document not in other.documents
    if elsewhere and one.item.real and not other.cluster.held and (other.dated or FAR) <= SAME_DAYS:
        after = _days_apart(one.said, other.days[1])
        if after <= min(days, SAME_DAYS):
            return DUE  # told of right after the day that was fixed
        days = min(days, after)
    return 0.35 if elsewhere and days <= SAME_DAYS else 0.15


def _not_long_before(item: Item, when: Interval) -> bool:
    """Whether a dated act is recent enough for a report that tells of one without a date."""
    last = item.said.latest
    return last is None or when.latest is None or last - when.latest <= RECENT


def _said_near(one: _Seen, other: _Group) -> bool:
    return any(_days_apart(one.said, each.said) <= NEAR.days for each in other.seen)


def _days_apart(a: int | None, b: int | None) -> int:
    return abs(a - b) if a is not None and b is not None else FAR


def _is_copy(one: _Seen, other: _Seen) -> bool:
    """Whether two reports' sentences are near-identical: then one has it from the other, or both from one agency."""
    if one.document == other.document:
        return False
    group = one.item.row.source.copies
    of_one = group is not None and group == other.item.row.source.copies
    least = COPY / SLACK if of_one and one.item.event.type == other.item.event.type else COPY
    a, b = len(one.tokens), len(other.tokens)
    if not a or min(a, b) < (least - 0.001) * max(a, b):
        return False  # so different in length that they cannot have the share of words
    share = _share(one.tokens, other.tokens)
    return share * SLACK >= COPY if least < COPY else share >= COPY


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the words of two sentences that they have in common."""
    if not a or not b:
        return 0.0
    both = len(a & b)
    return both / (len(a) + len(b) - both)
