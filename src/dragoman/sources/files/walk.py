"""From the paths that a person gave to the regular files they stand for, in an order that does not vary."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.model import Failure
from dragoman.sources.common.limits import STAGE_READ, STAGE_SKIP
from dragoman.sources.files.metadata import is_sidecar

FORMS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".eml": "mail",
    ".pdf": "pdf",
    ".warc": "warc",
    ".wacz": "wacz",
    ".parquet": "parquet",
    ".pq": "parquet",
}
"""Ends of file names and the form that they promise."""
_PACKED = {
    ".warc.gz": "warc",
    ".warc.zst": "warc",
    ".jsonl.gz": "packed lines",
    ".ndjson.gz": "packed lines",
}
"""Ends of two parts."""
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_NOT_REPORTS = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".svg",
        ".ico",
        ".bmp",
        ".tif",
        ".tiff",
        ".mp3",
        ".mp4",
        ".webm",
        ".mov",
        ".avi",
        ".wav",
        ".ogg",
        ".css",
        ".js",
        ".map",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".eot",
        ".zip",
        ".gz",
        ".xz",
        ".bz2",
        ".zst",
        ".tar",
        ".7z",
        ".db",
        ".sqlite",
        ".db-wal",
        ".db-shm",
        ".pyc",
        ".so",
        ".exe",
        ".dll",
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".ppt",
        ".pptx",
        ".odt",
        ".ods",
        ".epub",
        ".toml",
        ".yaml",
        ".yml",
        ".ini",
        ".cfg",
        ".py",
        ".sh",
        ".csv",
        ".tsv",
        ".xml",
        ".lock",
    ]
)


_NOTES = frozenset(["readme", "license", "licence", "copying", "changelog", "contributing"])


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file: its path as given, the form its name promises or "", and whether a person named it."""

    path: str
    form: str
    named: bool


@dataclass(frozen=True, slots=True)
class StandardInput:
    """Stands for "-"."""


@dataclass(frozen=True, slots=True)
class InputSize:
    """What `count_inputs` found. `exact` is false where standard input is among the paths."""

    files: int
    bytes: int
    exact: bool = True


def find(paths: Iterable[str]) -> Iterator[Found | StandardInput | Failure]:
    """Files, standard input, and what is neither, in the order given; folders and patterns sorted."""
    for path in paths:
        given = os.fspath(path)
        if given == "-":
            yield StandardInput()
        elif glob.has_magic(given) and not os.path.lexists(given):
            yield from _pattern(given)
        else:
            yield from _place(given, named=True, above=())


def form_of(path: str) -> str:
    """The form that the end of a file's name promises, or ""."""
    stem, end = os.path.splitext(path.lower())  # noqa: PTH122
    return FORMS.get(end) or _PACKED.get(os.path.splitext(stem)[1] + end, "")  # noqa: PTH122


def measure(paths: Iterable[str]) -> InputSize:
    """The number of files and bytes that `find` leads to."""
    files = size = 0
    exact = True
    for place in find(paths):
        if isinstance(place, StandardInput):
            files, exact = files + 1, False
        elif isinstance(place, Found):
            files += 1
            try:
                size += os.stat(place.path).st_size  # noqa: PTH116 - a Path would rewrite the path as given
            except OSError:
                continue  # reading it will say why
    return InputSize(files, size, exact)


def failure(path: str, error: OSError) -> Failure:
    """What the system's refusal means for a person."""
    if isinstance(error, PermissionError):
        return Failure(
            path, STAGE_READ, "no permission to read it", "give yourself the right to read it, or leave it out"
        )
    if isinstance(error, FileNotFoundError):
        return Failure(path, STAGE_READ, "there is no such file or folder", "check the path")
    if error.errno == errno.ELOOP:
        return Failure(path, STAGE_READ, "a link that leads back to itself", "remove the link")
    return Failure(path, STAGE_READ, f"cannot be read: {error.strerror or error}", "check the disk and the path")


def _pattern(given: str) -> Iterator[Found | Failure]:
    names = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - keeps the path as given
    if not names:
        yield Failure(
            given, STAGE_READ, "no file fits this pattern", "check the pattern; quote it if the shell changes it"
        )
    inside = {name for name in names if os.path.isdir(name)} if "**" in given else set()  # noqa: PTH112
    for name in names:
        if name not in inside:  # with **, the files of the folder are in the list themselves
            yield from _place(name, named=False, above=())


def _place(path: str, *, named: bool, above: tuple[tuple[int, int], ...]) -> Iterator[Found | Failure]:
    """One path: a file, or all below a folder. `above` are the device and number of the folders on the way."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path would rewrite the path as given
    except OSError as error:
        if os.path.islink(path) and isinstance(error, FileNotFoundError):  # noqa: PTH114
            yield Failure(path, STAGE_READ, "a link to something that is not there", "remove or mend the link")
        else:
            yield failure(path, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, (status.st_dev, status.st_ino), above)
    elif stat.S_ISREG(status.st_mode):
        yield from _file(path, named=named)
    else:
        what = next((name for test, name in _KINDS if test(status.st_mode)), "not a file")
        yield Failure(path, STAGE_READ, f"{what}, not a file", "give its content on standard input: dragoman read -")


def _folder(path: str, number: tuple[int, int], above: tuple[tuple[int, int], ...]) -> Iterator[Found | Failure]:
    if number in above:
        yield Failure(path, STAGE_READ, "a link back to a folder that it is in", "remove the link")
        return
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208 - keeps the path as given
    except OSError as error:
        yield failure(path, error)
        return
    for name in names:
        if not name.startswith("."):
            yield from _place(os.path.join(path, name), named=False, above=(*above, number))  # noqa: PTH118


def _file(path: str, *, named: bool) -> Iterator[Found | Failure]:
    end = os.path.splitext(path)[1].lower()  # noqa: PTH122
    if not named and is_sidecar(path):
        return
    form = form_of(path)
    if not named and not form and end in _NOT_REPORTS:
        yield Failure(path, STAGE_SKIP, f"{end} files are not read as reports", "name the file itself to have it read")
        return
    stem = os.path.basename(path).partition(".")[0].lower()  # noqa: PTH119
    if not named and stem in _NOTES:
        yield Failure(path, STAGE_SKIP, "a note about the folder, not a report", "name the file itself to have it read")
        return
    yield Found(path, form, named)
