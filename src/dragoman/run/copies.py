"""Finding copies and versions among the reports of a ledger.

Only reports that are not filed yet are looked at, each compared with the few that share a band, a text or an address
with it. A run that was killed goes on where it was: what it had not settled is still unfiled.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from dragoman.prepare.duplicates import Words, are_copies, are_versions, signature_of, words_of
from dragoman.protocols import Filed, Signature, Store

AT_ONCE = 200
"""Reports that are filed in one step."""
_KEPT = 2000


def find_copies(store: Store, *, recorded_at: datetime) -> set[str]:
    """File all reports that are not filed yet; the reports whose group is another now.

    What is found does not depend on the order of the reports, nor on how many came at once. Raises what the store
    raises; what was settled before stays.
    """
    changed: set[str] = set()

    @lru_cache(maxsize=_KEPT)
    def words(document: str) -> Words:
        found = store.text(document)
        return words_of(found.clean, found.title)

    while documents := store.unfiled(AT_ONCE):
        signatures = []
        for document in documents:
            found = store.text(document)
            signatures.append(signature_of(document, words_of(found.clean, found.title), found.address))
        store.save_signatures(signatures)  # first, so that of two runs at once at least one sees the other's reports
        pairs = [pair for one in signatures for pair in _pairs(store, one, words)]
        changed |= store.file_copies(documents, pairs, recorded_at=recorded_at)
    return changed


def _pairs(store: Store, one: Signature, words: Callable[[str], Words]) -> list[tuple[str, str]]:
    """One pair for each group of which the report turns out to be: more would join nothing more."""
    joined: set[str] = set()
    found: list[tuple[str, str]] = []
    for other in store.candidates(one):
        if other.least not in joined and _belong(words(one.document), words(other.document), other):
            joined.add(other.least)
            found.append((one.document, other.document))
    return found


def _belong(first: Words, second: Words, other: Filed) -> bool:
    return are_copies(first, second) or (other.same_address and are_versions(first, second))
