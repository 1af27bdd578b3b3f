"""Temporal expressions of news English: a library of its own that knows nothing of events.

The tagger, with its grammar, is loaded when it is first used: a question needs only how long things last.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.model import Timex
    from dragoman.times.tagger import tag

__all__ = ["Timex", "tag"]


def __getattr__(name: str) -> object:
    """Load the tagger, or what it finds, on first use (PEP 562)."""
    where = {"tag": "dragoman.times.tagger", "Timex": "dragoman.model.layers"}.get(name)
    if where is None:
        raise AttributeError(f"module 'dragoman.times' has no attribute {name!r}")
    return getattr(import_module(where), name)
