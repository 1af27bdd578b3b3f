"""Pages and feeds from the network, and nothing else from anywhere: one function for all that fetches.

Addresses come from feeds, pages and people that mean harm as well as from those that do not. So every connection goes
to an address that was looked at first (`guard`), every answer is bounded in size, time and redirects (`client`), hosts
are asked no more often than they like (`polite`), and nobody's robots rules are passed over.
"""

from __future__ import annotations

from dragoman.sources.fetch.client import Answer, Bounds, Fetcher, FetchError
from dragoman.sources.fetch.guard import checked_url
from dragoman.sources.fetch.polite import Manners
from dragoman.sources.fetch.reports import fetch_reports

__all__ = ["Answer", "Bounds", "FetchError", "Fetcher", "Manners", "checked_url", "fetch_reports"]
