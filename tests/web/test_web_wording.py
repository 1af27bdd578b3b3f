"""Numbers with their nouns, names of files, and what an uploaded file's name says of its form."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from fastapi.testclient import TestClient
from web_client import Ask, add, csrf_of, wait

from dragoman.web import pages
from dragoman.web.adding import ending
from dragoman.web.board import Line
from dragoman.web.views import at_slashes, file_name, many


def _todo(client: TestClient) -> str:
    found = re.search(r'aria-labelledby="todo-h">(.*?)</section>', client.get("/").text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[1])


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (0, "0 matters overdue\n"),
        (1, "1 matter overdue: its day has passed without a word"),
        (2, "2 matters overdue: their day has passed without a word"),
    ],
)
def test_what_is_overdue_is_said_of_one_and_of_several(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, count: int, says: str
) -> None:
    class Overdue:
        flags = ("overdue",)
        is_open = True
        set_by: Line | None = None

    monkeypatch.setattr(pages, "board", lambda *_: [Overdue()] * count)
    assert says in _todo(client)


def test_one_of_a_thing_is_one(serve: Ask) -> None:
    assert (many(1, "matter"), many(2000, "matter"), many(0, "day")) == ("1 matter", "2,000 matters", "0 days")
    client = serve()
    read = add(client, [{"id": "a", "text": "Chile met Vietnam on 2024-12-02.", "published": "2024-12-03"}])
    assert read["state"] == "done", read
    assert "1 report tells of" in client.get("/").text


def test_a_report_without_a_title_shows_the_name_of_its_file(serve: Ask) -> None:
    client = serve()
    add(client, [{"id": "long/folder/of/others/ban.txt", "text": "Chile met Vietnam.", "published": "2024-12-03"}])
    for page in ("/", "/reports"):
        shown = client.get(page).text
        assert "<bdi>ban.txt</bdi>" in shown and "long/folder" not in shown
    report = client.get("/api/v1/reports").json()["documents"][0]["id"]
    assert "long/<wbr>folder/<wbr>of/<wbr>others/<wbr>ban.txt" in client.get(f"/reports/{report}").text


def test_paths() -> None:
    assert [file_name(each) for each in ("a/b.txt", "b.txt", "https://a.example/x/", "/")] == [
        "b.txt",
        "b.txt",
        "x",
        "/",
    ]
    assert at_slashes("<b>/&c") == "&lt;b&gt;/<wbr>&amp;c"


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("crawl.warc.gz", ".warc.gz"),
        ("a.b.JSONL.GZ", ".JSONL.GZ"),
        ("crawl.warc.zst", ".warc.zst"),
        ("report.2024.txt", ".txt"),
        ("report.gz", ".gz"),
        ("README", ""),
        ("x.\x00y", ""),
        ("x.t/../y", ""),
        ("." * 300 + ".txt", ".txt"),
    ],
)
def test_the_ending_of_a_packed_file_has_two_parts(name: str, end: str) -> None:
    assert ending(name) == end


def test_packed_lines_are_read_from_an_upload(serve: Ask) -> None:
    client = serve()
    record = {"id": "packed", "text": "Chile met Vietnam on 2024-12-02.", "published": "2024-12-03"}
    body = gzip.compress((json.dumps(record) + "\n").encode())
    files = [("files", ("week.jsonl.gz", body, "application/gzip"))]
    sent = client.post("/add", data={"csrf": csrf_of(client)}, files=files)
    assert sent.status_code == 303, sent.text
    job = wait(client, sent.headers["location"].replace("/add", "/api/v1/jobs"))
    assert (job["read"], job["failed"]) == (1, 0), job
    assert "Chile met Vietnam" in client.get("/events").text
