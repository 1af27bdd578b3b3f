"""A ledger for other tools: tables, event data, entities, a calendar. Each is written as it is read, piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from dragoman.errors import UsageError
from dragoman.export.acts import Wanted, acts
from dragoman.protocols import Store
from dragoman.query.asking import Names

Writer = Callable[[Store, Names, Wanted, BinaryIO], int]


def _csv(store: Store, names: Names, wanted: Wanted, out: BinaryIO) -> int:
    from dragoman.export.tables import write_csv  # noqa: PLC0415 - each form loads what it needs

    return write_csv(acts(store, wanted), out)


def _jsonl(store: Store, names: Names, wanted: Wanted, out: BinaryIO) -> int:
    from dragoman.export.tables import write_jsonl  # noqa: PLC0415

    return write_jsonl(acts(store, wanted), out)


def _parquet(store: Store, names: Names, wanted: Wanted, out: BinaryIO) -> int:
    from dragoman.export.tables import write_parquet  # noqa: PLC0415

    return write_parquet(acts(store, wanted), out)


def _polecat(store: Store, names: Names, wanted: Wanted, out: BinaryIO) -> int:
    from dragoman.export.polecat import write_polecat  # noqa: PLC0415

    return write_polecat(acts(store, wanted), out, names)


def _gdelt(store: Store, names: Names, wanted: Wanted, out: BinaryIO) -> int:
    from dragoman.export.gdelt import write_gdelt  # noqa: PLC0415

    return write_gdelt(acts(store, wanted), out, names)


def _ftm(store: Store, names: Names, wanted: Wanted, out: BinaryIO) -> int:
    from dragoman.export.ftm import write_ftm  # noqa: PLC0415

    return write_ftm(store, acts(store, wanted), out, names, wanted)


def _ical(store: Store, names: Names, wanted: Wanted, out: BinaryIO) -> int:
    from dragoman.export.ical import write_ical  # noqa: PLC0415
    from dragoman.lexicon.dossiers import shipped_kinds  # noqa: PLC0415
    from dragoman.query.dossier_loading import load_dossiers  # noqa: PLC0415
    from dragoman.query.plans import find_plans  # noqa: PLC0415

    plans = find_plans(store, names, wanted.view)
    kept = [plan for plan in plans if plan.due is None or _overlaps(plan.due.earliest, plan.due.latest, wanted)]
    once = {one.record.id: one.record for plan in kept if (one := plan.dossier) and one.kind.once}
    visits = {one.id: one for one in load_dossiers(store, names, list(once.values()), wanted.view, shipped_kinds())}
    return write_ical(kept, visits, out, names, wanted.view)


def _overlaps(first: object, last: object, wanted: Wanted) -> bool:
    return not (wanted.since and last and str(last) < str(wanted.since)) and not (
        wanted.until and first and str(first) > str(wanted.until)
    )


FORMATS: dict[str, Writer] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "polecat": _polecat,
    "gdelt": _gdelt,
    "ftm": _ftm,
    "ical": _ical,
}
"""Each format by its name, and what writes it."""


def export(store: Store, names: Names, form: str, wanted: Wanted, out: BinaryIO) -> int:
    """Write what is wanted in one of `FORMATS` to an open file and give the number of rows, entities or entries.

    Raises UsageError for a format that is not known.
    """
    if form not in FORMATS:
        raise UsageError(f"{form!r} is no format", remedy=f"it is one of {', '.join(FORMATS)}")
    return FORMATS[form](store.walking(), names, wanted, out)


__all__ = ["FORMATS", "Wanted", "export"]
