"""What sources say that is no act: positions, assessments, and quantities measured against a standard."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.claims.corrections import find_corrections
from dragoman.extract.claims.cues import ClaimCues, load_claim_cues
from dragoman.extract.claims.matters import SUBJECT, complement_of, matter_of, object_of, spoken_of
from dragoman.extract.claims.measures import find_measure
from dragoman.extract.claims.sifting import party_of, sift_claims
from dragoman.extract.claims.stances import judged_by, stance_of
from dragoman.lexicon.saying_words import saying_words
from dragoman.model import (
    Attribution,
    BlockKind,
    Chain,
    Claim,
    Document,
    Evidence,
    Layers,
    Measure,
    Parse,
    Sentence,
    SourceLink,
    Stance,
    stable_id,
)

__all__ = ["SUBJECT", "ClaimCues", "find_claims", "find_measure", "load_claim_cues", "party_of", "sift_claims"]

MIN_WORDS = 3
"""Fewer words are a borrowed expression, not a claim; what a source is for or against can be one word."""

_VOUCHED = frozenset({"statement", "thought", "attitude"})
_CLAIMING = _VOUCHED | {"topic", "intention"}
_LIKELY = saying_words("claims", "likely")
_LIGHT = saying_words("claims", "light")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one source says in one sentence: its tokens and clean bounds."""

    sentence: Sentence
    parse: Parse
    tokens: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Acts:
    """What is coded as an event: lemmas that may be triggers, or the spans of those that are."""

    lemmas: frozenset[str]
    spans: tuple[tuple[int, int], ...] | None

    def hold(self, parse: Parse, head: int) -> bool:
        """Whether the predicate, or what it says will or may be done, is an act."""
        place: int | None = head
        while place is not None:
            if self._is_one(parse, place) or parse.lemmas[place].lower() in _LIKELY:
                return True
            if parse.lemmas[place].lower() in _LIGHT:
                carried = [c for c in parse.children[place] if parse.deps[c] in ("dobj", "nsubj", "nsubjpass")]
                if any(self._is_one(parse, c) for c in carried):
                    return True
            below = [c for c in parse.children[place] if parse.deps[c] in ("xcomp", "acomp", "prt") and c > place]
            place = below[0] if below else None
        return False

    def _is_one(self, parse: Parse, token: int) -> bool:
        if self.spans is None:
            return parse.lemmas[token].lower() in self.lemmas
        before = bisect_right(self.spans, (parse.starts[token], len(parse.texts[token]) + parse.starts[token]))
        return any(s <= parse.starts[token] < e for s, e in self.spans[max(0, before - 2) : before + 1])


def find_claims(
    document: Document,
    layers: Layers,
    attributions: Sequence[Attribution],
    event_triggers: Collection[str] = (),
    cues: ClaimCues | None = None,
    *,
    coded: Collection[tuple[int, int]] | None = None,
) -> tuple[Claim, ...]:
    """The claims of a document in text order: one for each source and sentence, and the measures in the outlet's voice.

    What a source says is left to the events where its main predicate is the trigger of one, unless it holds a measure:
    `coded` are the clean spans of the triggers of coded events; without them, `event_triggers` are lemmas that may be
    some. It is left to the inner source where it only hands on another's words. A position ("opposes the ban") is kept
    in any case: it says who is for and who against. `cues` are by default those that ship.
    """
    book = cues or load_claim_cues()
    acts = _Acts(frozenset(event_triggers), None if coded is None else tuple(sorted(coded)))
    starts = [sentence.start for sentence in layers.sentences]
    # "The treaty favours Chad": a thing wants nothing, and its verb is what the speaker says of it.
    spoken = {a.cue for a in attributions if a.cue and (a.manner in _VOUCHED or a.link.actor or a.link.side)}
    found: dict[tuple[int, int], Claim] = {}
    covered: set[tuple[int, int]] = set()
    for index, attribution in enumerate(attributions):
        if attribution.manner not in _CLAIMING:
            continue
        for piece in _pieces(attribution, layers, starts):
            if attribution.manner in _VOUCHED:
                covered.update((piece.sentence.index, t) for t in piece.tokens)
            claim = _claim(document, attribution, piece, _chain(attributions, index), acts, book, spoken)
            if claim:
                found.setdefault((claim.content.start, claim.content.end), claim)
    for sentence in layers.sentences:
        parse = layers.parses.get(sentence.index)
        if parse is None or sentence.kind.is_noise:
            continue
        claim = _own_voice(document, sentence, parse, covered, book)
        if claim:
            found.setdefault((claim.content.start, claim.content.end), claim)
    return tuple(sorted((*found.values(), *find_corrections(document, layers)), key=lambda c: (c.content, c.id)))


def _pieces(attribution: Attribution, layers: Layers, starts: Sequence[int]) -> Iterator[_Piece]:
    """The content of an attribution sentence by sentence; stretches within one sentence are one piece."""
    bounds: dict[int, list[tuple[int, int]]] = {}
    for start, end in attribution.content:
        number = max(0, bisect_left(starts, start + 1) - 1)
        while number < len(layers.sentences) and layers.sentences[number].start < end:
            sentence = layers.sentences[number]
            low, high = max(start, sentence.start), min(end, sentence.end)
            if low < high:
                bounds.setdefault(number, []).append((low, high))
            number += 1
    for number, spans in sorted(bounds.items()):
        sentence = layers.sentences[number]
        parse = layers.parses.get(sentence.index)
        if parse is None:
            continue
        held = (range(bisect_left(parse.starts, s), bisect_left(parse.starts, e)) for s, e in spans)
        tokens = tuple(sorted({token for stretch in held for token in stretch}))
        least = MIN_WORDS if attribution.manner == "statement" else 1
        if sum(parse.texts[t][:1].isalnum() for t in tokens) >= least:
            yield _Piece(sentence, parse, tokens, spans[0][0], spans[-1][1])


def _chain(attributions: Sequence[Attribution], index: int) -> Chain:
    """The source itself and those in whose words it stands, outermost first."""
    links: list[SourceLink] = []
    place: int | None = index
    for _ in attributions:
        if place is None:
            break
        link = attributions[place].link
        if not links or (link.source, link.actor) != (links[-1].source, links[-1].actor):
            links.append(link)
        place = attributions[place].within
    return tuple(reversed(links))


def _claim(
    document: Document,
    attribution: Attribution,
    piece: _Piece,
    chain: Chain,
    acts: _Acts,
    book: ClaimCues,
    spoken: Collection[tuple[int, int]],
) -> Claim | None:
    parse = piece.parse
    head = _predicate(piece)
    measured = find_measure(parse, piece.tokens, book)
    cue, verb = _cue_word(attribution, piece)
    judged = judged_by(parse, verb, cue, piece.tokens, book)
    if measured is None:
        handed_on = any(s <= parse.starts[head] < e for s, e in spoken)
        if handed_on or not (judged is not None or _is_said(attribution, piece, head, cue, acts, book)):
            return None
    if cue not in book.stance and verb is not None and parse.heads[head] == verb and _is_stance(parse, head, book):
        cue, verb = parse.lemmas[head].lower(), head  # "expressed [regret for the raid]"
    stance = stance_of(parse, cue, verb, head, judged, book, thought=attribution.manner in ("thought", "intention"))
    trigger = attribution.cue or (parse.starts[head], parse.ends[head])
    position = judged is not None or attribution.manner not in ("statement", "thought")
    about = object_of(parse, verb, piece.tokens) if position else None
    about = spoken_of(parse, head, piece.tokens) if about is None else about
    if about is not None and about == verb:
        about = complement_of(parse, about, piece.tokens)
    return _make(document, piece, chain, stance, trigger, measured[0] if measured else None, book, about)


def _is_said(attribution: Attribution, piece: _Piece, head: int, cue: str, acts: _Acts, book: ClaimCues) -> bool:
    """Whether the piece is a position ("opposes the ban", "agrees that it is fair") or says what is no act."""
    parse = piece.parse
    if attribution.manner == "attitude" and _is_stance(parse, head, book):
        return True
    if attribution.manner not in ("statement", "thought") and not parse.tags[head].startswith(("NN", "VB")):
        return False  # "praised this"
    if attribution.manner == "attitude":
        return cue in book.stance
    if attribution.manner in ("topic", "intention"):
        # "Agrees to leave" is what it will do; "agrees that the quota is fair" is where it stands.
        finite = any(parse.deps[c] in ("nsubj", "nsubjpass", "expl") for c in parse.children[head])
        return cue in book.stance and (finite or (attribution.manner == "topic" and not _is_promise(parse, head)))
    if attribution.manner == "thought" and cue in book.stance:
        return True
    enough = sum(parse.texts[t][:1].isalnum() for t in piece.tokens) >= MIN_WORDS
    return enough and parse.tags[head].startswith("VB") and not acts.hold(parse, head)


def _is_promise(parse: Parse, head: int) -> bool:
    """ "Agreed on Tuesday to resume talks": what was agreed is what they will do, and no topic."""
    verb = next((t for t in parse.ancestors(head) if parse.tags[t].startswith("VB")), None)
    return verb is not None and any(
        parse.deps[c] == "xcomp" and any(parse.tags[g] == "TO" for g in parse.children[c]) for c in parse.children[verb]
    )


def _is_stance(parse: Parse, noun: int, book: ClaimCues) -> bool:
    """Whether a noun is a position that somebody expresses: regret, support, dismay."""
    return parse.tags[noun] in ("NN", "NNS") and parse.lemmas[noun].lower() in book.stance


def _make(
    document: Document,
    piece: _Piece,
    chain: Chain,
    stance: Stance,
    trigger: tuple[int, int],
    measure: Measure | None,
    book: ClaimCues,
    about: int | None = None,
) -> Claim:
    sentence = piece.sentence
    text = document.clean.text[sentence.start : sentence.end]
    # "Were expected to", in somebody's words, names nobody: then it is the one whose words they are.
    speaker = next((link for link in reversed(chain) if link.source), chain[-1] if chain else None)
    return Claim(
        id=stable_id("cl", document.id, *document.span(piece.start, piece.end).to_json()),
        document=document.id,
        speaker=(speaker.source or None) if speaker else None,
        side=speaker.side if speaker else document.side,
        matter=matter_of(document, piece.parse, piece.tokens, about, book, judged=stance is not Stance.NEUTRAL),
        stance=stance,
        content=document.span(piece.start, piece.end),
        measure=measure,
        attribution=chain,
        evidence=Evidence(
            document.span(sentence.start, sentence.end),
            document.span(*trigger),
            text,
            sentence.kind == BlockKind.CAPTION,
        ),
    )


def _own_voice(
    document: Document, sentence: Sentence, parse: Parse, covered: Collection[tuple[int, int]], book: ClaimCues
) -> Claim | None:
    """A measure that the outlet states itself."""
    tokens = tuple(t for t in range(len(parse)) if (sentence.index, t) not in covered)
    measured = find_measure(parse, tokens, book) if len(tokens) >= MIN_WORDS else None
    if measured is None:
        return None
    measure, place = measured
    verb = next((t for t in (place, *parse.ancestors(place)) if parse.tags[t].startswith("VB")), place)
    clause = tuple(t for t in parse.subtree(verb) if t in tokens and not (t == len(parse) - 1 and parse.tags[t] == "."))
    piece = _Piece(sentence, parse, clause, parse.starts[clause[0]], parse.ends[clause[-1]])
    return _make(document, piece, (), Stance.NEUTRAL, (parse.starts[place], parse.ends[place]), measure, book)


# ------------------------------------------------------------------ reading a piece


def _predicate(piece: _Piece) -> int:
    """The token on which the piece hangs: the first verb whose head lies outside it, else the first such token."""
    inside, parse = set(piece.tokens), piece.parse
    tops = [t for t in piece.tokens if parse.heads[t] not in inside or parse.heads[t] == t]
    words = [t for t in tops if parse.texts[t][:1].isalnum()] or list(piece.tokens)
    return next((t for t in words if parse.tags[t].startswith("VB")), words[0])


def _cue_word(attribution: Attribution, piece: _Piece) -> tuple[str, int | None]:
    """The lemma of the last verb, noun or adjective of the cue, and its token where it stands in the same sentence."""
    parse = piece.parse
    if attribution.cue is None or attribution.sentence != parse.sentence:
        return "", None
    start, end = attribution.cue
    words = [t for t in range(len(parse)) if start <= parse.starts[t] < end and parse.tags[t][:2] in ("VB", "NN", "JJ")]
    return (parse.lemmas[words[-1]].lower(), words[-1]) if words else ("", None)
