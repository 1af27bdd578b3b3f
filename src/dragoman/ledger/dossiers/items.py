"""What linking and filing need to know of an event, taken from its own report and from nothing else.

An `Item` is an event with its matter worked out: the kind of dossier, the parties, the words of the object. What a
sentence leaves out ("the ban", "it") is taken from the report's last matter of the same family, and marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.dates import MONTHS, WEEKDAYS, Interval
from dragoman.lexicon.cues_dossiers import load_dossier_words, word_set
from dragoman.lexicon.dossiers import PLANNED, REAL, trigger_place
from dragoman.model import ActorRef, Event, Matter
from dragoman.protocols import StoredEvent

Order = tuple[str, str, str, int, str]
"""Publication (last possible day, first possible day), document, place in it, id."""

LATE = "9999-12-31"

ABOUT_IT = "speaks of it"
"""The reason of a happening that only speaks of a matter."""

DOUBTFUL = "too doubtful to move it"
"""The reason of a happening that is likely to be misread."""

OBJECT_PRONOUNS = word_set("object_pronouns")  # what may stand where the matter is named
ONLY_PAIR = "the report's only pair"
"""The reason of parties that no sentence of the matter names."""

BESIDE = "@"
"""Before the office of somebody who is named: it is his where another report names the office alone."""

ANSWERS = "answers"
"""Before the event that an item answers: "asked him to come, but he declined"."""

_STOP = frozenset((*load_dossier_words().common, *MONTHS, *WEEKDAYS))
"""Words that tell no two matters apart."""


@lru_cache(maxsize=1)
def _alike() -> Mapping[str, str]:
    """Word -> the one that it counts as, of those that name one thing: cars and vehicles."""
    return {other: first for first, *others in map(str.split, load_dossier_words().alike) for other in others}


@dataclass(frozen=True, slots=True)
class Item:
    """An event as linking sees it. `parties` are codes, sorted; `words` the normalised words of the object.

    `kind` and `family` are `None` where the event is of no matter that has a dossier. `speaks_of` is the state to which
    the act leads if it is done, or the type of the event. `visitor` is the party that goes, where a visit is told of.
    `who` are the participants by party. `via` says what was taken from elsewhere in the report; `about` that the event
    only encloses an act of the matter or names it. `named` is how many of the parties the sentence names, itself or by
    what it takes up. `alone` marks an act of several sides on one, which is a matter of each pair: it is told of in the
    block of all of them, where it opens nothing, and as a `guest` in that of each pair; everywhere it stays by itself.
    `name` are the words of a proper name that an agreement of many is called by ("the Lake Victoria convention").
    `lone` marks a measure of one state that is on its trade with everybody ("banned exports of rice"): it is a matter
    of that state by itself.
    """

    row: StoredEvent
    kind: str | None
    family: str | None
    parties: tuple[str, ...]
    words: frozenset[str]
    said_object: str | None
    number: int | None
    speaks_of: str
    form: str | None
    who: tuple[tuple[str, str], ...]
    via: tuple[str, ...] = ()
    about: bool = False
    part_of: str | None = None
    visitor: str | None = None
    named: int = 0
    alone: bool = False
    guest: bool = False
    name: frozenset[str] = frozenset()
    lone: bool = False

    @property
    def event(self) -> Event:
        """The event itself."""
        return self.row.event

    @property
    def said(self) -> Interval:
        """The days on which the report can have appeared."""
        return self.row.source.published.interval

    @property
    def when(self) -> Interval:
        """The days of the act as the text gives them; both ends open where it gives none."""
        event = self.event
        dated = event.effective or event.date or (event.matter.planned if event.matter else None)
        return dated.interval if dated else Interval()

    @property
    def real(self) -> bool:
        """Whether the text says that the act was done or is under way."""
        return self.event.status in REAL

    @property
    def order(self) -> Order:
        """The place of the event among all events, whatever the order in which reports came."""
        said = self.said
        first = said.earliest.isoformat() if said.earliest else LATE
        last = said.latest.isoformat() if said.latest else LATE
        return (last, first, self.event.document, self.event.evidence.trigger.start, self.event.id)

    @property
    def doer(self) -> str | None:
        """The party that does the act, where there is exactly one."""
        found = {code for actor in self.event.actors if (code := party_of(actor))}
        return found.pop() if len(found) == 1 else None


_OF_A_PART = re.compile(r"\.(?:REG|LOCAL)\b")
_APART = frozenset(("OPP", "REB"))
"""Parts of a country that act against its government, and so are sides of their own."""


def party_of(actor: ActorRef) -> str | None:
    """The party that an actor stands for: its country, its organisation, or itself where it is neither's.

    `None` for who speaks for a part of a state, a company or a charity.
    """
    return _party(actor.id or "", actor.country)


@lru_cache(maxsize=65536)
def _party(identity: str, country: str | None) -> str | None:
    if not identity or identity.startswith("person/"):
        return country
    head, _, rest = identity.partition(".")
    if _OF_A_PART.search(identity):
        return None  # Scotland's first minister and a mayor speak for no state
    if head in ("IGO", "GRP"):
        return f"{head}.{rest.partition('.')[0]}"
    if head in ("ARM", "NGO", "COM", "MED") and rest and not re.match(r"(GOV|MIL|LEG|PTY|OPP)\b", rest):
        return identity if head == "ARM" else None  # a company or a charity is no side
    return identity if rest in _APART else head


def parties_of(event: Event) -> frozenset[str]:
    """The parties of an event, by its own actors."""
    return frozenset(code for actor in (*event.actors, *event.recipients) if (code := party_of(actor)))


def words_of(text: str | None, ignored: Collection[str]) -> frozenset[str]:
    """The words of an object, lower case and in the singular, without those that tell no two matters apart."""
    every = _words_in(text or "")
    return every - frozenset(ignored) if ignored else every


_WORD = re.compile(r"[^\W\d_]+")
"""The parts of "intelligence-sharing" are words of their own: a report may name one of them alone."""


@lru_cache(maxsize=8192)
def _words_in(text: str) -> frozenset[str]:
    """The words of a text: while a block is linked, the same sentences are asked for again and again."""
    found = map(_root, _WORD.findall(text.lower()))
    return frozenset(word for word in found if word not in _STOP and len(word) > 2)


@lru_cache(maxsize=65536)
def _root(word: str) -> str:
    one = singular(word)
    return _alike().get(one) or _stem(one)


def _stem(word: str) -> str:
    """Fishing, fishery: what is done and where it is done count as one word."""
    for ending in ("ery", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def singular(word: str) -> str:
    """A noun in the singular, by its ending."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def form_of(event: Event, matter: Matter | None) -> str | None:
    """How a meeting is held, where that is said."""
    said = f"{matter.matter_class} {matter.object or ''}".lower() if matter else ""
    if event.mode == "phone" or "call" in said.split():
        return "phone"
    if event.mode == "visit" or is_invited_over(event) or not word_set("visiting").isdisjoint(said.split()):
        return "visit"
    for word in ("online", "virtual", "informal", "summit"):
        if word in said.split():
            return "online" if word == "virtual" else word
    return None


_OVER = re.compile(
    r"^[^.;]{3,80}?\b(?:to (?:(?:come|travel|fly) to |visit )?(?:the )?(?-i:[A-Z])|"
    r"for an? (?:[a-z-]+ ){0,2}visit\b|to visit\b)",
    re.I,
)


def is_invited_over(event: Event) -> bool:
    """ "Invited the president to Tallinn": to come on a visit, and not to talks or a summit."""
    start, end = trigger_place(event)
    if event.type not in ("AGREE", "REQUEST") or not event.evidence.quote[start:end].lower().startswith("invit"):
        return False
    return bool(event.recipients) and _OVER.match(event.evidence.quote[end:]) is not None


def is_plan(item: Item) -> bool:
    """Whether the text speaks of the act as of one still to come."""
    return item.event.status in PLANNED
