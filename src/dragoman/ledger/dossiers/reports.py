"""A report's events as items: what a sentence leaves out of its matter is taken from the rest of the report."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from dragoman.ledger.dossiers.completing import with_parties
from dragoman.ledger.dossiers.contests import denies_report, is_hearsay
from dragoman.ledger.dossiers.items import ANSWERS, ONLY_PAIR, Item, party_of, words_of
from dragoman.ledger.dossiers.own import act_of, own_item
from dragoman.ledger.dossiers.phrases import is_session
from dragoman.ledger.dossiers.sharing import by_pairs, of_one_pact
from dragoman.ledger.dossiers.sifting import can_stand_for_a_side, is_told_whole
from dragoman.ledger.dossiers.told import calls_it_off
from dragoman.lexicon.cues_dossiers import any_of, load_dossier_words
from dragoman.lexicon.dossiers import Family, Kind, KindBook, trigger_of, trigger_place
from dragoman.model import Event, Phase, Status
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
    filled = _enclosing(_sessions(_said_part(of_one_pact(filled, kinds))))
    filled = _declining(filled)
    told = _denying(_naming(filled, kinds, ignored, pairs))
    return [_by_itself(item, kinds) for item in by_pairs(with_parties(told, kinds, ignored, pairs), kinds)]


_TRADED = re.compile(r"\b(?:export|import|shipment|sale|purchase)s?\b", re.I)


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
        before = [i for i in range(place) if found[i].kind == "meeting" and _place(found[i]) < start]
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
    r"\b(?:the|this|that|their) (?:trip|visit|tour|meeting|talks|exchange)\b[^.;]{0,40}\bpart of\b", re.I
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
                current = _from_before(_of_its_sort(current, before, kinds), before)
            current = _completed(current, pairs)
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
    if before is not None and event.matter is not None and event.matter.matter_class.lower() in _OBJECTS:
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
        _on_matter_of(item, before),
        speaks_of=str(kind.speaks_of(event)),
        via=(*item.via, f"object of {before.event.id}"),
        named=max(item.named, before.named),
    )


def _is_party(event: Event, pronoun: re.Match[str]) -> bool:
    """Whether the pronoun stands for somebody: "it continues to support Damascus", after Russia."""
    first = event.evidence.sentence.start + pronoun.start()
    last = event.evidence.sentence.start + pronoun.end()
    return any(actor.span is not None and first <= actor.span.start < last for actor in event.actors)


_OBJECTS = frozenset(("it", "them", "this", "both"))


def _of_pronoun(item: Item, before: Item, kinds: KindBook) -> Item:
    """ "Kenya had ratified it in April": what is done to the matter told of last, where that can be done to it."""
    kind = kinds[str(before.kind)]
    to = kind.speaks_of(item.event)
    if to not in kind.states or kind.directed or kind.once:
        return item
    parties = item.parties if kind.participation and item.parties else before.parties
    return replace(
        _on_matter_of(item, before),
        parties=parties,
        name=before.name,
        speaks_of=str(to),
        via=(*item.via, f"object of {before.event.id}"),
    )


def _declining(items: Sequence[Item]) -> list[Item]:
    """ "Had asked the minister to come, but he declined": who turns down what was asked refuses the meeting."""
    found: list[Item] = []
    for item in items:
        event, current = item.event, item
        down = (
            not _declines_to_say(item)
            and event.type == "REJECT"
            and trigger_of(event).startswith(load_dossier_words().declining)
            and item.real
        )
        if item.kind is None and event.matter is None and down:
            asked = [o for o in found if o.kind == "meeting" and not o.real and _just_before(o, item)]
            offered = [o for o in found if o.speaks_of == "proposed" and o.kind == "meeting" and _just_before(o, item)]
            what = (asked or offered)[-1] if asked or offered else None
            if what is not None and item.parties and set(item.parties) <= set(what.parties):
                current = replace(
                    _on_matter_of(item, what),
                    form=what.form,
                    visitor=what.visitor,
                    speaks_of="refused",
                    via=(*item.via, f"{ANSWERS} {what.event.id}"),
                )
        found.append(current)
    return found


_TO_SAY = re.compile(
    r"\s+to (?:comment|go into|elaborate|say|give|discuss|name|specify|identify|speculate|provide|confirm|answer|be|"
    r"speak|reveal|disclose|describe)\b",
    re.I,
)


def _declines_to_say(item: Item) -> bool:
    """ "Declined to comment": no answer to an invitation."""
    return _TO_SAY.match(item.event.evidence.quote, trigger_place(item.event)[1]) is not None


SHORTLY = 200
"""Letters between what was asked for and the word of who turns it down, at most."""


def _just_before(asked: Item, item: Item) -> bool:
    return 0 < _place(item) - _place(asked) <= SHORTLY


def _on_matter_of(item: Item, other: Item) -> Item:
    """The item, as one that speaks of the matter of `other`."""
    return replace(
        item,
        kind=other.kind,
        family=other.family,
        parties=other.parties,
        words=other.words,
        said_object=other.said_object,
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


_BARRED = frozenset(("measure",))
"""Kinds of which the report's last one is meant where the sentence names nobody: "welcomed the removal of the ban"."""

_OF_MANY = frozenset(("agreement",))
"""Kinds with many parties, of which one alone may act: what one of them ratifies is the treaty of all."""


def _from_before(item: Item, before: Item) -> Item:
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


def _completed(item: Item, pairs: Sequence[frozenset[str]]) -> Item:
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


def _enclosing(items: Sequence[Item]) -> list[Item]:
    """An act that encloses one of a matter (a demand, a promise, a refusal) is filed with the matter."""
    inner: dict[str, Item] = {}
    for item in items:
        if item.kind and item.event.embedded_in and item.event.embedded_in not in inner:
            inner[item.event.embedded_in] = item
    found = []
    for item in items:
        held = inner.get(item.event.id)
        current = item
        if item.kind is None and held is not None and set(item.parties) <= set(held.parties):
            refused = _done_to_a_meeting(item) if held.kind == "meeting" else None
            current = replace(
                _on_matter_of(item, held),
                number=held.number,
                form=held.form,
                visitor=held.visitor,
                speaks_of=refused or f"{act_of(item.event)}: {held.speaks_of}",
                about=refused is None,
                via=(f"encloses {held.event.id}",),
            )
        found.append(current)
    return found


def _done_to_a_meeting(item: Item) -> str | None:
    """What an act makes of the meeting that it encloses, if anything."""
    return "cancelled" if calls_it_off(item.event) else _refused(item) or _invited(item)


def _refused(item: Item) -> str | None:
    """Turning down a meeting is what becomes of the meeting."""
    event = item.event
    plain = event.type == "REJECT" and event.phase in (None, Phase.REFUSE) and event.status is Status.OCCURRED
    return "refused" if plain and any(map(can_stand_for_a_side, event.actors)) else None


def _invited(item: Item) -> str | None:
    """Asking somebody to come is a proposal of the visit by the one who would be the host."""
    event = item.event
    return "proposed" if event.status is Status.OCCURRED and trigger_of(event).startswith("invit") else None


_NAMES = frozenset(("REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN", "AGREE", "CONCEDE"))


def _naming(
    items: Sequence[Item], kinds: KindBook, ignored: Collection[str], pairs: Sequence[frozenset[str]]
) -> list[Item]:
    """A demand or reproach without an act inside, whose sentence names a measure ("the ban"), is about that matter."""
    matters = [item for item in items if item.kind and not item.about and len(item.parties) > 1]
    found = []
    for item in items:
        current = item
        pronoun = item.event.matter is not None and item.event.matter.matter_class.lower() in _OBJECTS
        may_name = item.kind is None and item.event.type in _NAMES and not (pronoun and item.event.phase)
        named = _named_kind(item, kinds) if may_name else None
        if named is not None:
            kind, family, rest = named
            current = replace(
                item,
                kind=kind.name,
                family=family.noun,
                words=words_of(rest, ignored),
                speaks_of=f"{act_of(item.event)}: about",
                about=True,
                via=(f"names the {family.noun}",),
            )
            before = [m for m in matters if m.kind == kind.name]
            nearest = min(before, key=lambda m: (abs(_place(m) - _place(item)), _place(m)), default=None)
            current = _completed(_from_before(current, nearest) if nearest else current, pairs)
            if len(current.parties) < 2:
                current = item
        found.append(current)
    return found


def _denying(items: Sequence[Item]) -> list[Item]:
    """Who denies what was just told, or a paper's report of it, speaks of the matter that was told of."""
    found: list[Item] = []
    told: Item | None = None
    # "Denied a report that it had agreed to wait" says itself what is denied.
    spelt_out = {item.event.embedded_in for item in items if item.event.status is Status.DENIED}
    for item in items:
        current = item
        if item.kind is None and told is not None and item.event.id not in spelt_out and denies_report(item.event):
            by_a_party = bool(set(item.parties) & set(told.parties)) or is_hearsay(told.row)
            if by_a_party:
                current = replace(
                    item,
                    kind=told.kind,
                    family=told.family,
                    parties=told.parties,
                    words=told.words,
                    speaks_of="REJECT: denied",
                    about=True,
                    via=(f"denies {told.event.id}",),
                )
        elif item.kind is not None and len(item.parties) > 1 and not item.about and item.real:
            told = item
        found.append(current)
    return found


def _named_kind(item: Item, kinds: KindBook) -> tuple[Kind, Family, str] | None:
    """The measure that the words after the trigger name, and what follows its noun."""
    evidence = item.event.evidence
    quote = evidence.quote.lower()
    for after in (quote[evidence.trigger.start - evidence.sentence.start :], quote):
        found = _named_in(after, kinds)
        if found is not None:
            return found
    return None


def _named_in(after: str, kinds: KindBook) -> tuple[Kind, Family, str] | None:
    for kind in (kind for kind in kinds.kinds if kind.directed):
        for family in kind.families:
            nouns = "|".join(re.escape(word) for word in sorted(family.words - kind.generic, key=len, reverse=True))
            phrase = rf"\b(?:the|this|that|its|their)\s+(?:\w+\s+)?(?:{nouns})s?\b(?:\s+(?:on|of|against)\b(.*))?"
            found = re.search(phrase, after)
            if found:
                rest = re.split(r"[,;.]|\bto be\b|\bbe\b|\bas\b|\band\b", found.group(1) or "")[0]
                return kind, family, rest
    return None


def _place(item: Item) -> int:
    return item.event.evidence.trigger.start
