"""The command `serve`: what it refuses to do, and what it opens."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import click.testing
import pytest

from dragoman.cli import main
from dragoman.cli.serving import TOKEN


def _serve(*args: str, env: dict[str, str] | None = None) -> click.testing.Result:
    return click.testing.CliRunner().invoke(main, ["serve", *args], env=env)


@pytest.fixture
def writes() -> list[int]:
    """How often one client might have written in a minute."""
    return []


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, writes: list[int]) -> list[dict[str, Any]]:
    """What the server would have been started with."""
    import uvicorn

    started: list[dict[str, Any]] = []
    monkeypatch.delenv(TOKEN, raising=False)

    class Server:
        def __init__(self, config: uvicorn.Config) -> None:
            self.config = config

        def run(self) -> None:
            site = self.config.app.state.site  # type: ignore[union-attr]
            pace = next(one.kwargs["pace"] for one in self.config.app.user_middleware)  # type: ignore[union-attr]
            writes.append(pace.most)
            started.append({"host": self.config.host, "port": self.config.port, "token": site.token})
            site.store.close()

    monkeypatch.setattr(uvicorn, "Server", Server)
    return started


def test_it_listens_on_this_machine_and_makes_the_ledger(served: list[dict[str, Any]], tmp_path: Path) -> None:
    result = _serve("--port", "9001", "--ledger", str(tmp_path / "new.db"))
    assert (result.exit_code, served) == (0, [{"host": "127.0.0.1", "port": 9001, "token": None}]), result.stderr
    assert "http://127.0.0.1:9001/" in result.stderr and (tmp_path / "new.db").exists()


def test_what_lives_long_looks_for_garbage(served: list[dict[str, Any]], tmp_path: Path) -> None:
    gc.disable()  # as the process of a command does
    try:
        assert _serve("--ledger", str(tmp_path / "new.db")).exit_code == 0
        assert served and gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "desk.example.org", "localhost.example.org"])
def test_nobody_else_is_let_in_without_a_token(served: list[dict[str, Any]], tmp_path: Path, host: str) -> None:
    result = _serve("--host", host, "--ledger", str(tmp_path / "x.db"))
    assert result.exit_code == 64 and "can be reached by others" in result.stderr and not served
    assert not (tmp_path / "x.db").exists()


def test_a_token_is_no_word_that_is_guessed(served: list[dict[str, Any]], tmp_path: Path) -> None:
    place = ("--host", "0.0.0.0", "--ledger", str(tmp_path / "x.db"))
    assert _serve(*place, env={TOKEN: "secret"}).exit_code == 64
    assert _serve(*place, env={TOKEN: "0123456789abcdef"}).exit_code == 0
    assert served[0]["token"] == "0123456789abcdef"


def test_how_often_one_client_may_write_can_be_said(
    served: list[dict[str, Any]], writes: list[int], tmp_path: Path
) -> None:
    place = ("--ledger", str(tmp_path / "x.db"))
    assert _serve(*place).exit_code == 0 and _serve(*place, "--writes-per-minute", "7").exit_code == 0
    assert writes == [300, 7]
    assert _serve(*place, "--writes-per-minute", "0").exit_code == 64 and len(served) == 2
