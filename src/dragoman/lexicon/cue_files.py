"""The files of `data/cues/`: read as TOML, faults named by file."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from dragoman.errors import LexiconError


def load_toml(name: str) -> dict[str, Any]:
    """The tables of `data/cues/NAME`.

    Raises LexiconError where the file is not TOML, naming the line.
    """
    file = files("dragoman").joinpath("data", "cues", name)
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"not valid TOML: {error}", place=name, remedy="mend the line that is named") from error
