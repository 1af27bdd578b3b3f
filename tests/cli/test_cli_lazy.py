"""Models are loaded for new reports only."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import fake_reader
import pytest

from dragoman.errors import MissingPart
from dragoman.run.ingest import ingest
from dragoman.run.local import open_readers
from dragoman.settings import Settings
from dragoman.sources.files import iter_reports
from dragoman.store.sql import open_store


class Lazy(fake_reader.FakeReader):
    loads: int = 0

    def read_reports(self, reports):
        Lazy.loads += 1
        return super().read_reports(reports)


class Missing(fake_reader.FakeReader):
    def read_reports(self, reports):
        raise MissingPart("no model", remedy="install one")


def missing(settings: Settings) -> Missing:
    return Missing(settings)


def test_nothing_is_loaded_where_all_is_known(story: Path, tmp_path: Path) -> None:
    Lazy.loads = 0
    with open_store(str(tmp_path / "l.db")) as store:
        for _ in range(2):
            done = ingest(store, iter_reports([str(story)]), Settings(), make=Lazy)
            loads, Lazy.loads = Lazy.loads, 0
    assert (done.known, done.read, loads) == (3, 0, 0)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_part_that_is_missing_is_one_error(story: Path, tmp_path: Path, processes: int) -> None:
    settings = Settings(processes=processes)
    with open_store(str(tmp_path / "l.db")) as store:
        with pytest.raises(MissingPart, match="no model"):
            ingest(store, iter_reports([str(story)]), settings, make=missing)
        assert store.counts()["documents"] == store.counts()["failures"] == 0
        assert store.add_failures([], recorded_at=datetime.now().astimezone()) == 0


def test_it_is_also_raised_without_loading_first(story: Path) -> None:
    reports = list(iter_reports([str(story)]))
    with open_readers(Settings(), 2, make=missing) as readers, pytest.raises(MissingPart):
        list(readers.read([reports]))
