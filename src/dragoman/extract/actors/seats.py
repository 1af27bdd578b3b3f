"""Seats that a state and an organisation share: "Brussels" is Belgium in one report and the Union in another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dragoman.extract.actors.scan import Hit
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actors import ActorBook, Surface
from dragoman.lexicon.word_lists import any_of

_BEFORE_PLACES = re.compile(rf"\b(?:{any_of(actor_words_of('seats', 'before-places'))})\s+$", re.I)
_HOUSE = re.compile(r"\b(?:embassy|consulate|ambassador|consul|nunciature) (?:in|to) $", re.I)
_REACH = 24  # no such word is longer
_DATELINE = re.compile(r"\s*(?:[(:–—]|-\s|,\s(?:[A-Z][a-z]{2}|\d))")


def with_shared_seats(text: str, hits: list[Hit], book: ActorBook) -> list[Hit]:
    """The hits with those on a shared seat, as what it stands for in this report.

    Only where the report names one alone of those that have it, and not where the seat is a place: "in Brussels". An
    embassy there is one to the state.
    """
    found = [hit for seat, owners in _shared(book) for hit in _at(text, seat, _named(hits, owners), owners[0], book)]
    return sorted((*hits, *_beside(found, hits)), key=lambda hit: hit.start) if found else hits


@lru_cache(maxsize=2)
def _shared(book: ActorBook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Capitals that no state may be called by, each with the state and the organisations that report from there."""
    owners = [(r.capital, r.id) for r in book.records.values() if r.kind == "country" and r.capital not in r.metonyms]
    heads = [r for r in book.records.values() if r.id in actor_words_of("seats", "organisations")]
    shared = ((seat, (state, *(r.id for r in heads if r.seat == seat))) for seat, state in owners if seat)
    return tuple((seat, residents) for seat, residents in shared if len(residents) > 1)


def _named(hits: Iterable[Hit], owners: tuple[str, ...]) -> str | None:
    """The one of the owners that the report names, or bodies of it; `None` where it names several or none."""
    told = {option.target for hit in hits for option in hit.options}
    named = [owner for owner in owners if any(t == owner or t.startswith(f"{owner}.") for t in told)]
    return named[0] if len(named) == 1 else None


def _at(text: str, seat: str, owner: str | None, state: str, book: ActorBook) -> Iterable[Hit]:
    for match in re.finditer(rf"\b{re.escape(seat)}\b", text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        placed = _BEFORE_PLACES.search(before) or _DATELINE.match(text, match.end())
        meant = state if _HOUSE.search(before) else None if placed else owner
        if meant is not None:
            kind = "metonym" if meant == state else book.records[meant].kind
            yield Hit(match.start(), match.end(), kind, (Surface(seat, meant, kind),))


def _beside(found: Iterable[Hit], hits: Iterable[Hit]) -> Iterable[Hit]:
    taken = [(hit.start, hit.end) for hit in hits]
    return (hit for hit in found if not any(s < hit.end and hit.start < e for s, e in taken))
