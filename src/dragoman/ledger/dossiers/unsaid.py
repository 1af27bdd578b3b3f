"""What a sentence leaves out of its matter: taken from the report's last one, or from the only pair it tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dragoman.ledger.dossiers.items import OBJECT_PRONOUNS, ONLY_PAIR, Item
from dragoman.ledger.dossiers.sifting import is_told_whole
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.word_lists import any_of

POINTING = OBJECT_PRONOUNS | {"this", "both"}


def on_matter_of(item: Item, other: Item) -> Item:
    """The item, as one that speaks of the matter of `other`."""
    return replace(
        item,
        kind=other.kind,
        family=other.family,
        parties=other.parties,
        words=other.words,
        said_object=other.said_object,
    )


_BARRED = frozenset(("measure",))
"""Kinds of which the report's last one is meant where the sentence names nobody: "welcomed the removal of the ban"."""


_OF_MANY = frozenset(("agreement",))
"""Kinds with many parties, of which one alone may act: what one of them ratifies is the treaty of all."""


def from_before(item: Item, before: Item) -> Item:
    """ "The ban": the report's last matter of that family, where parties and object do not speak against it."""
    mine, theirs = set(item.parties), set(before.parties)
    if mine != theirs and is_told_whole(item.event):
        return item
    within = item.kind in _OF_MANY and mine < theirs
    within = within or (not item.named and item.kind in _BARRED and before.named > 1 and not mine & theirs)
    if not within and (mine != theirs and (len(mine) > 1 or not mine <= theirs)):
        return item
    if item.words and before.words and not item.words & before.words:
        return item
    if item.number and before.number and item.number != before.number:
        return item
    via = []
    if mine != theirs:
        via.append(f"parties of {before.event.id}")
        via += [reason for reason in before.via if reason == ONLY_PAIR]
    if not item.words and before.words:
        via.append(f"object of {before.event.id}")
    if not via and not (before.name and not item.name):
        return item
    return replace(
        item,
        parties=before.parties,
        words=item.words or before.words,
        said_object=item.said_object or before.said_object,
        name=item.name or before.name,
        via=(*item.via, *via),
    )


def completed(item: Item, pairs: Sequence[frozenset[str]]) -> Item:
    """A matter with one party, or none, in a report that tells of one pair only is a matter of that pair."""
    if len(item.parties) > 1 or is_told_whole(item.event) or _meets_alone(item) or _sells_to_nobody(item):
        return item
    holding = {pair for pair in pairs if len(pair) == 2 and pair >= set(item.parties)}
    states = {pair for pair in holding if all("." not in code for code in pair)}
    holding = holding if len(holding) == 1 else states
    many = {pair for pair in pairs if pair >= set(item.parties)}
    if item.kind in _OF_MANY and len(many) > 1:
        widest = max(many, key=len)
        holding = {widest} if all(pair <= widest for pair in many) else holding
    holding = holding or (many if len(many) == 1 else set())
    if len(holding) != 1:
        return item
    return replace(item, parties=tuple(sorted(holding.pop())), via=(*item.via, ONLY_PAIR))


_EXPORTS = re.compile(r"\bexports?\b(?![^,.;]{0,60}\b(?:to|into)\s(?:the\s)?[A-Z])", re.I)


def _sells_to_nobody(item: Item) -> bool:
    """ "Banned exports of rice": one's own exports, to wherever, are no matter with who else is told of."""
    done = item.kind in _BARRED and item.event.type in ("SANCTION", "CONCEDE") and bool(item.words) and bool(item.doer)
    return done and not item.event.recipients and _EXPORTS.search(item.event.evidence.quote) is not None


def _meets_alone(item: Item) -> bool:
    """ "The Union's leaders held a summit", "held an emergency meeting": an organisation or a government by itself."""
    if item.kind != "meeting" or len(item.parties) != 1:
        return False
    return item.parties[0].startswith(("IGO.", "GRP.")) or bool(_inward().search(item.event.evidence.quote))


@lru_cache(maxsize=1)
def _inward() -> re.Pattern[str]:
    words = any_of(load_dossier_words().inward)
    return re.compile(rf"\b(?:{words})\b (?:[a-z]+ )?(?:meeting|session|council|talks)\b(?! (?:with|between)\b)", re.I)


def place_in(item: Item) -> int:
    """Where the words of an act begin in its report."""
    return item.event.evidence.trigger.start
