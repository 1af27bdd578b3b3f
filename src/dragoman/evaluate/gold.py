"""Files of gold: one JSON object a line, checked only as far as every measure needs it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.model import Json


def load(path: Path, needs: Iterable[str]) -> list[Json]:
    """The records of a file in order, each with an id (`id`, else `doc_id`, else its line) under `id`.

    `needs` are the keys that each must have. Raises InputError that names the file and the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"gold cannot be read: {error}", place=str(path), remedy="check the path") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_record(line, f"{path}:{number}", tuple(needs), number))
    if not found:
        raise InputError("the file holds no gold", place=str(path), remedy="one JSON object a line is expected")
    return found


def _record(line: str, place: str, needs: Sequence[str], number: int) -> Json:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"not valid JSON: {error.msg}", place=place, remedy="one JSON object a line") from error
    missing = [key for key in needs if not isinstance(record, dict) or key not in record]
    if missing:
        raise InputError(f"no {' and no '.join(missing)}", place=place, remedy="is it gold of this measure?")
    return {**record, "id": str(record.get("id") or record.get("doc_id") or number)}


def sha256(path: Path) -> str:
    """The hash of a file of gold, by which a floor knows that it is the same; of a folder, that of names and files."""
    if not path.is_dir():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    whole = hashlib.sha256()
    for file in sorted(each for each in path.rglob("*") if each.is_file()):
        whole.update(file.relative_to(path).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def sample(records: Sequence[Json], most: int | None) -> list[Json]:
    """At most `most` records, the same ones every time: those whose ids have the smallest hashes, in their order."""
    if most is None or most >= len(records):
        return list(records)
    keys = sorted((half_key(str(r["id"])), i) for i, r in enumerate(records))[:most]
    return [records[i] for i in sorted(i for _, i in keys)]


def half_key(name: str) -> str:
    """A hash of an id by which gold is parted, so that what is fitted on one half is measured on the other."""
    return hashlib.blake2b(name.encode(), digest_size=8).hexdigest()


def listed(value: Any) -> list[str]:
    """Words of the gold as a list: one string, several, or none."""
    if isinstance(value, list):
        return [str(each) for each in value if each]
    return [str(value)] if value else []


def places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Every place in `text` at which any of `words` stands."""
    return [match.span() for each in words for match in re.finditer(re.escape(each), text)]
