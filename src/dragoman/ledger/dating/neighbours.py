"""What other reports of the ledger say of the day of a report that has none.

A report without a date tells of an act in words that count from its own day ("met two weeks ago"). Where reports with
a date tell of the same act, and say when it was, the words and the day together bound the report's day: it lies where
the words, read from it, would mean that day. Nothing here knows a store: the acts are given as `Told`.

Only reports whose day rests on nothing but themselves count as neighbours (`ledger.redating` chooses them), so that
what is found does not depend on the order in which reports came. Which acts are one is decided more strictly than in
linking, as a wrong neighbour would move all that its report tells of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.ledger.dating.causes import cause_of, day_of_cause
from dragoman.ledger.dating.events import constrain, is_background
from dragoman.lexicon.dating_words import dating_words
from dragoman.model import Constraint, DatedBy, Event, Published, PublishedBasis, Span, Timex
from dragoman.times import tag
from dragoman.times.report_day import OPEN, Clue, clues_of, solve

OWN_BASES = frozenset({PublishedBasis.USER, PublishedBasis.METADATA, PublishedBasis.DATELINE})
"""Grounds on which a report's day rests on the report alone."""

WIDEST = 62
"""Days over which the date of a neighbour's act may stretch at most."""

NARROW_ENOUGH = 400
"""Days between which a report must lie for its acts to be dated anew."""

ALIKE = 0.4
"""Share of common words from which on two sentences are taken to tell of one act by themselves."""

_SMALL = dating_words("neighbours", "small")


@dataclass(frozen=True, slots=True)
class Told:
    """One act as one report tells of it.

    `act` says what sort of act it is, `parties` whose, `words` what it is about, `who` the people, `number` which of a
    series. `when` are the days that its own report gives it; `report` is the report's document, `path` where it was
    met, `published` when it appeared.
    """

    event: Event
    report: str
    path: str
    act: tuple[str, ...]
    parties: tuple[str, ...]
    words: frozenset[str]
    who: frozenset[tuple[str, str]]
    number: int | None
    when: Interval
    done: bool
    published: Interval = OPEN


# ------------------------------------------------------------------ which acts are one


def same_act(one: Told, other: Told) -> str | None:
    """Why two tellings are of one act; `None` where that is not certain enough to date a report by."""
    if one.act != other.act or one.parties != other.parties or len(one.parties) < 2:
        return None
    if one.number and other.number and one.number != other.number:
        return None
    if one.words and other.words and not one.words & other.words:
        return None
    if _other_people(one, other):
        return None
    if one.number and one.number == other.number:
        return f"number {one.number} of its kind"
    if one.words & other.words:
        return f"about {', '.join(sorted(one.words & other.words))}"
    if likeness(one.event.evidence.quote, other.event.evidence.quote) >= ALIKE:
        return "told in like words"
    return None


def _named_by_one(one: Told, other: Told) -> str | None:
    """As `same_act`, where only one of the two says what the act is about and the other's sentence has those words."""
    if why := same_act(one, other):
        return why
    if one.act != other.act or one.parties != other.parties or bool(one.words) == bool(other.words):
        return None
    if _other_people(one, other) or one.number != other.number:
        return None
    told, silent = (one, other) if one.words else (other, one)
    about = f"about {', '.join(sorted(told.words))}"
    return about if told.words <= _content(silent.event.evidence.quote) else None


def _other_people(one: Told, other: Told) -> bool:
    sides = {side for side, _ in one.who} & {side for side, _ in other.who}
    return any(not {w for w in one.who if w[0] == side} & {w for w in other.who if w[0] == side} for side in sides)


def likeness(one: str, other: str) -> float:
    """The share of the words of the shorter sentence that the other has too, small words left out."""
    first, second = _content(one), _content(other)
    least = min(len(first), len(second))
    return len(first & second) / least if least >= 4 else 0.0


def _content(text: str) -> set[str]:
    words = {word.strip(".,;:\"'“”‘’()").lower() for word in text.split()}
    return {word for word in words if word and word not in _SMALL}


# ------------------------------------------------------------------ what they say of the day


def constraints_of(
    own: Iterable[Told], others: Iterable[Told], text_of: Callable[[str], str] = lambda _: ""
) -> list[Constraint]:
    """What the acts of a report without a date, told of by others too, say of its day; in the order of its text.

    Where several acts of others fit one of its own, their days are joined, and nothing is said if they stretch too far.
    `text_of` gives the text of a report by its document: where no other report dates the act, one that tells of it may
    still date what it came after (`causes`).
    """
    pool = sorted(others, key=lambda told: (told.report, told.event.id))
    found: list[Constraint] = []
    for told in sorted(own, key=lambda t: (t.event.evidence.trigger.start, t.event.id)):
        words = told.event.date_words
        if not told.done or words is None:
            continue
        fitting = [(other, why) for other in pool if _dates(other, told) and (why := same_act(told, other))]
        if not fitting:
            found.extend(_after_its_cause(told, words.text, pool, text_of))
            continue
        when = fitting[0][0].when
        for other, _ in fitting[1:]:
            when = when.hull(other.when)
        days = _days_of_writing(told, when) if when.days is not None and when.days <= WIDEST else None
        if days is not None:
            other, why = fitting[0]
            says = f"{_dated_as(other, when)} by {other.path} ({why})"
            found.append(Constraint(words.text, words.span, says, days))
    return found


def _after_its_cause(
    told: Told, words: str, pool: Sequence[Told], text_of: Callable[[str], str]
) -> Iterable[Constraint]:
    """The first report that tells of the act as done and dates what it came after, as a constraint on this one."""
    cause = cause_of(told.event.evidence.quote, words)
    if cause is None or told.event.date_words is None:
        return
    for other in pool:
        done_by = other.published.latest
        if not other.done or done_by is None or not (why := _named_by_one(told, other)):
            continue
        began = day_of_cause(cause, text_of(other.report), other.published)
        if began is None or began[0] > done_by or (done_by - began[0]).days >= WIDEST:
            continue
        days = _days_of_writing(told, Interval(began[0], done_by))
        if days is not None:
            says = f'done by {done_by} ({other.path}, {why}), after what began on {began[0]} ("{began[1]}" there)'
            yield Constraint(words, told.event.date_words.span, says, days)
            return


def _dates(other: Told, told: Told) -> bool:
    """Whether an act of another report can date this one: it is done, or it is the plan of the same session."""
    if other.when.days is None or other.when.days > WIDEST:
        return False
    return other.done or (told.number is not None and told.number == other.number)


def _dated_as(other: Told, when: Interval) -> str:
    days = f"{when.earliest}" if when.is_day else f"{when.earliest} to {when.latest}"
    return f"{'dated' if other.done else 'planned for'} {days}"


_REACH = {
    Granularity.DAY: (30, 200),
    Granularity.WEEK: (30, 200),
    Granularity.MONTH: (100, 420),
    Granularity.QUARTER: (120, 420),
    Granularity.SEASON: (120, 420),
    Granularity.HALF: (200, 420),
    Granularity.YEAR: (400, 800),
}
"""Days before and after an act between which a report can lie that names it in words of that fineness."""


def _days_of_writing(told: Told, when: Interval) -> Interval | None:
    """The days from which the words of the report would mean the days of the act."""
    quote, words = told.event.evidence.quote, told.event.date_words
    open_words = _words_in(tag(quote), words.text if words else "")
    if open_words is None or open_words.granularity not in _REACH or when.earliest is None or when.latest is None:
        return None
    before, after = _REACH[open_words.granularity]
    fitting = []
    on = when.earliest - timedelta(days=before)
    while on <= when.latest + timedelta(days=after):
        read = _words_in(tag(quote, published=on), words.text if words else "")
        days = _days_meant(read, on) if read is not None else None
        if days is not None and days.overlaps(when) and _may_tell(on, when):
            fitting.append(on)
        on += timedelta(days=1)
    return Interval(fitting[0], fitting[-1]) if fitting else None


def _days_meant(read: Timex, on: date) -> Interval | None:
    """The days of an expression read from a day.

    "Last May" of June is the May of the year before, as nobody says so of the month that has just ended; but a habit
    of writers bounds no report, so the nearer one counts here.
    """
    days = read.interval
    if days is None or days.earliest is None or not read.text.lower().startswith("last "):
        return days
    just_over = read.granularity is Granularity.MONTH and days.earliest.month == (on.month - 2) % 12 + 1
    return Interval.month(on.year - (on.month == 1), days.earliest.month) if just_over else days


def _may_tell(on: date, when: Interval) -> bool:
    """Nobody tells of an act as done before it was."""
    return when.earliest is None or on >= when.earliest


def _words_in(timexes: Sequence[Timex], text: str) -> Timex | None:
    """The expression of these words, if exactly one has them."""
    plain = " ".join(text.split())
    found = [t for t in timexes if " ".join(t.text.split()) == plain]
    return found[0] if len(found) == 1 else None


# ------------------------------------------------------------------ the report, and its acts


def date_by_neighbours(text: str, alone: Published, constraints: Sequence[Constraint]) -> Published:
    """What a report says of its own day, with what its neighbours add; the clues of `text` are used anew.

    Constraints that leave no day change nothing, and the contradiction is reported.
    """
    if not constraints:
        return alone
    own = [c for c in clues_of(text, tag(text)) if solve([c]).contradiction is None]
    held = [Clue(c.text, 0, 0, c.says, c.interval) for c in alone.constraints if c.interval != Interval()]
    added = [Clue(c.text, 0, 0, c.says, c.interval) for c in constraints]
    solution = solve([*own, *held, *added])
    if solution.contradiction:
        return replace(alone, contradiction=solution.contradiction)
    if solution.interval == alone.interval:
        return alone
    shown = (*alone.constraints, *constraints)
    return Published(solution.interval, PublishedBasis.NEIGHBOURS, shown, alone.contradiction, alone)


def redated(event: Event, published: Interval) -> Event:
    """An event of a report whose day has become known: the words that date it are read from that day.

    Where the day is not known well enough, the event has no date, as when its report was read.
    """
    words = event.date_words
    if words is None:
        return event
    date = None
    if published.days is not None and published.days <= NARROW_ENOUGH:
        timex = _words_in(tag(event.evidence.quote, published=published), words.text)
        if timex is not None and timex.interval is not None and timex.basis is not DateBasis.RELATIVE_TO_EVENT:
            date = _dated_by(timex, words.span, published)
    return replace(event, date=date, historical=is_background(date, published))


def _dated_by(timex: Timex, span: Span, published: Interval) -> DatedBy:
    interval, note = constrain(timex.interval or Interval(), timex, published)
    basis = timex.basis or DateBasis.INFERRED
    return DatedBy(interval, timex.granularity or Granularity.DAY, basis, f"{timex.derivation}{note}", span)
