"""What all areas share: the parser and the pipeline as shipped, loaded once in each process of the tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache

import pytest

import dragoman.pipeline
from dragoman.lexicon import shipped_lexicon
from dragoman.pipeline import Pipeline
from dragoman.prepare.parse import Parser
from dragoman.settings import Settings


@cache
def load_parser(model: str) -> Parser:
    parser = Parser(model)
    settle()
    return parser


def settle() -> None:
    """What is loaded now stays to the end: the collector, which `read` runs after each run, need not walk it again."""
    gc.collect()
    gc.freeze()


def pytest_collection_finish() -> None:
    settle()


@pytest.fixture(scope="session", autouse=True)
def one_parser() -> Iterator[None]:
    """Every pipeline that the tests make takes the same parser: loading one costs more than reading fifty reports."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dragoman.pipeline, "Parser", load_parser)
        yield


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser(Settings().model)


@pytest.fixture(scope="session")
def pipeline(one_parser: None) -> Pipeline:
    return Pipeline(Settings(), shipped_lexicon())
