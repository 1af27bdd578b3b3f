"""How large an input may be, and the words that failures of this stage use."""

from __future__ import annotations

STAGE_READ = "read"
STAGE_SKIP = "skip"

RECORD_LIMIT = 10 * 1024 * 1024
"""Bytes of one report: a text, a page, or one line of JSON lines. The longest report known has a fiftieth of it."""
ENVELOPE_LIMIT = 100 * 1024 * 1024
"""Bytes of a file that carries more than its text: a message with attachments, a PDF with pictures, a JSON array."""
CHUNK = 1024 * 1024
"""Bytes read at a time."""
SAMPLE = 4096
"""Bytes from which the form of an unnamed input is guessed."""


def megabytes(count: int) -> str:
    """`count` bytes in words."""
    return f"{count / 1024 / 1024:.0f} MB"
