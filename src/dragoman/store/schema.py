"""The tables of a ledger, the same for SQLite and PostgreSQL.

What is recorded is never changed: a record that gives way to another keeps its row and gets the instant at which it did
so in `superseded_at`; until then that holds `FOREVER`. So the ledger as it was at instant T is what has
`recorded_at <= T < superseded_at`. Columns beside `body` (JSON, ASCII only) exist to be searched and sorted by; they
repeat what the body says. Instants are text of one width in UTC, days are ISO text, and text sorts by code point on
both databases, so that order never hangs on a locale.

`order_date` and `order_published` are the first day, or `UNKNOWN_DAY`, which sorts after all days.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
    text,
)

CURRENT = "0019"
"""The newest migration; `alembic_version` of a ledger that this version of Dragoman can use holds it."""

FOREVER = "9999-12-31T23:59:59.999999+00:00"
UNKNOWN_DAY = "~"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Word = String().with_variant(String(collation="C"), "postgresql")


def _clock() -> list[Column[str]]:
    return [
        Column("recorded_at", Word, nullable=False),
        Column("superseded_at", Word, nullable=False),
    ]


meta = Table(
    "meta",
    metadata,
    Column("key", Word, primary_key=True),
    Column("value", Word, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Word, primary_key=True),
    Column("recorded_at", Word, nullable=False),
)

# Texts lie apart so that a list of reports never loads them; both are zlib, UTF-8 with lone surrogates passed.
texts = Table(
    "texts",
    metadata,
    Column("id", Word, primary_key=True),
    Column("raw", LargeBinary, nullable=False),
    Column("clean", LargeBinary, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    Column("key", Word, primary_key=True),
    Column("document", Word, ForeignKey("documents.id"), nullable=False, index=True),
    Column("path", Word, nullable=False, index=True),
    Column("search", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_at", Word, nullable=False),
)

# What each version made of the day that each sighting gives: kept also where another sighting decides.
sighting_dates = Table(
    "sighting_dates",
    metadata,
    Column("sighting", Word, ForeignKey("sightings.key"), primary_key=True),
    Column("version", Word, primary_key=True),
    Column("document", Word, nullable=False, index=True),
    Column("published_earliest", Word),
    Column("published_latest", Word),
    Column("basis", Word, nullable=False),
    Column("recorded_at", Word, nullable=False),
)

# `rank` orders the readings of one document by one version: basis of the date, then the sighting; the least counts.
readings = Table(
    "readings",
    metadata,
    Column("id", Word, primary_key=True),
    Column("document", Word, ForeignKey("documents.id"), nullable=False, index=True),
    Column("version", Word, nullable=False),
    Column("rank", Word, nullable=False),
    Column("text", Word, ForeignKey("texts.id"), nullable=False),
    Column("published_earliest", Word),
    Column("published_latest", Word),
    Column("order_published", Word, nullable=False),
    Column("outlet", Word),
    Column("search", Text, nullable=False),
    Column("events", Integer, nullable=False),
    Column("body", Text, nullable=False),
    *_clock(),
    # With the text, so that a search walks through reports in their order without reading their rows.
    Index("ix_readings_in_order", "superseded_at", "order_published", "document", "text"),
    # Without it SQLite finds one report by walking through all that are in view.
    Index("ix_readings_document_superseded_at", "document", "superseded_at"),
    # A search asks of hundreds of texts which report has each, and when that appeared: the row itself is not read.
    Index("ix_readings_text", "text", "superseded_at", "order_published", "document"),
)

events = Table(
    "events",
    metadata,
    Column("reading", Word, ForeignKey("readings.id"), primary_key=True),
    Column("id", Word, primary_key=True, index=True),
    Column("document", Word, nullable=False, index=True),
    Column("type", Word, nullable=False),
    Column("mode", Word),
    Column("status", Word, nullable=False),
    Column("phase", Word),
    Column("date_earliest", Word),
    Column("date_latest", Word),
    Column("historical", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("embedded_in", Word),
    Column("trigger_start", Integer, nullable=False),
    Column("order_date", Word, nullable=False),
    Column("order_published", Word, nullable=False),
    Column("search", Text, nullable=False),
    Column("body", Text, nullable=False),
    *_clock(),
    Index("ix_events_in_order", "superseded_at", "order_date", "order_published", "document", "trigger_start", "id"),
    # By the day by which lists of one type are sorted: that of the act, else that of the report.
    Index("ix_events_type_day", "type", "status", "date_latest", "order_published"),
    # What stands inside another act: few events of a report do, and the others are not read to find them.
    Index("ix_events_embedded", "document", sqlite_where=text("embedded_in IS NOT NULL")).ddl_if(dialect="sqlite"),
)

# No foreign key: on PostgreSQL `events` is divided by month (see `partitions`), and nothing else writes rows here.
event_actors = Table(
    "event_actors",
    metadata,
    Column("reading", Word, primary_key=True),
    Column("event", Word, primary_key=True),
    Column("role", Word, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", Word),
    Column("country", Word),
    Column("person", Word),
    Column("name", Word, nullable=False),
    Index("ix_event_actors_actor", "actor", "reading", "event"),
    Index("ix_event_actors_country", "country", "reading", "event"),
    Index("ix_event_actors_person", "person", "reading", "event"),
)

# The events of one side, and of two, in the order of lists: see `pairs`.
event_pairs = Table(
    "event_pairs",
    metadata,
    Column("one", Word, primary_key=True),
    Column("other", Word, primary_key=True),
    Column("order_date", Word, primary_key=True),
    Column("order_published", Word, primary_key=True),
    Column("document", Word, primary_key=True),
    Column("trigger_start", Integer, primary_key=True, autoincrement=False),
    Column("event", Word, primary_key=True),
    Column("reading", Word, primary_key=True),
    sqlite_with_rowid=False,
)

# The requests of one side in the order of their days: see `pairs`.
request_sides = Table(
    "request_sides",
    metadata,
    Column("side", Word, primary_key=True),
    Column("role", Word, primary_key=True),
    Column("day", Word, primary_key=True),
    Column("event", Word, primary_key=True),
    Column("reading", Word, primary_key=True),
    Column("order_published", Word, nullable=False),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    Column("reading", Word, ForeignKey("readings.id"), primary_key=True),
    Column("id", Word, primary_key=True, index=True),
    Column("document", Word, nullable=False, index=True),
    Column("speaker", Word, index=True),
    Column("side", Word, index=True),
    Column("stance", Word, nullable=False),
    Column("matter", Word, index=True),
    Column("content_start", Integer, nullable=False),
    Column("order_published", Word, nullable=False),
    Column("search", Text, nullable=False),
    Column("body", Text, nullable=False),
    *_clock(),
    Index("ix_claims_in_order", "superseded_at", "order_published", "document", "content_start", "id"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("reading", Word, ForeignKey("readings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document", Word, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("actor", Word, index=True),
    Column("country", Word),
    Column("person", Word, index=True),
    Column("search", Text, nullable=False),
    Column("body", Text, nullable=False),
    *_clock(),
    Index("ix_mentions_in_order", "document", "position"),
)

# `reading` is empty where nothing could be read at all.
failures = Table(
    "failures",
    metadata,
    Column("id", Word, primary_key=True),
    Column("reading", Word, nullable=False, index=True),
    Column("document", Word),
    Column("path", Word, nullable=False, index=True),
    Column("stage", Word, nullable=False),
    Column("body", Text, nullable=False),
    *_clock(),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Word, primary_key=True),
    Column("target", Word, nullable=False, index=True),
    Column("action", Word, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_at", Word, nullable=False),
)

occurrences = Table(
    "occurrences",
    metadata,
    Column("id", Word, primary_key=True),
    Column("body", Text, nullable=False),
    Column("recorded_at", Word, primary_key=True),
    Column("superseded_at", Word, nullable=False),
)

occurrence_events = Table(
    "occurrence_events",
    metadata,
    Column("event", Word, primary_key=True),
    Column("occurrence", Word, primary_key=True),
    Column("recorded_at", Word, primary_key=True),
    Column("superseded_at", Word, nullable=False),
    Index("ix_occurrence_events_occurrence", "occurrence", "superseded_at", "event"),
    sqlite_with_rowid=False,
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", Word, primary_key=True),
    Column("kind", Word, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("recorded_at", Word, primary_key=True),
    Column("superseded_at", Word, nullable=False),
)

dossier_members = Table(
    "dossier_members",
    metadata,
    Column("occurrence", Word, primary_key=True),
    Column("dossier", Word, primary_key=True),
    Column("score", Float, nullable=False),
    Column("recorded_at", Word, primary_key=True),
    Column("superseded_at", Word, nullable=False),
    Index("ix_dossier_members_dossier", "dossier", "superseded_at", "occurrence", "score"),
    sqlite_with_rowid=False,
)

# Where an id that is no longer used leads: `new` is empty where nothing took its place.
aliases = Table(
    "aliases",
    metadata,
    Column("old", Word, primary_key=True),
    Column("new", Word),
    Column("recorded_at", Word, primary_key=True),
    Column("superseded_at", Word, nullable=False),
)

# What a report is known by among its copies: `exact` is the same for equal texts, `address` for its versions. It is
# made anew where `text` is no longer that of the reading in view; until it is filed, it is compared with nothing.
signatures = Table(
    "signatures",
    metadata,
    Column("document", Word, ForeignKey("documents.id"), primary_key=True),
    Column("text", Word, nullable=False),
    Column("exact", Word, index=True),
    Column("address", Word, index=True),
    Column("filed", Boolean, nullable=False),
    Index("ix_signatures_pending", "document", sqlite_where=text("NOT filed")).ddl_if(dialect="sqlite"),
)
# The same in PostgreSQL, in SQL: to name an option of its dialect loads all of it, for a ledger in SQLite too.
for _table, _made in (
    (signatures, "ix_signatures_pending ON signatures (document) WHERE NOT filed"),
    (events, "ix_events_embedded ON events (document) WHERE embedded_in IS NOT NULL"),
):
    event.listen(_table, "after_create", DDL(f"CREATE INDEX {_made}").execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]

# The bands of its MinHash: reports that share one are compared, others never are.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Word, primary_key=True),
    sqlite_with_rowid=False,
)

# The group of each report that has copies or versions: the least id in it, whichever came first.
copies = Table(
    "copies",
    metadata,
    Column("document", Word, primary_key=True),
    Column("least", Word, nullable=False, index=True),
    Column("recorded_at", Word, primary_key=True),
    Column("superseded_at", Word, nullable=False),
)

# What linking needs of each event in view, by the block in which it is linked: made anew from the events at will, and
# so without ledger time.
items = Table(
    "items",
    metadata,
    Column("block", Word, primary_key=True),
    Column("month", Word, primary_key=True),
    Column("event", Word, primary_key=True),
    Column("document", Word, nullable=False, index=True),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What each stretch of a divided block took over from the one before it and left to the next: see `dossiers.turns`.
linked_stretches = Table(
    "linked_stretches",
    metadata,
    Column("block", Word, primary_key=True),
    Column("first", Word, primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

# By whom, by when and over which days something is told of each dossier in view: only to find the dossiers that a
# question can mean. States are computed, of those found, from what is recorded; this follows from it and may be made
# anew at will. `seen` is the first day on which the report can have been known (`UNKNOWN_DAY`: always), `last` its last
# possible day, empty where unknown. A span is the days of an act, a plan, a term: passing its ends can change a state.
dossier_parties = Table(
    "dossier_parties",
    metadata,
    Column("party", Word, primary_key=True),
    Column("dossier", Word, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

dossier_days = Table(
    "dossier_days",
    metadata,
    Column("dossier", Word, primary_key=True),
    Column("seen", Word, primary_key=True),
    Column("last", Word, primary_key=True),
    Column("kind", Word, nullable=False),
    Index("ix_dossier_days_last", "last", "dossier", "seen", "kind"),
    sqlite_with_rowid=False,
)

dossier_spans = Table(
    "dossier_spans",
    metadata,
    Column("first", Word, primary_key=True),
    Column("last", Word, primary_key=True),
    Column("dossier", Word, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# From when on the state of a dossier is the same in all views: see `protocols.Standing`. Made by linking; `state` is
# empty until it is made.
dossier_standings = Table(
    "dossier_standings",
    metadata,
    Column("dossier", Word, primary_key=True),
    *(Column(name, Word, nullable=False) for name in ("seen", "whole", "begun", "sure", "state", "confirmed", "days")),
    sqlite_with_rowid=False,
)

# Counts that are kept: see `kept_counts`. A span is "a" for all days, "m2016-03" for a month, "d2016-03-14" for a day.
tallies = Table(
    "tallies",
    metadata,
    Column("side", Word, primary_key=True),
    Column("what", Word, primary_key=True),
    Column("span", Word, primary_key=True),
    Column("word", Word, primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What two sides did, each happening once: see `kept_acts`. `day` is that under which it stands, `seen` and `begun` the
# first and last days from which a view has its tellings: known by, and valid; empty where a view always has them.
kept_acts = Table(
    "kept_acts",
    metadata,
    Column("one", Word, primary_key=True),
    Column("other", Word, primary_key=True),
    Column("act", Word, primary_key=True, index=True),
    Column("day", Word, nullable=False),
    Column("quad", Word, nullable=False),
    Column("score", Float),
    Column("by_report", Boolean, nullable=False),
    Column("seen_first", Word, nullable=False),
    Column("seen_last", Word, nullable=False),
    Column("begun_first", Word, nullable=False),
    Column("begun_last", Word, nullable=False),
    sqlite_with_rowid=False,
)

# Events that tell of a plan, once for each happening that holds them ("" where none does): see `kept_plans`. `told` is
# the last possible day of the report, `place` that in lists.
kept_plans = Table(
    "kept_plans",
    metadata,
    Column("event", Word, primary_key=True),
    Column("occurrence", Word, primary_key=True, index=True),
    Column("due", Word, nullable=False),
    Column("told", Word, nullable=False),
    Column("seen", Word, nullable=False),
    Column("place", Word, nullable=False),
    Column("targeted", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

OF_A_READING = (events, claims, mentions, failures)
"""Tables whose rows belong to a reading and leave the view together with it."""
