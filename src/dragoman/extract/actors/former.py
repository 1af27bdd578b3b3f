"""Capitals of states that are no more.

"Belgrade" in a report of 1998 is Yugoslavia, "Moscow" in one of 1990 the Soviet Union.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman.dates import Interval
from dragoman.extract.actors.scan import Hit
from dragoman.lexicon.actor_records import ActorRecord
from dragoman.lexicon.actors import ActorBook


def as_of_then(hits: list[Hit], book: ActorBook, published: Interval) -> list[Hit]:
    """The hits with those on a capital naming the state whose capital it was on the days of the report.

    Only where today's state came to be after all of those days, and one state that the book knows had the capital then.
    """
    then = _former(book, published)
    return [_renamed(hit, then) for hit in hits] if then else hits


def _former(book: ActorBook, published: Interval) -> dict[str, str]:
    """Today's states that were none yet on the days of a report, each with the one of the same capital that was."""
    found: dict[str, str] = {}
    for state in _bounded(book):
        begins = state.term.earliest
        if begins is None or published.latest is None or published.latest >= begins:
            continue
        before = [r.id for r in _bounded(book) if r.capital == state.capital and r.term.covers(published)]
        if len(before) == 1:
            found[state.id] = before[0]
    return found


@lru_cache(maxsize=2)
def _bounded(book: ActorBook) -> tuple[ActorRecord, ...]:
    """The states that came to be or ceased on a known day, with a capital."""
    return tuple(r for r in book.records.values() if r.kind == "country" and r.capital and r.term != Interval())


def _renamed(hit: Hit, then: dict[str, str]) -> Hit:
    if hit.kind != "metonym" or not any(option.target in then for option in hit.options):
        return hit
    return hit._replace(options=tuple(o._replace(target=then.get(o.target, o.target)) for o in hit.options))
