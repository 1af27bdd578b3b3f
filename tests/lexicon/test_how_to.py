"""The steps of the two how-to pages about the knowledge do what the pages say."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def examples() -> ModuleType:
    """The runner of the documentation's examples."""
    spec = importlib.util.spec_from_file_location("docs_examples", ROOT / "docs" / "examples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_examples"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.timeout(300)
@pytest.mark.parametrize("page", ["widen-the-actors.md", "add-a-verb.md"])
def test_the_steps_of_a_page(page: str, examples: ModuleType, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    stale = list(examples.run_page(ROOT / "docs" / "how-to" / page, tmp_path))
    told = "\n".join(f"line {b.line}: {c.line if c else ''}\n{printed}" for b, c, printed in stale)
    assert not stale, told
