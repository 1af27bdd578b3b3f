"""Reports from RSS and Atom feeds: what is new is fetched, kept in an archive, and handed over to be read."""

from __future__ import annotations

from dragoman.sources.feed.entries import Entry, read_feed
from dragoman.sources.feed.listing import Feed, FeedList, load_feeds
from dragoman.sources.feed.state import WatchState
from dragoman.sources.feed.watch import FeedResult, Watcher

__all__ = ["Entry", "Feed", "FeedList", "FeedResult", "WatchState", "Watcher", "load_feeds", "read_feed"]
