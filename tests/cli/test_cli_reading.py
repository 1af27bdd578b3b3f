from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("driver.py")


def dump(ledger: Path) -> list[str]:
    from dragoman.store.sql import open_store

    with open_store(str(ledger), create=False) as store:
        return list(store.dump())


def write_many(folder: Path, count: int, extra: str = "") -> None:
    folder.mkdir()
    for number in range(count):
        text = f"Chile met Vietnam in hall {number} on 2024-12-02. {extra}\n"
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def start(*args: object, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(DRIVER), *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,  # type: ignore[arg-type]
    )


def finish(*args: object, **options: object) -> tuple[int, str, str]:
    process = start(*args, **options)
    out, err = process.communicate(timeout=200)
    return process.returncode, out, err


def test_a_second_run_reads_nothing_again(run, ledger, story):
    done = json.loads(run("read", story, "--ledger", ledger, "--format", "json").stdout)
    assert (done["read"], done["known"], done["failed"]) == (0, 3, 0)


def test_one_bad_report_stops_nothing(run, tmp_path, story):
    (story / "broken.txt").write_text("BREAK", encoding="utf-8")
    (story / "empty.txt").write_text("", encoding="utf-8")
    (story / "binary.txt").write_bytes(bytes(range(256)) * 20)
    result = run("read", story, tmp_path / "missing.txt", "--ledger", tmp_path / "x.db")
    assert "3 reports" in result.stdout
    for word in ("broken.txt", "it is broken", "mend it", "binary.txt", "missing.txt"):
        assert word in result.stdout
    assert "Traceback" not in result.output


def test_nothing_readable_is_an_error(run, tmp_path):
    (tmp_path / "broken.txt").write_text("BREAK", encoding="utf-8")
    result = run("read", tmp_path / "broken.txt", "--ledger", tmp_path / "x.db", code=65)
    assert "broken.txt" in result.stderr
    folder = tmp_path / "nothing"
    folder.mkdir()
    run("read", folder, "--ledger", tmp_path / "x.db", code=65)
    run("read", tmp_path / "none.txt", "--ledger", tmp_path / "x.db", code=65)
    run("read", code=64)
    run("read", folder, "--published", "last week", code=64)


def test_published_fills_what_a_report_does_not_say(run, tmp_path):
    (tmp_path / "r.txt").write_text("Chile met Vietnam.", encoding="utf-8")
    run("read", tmp_path / "r.txt", "--published", "2024-05-01", "--ledger", tmp_path / "x.db")
    row = json.loads(run("documents", "--ledger", tmp_path / "x.db", "--format", "jsonl").stdout)
    assert row["published"]["earliest"] == "2024-05-01"
    assert row["published"]["basis"] == "user"


def test_standard_input_and_records(tmp_path):
    record = json.dumps({"id": "r7", "text": "Chile met Vietnam on 2024-12-02.", "published": "2024-12-03"})
    process = start("read", "-", "--ledger", tmp_path / "x.db", stdin=subprocess.PIPE)
    process.communicate(record + "\n", timeout=200)
    assert process.returncode == 0
    code, out, _ = finish("events", "--ledger", tmp_path / "x.db", "--format", "jsonl")
    assert code == 0
    assert json.loads(out)["path"] == "r7"


def test_order_and_processes_change_no_byte(run, tmp_path):
    folder = tmp_path / "many"
    write_many(folder, 90)
    (folder / "copy.txt").write_bytes((folder / "0003.txt").read_bytes())
    files = sorted(folder.iterdir())
    dumps = []
    for number, (paths, processes) in enumerate([(files, 1), (files[::-1], 1), (files, 2), (files[::-1], 3)]):
        ledger = tmp_path / f"{number}.db"
        if processes == 1:
            run("read", *paths, "--ledger", ledger)
        else:
            code, _, err = finish("read", *paths, "--ledger", ledger, "--processes", processes)
            assert code == 0, err
        dumps.append(dump(ledger))
    assert len(dumps[0]) > 90
    assert all(one == dumps[0] for one in dumps[1:])


@pytest.mark.parametrize("processes", [1, 2])
def test_a_killed_run_is_resumed(run, tmp_path, processes, monkeypatch):
    folder = tmp_path / "many"
    write_many(folder, 200, "SLOW")
    ledger, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    process = start("read", folder, "--ledger", ledger, "--processes", processes, start_new_session=True)
    deadline = time.monotonic() + 200
    while time.monotonic() < deadline and not (ledger.exists() and _documents(ledger)):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = _documents(ledger)
    assert 0 < kept < 200
    monkeypatch.setenv("SLOW", "0")  # nobody kills the next ones
    code, out, err = finish("read", folder, "--ledger", ledger, "--processes", processes, "--format", "json")
    assert code == 0, err
    done = json.loads(out)
    assert (done["known"], done["read"]) == (kept, 200 - kept)
    run("read", folder, "--ledger", whole)
    assert dump(ledger) == dump(whole)


def _documents(ledger: Path) -> int:
    from dragoman.errors import DragomanError
    from dragoman.store.sql import open_store

    try:
        with open_store(str(ledger), create=False, read_only=True) as store:
            return store.counts()["documents"]
    except DragomanError:
        return 0


def test_a_worker_that_dies_takes_one_report_with_it(tmp_path):
    folder = tmp_path / "many"
    write_many(folder, 50)
    (folder / "0020.txt").write_text("KILL", encoding="utf-8")
    code, out, err = finish("read", folder, "--ledger", tmp_path / "x.db", "--processes", 2, "--format", "json")
    assert code == 0
    done = json.loads(out)
    assert (done["read"], done["failed"]) == (49, 1)
    assert done["failures"][0]["path"].endswith("0020.txt")
    assert "SIGKILL" in done["failures"][0]["reason"]
    assert "dragoman-reader-" in err


@pytest.mark.parametrize("processes", [1, 2])
def test_ctrl_c_ends_cleanly(tmp_path, processes):
    folder = tmp_path / "many"
    write_many(folder, 400, "SLOW")
    ledger = tmp_path / "x.db"
    process = start("read", folder, "--ledger", ledger, "--processes", processes, start_new_session=True)
    deadline = time.monotonic() + 200
    while time.monotonic() < deadline and not (ledger.exists() and _documents(ledger)):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted" in err
    assert "Traceback" not in err
    assert 0 < _documents(ledger) < 400


def test_a_missing_model_is_one_clear_error(tmp_path, story):
    environment = {**os.environ, "DRAGOMAN_MODEL": "no_such_model", "DRAGOMAN_LEDGER": str(tmp_path / "x.db")}
    for processes in ("1", "2"):
        found = subprocess.run(
            [sys.executable, "-m", "dragoman", "read", str(story), "--processes", processes],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        assert found.returncode == 69
        assert "no_such_model" in found.stderr
        assert "Traceback" not in found.stderr
