"""The command `watch` against a real server, killed and started again."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

DRIVER = Path(__file__).with_name("driver.py")
ITEM = (
    "<item><title>T{n}</title><link>{url}/{n}.html</link><guid>{n}</guid>"
    "<pubDate>Mon, 02 Dec 2024 09:00:00 GMT</pubDate></item>"
)


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        served: Any = self.server
        served.asked.append(self.path)
        number = self.path.strip("/").removesuffix(".html")
        if self.path == "/feed":
            items = "".join(ITEM.format(n=n, url=served.url) for n in range(served.count))
            body, kind = f"<rss version='2.0'><channel><title>P</title>{items}</channel></rss>", "application/rss+xml"
        elif number.isdigit():
            time.sleep(served.pause)
            body, kind = (
                f"<html><body><p>Chile met Vietnam on 2024-12-0{1 + int(number) % 9}.</p></body></html>",
                "text/html",
            )
        else:
            self.send_error(404)
            return
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # whoever asked was killed
            self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Any]:
    served: Any = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    served.daemon_threads = True
    served.asked, served.count, served.pause = [], 3, 0.0
    served.url = f"http://127.0.0.1:{served.server_port}"
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield served
    served.shutdown()
    thread.join()
    served.server_close()


@pytest.fixture
def feeds(tmp_path: Path, site: Any) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(f'allow = ["127.0.0.1"]\ndelay = 0\n[[feed]]\nurl = "{site.url}/feed"\noutlet = "Post"\n')
    return path


def test_a_round_reads_what_is_new_and_the_next_finds_nothing(feeds: Path, site: Any, tmp_path: Path, run) -> None:
    ledger = tmp_path / "a.db"
    first = json.loads(run("watch", feeds, "--ledger", ledger, "--once", "--format", "json").stdout)
    assert (first["read"], first["failed"]) == (3, 0)
    again = run("watch", feeds, "--ledger", ledger, "--once")
    assert "0 new of 3" in again.stderr
    assert [p for p in site.asked if p.endswith(".html")] == ["/0.html", "/1.html", "/2.html"]
    assert (tmp_path / "a.db.pages").is_dir()
    from_archive = tmp_path / "b.db"
    run("read", tmp_path / "a.db.pages", "--ledger", from_archive)
    rows = [run("events", "--ledger", each, "--format", "jsonl").stdout for each in (ledger, from_archive)]
    assert rows[0] == rows[1]
    assert rows[0]


def test_a_feed_that_is_lost_is_named_and_the_rest_is_read(feeds: Path, site: Any, tmp_path: Path, run) -> None:
    with feeds.open("a") as file:
        file.write(f'[[feed]]\nurl = "{site.url}/none"\n')
    result = run("watch", feeds, "--ledger", tmp_path / "a.db", "--once")
    assert "status 404" in result.stderr
    assert "read 3 reports" in result.stdout
    failures = run("status", "--ledger", tmp_path / "a.db", "--failures").stdout
    assert "/none" in failures


def test_no_feed_at_all_is_an_error(tmp_path: Path, site: Any, run) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\nurl = "{site.url}/feed"\n')
    result = run("watch", path, "--ledger", tmp_path / "a.db", "--once", code=65)
    assert "no feed could be had" in result.stderr
    assert site.asked == [], "a private address that nobody allowed"
    assert "--every" in run("watch", path, "--every", "soon", code=64).stderr
    assert run("watch", tmp_path / "none.toml", code=64).stderr


def test_a_watch_that_was_killed_goes_on(feeds: Path, site: Any, tmp_path: Path) -> None:
    site.count, site.pause = 6, 0.3
    ledger = tmp_path / "a.db"
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, str(DRIVER), "watch", str(feeds), "--ledger", str(ledger), "--once", "--format", "json"]
    killed = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(site.asked) < 4:
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    site.pause = 0.0
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["read"] == 6
    pages = [p for p in site.asked if p.endswith(".html")]
    assert len(set(pages)) == 6
    assert len(pages) <= 7, "only the page under way when it died is fetched again"
