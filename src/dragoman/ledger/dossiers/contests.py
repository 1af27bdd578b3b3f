"""Where accounts differ: who speaks for a state and who against it, and whose word weighs more.

Two voices stand against each other where one tells of a change and another says, then or soon after, that it is not so:
by a denial, by the plain "did not", or by saying that the state before still holds. A later act is no contradiction:
who lifts a ban in June does not deny that it was in force in May.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.ledger.dossiers.items import party_of
from dragoman.ledger.dossiers.steps import Step, place_of, side_of
from dragoman.ledger.dossiers.told import is_own_mistake
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import Kind, trigger_of, trigger_place
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Event, Status
from dragoman.protocols import StoredEvent

SOON = timedelta(days=60)
"""How long after a change somebody may say that it did not come, and be taken to contradict its report."""

HEARSAY, WORD, OUTSIDE, TAKEN_BACK = 0.4, 1.0, 1.2, 5.0
"""What a voice weighs: papers and people without a name; sides and outlets; who is named and no party; corrections."""

REPEATED = 0.1
"""What each further report of a voice adds."""

_LISTS = load_dossier_words()
_NOUN = rf"(?:{any_of(_LISTS.told_things)})"
_REPORT = re.compile(rf"^\W*(?:(?:[a-z-]+ ){{0,4}}{_NOUN}\b(?! that)|(?:it|this)\b)", re.I)
_REPORTS = re.compile(rf"\b{_NOUN}\b[^.;]*\b(?:was|were)\s*$", re.I)
_THAT = re.compile(r"^\W*(?:that|this|it)\s+(?:was|were|has been)\s+(?:[a-z]+ly\s+)?$", re.I)
"""What stands before "denied" where the sentence before it told what is."""
_OF_ANOTHER = re.compile(rf"\b{_NOUN} (?:of|about|that)\b[^.;,]{{0,30}}\b(?:{any_of(_LISTS.anew)})\b", re.I)
"""Of another matter than the one that was just told of: "reports of a [new] ban were denied"."""

_PAPER = re.compile(
    rf"\b(?:{any_of(_LISTS.papers)})\b[^.;]{{0,60}}\b(?:{any_of(_LISTS.papers_say)})\b|"
    r"\bciting (?:an?|one|two|several|unnamed)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One who says something: a side, a named source, an outlet, or hearsay."""

    name: str
    weight: float


def speaks_for(row: StoredEvent) -> str | None:
    """The side that says it: of a denial the one that denies, whoever tells of it; else that of the source."""
    event = row.event
    denier = next(filter(None, map(party_of, event.actors)), None) if denies_report(event) else None
    return denier or side_of(row)


def voice_of(row: StoredEvent) -> Voice:
    """Who stands behind an event: the side that says it, else its outermost source, else the outlet."""
    if is_own_mistake(row.event):
        return Voice(row.event.document, TAKEN_BACK)
    side = speaks_for(row)
    if side is not None:
        return Voice(side, WORD)
    for link in row.event.attribution:
        named = link.actor is not None or bool(re.search(r"\b(?:the )?[A-Z]\w+ [A-Z]\w+", link.source))
        heard = str(link.kind) == "media" or (str(link.kind) == "anonymous" and not named)
        return Voice(link.source.lower(), HEARSAY if heard else OUTSIDE)
    cited = _PAPER.search(row.event.evidence.quote)
    return Voice(row.source.copies or row.event.document, HEARSAY if cited else WORD)


def is_hearsay(row: StoredEvent) -> bool:
    """Whether only a paper, or somebody without a name, stands behind it."""
    return voice_of(row).weight < WORD


def against(
    kind: Kind, state: str, told: Sequence[Step], steps: Sequence[Step], rows: Sequence[StoredEvent]
) -> list[StoredEvent]:
    """The rows that contradict the reports of a state that was reached, by other voices than theirs, in their order."""
    found: dict[str, StoredEvent] = {}
    for row in _denials(kind, state, told, rows):
        found[row.event.id] = row
    bears = kind.before | {move.to for move in kind.moves if move.partial}
    for step in steps:
        if step.steady and step.state != state and not step.planned and state not in bears:
            found[step.row.event.id] = step.row  # what is in force was agreed, and may be lifted in part
    if not found:
        return []
    mine = {voice_of(step.row).name for step in told}
    first = min(_said(step.row) for step in told)
    near = [row for row in found.values() if first <= _said(row) <= first + SOON and voice_of(row).name not in mine]
    return sorted(near, key=place_of)


def _denials(kind: Kind, state: str, told: Sequence[Step], rows: Iterable[StoredEvent]) -> Iterable[StoredEvent]:
    """Who says that it did not happen, or that the report of it is not true."""
    papers = {step.row.event.document: step.row for step in reversed(told)}
    outlets = {step.row.source.outlet for step in told} - {None}
    for row in rows:
        event = row.event
        told_there, denied = event.document in papers, event.status in (Status.DENIED, Status.NOT_OCCURRED)
        if told_there and not denied and event.type != "REJECT":
            continue  # most are: their words need not be looked at
        if is_own_mistake(event):
            theirs = row.source.outlet in outlets or kind.speaks_of(event) == state
            if theirs and not told_there:
                yield row
        elif denied:
            if kind.speaks_of(event) == state:
                yield row
        elif told_there and event.type == "REJECT":
            paper = papers[event.document].event
            after = event.evidence.trigger.start > paper.evidence.trigger.start
            if after and denies_report(event) and (not _by_pronoun(event) or _comes_next(event, paper)):
                yield row


def _by_pronoun(event: Event) -> bool:
    """Whether what is denied is only pointed at: "[That] was flatly denied"."""
    return _THAT.search(event.evidence.quote[: trigger_place(event)[0]]) is not None


NEXT = 3
"""Letters between two sentences of which one follows the other, at most."""


def _comes_next(event: Event, told: Event) -> bool:
    return 0 <= event.evidence.sentence.start - told.evidence.sentence.end <= NEXT


@lru_cache(maxsize=1)
def _untrue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_LISTS.untrue)})\b", re.I)


def denies_report(event: Event) -> bool:
    """Whether somebody says that a report is not true: "denied the report", "called it untrue"."""
    evidence, trigger = event.evidence, trigger_of(event)
    if event.type != "REJECT" or not trigger.startswith(load_dossier_words().denying):
        return False
    start, end = (place - evidence.sentence.start for place in (evidence.trigger.start, evidence.trigger.end))
    before = evidence.quote[: max(0, start)]
    if _OF_ANOTHER.search(evidence.quote):
        return False
    named = _REPORT.search(evidence.quote[end:]) or _REPORTS.search(before) or _THAT.search(before)
    return named is not None and (not trigger.startswith("call") or bool(_untrue().search(evidence.quote[end:])))


def weight(rows: Iterable[StoredEvent], *, repeated: bool = True) -> float:
    """What the voices behind some rows weigh together, each counted once; reports that repeat it weigh a little."""
    told = list(rows)
    voices: Mapping[str, float] = {voice.name: voice.weight for voice in map(voice_of, told)}
    more = REPEATED * max(0, independent(told) - len(voices)) if repeated else 0.0
    return round(sum(voices.values()) + more, 2)


def independent(rows: Sequence[StoredEvent]) -> int:
    """How many sources tell of it: copies and versions of one report are one, so is who copies a sentence."""
    documents: set[str] = set()
    quotes: set[str] = set()
    for row in sorted(rows, key=place_of):
        quote = " ".join(row.event.evidence.quote.lower().split())
        if quote not in quotes:
            documents.add(row.source.copies or row.event.document)
        quotes.add(quote)
    return len(documents)


def _said(row: StoredEvent) -> date:
    said = row.source.published.interval
    return said.latest or said.earliest or date.max
