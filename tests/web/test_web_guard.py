"""Who may ask, who may write, and what every answer carries."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from web_client import Ask, csrf_of

from dragoman.web.guard import host_name, is_loopback

TOKEN = "a-long-secret-for-tests"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "10.0.0.8", "[::2]:80", "a@b:1"])
def test_a_page_of_the_open_web_cannot_ask_under_its_own_name(client: TestClient, host: str) -> None:
    for path in ("/", "/api/v1/events", "/static/page.css"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert answer.headers["content-type"].startswith("application/problem+json" if "api" in path else "text/plain")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8321", "[::1]:9", "LOCALHOST:80"])
def test_the_names_of_this_machine_are_taken(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_hosts() -> None:
    assert [host_name(each) for each in ("A.b:80", "[::1]:3", "x:y:z", "")] == ["a.b", "::1", "x", ""]
    assert is_loopback("127.0.0.9") and is_loopback("::1") and is_loopback("localhost")
    assert not is_loopback("0.0.0.0") and not is_loopback("example.org")


def test_every_answer_forbids_what_no_page_needs(client: TestClient) -> None:
    for path in ("/", "/nowhere", "/api/v1/events", "/api/v1/nowhere", "/static/page.css", "/events?as_of=never"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and headers["x-content-type-options"] == "nosniff"


def test_no_page_needs_the_network_or_runs_script_of_its_own(client: TestClient) -> None:
    for path in ("/", "/events", "/add", "/ledger", "/dossiers", "/reports"):
        html = client.get(path).text
        assert "http://" not in html.replace("http://localhost", "") and "https://" not in html
        assert " style=" not in html and "<style" not in html and " onclick" not in html
        assert html.count("<script") == 1 and '<script src="/static/page.js" defer></script>' in html


def _writing(client: TestClient) -> set[str]:
    """The paths of all routes that write, those of included routers too."""
    waiting, found = list(client.app.routes), set()  # type: ignore[attr-defined]
    while waiting:
        route = waiting.pop()
        inner = getattr(route, "original_router", None)
        waiting += inner.routes if inner is not None else ()
        if isinstance(route, APIRoute) and not (route.methods or set()) <= {"GET", "HEAD"}:
            found.add(route.path)
    return found


FORMS = ["/add", "/login", "/judgements", "/judgements/jd_x/undo", "/who", "/corrections/events/ev_x"]
FORMS += ["/corrections/reports/doc_x", "/corrections/names", "/corrections/dossiers/ds_x", "/merges/ds_x"]
FORMS += ["/splits/oc_x"]


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_writes_nothing(client: TestClient, path: str) -> None:
    before = client.get("/api/v1/status").json()["counts"]
    event = client.get("/api/v1/events").json()["events"][0]["id"]
    given = {"text": "Chile met Japan.", "target": event, "action": "reject", "who": "eve"}
    for token in ({}, {"csrf": ""}, {"csrf": "wrong"}):
        assert client.post(path, data={**given, **token}).status_code == 403
    assert client.get("/api/v1/status").json()["counts"] == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_write_even_with_the_right_words(client: TestClient, headers: dict[str, str]) -> None:
    event = client.get("/api/v1/events").json()["events"][0]["id"]
    given = {"target": event, "action": "reject", "who": "eve"}
    assert client.post("/api/v1/judgements", json=given, headers=headers).status_code == 403
    assert client.post("/judgements", data={**given, "csrf": csrf_of(client)}, headers=headers).status_code == 403
    assert client.get("/api/v1/judgements").json()["judgements"] == []


def test_the_api_takes_no_type_that_a_form_of_another_site_can_send(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = client.post("/api/v1/reports", content='{"text": "Chile met Japan."}', headers={"Content-Type": kind})
        assert answer.status_code == 415, kind
    assert client.get("/api/v1/status").json()["counts"]["documents"] == 3


def test_with_a_token_nothing_is_shown_without_it(serve: Ask) -> None:
    client = serve(token=TOKEN)
    assert client.get("/").headers["location"] == "/login"
    assert client.get("/reports").status_code == 303
    assert client.get("/api/v1/events").status_code == 401
    assert client.get("/api/v1/events", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/api/v1/events", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/api/v1/events", headers={"Cookie": "dragoman_session=x"}).status_code == 401
    assert client.get("/login").status_code == 200 and client.get("/static/page.css").status_code == 200
    given = {"csrf": csrf_of(client, "/login"), "token": TOKEN}
    assert client.post("/login", data={**given, "token": "wrong"}).status_code == 403
    assert client.post("/login", data={"token": TOKEN}).status_code == 403
    entered = client.post("/login", data=given)
    assert entered.status_code == 303
    assert (
        "httponly" in entered.headers["set-cookie"].lower()
        and "samesite=strict" in entered.headers["set-cookie"].lower()
    )
    assert TOKEN not in entered.headers["set-cookie"]
    assert client.get("/").status_code == 200


def test_too_much_is_refused_before_it_is_read(serve: Ask) -> None:
    client = serve(most_bytes=2000)
    assert client.post("/api/v1/reports", json={"text": "x" * 3000}).status_code == 413

    def parts():  # type: ignore[no-untyped-def]
        for _ in range(50):
            yield b"x" * 100

    streamed = client.post("/add", content=parts(), headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert streamed.status_code == 413
    assert client.post("/api/v1/reports", json={"text": "Chile met Japan."}).status_code == 202


def test_no_route_writes_unless_it_is_among_those_tested_here(client: TestClient) -> None:
    api = {"/api/v1/reports", "/api/v1/addresses", "/api/v1/judgements", "/api/v1/judgements/{identity}"}
    pages = {re.sub("/(ev|doc|ds|oc|jd)_x", "/{identity}", path) for path in FORMS}
    assert _writing(client) == api | pages


def test_whatever_can_be_got_can_be_asked_for_its_head(client: TestClient) -> None:
    for path in ("/", "/dossiers", "/api/v1/events", "/api/v1/events?format=csv", "/static/page.css"):
        head, whole = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (200, b""), path
        assert head.headers["content-type"] == whole.headers["content-type"], path
        assert "content-security-policy" in head.headers, path
    assert client.head("/none").status_code == 404


def test_a_body_that_is_no_json_is_said_to_be_none(client: TestClient) -> None:
    answer = client.post("/api/v1/reports", content=b"{bad", headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"].startswith("the body is no JSON: ") and "character 1" in answer.json()["detail"]
