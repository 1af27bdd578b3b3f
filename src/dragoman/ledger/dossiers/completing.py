"""Acts of no matter whose sentence leaves a side out: "two days after it had freed 40", "a Turkish air raid".

What is known of them for certain is in the event, and stays as it is. For linking they go to the acts between the two
parties of which their report tells: else a second report of the same blow, gift or release lies in another block than
the first. Nothing of this is shown as said by the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dragoman.ledger.dossiers.items import OBJECT_PRONOUNS, Item, party_of, words_of
from dragoman.ledger.dossiers.own import own_item
from dragoman.ledger.dossiers.phrases import noun_after
from dragoman.ledger.dossiers.sifting import can_stand_for_a_side
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.dossiers import KindBook
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Event, Phase

_AT_HOME = "PROTEST"
"""The type that is directed at one's own side more often than not."""

_TOGETHER = act_types("together")
_DEEDS = act_types("deed")
_OBJECT = re.compile(rf"\s+(?:{any_of(OBJECT_PRONOUNS)})\b", re.I)
_NAME = re.compile(r"(?<=\s)[A-Z][\w'’-]+")
TWO = 2


def with_parties(
    items: Sequence[Item], kinds: KindBook, ignored: Collection[str], pairs: Sequence[frozenset[str]]
) -> list[Item]:
    """Items of no matter with what they take up: the object of a pronoun, and the other one of two parties."""
    found: list[Item] = []
    by_id = {item.event.id: item for item in items}
    for item in items:
        current = item
        if item.kind is None and not item.alone:
            current = _of_its_object(item, found, kinds, ignored, pairs)
        if not current.alone and len(current.parties) == 1:
            parties = _parties(current, items, by_id, pairs)
            if parties is not None:
                current = replace(current, parties=parties, via=(*current.via, "the other side of the report's acts"))
        if current.kind is None and not current.alone:
            current = _of_its_clause(current, found)
        if current.kind is None and current.real and item.event.type in _DEEDS and len(current.parties) > 1:
            named = words_of(" ".join(_NAME.findall(item.event.evidence.quote)), ignored)
            current = replace(current, words=current.words | named)
        found.append(current)
    return found


def _of_its_object(
    item: Item, before: Sequence[Item], kinds: KindBook, ignored: Collection[str], pairs: Sequence[frozenset[str]]
) -> Item:
    """ "Reopened the border, a week after they had shut it": what is done to what the clause before names."""
    event = item.event
    end = event.evidence.trigger.end - event.evidence.sentence.start
    pronoun = event.matter is None or event.matter.matter_class.lower() in OBJECT_PRONOUNS
    if not pronoun or event.phase is None or not _OBJECT.match(event.evidence.quote[end:]):
        return item
    mine = set(item.parties)
    same = (o for o in reversed(before) if o.event.evidence.sentence == event.evidence.sentence)
    named = next((o for o in same if o.kind is not None and mine <= set(o.parties)), None)
    matter = (named.event.matter or noun_after(named.event, kinds.nouns)) if named else None
    if named is None or matter is None:
        return item
    told = own_item(replace(item.row, event=replace(event, matter=matter)), kinds, ignored, pairs)
    if told.kind != named.kind:
        return item
    return replace(told, row=item.row, parties=named.parties, via=(*item.via, f"object of {named.event.id}"))


def _of_its_clause(item: Item, before: Sequence[Item]) -> Item:
    """ "Ratified the treaty, a week after Oslo's ratification", "... after Oslo had done so": of one matter."""
    event = item.event
    if event.phase in (None, Phase.CONTINUE) or event.matter is not None or len(item.parties) < TWO:
        return item
    for other in reversed(before):
        same = other.event.evidence.sentence == event.evidence.sentence and other.kind is not None
        if same and not other.about and (other.event.type, other.event.phase) == (event.type, event.phase):
            via = (*item.via, f"matter of {other.event.id}")
            return replace(
                item,
                kind=other.kind,
                family=other.family,
                words=other.words,
                said_object=other.said_object,
                speaks_of=other.speaks_of,
                name=other.name,
                via=via,
            )
    return item


def _parties(
    item: Item, items: Sequence[Item], by_id: dict[str, Item], pairs: Sequence[frozenset[str]]
) -> tuple[str, ...] | None:
    """The two parties of an act that names one, where its report leaves no choice."""
    event, mine = item.event, set(item.parties)
    if event.type == _AT_HOME or not _is_open(event):
        return None
    told_by = {link.side for link in event.attribution[-1:] if link.side} - mine
    together = event.type in _TOGETHER or event.phase is Phase.SIGN
    if together and len(told_by) == 1 and all(len(code) == len("JPN") for code in mine):
        return tuple(sorted(mine | told_by))
    if item.kind is not None:
        return None
    alike = {o.parties for o in items if o.event.type == event.type and len(o.parties) == TWO and o is not item}
    holding = {parties for parties in alike if mine < set(parties)}
    if len(holding) == 1:
        return holding.pop()
    outer = by_id.get(event.embedded_in or "")
    if outer is not None and len(outer.parties) == TWO and mine < set(outer.parties):
        return outer.parties
    every = frozenset().union(*(o.parties for o in items))
    return tuple(sorted(every)) if len(every) == TWO and every in pairs and mine < every else None


def _is_open(event: Event) -> bool:
    """Whether nobody stands on the other side of whom it is known whose they are, or for whom nobody could stand."""
    actors = {code for actor in event.actors if (code := party_of(actor))}
    named = event.recipients if actors else event.actors
    return not any(actor.country or actor.id for actor in named) and all(
        can_stand_for_a_side(actor) or actor.id is None for actor in named
    )
