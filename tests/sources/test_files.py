"""Every form of input, and every bad input done for real."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from dragoman.model import Failure, PublishedBasis, Report
from dragoman.sources.common.limits import RECORD_LIMIT
from dragoman.sources.files import STAGE_SKIP, count_inputs, iter_reports


def read(*paths: object, **more: object) -> list[Report | Failure]:
    return list(iter_reports([str(path) for path in paths], **more))  # type: ignore[arg-type]


def one(*paths: object, **more: object) -> Report:
    (item,) = read(*paths, **more)
    assert isinstance(item, Report), item
    return item


def refused(*paths: object, **more: object) -> Failure:
    (item,) = read(*paths, **more)
    assert isinstance(item, Failure), item
    assert item.reason
    assert item.remedy
    return item


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def pdf(text: str) -> bytes:
    """A PDF of one page; `text` is its text layer."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


# ------------------------------------------------------------------ what can be read


def test_plain_text_keeps_its_newlines(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "The envoy left.\r\nShe came back.\r")
    report = one(path)
    assert (report.path, report.content, report.format) == (str(path), "The envoy left.\r\nShe came back.\r", "text")
    assert (report.published, report.title) == (None, None)


def test_front_matter_stays_in_the_content(tmp_path: Path) -> None:
    content = '---\npublished: 2021-05-04\ntitle: "A row: over fish"\noutlet: Gazette\nlanguage: en\n---\nHe left.\n'
    report = one(put(tmp_path / "a.md", content), published="2000-01-01", language="fr")
    assert report.content == content
    assert (report.published, report.published_basis) == ("2021-05-04", PublishedBasis.METADATA)
    assert (report.title, report.outlet, report.language) == ("A row: over fish", "Gazette", "en")


def test_published_and_language_fill_what_is_missing(tmp_path: Path) -> None:
    report = one(put(tmp_path / "a.txt", "The envoy left."), published="2021-05-04", language="en")
    assert (report.published, report.published_basis, report.language) == ("2021-05-04", PublishedBasis.USER, "en")


@pytest.mark.parametrize("name", ["a.html.meta.toml", "a.meta.toml", "a.html.json", "a.json"])
def test_sidecars(tmp_path: Path, name: str) -> None:
    toml = "published = 2021-05-04\ntitle = 'A row'\n"
    put(tmp_path / name, toml if name.endswith("toml") else '{"published": "2021-05-04", "title": "A row"}')
    put(tmp_path / "a.html", "<p>The envoy left.</p>")
    report = one(tmp_path)
    assert (report.format, report.published, report.title) == ("html", "2021-05-04", "A row")


def test_a_json_file_with_a_text_is_no_sidecar(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "The envoy left.")
    put(tmp_path / "a.json", '{"id": 7, "text": "She came back."}')
    assert [(r.path, r.content) for r in read(tmp_path) if isinstance(r, Report)] == [
        ("7", "She came back."),
        (str(tmp_path / "a.txt"), "The envoy left."),
    ]


def test_json_lines(tmp_path: Path) -> None:
    records = [
        {
            "id": "r1",
            "text": "One.",
            "published": "2021-05-04",
            "title": "T",
            "outlet": "O",
            "url": "http://u",
            "language": "en",
        },
        {"doc_id": "r1", "html": "<p>Two.</p>", "dct": "2021-05-05"},
        {"text": "Three."},
    ]
    path = put(tmp_path / "a.jsonl", "\n\n".join(json.dumps(record) for record in records))
    first, second, third = read(path)
    assert first == Report("r1", "One.", "text", "2021-05-04", PublishedBasis.METADATA, "T", "O", "http://u", "en")
    assert second == Report("r1", "<p>Two.</p>", "html", "2021-05-05")
    assert third == Report(f"{path}:5", "Three.")


@pytest.mark.parametrize(
    "content", ['[{"id": "a", "text": "One."}]', '{\n "id": "a",\n "text": "One."\n}', '{"id": "a", "text": "One."}\n']
)
def test_json_files(tmp_path: Path, content: str) -> None:
    assert one(put(tmp_path / "a.json", content)) == Report("a", "One.")


def test_json_file_of_json_lines(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", '{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n')
    assert [item.path for item in read(path)] == ["a", "b"]


def test_mail(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Envoy leaves – café"
    message["From"] = "Harbour Gazette <desk@gazette.example>"
    message["Date"] = "Tue, 04 May 2021 10:15:00 +0900"
    message.set_content("The envoy left the café.\n", charset="iso-8859-1")
    message.add_alternative("<p>Other words.</p>", subtype="html")
    message.add_attachment(b"\0\1", maintype="application", subtype="octet-stream", filename="x.bin")
    report = one(put(tmp_path / "a.eml", message.as_bytes()))
    assert (report.content, report.format) == ("The envoy left the café.\n", "text")
    assert (report.title, report.outlet) == ("Envoy leaves – café", "Harbour Gazette")
    assert (report.published, report.published_basis) == ("2021-05-04T10:15:00+09:00", PublishedBasis.METADATA)


def test_mail_with_a_page_only(tmp_path: Path) -> None:
    raw = b"Subject: A row\nDate: no day\nContent-Type: text/html; charset=utf-8\n\n<p>The envoy left.</p>\n"
    report = one(put(tmp_path / "a.eml", raw))
    assert (report.format, report.content.strip(), report.published) == ("html", "<p>The envoy left.</p>", "no day")


def test_pdf(tmp_path: Path) -> None:
    report = one(put(tmp_path / "a.pdf", pdf("The envoy left.")))
    assert (report.format, report.content.strip()) == ("text", "The envoy left.")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.txt", "Café “said”".encode("utf-8-sig")),
        ("a.txt", "Café “said”".encode("utf-16")),
        ("a.html", b'<meta charset="windows-1252">' + "Café “said”".encode("cp1252")),
        ("a.txt", ("Le café “said” déjà été où naïve Café. " * 30).encode("cp1252")),
    ],
)
def test_encodings(tmp_path: Path, name: str, raw: bytes) -> None:
    assert "Café “said”" in one(put(tmp_path / name, raw)).content.replace("café “said”", "Café “said”")


@pytest.mark.parametrize(
    ("raw", "form", "path"),
    [
        (b"The envoy left.", "text", "-"),
        (b" <!DOCTYPE html><p>The envoy left.</p>", "html", "-"),
        (b'{"id": "a", "text": "One."}', "text", "a"),
        (b'{"text": "One."}\n', "text", "-:1"),
        (pdf("The envoy left."), "text", "-"),
    ],
)
def test_standard_input(raw: bytes, form: str, path: str) -> None:
    report = one("-", stdin=io.BytesIO(raw))
    assert (report.format, report.path) == (form, path)


def test_standard_input_of_the_process() -> None:
    code = "from dragoman.sources.files import iter_reports\nfor r in iter_reports(['-']): print(r.path, flush=True)"
    lines = "".join(json.dumps({"id": f"r{n}", "text": "x" * 9000}) + "\n" for n in range(5))
    done = subprocess.run([sys.executable, "-c", code], input=lines, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["r0", "r1", "r2", "r3", "r4"]


def test_folders_and_patterns_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    for name in ("in/c.txt", "in/b/z.txt", "in/a.txt", "in/noending", "in/.hidden.txt"):
        put(tmp_path / name, "The envoy left.")
    put(tmp_path / "in" / "d.png", b"\x89PNG\0")
    put(tmp_path / "in" / "README.md", "What these are.")
    monkeypatch.chdir(tmp_path)
    items = read("./in")
    assert items.pop(0).path == "./in/README.md"
    assert isinstance(one("in/README.md"), Report)
    assert [item.path for item in items] == ["./in/a.txt", "./in/b/z.txt", "./in/c.txt", "./in/d.png", "./in/noending"]
    assert [item.stage for item in items if isinstance(item, Failure)] == [STAGE_SKIP]
    assert [item.path for item in read("in/*.txt")] == ["in/a.txt", "in/c.txt"]
    assert [item.path for item in read("in/**/*.txt")] == ["in/a.txt", "in/b/z.txt", "in/c.txt"]
    assert refused("in/*.nothing").path == "in/*.nothing"


def test_progress_adds_up(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "The envoy left.")
    put(tmp_path / "b.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    put(tmp_path / "c.html", "<p>Three.</p>")
    size = count_inputs([str(tmp_path)])
    told: list[int] = []
    read(tmp_path, consumed=told.append)
    assert (size.files, size.bytes, size.exact) == (3, sum(told), True)
    assert not count_inputs(["-"]).exact


def test_nothing_heavy_is_loaded_for_plain_text(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "One."}')
    code = f"""
        import sys
        from dragoman.sources.files import iter_reports
        assert len(list(iter_reports([{str(path)!r}]))) == 1
        print(sorted({{"pypdf", "trafilatura", "charset_normalizer", "lxml", "spacy"}} & set(sys.modules)))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------ what cannot


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.json", b"[]", "empty"),
        ("a.txt", b"\x7fELF\0\0\1\2" * 100, "binary"),
        ("a.html", bytes(range(256)) * 10, "binary"),
        ("a.txt", b"\xff\xfe\x00\xd8", "utf-16"),
        ("a.pdf", b"%PDF-1.4\nbroken", "broken PDF"),
        ("a.pdf", b"not a PDF", "broken PDF"),
        ("a.pdf", pdf(""), "without a text layer"),
        ("a.eml", b"\n\nno headers", "no headers"),
        ("a.eml", b"Subject: x\n\n", "without a text"),
        ("a.json", b"{", "not valid JSON"),
        ("a.json", b"3", "not a record but a number"),
        ("a.json", b"[" * 200_000, "not JSON that can be read"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    path = put(tmp_path / name, raw)
    failure = refused(path)
    assert reason in failure.reason
    assert failure.path.startswith(str(path))
    assert failure.stage == "read"


def test_pdf_without_text_says_what_to_do(tmp_path: Path) -> None:
    assert "OCR" in refused(put(tmp_path / "a.pdf", pdf(""))).remedy


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "x"', "not valid JSON"),
        ('"words"', "not a record but a string"),
        ("[1]", "not a record but an array"),
        ('{"title": "x"}', "neither text nor html"),
        ('{"text": 5}', "text is not a string but a number"),
        ('{"html": ["x"]}', "html is not a string but an array"),
        ('{"text": " "}', "text is empty"),
        ("\x01\x02\x00", "binary"),
    ],
)
def test_bad_records_name_their_line_and_stop_nothing(tmp_path: Path, line: str, reason: str) -> None:
    path = put(tmp_path / "a.jsonl", f'{{"id": "a", "text": "One."}}\n{line}\n{{"id": "b", "text": "Two."}}\n')
    before, failure, after = read(path)
    assert (before.path, after.path) == ("a", "b")
    assert isinstance(failure, Failure)
    assert failure.path == f"{path}:2"
    assert reason in failure.reason


def test_lone_surrogates_and_nul_are_replaced_one_for_one(tmp_path: Path) -> None:
    report = one(put(tmp_path / "a.jsonl", '{"text": "a\\ud800b\\u0000c"}'))
    assert report.content == "a\ufffdb\ufffdc"


def test_a_line_of_50_mb_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "a", "text": "One."}\n{"text": "')
        for _ in range(52):
            file.write(b"x" * 1024 * 1024)
        file.write(b'"}\n{"id": "b", "text": "Two."}\n')
    code = f"""
        import resource, sys
        from dragoman.sources.files import iter_reports
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for item in iter_reports([{str(path)!r}]):
            print(item.path)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, file=sys.stderr)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["a", f"{path}:2", "b"]
    assert int(done.stderr) * 1024 < 3 * RECORD_LIMIT


def test_a_text_beyond_the_limit(tmp_path: Path) -> None:
    assert "larger than 10 MB" in refused(put(tmp_path / "a.txt", b"x" * (RECORD_LIMIT + 1))).reason


def test_missing_and_broken_links(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.txt").reason
    (tmp_path / "link.txt").symlink_to(tmp_path / "none.txt")
    assert "not there" in refused(tmp_path).reason
    (tmp_path / "link.txt").unlink()
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert "back to itself" in refused(tmp_path).reason


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "The envoy left.")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    report, failure = read(tmp_path)
    assert isinstance(report, Report)
    assert isinstance(failure, Failure)
    assert "back to a folder" in failure.reason


def test_pipes_sockets_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "a pipe" in refused(tmp_path).reason
    assert "a pipe" in refused(tmp_path / "a.txt").reason
    assert "a device" in refused("/dev/zero").reason


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may have no more than about 100 characters
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s")
        assert "a socket" in refused("s").reason


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "in"
    folder.mkdir()
    put(folder / "a.txt", "The envoy left.").chmod(0)
    (folder / "b").mkdir(mode=0)
    put(folder / "c.txt", "She came back.")
    for place in (tmp_path, *tmp_path.parents):
        if place.name.startswith(("pytest-", "popen-", "test_")):  # the folders that pytest made for us alone
            place.chmod(place.stat().st_mode | 0o055)
    yield folder
    (folder / "b").chmod(0o700)


def test_no_permission_harms_nothing_else(locked: Path) -> None:
    code = f"""
        import os
        from dragoman.sources.files import iter_reports
        if os.getuid() == 0:
            import dragoman.sources.common.decode
            os.setgid(65534), os.setuid(65534)
        for item in iter_reports([{str(locked)!r}]):
            print(os.path.basename(item.path), getattr(item, "reason", "read"), sep="|")
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["a.txt|no permission to read it", "b|no permission to read it", "c.txt|read"]


def test_a_broken_sidecar_is_named(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "The envoy left.")
    sidecar = put(tmp_path / "a.meta.toml", "published = ")
    failure = refused(tmp_path)
    assert failure.path == str(sidecar)
    assert "not valid TOML" in failure.reason


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("---\na: b\n---\nx", 13),
        ("\n---\r\na-b : c\r\n---\r\nx", 20),
        ("---\nno colon\n---\n", 0),
        ("--- \na:\n---", 11),
        ("x\n---\na: b\n---\n", 0),
        ("Title: A row over fish\nDate: 4 May 2021\n\nHe left.", 41),
        ("SOURCE: Gazette\nByline: A. Writer\n\nHe left.", 0),  # nothing of title or day: any text may begin so
        ("Date: 4 May 2021\n\nHe left.", 0),
        ("Title: A row\nDate: 4 May 2021\nHe left.", 0),
    ],
)
def test_where_the_head_of_a_text_ends(text: str, head: int) -> None:
    from dragoman.model.heads import head_of

    assert head_of(text)[1] == head


def test_the_head_that_a_news_database_writes(tmp_path: Path) -> None:
    content = (
        "Headline: A row: over fish\nPublication: Gazette\nPublication date: May 4, 2021\nByline: A. Writer\n"
        "Language: English\n\nHe left.\n"
    )
    report = one(put(tmp_path / "a.txt", content))
    assert (report.title, report.outlet, report.published) == ("A row: over fish", "Gazette", "May 4, 2021")
    assert report.language is None
