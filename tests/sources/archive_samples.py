"""Web archives made for tests, whole and harmed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType

HTML = "text/html; charset=utf-8"


def record(
    url: str,
    body: bytes = b"<html><body><p>The envoy left.</p></body></html>",
    *,
    status: int = 200,
    kind: str = HTML,
    headers: str = "",
    record_type: WarcRecordType = WarcRecordType.response,
    **fields: str,
) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(record_type)
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = "2024-05-03T10:00:00Z"
    for name, value in fields.items():
        made.headers[name.replace("_", "-")] = value
    if record_type == WarcRecordType.response:
        made.headers["Content-Type"] = "application/http; msgtype=response"
        made.set_bytes_content(f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body)
    else:
        made.headers["Content-Type"] = kind
        made.set_bytes_content(body)
    return made


def packed(one: WarcRecord, coding: str = "gzip") -> bytes:
    out = io.BytesIO()
    if coding == "plain":
        one.write(out)
        return out.getvalue()
    writer = GzipWriter(out) if coding == "gzip" else ZstdWriter(out)
    one.write(writer)
    writer.finish()
    writer.flush()
    return out.getvalue()


def three(coding: str = "gzip") -> list[bytes]:
    return [
        packed(record(f"https://news.example/{n}", b"<p>The envoy left %d.</p>" % n * 40), coding) for n in range(3)
    ]


def wacz(path: Path, files: dict[str, bytes], compress: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compress) as out:
        for name, raw in files.items():
            out.writestr(name, raw)
    return path
