"""What happens once, as one matter: the meeting of today is the one announced last week, or put off in January."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.ledger.dossiers.grounds import RECENT, compatible, same_one
from dragoman.ledger.dossiers.items import ANSWERS, LATE, Item, is_plan
from dragoman.ledger.dossiers.matters import Matter
from dragoman.ledger.dossiers.seen import Cluster
from dragoman.lexicon.dossiers import REAL, Kind, trigger_place
from dragoman.model import Span

SLACK = timedelta(days=3)
"""How far a meeting may lie from the days planned for it and still be the planned one."""

ENOUGH = 0.5

MOST = 40
"""Matters of one month, number or report that are looked at, the last ones opened."""

DELAY = timedelta(days=400)
"""How long after its postponement a meeting is still the one that was put off."""


AFTERWARDS = timedelta(days=150)
"""How long after its days a meeting is spoken of, at most, by a report that does not say that it looks back."""

LONG = timedelta(days=60)
"""How long before a report, at most, what took place lies that it tells of without a day."""


class _Told:
    """A happening with all that comparing asks of it, worked out once: each is compared with dozens."""

    __slots__ = (
        *("c", "window", "told", "people", "numbers", "visitors", "forms", "places", "words", "documents"),
        *("plans", "took_place"),
    )

    def __init__(self, c: Cluster) -> None:
        items = c.items
        self.c = c
        self.window = _window(c)
        self.told = _told(c)
        self.people = _people(items)
        self.numbers = {item.number for item in items if item.number}
        self.visitors = {item.visitor for item in items if item.visitor}
        self.forms = {item.form for item in items}
        self.places = {item.event.place for item in items} - {None}
        self.words = {word for item in items for word in item.words}
        self.documents = {item.event.document for item in items}
        self.plans = {(item.event.document, item.event.evidence.sentence) for item in items if is_plan(item)}
        self.took_place = c.first.speaks_of == "held" and any(item.event.status in REAL for item in items)


class _Chain:
    """A matter on its way, with what comparing asks of all its happenings together."""

    __slots__ = ("chained", "events", "matter", "people", "plans", "visitors")

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.chained: list[_Told] = []
        self.people: dict[str, set[str]] = {}
        self.visitors: set[str] = set()
        self.plans: set[tuple[str, Span]] = set()
        self.events: set[str] = set()

    def take(self, one: _Told) -> None:
        """Take a happening in."""
        self.chained.append(one)
        self.visitors |= one.visitors
        self.plans |= one.plans
        for side, names in one.people.items():
            self.people.setdefault(side, set()).update(names)
        for item in one.c.items:
            self.events.add(item.event.id)
            self.matter.add(item)


def chain_meetings(kind: Kind, clusters: Sequence[Cluster]) -> list[tuple[Matter, list[Cluster]]]:
    """Happenings of one block that are one matter, each with the matter; taken in the order of their first reports."""
    found: list[_Chain] = []
    shelf = _Shelf()
    for one in map(_Told, sorted(clusters, key=_first_told)):
        best: tuple[float, int] | None = None
        for place in shelf.near(one):
            points = _likeness(one, found[place])
            if points is not None and points >= ENOUGH and (best is None or points >= best[0]):
                best = (points, place)
        if best is None:
            best = (1.0, len(found))
            found.append(_Chain(Matter(kind.name)))
        found[best[1]].take(one)
        shelf.add(one, best[1])
    return [(chain.matter, [each.c for each in chain.chained]) for chain in found]


class _Shelf:
    """Matters by what a happening can share with them, so that only those are looked at.

    What was put off, and what somebody was invited to without a day, may be made up for months later.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, object], dict[int, None]] = defaultdict(dict)
        self._put_off: list[tuple[date, timedelta, int]] = []

    def add(self, one: _Told, place: int) -> None:
        for key in _keys(one):
            self._places[key][place] = None
        if one.c.first.speaks_of == "postponed" and one.told:
            self._put_off.append((one.told, DELAY, place))
        elif one.c.first.speaks_of == "proposed" and one.told and not one.window.days:
            self._put_off.append((one.told, RECENT, place))

    def near(self, one: _Told) -> list[int]:
        """Matters of the same months, number or report, and those put off not too long before."""
        found = {place for key in set(_keys(one)) for place in list(self._places.get(key, ()))[-MOST:]}
        day = one.c.when.latest or one.told
        if day is not None:
            found |= {place for told, wait, place in self._put_off if abs(day - told) <= wait}
        return sorted(found)


def _keys(one: _Told) -> Iterator[tuple[str, object]]:
    for day in (one.told, one.window.earliest, one.window.latest, one.c.when.earliest, one.c.when.latest):
        if day is not None:
            for near in (day - SLACK, day, day + SLACK):
                yield "month", (near.year, near.month)
    for item in one.c.items:
        yield "report", item.event.document
        if item.number:
            yield "number", item.number


def _first_told(c: Cluster) -> tuple[object, ...]:
    """Visits before what takes place during one."""
    return (not any(item.form == "visit" for item in c.items), min(item.order for item in c.items))


def _likeness(one: _Told, chain: _Chain) -> float | None:
    """How well a happening goes on with a matter; `None` where it is another meeting."""
    known = chain.matter.numbers
    if one.numbers and known and (not one.numbers & known or all(_years_apart(one, other) for other in chain.chained)):
        return None  # the fifth meeting of 2008 is not that of 2012, which another round of sessions began
    if _speaks_of(one.c, chain):
        return 1.0
    fit = not one.plans.isdisjoint(chain.plans) or _people_fit(one, chain)
    if not fit or (one.visitors and chain.visitors and one.visitors.isdisjoint(chain.visitors)):
        return None  # other people, or visits of the one side and of the other
    if one.numbers & known:
        return 1.0
    if _in_other_ways(one, chain):
        return None
    scores = [points for other in chain.chained if (points := _step(one, other)) is not None]
    if not scores or _apart(one, chain.chained):
        return None
    return max(scores)


_AFAR = frozenset(("phone", "online"))


def _in_other_ways(one: _Told, chain: _Chain) -> bool:
    """Whether the one is a visit and the other a telephone call: who puts a visit off may ring up to say so."""
    mine, theirs = one.forms - {None}, set().union(*(other.forms for other in chain.chained)) - {None}
    return (mine <= _AFAR and "visit" in theirs - _AFAR and bool(mine)) or (
        "visit" in mine and bool(theirs) and theirs <= _AFAR
    )


def _speaks_of(c: Cluster, chain: _Chain) -> bool:
    """Whether all of it speaks of an act of the matter: a demand that encloses it, a denial or refusal that follows."""
    return all(
        any(reason.split()[-1] in chain.events for reason in item.via if item.about or reason.startswith(ANSWERS))
        for item in c.items
    )


_OFF = frozenset(("postponed", "cancelled", "refused"))


def _calls_off_after(one: _Told) -> date | None:
    """Where a meeting is put off or called off: the day from which on it can have been held at all."""
    if one.c.first.speaks_of not in _OFF or one.told is None:
        return None
    return (one.window.earliest if one.window.days else None) or one.c.when.earliest or one.told - LONG


def _apart(one: _Told, chained: Sequence[_Told]) -> bool:
    """Two meetings that both took place, on other days, are two; one that took place is not put off afterwards."""
    if not one.took_place:
        after = _calls_off_after(one) or one.c.when.earliest
        held = [other.c.when.latest for other in chained if other.took_place]
        return after is not None and any(last is not None and last < after for last in held)
    called_off = [after for other in chained if (after := _calls_off_after(other))]
    if one.c.when.latest is not None and any(one.c.when.latest < after for after in called_off):
        return True
    others = [other for other in chained if other.took_place and not _in_days_of(one, other)]
    return any(not _overlap(one.c.when, other.c.when, timedelta()) for other in others)


def _step(one: _Told, other: _Told) -> float | None:
    """How two happenings of one meeting follow on each other."""
    planned, before = one.window, other.window
    if planned.days and before.days and _overlap(planned, before, SLACK):
        return 0.9
    moved = next((each for each in (other, one) if each.c.first.speaks_of == "postponed"), None)
    if moved is not None:
        rest = one if moved is other else other
        told, later = moved.told, rest.c.when.latest or rest.told
        if told and later and -DELAY <= later - told <= DELAY:
            return 0.3 + _ties(one, other)
    if not (planned.days and before.days) and not _long_ago(one, other) and not _looked_back_on(one, other):
        here = not one.documents.isdisjoint(other.documents)
        return (0.3 if here else 0.1) + _ties(one, other)
    return None


def _long_ago(one: _Told, other: _Told) -> bool:
    """Whether one took place long before the report that tells, without a day, of another sort of meeting."""
    if not (one.took_place and other.took_place) or not one.forms.isdisjoint(other.forms):
        return False
    last, told = (one.window.latest, other.told) if one.window.days else (other.window.latest, one.told)
    return last is not None and told is not None and told - last > LONG


def _years_apart(one: _Told, other: _Told) -> bool:
    """Whether the days of two, or else the days of their reports, lie further apart than a postponement lasts."""
    mine, theirs = (each.window.earliest or each.c.when.latest or each.told for each in (one, other))
    return mine is not None and theirs is not None and abs(mine - theirs) > DELAY


def _looked_back_on(one: _Told, other: _Told) -> bool:
    """Whether the days of one were long over when the other, that has none, was told of: that is another one."""
    if not (one.window.days or other.window.days):
        return _years_apart(one, other)
    dated, bare = (one, other) if one.window.days else (other, one)
    last = dated.window.latest
    return last is not None and bare.told is not None and bare.told - last > AFTERWARDS


def _in_days_of(one: _Told, visit: _Told) -> bool:
    """Whether a happening falls on the days of a visit of the same sides."""
    if visit.c.first.form != "visit" or one.c.first.form == "visit":
        return False
    days, stay = one.window, visit.window
    if not days.days or not stay.days:
        return False
    last = stay.latest + SLACK if stay.is_day and stay.latest else stay.latest  # where only the arrival is told of
    return days.overlaps(Interval(stay.earliest, last))


def _ties(one: _Told, other: _Told) -> float:
    """What two happenings of one meeting have in common: form, direction, people, place, words."""
    points = 0.3 if one.forms & other.forms - {None} else 0.1 if one.forms == other.forms else 0.0
    mine, theirs = one.people, other.people
    shared = [side for side in mine if any(same_one(a, b) for a in mine[side] for b in theirs.get(side, ()))]
    points += 0.2 * bool(shared) + 0.2 * (len(shared) > 1 and _told_at_once(one, other))
    points += 0.2 * (not one.places.isdisjoint(other.places))
    points += 0.2 * (not one.words.isdisjoint(other.words))
    points += 0.2 * (len(one.c.first.parties) > len(("one", "other")))  # so many seldom meet twice in the same weeks
    points += 0.2 * _put_off_twice(one, other)
    in_one_breath = not one.plans.isdisjoint(other.plans)  # "were to meet officials and visit a base"
    return points + 0.3 * in_one_breath


def _put_off_twice(one: _Told, other: _Told) -> bool:
    """Whether one report says of both that they were put off or called off: it mostly says so of one meeting, again."""
    said = one.c.first.speaks_of
    return said in _OFF and said == other.c.first.speaks_of and not one.documents.isdisjoint(other.documents)


def _told_at_once(one: _Told, other: _Told) -> bool:
    """Whether reports of two days tell of what took place, each without a day: of one meeting of the same people."""
    days = one.told is not None and other.told is not None and abs(one.told - other.told) <= timedelta(days=1)
    undated = not (one.window.days or other.window.days) and one.documents.isdisjoint(other.documents)
    return days and undated and one.took_place and other.took_place


def _window(c: Cluster) -> Interval:
    """The days of the meeting: as held or planned, and for one that was put off the days it was meant for."""
    for item in c.items:
        matter = item.event.matter
        if matter and matter.planned:
            return matter.planned.interval
    if c.first.speaks_of in ("held", "not held") and (c.when.days or 0) > 0:
        return c.when
    plan = next((item.when for item in c.items if is_plan(item) and item.when.days), None)
    return plan or next(filter(None, map(_looking_back, c.items)), None) or Interval()


_IN_YEAR = re.compile(r"^[^,;.]{0,60}?\b(?:in|of|for|late|early|mid-?|since) ?(?:[A-Z][a-z]+ )?((?:1[89]|20)\d\d)\b")
_HAD = re.compile(r"\bhad (?:[a-z]+ ){0,2}$", re.I)


def _looking_back(item: Item) -> Interval | None:
    """ "Had cancelled a visit planned for late 2013": the days of what was called off, told of in a later year."""
    event = item.event
    if event.historical and item.when.days:
        return item.when
    start, end = trigger_place(event)
    year = _IN_YEAR.match(event.evidence.quote[max(0, end) :])
    last = item.said.latest
    if year is None or last is None or int(year.group(1)) >= last.year or not _HAD.search(event.evidence.quote[:start]):
        return None
    return Interval(date(int(year.group(1)), 1, 1), date(int(year.group(1)), 12, 31))


def _overlap(a: Interval, b: Interval, slack: timedelta) -> bool:
    return Interval(a.earliest - slack if a.earliest else None, a.latest + slack if a.latest else None).overlaps(b)


def _told(c: Cluster) -> date | None:
    last = min(item.order[0] for item in c.items)
    return None if last == LATE else date.fromisoformat(last)


def _people_fit(one: _Told, chain: _Chain) -> bool:
    """Whether the people can be the same. On a visit a guest sees several people of the host's: he must be the same."""
    mine, theirs = one.people, chain.people
    if len(chain.visitors) == 1 and any(_in_days_of(one, other) for other in chain.chained):
        (guest,) = chain.visitors
        if any(same_one(a, b) for a in mine.get(guest, ()) for b in theirs.get(guest, ())):
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
