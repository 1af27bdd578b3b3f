"""Why a sentence was coded as it was: the frames that were tried, the roles, the actors, the walk that gave the status.

An event carries the outcome. What it does not carry, what was looked at and turned down, is found again here by reading
the sentence once more with the very functions that code it; nothing of this is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.evaluate.layers import layers_of
from dragoman.extract.events import find_events
from dragoman.extract.events.participants import cast

# The private parts are those by which a frame is chosen: a second reading of their rules here would drift from them.
from dragoman.extract.events.scene import Filler, Scene, _beside, _candidates, _exactness, best_match
from dragoman.extract.events.standing import trigger_span
from dragoman.extract.events.status import stand
from dragoman.lexicon.frames import Condition, Frame
from dragoman.model import ActorRef, CodedEvent, Document, Json, Layers, Mention, Proposition, Report
from dragoman.pipeline import Pipeline

_SHOWN = 6
"""Fillers of a condition that are spelt out."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words with their `[start, end)` in the report as it was given."""

    text: str
    start: int
    end: int

    def to_json(self) -> Json:
        """`text` and `span`."""
        return {"text": self.text, "span": [self.start, self.end]}


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role of a predicate: the words that fill it, by which construction, and for whom they stand, and why."""

    name: str
    words: Place
    via: str
    stands_for: tuple[str, ...]

    def to_json(self) -> Json:
        """All fields by name."""
        return {"role": self.name, **self.words.to_json(), "via": self.via, "stands_for": list(self.stands_for)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A frame that knows the word: whether it was chosen, how exactly it fits, or which of its conditions failed."""

    frame: str
    place: str
    chosen: bool
    weight: int
    failed: tuple[str, ...]

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "frame": self.frame,
            "place": self.place,
            "chosen": self.chosen,
            "weight": self.weight,
            "failed": list(self.failed),
        }


@dataclass(frozen=True, slots=True)
class SlotTried:
    """One step in filling a slot: the role that was looked at, what stood there, and whether an actor was found."""

    slot: str
    role: str
    words: tuple[Place, ...]
    found: bool

    def to_json(self) -> Json:
        """All fields by name."""
        words = [place.to_json() for place in self.words]
        return {"slot": self.slot, "role": self.role, "words": words, "found": self.found}


@dataclass(frozen=True, slots=True)
class Explained:
    """One predicate of a sentence and what became of it. `event` is the id of its event; where it has none, `outcome`
    says why.
    """

    sentence: str
    trigger: Place
    form: str
    roles: tuple[RoleSeen, ...]
    verdicts: tuple[Verdict, ...]
    slots: tuple[SlotTried, ...]
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    status: str
    steps: tuple[str, ...]
    event: str | None
    outcome: str

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "sentence": self.sentence,
            "trigger": self.trigger.to_json(),
            "form": self.form,
            "roles": [role.to_json() for role in self.roles],
            "frames": [verdict.to_json() for verdict in self.verdicts],
            "slots": [slot.to_json() for slot in self.slots],
            "actors": [actor.to_json() for actor in self.actors],
            "recipients": [actor.to_json() for actor in self.recipients],
            "status": self.status,
            "steps": list(self.steps),
            "event": self.event,
            "outcome": self.outcome,
        }


def explain_text(pipeline: Pipeline, report: Report) -> tuple[Explained, ...]:
    """Every predicate of the report that a frame knows, in the order of the text.

    Raises DragomanError where the report cannot be read.
    """
    document, layers = layers_of(pipeline, report)
    return tuple(_explain(pipeline, document, layers))


def explain_event(pipeline: Pipeline, report: Report, trigger: tuple[int, int]) -> tuple[Explained, ...]:
    """The predicates whose trigger shares a letter with `trigger`, a span of the report as given.

    Empty where the present knowledge finds nothing there any more. Raises DragomanError where it cannot be read.
    """
    start, end = trigger
    return tuple(e for e in explain_text(pipeline, report) if e.trigger.start < end and start < e.trigger.end)


def _explain(pipeline: Pipeline, document: Document, layers: Layers) -> Iterator[Explained]:
    book = pipeline.lexicon.frames
    coded = find_events(document, layers, book)
    by_sentence: dict[int, dict[int, tuple[Mention, ...]]] = {}
    for (index, token), mentions in layers.references.items():
        by_sentence.setdefault(index, {})[token] = mentions
    spoken: set[str] = set()
    for index, sentence in enumerate(layers.sentences):
        if index not in layers.propositions:
            if not sentence.kind.is_noise:
                yield _unread(document, sentence.start, sentence.end)
            continue
        parse = layers.parses[index]
        times = tuple((t.start, t.end) for t in layers.times if t.sentence == index)
        references = by_sentence.get(index, {})
        scene = Scene(parse, layers.propositions[index], references, book, times, frozenset(spoken))
        work = _Sentence(document, layers, index, scene, [c for c in coded if c.sentence == index])
        yield from work.explain()
        nouns = {parse.lemmas[t].lower() for t in range(len(parse)) if parse.tags[t].startswith("NN")}
        spoken |= {word for family in book.families if family & nouns for word in family}


def _unread(document: Document, start: int, end: int) -> Explained:
    """A sentence that the gate kept from the parser."""
    span = document.span(start, end)
    text = document.clean.text[start:end]
    why = "not parsed: no word in it that a frame knows, nobody who could act, or far too long for a sentence"
    return Explained(text, Place(text, span.start, span.end), "sentence", (), (), (), (), (), "none", (), None, why)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The work on one sentence."""

    document: Document
    layers: Layers
    index: int
    scene: Scene
    coded: Sequence[CodedEvent]

    def explain(self) -> Iterator[Explained]:
        """Each predicate that some frame knows."""
        found = [p for p in self.scene.propositions if _candidates(self.scene, p)]
        for proposition in sorted(found, key=lambda p: p.head):
            yield self._predicate(proposition)

    def _predicate(self, proposition: Proposition) -> Explained:
        scene = self.scene
        match = best_match(scene, proposition)
        people = cast(scene, self.document, proposition, match) if match else None
        standing = stand(scene, proposition)
        mine = [c.event for c in self.coded if c.head in (proposition.head, *proposition.tokens)]
        event = mine[0] if mine else None
        sentence = self.layers.sentences[self.index]
        typed = match is not None and match.frame.type is not None
        return Explained(
            sentence=self.document.clean.text[sentence.start : sentence.end],
            trigger=self._at(*trigger_span(scene, proposition, match)),
            form=_form(proposition),
            roles=tuple(self._role(r.name, r.tokens, r.head, r.via) for r in proposition.roles),
            verdicts=tuple(self._verdicts(proposition, match.frame.id if match else None)),
            slots=tuple(self._slots(proposition, match.frame)) if match and typed else (),
            actors=event.actors if event else people.actors if people and typed else (),
            recipients=event.recipients if event else people.recipients if people and typed else (),
            status=str(event.status if event else standing.status),
            steps=standing.trail,
            event=event.id if event else None,
            outcome=_outcome(
                match.frame if match else None, event is not None, bool(people and (people.actors or people.recipients))
            ),
        )

    def _at(self, start: int, end: int) -> Place:
        span = self.document.span(start, end)
        return Place(self.document.clean.text[start:end], span.start, span.end)

    def _words(self, tokens: Sequence[int]) -> Place:
        p = self.scene.parse
        return self._at(p.starts[min(tokens)], p.ends[max(tokens)])

    def _role(self, name: str, tokens: Sequence[int], head: int, via: str) -> RoleSeen:
        who = tuple(_described(m) for m in self.scene.references.get(head, ()))
        return RoleSeen(name, self._words(tokens or (head,)), via, who)

    def _verdicts(self, proposition: Proposition, chosen: str | None) -> Iterator[Verdict]:
        """Each frame that knows the word with its best trigger: the chosen one, those that fit, those that failed."""
        best: dict[str, Verdict] = {}
        for frame, rest in _candidates(self.scene, proposition):
            failed = list(self._failed(proposition, frame))
            if _beside(self.scene, proposition, rest) is None:
                failed.insert(0, f"needs {' '.join(rest)!r} beside it")
            verdict = Verdict(frame.id, frame.place, frame.id == chosen, _exactness(frame, rest), tuple(failed))
            known = best.get(frame.id)
            if known is None or (len(verdict.failed), -verdict.weight) < (len(known.failed), -known.weight):
                best[frame.id] = verdict
        yield from sorted(best.values(), key=lambda v: (not v.chosen, bool(v.failed), -v.weight, v.frame))

    def _failed(self, proposition: Proposition, frame: Frame) -> Iterator[str]:
        for condition in frame.where:
            if not self.scene.holds(proposition, frame, condition):
                yield f"where {_spelt(condition)}: {self._filled(proposition, condition.roles)}"
        for condition in frame.unless:
            if self.scene.holds(proposition, frame, condition):
                yield f"not {_spelt(condition)}: {self._filled(proposition, condition.roles)}"
        if frame.requires_one and not any(self.scene.fillers(proposition, r) for r in frame.requires_one):
            yield f"needs one of {', '.join(frame.requires_one)}: none is there"

    def _filled(self, proposition: Proposition, roles: Sequence[str]) -> str:
        if tuple(roles) == ("participant",):
            return "nobody known takes part"
        found = [(r, f) for r in roles for f in self.scene.fillers(proposition, r)]
        if not found:
            return f"no {' or '.join(roles)} is there"
        return "; ".join(
            f"{role} is {self._words(filler.tokens).text!r}{self._no_actor(filler)}" for role, filler in found
        )

    def _no_actor(self, filler: Filler) -> str:
        return "" if filler.head in self.scene.references else ", who is no known actor"

    def _slots(self, proposition: Proposition, frame: Frame) -> Iterator[SlotTried]:
        """The roles that were looked at for each slot, up to the one in which an actor stood."""
        taken: frozenset[int] = frozenset()
        for slot, roles in (("actor", frame.actor), ("recipient", frame.recipient)):
            for role in roles:
                fillers = [f for f in self.scene.fillers(proposition, role) if f.head not in taken]
                hits = [f for f in fillers if f.head in self.scene.references]
                if fillers:
                    yield SlotTried(slot, role, tuple(self._words(f.tokens) for f in fillers), bool(hits))
                if hits:
                    taken |= {f.head for f in hits}
                    break


def _form(proposition: Proposition) -> str:
    """How the predicate stands: "verb, passive, past, negated, modal will"."""
    parts = [
        proposition.kind,
        proposition.voice if proposition.kind == "verb" else "",
        proposition.tense,
        proposition.aspect,
    ]
    parts += ["negated" if proposition.negated else "", f"modal {proposition.modal}" if proposition.modal else ""]
    parts += ["under a condition" if proposition.condition else ""]
    inside = f"inside the {proposition.parent_role} of another" if proposition.parent is not None else ""
    return ", ".join(filter(None, [*parts, inside]))


def _described(mention: Mention) -> str:
    who = mention.actor or mention.country or "unresolved"
    return f"{mention.name} = {who}" + (f" ({mention.why})" if mention.why else "")


def _spelt(condition: Condition) -> str:
    shown = " or ".join(condition.fillers[:_SHOWN])
    more = len(condition.fillers) - _SHOWN
    return f"{'|'.join(condition.roles)} = {shown}" + (f" or {more} more" if more > 0 else "")


def _outcome(frame: Frame | None, coded: bool, somebody: bool) -> str:
    if coded:
        return "an event"
    if frame is None:
        return "no frame fits: nothing is recorded"
    if frame.type is None:
        return "no act of its own: it says how real is what it holds"
    if not somebody:
        return "nobody known takes part: nothing is recorded"
    return "no event of its own: it is the matter of another act, or only describes somebody"
