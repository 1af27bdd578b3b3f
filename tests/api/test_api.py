from __future__ import annotations

import builtins
import datetime
import doctest
import json
import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
import dragoman.api
from dragoman.errors import InputError, LedgerError, MissingPart, NotFound, UsageError


@pytest.fixture
def ledger(story):
    with dragoman.read(story) as made:
        yield made


def test_a_ledger_in_memory_is_gone_when_closed(story):
    made = dragoman.read([story])
    path = Path(made.settings.ledger)
    assert path.exists()
    made.close()
    made.close()
    assert not path.exists()


def test_read_and_open_a_file(story, tmp_path):
    with dragoman.read([story / "a.txt"], ledger=tmp_path / "x.db"):
        pass
    with dragoman.open(tmp_path / "x.db") as ledger:
        assert [row.event.type for row in ledger.events()] == ["SANCTION"]
        assert ledger.read(story).read == 1
        assert len(ledger.events()) == 2


def test_open_makes_nothing(tmp_path):
    with pytest.raises(LedgerError, match="no ledger"):
        dragoman.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_events_are_typed_rows_with_their_clocks(ledger):
    events = ledger.events(between=("Chile", "vietnamese"), known_by="2024-12", as_of=datetime.date(2024, 12, 31))
    assert (len(events), events.known_by, events.as_of) == (2, datetime.date(2024, 12, 31), datetime.date(2024, 12, 31))
    assert events[0].event.status is dragoman.model.Status.OCCURRED
    assert [row.event.type for row in events[1:]] == ["CONSULT"]
    assert next(iter(events)) == events[0]
    assert "2 events" in repr(events)


def test_filters(ledger):
    assert len(ledger.events("Chile", type="consult")) == 1
    assert len(ledger.events(["Chile", "Japan"], status=["occurred"], limit=1)) == 1
    assert len(ledger.events(known_by="2024-11-30")) == 1
    assert len(ledger.events(phase="begin")) == 1
    assert len(ledger.events(document=ledger.documents("Talks")[0].id)) == 1
    with pytest.raises(UsageError) as caught:
        ledger.events("Chilie")
    assert "Chile" in caught.value.remedy


def test_the_same_forms_as_the_command_line(ledger):
    events = ledger.events()
    assert [row["id"] for row in events.to_dicts()] == [row.event.id for row in events]
    answer = events.to_json()
    assert list(answer) == ["as_of", "known_by", "events"]
    json.dumps(answer)


def test_polars(ledger):
    frame = ledger.events().to_polars()
    assert frame["earliest"].to_list() == [datetime.date(2024, 11, 20), datetime.date(2024, 12, 2)]
    assert frame["confidence"].to_list() == [0.9, 0.9]
    empty = ledger.events("Japan").to_polars()
    assert empty.shape == (0, frame.shape[1])
    assert empty.schema == frame.schema
    for rows in (ledger.documents(), ledger.claims(), ledger.actors()):
        assert rows.to_polars().height == len(rows) > 0


def test_pandas(ledger):
    frame = ledger.events().to_pandas()
    assert frame["earliest"].dt.year.tolist() == [2024, 2024]
    assert list(ledger.events("Japan").to_pandas().columns) == list(frame.columns)
    for rows in (ledger.documents(), ledger.claims(), ledger.actors()):
        assert len(rows.to_pandas()) == len(rows) > 0


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_missing_library_says_how_to_get_it(ledger, monkeypatch, library):
    real = builtins.__import__

    def without(name, *args, **named):
        if name == library:
            raise ImportError(name)
        return real(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingPart, match=library) as caught:
        getattr(ledger.events(), f"to_{library}")()
    assert "pip install" in caught.value.remedy


def test_the_other_questions(ledger):
    assert [month.label for month in ledger.timeline("Chile", "Vietnam")] == ["2024-11", "2024-12"]
    assert [row.title for row in ledger.documents()] == ["Ban", "Talks"]
    assert [str(row.claim.stance) for row in ledger.claims(side="Chile")] == ["against"]
    assert {row.id for row in ledger.actors()} == {"CHL", "VNM"}
    event = ledger.events()[0].event
    shown = ledger.show(event.id)
    assert {"trigger", "actor", "date"} <= {mark.kind for mark in shown.evidence[0].marks}
    assert ledger.show("Chile").kind == "actor"
    assert ledger.status().counts["events"] == 2
    with pytest.raises(NotFound):
        ledger.show("ev_zzzz")


def test_nothing_to_read(tmp_path):
    with pytest.raises(InputError, match="no report could be read"):
        dragoman.read(tmp_path / "none.txt")
    with pytest.raises(UsageError):
        dragoman.read([])
    with pytest.raises(UsageError, match="no such setting"):
        dragoman.read(tmp_path, colour="red")


def test_public_names():
    assert dir(dragoman) == ["DragomanError", "Ledger", "Settings", "open", "read"]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        dragoman.nothing  # noqa: B018


def test_the_examples_of_the_docstrings_run(story, monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[2])
    found = doctest.testmod(dragoman.api)
    assert found.attempted >= 4
    assert found.failed == 0


def test_examples_that_need_a_ledger_run_too(ledger):
    """Every `ledger.…` example that is skipped above is run on a small ledger."""
    ran = 0
    for test in doctest.DocTestFinder().find(dragoman.api):
        for example in test.examples:
            if example.source.startswith(("ledger.", "[month")) and "close" not in example.source:
                eval(compile(example.source.strip(), test.name, "eval"), {"ledger": ledger, "dragoman": dragoman})
                ran += 1
    assert ran >= 2


def test_reading_in_several_processes_from_a_script(tmp_path, story):
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1] / 'cli')!r})\n"
        "import fake_reader, dragoman.run.local\n"
        "dragoman.run.local.make_pipeline = fake_reader.make\n"
        "import dragoman\n"
        "if __name__ == '__main__':\n"
        f"    with dragoman.read([{str(story)!r}], processes=2) as ledger:\n"
        "        print(len(ledger.events()))\n",
        encoding="utf-8",
    )
    found = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert found.stdout == "2\n"


def test_an_occurrence_and_a_dossier_show_all_their_reports(ledger):
    from dragoman.model import Occurrence
    from dragoman.protocols import DossierRecord, Links, Membership

    first, second = (row.event for row in ledger.events())
    happening = Occurrence("oc_aaaaaaaaaaaaaaaa", tuple(sorted((first.id, second.id))), ("same day",))
    matter = DossierRecord("ds_aaaaaaaaaaaaaaaa", "measure", {"title": "the ban"}, (Membership(happening.id),))
    now = datetime.datetime.now(datetime.UTC)
    ledger.store.save_links(Links((happening,), (matter,)), recorded_at=now)
    shown = ledger.show(happening.id)
    assert (shown.kind, len(shown.events), len(shown.evidence)) == ("occurrence", 2, 2)
    assert shown.body["why"] == ["same day"]
    dossier = ledger.show(matter.id)
    assert dossier.body["title"] == "the ban"
    assert {row.event.id for row in dossier.events} == {first.id, second.id}
    assert {row["occurrence"] for row in ledger.events().to_dicts()} == {happening.id}


def test_a_rejection_that_was_taken_back_no_longer_moves_a_state(ledger):
    ban = next(row.event for row in ledger.events() if row.event.type == "SANCTION")
    (matter,) = (one for one in ledger.dossiers() if ban.id in {row.event.id for row in one.events})

    def state() -> str:
        return next(one.folded.state for one in ledger.dossiers() if one.id == matter.id)

    before = state()
    wrong = ledger.decide(ban.id, "reject", who="anna")
    assert state() == "unknown" != before
    ledger.decide(wrong, "reject", who="ben")
    assert state() == before
    ledger.decide(ban.id, "accept", who="anna")
    ledger.decide(ban.id, "reject", who="anna")
    assert state() == "unknown"


def test_what_was_rejected_is_left_out_of_lists_unless_asked_for(ledger):
    from dragoman.query import Question, count_events, make_view

    def counted(**asked) -> int:
        return count_events(ledger.store, ledger.names, Question(**asked), make_view())

    rows = list(ledger.events())
    gone, first = rows[0].event.id, rows[1].event.id
    wrong = ledger.decide(gone, "reject", who="anna")
    kept = [row.event.id for row in rows[1:]]
    assert [row.event.id for row in ledger.events()] == kept
    assert [row.event.id for row in ledger.events(limit=1)] == [first]
    assert list(ledger.events(rejected=True)) == rows
    assert (counted(), counted(limit=1), counted(rejected=True)) == (len(kept), len(kept), len(rows))

    def in_months(**asked) -> set[str]:
        return {row.event.id for month in ledger.timeline("Chile", "Vietnam", **asked) for row in month.events}

    assert gone in in_months(rejected=True) and gone not in in_months()
    ledger.decide(wrong, "reject", who="anna")
    assert (list(ledger.events()), counted()) == (rows, len(rows))
