"""On whose request a meeting came about: what reports that tell of it say, which is often not the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache

from dragoman.ledger.corrected import corrected_events
from dragoman.lexicon.dossiers import REAL, shipped_kinds
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.accounts import AGREED, DIFFER, ONE, Account, Field, Saying, account_of, people, sides_of, words_of
from dragoman.query.asking import Names

NAME = "asked for by"
_KINDS = ("meeting", "talks")


def asked_for(
    store: Store, names: Names, rows: Sequence[StoredEvent], view: View, gone: Collection[str]
) -> Field | None:
    """Who asked for the meeting that `rows` tell of; `None` where it is no meeting or nobody says.

    A request is taken for one of this meeting where it stands in a sentence that tells of the meeting, or, in a report
    that does, asks by name for "the meeting", "the talks", and for no other act. Only parties of the meeting count.
    """
    if not any(row.event.type == "CONSULT" and row.event.status in REAL for row in rows):
        return None
    documents = tuple(sorted({row.event.document for row in rows}))
    plain = View(known_by=view.known_by, recorded_by=view.recorded_by)
    inside = store.events(EventFilter(view=plain, documents=documents, embedded=True))
    others = {row.event.embedded_in for row in inside}
    sentences = {(row.event.document, row.event.evidence.sentence) for row in rows}
    parties = frozenset[str]().union(*(sides_of((*row.event.actors, *row.event.recipients)) for row in rows))
    found: dict[tuple[Account, str], list[StoredEvent]] = defaultdict(list)
    wanted = EventFilter(view=plain, documents=documents, types=("REQUEST",), statuses=tuple(sorted(REAL)))
    for row in corrected_events(store, wanted):
        event = row.event
        beside = (event.document, event.evidence.sentence) in sentences
        named = event.id not in others and event.matter is None and _names_one(event.evidence.quote)
        who = people(event.actors, names)
        if event.id not in gone and who and (beside or named) and sides_of(event.actors) <= parties:
            found[account_of(row, names), who].append(row)
    if not found:
        return None
    said = {sides_of(row.event.actors) for each in found.values() for row in each}
    speakers = {account for account, _ in found}
    ordered = sorted(found, key=lambda key: (key[0].side is None, key[0].key, key[1]))
    says = tuple(Saying(account, who, tuple(map(words_of, found[account, who]))) for account, who in ordered)
    return Field(NAME, DIFFER if len(said) > 1 else ONE if len(speakers) == 1 else AGREED, says)


def _names_one(quote: str) -> bool:
    return bool(_nouns().search(quote))


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    """ "the" before a noun of a kind of meeting."""
    words = {word for kind in shipped_kinds().kinds if kind.name in _KINDS for f in kind.families for word in f.words}
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\bthe (?:{listed})s?\b", re.IGNORECASE)
