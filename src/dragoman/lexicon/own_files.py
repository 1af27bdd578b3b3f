"""The user's own tables of actors and office holders, which widen the shipped ones."""

from __future__ import annotations

from pathlib import Path

import platformdirs

ACTORS = "actors"
HOLDERS = "holders"


def own_folder() -> Path:
    """The user's own folder of actors; it need not be there."""
    return Path(platformdirs.user_data_dir("dragoman", appauthor=False)) / "actors"


def own_files() -> tuple[Path, ...]:
    """The tables in `own_folder`, by name; hidden files are left alone."""
    folder = own_folder()
    if not folder.is_dir():
        return ()
    return tuple(sorted(f for f in folder.iterdir() if f.suffix == ".csv" and not f.name.startswith(".")))


def form_of(file: Path) -> str:
    """`HOLDERS` for a table whose header names an office, else `ACTORS`."""
    with file.open(encoding="utf-8-sig") as stream:
        header = stream.readline()
    return HOLDERS if "office" in [name.strip() for name in header.split(",")] else ACTORS


def kind_of(actor: str) -> str:
    """The kind of record that an id of the user's tables is, from its form."""
    head, _, rest = actor.partition(".")
    if head in ("IGO", "NGO"):
        return "organisation"
    if head in ("COM", "MED"):
        return "company"
    if head == "ARM":
        return "armed-group"
    return "party" if rest.startswith("PTY.") else "body"
