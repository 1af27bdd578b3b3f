"""One round over a list of feeds: ask what is new, fetch it, keep it, hand it over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.errors import DragomanError, InputError
from dragoman.model import Failure, Report
from dragoman.sources.common.pages import READABLE, Page, report_of
from dragoman.sources.feed.entries import Entry, read_feed
from dragoman.sources.feed.listing import Feed
from dragoman.sources.feed.state import WatchState
from dragoman.sources.fetch import Answer, Fetcher, FetchError
from dragoman.sources.warc import page_at, write_page

STAGE = "fetch"
_LONGEST_PAUSE = 24 * 3600.0
_RETRY = 15 * 60.0
"""Seconds after which a page that could not be had is tried again, doubled with each try."""
_FOR_GOOD = frozenset([400, 401, 403, 404, 405, 410, 451])


@dataclass(frozen=True, slots=True)
class FeedResult:
    """What one round brought of a feed. `next_in` is in seconds; `failure` says why the feed could not be had."""

    feed: Feed
    entries: int = 0
    new: int = 0
    failed: int = 0
    unchanged: bool = False
    next_in: float = 0.0
    failure: Failure | None = None


class Watcher:
    """Follows feeds with one fetcher and one memory. A feed that cannot be had never stops the others."""

    def __init__(
        self,
        fetcher: Fetcher,
        state: WatchState,
        archive: Path,
        *,
        tell: Callable[[FeedResult], object] = lambda _: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`archive` is the folder where pages are kept; `tell` gets the result of each feed."""
        self._fetcher = fetcher
        self._state = state
        self._archive = archive
        self._tell = tell
        self._now = now

    def due_in(self, feed: Feed, *, at_once: bool = False) -> float:
        """Seconds until a feed is to be asked again; 0 where it is due.

        `at_once` asks before its time, but not a feed that failed and was left in peace for a while.
        """
        known = self._state.feed(feed.url)
        return 0.0 if at_once and not known.failures else max(0.0, known.due - self._now())

    def left_over(self) -> Iterator[Report | Failure]:
        """Reports that an earlier run fetched and did not get into the ledger, from the archive."""
        for url, file, place in self._state.unread():
            try:
                page = page_at(self._archive / (file or ""), place)
                yield report_of(page, url)
            except (InputError, OSError) as error:
                reason = error.message if isinstance(error, InputError) else f"not in the archive: {error.strerror}"
                self._state.done([url])
                yield Failure(url, STAGE, reason, "fetch the page again")

    def round(self, feeds: tuple[Feed, ...], *, at_once: bool = False) -> Iterator[Report | Failure]:
        """The new reports of all feeds that are due, and what could not be had, feed by feed."""
        for feed in feeds:
            if self.due_in(feed, at_once=at_once) == 0.0:
                yield from self._feed(feed)

    def settle(self) -> None:
        """All that was handed over is in the ledger now, or recorded there as what cannot be read."""
        self._state.done([url for url, _file, _place in self._state.unread()])

    # -------------------------------------------------------------- one feed

    def _feed(self, feed: Feed) -> Iterator[Report | Failure]:
        known = self._state.feed(feed.url)
        try:
            answer = self._fetcher.fetch(feed.url, accept=(), etag=known.etag, modified=known.modified)
            if answer.status == 304:
                self._state.save_feed(feed.url, replace(known, due=self._now() + feed.every, failures=0))
                self._tell(FeedResult(feed, unchanged=True, next_in=feed.every))
                return
            _title, entries = read_feed(answer.body, answer.url, answer.headers)
        except DragomanError as error:
            yield self._failed(feed, error)
            return
        new = failed = 0
        fresh = [entry for entry in entries if self._is_new(feed, entry)]
        for entry in fresh[: feed.most]:
            found = self._entry(feed, entry)
            new, failed = new + isinstance(found, Report), failed + isinstance(found, Failure)
            yield found
        # What was left for the next round would not come again from a host that says: nothing has changed.
        whole = len(fresh) <= feed.most and not failed
        etag, modified = (answer.headers.get(name) if whole else None for name in ("etag", "last-modified"))
        self._state.save_feed(
            feed.url, replace(known, etag=etag, modified=modified, due=self._now() + feed.every, failures=0)
        )
        self._tell(FeedResult(feed, len(entries), new, failed, next_in=feed.every))

    def _is_new(self, feed: Feed, entry: Entry) -> bool:
        return not self._state.is_known(feed.url, entry.key, entry.stamp, entry.url) and self._state.is_due(
            entry.url, self._now()
        )

    def _failed(self, feed: Feed, error: DragomanError) -> Failure:
        """Wait longer with each failure in a row, at least as long as the host asked for, and at most a day.

        To refuse an address ourselves troubles no host: whoever allows it then need not wait.
        """
        known = self._state.feed(feed.url)
        ours = isinstance(error, FetchError) and error.refused
        pause = min(_LONGEST_PAUSE, feed.every * 2.0 ** min(known.failures, 10))
        asked = error.retry_after if isinstance(error, FetchError) else None
        pause = max(pause, asked or 0.0)
        self._state.save_feed(feed.url, replace(known, due=self._now() + pause, failures=known.failures + (not ours)))
        failure = Failure(feed.url, STAGE, error.message, error.remedy)
        self._tell(FeedResult(feed, next_in=pause, failure=failure))
        return failure

    # -------------------------------------------------------------- one entry

    def _entry(self, feed: Feed, entry: Entry) -> Report | Failure:
        try:
            page, headers = self._page(feed, entry)
            report = report_of(page, entry.url)
        except DragomanError as error:
            self._state.failed(feed.url, entry.key, entry.stamp, entry.url, again_at=self._again(error))
            return Failure(entry.url, STAGE, error.message, error.remedy)
        path, place = write_page(self._archive, page, headers)
        self._state.fetched(feed.url, entry.key, entry.stamp, entry.url, path.name, place)
        return report

    def _page(self, feed: Feed, entry: Entry) -> tuple[Page, dict[str, str]]:
        notes = {
            name: value
            for name, value in (
                ("published", entry.published),
                ("outlet", feed.outlet),
                ("language", feed.language),
                ("title", None if feed.pages else entry.title),
            )
            if value
        }
        if feed.pages:
            answer = self._fetcher.fetch(entry.url, accept=sorted(READABLE))
            return _as_page(answer, entry.url, notes), {"content-type": "text/html", **answer.headers}
        fetched = _instant(self._now())
        body = entry.html.encode("utf-8")
        return Page(entry.url, body, "text/html", "utf-8", fetched, notes=notes), {
            "content-type": "text/html; charset=utf-8"
        }

    def _again(self, error: DragomanError) -> float | None:
        if isinstance(error, FetchError) and error.refused:
            return self._now()
        if isinstance(error, FetchError) and error.status not in _FOR_GOOD:
            return self._now() + max(_RETRY, error.retry_after or 0.0)
        return None


def _as_page(answer: Answer, asked: str, notes: dict[str, str]) -> Page:
    """An answer as the page at the address that was asked for: redirects change, addresses of feeds stay."""
    return Page(asked, answer.body, answer.content_type or "text/html", answer.charset, answer.fetched, notes=notes)


def _instant(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(seconds))
