"""One input to its reports: choose the form, hold to the limits, turn every refusal into a `Failure`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.model import Failure, Report
from dragoman.sources.common.decode import decoded, is_binary
from dragoman.sources.common.limits import ENVELOPE_LIMIT, RECORD_LIMIT, SAMPLE, STAGE_READ, STAGE_SKIP, megabytes
from dragoman.sources.files.mail import read_mail
from dragoman.sources.files.metadata import filled, front_matter, sidecar
from dragoman.sources.files.pdf import read_pdf
from dragoman.sources.files.records import json_file, json_lines
from dragoman.sources.files.walk import Found, failure

_TOO_LARGE = "split it, or write its reports as JSON lines"


def read_file(place: Found, tell: Callable[[int], object]) -> Iterator[Report | Failure]:
    """The reports of one file; `tell` is called with the bytes taken."""
    try:
        with open(place.path, "rb") as file:  # noqa: PTH123 - a Path would rewrite the path as given
            form = place.form or _guess(file.peek(SAMPLE)[:SAMPLE])
            if not place.named and not place.form and form == "binary":
                yield Failure(place.path, STAGE_SKIP, "a binary file, not a report", "name its form by its ending")
                return
            values = sidecar(place.path)
            for item in _read(file, place.path, form, tell):
                yield filled(item, values) if isinstance(item, Report) else item
    except InputError as error:
        yield Failure(error.place or place.path, STAGE_READ, error.message, error.remedy)
    except OSError as error:
        yield failure(place.path, error)


def read_stream(stream: BinaryIO | None, tell: Callable[[int], object]) -> Iterator[Report | Failure]:
    """The reports of standard input, whose form is seen from its first characters."""
    file = io.BufferedReader(_Raw(stream if stream is not None else sys.stdin.buffer), SAMPLE * 16)
    try:
        yield from _read(file, "-", _guess(file.peek(SAMPLE)), tell)
    except InputError as error:
        yield Failure(error.place or "-", STAGE_READ, error.message, error.remedy)
    except OSError as error:
        yield failure("-", error)


class _Raw(io.RawIOBase):
    """Any stream of bytes as a raw one, so that its head can be looked at before it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read1(len(buffer)) if hasattr(self._stream, "read1") else self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read(
    file: io.BufferedReader[Any], path: str, form: str, tell: Callable[[int], object]
) -> Iterator[Report | Failure]:
    if form == "jsonl" or (form == "json" and _starts_with_record(file)):
        yield from json_lines(file, path, tell)
        return
    if form in _LARGE:
        yield from _large(file, path, form, tell)
        return
    limit = RECORD_LIMIT if form in ("text", "html") else ENVELOPE_LIMIT
    raw = file.read(limit + 1)
    tell(len(raw))
    if len(raw) > limit:
        raise InputError(f"larger than {megabytes(limit)}", place=path, remedy=_TOO_LARGE)
    if not raw.strip():
        raise InputError("empty", place=path, remedy="leave it out, or fetch it again")
    if form == "json":
        yield from json_file(raw, path)
    elif form == "mail":
        yield read_mail(raw, path)
    elif form == "pdf" or raw.startswith(b"%PDF-"):
        yield read_pdf(raw, path)
    else:
        yield _text(raw, path, "html" if form == "html" else "text")


_LARGE = frozenset(["warc", "wacz", "parquet", "packed lines"])


def _large(
    file: io.BufferedReader[Any], path: str, form: str, tell: Callable[[int], object]
) -> Iterator[Report | Failure]:
    """The reports of a file that may be larger than memory. Its readers, and their libraries, load when needed."""
    if not file.seekable():
        raise InputError("this form cannot be read from standard input", place=path, remedy="save it and name the file")
    module, name = {
        "warc": ("archives", "read_warc"),
        "wacz": ("archives", "read_wacz"),
        "parquet": ("bulk", "read_parquet"),
        "packed lines": ("bulk", "read_packed_lines"),
    }[form]
    reader = getattr(import_module(f"dragoman.sources.files.{module}"), name)
    yield from reader(file, path, tell)


def _text(raw: bytes, path: str, form: str) -> Report:
    content = decoded(raw, path)
    if not content.strip():
        raise InputError("empty", place=path, remedy="leave it out, or fetch it again")
    report = Report(path, content, form)
    return filled(report, front_matter(content)) if form == "text" else report


def _starts_with_record(file: io.BufferedReader[Any]) -> bool:
    """Whether a .json file is JSON lines: its first line closes the object that it opens, and another follows."""
    head = file.peek(SAMPLE).lstrip(b"\xef\xbb\xbf \t\r\n")
    first, newline, rest = head.partition(b"\n")
    return first.startswith(b"{") and (
        not newline or (first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{"))
    )


_MAGIC = ((b"PAR1", "parquet"), (b"WARC/1.", "warc"))


def _guess(head: bytes) -> str:
    """The form of an input whose name says nothing."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    packed = next((form for magic, form in _MAGIC if head.startswith(magic)), None)
    if packed:
        return packed
    if is_binary(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "binary"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{"):
        first, newline, _ = start.partition(b"\n")
        return "json" if newline and not first.rstrip().endswith(b"}") else "jsonl"
    if start.startswith(b"[") and start[1:].lstrip().startswith(b"{"):
        return "json"
    if start.startswith(
        (
            b"<!doctype html",
            b"<html",
            b"<head",
            b"<body",
            b"<div",
            b"<p>",
            b"<p ",
            b"<article",
            b"<?xml",
            b"<!--",
            b"<h1",
        )
    ):
        return "html"
    return "text"
