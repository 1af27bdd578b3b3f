from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dragoman.query import flat

EVENT_KEYS = (
    *("id", "document", "path", "occurrence", "dossier", "embedded_in", "type", "mode", "contexts", "cameo", "quad"),
    *("score", "plover", "actors", "recipients", "matter", "place", "effective", "date", "status", "phase"),
    *("historical", "attribution", "reasons", "evidence", "confidence", "extractor"),
)


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_jsonl_is_the_form_of_the_contract(run, ledger):
    rows = lines(run("events", "--ledger", ledger, "--format", "jsonl").stdout)
    assert len(rows) == 5
    for row in rows:
        assert set(EVENT_KEYS) <= set(row)
        assert Path(row["path"]).name in {"a.txt", "b.txt", "c.txt"}
    assert rows[0]["type"] == "SANCTION"
    assert rows[0]["date"]["earliest"] == "2024-11-20"


def test_json_echoes_the_clocks(run, ledger):
    answer = json.loads(run("events", "--ledger", ledger, "--format", "json", "--known-by", "2024-12").stdout)
    assert list(answer) == ["as_of", "known_by", "events"]
    assert answer["known_by"] == "2024-12-31"
    assert len(answer["events"]) == 3


def test_a_sighting_more_is_a_line_more(run, ledger, tmp_path, story):
    copy = tmp_path / "copy.txt"
    copy.write_bytes((story / "a.txt").read_bytes())
    run("read", copy, "--ledger", ledger)
    rows = lines(run("events", "--ledger", ledger, "--format", "jsonl", "--type", "sanction").stdout)
    assert [Path(row["path"]).name for row in rows] == ["copy.txt", "a.txt"] or len({r["path"] for r in rows}) == 2
    assert len({row["id"] for row in rows}) == 1


def test_csv_has_all_columns(run, ledger):
    rows = list(csv.DictReader(io.StringIO(run("events", "--ledger", ledger, "--format", "csv").stdout)))
    assert len(rows) == 5
    assert list(rows[0]) == list(flat.EVENT)
    assert rows[0]["actors"] == "VNM"
    assert rows[0]["attribution"] == "officials there"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_no_cell_is_a_formula(start):
    assert flat.safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)".replace("\r", "\n")


def test_numbers_and_words_stay_as_they_are():
    assert flat.safe_cell(-1.0) == -1.0
    assert flat.safe_cell("a-b") == "a-b"
    assert flat.safe_cell("Vietnam\rsaid\r\nno") == "Vietnam\nsaid\nno"
    assert flat.safe_cell(None) is None


def test_a_formula_in_a_report_is_made_harmless(run, tmp_path):
    report = tmp_path / "bad.txt"
    report.write_text("=Evil met Vietnam on 2024-01-02.", encoding="utf-8")
    run("read", report, "--ledger", tmp_path / "x.db")
    row = next(csv.DictReader(io.StringIO(run("events", "--ledger", tmp_path / "x.db", "--format", "csv").stdout)))
    assert row["quote"].startswith("'=Evil")
    assert row["actor_names"] == "'=Evil"


@pytest.mark.parametrize("name", ["Chile", "CHL", "chilean", "chile"])
def test_names_codes_and_demonyms_are_accepted(run, ledger, name):
    rows = lines(run("events", "--ledger", ledger, "--format", "jsonl", "--actor", name).stdout)
    assert len(rows) == 4


def test_a_misspelt_actor_gets_suggestions(run, ledger):
    result = run("events", "--ledger", ledger, "--actor", "Vietnm", code=64)
    assert "Vietnam" in result.stderr
    assert "remedy" in result.stderr
    assert "Traceback" not in result.output


def test_with_asks_for_both(run, ledger):
    rows = lines(run("events", "--ledger", ledger, "--format", "jsonl", "--actor", "Japan", "--with", "China").stdout)
    assert [row["type"] for row in rows] == ["CONSULT"]
    assert (
        lines(run("events", "--ledger", ledger, "--format", "jsonl", "--actor", "Japan", "--with", "Chile").stdout)
        == []
    )
    run("events", "--ledger", ledger, "--with", "Chile", code=64)


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--type", "consult"), 2),
        (("--type", "CONSULT", "--type", "REQUEST"), 3),
        (("--status", "ongoing"), 1),
        (("--phase", "postpone"), 1),
        (("--from", "2024-12"), 2),
        (("--to", "2024-11"), 1),
        (("--min-confidence", "0.8"), 3),
        (("--limit", "2"), 2),
        (("--text", "Hanoi"), 1),
        (("--known-by", "2024-11-30"), 1),
        (("--as-of", "2024-11-30"), 3),
    ],
)
def test_filters(run, ledger, options, count):
    assert len(lines(run("events", "--ledger", ledger, "--format", "jsonl", *options).stdout)) == count


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--type", "SANCTON"), "SANCTION"),
        (("--status", "occured"), "occurred"),
        (("--phase", "postponed"), "postpone"),
        (("--from", "yesteryear"), "YYYY-MM-DD"),
        (("--from", "2025", "--to", "2024"), "swap"),
        (("--statsu", "x"), "--status"),
        (("--recorded-by", "noon"), "YYYY-MM-DD"),
        (("--recorded-by", "some day at noon"), "2024-05-26T08:00:00Z"),
    ],
)
def test_unclear_questions_say_what_may_be_meant(run, ledger, options, hint):
    result = run("events", "--ledger", ledger, *options, code=64)
    assert hint in result.stderr
    assert "Traceback" not in result.stderr


def test_a_misspelt_command_gets_suggestions(run):
    assert "events" in run("evnts", code=64).stderr


def test_no_ledger_is_one_clear_error(run, tmp_path):
    result = run("events", "--ledger", tmp_path / "none.db", code=74)
    assert "dragoman read" in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_timeline_groups_by_month(run, ledger):
    text = run("timeline", "vietnamese", "Chile", "--ledger", ledger).stdout
    assert text.index("November 2024") < text.index("December 2024") < text.index("no date")
    answer = json.loads(run("timeline", "Chile", "VNM", "--ledger", ledger, "--format", "json").stdout)
    assert answer["between"] == ["CHL", "VNM"]
    assert [month["month"] for month in answer["months"]] == ["2024-11", "2024-12", None]
    assert "total" not in answer, "all are there"


def test_a_timeline_comes_by_page_and_says_how_to_go_on(run, ledger):
    def ask(*words: str) -> dict[str, object]:
        return json.loads(run("timeline", "Chile", "VNM", "--ledger", ledger, "--format", "json", *words).stdout)

    every = [line["id"] for month in ask()["months"] for line in month["events"]]
    found: list[str] = []
    start: int | None = 0
    while start is not None:
        page = ask("--limit", "2", "--start", str(start))
        found += [line["id"] for month in page["months"] for line in month["events"]]
        assert page.get("total", len(every)) == len(every)
        start = page.get("next")
    assert found == every
    assert len(every) > 2
    done = run("timeline", "Chile", "VNM", "--ledger", ledger, "--limit", "2")
    assert f"events 1 to 2 of {len(every)}" in done.stderr + done.stdout
    assert "--start 2" in done.stderr + done.stdout


def test_actors(run, ledger):
    answer = json.loads(run("actors", "--ledger", ledger, "--format", "json").stdout)
    first = answer["actors"][0]
    assert {first["id"], answer["actors"][1]["id"]} == {"CHL", "VNM"}
    assert first["events"] == 4
    assert (first["as_actor"], first["as_recipient"]) == (2, 2)
    assert [row["id"] for row in lines(run("actors", "jap", "--ledger", ledger, "--format", "jsonl").stdout)] == ["JPN"]


def test_documents(run, ledger):
    rows = lines(run("documents", "--ledger", ledger, "--format", "jsonl").stdout)
    assert [row["published"]["earliest"] for row in rows] == ["2024-11-20", "2024-12-03", "2025-01-15"]
    assert rows[0]["title"] == "Ban"
    assert len(lines(run("documents", "talks", "--ledger", ledger, "--format", "jsonl").stdout)) == 1
    assert run("documents", "--undated", "--ledger", ledger, "--format", "jsonl").stdout == ""


def test_claims(run, ledger):
    rows = lines(run("claims", "--ledger", ledger, "--format", "jsonl", "--side", "Chilean").stdout)
    assert [row["stance"] for row in rows] == ["against"]
    assert lines(run("claims", "--ledger", ledger, "--format", "jsonl", "--stance", "for").stdout) == []


def test_a_table_shows_words_for_everything(run, ledger):
    text = run("events", "--ledger", ledger).stdout
    for word in ("WHEN", "SANCTION", "occurred", "begin", "Vietnam VNM", "[banned]", "officials there", "2024-11-20"):
        assert word in text
    assert "\x1b" not in text


def test_every_help_has_an_example(run):
    from dragoman.cli import COMMANDS

    for name in COMMANDS:
        text = run(name, "--help").stdout
        assert "Example" in text, name
        assert f"dragoman {name}" in text, name


def test_the_environment_names_the_ledger(run, ledger, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(ledger))
    assert len(lines(run("events", "--format", "jsonl").stdout)) == 5


def test_a_long_table_says_that_there_is_more(run, tmp_path):
    text = " ".join(f"Chile met Vietnam in hall {number} on 2024-12-02." for number in range(210))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    run("read", tmp_path / "long.txt", "--ledger", tmp_path / "x.db")
    short = run("events", "--ledger", tmp_path / "x.db")
    assert len(short.stdout.splitlines()) == 201
    assert "there are more" in short.stderr
    assert len(run("events", "--ledger", tmp_path / "x.db", "--limit", "205").stdout.splitlines()) == 206
    assert len(lines(run("events", "--ledger", tmp_path / "x.db", "--format", "jsonl").stdout)) == 210
