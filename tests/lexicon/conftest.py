from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.lexicon import shipped_lexicon
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline(Settings(), shipped_lexicon())
