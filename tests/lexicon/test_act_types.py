"""The lists of types and modes of act: every one is asked for, and a faulty file says where."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.act_types import FILE, act_modes, act_types, read_act_types

ROOT = Path(str(files("dragoman")))


def test_every_list_is_asked_for_and_every_one_asked_for_is_there() -> None:
    asked = set()
    for module in ROOT.rglob("*.py"):
        asked |= set(re.findall(r'act_(type|mode)s\("([a-z-]+)"\)', module.read_text(encoding="utf-8")))
    assert asked == set(read_act_types(ROOT / "data"))


@pytest.mark.parametrize("ask", [act_types, act_modes])
def test_an_unknown_list_is_named(ask: Callable[[str], object]) -> None:
    with pytest.raises(LexiconError, match="nothing-such"):
        ask("nothing-such")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[type", "TOML"),
        ("[types]\na = ['AID']", "no table 'types'"),
        ("[type]\na = []", "no list"),
        ("[type]\na = ['AIDE']", "no PLOVER type 'AIDE'"),
        ("[mode]\na = ['AID']", "no PLOVER mode 'AID'"),
        ("[type]\na = ['AID', 'AID']", "twice"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, says: str) -> None:
    shutil.copytree(ROOT / "data" / "ontology", tmp_path / "ontology")
    (tmp_path / "cues").mkdir()
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        read_act_types(tmp_path)
