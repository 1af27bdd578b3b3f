"""Speech that runs on without a cue: "The minister said the port would close. Ships would be sent to the south."

A sentence that says what would, might or should be, right after one in which somebody alone spoke, in the same
paragraph, is still theirs (free indirect speech). It stops at the first sentence of another kind. What an outlet says
itself in such words (that a visit would be the first, that a report could not be confirmed, what a deal would mean) is
left without a source, as is all that is doubtful.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from dragoman.extract.attribution.found import Found
from dragoman.extract.attribution.syntax import children, lemma
from dragoman.lexicon.cues_attribution import CueGroup
from dragoman.lexicon.cues_speakers import load_speakers
from dragoman.model import Document, Layers, Parse, Sentence

CONTINUED = CueGroup("continued", "statement", frozenset({"clause"}))
"""The group of what is still somebody's, without a cue."""

_PAST = frozenset({"VBD", "VBN"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def continued(document: Document, layers: Layers, found: Sequence[Found]) -> list[Found]:
    """The attributions of sentences that go on with what the one before reported, in text order."""
    blocks = [block.start for block in document.clean.blocks]
    by_sentence: dict[int, list[Found]] = {}
    for item in found:
        by_sentence.setdefault(item.sentence, []).append(item)
    speaker: Found | None = None
    last: Sentence | None = None
    result = []
    for sentence in layers.sentences:
        parse = layers.parses.get(sentence.index)
        own = by_sentence.get(sentence.index, ())
        near = last is not None and bisect_right(blocks, last.start) == bisect_right(blocks, sentence.start)
        last = sentence
        if parse is None or not len(parse) or sentence.kind.is_noise:
            speaker = None
            continue
        quoted = _is_quotation(document.clean.text[sentence.start : sentence.end].strip(), own)
        if speaker is not None and near and (quoted or _goes_on(parse, own)):
            end = parse.ends[-1] if parse.texts[-1] not in ".?!" else parse.ends[-2]
            result.append(
                Found(sentence.index, CONTINUED, None, None, speaker.source, speaker.source_head,
                      ((parse.starts[0], end),), spoken_in=speaker.home)
            )  # fmt: skip
            continue
        speaker = _alone(parse, own)
    return result


def _alone(parse: Parse, own: Iterable[Found]) -> Found | None:
    """The one who says all of a sentence, in the past tense; None where two do, or where it is another's words."""
    said = [
        f
        for f in own
        if f.group.manner == "statement" and f.source is not None and f.head is not None and f.under is None
    ]
    top = [f for f in said if f.head is not None and _is_top(parse, f.head)]
    sources = {f.source for f in top}
    if len(sources) != 1 or any(f.under is not None for f in own):
        return None
    return top[0] if top[0].head is not None and parse.tags[top[0].head] in (*_PAST, "VBG") else None


def _is_top(parse: Parse, token: int) -> bool:
    """Whether a cue governs its sentence: its main verb, or "according to" on it."""
    if parse.heads[token] == token:
        return True
    return parse.deps[token] in ("prep", "conj", "advcl") and parse.heads[parse.heads[token]] == parse.heads[token]


def _is_quotation(text: str, own: Sequence[Found]) -> bool:
    """Whether a sentence is nothing but a quotation, of which it does not say whose it is."""
    return text[:1] in '"“«‘' and text[-1:] in '"”»’' and all(f.cue is None and f.source is None for f in own)


def _goes_on(parse: Parse, own: Iterable[Found]) -> bool:
    """Whether a sentence without a source of its own tells what would, might or should be."""
    root = next((t for t in range(len(parse)) if parse.heads[t] == t and parse.tags[t].startswith("VB")), None)
    words = load_speakers()
    if root is None or any(c.content and c.content[0][0] <= parse.starts[root] < c.content[-1][1] for c in own):
        return False
    if any(f.head is not None and _is_top(parse, f.head) for f in own):
        return False
    modals = [c for c in children(parse, root, "aux") if parse.tags[c] == "MD"]
    perfect = any(lemma(parse, c) == "have" for c in children(parse, root, "aux"))
    if not modals or perfect or parse.texts[modals[0]].lower() not in words.shifted:
        return False
    subjects = children(parse, root, *_SUBJECTS)
    return bool(subjects) and not _of_outlet(parse, root, subjects[0])


def _of_outlet(parse: Parse, root: int, subject: int) -> bool:
    """What outlets say themselves in such words: comparisons, what could not be learnt, what "a deal" would mean."""
    words = load_speakers()
    if lemma(parse, root) in words.unlearnt or lemma(parse, root) in words.weighing:
        return True
    ranked = [t for c in children(parse, root, "attr", "acomp") for t in parse.subtree(c)]
    if any(lemma(parse, t) in words.ranks or parse.tags[t] in ("JJS", "RBS") for t in ranked):
        return True
    return any(lemma(parse, c) in ("a", "an", "any", "such") for c in children(parse, subject, "det", "predet", "amod"))
