"""Acts that only speak of a matter: that enclose one of it, name its measure, deny it, or turn it down."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dragoman.ledger.dossiers.contests import denies_report, is_hearsay
from dragoman.ledger.dossiers.items import ANSWERS, Item, words_of
from dragoman.ledger.dossiers.own import act_of
from dragoman.ledger.dossiers.sifting import can_stand_for_a_side
from dragoman.ledger.dossiers.told import calls_it_off
from dragoman.ledger.dossiers.unsaid import POINTING, completed, from_before, on_matter_of, place_in
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import Family, Kind, KindBook, trigger_of, trigger_place
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Phase, Status


def declining(items: Sequence[Item]) -> list[Item]:
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
                    on_matter_of(item, what),
                    form=what.form,
                    visitor=what.visitor,
                    speaks_of="refused",
                    via=(*item.via, f"{ANSWERS} {what.event.id}"),
                )
        found.append(current)
    return found


_TO_SAY = re.compile(
    rf"\s+to (?:{any_of(load_dossier_words().to_say)})\b",
    re.I,
)


def _declines_to_say(item: Item) -> bool:
    """ "Declined to comment": no answer to an invitation."""
    return _TO_SAY.match(item.event.evidence.quote, trigger_place(item.event)[1]) is not None


SHORTLY = 200
"""Letters between what was asked for and the word of who turns it down, at most."""


def _just_before(asked: Item, item: Item) -> bool:
    return 0 < place_in(item) - place_in(asked) <= SHORTLY


def enclosing(items: Sequence[Item]) -> list[Item]:
    """An act that encloses one of a matter (a demand, a promise, a refusal) is filed with the matter."""
    inner: dict[str, Item] = {}
    for item in items:
        if item.kind and item.event.embedded_in and item.event.embedded_in not in inner:
            inner[item.event.embedded_in] = item
    given_up = {item.event.id for item in items if item.kind is None and _gives_up_a_plan(item)}
    found = []
    for item in items:
        held = inner.get(item.event.id)
        current = item
        if item.kind == "meeting" and item.event.embedded_in in given_up:
            current = replace(item, kind=None, family=None)  # the plan is off, and nobody stayed away
        if item.kind is None and held is not None and set(item.parties) <= set(held.parties):
            denied = held.event.status is Status.DENIED  # who denies that it was called off has refused nothing
            refused = _done_to_a_meeting(item) if held.kind == "meeting" and not denied else None
            current = replace(
                on_matter_of(item, held),
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
    off = calls_it_off(item.event) or _gives_up_a_plan(item)
    return "cancelled" if off else _refused(item) or _invited(item)


_PLANS = re.compile(r"\s+(?:[\w'’-]+ ){0,3}plans?\s+to\b", re.I)


def _gives_up_a_plan(item: Item) -> bool:
    """ "Scrapped plans to visit Quito": who gives up a plan has called off what was planned."""
    event = item.event
    after = event.evidence.quote[trigger_place(event)[1] :]
    return item.real and event.phase is Phase.CANCEL and _PLANS.match(after) is not None


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


def naming(
    items: Sequence[Item], kinds: KindBook, ignored: Collection[str], pairs: Sequence[frozenset[str]]
) -> list[Item]:
    """A demand or reproach without an act inside, whose sentence names a measure ("the ban"), is about that matter."""
    matters = [item for item in items if item.kind and not item.about and len(item.parties) > 1]
    found = []
    for item in items:
        current = item
        pronoun = item.event.matter is not None and item.event.matter.matter_class.lower() in POINTING
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
            nearest = min(before, key=lambda m: (abs(place_in(m) - place_in(item)), place_in(m)), default=None)
            current = completed(from_before(current, nearest) if nearest else current, pairs)
            if len(current.parties) < 2:
                current = item
        found.append(current)
    return found


def denying(items: Sequence[Item]) -> list[Item]:
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
