"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

OUT = click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The file to write.",
)


def put(out: Path, content: bytes) -> None:
    """Write a file and say so on stderr."""
    with opened(out) as file:
        file.write(content)


@contextmanager
def opened(out: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes its name only when all is written: a failure leaves what was there before.

    What is no plain file (a device, a pipe) is written as it comes. Raises OSError.
    """
    if out.exists() and not out.is_file():
        with out.open("wb") as file:
            yield file
        return
    handle, name = tempfile.mkstemp(dir=out.absolute().parent, prefix=f".{out.name[:60]}-")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        made.chmod(0o666 & ~_umask())
        made.replace(out)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    click.echo(f"wrote {out}", err=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
