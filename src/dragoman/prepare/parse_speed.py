"""What makes a loaded model faster and changes nothing that it finds.

Two things cost most beside the network itself. The matrix library that comes with spaCy's own (BLIS) multiplies the
model's small matrices at a third of the speed of the one that comes with NumPy (OpenBLAS, 100 against 30 billion
operations a second on one core). And the lemmatizer looks for each possible lemma in a list of some ten thousand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def numpy_matrices() -> Iterator[None]:
    """Models loaded inside multiply with NumPy, in one thread where nothing has imported NumPy yet."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # two threads wait longer than they work
    from thinc.api import use_ops  # noqa: PLC0415 - after the line before

    with use_ops("numpy", use_blis=False):
        yield


def index_lemmas(lemmatizer: Any) -> None:
    """Let the lemmatizer find a lemma by its hash."""
    table = lemmatizer.lookups.get_table("lemma_index", {})
    for kind, known in list(table.items()):
        table[kind] = frozenset(known)
