"""What stands before the name of a warship, with the navy whose ship it is: "HMAS" is Australia's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from dragoman.errors import LexiconError
from dragoman.lexicon.records import is_actor_id, place_of, read_csv

FILE = "ships.csv"
SHIP_COLUMNS = ("prefix", "actor", "source")
Ships = Mapping[str, tuple[str, ...]]
"""The navies (ids of actors) that put a prefix before the names of their ships; more than one for a few."""


def load_ships(root: Traversable | None = None) -> Ships:
    """The prefixes under `root` (by default the package's own, which are read once).

    Raises LexiconError, with the line, for an unknown column, a row without a source, or what is no actor's id.
    """
    return _own() if root is None else _load(root)


@lru_cache(maxsize=1)
def _own() -> Ships:
    return _load(files("dragoman") / "data")


def _load(root: Traversable) -> Ships:
    file = root / "actors" / FILE
    found: dict[str, tuple[str, ...]] = {}
    for line, row in read_csv(file, SHIP_COLUMNS, SHIP_COLUMNS):
        if not is_actor_id(row["actor"]):
            remedy = "give the navy's id, as GBR.MIL.NAVY"
            raise LexiconError(f"{row['actor']!r} is no actor", place=place_of(file, line), remedy=remedy)
        found[row["prefix"]] = (*found.get(row["prefix"], ()), row["actor"])
    return MappingProxyType(found)
