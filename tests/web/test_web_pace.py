"""How often one client may write."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from web_client import Ask, csrf_of

from dragoman.cli.serving import WRITES
from dragoman.web import pace
from dragoman.web.pace import WRITES_PER_MINUTE, Pace

REPORT = {"text": "Chile met Japan on 2024-12-02."}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_client_may_write_so_often_in_any_minute() -> None:
    clock = Clock()
    kept = Pace(2, clock)
    assert kept.wait("a") == 0
    clock.now += 30.5
    assert kept.wait("a") == 0
    assert kept.wait("a") == 30 and kept.wait("b") == 0
    clock.now += 29.4
    assert kept.wait("a") == 1
    clock.now += 0.2
    assert kept.wait("a") == 0  # the first is a minute old; the refused ones were not counted
    assert kept.wait("a") == 31


def test_only_so_many_clients_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "CLIENTS", 2)
    kept = Pace(1, Clock())
    assert [kept.wait(name) for name in ("a", "b", "c", "b", "c")] == [0, 0, 0, 60, 60]
    assert kept.wait("a") == 0


def _api(client: TestClient) -> dict[str, int]:
    event = client.get("/api/v1/events").json()["events"][0]["id"]
    given = {"target": event, "action": "note", "note": "seen", "who": "ana"}
    token = {"csrf": csrf_of(client)}
    return {
        "reports": client.post("/api/v1/reports", json=REPORT).status_code,
        "addresses": client.post("/api/v1/addresses", json={"addresses": [""]}).status_code,
        "judgements": client.post("/api/v1/judgements", json=given).status_code,
        "undo": client.delete("/api/v1/judgements/jd_nothing").status_code,
        "upload": client.post("/add", data={**token, **REPORT}).status_code,
        "form": client.post("/judgements", data={**token, **given}).status_code,
        "correction": client.post(f"/corrections/events/{event}", data={**token, "status": "proposed"}).status_code,
        "merge": client.post(f"/merges/{event}", data=token).status_code,
    }


def test_every_route_that_writes_is_bounded(serve: Ask, story: object) -> None:
    free = _api(serve(story))
    assert 429 not in free.values()
    client = serve(story, writes_per_minute=1)
    assert client.post("/who", data={"csrf": csrf_of(client), "who": "Ana"}).status_code == 303
    assert set(_api(client).values()) == {429}


def test_a_refusal_says_when_to_come_again(serve: Ask) -> None:
    client = serve(writes_per_minute=2)
    assert [client.post("/api/v1/reports", json=REPORT).status_code for _ in range(2)] == [202, 202]
    for path in ("/api/v1/reports", "/add"):
        answer = client.post(path, json=REPORT)
        assert answer.status_code == 429 and answer.headers["content-type"] == "application/problem+json"
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        assert answer.json()["status"] == 429 and "seconds" in answer.json()["remedy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.get("/").status_code == 200 and client.get("/api/v1/events").status_code == 200


def test_another_site_or_who_has_no_token_uses_up_nothing(serve: Ask) -> None:
    client = serve(writes_per_minute=1, token="a-long-secret-for-tests")
    assert client.post("/api/v1/reports", json=REPORT).status_code == 401
    known = {"Authorization": "Bearer a-long-secret-for-tests"}
    evil = {**known, "Origin": "http://evil.example"}
    assert client.post("/api/v1/reports", json=REPORT, headers=evil).status_code == 403
    assert client.post("/api/v1/reports", json=REPORT, headers=known).status_code == 202
    assert client.post("/api/v1/reports", json=REPORT, headers=known).status_code == 429


def test_the_command_and_the_web_have_the_same_default() -> None:
    assert WRITES == WRITES_PER_MINUTE
