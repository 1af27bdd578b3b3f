"""A report's events as items: what a sentence leaves out of its matter is taken from the rest of the report."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dragoman.ledger.dossiers.completing import with_parties
from dragoman.ledger.dossiers.items import ANSWERS, Item, party_of
from dragoman.ledger.dossiers.own import own_item
from dragoman.ledger.dossiers.phrases import is_session
from dragoman.ledger.dossiers.sharing import by_pairs, of_one_pact
from dragoman.ledger.dossiers.speaking import declining, denying, enclosing, naming
from dragoman.ledger.dossiers.unsaid import POINTING, completed, from_before, on_matter_of, place_in
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import KindBook
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Event, Phase
from dragoman.protocols import StoredEvent


def read_items(rows: Sequence[StoredEvent], kinds: KindBook, ignored: Collection[str] = ()) -> list[Item]:
    """The events of one report as items, in the order of the text. `ignored` are words that name only countries.

    What is not said of a matter is taken from the last one of its family that the report has told of; a party is added
    only where some event of the report has all the parties together.
    """
    ordered = sorted(rows, key=lambda row: (row.event.evidence.trigger.start, row.event.id))
    pairs = _pairs(ordered)
    own = _not_taken_over([own_item(row, kinds, ignored, pairs) for row in ordered], ordered)
    by_id = {item.event.id: item for item in own}
    filled = _named_later(_fill(own, by_id, pairs, kinds), kinds)
    filled = enclosing(_sessions(_said_part(of_one_pact(filled, kinds))))
    filled = declining(filled)
    told = denying(naming(filled, kinds, ignored, pairs))
    return [_by_itself(item, kinds) for item in by_pairs(with_parties(told, kinds, ignored, pairs), kinds)]


_TRADED = re.compile(rf"\b(?:{any_of(load_dossier_words().traded)})\b", re.I)


def _by_itself(item: Item, kinds: KindBook) -> Item:
    """ "India banned exports of rice": a measure on trade with everybody, which is a matter of one state alone."""
    measure = item.kind is not None and kinds[item.kind].directed and not item.about
    one = len(item.parties) == 1 and len(item.parties[0]) == len("JPN") and item.doer == item.parties[0]
    if not (measure and one and item.words) or item.event.recipients:
        return item
    return replace(item, lone=True) if _TRADED.search(item.event.evidence.quote) else item


def _pairs(rows: Sequence[StoredEvent]) -> list[frozenset[str]]:
    """Parties that act together in some event of the report; where all its events have two between them, those."""
    told = [_sides_of(row.event) for row in rows]
    found = [pair for pair in told if len(pair) > 1]
    every = frozenset[str]().union(*told)
    if len(every) == 1 and rows:
        every |= {rows[0].source.side or ""} - {""}  # a ministry's statement on one other state is on the two
    return found or ([every] if len(every) == 2 else [])


def _not_taken_over(own: Sequence[Item], rows: Sequence[StoredEvent]) -> list[Item]:
    """Items without parties that they took over from an act that these only heard of, or stand beside."""
    none = {
        item.event.id: {code for actor in row.event.recipients if (code := party_of(actor))} - set(item.parties)
        for item, row in zip(own, rows, strict=True)
        if item.kind is not None
    }
    found = []
    for item in own:
        everybody = (*item.event.actors, *item.event.recipients)
        over = {(a.inherited_from, party_of(a)) for a in everybody if a.span is None and a.inherited_from}
        gone = {party for event, party in over if party in none.get(str(event), ())}
        found.append(replace(item, parties=tuple(p for p in item.parties if p not in gone)) if gone else item)
    return found


def _sides_of(event: Event) -> frozenset[str]:
    """The parties of an event, without the country of whoever is known by name and acts for none."""
    everybody = (*event.actors, *event.recipients)
    return frozenset(c for a in everybody if not (a.id or "").startswith("person/") and (c := party_of(a)))


def _said_part(items: Sequence[Item]) -> list[Item]:
    """ "The trip was planned as part of ...": what is said of the trip is said of the last one told of before."""
    found = list(items)
    for place, item in enumerate(items):
        if item.part_of is None or not _TAKEN_UP.search(item.event.evidence.quote):
            continue
        start = item.event.evidence.sentence.start
        before = [i for i in range(place) if found[i].kind == "meeting" and place_in(found[i]) < start]
        if before:
            found[before[-1]] = replace(found[before[-1]], part_of=item.part_of)
    return found


_DIALOGUE = "mechanism"


def _sessions(items: Sequence[Item]) -> list[Item]:
    """ "The third session", in a report on one standing dialogue, is a session of it, between its parties."""
    holders = [item for item in items if item.kind == _DIALOGUE and len(item.parties) > 1]
    parties = {item.parties for item in holders}
    if len(parties) != 1:
        return list(items)
    theirs = parties.pop()
    found = []
    for item in items:
        mine = item.kind == "meeting" and is_session(item.event.matter) and set(item.parties) <= set(theirs)
        via = item.via if item.parties == theirs else (*item.via, "session of the report's dialogue")
        found.append(replace(item, part_of=_DIALOGUE, parties=theirs, via=via) if mine else item)
    return found


_TAKEN_UP = re.compile(
    rf"\b(?:the|this|that|their) (?:{any_of(load_dossier_words().taken_up)})\b[^.;]{{0,40}}\bpart of\b", re.I
)


def _fill(own: Sequence[Item], by_id: dict[str, Item], pairs: Sequence[frozenset[str]], kinds: KindBook) -> list[Item]:
    last: dict[tuple[str, str | None], Item] = {}
    filled = []
    spelt = _only_spelt(own)
    for item in (_of_the_spelt(each, spelt) for each in own):
        current = _taken_up(item, last, kinds) if item.kind is not None else _by_pronoun(item, last, kinds)
        if current.kind is not None:
            current = _with_encloser(current, by_id, pairs)
            kind = str(current.kind)
            before = last.get((kind, current.family)) or last.get((kind, None))
            if before is not None:
                current = from_before(_of_its_sort(current, before, kinds), before)
            current = completed(current, pairs)
            last[kind, current.family] = last[kind, None] = current
            last["", None] = current
        filled.append(current)
    return filled


def _of_its_sort(item: Item, before: Item, kinds: KindBook) -> Item:
    """ "Agreed on a ceasefire. The agreement ...": the plain noun, without an object, names the sort just told of."""
    kind = kinds[str(item.kind)]
    narrow = kind.named(before.family) if before.family else None
    plain = item.family == kind.families[0].noun and not item.words and kind.participation
    same = bool(set(item.parties) & set(before.parties)) or not item.parties
    if narrow is None or not narrow.objects or not plain or not same or _names_new(item):
        return item
    return replace(item, family=narrow.noun)


def _names_new(item: Item) -> bool:
    """Whether the noun comes with "a": one that was not told of yet."""
    noun = item.event.matter.matter_class if item.event.matter else ""
    return re.search(rf"\b(?:an?|another|new)\s+(?:[\w-]+\s+)?{re.escape(noun)}", item.event.evidence.quote) is not None


def _only_spelt(own: Sequence[Item]) -> frozenset[str]:
    """The two parties that sentences of the report name together, where no other two are named so."""
    told = [item for item in own if item.kind is not None] or own
    spelt = {frozenset(item.parties) for item in told if len(item.parties) > 1 and _in_words(item)}
    only = spelt.pop() if len(spelt) == 1 else frozenset[str]()
    return only if len(only) == TWO else frozenset()


TWO = 2


def _of_the_spelt(item: Item, spelt: frozenset[str]) -> Item:
    """ "The truce took effect", told for A, B and C: where nobody is named there, of the two that the report names."""
    named = [actor for actor in (*item.event.actors, *item.event.recipients) if actor.span is not None]
    mine = frozenset(item.parties)
    lasts = item.kind is not None and len(mine) > 1 and not named
    if not lasts or not spelt or mine == spelt or not mine & spelt:
        return item
    return replace(item, parties=tuple(sorted(spelt)), via=(*item.via, "the two that the report names"))


def _named_later(items: Sequence[Item], kinds: KindBook) -> list[Item]:
    """ "An agreement came into force", before the report names whose: that of which the rest of it tells, if of one."""
    found = list(items)
    for place, item in enumerate(items):
        bare = item.kind is not None and not item.named and not item.words and not item.name
        if not bare or not (kinds[str(item.kind)].participation or kinds[str(item.kind)].directed):
            continue
        alike = [o for o in items if o.kind == item.kind and o.family == item.family and _in_words(o) and not o.about]
        parties = {other.parties for other in alike}
        if len(parties) == 1 and item.parties not in parties:
            via = (*item.via, f"parties of {alike[0].event.id}")
            found[place] = replace(item, parties=alike[0].parties, via=via)
    return found


def _in_words(item: Item) -> bool:
    """Whether the sentence itself, and not one that it takes up, names all parties."""
    event = item.event
    said = {party_of(actor) for actor in (*event.actors, *event.recipients) if actor.span is not None}
    return len(item.parties) > 1 and said >= set(item.parties)


def _taken_up(item: Item, last: dict[tuple[str, str | None], Item], kinds: KindBook) -> Item:
    """ "The talks" after talks on something: the same talks, and no meeting of their own."""
    noun = item.event.matter.matter_class.lower() if item.event.matter else ""
    if item.kind is None or not kinds[item.kind].once or item.words or item.form or item.number:
        return item
    for kind in kinds.kinds:
        before = last.get((kind.name, None))
        if kind.once or before is None or not set(item.parties) <= set(before.parties):
            continue
        family = next((f for f in kind.families if f.needs_object and noun in f.words), None)
        if family is not None:
            speaks_of = kind.speaks_of(item.event) or item.speaks_of
            return replace(item, kind=kind.name, family=family.noun, speaks_of=speaks_of)
    return item


_IT = re.compile(r"(?:^|[,;] (?:and |but )?)(?:it|they|this|these)\s+(?:[a-z]+\s+){0,3}$", re.I)
_COURSE = frozenset(map(str, Phase)) - {"violate", "refuse", "ratify", "sign", "withdraw", "settle", "escalate"}


def _by_pronoun(item: Item, last: dict[tuple[str, str | None], Item], kinds: KindBook) -> Item:
    """ "It had resumed on Monday", after an exercise: what becomes of the matter told of last, where it can."""
    event = item.event
    before = last.get(("", None))
    start = event.evidence.trigger.start - event.evidence.sentence.start
    if before is not None and event.matter is not None and event.matter.matter_class.lower() in POINTING:
        return _of_pronoun(item, before, kinds)
    if before is None or event.matter is not None or str(event.phase) not in _COURSE or start <= 0:
        return item
    kind = kinds[str(before.kind)]
    found = _IT.search(event.evidence.quote[:start])
    if found is None or _is_party(event, found) or not set(item.parties) <= set(before.parties):
        return item
    if kind.directed or kind.speaks_of(event) not in kind.states:
        return item
    return replace(
        on_matter_of(item, before),
        speaks_of=str(kind.speaks_of(event)),
        via=(*item.via, f"object of {before.event.id}"),
        named=max(item.named, before.named),
    )


def _is_party(event: Event, pronoun: re.Match[str]) -> bool:
    """Whether the pronoun stands for somebody: "it continues to support Damascus", after Russia."""
    first = event.evidence.sentence.start + pronoun.start()
    last = event.evidence.sentence.start + pronoun.end()
    return any(actor.span is not None and first <= actor.span.start < last for actor in event.actors)


_PUT_OFF = frozenset({Phase.POSTPONE, Phase.CANCEL, Phase.RESCHEDULE})
"""What becomes of a meeting that is told of before: "it has been postponed", "she cancelled it"."""


def _of_pronoun(item: Item, before: Item, kinds: KindBook) -> Item:
    """ "Kenya had ratified it in April": what is done to the matter told of last, where that can be done to it."""
    kind = kinds[str(before.kind)]
    to = kind.speaks_of(item.event)
    if to not in kind.states or kind.directed or (kind.once and item.event.phase not in _PUT_OFF):
        return item
    parties = item.parties if kind.participation and item.parties else before.parties
    if kind.once:
        return replace(
            on_matter_of(item, before),
            speaks_of=str(to),
            number=before.number,
            form=before.form,
            visitor=before.visitor,
            named=max(item.named, before.named),
            via=(*item.via, f"{ANSWERS} {before.event.id}"),
        )
    return replace(
        on_matter_of(item, before),
        parties=parties,
        name=before.name,
        speaks_of=str(to),
        via=(*item.via, f"object of {before.event.id}"),
    )


_MEDIATION = "third-party"


def _with_encloser(item: Item, by_id: dict[str, Item], pairs: Sequence[frozenset[str]]) -> Item:
    """What one party demands of, or refuses to, another is a matter of the two."""
    outer = by_id.get(item.event.embedded_in or "")
    if outer is None or len(item.parties) != 1 or _MEDIATION in (item.event.mode, outer.event.mode):
        return item
    both = frozenset(item.parties) | frozenset(outer.parties)
    if len(both) == 2 and both in pairs:
        via = (*item.via, f"parties with those of {outer.event.id}")
        named = max(item.named, outer.named) if outer.event.type == "AGREE" else item.named
        return replace(item, parties=tuple(sorted(both)), named=named, via=via)
    return item
