"""What stands beside or before a report about it: a sidecar file, or front matter at its head."""

from __future__ import annotations

import datetime
import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.model.heads import head_of

KEYS = ("published", "title", "outlet", "url", "language")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-\w+)*")  # a code; "English" is left for the text to show
_SIDECAR_LIMIT = 1024 * 1024
_OTHER_NAMES = {"date": "published", "dct": "published", "source": "outlet", "lang": "language", "headline": "title"}
_TEXT_KEYS = ("text", "html")


def known(values: Mapping[str, Any]) -> dict[str, str]:
    """The keys of a report among `values`, as text; other names for them are understood, the rest is left alone."""
    found: dict[str, str] = {}
    for name, value in values.items():
        key = _OTHER_NAMES.get(str(name).lower(), str(name).lower())
        text = value.isoformat() if isinstance(value, datetime.date | datetime.datetime) else value
        if key in KEYS and isinstance(text, str | int) and not isinstance(text, bool) and str(text).strip():
            found.setdefault(key, str(text).strip())
    return found


def filled(report: Report, values: Mapping[str, str]) -> Report:
    """`report` with those of `values` that it does not have yet."""
    return replace(
        report,
        published=report.published or values.get("published"),
        title=report.title or values.get("title"),
        outlet=report.outlet or values.get("outlet"),
        url=report.url or values.get("url"),
        language=report.language or values.get("language"),
    )


def front_matter(content: str) -> dict[str, str]:
    """What the head of a plain text says of the report, by the keys of a report."""
    values = known(head_of(content)[0])
    if "language" in values and not _LANGUAGE.fullmatch(values["language"]):
        del values["language"]
    return values


def is_sidecar(path: str) -> bool:
    """Whether `path` tells about a file beside it: `NAME.meta.toml`, or `NAME.json` without a text of its own."""
    if path.endswith(".meta.toml"):
        return True
    if not path.endswith(".json"):
        return False
    base = path[: -len(".json")]
    folder, stem = os.path.split(base)
    try:
        names = os.listdir(folder or ".")  # noqa: PTH208 - plain strings
    except OSError:
        return False
    beside = any(n == stem or (n.rpartition(".")[0] == stem and n != f"{stem}.json") for n in names)
    if not beside:
        return False
    try:
        value = _json(Path(path))
    except (InputError, OSError):
        return False  # reading it as a report will say what is wrong
    return isinstance(value, dict) and not any(key in value for key in _TEXT_KEYS)


def sidecar(path: str) -> dict[str, str]:
    """What the sidecar of `path` says, or nothing where there is none.

    `NAME` is the whole file name or the name without its end. Raises InputError where a sidecar cannot be understood,
    and OSError where it cannot be read.
    """
    for base in (path, os.path.splitext(path)[0]):  # noqa: PTH122
        toml, other = Path(f"{base}.meta.toml"), Path(f"{base}.json")
        if toml.is_file():
            return known(_toml(toml))
        if other.is_file() and str(other) != path and is_sidecar(str(other)):
            value = _json(other)
            return known(value) if isinstance(value, dict) else {}
    return {}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"not valid TOML: {error}", place=str(path), remedy="mend or remove the sidecar") from error


def _json(path: Path) -> Any:
    try:
        return json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON: {error}", place=str(path), remedy="mend or remove the sidecar") from error


def _text(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(_SIDECAR_LIMIT + 1)
    if len(raw) > _SIDECAR_LIMIT:
        raise InputError("larger than a sidecar can be", place=str(path), remedy="mend or remove the sidecar")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", place=str(path), remedy="save the sidecar as UTF-8") from error
