"""How long a matter is to last, over several reports: a last day, a step on, and an end that is left open."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from ledger_samples import Report, span

from dragoman.dates import Interval
from dragoman.ledger.dossiers.described import _until
from dragoman.model import Span, Term
from dragoman.protocols import StoredEvent
from dragoman.times.lengths import all_later, later


def with_term(row: StoredEvent, value: str | None, relation: str) -> StoredEvent:
    matter = row.event.matter
    assert matter is not None
    term = Term(value, "so long", relation, Span(0, 7))
    return replace(row, event=replace(row.event, matter=replace(matter, term=term)))


def imposed() -> StoredEvent:
    return Report("a", "2019-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", until="2019-06-30")


def later_told(phase: str, status: str = "occurred", until: str | None = None) -> StoredEvent:
    report = Report("b", "2019-05-10")
    return report.tell("SANCTION", "AAA", "BBB", phase=phase, matter="ban", until=until, status=status)


def test_an_extension_moves_the_last_day() -> None:
    assert _until([with_term(later_told("extend"), "P2Y", "by"), imposed()]) == span("2021-06-30", "2021-06-30")


def test_until_further_notice_takes_the_last_day_away() -> None:
    assert _until([imposed(), with_term(later_told("extend"), None, "open")]) is None


@pytest.mark.parametrize("status", ["requested", "denied", "proposed"])
def test_what_is_only_asked_for_or_proposed_moves_nothing(status: str) -> None:
    assert _until([imposed(), later_told("extend", status, "2025-01-01")]) == span("2019-06-30", "2019-06-30")


@pytest.mark.parametrize(
    ("day", "length", "wanted"),
    [
        ("2019-01-31", "P1M", "2019-02-28"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2019-12-30", "P2W", "2020-01-13"),
        ("2019-12-30", "PT48H", "2020-01-01"),
        ("2019-12-30", "PT5H", None),
        ("2019-12-30", "PXM", None),
        ("9999-12-30", "P10D", None),
        ("9990-01-01", "P99999Y", None),
    ],
)
def test_days_so_much_later(day: str, length: str, wanted: str | None) -> None:
    assert later(date.fromisoformat(day), length) == (date.fromisoformat(wanted) if wanted else None)


def test_an_open_end_stays_open() -> None:
    assert all_later(Interval(None, date(2019, 1, 1)), "P1Y") == Interval(None, date(2020, 1, 1))
    assert all_later(Interval(), "P1Y") is None
