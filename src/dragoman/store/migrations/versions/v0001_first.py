"""The first schema.

Revision ID: 0001
Revises: none
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make all tables as they were in the first release."""
    op.create_table(
        "aliases",
        sa.Column("old", WORD, nullable=False),
        sa.Column("new", WORD, nullable=True),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("old", "recorded_at", name="pk_aliases"),
    )
    op.create_table(
        "documents",
        sa.Column("id", WORD, nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_table(
        "dossier_members",
        sa.Column("occurrence", WORD, nullable=False),
        sa.Column("dossier", WORD, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("occurrence", "dossier", "recorded_at", name="pk_dossier_members"),
    )
    op.create_index("ix_dossier_members_dossier", "dossier_members", ["dossier"], unique=False)
    op.create_table(
        "dossiers",
        sa.Column("id", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("id", "recorded_at", name="pk_dossiers"),
    )
    op.create_index("ix_dossiers_kind", "dossiers", ["kind"], unique=False)
    op.create_table(
        "failures",
        sa.Column("id", WORD, nullable=False),
        sa.Column("reading", WORD, nullable=False),
        sa.Column("document", WORD, nullable=True),
        sa.Column("path", WORD, nullable=False),
        sa.Column("stage", WORD, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
    )
    op.create_index("ix_failures_path", "failures", ["path"], unique=False)
    op.create_index("ix_failures_reading", "failures", ["reading"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("id", WORD, nullable=False),
        sa.Column("target", WORD, nullable=False),
        sa.Column("action", WORD, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
    )
    op.create_index("ix_judgements_target", "judgements", ["target"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", WORD, nullable=False),
        sa.Column("value", WORD, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "occurrence_events",
        sa.Column("event", WORD, nullable=False),
        sa.Column("occurrence", WORD, nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("event", "occurrence", "recorded_at", name="pk_occurrence_events"),
    )
    op.create_index("ix_occurrence_events_occurrence", "occurrence_events", ["occurrence"], unique=False)
    op.create_table(
        "occurrences",
        sa.Column("id", WORD, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("id", "recorded_at", name="pk_occurrences"),
    )
    op.create_table(
        "texts",
        sa.Column("id", WORD, nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("clean", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_texts"),
    )
    op.create_table(
        "readings",
        sa.Column("id", WORD, nullable=False),
        sa.Column("document", WORD, nullable=False),
        sa.Column("version", WORD, nullable=False),
        sa.Column("rank", WORD, nullable=False),
        sa.Column("text", WORD, nullable=False),
        sa.Column("published_earliest", WORD, nullable=True),
        sa.Column("published_latest", WORD, nullable=True),
        sa.Column("order_published", WORD, nullable=False),
        sa.Column("outlet", WORD, nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_readings_document"),
        sa.ForeignKeyConstraint(["text"], ["texts.id"], name="fk_readings_text"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
    )
    op.create_index("ix_readings_document", "readings", ["document"], unique=False)
    op.create_index(
        "ix_readings_superseded_at_order_published_document",
        "readings",
        ["superseded_at", "order_published", "document"],
        unique=False,
    )
    op.create_table(
        "sightings",
        sa.Column("key", WORD, nullable=False),
        sa.Column("document", WORD, nullable=False),
        sa.Column("path", WORD, nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_sightings_document"),
        sa.PrimaryKeyConstraint("key", name="pk_sightings"),
    )
    op.create_index("ix_sightings_document", "sightings", ["document"], unique=False)
    op.create_index("ix_sightings_path", "sightings", ["path"], unique=False)
    op.create_table(
        "claims",
        sa.Column("reading", WORD, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("document", WORD, nullable=False),
        sa.Column("speaker", WORD, nullable=True),
        sa.Column("side", WORD, nullable=True),
        sa.Column("stance", WORD, nullable=False),
        sa.Column("matter", WORD, nullable=True),
        sa.Column("content_start", sa.Integer(), nullable=False),
        sa.Column("order_published", WORD, nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_claims_reading"),
        sa.PrimaryKeyConstraint("reading", "id", name="pk_claims"),
    )
    op.create_index("ix_claims_document", "claims", ["document"], unique=False)
    op.create_index("ix_claims_id", "claims", ["id"], unique=False)
    op.create_index("ix_claims_matter", "claims", ["matter"], unique=False)
    op.create_index("ix_claims_side", "claims", ["side"], unique=False)
    op.create_index("ix_claims_speaker", "claims", ["speaker"], unique=False)
    op.create_table(
        "events",
        sa.Column("reading", WORD, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("document", WORD, nullable=False),
        sa.Column("type", WORD, nullable=False),
        sa.Column("mode", WORD, nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("phase", WORD, nullable=True),
        sa.Column("date_earliest", WORD, nullable=True),
        sa.Column("date_latest", WORD, nullable=True),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("embedded_in", WORD, nullable=True),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("order_date", WORD, nullable=False),
        sa.Column("order_published", WORD, nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_events_reading"),
        sa.PrimaryKeyConstraint("reading", "id", name="pk_events"),
    )
    op.create_index("ix_events_document", "events", ["document"], unique=False)
    op.create_index("ix_events_id", "events", ["id"], unique=False)
    op.create_index(
        "ix_events_in_order",
        "events",
        ["superseded_at", "order_date", "order_published", "document", "trigger_start", "id"],
        unique=False,
    )
    op.create_index("ix_events_type", "events", ["type", "status"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("reading", WORD, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", WORD, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("actor", WORD, nullable=True),
        sa.Column("country", WORD, nullable=True),
        sa.Column("person", WORD, nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_mentions_reading"),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_mentions"),
    )
    op.create_index("ix_mentions_actor", "mentions", ["actor"], unique=False)
    op.create_index("ix_mentions_document", "mentions", ["document"], unique=False)
    op.create_index("ix_mentions_person", "mentions", ["person"], unique=False)
    op.create_table(
        "sighting_dates",
        sa.Column("sighting", WORD, nullable=False),
        sa.Column("version", WORD, nullable=False),
        sa.Column("document", WORD, nullable=False),
        sa.Column("published_earliest", WORD, nullable=True),
        sa.Column("published_latest", WORD, nullable=True),
        sa.Column("basis", WORD, nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.ForeignKeyConstraint(["sighting"], ["sightings.key"], name="fk_sighting_dates_sighting"),
        sa.PrimaryKeyConstraint("sighting", "version", name="pk_sighting_dates"),
    )
    op.create_index("ix_sighting_dates_document", "sighting_dates", ["document"], unique=False)
    op.create_table(
        "event_actors",
        sa.Column("reading", WORD, nullable=False),
        sa.Column("event", WORD, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("actor", WORD, nullable=True),
        sa.Column("country", WORD, nullable=True),
        sa.Column("person", WORD, nullable=True),
        sa.Column("name", WORD, nullable=False),
        sa.ForeignKeyConstraint(["reading", "event"], ["events.reading", "events.id"], name="fk_event_actors_event"),
        sa.PrimaryKeyConstraint("reading", "event", "role", "position", name="pk_event_actors"),
    )
    op.create_index("ix_event_actors_actor", "event_actors", ["actor", "reading", "event"], unique=False)
    op.create_index("ix_event_actors_country", "event_actors", ["country", "reading", "event"], unique=False)
    op.create_index("ix_event_actors_person", "event_actors", ["person", "reading", "event"], unique=False)
