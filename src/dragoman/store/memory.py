"""What an open ledger remembers of what it has read, so that a question asked again and again is not parsed anew.

Nothing here can be out of date: an event of a reading is never changed, and reports are kept for one state of the
ledger, which every write ends. The memory is bounded; the half that was read first goes when it is full.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Mapping
from typing import Any

from dragoman.model import Event
from dragoman.protocols import StoredDocument

EVENTS, REPORTS = 16_000, 8_000
"""The most that is kept: some 80 MB, and as much as the lists of a busy page need."""


class Memory:
    """Events and reports as objects, shared by all threads that ask one open ledger."""

    def __init__(self, events: int = EVENTS, reports: int = REPORTS) -> None:
        """At most so many events and reports."""
        self._most = (events, reports)
        self._lock = threading.Lock()
        self._events: dict[tuple[str, str], Event] = {}
        self._reports: dict[str, StoredDocument] = {}
        self._state = ""

    def event(self, reading: str, identity: str, body: str) -> Event:
        """The event of a row of `events`."""
        known = self._events.get((reading, identity))
        if known is not None:
            return known
        read = Event.from_json(json.loads(body))
        with self._lock:
            _halve(self._events, self._most[0])
            self._events[reading, identity] = read
        return read

    def reports(self, state: str, wanted: Collection[str]) -> dict[str, StoredDocument]:
        """Reading id -> report, for those that were kept in this state of the ledger."""
        with self._lock:
            if state != self._state:
                return {}
            return {identity: self._reports[identity] for identity in wanted if identity in self._reports}

    def keep_reports(self, state: str, read: Mapping[str, StoredDocument]) -> None:
        """Keep reports of a state; those of another are forgotten."""
        with self._lock:
            if state != self._state:
                self._state, self._reports = state, {}
            _halve(self._reports, self._most[1] - len(read))
            self._reports.update(read)


def _halve(kept: dict[Any, Any], most: int) -> None:
    """Forget what came first where there is no room for more."""
    if len(kept) >= most:
        for key in list(kept)[: len(kept) // 2 + 1]:
            del kept[key]
