"""Right English for what the ledger holds: days never finer than known, lists, numbers, articles, possessives."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from dragoman.dates import Interval

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PARTS = {
    (1, 10): "early ",
    (11, 20): "mid-",
    (21, 31): "late ",
    (1, 15): "the first half of ",
    (16, 31): "the second half of ",
}
_SILENT = ("hour", "honest", "honour", "heir")
_LONG_VOWELS = ("uni", "use", "usu", "eu", "one", "once", "ubi")


def day(when: date) -> str:
    """A day: "8 July 2025"."""
    return f"{when.day} {calendar.month_name[when.month]} {when.year}"


def month(when: date) -> str:
    """A month: "July 2025"."""
    return f"{calendar.month_name[when.month]} {when.year}"


def span(interval: Interval) -> str:
    """An interval without a preposition: "8 July 2025", "late January 2025", "2016", "13 to 19 January 2025".

    Empty where it is open at an end.
    """
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        whole = last.day == calendar.monthrange(last.year, last.month)[1]
        part = _PARTS.get((first.day, 31 if whole else last.day))
        if whole and first.day == 1:
            return month(first)
        return f"{part}{month(first)}" if part else f"{first.day} to {day(last)}"
    if _whole_months(first, last):
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
        start = calendar.month_name[first.month] if first.year == last.year else month(first)
        return f"{start} to {month(last)}"
    start = f"{first.day} {calendar.month_name[first.month]}" if first.year == last.year else day(first)
    return f"{start} to {day(last)}"


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]


def on(interval: Interval | None) -> str:
    """When something happened: "on 8 July 2025", "in late January 2025", "between 25 April and 30 June 2025".

    "on or before 3 December 2024" where only the last day is known, "on or after ..." where only the first is; empty
    for neither.
    """
    if interval is None or interval == Interval():
        return ""
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return f"on or before {day(last)}" if last else f"on or after {day(first)}" if first else ""
    if first == last:
        return f"on {day(first)}"
    said = span(interval)
    if " to " in said:
        return f"between {said.replace(' to ', ' and ')}"
    return f"in {said}"


def since(interval: Interval | None) -> str:
    """From when something holds: "since 8 July 2025", "since 2016", "since 3 December 2024 at the latest"."""
    if interval is None or interval == Interval():
        return ""
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return f"since {day(last)} at the latest" if last else f"since {day(first)} at the earliest" if first else ""
    said = span(interval)
    return f"since a day between {said.replace(' to ', ' and ')}" if " to " in said else f"since {said}"


def meant_for(interval: Interval) -> str:
    """For when something is planned: "14 October 2025", "a day in June 2025", "a day by 30 June 2025"."""
    if interval.is_day:
        return span(interval)
    return f"a day {on(interval)}"


def ago(days: int) -> str:
    """A length of time: "one day", "three weeks", "five months"."""
    if days < 14:
        return counted(days, "day")
    if days < 60:
        return counted(round(days / 7), "week")
    return counted(round(days / 30.4), "month") if days < 700 else counted(round(days / 365.25), "year")


def number(count: int) -> str:
    """A number in words up to twelve, then in digits with commas."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, one: str, several: str | None = None) -> str:
    """The words "one report", "three reports", "no reports"."""
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


def listed(parts: Sequence[str], joint: str = "and") -> str:
    """The words "a", "a and b", "a, b and c"."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def article(noun: str) -> str:
    """The noun with "a" or "an", by its sound: "an agreement", "a union", "an hour"."""
    start = noun.lower()
    vowel = start.startswith(_SILENT) or (start[:1] in "aeiou" and not start.startswith(_LONG_VOWELS))
    return f"{'an' if vowel else 'a'} {noun}"


def possessive(name: str) -> str:
    """The name with its mark: "Vietnam's", "the United States'"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def sentence(text: str) -> str:
    """The text with a capital at its start, one blank between words and none before a stop."""
    text = " ".join(text.split()).replace(" .", ".").replace(" ,", ",").replace("..", ".")
    return text[:1].upper() + text[1:]
