"""What happens once, as one matter: the meeting of today is the one announced last week, or put off in January."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.ledger.dossiers.clusters import Cluster, compatible
from dragoman.ledger.dossiers.items import ANSWERS, LATE, Item, is_plan
from dragoman.ledger.dossiers.matters import Matter
from dragoman.lexicon.dossiers import REAL, Kind

SLACK = timedelta(days=3)
"""How far a meeting may lie from the days planned for it and still be the planned one."""

ENOUGH = 0.5

MOST = 40
"""Matters of one month, number or report that are looked at, the last ones opened."""

DELAY = timedelta(days=400)
"""How long after its postponement a meeting is still the one that was put off."""


def chain_meetings(kind: Kind, clusters: Sequence[Cluster]) -> list[tuple[Matter, list[Cluster]]]:
    """Happenings of one block that are one matter, each with the matter; taken in the order of their first reports."""
    found: list[tuple[Matter, list[Cluster]]] = []
    shelf = _Shelf()
    for c in sorted(clusters, key=_first_told):
        best: tuple[float, int] | None = None
        for place in shelf.near(c):
            matter, chained = found[place]
            points = _likeness(c, matter, chained)
            if points is not None and points >= ENOUGH and (best is None or points >= best[0]):
                best = (points, place)
        if best is None:
            best = (1.0, len(found))
            found.append((Matter(kind.name), []))
        matter, chained = found[best[1]]
        chained.append(c)
        shelf.add(c, best[1])
        for item in c.items:
            matter.add(item)
    return found


class _Shelf:
    """Matters by what a happening can share with them, so that only those are looked at."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, object], dict[int, None]] = defaultdict(dict)
        self._put_off: list[tuple[date, int]] = []

    def add(self, c: Cluster, place: int) -> None:
        for key in _keys(c):
            self._places[key][place] = None
        told = _told(c)
        if c.first.speaks_of == "postponed" and told:
            self._put_off.append((told, place))

    def near(self, c: Cluster) -> list[int]:
        """Matters of the same months, number or report, and those put off not too long before."""
        found = {place for key in _keys(c) for place in list(self._places[key])[-MOST:]}
        day = c.when.latest or _told(c)
        if day is not None:
            found |= {place for told, place in self._put_off if abs(day - told) <= DELAY}
        return sorted(found)


def _keys(c: Cluster) -> Iterator[tuple[str, object]]:
    for day in (_told(c), _window(c).earliest, _window(c).latest):
        if day is not None:
            for near in (day - SLACK, day, day + SLACK):
                yield "month", (near.year, near.month)
    for item in c.items:
        yield "report", item.event.document
        if item.number:
            yield "number", item.number


def _first_told(c: Cluster) -> tuple[object, ...]:
    """Visits before what takes place during one."""
    return (not any(item.form == "visit" for item in c.items), min(item.order for item in c.items))


def _likeness(c: Cluster, matter: Matter, chained: Sequence[Cluster]) -> float | None:
    """How well a happening goes on with a matter; `None` where it is another meeting."""
    numbers = {item.number for item in c.items if item.number}
    if numbers and matter.numbers and not numbers & matter.numbers:
        return None
    if _speaks_of(c, matter):
        return 1.0
    on_visit = any(_in_days_of(c, other) for other in chained)
    fit = _people_fit(c, matter, on_visit=on_visit) or _in_one_breath(c.items, matter.items)
    if _other_way(c, matter) or not fit:
        return None
    if numbers & matter.numbers:
        return 1.0
    scores = [points for other in chained if (points := _step(c, other)) is not None]
    if not scores or _apart(c, chained):
        return None
    return max(scores)


def _speaks_of(c: Cluster, matter: Matter) -> bool:
    """Whether all of it speaks of an act of the matter: a demand that encloses it, a denial or refusal that follows."""
    told = {item.event.id for item in matter.items}
    return all(
        any(reason.split()[-1] in told for reason in item.via if item.about or reason.startswith(ANSWERS))
        for item in c.items
    )


def _apart(c: Cluster, chained: Sequence[Cluster]) -> bool:
    """Two meetings that both took place, on other days, are two; one that took place is not put off afterwards."""
    if not _took_place(c):
        after = c.when.earliest
        held = [other.when.latest for other in chained if _took_place(other)]
        return after is not None and any(last is not None and last < after for last in held)
    others = [other for other in chained if _took_place(other) and not _in_days_of(c, other)]
    return any(not _overlap(c.when, other.when, timedelta()) for other in others)


def _took_place(c: Cluster) -> bool:
    return c.first.speaks_of == "held" and any(item.event.status in REAL for item in c.items)


def _step(c: Cluster, other: Cluster) -> float | None:
    """How two happenings of one meeting follow on each other."""
    here = {item.event.document for item in c.items} & {item.event.document for item in other.items}
    planned, before = _window(c), _window(other)
    if planned.days and before.days and _overlap(planned, before, SLACK):
        return 0.9
    alike = _ties(c, other)
    moved = next((each for each in (other, c) if each.first.speaks_of == "postponed"), None)
    if moved is not None:
        rest = c if moved is other else other
        told, later = _told(moved), rest.when.latest or _told(rest)
        if told and later and -DELAY <= later - told <= DELAY:
            return 0.3 + alike
    if not (planned.days and before.days):
        return (0.3 if here else 0.1) + alike
    return None


def _in_days_of(c: Cluster, visit: Cluster) -> bool:
    """Whether a happening falls on the days of a visit of the same sides."""
    days, stay = _window(c), _window(visit)
    if visit.first.form != "visit" or c.first.form == "visit" or not days.days or not stay.days:
        return False
    last = stay.latest + SLACK if stay.is_day and stay.latest else stay.latest  # where only the arrival is told of
    return days.overlaps(Interval(stay.earliest, last))


def _ties(c: Cluster, other: Cluster) -> float:
    """What two happenings of one meeting have in common: form, direction, people, place, words."""
    forms = {item.form for item in c.items}, {item.form for item in other.items}
    points = 0.3 if forms[0] & forms[1] - {None} else 0.1 if forms[0] == forms[1] else 0.0
    mine, theirs = _people(c.items), _people(other.items)
    points += 0.2 * any(_same_one(a, b) for side in mine for a in mine[side] for b in theirs.get(side, ()))
    places = [{item.event.place for item in each.items} - {None} for each in (c, other)]
    points += 0.2 * bool(places[0] & places[1])
    words = [{word for item in each.items for word in item.words} for each in (c, other)]
    points += 0.2 * bool(words[0] & words[1])
    points += 0.2 * (len(c.first.parties) > len(("one", "other")))  # so many seldom meet twice in the same weeks
    return points + 0.3 * _in_one_breath(c.items, other.items)


def _other_way(c: Cluster, matter: Matter) -> bool:
    """Whether both are visits, and not of the same side to the other."""
    mine = {item.visitor for item in c.items} - {None}
    theirs = {item.visitor for item in matter.items} - {None}
    return bool(mine and theirs and not mine & theirs)


def _same_one(a: str, b: str) -> bool:
    """Whether two names stand for one, or for a part of the other."""
    return a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.")


def _in_one_breath(items: Sequence[Item], others: Sequence[Item]) -> bool:
    """Whether one sentence tells of both as planned: "were to meet officials and visit a base"."""
    plans = {(item.event.document, item.event.evidence.sentence) for item in others if is_plan(item)}
    return any((item.event.document, item.event.evidence.sentence) in plans for item in items if is_plan(item))


def _window(c: Cluster) -> Interval:
    """The days of the meeting: as held or planned, and for one that was put off the days it was meant for."""
    for item in c.items:
        matter = item.event.matter
        if matter and matter.planned:
            return matter.planned.interval
    if c.first.speaks_of in ("held", "not held") and (c.when.days or 0) > 0:
        return c.when
    plan = next((item.when for item in c.items if is_plan(item) and item.when.days), None)
    return plan or Interval()


def _overlap(a: Interval, b: Interval, slack: timedelta) -> bool:
    return Interval(a.earliest - slack if a.earliest else None, a.latest + slack if a.latest else None).overlaps(b)


def _told(c: Cluster) -> date | None:
    last = min(item.order[0] for item in c.items)
    return None if last == LATE else date.fromisoformat(last)


def _people_fit(c: Cluster, matter: Matter, *, on_visit: bool) -> bool:
    """Whether the people can be the same. On a visit a guest sees several people of the host's: he must be the same."""
    mine = _people(c.items)
    theirs = _people(matter.items)
    guests = {item.visitor for item in matter.items if item.visitor}
    if on_visit and len(guests) == 1:
        (guest,) = guests
        if any(_same_one(a, b) for a in mine.get(guest, ()) for b in theirs.get(guest, ())):
            return True
    return all(
        not theirs.get(side) or any(compatible(a, b) for a in names for b in theirs[side])
        for side, names in mine.items()
    )


def _people(items: Sequence[Item]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in items:
        for side, name in item.who:
            found.setdefault(side, set()).add(name)
    return found
