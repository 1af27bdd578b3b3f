"""Sources named by a colon or a dash: headlines, transcripts, "he said:" over a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.extract.attribution.found import Found, Stretch
from dragoman.extract.attribution.quotes import Quotation
from dragoman.lexicon.cues_attribution import AttributionCues, CueGroup
from dragoman.model import BlockKind, Parse, Sentence

COLON = CueGroup("colon", "statement", frozenset({"quote"}))
"""The group of cues that are no word: a colon or dash between a source and what it says."""

MAX_NAME = 7
"""Tokens. A longer stretch before a colon is a clause, not the name of who speaks."""

_DASHES = frozenset({"―", "—", "–", "--", "-"})
_TURNS = frozenset({"Q", "A"})
_CONTAINERS = frozenset(
    {
        "report",
        "reports",
        "source",
        "sources",
        "official",
        "officials",
        "poll",
        "study",
        "survey",
        "media",
        "analysts",
        "experts",
        "police",
        "ministry",
        "minister",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "president",
    }
)


def colon_of(
    parse: Parse, text: str, sentence: Sentence, cues: AttributionCues, quotations: Sequence[Quotation]
) -> Found | None:
    """The attribution that a colon makes in this sentence, if it makes one."""
    for token, mark in enumerate(parse.texts):
        if mark == ":":
            if 0 < token < len(parse) - 1:
                return _at(parse, text, sentence, token, quotations)
            return None
    return None


def _at(parse: Parse, text: str, sentence: Sentence, token: int, quotations: Sequence[Quotation]) -> Found | None:
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
    if parse.texts[0] in _TURNS and token == 1:
        return _make(parse, sentence, token, before, after)
    return None


def _make(parse: Parse, sentence: Sentence, token: int, who: range, what: range) -> Found:
    source: Stretch = parse.starts[who[0]], parse.ends[who[-1]]
    content: Stretch = parse.starts[what[0]], parse.ends[what[-1]]
    head = next((t for t in who if parse.heads[t] not in who or parse.heads[t] == t), who[-1])
    cue = parse.starts[token], parse.ends[token]
    return Found(sentence.index, COLON, token, cue, source, head, (content,), quoted=True)


def _is_name(parse: Parse, tokens: range) -> bool:
    """Whether the tokens can be a speaker: a short phrase around a proper noun, with no verb in it."""
    if not 0 < len(tokens) <= MAX_NAME or any(parse.tags[t].startswith(("VB", "MD")) for t in tokens):
        return False
    return any(parse.tags[t].startswith("NNP") for t in tokens) or parse.texts[tokens[-1]].lower() in _CONTAINERS


def _names_source(parse: Parse, tokens: range) -> bool:
    return not _has_verb(parse, tokens) and (
        parse.texts[tokens[-1]].lower() in _CONTAINERS or parse.tags[tokens[-1]].startswith("NNP")
    )


def _has_verb(parse: Parse, tokens: range) -> bool:
    return any(parse.tags[t].startswith(("VB", "MD")) or parse.tags[t] == "TO" for t in tokens)


def _starts_quote(parse: Parse, token: int, quotations: Sequence[Quotation]) -> bool:
    return any(q.start <= parse.starts[token] < q.end for q in quotations)
