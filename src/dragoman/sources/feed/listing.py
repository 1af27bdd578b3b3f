"""The list of feeds that a person keeps: FEEDS.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.sources.fetch import checked_url

_TIMES = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_TIME = re.compile(r"(\d{1,6})\s*([smhd])")
_SHORTEST = 60
_LARGEST = 10_000
_LONGEST_DELAY = 60
_KINDS: dict[str, type] = {"url": str, "outlet": str, "language": str, "every": str, "pages": bool, "most": int}
_SHAPE = '[[feed]] with url = "https://...", and outlet, language, every = "30m", pages = true, most = 50 where wanted'


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its address, what is known of all its reports, and how it is followed.

    `every` is in seconds. `pages` fetches the page of each entry; without it the entry's own text is read. `most` is
    how many new entries are taken at a time.
    """

    url: str
    outlet: str | None = None
    language: str | None = None
    every: int = 1800
    pages: bool = True
    most: int = 50


@dataclass(frozen=True, slots=True)
class FeedList:
    """Feeds in the order of the file, each once; the hosts that may have private addresses; the pause between requests.

    `delay` is in seconds, for each host.
    """

    feeds: tuple[Feed, ...]
    allow: tuple[str, ...] = ()
    delay: float = 2.0


def seconds_of(text: str, place: str = "") -> int:
    """Seconds of a length of time such as "90s", "30m", "2h", "1d". Raises UsageError for anything else."""
    match = _TIME.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(f"{text!r} is no length of time", place=place, remedy='write it like "30m", "2h" or "1d"')
    found = int(match.group(1)) * _TIMES[match.group(2)]
    if found < _SHORTEST:
        raise UsageError(f"{text!r} is too often", place=place, remedy="a minute is the least")
    return found


def load_feeds(path: Path) -> FeedList:
    """The feeds of a file. Raises UsageError, naming the entry, where anything in it is not what it should be."""
    place = str(path)
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", place=place, remedy="name a file of feeds") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not valid TOML: {error}", place=place, remedy=_SHAPE) from error
    unknown = sorted(set(value) - {"feed", "defaults", "allow", "delay"})
    if unknown:
        raise UsageError(f"unknown key {unknown[0]!r}", place=place, remedy=_SHAPE)
    defaults = _feed(Feed(""), value.get("defaults", {}), f"{place}, defaults", but="url")
    given = value.get("feed", [])
    if not isinstance(given, list) or not given:
        raise UsageError("no feeds in it", place=place, remedy=_SHAPE)
    feeds: dict[str, Feed] = {}
    for number, each in enumerate(given, start=1):
        feed = _feed(defaults, each, f"{place}, feed {number}")
        feeds.setdefault(feed.url, feed)
    allow = value.get("allow", [])
    if not isinstance(allow, list) or not all(isinstance(host, str) for host in allow):
        raise UsageError("allow is a list of names of hosts", place=place, remedy='write it like allow = ["intranet"]')
    delay = value.get("delay", FeedList(()).delay)
    if not isinstance(delay, int | float) or isinstance(delay, bool) or not 0 <= delay <= _LONGEST_DELAY:
        raise UsageError(
            f"delay is {delay!r}", place=place, remedy="seconds from 0 to 60 between two requests to a host"
        )
    return FeedList(tuple(feeds.values()), tuple(allow), float(delay))


def _feed(base: Feed, given: Any, place: str, but: str = "") -> Feed:
    if not isinstance(given, dict):
        raise UsageError("not a table", place=place, remedy=_SHAPE)
    for key, value in given.items():
        kind = _KINDS.get(key)
        if kind is None or key == but:
            raise UsageError(f"unknown key {key!r}", place=place, remedy=_SHAPE)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise UsageError(f"{key} is not what it should be: {value!r}", place=place, remedy=_SHAPE)
    most = given.get("most", base.most)
    if not 0 < most <= _LARGEST:
        raise UsageError(f"most is {most}", place=place, remedy=f"a number from 1 to {_LARGEST:,}")
    every = seconds_of(given["every"], place) if "every" in given else base.every
    found = replace(base, **{**given, "every": every})
    if but == "url":
        return found
    try:
        return replace(found, url=checked_url(given.get("url", "")))
    except UsageError as error:
        raise UsageError(error.message, place=f"{place}, url", remedy=error.remedy) from error
