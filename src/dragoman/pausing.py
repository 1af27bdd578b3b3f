"""Reading many rows at once without Python looking for garbage in between.

Rows become thousands of objects that are kept, and none that refer to each other in circles. Python's collector is set
off by objects that are made, and looks through all that an open ledger holds, names and knowledge included, each time a
quarter has come to it: 60 to 200 ms, in a question that else takes 100. So what was read is counted among what is old
without being looked through first, as it would be twice, at 3 to 20 ms each time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 5_000
"""New objects from which on they are those of rows, and not only what comes and goes."""

ENOUGH = 2_000
"""Times that the collector looked at what is young until it looks at all: cycles may be among what was counted as old,
which it would else do only once a quarter has come to it by the way that is not taken here."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the collector while many objects are made; where it is off already, it stays as it is.

    Threads may overlap: whoever found it on turns it on again, so that it is never left off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _grow_old()
            gc.enable()


def _grow_old() -> None:
    """Count many new objects among the old ones; where whoever runs Python froze some, nothing is changed."""
    new, _, rounds = gc.get_count()
    if new < MANY or gc.get_freeze_count():
        return
    if rounds >= ENOUGH:
        gc.collect()
    else:
        gc.freeze()
        gc.unfreeze()  # together they join two lists
