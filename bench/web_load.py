"""Twenty readers and one ingestion at once on a large ledger: how long pages take, and whether any fails.

usage: python bench/web_load.py --ledger LEDGER [--seconds N] [--readers N] [--pause SECONDS] [--json FILE]

`python bench/generate.py --events 100000 --ledger LEDGER` makes a ledger; read a report into it once, so that its
copies are filed. A copy of it is served, so that it stays as it is. Each reader follows its own seeded path through
the pages (what is new, dossiers, one of them, two sides, actors, events with filters, reports, plans, search,
review), with a pause as a person would make. Meanwhile the example story is sent again and again with other days,
each time as new reports, through the page's own door. A page counts from the first byte asked to the last byte read.
Exit status 1 where more than 5 % of pages take 300 ms, or one fails.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "examples" / "story"
LIMIT_MS = 300.0
SHARE = 0.95
WAIT = 60.0
BATCH = 10


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ledger", required=True)
    options.add_argument("--readers", type=int, default=20)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--pause", type=float, default=2.0, help="mean pause between two pages of a reader")
    options.add_argument("--no-ingest", action="store_true")
    options.add_argument("--json", metavar="FILE")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="dragoman-load-") as folder:
        ledger = Path(folder) / "load.db"
        shutil.copy(given.ledger, ledger)
        port = _free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "dragoman", "serve", "--ledger", str(ledger), "--port", str(port)],
            stderr=subprocess.DEVNULL,
        )
        try:
            result = measure(f"http://127.0.0.1:{port}", given)
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
    print(json.dumps(result, indent=1))
    if given.json:
        Path(given.json).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0 if result["within"] >= SHARE and not result["errors"] else 1


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# ------------------------------------------------------------------ the run


class Log:
    """What was asked, how long it took, what failed. One for all threads."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self._lock = threading.Lock()

    def note(self, kind: str, seconds: float, error: str = "") -> None:
        with self._lock:
            self.took[kind].append(seconds * 1000)
            if error:
                self.errors.append(error)


def measure(base: str, given: argparse.Namespace) -> dict[str, Any]:
    """Start readers and the ingestion, wait, and sum up."""
    began = time.monotonic()
    _until_up(base)
    ready = time.monotonic() - began
    first = {path: round(_fetch(base + path)[1] * 1000) for path in ("/", "/dossiers", "/actors", "/plans", "/review")}
    ids = _ids(base)
    log, stop = Log(), threading.Event()
    threads = [
        threading.Thread(target=_read, args=(base, random.Random(seed), ids, given.pause, log, stop))
        for seed in range(given.readers)
    ]
    fed: dict[str, int] = {"reports": 0, "jobs": 0}
    if not given.no_ingest:
        threads.append(threading.Thread(target=_ingest, args=(base, fed, log, stop)))
    for thread in threads:
        thread.start()
    time.sleep(given.seconds)
    stop.set()
    for thread in threads:
        thread.join(WAIT)
    every = sorted(each for took in log.took.values() for each in took)
    return {
        "events": ids["events"],
        "readers": given.readers,
        "seconds": given.seconds,
        "mean_pause": given.pause,
        "pages": len(every),
        "pages_per_second": round(len(every) / given.seconds, 1),
        "ms": {name: round(_share(every, share)) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))},
        "max_ms": round(every[-1]) if every else None,
        "within": round(sum(1 for each in every if each < LIMIT_MS) / max(1, len(every)), 4),
        "errors": log.errors[:20],
        "ingested": fed,
        "server_up_after_s": round(ready, 1),
        "first_page_ms": first,
        "by_page": {
            kind: {"pages": len(took), "p50": round(statistics.median(took)), "p95": round(_share(sorted(took), 0.95))}
            for kind, took in sorted(log.took.items())
        },
    }


def _share(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def _until_up(base: str) -> None:
    for _ in range(600):
        try:
            _fetch(f"{base}/add")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def _fetch(address: str) -> tuple[str, float]:
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=WAIT) as answer:
        text = answer.read().decode()
    return text, time.perf_counter() - began


def _ids(base: str) -> dict[str, Any]:
    """What readers look at: matters, pairs of parties, actors, reports, events."""

    def ask(path: str) -> Any:
        return json.loads(_fetch(f"{base}/api/v1/{path}")[0])

    dossiers = ask("dossiers?limit=400")["dossiers"]
    pairs = [[one["id"] for one in each["parties"]] for each in dossiers]
    return {
        "dossiers": [each["id"] for each in dossiers],
        "pairs": [pair for pair in pairs if len(pair) == 2],
        "actors": [each["id"] for each in ask("actors?limit=60")["actors"] if each["id"]],
        "reports": [each["id"] for each in ask("reports?limit=300")["documents"]],
        "event_ids": [each["id"] for each in ask("events?limit=300")["events"]],
        "events": ask("status")["counts"]["events"],
    }


def _path(chance: random.Random, ids: dict[str, Any]) -> tuple[str, str]:
    """The next page of a reader: what kind it is, and its address."""
    kind = chance.choices(
        ("new", "dossiers", "dossier", "sides", "actor", "events", "event", "report", "plans", "search", "review"),
        (6, 10, 22, 12, 8, 10, 12, 12, 3, 3, 2),
    )[0]
    pair = chance.choice(ids["pairs"])
    paths = {
        "new": "/",
        "dossiers": chance.choice(["/dossiers", "/dossiers?open=yes", "/dossiers?kind=meeting", "/dossiers?start=50"]),
        "dossier": f"/dossiers/{chance.choice(ids['dossiers'])}",
        "sides": f"/timeline?{urllib.parse.urlencode({'a': pair[0], 'b': pair[1]})}",
        "actor": f"/actors/{chance.choice(ids['actors'])}",
        "events": "/events?" + chance.choice(["", "type=CONSULT", "status=scheduled", f"actor={pair[0]}", "start=100"]),
        "event": f"/events/{chance.choice(ids['event_ids'])}",
        "report": f"/reports/{chance.choice(ids['reports'])}",
        "plans": chance.choice(["/plans", "/plans?overdue=yes"]),
        "search": f"/search?q={chance.choice(['steel', 'rice', 'border', 'Japan'])}",
        "review": "/review",
    }
    return kind, paths[kind]


def _read(base: str, chance: random.Random, ids: dict[str, Any], pause: float, log: Log, stop: threading.Event) -> None:
    stop.wait(chance.uniform(0, pause))
    while not stop.is_set():
        kind, path = _path(chance, ids)
        began = time.perf_counter()
        try:
            _, took = _fetch(base + path)
            log.note(kind, took)
        except (OSError, urllib.error.URLError) as error:
            log.note(kind, time.perf_counter() - began, f"{path}: {error}")
        stop.wait(chance.uniform(0.5 * pause, 1.5 * pause))


def _ingest(base: str, fed: dict[str, int], log: Log, stop: threading.Event) -> None:
    """Send the story again and again, each time with words of its own, so that it is new."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(STORY.glob("[0-9]*"))]
    while not stop.is_set():
        number = fed["jobs"]
        day = f"2026-{1 + number % 10:02d}-{1 + number % 28:02d}"
        reports = [
            {
                "id": f"load-{number}-{place}",
                "published": day,
                "text": re.sub(r"^---.*?---\s*", "", text, flags=re.S) + f"\n\nEdition {number}.",
            }
            for place, text in enumerate(texts[:BATCH])
        ]
        body = json.dumps({"reports": reports}).encode()
        asked = urllib.request.Request(f"{base}/api/v1/reports", body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(asked, timeout=WAIT) as answer:
                job = json.loads(answer.read())
            while job["state"] not in ("done", "failed") and not stop.is_set():
                stop.wait(0.5)
                job = json.loads(_fetch(f"{base}/api/v1/jobs/{job['id']}")[0])
            if job["state"] == "failed":
                log.note("ingest", 0, f"job: {job['error']}")
            fed["jobs"] += 1
            fed["reports"] += job["done"]
        except OSError as error:
            log.note("ingest", 0, f"ingest: {error}")
            return


if __name__ == "__main__":
    sys.exit(main())
