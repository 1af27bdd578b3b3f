"""The stages of reading, composed: a report goes in, a reading comes out.

Each stage is a pure function of the document and the layers found before it. The pipeline alone knows their order, and
joins what no stage can see by itself: the date, the sources and the reasons of an event.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from dragoman.dates import Interval
from dragoman.errors import DragomanError
from dragoman.extract.actors import find_mentions, resolve_all
from dragoman.extract.actors.scene import find_dateline
from dragoman.extract.attribution import ChainIndex, Speech, find_attributions, speaking_tokens
from dragoman.extract.claims import find_claims, load_claim_cues, party_of, sift_claims
from dragoman.extract.events import EXTRACTOR, find_events, plan_code
from dragoman.extract.reasons import Found, find_reasons, judged
from dragoman.extract.reasons_later import find_clause_reasons, find_later_reasons, names_reason
from dragoman.extract.terms import Lasting, end_of, find_term
from dragoman.extract.times import find_times
from dragoman.ledger.dating import (
    bounded_by_report,
    date_event,
    date_report,
    date_words,
    days_said,
    inherit_dates,
    is_background,
    load_calendar,
    read_date,
    said_on,
    with_effect,
)
from dragoman.lexicon import Lexicon
from dragoman.lexicon.inflection import forms_of
from dragoman.model import (
    ActorRef,
    Attribution,
    Chain,
    CodedEvent,
    DatedBy,
    Document,
    Event,
    Failure,
    Layers,
    Matter,
    Mention,
    Parse,
    Phase,
    Published,
    PublishedBasis,
    Reading,
    Reason,
    Report,
    Sentence,
    Sighting,
    Status,
    StoredMention,
    Timex,
)
from dragoman.prepare.clean import address_of, author_of, clean, document_id, language_of, outlet_of, title_of
from dragoman.prepare.gate import Gate, SpeechGate
from dragoman.prepare.language import is_stated_english, looks_english
from dragoman.prepare.parse import Parser
from dragoman.prepare.propositions import Predicates, find_propositions
from dragoman.prepare.sentences import split_sentences
from dragoman.settings import Settings

_CLAIMED = ("statement", "thought", "attitude", "topic")
_REASONED = frozenset(set(Phase) - {Phase.CONTINUE, Phase.SIGN, Phase.RATIFY, Phase.SETTLE})
_TOLD = frozenset({Status.OCCURRED, Status.ONGOING, Status.SCHEDULED, Status.NOT_OCCURRED})
_PUT_OFF = frozenset({Phase.POSTPONE, Phase.CANCEL, Phase.REFUSE, Phase.RESCHEDULE})


@dataclass(slots=True)
class Clock:
    """Seconds spent in each stage, and how much was read: for the figures of `make bench`."""

    seconds: dict[str, float] = field(default_factory=dict)
    reports: int = 0
    words: int = 0
    sentences: int = 0
    parsed: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the block to the stage of that name."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


class Pipeline:
    """All models and knowledge loaded once; reads any number of reports."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        """Prepare the lexicon's tables; the parser is loaded by `load`, or with the first report."""
        self.settings = settings
        self.lexicon = lexicon
        self.clock = Clock()
        self._loaded: Parser | None = None
        frames = lexicon.frames
        self._predicates = Predicates(
            nouns=frames.predicate_nouns,
            adjectives=frozenset(frames.adjective_frames),
            light={verb: entry.nouns for verb, entry in frames.light.items()},
            compounds=frames.compound_nouns,
        )
        self._calendar = load_calendar() if settings.calendar else ()
        self._gate = Gate(lexicon.frames, lexicon.people_nouns) if settings.gate else None
        self._claims = load_claim_cues()
        said = (lexicon.attribution.forms[manner] for manner in _CLAIMED)
        standards = {form for noun in self._claims.standards for form in forms_of(noun, "noun")}
        self._speech_gate = SpeechGate(
            frozenset().union(*said), self._claims.officials, self._claims.spoken_of, standards
        )

    @property
    def version(self) -> str:
        """What of the program and the settings decides the records of a reading."""
        return f"{EXTRACTOR};lexicon={self.lexicon.fingerprint};{self.settings.fingerprint}"

    def load(self) -> Parser:
        """The parser, loaded once. Raises MissingPart where its model is not installed."""
        if self._loaded is None:
            self._loaded = Parser(self.settings.model)
        return self._loaded

    def read_reports(self, reports: Sequence[Report]) -> list[Reading | Failure]:
        """Read reports one by one, in order; what cannot be read comes back as a Failure and stops nothing.

        An empty list loads the models and no more. Raises MissingPart where they are not installed.
        """
        self.load()
        return [self.read(report) for report in reports]

    def read(self, report: Report) -> Reading | Failure:
        """Read one report.

        A report that breaks a stage is a Failure with the stage's name: errors that people can mend carry their
        remedy, and any other fault of our own is named as such, so that one hostile page never stops a night's run. A
        report in another language than English is a Failure too: it would only be misread. Raises MissingPart where
        the model is not installed.
        """
        self.load()
        stage = "clean"
        try:
            document = self._document(report)
            stage = "language"
            strange = _other_language(report, document)
            if strange is not None:
                return strange
            stage = "read"
            document, layers = self._layers(document, report)
            stage = "join"
            return self._reading(report, document, layers)
        except DragomanError as error:
            return Failure(report.path, stage, error.message, error.remedy)
        except (ValueError, KeyError, IndexError, TypeError, RecursionError, AttributeError) as error:
            reason = f"{type(error).__name__}: {error}"
            return Failure(report.path, stage, reason, "a fault of Dragoman: please report it with this file")

    def layers(self, report: Report) -> tuple[Document, Layers]:
        """One report with its date, and the layers under its events: for what shows or scores one layer alone.

        Raises DragomanError where the report cannot be read or the model is not installed.
        """
        return self._layers(self._document(report), report)

    # -------------------------------------------------------------- stages

    def _document(self, report: Report) -> Document:
        with self.clock.stage("clean"):
            return Document(
                id=document_id(report),
                raw=report.content,
                clean=clean(report),
                format=report.format,
                title=title_of(report),
                outlet=outlet_of(report),
                side=self.lexicon.side_of_outlet(outlet_of(report), report.url),
                language=report.language or "en",
                author=author_of(report),
                address=address_of(report),
            )

    def _layers(self, document: Document, report: Report) -> tuple[Document, Layers]:
        clock = self.clock
        with clock.stage("sentences"):
            sentences = split_sentences(document.clean)
            layers = Layers(sentences=sentences)
        with clock.stage("times"):
            document = replace(document, published=self._published(document, report, sentences))
            layers.times = find_times(document, sentences)
        with clock.stage("actors"):
            layers.mentions = find_mentions(document, sentences, self.lexicon.actors)
            layers.home = find_dateline(document, sentences, self.lexicon.actors)[0]
        with clock.stage("gate"):
            wanted = self._wanted(document, sentences, layers.mentions)
        with clock.stage("parse"):
            layers.parses = self.load().parse_document(document.clean.text, wanted)
        with clock.stage("propositions"):
            layers.propositions = {i: find_propositions(p, self._predicates) for i, p in layers.parses.items()}
        with clock.stage("references"):
            layers.references, layers.taken_up = resolve_all(document, layers, self.lexicon.actors)
        with clock.stage("attribution"):
            layers.attributions = find_attributions(document, layers, self.lexicon.attribution)
        clock.reports += 1
        clock.words += document.words
        clock.sentences += len(sentences)
        clock.parsed += len(layers.parses)
        return document, layers

    def _published(self, document: Document, report: Report, sentences: tuple[Sentence, ...]) -> Published:
        given = ((report.published, report.published_basis),) if report.published else ()
        if report.published and read_date(report.published):
            return date_report(document, (), given=given)
        return self.date_alone(document, sentences, given=given)

    def date_alone(
        self,
        document: Document,
        sentences: tuple[Sentence, ...],
        *,
        given: Sequence[tuple[str, PublishedBasis]] = (),
    ) -> Published:
        """When a report appeared that nobody dates: what its own text says, with what is known from outside it."""
        times = find_times(document, sentences)
        if not self.settings.calendar:
            return date_report(document, times, given=given)
        return date_report(
            document,
            times,
            given=given,
            calendar=self._calendar,
            mentions=lambda: find_mentions(document, sentences, self.lexicon.actors),
            book=self.lexicon.actors,
        )

    def _wanted(
        self, document: Document, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]
    ) -> list[Sentence]:
        """The sentences that are parsed: all that report, or, with the gate, those that can hold something."""
        reporting = [s for s in sentences if not s.kind.is_noise or s.kind == "caption"]
        if self._gate is None:
            return reporting
        with_actors = {m.sentence for m in mentions}
        with_parties = {m.sentence for m in mentions if party_of(m.actor, m.kind, m.country, self._claims)}
        speech = Speech(document)
        text, chosen = document.clean.text, list[Sentence]()
        for sentence in reporting:
            follows = bool(chosen) and chosen[-1].index == sentence.index - 1
            if (
                self._gate.lets_in(text, sentence, with_actors)
                or (follows and names_reason(text[sentence.start : sentence.end]))
                or self._speech_gate.lets_in(text, sentence, with_parties, spoken=speech.holds(sentence), after=follows)
            ):
                chosen.append(sentence)
        return chosen

    def _reading(self, report: Report, document: Document, layers: Layers) -> Reading:
        clock = self.clock
        with clock.stage("events"):
            coded = find_events(document, layers, self.lexicon.frames)
        with clock.stage("join"):
            joined = tuple(self._join(document, layers, coded))
            events = inherit_dates(document, layers.parses, coded, joined, layers.times)
        with clock.stage("claims"):
            said = find_claims(document, layers, layers.attributions, coded=[c.trigger for c in coded])
            claims = sift_claims(document, layers, said, coded)
        with clock.stage("store form"):
            return Reading(
                document=document,
                sighting=Sighting(
                    document=document.id,
                    path=report.path,
                    url=report.url,
                    outlet=document.outlet,
                    title=document.title,
                    published=report.published,
                    published_basis=report.published_basis,
                    fetched=report.fetched,
                ),
                events=events,
                claims=claims,
                mentions=tuple(_stored(document, m) for m in layers.mentions),
                version=self.version,
            )

    # -------------------------------------------------------------- joining

    def _join(self, document: Document, layers: Layers, coded: Sequence[CodedEvent]) -> Iterator[Event]:
        """Give each event its date, sources, reasons, and whether it is background."""
        chains = ChainIndex(self.dated_sources(document, layers))
        for item in coded:
            parse = layers.parses[item.sentence]
            times = [t for t in layers.times if t.sentence == item.sentence]
            heads = {c.head for c in coded if c.sentence == item.sentence}
            lasting = find_term(parse, item, heads, times, document)
            matter, of_matter = self._dated_matter(item, parse, times, document, lasting)
            own = [t for t in times if t not in of_matter]
            date = date_event(parse, item.head, own, document)
            chain = chains.at(*item.trigger)
            given = [*find_reasons(parse, item.head, document), *self._later_reasons(item, layers, coded)]
            reasons = tuple(
                Reason(document.span(start, end), judged(kind, who), who)
                for start, end, kind, by in given
                for who in (by or _source_of(chains.at(start, end) or chain),)
            )
            event = replace(
                item.event,
                date=date,
                matter=matter,
                attribution=chain,
                reasons=reasons,
                historical=item.event.historical or is_background(date, document.published.interval),
                date_words=None if date else date_words(parse, item.head, own, document),
            )
            noun = parse.tags[item.head].startswith("NN")
            event = _coded_as_planned(event, with_effect(event, own, document, noun=noun))
            event = bounded_by_report(event, parse, item.head, document)
            if matter is not None and event.matter is not None and matter.until is None:
                until = end_of(event, lasting, document.published.interval, parse, item.head)
                event = replace(event, matter=replace(event.matter, until=until))
            yield self._at_its_date(event, document.published)

    def _later_reasons(self, item: CodedEvent, layers: Layers, coded: Sequence[CodedEvent]) -> list[Found]:
        """The reasons in other clauses and the next sentence, for the first act of a sentence that changes a thing."""
        following = layers.parses.get(item.sentence + 1)
        changing = (c for c in coded if c.sentence == item.sentence and c.event.phase in _REASONED)
        if next(changing, None) is not item or item.event.status not in _TOLD:
            return []
        matter = item.event.matter.matter_class if item.event.matter else None
        family = frozenset[str]().union(*(f for f in self.lexicon.frames.families if matter in f))
        words = family | ({matter} if matter else set())
        own = find_clause_reasons(layers.parses[item.sentence], item.head, words)
        return [*own, *(find_later_reasons(following, words) if following is not None else ())]

    def _dated_matter(
        self, item: CodedEvent, parse: Parse, times: Sequence[Timex], document: Document, lasting: Lasting
    ) -> tuple[Matter | None, list[Timex]]:
        """When what was put off was meant for, how long it lasts and until when: none of it is the day of the act."""
        matter = item.event.matter
        if matter is None or matter.span is None:
            return matter, []
        start, end = matter.span.start, matter.span.end
        own_clause = _below(parse, item.head, times)
        matter = replace(matter, term=lasting.term, until=_dated_by(lasting.until, document) if lasting.until else None)
        if item.event.phase not in _PUT_OFF:
            return matter, list(lasting.used)
        head = next((t for t in range(len(parse)) if document.span(parse.starts[t], parse.ends[t]).end == end), None)
        if head is None or head == item.head:
            return matter, list(lasting.used)
        phrase = [t for t in range(head + 1) if document.span(parse.starts[t], parse.ends[t]).start >= start]
        inside = [*_below(parse, head, times), *_told_of(parse, phrase, item.head, times)]
        if head in parse.ancestors(item.head):  # "the visit, which was put off in January": its own day, not the plan's
            inside = [t for t in inside if t not in own_clause]
        own = [t for t in times if (t in inside or _reaches_past(t, document)) and t not in lasting.used]
        planned = next((days_said(parse, t, own, document) for t in own if _dated_by(t, document)), None)
        return (replace(matter, planned=planned) if planned else matter), [*own, *lasting.used]

    def dated_sources(self, document: Document, layers: Layers) -> list[Attribution]:
        """The attributions, each with the day on which its source spoke where the cue's own clause gives it."""
        return [
            replace(a, link=replace(a.link, said_on=self._said_on(document, layers, a))) if a.cue else a
            for a in layers.attributions
        ]

    def _said_on(self, document: Document, layers: Layers, attribution: Attribution) -> DatedBy | None:
        parse = layers.parses.get(attribution.sentence)
        times = [t for t in layers.times if t.sentence == attribution.sentence]
        if parse is None or not times or attribution.cue is None:
            return None
        token = bisect_right(parse.starts, attribution.cue[0]) - 1
        spoken = speaking_tokens(parse, token) if token >= 0 else []
        return next((day for each in spoken if (day := said_on(parse, each, times, document))), None)

    def _at_its_date(self, event: Event, published: Published) -> Event:
        """Who held an office is asked for the day of the event, never for today."""
        when = event.date.interval if event.date else published.interval
        return replace(
            event,
            actors=tuple(self._held(a, when) for a in event.actors),
            recipients=tuple(self._held(a, when) for a in event.recipients),
        )

    def _held(self, actor: ActorRef, when: Interval) -> ActorRef:
        """The person in an office that was named without its holder, where the book knows exactly one."""
        if actor.id is None or actor.person is not None or when.earliest is None or when.latest is None:
            return actor
        tenure = self.lexicon.actors.holder(actor.id, when)
        if tenure is None:
            return actor
        return replace(actor, person=tenure.person, why=f"{actor.why}; held the office then: {tenure.source}")


def _source_of(chain: Chain) -> str | None:
    """Who says it: the innermost source of a chain."""
    return chain[-1].source if chain else None


def _coded_as_planned(before: Event, event: Event) -> Event:
    """An event that its day has made a plan, with the code that PLOVER has for a plan."""
    if event.status is before.status or event.status is not Status.SCHEDULED or event.plover is None:
        return event
    return replace(event, plover=plan_code(event.type, event.mode))


def _other_language(report: Report, document: Document) -> Failure | None:
    """Why a report is left alone, where it says, or its words say, that it is not in English."""
    stated = is_stated_english(report.language)
    if stated is False:
        reason = f"its language is given as {report.language!r}, and only English is read"
        return Failure(report.path, "language", reason, "leave it out; if it is English, say so: language en")
    if stated is None and not looks_english(document.clean):
        said = language_of(report)
        page = f" (the page says {said!r})" if said else ""
        reason = f"its words are not English{page}, and only English is read"
        return Failure(report.path, "language", reason, "leave it out; if it is English, say so with --language en")
    return None


def _reaches_past(timex: Timex, document: Document) -> bool:
    """Whether an expression ends after the report: an act that was done by then is not what it dates."""
    latest, published = timex.interval.latest if timex.interval else None, document.published.interval.latest
    return latest is not None and published is not None and latest > published


def _below(parse: Parse, head: int, times: Sequence[Timex]) -> list[Timex]:
    """The expressions that stand under a token: those of its own clause or phrase."""
    starts = {parse.starts[token] for token in parse.subtree(head)}
    return [t for t in times if any(t.start <= start < t.end for start in starts)]


def _told_of(parse: Parse, phrase: Sequence[int], act: int, times: Sequence[Timex]) -> list[Timex]:
    """The expressions in clauses on a phrase that tell of another act: "talks with Mali that [were set for May]"."""
    heads = [t for t in phrase if parse.heads[t] not in phrase or parse.heads[t] == t]
    clauses = [c for t in heads for c in parse.children[t] if parse.deps[c] in ("relcl", "acl") and c > phrase[-1]]
    return [t for c in clauses if act not in parse.subtree(c) for t in _below(parse, c, times)]


def _dated_by(timex: Timex, document: Document) -> DatedBy | None:
    """An expression as a date; `None` where it names no days, or not how fine they are."""
    if timex.interval is None or timex.granularity is None or timex.basis is None:
        return None
    span = document.span(timex.start, timex.end)
    return DatedBy(timex.interval, timex.granularity, timex.basis, timex.derivation, span)


def _stored(document: Document, mention: Mention) -> StoredMention:
    return StoredMention(
        document=document.id,
        span=document.span(mention.start, mention.end),
        actor=mention.actor,
        kind=mention.kind,
        name=mention.name,
        country=mention.country,
        person=mention.person,
        description=mention.description,
        candidates=mention.candidates,
        antecedent=document.span(*mention.antecedent) if mention.antecedent else None,
        score=mention.score,
        why=mention.why,
    )
