"""Reports from files, folders, patterns and standard input, one at a time, whatever their form.

Whatever cannot be read becomes a `Failure` that names the place and the remedy, and the rest goes on. Memory is bounded
by the largest record, not by the largest file; libraries for PDF and odd encodings load when first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from dragoman.model import Failure, PublishedBasis, Report
from dragoman.sources.common.limits import STAGE_READ, STAGE_SKIP
from dragoman.sources.files.read import read_file, read_stream
from dragoman.sources.files.walk import Found, InputSize, find, measure

__all__ = ["STAGE_READ", "STAGE_SKIP", "InputSize", "completed", "count_inputs", "iter_reports", "list_inputs"]


def iter_reports(
    paths: Iterable[str],
    *,
    published: str | None = None,
    language: str | None = None,
    stdin: BinaryIO | None = None,
    consumed: Callable[[int], object] | None = None,
) -> Iterator[Report | Failure]:
    """The reports at `paths` in order: files, folders (all below, sorted by name), patterns, and "-" for `stdin`.

    `published` and `language` fill in what a file does not say; a `published` that comes from here has basis USER.
    `stdin` stands for standard input, which is the process's own where it is not given. `consumed` is called with the
    bytes taken since its last call, before what they gave is handed over.

    A `Failure` has stage "read", or "skip" for files of a folder that are of no form that Dragoman reads. Never raises
    for what it finds at `paths`.
    """
    tell = consumed or _nothing
    for place in find(paths):
        if isinstance(place, Failure):
            yield place
            continue
        items = read_file(place, tell) if isinstance(place, Found) else read_stream(stdin, tell)
        for item in items:
            yield completed(item, published, language) if isinstance(item, Report) else item


def list_inputs(paths: Iterable[str]) -> Iterator[tuple[str, int] | Failure]:
    """The files that `paths` stand for and their bytes, in the order of `iter_reports`, without reading them.

    What is not there, or is no file, is a `Failure`; standard input is one too: it cannot be listed.
    """
    for place in find(paths):
        if isinstance(place, Found):
            yield place.path, measure([place.path]).bytes
        elif isinstance(place, Failure):
            yield place
        else:
            yield Failure("-", STAGE_READ, "standard input cannot be listed", "name a file or folder")


def count_inputs(paths: Iterable[str]) -> InputSize:
    """How many files `paths` stand for and how many bytes they hold, without reading them: for progress.

    Standard input counts as a file of no bytes. The bytes are those of which `iter_reports` tells `consumed`.
    """
    return measure(paths)


def completed(report: Report, published: str | None, language: str | None) -> Report:
    """`report` with the day and the language that a person gives, where it does not say them itself."""
    if published and not report.published:
        report = replace(report, published=published, published_basis=PublishedBasis.USER)
    return replace(report, language=language) if language and not report.language else report


def _nothing(count: int) -> None:
    """Nobody wants to know."""
