"""Web archives (WARC): the pages in them, and pages into them. The one door to FastWARC.

The format is ISO 28500. Archives are met as crawlers leave them: cut off in the middle of a record, damaged, or made to
do harm. What is whole before and after a damaged place is given; the place is named by its offset.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from fastwarc.stream_io import BrotliReader, GzipWriter, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dragoman.errors import InputError
from dragoman.sources.common.limits import CHUNK, RECORD_LIMIT, megabytes
from dragoman.sources.common.pages import READABLE, Page
from dragoman.sources.common.unpack import unchunked, unpacked

KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
NOTE = "X-Dragoman-"
"""Begins the fields of a record that keep what a feed said of the page; other readers leave them alone."""
_HEADER_LIMIT = 64 * 1024
_RESTARTS = 200
"""Damaged places of one file after which the rest of it is given up."""
_MAGIC = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/1.")
_UNFIT = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that cannot be had, or not whole."""

    offset: int
    reason: str
    url: str | None = None


def pages(file: IO[bytes], *, restarts: int = _RESTARTS) -> Iterator[Page | Damage]:
    """The HTML and text pages of an archive that were answered with status 200, and the damaged places.

    `file` can seek; plain, gzip and zstd are told apart by their first bytes. Memory is bounded by the largest record,
    of which no more than 10 MB is taken. Raises InputError where `file` is no archive at all.
    """
    head = file.read(max(map(len, _MAGIC)))
    magic = next((each for each in _MAGIC if head.startswith(each)), None)
    if magic is None:
        raise InputError("not a web archive", remedy="give a WARC file, plain or packed with gzip or zstd")
    start: int | None = 0
    told = False  # one damaged place is told once, however often a false start is met behind it
    for _attempt in range(restarts):
        last, good = start or 0, False
        try:
            for record in _records(file, last, magic):
                last = (start or 0) + record.stream_pos
                found = _page(record, last)
                good = not isinstance(found, Damage)
                told = told and not good
                if found is not None:
                    yield found
        except OSError as error:
            start = _next(file, last + 1, magic)
            if not told:
                yield Damage(start if good and start is not None else last, str(error))
            told = True
        else:
            if good and magic == _MAGIC[0] and _is_cut(file, last):
                yield Damage(last, "cut off: the last record is not whole")
            return
        if start is None:
            return
    yield Damage(last, f"damaged in {restarts} places; the rest is left")


def _is_cut(file: IO[bytes], start: int) -> bool:
    """Whether the gzip members from `start` on end in the middle of one: FastWARC does not tell."""
    file.seek(start)
    machine, data = zlib.decompressobj(31), b""
    while data := machine.unconsumed_tail or data or file.read(CHUNK):
        try:
            machine.decompress(data, CHUNK)
        except zlib.error:
            return True
        data = b""
        if machine.eof:
            data = machine.unused_data or file.read(CHUNK)
            if not data:
                return False
            machine = zlib.decompressobj(31)
    return True


def _records(file: IO[bytes], start: int, magic: bytes) -> ArchiveIterator:
    file.seek(start)
    detect = not magic.startswith(b"WARC")
    return ArchiveIterator(
        _From(file),
        record_types=KINDS,
        parse_http=False,
        max_header_len=_HEADER_LIMIT,
        stream_detect=detect,
        fsspec_args=False,
    )


class _From:
    """A file as it goes on from where it stands: FastWARC counts its offsets from here."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._start = file.tell()

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def tell(self) -> int:
        return self._file.tell() - self._start

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset + (self._start if whence == 0 else 0), whence) - self._start

    def close(self) -> None:
        """The file belongs to the caller."""


def _next(file: IO[bytes], start: int, magic: bytes) -> int | None:
    """Where the next record may begin."""
    file.seek(start)
    kept, base = b"", start
    while data := file.read(CHUNK):
        window = kept + data
        found = window.find(magic)
        if found >= 0:
            return base + found
        kept = window[-len(magic) :]
        base += len(window) - len(kept)
    return None


def _page(record: WarcRecord, offset: int) -> Page | Damage | None:
    """The page of a record; `None` where it holds none that can be a report."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if not url:
        return Damage(offset, "a record that is cut off, or without an address")
    http = record.record_type == WarcRecordType.response
    if http:
        try:
            record.parse_http(max_header_len=_HEADER_LIMIT, quirks_mode=True)
        except (OSError, ValueError) as error:
            return Damage(offset, f"its HTTP header cannot be read: {error}", url)
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
    kind = (record.http_content_type if http else record.headers.get("Content-Type")) or ""
    form = kind.partition(";")[0].strip().lower()
    if form not in READABLE:
        return None
    length = record.content_length
    if length > RECORD_LIMIT:
        return Damage(offset, f"a page of more than {megabytes(RECORD_LIMIT)}", url)
    try:
        body = record.reader.read(RECORD_LIMIT + 1)
        if len(body) < length:
            return Damage(offset, f"cut off: {len(body):,} of {length:,} bytes are there", url)
        body = _plain(record, body, url) if http else body
    except InputError as error:
        return Damage(offset, error.message, url)
    return Page(url, body, form, record.http_charset if http else None, _date(record), offset, _notes(record))


def _plain(record: WarcRecord, body: bytes, url: str) -> bytes:
    """The body without its codings. Many crawlers unpack the body and leave the header: then it is taken as it is."""
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = unchunked(body)
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b"):
        return body
    if coding in ("br", "zstd"):
        packed = (BrotliReader if coding == "br" else ZstdReader)(io.BytesIO(body))
        try:
            found = packed.read(RECORD_LIMIT + 1)
        except OSError:
            return body
        if len(found) > RECORD_LIMIT:
            raise InputError(f"unpacks to more than {megabytes(RECORD_LIMIT)}")
        return found or body
    return unpacked(body, coding, url)


def _date(record: WarcRecord) -> str | None:
    try:
        given = record.headers.get("WARC-Date")
        return datetime.fromisoformat(given).astimezone(UTC).isoformat(timespec="seconds") if given else None
    except ValueError:
        return None


def _notes(record: WarcRecord) -> dict[str, str]:
    start = NOTE.lower()
    return {name.lower().removeprefix(start): value for name, value in record.headers if name.lower().startswith(start)}


def write_page(folder: Path, page: Page, headers: Mapping[str, str]) -> tuple[Path, int]:
    """Append a page to the archive of its day in `folder`; the file, and the offset of the record.

    `headers` are those of the answer; what a body that is kept unpacked makes untrue is left out. Control characters
    cannot leave a field: they become spaces. Raises OSError where the disk refuses.
    """
    day = (page.fetched or "undated")[:10]
    path = folder / f"{day}.warc.gz"
    folder.mkdir(parents=True, exist_ok=True)
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.headers["WARC-Target-URI"] = _line(page.url)
    record.headers["Content-Type"] = "application/http; msgtype=response"
    if page.fetched:
        record.record_date = datetime.fromisoformat(page.fetched)
    for name, value in sorted(page.notes.items()):
        if value:
            record.headers[f"{NOTE}{name.title()}"] = _line(value)
    record.set_bytes_content(_http(page, headers))
    packed = io.BytesIO()
    writer = GzipWriter(packed)
    record.write(writer, checksum_data=True)
    writer.finish()
    with path.open("ab") as file:
        offset = file.tell()
        file.write(packed.getvalue())
    return path, offset


_UNTRUE = frozenset(["content-encoding", "content-length", "transfer-encoding", "set-cookie", "connection"])


def _http(page: Page, headers: Mapping[str, str]) -> bytes:
    lines = ["HTTP/1.1 200 OK"]
    lines += [f"{_line(name)}: {_line(value)}" for name, value in headers.items() if name.lower() not in _UNTRUE]
    lines += [f"Content-Length: {len(page.body)}", "", ""]
    return "\r\n".join(lines).encode("utf-8", "replace") + page.body


def _line(value: str) -> str:
    return _UNFIT.sub(" ", value).strip()[:8000]


def page_at(path: Path, offset: int) -> Page:
    """The page whose record begins at `offset` of an archive. Raises InputError where there is none, OSError."""
    with path.open("rb") as file:
        file.seek(offset)
        for record in _records(file, offset, b"\x1f\x8b\x08"):
            found = _page(record, offset)
            if isinstance(found, Page):
                return found
            break
    raise InputError("no page at this place", place=f"{path} at byte {offset}", remedy="fetch it again")
