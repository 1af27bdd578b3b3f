from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

Rows = Sequence[dict[str, Any]]


def write(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def tool(tmp_path: Path) -> Callable[..., list[str]]:
    """The words that a scorer beside the project prints for gold and predictions; skipped where there is none."""

    def run(name: str, gold: Rows | Path, predicted: Rows) -> list[str]:
        script = SHARED / "tools" / name
        if not script.is_file():
            pytest.skip(f"no {name} beside this checkout")
        gold_path = gold if isinstance(gold, Path) else write(tmp_path / "gold.jsonl", gold)
        command = [sys.executable, str(script), str(gold_path), str(write(tmp_path / "pred.jsonl", predicted))]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

    return run


@pytest.fixture
def shared_gold() -> Callable[[str], Path]:
    def find(name: str) -> Path:
        path = SHARED / "gold" / name
        if not path.is_file():
            pytest.skip(f"no {name} beside this checkout")
        return path

    return find


@pytest.fixture
def script() -> Callable[[str], ModuleType]:
    """A script of bench/, loaded by its path."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"bench_{name}", ROOT / "bench" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
