"""What actors are to one another, and what each may be called: "his counterpart", "the two leaders"."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from dragoman.errors import LexiconError

FILE = "relations.toml"
Words = frozenset[str]
Ends = Mapping[str, tuple[str, ...]]
_LISTS = (
    "own_state", "governs", "own_body", "neighbour", "neighbouring", "counterpart", "not_of", "aides",
    "harming", "bystanders", "of_organisations", "sent_out", "led", "topical", "taught", "quantities", "across",
    "hosting", "abroad", "parties", "states", "governing", "leaders", "private_heads", "private_parts", "armed",
    "denying", "answering", "charges", "happenings", "pairs", "lands", "bodies_of_their_own", "fighting", "loyal",
    "leaving", "strangers",
)  # fmt: skip
_BEGINNINGS = ("private_parts", "bodies_of_their_own")
_TABLES = ("sent", "office", "not_called")


@dataclass(frozen=True, slots=True)
class Relations:
    """The lists of `relations.toml` by their names there: nouns, verbs and adjectives in small letters.

    `private_parts`, `bodies_of_their_own`, `office` and `not_called` hold beginnings or ends of actors' ids; `sent` the
    part of a state that those who are called so are.
    """

    own_state: Words
    governs: Words
    own_body: Words
    neighbour: Words
    neighbouring: Words
    counterpart: Words
    not_of: Words
    aides: Words
    harming: Words
    bystanders: Words
    of_organisations: Words
    sent_out: Words
    led: Words
    topical: Words
    taught: Words
    quantities: Words
    across: Words
    hosting: Words
    abroad: Words
    parties: Words
    states: Words
    governing: Words
    leaders: Words
    private_heads: Words
    private_parts: tuple[str, ...]
    armed: Words
    loyal: Words
    leaving: Words
    denying: Words
    answering: Words
    charges: Words
    happenings: Words
    pairs: Words
    lands: Words
    bodies_of_their_own: tuple[str, ...]
    fighting: Words
    strangers: Words
    sent: Mapping[str, str]
    office: Ends
    not_called: Ends


def load_relations(root: Traversable | None = None) -> Relations:
    """Read the file under `root` (by default the package's own, which is read once).

    Raises LexiconError where the file is no TOML, or a list is missing, unknown or holds something other than words.
    """
    return _own() if root is None else _load(root)


@lru_cache(maxsize=1)
def _own() -> Relations:
    return _load(files("dragoman") / "data")


def _load(root: Traversable) -> Relations:
    try:
        given = tomllib.loads((root / "actors" / FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", place=FILE) from error
    strange = sorted(set(given) ^ {*_LISTS, *_TABLES})
    if strange:
        raise LexiconError(
            f"a list too many or too few: {strange[0]!r}",
            place=FILE,
            remedy=f"lists are {', '.join(_LISTS)}; tables are {', '.join(_TABLES)}",
        )
    lists = {name: _words(given[name], name) for name in _LISTS if name not in _BEGINNINGS}
    sent = given["sent"]
    if not isinstance(sent, dict) or not all(isinstance(part, str) for part in sent.values()):
        raise LexiconError("a noun without one part of a state", place=f"{FILE}, sent", remedy='write envoy = "ENVOY"')
    return Relations(
        **lists,
        private_parts=tuple(sorted(_words(given["private_parts"], "private_parts"))),
        bodies_of_their_own=tuple(sorted(_words(given["bodies_of_their_own"], "bodies_of_their_own"))),
        sent=MappingProxyType(sent),
        office=_ends(given["office"], "office"),
        not_called=_ends(given["not_called"], "not_called"),
    )


def _words(given: object, name: str) -> Words:
    if not isinstance(given, list) or not given or not all(isinstance(word, str) and word for word in given):
        raise LexiconError(f"no list of words at {name!r}", place=FILE, remedy='write ["one", "two"]')
    return frozenset(given)


def _ends(given: object, name: str) -> Ends:
    if not isinstance(given, dict):
        raise LexiconError(f"no table {name!r}", place=FILE, remedy='write mayor = ["LOCAL"]')
    return MappingProxyType({noun: tuple(sorted(_words(ends, f"{name}.{noun}"))) for noun, ends in given.items()})
