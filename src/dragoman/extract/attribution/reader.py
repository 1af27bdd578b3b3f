"""What all readers of cues share: how a cue, its source and its content are put together."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.extract.attribution.found import Found, Stretch
from dragoman.extract.attribution.quotes import Quotation
from dragoman.extract.attribution.repair import repaired
from dragoman.extract.attribution.subjects import after_verb, phrase, set_apart, source_of, stray_subject
from dragoman.extract.attribution.syntax import (
    children,
    conjuncts_cut,
    cue_span,
    is_passive,
    is_verb,
    lemma,
    stretches,
    without_asides,
)
from dragoman.lexicon.cues_attribution import AttributionCues, CueGroup
from dragoman.model import Parse

MAX_ASIDE = 8
"""Tokens that may stand between a verb of saying and its quotation."""


class CueReader:
    """Holds one sentence with its quotations, in text order, and the lexicon."""

    def __init__(
        self,
        parse: Parse,
        text: str,
        cues: AttributionCues,
        quotations: Sequence[Quotation],
        places: Sequence[Stretch] = (),
    ) -> None:
        """Take what is needed of the document; `places` are the clean places where states and cities are named."""
        self._places = places
        self._parse = repaired(parse, cues)
        self._text = text
        self._cues = cues
        self._quotes = [part for q in quotations for part in q.parts]

    def _light_verb(self, token: int) -> bool:
        parse = self._parse
        head = parse.heads[token]
        return parse.deps[token] == "dobj" and is_verb(parse, head) and lemma(parse, head) in self._cues.light

    def _source_of(self, token: int) -> int | None:
        return source_of(self._parse, token, self._cues.kinds)

    def _make(
        self,
        token: int,
        group: CueGroup,
        heads: Sequence[int],
        extra: Sequence[int],
        quote: Sequence[Stretch],
        *,
        quoted: bool = False,
        source: int | None = None,
        borrow: bool = True,
    ) -> Found | None:
        parse = self._parse
        tokens: set[int] = set()
        for head in heads:
            if is_verb(parse, head):
                tokens |= conjuncts_cut(parse, head, self._cues.verbs)
            else:
                tokens |= without_asides(parse, head)
        if parse.deps[token] == "relcl" and parse.heads[token] in heads:
            tokens -= set(parse.subtree(token))
        who = source if source is not None or not borrow else self._source_of(token)
        if (who is None or who in tokens) and is_verb(parse, token) and not is_passive(parse, token):
            who = (
                after_verb(parse, token) if quote and quote[0][0] < parse.starts[token] else stray_subject(parse, token)
            )
            if who is None or any(s <= parse.starts[who] < e for s, e in quote):
                who = set_apart(parse, token)
            if who is not None:
                tokens -= set(parse.subtree(who))
        return self._from_tokens(token, group, tokens, extra, who, quoted, quote)

    def _from_tokens(
        self,
        token: int,
        group: CueGroup,
        tokens: set[int],
        extra: Sequence[int],
        source: int | None,
        quoted: bool,
        quote: Sequence[Stretch] = (),
    ) -> Found | None:
        parse = self._parse
        cue = cue_span(parse, token, extra)
        who = phrase(parse, source) if source is not None else None
        taken = {t for t in tokens if _inside(parse, t, cue)}
        if source is not None and parse.heads[source] == token:
            taken |= set(parse.subtree(source))
        content = _merge([*stretches(parse, tokens - taken - {token}, self._text), *quote])
        if not content:
            return None
        if source is not None and any(s <= parse.starts[source] < e for s, e in content):
            source, who = None, None
        return Found(parse.sentence, group, token, cue, who, source, tuple(content), quoted)

    def _quote_of(self, token: int, *, loose: bool = False) -> list[Stretch] | None:
        """The quotations of this sentence that a verb of saying introduces or follows, or `None`.

        `loose`: any in its reach ("called the plan “absurd”").
        """
        parse = self._parse
        place = parse.starts[token]
        if any(s <= place < e for s, e in self._quotes):
            return None
        first, last = parse.starts[0], parse.ends[-1]
        reach = set(parse.subtree(token))
        near = []
        for start, end in self._quotes:
            if end <= first or start >= last:
                continue
            inside = [t for t in range(len(parse)) if start <= parse.starts[t] < end and parse.texts[t][:1].isalnum()]
            if (loose and inside and start >= parse.ends[token] and all(t in reach for t in inside)) or (
                len(inside) > 1 and self._belongs(token, start, end, inside, reach)
            ):
                near.append((start, end))
        return near or None

    def _belongs(self, token: int, start: int, end: int, inside: Sequence[int], reach: set[int]) -> bool:
        """Whether a quotation is what this verb introduces: in its reach as a clause, or right beside it."""
        parse = self._parse
        clause = {c for c in parse.children[token] if parse.deps[c] in ("ccomp", "parataxis", "xcomp", "dep")}
        whole = sum(t in reach for t in inside) * 2 >= len(inside)
        if clause & set(inside):
            return True
        text = self._text
        after = text[parse.ends[token] : start] if start >= parse.ends[token] else None
        if after is not None:
            led_in = after.rstrip()[-1:] in (",", ":")
            return after.strip(" ,:") == "" or (led_in and (whole or self._is_aside(token, start)))
        if self._adds_clause(token, end):
            return False
        before = text[end : parse.starts[token]]
        return (
            text[end - 2 : end - 1] in ",?!."
            and "." not in before
            and len(before) < 80
            and bool(children(parse, token, "nsubj") or not whole)
        )

    def _adds_clause(self, token: int, end: int) -> bool:
        """ "“We wait,” he said, adding that the deal was near": the quotation is not of the second verb."""
        parse = self._parse
        if not any(c > token for c in children(parse, token, "ccomp")):
            return False
        between = (t for t in range(token) if parse.starts[t] >= end and is_verb(parse, t))
        return any(
            any("quote" in g.content and g.manner == "statement" for g in self._cues.verbs.get(lemma(parse, t), ()))
            for t in between
        )

    def _is_aside(self, token: int, start: int) -> bool:
        """Whether no other clause stands between a verb and the quotation: "saying at one point, ..."."""
        parse = self._parse
        between = [t for t in range(token + 1, len(parse)) if parse.starts[t] < start]
        return len(between) <= MAX_ASIDE and not any(parse.tags[t].startswith(("VB", "MD")) for t in between)


def _inside(parse: Parse, token: int, stretch: Stretch) -> bool:
    return stretch[0] <= parse.starts[token] < stretch[1]


def _merge(spans: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in text order, those that touch or overlap joined."""
    merged: list[Stretch] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
