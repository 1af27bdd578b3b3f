"""Tables on terminals of any width: no column is lost, none is wider than it needs, the whole fits."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.theme import Theme

from dragoman.cli import render
from dragoman.cli.marked import Table, cell, line

LONG = "a long sentence that goes on and on " * 4
TABLES = {
    "one wide first column": Table(("Speaker", "Stance", "About", "Words"), ((cell(line(LONG)),) * 4,)),
    "many columns": Table(tuple("ABCDEF"), (tuple(cell(line(w)) for w in (LONG, "1", "22 / 3", "4", LONG, LONG)),)),
    "little": Table(("State", "Found"), ((cell(line("ok")), cell(line("a"))), (cell(line("a section")),))),
    "empty": Table(("State", "Found"), ()),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_every_column_is_seen(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    console = Console(file=out, width=width, theme=Theme(render.STYLES), highlight=False, markup=False)
    monkeypatch.setattr(render, "_console", lambda: console)
    table = TABLES[name]
    given = render._widths(table, width)
    assert min(given) >= 1
    assert sum(given) + 3 * len(given) <= width
    render._print_rich(table)
    lines = out.getvalue().splitlines()
    assert max(map(len, lines), default=0) <= width
    for number, heading in enumerate(table.headings):
        assert given[number] < len(heading) or heading in out.getvalue()


def test_what_fits_is_not_wrapped() -> None:
    table = Table(("Path", "Remedy"), ((cell(line("x" * 60)), cell(line("y" * 20))),))
    assert render._widths(table, 120) == [60, 20]


def test_ids_and_numbers_stay_whole() -> None:
    row = (cell(line("ev_" + "a" * 18)), cell(line("12345678")), cell(line(LONG)), cell(line(LONG)))
    assert render._widths(Table(("When", "Count", "Report", "Words"), (row,)), 80)[:2] == [21, 8]
