"""PLOVER as data: types, quad classes, modes, scores, contexts, and the CAMEO codes that stand for them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from dragoman.errors import LexiconError


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type: its quad class, its score on the Goldstein-like scale, and the score of each mode."""

    name: str
    quad: str
    score: float
    recipient_required: bool
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types and contexts, and the CAMEO code for a type, mode and context."""

    types: Mapping[str, EventType]
    contexts: frozenset[str]
    cameo: Mapping[tuple[str, str | None, str | None], str]

    def score(self, kind: str, mode: str | None) -> float:
        """The score of the mode where it has one, else of the type."""
        entry = self.types[kind]
        return entry.modes.get(mode, entry.score) if mode else entry.score

    def cameo_code(self, kind: str, mode: str | None, contexts: tuple[str, ...]) -> str | None:
        """The most exact code of the 2021 crosswalk: by type, mode and context, then with less and less of them."""
        tries = [(kind, mode, c) for c in contexts] + [(kind, mode, None)]
        tries += [(kind, None, c) for c in contexts] + [(kind, None, None)]
        return next((self.cameo[t] for t in tries if t in self.cameo), None)


def load_types(root: Traversable) -> tuple[Mapping[str, EventType], frozenset[str]]:
    """PLOVER's types by name, and its contexts. Raises LexiconError where `plover.toml` is not as it should be."""
    try:
        data = tomllib.loads((root / "ontology" / "plover.toml").read_text(encoding="utf-8"))
        types = {
            name: EventType(name, t["quad"], t["score"], t["recipient_required"], t["modes"])
            for name, t in data["type"].items()
        }
        return types, frozenset(data["contexts"]["names"])
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"not the ontology: {error}", place="data/ontology/plover.toml") from error


def load_ontology(root: Traversable | None = None) -> Ontology:
    """Read `data/ontology/`. Raises LexiconError where a file is not as it should be."""
    root = root or resources.files("dragoman") / "data"
    folder = root / "ontology"
    types, contexts = load_types(root)
    cameo: dict[tuple[str, str | None, str | None], str] = {}
    rows = csv.DictReader((folder / "cameo.csv").read_text(encoding="utf-8").splitlines())
    for row in rows:
        if row["type"] not in types:
            raise LexiconError(f"no type {row['type']!r}", place=f"data/ontology/cameo.csv: {row['cameo']}")
        for context in row["contexts"].split("|"):
            cameo.setdefault((row["type"], row["mode"] or None, context or None), row["cameo"])
        cameo.setdefault((row["type"], row["mode"] or None, None), row["cameo"])
    return Ontology(types, contexts, cameo)
