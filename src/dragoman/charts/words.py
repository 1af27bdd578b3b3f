"""Small pieces of English that titles and descriptions of charts need."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.protocols import View


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
