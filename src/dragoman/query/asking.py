"""From the words of a question to what a store is asked: clocks, names, filters."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from dragoman.dates import parse_interval
from dragoman.errors import UsageError
from dragoman.model import Phase, Stance, Status
from dragoman.protocols import EventFilter, MentionFilter, Store, View

DayLike = date | str
P = ParamSpec("P")
T = TypeVar("T")
PLOVER_TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
"""The sixteen types that an event can have."""


class Names(Protocol):
    """What a question needs of the lexicon of actors."""

    def parse_name(self, text: str) -> str:
        """The id of the actor that a name, code or demonym stands for; UsageError with suggestions where none fits."""
        ...

    def name(self, actor: str) -> str:
        """The name of an actor as a reader would write it."""
        ...


def in_one_state(ask: Callable[Concatenate[Store, P], T]) -> Callable[Concatenate[Store, P], T]:
    """A question whose every part is asked of the same state of the ledger, in one transaction."""

    @wraps(ask)
    def asked(store: Store, /, *given: P.args, **named: P.kwargs) -> T:
        with store.at_once():
            return ask(store, *given, **named)

    return asked


@dataclass(frozen=True, slots=True)
class Question:
    """A question about events in a person's words; `to_filter` makes of it what a store understands.

    `actors` and `between` are names, codes or demonyms. Several actors mean any of them; `between` means that both
    take part, in any role. `since` and `until` bound the date of the event. `rejected` keeps events that a person
    rejected, of themselves or by their occurrence. `start` passes over so many, `limit` ends the list after so many.
    """

    actors: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    since: DayLike | None = None
    until: DayLike | None = None
    text: str | None = None
    documents: tuple[str, ...] = ()
    historical: bool | None = None
    min_confidence: float | None = None
    limit: int | None = None
    rejected: bool = False
    start: int = 0

    def to_filter(self, store: Store, names: Names, view: View) -> EventFilter:
        """The filter; UsageError, with what may be meant, for a name or word that the ledger does not use.

        A filter knows nothing of decisions: `rejected` is heeded by the questions, not by it.
        """
        actors = tuple(resolve(store, names, name) for name in self.actors)
        counterparts: tuple[str, ...] = ()
        if self.between is not None:
            if actors:
                raise UsageError("actor and between cannot both be given", remedy="give one of them")
            first, second = (resolve(store, names, name) for name in self.between)
            actors, counterparts = (first,), (second,)
        start, end = to_day(self.since, "earliest"), to_day(self.until, "latest")
        if start and end and end < start:
            raise UsageError(f"the period ends {end} before it begins {start}", remedy="swap --from and --to")
        return EventFilter(
            view=view,
            actors=actors,
            counterparts=counterparts,
            types=tuple(word(name, PLOVER_TYPES, "event type") for name in self.types),
            statuses=tuple(Status(word(name, tuple(Status), "status")) for name in self.statuses),
            phases=tuple(Phase(word(name, tuple(Phase), "phase")) for name in self.phases),
            start=start,
            end=end,
            documents=self.documents,
            historical=self.historical,
            min_confidence=self.min_confidence,
            text=self.text,
            limit=self.limit,
            offset=self.start,
        )


def today() -> date:
    """Today in UTC: the default of two clocks, so that machines in two places give one answer."""
    return datetime.now(UTC).date()


def make_view(
    as_of: DayLike | None = None, known_by: DayLike | None = None, recorded_by: datetime | str | None = None
) -> View:
    """The three clocks with their defaults: today, today, no bound."""
    return View(to_day(as_of, "latest") or today(), to_day(known_by, "latest") or today(), to_instant(recorded_by))


def to_day(value: DayLike | None, end: str) -> date | None:
    """A day from YYYY-MM-DD, "today", "yesterday", or the `end` ("earliest" or "latest") of YYYY-MM or YYYY.

    `None` stays `None`. Raises UsageError on anything else.
    """
    if value is None or isinstance(value, date):
        return value
    if value.strip().lower() in ("today", "yesterday"):
        return today() - timedelta(days=int(value.strip().lower() == "yesterday"))
    try:
        interval = parse_interval(value)
    except ValueError:
        interval = None
    day = getattr(interval, end, None)
    if not isinstance(day, date):
        raise UsageError(f"{value!r} is no date", remedy="give YYYY-MM-DD, YYYY-MM, YYYY, today or yesterday")
    return day


def to_instant(value: datetime | str | None) -> datetime | None:
    """A UTC instant from an ISO one; a bare day means its last moment."""
    if isinstance(value, str):
        try:
            if len(value) <= len("2024-05-26"):
                value = datetime.combine(to_day(value, "latest") or today(), time.max)
            else:
                value = datetime.fromisoformat(value)
        except ValueError as error:
            raise UsageError(f"{value!r} is no instant", remedy="give 2024-05-26T08:00:00Z or 2024-05-26") from error
    if value is None:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(text: str, words: Iterable[str], what: str) -> str:
    """The word of a closed set that `text` is, whatever its case; UsageError with the nearest where it is none."""
    by_key = {_key(each): str(each) for each in words}
    found = by_key.get(_key(text))
    if found is None:
        near = [by_key[key] for key in difflib.get_close_matches(_key(text), by_key, n=3, cutoff=0.6)]
        remedy = f"did you mean {' or '.join(near)}?" if near else f"it is one of {', '.join(by_key.values())}"
        raise UsageError(f"{text!r} is no {what}", remedy=remedy)
    return found


def stances(words: Iterable[str]) -> tuple[Stance, ...]:
    """The stances that the words name."""
    return tuple(Stance(word(each, tuple(Stance), "stance")) for each in words)


def _key(text: str) -> str:
    return re.sub(r"[\s_]+", "-", text.strip().lower())


def resolve(store: Store, names: Names, text: str) -> str:
    """The actor id that a name stands for: from the lexicon, else from the names that the ledger's reports use.

    Raises UsageError with suggestions where neither knows it, or where the reports use it of several.
    """
    try:
        return names.parse_name(text)
    except UsageError:
        found = {
            actor
            for mention in store.mentions(MentionFilter(name=text, resolved=True))
            if mention.name.casefold() == text.casefold()
            for actor in (mention.person or mention.actor,)
            if actor
        }
        if len(found) == 1:
            return found.pop()
        if found:
            raise UsageError(
                f"{text!r} is used of several actors", remedy=f"give one of {', '.join(sorted(found))}"
            ) from None
        raise
