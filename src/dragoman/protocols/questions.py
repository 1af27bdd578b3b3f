"""Which records a question means: where one stands on the three clocks, and the filters of each kind of record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dragoman.model import Phase, Stance, Status


@dataclass(frozen=True, slots=True)
class View:
    """Where one stands on the three clocks. `None` sets no bound; `recorded_by` is an aware instant.

    `as_of` (valid time): an event is in view if its date begins by then; what is scheduled, agreed, proposed,
    requested, conditional or unlikely counts from the day it was said, so it is also in view if its report can be
    from by then. `undated` says whether events without a date are kept. `known_by` (report time): a report is in view
    if `published.earliest <= known_by`; a report without a date always is. `recorded_by` (ledger time): what the ledger
    held at that instant.
    """

    as_of: date | None = None
    known_by: date | None = None
    recorded_by: datetime | None = None
    undated: bool = True


NOW = View()
"""No bound on any clock: all that the ledger holds at present."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are meant. An empty field does not restrict; several values in one field mean any of them.

    `actors` and `counterparts` are actor ids. An id matches itself and all under it (`JPN` matches `JPN.GOV.PM`), a
    person's id what that person did in any office, a country's code also its people and its unresolved actors. With
    both fields, the two must be matched by two different actors of the event (a dyad). `role` (actor or recipient)
    restricts what `actors` matches. `start` and `end` keep events whose date overlaps those days, and drop events
    without a date. `text` is looked for in the quoted sentence and the names, whatever the case. `historical` and
    `embedded` keep only those that are, or are not. `latest_first` turns the order around and
    leaves out what has no first day. `limit` of `None` means all.
    """

    view: View = NOW
    actors: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    role: Literal["actor", "recipient"] | None = None
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    phases: tuple[Phase, ...] = ()
    start: date | None = None
    end: date | None = None
    documents: tuple[str, ...] = ()
    occurrences: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()
    historical: bool | None = None
    embedded: bool | None = None
    min_confidence: float | None = None
    text: str | None = None
    limit: int | None = None
    offset: int = 0
    max_confidence: float | None = None
    latest_first: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which reports are meant. `start` and `end` are days of publication; `text` is looked for in title, outlet, path.

    `has_date` keeps only reports with, or without, a known day of publication, `exact` those whose day is, or is not,
    one day. `words` keeps those whose text can hold all these words, the last of them as the beginning of one too.
    """

    view: View = NOW
    outlets: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    has_date: bool | None = None
    text: str | None = None
    limit: int | None = None
    offset: int = 0
    exact: bool | None = None
    words: str | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are meant. `speakers` are actor ids, matched like those of events; `sides` are country codes."""

    view: View = NOW
    speakers: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    matters: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    text: str | None = None
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MentionFilter:
    """Which mentions are meant. `name` is a part of the name, whatever the case; `resolved` those with an actor."""

    view: View = NOW
    name: str | None = None
    actors: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    resolved: bool | None = None
    limit: int | None = None
    offset: int = 0


EVERY_EVENT, EVERY_DOCUMENT, EVERY_CLAIM, EVERY_MENTION = (
    EventFilter(),
    DocumentFilter(),
    ClaimFilter(),
    MentionFilter(),
)
