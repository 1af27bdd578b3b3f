"""Reading many rows at once without Python looking for garbage in between.

Rows become thousands of objects that are kept, and none that refer to each other in circles. Python's collector is set
off by objects that are made, and looks through all that an open ledger holds, names and knowledge included, each time a
quarter has come to it: 60 to 150 ms, in a question that else takes 100. What is put off is looked for afterwards, at
the next object that is made.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
            gc.enable()
