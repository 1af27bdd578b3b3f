"""The two sides of a report: who stands against whom in its conflict, dispute or talks, and who is only between them.

Read once, from the words between those whom a sentence names: "between Chad and Sudan", "the government's talks with
the Tuareg rebels", "Chad accused Sudan". A state that hosts, mediates or leads a body that does is no side. Where two
pairs are told of about as much there is no one conflict, and nobody is a side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import ActorRef, Mention

_AGAINST = re.compile(rf"\b(?:{any_of(event_words('sides', 'against'))})", re.IGNORECASE)
_BETWEEN = re.compile(r"\b[Bb]etween (?:[a-z'-]+ ){0,4}$")
_JOINED = re.compile(r"(?:'s?)?(?: [\w'-]+){0,3},? and (?:[a-z'-]+ ){0,4}")
_PLACE = re.compile(r"\b(?:in|at|near|outside|inside|from|for|left|to) (?:the )?$")
_IN_TOWN = re.compile(r"\b(?:in|at|near|from) (?:[A-Z][\w'-]+ ?){1,3}, $")
_ENDS = re.compile(r"[.;:?!]\s|\n")
_MEDIATING = rf"(?:{any_of(event_words('sides', 'mediating'))})"
_ASIDE = r"(?:, [^.;:\n]{3,120}?,)?"
_MEDIATES = re.compile(
    rf"{_ASIDE}(?:-| (?:has |have |had |is |was |will |would |been |be |that |who |which |also |agreed to |offered to |"
    rf"government |officials |organi[sz]ers )*){_MEDIATING}(?:s|ed|ing|e[ds]?|ors?)?\b"
    rf"|(?:'s?)? (?:[a-z-]+ ){{0,2}}(?:{any_of(event_words('sides', 'go-between'))})"
)
_CALLED = re.compile(rf"\b(?:{any_of(event_words('sides', 'go-between'))}|mediator)")
_MEDIATED_BY = re.compile(rf"\b{_MEDIATING}[a-z]* (?:[a-z]+ )?by (?:the )?(?:[a-z]+ )?$|\bmediators? $")
_REACH = 160
"""Characters between two who are named together."""
_LEAD = 3
"""Sentences that tell what a report is about, and count twice."""
_ENOUGH = 3
_CLEARLY = 2
"""How often more a pair must be told of than the next one."""
_AS_A_PAIR, _OPPOSED, _TOGETHER = 3, 2, 1
_AGAINST_ITS_STATE = ("REB",)
_STATE = 3
"""Letters of the code of a state."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The first mention of each of the two sides, none where a report has no two, and who is between them."""

    pair: tuple[Mention, ...] = ()
    between: frozenset[str] = frozenset()


def find_sides(text: str, mentions: Iterable[Mention]) -> Sides:
    """The two sides of a report by the mentions in its clean text."""
    told = sorted((m for m in mentions if _key(m) is not None), key=lambda m: m.start)
    alike = _rebels_of_one_group(told)
    keyed = [(alike.get(str(_key(m)), str(_key(m))), m) for m in told]
    between = frozenset(key for key, m in keyed if _is_between(text, m))
    keyed = [(key, m) for key, m in keyed if key not in between and not is_place(text, m)]
    counted = _pairs(text, keyed)
    if not counted:
        return Sides(between=between)
    (best, score), *others = counted.most_common(2)
    if score < _ENOUGH or any(score < _CLEARLY * other for _, other in others):
        return Sides(between=between)
    firsts = {key: _plainest(key, keyed) for key in best}
    return Sides(tuple(sorted(firsts.values(), key=lambda m: m.start)), between)


def key_of_side(actor: str | None, country: str | None) -> str | None:
    """What makes two actors one side: an armed group or the rebels of a state, else the state; else `None`."""
    head, _, part = (actor or "").partition(".")
    if head == "ARM":
        return actor
    if country is None or len(country) != _STATE or not (head in (country, "") or head.startswith("person/")):
        return None
    if part.startswith(_AGAINST_ITS_STATE):
        return f"{country}.{part.partition('.')[0]}"
    return None if part.startswith(("MED", "BUS", "CVL", "SPT", "EDU")) else country


def side_of(actor: ActorRef, about: tuple[ActorRef, ...]) -> str | None:
    """What tells an actor from the other parties; a state's rebels are its armed group that the report is about."""
    key = key_of_side(actor.id, actor.country) or actor.country or actor.id
    if key is None or not key.endswith(".REB"):
        return key
    groups = [ref.id for ref in about if (ref.id or "").startswith("ARM.") and ref.country == actor.country]
    return groups[0] if len(groups) == 1 else key


def fights_a_government(actor: ActorRef) -> bool:
    """Whether it is an armed group, or rebels of a state."""
    return (actor.id or "").startswith("ARM.") or ".REB" in (actor.id or "")


def _key(mention: Mention) -> str | None:
    return key_of_side(mention.actor, mention.country) if mention.actor else None


def _rebels_of_one_group(told: Iterable[Mention]) -> dict[str, str]:
    """ "The rebels" of a state of which the report names one armed group are this group."""
    groups: dict[str, set[str]] = {}
    for mention in told:
        if (mention.actor or "").startswith("ARM.") and mention.country:
            groups.setdefault(f"{mention.country}.REB", set()).add(str(mention.actor))
    return {rebels: found.pop() for rebels, found in groups.items() if len(found) == 1}


def _is_between(text: str, mention: Mention) -> bool:
    """Whether the words beside it say that somebody brings others together."""
    start, end = mention.phrase or (mention.start, mention.end)
    before = text[max(0, start - 60) : start]
    called = _CALLED.search(text, start, end)
    return bool(called or _MEDIATES.match(text, mention.end) or _MEDIATED_BY.search(before))


def is_place(text: str, mention: Mention) -> bool:
    """Whether a name only says where: "in Lima, Peru", "in the Togolese capital"."""
    named = mention.kind in ("name", "metonym", "demonym")
    before = text[max(0, mention.start - 40) : mention.start]
    return named and (_PLACE.search(before) is not None or _IN_TOWN.search(before) is not None)


def _pairs(text: str, keyed: list[tuple[str, Mention]]) -> Counter[tuple[str, str]]:
    """How much the text tells of each two as two: its lead counts twice."""
    found = Counter[tuple[str, str]]()
    lead = min((m.sentence for _, m in keyed), default=0) + _LEAD
    for (key, first), (other, second) in pairwise(keyed):
        if key == other or first.sentence != second.sentence or second.start <= first.end:
            continue
        words = text[first.end : second.start]
        if len(words) > _REACH or _ENDS.search(words):
            continue
        weight = _OPPOSED * (_AGAINST.search(words) is not None)
        if _JOINED.fullmatch(words):
            paired = _BETWEEN.search(text, max(0, first.start - _REACH), first.start) is not None
            at_home = first.country == second.country  # a government "and" its rebels
            weight = _AS_A_PAIR if paired else max(weight, _OPPOSED if at_home else _TOGETHER)
        if weight:
            pair = (key, other) if key < other else (other, key)
            found[pair] += weight * (2 if first.sentence < lead else 1)
    return found


def _plainest(key: str, keyed: list[tuple[str, Mention]]) -> Mention:
    """The first mention of a side, of a group that by which it is named."""
    own = [m for each, m in keyed if each == key]
    return next((m for m in own if m.actor == key), own[0])
