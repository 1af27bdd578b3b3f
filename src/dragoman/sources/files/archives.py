"""Web archives among the files: WARC, and WACZ, which is a zip of WARC files with their index."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from dragoman.errors import InputError
from dragoman.model import Failure, Report
from dragoman.sources.common.limits import STAGE_READ
from dragoman.sources.common.pages import Page, report_of
from dragoman.sources.warc import Damage, pages

ENDS = (".warc", ".warc.gz", ".warc.zst")
_MOST_FILES = 10_000
_MOST_TIMES = 200
"""How many times larger than its packed form a file of a WACZ may be; HTML packs to a tenth at best."""
_SMALL = 1024 * 1024
_INSIDE_RESTARTS = 10
_DAMAGED = "the rest is read; fetch the archive again for what is missing"


def read_warc(
    file: IO[bytes], path: str, tell: Callable[[int], object], *, restarts: int = 200
) -> Iterator[Report | Failure]:
    """The pages of an archive as reports, whose path is their address; damaged places are failures.

    A page that is no text is a failure too. Raises InputError where `file` is no web archive.
    """
    told = 0
    for found in pages(file, restarts=restarts):
        if found.offset > told:
            tell(found.offset - told)
            told = found.offset
        yield _report(found, path) if isinstance(found, Page) else _failure(found, path)
    tell(max(0, file.tell() - told))


def _report(page: Page, path: str) -> Report | Failure:
    try:
        return report_of(page, f"{path} at byte {page.offset}")
    except InputError as error:
        return Failure(error.place, STAGE_READ, error.message, error.remedy)


def _failure(damage: Damage, path: str) -> Failure:
    what = f"{damage.reason} ({damage.url})" if damage.url else damage.reason
    return Failure(f"{path} at byte {damage.offset}", STAGE_READ, what, _DAMAGED)


def read_wacz(file: BinaryIO, path: str, tell: Callable[[int], object]) -> Iterator[Report | Failure]:
    """The pages of all archives in a WACZ, read where they lie: nothing is ever unpacked to the disk.

    Raises InputError where it is no such file, or one that is made to do harm: too many files, files that share their
    bytes, or that would grow more than two hundred times.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            for member in _archives(packed, path):
                inside = f"{path}#{member.filename}"
                with packed.open(member) as stream:
                    yield from _inside(stream, inside)
                tell(member.compress_size)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(f"not a whole WACZ file: {error}", place=path, remedy="fetch or export it again") from error


def _inside(stream: IO[bytes], place: str) -> Iterator[Report | Failure]:
    try:
        yield from read_warc(stream, place, lambda _: None, restarts=_INSIDE_RESTARTS)
    except InputError as error:
        yield Failure(error.place or place, STAGE_READ, error.message, error.remedy)


def _archives(packed: zipfile.ZipFile, path: str) -> list[zipfile.ZipInfo]:
    """The WARC files of a WACZ, sorted by name, after a look at whether the whole can be trusted."""
    members = packed.infolist()
    if len(members) > _MOST_FILES:
        raise InputError(f"a WACZ of more than {_MOST_FILES:,} files", place=path, remedy="split it")
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            raise InputError("files in it share their bytes: it is made to do harm", place=path, remedy="leave it out")
        end = member.header_offset + member.compress_size
        if member.file_size > _SMALL and member.file_size > _MOST_TIMES * member.compress_size:
            raise InputError(
                f"{member.filename!r} in it would grow more than {_MOST_TIMES} times: it is made to do harm",
                place=path,
                remedy="leave it out",
            )
    found = [m for m in members if not m.is_dir() and _is_archive(m.filename)]
    if not found:
        raise InputError("it holds no archive/*.warc.gz", place=path, remedy="export it as WACZ again")
    return sorted(found, key=lambda each: each.filename)


def _is_archive(name: str) -> bool:
    place = PurePosixPath(name)
    usual = not place.is_absolute() and ".." not in place.parts and "\\" not in name
    return usual and place.parts[:1] == ("archive",) and name.lower().endswith(ENDS)
