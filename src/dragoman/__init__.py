"""Dragoman: reports in, a ledger of what states did to and with one another out.

    import dragoman

    with dragoman.read(["reports/"], ledger="story.db") as ledger:
        for row in ledger.events(between=("Chile", "Vietnam")):
            print(row.event.date, row.event.type, row.event.status, row.event.evidence.quote)

Names are loaded when first used, so that `import dragoman` itself costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.api import Ledger as Ledger
    from dragoman.api import open_ledger as open
    from dragoman.api import read as read
    from dragoman.errors import DragomanError as DragomanError
    from dragoman.settings import Settings as Settings

_WHERE = {
    "Ledger": ("dragoman.api", "Ledger"),
    "open": ("dragoman.api", "open_ledger"),
    "read": ("dragoman.api", "read"),
    "DragomanError": ("dragoman.errors", "DragomanError"),
    "Settings": ("dragoman.settings", "Settings"),
}

__all__ = ["DragomanError", "Ledger", "Settings", "open", "read"]


def __getattr__(name: str) -> object:
    """Load a public name on first use (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    module, attribute = _WHERE[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
