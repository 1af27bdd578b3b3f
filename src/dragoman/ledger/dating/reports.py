"""When a report appeared: what a person or its metadata say, its dateline, else the clues of its own text.

Bases are tried in the order user, metadata, dateline, text, neighbours, calendar. The last three are one system of
constraints (`dragoman.times.report_day`): each adds its constraints to those before, and the basis is the last one that
narrowed the answer. What rests on the calendar of summits is knowledge from outside the report, and says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from htmldate import find_date

from dragoman.dates import Interval
from dragoman.errors import LexiconError
from dragoman.ledger.dating.holders import holder_clues
from dragoman.lexicon.actors import ActorBook
from dragoman.model import UNDATED, BlockKind, Constraint, Document, Mention, Published, PublishedBasis, Timex
from dragoman.times import tag
from dragoman.times.report_day import Clue, Solution, clues_of, dated_weekdays, solve

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)|(\d{4})(\d{2})(\d{2})(?!\d)")
_WRAPPED_UP = re.compile(
    r"\b(?:wrapped up|concluded|just (?:held|ended)|shortly after|following (?:the|a)|ended)\b", re.IGNORECASE
)
_POST = re.compile(r"^\s*[—–-]|@\w")  # the foot of a post quoted from a network: its day is that of the post
_NUMBERING = re.compile(r"^(?:\d+(?:st|nd|rd|th)?|and|the|of|on|in|for)$")
_SPELT_OUT: Mapping[str, str] = {
    "asean": "association of southeast asian nations",
    "apec": "asia-pacific economic cooperation",
    "nato": "north atlantic treaty organization",
    "eu": "european union",
    "un": "united nations",
    "sco": "shanghai cooperation organi",
    "g20": "group of 20",
    "g7": "group of seven",
    "g8": "group of eight",
}
_CITY_NOTE = re.compile(r"\s*\(.*\)$")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A summit or session known from outside: its name, its days, its city, and where the fact comes from."""

    event: str
    interval: Interval
    place: str
    country: str
    participants: tuple[str, ...]
    source: str


def load_calendar(path: Traversable | None = None) -> tuple[CalendarEntry, ...]:
    """The calendar of summits (`event,from,until,place,country,participants,source`), sorted by first day.

    Without a path, the one that comes with Dragoman. Raises LexiconError naming file and line where a row is not valid.
    """
    path = path or files("dragoman").joinpath("data", "calendar", "summits.csv")
    entries = []
    with path.open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                interval = Interval(date.fromisoformat(row["from"]), date.fromisoformat(row["until"]))
                members = tuple(part for part in row["participants"].split("|") if part)
                entries.append(
                    CalendarEntry(row["event"], interval, row["place"], row["country"], members, row["source"])
                )
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise LexiconError(
                    f"not an entry of the calendar: {error}",
                    place=f"{path.name}:{number}",
                    remedy="a row is event,from,until,place,country,participants,source with ISO days",
                ) from error
    return tuple(sorted(entries, key=lambda entry: (entry.interval.earliest or date.min, entry.event)))


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
        more = [*used, *_calendar_clues(document, timexes, calendar, solution)]
        solution, used, basis = _narrower(solution, used, basis, more, PublishedBasis.CALENDAR)
    if solution.interval == Interval() and not used:
        return UNDATED
    if solution.interval == Interval():
        basis = PublishedBasis.NONE
    by_says = {(c.text, c.says): c for c in neighbours}
    constraints = tuple(by_says.get((c.text, c.says)) or _constraint(document, c, solution) for c in used)
    return Published(solution.interval, basis, constraints, solution.contradiction)


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
        if block.kind in (BlockKind.DATELINE, BlockKind.BYLINE) or (alone and block.kind is not BlockKind.CAPTION):
            span = document.span(timex.start, timex.end)
            constraint = Constraint(timex.text, span, "the dateline names the day", timex.interval)
            return Published(timex.interval, PublishedBasis.DATELINE, (constraint,))
    return None


def _calendar_clues(
    document: Document, timexes: Sequence[Timex], calendar: Sequence[CalendarEntry], solution: Solution
) -> list[Clue]:
    """Summits that the text tells of as just held: those that the other clues leave possible, if it is one only."""
    text = document.clean.text
    found: dict[tuple[int, int], list[tuple[CalendarEntry, Clue]]] = {}
    for start, end in _stretches(text):
        lowered = text[start:end].lower()
        inside = [t for t in timexes if start <= t.start < end]
        for entry in _mentioned(lowered, calendar):
            clue = _after_event(text, start, end, entry, inside)
            if clue is not None and solve([*solution.clues, clue]).contradiction is None:
                found.setdefault((start, end), []).append((entry, clue))
    return [options[0][1] for options in found.values() if len(options) == 1]


def _stretches(text: str) -> Iterable[tuple[int, int]]:
    """Paragraphs: a summit, its city and the word of time stand in one."""
    begin = 0
    for match in re.finditer(r"\n+", text):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


def _mentioned(lowered: str, calendar: Sequence[CalendarEntry]) -> list[CalendarEntry]:
    """Entries whose city and every word of whose name stand in a stretch of lower-cased text."""
    words = set(re.findall(r"[^\W_]+", lowered))
    return [
        entry
        for entry in calendar
        if _CITY_NOTE.sub("", entry.place).lower() in lowered
        and all(
            word in words or f"{word}s" in words or (word in _SPELT_OUT and _SPELT_OUT[word] in lowered)
            for word in _name_words(entry.event)
        )
    ]


def _name_words(event: str) -> list[str]:
    """The words of a summit's name without its numbering, lower-cased."""
    words = re.split(r"[\s–-]+", event.lower())
    return [word for word in words if word and not _NUMBERING.match(word)]


def _after_event(text: str, start: int, end: int, entry: CalendarEntry, inside: Sequence[Timex]) -> Clue | None:
    """The days on which a text that tells of a summit in these words can have been written."""
    first, last = entry.interval.earliest, entry.interval.latest
    if first is None or last is None:
        return None
    days = f"{first} to {last}" if first != last else f"{first}"
    known = f"outside knowledge: the {entry.event} in {entry.place} was on {days}"
    for timex in inside:
        if timex.text.lower() == "last week":
            monday = first - timedelta(days=first.weekday() - 7)
            return Clue(
                timex.text, timex.start, timex.end, f"{known}, a week before", Interval(monday, monday + timedelta(6))
            )
    match = _WRAPPED_UP.search(text, start, end)
    if match:
        interval = Interval(last, last + timedelta(days=7))
        return Clue(match.group(), match.start(), match.end(), f"{known}, at most a week before", interval)
    return None
