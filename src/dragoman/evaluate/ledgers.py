"""A ledger made of gold: read, linked, asked, and gone when the measure is done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dragoman.evaluate.reader import GoldReader
from dragoman.ledger.linking import link_all
from dragoman.model import Failure, Reading, Report
from dragoman.protocols import Store
from dragoman.store.sql import open_store

AT_ONCE = 200
_RECORDED = datetime(2000, 1, 1, tzinfo=UTC)
"""When the ledger learnt all of it: no measure asks for that clock."""


def read_all(reports: Iterable[Report | Failure], reader: GoldReader) -> Iterator[Reading]:
    """The readings of reports in their order; what fails is kept in `reader.failures`."""
    for report in reports:
        if isinstance(report, Failure):
            reader.failures.append(report)
            continue
        reading = reader.read(report)
        if reading is not None:
            yield reading


@contextmanager
def ledger_of(readings: Iterable[Reading]) -> Iterator[Store]:
    """A linked ledger that holds these readings, in a folder of its own that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="dragoman-gold-") as folder:
        store = open_store(str(Path(folder) / "ledger.db"))
        with store:
            batch: list[Reading] = []
            for reading in readings:
                batch.append(reading)
                if len(batch) == AT_ONCE:
                    store.add(batch, recorded_at=_RECORDED)
                    batch = []
            store.add(batch, recorded_at=_RECORDED)
            link_all(store, recorded_at=_RECORDED)
            yield store
