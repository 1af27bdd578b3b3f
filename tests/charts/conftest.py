from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from told_story import store_of, the_story

import dragoman


@pytest.fixture(scope="session")
def story_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("told") / "story.db", the_story())


@pytest.fixture
def story(story_db: Path) -> Iterator[dragoman.Ledger]:
    with dragoman.open(story_db) as ledger:
        yield ledger
