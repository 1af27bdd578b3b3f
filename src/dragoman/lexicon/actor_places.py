"""Provinces and large towns, with the country in which they lie: "Karachi police" are Pakistan's.

Only names that no other country bears are in the table; a place is never an actor of its own here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from dragoman.errors import LexiconError
from dragoman.lexicon.records import cells, place_of, read_csv

FILE = "places.csv"
PLACE_COLUMNS = ("country", "regions", "towns", "source")
Places = Mapping[str, str]


def load_places(root: Traversable | None = None) -> Places:
    """The country (alpha-3 code) of each place under `root` (by default the package's own, which are read once).

    Raises LexiconError, with the line, for an unknown column, a row without a source or places, or a name given twice.
    """
    return _own() if root is None else _load(root)


@lru_cache(maxsize=1)
def _own() -> Places:
    return _load(files("dragoman") / "data")


def _load(root: Traversable) -> Places:
    file = root / "actors" / FILE
    found: dict[str, str] = {}
    for line, row in read_csv(file, PLACE_COLUMNS, ("country", "source")):
        names = (*cells(row["regions"]), *cells(row["towns"]))
        if not names:
            raise LexiconError("a country without a place", place=place_of(file, line), remedy="give it a town")
        for name in names:
            if name in found:
                remedy = f"{found[name]} has one too: a name that two bear belongs to neither"
                raise LexiconError(f"{name!r} is given twice", place=place_of(file, line), remedy=remedy)
            found[name] = row["country"]
    return MappingProxyType(found)
