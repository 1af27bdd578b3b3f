"""How often a host is asked, and what its robots rules allow (RFC 9309, read by protego)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2
from protego import Protego

AGENT = "Dragoman"
LONGEST_WAIT = 60.0
"""Seconds that one waits for a host within a run; whoever asks for more is asked again another time."""
_ROBOTS_AGE = 24 * 3600.0
_UNKNOWN_AGE = 600.0


@dataclass(slots=True)
class Manners:
    """How hosts are treated: `delay` seconds between two requests to one host, more where its rules ask for it.

    `clock` and `sleep` can be replaced in tests.
    """

    delay: float = 2.0
    robots: bool = True
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _ready: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, tuple[float, Protego | None]] = field(default_factory=dict)

    def wait(self, url: str) -> float:
        """Wait until the host may be asked again. Seconds that it still asks for where that is too long to wait."""
        host = host_of(url)
        rest = self._ready.get(host, 0.0) - self.clock()
        if rest > LONGEST_WAIT:
            return rest
        if rest > 0:
            self.sleep(rest)
        self._ready[host] = self.clock() + max(self.delay, self._asked(url))
        return 0.0

    def back_off(self, url: str, seconds: float) -> None:
        """The host asked for a pause."""
        host = host_of(url)
        self._ready[host] = max(self._ready.get(host, 0.0), self.clock() + seconds)

    def _asked(self, url: str) -> float:
        known = self._rules.get(origin(url))
        delay = known[1].crawl_delay(AGENT) if known and known[1] is not None else None
        return min(float(delay), LONGEST_WAIT) if delay else 0.0

    def knows(self, url: str) -> bool:
        """Whether the rules of the page's origin are known and fresh."""
        known = self._rules.get(origin(url))
        return known is not None and known[0] > self.clock() - (_UNKNOWN_AGE if known[1] is None else _ROBOTS_AGE)

    def learn(self, url: str, rules: str | None) -> None:
        """The text of the rules; `None` where they cannot be had, which forbids everything."""
        parsed = None if rules is None else Protego.parse(rules)
        self._rules[origin(url)] = (self.clock(), parsed)

    def allows(self, url: str) -> bool:
        """Whether the known rules allow the page."""
        known = self._rules.get(origin(url))
        return known is not None and known[1] is not None and bool(known[1].can_fetch(url, AGENT))


def host_of(url: str) -> str:
    """Host and port of an address, as one key."""
    parts = httpx2.URL(url)
    return f"{parts.host}:{parts.port or ''}"


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    return f"{httpx2.URL(url).scheme}://{host_of(url)}"


def seconds_asked(value: str | None, now: datetime | None = None) -> float | None:
    """What a `Retry-After` header asks for: seconds, or an instant; `None` where it says nothing that can be read."""
    if value is None:
        return None
    text = value.strip()
    if text.isdigit():
        return float(min(int(text[:9]), 7 * 24 * 3600))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - (now or datetime.now(UTC))).total_seconds()), 7 * 24 * 3600.0)
