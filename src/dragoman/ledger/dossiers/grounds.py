"""What speaks for two tellings being of one happening: scores with reasons, and a veto by dates, numbers or people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dragoman.dates import Interval
from dragoman.ledger.dossiers.items import BESIDE, Item
from dragoman.ledger.dossiers.seen import COPY, LEAST, NEAR, SLACK, Days, Group, Seen

SAME_DAYS = 4
"""Days within which reports are taken to tell of the same news."""

RECENT = timedelta(days=180)
"""How long before its report an act of a lasting matter may lie that is told of without a date."""

TIGHT = 31
"""Days of a date from which on two that overlap say little."""

CANDIDATES = 40
"""Happenings that an item is compared with at most, the nearest in time first."""

DUE = 0.36
"""What it tells for a meeting that was to be held that one is told of right after: a little more than for another."""

FAR = 10**6


def score(one: Seen, other: Group) -> tuple[float, list[str]] | None:
    """How much speaks for one happening, and what; `None` where something forbids it."""
    if _forbidden(one, other):
        return None
    points, reasons = one.base, ["same parties and act"]
    for gain, reason in _grounds(one, other):
        points += gain
        reasons.append(reason)
    return (round(min(points, 1.0), 3), reasons) if points > 0 else None


def can_come_to(need: float, one: Seen, other: Group) -> bool:
    """Whether two can have so many points as one happening. It only saves time: `score` would come to less."""
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


def _time_at_most(one: Seen, other: Group) -> float:
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


def _forbidden(one: Seen, other: Group) -> bool:
    item, first = one.item, other.cluster.first
    if item.visitor and other.visitors - {item.visitor}:
        return True
    if item.number and other.numbers and item.number not in other.numbers:
        return True
    if item.words and first.words and not item.words & first.words and item.kind not in (None, "meeting"):
        return True
    return _other_people(one, other) or _other_place(one, other) or (item.kind is None and _other_way(one, other))


def _other_way(one: Seen, other: Group) -> bool:
    """Whether what one does to the other is told here and the reverse there: "A shelled B", "B shelled A"."""
    if not one.struck or not other.struck or one.struck & other.struck or one.doers & other.doers:
        return False
    return bool(one.struck & other.doers or one.doers & other.struck or not (one.doers or other.doers))


def _can_meet(mine: Days, theirs: Days) -> bool:
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _other_people(one: Seen, other: Group) -> bool:
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


def _other_place(one: Seen, other: Group) -> bool:
    mine, theirs = one.place, other.place
    return bool(mine and theirs and mine.lower() not in theirs.lower() and theirs.lower() not in mine.lower())


def _grounds(one: Seen, other: Group) -> Iterator[tuple[float, str]]:
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


def _time_ground(one: Seen, other: Group) -> tuple[float, str]:
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


def _nearness(one: Seen, other: Group) -> float:
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


def _said_near(one: Seen, other: Group) -> bool:
    return any(_days_apart(one.said, each.said) <= NEAR.days for each in other.seen)


def _days_apart(a: int | None, b: int | None) -> int:
    return abs(a - b) if a is not None and b is not None else FAR


def _is_copy(one: Seen, other: Seen) -> bool:
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
