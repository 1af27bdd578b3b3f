"""Small pieces of English that titles and descriptions of charts need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from dragoman.protocols import View

T = TypeVar("T")

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]+")


def shown(value: T) -> T:
    """A value with all text in it on one line, without signs that no XML may hold or that turn the writing round."""
    if isinstance(value, str):
        return _UNSHOWN.sub(" ", value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {shown(key): shown(each) for key, each in value.items()}  # type: ignore[return-value]
    if isinstance(value, list):
        return [shown(each) for each in value]  # type: ignore[return-value]
    return value


def counted(count: int, one: str, several: str | None = None) -> str:
    """The words "1 act", "2 acts" or "no acts"."""
    if count == 1:
        return f"1 {one}"
    return f"{count or 'no'} {several or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """The words "a", "a and b" or "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def spoken_clock(view: View) -> str:
    """The clocks at which a chart holds, as a sentence."""
    if view.as_of == view.known_by:
        return f"As of {view.as_of}, from reports up to that day."
    return f"As of {view.as_of}, from reports up to {view.known_by}."
