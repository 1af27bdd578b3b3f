"""WARC and WACZ files as crawlers leave them, and as people who mean harm make them."""

from __future__ import annotations

import gzip
import struct
import zipfile
from pathlib import Path

import pytest
from archive_samples import packed, record, three, wacz
from fastwarc.warc import WarcRecordType

from dragoman.model import Failure, Report
from dragoman.sources.common.pages import Page
from dragoman.sources.common.unpack import unchunked
from dragoman.sources.files import iter_reports
from dragoman.sources.warc import page_at, write_page


def read(path: Path) -> tuple[list[Report], list[Failure]]:
    items = list(iter_reports([str(path)]))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Failure)]


def put(path: Path, *parts: bytes) -> Path:
    path.write_bytes(b"".join(parts))
    return path


@pytest.mark.parametrize(("coding", "end"), [("gzip", ".warc.gz"), ("zstd", ".warc.zst"), ("plain", ".warc")])
def test_pages_with_address_and_instant(tmp_path: Path, coding: str, end: str) -> None:
    reports, failures = read(put(tmp_path / f"a{end}", *three(coding)))
    assert not failures
    assert [r.path for r in reports] == [f"https://news.example/{n}" for n in range(3)]
    assert [r.url for r in reports] == [r.path for r in reports]
    assert {r.fetched for r in reports} == {"2024-05-03T10:00:00+00:00"}
    assert {r.format for r in reports} == {"html"}
    assert reports[1].content.startswith("<p>The envoy left 1.</p>")


def test_archives_are_found_in_folders_and_on_their_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "day").mkdir()
    put(tmp_path / "day" / "a.warc.gz", *three())
    put(tmp_path / "unnamed", *three("plain"))
    reports, failures = read(tmp_path)
    assert len(reports) == 6
    assert not failures


def test_only_pages_that_were_answered_well(tmp_path: Path) -> None:
    reports, failures = read(
        put(
            tmp_path / "a.warc.gz",
            packed(record("https://news.example/gone", status=404)),
            packed(record("https://news.example/moved", status=302)),
            packed(record("https://news.example/picture", b"\x89PNG", kind="image/png")),
            packed(record("https://news.example/asked", record_type=WarcRecordType.request)),
            packed(record("https://news.example/text", b"The envoy left.", kind="text/plain")),
            packed(record("https://news.example/wet", b"The envoy left.", kind="text/plain",
                          record_type=WarcRecordType.conversion)),
        )
    )  # fmt: skip
    assert not failures
    assert [(r.path[-4:], r.format) for r in reports] == [("text", "text"), ("/wet", "text")]


@pytest.mark.parametrize(("coding", "end"), [("gzip", ".warc.gz"), ("zstd", ".warc.zst"), ("plain", ".warc")])
def test_a_cut_off_archive_gives_what_is_whole_and_names_the_place(tmp_path: Path, coding: str, end: str) -> None:
    parts = three(coding)
    path = put(tmp_path / f"a{end}", parts[0], parts[1], parts[2][: len(parts[2]) // 2])
    reports, (failure,) = read(path)
    assert [r.path for r in reports] == ["https://news.example/0", "https://news.example/1"]
    assert f"{path} at byte " in failure.path
    offset = int(failure.path.rsplit(" ", 1)[1])
    assert 0 < offset <= len(parts[0] + parts[1])
    assert failure.remedy


@pytest.mark.parametrize("cut", range(0, 300, 7))
def test_an_archive_cut_off_anywhere_raises_nothing(tmp_path: Path, cut: int) -> None:
    parts = three()
    whole = b"".join(parts)
    reports, failures = read(put(tmp_path / "a.warc.gz", whole[: len(whole) - cut]))
    assert len(reports) >= (3 if cut < 5 else 2 if cut < 200 else 1)
    # Between two records nothing is missing; how long one is packed depends on its id, which is new each time.
    assert len(failures) == (1 if cut else 0) or cut in (len(parts[2]), len(parts[1] + parts[2]))


def test_a_damaged_record_does_not_hide_those_behind_it(tmp_path: Path) -> None:
    first, second, third = three()
    harmed = second[:40] + bytes(b ^ 0xA5 for b in second[40:60]) + second[60:]
    path = put(tmp_path / "a.warc.gz", first, harmed, third)
    reports, failures = read(path)
    assert [r.path[-1] for r in reports] == ["0", "2"]
    assert [f.path for f in failures] == [f"{path} at byte {len(first)}"]


def test_a_run_that_was_killed_while_it_wrote(tmp_path: Path) -> None:
    """The next run appends to what was cut off."""
    first, second, third = three()
    reports, failures = read(put(tmp_path / "a.warc.gz", first, second[:50], third))
    assert [r.path[-1] for r in reports] == ["0", "2"]
    assert len(failures) == 1


def test_what_is_no_archive(tmp_path: Path) -> None:
    for raw in (b"hello " * 100, gzip.compress(b"0" * 10_000_000), gzip.compress(b"WARC/1.0\r\n" + b"A" * 10_000_000)):
        reports, failures = read(put(tmp_path / "a.warc.gz", raw))
        assert not reports
        assert len(failures) == 1
    _reports, (empty,) = read(put(tmp_path / "b.warc.gz", b""))
    assert empty.reason


def test_character_sets(tmp_path: Path) -> None:
    text = "<p>Der Gesandte – „früh“ – reiste ab.</p>"
    reports, failures = read(
        put(
            tmp_path / "a.warc.gz",
            packed(record("https://a.example/1", text.encode("cp1252"), kind="text/html; charset=windows-1252")),
            packed(record("https://a.example/2", b"<meta charset='cp1252'>" + text.encode("cp1252"), kind="text/html")),
            packed(record("https://a.example/3", text.encode("utf-16"), kind="text/html")),
        )
    )
    assert not failures
    assert all(text in report.content for report in reports)


@pytest.mark.parametrize("charset", ["undefined", "zlib", "rot13", "no-such", "a" * 300, "../x", "punycode", "idna"])
def test_character_sets_that_are_none(tmp_path: Path, charset: str) -> None:
    body = "<p>Zażółć gęślą jaźń, said the envoy.</p>" * 5
    for number, raw in enumerate(
        (body.encode("iso-8859-2"), f"<meta charset={charset}>".encode() + body.encode("cp1250"))
    ):
        path = put(
            tmp_path / f"{number}.warc.gz",
            packed(record("https://a.example/1", raw, kind=f"text/html; charset={charset}")),
        )
        reports, failures = read(path)
        assert len(reports) + len(failures) == 1


def test_codings_are_undone_and_false_ones_borne(tmp_path: Path) -> None:
    body = b"<p>The envoy left.</p>"
    chunked = b"5\r\n<p>Th\r\n11;x=y\r\ne envoy left.</p>\r\n0\r\n\r\n"
    reports, failures = read(
        put(
            tmp_path / "a.warc.gz",
            packed(record("https://a.example/1", gzip.compress(body), headers="Content-Encoding: gzip\r\n")),
            packed(record("https://a.example/2", chunked, headers="Transfer-Encoding: chunked\r\n")),
            packed(record("https://a.example/3", body, headers="Content-Encoding: gzip\r\n")),
            packed(
                record("https://a.example/4", body, headers="Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n")
            ),
        )
    )
    assert not failures
    assert [report.content for report in reports] == [body.decode()] * 4


def test_bombs_inside_are_named_and_passed_over(tmp_path: Path) -> None:
    bomb = gzip.compress(b"A" * 60_000_000)
    reports, failures = read(
        put(
            tmp_path / "a.warc.gz",
            packed(record("https://a.example/1", bomb, headers="Content-Encoding: gzip\r\n")),
            packed(record("https://a.example/2", b"A" * 30_000_000)),
            packed(record("https://a.example/3")),
        )
    )
    assert [r.path for r in reports] == ["https://a.example/3"]
    assert ["unpacks to more" in f.reason or "more than" in f.reason for f in failures] == [True, True]


def test_chunks_that_lie() -> None:
    assert unchunked(b"5\r\nhello\r\n0\r\n\r\n") == b"hello"
    assert unchunked(b"5\r\nhello\r\n6\r\n wo") == b"hello wo"
    assert unchunked(b"no chunks") == b"no chunks"
    assert unchunked(b"ffffffff\r\nshort") == b"short"


# ------------------------------------------------------------------ WACZ


def test_a_wacz_is_read_where_it_lies(tmp_path: Path) -> None:
    path = wacz(
        tmp_path / "a.wacz",
        {"archive/data.warc.gz": b"".join(three()), "datapackage.json": b"{}", "pages/pages.jsonl": b"{}"},
    )
    reports, failures = read(path)
    assert [r.path[-1] for r in reports] == ["0", "1", "2"]
    assert not failures
    assert list(tmp_path.iterdir()) == [path]


def test_a_wacz_with_a_cut_off_archive(tmp_path: Path) -> None:
    whole = b"".join(three())
    path = wacz(
        tmp_path / "a.wacz", {"archive/a.warc.gz": whole[:-60], "archive/b.warc.gz": three()[0], "archive/c.warc": b"?"}
    )
    reports, failures = read(path)
    assert len(reports) == 3
    assert [f.path.partition("#")[2].split()[0] for f in failures] == ["archive/a.warc.gz", "archive/c.warc"]


def test_paths_of_a_wacz_lead_nowhere(tmp_path: Path) -> None:
    one = three()[0]
    path = wacz(
        tmp_path / "a.wacz",
        {
            "archive/../../evil.warc.gz": one,
            "/archive/evil.warc.gz": one,
            "archive\\evil.warc.gz": one,
            "other.warc.gz": one,
        },
    )
    reports, (failure,) = read(path)
    assert not reports
    assert "no archive" in failure.reason
    assert sorted(p.name for p in tmp_path.parent.rglob("evil*")) == []


def test_a_zip_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", {"archive/a.warc": b"WARC/1.0\r\n" + b"0" * 50_000_000}, zipfile.ZIP_DEFLATED)
    reports, (failure,) = read(path)
    assert not reports
    assert "do harm" in failure.reason


def test_files_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": three()[0], "archive/b.warc.gz": three()[1]})
    raw = path.read_bytes()
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 1)
    path.write_bytes(raw[: second + 42] + struct.pack("<L", 0) + raw[second + 46 :])
    reports, (failure,) = read(path)
    assert not reports
    assert failure.reason


def test_a_wacz_that_is_no_zip(tmp_path: Path) -> None:
    _reports, (failure,) = read(put(tmp_path / "a.wacz", b"PK\x03\x04 but no more"))
    assert "not a whole WACZ" in failure.reason


# ------------------------------------------------------------------ writing


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    page = Page(
        "https://news.example/é?q=1",
        "<p>Les émissaires</p>".encode("latin-1"),
        "text/html",
        "latin-1",
        "2024-05-03T10:00:00+00:00",
        notes={"published": "Fri, 03 May 2024 09:00:00 GMT", "title": "Envoy – leaves", "outlet": "Harbour Post"},
    )
    headers = {"content-type": "text/html; charset=latin-1", "content-encoding": "gzip", "set-cookie": "secret=1"}
    first = write_page(tmp_path, page, headers)
    second = write_page(tmp_path, page, headers)
    assert first[0] == second[0] == tmp_path / "2024-05-03.warc.gz"
    assert (first[1], second[1] > 0) == (0, True)
    assert page_at(*second).body == page.body
    reports, failures = read(first[0])
    assert not failures
    (report, _again) = reports
    assert (report.title, report.outlet, report.published) == (
        "Envoy – leaves",
        "Harbour Post",
        page.notes["published"],
    )
    assert report.content == "<p>Les émissaires</p>"
    assert b"secret" not in gzip.decompress(first[0].read_bytes())


def test_no_header_can_be_smuggled_into_an_archive(tmp_path: Path) -> None:
    evil = "x\r\nWARC-Target-URI: https://evil.example/\r\n\r\n"
    page = Page(
        "https://a.example/" + evil, b"<p>x</p>", "text/html", None, "2024-05-03T10:00:00+00:00", notes={"title": evil}
    )
    path, offset = write_page(tmp_path, page, {"x-a": "1\r\n\r\n<p>other body</p>", "content-type": "text/html"})
    found = page_at(path, offset)
    assert found.body == b"<p>x</p>"
    assert found.url.startswith("https://a.example/")
    reports, _ = read(path)
    assert len(reports) == 1


def test_a_damaged_place_of_an_archive_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "a.warc.gz", *three())
    from dragoman.errors import InputError

    with pytest.raises((InputError, OSError)):
        page_at(path, 5)
