"""Events: every act that a parsed sentence tells of, nested as the sentence nests them.

The coder looks up the frame of each proposition, fills its slots, walks up to find how real it is, and writes down what
PLOVER would make of it. It gives no dates and no sources: those are found by others and joined by the pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dragoman.extract.events import again
from dragoman.extract.events.about import LEAD, by_a_body, completed, is_of_one, of_sides, states_named, told_about
from dragoman.extract.events.confidence import confidence_of
from dragoman.extract.events.domains import is_feigned
from dragoman.extract.events.doubled import without_doubles
from dragoman.extract.events.lent import with_lent_parties
from dragoman.extract.events.matters import find_matter, matter_filler
from dragoman.extract.events.memory import Known, Memory, inherited
from dragoman.extract.events.opposed import Opposed, with_sides
from dragoman.extract.events.participants import Cast, blamed_for, cast, returns_home, two_parties
from dragoman.extract.events.plover import as_threat, told_once
from dragoman.extract.events.plover import plan_code as plan_code
from dragoman.extract.events.politics import asked_by, is_nobodys
from dragoman.extract.events.records import EXTRACTOR as EXTRACTOR
from dragoman.extract.events.records import Act, Records
from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.sides import find_sides
from dragoman.extract.events.status import Standing, stand
from dragoman.extract.events.untold import act_beside, alike, noun_without_parties, takes_up, verb_in_place
from dragoman.extract.events.wholes import with_wholes, without_outlet
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.calibration import shipped_calibration
from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.frames import Frame, FrameBook
from dragoman.model import (
    ActorRef,
    BlockKind,
    CodedEvent,
    Document,
    Event,
    Layers,
    Mention,
    Proposition,
    Sentence,
    Status,
    stable_id,
)

_NAMED_MATTER = Frame(
    "matter.named", None, "", symmetric=True, actor=("between", "poss", "by", "mod"), recipient=("with", "to", "of")
)
_WHO = frozenset({"actor", "named", "state", "people", "two actors"})
_OF_HARM = act_types("of-harm")
_WITH_A_COURSE = ("pact", "curb", "activity", "operation", "meeting")
_SHARED = ("pact", "activity", "meeting")
_OF_TWO = ("of-two",)
_PAIR = ("one", "other")
_AHEAD = frozenset({Status.SCHEDULED, Status.AGREED, Status.PROPOSED})
_DONE = frozenset({Status.OCCURRED, Status.ONGOING})
_WORD = re.compile(r"[a-z]+")
_FIRST_NAMED = event_words("reading", "first-named")
_KNOWN = event_words("reading", "known")
_ONE_MORE = event_words("reading", "one-more")
_OF_THE_TWO = _ONE_MORE | event_words("reading", "of-the-two")
"""Words beside a noun that leave its parties to the reader all the same: "the second meeting", "the joint drill"."""
_TITLES = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEAD})
_DEMANDING = event_words("reading", "demanding")
_CALLED_SO = act_types("called-so")
_FULL_STOPS = frozenset((".", "!", "?", '"', "”", "''"))
_THINKING = event_words("reading", "thinking")


def find_events(document: Document, layers: Layers, book: FrameBook) -> tuple[CodedEvent, ...]:
    """All events of the parsed sentences, in text order; noise is passed over, captions are marked."""
    by_sentence: dict[int, dict[int, tuple[Mention, ...]]] = {}
    for (index, token), mentions in layers.references.items():
        by_sentence.setdefault(index, {})[token] = mentions
    found: list[CodedEvent] = []
    memory = Memory(book.families)
    told: list[again.Told] = []
    sources = tuple(a.source for a in layers.attributions if a.source)
    about = told_about(layers.mentions, document, sources)
    sides = find_sides(document.clean.text, layers.mentions)
    about = of_sides(about, sides, document)
    parties, named = (
        sides.between.union(str(a.country) for a in about),
        states_named(document.clean.text, layers.mentions, sources),
    )
    lead = LEAD + sum(s.kind is BlockKind.DATELINE for s in layers.sentences)
    headline = frozenset(_WORD.findall((document.title or "").lower()))
    for index in sorted(layers.propositions):
        sentence = layers.sentences[index]
        if sentence.kind.is_noise and sentence.kind is not BlockKind.CAPTION:
            continue
        times = tuple((t.start, t.end) for t in layers.times if t.sentence == index)
        references = without_outlet(layers.parses[index], by_sentence.get(index, {}))
        references = with_wholes(layers.parses[index], references, book)
        caption = sentence.kind is BlockKind.CAPTION
        parse, propositions = layers.parses[index], layers.propositions[index]
        scene = Scene(parse, propositions, references, book, times, memory.words(), caption, headline)
        theirs = about if named.get(index, frozenset()) <= parties else ()
        opposed = Opposed(theirs, theirs if sides.pair else (), sides.between)
        found += _Coder(document, sentence, scene, memory, opposed, told, lead).code()
    table = shipped_calibration()
    return tuple(replace(c, event=replace(c.event, confidence=confidence_of(c.event, table))) for c in found)


_OF_THE_MATTER = ("agent", "patient", "of", "agent.of", "to", "patient.on")
"""Roles of the matter in frames that tell its course: "the [ban] ended", "the start of a [programme]"."""


def _tells_a_course(frame: Frame) -> bool:
    """Whether the frame asks for a matter and for nobody who acts on it."""
    wanted = {filler for condition in frame.where for filler in condition.fillers}
    return frame.matter in _OF_THE_MATTER and wanted.isdisjoint(_WHO)


def _only_ahead(match: Match) -> bool:
    """Whether the frame counts only where its noun is planned: "is considering a [ban]"; "the ban" asserts nothing."""
    frame = match.frame
    return frame.matter == "self" and bool(frame.nouns) and not frame.where and not frame.requires_one


def _with_the_same(whole: Cast, own: Cast) -> Cast:
    """Who does the same as others does it to the same ones."""
    doers = {a.id or a.country or a.name for a in own.actors}
    others = tuple(a for a in whole.recipients if (a.id or a.country or a.name) not in doers)
    return replace(own, recipients=others)


class _Coder:
    """The work on one sentence."""

    def __init__(
        self,
        document: Document,
        sentence: Sentence,
        scene: Scene,
        memory: Memory,
        opposed: Opposed,
        told: list[again.Told],
        lead: int,
    ) -> None:
        self.document = document
        self.lead = lead
        self.told = told
        self.opposed = opposed
        self.about = opposed.about
        self.sentence = sentence
        self.scene = scene
        self.records = Records(document, sentence, scene)
        self.memory = memory

    def code(self) -> list[CodedEvent]:
        """The events of the sentence, each with the one in which it stands."""
        acts = without_doubles(self._acts())
        self._remember_phrases(acts)
        acts = with_lent_parties(self.records, self._enclosing, acts)
        ids = {index: self.records.identify(act) for index, act in acts.items()}
        found = []
        for act in acts.values():
            inside = self._enclosing(act, acts)
            coded = self.records.event(act, ids, inside)
            self._remember(act, coded.event)
            found.append(coded)
            refusal = self.records.refusal(act, ids, inside)
            if refusal is not None:
                found.append(refusal)
        return told_once(found + self._demands(acts, ids))

    def _acts(self) -> dict[int, Act]:
        scene = self.scene
        matters = self._matter_heads()
        acts: dict[int, Act] = {}
        for proposition in scene.propositions:
            match = scene.matches.get(proposition.index)
            if match is not None and match.frame.id in again.AGAIN:
                self._keep_again(acts, proposition, match)
                continue
            if match is None or match.frame.type is None:
                continue
            if proposition.kind == "noun" and proposition.head in matters:
                continue
            if self._only_describes(proposition) or self._is_in_a_name(proposition, match):
                continue
            match = as_threat(scene, proposition, match)
            people = cast(scene, self.document, proposition, match)
            standing = stand(scene, proposition)
            if not standing.told:
                continue
            known = self._taken_up(proposition, match, people, standing, acts)
            if known is not None and not people.actors:
                people = inherited(known, people)
            if _only_ahead(match) and (standing.status not in _AHEAD or proposition.kind != "noun"):
                continue
            if self._stands_alone(proposition, match, standing):
                if self._takes_up(proposition, match, people):
                    shared = self._is_of(proposition, match, _SHARED)
                    people = completed(scene, self.document, people, self.about, shared=shared)
            elif match.frame.type == "CONSULT" and by_a_body(scene, people):
                people = completed(scene, self.document, people, self.about, shared=True)
            elif not people.actors and not people.recipients:
                continue
            of_two = self._is_of(proposition, match, _OF_TWO)
            people = with_sides(self.opposed, scene, self.document, proposition, match, people, of_two=of_two)
            if returns_home(match, people) and proposition.kind == "verb":
                continue
            if is_feigned(scene, match, people) or is_nobodys(scene, proposition, match, people):
                continue
            self._keep(acts, Act(proposition, match, people, standing, known))
        return self._with_told_again(acts, matters)

    def _keep(self, acts: dict[int, Act], act: Act) -> None:
        """Add an act, also to what "the same" may take up later."""
        acts[act.proposition.index] = act
        event, sentence = self.records.identify(act), self.sentence.index
        self.told.append(again.Told(act.match, act.cast, event, act.proposition.index, sentence))

    def _keep_again(self, acts: dict[int, Act], proposition: Proposition, words: Match) -> None:
        """Add the act that "followed suit" takes up, where one was told."""
        found = again.done_again(self.scene, self.document, proposition, self.told, self.sentence.index)
        if found is not None:
            standing = stand(self.scene, proposition)
            standing = replace(standing, trail=(*standing.trail, f"{words.frame.id}: an act told before"))
            self._keep(acts, Act(proposition, *found, standing))

    def _with_told_again(self, acts: dict[int, Act], matters: frozenset[int]) -> dict[int, Act]:
        """With what a word tells that leaves its parties to another act: "the raid", "had done the same"."""
        scene, found = self.scene, dict(acts)
        told = {index: act.match for index, act in acts.items()}
        for proposition in scene.propositions:
            if proposition.index in found:
                continue
            instead = verb_in_place(scene, proposition, told)
            noun = noun_without_parties(scene, proposition) if instead is None else None
            if instead is None and (noun is None or noun.frame.type is None):
                continue  # most words; how real they are is not worth finding out
            standing = stand(scene, proposition)
            if not standing.told:
                continue
            if instead is not None:
                whole, what, match = instead
                people = _with_the_same(acts[whole].cast, cast(scene, self.document, what, match))
                found[proposition.index] = Act(what, match, people, standing)
            elif noun is not None and standing.status in _DONE:
                act = self._noun_again(proposition, noun, acts, standing, taken=proposition.head in matters)
                if act is not None:
                    found[proposition.index] = act
        return dict(sorted(found.items()))

    def _noun_again(
        self, proposition: Proposition, match: Match, acts: Mapping[int, Act], standing: Standing, *, taken: bool
    ) -> Act | None:
        """An act told by a noun whose phrase names nobody, with the parties of the act that it takes up or stands by.

        `taken`: another act has it as its matter, which leaves it an act only beside a third one.
        """
        kind = str(match.frame.type)
        types = {i: str(act.match.frame.type) for i, act in acts.items() if two_parties(act.cast)}
        beside = act_beside(self.scene, proposition, types, kind)
        lemma = self.scene.parse.lemmas[proposition.head].lower()
        known: Known | None = None
        if beside is not None:
            act = acts[beside]
            verb = act.proposition.verb or act.proposition.predicate
            if match.frame.type == "CONSULT" or alike(lemma, verb) or alike(proposition.verb, verb):
                known = Known(verb, None, act.cast, None, self.records.identify(act), self.sentence.index)
        if known is None and not taken and takes_up(self.scene, proposition):
            known = self.memory.told_act(lemma, kind, self.sentence.index)
        if known is None:
            blamed = blamed_for(self.scene, self.document, proposition)
            if blamed.actors and kind == "ASSAULT":
                return Act(proposition, match, blamed, standing)
            return self._of_both_sides(proposition, match, standing)
        return Act(proposition, match, inherited(known, Cast((), (), frozenset())), standing, known, again=True)

    def _of_both_sides(self, proposition: Proposition, match: Match, standing: Standing) -> Act | None:
        """Fighting of which nobody is named is between the two whom the report is about: "after a skirmish"."""
        lemma = self.scene.parse.lemmas[proposition.head].lower()
        people = completed(self.scene, self.document, Cast((), (), frozenset()), self.opposed.two, shared=True)
        if lemma not in self.scene.book.classes["strife"] or len(people.actors) != len(_PAIR):
            return None
        return Act(proposition, match, people, standing)

    def _stands_alone(self, proposition: Proposition, match: Match, standing: Standing) -> bool:
        """Whether it tells what becomes of a matter, whoever takes part: "the treaty took effect", "a drill began".

        Such an event may stand without parties; linking finds them by the matter.
        """
        if _tells_a_course(match.frame):
            return True
        lemma = self.scene.parse.lemmas[proposition.head].lower()
        told = proposition.kind == "light" or (proposition.kind == "noun" and standing.status in _AHEAD)
        return told and any(lemma in self.scene.book.classes[name] for name in _WITH_A_COURSE)

    def _takes_up(self, proposition: Proposition, match: Match, people: Cast) -> bool:
        """Whether its matter is one that the reader knows: of title or lead, named as known, or of a kind told before.

        "The talks" and "talks" after a lead on talks are those of whom the report is about; "an emergency meeting",
        "a deal" and "the climate deal" in its middle may be anybody's, and so may "an emergency meeting" that somebody
        of one state holds, wherever it stands.
        """
        if match.frame.type == "CONSULT" and is_of_one(people):
            return False
        if self.sentence.kind in _TITLES:
            return True
        p, filler = self.scene.parse, matter_filler(self.scene, proposition, match)
        head, tokens = (filler.head, filler.tokens) if filler is not None else (proposition.head, (proposition.head,))
        before = {p.lemmas[c].lower() for c in p.children[head] if p.deps[c] in ("det", "poss", "amod", "compound")}
        if self.sentence.index <= self.lead and not (people.actors and before & _FIRST_NAMED):
            return True
        if before & _KNOWN and before <= _KNOWN | _OF_THE_TWO:
            return True
        told = any(self.memory.has_told(p.lemmas[t].lower()) for t in {head, *tokens} if p.tags[t].startswith("NN"))
        return told and (before.isdisjoint(_FIRST_NAMED) or bool(before & _ONE_MORE))

    def _is_of(self, proposition: Proposition, match: Match, classes: tuple[str, ...]) -> bool:
        """Whether its matter is of one of some classes of nouns, as those of what takes two."""
        filler = matter_filler(self.scene, proposition, match)
        lemma = self.scene.parse.lemmas[filler.head if filler else proposition.head].lower()
        return any(lemma in self.scene.book.classes[name] for name in classes)

    def _taken_up(
        self, proposition: Proposition, match: Match, people: Cast, standing: Standing, acts: Mapping[int, Act]
    ) -> Known | None:
        """What the matter of an act takes up again, where the act has a phase and its phrase names no parties.

        `acts` are those that the sentence has told so far.
        """
        if match.frame.phase is None and standing.phase is None:
            return None
        if people.actors and people.recipients:
            return None
        filler = matter_filler(self.scene, proposition, match)
        head = filler.head if filler is not None else proposition.head
        if any(self.scene.parse.lemmas[c].lower() in _FIRST_NAMED for c in self.scene.parse.children[head]):
            return None
        lemma = self.scene.parse.lemmas[head].lower()
        named = self._subject_above(proposition) if lemma == "it" else None
        here = self._told_here(head, acts)
        return here if here is not None else self.memory.antecedent(named or lemma, self.sentence.index)

    def _told_here(self, head: int, acts: Mapping[int, Act]) -> Known | None:
        """The matter of an act told before in the sentence: "lift its ban, days after [the measure] took effect"."""
        p = self.scene.parse
        if _KNOWN.isdisjoint(p.lemmas[c].lower() for c in p.children[head]):
            return None
        for act in reversed(tuple(acts.values())):
            filler = matter_filler(self.scene, act.proposition, act.match)
            if filler is None or filler.head > head or not self.memory.alike(p.lemmas[filler.head], p.lemmas[head]):
                continue
            if act.cast.actors:
                matter = find_matter(self.scene, self.document, act.proposition, act.match, act.cast)
                event = self.records.identify(act)
                return Known(p.lemmas[filler.head].lower(), None, act.cast, matter, event, self.sentence.index)
        return None

    def _subject_above(self, proposition: Proposition) -> str | None:
        """ "The exchange will resume, a year after [it] was suspended": the subject of the clause above."""
        p, verb = self.scene.parse, proposition.tokens[0]
        if p.deps[verb] != "advcl":
            return None
        subjects = [c for c in p.children[p.heads[verb]] if p.deps[c] in ("nsubj", "nsubjpass") and c < verb]
        lemma = p.lemmas[subjects[0]].lower() if subjects else ""
        return lemma if lemma in self.memory.nouns else None

    def _remember_phrases(self, acts: Mapping[int, Act]) -> None:
        """Keep the matters that the sentence only names: "as part of visits between the two armies"."""
        p = self.scene.parse
        told = {act.proposition.head for act in acts.values()}
        for token in range(len(p)):
            lemma = p.lemmas[token].lower()
            if lemma not in self.memory.nouns or not p.tags[token].startswith("NN") or token in told:
                continue
            phrase = Proposition(
                self.sentence.index, -1, lemma, token, (token,), "noun", self.scene.roles_of_phrase(token)
            )
            people = cast(self.scene, self.document, phrase, Match(_NAMED_MATTER, 0, (token,)))
            span = self.document.span(p.starts[token], p.ends[token])
            self.memory.remember(
                Known(
                    lemma,
                    None,
                    people,
                    None,
                    stable_id("ma", self.document.id, span.start, span.end),
                    self.sentence.index,
                    subject=p.deps[token] in ("nsubj", "nsubjpass"),
                )
            )

    def _remember(self, act: Act, event: Event) -> None:
        """Keep the matter for the sentences that follow."""
        if event.matter is not None and (event.actors or event.recipients) and act.known is None:
            lemma = event.matter.matter_class
            self.memory.remember(
                Known(lemma, event.matter.object, act.cast, event.matter, event.id, self.sentence.index)
            )
        if event.status not in _DONE or act.again:
            return
        verb = act.proposition.verb or act.proposition.predicate
        told = Known(verb, None, act.cast, event.matter, event.id, self.sentence.index, told=True)
        self.memory.note(event.type, told)
        if act.known is None and act.cast.actors and act.cast.recipients:
            self.memory.remember(told)

    def _only_describes(self, proposition: Proposition) -> bool:
        """What stands before a noun without a doer ("the detained crew", "a troubled state") reports nothing.

        Nor does harm that a hyphen ties to its doer: "a [rebel-held] town".
        """
        if proposition.kind != "noun" and any(r.via == "hyphen" and r.name == "agent" for r in proposition.roles):
            match = self.scene.matches.get(proposition.index)
            return match is not None and match.frame.type in _OF_HARM
        before = any(r.via == "participle before the noun" for r in proposition.roles)
        named = proposition.kind == "adjective" and any(r.via == "modified noun" for r in proposition.roles)
        return named or (before and proposition.role("agent") is None)

    def _is_in_a_name(self, proposition: Proposition, match: Match) -> bool:
        """ "The Movement for the [Liberation] of Oman" frees nobody; a Summit or a War is what it is called."""
        p, noun = self.scene.parse, proposition.head
        if proposition.kind != "noun" or match.frame.type in _CALLED_SO or self.sentence.kind in _TITLES:
            return False
        if p.tags[noun] not in ("NNP", "NNPS") or not p.texts[noun][:1].isupper() or p.texts[-1] not in _FULL_STOPS:
            return False
        above = p.heads[p.heads[noun]] if p.deps[noun] == "pobj" else p.heads[noun]
        return above != noun and p.tags[above] in ("NNP", "NNPS")

    def _matter_heads(self) -> frozenset[int]:
        """Nouns that another act takes as its matter: the visit that was put off is no visit of its own."""
        heads = set()
        for proposition in self.scene.propositions:
            match = self.scene.matches.get(proposition.index)
            if self._only_describes(proposition):
                continue
            if match and match.frame.type and match.frame.matter not in (None, "self"):
                filler = matter_filler(self.scene, proposition, match)
                if filler is not None:
                    heads.add(filler.head)
                    heads.update(t for t in filler.tokens if t < proposition.head or t > filler.head)
        return frozenset(heads)

    def _enclosing(self, act: Act, acts: Mapping[int, Act]) -> int | None:
        """The nearest act above whose frame embeds this one."""
        inside = act.standing.inside
        seen: set[int] = set()
        while inside is not None and inside not in acts and inside not in seen:
            seen.add(inside)
            inside = stand(self.scene, self.scene.propositions[inside]).inside
        return inside if inside in acts else None

    def _demands(self, acts: Mapping[int, Act], ids: Mapping[int, str]) -> list[CodedEvent]:
        """ "Moscow said Kyiv must withdraw" is a demand by Moscow, and what must be done stands inside it."""
        found: list[CodedEvent] = []
        demanded: set[tuple[int, tuple[ActorRef, ...]]] = set()
        for proposition in self.scene.propositions:
            speech = self._speech_above(proposition)
            if proposition.modal not in _DEMANDING or proposition.negated or proposition.question or speech is None:
                continue
            match = Match(self._demand_frame, 0, (self._modal_token(proposition),))
            speakers = cast(self.scene, self.document, speech, Match(self._demand_frame, 0, ()))
            asked = cast(self.scene, self.document, proposition, Match(self._demand_frame, 0, ()))
            recipients = asked_by(speakers.actors, asked.actors)
            if not speakers.actors or not recipients or (speech.index, recipients) in demanded:
                continue
            demanded.add((speech.index, recipients))
            standing = stand(self.scene, speech)
            people = Cast(speakers.actors, recipients, frozenset())
            act = Act(replace(speech, head=match.words[0], roles=proposition.roles), match, people, standing)
            inside = self._enclosing(act, acts)
            coded = self.records.event(act, {speech.index: self.records.identify(act, "demand")}, inside=None)
            if inside is not None:
                coded = replace(coded, event=replace(coded.event, embedded_in=ids[inside], plover=None))
            found.append(coded)
        return found

    def _speech_above(self, proposition: Proposition) -> Proposition | None:
        if proposition.parent is None or proposition.parent_role != "complement":
            return None
        parent = self.scene.propositions[proposition.parent]
        match = self.scene.matches.get(parent.index)
        said = match is not None and match.frame.speech and match.frame.type is None
        return parent if said and parent.verb not in _THINKING and parent.predicate not in _THINKING else None

    def _modal_token(self, proposition: Proposition) -> int:
        p = self.scene.parse
        return next((c for c in p.children[proposition.tokens[0]] if p.tags[c] == "MD"), proposition.head)

    @property
    def _demand_frame(self) -> Frame:
        return self.scene.book.demand
