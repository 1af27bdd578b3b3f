"""A ledger moves between SQLite and PostgreSQL, whole or not at all, and what arrives is what was sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from commands import told_by
from dragoman.errors import LedgerError, NotFound, UsageError
from dragoman.model import Judgement
from dragoman.store import moving, open_store, opening
from dragoman.store.moving import move_ledger

STORY = Path(__file__).resolve().parents[2] / "examples" / "story"
ODD = "odd \x00 name \ud800 'quoted'\t\\N"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of the example story, with a decision in it and one report read twice."""
    ledger = str(tmp_path_factory.mktemp("moving") / "story.db")
    told_by("read", STORY, "--ledger", ledger)
    told_by("read", STORY, "--ledger", ledger, "--published", "2020-02-02")
    with open_store(ledger) as store:
        first = next(iter(store.events())).event.id
        store.add_judgement(Judgement("ju_1", first, "note", {"text": ODD}, "somebody", "2026-01-01T00:00:00+00:00"))
    return ledger


def whole(ledger: str) -> list[str]:
    with open_store(ledger, create=False) as store:
        return [*store.dump(), *(repr(one) for one in store.judgements())]


def test_there_and_back(read: str, postgres: str, tmp_path: Path) -> None:
    back = str(tmp_path / "back.db")
    there = move_ledger(read, postgres)
    again = json.loads(told_by("migrate", postgres, back, "--format", "json"))["tables"]
    assert [(one.table, one.rows, one.checksum) for one in there] == [
        (one["table"], one["rows"], one["checksum"]) for one in again
    ]
    assert whole(back) == whole(postgres) == whole(read)
    counted = {one.table: one.rows for one in there}
    assert counted["events"] > 80
    assert counted["judgements"] == 1
    for ledger in (postgres, back):  # and it goes on where the first stopped
        told = json.loads(told_by("read", STORY, "--ledger", ledger, "--format", "json"))
        assert (told["read"], told["known"]) == (0, 11)


def test_a_target_that_holds_something_is_left_alone(read: str, tmp_path: Path) -> None:
    target = str(tmp_path / "full.db")
    move_ledger(read, target)
    before = whole(target)
    with pytest.raises(LedgerError, match="holds reports already"):
        move_ledger(read, target)
    assert whole(target) == before
    with pytest.raises(UsageError, match="onto itself"):
        move_ledger(read, read)
    with pytest.raises(LedgerError, match="no ledger here"):
        move_ledger(str(tmp_path / "nothing.db"), str(tmp_path / "other.db"))
    assert not (tmp_path / "other.db").exists()


def test_what_does_not_arrive_as_sent_is_not_kept(read: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = moving.insert_rows

    def losing(connection: object, table: object, rows: list[dict[str, object]]) -> None:
        name = getattr(table, "name", "")
        real(connection, table, rows[:-1] if name == "mentions" else rows)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "insert_rows", losing)
    target = str(tmp_path / "half.db")
    with pytest.raises(LedgerError, match="mentions did not arrive"):
        move_ledger(read, target)
    with open_store(target, create=False) as store:
        assert store.counts()["documents"] == 0
        with pytest.raises(NotFound):
            store.event("ev_")


def test_copy_takes_what_insert_takes(postgres: str) -> None:
    """Rows go in by COPY where they are many: odd characters must not be read as its own signs."""
    with open_store(postgres):
        engine = opening.open_engine(opening.address(postgres), create=False, read_only=False)
    rows = [{"key": f"{i} \\N \t \n ü '", "value": "\\."} for i in range(50)]
    with opening.begin_writing(engine) as connection, connection.begin():
        moving.insert_rows(connection, moving.schema.meta, rows)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT key, value FROM meta WHERE value = '\\.'")).all()
    engine.dispose()
    assert sorted(key for key, _value in found) == sorted(row["key"] for row in rows)
