"""A hostile ledger shows as text: script, markup, turned writing, control characters, a megabyte of title."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient
from web_client import Ask, add, csrf_of

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = '" onmouseover="alert(1)" x=\''
TURNED = "\u202egnp.exe\u2066"
CONTROL = "a\x00b\x1b[31mc\x07"
EXPRESSION = "{{ 7717*7717 }}"
"""What a template would turn into a number that no time of day and no identifier holds."""
SENTENCE = "Vietnam banned Chile on 2024-11-20."

RECORDS = [
    {"id": f"{SCRIPT}{ATTRIBUTE}", "title": f"{SCRIPT}{ATTRIBUTE}", "outlet": SCRIPT, "text": f"{SENTENCE} {SCRIPT}"},
    {
        "id": "markup",
        "title": f"{EXPRESSION} {{% raw %}}",
        "text": f"</bdi></p></article><img src=x onerror=alert(1)> {SENTENCE}",
    },
    {"id": "turned", "title": TURNED, "outlet": TURNED, "text": f"{TURNED} {SENTENCE}", "published": "2024-11-21"},
    {"id": "control", "title": CONTROL, "text": f"{SENTENCE} {CONTROL}", "published": "2024-11-21"},
    {"id": "long", "title": "x" * 1_000_000, "outlet": "y" * 250, "text": SENTENCE, "published": "2024-11-22"},
    {
        "id": "javascript",
        "url": "javascript:alert(1)",
        "title": "javascript:alert(1)",
        "text": f"Chile opposes {SCRIPT}.",
    },
    {
        "id": "change",
        "title": SCRIPT,
        "text": f"Japan banned China {SCRIPT} on 2024-11-24.",
        "published": "2024-11-25",
    },
    {"id": "request", "title": SCRIPT, "text": f"Chile demands Vietnam {SCRIPT}.", "published": "2024-11-23"},
]


@pytest.fixture
def hostile(serve: Ask) -> TestClient:
    client = serve()
    job = add(client, RECORDS)
    assert job["state"] == "done" and job["read"] == len(RECORDS), job
    return client


def _all_pages(client: TestClient) -> dict[str, str]:
    paths = ["/", "/events", "/reports", "/claims", "/actors", "/ledger", "/dossiers", "/plans", "/search?q=Vietnam"]
    paths += ["/review", "/review?kind=undated", "/review?kind=name", "/timeline?a=Vietnam&b=Chile", "/requests"]
    paths += ["/changes?since=2024-01-01", "/requests?by=Chile"]
    paths += [f"/reports/{each['id']}" for each in client.get("/api/v1/reports").json()["documents"]]
    paths += [f"/events/{each['id']}" for each in client.get("/api/v1/events").json()["events"]]
    paths += [f"/claims/{each['id']}" for each in client.get("/api/v1/claims").json()["claims"]]
    found = {}
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text[:400])
        found[path] = answer.text
    return found


def test_what_reports_bring_shows_as_text_on_every_page(hostile: TestClient) -> None:
    pages = _all_pages(hostile)
    for path in ("/review", "/timeline?a=Vietnam&b=Chile", "/requests", "/changes?since=2024-01-01"):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[path], path
    assert sum("&lt;script&gt;alert(1)&lt;/script&gt;" in page for page in pages.values()) >= 4
    assert any(EXPRESSION in html.unescape(page) for page in pages.values())
    for path, page in pages.items():
        tags = re.findall(r"<[a-zA-Z][^>]*>", page)
        assert page.count("<script") == 1, path
        assert not any(tag.startswith("<img") or re.search(r"\son\w+=", _outside_quotes(tag)) for tag in tags), path
        assert str(7717 * 7717) not in page, path
        assert not any(re.search(r'href="(?:javascript|data):', tag) for tag in tags), path
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", page), path


def _outside_quotes(tag: str) -> str:
    return re.sub(r'"[^"]*"', '""', tag)


def test_marks_that_turn_the_writing_stay_inside_their_name(hostile: TestClient) -> None:
    for path, page in _all_pages(hostile).items():
        if path.startswith("/actors"):
            continue
        bare = re.sub(r"<bdi[^>]*>.*?</bdi>", "", page, flags=re.S)
        bare = re.sub(r"<title>.*?</title>", "", bare, flags=re.S)
        bare = re.sub(r'(?:title|value|alt)="[^"]*"', "", bare)
        assert "\u202e" not in bare, path


def test_a_megabyte_of_title_is_shortened(hostile: TestClient) -> None:
    for path, page in _all_pages(hostile).items():
        assert len(page) < 200_000, (path, len(page))


def test_words_of_an_address_show_as_text(client: TestClient) -> None:
    paths = [
        "/search?q=",
        "/events?text=",
        "/events?actor=",
        "/events?status=",
        "/timeline?a=Chile&b=",
        "/actors?like=",
    ]
    for path in [*paths, "/actors/", "/events/ev_", "/dossiers?text=", "/reports?text=", "/events?as_of=", "/nowhere/"]:
        answer = client.get(path + "%3Cscript%3Ealert(1)%3C/script%3E%22%20onload%3Dx")
        assert answer.status_code in (200, 400, 404, 422), path
        assert answer.text.count("<script") == 1 and '" onload=' not in answer.text, path
    assert client.get("/search?q=" + "x" * 500).status_code == 422
    assert client.get("/search?q=%ff%fe%00").status_code == 200
    assert client.get("/actors/%2e%2e%2f%2e%2e%2fetc%2fpasswd").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404
    assert client.get("/static/..%2fapp.py").status_code == 404


def test_a_note_of_a_person_shows_as_text(client: TestClient) -> None:
    event = client.get("/api/v1/events").json()["events"][0]["id"]
    given = {
        "csrf": csrf_of(client),
        "target": event,
        "action": "note",
        "who": f"{SCRIPT}{TURNED}",
        "note": SCRIPT + "\x00",
    }
    assert client.post("/judgements", data=given).status_code == 303
    for path in (f"/events/{event}", "/ledger"):
        page = client.get(path).text
        assert page.count("<script") == 1 and "&lt;script&gt;" in page and "\x00" not in page


def test_a_file_name_is_only_a_name(client: TestClient) -> None:
    names = ["../../../evil.txt", "C:\\evil.txt", SCRIPT + ".txt", "\x00.txt", "." * 300 + ".txt", "a\r\nX: y.txt"]
    files = [("files", (name, f"Chile met Japan. {n}".encode(), "text/plain")) for n, name in enumerate(names)]
    place = client.post("/add", data={"csrf": csrf_of(client)}, files=files).headers["location"]
    with client.stream("GET", f"{place}/progress") as stream:
        "".join(stream.iter_text())
    page = client.get(place)
    assert page.status_code == 200 and page.text.count("<script") == 1
    paths = [each["path"] for each in client.get("/api/v1/reports").json()["documents"]]
    assert not any(".." in path.split("/") or path.startswith("/") for path in paths)
