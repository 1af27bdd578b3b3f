"""Summits and sessions known from outside: their table, and what a text that tells of one says of its own day."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable

from dragoman.dates import Interval
from dragoman.errors import LexiconError
from dragoman.lexicon.dating_words import dating_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Document, Timex
from dragoman.times import points
from dragoman.times.report_day import Clue, Solution, solve
from dragoman.times.tokens import split_sentences

_WRAPPED_UP = re.compile(rf"\b(?:{any_of(dating_words('summits', 'wrapped-up'))})\b", re.IGNORECASE)
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
_UNITS = re.compile(r"(?:earlier |later )?(?:last|this|next) (?:month|year)")
_NAMED = re.compile(r"XXXX-\d\d(?:-\d\d)?")
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


def calendar_clues(
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
    beside = _named_beside(text, start, end, entry, inside, known)
    match = _WRAPPED_UP.search(text, start, end)
    if beside is not None or match is None:
        return beside
    interval = Interval(last, last + timedelta(days=7))
    return Clue(match.group(), match.start(), match.end(), f"{known}, at most a week before", interval)


def _named_beside(
    text: str, start: int, end: int, entry: CalendarEntry, inside: Sequence[Timex], known: str
) -> Clue | None:
    """What the words of time in the sentence with the summit's city say: "in July", "next month", "this year"."""
    city = _CITY_NOTE.sub("", entry.place).lower()
    for low, high in split_sentences(text[start:end]):
        if city not in text[start + low : start + high].lower():
            continue
        for timex in (t for t in inside if start + low <= t.start < start + high):
            days = _days_of_writing(timex, entry)
            if days is not None:
                return Clue(timex.text, timex.start, timex.end, known, days)
    return None


def _days_of_writing(timex: Timex, entry: CalendarEntry) -> Interval | None:
    """When a sentence can have been written whose expression is meant for the days of a summit."""
    first, last = entry.interval.earliest, entry.interval.latest
    if first is None or last is None:
        return None
    month, words = first.replace(day=1), timex.text.lower()
    if _UNITS.fullmatch(words):
        which, unit = words.split()[-2:]
        steps = {"last": 1, "this": 0, "next": -1}[which]
        if unit == "month":
            begins = points.add_months(month, steps)
            return Interval(begins, points.add_months(begins, 1) - timedelta(days=1))
        return Interval.year(first.year + steps)
    if not _NAMED.fullmatch(timex.value) or int(timex.value[5:7]) != first.month:
        return None
    if timex.value[8:] and not first.day <= int(timex.value[8:10]) <= last.day:
        return None
    if timex.direction == "future":
        return Interval(points.add_months(month, -11), last)
    return Interval(first, points.add_months(month, 12) - timedelta(days=1))
