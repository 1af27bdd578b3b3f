"""The HTTP API: the shapes of the command line, pages that stand still, problems, decisions."""

from __future__ import annotations

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient
from web_client import STORY, Ask, add


def test_lists_have_the_shapes_of_the_command_line(client: TestClient) -> None:
    answer = client.get("/api/v1/events", params={"known_by": "2025-12-31", "as_of": "2025-12-31"}).json()
    assert (answer["as_of"], answer["known_by"], answer["next"]) == ("2025-12-31", "2025-12-31", None)
    event = answer["events"][0]
    assert event["type"] == "SANCTION" and event["path"] == "ban" and event["evidence"]["quote"].startswith("Vietnam")
    assert event["actors"][0]["id"] == "VNM" and event["date"]["earliest"] == "2024-11-20"
    assert [each["id"] for each in client.get("/api/v1/claims").json()["claims"]]
    assert client.get("/api/v1/actors", params={"like": "chil"}).json()["actors"][0]["id"] == "CHL"
    assert client.get("/api/v1/actors/Chile").json()["actor"]["id"] == "CHL"
    months = client.get("/api/v1/timeline", params={"a": "Chile", "b": "Vietnam"}).json()["months"]
    assert [month["month"] for month in months] == ["2024-11", "2024-12", None]


def test_an_object_comes_with_its_evidence_and_decisions(client: TestClient) -> None:
    event = client.get("/api/v1/events").json()["events"][0]
    shown = client.get(f"/api/v1/events/{event['id']}").json()
    assert shown["event"]["id"] == event["id"] and shown["evidence"][0]["marks"] and shown["decisions"] == []
    report = client.get(f"/api/v1/reports/{event['document']}").json()
    assert report["document"]["title"] == "Ban" and report["events"][0]["id"] == event["id"]


def test_a_list_is_read_page_by_page_and_stands_still_while_others_add(client: TestClient) -> None:
    whole = [each["id"] for each in client.get("/api/v1/events").json()["events"]]
    found: list[str] = []
    cursor = None
    for step in range(20):
        params = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        answer = client.get("/api/v1/events", params=params).json()
        found += [each["id"] for each in answer["events"]]
        cursor = answer["next"]
        if step == 0:
            add(client, [{"id": "new", "text": "China met Japan on 2020-01-01.", "published": "2020-01-02"}])
        if cursor is None:
            break
    assert found == whole
    assert len(client.get("/api/v1/events").json()["events"]) == len(whole) + 1


@pytest.mark.parametrize("cursor", ["x", "e30", "!!", "ImEi", "W10", "eyJvIjoxfQ", "A" * 599])
def test_a_cursor_that_is_none_is_a_problem(client: TestClient, cursor: str) -> None:
    answer = client.get("/api/v1/events", params={"cursor": cursor})
    assert answer.status_code == 404 and "no such place in a list" in answer.json()["detail"]


def test_a_cursor_of_another_question_is_a_problem(client: TestClient) -> None:
    cursor = client.get("/api/v1/events", params={"limit": 1}).json()["next"]
    answer = client.get("/api/v1/events", params={"limit": 1, "cursor": cursor, "actor": "Chile"})
    assert answer.status_code == 404 and "another question" in answer.json()["detail"]


def test_the_same_answer_is_not_sent_twice(client: TestClient) -> None:
    for path in ("/api/v1/events", "/api/v1/events?limit=1", "/api/v1/status", "/api/v1/dossiers"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b""), path
    tag = client.get("/api/v1/events").headers["etag"]
    add(client, [{"text": "China met Japan."}])
    assert client.get("/api/v1/events", headers={"If-None-Match": tag}).status_code == 200


def test_lists_are_streamed_whole_as_lines_and_as_a_table(client: TestClient) -> None:
    whole = client.get("/api/v1/events").json()["events"]
    lines = client.get("/api/v1/events", params={"format": "jsonl", "limit": 1})
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line) for line in lines.text.splitlines()] == whole
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/events?format=csv").text)))
    assert [row["id"] for row in rows] == [each["id"] for each in whole]
    for kind in ("reports", "claims", "actors"):
        assert client.get(f"/api/v1/{kind}", params={"format": "csv"}).text.count("\n") > 1


def test_what_a_spreadsheet_would_run_is_made_harmless(serve: Ask) -> None:
    client = serve()
    add(client, [{"id": "=cmd()", "title": "=1+1", "text": "Chile met Vietnam."}])
    text = client.get("/api/v1/reports?format=csv").text
    assert "'=cmd()" in text and "'=1+1" in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/events?status=ocurred", 400),
        ("/api/v1/events?as_of=0000-00-00", 400),
        ("/api/v1/events?recorded_by=never", 400),
        ("/api/v1/events?min_confidence=nan", 422),
        ("/api/v1/events?limit=0", 422),
        ("/api/v1/events?limit=1001", 422),
        ("/api/v1/events?format=xml", 422),
        ("/api/v1/events/ev_nothing", 404),
        ("/api/v1/actors/nobody-at-all", 404),
        ("/api/v1/reports/ban", 404),
        ("/api/v1/jobs/job_nothing", 404),
        ("/api/v1/timeline?a=Chile", 422),
        ("/api/v1/dossiers?kind=cheese", 400),
        ("/api/v1/events?actor=Nowheria", 404),
        ("/api/v1/events?from=2025-01-02&to=2025-01-01", 404),
        ("/api/v1/nowhere", 404),
        ("/api/v1/events/ev_%00", 404),
    ],
)
def test_errors_are_problems_that_say_what_to_do(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert answer.json()["status"] == status and answer.json()["detail"] and answer.json()["title"]


def test_reports_are_taken_one_or_many_and_known_again(serve: Ask) -> None:
    client = serve()
    assert add(client, STORY)["read"] == 3
    again = add(client, STORY)
    assert (again["read"], again["known"]) == (0, 3)
    one = client.post("/api/v1/reports", json={"html": "<p>Chile met Japan on 2024-01-02.</p>", "id": "page"})
    assert one.status_code == 202 and one.headers["location"] == one.json()["href"]
    empty = add(client, [{"id": "nothing"}])
    assert (empty["failed"], empty["failures"][0]["path"]) == (1, "nothing")  # type: ignore[index]
    assert client.post("/api/v1/reports", json={"reports": []}).status_code == 422
    assert client.post("/api/v1/reports", content="{", headers={"Content-Type": "application/json"}).status_code == 422


def test_decisions_are_made_listed_and_taken_back(client: TestClient) -> None:
    event = client.get("/api/v1/events").json()["events"][0]["id"]
    made = client.post("/api/v1/judgements", json={"target": event, "action": "reject", "who": "Ana", "note": "no"})
    assert made.status_code == 201 and made.json()["value"] == {"note": "no"}
    assert client.get("/api/v1/judgements").json()["rejected"] == [event]
    assert client.get(f"/api/v1/events/{event}").json()["verdict"] == "reject"
    undone = client.delete(f"/api/v1/judgements/{made.json()['id']}")
    assert undone.status_code == 201
    after = client.get(f"/api/v1/events/{event}").json()
    assert after["verdict"] is None and after["decisions"][0]["undone"]["action"] == "reject"
    assert client.get("/api/v1/judgements").json()["rejected"] == []
    assert client.delete("/api/v1/judgements/jd_nothing").status_code == 404
    assert client.post("/api/v1/judgements", json={"target": event, "action": "praise"}).status_code == 422


def test_the_description_names_every_question_with_an_example(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.")
    paths = described["paths"]
    assert {"/api/v1/events", "/api/v1/reports", "/api/v1/judgements", "/api/v1/dossiers"} <= set(paths)
    assert not any(not path.startswith("/api/v1/") for path in paths)
    for path, methods in paths.items():
        for method, route in methods.items():
            good = next(answer for code, answer in route["responses"].items() if code.startswith("2"))
            assert any("example" in each for each in good["content"].values()), (method, path)
    assert client.get("/docs").status_code == 404


def test_the_counts_of_the_ledger_are_a_table_too(client: TestClient) -> None:
    counts = client.get("/api/v1/status").json()["counts"]
    table = client.get("/api/v1/status?format=csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.text.splitlines()[0] == "what,name,number"
    assert f"records,events,{counts['events']}" in table.text.splitlines()
    lines = [json.loads(line) for line in client.get("/api/v1/status?format=jsonl").text.splitlines()]
    assert {"what": "records", "name": "documents", "number": counts["documents"]} in lines
