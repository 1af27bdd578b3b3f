"""The story of five minutes in a real browser: drop reports, watch, read, correct, take back. Skipped without one."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fake_reader
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api

from dragoman.settings import Settings
from dragoman.store.sql import open_store
from dragoman.web.app import make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PATHS = ("/", "/events", "/dossiers", "/plans", "/timeline?a=Chile&b=Vietnam", "/actors/CHL", "/reports", "/claims")
PATHS += ("/review", "/requests", "/changes?since=2024-01-01", "/search?q=ban")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A server of an empty ledger on a free port of this machine."""
    settings = Settings(ledger=str(tmp_path / "browser.db"))
    app = make_app(open_store(settings.ledger), settings, make=fake_reader.make)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(2000):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


TEXTS = {
    "ban.txt": "Vietnam banned Chile from its market on 2024-11-20, officials there said.\n",
    "talks.txt": "Chile met Vietnam in Hanoi on 2024-12-02. Chile opposes the ban.\n",
}


def _reports(folder: Path) -> list[str]:
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name in TEXTS]


def _add(page: Any, address: str, folder: Path) -> None:
    page.goto(f"{address}/add")
    page.get_by_label("Files to read").set_input_files(_reports(folder))
    page.get_by_role("button", name="Read them").click()
    sync_api.expect(page.get_by_role("heading", level=1)).to_have_text("Read", timeout=100_000)


DROP = """async ([texts, target]) => {
  const held = new DataTransfer();
  for (const [name, text] of Object.entries(texts)) held.items.add(new File([text], name, {type: "text/plain"}));
  document.querySelector(target).dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true}));
}"""


def _seen_by_all(page: Any) -> None:
    """No rule of axe is broken on the page as it stands."""
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    assert not found, (page.url, [(one["id"], one["nodes"][0]["html"][:200]) for one in found])


def test_the_story_of_five_minutes(address: str, browser: Any) -> None:
    """Open, drop a folder, watch, look at a dossier, read its sentence, correct a mistake, send the page."""
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address)
    sync_api.expect(page.get_by_role("heading", name="The ledger is empty")).to_be_visible()
    _seen_by_all(page)
    page.get_by_role("link", name="Add the first reports").click()
    _seen_by_all(page)
    page.evaluate(DROP, [TEXTS, "#drop"])
    sync_api.expect(page.locator("#chosen")).to_have_text("2 chosen: ban.txt, talks.txt")
    page.get_by_role("button", name="Read them").click()
    sync_api.expect(page.get_by_role("heading", level=1)).to_have_text("Read", timeout=100_000)
    _seen_by_all(page)

    page.get_by_role("link", name="Dossiers", exact=True).click()
    _seen_by_all(page)
    page.get_by_role("main").get_by_role("link", name="Vietnam's ban on fruit").first.click()
    sync_api.expect(page.locator(".standing .state")).to_have_text("in force")
    _seen_by_all(page)
    page.get_by_role("link", name="Vietnam banned Chile from its market").first.click()
    sync_api.expect(page.locator("mark.m-trigger")).to_have_text("banned")
    _seen_by_all(page)

    page.locator("#correct > summary").click()
    page.locator("#correct").get_by_label("How real").select_option("proposed")
    page.locator("#correct").get_by_label("Note").fill("only a proposal")
    page.get_by_role("button", name="Correct it").click()
    sync_api.expect(page.locator(".said strong")).to_have_text("proposed")
    sync_api.expect(page.locator(".said s")).to_have_text("occurred")
    _seen_by_all(page)
    page.get_by_role("link", name="Dossiers", exact=True).click()
    sync_api.expect(page.locator(".state.t-live")).to_have_count(0)
    page.go_back()
    page.get_by_role("button", name="Take back").first.click()
    page.get_by_role("link", name="Dossiers", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Vietnam's ban on fruit").first.click()
    sync_api.expect(page.locator(".standing .state")).to_have_text("in force")

    with page.expect_download() as sent:
        page.get_by_role("link", name="Markdown").click()
    text = Path(sent.value.path()).read_text(encoding="utf-8")
    assert sent.value.suggested_filename == "brief.md" and "Vietnam banned Chile" in text

    assert said == []
    assert all(url.startswith(address) for url in asked)


def test_a_chart_is_drawn_when_it_is_opened(address: str, browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    _add(page, address, tmp_path)
    page.goto(f"{address}/timeline?a=Chile&b=Vietnam")
    page.locator("details.vega > summary").click()
    sync_api.expect(page.locator("details.vega svg desc")).to_have_count(1, timeout=100_000)
    assert said == []
    _seen_by_all(page)


def test_the_first_key_leads_past_the_menu(address: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_pages_fit_and_anybody_can_use_them(
    address: str, browser: Any, tmp_path: Path, scheme: str, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    _add(page, address, tmp_path)
    report = page.get_by_role("main").get_by_role("link", name="ban.txt").get_attribute("href")
    page.goto(address + str(report))
    event = page.locator("a.m-trigger").first.get_attribute("href")
    for path in (*PATHS, str(report), str(event), "/add", "/ledger"):
        page.goto(address + path)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
        _seen_by_all(page)


def test_all_can_be_done_without_script(address: str, browser: Any, tmp_path: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/add")
    page.get_by_label("Text of the report").fill("Chile met Vietnam on 2024-12-02.")
    page.get_by_role("button", name="Read them").click()
    sync_api.expect(page.get_by_role("heading", level=1)).to_have_text("Read", timeout=100_000)
    page.goto(f"{address}/events")
    page.get_by_label("Actor").fill("Vietnam")
    page.get_by_role("button", name="Show").click()
    assert "actor=Vietnam" in page.url
    sync_api.expect(page.get_by_text("1 event, the latest first")).to_be_visible()


def test_the_clocks_of_a_dossier_can_be_slid(address: str, browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    _add(page, address, tmp_path)
    page.goto(f"{address}/dossiers?state=in+force")
    page.get_by_role("main").get_by_role("link", name="Vietnam's ban").first.click()
    sync_api.expect(page.locator(".standing .state")).to_have_text("in force")
    page.get_by_role("slider", name="As of").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**as_of=2024-1*")
    sync_api.expect(page.locator(".standing .state")).not_to_have_text("in force")
