"""Attributions of a whole document: sentences, quotations that run on, colons, and who stands inside whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.extract.attribution.carried import carried
from dragoman.extract.attribution.colons import announced, colon_of
from dragoman.extract.attribution.continued import continued
from dragoman.extract.attribution.found import Found, Stretch
from dragoman.extract.attribution.quotes import Quotation, find_quotations
from dragoman.extract.attribution.sources import link_of
from dragoman.extract.attribution.turns import found_turns, with_speakers
from dragoman.extract.attribution.verbs import SentenceReader
from dragoman.lexicon.cues_attribution import AttributionCues, CueGroup
from dragoman.model import Attribution, Chain, Document, Layers, Mention, Sentence, SourceKind, SourceLink

DIRECT_WORDS = 4
"""A quotation of fewer words is a borrowed word, not speech that runs on."""

MAX_TAIL = 16
"""Tokens of a sentence that only says who spoke."""

ORPHAN_WORDS = 8
"""Without a word on who speaks, a shorter quotation is a title or a borrowed expression."""

MAX_ADOPTED = 2
"""Paragraphs in a row of nothing but quotation that go to the last speaker."""

ORPHAN = CueGroup("quotation", "statement", frozenset({"quote"}))
"""The group of quotations without a cue."""

_NO_OUTLETS = frozenset({"name", "metonym", "demonym", "region", "body", "office", "person", "party", "armed-group"})
VOUCHED = frozenset({"statement", "thought", "appearance"})
"""Manners that say something is so: these make the chain of a statement. Wishes, plans and praise do not."""

_SELVES = frozenset({"i", "we"})


def find_attributions(document: Document, layers: Layers, cues: AttributionCues) -> tuple[Attribution, ...]:
    """All attributions of a document in the order of their cues; `within` names the innermost one around each.

    Reads `sentences`, `parses`, `mentions` and `references` of `layers`; the last two may be empty. Time is linear in
    the length of the text.
    """
    quotations = find_quotations(document)
    found = sorted(_read(document, layers, cues, quotations), key=_order)
    found = _linked(_spread(document, layers, found, quotations))
    found = _with_continued(found, continued(document, layers, found))
    depths = _depths(found)
    inner = _enclosing(found)
    near: dict[int, list[Mention]] = {}
    for mention in layers.mentions:
        near.setdefault(mention.sentence, []).append(mention)
    links = [link_of(f, document, layers, cues, near.get(f.home, ())) for f in found]
    links = with_speakers(found, links, document, layers)
    links = carried(found, links, inner, layers.parses, layers.home)
    return tuple(
        Attribution(
            f.sentence,
            f.content,
            f.cue,
            f.source,
            _as_speaker(number, links, inner),
            inner[number],
            f.group.manner,
            depths[number],
        )
        for number, f in enumerate(found)
    )


def _as_speaker(number: int, links: Sequence[SourceLink], inner: Sequence[int | None]) -> SourceLink:
    """The link, where "I" and "we" in somebody's speech stand for the speaker."""
    link, outer = links[number], inner[number]
    if outer is None or link.source.lower() not in _SELVES:
        return link
    who = links[outer]
    return replace(link, source=who.source or link.source, actor=who.actor, side=who.side, kind=who.kind)


def reported(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions that the report itself makes, in words: those with a cue that stands in nobody else's words.

    `within` is `None` in all of them. Left out are what a quoted speaker says of others, and quotations of which the
    text does not say whose they are.
    """
    return tuple(a for a in attributions if a.within is None and a.cue is not None)


def _order(found: Found) -> tuple[int, int]:
    return (found.cue or found.content[0])[0], found.content[0][0]


def _read(
    document: Document, layers: Layers, cues: AttributionCues, quotations: Sequence[Quotation]
) -> Iterable[Found]:
    starts = [q.start for q in quotations]
    text = document.clean.text
    places: dict[int, list[Stretch]] = {}
    for mention in layers.mentions:
        if mention.kind in _NO_OUTLETS:
            places.setdefault(mention.sentence, []).append((mention.start, mention.end))
    yield from found_turns(document, layers)
    for position, sentence in enumerate(layers.sentences):
        if sentence.kind.is_noise:
            continue
        parse = layers.parses.get(sentence.index)
        if parse is None or not len(parse):
            continue
        last = bisect_left(starts, sentence.end)
        first = last
        while first > 0 and quotations[first - 1].end > sentence.start:
            first -= 1
        near = quotations[first:last]
        reader = SentenceReader(parse, text, cues, near, places.get(sentence.index, ()))
        found = list(reader.read())
        colon = colon_of(parse, sentence, cues, near)
        if colon and not any(f.content[0] == colon.content[0] for f in found):
            found.append(colon)
        tail = _tail_of(quotations, last, sentence, text) if not found and len(parse) <= MAX_TAIL else None
        if tail:
            said = reader.announcing(tail)
            found.extend([said] if said else [])
        if announced(parse, found) and position + 1 < len(layers.sentences):
            after = layers.sentences[position + 1]
            said = reader.announcing((after.start, after.end))
            found.extend([said] if said else [])
        yield from found


def _tail_of(quotations: Sequence[Quotation], last: int, sentence: Sentence, text: str) -> Stretch | None:
    """The last part of the quotation that ends right before a sentence such as "Smith said.", cut off by its stop."""
    while last > 0 and quotations[last - 1].start >= sentence.start:
        last -= 1
    if last == 0:
        return None
    start, end = quotations[last - 1].parts[-1]
    near = 0 <= sentence.start - end <= 2 and not text[end : sentence.start].strip()
    return (start, end) if near and text[end - 2 : end - 1] in ",?!" else None


# ------------------------------------------------------------------ quotations that run on


def _spread(document: Document, layers: Layers, found: list[Found], quotations: Sequence[Quotation]) -> list[Found]:
    """Direct speech made whole: an attribution that has a part of a quotation gets all of it, and the quotations after
    it that have no cue of their own, in its paragraph or opening the next ones.
    """
    owner = _owners(found, quotations)
    extra: dict[int, list[Stretch]] = {}
    orphans: list[Found] = []
    blocks = [b.start for b in document.clean.blocks]
    sentences = [s.start for s in layers.sentences]
    last: int | None = None
    last_block, spread = -1, 0
    for number, quotation in enumerate(quotations):
        block = bisect_right(blocks, quotation.start)
        index = owner.get(number)
        if index is not None:
            spread = 0
        elif quotation.words >= DIRECT_WORDS and last is not None:
            opens = quotation.start == blocks[block - 1]
            if block == last_block or (opens and block == last_block + 1 and spread < MAX_ADOPTED):
                index = last
                spread += block != last_block
        if index is None:
            orphans.extend(_orphan(document, layers, quotation, sentences))
            continue
        extra.setdefault(index, []).extend(quotation.parts)
        if quotation.words >= DIRECT_WORDS:
            last, last_block = index, block + len(quotation.parts) - 1
    whole = [replace(f, content=_joined(f, extra[i])) if i in extra else f for i, f in enumerate(found)]
    return sorted([*whole, *orphans], key=_order)


def _owners(found: Sequence[Found], quotations: Sequence[Quotation]) -> dict[int, int]:
    """Quotation -> the first attribution that has its beginning or its end."""
    starts = [q.start for q in quotations]
    owner: dict[int, int] = {}
    for index, item in enumerate(found):
        for number in _touched(item, quotations, starts):
            owner.setdefault(number, index)
    return owner


def _orphan(document: Document, layers: Layers, quotation: Quotation, starts: Sequence[int]) -> Iterable[Found]:
    """Direct speech of which the text does not say whose it is: somebody's words, not the outlet's."""
    text = document.clean.text
    first = text[quotation.start : quotation.start + 3].lstrip("“”\"'‘«`")[:1]
    if quotation.words < ORPHAN_WORDS or not first.isupper():
        return
    number = bisect_right(starts, quotation.start) - 1
    if number >= 0:
        yield Found(layers.sentences[number].index, ORPHAN, None, None, None, None, quotation.parts, quoted=True)


def _touched(item: Found, quotations: Sequence[Quotation], starts: Sequence[int]) -> Iterable[int]:
    """Quotations of which an attribution has the beginning or the end, and in which its own cue does not stand."""
    cue = item.cue or item.content[0]
    for start, end in item.content:
        number = bisect_right(starts, end - 1) - 1
        while number >= 0 and quotations[number].end > start:
            quotation = quotations[number]
            whole = any(s < end and start < e and (start <= s + 2 or end >= e - 2) for s, e in quotation.parts)
            if whole and not quotation.start <= cue[0] < quotation.end and (item.quoted or start <= quotation.start):
                yield number
            number -= 1


def _joined(item: Found, parts: Sequence[Stretch]) -> tuple[Stretch, ...]:
    merged: list[Stretch] = []
    for start, end in sorted([*item.content, *parts]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _with_continued(found: Sequence[Found], more: Sequence[Found]) -> list[Found]:
    """All in order; a quotation of nobody that turns out to be the last speaker's is his alone."""
    owned = {f.sentence for f in more}
    kept = [f for f in found if f.group is not ORPHAN or f.sentence not in owned]
    return sorted([*kept, *more], key=_order)


def _linked(found: Sequence[Found]) -> list[Found]:
    """Who passes a report on and whose report it is say the same words, also where one of them got a quotation."""
    result = list(found)
    place = {(f.sentence, f.cue): n for n, f in enumerate(found)}
    for number, item in enumerate(found):
        outer = place.get((item.sentence, item.under)) if item.under else None
        if outer is not None and outer != number:
            whole = _joined(result[number], result[outer].content)
            result[number], result[outer] = replace(item, content=whole), replace(result[outer], content=whole)
    return result


def _depths(found: Sequence[Found]) -> list[int]:
    """How many stand over each, passing on what it says; a ring, which no sentence makes, counts as none."""
    place = {(f.sentence, f.cue): n for n, f in enumerate(found)}
    depths = []
    for item in found:
        over: list[int] = []
        outer = place.get((item.sentence, item.under)) if item.under else None
        while outer is not None and outer not in over:
            over.append(outer)
            under = found[outer].under
            outer = place.get((item.sentence, under)) if under else None
        depths.append(len(over))
    return depths


# ------------------------------------------------------------------ nesting


def _enclosing(found: Sequence[Found]) -> list[int | None]:
    """For each attribution the smallest other one whose content covers its cue."""
    index = _Cover([f.content for f in found])
    result: list[int | None] = []
    for number, item in enumerate(found):
        place = item.cue or item.content[0]
        around = [i for i in index.over(*place) if i != number and _size(found[i].content) > _size(item.content)]
        result.append(min(around, key=lambda i: (_size(found[i].content), i), default=None))
    return result


def _size(content: Sequence[Stretch]) -> int:
    return sum(end - start for start, end in content)


class _Cover:
    """Finds the stretches that cover a place. Buckets keep it linear: contents are bounded in length."""

    WIDTH = 256

    def __init__(self, contents: Sequence[Sequence[Stretch]]) -> None:
        self._buckets: dict[int, list[tuple[int, int, int]]] = {}
        for number, content in enumerate(contents):
            for start, end in content:
                for bucket in range(start // self.WIDTH, (end - 1) // self.WIDTH + 1):
                    self._buckets.setdefault(bucket, []).append((start, end, number))

    def over(self, start: int, end: int) -> list[int]:
        """Numbers of the contents with a stretch that holds all of `[start, end)`."""
        return sorted({n for s, e, n in self._buckets.get(start // self.WIDTH, ()) if s <= start and end <= e})


class ChainIndex:
    """Answers for many stretches of one document who is said to have said them."""

    def __init__(self, attributions: Sequence[Attribution], manners: Iterable[str] = VOUCHED) -> None:
        """Index the attributions whose manner is one of `manners`."""
        wanted = frozenset(manners)
        self._attributions = [a for a in attributions if a.manner in wanted]
        self._cover = _Cover([a.content for a in self._attributions])

    def at(self, start: int, end: int) -> Chain:
        """The chain for clean `[start, end)`, outermost first; the proposition of a cue is not its own content."""
        around = []
        for number in self._cover.over(start, end):
            item = self._attributions[number]
            if item.cue is None or not (item.cue[0] < end and start < item.cue[1]):
                around.append(item)
        around.sort(key=lambda a: (-_size(a.content), a.depth, a.cue or a.content[0]))
        links = [_unsaid(a.link) if a.manner == "appearance" else a.link for a in around]
        # "We think" in a speech is one source, not two.
        same = [n > 0 and (b.source, b.actor) == (links[n - 1].source, links[n - 1].actor) for n, b in enumerate(links)]
        return tuple(link for link, again in zip(links, same, strict=True) if not again)


def _unsaid(link: SourceLink) -> SourceLink:
    """ "Mali seems to have expelled the envoy": that is how it looks to somebody; Mali has said nothing."""
    return replace(link, source="", kind=SourceKind.ANONYMOUS, actor=None, side=None, span=None)


def chain_at(attributions: Sequence[Attribution], document: Document, start: int, end: int) -> Chain:
    """The chain of sources for one clean stretch of `document`; use a `ChainIndex` for many.

    Raises ValueError where the stretch lies outside the document.
    """
    if not 0 <= start <= end <= len(document.clean.text):
        raise ValueError(f"no stretch of this document: [{start}, {end})")
    return ChainIndex(attributions).at(start, end)
