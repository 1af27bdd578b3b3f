"""Which types and modes of act a rule speaks of: the lists of `data/cues/act_types.toml`.

"Acts that two do together", "acts that strike people": each list has a name, and rules that mean the same acts ask for
the same list.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dragoman.errors import LexiconError
from dragoman.lexicon.ontology import load_types
from dragoman.lexicon.word_lists import listed

FILE = "cues/act_types.toml"


def act_types(name: str) -> frozenset[str]:
    """The PLOVER types of one list. Raises LexiconError where there is no such list, or the file is at fault."""
    return _asked("type", name)


def act_modes(name: str) -> frozenset[str]:
    """The PLOVER modes of one list. Raises LexiconError where there is no such list, or the file is at fault."""
    return _asked("mode", name)


def read_act_types(root: Traversable) -> Mapping[tuple[str, str], frozenset[str]]:
    """All lists under `root`, by table (`type` or `mode`) and name.

    Raises LexiconError where the file is no TOML, has another table, or a list is empty or names a word twice or one
    that PLOVER does not know.
    """
    try:
        given = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"not valid TOML: {error}", place=FILE) from error
    types, _ = load_types(root)
    known: dict[str, Collection[str]] = {
        "type": types,
        "mode": {mode for each in types.values() for mode in each.modes},
    }
    found = {}
    for table, lists in given.items():
        if table not in known or not isinstance(lists, dict):
            raise LexiconError(f"no table {table!r}", place=FILE, remedy="tables are [type] and [mode]")
        for name, words in lists.items():
            place = f"{FILE}, {table}.{name}"
            strange = [word for word in listed(words, place) if word not in known[table]]
            if strange:
                raise LexiconError(f"no PLOVER {table} {strange[0]!r}", place=place, remedy="see ontology/plover.toml")
            found[table, name] = frozenset(words)
    return found


def _asked(table: str, name: str) -> frozenset[str]:
    lists = _own()
    if (table, name) not in lists:
        raise LexiconError(f"no list {name!r} in table {table!r}", place=FILE, remedy=f'write {name} = ["WORD"]')
    return lists[table, name]


@lru_cache(maxsize=1)
def _own() -> Mapping[tuple[str, str], frozenset[str]]:
    return read_act_types(files("dragoman") / "data")
