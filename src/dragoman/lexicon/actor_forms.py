"""The forms of states: which country "the kingdom", "the emirate" or "the island" can be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from dragoman.errors import LexiconError

FILE = "state_forms.toml"
_CODE = re.compile(r"[A-Z]{3}")
_CROWNED = ("kingdom", "emirate", "sultanate", "principality", "grand duchy")
Forms = Mapping[str, frozenset[str]]


def can_be(country: str, noun: str, forms: Forms) -> bool:
    """Whether a country (alpha-3 code) can be called by a noun; whatever the file does not know can be anybody."""
    if noun == "republic":
        return not any(country in forms[form] for form in _CROWNED)
    return country in forms[noun] if noun in forms else True


def load_forms(root: Traversable | None = None) -> Forms:
    """The countries of each form under `root` (by default the package's own, which are read once).

    Raises LexiconError where the file is no TOML, a form is missing, or a list holds something other than codes.
    """
    return _own() if root is None else _load(root)


@lru_cache(maxsize=1)
def _own() -> Forms:
    return _load(files("dragoman") / "data")


def _load(root: Traversable) -> Forms:
    try:
        given = tomllib.loads((root / "actors" / FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", place=FILE) from error
    missing = [form for form in _CROWNED if form not in given]
    if missing:
        raise LexiconError(f"no form {missing[0]!r}", place=FILE, remedy=f"forms are at least {', '.join(_CROWNED)}")
    for form, codes in given.items():
        if not isinstance(codes, list) or not all(isinstance(c, str) and _CODE.fullmatch(c) for c in codes):
            raise LexiconError(f"no list of country codes at {form!r}", place=FILE, remedy='write ["NOR", "SWE"]')
    return MappingProxyType({form: frozenset(codes) for form, codes in given.items()})
