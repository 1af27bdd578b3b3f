"""Words that give a claim its stance, its matter and its measure, read from `data/cues/claims.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.cue_files import load_toml
from dragoman.lexicon.inflection import forms_of

_FILE = "claims.toml"
_TABLES = {
    "stance": {"for", "against", "accepting", "contesting"},
    "predicate": {"positive", "negative", "lacking"},
    "measure": {
        "below",
        "above",
        "equal",
        "verbs_above",
        "verbs_equal",
        "verbs_below",
        "standards",
        "units",
    },
    "judging": {"verbs"},
    "speakers": {"parties", "no_parties", "abroad", "officials", "private", "diplomats", "between", "idle"},
}


@dataclass(frozen=True, slots=True)
class ClaimCues:
    """Lemmas by what they do.

    `stance` and `polarity` map to 1 or -1. `comparisons` holds, by their first word, words in a row with what they say,
    and `comparing_verbs` lemmas: below, above or equal. `matters` maps a noun to the class of its matter. `judging` are
    verbs that say what something is ("called the levy unfair"). `parties`, `no_parties` and `abroad` are beginnings of
    the parts of a state's id; `officials` and `private` the nouns of those who speak for a state, and for none;
    `idle` those of whom no claim is kept; `diplomats` and `between` are words that tell of dealings between states, of
    a speaker and of what is spoken of.
    `spoken_of` are all written forms of the nouns of matters and of the words that judge. Who accepts or contests what
    is said (`accepting`, `contesting`) takes its side or the other.
    """

    stance: Mapping[str, int]
    polarity: Mapping[str, int]
    lacking: frozenset[str]
    comparisons: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    comparing_verbs: Mapping[str, str]
    standards: frozenset[str]
    units: frozenset[str]
    matters: Mapping[str, str]
    judging: frozenset[str]
    parties: tuple[str, ...]
    no_parties: tuple[str, ...]
    abroad: tuple[str, ...]
    officials: frozenset[str]
    private: frozenset[str]
    diplomats: frozenset[str]
    between: frozenset[str]
    idle: frozenset[str]
    spoken_of: frozenset[str]
    accepting: frozenset[str]
    contesting: frozenset[str]


@lru_cache(maxsize=1)
def load_claim_cues() -> ClaimCues:
    """The cues that ship with Dragoman. Raises LexiconError for a table or key that is not known or is missing."""
    return build_claim_cues(load_toml(_FILE))


def build_claim_cues(tables: Mapping[str, Mapping[str, Any]]) -> ClaimCues:
    """Check and index the tables of a file of claim cues."""
    for table, keys in _TABLES.items():
        wrong = sorted(keys ^ set(tables.get(table, {})))
        if wrong:
            raise LexiconError(
                f"[{table}]: key {wrong[0]!r} is unknown or missing",
                place=_FILE,
                remedy=f"keys are {', '.join(sorted(keys))}",
            )
    unknown = sorted(set(tables) - set(_TABLES) - {"matter"})
    if unknown:
        raise LexiconError(f"unknown table {unknown[0]!r}", place=_FILE, remedy="see the comments in the file")
    stance, predicate, measure = tables["stance"], tables["predicate"], tables["measure"]
    speakers = tables["speakers"]
    kinds = ("below", "above", "equal")
    return ClaimCues(
        stance=dict.fromkeys(stance["for"].split(), 1) | dict.fromkeys(stance["against"].split(), -1),
        polarity=dict.fromkeys(predicate["positive"].split(), 1) | dict.fromkeys(predicate["negative"].split(), -1),
        lacking=frozenset(predicate["lacking"].split()),
        comparisons=_by_first_word((tuple(words.split()), kind) for kind in kinds for words in measure[kind]),
        comparing_verbs={w: kind for kind in kinds for w in measure[f"verbs_{kind}"].split()},
        standards=frozenset(measure["standards"].split()),
        units=frozenset(measure["units"].split()),
        judging=frozenset(tables["judging"]["verbs"].split()),
        parties=tuple(speakers["parties"].split()),
        no_parties=tuple(speakers["no_parties"].split()),
        abroad=tuple(speakers["abroad"].split()),
        officials=frozenset(speakers["officials"].split()),
        private=frozenset(speakers["private"].split()),
        diplomats=frozenset(speakers["diplomats"].split()),
        idle=frozenset(speakers["idle"].split()),
        between=frozenset(speakers["between"].split()),
        spoken_of=_forms(tables),
        accepting=frozenset(stance["accepting"].split()),
        contesting=frozenset(stance["contesting"].split()),
        matters={noun: name for name, nouns in tables.get("matter", {}).items() for noun in nouns.split()},
    )


def _forms(tables: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """All forms of the nouns of matters, and of the words that judge: what a gate looks for in somebody's speech."""
    nouns = {noun for words in tables.get("matter", {}).values() for noun in words.split()}
    judging = {word for kind in tables["predicate"].values() for word in kind.split()}
    found = {form for noun in nouns for form in forms_of(noun, "noun")}
    return frozenset(found | {form for word in judging for kind in ("noun", "verb") for form in forms_of(word, kind)})


def _by_first_word(
    entries: Iterable[tuple[tuple[str, ...], str]],
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for words, kind in entries:
        found[words[0]] = (*found.get(words[0], ()), (words, kind))
    return found
