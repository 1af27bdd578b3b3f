"""The body of an HTTP answer, unpacked within bounds: a few kilobytes may claim to be gigabytes."""

from __future__ import annotations

import re
import zlib

from dragoman.errors import InputError
from dragoman.sources.common.limits import RECORD_LIMIT, megabytes

_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
"""Window sizes of zlib for each coding; servers send "deflate" with and without its header."""


def unpacked(body: bytes, coding: str, place: str, limit: int = RECORD_LIMIT) -> bytes:
    """`body` without its content coding ("gzip", "deflate", "gzip, gzip", "identity" or "").

    No more than `limit` bytes are ever made of it. Raises InputError where there would be more, where the coding is not
    one of these, and where the bytes are not in it; a body that is cut off gives what can be had.
    """
    for name in reversed([part.strip().lower() for part in coding.split(",") if part.strip()]):
        if name == "identity":
            continue
        if name not in _WINDOWS:
            raise InputError(
                f"packed as {name!r}, which was not asked for", place=place, remedy="save the page by hand"
            )
        body = _inflated(body, _WINDOWS[name], place, limit)
    return body


def _inflated(body: bytes, windows: tuple[int, ...], place: str, limit: int) -> bytes:
    for window in windows:
        machine = zlib.decompressobj(window)
        try:
            found = machine.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(found) > limit:
            raise InputError(
                f"unpacks to more than {megabytes(limit)}", place=place, remedy="leave it out: no report is so large"
            )
        return found
    raise InputError("its packing is damaged", place=place, remedy="fetch it again")


def unchunked(body: bytes) -> bytes:
    """`body` without the marks of a chunked transfer; as it is where it has none (archives often keep the header only).

    A body that is cut off gives the chunks that are there.
    """
    found: list[bytes] = []
    position = 0
    while match := _CHUNK_SIZE.match(body, position):
        size = int(match.group(1), 16)
        found.append(body[match.end() : match.end() + size])
        position = match.end() + size
        if size == 0:
            return b"".join(found)
        if body[position : position + 2] == b"\r\n":
            position += 2
        elif position < len(body):
            return body if len(found) == 1 else b"".join(found)
    return b"".join(found) if found else body
