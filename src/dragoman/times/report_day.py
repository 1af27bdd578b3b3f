"""On which day can a text have been written? Clues from its own expressions, and the days that satisfy them all.

The expressions come from `tag(text)` without a date. Each clue allows some days; what is hard (a full date that has
passed) bounds the interval, what is soft (a habit of writers) only narrows an interval that is already bounded. Habits
were measured on a thousand dated reports of 2016: "last August" was never written in August or September, and
"said Tuesday" on the Tuesday or one of the two days after it in 97 of 100 cases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.model import Timex
from dragoman.times import points
from dragoman.times.direction import is_past_form
from dragoman.times.words import DAY_NAMES, WEEKDAYS, word_list

_LAST_MONTH = re.compile(r"last\s+[A-Z]", re.IGNORECASE)
_BARE_MONTH = re.compile(r"XXXX-(\d{2})$")
_BARE_DAY = re.compile(r"XXXX-(\d{2})-(\d{2})")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_PLANNED = re.compile(r"\b(?:planned|scheduled|slated|due|expected|set)\b[^.;]{0,40}$", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|told|announced|published|reported|met|held|stated)\b[^.;]{0,60}$", re.IGNORECASE)
_WILL_BE = re.compile(
    r"\b(?:will|(?:is|are) (?:to|due|set|scheduled|expected|slated|planned))\b[^.,;:\"“”]{0,60}$", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[ \t]{0,2}(?:©|\(c\)|by)?[ \t]{0,2}"
    r"(?:((?:19|20)\d\d)[ \t]?[-–][ \t]?)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"\b(?:will|would|plan(?:s|ned|ning)?|target\w*|goals?|vision|projections?|projected|forecasts?|expect\w*|aim\w*|"
    r"nominee|nomination|candida\w+|bid|by 20\d\d|deadline|due|scheduled|slated|proposed?|could|may)\b",
    re.IGNORECASE,
)
_MONTH_NAMES = word_list("January February March April May June July August September October November December")


OPEN = Interval()
_SHORT = 3
_YEARS_OF_A_DAY = 12
"""In so many years a day of the year falls on a weekday once or twice."""


@dataclass(frozen=True, slots=True)
class Clue:
    """What `[start, end)` of a text says about the day on which the text was written.

    `interval` bounds it; `months` are the months of the year that stay possible, and `day` is the day of such a month;
    `weekday` (1 to 7) and `slack` say that it was that day of the week or one of `slack` days after.
    """

    text: str
    start: int
    end: int
    says: str
    interval: Interval = OPEN
    months: frozenset[int] | None = None
    weekday: int | None = None
    slack: int = 0
    day: int | None = None

    def allows(self, on: date) -> bool:
        """Whether the text can have been written that day, as far as this clue goes."""
        if on not in self.interval:
            return False
        if self.months is not None and on.month not in self.months:
            return False
        if self.day is not None and on.day != self.day:
            return False
        return self.weekday is None or (on.isoweekday() - self.weekday) % 7 <= self.slack


@dataclass(frozen=True, slots=True)
class Solution:
    """The days that satisfy the clues, the clues that were used, and what contradicts itself, if anything does."""

    interval: Interval
    clues: tuple[Clue, ...]
    contradiction: str | None = None


def clues_of(text: str, timexes: Sequence[Timex]) -> list[Clue]:
    """Everything that the expressions of an undated text say about its day, in text order."""
    found = [
        *_bounds(text, timexes),
        *_year_identity(text, timexes),
        *_last_months(timexes),
        *_planned_month(text, timexes),
    ]
    found.extend(_copyright(text))
    exact = [t for t in timexes if _is_full(t) and _has_passed(t) and t.granularity is Granularity.DAY and t.interval]
    bound = max((t.interval.earliest for t in exact if t.interval and t.interval.earliest), default=None)
    found.extend(dated_weekdays(timexes, bound))
    found.extend(_spoken_weekday(text, timexes))
    return sorted(found, key=lambda clue: (clue.start, clue.end, clue.says))


def _copyright(text: str) -> list[Clue]:
    """ "Copyright 2019 ..." under a text: of that year; "2003-2019" under a site: of no later year."""
    for match in _COPYRIGHT.finditer(text):
        year = Interval.year(int(match[2]))
        if match[1] is None:
            return [Clue(match.group(), match.start(), match.end(), f"the copyright is of {match[2]}", year)]
        says = f"the copyright ends in {match[2]}"
        return [Clue(match.group(), match.start(), match.end(), says, Interval(None, year.latest))]
    return []


def _is_full(timex: Timex) -> bool:
    return timex.basis is DateBasis.EXPLICIT and timex.interval is not None and timex.type in ("DATE", "TIME")


def _bounds(text: str, timexes: Sequence[Timex]) -> list[Clue]:
    """The latest full date that has passed is a lower bound; a full date said to lie ahead an upper one."""
    to_come = {t.value for t in timexes if _is_full(t) and _lies_ahead(text, t)}
    past = [
        t for t in timexes if _is_full(t) and _has_passed(t) and t.value not in to_come and not _is_aimed_at(text, t)
    ]
    found = []
    if past:
        latest = max(past, key=lambda t: (t.interval.earliest if t.interval else None) or date.min)
        start = latest.interval.earliest if latest.interval else None
        says = f"written on or after {start}, which has passed"
        found.append(Clue(latest.text, latest.start, latest.end, says, Interval(start, None)))
    floor = found[0].interval.earliest if found else None
    ahead = [t for t in timexes if _is_full(t) and _lies_ahead(text, t) and _end(t) >= (floor or date.min)]
    if ahead:
        nearest = min(ahead, key=_end)
        says = f"written before the end of {nearest.value}, which lies ahead"
        found.append(Clue(nearest.text, nearest.start, nearest.end, says, Interval(None, _end(nearest))))
    return found


def _is_aimed_at(text: str, timex: Timex) -> bool:
    """Whether a month or year is one that the sentence plans for: "projections for 2018", "would begin in 2017"."""
    if timex.granularity is Granularity.DAY:
        return False
    start = max(text.rfind(".", 0, timex.start), text.rfind("\n", 0, timex.start), timex.start - 160) + 1
    return _AIMED.search(text, start, min(timex.end + 25, len(text))) is not None


def _end(timex: Timex) -> date:
    return (timex.interval.latest if timex.interval else None) or date.max


def _lies_ahead(text: str, timex: Timex) -> bool:
    """Whether the clause says outright, and in the present, that a day, month or year is still to come."""
    if timex.direction != "future" or timex.granularity in (Granularity.DECADE, None):
        return False
    return _WILL_BE.search(text, max(0, timex.start - 70), timex.start) is not None


def _has_passed(timex: Timex) -> bool:
    """A day is taken as past unless its clause points ahead; a month or a year only where its clause says so."""
    if timex.relation in ("until", "till", "by", "to", "through"):
        return False
    if timex.granularity is Granularity.DAY and timex.type != "SET":
        return timex.direction != "future"
    return timex.direction == "past" and timex.relation in ("in", "since", "during", "on", "from", "of")


def _year_identity(text: str, timexes: Sequence[Timex]) -> list[Clue]:
    """ "July 17, 2023" under a picture and a plain "in July" of its text are one July: the text is less than a year
    younger.

    Only where the sentence with the year is told in the present, as captions are, and shares a word with the other: a
    story names the year of what lies further back ("the truce signed on Feb. 22, 2002"), whatever happened "in
    February".
    """
    days = [t for t in timexes if _is_full(t) and t.granularity is Granularity.DAY and _has_passed(t) and t.interval]
    if not days:
        return []
    latest = max(days, key=lambda t: (t.interval.earliest if t.interval else None) or date.min)
    start = latest.interval.earliest if latest.interval else None
    caption = _sentence_around(text, latest)
    if start is None or any(is_past_form(word) for word in caption):
        return []
    for other in timexes:
        match = _BARE_MONTH.match(other.value)
        plain = match and int(match[1]) == start.month and other.direction == "past" and not _pointing(other)
        if plain and other.relation != "since" and other.start != latest.start:
            if not _telling(caption) & _telling(_sentence_around(text, other)):
                continue
            end = points.add_months(start.replace(day=1), 12) - timedelta(days=1)
            says = f'"{other.text}" without a year is the month of {start}: written before {end + timedelta(days=1)}'
            return [Clue(other.text, other.start, other.end, says, Interval(start, end))]
    return []


def _sentence_around(text: str, timex: Timex) -> list[str]:
    """The words of its sentence, as written, before an expression."""
    start = max(text.rfind("\n", 0, timex.start), text.rfind(". ", 0, timex.start - 4), timex.start - 300) + 1
    return re.findall(r"[^\W\d_]+", text[start : timex.start])


def _telling(words: Sequence[str]) -> set[str]:
    """Words of four letters and more: those by which two sentences can be seen to tell of one thing."""
    return {word.lower() for word in words if len(word) > _SHORT}


def _pointing(timex: Timex) -> bool:
    return timex.text.split()[0].lower() in ("last", "this", "next", "the", "that", "same")


def _last_months(timexes: Sequence[Timex]) -> list[Clue]:
    """ "Last August" is not written in August or the month after; several such in one text keep three months away."""
    named: dict[int, Timex] = {}
    for timex in timexes:
        match = _BARE_MONTH.match(timex.value)
        if match and _LAST_MONTH.match(timex.text):
            named.setdefault(int(match[1]), timex)
    gap = 3 if len(named) > 1 else 2
    found = []
    for number, timex in sorted(named.items()):
        months = frozenset((number - 1 + step) % 12 + 1 for step in range(gap, 12))
        says = f"not written in {_MONTH_NAMES[number - 1]} or within {gap - 1} month{'s' * (gap > 2)} after"
        found.append(Clue(timex.text, timex.start, timex.end, says, months=months))
    return found


def _planned_month(text: str, timexes: Sequence[Timex]) -> list[Clue]:
    """A plan for "this month" and a plan for September, in one text that plans for no other month, are one plan."""
    this = [
        t for t in timexes if t.text.lower() == "this month" and _PLANNED.search(text, max(0, t.start - 60), t.start)
    ]
    planned: dict[int, Timex] = {}
    for timex in timexes:
        match = _BARE_MONTH.match(timex.value)
        if match and _PLANNED.search(text, max(0, timex.start - 60), timex.start):
            planned.setdefault(int(match[1]), timex)
    if not this or len(planned) != 1:
        return []
    number, timex = next(iter(planned.items()))
    says = f'the plan for "this month" is the plan for "{timex.text}": written in {_MONTH_NAMES[number - 1]}'
    return [Clue(this[0].text, this[0].start, this[0].end, says, months=frozenset({number}))]


def dated_weekdays(timexes: Sequence[Timex], after: date | None, until: date | None = None) -> list[Clue]:
    """ "Friday, Nov. 13": the weekday tells the year, where the bounds leave one only.

    Without `until`, the text is taken to be of at most four years after `after`.
    """
    if after is None:
        return []
    for timex in timexes:
        match = re.match(r"XXXX-(\d{2})-(\d{2})$", timex.value)
        named = timex.text.split()[0].strip(".,").lower()
        if not match or named not in WEEKDAYS or timex.direction == "future":
            continue
        month, day, last = int(match[1]), int(match[2]), until.year if until else after.year + 4
        within = [on for on in _same_day(after.year, last, month, day) if after <= on <= (until or date.max)]
        fitting = [on for on in within if on.isoweekday() == WEEKDAYS[named]]
        if len(fitting) == 1:
            end = points.add_months(fitting[0], 12) - timedelta(days=1)
            says = f"a {named.capitalize()} only in {fitting[0].year}: written within a year after"
            return [Clue(timex.text, timex.start, timex.end, says, Interval(fitting[0], end))]
    return []


def _same_day(first: int, last: int, month: int, day: int) -> list[date]:
    found = []
    for candidate in range(first, last + 1):
        try:
            found.append(date(candidate, month, day))
        except ValueError:
            continue
    return found


def _spoken_weekday(text: str, timexes: Sequence[Timex]) -> list[Clue]:
    """ "Said Tuesday": written that day or soon after; the weekday told most often, the last of them where they tie."""
    told: Counter[int] = Counter()
    first: dict[int, Timex] = {}
    for timex in timexes:
        number = _past_weekday(timex)
        if number is not None:
            told[number] += 1
            if _SAID.search(text, max(0, timex.start - 80), timex.start):
                first.setdefault(number, timex)
    if not first:
        return []
    number = max(first, key=lambda n: (told[n], -first[n].start))
    timex = first[number]
    slack = 1 if told[number] >= 3 else 2
    says = f"written on a {DAY_NAMES[number - 1].capitalize()} or up to {slack} day{'s' * (slack > 1)} after"
    return [Clue(timex.text, timex.start, timex.end, says, weekday=number, slack=slack)]


def _past_weekday(timex: Timex) -> int | None:
    """The number (1 is Monday) of one weekday that is not said to lie ahead."""
    match = _WEEKDAY.match(timex.value)
    if match is None or timex.direction == "future" or timex.type == "SET":
        return None
    return int(match[1])


def solve(clues: Sequence[Clue], *, widest: int = 1100) -> Solution:
    """The hull of the days that all clues allow.

    Bounds come first; months narrow an interval of at most `widest` days; weekdays one of at most ten. Bounds
    that leave
    no day are reported as a contradiction, and the interval is then that of the first bound alone.
    """
    interval = Interval()
    used: list[Clue] = []
    for clue in clues:
        if clue.interval == OPEN:
            continue
        both = interval.intersect(clue.interval)
        if both is None:
            against = next(c for c in used if c.interval.intersect(clue.interval) is None or c is used[-1])
            said = f'"{clue.text}" ({clue.says}) against "{against.text}" ({against.says})'
            return Solution(used[0].interval, tuple(clues), said)
        interval = both
        used.append(clue)
    if any(clue.day is not None for clue in clues):
        return _on_a_day(interval, clues)
    narrowed = _narrow(interval, clues, widest, lambda clue: clue.months is not None)
    if narrowed is None:
        return Solution(interval, tuple(clues), "no month satisfies all that the text says")
    narrowed_again = _narrow(narrowed, clues, 10, lambda clue: clue.weekday is not None)
    return Solution(narrowed_again or narrowed, tuple(clues))


def _narrow(interval: Interval, clues: Sequence[Clue], widest: int, kind: Callable[[Clue], bool]) -> Interval | None:
    """The hull of the days of an interval that the clues of a kind allow; the interval itself where it is too wide."""
    chosen = [clue for clue in clues if kind(clue)]
    days = interval.days
    if not chosen or days is None or days > widest or interval.earliest is None:
        return interval
    allowed = [
        on
        for on in (interval.earliest + timedelta(days=n) for n in range(days))
        if all(clue.allows(on) for clue in chosen)
    ]
    return Interval(allowed[0], allowed[-1]) if allowed else None


def _on_a_day(interval: Interval, clues: Sequence[Clue]) -> Solution:
    """The hull of the days of bounded years on which the day of the year falls, and the weekday where one is told."""
    if interval.days is None or interval.days > _YEARS_OF_A_DAY * 366 or interval.earliest is None:
        return Solution(interval, tuple(clues))
    first = interval.earliest
    within = [first + timedelta(days=n) for n in range(interval.days)]
    allowed = [on for on in within if all(c.allows(on) for c in clues if c.months is not None)]
    if not allowed:
        return Solution(interval, tuple(clues), "the day of the dateline satisfies not all that the text says")
    weekdays = [c for c in clues if c.weekday is not None]
    told = [on for on in allowed if all(c.allows(on) for c in weekdays)] or allowed
    return Solution(Interval(told[0], told[-1]), tuple(clues))


def day_of_year(timex: Timex, says: str) -> Clue | None:
    """What "Feb. 17" without a year says, where it is the day of the text itself; `None` where it names no day."""
    match = _BARE_DAY.fullmatch(timex.value)
    if match is None:
        return None
    return Clue(timex.text, timex.start, timex.end, says, months=frozenset({int(match[1])}), day=int(match[2]))


def spoken_of(timex: Timex) -> Clue | None:
    """What the weekday of a report's first news says of its day; `None` where the expression is no such weekday."""
    number = _past_weekday(timex)
    if number is None:
        return None
    says = f"news of a {DAY_NAMES[number - 1].capitalize()}: written that day or up to 2 days after"
    return Clue(timex.text, timex.start, timex.end, says, weekday=number, slack=2)
