"""A ledger of an older schema is brought up to date; the steps and the tables agree."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine, inspect, select, text
from store_samples import T1, day, event, reading, with_events

from dragoman.errors import LedgerError, LedgerTooNew
from dragoman.model import Occurrence
from dragoman.protocols import DocumentFilter, DossierRecord, EventFilter, Links, Membership, Store, View
from dragoman.store import open_store, opening, schema

NEWEST = schema.CURRENT
STEP = """
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = "9001", "{before}", None, None

def upgrade():
    op.add_column("events", sa.Column("note", sa.Text(), nullable=True))
    op.execute("UPDATE events SET note = type")
    {then}
"""


def _engine(ledger: str):
    url = opening.address(ledger)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        opening._tune_sqlite(engine)
    return engine


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a thing of the database is to be compared: months of events and the index of words are not described."""
    return kind != "table" or not str(name).startswith(("events_", "text_"))


def _first(ledger: str) -> None:
    """A ledger as the first release made it: by its own migration, with a reading in it."""
    engine = _engine(ledger)
    opening.migrate(engine, opening.MIGRATIONS)
    engine.dispose()


def test_the_steps_make_the_tables_that_the_code_uses(ledger: str) -> None:
    _first(ledger)
    engine = _engine(ledger)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _ours})
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.CURRENT
    engine.dispose()


def test_a_new_ledger_is_what_the_steps_make(ledger: str) -> None:
    open_store(ledger).close()
    engine = _engine(ledger)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.CURRENT
    engine.dispose()


def _steps(tmp_path: Path, then: str) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(opening.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v9001_next.py").write_text(STEP.format(then=then, before=NEWEST), encoding="utf-8")
    return folder


def test_an_older_ledger_is_migrated_when_opened(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(ledger) as store:
        store.add([reading("a")], recorded_at=T1)
        before = list(store.dump())
    monkeypatch.setattr(schema, "CURRENT", "9001")
    monkeypatch.setattr(opening, "MIGRATIONS", _steps(tmp_path, "pass"))
    for _ in range(2):
        with open_store(ledger) as store:
            assert list(store.dump()) == before
    engine = _engine(ledger)
    with engine.connect() as connection:
        assert list(connection.scalars(text("SELECT note FROM events"))) == ["CONSULT", "CONSULT"]
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9001"
    engine.dispose()


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(ledger) as store:
        store.add([reading("a")], recorded_at=T1)
        before = list(store.dump())
    with monkeypatch.context() as patched:
        patched.setattr(schema, "CURRENT", "9001")
        patched.setattr(opening, "MIGRATIONS", _steps(tmp_path, 'op.execute("INSERT INTO nowhere VALUES (1)")'))
        with pytest.raises(LedgerError, match="nowhere"):
            open_store(ledger)
    engine = _engine(ledger)
    assert "note" not in {column["name"] for column in inspect(engine).get_columns("events")}
    engine.dispose()
    with open_store(ledger) as store:
        assert list(store.dump()) == before


def test_a_newer_ledger_is_refused_and_left_alone(ledger: str) -> None:
    open_store(ledger).close()
    engine = _engine(ledger)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    engine.dispose()
    with pytest.raises(LedgerTooNew) as caught:
        open_store(ledger)
    assert "0999" in caught.value.message
    assert caught.value.place in (ledger, opening.place_of(opening.address(ledger)))
    assert "upgrade" in caught.value.remedy


def test_asking_a_ledger_that_is_up_to_date_loads_no_alembic(tmp_path: Path) -> None:
    ledger = str(tmp_path / "ledger.db")
    open_store(ledger).close()
    code = (
        "import sys; from dragoman.store import open_store\n"
        f"with open_store({ledger!r}, read_only=True) as store: list(store.events())\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('alembic', 'psycopg', 'mako')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------ old ledgers


def _filled(ledger: str) -> list[object]:
    """Reports, a dossier and what is asked of them, in a ledger of today."""
    with open_store(ledger) as store:
        told = reading("a")
        plan = event(told.document.id, 70, when=day("2024-05-20"))
        store.add([told, with_events("b", plan, when=None), reading("c", "1951-02-03")], recorded_at=T1)
        first = told.events[0].id
        occurrences = (Occurrence("oc_a", (first,)), Occurrence("oc_b", (plan.id,)))
        members = (Membership("oc_a"), Membership("oc_b"))
        record = DossierRecord("ds_1", "measure", {"parties": ["CHN", "JPN"]}, members)
        store.save_links(Links(occurrences, (record,)), recorded_at=T1)
        return _asked(store)


def _asked(store: Store) -> list[object]:
    day_ = date(2024, 7, 1)
    return [
        list(store.dump()),
        [one.id for one in store.documents(DocumentFilter(words="report"))],
        list(store.dossiers_told()),
        list(store.dossiers_told(parties=[["CHN"]], kinds=["measure"])),
        store.dossiers_moved(View(as_of=day_, known_by=day_), View(as_of=date(2024, 8, 1), known_by=date(2024, 8, 1))),
        [row.event.id for row in store.events(EventFilter(actors=("JPN",), counterparts=("CHN",), limit=9))],
        store.unfiled(),
    ]


def test_a_ledger_of_the_second_schema_gets_all_that_came_since(ledger: str, tmp_path: Path) -> None:
    new = str(tmp_path / "new.db")
    before = _filled(new)
    assert all(before[:-1])
    engine, source = _engine(ledger), _engine(new)
    opening.migrate(engine, opening.MIGRATIONS, "0002")
    old = MetaData()
    with source.connect() as origin, engine.begin() as connection:
        old.reflect(connection)
        for table in old.sorted_tables:
            if table.name in schema.metadata.tables:
                columns = [column for column in schema.metadata.tables[table.name].c if column.name in table.c]
                rows = [dict(row) for row in origin.execute(select(*columns)).mappings()]
                connection.execute(table.delete())
                if rows:
                    connection.execute(table.insert(), rows)
        assert "event_pairs" not in old.tables
        assert "dossier_days" not in old.tables
    engine.dispose()
    source.dispose()
    with open_store(ledger) as store:
        assert _asked(store) == before


def test_a_step_runs_no_code_that_may_change() -> None:
    for step in sorted((opening.MIGRATIONS / "versions").glob("v*.py")):
        tree = ast.walk(ast.parse(step.read_text(encoding="utf-8")))
        modules = [one.module for one in tree if isinstance(one, ast.ImportFrom)]
        assert not [name for name in modules if str(name).startswith("dragoman")], step.name
