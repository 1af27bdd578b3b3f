"""What is sent on: briefs, files for other tools, charts, accounts side by side, pages by their address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import pytest
from fastapi.testclient import TestClient
from web_client import Ask, csrf_of, wait

from dragoman.model import Failure, PublishedBasis, Report


@pytest.mark.parametrize(("shape", "begins"), [("html", b"<!doctype html>"), ("md", b"#"), ("pdf", b"%PDF-")])
def test_a_brief_is_a_file(client: TestClient, shape: str, begins: bytes) -> None:
    answer = client.get("/api/v1/briefs", params={"a": "Chile", "b": "Vietnam", "format": shape})
    assert answer.status_code == 200, answer.text
    assert answer.content.lower().startswith(begins.lower())
    assert answer.headers["content-disposition"] == f'attachment; filename="brief.{shape}"'
    assert (
        client.get("/api/v1/briefs", params={"a": "Chile", "b": "Vietnam", "format": shape}).content == answer.content
    )


def test_a_brief_is_about_one_thing(client: TestClient) -> None:
    for words in ("a=Chile", "a=Chile&b=Vietnam&actor=Chile", "actor=Nowheria", "dossier=ds_nothing"):
        answer = client.get(f"/api/v1/briefs?{words}")
        assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json", words


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "polecat", "gdelt", "ftm", "ical"])
def test_the_ledger_is_written_for_other_tools(client: TestClient, form: str) -> None:
    answer = client.get(f"/api/v1/exports/{form}")
    assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
    assert client.get("/api/v1/exports/xlsx").status_code == 422


def test_a_chart_says_in_words_what_it_draws(client: TestClient) -> None:
    answer = client.get("/api/v1/charts/relation?a=Chile&b=Vietnam&format=inline")
    assert answer.status_code == 200 and "<desc>" in answer.text and "<script" not in answer.text
    tag = answer.headers["etag"]
    again = client.get("/api/v1/charts/relation?a=Chile&b=Vietnam&format=inline", headers={"If-None-Match": tag})
    assert again.status_code == 304
    page = client.get("/api/v1/charts/network?format=html")
    assert "attachment" in page.headers["content-disposition"]  # its script is not run as part of this site
    assert client.get("/api/v1/charts/lifecycle/ds_nothing").status_code == 404


def test_accounts_are_set_side_by_side(client: TestClient) -> None:
    event = client.get("/api/v1/events?type=SANCTION").json()["events"][0]["id"]
    found = client.get(f"/api/v1/compare/{event}").json()
    assert found["accounts"] and {"as_of", "known_by", "fields"} <= set(found)
    assert client.get("/api/v1/compare/doc_x").status_code == 404


def test_pages_are_fetched_by_their_address(serve: Ask) -> None:
    asked: list[str] = []

    def fetch(addresses: Sequence[str]) -> Iterable[Report | Failure]:
        asked.extend(addresses)
        yield Report(
            addresses[0], "Chile met Vietnam on 2024-12-02.", "text", None, PublishedBasis.METADATA, "Met", None
        )
        yield Failure(addresses[1], "fetch", "it is private", "give a page of the open web")

    client = serve(fetch=fetch)
    given = {"csrf": csrf_of(client), "addresses": "https://a.example/x\nhttp://127.0.0.1/y"}
    sent = client.post("/add", data=given)
    assert sent.status_code == 303
    job = wait(client, sent.headers["location"].replace("/add", "/api/v1/jobs"))
    assert (job["state"], job["read"], job["failed"]) == ("done", 1, 1)
    assert asked == ["https://a.example/x", "http://127.0.0.1/y"]
    page = client.get(sent.headers["location"]).text
    assert "it is private" in page and "https://a.example/x" not in json.dumps(job["failures"])
    answer = client.post("/api/v1/addresses", json={"addresses": ["https://a.example/x", "https://b.example"]})
    assert answer.status_code == 202
    assert wait(client, answer.json()["href"])["known"] == 1
    assert client.post("/api/v1/addresses", json={"addresses": []}).status_code == 422
