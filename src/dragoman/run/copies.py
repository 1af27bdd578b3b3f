"""Finding copies and versions among the reports of a ledger.

Only reports that are not filed yet are looked at, each compared with the few that share a band, a text or an address
with it. A run that was killed goes on where it was: what it had not settled is still unfiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from dragoman.prepare.duplicates import Words, are_copies, are_versions, signature_of, words_of
from dragoman.protocols import Filed, Store
from dragoman.run.local import Notice

AT_ONCE = 1000
"""Reports that are filed in one step; a run files its own after as many. Bands are hashes: in a large ledger each step
of 200 reports writes as many pages as it has bands, and five such steps nearly twice as many as one of 1,000."""
TELLING = 2
"""Steps after which whoever waits is told what for."""
_KEPT = 100
"""Texts whose words are held for the next comparison: 15 MB. Few are compared twice, and the more reports a ledger
holds, the more of them are compared with each new one: with 2,000 a run grew by 130 MB over 10,000 reports."""


def find_copies(store: Store, *, recorded_at: datetime, notice: Notice = lambda _: None) -> set[str]:
    """File all reports that are not filed yet; the reports whose group is another now.

    What is found does not depend on the order of the reports, nor on how many came at once. `notice` is told when there
    are many: all of a ledger, once, if it is older than the search for copies. Raises what the store raises; what was
    settled before stays.
    """
    changed: set[str] = set()
    steps = 0

    @lru_cache(maxsize=_KEPT)
    def words(document: str) -> Words:
        found = store.text(document)
        return words_of(found.clean, found.title)

    while documents := store.unfiled(AT_ONCE):
        if steps == TELLING:
            notice("comparing many reports with those of the ledger, to find copies")
        steps += 1
        signatures = []
        for document in documents:
            found = store.text(document)
            signatures.append(signature_of(document, words_of(found.clean, found.title), found.address))
        store.save_signatures(signatures)  # first, so that of two runs at once at least one sees the other's reports
        parts = Parts()
        pairs = [pair for one in signatures for pair in _pairs(store.candidates(one), one.document, words, parts)]
        changed |= store.file_copies(documents, pairs, recorded_at=recorded_at)
    return changed


class Parts:
    """Groups as they grow within one step, so that reports which are joined already are not compared again."""

    def __init__(self) -> None:
        """Nothing is joined."""
        self._above: dict[str, str] = {}

    def of(self, node: str) -> str:
        """What stands for the group of a node."""
        while (above := self._above.get(node, node)) != node:
            node = above
        return node

    def join(self, first: str, second: str) -> None:
        """Make one group of two."""
        one, two = sorted((self.of(first), self.of(second)))
        if one != two:
            self._above[two] = one


def _pairs(
    others: Sequence[Filed], document: str, words: Callable[[str], Words], parts: Parts
) -> Iterator[tuple[str, str]]:
    """One pair for each group of which the report turns out to be: more would join nothing more."""
    for other in others:
        parts.join(other.document, other.least)
        if parts.of(document) != parts.of(other.document) and _belong(words(document), words(other.document), other):
            parts.join(document, other.document)
            yield document, other.document


def _belong(first: Words, second: Words, other: Filed) -> bool:
    return are_copies(first, second) or (other.same_address and are_versions(first, second))
