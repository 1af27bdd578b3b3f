"""One pipeline for all cases of the event coder."""

from __future__ import annotations

import pytest

from dragoman.lexicon import shipped_lexicon
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline(Settings(), shipped_lexicon())
