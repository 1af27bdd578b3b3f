"""A fault of a file of knowledge with its place, and the finding of lines in TOML, which the parser does not keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.errors import DragomanError


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, where, and what to do. `file` is a path under `data/`, `line` counts from 1."""

    file: str
    line: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        """One line, in the form that editors and compilers use: `file:line: message — remedy`."""
        return f"{self.file}:{self.line}: {self.message}" + (f" — {self.remedy}" if self.remedy else "")

    def to_json(self) -> dict[str, Any]:
        """All fields by name."""
        return {"file": self.file, "line": self.line, "message": self.message, "remedy": self.remedy}


def from_error(error: Exception, place: str) -> Fault:
    """A fault from what a loader raised; `place` stands in where it names no file."""
    if not isinstance(error, DragomanError):
        return Fault(place, 1, str(error))
    found = re.search(r"([\w./-]+\.(?:toml|csv))(?:, line (\d+))?", error.place)
    file = found[1] if found else place
    return Fault(file, int(found[2]) if found and found[2] else 1, error.message, error.remedy)


@dataclass(frozen=True, slots=True)
class Source:
    """A TOML file as text and as content, so that what is found in the one can be shown in the other."""

    path: str
    text: str
    content: Mapping[str, Any]

    def fault(self, line: int, message: str, remedy: str = "") -> Fault:
        """A fault of this file."""
        return Fault(self.path, line, message, remedy)

    def line_of_entry(self, table: str, number: int) -> int:
        """The line of the `number`-th `[[table]]`, counted from 0; 1 where the text has fewer."""
        found = list(re.finditer(rf"^\s*\[\[\s*{re.escape(table)}\s*\]\]", self.text, re.MULTILINE))
        return self._line(found[number].start()) if number < len(found) else 1

    def line_of_key(self, key: str, start: int = 1) -> int:
        """The first line from `start` to the next entry on which `key` is set; `start` where there is none."""
        pattern = rf"""^\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*(?:=|\])"""
        return self._search(pattern, start)

    def line_of_word(self, word: str, start: int = 1) -> int:
        """As `line_of_key`, for a `word` that stands in quotes."""
        return self._search(rf"""["']{re.escape(word)}["']""", start)

    def _search(self, pattern: str, start: int) -> int:
        lines = self.text.split("\n")
        for number in range(start, len(lines) + 1):
            if number > start and start > 1 and lines[number - 1].lstrip().startswith("[["):
                break
            if re.search(pattern, lines[number - 1]):
                return number
        return start

    def _line(self, position: int) -> int:
        # The pattern may begin with the line ends before the header.
        return self.text.count("\n", 0, position + len(self.text[position:]) - len(self.text[position:].lstrip())) + 1
