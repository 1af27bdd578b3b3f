"""How far the book says who held an office: the share of days with a holder, and the days without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.lexicon.actors import ActorBook, Tenure

# Offices that the book wants for every state of the G20 (heads are where the state has them; the others everywhere).
HEADS = ("GOV.PRES", "GOV.PM", "MON")
MINISTERS = ("GOV.FM", "GOV.DM", "GOV.FIN", "GOV.TM")
SPEAKERS = ("GOV.SPOX", "GOV.MFA.SPOX", "GOV.MOD.SPOX")
FIRST_DAY = date(2000, 1, 1)
_DOTS = re.compile(r"\.")


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of a time an office has a holder. `share` is 0 to 1 of its days; `gaps` are the days without one.

    A date known as a month or a year counts as all its days, as everywhere in the book.
    """

    office: str
    holders: int
    share: float
    gaps: tuple[Interval, ...]

    def to_json(self) -> dict[str, object]:
        """The four fields, a gap as its first and last day."""
        gaps = [[str(gap.earliest), str(gap.latest)] for gap in self.gaps]
        return {"office": self.office, "holders": self.holders, "share": round(self.share, 4), "gaps": gaps}


def covers(book: ActorBook, actors: Sequence[str], first: date, last: date) -> tuple[Cover, ...]:
    """The cover of the offices of each country or organisation from `first` to `last`, both included, one by one.

    A country's ministry stands in it though the book names no holder; a head of state or government, a spokesman and
    an office of an organisation only where the book names one. Days on which its state, organisation or ministry was
    not there are none of an office's days. Raises ValueError where `last` lies before `first`.
    """
    window, found = Interval(first, last), []
    ministries = {t.suffixes[0]: t.body for meant in book.titles.values() for t in meant if t.body}
    for office in (office for actor in actors for office in _offices(book, actor)):
        there = _days_of(book, office, ministries, window)
        if there is not None:
            found.append(cover_of(office, book.tenures.get(office, ()), there))
    return tuple(found)


def _days_of(book: ActorBook, office: str, ministries: Mapping[str, str], window: Interval) -> Interval | None:
    """The days of `window` on which an office could be held: those of whatever it is a part of; `None` without any."""
    head, _, suffix = office.partition(".")
    owners = [office[: found.start()] for found in _DOTS.finditer(office)]
    days: Interval | None = window
    for owner in (*owners, f"{head}.{ministries[suffix]}" if suffix in ministries else head):
        record = book.records.get(owner)
        days = days.intersect(record.term) if days and record else days
    return days


def means_of(found: Iterable[Cover]) -> dict[str, float]:
    """The mean share of each kind of office ("GOV.FM") over the actors that have it, 0 to 1, in the order met."""
    shares: dict[str, list[float]] = {}
    for each in found:
        shares.setdefault(each.office.partition(".")[2], []).append(each.share)
    return {office: sum(held) / len(held) for office, held in shares.items()}


def _offices(book: ActorBook, actor: str) -> list[str]:
    """The offices to look at for a country or an organisation of the book."""
    if book.records[actor].kind != "country":
        return [office for office in book.tenures if office.startswith(f"{actor}.")]
    known = [f"{actor}.{suffix}" for suffix in (*HEADS, *MINISTERS, *SPEAKERS)]
    return [office for office in known if office in book.tenures or office.partition(".")[2] in MINISTERS]


def cover_of(office: str, held: Iterable[Tenure], window: Interval) -> Cover:
    """The cover of one office by these tenures in a closed window. Raises ValueError where the window is open."""
    if window.earliest is None or window.latest is None or window.days is None:
        raise ValueError("a share of days needs a first and a last day")
    inside = [(t, days) for t in held if (days := t.interval.intersect(window)) is not None]
    gaps: list[Interval] = []
    reached = window.earliest
    for days in sorted((days for _, days in inside), key=lambda d: (d.earliest or date.min, d.latest or date.max)):
        if days.earliest is not None and days.earliest > reached:
            gaps.append(Interval(reached, days.earliest - timedelta(days=1)))
        if days.latest is not None:
            reached = max(reached, days.latest + timedelta(days=1))
    if reached <= window.latest:
        gaps.append(Interval(reached, window.latest))
    empty = sum(gap.days or 0 for gap in gaps)
    return Cover(office, len({t.person for t, _ in inside}), 1 - empty / window.days, tuple(gaps))


def members_of(book: ActorBook, organisation: str) -> tuple[str, ...]:
    """The members of an organisation of the book, in the order of its row. Raises KeyError for no such."""
    return tuple(book.records[organisation].members)
