"""The queue, and corrections: recorded with who and note, shown beside what was read, taken back as easily."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click.testing
import pytest
from fastapi.testclient import TestClient
from web_client import Ask, add, csrf_of

from dragoman.cli import main

UNDATED = {"id": "undated", "text": "Chile met Vietnam on 2024-12-02."}


def _event(client: TestClient, **which: str) -> dict[str, object]:
    found: dict[str, object] = client.get("/api/v1/events", params=which).json()["events"][0]
    return found


def _post(client: TestClient, path: str, **data: object) -> str:
    sent = client.post(path, data={"csrf": csrf_of(client), **data})
    assert sent.status_code == 303, sent.text[:300]
    return str(sent.headers["location"])


def _decisions(client: TestClient, target: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get("/api/v1/judgements", params={"target": str(target)}).json()[
        "judgements"
    ]
    return found


def test_a_field_is_corrected_beside_what_was_read(client: TestClient) -> None:
    event = _event(client, type="SANCTION")
    where = _post(
        client,
        f"/corrections/events/{event['id']}",
        type="SANCTION",
        status="scheduled",
        date_from="2024-12-01",
        date_to="2024-12-01",
        who="Ana",
        note="from December",
    )
    assert where.startswith(f"/events/{event['id']}")
    made = _decisions(client, event["id"])[0]
    assert (made["action"], made["who"]) == ("correct", "Ana")
    value = made["value"]
    assert value["fields"]["status"] == "scheduled" and value["was"]["status"] == "occurred"  # type: ignore[index]
    assert value["fields"]["date"] == {"earliest": "2024-12-01", "latest": "2024-12-01"}  # type: ignore[index]
    assert "type" not in value["fields"]  # type: ignore[operator]
    page = client.get(f"/events/{event['id']}").text
    assert "<s><bdi>occurred</bdi></s>" in page and "<strong><bdi>scheduled</bdi></strong>" in page
    assert "from December" in page
    undo = re.search(r'action="(/judgements/[^"]+/undo)"', page)
    assert undo
    _post(client, undo[1], target=str(event["id"]))
    assert 'class="undone"' in client.get(f"/events/{event['id']}").text


def test_a_name_signs_until_another_does(client: TestClient) -> None:
    event = _event(client, type="SANCTION")["id"]
    _post(client, "/judgements", target=event, action="accept", who="Ana María")
    assert 'value="Ana María"' in client.get("/review").text
    _post(client, f"/corrections/events/{event}", status="proposed")
    assert {one["who"] for one in _decisions(client, event)} == {"Ana María"}


def test_a_correction_that_changes_nothing_or_makes_no_sense_is_refused(client: TestClient) -> None:
    event = _event(client, type="SANCTION")["id"]
    token = csrf_of(client)
    for data, code in (
        ({"status": "occurred"}, 400),
        ({"status": "nonsense"}, 400),
        ({"date_from": "2025-01-02", "date_to": "2025-01-01"}, 400),
        ({"actors": "Nowheria"}, 400),
    ):
        sent = client.post(f"/corrections/events/{event}", data={"csrf": token, **data})
        assert sent.status_code == code, (data, sent.text[:300])
    assert client.post(f"/corrections/events/{event}", data={"status": "proposed"}).status_code == 403
    assert client.post("/corrections/events/ev_nothing", data={"csrf": token}).status_code == 404
    assert client.post(f"/merges/{event}", data={"csrf": token}).status_code == 400
    assert client.post("/corrections/names", data={"csrf": token, "name": "x", "actor": "Chile"}).status_code == 400
    assert not _decisions(client, event)


def test_a_day_is_set_from_the_queue_and_leaves_it(serve: Ask) -> None:
    client = serve()
    add(client, [UNDATED])
    page = client.get("/review?kind=undated").text
    assert "1 report without a day" in page
    report = re.search(r'action="/corrections/reports/(doc_[^"]+)"', page)
    assert report
    back = _post(client, f"/corrections/reports/{report[1]}", date_from="2024-12-03", back="/review?kind=undated")
    assert back == "/review?kind=undated"
    made = _decisions(client, report[1])[0]
    assert made["value"]["published"] == {"earliest": "2024-12-03", "latest": "2024-12-03"}  # type: ignore[index]
    assert "Nothing waits of this kind" in client.get("/review?kind=undated").text


def test_nobody_is_sent_to_another_site(client: TestClient) -> None:
    event = _event(client, type="SANCTION")["id"]
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "/x\r\nSet-Cookie: a=b"):
        where = _post(client, "/judgements", target=event, action="accept", back=back)
        assert where.startswith(f"/events/{event}"), where


def test_the_api_takes_corrections_and_gives_the_queue(client: TestClient) -> None:
    event = _event(client, type="SANCTION")["id"]
    given = {"target": event, "action": "correct", "value": {"fields": {"status": "scheduled"}}, "who": "Ana"}
    assert client.post("/api/v1/judgements", json=given).status_code == 201
    assert client.post("/api/v1/judgements", json={**given, "value": None}).status_code == 400
    assert client.post("/api/v1/judgements", json={**given, "target": "ev_nothing"}).status_code == 404
    queue = client.get("/api/v1/review").json()
    assert {"as_of", "known_by", "items", "next"} <= set(queue)
    assert event not in {item["target"] for item in queue["items"]}
    assert client.get("/api/v1/review?kind=cheese").status_code == 422


# ------------------------------------------------------------------ the command


@pytest.fixture
def undated(serve: Ask, tmp_path: Path) -> str:
    client = serve()
    add(client, [UNDATED])
    return str(tmp_path / "0.db")


def _review(ledger: str, *args: str, answers: str = "") -> click.testing.Result:
    return click.testing.CliRunner().invoke(main, ["review", "--ledger", ledger, *args], input=answers)


def test_the_command_lists_what_waits(undated: str) -> None:
    listed = _review(undated)
    assert listed.exit_code == 0 and "undated" in listed.stdout and "1 thing to decide" in listed.stderr
    found = json.loads(_review(undated, "--format", "json").stdout)
    assert [item["kind"] for item in found["items"]] == ["undated"]
    assert _review(undated, "--kind", "name", "--format", "jsonl").stdout == ""
    assert _review(undated, "--kind", "cheese").exit_code == 64


def test_the_command_goes_through_them(undated: str) -> None:
    walked = _review(undated, "--who", "anna", answers="x\nc\nsoon\n\nn\nunclear\nc\n2024-12-03\n\n")
    assert walked.exit_code == 0, walked.output
    assert "'x' is none of these" in walked.stderr and "'soon' is no date" in walked.stderr
    assert "1 decision" in walked.stdout
    assert json.loads(_review(undated, "--format", "json").stdout)["items"] == []


def test_the_command_stops_where_the_answers_end(undated: str) -> None:
    walked = _review(undated, "--who", "anna", answers="")
    assert walked.exit_code == 0 and "no decisions" in walked.stdout


def test_a_report_is_given_on_the_day_that_a_person_set(client: TestClient) -> None:
    report = client.get("/api/v1/reports").json()["documents"][0]
    day = {"earliest": "2024-11-21", "latest": "2024-11-22"}
    given = {"target": report["id"], "action": "correct", "who": "ana", "value": {"published": day}}
    made = client.post("/api/v1/judgements", json=given)
    assert made.status_code == 201, made.text

    def said() -> list[str]:
        shown = client.get(f"/api/v1/reports/{report['id']}").json()
        listed = {one["id"]: one for one in client.get("/api/v1/reports").json()["documents"]}
        streamed = client.get("/api/v1/reports?format=jsonl").text
        lines = {one["id"]: one for one in map(json.loads, streamed.splitlines())}
        return [
            str(one["published"]["earliest"]) for one in (shown["document"], listed[report["id"]], lines[report["id"]])
        ]

    assert said() == ["2024-11-21"] * 3
    assert "21-22 Nov 2024" in client.get("/reports").text
    client.delete(f"/api/v1/judgements/{made.json()['id']}")
    assert said() == [report["published"]["earliest"]] * 3
