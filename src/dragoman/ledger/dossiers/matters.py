"""Which events are about the same matter: a key of kind, family, parties and object words, compared with reasons."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from math import prod

from dragoman.ledger.dossiers.items import ABOUT_IT, DOUBTFUL, ONLY_PAIR, Item, is_plan, party_of, words_of
from dragoman.ledger.dossiers.seen import Cluster
from dragoman.ledger.dossiers.spelling import StateNames
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import REAL, Kind
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Json, Phase, Status

LAST = 20
"""Matters last opened that an item without an object is compared with."""

ENOUGH = 0.4
"""The chance of being right from which on a matter gets a dossier."""

ABOUT, UNNAMED, SUPPLIED = 0.5, 0.3, 0.4
"""What the confidence in an event is worth for opening a matter, where its parties are taken from the whole report."""

FAINT = 0.1
"""The chance of being right below which a telling moves no meeting: a doubtful reading, its parties not named."""

SAID_BOTH = 0.6
"""What it is worth where the sentence says "the two countries", and the report tells of two."""

SPELT = 0.8
"""What it is worth where the sentence names both sides, but not as those who act: "[Honduran] officers turned back"."""

TAKEN_OVER = 0.55
"""What it is worth where the sentence names nobody, and takes all its parties over from another one."""

SAME_WORDS = 0.5
"""Share of the shorter object's words that two objects must have in common."""


@dataclass(slots=True)
class Matter:
    """The items of one matter, in their order; `place` is that of the matter among those of its block."""

    kind: str
    items: list[Item] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
    numbers: set[int] = field(default_factory=set)
    doers: Counter[str] = field(default_factory=Counter)
    place: int = 0

    def add(self, item: Item) -> None:
        """Take an item in."""
        self.items.append(item)
        self.words.update(item.words)
        if item.family:
            self.families[item.family] += 1
        if item.number:
            self.numbers.add(item.number)
        doer = item.visitor or item.doer
        if doer and not item.about and (item.visitor or item.form != "visit"):
            self.doers[doer] += 1

    @property
    def parties(self) -> tuple[str, ...]:
        """The codes of the parties: of an agreement of many, those of the report that names most of them."""
        return max((item.parties for item in self.items), key=lambda parties: (len(parties), parties))

    @property
    def told(self) -> bool:
        """Whether something that was done or planned is told of it, however surely."""
        return any(not item.about and (item.real or is_plan(item)) for item in self.items)

    def opens(self, kind: Kind, names: StateNames) -> bool:
        """Whether something that was done or planned is told of it, and not only demands, conditions or denials.

        A demand that something be lifted shows that it is there; one that two sides meet shows nothing. Several
        doubtful reports may do what one cannot: what counts is the chance that at least one of them is right. Two
        sentences of one report are no two witnesses, but of what stands or recurs (its history, its sessions).
        """
        sure: dict[str, list[float]] = defaultdict(list)
        for item in self.items:
            if not item.about and (item.event.status in REAL or is_plan(item) or _shows(kind, item)):
                chance = max(item.event.confidence, ENOUGH) if _is_numbered(item) else item.event.confidence
                sure[item.event.document].append(chance * _certainty(item, names))
        told = [chance for each in sure.values() for chance in (each if kind.sessions else [max(each)])]
        return 1.0 - prod(1.0 - chance for chance in told) >= ENOUGH

    def score(self, c: Cluster, kind: Kind, names: StateNames) -> tuple[float, tuple[str, ...]]:
        """How surely a happening belongs here, and why."""
        points, why = 0.5, ["parties"]
        item = c.first
        if item.family and self.families[item.family]:
            points, why = points + 0.2, [*why, f"named {item.family}"]
        if item.words:
            points, why = points + 0.2, [*why, f"object: {' '.join(sorted(item.words))}"]
        for reason in item.via:
            points, why = points - 0.1, [*why, reason]
        if item.about:
            points, why = points - 0.2, [*why, ABOUT_IT]
        elif _may_doubt(kind, c) and max(each.event.confidence * _certainty(each, names) for each in c.items) < FAINT:
            points, why = points - 0.2, [*why, DOUBTFUL]
        return round(max(0.1, min(1.0, points + 0.1)), 2), tuple(why)

    def holds(self, other: Matter) -> str | None:
        """Why `other` is a part of this matter, or `None`."""
        mine = {item.event.id for item in self.items}
        if any(item.event.id in mine for item in other.items):
            return "a session of it"
        documents = {item.event.document for item in self.items}
        for item in other.items:
            if item.part_of == self.kind and item.event.document in documents:
                return f"said to be part of it ({item.event.id})"
        return None

    def body(self, kind: Kind, names: StateNames) -> Json:
        """What linking keeps of the dossier; titles and states are made when it is asked for."""
        sure = [item for item in self.items if item.event.confidence * _certainty(item, names) >= FAINT] or self.items
        objects = Counter(item.said_object for item in sure if item.said_object and not _borrowed(item))
        nouns = Counter(item.event.matter.matter_class for item in sure if item.event.matter and not item.about)
        forms = Counter(item.form or "" for item in sure if not item.about)
        form = max(forms, key=lambda each: (forms[each], each), default=None) if kind.once else None
        families = Counter(item.family for item in sure if item.family)
        return {
            "object": min(objects, key=lambda text: (-objects[text], len(text), text)) if objects else None,
            "noun": _noun_of(kind, families, nouns, _CALLED.get(form or "")),
            "parties": list(self.parties),
            "doer": min(self.doers, key=lambda code: (-self.doers[code], code)) if self.doers else None,
            "words": sorted(self.words),
            "numbers": sorted(self.numbers),
        }


_CALLED = {"visit": "visit", "phone": "call"}
"""What a meeting is called that no noun names, by its form."""


def _noun_of(kind: Kind, families: Counter[str], nouns: Counter[str], told: str | None) -> str:
    """What the matter is called: its family's noun, else the one that is told most often."""
    own = [noun for noun in families if kind.named(noun)]
    if kind.participation:  # a truce is called "the agreement" too
        narrow = [noun for noun in own if (family := kind.named(noun)) and family.objects]
        own = narrow if narrow and families[narrow[0]] * 2 >= sum(families.values()) else own
    if own:
        chosen = min(own, key=lambda noun: (-families[noun], noun))
        family = kind.named(chosen)
        theirs = {noun: count for noun, count in nouns.items() if family is not None and noun in family.words}
        most = min(theirs, key=lambda noun: (-theirs[noun], noun), default=chosen)
        return most if family is not None and most in family.names else chosen
    known = [noun for noun in nouns if any(noun in family.words for family in kind.families)]
    return min(known, key=lambda noun: (-nouns[noun], noun)) if known else told or kind.name


def _certainty(item: Item, names: StateNames) -> float:
    """How sure it is whose matter it is: both parties named, or one, or none and the report stood in.

    A numbered session is one of a body that has been named.
    """
    if item.lone:
        return 1.0
    if item.named > 1 or _is_numbered(item):
        return 1.0 if _is_numbered(item) or _says_who(item) else TAKEN_OVER
    if not item.named and len(item.parties) == TWO and _BOTH.search(item.event.evidence.quote):
        return SAID_BOTH
    if len(item.parties) == TWO and item.kind != "meeting" and names.all_in(item.parties, item.event.evidence.quote):
        return SPELT
    if _of_only_pair(item):
        return SUPPLIED if item.named and item.kind != "meeting" else 0.0
    return ABOUT if item.named else UNNAMED


TWO = 2
_BOTH = re.compile(
    rf"\b(?:the two|both|the two neighbou?ring) (?:{any_of(load_dossier_words().of_the_two)})\b",
    re.I,
)
TALKS = "talks"


def _may_doubt(kind: Kind, c: Cluster) -> bool:
    """Whether a doubtful telling is better left out: of what happens once, of pacts, and of talks only mentioned."""
    return kind.once or kind.participation or (kind.name == TALKS and all(item.event.phase is None for item in c.items))


def _shows(kind: Kind, item: Item) -> bool:
    """Whether what was not done shows that there is such a matter: a ban to be lifted, a second session not held."""
    if item.event.status is Status.NOT_OCCURRED and item.event.phase is None and kind.name == TALKS:
        return False  # who could not negotiate has no talks
    if not kind.once:
        begins = item.event.phase in (None, Phase.BEGIN) and not item.about
        unbegun = begins and not kind.sessions and item.event.status is Status.NOT_OCCURRED  # "agreed not to deploy"
        return item.speaks_of not in kind.before | {kind.states[0]} and not (begins and kind.directed) and not unbegun
    matter = item.event.matter
    dated = item.event.date is not None
    known = item.number is not None or dated or (matter is not None and matter.planned is not None)
    return item.event.status is Status.NOT_OCCURRED and known


def _says_who(item: Item) -> bool:
    """Whether the sentence itself names one of the parties."""
    event = item.event
    return any(actor.span is not None and party_of(actor) for actor in (*event.actors, *event.recipients))


def _of_only_pair(item: Item) -> bool:
    return ONLY_PAIR in item.via


def _is_numbered(item: Item) -> bool:
    """Whether it is the third session of something named; a government's "first cabinet meeting" is one of no pair."""
    return item.number is not None and not _of_only_pair(item)


def _borrowed(item: Item) -> bool:
    return any(reason.startswith(("object of", "encloses", "names")) for reason in item.via)


def gather(kind: Kind, items: Sequence[Item]) -> list[Matter]:
    """Items of one kind and one block by matter, in their order. A matter without an object takes the next one's.

    Of two that fit alike, an item goes to one of which something was done or planned, and of these to the last.
    """
    found: list[Matter] = []
    by_word: dict[str, dict[int, None]] = defaultdict(dict)
    by_report: dict[str, dict[int, None]] = defaultdict(dict)
    for item in items:
        best: tuple[float, bool, Matter] | None = None
        near = set(range(max(0, len(found) - LAST), len(found))) | set(by_report[item.event.document])
        near |= {place for word in item.words for place in by_word[word]}
        for place in sorted(near):
            matter = found[place]
            points = _likeness(kind, item, matter)
            if points is not None and (best is None or (points, matter.told) >= best[:2]):
                best = (points, matter.told, matter)
        if best is None:
            best = (1.0, False, Matter(kind.name, place=len(found)))
            found.append(best[2])
        matter = best[2]
        matter.add(item)
        by_report[item.event.document][matter.place] = None
        for word in item.words:
            by_word[word][matter.place] = None
    return found


def _told(item: Item) -> frozenset[str]:
    """The words of the whole sentence: "the accord that let herds graze on the pastures" names no object of its own."""
    return words_of(item.event.evidence.quote, ())


def _is_plain_word(kind: Kind, item: Item, matter: Matter) -> bool:
    """ "The agreement has unravelled", of a truce: the plain word, without an object, may stand for the narrow one."""
    narrow = {family.noun for family in kind.families if family.objects}
    plain = kind.participation and item.family == kind.families[0].noun and not item.words and not matter.words
    return plain and set(matter.families) <= narrow


def _of_one_sort(words: Collection[str], others: Collection[str]) -> frozenset[str]:
    """The words of which the one names the sort that the other is of: "vegetables" and "tomatoes"."""
    found = set()
    for some, rest in ((words, others), (others, words)):
        for word in some:
            if not _sorts().get(word, frozenset()).isdisjoint(rest):
                found.add(word)
    return frozenset(found)


@lru_cache(maxsize=1)
def _sorts() -> Mapping[str, frozenset[str]]:
    """The word for a sort of goods -> the goods, as the words of objects are."""
    told = (line.split() for line in load_dossier_words().sorts)
    return {word: words_of(" ".join(goods), ()) for sort, *goods in told for word in words_of(sort, ())}


def _named_beside(item: Item, matter: Matter) -> bool:
    """Whether the matter was told of in the item's words: a dialogue "of the coast guards on the waters" is of both."""
    return any(item.words <= _told(each) for each in matter.items[:LAST])


_NEW = re.compile(
    rf"\b(?:a|an|another|some) (?:[\w-]+ )?(?:{any_of(load_dossier_words().another_one)})\b|\banother\b", re.I
)
LATER = timedelta(days=60)
"""How long after a matter was last told of "a new deal" is another one."""


def _is_another(item: Item, matter: Matter) -> bool:
    """Whether a plan speaks of a new one of a sort, long after the last word on the matter."""
    last = matter.items[-1].said.latest
    if item.said.latest is None or last is None or item.said.latest - last <= LATER:
        return False
    return _NEW.search(item.event.evidence.quote) is not None


SEASON = timedelta(days=240)
"""How far apart two tellings of an exercise lie, at least, that is held anew each year or every other year."""


def _is_another_edition(item: Item, matter: Matter) -> bool:
    """Whether an exercise is of another year than all that is told of the matter, and is not said to go on."""
    if item.event.phase in (Phase.RESUME, Phase.CONTINUE, Phase.EXTEND):
        return False
    mine = item.when.latest or item.said.latest
    days = [day for each in matter.items if (day := each.when.latest or each.said.latest)]
    return mine is not None and bool(days) and min(abs(mine - day) for day in days) > SEASON


def _likeness(kind: Kind, item: Item, matter: Matter) -> float | None:
    """How well an item fits a matter; `None` where it is another one."""
    if kind.one_per_pair:
        return 1.0
    if kind.directed and item.doer and matter.doers and item.doer not in matter.doers and not item.about:
        return None
    if not item.words and is_plan(item) and _is_another(item, matter):
        return None
    if item.family in load_dossier_words().yearly and _is_another_edition(item, matter):
        return None
    words = matter.words.keys()
    points = 0.0
    if item.words and words:
        common = item.words & words
        sort = len(_of_one_sort(item.words, words)) if kind.directed and not common else 0
        shared = max(len(common), sort) / min(len(item.words), len(words))
        if shared < SAME_WORDS and not (kind.sessions and _named_beside(item, matter)):
            return None
        points += shared
    if item.family and matter.families:
        if item.family in matter.families:
            points += 0.5
        elif _is_plain_word(kind, item, matter):
            points += 0.2
        elif not (item.words & words) and not (kind.directed and _of_one_sort(item.words, words)):
            return None
    if not item.words and words and _told(item) & words:
        points += 0.4
    if any(each.event.document == item.event.document for each in matter.items[-20:]):
        points += 0.3
    return points
