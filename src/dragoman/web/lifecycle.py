"""The life of a matter as a bar over time: what is sure is full, what may have been is faint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.ledger.dossiers.fold import Reached
from dragoman.query import today
from dragoman.query.dossier_views import DossierView
from dragoman.web.views import begun

WIDTH = 720.0
LETTER = 7.0
SHORTEST = timedelta(days=30)
TWO_YEARS = timedelta(days=730)
LOOK_BACK = timedelta(days=5 * 365)
SPARK = 150.0
_RESTING = frozenset(("suspended", "postponed", "stalled", "paused", "partly lifted", "downgraded", "unknown"))
_AGAINST = frozenset(("measure", "dispute", "relations"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one state. `tone` names its colour, `says` tells it in words; `label` is empty where none fits."""

    x: float
    width: float
    sure: bool
    tone: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Life:
    """The bar, its ticks, and where on it the day lies at which it was asked. `first` and `last` are its ends."""

    pieces: tuple[Piece, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float
    first: date
    last: date
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Lived:
    """A state of a matter as a list keeps it: its colour, its name, since when."""

    tone: str
    state: str
    since: Interval


@dataclass(frozen=True, slots=True)
class Sparks:
    """Small bars on one scale, a list of pieces for each matter, and the ends of the scale."""

    rows: tuple[tuple[Piece, ...], ...]
    first: date
    last: date
    width: float


def sparks(lives: Sequence[tuple[Sequence[Lived], date | None]], as_of: date) -> Sparks:
    """The lives of several matters side by side: what is sure is full, what may be is faint.

    With each goes the day on which it was last told of: from then on its state is only what was last known. The scale
    ends a little after the last of these days, or at `as_of`, and begins at most `LOOK_BACK` before.
    """
    told = [day for _, day in lives if day]
    last = min(as_of, max(told, default=as_of) + SHORTEST)
    known = [day for path, _ in lives for one in path for day in (one.since.earliest or one.since.latest,) if day]
    first = min(max(min(known, default=last), last - LOOK_BACK), last - SHORTEST)
    scale = SPARK / max(1, (last - first).days)

    def x(day: date) -> float:
        return round(min(max((day - first).days, 0) * scale, SPARK), 1)

    return Sparks(tuple(tuple(_spark(path, x, day or last, last)) for path, day in lives), first, last, SPARK)


def _spark(path: Sequence[Lived], x: Callable[[date], float], told: date, last: date) -> Iterator[Piece]:
    for number, one in enumerate(path):
        begin = one.since.latest or one.since.earliest
        following = path[number + 1].since if number + 1 < len(path) else None
        end = (following.earliest or following.latest or told) if following else max(told, begin or told)
        maybe = one.since.earliest
        says = f"{one.state}, {begun(one.since)}"
        if begin is None:
            continue
        if maybe and maybe < begin and x(begin) > x(maybe):
            yield Piece(x(maybe), round(x(begin) - x(maybe), 1), False, one.tone, "", f"perhaps {says}")
        yield Piece(x(begin), round(max(x(end) - x(begin), 3), 1), True, one.tone, "", says)
        if following is None and one.tone != "t-over" and x(last) > x(end):
            yield Piece(x(end), round(x(last) - x(end), 1), False, one.tone, "", f"not told of since: {says}")


def tone(dossier: DossierView, state: str) -> str:
    """The colour of a state: what is planned, what rests, what is over, and what holds, for or against."""
    kind = dossier.kind
    if state in kind.before:
        return "t-plan"
    if state in kind.final:
        return "t-over"
    if state in _RESTING:
        return "t-rest"
    return "t-live" if kind.name in _AGAINST and state != "full" else "t-calm"


def life(dossier: DossierView) -> Life | None:
    """The bar of a dossier; `None` where no state has a date."""
    path = dossier.folded.path
    as_of = dossier.view.as_of or today()
    days = [day for one in path for day in (one.since.earliest, one.since.latest) if day]
    if not days:
        return None
    first, last = min(days), max(as_of, *days)
    margin = max(SHORTEST, (last - first) // 12)
    first -= margin if path[0].since.earliest is None else margin // 4
    scale = WIDTH / max(1, (last - first).days)

    def x(day: date) -> float:
        return round((day - first).days * scale, 1)

    pieces = tuple(_pieces(dossier, path, first, max(as_of, days[-1]), x))
    return Life(
        pieces, tuple((x(day), label) for day, label in _ticks(first, last)), x(as_of), first, max(last, today())
    )


def _pieces(
    dossier: DossierView, path: Sequence[Reached], first: date, end: date, x: Callable[[date], float]
) -> Iterator[Piece]:
    done = first
    for number, one in enumerate(path):
        colour = tone(dossier, one.state)
        says = f"{one.state}, {begun(one.since)}" + (", inferred" if one.inferred else "")
        certain = max(done, one.since.latest or end)
        from_day = max(done, one.since.earliest or done)
        if certain > from_day:
            yield _piece(x(from_day), x(certain), False, colour, "", f"perhaps {says}")
        is_last = number + 1 == len(path)
        until = end if is_last else _possible_end(path[number + 1].since, certain)
        told = max(certain, _told(dossier) or until) if is_last else until
        if until >= certain:
            yield _piece(x(certain), max(x(min(told, until)), x(certain) + 3), True, colour, one.state, says)
        if until > told:
            yield _piece(x(told), x(until), False, colour, "", f"not told of since {told}: {says}")
        done = max(certain, until)


def _told(dossier: DossierView) -> date | None:
    """The last day on which it was told of, where that is longer ago than such a matter stays as it is unsaid."""
    row = dossier.folded.last_confirmed
    return row.source.published.interval.latest if row and "last-known" in dossier.folded.flags else None


def _possible_end(following: Interval, certain: date) -> date:
    """The last day on which a state is sure to hold: the day before the next one may begin."""
    return max(certain, following.earliest) if following.earliest else certain


def _piece(start: float, end: float, sure: bool, colour: str, state: str, says: str) -> Piece:
    width = round(end - start, 1)
    return Piece(start, width, sure, colour, state if width > LETTER * len(state) else "", says)


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """The first days of years, or of quarters where there are few of them."""
    by_quarter = last - first < TWO_YEARS
    step = max(1, (last.year - first.year) // 9)
    for year in range(first.year, last.year + 1):
        for month in (1, 4, 7, 10) if by_quarter else (1,):
            day = date(year, month, 1)
            if first <= day <= last and (by_quarter or (year - first.year) % step == 0):
                yield day, f"{year}-{month:02d}" if by_quarter else str(year)
