"""The links of every page to the same answer for programs give that answer, as what they are called."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_client import Ask, add

TYPES = {"JSON": "application/json", "CSV": "text/csv", "JSON lines": "application/x-ndjson"}
BEGIN = ["/", "/search?q=ban", "/timeline?a=Chile&b=Vietnam", "/changes?since=2024-01-01", "/requests?by=Chile"]
BEGIN += ["/review?kind=undated", "/plans?overdue=yes", "/events?actor=Chile&known_by=2024-11-30"]
KINDS = ["/events/ev_", "/claims/cl_", "/reports/doc_", "/dossiers/ds_", "/actors/", "/review", "/plans", "/requests"]
KINDS += ["/changes", "/timeline?", "/ledger", "/search?q=", "/events", "/reports", "/claims", "/dossiers", "/actors"]


@pytest.fixture
def pages(serve: Ask, story: Path) -> tuple[TestClient, dict[str, dict[str, str]]]:
    """Every page of the story by its address, with its links for programs by their names."""
    client = serve(story)
    add(client, [{"id": "undated", "text": "Chile met Vietnam on 2024-12-02."}])
    found: dict[str, dict[str, str]] = {}
    waiting = list(BEGIN)
    while waiting:
        path = waiting.pop()
        many = path.startswith("/actors/") and sum(one.startswith("/actors/") for one in found) > 10
        if not path.startswith("/") or path.startswith(("/api/", "/static/")) or path in found or many:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text[:300])
        links = re.search(r'<p class="forms">(.*?)</p>', answer.text)
        named = re.findall(r'href="([^"]*)">([^<]*)</a>', links[1]) if links else []
        found[path] = {name: html.unescape(href) for href, name in named}
        waiting += [html.unescape(each).partition("#")[0] for each in re.findall(r'href="([^"]*)"', answer.text)]
        assert len(found) < 400
    return client, found


def _rows(name: str, text: str) -> int | None:
    """How many rows an answer has; `None` for an object."""
    if name == "JSON":
        value = json.loads(text)
        lists = [held for held in value.values() if isinstance(held, list)]
        return len(lists[0]) if "next" in value and value["next"] is None else None
    if name == "CSV":
        rows = list(csv.reader(io.StringIO(text)))
        assert rows and all(len(row) == len(rows[0]) for row in rows)
        return len(rows) - 1
    lines = [json.loads(line) for line in text.splitlines()]
    assert all(isinstance(line, dict) for line in lines)
    return len(lines)


def test_every_link_for_programs_gives_that_answer(pages: tuple[TestClient, dict[str, dict[str, str]]]) -> None:
    client, found = pages
    for kind in KINDS:
        linked = [links for path, links in found.items() if path.startswith(kind)]
        assert linked and any(linked), kind
    asked: dict[str, int | None] = {}
    for path, links in found.items():
        assert set(links) in ({"JSON"}, set(TYPES), set()), path
        for name, href in links.items():
            if href in asked:
                continue
            answer = client.get(href)
            assert answer.status_code == 200, (path, href, answer.text[:300])
            assert answer.headers["content-type"].partition(";")[0] == TYPES[name], (path, href)
            asked[href] = _rows(name, answer.text)
        if links.get("CSV", "").startswith(links.get("JSON", "?")) and not path.startswith("/timeline"):
            counts = {asked[links[name]] for name in TYPES} - {None}
            assert len(counts) == 1, (path, counts)


def test_the_links_of_one_object_hold_that_object(client: TestClient) -> None:
    for kind in ("events", "claims"):
        identity = client.get(f"/api/v1/{kind}").json()[kind][0]["id"]
        lines = client.get(f"/api/v1/{kind}/{identity}?format=jsonl").text.splitlines()
        assert [json.loads(line)["id"] for line in lines] == [identity]
        rows = list(csv.DictReader(io.StringIO(client.get(f"/api/v1/{kind}/{identity}?format=csv").text)))
        assert [row["id"] for row in rows] == [identity]
        assert client.get(f"/api/v1/{kind}/doc_x?format=csv").status_code == 404


def test_the_search_and_the_queue_are_tables_too(serve: Ask) -> None:
    client = serve()
    add(client, [{"id": "undated", "text": "Chile met Vietnam on 2024-12-02."}])
    first = client.get("/api/v1/search?q=met&limit=1").json()
    assert [hit["text"] for hit in first["hits"]] == ["Chile met Vietnam on 2024-12-02."]
    assert first["next"] is None and client.get("/api/v1/search?q=").status_code == 422
    assert "In the text of reports" in client.get("/search?q=met").text
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/review?format=csv").text)))
    assert [(row["kind"], row["target"][:4]) for row in rows] == [("undated", "doc_")]
    assert rows[0]["why"].startswith("the day of the report is not known") and rows[0]["event"] == ""
    add(client, [{"id": "named", "text": "Ruritania banned Vietnam on 2024-12-02.", "published": "2024-12-03"}])
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/review?kind=name&format=csv").text)))
    assert [(row["name"], row["event"][:3]) for row in rows] == [("Ruritania", "ev_")]
    assert rows[0]["quote"] == "Ruritania banned Vietnam on 2024-12-02."
