"""schemathesis asks the HTTP API what nobody would think of, after its own description, and finds nothing wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from web_client import STORY, add

schemathesis = pytest.importorskip("schemathesis")

import fake_reader  # noqa: E402 - beside the tests of the command line
from fastapi.testclient import TestClient  # noqa: E402
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from schemathesis.core.failures import FailureGroup  # noqa: E402

from dragoman.settings import Settings  # noqa: E402
from dragoman.store.sql import open_store  # noqa: E402
from dragoman.web.app import make_app  # noqa: E402

BASE = "http://localhost:8321"
SLOW = ("/api/v1/charts/", "/api/v1/exports", "/api/v1/briefs")
"""Drawn or typeset: asked less often."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    made = Settings(ledger=str(tmp_path_factory.mktemp("schema") / "schema.db"))
    found = make_app(open_store(made.ledger), made, make=fake_reader.make, hosts=("testserver",))
    with TestClient(found, base_url=BASE) as client:
        assert add(client, STORY)["state"] == "done"
        yield found


@pytest.fixture(scope="module")
def described(app: Any) -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


MODES = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def test_no_question_breaks_the_api(described: Any) -> None:
    wrong: list[str] = []
    for found in described.get_all_operations():
        operation = found.ok()

        @MODES
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate()

        try:
            ask()
        except (FailureGroup, AssertionError) as failure:
            wrong.append(f"{operation.label}: {failure}")
    assert not wrong, "\n\n".join(wrong)
