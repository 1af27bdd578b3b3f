"""The index of dossiers.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NOW = {"now": "9999-12-31T23:59:59.999999+00:00"}
"""What is in view has not given way yet."""

UNKNOWN_DAY, AT_ONCE = "~", 200
HEADS = sa.text("SELECT id, kind, body FROM dossiers WHERE id IN :part AND superseded_at = :now").bindparams(
    sa.bindparam("part", expanding=True)
)
TOLD = sa.text(
    "SELECT m.dossier, e.body, r.order_published, r.published_earliest, r.published_latest FROM dossier_members m "
    "JOIN occurrence_events o ON o.occurrence = m.occurrence AND o.superseded_at = :now "
    "JOIN events e ON e.id = o.event AND coalesce(e.superseded_at, '') = :now JOIN readings r ON r.id = e.reading "
    "WHERE m.dossier IN :part AND m.superseded_at = :now"
).bindparams(sa.bindparam("part", expanding=True))

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, WORD, nullable=False)


def upgrade() -> None:
    """Make the tables, and index the dossiers in view."""
    for table, key, more in (
        ("dossier_parties", ("party", "dossier"), ()),
        ("dossier_days", ("dossier", "seen", "last"), ("kind",)),
        ("dossier_spans", ("first", "last", "dossier"), ()),
    ):
        op.create_table(
            table,
            *(_word(name) for name in (*key, *more)),
            sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
            sqlite_with_rowid=False,
        )
    op.create_index("ix_dossier_parties_dossier", "dossier_parties", ["dossier"])
    op.create_index("ix_dossier_days_last", "dossier_days", ["last", "dossier", "seen", "kind"])
    op.create_index("ix_dossier_spans_dossier", "dossier_spans", ["dossier"])
    connection = op.get_bind()
    named = connection.scalars(sa.text("SELECT id FROM dossiers WHERE superseded_at = :now ORDER BY id"), NOW).all()
    for start in range(0, len(named), AT_ONCE):
        _index(connection, named[start : start + AT_ONCE])


def _index(connection: sa.Connection, part: Sequence[str]) -> None:
    given = {**NOW, "part": list(part)}
    heads = {row.id: row for row in connection.execute(HEADS, given)}
    parties = {
        (str(code), row.id) for row in heads.values() for code in json.loads(row.body)["body"].get("parties") or ()
    }
    days, spans = set(), set()
    for row in connection.execute(TOLD, given):
        days.add((row.dossier, row.order_published, row.published_latest or "", heads[row.dossier].kind))
        spans |= {(*ends, row.dossier) for ends in _spans(row)}
    for table, names, found in (
        ("dossier_parties", ("party", "dossier"), parties),
        ("dossier_days", ("dossier", "seen", "last", "kind"), days),
        ("dossier_spans", ("first", "last", "dossier"), spans),
    ):
        rows = [dict(zip(names, values, strict=True)) for values in sorted(found)]
        if rows:
            connection.execute(sa.insert(sa.table(table, *map(sa.column, names))), rows)


def _spans(row: Any) -> Iterator[tuple[str, str]]:
    """The days of an event whose ends matter when they pass: of the act, of what it plans, of its term."""
    event = json.loads(row.body)
    matter = event["matter"] or {}
    for dated in (event["date"], event["effective"], matter.get("planned"), matter.get("until")):
        if dated is not None:
            yield (dated["earliest"] or "")[:10], (dated["latest"] or UNKNOWN_DAY)[:10]
    if row.published_earliest != row.published_latest:
        yield row.published_earliest or "", row.published_latest or UNKNOWN_DAY
