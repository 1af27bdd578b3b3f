"""The named questions, asked of a store: the one door for the command line, the Python API and the web.

A question in a person's words is a `Question`; `make_view` sets the three clocks; the functions give typed results.
Names are loaded when first used, so that a command waits only for what its own question needs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.query.answers import (
        ActorList,
        ActorRow,
        Answer,
        ClaimList,
        DocumentList,
        EventList,
        Month,
        clocks,
        lines_of,
    )
    from dragoman.query.asking import PLOVER_TYPES, Names, Question, make_view, resolve, stances, to_day, today
    from dragoman.query.context import Mark, Paragraph, layered
    from dragoman.query.questions import (
        LedgerStatus,
        count_events,
        find_actors,
        find_claims,
        find_documents,
        find_events,
        ledger_status,
        timeline,
    )
    from dragoman.query.showing import Shown, show
    from dragoman.query.words import draw

__all__ = [
    "PLOVER_TYPES",
    "ActorList",
    "ActorRow",
    "Answer",
    "ClaimList",
    "DocumentList",
    "EventList",
    "LedgerStatus",
    "Mark",
    "Month",
    "Names",
    "Paragraph",
    "Question",
    "Shown",
    "clocks",
    "count_events",
    "draw",
    "find_actors",
    "find_claims",
    "find_documents",
    "find_events",
    "layered",
    "ledger_status",
    "lines_of",
    "make_view",
    "resolve",
    "show",
    "stances",
    "timeline",
    "to_day",
    "today",
]

_WHERE = {
    "answers": "ActorList ActorRow Answer ClaimList DocumentList EventList Month clocks lines_of",
    "asking": "PLOVER_TYPES Names Question make_view resolve stances to_day today",
    "context": "Mark Paragraph layered",
    "questions": "LedgerStatus count_events find_actors find_claims find_documents find_events ledger_status timeline",
    "showing": "Shown show",
    "words": "draw",
}
_MODULES = {name: module for module, names in _WHERE.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Load a question on first use (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module 'dragoman.query' has no attribute {name!r}")
    return getattr(importlib.import_module(f"dragoman.query.{_MODULES[name]}"), name)
