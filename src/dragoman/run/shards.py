"""Readings in Parquet files: what many machines leave behind, and what `dragoman load` brings into a ledger.

A shard holds what one task of a run gave, one row a reading or failure, in the order of its inputs. It is written
beside its place and moved there whole, so that a shard that is there is complete. Columns:

`kind` reading or failure; `document`, `path`, `outlet`, `published` (the days, ISO, "/" between), `words`, `n_events`
for people who look at shards with other tools; `sighting`, `head`, `events`, `claims`, `mentions`, `failures` JSON in
the shapes of the ledger; `raw` and `clean` zlib. The version that read them is in the file's metadata (`dragoman`).
"""

from __future__ import annotations

import contextlib
import importlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import InputError, MissingPart
from dragoman.model import Claim, Event, Failure, Reading
from dragoman.store import rows

SUFFIX = ".shard.parquet"
ROWS_AT_ONCE = 64
"""Readings to a row group: what is held in memory at a time, on both ends."""

_TEXTS = ("kind", "document", "path", "outlet", "published", "sighting", "head", "events", "claims", "mentions")
_BLOBS = ("raw", "clean")
_NUMBERS = ("words", "n_events")
_KEY = b"dragoman"


def file_system(address: str) -> tuple[Any, str]:
    """The file system and the path on it of a folder or file, local or an address such as s3://bucket/folder.

    Raises MissingPart where the library for that kind of storage is not installed, UsageError never.
    """
    try:
        core = importlib.import_module("fsspec.core")
    except ImportError as error:
        raise MissingPart(
            "reading on a cluster needs fsspec and Ray", remedy="pip install 'dragoman[cluster]'"
        ) from error
    try:
        system, path = core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise MissingPart(
            f"this storage cannot be reached: {error}",
            place=address,
            remedy="install the fsspec library for it (s3fs, gcsfs, adlfs), or name a folder",
        ) from error
    return system, path


def write_shard(address: str, version: str, batches: Iterable[Sequence[Reading | Failure]]) -> dict[str, int]:
    """Write the results of one task to `address`, whole or not at all; returns how much of what it holds."""
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    columns = [
        *((name, arrow.string()) for name in _TEXTS),
        ("failures", arrow.string()),
        *((name, arrow.binary()) for name in _BLOBS),
        *((name, arrow.int64()) for name in _NUMBERS),
    ]
    schema = arrow.schema(columns, metadata={_KEY: version})
    counts = {"readings": 0, "failures": 0, "events": 0, "words": 0}
    system, target = file_system(address)
    with tempfile.TemporaryDirectory(prefix="dragoman-shard-") as folder:
        local = Path(folder) / "shard"
        with parquet.ParquetWriter(local, schema, compression="zstd") as writer:
            for batch in batches:
                for result in batch:
                    _count(result, counts)
                if batch:
                    table = arrow.Table.from_pylist([_row(result) for result in batch], schema=schema)
                    writer.write_table(table)
        system.makedirs(target.rpartition("/")[0], exist_ok=True)
        system.put_file(str(local), f"{target}.part")
        system.mv(f"{target}.part", target)
    return counts


def _count(result: Reading | Failure, counts: dict[str, int]) -> None:
    if isinstance(result, Failure):
        counts["failures"] += 1
        return
    counts["readings"] += 1
    counts["events"] += len(result.events)
    counts["words"] += result.document.words


def _row(result: Reading | Failure) -> dict[str, Any]:
    if isinstance(result, Failure):
        return {
            "kind": "failure",
            "path": rows.plain(result.path),
            "failures": rows.write_json([result.to_json()]),
        }
    text = rows.text_row(result.document)
    head = rows.reading_row(result, text["id"], len(result.events), "")
    days = (head["published_earliest"], head["published_latest"])
    return {
        "kind": "reading",
        "document": result.document.id,
        "path": rows.plain(result.sighting.path),
        "outlet": head["outlet"],
        "published": "/".join(day or ".." for day in days),
        "sighting": rows.sighting_row(result.sighting, "")["body"],
        "head": head["body"],
        "events": rows.write_json([event.to_json() for event in result.events]),
        "claims": rows.write_json([claim.to_json() for claim in result.claims]),
        "mentions": rows.write_json([mention.to_json() for mention in result.mentions]),
        "failures": rows.write_json([failure.to_json() for failure in result.failures]),
        "raw": text["raw"],
        "clean": text["clean"],
        "words": result.document.words,
        "n_events": len(result.events),
    }


def shards_at(address: str) -> list[str]:
    """The addresses of all shards below a folder, or the one shard named, sorted by name.

    Raises InputError where there is none.
    """
    system, path = file_system(address)
    if path.endswith(SUFFIX):
        found = [path] if system.exists(path) else []
    else:
        found = sorted(system.glob(f"{path.rstrip('/')}/**/*{SUFFIX}")) if system.isdir(path) else []
    if not found:
        raise InputError(
            "no shards are here", place=address, remedy="name the folder that `dragoman read --shards` was given"
        )
    return [str(system.unstrip_protocol(one)) for one in found]


def read_shard(address: str) -> Iterator[list[Reading | Failure]]:
    """What a shard holds, some at a time. Raises InputError where it is no shard or cut short."""
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    system, path = file_system(address)
    with contextlib.ExitStack() as opened:
        try:
            file = parquet.ParquetFile(opened.enter_context(system.open(path, "rb")))
            version = (file.schema_arrow.metadata or {})[_KEY].decode("utf-8")
            for batch in file.iter_batches(batch_size=ROWS_AT_ONCE):
                yield [_result(row, version) for row in batch.to_pylist()]
        except (OSError, arrow.ArrowInvalid, KeyError, ValueError, TypeError) as error:
            raise InputError(
                f"not a whole shard of readings ({type(error).__name__}: {error})",
                place=address,
                remedy="remove it and run the same `dragoman read` again: only what is missing is read",
            ) from error


def _result(row: dict[str, Any], version: str) -> Reading | Failure:
    failures = tuple(Failure.from_json(value) for value in json.loads(row["failures"]))
    if row["kind"] == "failure":
        return failures[0]
    return Reading(
        document=rows.document_from(row["document"], row["head"], row["raw"], row["clean"]),
        sighting=rows.sighting_from(row["sighting"]),
        events=tuple(Event.from_json(value) for value in json.loads(row["events"])),
        claims=tuple(Claim.from_json(value) for value in json.loads(row["claims"])),
        mentions=tuple(rows.mention_from(json.dumps(value)) for value in json.loads(row["mentions"])),
        failures=failures,
        version=version,
    )
