"""Bytes to text: by a byte order mark, as UTF-8, by what a page declares, and only then by a guess."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import InputError
from dragoman.sources.common.limits import SAMPLE

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I
)
_ACCEPTED = 0.2
"""Share of odd characters up to which charset-normalizer's best guess is taken; its own default."""
_UNFIT = {ord("\0"): "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def decoded(raw: bytes, place: str, *, declared: str | None = None) -> str:
    """The text of `raw`, newlines untouched, without its byte order mark.

    `declared` is what the surroundings say of the encoding. Raises InputError where `raw` is no text, or is text in an
    encoding that cannot be told.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return fit(_strict(raw[len(mark) :], encoding, place))
    if is_binary(raw):
        raise InputError(
            "a binary file, not a report", place=place, remedy="give its text, its page or its PDF instead"
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    named = declared or _declared(raw)
    if named:
        try:
            return fit(raw.decode(named))
        except (ValueError, LookupError):  # "undefined" is a codec too, and raises what is no UnicodeDecodeError
            pass  # a wrong declaration is common; a guess follows
    return fit(_guessed(raw, place))


def fit(text: str) -> str:
    """`text` with what no database and no file can hold (NUL, lone surrogates) replaced, one for one."""
    return text.translate(_UNFIT) if not text.isprintable() and _has_unfit(text) else text


def is_binary(raw: bytes) -> bool:
    """Whether the head of `raw` holds what no text holds: NUL, or many control characters."""
    head = raw[:SAMPLE]
    odd = sum(byte < 32 and byte not in (7, 8, 9, 10, 11, 12, 13, 27) for byte in head)
    return b"\0" in head or odd * 20 > len(head)


def _has_unfit(text: str) -> bool:
    return "\0" in text or re.search("[\ud800-\udfff]", text) is not None


def _declared(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:SAMPLE])
    return match.group(1).decode("ascii") if match else None


def _strict(raw: bytes, encoding: str, place: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"marked as {encoding}, but it is not", place=place, remedy="save it as UTF-8") from error


def _guessed(raw: bytes, place: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - a large library that few files need

    best = from_bytes(raw[: 64 * SAMPLE], threshold=_ACCEPTED).best()
    if best is not None:
        try:
            return raw.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    raise InputError("in an encoding that cannot be told", place=place, remedy="save it as UTF-8")
