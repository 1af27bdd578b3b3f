"""Temporal expressions of news English: a library of its own that knows nothing of events."""

from dragoman.model import Timex
from dragoman.times.tagger import tag

__all__ = ["Timex", "tag"]
