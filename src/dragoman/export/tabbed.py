"""Lines of fields between tabs, as event data are passed on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from dragoman.query.flat import safe_cell

_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")


def write_line(out: BinaryIO, fields: Iterable[str | int | float]) -> None:
    """One line. No field holds a tab or a break, and no text is run as a formula where a spreadsheet opens the file."""
    cells = [
        str(safe_cell(_BREAKS.sub(" ", field).strip())) if isinstance(field, str) else _number(field)
        for field in fields
    ]
    out.write(("\t".join(cells) + "\n").encode("utf-8", "replace"))


def _number(value: float) -> str:
    return str(value)
