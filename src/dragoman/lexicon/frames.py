"""Frames and operators: what a proposition means, read from `data/frames/` and `data/cues/`.

A frame is one table of TOML. Its keys:

`id`
    a name that is unique in its file;
`verbs`, `nouns`, `adjectives`
    trigger lemmas. A trigger of several words ("call off", "hunger strike") needs its other words beside the head;
`carried`
    nouns that are triggers only where a light verb carries them ("impose a ban", but not any "ban");
`where`, `not`
    conditions on roles: role -> what may fill it. A role may name alternatives ("patient|of"), and `participant` stands
    for any role of an actor. A filler is `any`, `none`, `actor` (somebody who can act), `named`, `proper name`
    (capitalised as names are), `state`, `state itself` (no body of it), `igo` (an organisation of states), `people` (a
    crowd without a name), `unarmed` (one who attacks with words alone: a leader, a parliament, a company),
    `infinitive`, `finite clause` (one that says how things are), `will clause` (how they will be), `two actors`,
    `@class`, or lemmas that must all stand in the phrase; the role `manner` is filled by the adverbs of the act;
`requires_one`
    roles of which one must be filled;
`mode`, `phase`, `contexts`, `symmetric`
    what follows for the event;
`status`
    how real the act is where the words have the form of something done: who "is expected" has not come yet;
`actor`, `recipient`, `matter`
    roles tried in order. "patient.to" is the role "to" of what fills "patient"; `self` is the predicate's own phrase;
`embeds`, `embeds_in`
    the status of what stands inside, affirmed (`yes`) and negated (`no`), in the past (`past`), with "yet" (`yet`) and
    where it is told as real (`real`), if that differs, and in which roles.

A file of `data/frames/` names its PLOVER `type`; a frame without one is an operator.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, fields
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.ontology import Ontology, load_ontology
from dragoman.lexicon.signatures import Signatures, read_signatures
from dragoman.model import Phase, Status

FILLERS = frozenset(
    (
        *("any", "none", "actor", "named", "proper name", "state", "state itself", "igo", "people", "two actors"),
        "unarmed",
        *("infinitive", "finite clause", "will clause"),
    )
)
_SPECIAL_STATUS = frozenset({"same", "decided", "done"})
_STATUSES = frozenset(map(str, Status)) | _SPECIAL_STATUS
_PHASES = frozenset(map(str, Phase))


@dataclass(frozen=True, slots=True)
class Condition:
    """Roles of which one must be filled by one of `fillers`.

    The fillers taken apart: `tests` are the special ones, `phrases` the lemmas of those of several words, `lemmas` all
    others with the classes written out.
    """

    roles: tuple[str, ...]
    fillers: tuple[str, ...]
    tests: tuple[str, ...] = ()
    phrases: tuple[frozenset[str], ...] = ()
    lemmas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to report one kind of act, or an operator where `type` is `None`."""

    id: str
    type: str | None
    place: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    requires_one: tuple[str, ...] = ()
    mode: str | None = None
    phase: Phase | None = None
    contexts: tuple[str, ...] = ()
    symmetric: bool = False
    speech: bool = False
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    matter: str | None = None
    embeds: Mapping[str, str] = field(default_factory=dict)
    embeds_in: tuple[str, ...] = ("complement",)
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that only carries a noun; `nouns` is `None` where it carries any."""

    nouns: frozenset[str] | None
    phase: Phase | None


@dataclass(frozen=True, slots=True)
class PhaseWord:
    """A word that says what becomes of a matter; `objects` are the lemmas on which it must act, `None` for any."""

    phase: Phase
    words: tuple[str, ...]
    objects: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Modal:
    """What a modal verb makes of its clause; `reported` where it stands in reported speech."""

    yes: str
    no: str
    reported: str | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """A field whose reports borrow the words of politics; `types` are the acts that it feigns.

    A word of `title` in the title of a report makes each of its sentences one of the field.
    """

    types: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    title: frozenset[str] = frozenset()

    def holds(self, lemmas: Set[str], headline: Set[str] = frozenset()) -> bool:
        """Whether a sentence with these lemmas, under this title, is of it: one strong cue, or two weak ones."""
        told = not self.strong.isdisjoint(lemmas) or len(self.weak & lemmas) > 1
        return told or not self.title.isdisjoint(headline)


@dataclass(frozen=True)
class FrameBook:
    """All frames, operators, classes, light verbs and modals."""

    frames: tuple[Frame, ...]
    classes: Mapping[str, frozenset[str]]
    families: tuple[frozenset[str], ...]
    light: Mapping[str, LightVerb]
    modals: Mapping[str, Modal]
    adverbs: Mapping[str, str]
    clauses: Mapping[str, str]
    clauses_ahead: Mapping[str, str]
    clauses_ahead_of_headline: Mapping[str, str]
    clauses_ahead_of_past: Mapping[str, str]
    ontology: Ontology
    phases: Mapping[tuple[str, str], tuple[PhaseWord, ...]] = field(default_factory=dict)
    domains: tuple[Domain, ...] = ()
    signatures: Signatures = field(default_factory=Signatures)

    @cached_property
    def verb_frames(self) -> Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]]:
        """Frames by the first word of their verbs, each with the words that must stand beside it."""
        return _index((frame, trigger.split(), False) for frame in self.frames for trigger in frame.verbs)

    @cached_property
    def noun_frames(self) -> Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]]:
        """Frames by the last word of their nouns, each with the words that must stand before it."""
        return _index((frame, trigger.split(), True) for frame in self.frames for trigger in frame.nouns)

    @cached_property
    def carried_frames(self) -> Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]]:
        """Frames by the nouns that count only with a light verb."""
        return _index((frame, trigger.split(), True) for frame in self.frames for trigger in frame.carried)

    @cached_property
    def adjective_frames(self) -> Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]]:
        """Frames by their adjectives."""
        return _index((frame, trigger.split(), False) for frame in self.frames for trigger in frame.adjectives)

    @cached_property
    def predicate_nouns(self) -> frozenset[str]:
        """Lemmas of nouns that can be predicates."""
        told = {word for kind, word in self.phases if kind == "nouns"}
        return frozenset(self.noun_frames) | frozenset(self.carried_frames) | told

    @cached_property
    def compound_nouns(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """For the predicate nouns that are none by themselves, the words of which all must stand before them."""
        found: dict[str, list[frozenset[str]]] = {}
        for noun in self.predicate_nouns - {word for kind, word in self.phases if kind == "nouns"}:
            entries = (*self.noun_frames.get(noun, ()), *self.carried_frames.get(noun, ()))
            if all(rest for _, rest in entries):
                found[noun] = [frozenset(rest) for _, rest in entries]
        return {noun: tuple(words) for noun, words in found.items()}

    @cached_property
    def demand(self) -> Frame:
        """The frame for a demand that a modal verb makes in reported speech."""
        return Frame("request.modal", "REQUEST", "cues/modals.toml", mode="change", actor=("agent", "patient"))

    def expand(self, filler: str) -> frozenset[str]:
        """The lemmas of "@name", or the filler alone."""
        return self.classes[filler[1:]] if filler.startswith("@") else frozenset({filler})


def _index(
    entries: Iterable[tuple[Frame, list[str], bool]],
) -> Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[Frame, tuple[str, ...]]]] = {}
    for frame, words, head_last in entries:
        key, rest = (words[-1], words[:-1]) if head_last else (words[0], words[1:])
        found.setdefault(key, []).append((frame, tuple(rest)))
    return {key: tuple(value) for key, value in found.items()}


# ------------------------------------------------------------------ reading


def load_frames(root: Traversable | None = None) -> FrameBook:
    """Read and check `data/frames/`, `data/cues/` and `data/ontology/`.

    Raises LexiconError, naming the file and the entry, where anything is not as documented above.
    """
    root = root or resources.files("dragoman") / "data"
    ontology = load_ontology(root)
    classes = _read_classes(root / "frames" / "classes.toml")
    light = _read_light(root / "frames" / "light.toml")
    frames: list[Frame] = []
    files = sorted((f for f in (root / "frames").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    for file in files:
        if file.name not in ("classes.toml", "light.toml"):
            frames += _read_frames(file, ontology, classes)
    frames += _read_frames(root / "cues" / "operators.toml", ontology, classes)
    modals = _toml(root / "cues" / "modals.toml")
    return FrameBook(
        frames=tuple(frames),
        classes=classes,
        families=tuple(map(frozenset, _toml(root / "frames" / "classes.toml")["family"].values())),
        light=light,
        modals={name: Modal(**entry) for name, entry in modals["modal"].items()},
        adverbs=modals["adverb"],
        clauses=modals["clause"],
        clauses_ahead=modals["clause_ahead"],
        clauses_ahead_of_headline=modals["clause_ahead_of_headline"],
        clauses_ahead_of_past=modals["clause_ahead_of_past"],
        ontology=ontology,
        domains=tuple(
            Domain(frozenset(d["types"]), frozenset(d["strong"]), frozenset(d["weak"]), frozenset(d.get("title", ())))
            for d in _toml(root / "cues" / "domains.toml").values()
        ),
        phases=_read_phases(root / "cues" / "phases.toml", classes),
        signatures=read_signatures(root / "cues" / "signatures.toml", classes),
    )


def _toml(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, FileNotFoundError) as error:
        raise LexiconError(f"not readable as TOML: {error}", place=f"data/{file.name}") from error


def _read_classes(file: Traversable) -> dict[str, frozenset[str]]:
    given = _toml(file)["class"]
    found: dict[str, frozenset[str]] = {}

    def expand(name: str, above: tuple[str, ...]) -> frozenset[str]:
        if name not in given:
            raise LexiconError(f"no class {name!r}", place=file.name, remedy="define it or mend the name")
        if name in above:
            raise LexiconError(f"class {name!r} holds itself", place=file.name)
        if name not in found:
            words: set[str] = set()
            for word in given[name]:
                words |= expand(word[1:], (*above, name)) if word.startswith("@") else {word}
            found[name] = frozenset(words)
        return found[name]

    for name in given:
        expand(name, ())
    return found


def _read_light(file: Traversable) -> dict[str, LightVerb]:
    found = {}
    for verb, entry in _toml(file)["light"].items():
        unknown = set(entry) - {"nouns", "phase"}
        if unknown:
            raise LexiconError(f"light verb {verb!r} has unknown keys {sorted(unknown)}", place=file.name)
        nouns = frozenset(entry["nouns"]) if "nouns" in entry else None
        found[verb] = LightVerb(nouns, _phase(entry.get("phase"), f"{file.name}: {verb}"))
    return found


def _read_phases(
    file: Traversable, classes: Mapping[str, frozenset[str]]
) -> dict[tuple[str, str], tuple[PhaseWord, ...]]:
    """Phase words by word class and first word, in the order of the file."""
    found: dict[tuple[str, str], tuple[PhaseWord, ...]] = {}
    for number, entry in enumerate(_toml(file)["phase"], start=1):
        place = f"{file.name}: entry {number}"
        unknown = set(entry) - {"phase", "verbs", "nouns", "adjectives", "before", "objects"}
        if unknown:
            raise LexiconError(f"unknown keys {sorted(unknown)}", place=place)
        phase = _phase(entry.get("phase"), place)
        if phase is None:
            raise LexiconError("an entry without a phase", place=place)
        objects: frozenset[str] | None = None
        if "objects" in entry and "any" not in entry["objects"]:
            missing = [o for o in entry["objects"] if o.startswith("@") and o[1:] not in classes]
            if missing:
                raise LexiconError(f"no classes {missing}", place=place)
            objects = frozenset().union(*(classes[o[1:]] if o[0] == "@" else {o} for o in entry["objects"]))
        for kind in ("verbs", "nouns", "adjectives", "before"):
            for trigger in entry.get(kind, ()):
                first, *rest = trigger.split()
                key = (kind, first)
                found[key] = (*found.get(key, ()), PhaseWord(phase, tuple(rest), objects))
    return found


def _phase(name: str | None, place: str) -> Phase | None:
    if name is not None and name not in _PHASES:
        raise LexiconError(f"no phase {name!r}", place=place, remedy=f"phases are {', '.join(sorted(_PHASES))}")
    return Phase(name) if name else None


_KEYS = {f.name for f in fields(Frame)} - {"place", "type", "unless"} | {"not"}


def _read_frames(file: Traversable, ontology: Ontology, classes: Mapping[str, frozenset[str]]) -> Iterator[Frame]:
    data = _toml(file)
    kind = data.get("type")
    if kind is not None and kind not in ontology.types:
        raise LexiconError(f"no PLOVER type {kind!r}", place=file.name)
    seen: set[str] = set()
    for entry in data.get("frame", []):
        place = f"{file.name}: frame {entry.get('id')!r}"
        unknown = set(entry) - _KEYS
        if unknown:
            raise LexiconError(f"unknown keys {sorted(unknown)}", place=place, remedy=f"known are {sorted(_KEYS)}")
        if not entry.get("id") or entry["id"] in seen:
            raise LexiconError("every frame of a file needs an id of its own", place=place)
        seen.add(entry["id"])
        yield _frame(entry, kind, data, place, ontology, classes)


def _frame(
    entry: Mapping[str, Any],
    kind: str | None,
    defaults: Mapping[str, Any],
    place: str,
    ontology: Ontology,
    classes: Mapping[str, frozenset[str]],
) -> Frame:
    if not any(entry.get(key) for key in ("verbs", "nouns", "adjectives", "carried")):
        raise LexiconError("a frame without triggers", place=place, remedy="give verbs, nouns, adjectives or carried")
    mode = entry.get("mode")
    if kind and mode is not None and mode not in ontology.types[kind].modes:
        modes = ", ".join(sorted(ontology.types[kind].modes)) or "none"
        raise LexiconError(f"{kind} has no mode {mode!r}", place=place, remedy=f"its modes are {modes}")
    bad = [c for c in entry.get("contexts", ()) if c not in ontology.contexts]
    if bad:
        raise LexiconError(f"no contexts {bad}", place=place)
    wrong = [s for s in entry.get("embeds", {}).values() if s not in _STATUSES]
    if entry.get("status", Status.OCCURRED) not in set(Status):
        wrong.append(entry["status"])
    if wrong:
        raise LexiconError(f"no status {wrong}", place=place, remedy=f"known are {', '.join(sorted(_STATUSES))}")
    return Frame(
        id=f"{kind.lower()}.{entry['id']}" if kind else f"operator.{entry['id']}",
        type=kind,
        place=place,
        verbs=tuple(entry.get("verbs", ())),
        nouns=tuple(entry.get("nouns", ())),
        adjectives=tuple(entry.get("adjectives", ())),
        carried=tuple(entry.get("carried", ())),
        where=_conditions(entry.get("where", {}), classes, place),
        unless=_conditions(entry.get("not", {}), classes, place),
        requires_one=tuple(entry.get("requires_one", ())),
        mode=mode,
        phase=_phase(entry.get("phase"), place),
        contexts=tuple(entry.get("contexts", ())),
        symmetric=bool(entry.get("symmetric", False)),
        speech=bool(entry.get("speech", False)),
        actor=tuple(entry.get("actor", defaults.get("actor", ()))),
        recipient=tuple(entry.get("recipient", defaults.get("recipient", ()))),
        matter=entry.get("matter"),
        embeds=dict(entry.get("embeds", {})),
        embeds_in=tuple(entry.get("embeds_in", ("complement",))),
        status=Status(entry["status"]) if "status" in entry else None,
    )


def _conditions(
    given: Mapping[str, list[str]], classes: Mapping[str, frozenset[str]], place: str
) -> tuple[Condition, ...]:
    for fillers in given.values():
        for filler in fillers:
            if filler.startswith("@") and filler[1:] not in classes:
                raise LexiconError(f"no class {filler!r}", place=place, remedy="define it in classes.toml")
    return tuple(_condition(tuple(roles.split("|")), tuple(fillers), classes) for roles, fillers in given.items())


def _condition(roles: tuple[str, ...], fillers: tuple[str, ...], classes: Mapping[str, frozenset[str]]) -> Condition:
    plain = [f for f in fillers if f not in FILLERS]
    named = frozenset[str]().union(*(classes[f[1:]] if f[0] == "@" else {f} for f in plain))
    return Condition(
        roles,
        fillers,
        tests=tuple(f for f in fillers if f in FILLERS),
        phrases=tuple(frozenset(f.split()) for f in sorted(named) if " " in f),
        lemmas=frozenset(f for f in named if " " not in f),
    )
