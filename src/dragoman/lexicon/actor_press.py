"""Newspapers and stations with the state of which they write as their own: "the administration", in a Boston paper.

Unlike the outlets that speak for a side, they speak for nobody; what is theirs is only the country that goes unsaid.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from dragoman.errors import LexiconError
from dragoman.lexicon.records import cells, place_of, read_csv

FILE = "press.csv"
PRESS_COLUMNS = ("country", "names", "hosts", "source")
Press = Mapping[str, str]


def country_of_outlet(outlet: str | None, press: Press) -> str | None:
    """The country (alpha-3 code) in which an outlet, given by its name or its host, appears; `None` if not known."""
    if not outlet:
        return None
    words = outlet.casefold().replace("-", " ").replace("_", " ").split()
    name = " ".join(words).removeprefix("the ").removeprefix("www.")
    return press.get(name)


def load_press(root: Traversable | None = None) -> Press:
    """The country of each outlet under `root` (by default the package's own, which are read once), by folded name.

    Raises LexiconError, with the line, for an unknown column, a row without a source, or a name given twice.
    """
    return _own() if root is None else _load(root)


@lru_cache(maxsize=1)
def _own() -> Press:
    return _load(files("dragoman") / "data")


def _load(root: Traversable) -> Press:
    file = root / "actors" / FILE
    found: dict[str, str] = {}
    for line, row in read_csv(file, PRESS_COLUMNS, ("country", "source")):
        for cell in (*cells(row["names"]), *cells(row["hosts"])):
            name = " ".join(cell.casefold().replace("-", " ").split()).removeprefix("the ")
            if name in found:
                remedy = f"{found[name]} has it already: a name that two bear belongs to neither"
                raise LexiconError(f"{cell!r} is given twice", place=place_of(file, line), remedy=remedy)
            found[name] = row["country"]
    return MappingProxyType(found)
