"""How many matters an act of several is, and whose: of each pair, or of all who are in one pact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.ledger.dossiers.items import Item, party_of
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import Kind, KindBook
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Phase


def by_pairs(items: Sequence[Item], kinds: KindBook) -> Iterator[Item]:
    """What several states do to their relations with another one is a matter of each pair.

    So are the visits of one to several, calls that each of several got, and what several impose on another one.
    """
    for item in items:
        if item.kind is not None and _impose_alike(item, kinds[item.kind]):
            yield replace(item, kind=None, family=None)  # of each on somebody whom it does not name
            continue
        doers = {code for actor in item.event.actors if (code := party_of(actor))}
        others = {code for actor in item.event.recipients if (code := party_of(actor))}
        if item.kind is not None and kinds[item.kind].once and item.form == "phone" and not others:
            doers, others = _callers(item)
        several = (
            item.kind is not None
            and len(item.parties) > 2
            and not item.about
            and (
                kinds[item.kind].one_per_pair
                or (len(doers) == 1 and _one_by_one(item, kinds[item.kind]))
                or kinds[item.kind].roles[0] == _IMPOSING
            )
        )
        if not several or not others or doers & others or doers | others != set(item.parties):
            yield item
            continue
        yield replace(item, kind=None, family=None, alone=True)  # the act of all; the matters are those of the pairs
        for one in sorted(doers):
            for other in sorted(others):
                yield replace(
                    item, parties=tuple(sorted((one, other))), named=min(item.named, 2), alone=True, guest=True
                )


_IMPOSING = "imposes"  # the part of who acts in a matter of one side upon another


def _impose_alike(item: Item, kind: Kind) -> bool:
    """Whether two that a sentence names as those who impose or lift something are all its parties.

    "Australia and New Zealand lifted the travel ban" tells of a ban of each on somebody else, not of one between them.
    """
    named = {code for actor in item.event.actors if actor.span is not None and (code := party_of(actor))}
    imposing = kind.roles[0] == _IMPOSING and not item.about and not item.event.recipients
    family = kind.named(item.family or "")
    if family is not None and family.shared:
        return False  # the border between two is a matter of theirs, whoever shuts it
    return imposing and len(named) > 1 and named == set(item.parties)


_TOGETHER = re.compile(
    rf"\b(?:{any_of(load_dossier_words().jointly)})\b",
    re.I,
)


_PUT_OFF = frozenset({Phase.POSTPONE, Phase.CANCEL, Phase.RESCHEDULE})
"""What is done to the visit of one to several is done to each of the visits."""


def _one_by_one(item: Item, kind: Kind) -> bool:
    """Whether each of several was visited or called by itself: "visited Cairo and Amman"."""
    one_sided = (item.form == "visit" and item.visitor is not None) or item.form == "phone"
    at_once = item.form == "phone" and _TOGETHER.search(item.event.evidence.quote)
    told = item.event.type == "CONSULT" or item.event.phase in _PUT_OFF
    return kind.once and one_sided and told and not at_once


def _callers(item: Item) -> tuple[set[str], set[str]]:
    """Who called and who was called, by what stands before the word and what after it."""
    at = item.event.evidence.trigger.start
    named = [(a, code) for a in item.event.actors if a.span is not None and (code := party_of(a))]
    before = {code for actor, code in named if actor.span is not None and actor.span.start < at}
    return before, {code for _, code in named} - before


MANY = 3
"""Parties from which on an agreement is one of many."""


def of_one_pact(items: Sequence[Item], kinds: KindBook) -> list[Item]:
    """ "Tanzania ratified the convention; Kenya and Uganda had done so": who acts on one pact, in one report, is in it.

    Only where these are three or more: of two it stays open whether there are others.
    """
    found = list(items)
    for kind in (kind for kind in kinds.kinds if kind.participation):
        told: dict[tuple[str | None, frozenset[str]], set[str]] = {}
        for item in items:
            own_act = item.event.phase is not None or item.event.type != "AGREE"  # who reached it are named there
            if item.kind == kind.name and item.real and not item.about and own_act:
                told.setdefault((item.family, item.words), set()).update(item.parties)
        for place, item in enumerate(items):
            theirs = told.get((item.family, item.words), set()) if item.kind == kind.name else set()
            if len(theirs) >= MANY and set(item.parties) < theirs and all(len(code) == len("JPN") for code in theirs):
                via = (*item.via, "acts of others on it")
                found[place] = replace(item, parties=tuple(sorted(theirs)), via=via)
    return found
