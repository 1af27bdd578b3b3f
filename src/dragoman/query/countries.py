"""The commonest names in questions, those of countries, without the rest of the lexicon.

Loading the whole book of actors takes longer than a question may. A name that is exactly one country's is answered from
the table of countries alone; everything else, and every doubt, is left to the book. Both give the same, and a test
holds them to it for every name in the table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

_COLUMNS = ("name", "aliases", "adjectives", "people", "metonyms")


def country_named(text: str) -> str | None:
    """The code of the one country that `text` is a code, name, alias, demonym or capital of; `None` for all else."""
    wanted = " ".join(text.split())
    owners = _owners()
    code = wanted.upper()
    if owners.get(code) == frozenset((code,)):
        return code
    key = wanted.casefold()
    if key.startswith("the "):
        return None  # the book knows with which names the article counts
    found = owners.get(key, frozenset())
    return next(iter(found)) if len(found) == 1 else None


def country_called(code: str) -> str | None:
    """The name of the country with this code; `None` for every other id."""
    return _names().get(code)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return {row["id"]: row["name"] for row in _rows()}


@lru_cache(maxsize=1)
def _owners() -> Mapping[str, frozenset[str]]:
    """The countries by their codes in capitals and by their names in small letters."""
    found: dict[str, frozenset[str]] = {}
    for row in _rows():
        code = row["id"]
        found[code] = frozenset((code,))
        for column in _COLUMNS:
            for part in (row[column] or "").split("|"):
                key = part.strip().casefold()
                if key:
                    found[key] = found.get(key, frozenset()) | {code}
    return found


def _rows() -> Iterator[dict[str, str]]:
    table = (files("dragoman") / "data" / "actors" / "countries.csv").read_text(encoding="utf-8")
    return csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
