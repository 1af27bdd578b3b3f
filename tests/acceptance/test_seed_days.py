"""On which days the two seeds appeared, which carry no date: from themselves and each other, and from the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest
from asking import read_all

from dragoman.dates import Interval
from dragoman.ledger.linking import link_all
from dragoman.lexicon import shipped_lexicon
from dragoman.model import Failure, Published, Reading, Report
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings
from dragoman.sources.files import iter_reports
from dragoman.store.sql import open_store

SEEDS = Path(__file__).parents[2] / "../shared/seeds"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
EARLIER, LATER = "003_7efeea7c0d30bf83.txt", "000_fa5a29937144a5c4.txt"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the two seeds are not here (../shared/seeds)")


def reports() -> list[Report]:
    found = [r for r in iter_reports([str(path) for path in sorted(SEEDS.glob("*.txt"))]) if not isinstance(r, Failure)]
    return [replace(report, published=None) for report in found]


def days(ledger: Path, readings: Sequence[Reading]) -> dict[str, Published]:
    with open_store(str(ledger)) as store:
        store.add(readings, recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        return {Path(d.sightings[0].path).name: d.published for d in store.documents()}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return read_all(Pipeline(Settings(calendar=False), shipped_lexicon()), reports())


def test_without_the_calendar_each_bounds_the_other(readings: list[Reading], tmp_path: Path) -> None:
    for number, order in enumerate(permutations(readings)):
        found = days(tmp_path / f"{number}.db", order)
        assert found[EARLIER].interval == Interval.month(2023, 9)
        assert str(found[EARLIER].basis) == "text"
        assert Interval(date(2023, 12, 1), date(2024, 8, 31)).covers(found[LATER].interval)
        assert str(found[LATER].basis) == "neighbours"
        assert not any("outside knowledge" in c.says for c in found[LATER].constraints)
        assert found[LATER].contradiction is None


def test_alone_the_later_has_no_bound(readings: list[Reading], tmp_path: Path) -> None:
    later = [r for r in readings if Path(r.sighting.path).name == LATER]
    assert days(tmp_path / "l.db", later)[LATER].interval == Interval()


def test_with_the_calendar_both_have_their_days(pipeline: Pipeline, tmp_path: Path) -> None:
    found = days(tmp_path / "l.db", read_all(pipeline, reports()))
    assert Interval(date(2023, 9, 12), date(2023, 9, 14)).covers(found[EARLIER].interval)
    assert Interval(date(2024, 5, 29), date(2024, 5, 30)).covers(found[LATER].interval)
    for published in found.values():
        assert str(published.basis) == "calendar"
        assert any(c.says.startswith("outside knowledge") for c in published.constraints)
