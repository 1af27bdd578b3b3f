"""What an open ledger remembers of what it has read, so that a question asked again and again is not parsed anew.

Nothing here can be out of date: an event of a reading is never changed, and reports are kept for one state of the
ledger, which every write ends. The memory is bounded; what was read first goes when it is full. Whoever asks
may keep answers here in the same way: they are given back in that state of the ledger and in no other, and when there
is no room for more, those go that were asked for longest ago.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Hashable, Mapping
from itertools import islice
from typing import Any, TypeVar

from dragoman.model import Event
from dragoman.protocols import StoredDocument

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Link = tuple[str | None, str | None]
"""The occurrence of an event and the dossier to which that is filed first, where there is one."""

EVENTS, REPORTS = 16_000, 8_000
"""The most that is kept: some 80 MB, and as much as the lists of a busy page need."""

ANSWERS = 3_000
"""The most answers that are kept: states of dossiers, in part of events that are kept anyway."""

SEARCHES, LOOKED_INTO = 32, 3_000
"""Words that were looked for last, and the texts for each of which it is kept whether they stand in it."""

_PART = 8
"""What part of a full memory goes at once."""


class Memory:
    """Events and reports as objects, shared by all threads that ask one open ledger."""

    def __init__(self, events: int = EVENTS, reports: int = REPORTS, answers: int = ANSWERS) -> None:
        """At most so many events, reports and answers."""
        self._most = (events, reports, answers)
        self._lock = threading.Lock()
        self._events: dict[tuple[str, str], Event] = {}
        self._reports: dict[str, StoredDocument] = {}
        self._links: dict[str, Link] = {}
        self._answers: dict[Hashable, Any] = {}
        self._searches: dict[str, dict[str, bool]] = {}
        self._state = ""

    def event(self, reading: str, identity: str, body: str) -> Event:
        """The event of a row of `events`."""
        known = self._events.get((reading, identity))
        if known is not None:
            return known
        read = Event.from_json(json.loads(body))
        with self._lock:
            _make_room(self._events, self._most[0])
            self._events[reading, identity] = read
        return read

    def looked_into(self, words: str) -> dict[str, bool]:
        """Text -> whether these words stand in it, for those that were looked into; a text never changes."""
        with self._lock:
            return dict(self._searches.get(words, {}))

    def keep_looked_into(self, words: str, found: Mapping[str, bool]) -> None:
        """Keep in which texts words stand, in place of what was kept; of very many texts the first."""
        with self._lock:
            self._searches.pop(words, None)
            _make_room(self._searches, SEARCHES)
            self._searches[words] = dict(islice(found.items(), LOOKED_INTO))

    def reports(self, state: str, wanted: Collection[str]) -> dict[str, StoredDocument]:
        """Reading id -> report, for those that were kept in this state of the ledger."""
        with self._lock:
            return _of(self._reports, wanted) if state == self._state else {}

    def keep_reports(self, state: str, read: Mapping[str, StoredDocument]) -> None:
        """Keep reports of a state; those of another are forgotten."""
        with self._lock:
            self._turn_to(state)
            _make_room(self._reports, self._most[1] - len(read))
            self._reports.update(read)

    def links(self, state: str, wanted: Collection[str]) -> dict[str, Link]:
        """Event id -> its link, for those that were kept in this state of the ledger."""
        with self._lock:
            return _of(self._links, wanted) if state == self._state else {}

    def keep_links(self, state: str, read: Mapping[str, Link]) -> None:
        """Keep links of a state; those of another are forgotten."""
        with self._lock:
            self._turn_to(state)
            _make_room(self._links, self._most[0] - len(read))
            self._links.update(read)

    def answers(self, state: str, wanted: Collection[Hashable]) -> dict[Hashable, Any]:
        """Question -> answer, for those that were kept in this state of the ledger."""
        with self._lock:
            found = _of(self._answers, wanted) if state == self._state else {}
            for question in found:
                self._answers[question] = self._answers.pop(question)
            return found

    def keep_answers(self, state: str, found: Mapping[Hashable, Any]) -> None:
        """Keep answers of a state; those of another are forgotten."""
        with self._lock:
            self._turn_to(state)
            _make_room(self._answers, self._most[2] - len(found))
            self._answers.update(found)

    def _turn_to(self, state: str) -> None:
        if state != self._state:
            self._state, self._reports, self._links, self._answers = state, {}, {}, {}


def _of(kept: Mapping[K, V], wanted: Collection[K]) -> dict[K, V]:
    return {identity: kept[identity] for identity in wanted if identity in kept}


def _make_room(kept: dict[Any, Any], most: int) -> None:
    """Forget what came first where there is no room for more: some of it at once, as to forget all costs a pause."""
    if len(kept) >= most:
        for key in list(kept)[: len(kept) - most + len(kept) // _PART + 1]:
            del kept[key]
