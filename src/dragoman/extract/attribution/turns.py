"""Transcripts: paragraphs that open with the label of a speaker, and who the speaker is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.attribution.found import Found, Stretch
from dragoman.extract.attribution.sides import side_of
from dragoman.lexicon.cues_attribution import CueGroup
from dragoman.lexicon.cues_transcripts import TranscriptCues, load_transcript_cues
from dragoman.model import BlockKind, Document, Layers, Mention, SourceKind, SourceLink

TURN = CueGroup("turn", "statement", frozenset({"quote"}))
"""The group of cues that are the mark after the label of a speaker."""

MIN_TURNS = 3
"""A transcript has at least this many turns, one speaker twice; fewer are "Note:" and "Read more:"."""

MAX_RUN_ON = 4
"""Paragraphs without a label, between two turns, that still belong to the speaker of the first."""

_TURN = re.compile(
    r"(?:(?P<letter>[QA])[:.]|(?P<question>Q)(?= [A-Z“\"])"
    r"|(?P<label>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|al|of|the)){0,5})(?: \([^()]{1,40}\))?:)(?=\s|$)"
)
_LABEL_KINDS = frozenset({BlockKind.DATELINE, BlockKind.SUBHEAD, BlockKind.HEADLINE})
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: where its label stands, the mark after it, and the stretches that are said; clean offsets."""

    label: Stretch
    mark: Stretch
    said: tuple[Stretch, ...]


def turns_of(document: Document) -> tuple[Turn, ...]:
    """The turns of a transcript in text order; none where the text is no transcript.

    What follows a turn without a label, before the next one, is still said by its speaker, up to `MAX_RUN_ON`
    paragraphs. After the last turn only its own paragraph counts: the report may go on in its own voice.
    """
    text, blocks = document.clean.text, document.clean.blocks
    opened: list[tuple[int, re.Match[str]]] = []
    for number, block in enumerate(blocks):
        match = _TURN.match(text, block.start, block.end)
        whole = match is not None and match.end() >= block.end
        if match and (not block.kind.is_noise or (whole and block.kind in _LABEL_KINDS)):
            opened.append((number, match))
    speakers = Counter(_label(match) for _, match in opened)
    if len(opened) < MIN_TURNS or max(speakers.values(), default=0) < 2:
        return ()
    turns = []
    for place, (number, match) in enumerate(opened):
        following = (
            opened[place + 1][0] if place + 1 < len(opened) else number + 1 + (match.end() >= blocks[number].end)
        )
        said = [(match.end(), blocks[number].end)]
        run_on = [blocks[n] for n in range(number + 1, min(following, number + 1 + MAX_RUN_ON))]
        said += [(block.start, block.end) for block in run_on if not block.kind.is_noise]
        stretches = tuple(trimmed for start, end in said if (trimmed := _trimmed(text, start, end)))
        start, end = match.span(match.lastgroup or 0)
        if stretches:
            turns.append(Turn((start, end), (max(start, match.end() - 1), match.end()), stretches))
    return tuple(turns)


def found_turns(document: Document, layers: Layers) -> Iterator[Found]:
    """The turns of a transcript as attributions: the speaker says all of the turn."""
    starts = [sentence.start for sentence in layers.sentences]
    for turn in turns_of(document):
        number = max(0, bisect_right(starts, turn.said[0][0]) - 1)
        if starts:
            home = layers.sentences[number].index
            yield Found(home, TURN, None, turn.mark, turn.label, None, turn.said, quoted=True)


def with_speakers(
    found: Sequence[Found], links: Sequence[SourceLink], document: Document, layers: Layers
) -> list[SourceLink]:
    """The links, those of turns going back to whom the text names: by the name in the label, or as who is asked."""
    if not any(f.group is TURN for f in found):
        return list(links)
    cues, text = load_transcript_cues(), document.clean.text
    first = min(f.source[0] for f in found if f.group is TURN and f.source)
    asked = _asked(document, layers, cues, first)
    known: dict[str, Mention | None] = {}
    result = []
    for item, link in zip(found, links, strict=True):
        if item.group is not TURN or item.source is None:
            result.append(link)
            continue
        label = text[item.source[0] : item.source[1]]
        if label not in known:
            known[label] = asked if cues.is_answerer(label) else _named(label, layers, cues, first)
        # "THE PRESIDENT": of whom, the text does not say.
        lost = known[label] is None and cues.name_in(label) is None
        own = replace(link, actor=None, side=None) if lost else link
        result.append(_linked(own, known[label], is_letter=cues.is_answerer(label)))
    return result


def _linked(link: SourceLink, speaker: Mention | None, *, is_letter: bool) -> SourceLink:
    if speaker is None:
        return replace(link, kind=SourceKind.ANONYMOUS if is_letter else SourceKind.NAMED)
    source = speaker.name if is_letter else link.source
    side = side_of(speaker) or (speaker.country if speaker.person else None)
    return replace(link, source=source, kind=SourceKind.NAMED, actor=speaker.actor or speaker.person, side=side)


def _named(label: str, layers: Layers, cues: TranscriptCues, first: int) -> Mention | None:
    """Whom a label names: the best known mention of a person of that surname.

    For an office without a name it is who holds it in what is told before the first turn.
    """
    if cues.is_asker(label):
        return None
    name = cues.name_in(label)
    if name is None:
        wanted = _words(label)
        told = [m for m in layers.mentions if m.end <= first and m.actor and m.kind in ("office", "person")]
        return next((m for m in told if wanted - {"the"} <= _words(m.name, m.description)), None)
    same = [m for m in layers.mentions if m.kind in ("person", "office") and name in _words(m.name, m.person)]
    return max(same, key=lambda m: (m.actor is not None, m.country is not None, -m.start), default=None)


def _asked(document: Document, layers: Layers, cues: TranscriptCues, before: int) -> Mention | None:
    """The one who is asked: named before the first turn after "interview with", or the only person named there."""
    text = document.clean.text
    people = [m for m in layers.mentions if m.end <= before and (m.kind == "person" or m.person)]
    marks = [match.end() for match in cues.asked.finditer(text, 0, before)]
    starts = [m.start for m in people]
    for mark in marks:
        place = bisect_left(starts, mark)
        if place < len(people) and not re.search(r"[.;:]\s|\n", text[mark : people[place].start]):
            return people[place]
    names = {m.person or m.actor or m.name for m in people}
    return max(people, key=lambda m: (m.actor is not None, len(m.name))) if len(names) == 1 else None


def _words(*texts: str | None) -> frozenset[str]:
    return frozenset(m.group().lower() for text in texts if text for m in _WORD.finditer(text))


def _label(match: re.Match[str]) -> str:
    return match[match.lastgroup or 0]


def _trimmed(text: str, start: int, end: int) -> Stretch | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
