"""Parquet and packed JSON lines: many reports in one file."""

from __future__ import annotations

import datetime
import gzip
import json
import random
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.model import Failure, Report
from dragoman.sources.files import count_inputs, iter_reports


def read(path: Path) -> tuple[list[Report], list[Failure]]:
    items = list(iter_reports([str(path)]))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Failure)]


def table(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_columns_mean_what_they_mean_in_json_lines(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.parquet",
        id=["a1", None],
        text=["The envoy left.", "The envoy came back."],
        date=[datetime.date(2024, 5, 3), None],
        headline=["Envoy leaves", None],
        source=["Harbour Post", None],
        url=["https://a.example/1", None],
        lang=["en", None],
        fetched=[datetime.datetime(2024, 5, 3, 10, tzinfo=datetime.UTC), None],
        score=[1.5, 2.5],
    )
    (first, second), failures = read(path)
    assert not failures
    assert (first.path, first.published, first.title, first.outlet, first.url, first.language) == (
        *("a1", "2024-05-03", "Envoy leaves", "Harbour Post"),
        *("https://a.example/1", "en"),
    )
    assert first.fetched == "2024-05-03T10:00:00+00:00"
    assert (second.path, second.published) == (f"{path}:2", None)


def test_kinds_of_columns(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.pq",
        html=pa.array([b"<p>The envoy left.</p>"], pa.binary()),
        published=pa.array([1714730400000], pa.timestamp("ms", tz="UTC")),
        outlet=pa.array(["A"]).dictionary_encode(),
        id=pa.array([7]),
    )
    ((report,), failures) = read(path)
    assert not failures
    assert (report.format, report.content, report.path, report.outlet) == ("html", "<p>The envoy left.</p>", "7", "A")
    assert report.published == "2024-05-03T10:00:00+00:00"


def test_bad_rows_are_named_and_passed_over(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", text=["The envoy left.", None, "", "x" * 11_000_000, "He came back."])
    reports, failures = read(path)
    assert [r.path for r in reports] == [f"{path}:1", f"{path}:5"]
    assert [f.path for f in failures] == [f"{path}:{n}" for n in (2, 3, 4)]
    assert all(f.remedy for f in failures)


@pytest.mark.parametrize("raw", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"hello"])
def test_what_is_no_parquet(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(raw)
    reports, (failure,) = read(path)
    assert not reports
    assert failure.path.startswith(str(path))
    assert failure.remedy


def test_damage_in_the_middle_keeps_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [random.Random(n).randbytes(200).hex() for n in range(2000)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=200, compression="gzip")
    raw = bytearray(path.read_bytes())
    raw[len(raw) * 2 // 3 : len(raw) * 2 // 3 + 400] = b"\xff" * 400
    path.write_bytes(raw)
    reports, failures = read(path)
    assert 0 < len(reports) < 2000
    assert len(failures) == 1


def test_no_text_and_no_rows(tmp_path: Path) -> None:
    _, (failure,) = read(table(tmp_path / "a.parquet", body=["x"]))
    assert "no column text or html" in failure.reason
    _, (failure,) = read(table(tmp_path / "b.parquet", text=pa.array([], pa.string())))
    assert "no record" in failure.reason


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    writer = pq.ParquetWriter(path, pa.schema([("text", pa.string())]))
    for group in range(40):
        writer.write_table(pa.table({"text": [f"{group} {n} " + "The envoy left. " * 200 for n in range(200)]}))
    writer.close()
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    most = count = 0
    for _item in iter_reports([str(path)]):
        count += 1
        most = max(most, pa.total_allocated_bytes() - before)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 8000
    assert most < 10_000_000
    assert peak < 10_000_000, "26 MB of text were read"


def test_packed_lines(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": f"r{n}", "text": f"The envoy left {n}."}) + "\n" for n in range(500))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode()))
    reports, failures = read(tmp_path)
    assert (len(reports), failures) == (500, [])
    taken: list[int] = []
    list(iter_reports([str(path)], consumed=taken.append))
    assert sum(taken) <= count_inputs([str(path)]).bytes
    path.write_bytes(gzip.compress(lines.encode())[:-200])
    reports, (failure,) = read(path)
    assert 0 < len(reports) < 500
    assert "cut off" in failure.reason


def test_a_line_that_unpacks_to_gigabytes_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    bomb = b'{"text": "' + b"A" * 60_000_000 + b'"}\n{"text": "The envoy left."}\n'
    path.write_bytes(gzip.compress(bomb))
    reports, (failure,) = read(path)
    assert len(reports) == 1
    assert "more than" in failure.reason
