"""How often one client may write: so many requests in any minute, counted for each address apart."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

WRITES_PER_MINUTE = 300
"""A person with a queue decides once in some seconds; a program sends a thousand reports in one request."""

MINUTE = 60.0
CLIENTS = 4096
"""Clients that are remembered; of more, the one that wrote least lately begins anew."""


@dataclass(slots=True)
class Pace:
    """A sliding window of a minute for each client: exact, and no more than `most` instants are held for one.

    `most` is at least 1. `now` gives seconds of a clock that never goes back.
    """

    most: int = WRITES_PER_MINUTE
    now: Callable[[], float] = time.monotonic
    _seen: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, client: str) -> int:
        """Count a request and give 0; or, where there were too many, give the seconds to wait, at least 1.

        What is refused is not counted: who waits as long as told is let in.
        """
        with self._lock:
            now = self.now()
            times = self._seen.setdefault(client, deque())
            self._seen.move_to_end(client)
            while len(self._seen) > CLIENTS:
                self._seen.popitem(last=False)
            while times and times[0] <= now - MINUTE:
                times.popleft()
            if len(times) >= self.most:
                return max(1, math.ceil(times[0] + MINUTE - now))
            times.append(now)
            return 0
