"""Which claims are kept: those of states and who deals with them, and what others say of matters between states.

A newspaper is full of people who say something. What a club, a firm or a passer-by says is no claim of the ledger
unless it judges or measures something between states; what a state says is none where only its own affairs are meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dragoman.extract.claims.corrections import CORRECTED, WITHDRAWN
from dragoman.extract.claims.cues import ClaimCues, load_claim_cues
from dragoman.extract.claims.matters import SUBJECT
from dragoman.lexicon.cues_transcripts import load_transcript_cues
from dragoman.model import BlockKind, Claim, CodedEvent, Document, Layers, Mention, SourceKind, SourceLink, Stance

_STATE = re.compile(r"([A-Z]{3})(?:\.(.+))?")
_NO_STATES = frozenset({"COM", "NGO", "GRP", "MED"})
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARKS = frozenset({":", "."})
_NAMING = frozenset({"name", "demonym", "metonym"})


def sift_claims(
    document: Document,
    layers: Layers,
    claims: Sequence[Claim],
    coded: Sequence[CodedEvent] = (),
    cues: ClaimCues | None = None,
) -> tuple[Claim, ...]:
    """The claims that belong in the ledger, in their order, each with the parties named around it in its matter.

    Kept is what somebody says who speaks for a state, an international organisation or an armed force, where another
    party is named in the sentence or beside it, the speaker's office is for dealings with others, or the state itself
    is said to speak; what an official of an unnamed state says of a named one; and, of anybody else who is named or
    described, a judgement, a measure or a matter, in a report of what states do to one another that names one there.
    Nobody's words are never kept. `coded` are the coded events of the report; `cues` by default those that ship.
    """
    scene = _Scene(document, layers, coded, cues or load_claim_cues())
    return tuple(kept for claim in claims if (kept := scene.kept(claim)) is not None)


class _Scene:
    """The parties of a report, by sentence."""

    def __init__(self, document: Document, layers: Layers, coded: Sequence[CodedEvent], cues: ClaimCues) -> None:
        self._cues = cues
        self._labels = load_transcript_cues()
        self._document = document
        self._starts = {document.span(s.start, s.end).start: s.index for s in layers.sentences}
        self._named: dict[int, set[str]] = {}
        for mention in layers.mentions:
            party = party_of(mention.actor, mention.kind, mention.country, cues)
            if party:
                self._named.setdefault(mention.sentence, set()).add(party)
        self._mentions: dict[int, list[Mention]] = {}
        for mention in layers.mentions:
            self._mentions.setdefault(mention.sentence, []).append(mention)
        heads = (s.index for s in layers.sentences if s.kind == BlockKind.HEADLINE)
        self._title = frozenset[str]().union(*(self._named.get(index, set()) for index in heads))
        self._between = any(len(_sides(item)) > 1 for item in coded)

    def kept(self, claim: Claim) -> Claim | None:
        """The claim with the parties around it, or `None` where it is not for the ledger."""
        if claim.matter is not None and claim.matter.matter_class in (WITHDRAWN, CORRECTED):
            return claim
        document, place = self._document, self._starts.get(claim.evidence.sentence.start)
        if place is None:
            return claim
        here = frozenset(self._named.get(place, ()))
        near = here.union(*(self._named.get(place + step, ()) for step in (-2, -1, 1, 2)), self._title)
        if any(link.cue and document.raw[link.cue.start : link.cue.end] in _MARKS for link in claim.attribution):
            near = near.union(*self._named.values())  # in a transcript the question names whom the answer is about
        own = frozenset(self._voices(claim, place))
        if not self._belongs(claim, own, here, near):
            return None
        parties = tuple(sorted(near | own))
        return replace(claim, matter=replace(claim.matter, parties=parties)) if claim.matter else claim

    def _belongs(self, claim: Claim, own: Collection[str], here: frozenset[str], near: frozenset[str]) -> bool:
        between = self._is_between(claim)
        if not claim.attribution:  # a measure in the outlet's own voice
            return len(near) > 1 or (bool(near) and (self._between or between))
        speaker = _speaker(claim)
        asked = any(self._labels.is_asker(link.source) for link in claim.attribution)
        if speaker is None or asked or claim.evidence.quote.rstrip(" ”\"'’)").endswith("?"):
            return False
        if not self._cues.idle.isdisjoint(_words(speaker.source)):
            return False
        matter = claim.matter is not None and claim.matter.matter_class != SUBJECT
        judged = matter or claim.measure is not None or claim.stance is not Stance.NEUTRAL
        if not judged and claim.matter is None and not between and not here - set(own):
            return False  # "They were unharmed": nothing is named of which it is said
        if claim.measure is not None and self._between and len(near) > 1:
            return True  # who runs a plant may measure what two states argue about
        if own and (speaker.actor or self._cues.private.isdisjoint(_words(speaker.source))):
            if here - set(own) or len(own) > 1:
                return True
            if not self._speaks_for_state(speaker):
                return False
            dealt = between or self._between or matter
            if between or (dealt and near - set(own)) or self._deals_abroad(speaker):
                return True
            return judged and self._is_state_as_such(speaker, claim)
        if speaker.kind is SourceKind.MEDIA and not self._is_official(speaker):
            return False
        if self._is_official(speaker):
            dealt = judged or between or self._between or len(near) > 1
            told = (between and self._between) or (judged and len(near) > 1)
            return bool(here and dealt) or (bool(near) and told)
        if speaker.kind is SourceKind.DOCUMENT and len(here) > 1:
            return True
        if speaker.kind is SourceKind.NAMED and speaker.actor is None and self._between and len(near) > 1:
            return matter or between or (judged and len(here) > 1)
        return judged and (len(here) > 1 or (bool(here) and self._between and between))

    def _voices(self, claim: Claim, place: int) -> Iterator[str]:
        """The parties for which the speaker of a claim speaks: its side, its actor, or whom its words name."""
        speaker = _speaker(claim)
        if speaker is None:
            return
        if speaker.side:
            yield speaker.side
        party = party_of(speaker.actor, "", None, self._cues) if speaker.actor else None
        if party:
            yield party
        if not (speaker.side or party or self._is_official(speaker)):
            return
        for mention in self._mentions.get(place, ()):
            named = party_of(mention.actor, mention.kind, mention.country, self._cues)
            if named and self._lies_in(mention, speaker):
                yield named

    def _is_official(self, speaker: SourceLink) -> bool:
        words = _words(speaker.source)
        return not self._cues.officials.isdisjoint(words) and self._cues.private.isdisjoint(words)

    def _speaks_for_state(self, speaker: SourceLink) -> bool:
        """Whether it is a state, its government, forces or legislature, or an organisation of states that speaks."""
        actor = speaker.actor
        return actor is None or party_of(actor, "", None, self._cues) is not None or actor.startswith("person/")

    def _deals_abroad(self, speaker: SourceLink) -> bool:
        """Whether one speaks whose office is for what is between states."""
        match = _STATE.fullmatch(speaker.actor or "")
        part = match.group(2) if match and match.group(1) not in _NO_STATES else None
        if part is not None and part.startswith(self._cues.abroad):
            return True
        return not self._cues.diplomats.isdisjoint(_words(speaker.source))

    def _is_state_as_such(self, speaker: SourceLink, claim: Claim) -> bool:
        """Whether a state is said to speak by its name or its capital's; "the Spaniard", "most Kenyans" are people."""
        place = self._starts[claim.evidence.sentence.start]
        if speaker.actor is None or speaker.span is None or _STATE.fullmatch(speaker.actor) is None:
            return False
        named = [m for m in self._mentions.get(place, ()) if m.actor == speaker.actor and self._lies_in(m, speaker)]
        return "." not in speaker.actor and all(m.kind in ("name", "metonym") for m in named)

    def _lies_in(self, mention: Mention, speaker: SourceLink) -> bool:
        span = self._document.span(mention.start, mention.end)
        return speaker.span is not None and speaker.span.start <= span.start and span.end <= speaker.span.end

    def _is_between(self, claim: Claim) -> bool:
        """Whether what is said is, by its words, a matter between states: a border, a treaty, fall-out."""
        return not self._cues.between.isdisjoint(_words(claim.evidence.quote))


def _words(text: str) -> set[str]:
    return {m.group().lower() for m in _WORD.finditer(text)}


def party_of(actor: str | None, kind: str, country: str | None, cues: ClaimCues) -> str | None:
    """The party that a mention stands for: a state by its code, an organisation of states or an armed group by its id.

    `None` for firms, societies, papers, courts, people in no office, and whoever is not known.
    """
    if actor is None:
        return country if kind in ("office", "body", *_NAMING) else None
    if actor.startswith(("IGO.", "ARM.")):
        return ".".join(actor.split(".")[:2])
    match = _STATE.fullmatch(actor)
    if match is None or match.group(1) in _NO_STATES:
        return None
    part = match.group(2)
    if part is None:
        return match.group(1) if kind != "people" else None
    return match.group(1) if part.startswith(cues.parties) and not part.startswith(cues.no_parties) else None


def _sides(item: CodedEvent) -> set[str]:
    """The states and organisations that take part in an event."""
    parts = (*item.event.actors, *item.event.recipients)
    return {a.country or a.id or "" for a in parts if a.id and not a.id.startswith(("COM.", "NGO.", "person/"))} - {""}


def _speaker(claim: Claim) -> SourceLink | None:
    return next((link for link in reversed(claim.attribution) if link.source), None)
