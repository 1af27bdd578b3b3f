"""An index of the words of all texts, so that a search does not open every report.

It says which texts can hold some words; whether and where they do, whoever asks looks up in the text itself. Words are
runs of letters and digits, casefolded, and written in ASCII here, so that no database cuts them in its own way; whole
words match, and the last word of a search also as the beginning of one. SQLite keeps them in a table of FTS5,
PostgreSQL as a tsvector under a GIN index. A text that is too long for a tsvector is not indexed and always looked
into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import TextualSelect

from dragoman.store.rows import clean_from
from dragoman.store.schema import readings, texts

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 250_000
"""Characters of words that PostgreSQL takes for sure: a tsvector holds a megabyte."""

_AT_ONCE = 200
_LETTERS = 200
"""Letters of a word that are told apart: PostgreSQL refuses to look for one of two thousand."""

_TABLES = {
    "sqlite": (
        "CREATE TABLE text_numbers (number INTEGER PRIMARY KEY, text VARCHAR NOT NULL UNIQUE)",
        "CREATE VIRTUAL TABLE text_words USING fts5(words, content='', detail='none', tokenize='unicode61')",
    ),
    "postgresql": (
        'CREATE TABLE text_words (text VARCHAR COLLATE "C" PRIMARY KEY, words TSVECTOR)',
        "CREATE INDEX ix_text_words_words ON text_words USING gin (words)",
    ),
}


def make_index(connection: Connection) -> None:
    """Make the index, with all texts that the ledger holds."""
    for statement in _TABLES[connection.dialect.name]:
        connection.execute(text(statement))
    last = ""
    while True:  # by key and not by one long answer, which a server would hand over whole
        query = select(texts.c.id, texts.c.clean).where(texts.c.id > last).order_by(texts.c.id).limit(_AT_ONCE)
        some = connection.execute(query).all()
        if not some:
            return
        add_texts(connection, [(row.id, row.clean) for row in some])
        last = some[-1].id


def add_texts(connection: Connection, given: Iterable[tuple[str, bytes]]) -> None:
    """Add texts, each with its id and its `clean` as the table holds it."""
    rows = [{"text": identity, "words": _words(clean)} for identity, clean in given]
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        bounded = [{**row, "words": row["words"] if len(row["words"]) <= _LONGEST else None} for row in rows]
        connection.execute(text("INSERT INTO text_words VALUES (:text, to_tsvector('simple', :words))"), bounded)
        return
    connection.execute(text("INSERT INTO text_numbers (text) VALUES (:text)"), rows)
    statement = "INSERT INTO text_words (rowid, words) SELECT number, :words FROM text_numbers WHERE text = :text"
    connection.execute(text(statement), rows)


def may_hold(connection: Connection, wanted: str) -> Sequence[ColumnElement[bool]]:
    """The condition on `readings` that its text can hold all the words; none where there is no word to look for."""
    held = _held(connection, wanted)
    return [] if held is None else [readings.c.text.in_(held)]


def some_texts(connection: Connection, wanted: str, most: int) -> list[str] | None:
    """The texts that can hold all the words, sorted; `None` where they are more than `most`, or there is no word."""
    held = _held(connection, wanted)
    if held is None:
        return None
    found = connection.scalars(select(held.subquery().c.id).limit(most + 1)).all()
    return sorted(found) if len(found) <= most else None


def _held(connection: Connection, wanted: str) -> TextualSelect | None:
    """The texts that can hold all the words, as a question; `None` where there is no word to look for."""
    words = _WORD.findall(wanted.casefold())
    if not words:
        return None
    *whole, last = words
    beginnings = dict.fromkeys((_plain(last), _hexed(last)))
    if connection.dialect.name == "postgresql":
        begins = " | ".join(f"{each}:*" for each in beginnings)
        query = " & ".join([*map(_plain, whole), f"({begins})"])
        held = text("SELECT text AS id FROM text_words WHERE words IS NULL OR words @@ to_tsquery('simple', :query)")
    else:
        begins = " OR ".join(f'"{each}"*' for each in beginnings)
        query = " AND ".join([*(f'"{_plain(word)}"' for word in whole), f"({begins})"])
        held = text(
            "SELECT n.text AS id FROM text_words JOIN text_numbers n ON n.number = text_words.rowid "
            "WHERE text_words MATCH :query"
        )
    return held.bindparams(bindparam("query", query)).columns(texts.c.id)


def stand_in(folded: str, wanted: str) -> bool:
    """Whether the words stand in a text, casefolded, as the index of SQLite finds them: whole, the last one begun."""
    *whole, last = _WORD.findall(wanted.casefold())
    held = set(map(_plain, _WORD.findall(folded)))
    beginnings = (_plain(last), _hexed(last))
    return held.issuperset(map(_plain, whole)) and any(word.startswith(beginnings) for word in held)


def is_looked_up(connection: Connection, wanted: str) -> bool:
    """Whether `stand_in` says of every text what the index says: it has words, and no text is too long for it."""
    return connection.dialect.name == "sqlite" and bool(_WORD.search(wanted.casefold()))


def _words(clean: bytes) -> str:
    return " ".join(map(_plain, _WORD.findall(clean_from(clean).text.casefold())))


def _plain(word: str) -> str:
    return word[:_LETTERS] if word.isascii() else _hexed(word)


def _hexed(word: str) -> str:
    """Letters of other scripts as digits: a beginning stays a beginning."""
    return "x" + word[:_LETTERS].encode("utf-8", "surrogatepass").hex()
