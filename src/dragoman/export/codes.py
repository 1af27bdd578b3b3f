"""What an actor of the ledger is called in other formats; all of it data, in `data/exports/`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

from dragoman.errors import LexiconError
from dragoman.model import ActorRef


@dataclass(frozen=True, slots=True)
class Country:
    """A country in other formats; an empty code says that the format has none for it."""

    iso2: str
    cow: str
    cameo: str


@dataclass(frozen=True, slots=True)
class Sector:
    """What an actor is, in PLOVER, in CAMEO, and as a schema of FollowTheMoney."""

    plover: str
    cameo: str
    ftm: str


T = TypeVar("T")
NO_COUNTRY = Country("", "", "")
NO_SECTOR = Sector("", "", "")


@dataclass(frozen=True, slots=True)
class Codes:
    """All tables. `goldstein` is by the beginning of a CAMEO code, `groups` gives a known group and its region.

    `types` are the general CAMEO codes of PLOVER's types.
    """

    countries: Mapping[str, Country]
    sectors: Mapping[str, Sector]
    groups: Mapping[str, tuple[str, str]]
    goldstein: Mapping[str, float]
    types: Mapping[str, str]

    def country(self, actor: ActorRef) -> Country:
        """The country of an actor; without codes where it has none."""
        return self.countries.get(actor.country or "", NO_COUNTRY)

    def sector(self, actor: str | None) -> Sector:
        """What an actor is by its id: the part after the country, or the whole where it has none."""
        if not actor or actor.startswith("person/"):
            return NO_SECTOR
        head, _, rest = actor.partition(".")
        of_country = head in self.countries and rest[:1].isupper()  # `ARM.farc` is an armed group, not Armenia's
        return _longest(self.sectors, rest if of_country else actor) or NO_SECTOR

    def group(self, actor: str | None) -> tuple[str, str]:
        """The known group of CAMEO that an actor is or belongs to, and the code that stands for its country."""
        return _longest(self.groups, actor or "") or ("", "")

    def goldstein_of(self, cameo: str) -> float | None:
        """The value of the longest beginning of the code that the scale has."""
        return next((self.goldstein[cameo[:n]] for n in range(len(cameo), 1, -1) if cameo[:n] in self.goldstein), None)


def _longest(table: Mapping[str, T], name: str) -> T | None:
    """The entry of the longest beginning, cut at a dot, of a name."""
    while name:
        if name in table:
            return table[name]
        name = name.rpartition(".")[0]
    return None


@lru_cache(maxsize=1)
def load_codes() -> Codes:
    """The tables of `data/exports/`. Raises LexiconError where one is not as it should be."""
    try:
        return Codes(
            countries={row["id"]: Country(row["iso2"], row["cow"], row["cameo"]) for row in _rows("countries")},
            sectors={row["part"]: Sector(row["plover"], row["cameo"], row["ftm"]) for row in _rows("sectors")},
            groups={row["id"]: (row["code"], row["country"]) for row in _rows("groups")},
            goldstein={row["code"]: float(row["value"]) for row in _rows("goldstein")},
            types={row["type"]: row["cameo"] for row in _rows("types")},
        )
    except (KeyError, ValueError, TypeError) as error:
        raise LexiconError(f"not a table of codes: {error}", place="data/exports/") from error


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("dragoman") / "data" / "exports" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
