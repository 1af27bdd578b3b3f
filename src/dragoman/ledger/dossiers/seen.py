"""What comparing asks of an item and of a happening, worked out once: each is compared with dozens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from dragoman.dates import Interval
from dragoman.ledger.dossiers.items import Item, is_plan, party_of, words_of
from dragoman.lexicon.dossiers import REAL
from dragoman.model import Status, stable_id

NEAR = timedelta(days=21)
"""How long before its report an act without a date is first looked for."""

WIDTH = 511
"""Bits, less one, by which words are told apart before they are compared."""

COPY = 0.8
"""Share of words from which on two sentences are one source's."""

SLACK = 1.6
"""By how much more two sentences may differ where the reports are known to be made from one another."""

LEAST = COPY / SLACK - 0.001
"""The least share of a sentence's words that a copy of it has: who has fewer in all its sentences is none."""

_TOKEN = re.compile(r"\w+")


@dataclass(slots=True)
class Cluster:
    """Items that tell of one happening. `when` is what all their dates allow together."""

    items: list[Item]
    when: Interval
    reasons: list[str] = field(default_factory=list)

    @property
    def events(self) -> tuple[str, ...]:
        """The events, sorted."""
        return tuple(sorted(item.event.id for item in self.items))

    @property
    def id(self) -> str:
        """That of an occurrence: from the first event in sorted order."""
        return stable_id("oc", min(item.event.id for item in self.items))

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons for which the items were put together, each once."""
        return tuple(sorted(dict.fromkeys(self.reasons)))

    @property
    def held(self) -> bool:
        """Whether somebody says that it happened."""
        return any(item.event.status in REAL for item in self.items)

    @property
    def first(self) -> Item:
        """The item that opened it."""
        return self.items[0]


Days = tuple[int, int]
"""The first and the last day as ordinals; `OPEN` where an end is open."""

OPEN = (0, 10**7)


def ordinals(when: Interval) -> Days:
    """The ends of an interval as numbers of days, which are compared more quickly."""
    first, last = when.earliest, when.latest
    return (first.toordinal() if first else OPEN[0], last.toordinal() if last else OPEN[1])


def _about(item: Item) -> Interval:
    """Where an act without a date is looked for first: in the weeks before its report, a plan in those after."""
    last = item.said.latest
    if last is None:
        return Interval()
    return Interval(last, last + NEAR) if is_plan(item) else Interval(last - NEAR, last)


def bounds(item: Item) -> Interval:
    """The days that are left for the act: as dated, else up to the report if it was done, from it on if planned."""
    when = item.when
    if when.earliest or when.latest:
        return when
    if item.real:
        return Interval(None, item.said.latest)
    return Interval(item.said.earliest, None) if is_plan(item) else Interval()


def _marks(words: Iterable[str]) -> int:
    """Words as bits, which are counted more quickly than words; two may have one bit."""
    found = 0
    for word in words:
        found |= 1 << (hash(word) & WIDTH)
    return found


class Seen:
    """An item with all that comparing asks of it, worked out once: each is compared with dozens."""

    __slots__ = (
        *(
            "item",
            "when",
            "days",
            "dated",
            "bounds",
            "reach",
            "about",
            "around",
            "said",
            "tokens",
            "telling",
            "names",
            "sides",
        ),
        *("place", "sentence", "document", "base", "ties", "of_summit", "of_itself", "doers", "struck"),
        *("marks", "marks_least", "telling_marks", "telling_spare"),
    )

    def __init__(self, item: Item) -> None:
        """Work it all out."""
        event = item.event
        self.item = item
        self.when = item.when
        self.days = ordinals(self.when)
        self.dated = self.when.days
        self.bounds = bounds(item)
        self.reach = ordinals(self.bounds)
        self.about = _about(item)
        self.around = ordinals(self.about)
        self.said = item.said.latest.toordinal() if item.said.latest else None
        self.tokens = frozenset(_TOKEN.findall(event.evidence.quote.lower()))
        self.telling = words_of(event.evidence.quote, ()) if item.kind is None else frozenset()
        self.names = {name for _, name in item.who}
        self.sides: dict[str, set[str]] = {}
        for side, name in item.who:
            self.sides.setdefault(side, set()).add(name)
        self.of_itself = bool(item.parties) and item.kind == "meeting" and item.parties[0].startswith("IGO.")
        self.place = event.place
        self.sentence = event.evidence.sentence
        self.document = event.document
        known = len(item.parties) > 1 or bool(item.who)
        self.base = (0.2 if item.kind else 0.1) if known else 0.1 if self.of_itself else 0.0
        numbers = (item.number,) if item.number else ()
        self.marks, self.telling_marks = _marks(self.tokens), _marks(self.telling)
        # Words that have one bit are counted once: so many more may be shared than the bits show.
        self.marks_least = LEAST * len(self.tokens) - (len(self.tokens) - self.marks.bit_count())
        self.telling_spare = len(self.telling) - self.telling_marks.bit_count()
        self.of_summit = item.kind == "meeting" and "summit" in self.tokens
        self.doers = {code for actor in event.actors if (code := party_of(actor))}
        self.struck = {code for actor in event.recipients if (code := party_of(actor))}
        self.ties: frozenset[object] = frozenset((*self.names, *item.words, event.document, *numbers))


class Group:
    """A happening on its way, with what comparing asks of all its items together."""

    __slots__ = (
        *("cluster", "seen", "days", "dated", "visitors", "numbers", "names", "place", "words", "documents"),
        *("named", "marks", "tokens", "ties", "telling_marks", "told", "doers", "struck"),
    )

    def __init__(self, first: Seen) -> None:
        """A happening of which one item is known."""
        self.cluster = Cluster([], first.bounds)
        self.seen: list[Seen] = []
        self.visitors: set[str] = set()
        self.numbers: set[int] = set()
        self.names: set[str] = set()
        self.named: list[Seen] = []
        self.place: str | None = None
        self.words: frozenset[str] = frozenset()
        self.documents: dict[str, list[Seen]] = {}
        self.tokens: set[str] = set()
        self.ties: set[object] = set()
        self.doers: set[str] = set()
        self.struck: set[str] = set()
        self.marks = self.telling_marks = 0
        self.told = (OPEN[1], OPEN[0])
        """The first and the last day on which it is told of."""
        self._take(first)

    def join(self, one: Seen, points: float, reasons: Sequence[str]) -> None:
        """Take an item in, for these reasons."""
        self.cluster.reasons.append(f"{points:.2f}: {', '.join(reasons)}")
        if one.item.event.status not in (Status.DENIED, Status.NOT_OCCURRED):
            self.cluster.when = self.cluster.when.intersect(one.bounds) or self.cluster.when
        self._take(one)

    def _take(self, one: Seen) -> None:
        item = one.item
        self.cluster.items.append(item)
        self.seen.append(one)
        self.days, self.dated = ordinals(self.cluster.when), self.cluster.when.days
        self.names |= one.names
        self.tokens |= one.tokens
        self.ties |= one.ties
        self.doers |= one.doers
        self.struck |= one.struck
        self.marks |= one.marks
        self.telling_marks |= one.telling_marks
        self.words |= item.words
        self.place = self.place or one.place
        self.documents.setdefault(one.document, []).append(one)
        if one.said is not None:
            self.told = (min(self.told[0], one.said), max(self.told[1], one.said))
        if item.visitor:
            self.visitors.add(item.visitor)
        if item.number:
            self.numbers.add(item.number)
        if one.sides:
            self.named.append(one)
