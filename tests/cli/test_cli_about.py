from __future__ import annotations

import json

from dragoman.cli import checks
from dragoman.settings import Settings


def test_status(run, ledger):
    found = json.loads(run("status", "--ledger", ledger, "--format", "json").stdout)
    assert found["counts"]["documents"] == 3
    assert found["counts"]["events"] == 5
    assert found["types"] == {"CONSULT": 2, "REJECT": 1, "REQUEST": 1, "SANCTION": 1}
    assert found["published"] == {"earliest": "2024-11-20", "latest": "2025-01-15"}
    assert "SANCTION 1" in run("status", "--ledger", ledger).stdout


def test_status_lists_what_could_not_be_read(run, ledger, tmp_path):
    for number in range(12):
        (tmp_path / f"broken{number:02}.txt").write_text(f"BREAK {number}", encoding="utf-8")
    run("read", *sorted(tmp_path.glob("broken*.txt")), "--ledger", ledger, code=65)
    short = run("status", "--ledger", ledger).stdout
    assert short.count("it is broken") == 10
    assert "and 2 more" in short
    assert run("status", "--failures", "--ledger", ledger).stdout.count("it is broken") == 12


def test_doctor_says_what_is_there(run, tmp_path):
    found = {check["name"]: check for check in json.loads(run("doctor", "--format", "json").stdout)["checks"]}
    assert found["model"]["state"] == "ok"
    assert found["sqlalchemy"]["state"] == "ok"
    assert found["ledger"]["remedy"] == "`dragoman read` makes it"


def test_doctor_fails_where_the_model_is_missing(run, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_MODEL", "no_such_model")
    result = run("doctor", code=69)
    assert "MISSING" in result.stdout
    assert "pip install no-such-model" in result.stderr


def test_a_broken_ledger_is_named(tmp_path):
    path = tmp_path / "no.db"
    path.write_bytes(b"this is no ledger" * 100)
    states = {check.name: check.state for check in checks.all_checks(Settings(ledger=str(path)))}
    assert states["ledger"] == checks.NEEDED
