"""A ledger of an older schema is brought up to date; the steps and the tables agree."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from store_samples import T1, reading

from dragoman.errors import LedgerError, LedgerTooNew
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
