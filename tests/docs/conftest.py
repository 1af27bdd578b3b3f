"""The scripts of docs/, which are no package, and a ledger of the example story for the pages."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from docs_scripts import script

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def examples() -> ModuleType:
    """docs/examples.py."""
    return script("docs/examples.py")


@pytest.fixture(scope="session")
def story_ledger(examples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example story, read once; pages get copies."""
    folder = tmp_path_factory.mktemp("story")
    examples.prepare(folder, None)
    return folder / "story.db"
