"""Reading in the background: what is stopped keeps what was committed."""

from __future__ import annotations

import time
from pathlib import Path

import fake_reader

from dragoman.model import Report
from dragoman.settings import Settings
from dragoman.store.sql import open_store
from dragoman.web.jobs import AT_ONCE, Jobs


def test_a_server_that_stops_keeps_what_was_committed_and_says_so(tmp_path: Path) -> None:
    settings = Settings(ledger=str(tmp_path / "x.db"))
    with open_store(settings.ledger) as store:
        jobs = Jobs(store, settings, fake_reader.make)
        reports = [Report(f"r{number}", f"SLOW Chile met Vietnam in hall {number}.") for number in range(40)]
        job = jobs.add(reports)
        for _ in range(4000):
            found = jobs.get(job.id)
            assert found is not None
            if found.done:
                break
            time.sleep(0.02)
        jobs.close()
        found = jobs.get(job.id)
        assert found is not None and found.is_over and found.state == "failed" and "stopped" in found.error
        assert AT_ONCE <= found.done < len(reports) and store.counts()["documents"] == found.done


def test_a_model_that_is_missing_is_told_to_who_waits(tmp_path: Path) -> None:
    from dragoman.errors import MissingPart

    def broken(settings: Settings) -> fake_reader.FakeReader:
        raise MissingPart("no model", remedy="install it")

    settings = Settings(ledger=str(tmp_path / "x.db"))
    with open_store(settings.ledger) as store:
        jobs = Jobs(store, settings, broken)
        job = jobs.add([Report("a", "Chile met Vietnam.")])
        jobs._pool.shutdown(wait=True)
        found = jobs.get(job.id)
        assert found is not None and (found.state, found.error) == ("failed", "no model — install it")
