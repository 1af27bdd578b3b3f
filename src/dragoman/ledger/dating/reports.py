"""When a report appeared: what a person or its metadata say, its dateline, else the clues of its own text.

Bases are tried in the order user, metadata, dateline, text, neighbours, calendar. The last three are one system of
constraints (`dragoman.times.report_day`): each adds its constraints to those before, and the basis is the last one that
narrowed the answer. What rests on the calendar of summits is knowledge from outside the report, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime

from htmldate import find_date

from dragoman.dates import Interval
from dragoman.ledger.dating.chronicle import is_followed_by_later
from dragoman.ledger.dating.holders import holder_clues
from dragoman.ledger.dating.summits import CalendarEntry, calendar_clues
from dragoman.lexicon.actors import ActorBook
from dragoman.model import UNDATED, BlockKind, Constraint, Document, Mention, Published, PublishedBasis, Timex
from dragoman.times import tag
from dragoman.times.report_day import Clue, Solution, clues_of, dated_weekdays, day_of_year, solve, spoken_of

_OPENING = 400
"""Letters after a dateline in which a report says when its news happened."""
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)|(\d{4})(\d{2})(\d{2})(?!\d)")
_POST = re.compile(r"^\s*[—–-]|@\w")  # the foot of a post quoted from a network: its day is that of the post


def read_date(text: str) -> Interval | None:
    """The day that a piece of metadata names: ISO 8601, RFC 2822, "January 10, 2016"; `None` where it names none.

    An instant is the day written in it: its own zone decides, not the reader's.
    """
    text = text.strip()
    match = _ISO_DAY.match(text)
    if match:
        parts = [int(part) for part in match.groups() if part]
        try:
            return Interval.day(date(*parts))
        except ValueError:
            return None
    if "," in text and ":" in text:
        try:
            return Interval.day(parsedate_to_datetime(text).date())
        except (ValueError, IndexError, TypeError):
            # no e-mail date after all: it may still be one in plain English
            pass
    if re.fullmatch(r"\d{4}(-\d{2})?", text):
        parts = [int(part) for part in text.split("-")]
        return Interval.year(parts[0]) if len(parts) == 1 else Interval.month(parts[0], parts[1])
    for timex in tag(text):
        if timex.interval is not None and timex.interval.is_day:
            return timex.interval
    return None


def date_report(
    document: Document,
    timexes: Sequence[Timex],
    *,
    given: Sequence[tuple[str, PublishedBasis]] = (),
    neighbours: Sequence[Constraint] = (),
    calendar: Sequence[CalendarEntry] = (),
    mentions: Callable[[], Sequence[Mention]] = tuple,
    book: ActorBook | None = None,
) -> Published:
    """When a report appeared, as an interval of days with the constraints it rests on.

    `timexes` are those of the document tagged without a date. `given` are dates as its sightings state them, with who
    says so (USER or METADATA); a page without any is asked for its own metadata. `neighbours` are constraints from what
    other reports date; `calendar` the summits that may be used, none where outside knowledge is not wanted;
    `mentions` finds the actors named in it, and `book` tells who held which office when, `None` where that is not
    wanted. Nothing known gives `UNDATED`; what contradicts itself says so in `contradiction`.
    """
    stated = _stated(document, given)
    if stated is not None:
        return stated
    dateline = _dateline(document, timexes)
    clues = clues_of(document.clean.text, timexes)
    if dateline is not None:
        return dateline
    clues = sorted([*clues, *_day_without_year(document, timexes)], key=lambda clue: (clue.start, clue.end, clue.says))
    solution, basis = solve(clues), PublishedBasis.TEXT
    used = clues
    if neighbours:
        more = [*used, *(Clue(c.text, 0, 0, c.says, c.interval) for c in neighbours)]
        solution, used, basis = _narrower(solution, used, basis, more, PublishedBasis.NEIGHBOURS)
    if book is not None:
        held = holder_clues(document.clean.text, mentions(), timexes, book, solution.interval)
        more = [*used, *held, *_fixed_by(held, timexes, solution)]
        solution, used, basis = _narrower(solution, used, basis, more, PublishedBasis.CALENDAR)
    if calendar:
        more = [*used, *calendar_clues(document, timexes, calendar, solution)]
        solution, used, basis = _narrower(solution, used, basis, more, PublishedBasis.CALENDAR)
    unread = _unread(given)
    if solution.interval == Interval() and not used:
        return replace(UNDATED, constraints=unread) if unread else UNDATED
    if solution.interval == Interval():
        basis = PublishedBasis.NONE
    by_says = {(c.text, c.says): c for c in neighbours}
    constraints = tuple(by_says.get((c.text, c.says)) or _constraint(document, c, solution) for c in used)
    return Published(solution.interval, basis, (*unread, *constraints), solution.contradiction)


def _unread(given: Sequence[tuple[str, PublishedBasis]]) -> tuple[Constraint, ...]:
    """What is given as a day and is none: it is said, as the report would seem never to have had one."""
    return tuple(
        Constraint(text, None, f"given by the {basis}, and is no date", Interval())
        for text, basis in given
        if read_date(text) is None
    )


def _fixed_by(held: Sequence[Clue], timexes: Sequence[Timex], known: Solution) -> list[Clue]:
    """What days with their weekday say of the year, once the holders of offices leave few years."""
    window = solve([*known.clues, *held]).interval
    return dated_weekdays(timexes, window.earliest, window.latest) if held else []


def _narrower(
    solution: Solution, used: list[Clue], basis: PublishedBasis, more: list[Clue], by: PublishedBasis
) -> tuple[Solution, list[Clue], PublishedBasis]:
    """Take further clues in, if they leave some day; if they do not, say what contradicts and keep the answer."""
    if len(more) == len(used):
        return solution, used, basis
    further = solve(more)
    if further.contradiction and not solution.contradiction:
        return replace(solution, contradiction=further.contradiction), used, basis
    return further, more, by if further.interval != solution.interval else basis


def _constraint(document: Document, clue: Clue, solution: Solution) -> Constraint:
    span = document.span(clue.start, clue.end) if clue.end > clue.start else None
    interval = clue.interval if clue.interval != Interval() else solution.interval
    return Constraint(clue.text, span, clue.says, interval)


def _stated(document: Document, given: Sequence[tuple[str, PublishedBasis]]) -> Published | None:
    """What a person said, else what metadata say; two that differ are reported."""
    read = [(text, basis, read_date(text)) for text, basis in given]
    unread = [text for text, _, interval in read if interval is None]
    dated = [(text, basis, interval) for text, basis, interval in read if interval is not None]
    if not dated and document.format == "html" and (found := _page_date(document.raw)):
        dated = [(found, PublishedBasis.METADATA, Interval.day(date.fromisoformat(found)))]
    if not dated:
        return None
    order = (PublishedBasis.USER, PublishedBasis.METADATA)
    dated.sort(
        key=lambda item: (order.index(item[1]) if item[1] in order else 2, item[2].earliest or date.max, item[0])
    )
    text, basis, interval = dated[0]
    others = sorted({item[0] for item in dated if not item[2].overlaps(interval)})
    contradiction = f'"{text}" against "{", ".join(others)}"' if others else None
    says = f"the {basis} say so" if basis is PublishedBasis.METADATA else f"the {basis} says so"
    if unread:
        says += f'; not a date: "{", ".join(sorted(set(unread)))}"'
    return Published(interval, basis, (Constraint(text, None, says, interval),), contradiction)


def _page_date(html: str) -> str | None:
    """The day in a page's own metadata, as ISO; htmldate reads headers and tags, without a search of the text."""
    if not html.strip():
        return None
    return find_date(html, extensive_search=False, original_date=True)


def _dateline(document: Document, timexes: Sequence[Timex]) -> Published | None:
    """A full day in the dateline, or alone on one of the first lines: the day of writing."""
    for timex in timexes:
        if timex.interval is None or not timex.interval.is_day or timex.type not in ("DATE", "TIME"):
            continue
        block = next((b for b in document.clean.blocks if b.start <= timex.start < b.end), None)
        if block is None or _POST.search(document.clean.text, block.start, timex.start):
            continue
        alone = timex.end - timex.start > 0.5 * (block.end - block.start) and timex.start < 600
        if alone and is_followed_by_later(document.clean.text, timex, timexes):
            continue
        if block.kind in (BlockKind.DATELINE, BlockKind.BYLINE) or (alone and block.kind is not BlockKind.CAPTION):
            span = document.span(timex.start, timex.end)
            constraint = Constraint(timex.text, span, "the dateline names the day", timex.interval)
            return Published(timex.interval, PublishedBasis.DATELINE, (constraint,))
    return None


def _day_without_year(document: Document, timexes: Sequence[Timex]) -> list[Clue]:
    """ "KHARTOUM, Feb. 17 (Agency) - ... on Wednesday": the day of the report, in a year that other clues must tell.

    The weekday of the first lines is that day or one of the two before it.
    """
    for timex in timexes:
        block = next((b for b in document.clean.blocks if b.start <= timex.start < b.end), None)
        if block is not None and block.kind in (BlockKind.DATELINE, BlockKind.BYLINE):
            clue = day_of_year(timex, "the dateline names the day of the year")
            if clue is not None:
                opening = [t for t in timexes if timex.end <= t.start < timex.end + _OPENING]
                told = (spoken_of(t) for t in opening)
                return [clue, *[c for c in told if c is not None][:1]]
    return []
