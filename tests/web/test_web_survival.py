"""Decisions hold when a newer version reads the reports again; merging and splitting moves happenings and matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import fake_reader
import pytest
from fastapi.testclient import TestClient
from web_client import STORY, Ask, add, csrf_of

from dragoman.model import Failure, Reading, Report, Status
from dragoman.settings import Settings
from dragoman.store.sql import open_store
from dragoman.web.app import make_app

AGAIN = {"id": "again", "text": "Vietnam banned Chile on 2024-11-20.", "published": "2024-12-05"}
OTHER = {"id": "other", "text": "Japan banned Chile on 2024-11-25.", "published": "2024-12-06"}
UNDATED = {"id": "undated", "text": "China met Japan on 2024-12-09."}
NAMED = {"id": "named", "text": "Ruritania banned China on 2024-12-10.", "published": "2024-12-11"}
RECORDS = [*STORY, AGAIN, OTHER, UNDATED, NAMED]


class NewerReader(fake_reader.FakeReader):
    """A later version: it takes every ban for a plan."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.version = f"fake/2;{settings.fingerprint}"

    def read(self, report: Report) -> Reading | Failure:
        found = super().read(report)
        if isinstance(found, Failure):
            return found
        events = tuple(
            replace(one, status=Status.SCHEDULED, extractor="fake/2") if one.type == "SANCTION" else one
            for one in found.events
        )
        return replace(found, events=events)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of all records, read once: closing it leaves one file that can be copied."""
    settings = Settings(ledger=str(tmp_path_factory.mktemp("desk") / "told.db"))
    app = make_app(open_store(settings.ledger), settings, make=fake_reader.make)
    with TestClient(app, base_url="http://localhost:8321") as client:
        assert add(client, RECORDS)["read"] == len(RECORDS)
    return Path(settings.ledger)


@pytest.fixture
def desk(serve: Ask, told: Path) -> TestClient:
    return serve(told)


@pytest.fixture
def read_again(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Reads everything again with the newer version, as another process over the same ledger would."""

    def run() -> None:
        settings = Settings(ledger=str(tmp_path / "0.db"))
        app = make_app(open_store(settings.ledger), settings, make=NewerReader)
        with TestClient(app, base_url="http://localhost:8321") as client:
            job = add(client, RECORDS)
            assert (job["read"], job["known"]) == (len(RECORDS), 0), job

    yield run


def _events(client: TestClient, **which: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get("/api/v1/events", params=which).json()["events"]
    return found


def _ban(client: TestClient, path: str = "ban") -> dict[str, object]:
    return next(one for one in _events(client, type="SANCTION") if one["path"] == path)


def _post(client: TestClient, path: str, **data: object) -> None:
    sent = client.post(path, data={"csrf": csrf_of(client), "who": "Ana", **data})
    assert sent.status_code == 303, sent.text[:300]


def _undo_last(client: TestClient, target: object) -> None:
    made = client.get("/api/v1/judgements", params={"target": str(target)}).json()["judgements"]
    assert client.delete(f"/api/v1/judgements/{made[-1]['id']}").status_code == 201


def _matters(client: TestClient) -> dict[str, str]:
    found = client.get("/api/v1/dossiers").json()["dossiers"]
    return {one["id"]: one["title"] for one in found}


# ------------------------------------------------------------------ a newer version


def test_without_a_decision_the_newer_reading_counts(desk: TestClient, read_again: Callable[[], None]) -> None:
    assert _ban(desk)["status"] == "occurred"
    read_again()
    assert {one["status"] for one in _events(desk, type="SANCTION")} == {"scheduled"}


def test_a_corrected_field_outlives_a_newer_reading(desk: TestClient, read_again: Callable[[], None]) -> None:
    event = _ban(desk)["id"]
    _post(desk, f"/corrections/events/{event}", status="proposed", note="a draft only")
    read_again()
    assert (_ban(desk)["id"], _ban(desk)["status"]) == (event, "proposed")
    assert _ban(desk, "again")["status"] == "scheduled"
    page = desk.get(f"/events/{event}").text
    assert "<strong><bdi>proposed</bdi></strong>" in page and "a draft only" in page
    _undo_last(desk, event)
    assert _ban(desk)["status"] == "scheduled"


def test_a_rejected_event_stays_rejected(desk: TestClient, read_again: Callable[[], None]) -> None:
    event = str(_ban(desk, "other")["id"])
    _post(desk, "/judgements", target=event, action="reject", note="a drill")
    read_again()
    shown = desk.get(f"/api/v1/events/{event}").json()
    assert shown["verdict"] == "reject"
    assert event in desk.get("/api/v1/judgements").json()["rejected"]


def test_a_day_that_was_set_outlives_a_newer_reading(desk: TestClient, read_again: Callable[[], None]) -> None:
    report = next(one for one in desk.get("/api/v1/reports").json()["documents"] if one["path"] == "undated")["id"]
    assert "1 report without a day" in desk.get("/review?kind=undated").text
    _post(desk, f"/corrections/reports/{report}", date_from="2024-12-09", date_to="2024-12-10")
    read_again()
    assert "0 reports without a day" in desk.get("/review?kind=undated").text
    assert "<strong><bdi>9-10 Dec 2024" in desk.get(f"/reports/{report}").text
    assert "9-10 Dec 2024" in desk.get(f"/events?report={report}").text
    _undo_last(desk, report)
    assert "9-10 Dec 2024" not in desk.get(f"/events?report={report}").text


def test_a_name_that_was_settled_outlives_a_newer_reading(desk: TestClient, read_again: Callable[[], None]) -> None:
    event = _ban(desk, "named")
    assert [one["id"] for one in event["actors"]] == [None]  # type: ignore[attr-defined]
    _post(desk, "/corrections/names", name="Ruritania", actor="Japan", report=event["document"])
    read_again()
    assert [one["id"] for one in _ban(desk, "named")["actors"]] == ["JPN"]  # type: ignore[attr-defined]
    assert desk.get("/api/v1/review?kind=name").json()["items"] == []


# ------------------------------------------------------------------ merging, splitting


def test_a_happening_is_split_and_stays_so(desk: TestClient, read_again: Callable[[], None]) -> None:
    first, second = _ban(desk), _ban(desk, "again")
    assert first["occurrence"] == second["occurrence"]
    _post(desk, f"/splits/{first['occurrence']}", part=[second["id"]], note="another ban")
    assert _ban(desk)["occurrence"] != _ban(desk, "again")["occurrence"]
    assert str(second["id"]) not in desk.get(f"/events/{first['id']}").text
    read_again()
    assert _ban(desk)["occurrence"] != _ban(desk, "again")["occurrence"]
    _undo_last(desk, first["occurrence"])
    assert _ban(desk)["occurrence"] == _ban(desk, "again")["occurrence"]


def test_two_happenings_are_made_one_and_stay_so(desk: TestClient, read_again: Callable[[], None]) -> None:
    first, other = _ban(desk), _ban(desk, "other")
    assert first["occurrence"] != other["occurrence"]
    _post(desk, f"/merges/{first['occurrence']}", other=f"/events/{other['id']}?as_of=2025-01-01#decisions")
    assert _ban(desk)["occurrence"] == _ban(desk, "other")["occurrence"]
    assert f"/events/{other['id']}" in desk.get(f"/events/{first['id']}").text
    read_again()
    assert _ban(desk)["occurrence"] == _ban(desk, "other")["occurrence"]
    _undo_last(desk, first["occurrence"])
    assert _ban(desk)["occurrence"] != _ban(desk, "other")["occurrence"]


def test_two_matters_are_made_one_by_the_api_and_stay_so(desk: TestClient, read_again: Callable[[], None]) -> None:
    before = _matters(desk)
    kept, gone = str(_ban(desk)["dossier"]), str(_ban(desk, "other")["dossier"])
    assert kept != gone and {kept, gone} <= set(before)
    given = {"target": kept, "action": "merge", "value": {"with": [gone]}, "who": "Ana"}
    assert desk.post("/api/v1/judgements", json=given).status_code == 201
    assert _ban(desk)["dossier"] == _ban(desk, "other")["dossier"]
    assert len(_matters(desk)) == len(before) - 1
    read_again()
    assert _ban(desk)["dossier"] == _ban(desk, "other")["dossier"]
    _undo_last(desk, kept)
    assert _ban(desk)["dossier"] != _ban(desk, "other")["dossier"]


def test_a_happening_is_taken_out_of_a_matter(desk: TestClient, read_again: Callable[[], None]) -> None:
    late = _events(desk, type="REJECT")[0]
    matter = _ban(desk)["dossier"]
    assert late["dossier"] == matter
    _post(desk, f"/splits/{matter}", part=[late["occurrence"]], note="other talks")
    assert _events(desk, type="REJECT")[0]["dossier"] != matter
    assert str(late["id"]) not in desk.get(f"/dossiers/{matter}").text
    read_again()
    assert _events(desk, type="REJECT")[0]["dossier"] != _ban(desk)["dossier"]
    _undo_last(desk, matter)
    assert _events(desk, type="REJECT")[0]["dossier"] == _ban(desk)["dossier"]
