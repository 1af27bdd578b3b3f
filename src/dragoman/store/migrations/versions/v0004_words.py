"""An index of the words of all texts.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORD = re.compile(r"[^\W_]+")
LONGEST, LETTERS, AT_ONCE = 250_000, 200, 200
TABLES = {
    "sqlite": (
        "CREATE TABLE text_numbers (number INTEGER PRIMARY KEY, text VARCHAR NOT NULL UNIQUE)",
        "CREATE VIRTUAL TABLE text_words USING fts5(words, content='', detail='none', tokenize='unicode61')",
    ),
    "postgresql": (
        'CREATE TABLE text_words (text VARCHAR COLLATE "C" PRIMARY KEY, words TSVECTOR)',
        "CREATE INDEX ix_text_words_words ON text_words USING gin (words)",
    ),
}


def upgrade() -> None:
    """Make the index from the texts."""
    connection = op.get_bind()
    for statement in TABLES[connection.dialect.name]:
        connection.execute(sa.text(statement))
    query = sa.text("SELECT id, clean FROM texts WHERE id > :last ORDER BY id LIMIT :most")
    last = ""
    while some := connection.execute(query, {"last": last, "most": AT_ONCE}).all():
        _add(connection, some)
        last = some[-1].id


def _add(connection: sa.Connection, some: Sequence[Any]) -> None:
    rows = [{"text": row.id, "words": _words(row.clean)} for row in some]
    if connection.dialect.name == "postgresql":
        bounded = [{**row, "words": row["words"] if len(row["words"]) <= LONGEST else None} for row in rows]
        connection.execute(sa.text("INSERT INTO text_words VALUES (:text, to_tsvector('simple', :words))"), bounded)
        return
    connection.execute(sa.text("INSERT INTO text_numbers (text) VALUES (:text)"), rows)
    statement = "INSERT INTO text_words (rowid, words) SELECT number, :words FROM text_numbers WHERE text = :text"
    connection.execute(sa.text(statement), rows)


def _words(clean: bytes) -> str:
    return " ".join(map(_plain, WORD.findall(json.loads(zlib.decompress(clean))["text"].casefold())))


def _plain(word: str) -> str:
    """Letters of other scripts as digits: a beginning stays a beginning."""
    return word[:LETTERS] if word.isascii() else "x" + word[:LETTERS].encode("utf-8", "surrogatepass").hex()
