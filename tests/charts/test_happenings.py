"""Which acts count, once for all faces: charts, `between`, exports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from told_story import LAST, store_of, the_story

import dragoman
from dragoman.charts import relation as relation_chart
from dragoman.charts import vega
from dragoman.protocols import EventFilter, View
from dragoman.query.happenings import find_acts

VIEW = View(date.fromisoformat(LAST), date.fromisoformat(LAST))
CLOCKS: dict[str, Any] = {"as_of": LAST, "known_by": LAST}


def test_between_and_the_chart_count_the_same(story: dragoman.Ledger) -> None:
    points = story.between("Chile", "Vietnam", **CLOCKS)
    acts = list(find_acts(story.store, EventFilter(view=VIEW, actors=("CHL",), counterparts=("VNM",))))
    assert sum(len(point.occurrences) for point in points) == len(acts) == 7
    assert points[0].period == "2024-12"  # the fine of 1998 is told as background
    (talks,) = (act for act in acts if act.row.event.type == "CONSULT")
    assert len(talks.rows) == 2
    assert talks.when.is_day  # the more exact of two tellings


def test_what_people_decide_counts_at_once(tmp_path: Path) -> None:
    with dragoman.open(store_of(tmp_path / "d.db", the_story())) as ledger:

        def count() -> int:
            return sum(len(point.occurrences) for point in ledger.between("Chile", "Vietnam", **CLOCKS))

        accused = ledger.events(type="ACCUSE", **CLOCKS)[0].event.id
        denied = ledger.decide(accused, "correct", who="anna", value={"fields": {"status": "denied"}})
        assert count() == 6
        ledger.decide(denied, "reject", who="anna")
        assert count() == 7
        ledger.decide(accused, "reject", who="anna")
        assert count() == 6


def test_a_batch_ends_anywhere(story: dragoman.Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    which = EventFilter(view=VIEW)
    whole = [(act.id, len(act.rows)) for act in find_acts(story.store, which)]
    for size in (1, 2, 3):
        monkeypatch.setattr("dragoman.query.happenings.BATCH", size)
        assert [(act.id, len(act.rows)) for act in find_acts(story.store, which)] == whole


def test_too_many_acts_are_not_drawn_one_by_one(story: dragoman.Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relation_chart, "MOST_ACTS", 3)
    chart = relation_chart.relation(story.store, story.names, "Chile", "Vietnam", VIEW)
    assert len(vega.to_spec(chart)["vconcat"]) == 2
    assert any("too many" in line for line in chart.title.subtitle)
