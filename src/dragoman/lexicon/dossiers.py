"""Kinds of dossiers as data: what belongs to one, what its states are, and what moves it from one to the next.

One file of `data/dossiers/` is one kind. Its keys:

`kind`, `states`
    the name, and the states; one that ends in "°" comes before the matter has taken effect;
`silence_days`
    after so many days without a report the state is only the last known; a family may have a limit of its own;
`final`
    states after which nothing more is to be waited for;
`once`
    whether the matter happens once (a meeting): then each happening is a matter of its own;
`again`
    states before the effect that a plan leaves only if it names a later day (a meeting put off);
`directed`
    whether the first party does it to the second (a ban): then the doer is part of what tells two matters apart;
`one_per_pair`, `participation`
    whether two parties have only one (relations); whether each party's part is kept (treaties);
`parts`
    what the doer and the other side are called among the parties;
`title`, `title_bare`
    how one is called, with and without an object;
`announced`
    the state that holds between the announcement of an act and the day from which it counts;
`generic`
    nouns that can stand for any family; `object_words`: words beside the noun that make it this kind;
`sessions`
    kinds whose happenings count as sessions of this one;
`[[family]]`
    `noun`, the name in titles, and `words`, the nouns; with `phases` or `needs_object` only where these are met;
    `verbs` in their written forms tell of the matter without its noun ("deployed"); `only_nouns` are words that
    as verbs tell of something else ("exchanged views"); `objects`, what the nouns of another family must be on to
    belong to this one ("restrictions on the [border]"); `names` are words of it that may stand in titles instead of
    `noun`, `title` and `title_bare` are its own patterns of one;
`[[act]]`
    what belongs to the kind without a noun of it: types, modes, phases;
`[[move]]`, `[[part]]`
    what moves the dossier, or one party's part in it: `to`, and the `types`, `phases` ("none" for no phase) and
    `statuses` (occurred and ongoing unless said) of the event; `joint`: by all parties or by an undivided "they";
    `partial`: only where a part is named; `agentless`: only where nobody does it; `words`: only where the trigger
    begins with one of these ("lapse", "broke down"); `beside`: only where one of these words stands just before the
    trigger ("plans to deploy"); `nouns`: only of a matter that one of these names; `not_from`: states that it does
    not lead out of. The first that fits decides.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.act_types import act_types
from dragoman.model import Event, Phase, Status

REAL = frozenset({Status.OCCURRED, Status.ONGOING})
PLANNED = frozenset({Status.SCHEDULED, Status.AGREED, Status.PROPOSED})
ONLY_WORDS = act_types("only-words")
"""Types that move nothing, whatever they speak of, unless a row names them."""

NO_PHASE = "none"

_KIND_KEYS = frozenset(
    (
        *(
            "kind",
            "states",
            "final",
            "silence_days",
            "once",
            "again",
            "directed",
            "one_per_pair",
            "participation",
            "parts",
        ),
        *("title", "title_bare", "announced", "generic", "object_words", "sessions", "family", "act", "move", "part"),
    )
)
_FAMILY_KEYS = frozenset(
    (
        *("noun", "words", "phases", "needs_object", "silence_days", "verbs", "only_nouns", "objects"),
        *("names", "title", "title_bare"),
    )
)
_ACT_KEYS = frozenset(("types", "modes", "phases", "needs_matter"))
_MOVE_KEYS = frozenset(
    ("to", "types", "phases", "statuses", "joint", "partial", "agentless", "words", "beside", "not_from", "nouns")
)


@dataclass(frozen=True, slots=True)
class Family:
    """Nouns that name the same sort of matter; `noun` is the one that titles use, `names` are others that they may.

    `title` is the family's own pattern of a title, where it has an object, and `title_bare` where it has none and one
    of two parties does it.
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
    agentless: bool = False
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
        if self.partial and not (event.matter and event.matter.scope) and not _is_partial(event):
            return False
        if self.nouns and not (event.matter and event.matter.matter_class.lower() in self.nouns):
            return False
        if self.words and not trigger_of(event).startswith(self.words):
            return False
        if self.beside:
            near = f" {_around(event)} "  # once, and not for every word: a list of dossiers asks thousands of times
            if not any(f" {word} " in near for word in self.beside):
                return False
        return not (self.agentless and event.actors) and (joint or not self.joint)


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
    final: frozenset[str] = frozenset()
    once: bool = False
    again: frozenset[str] = frozenset()
    directed: bool = False
    one_per_pair: bool = False
    participation: bool = False
    roles: tuple[str, str] = ("party", "party")
    title: str = "{noun}: {parties}"
    title_bare: str = "{noun} of {parties}"
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


def said_in(words: str, text: str) -> bool:
    """Whether words stand in a text, with one more between each two: "joint [border] commission"."""
    phrase = r"(?: [\w-]+)? ".join(re.escape(word) for word in words.split())
    return re.search(rf"\b{phrase}\b", text) is not None


def trigger_place(event: Event) -> tuple[int, int]:
    """Where the words that tell of the act stand in the quote: from, to; `(0, 0)` where it does not hold them.

    A quote is cleaned (entities, tags), so that the places of the input may not be its own: then the predicate's word
    that is nearest to where it ought to stand is taken.
    """
    evidence = event.evidence
    begun, trigger = evidence.sentence.start, evidence.trigger
    start, end = trigger.start - begun, trigger.end - begun  # asked several times for each event of a long list
    if len(evidence.quote) == evidence.sentence.end - evidence.sentence.start:
        return (start, end) if start >= 0 else (0, 0)
    named = next((found.group(1) for line in event.explanation if (found := _PREDICATE.match(line))), None)
    if named is None:
        return (start, end) if start >= 0 else (0, 0)
    stem = re.escape(named[:-1] if named[-1:] in "ey" else named)
    places = [found.span() for found in re.finditer(rf"\b{stem}\w*", evidence.quote, re.I)]
    return min(places, key=lambda place: abs(place[0] - start), default=(0, 0))


_PREDICATE = re.compile(r"predicate '(\w+)'")


def trigger_of(event: Event) -> str:
    """The words that tell of the act, lower case; empty where the sentence does not hold them."""
    start, end = trigger_place(event)
    return event.evidence.quote[start:end].lower()


_PARTLY = re.compile(r"\b(?:partly|partially|in part)\b")
_ONLY = re.compile(
    r"\b(?:but )?only (?:for|on|from|in|to|where|if it)\b|\bexcept(?:ing)?\b|\bwith the exception of\b|\bapart from\b|"
    r"\bfor [a-z][a-z -]{2,40} only\b|\bbut (?:not|kept|left|maintained|retained)\b|\b(?:in part|partially|partly)\b|"
    r"\b(?:but|while|although|though)\b[^.;]{3,60}\b(?:remain|stay)(?:s|ed|ing)?\s"
    r"(?:[a-z]+ )?(?:closed|shut|sealed|barred|banned|blocked|suspended|prohibited|forbidden|restricted|"
    r"in (?:place|force|effect))\b"
)
"""What takes a part out of what is done, in the words after the act: "lifted the ban, but only for fish"."""


def _is_partial(event: Event) -> bool:
    """Whether only a part is meant: by a word beside the act, or by what its sentence takes out behind it."""
    evidence = event.evidence
    end = trigger_place(event)[1]
    return bool(_PARTLY.search(_around(event)) or (end > 0 and _ONLY.search(evidence.quote[end:].lower())))


_NEAR = 6
"""Words before the trigger that count as beside it."""


def _around(event: Event) -> str:
    """The words just before the trigger of an event and the first one after it, lower case, one space apart."""
    evidence = event.evidence
    start, end = trigger_place(event)
    before = re.split(r"[,;:.]", evidence.quote[:start])[-1].lower().split()
    return " ".join((*before[-_NEAR:], *evidence.quote[end:].lower().split()[:2]))


def phrase_of(event: Event) -> str:
    """The words of the matter's phrase, lower case, where it stands in the event's own sentence."""
    span, evidence = event.matter.span if event.matter else None, event.evidence
    if span is None or not (evidence.sentence.start <= span.start and span.end <= evidence.sentence.end):
        return ""
    if len(evidence.quote) != evidence.sentence.end - evidence.sentence.start:
        return ""
    return evidence.quote[span.start - evidence.sentence.start : span.end - evidence.sentence.start].lower()


def _fits(act: Act, event: Event, phase: str) -> bool:
    return (
        event.type in act.types
        and (not act.modes or (event.mode or "") in act.modes)
        and (not act.phases or phase in act.phases)
        and (event.matter is not None or not act.needs_matter)
    )


# ------------------------------------------------------------------ reading

ORDER = ("mechanism", "programme", "relations", "talks", "meeting", "agreement", "operation", "dispute", "measure")
"""The kinds in the order in which they are tried: the more telling nouns first."""


@lru_cache(maxsize=1)
def shipped_kinds() -> KindBook:
    """The kinds that ship with Dragoman."""
    return load_kinds()


def load_kinds(folder: Traversable | None = None) -> KindBook:
    """Read and check `data/dossiers/`. Raises LexiconError, naming file and entry, where it is not as documented."""
    folder = folder or resources.files("dragoman") / "data" / "dossiers"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    kinds = [_read_kind(file) for file in files]
    names = [kind.name for kind in kinds]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise LexiconError(f"the kind {twice[0]!r} stands in two files", place="data/dossiers", remedy="keep one")
    rank = {name: place for place, name in enumerate(ORDER)}
    return KindBook(tuple(sorted(kinds, key=lambda kind: (rank.get(kind.name, len(rank)), kind.name))))


def _read_kind(file: Traversable) -> Kind:
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"not readable as TOML: {error}", place=file.name) from error
    _check_keys(file, "the file", given, _KIND_KEYS)
    for name in ("kind", "states", "silence_days", "family", "move"):
        if name not in given:
            raise LexiconError(f"{name!r} is missing", place=file.name, remedy="every kind needs it")
    states = tuple(state.removesuffix("°") for state in given["states"])
    moves = tuple(_read_move(file, entry, states) for entry in given["move"])
    parts = given.get("parts", {})
    return Kind(
        name=given["kind"],
        states=states,
        before=frozenset(state.removesuffix("°") for state in given["states"] if state.endswith("°")),
        silence_days=given["silence_days"],
        families=tuple(_read_family(file, entry) for entry in given["family"]),
        acts=tuple(_read_act(file, entry) for entry in given.get("act", ())),
        moves=moves,
        parts=tuple(_read_move(file, entry, ("in", "suspended", "withdrawn")) for entry in given.get("part", ())),
        final=_known_states(file, given.get("final", ()), states),
        once=given.get("once", False),
        again=_known_states(file, given.get("again", ()), states),
        directed=given.get("directed", False),
        one_per_pair=given.get("one_per_pair", False),
        participation=given.get("participation", False),
        roles=(parts.get("actor", "party"), parts.get("recipient", "party")),
        title=given.get("title", Kind.__dataclass_fields__["title"].default),
        title_bare=given.get("title_bare", Kind.__dataclass_fields__["title_bare"].default),
        announced=given.get("announced"),
        generic=frozenset(given.get("generic", ())),
        object_words=frozenset(given.get("object_words", ())),
        sessions=frozenset(given.get("sessions", ())),
    )


def _known_states(file: Traversable, wanted: Iterable[str], states: tuple[str, ...]) -> frozenset[str]:
    for state in wanted:
        if state not in states:
            raise LexiconError(f"no state {state!r}", place=file.name, remedy=f"states are {', '.join(states)}")
    return frozenset(wanted)


def _read_family(file: Traversable, entry: Mapping[str, Any]) -> Family:
    where = f"[[family]] {entry.get('noun', '?')}"
    _check_keys(file, where, entry, _FAMILY_KEYS)
    if not entry.get("noun") or not entry.get("words"):
        raise LexiconError("a family needs `noun` and `words`", place=f"{file.name}, {where}")
    return Family(
        noun=entry["noun"],
        words=frozenset(entry["words"]),
        phases=_phases(file, where, entry),
        needs_object=entry.get("needs_object", False),
        silence_days=entry.get("silence_days"),
        verbs=frozenset(entry.get("verbs", ())),
        only_nouns=frozenset(entry.get("only_nouns", ())),
        objects=frozenset(entry.get("objects", ())),
        names=frozenset(entry.get("names", ())),
        title=entry.get("title"),
        title_bare=entry.get("title_bare"),
    )


def _read_act(file: Traversable, entry: Mapping[str, Any]) -> Act:
    where = f"[[act]] {entry.get('types', '?')}"
    _check_keys(file, where, entry, _ACT_KEYS)
    return Act(
        types=frozenset(entry["types"]),
        modes=frozenset(entry.get("modes", ())),
        phases=_phases(file, where, entry),
        needs_matter=entry.get("needs_matter", False),
    )


def _read_move(file: Traversable, entry: Mapping[str, Any], states: tuple[str, ...]) -> Move:
    where = f"[[move]] to {entry.get('to', '?')}"
    _check_keys(file, where, entry, _MOVE_KEYS)
    _known_states(file, [entry.get("to", "")], states)
    try:
        statuses = frozenset(map(Status, entry["statuses"])) if "statuses" in entry else REAL
    except ValueError as error:
        raise LexiconError(str(error), place=f"{file.name}, {where}") from error
    return Move(
        to=entry["to"],
        types=frozenset(entry.get("types", ())),
        phases=_phases(file, where, entry),
        statuses=statuses,
        joint=entry.get("joint", False),
        partial=entry.get("partial", False),
        agentless=entry.get("agentless", False),
        words=tuple(entry.get("words", ())),
        not_from=_known_states(file, entry.get("not_from", ()), states),
        beside=tuple(entry.get("beside", ())),
        nouns=frozenset(entry.get("nouns", ())),
    )


def _phases(file: Traversable, where: str, entry: Mapping[str, Any]) -> frozenset[str]:
    found = frozenset(entry.get("phases", ()))
    unknown = sorted(found - {NO_PHASE} - set(map(str, Phase)))
    if unknown:
        raise LexiconError(f"no phase {unknown[0]!r}", place=f"{file.name}, {where}")
    return found


def _check_keys(file: Traversable, where: str, entry: Mapping[str, Any], allowed: frozenset[str]) -> None:
    unknown = sorted(set(entry) - allowed)
    if unknown:
        raise LexiconError(
            f"unknown key {unknown[0]!r}",
            place=f"{file.name}, {where}",
            remedy=f"keys are {', '.join(sorted(allowed))}",
        )
