"""The index of words finds every text that holds them, and spares the others."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from dragoman.lexicon import shipped_lexicon
from dragoman.model import Reading, Report
from dragoman.pipeline import Pipeline
from dragoman.protocols import DocumentFilter, Store, View
from dragoman.query.searching import search
from dragoman.settings import load_settings
from dragoman.store import fulltext, open_store, opening, reading, rows

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = {
    "one": "The Straße to Ürümqi is closed, the ministry of Chile said. 'DROP TABLE', it added.",
    "two": "Chilean cherries were let in again; the U.S. envoy was not told of the under_score.",
    "three": "Переговоры прошли. Talks between Chile and Peru went on for 12 hours in Arica.",
}


@pytest.fixture
def full(store: Store, pipeline_without_parser: Pipeline) -> Store:
    reports = [Report(f"{name}.txt", content) for name, content in TEXTS.items()]
    read = [pipeline_without_parser.read(report) for report in reports]
    store.add([one for one in read if isinstance(one, Reading)], recorded_at=NOW)
    return store


@pytest.fixture(scope="module")
def pipeline_without_parser() -> Pipeline:
    return Pipeline(load_settings(ledger="unused.db"), shipped_lexicon())


def found(store: Store, words: str) -> list[str]:
    return sorted(one.sightings[0].path[:-4] for one in store.documents(DocumentFilter(words=words)))


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("chile", ["one", "three", "two"]),  # "Chilean" begins with it
        ("chile said", ["one"]),
        ("strasse", ["one"]),
        ("stra", ["one"]),
        ("ürüm", ["one"]),
        ("переговоры", ["three"]),
        ("перег", ["three"]),
        ("u.s. env", ["two"]),
        ("under_sc", ["two"]),
        ("'drop table'", ["one"]),
        ('"cherries" OR "talks"', []),
        ("cherries) | (talks", []),
        ("12 hours", ["three"]),
        ("herries", []),
        ("a" * 5000, []),
        ("?!", ["one", "three", "two"]),
        ("", ["one", "three", "two"]),
    ],
)
def test_words(full: Store, words: str, where: list[str]) -> None:
    assert found(full, words) == where


def test_a_search_gives_the_place_and_nothing_else(full: Store) -> None:
    hits = search(full, "U.S. envoy", View())
    assert [(hit.source.sightings[0].path, hit.text[hit.text.index("U.S.") :][:10]) for hit in hits] == [
        ("two.txt", "U.S. envoy")
    ]
    assert search(full, "envoy U.S.", View()) == []


def test_an_older_ledger_gets_its_index(tmp_path: Path, full: Store) -> None:
    ledger = full.about()["ledger"]
    before = {words: found(full, words) for words in ("chile", "перег")}
    full.close()
    engine = create_engine(opening.address(ledger) if "://" not in ledger else ledger)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE text_words"))
        connection.execute(text("DROP TABLE IF EXISTS text_numbers"))
        fulltext.make_index(connection)
    engine.dispose()
    with open_store(ledger) as again:
        assert {words: found(again, words) for words in before} == before


@pytest.mark.parametrize(
    "words", ["chile", "12 hours", "stra", "hile", "talks between", "the ministry of", "?", "пере"]
)
def test_a_page_is_the_beginning_of_all_however_many_texts_have_the_words(
    full: Store, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = full.holding(words)
    for few, limit in product((reading._FEW, 0), (None, 1, 2, 9)):
        monkeypatch.setattr(reading, "_FEW", few)
        assert full.walking().holding(words, limit=limit) == every[:limit]  # with a memory of its own
        assert full.holding(words, limit=limit) == every[:limit]


@pytest.mark.parametrize(
    ("told", "wanted"), [("A Frozen Lake", "frozen lake"), ("Groſs", "gross"), ('a "b" c', 'a "b"')]
)
def test_what_surely_does_not_hold_the_words_is_not_read(told: str, wanted: str) -> None:
    packed = zlib.compress(rows.write_json({"text": told, "blocks": [], "segments": []}).encode("ascii"))
    assert rows.words_from(packed, wanted) == told
    assert rows.words_from(packed, "nothing like it") in ("", told)
    assert rows.words_from(zlib.compress(b'{"text":"plain"}'), "other") == ""
