"""Sources named by a colon or a dash: headlines, "he said:" over a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.attribution.found import Found, Stretch
from dragoman.extract.attribution.quotes import Quotation
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.cues_attribution import AttributionCues, CueGroup
from dragoman.lexicon.saying_words import saying_words
from dragoman.model import BlockKind, Parse, Sentence

COLON = CueGroup("colon", "statement", frozenset({"quote"}))
"""The group of cues that are no word: a colon or dash between a source and what it says."""

MAX_NAME = 7
"""Tokens. A longer stretch before a colon is a clause, not the name of who speaks."""

_CONTAINERS = saying_words("colons", "containers")


def colon_of(parse: Parse, sentence: Sentence, cues: AttributionCues, quotations: Sequence[Quotation]) -> Found | None:
    """The attribution that a colon, or a headline's verb that the parser took for a noun, makes in this sentence."""
    for token, mark in enumerate(parse.texts):
        if mark == ":":
            return _at(parse, sentence, token, quotations) if 0 < token < len(parse) - 1 else None
    return _headline(parse, sentence, cues) if sentence.kind == BlockKind.HEADLINE else None


def _at(parse: Parse, sentence: Sentence, token: int, quotations: Sequence[Quotation]) -> Found | None:
    headline = sentence.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD)
    before, after = range(token), range(token + 1, len(parse))
    if any(q.start < parse.starts[token] < q.end for q in quotations):
        return None
    if _is_name(parse, before) and (
        _starts_quote(parse, token + 1, quotations) or (headline and _has_verb(parse, after))
    ):
        return _make(parse, sentence, token, before, after)
    if headline and len(after) <= MAX_NAME and _has_verb(parse, before) and _names_source(parse, after):
        return _make(parse, sentence, token, after, before)
    return None


def _headline(parse: Parse, sentence: Sentence, cues: AttributionCues) -> Found | None:
    """A headline without a verb for the parser: "Smith Slams Tariff Plan"."""
    if any(tag.startswith(("VB", "MD")) for tag in parse.tags):
        return None
    for token in range(1, len(parse) - 1):
        group = cues.headlines.get(parse.texts[token].lower())
        if group is None or parse.texts[token + 1].lower() in ("of", "for", "to", "that", ",", "and"):
            continue
        if (
            parse.tags[token] in ("NNS", "NNPS")
            and parse.tags[token - 1].startswith("NN")
            and "object" in group.content
        ):
            found = _make(parse, sentence, token, range(token), range(token + 1, len(parse)))
            return replace(found, group=group, quoted=False)
    return None


def _make(parse: Parse, sentence: Sentence, token: int, who: range, what: range) -> Found:
    source: Stretch = parse.starts[who[0]], parse.ends[who[-1]]
    content: Stretch = parse.starts[what[0]], parse.ends[what[-1]]
    head = next((t for t in who if parse.heads[t] not in who or parse.heads[t] == t), who[-1])
    cue = parse.starts[token], parse.ends[token]
    return Found(sentence.index, COLON, token, cue, source, head, (content,), quoted=True)


def _is_name(parse: Parse, tokens: range) -> bool:
    """Whether the tokens can be a speaker: a short phrase with no verb in it that ends in a name or in who can speak.

    "Beijing's wine tariffs: ..." opens with a topic.
    """
    if not 0 < len(tokens) <= MAX_NAME or any(parse.tags[t].startswith(("VB", "MD")) for t in tokens):
        return False
    last = tokens[-1]
    if parse.tags[last].startswith("NNP") or parse.texts[last].lower() in _CONTAINERS:
        return True
    return any(parse.tags[t].startswith("NNP") for t in tokens) and is_speaker(parse.texts[last].lower())


def is_speaker(noun: str) -> bool:
    """Whether a noun, as a lemma, names people, a body or a state, who can speak."""
    return load_actor_words().can_act(noun)


def _names_source(parse: Parse, tokens: range) -> bool:
    return not _has_verb(parse, tokens) and (
        parse.texts[tokens[-1]].lower() in _CONTAINERS or parse.tags[tokens[-1]].startswith("NNP")
    )


def _has_verb(parse: Parse, tokens: range) -> bool:
    return any(parse.tags[t].startswith(("VB", "MD")) or parse.tags[t] == "TO" for t in tokens)


def _starts_quote(parse: Parse, token: int, quotations: Sequence[Quotation]) -> bool:
    return any(q.start <= parse.starts[token] < q.end for q in quotations)


# ------------------------------------------------------------------ over the edge of a sentence


def announced(parse: Parse, found: Sequence[Found]) -> bool:
    """Whether a sentence ends in a colon and has not said what it announces: "The minister added:"."""
    return len(parse) > 1 and parse.texts[-1] == ":" and not any(f.content[-1][1] >= parse.ends[-2] for f in found)
