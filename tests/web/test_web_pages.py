"""The pages answer, say what they rest on, and keep their question in the address."""

from __future__ import annotations

import html
import re
import time

import pytest
from fastapi.testclient import TestClient
from web_client import Ask, add, csrf_of, wait

from dragoman.web import dyads

PATHS = ["/", "/events", "/timeline", "/timeline?a=Chile&b=Vietnam", "/actors", "/actors/CHL", "/reports", "/claims"]
PATHS += [
    "/review",
    "/requests",
    "/requests?by=Chile",
    "/changes?since=2024-01-01",
    "/search",
    "/search?q=ban",
    "/ledger",
    "/add",
    "/dossiers",
    "/plans",
    "/changes",
    "/actors/JPN.GOV.PM",
]


def _text(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def _events(client: TestClient, **which: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get("/api/v1/events", params=which).json()["events"]
    return found


@pytest.mark.parametrize("path", PATHS)
def test_every_page_can_be_read_by_anybody(client: TestClient, path: str) -> None:
    answer = client.get(path)
    page = answer.text
    assert answer.status_code == 200, _text(page)
    assert '<html lang="en">' in page and 'href="#main"' in page and '<main id="main"' in page
    assert page.count("<h1") == 1 and "<title>" in page and 'aria-label="Pages"' in page
    assert page.count("<table") == page.count("<caption")
    for field in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
        if 'type="hidden"' in field:
            continue
        identity = re.search(r' id="([^"]+)"', field)
        wrapped = re.search(r"<label[^>]*>[^<]*(?:<span[^>]*>[^<]*</span>)?\s*" + re.escape(field), page)
        assert wrapped or (identity and f'for="{identity[1]}"' in page) or "<label><input" in page, field


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if not path or path in seen or path.startswith(("http", "?")):
            continue
        if path.startswith(("/actors/", "/timeline?")) and sum(one.startswith("/actors/") for one in seen) > 20:
            continue  # the offices of every state lead to hundreds more of the same page
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text[:300])
        if answer.headers["content-type"].startswith("text/html"):
            waiting += [html.unescape(each).partition("#")[0] for each in re.findall(r'href="([^"]*)"', answer.text)]
        assert len(seen) < 600
    assert any(path.startswith("/events/ev_") for path in seen) and any("/reports/doc_" in path for path in seen)
    assert any("/api/v1/" in path and "format=csv" in path for path in seen)


def test_the_form_of_events_asks_and_the_address_keeps_the_question(client: TestClient) -> None:
    page = client.get("/events?actor=Chile&with=Vietnam&status=occurred&type=CONSULT&from=&to=&as_of=&text=").text
    assert "1 event, the latest first" in _text(page) and "Chile met Vietnam in Hanoi" in _text(page)
    assert "<option selected>CONSULT</option>" in page and 'value="Vietnam"' in page
    assert "actor=Chile&amp;type=CONSULT&amp;status=occurred&amp;with=Vietnam" in page


def test_a_word_that_is_not_known_gets_suggestions_not_a_trace(client: TestClient) -> None:
    answer = client.get("/events?status=ocurred")
    assert answer.status_code == 400 and "did you mean occurred" in _text(answer.text)
    assert client.get("/events?as_of=soon").status_code == 400
    assert client.get("/events?actor=Nowheria").status_code == 404
    assert client.get("/events/ev_nothing").status_code == 404
    assert client.get("/events/doc_nothing").status_code == 404
    assert client.get("/reports/doc_nothing").status_code == 404
    assert client.get("/actors/nobody-of-that-name").status_code == 404
    assert client.get("/dossiers/ds_nothing").status_code == 404
    assert client.get("/events?start=-1").status_code == 422
    assert client.get("/add/job_nothing").status_code == 404


def test_an_event_shows_its_words_and_what_each_of_them_says(client: TestClient) -> None:
    event = _events(client, type="SANCTION")[0]
    page = client.get(f"/events/{event['id']}").text
    assert re.search(r'<mark class="m-trigger"[^>]*>banned</mark>', page)
    assert re.search(r'<mark class="m-actor" title="actor: VNM">Vietnam</mark>', page)
    assert re.search(r'<mark class="m-date"[^>]*>2024-11-20</mark>', page)
    text = _text(page)
    assert "material conflict" in text and "the verb banned" in text and '"2024-11-20"' in text


def test_a_report_shows_its_text_with_each_mark_leading_to_its_event(client: TestClient) -> None:
    event = _events(client, type="SANCTION")[0]
    page = client.get(f"/reports/{event['document']}").text
    body = page[page.index('<article class="text">') : page.index("</article>")]
    paragraph = _text(body)
    assert "Vietnam banned Chile from its market on 2024-11-20, officials there said. Weather was fine." in paragraph
    assert f'<a href="/events/{event["id"]}" class="m m-trigger"' in body and f'id="{event["id"]}"' in body
    assert re.search(r'class="m m-actor"[^>]*>Vietnam</a>', body)


def test_what_was_not_known_by_a_day_is_not_shown(client: TestClient) -> None:
    early = client.get("/events?known_by=2024-11-30").text
    assert "Vietnam banned Chile" in _text(early) and "Chile met Vietnam" not in _text(early)
    assert "known_by=2024-11-30" in early  # the links keep the clock
    late = _events(client, type="REJECT")[0]
    assert client.get(f"/events/{late['id']}?known_by=2024-11-30").status_code == 404


def test_the_timeline_is_by_month_and_drawn(client: TestClient) -> None:
    page = client.get("/timeline?a=Chile&b=Vietnam").text
    assert re.findall(r'<h3 id="m-[^"]*">([^<]*)', page) == ["2024-12", "2024-11", "Without a date"]
    assert (
        page.count('<rect class="q-material-conflict"') == 1 and page.count('<rect class="q-verbal-cooperation"') == 1
    )
    assert "1 cooperative and" in _text(page)


def test_reports_are_pasted_and_chosen_with_a_form_that_needs_no_script(serve: Ask) -> None:
    client = serve()
    assert "The ledger is empty" in client.get("/").text
    data = {
        "csrf": csrf_of(client),
        "text": "Japan met China on 2024-12-02.",
        "title": "Pasted",
        "published": "2024-12-03",
    }
    files = [
        ("files", ("../../etc/a.txt", b"Chile met Vietnam on 2024-12-02.", "text/plain")),
        ("files", ("b.jsonl", b'{"id": "r1", "text": "Vietnam banned Chile."}\n{"id": "r2"}\n', "application/json")),
        ("files", ("empty.txt", b"", "text/plain")),
    ]
    sent = client.post("/add", data=data, files=files)
    assert sent.status_code == 303
    place = sent.headers["location"]
    with client.stream("GET", f"{place}/progress") as stream:
        told = "".join(stream.iter_text())
    assert told.startswith("event: progress\ndata: {") and '"state": "done"' in told
    page = _text(client.get(place).text)
    assert "3 read, 0 known before, 2 could not be read." in page and "upload/empty.txt" in page and "/tmp" not in page
    paths = {each["path"] for each in client.get("/api/v1/reports").json()["documents"]}
    assert {"upload/a.txt", "r1"} < paths and any(path.startswith("pasted/") for path in paths)
    again = client.post(
        "/add", data={"csrf": data["csrf"], "text": data["text"], "title": "Pasted", "published": "2024-12-03"}
    )
    wait(client, again.headers["location"].replace("/add", "/api/v1/jobs"))
    assert "0 read, 1 known before" in _text(client.get(again.headers["location"]).text)


def test_a_form_with_nothing_in_it_is_refused_in_words(client: TestClient) -> None:
    answer = client.post("/add", data={"csrf": csrf_of(client), "text": "  "})
    assert answer.status_code == 422 and "nothing to read" in answer.text


def test_a_reading_that_breaks_says_so(serve: Ask) -> None:
    client = serve()
    job = add(client, [{"id": "x", "text": "BREAK"}, {"id": "y", "text": "Chile met Japan."}])
    assert (job["state"], job["read"], job["failed"]) == ("done", 1, 1)
    assert "it is broken" in client.get("/ledger").text


def test_a_decision_stands_beside_the_event_and_is_taken_back(client: TestClient) -> None:
    event = str(_events(client, type="SANCTION")[0]["id"])
    page = f"/events/{event}"
    given = {"csrf": csrf_of(client, page), "target": event, "action": "reject", "who": "Ana", "note": "<b>a drill</b>"}
    assert client.post("/judgements", data=given).headers["location"] == f"{page}#decisions"
    shown = client.get(page).text
    assert "A person has" in shown and "rejected by a person" in client.get("/events").text
    assert "&lt;b&gt;a drill&lt;/b&gt;" in shown and "by <bdi>Ana</bdi>" in shown
    assert "Vietnam banned Chile" in _text(shown)  # what was extracted is still there
    undo = re.search(r'action="(/judgements/jd_[^"]+/undo)"', shown)
    assert undo
    back = client.post(undo[1], data={"csrf": given["csrf"], "target": event, "who": "Ben"})
    assert back.status_code == 303
    after = client.get(page).text
    assert "Nobody has decided" in after and "taken back by <bdi>Ben</bdi>" in after
    assert "rejected by a person" not in client.get("/events").text
    assert client.post(undo[1], data={"csrf": given["csrf"], "target": event}).status_code == 400
    assert "taken back" in client.get("/ledger").text
    accept = {**given, "action": "accept", "note": ""}
    client.post("/judgements", data=accept)
    assert "accepted" in _text(client.get(page).text)


def test_a_decision_needs_an_object_a_word_and_a_note(client: TestClient) -> None:
    event = str(_events(client)[0]["id"])
    token = csrf_of(client)
    for data, status in (
        ({"target": event, "action": "delete"}, 400),
        ({"target": event, "action": "note", "note": " "}, 400),
        ({"target": "ev_nothing", "action": "reject"}, 404),
        ({"target": "http://evil.example", "action": "reject"}, 404),
        ({"target": event, "action": "note", "note": "x" * 5000}, 400),
    ):
        assert client.post("/judgements", data={"csrf": token, **data}).status_code == status, data
    assert client.get("/api/v1/judgements").json()["judgements"] == []


def test_a_decision_moves_the_state_of_its_matter_at_once_and_back(client: TestClient) -> None:
    dossier = client.get("/api/v1/dossiers", params={"state": "in force"}).json()["dossiers"][0]
    token = csrf_of(client)

    def state() -> str:
        shown = client.get(f"/dossiers/{dossier['id']}")
        assert shown.status_code == 200
        return re.findall(r'<p class="standing"><span class="state big [^"]*">([^<]*)', shown.text)[0]

    def decide(action: str) -> None:
        for event in (each["event"] for each in dossier["states"]):
            given = {"csrf": token, "target": event, "action": action, "who": "Ana"}
            assert client.post("/judgements", data=given).status_code == 303

    def take_back() -> None:
        for event in (each["event"] for each in dossier["states"]):
            undo = re.findall(r'action="(/judgements/jd_[^"]+/undo)"', client.get(f"/events/{event}").text)[-1]
            assert client.post(undo, data={"csrf": token, "target": event}).status_code == 303

    assert state() == dossier["state"] == "in force"
    decide("reject")
    assert state() == "unknown"
    take_back()
    assert state() == "in force"
    decide("accept")
    decide("reject")
    assert state() == "unknown"
    decide("accept")
    assert state() == "in force"


def test_two_sides_are_drawn_the_same_from_few_events_and_from_many(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:

    def drawn() -> list[str]:
        return re.findall(r'<rect class="q-[^>]*><title>([^<]*)', client.get("/timeline?a=Chile&b=Vietnam").text)

    few = drawn()
    monkeypatch.setattr(dyads, "FEW", 0)
    assert few and drawn() == few


def test_a_long_list_is_walked_from_its_latest_event_to_what_has_no_date(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.web import pages

    every = re.findall(r'<td class="when">([^<]*)', client.get("/events").text)
    dated = [day for day in every if day != "no date"]
    assert dated == sorted(dated, reverse=True) and every == dated + ["no date"] * (len(every) - len(dated))
    monkeypatch.setattr(pages, "SIZE", 2)
    walked: list[str] = []
    path = "/events"
    while path:
        page = client.get(path).text
        walked += re.findall(r'<tr[^>]*>\s*<td class="when">([^<]*)', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = html.unescape(following[1]) if following else ""
        assert len(walked) < 100
    assert walked == every


def test_very_many_events_of_two_sides_are_drawn_beside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get("/timeline?a=Chile&b=Vietnam").text
    monkeypatch.setattr(dyads, "FEW", 1)
    monkeypatch.setattr(dyads, "MANY", 1)
    first = client.get("/timeline?a=Chile&b=Vietnam").text
    assert 'id="later"' in first and 'id="drawn"' not in first
    for _ in range(2000):
        page = client.get("/timeline?a=Chile&b=Vietnam").text
        if 'id="drawn"' in page:
            break
        time.sleep(0.05)
    assert 'id="later"' not in page
    assert re.search(r"<desc.*?</desc>", page, re.S)[0] == re.search(r"<desc.*?</desc>", whole, re.S)[0]  # type: ignore[index]
