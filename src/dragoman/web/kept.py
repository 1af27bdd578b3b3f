"""Answers that take long, kept until the ledger changes.

Every page asks the ledger. A list of all matters needs all of it, and with a hundred thousand events that takes
seconds: such an answer is kept with the version of the ledger at which it was given. While reports come in, a reader
gets the answer before, and a new one is made beside, where there is a process for it in that process; after a person's
decision the new one is waited for. How old the oldest answer is that a page was made of, the page can ask, and say.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

T = TypeVar("T")

QUICK = 0.05
"""Seconds: an answer that takes no longer is never given out of date."""
WAITED_FOR = 0.5
"""Seconds: an answer that takes no longer is made anew for who has just added reports."""
OLDEST = 120.0
"""Seconds after which an answer that is out of date is not given any more."""
REST = 3.0
"""How many times as long as it took an answer stands before it is made anew beside, so that a machine has rest."""
KEPT = 512

_GIVEN: ContextVar[float] = ContextVar("dragoman_oldest_given", default=0.0)
"""Age in seconds of the oldest answer out of date that this request was given: a request has a context of its own."""


@dataclass(frozen=True, slots=True)
class Timed:
    """An answer made elsewhere, with the seconds of computing that it took there."""

    value: Any
    took: float


@dataclass(frozen=True, slots=True)
class _Held:
    version: str
    began: float
    made: float
    took: float
    value: Any


@dataclass(slots=True)
class Kept:
    """The answers. One instance serves all threads. What one costs is the time that it computed, not that it waited.

    What makes an answer gives it as it is, or `Timed` where it was made elsewhere.
    """

    clock: Callable[[], float] = time.monotonic
    cost: Callable[[], float] = time.thread_time
    _held: OrderedDict[Hashable, _Held] = field(default_factory=OrderedDict)
    _locks: dict[Hashable, threading.Lock] = field(default_factory=dict)
    _closed: bool = False
    _making: set[Hashable] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")
    )

    def get(
        self, key: Hashable, version: str, make: Callable[[], T], beside: Callable[[], T | Timed] | None = None
    ) -> T:
        """The answer of `key` at a version of the ledger; `make` gives it, and `beside` where nobody waits for it.

        Raises what `make` raises.
        """
        found = self._find(key)
        if found is None or (found.version != version and not self._may_wait(found)):
            return self._wait_for(key, version, make)
        if found.version != version:
            _GIVEN.set(max(_GIVEN.get(), self.clock() - found.began))
            self._renew(key, version, beside or make, found)
        value: T = found.value
        return value

    def _wait_for(self, key: Hashable, version: str, make: Callable[[], T]) -> T:
        """Make it, or wait for whoever is making it already."""
        with self._lock_of(key):
            found = self._find(key)
            if found is None or found.version != version:
                return self._make(key, version, make)
            value: T = found.value
            return value

    def soon(self, key: Hashable, version: str, make: Callable[[], T | Timed]) -> T | None:
        """The answer of `key` if it is there and not too old; else `None`. What is out of date is made anew beside."""
        found = self._find(key)
        if found is not None and found.version == version:
            current: T = found.value
            return current
        self._renew(key, version, make, found)
        if found is None or self.clock() - found.made >= OLDEST:
            return None
        _GIVEN.set(max(_GIVEN.get(), self.clock() - found.began))
        value: T = found.value
        return value

    def peek(self, key: Hashable) -> Any:
        """The answer of `key` as it was last given; `None` where there is none."""
        found = self._find(key)
        return found.value if found is not None else None

    def is_quick(self, key: Hashable) -> bool:
        """Whether the answer of `key` was given, and took so little that whoever asks for it may make it."""
        found = self._find(key)
        return found is not None and found.took <= QUICK

    def forget(self) -> None:
        """Let the next reader of every answer wait for a new one: a person has decided something."""
        self._forget(math.inf)

    def forget_quick(self) -> None:
        """The same for answers that a reader can wait for: somebody has just added reports, and will look at them."""
        self._forget(WAITED_FOR)

    def _forget(self, most: float) -> None:
        with self._lock:
            for key, found in self._held.items():
                if found.took <= most:
                    self._held[key] = replace(found, version="", made=-math.inf)

    def close(self) -> None:
        """Make nothing more."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _find(self, key: Hashable) -> _Held | None:
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def _lock_of(self, key: Hashable) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(key, threading.Lock())

    def _may_wait(self, found: _Held) -> bool:
        return found.took > QUICK and self.clock() - found.made < OLDEST

    def _renew(self, key: Hashable, version: str, make: Callable[[], T | Timed], found: _Held | None) -> None:
        """Make the answer anew beside, unless that is under way or was done a moment ago."""
        with self._lock:
            rests = found is not None and self.clock() - found.made < REST * found.took
            if key in self._making or rests or self._closed:
                return
            self._making.add(key)

        def run() -> None:
            try:
                with self._lock_of(key):  # who needs it meanwhile waits, and does not make it a second time
                    self._make(key, version, make)
            finally:
                with self._lock:
                    self._making.discard(key)

        self._pool.submit(run)

    def _make(self, key: Hashable, version: str, make: Callable[[], T | Timed]) -> T:
        began, cost = self.clock(), self.cost()
        made = make()
        here = self.cost() - cost
        value, took = (made.value, made.took) if isinstance(made, Timed) else (made, here)
        with self._lock:
            self._held[key] = _Held(version, began, self.clock(), took, value)
            while len(self._held) > KEPT:
                self._locks.pop(self._held.popitem(last=False)[0], None)
        given: T = value
        return given


def oldest_given() -> float:
    """How many seconds ago the oldest answer was begun that is out of date and that this request was given; else 0."""
    return _GIVEN.get()
