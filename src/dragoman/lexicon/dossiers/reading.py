"""The files of `data/dossiers/`, read and checked: one is one kind."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.dossiers.kinds import NO_PHASE, Act, Family, Kind, KindBook, Move
from dragoman.model import REAL, Phase, Status

_KIND_KEYS = frozenset(
    (
        *(
            "kind",
            "states",
            "final",
            "silence_days",
            "once",
            "again",
            "directed",
            "one_per_pair",
            "participation",
            "parts",
        ),
        *(
            "title",
            "title_bare",
            "title_word",
            "announced",
            "generic",
            "object_words",
            "sessions",
            "family",
            "act",
            "move",
            "part",
            "implied",
        ),
    )
)
_FAMILY_KEYS = frozenset(
    (
        *("noun", "words", "phases", "needs_object", "silence_days", "verbs", "only_nouns", "objects"),
        *("names", "title", "title_bare", "shared"),
    )
)
_ACT_KEYS = frozenset(("types", "modes", "phases", "needs_matter"))
_MOVE_KEYS = frozenset(
    (
        "to",
        "types",
        "phases",
        "statuses",
        "joint",
        "partial",
        "until",
        "agentless",
        "one_sided",
        "fruitless",
        "words",
        "beside",
        "not_from",
        "nouns",
    )
)

ORDER = ("mechanism", "programme", "relations", "talks", "meeting", "agreement", "operation", "dispute", "measure")
"""The kinds in the order in which they are tried: the more telling nouns first."""


@lru_cache(maxsize=1)
def shipped_kinds() -> KindBook:
    """The kinds that ship with Dragoman."""
    return load_kinds()


def load_kinds(folder: Traversable | None = None) -> KindBook:
    """Read and check `data/dossiers/`. Raises LexiconError, naming file and entry, where it is not as documented."""
    folder = folder or resources.files("dragoman") / "data" / "dossiers"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    kinds = [_read_kind(file) for file in files]
    names = [kind.name for kind in kinds]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise LexiconError(f"the kind {twice[0]!r} stands in two files", place="data/dossiers", remedy="keep one")
    rank = {name: place for place, name in enumerate(ORDER)}
    return KindBook(tuple(sorted(kinds, key=lambda kind: (rank.get(kind.name, len(rank)), kind.name))))


def _read_kind(file: Traversable) -> Kind:
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"not readable as TOML: {error}", place=file.name) from error
    _check_keys(file, "the file", given, _KIND_KEYS)
    for name in ("kind", "states", "silence_days", "family", "move"):
        if name not in given:
            raise LexiconError(f"{name!r} is missing", place=file.name, remedy="every kind needs it")
    states = tuple(state.removesuffix("°") for state in given["states"])
    moves = tuple(_read_move(file, entry, states) for entry in given["move"])
    parts = given.get("parts", {})
    return Kind(
        name=given["kind"],
        states=states,
        before=frozenset(state.removesuffix("°") for state in given["states"] if state.endswith("°")),
        silence_days=given["silence_days"],
        families=tuple(_read_family(file, entry) for entry in given["family"]),
        acts=tuple(_read_act(file, entry) for entry in given.get("act", ())),
        moves=moves,
        parts=tuple(_read_move(file, entry, ("in", "suspended", "withdrawn")) for entry in given.get("part", ())),
        implied=tuple(_read_move(file, entry, states) for entry in given.get("implied", ())),
        final=_known_states(file, given.get("final", ()), states),
        once=given.get("once", False),
        again=_known_states(file, given.get("again", ()), states),
        directed=given.get("directed", False),
        one_per_pair=given.get("one_per_pair", False),
        participation=given.get("participation", False),
        roles=(parts.get("actor", "party"), parts.get("recipient", "party")),
        title=given.get("title", Kind.__dataclass_fields__["title"].default),
        title_bare=given.get("title_bare", Kind.__dataclass_fields__["title_bare"].default),
        title_word=given.get("title_word"),
        announced=given.get("announced"),
        generic=frozenset(given.get("generic", ())),
        object_words=frozenset(given.get("object_words", ())),
        sessions=frozenset(given.get("sessions", ())),
    )


def _known_states(file: Traversable, wanted: Iterable[str], states: tuple[str, ...]) -> frozenset[str]:
    for state in wanted:
        if state not in states:
            raise LexiconError(f"no state {state!r}", place=file.name, remedy=f"states are {', '.join(states)}")
    return frozenset(wanted)


def _read_family(file: Traversable, entry: Mapping[str, Any]) -> Family:
    where = f"[[family]] {entry.get('noun', '?')}"
    _check_keys(file, where, entry, _FAMILY_KEYS)
    if not entry.get("noun") or not entry.get("words"):
        raise LexiconError("a family needs `noun` and `words`", place=f"{file.name}, {where}")
    return Family(
        noun=entry["noun"],
        words=frozenset(entry["words"]),
        phases=_phases(file, where, entry),
        needs_object=entry.get("needs_object", False),
        silence_days=entry.get("silence_days"),
        verbs=frozenset(entry.get("verbs", ())),
        only_nouns=frozenset(entry.get("only_nouns", ())),
        objects=frozenset(entry.get("objects", ())),
        names=frozenset(entry.get("names", ())),
        title=entry.get("title"),
        title_bare=entry.get("title_bare"),
        shared=entry.get("shared", False),
    )


def _read_act(file: Traversable, entry: Mapping[str, Any]) -> Act:
    where = f"[[act]] {entry.get('types', '?')}"
    _check_keys(file, where, entry, _ACT_KEYS)
    return Act(
        types=frozenset(entry["types"]),
        modes=frozenset(entry.get("modes", ())),
        phases=_phases(file, where, entry),
        needs_matter=entry.get("needs_matter", False),
    )


def _read_move(file: Traversable, entry: Mapping[str, Any], states: tuple[str, ...]) -> Move:
    where = f"[[move]] to {entry.get('to', '?')}"
    _check_keys(file, where, entry, _MOVE_KEYS)
    _known_states(file, [entry.get("to", "")], states)
    try:
        statuses = frozenset(map(Status, entry["statuses"])) if "statuses" in entry else REAL
    except ValueError as error:
        raise LexiconError(str(error), place=f"{file.name}, {where}") from error
    return Move(
        to=entry["to"],
        types=frozenset(entry.get("types", ())),
        phases=_phases(file, where, entry),
        statuses=statuses,
        joint=entry.get("joint", False),
        partial=entry.get("partial", False),
        until=entry.get("until", False),
        agentless=entry.get("agentless", False),
        one_sided=entry.get("one_sided", False),
        fruitless=entry.get("fruitless", False),
        words=tuple(entry.get("words", ())),
        not_from=_known_states(file, entry.get("not_from", ()), states),
        beside=tuple(entry.get("beside", ())),
        nouns=frozenset(entry.get("nouns", ())),
    )


def _phases(file: Traversable, where: str, entry: Mapping[str, Any]) -> frozenset[str]:
    found = frozenset(entry.get("phases", ()))
    unknown = sorted(found - {NO_PHASE} - set(map(str, Phase)))
    if unknown:
        raise LexiconError(f"no phase {unknown[0]!r}", place=f"{file.name}, {where}")
    return found


def _check_keys(file: Traversable, where: str, entry: Mapping[str, Any], allowed: frozenset[str]) -> None:
    unknown = sorted(set(entry) - allowed)
    if unknown:
        raise LexiconError(
            f"unknown key {unknown[0]!r}",
            place=f"{file.name}, {where}",
            remedy=f"keys are {', '.join(sorted(allowed))}",
        )
