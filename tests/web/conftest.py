from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

import fake_reader
from fastapi.testclient import TestClient
from web_client import STORY, Ask, add

from dragoman.settings import Settings
from dragoman.store.sql import open_store
from dragoman.web.app import make_app

BASE = "http://localhost:8321"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Ask]:
    """Clients of ledgers that are read by the reader without models; `ledger` is a file to begin with."""
    made: list[TestClient] = []

    def start(ledger: Path | None = None, **options: Any) -> TestClient:
        place = tmp_path / f"{len(made)}.db"
        if ledger is not None:
            shutil.copy(ledger, place)
        settings = Settings(ledger=str(place))
        app = make_app(open_store(settings.ledger), settings, make=fake_reader.make, **options)
        client = TestClient(app, base_url=BASE, follow_redirects=False)
        client.__enter__()
        made.append(client)
        return client

    yield start
    for client in made:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the story, read once: closing it leaves one file that can be copied."""
    settings = Settings(ledger=str(tmp_path_factory.mktemp("web") / "story.db"))
    with TestClient(make_app(open_store(settings.ledger), settings, make=fake_reader.make), base_url=BASE) as client:
        job = add(client, STORY)
        assert (job["state"], job["read"]) == ("done", 3), job
    return Path(settings.ledger)


@pytest.fixture
def client(serve: Ask, story: Path) -> TestClient:
    return serve(story)
