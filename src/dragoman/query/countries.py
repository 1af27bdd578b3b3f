"""The commonest names in questions, those of countries, without the rest of the lexicon.

Loading the whole book of actors takes longer than a question may. A name that is exactly one country's is answered from
the table of countries alone; everything else, and every doubt, is left to the book. Both give the same, and a test
holds them to it for every name in the table.
"""

from __future__ import annotations

import csv
from importlib.resources import files

_COLUMNS = ("name", "aliases", "adjectives", "people", "metonyms")


def country_named(text: str) -> str | None:
    """The code of the one country that `text` is a code, name, alias, demonym or capital of; `None` for all else."""
    wanted = " ".join(text.split())
    key = wanted.casefold()
    if key.startswith("the "):
        return None  # the book knows with which names the article counts
    found: set[str] = set()
    table = (files("dragoman") / "data" / "actors" / "countries.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(line for line in table.splitlines() if not line.startswith("#")):
        if row["id"] == wanted.upper():
            return row["id"]
        names = (part.strip().casefold() for column in _COLUMNS for part in (row[column] or "").split("|"))
        if key and key in names:
            found.add(row["id"])
    return found.pop() if len(found) == 1 else None
