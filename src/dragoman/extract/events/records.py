"""From an act to an event: its id, its words, place and matter, and what PLOVER would make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.extract.events.matters import find_matter
from dragoman.extract.events.memory import Known
from dragoman.extract.events.participants import Cast
from dragoman.extract.events.plover import is_background, is_home_promise, is_private, is_statement, plover_code
from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.standing import phase_of
from dragoman.extract.events.status import Standing
from dragoman.model import (
    BlockKind,
    CodedEvent,
    Document,
    Event,
    Evidence,
    Matter,
    Phase,
    Proposition,
    Sentence,
    Span,
    Status,
    stable_id,
)

EXTRACTOR = "frames/1"


_OF_THE_NOUN = ("prepositional", "possessive")
"""How those stand in a phrase whose act it names, and who need not be the subject of its verb."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a sentence on its way to an event."""

    proposition: Proposition
    match: Match
    cast: Cast
    standing: Standing
    known: Known | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """Writes down the acts of one sentence as events."""

    document: Document
    sentence: Sentence
    scene: Scene

    def _trigger(self, act: Act) -> tuple[int, int]:
        p = self.scene.parse
        head = act.proposition.head
        tokens = sorted(set(act.match.words)) or [head]
        # Particles may stand apart; the span is that of the words next to one another around the head.
        first = last = head
        while first - 1 in tokens:
            first -= 1
        while last + 1 in tokens:
            last += 1
        return p.starts[first], p.ends[last]

    def identify(self, act: Act, extra: str = "") -> str:
        """From document, trigger and place in the nesting alone: a later coding of another type keeps it."""
        start, end = self._trigger(act)
        span = self.document.span(start, end)
        above = (self.scene.parse.starts[head] for head in self._heads_above(act))
        nesting = "/".join(str(self.document.span(place, place).start) for place in above)
        return stable_id("ev", self.document.id, span.start, span.end, nesting, extra)

    def _heads_above(self, act: Act) -> list[int]:
        """The predicate and those inside which it stands, innermost first, as tokens."""
        chain, current = [act.proposition.head], act.proposition
        seen = {current.index}
        while current.parent is not None and current.parent not in seen:
            current = self.scene.propositions[current.parent]
            seen.add(current.index)
            chain.append(current.head)
        return chain

    def event(self, act: Act, ids: Mapping[int, str], inside: int | None) -> CodedEvent:
        """The event of an act: `ids` by the index of its proposition, `inside` the act in which it stands."""
        frame, ontology = act.match.frame, self.scene.book.ontology
        kind = frame.type or ""
        start, end = self._trigger(act)
        status, mode = act.standing.status, self._mode(act)
        contexts = frame.contexts
        event = Event(
            id=ids[act.proposition.index],
            document=self.document.id,
            type=kind,
            mode=mode,
            contexts=contexts,
            cameo=ontology.cameo_code(kind, mode, contexts),
            quad=ontology.types[kind].quad,
            score=ontology.score(kind, mode),
            plover=plover_code(
                kind,
                mode,
                status,
                act.proposition,
                embedded=inside is not None,
                background=is_statement(act.match, act.proposition)
                or is_home_promise(act.match, len(act.cast.recipients))
                or is_background(self.scene, act.proposition, mode)
                or is_private(self.scene, act.cast, kind)
                or act.again
                or (act.known is None and not any(a.span for a in (*act.cast.actors, *act.cast.recipients))),
            ),
            actors=act.cast.actors,
            recipients=act.cast.recipients,
            matter=self._matter(act),
            place=None,
            date=None,
            effective=None,
            status=status,
            phase=phase_of(self.scene, act.proposition, act.match, act.standing),
            historical=act.standing.habit,
            attribution=(),
            reasons=(),
            embedded_in=ids[inside] if inside is not None else None,
            evidence=self._evidence(start, end),
            confidence=0.0,  # follows from the finished event, when the sentence is done
            extractor=EXTRACTOR,
            explanation=(
                f"frame {frame.id} ({frame.place})",
                f"predicate {act.proposition.predicate!r} as {act.proposition.kind}",
                *(f"status {step}" for step in act.standing.trail),
            ),
        )
        place = self._place(act)
        if place is not None:
            event = replace(event, place=place[0], place_span=place[1])
        carrier = act.proposition.tokens[0] if act.proposition.kind == "light" else act.proposition.head
        return CodedEvent(event, self.sentence.index, carrier, (start, end))

    def _matter(self, act: Act) -> Matter | None:
        """The matter in the words of the phrase, with what the report said of it before where it takes one up."""
        matter = find_matter(self.scene, self.document, act.proposition, act.match, act.cast)
        if matter is None or act.known is None or act.known.matter is None:
            return matter
        before = act.known.matter
        return replace(
            matter,
            matter_class=before.matter_class if matter.matter_class == "it" else matter.matter_class,
            object=matter.object or before.object,
            parties=matter.parties or before.parties,
            number=matter.number or before.number,
            scope=matter.scope or before.scope,
        )

    def refusal(self, act: Act, ids: Mapping[int, str], inside: int | None) -> CodedEvent | None:
        """ "Will not meet" is a refusal by the one who says so, and inside it a meeting that does not take place."""
        proposition = act.proposition
        volition = proposition.modal in ("will", "wo", "would") and proposition.negated
        cooperative = "cooperation" in self.scene.book.ontology.types[act.match.frame.type or ""].quad
        if not (volition and cooperative and act.cast.actors and inside is None):
            return None
        doers = self.scene.fillers(proposition, "agent")
        if not any(self.scene.is_actor(f) for f in doers) and not any(f.head not in act.cast.heads for f in doers):
            return None  # "the trip would not take place": nobody is said to refuse
        told = [role for role in proposition.roles if role.name == "agent"]
        if proposition.kind == "light" and all(role.via.startswith(_OF_THE_NOUN) for role in told):
            return None  # nor do those whose "meeting will not take place"
        coded = self.event(act, ids, None)
        ontology = self.scene.book.ontology
        code = plover_code("REJECT", None, Status.OCCURRED, proposition, embedded=False)
        event = replace(
            coded.event,
            id=self.identify(act, "refusal"),
            type="REJECT",
            mode=None,
            cameo=ontology.cameo_code("REJECT", None, ()),
            quad=ontology.types["REJECT"].quad,
            score=ontology.score("REJECT", None),
            plover=code,
            status=Status.OCCURRED,
            phase=Phase.REFUSE,
            explanation=(*coded.event.explanation, "negated will: a refusal"),
        )
        return replace(coded, event=event)

    def _mode(self, act: Act) -> str | None:
        """The frame's mode; three parties or more make a meeting multilateral."""
        if act.match.frame.type == "CONSULT" and act.match.frame.mode is None and len(act.cast.actors) > 2:
            countries = {a.country or a.id or a.name for a in act.cast.actors}
            return "multilateral" if len(countries) > 2 else None
        return act.match.frame.mode

    def _place(self, act: Act) -> tuple[str, Span] | None:
        """A named place in a phrase with "in" or "at" of the act itself."""
        p = self.scene.parse
        for role in act.proposition.roles:
            if role.name not in ("in", "at") or not p.tags[role.head].startswith("NNP"):
                continue
            if any(m.kind == "person" for m in self.scene.references.get(role.head, ())):
                continue
            if any(s <= p.starts[token] < e for token in role.tokens for s, e in self.scene.times):
                continue  # "in May", and "in mid-May Syria will", where the parser takes both for one name
            start, end = p.starts[role.tokens[0]], p.ends[role.tokens[-1]]
            return self.document.clean.text[start:end], self.document.span(start, end)
        return None

    def _evidence(self, start: int, end: int) -> Evidence:
        text = self.document.clean.text[self.sentence.start : self.sentence.end]
        return Evidence(
            sentence=self.document.span(self.sentence.start, self.sentence.end),
            trigger=self.document.span(start, end),
            quote=text,
            caption=self.sentence.kind is BlockKind.CAPTION,
        )
