"""The kinds are data; a fault in them is named with its file and entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.dossiers import load_kinds, shipped_kinds

STATES = {
    "measure": "proposed announced in-force partly-lifted suspended lifted lapsed",
    "programme": "planned running suspended ended",
    "meeting": "proposed scheduled postponed held cancelled refused not-held",
    "mechanism": "agreed standing suspended ended",
    "talks": "agreed running stalled suspended concluded collapsed",
    "agreement": "proposed negotiating agreed signed ratified in-force suspended terminated lapsed collapsed",
    "operation": "proposed planned under-way paused completed cancelled",
    "relations": "full downgraded severed",
    "dispute": "open settled",
}
GOOD = """kind = "measure"
states = ["announced°", "in force"]
silence_days = 10
[[family]]
noun = "ban"
words = ["ban"]
[[move]]
to = "in force"
phases = ["begin"]
"""


def test_nine_kinds_with_the_states_of_the_contract() -> None:
    found = {kind.name: " ".join(state.replace(" ", "-") for state in kind.states) for kind in shipped_kinds().kinds}
    assert found == STATES


def test_every_state_can_be_reached() -> None:
    for kind in shipped_kinds().kinds:
        reached = {move.to for move in kind.moves} | ({kind.announced} if kind.announced else set())
        assert set(kind.states) == reached, kind.name


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("silence_days = 10", "silence = 10", "unknown key 'silence'"),
        ('to = "in force"', 'to = "over"', "no state 'over'"),
        ('phases = ["begin"]', 'phases = ["start"]', "no phase 'start'"),
        ('phases = ["begin"]', 'statuses = ["real"]', "'real' is not a valid Status"),
        ('words = ["ban"]', "words = []", "a family needs"),
        ('kind = "measure"', "kind = ", "not readable as TOML"),
        ("silence_days = 10\n", "", "'silence_days' is missing"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, old: str, new: str, says: str) -> None:
    (tmp_path / "measure.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"measure\.toml") as caught:
        load_kinds(tmp_path)
    assert says in str(caught.value)


def test_a_kind_stands_in_one_file(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(LexiconError, match="two files"):
        load_kinds(tmp_path)


def test_a_new_kind_needs_no_code(tmp_path: Path) -> None:
    (tmp_path / "lawsuit.toml").write_text(GOOD.replace("measure", "lawsuit"), encoding="utf-8")
    assert [kind.name for kind in load_kinds(tmp_path).kinds] == ["lawsuit"]
