"""What words take: which noun says the same as which verb, which prepositions belong to a word, who controls what.

The lists of `data/valency.toml`, as NomBank (Meyers et al. 2004) and grammars of English describe such facts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import LexiconError

Words = frozenset[str]
FILE = "valency.toml"
_LISTS = {
    "acts": ("nouns",),
    "of_doer": ("nouns",),
    "of_neither": ("nouns",),
    "from_doer": ("nouns",),
    "between_others": ("nouns",),
    "owner_neither": ("nouns",),
    "hyphen_leading": ("participles",),
    "hyphen_neither": ("participles",),
    "name_unclear": ("nouns",),
    "owner_done_to": ("nouns",),
    "raising": ("active", "passive"),
    "control": (
        "by_subject",
        "summoning",
        "told",
        "not_patient",
        "from_object",
        "bare",
        "small_clause",
        "through",
        "judging",
    ),
    "needs_object": ("verbs",),
    "needs_object_of_things": ("verbs",),
    "headline_verbs": ("verbs",),
    "taken_up_by_clause": ("nouns",),
    "course_verbs": ("verbs",),
    "outcome_verbs": ("verbs",),
    "messages": ("nouns",),
    "met_by_act": ("nouns",),
    "held": ("nouns",),
    "courses": ("nouns",),
    "harm": ("verbs", "nouns"),
    "tough": ("adjectives",),
    "means": ("nouns",),
    "carried_under": ("onto", "upon", "prepositions", "nouns"),
    "never_passive": ("verbs",),
}
_TABLES = ("verb_of", "noun_governs", "governs", "control_by_preposition", "judging_under", "particles")


@dataclass(frozen=True, slots=True)
class Valency:
    """The lists of the file, each under `table` or `table_list` ("control_by_subject"); `governs` by preposition.

    `control_by_preposition` has, for a verb, the prepositions whose object does what the infinitive says;
    `judging_under`, for a verb or noun, those before an "-ing" of which nothing says who does it; `particles`, for a
    particle, the verbs that have an object with it.
    """

    verb_of: Mapping[str, str]
    governs: Mapping[str, Words]
    noun_governs: Mapping[str, Words]
    control_by_preposition: Mapping[str, Words]
    judging_under: Mapping[str, Words]
    particles: Mapping[str, Words]
    acts: Words
    of_doer: Words
    of_neither: Words
    from_doer: Words
    between_others: Words
    owner_neither: Words
    hyphen_leading: Words
    hyphen_neither: Words
    name_unclear: Words
    owner_done_to: Words
    raising_active: Words
    raising_passive: Words
    control_by_subject: Words
    control_summoning: Words
    control_told: Words
    control_not_patient: Words
    control_from_object: Words
    control_bare: Words
    control_small_clause: Words
    control_through: Words
    control_judging: Words
    needs_object: Words
    needs_object_of_things: Words
    headline_verbs: Words
    taken_up_by_clause: Words
    course_verbs: Words
    outcome_verbs: Words
    messages: Words
    met_by_act: Words
    held: Words
    courses: Words
    harm_verbs: Words
    harm_nouns: Words
    tough: Words
    means: Words
    carried_under_onto: Words
    carried_under_upon: Words
    carried_under_prepositions: Words
    carried_under_nouns: Words
    never_passive: Words


def load_valency(root: Traversable | None = None) -> Valency:
    """Read the lists under `root` (by default the package's own, which are read once).

    Raises LexiconError where the file is no TOML, or a list is missing, unknown or holds something other than words.
    """
    return _own() if root is None else _load(root)


@lru_cache(maxsize=1)
def _own() -> Valency:
    return _load(files("dragoman") / "data")


def _load(root: Traversable) -> Valency:
    try:
        given = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", place=FILE) from error
    unknown = sorted(set(given) - set(_LISTS) - set(_TABLES))
    if unknown:
        raise LexiconError(
            f"not a known table: {unknown[0]!r}", place=FILE, remedy=f"tables are {', '.join((*_TABLES, *_LISTS))}"
        )
    lists: dict[str, Words] = {}
    for table, names in _LISTS.items():
        for name in names:
            key = f"{table}_{name}" if len(names) > 1 else table
            lists[key] = _words(given.get(table, {}).get(name), f"{table}.{name}")
    verbs = given.get("verb_of", {})
    if not all(isinstance(verb, str) for verb in verbs.values()):
        raise LexiconError("a noun without one verb", place=f"{FILE}, verb_of", remedy='write noun = "verb"')
    return Valency(
        verb_of=verbs,
        governs=_table(given, "governs"),
        noun_governs=_table(given, "noun_governs"),
        control_by_preposition=_table(given, "control_by_preposition"),
        judging_under=_table(given, "judging_under"),
        particles=_table(given, "particles"),
        **lists,
    )


def _table(given: Mapping[str, Any], name: str) -> Mapping[str, Words]:
    return {key: _words(words, f"{name}.{key}") for key, words in given.get(name, {}).items()}


def _words(given: object, name: str) -> Words:
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        raise LexiconError(f"no list of words at {name!r}", place=FILE, remedy='write ["one", "two"]')
    return frozenset(given)
