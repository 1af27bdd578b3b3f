"""Words that open a source, give a reason or carry a stance, read from `data/cues/` and checked on load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.cue_files import load_toml
from dragoman.lexicon.inflection import forms_of, third_person
from dragoman.lexicon.records import is_actor_id, place_of, read_csv

MANNERS = ("statement", "thought", "directive", "intention", "attitude", "topic", "appearance")
"""How far a source vouches for a content, strongest first; the manners that a group of cues may have."""

_GROUP_KEYS = frozenset(
    {
        "name",
        "manner",
        "content",
        "needs",
        "addressee",
        "implied",
        "by",
        "passive",
        "light",
        "heads",
        "lemmas",
        "words",
        "example",
    }
)
_SOURCE_KINDS = ("document", "readout", "media", "anonymous", "office")
_SIDE_COLUMNS = ("name", "side", "kind", "source")
_COMPANY_COLUMNS = ("id", "name", "aliases", "kind", "country", "from", "until", "source")
_SIDE_KINDS = ("media", "readout", "office")


@dataclass(frozen=True, slots=True)
class CueGroup:
    """Cues that behave alike. `content` are the slots in which the content stands; where `needs` is not empty one of
    them must be filled; `addressee`: the object is spoken to; `implied`: the passive needs no agent;
    `by`: the source must be of this kind; `passive`: only the passive counts; `light`: a noun that
    needs a light verb above it; `heads`: the nouns of which one must follow a phrase.
    """

    name: str
    manner: str
    content: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    addressee: bool = False
    implied: bool = False
    by: str = ""
    passive: bool = False
    light: bool = False
    heads: frozenset[str] = frozenset()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet or readout that speaks for a side; `kind` is media, readout or office."""

    name: str
    side: str
    kind: str


@dataclass(frozen=True, slots=True)
class AttributionCues:
    """The whole lexicon of sources. Verbs are keyed by lemma, or by lemma and particle joined by an underscore.

    Phrases are keyed by their first word; `headlines` are the forms of the present of headlines ("slams"). `forms`
    are all written forms, in lower case, by manner: what the gate looks for. `reporters` are the ids of agencies,
    papers and stations, with the country for which one speaks that its state owns, else the empty string.
    """

    verbs: Mapping[str, tuple[CueGroup, ...]]
    nouns: Mapping[str, tuple[CueGroup, ...]]
    adjectives: Mapping[str, tuple[CueGroup, ...]]
    adverbs: Mapping[str, CueGroup]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], CueGroup], ...]]
    headlines: Mapping[str, CueGroup]
    light: frozenset[str]
    kinds: Mapping[str, str]
    outlets: Mapping[str, Outlet]
    reporters: Mapping[str, str]
    forms: Mapping[str, frozenset[str]]
    groups: tuple[CueGroup, ...]


@lru_cache(maxsize=1)
def load_attribution_cues() -> AttributionCues:
    """The lexicon that ships with Dragoman. Raises LexiconError where a file of it is not valid."""
    outlets = read_outlets(files("dragoman").joinpath("data", "outlets", "sides.csv"))
    return build_cues(load_toml("attribution.toml"), outlets, "attribution.toml", _reporters())


def _reporters() -> dict[str, str]:
    """The media among the companies of `data/actors/`, with the state that owns one."""
    file = files("dragoman").joinpath("data", "actors", "companies.csv")
    rows = [row for _, row in read_csv(file, _COMPANY_COLUMNS, ("id", "kind"))]
    return {r["id"]: r["country"] if r["kind"] == "media-state" else "" for r in rows if r["kind"].startswith("media")}


def build_cues(
    tables: Mapping[str, Any], outlets: Iterable[Outlet], place: str, reporters: Mapping[str, str] | None = None
) -> AttributionCues:
    """Check `tables`, the content of a file named `place`, and index them.

    Raises LexiconError for an unknown table, key, manner or kind of source, and for a group without an example.
    """
    unknown = sorted(set(tables) - {"verb", "noun", "adjective", "adverb", "phrase", "light", "sources"})
    if unknown:
        raise LexiconError(
            f"unknown table {unknown[0]!r}", place=place, remedy="see the comment at the top of the file"
        )
    index: dict[str, dict[str, tuple[CueGroup, ...]]] = {}
    forms: dict[str, set[str]] = {manner: set() for manner in MANNERS}
    groups: list[CueGroup] = []
    for table in ("verb", "noun", "adjective", "adverb", "phrase"):
        entries: dict[str, tuple[CueGroup, ...]] = {}
        for row in tables.get(table, ()):
            group = _group(table, row, place)
            groups.append(group)
            for key in row["words"] if table == "phrase" else row["lemmas"].split():
                known = (*(g for g in entries.get(key, ()) if g != group), group)
                # What asks for more is tried first: "described the raid as a success" before "described the raid".
                entries[key] = tuple(sorted(known, key=lambda g: not g.needs))
                forms[group.manner] |= forms_of(
                    key.replace("+", "_").split("_" if table != "phrase" else " ")[0], table
                )
        index[table] = entries
    return AttributionCues(
        verbs=index["verb"],
        nouns=index["noun"],
        adjectives=index["adjective"],
        adverbs={key: found[0] for key, found in index["adverb"].items()},
        phrases=_by_first_word(index["phrase"]),
        headlines={third_person(key): found[0] for key, found in index["verb"].items() if key.isalpha()},
        light=frozenset(word for row in tables.get("light", ()) for word in row["lemmas"].split()),
        kinds=_kinds(tables.get("sources", {}), place),
        outlets={outlet.name.lower(): outlet for outlet in outlets},
        reporters=dict(reporters or {}),
        forms={manner: frozenset(words) for manner, words in forms.items()},
        groups=tuple(groups),
    )


def read_outlets(file: Traversable) -> tuple[Outlet, ...]:
    """The table of outlets and readouts that speak for a side.

    Raises LexiconError where a side is no country or a kind is not media, readout or office.
    """
    found = []
    for line, row in read_csv(file, _SIDE_COLUMNS, _SIDE_COLUMNS[:3]):
        if not is_actor_id(row["side"]) or len(row["side"]) != 3:
            raise LexiconError(f"no country: {row['side']!r}", place=place_of(file, line), remedy="use an alpha-3 code")
        if row["kind"] not in _SIDE_KINDS:
            raise LexiconError(
                f"unknown kind {row['kind']!r}",
                place=place_of(file, line),
                remedy=f"kinds are {', '.join(_SIDE_KINDS)}",
            )
        found.append(Outlet(row["name"], row["side"], row["kind"]))
    return tuple(found)


def _group(table: str, row: Mapping[str, Any], place: str) -> CueGroup:
    name = f"{table} {row.get('name', '?')!r}"
    unknown = sorted(set(row) - _GROUP_KEYS)
    if unknown:
        raise LexiconError(
            f"{name}: unknown key {unknown[0]!r}", place=place, remedy=f"keys are {', '.join(sorted(_GROUP_KEYS))}"
        )
    listed = "words" if table == "phrase" else "lemmas"
    missing = [key for key in ("name", "manner", "example", listed) if not row.get(key)]
    if missing:
        raise LexiconError(f"{name}: no {missing[0]!r}", place=place, remedy="every group needs it")
    if row["manner"] not in MANNERS:
        raise LexiconError(
            f"{name}: unknown manner {row['manner']!r}", place=place, remedy=f"manners are {', '.join(MANNERS)}"
        )
    return CueGroup(
        name=row["name"],
        manner=row["manner"],
        content=frozenset(row.get("content", ())),
        needs=frozenset(row.get("needs", ())),
        addressee=bool(row.get("addressee", False)),
        implied=bool(row.get("implied", False)),
        by=row.get("by", ""),
        passive=bool(row.get("passive", False)),
        light=bool(row.get("light", False)),
        heads=frozenset(row.get("heads", ())),
        example=row["example"],
    )


def _by_first_word(
    phrases: Mapping[str, tuple[CueGroup, ...]],
) -> dict[str, tuple[tuple[tuple[str, ...], CueGroup], ...]]:
    found: dict[str, tuple[tuple[tuple[str, ...], CueGroup], ...]] = {}
    for key, groups in phrases.items():
        words = tuple(key.split())
        found[words[0]] = (*found.get(words[0], ()), (words, groups[0]))
    return found


def _kinds(table: Mapping[str, str], place: str) -> dict[str, str]:
    unknown = sorted(set(table) - set(_SOURCE_KINDS))
    if unknown:
        raise LexiconError(
            f"unknown kind of source {unknown[0]!r}", place=place, remedy=f"kinds are {', '.join(_SOURCE_KINDS)}"
        )
    # A word in two lists takes the first kind of this order: "news agency" is a medium before it is an office.
    return {word.lower(): kind for kind in reversed(_SOURCE_KINDS) for word in table.get(kind, "").split()}
