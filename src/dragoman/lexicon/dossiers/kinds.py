"""Kinds of dossiers: which events belong to one, and what moves it from one state to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.cues_dossiers import word_set
from dragoman.lexicon.dossiers.said import (
    counts_some,
    is_fruitless,
    is_partial,
    phrase_of,
    said_in,
    trigger_of,
    words_around,
)
from dragoman.model import REAL, Event, Phase, Status

ONLY_WORDS = act_types("only-words")
"""Types that move nothing, whatever they speak of, unless a row names them."""

NO_PHASE = "none"


@dataclass(frozen=True, slots=True)
class Family:
    """Nouns that name the same sort of matter; `noun` is the one that titles use, `names` are others that they may.

    `title` is the family's own pattern of a title, where it has an object, and `title_bare` where it has none and one
    of two parties does it. `shared` is what lies between two: who acts on it together does it to nobody else.
    """

    noun: str
    words: frozenset[str]
    phases: frozenset[str] = frozenset()
    needs_object: bool = False
    silence_days: int | None = None
    verbs: frozenset[str] = frozenset()
    only_nouns: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    title: str | None = None
    title_bare: str | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Events that belong to a kind whatever noun they name. An empty field allows anything."""

    types: frozenset[str]
    modes: frozenset[str]
    phases: frozenset[str]
    needs_matter: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the transition table. See the module for the fields."""

    to: str
    types: frozenset[str]
    phases: frozenset[str]
    statuses: frozenset[Status]
    joint: bool = False
    partial: bool = False
    until: bool = False
    agentless: bool = False
    one_sided: bool = False
    fruitless: bool = False
    words: tuple[str, ...] = ()
    not_from: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()

    def speaks(self, event: Event, *, joint: bool) -> bool:
        """Whether the event is of this sort, however real it is. `joint`: all parties do it."""
        if event.type not in self.types and (self.types or event.type in ONLY_WORDS):
            return False
        if self.phases and (str(event.phase) if event.phase else NO_PHASE) not in self.phases:
            return False
        if self.partial and not _is_of_a_part(event):
            return False
        if self.until and not (event.matter and event.matter.until):
            return False
        if self.one_sided and not (event.actors and event.recipients):
            return False
        if self.fruitless and not is_fruitless(event):
            return False
        if self.nouns and not (event.matter and event.matter.matter_class.lower() in self.nouns):
            return False
        if self.words and not trigger_of(event).startswith(self.words):
            return False
        if self.beside:
            near = f" {words_around(event)} "  # once, not for every word: a list asks thousands of times
            if not any(f" {word} " in near for word in self.beside):
                return False
        return not (self.agentless and event.actors) and (joint or not self.joint)


def _is_of_a_part(event: Event) -> bool:
    """Whether a part is named: by the scope, if that is no "temporary ban" as a whole, or by the words around.

    Of soldiers that are withdrawn, by how many they are.
    """
    scope = event.matter.scope if event.matter else None
    if event.phase is Phase.WITHDRAW and counts_some(event):
        return True
    return is_partial(event) or (scope is not None and scope not in word_set("whole"))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of dossier. See the module for the fields."""

    name: str
    states: tuple[str, ...]
    before: frozenset[str]
    silence_days: int
    families: tuple[Family, ...]
    acts: tuple[Act, ...]
    moves: tuple[Move, ...]
    parts: tuple[Move, ...] = ()
    implied: tuple[Move, ...] = ()
    final: frozenset[str] = frozenset()
    once: bool = False
    again: frozenset[str] = frozenset()
    directed: bool = False
    one_per_pair: bool = False
    participation: bool = False
    roles: tuple[str, str] = ("party", "party")
    title: str = "{noun}: {parties}"
    title_bare: str = "{noun} of {parties}"
    title_word: str | None = None
    announced: str | None = None
    generic: frozenset[str] = frozenset()
    object_words: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()

    def family(self, noun: str, phase: str, has_object: bool) -> Family | None:
        """The family that a noun belongs to, where the phase and the object are those it asks for."""
        return next(
            (
                family
                for family in self.families
                if noun in family.words
                and (not family.phases or phase in family.phases)
                and (has_object or not family.needs_object)
            ),
            None,
        )

    def named(self, noun: str) -> Family | None:
        """The family of that name."""
        return next((family for family in self.families if family.noun == noun), None)

    def move(self, event: Event, *, joint: bool) -> Move | None:
        """The row that the event fits with the status it has."""
        return next((m for m in self.moves if event.status in m.statuses and m.speaks(event, joint=joint)), None)

    def part(self, event: Event) -> str | None:
        """What the event makes of its doer's part, if anything."""
        fits = (m.to for m in self.parts if event.status in m.statuses and m.speaks(event, joint=False))
        return next(fits, None)

    def implies(self, event: Event) -> str | None:
        """The state that there must be for the event to be planned at all: what is to be lifted is in force."""
        return next((m.to for m in self.implied if event.status in m.statuses and m.speaks(event, joint=True)), None)

    @property
    def may_be_proposed(self) -> bool:
        """Whether one of its states is that of a proposal."""
        return "proposed" in self.states

    def speaks_of(self, event: Event) -> str | None:
        """The state to which the event would lead if it were done, whatever its status."""
        fits = [m for m in self.moves if m.to not in self.before and m.speaks(event, joint=True)]
        every = [m for m in self.moves if m.speaks(event, joint=True)]
        done = (m.to for m in (*fits, *every) if m.statuses & REAL)
        return next(done, None) or next((m.to for m in every), None)


@dataclass(frozen=True)
class KindBook:
    """All kinds, in the order in which they are tried."""

    kinds: tuple[Kind, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Kind]:
        """The kinds by name."""
        return {kind.name: kind for kind in self.kinds}

    @cached_property
    def nouns(self) -> frozenset[str]:
        """All nouns of all families."""
        return frozenset(word for kind in self.kinds for family in kind.families for word in family.words)

    @cached_property
    def verbs(self) -> Mapping[str, str]:
        """Verbs whose act is a matter, in the forms that reports use, with the noun of the family."""
        return {verb: family.noun for kind in self.kinds for family in kind.families for verb in family.verbs}

    @cached_property
    def only_nouns(self) -> frozenset[str]:
        """Nouns of families that as verbs tell of something else."""
        return frozenset(word for kind in self.kinds for family in kind.families for word in family.only_nouns)

    def __getitem__(self, name: str) -> Kind:
        """The kind of that name. Raises KeyError where there is none."""
        return self.by_name[name]

    def kind_of(self, event: Event) -> tuple[Kind, Family | None] | None:
        """The kind, and the family, of the matter of an event; `None` where it is of none."""
        phase = str(event.phase) if event.phase else NO_PHASE
        matter = event.matter
        if event.type in ONLY_WORDS:  # who goes to court has a dispute, whatever the suit is on
            named = next((kind for kind in self.kinds if any(_fits(act, event, phase) for act in kind.acts)), None)
            if named is not None:
                return named, None
        if matter is not None:
            noun = matter.matter_class.lower()
            said = (matter.object or "").lower()
            whole = f"{said} {phrase_of(event)}"
            compound = f"{said.split()[-1]} {noun}" if said else noun  # a "train service" is more than a service
            for kind in self.kinds:
                found = self._by_object(kind, whole, noun) or kind.family(compound, phase, bool(said))
                found = found or kind.family(noun, phase, bool(said))
                if found is not None:
                    return kind, _narrower(kind, found, said, phase)
            for kind in self.kinds:
                if noun in kind.generic and any(move.phases and phase in move.phases for move in kind.moves):
                    return kind, None
        for kind in self.kinds:
            if any(_fits(act, event, phase) for act in kind.acts):
                return kind, None
        return None

    def _by_object(self, kind: Kind, said: str, noun: str) -> Family | None:
        """A session of "the joint commission on trade", or a visit that is one of "reciprocal visits".

        A "mutual defence treaty" is a treaty.
        """
        if not any(said_in(word, said) for word in kind.object_words):
            return None
        for family in kind.families:
            if any(re.search(rf"\b{re.escape(word)}s?\b", said) for word in family.words):
                return family
        lasts = any(noun in family.words for other in self.kinds if not other.once for family in other.families)
        return None if lasts else kind.families[0]


def _narrower(kind: Kind, family: Family, said: str, phase: str) -> Family:
    """ "All restrictions on the border": the family that names what the restrictions are on, where there is one."""
    words = {word.removesuffix("s") for word in re.findall(r"[a-z]+", said)}
    fits = (each for each in kind.families if words & each.objects and (not each.phases or phase in each.phases))
    return next(fits, family)


def _fits(act: Act, event: Event, phase: str) -> bool:
    return (
        event.type in act.types
        and (not act.modes or (event.mode or "") in act.modes)
        and (not act.phases or phase in act.phases)
        and (event.matter is not None or not act.needs_matter)
    )
