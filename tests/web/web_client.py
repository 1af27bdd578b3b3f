"""What tests of the web share: a small story, and the steps of somebody who uses the pages."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from fastapi.testclient import TestClient

STORY = [
    {
        "id": "ban",
        "title": "Ban",
        "outlet": "Austral",
        "published": "2024-11-20",
        "text": "Vietnam banned Chile from its market on 2024-11-20, officials there said. Weather was fine.",
    },
    {
        "id": "talks",
        "title": "Talks",
        "outlet": "Ledger",
        "published": "2024-12-03",
        "text": "Chile met Vietnam in Hanoi on 2024-12-02.\n\n"
        "Chile demands Vietnam lift the ban. Chile opposes the ban.",
    },
    {
        "id": "later",
        "published": "2025-01-15",
        "text": "Vietnam postponed Chile talks. Japan met China on 2024-12-02.",
    },
]

Ask = Callable[..., TestClient]


def add(client: TestClient, records: list[dict[str, str]], **headers: str) -> dict[str, object]:
    answer = client.post("/api/v1/reports", json={"reports": records}, headers=headers)
    assert answer.status_code == 202, answer.text
    return wait(client, str(answer.json()["href"]))


def wait(client: TestClient, href: str) -> dict[str, object]:
    for _ in range(4000):
        job: dict[str, object] = client.get(href).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.02)
    raise AssertionError("the reading did not end")


def csrf_of(client: TestClient, page: str = "/add") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]
