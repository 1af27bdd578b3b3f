"""Work in processes beside the server: it is done, its errors arrive, and a process that dies takes nothing with it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import fake_reader
import pytest
from fastapi.testclient import TestClient
from web_client import STORY, Ask, add

from dragoman.errors import DragomanError, NotFound
from dragoman.model import Report
from dragoman.protocols import Store
from dragoman.query import Names, make_view
from dragoman.settings import Settings
from dragoman.store import open_store
from dragoman.web import app as web
from dragoman.web.aside import Aside, answering
from dragoman.web.board import make_board
from dragoman.web.jobs import Jobs, reader


def count(store: Store, _: Names) -> int:
    return store.counts()["events"]


def priority(_store: Store, _names: Names) -> int:
    return os.nice(0)


def refuse(_store: Store, _names: Names) -> int:
    raise NotFound("not there", remedy="look elsewhere")


def die(_store: Store, _names: Names) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.fixture(scope="module")
def aside(story: Path) -> Iterator[Aside]:
    found = Aside(answering, Settings(ledger=str(story)), 5, "test-answers")
    yield found
    found.close()


def test_it_answers_from_the_ledger_at_a_lower_priority(aside: Aside) -> None:
    made = aside.ask((count, ()))
    assert made.value > 0 and made.took >= 0
    assert aside.ask((priority, ())).value == os.nice(0) + 5


def test_what_it_raises_arrives_and_it_goes_on(aside: Aside) -> None:
    with pytest.raises(NotFound) as caught:
        aside.ask((refuse, ()))
    assert caught.value.remedy == "look elsewhere"
    assert aside.ask((count, ())).value > 0


def test_one_that_dies_is_said_to_and_is_started_again(aside: Aside) -> None:
    with pytest.raises(DragomanError, match="died"):
        aside.ask((die, ()))
    assert aside.ask((count, ())).value > 0


def test_matters_come_back_whole(aside: Aside, story: Path) -> None:
    view = make_view()
    with open_store(str(story)) as store:
        from dragoman.lexicon.actors import load_book

        here = make_board(store, load_book(), view)
    assert aside.ask((make_board, (view,))).value == here and here


def test_after_the_end_nothing_is_asked(story: Path) -> None:
    aside = Aside(answering, Settings(ledger=str(story)), 5, "test-ended")
    aside.close()
    with pytest.raises(DragomanError, match="stopped"):
        aside.ask((count, ()))


def test_a_ledger_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    aside = Aside(answering, Settings(ledger=str(tmp_path / "none.db")), 5, "test-none")
    with pytest.raises(DragomanError, match="no ledger"):
        aside.ask((count, ()))
    aside.close()


def test_reports_are_read_in_a_process_of_their_own(serve: Ask) -> None:
    client = serve(apart=True)
    job = add(client, STORY)
    assert (job["state"], job["read"]) == ("done", 3), job
    assert client.get("/api/v1/status").json()["counts"]["documents"] == 3


def test_a_server_that_stops_does_not_wait_for_a_slow_report(tmp_path: Path) -> None:
    settings = Settings(ledger=str(tmp_path / "x.db"))
    aside = Aside(partial(reader, fake_reader.make), settings, 10, "test-reading")
    with open_store(settings.ledger) as store:
        jobs = Jobs(store, settings, aside=aside)
        job = jobs.add([Report(f"r{number}", f"SLOW Chile met Vietnam in hall {number}.") for number in range(400)])
        for _ in range(2000):
            found = jobs.get(job.id)
            assert found is not None
            if found.done:
                break
            time.sleep(0.05)
        jobs.close()
        found = jobs.get(job.id)
        assert found is not None and found.state == "failed" and "stopped" in found.error
        assert 0 < store.counts()["documents"] < 400


def test_lists_of_a_large_ledger_are_made_beside_before_they_are_asked_for(
    serve: Ask, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "LARGE", 1)
    monkeypatch.setattr(web, "EVERY", 0.1)
    client: TestClient = serve(story, apart=True)
    site = client.app.state.site  # type: ignore[attr-defined]
    for _ in range(2000):
        if site.kept.peek(("dragoman.web.board", "make_board", make_view())):
            break
        time.sleep(0.05)
    assert site.kept.peek(("dragoman.web.board", "make_board", make_view()))
    assert "Vietnam" in client.get("/dossiers").text
