"""Signatures: what a word makes of how real the thing is that it governs, read from `data/cues/signatures.toml`.

A signature is one table of TOML. Its keys:

`name`
    a name that is unique in the file;
`verbs`, `nouns`, `adjectives`
    lemmas, a particle behind the verb ("hold off"), further words that must stand near it after that;
`phrases`
    prepositions and what else opens a phrase, in a row ("instead of", "rather than");
`predicates`
    what is said of a subject after "be", "remain", "look", "stay", "go", "put" and their like ("out of the question",
    "on hold", "under way"), in lemmas, without articles;
`in`
    in which roles the governed thing stands: `infinitive`, `gerund`, `participle`, `clause` (with a finite verb), `of
    another` (an infinitive with a subject of its own), `patient`, `agent` (of an adjective, or what is said of it),
    `subject` (of a verb without object), `addressee`, a preposition, `paper` (what a decree or law lays down, of the
    verb that makes it hold), or `mod` (before the noun); without it, the first two, `clause` and `patient`;
`objects`
    lemmas or @classes of which the governed thing must be one;
`definite`
    `true` where it counts only for what is spoken of as something that there is ("the bloodshed", "their attack");
`asserts`
    `false` where a definite noun in it is only spoken of, so that nothing is told of it ("discussed the visit");
`yes`, `no`
    the status that it gets, affirmed and negated. "same" leaves it as it was; "fact" makes it real where it was
    open;
    "done" makes it as real as the form of the word itself; "decided" is real for an act of words, else planned;
`past`, `past_passive`, `real`
    the status in the past tense, in that of the passive alone ("a visit was planned": a plan that there was), and where
    what is governed was already told as real, if that differs;
`phase`
    what it does to the thing that it governs.

The classes are those of Karttunen (1971, 2012), Kiparsky and Kiparsky (1970), and Nairn, Condoravdi and Karttunen
(2006).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import LexiconError
from dragoman.model import Phase, Status

SPECIAL = frozenset({"same", "fact", "decided", "done"})
_STATUSES = frozenset(map(str, Status)) | SPECIAL
_KINDS = ("verbs", "nouns", "adjectives", "phrases", "predicates")
_TENSES = ("past", "past_passive", "real")
_KEYS = frozenset({"name", "in", "objects", "yes", "no", *_TENSES, "phase", "definite", "asserts", *_KINDS})
_ROLES = ("infinitive", "gerund", "clause", "patient")


@dataclass(frozen=True, slots=True)
class Signature:
    """What one class of words makes of what it governs; `roles`, `objects` (`None`: any), `definite`: where."""

    name: str
    yes: str
    no: str
    roles: frozenset[str]
    objects: frozenset[str] | None = None
    past: str | None = None
    past_passive: str | None = None
    real: str | None = None
    phase: Phase | None = None
    definite: bool = False
    asserts: bool = True


Entry = tuple[tuple[str, ...], Signature]
"""The words that must stand beside the key, and the signature."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """All signatures: by word class and first lemma; phrases and predicates by their first word."""

    words: Mapping[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)

    def of(self, kind: str, lemma: str) -> tuple[Entry, ...]:
        """The signatures of a lemma as `verbs`, `nouns`, `adjectives`, `phrases` or `predicates`, in file order."""
        return self.words.get((kind, lemma), ())


def read_signatures(file: Traversable, classes: Mapping[str, frozenset[str]]) -> Signatures:
    """Read and check the table; `classes` are those of the frames.

    Raises LexiconError, naming the entry, where anything is not as documented above.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, FileNotFoundError) as error:
        raise LexiconError(f"not readable as TOML: {error}", place=f"data/{file.name}") from error
    found: dict[tuple[str, str], list[Entry]] = {}
    seen: set[str] = set()
    for entry in data.get("signature", []):
        place = f"{file.name}: signature {entry.get('name')!r}"
        if not entry.get("name") or entry["name"] in seen:
            raise LexiconError("every signature needs a name of its own", place=place)
        seen.add(entry["name"])
        signature = _signature(entry, classes, place)
        for kind in _KINDS:
            for trigger in entry.get(kind, ()):
                first, *rest = trigger.split()
                found.setdefault((kind, first), []).append((tuple(rest), signature))
    # Longer triggers first, "rule out" before "rule", then those that ask for more, whatever the file's order.
    ordered = {
        key: tuple(sorted(entries, key=lambda e: (-len(e[0]), e[1].objects is None, not e[1].definite)))
        for key, entries in found.items()
    }
    return Signatures(ordered)


def _signature(entry: Mapping[str, Any], classes: Mapping[str, frozenset[str]], place: str) -> Signature:
    unknown = set(entry) - _KEYS
    if unknown:
        raise LexiconError(f"unknown keys {sorted(unknown)}", place=place, remedy=f"known are {sorted(_KEYS)}")
    given = {key: entry[key] for key in ("yes", "no", *_TENSES) if key in entry}
    wrong = [value for value in given.values() if value not in _STATUSES]
    if "yes" not in given or wrong:
        raise LexiconError(f"no status {wrong or ''}".strip(), place=place, remedy=f"give `yes`: {sorted(_STATUSES)}")
    if entry.get("phase") and entry["phase"] not in set(map(str, Phase)):
        raise LexiconError(f"no phase {entry['phase']!r}", place=place)
    objects = entry.get("objects")
    missing = [o for o in objects or () if o.startswith("@") and o[1:] not in classes]
    if missing:
        raise LexiconError(f"no classes {missing}", place=place, remedy="define them in frames/classes.toml")
    expanded = None
    if objects is not None:
        expanded = frozenset[str]().union(*(classes[o[1:]] if o.startswith("@") else {o} for o in objects))
    return Signature(
        name=entry["name"],
        yes=given["yes"],
        no=given.get("no", "same"),
        roles=frozenset(entry.get("in", _ROLES)),
        objects=expanded,
        past=given.get("past"),
        past_passive=given.get("past_passive"),
        real=given.get("real"),
        phase=Phase(entry["phase"]) if entry.get("phase") else None,
        definite=entry.get("definite") is True,
        asserts=entry.get("asserts") is not False,
    )
