"""What a source is: named, office, readout, document, medium or anonymous, and the side for which it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.extract.attribution.found import Found
from dragoman.lexicon.cues_attribution import AttributionCues, Outlet
from dragoman.model import Document, Layers, Mention, Parse, SourceKind, SourceLink

_SPEAKS_FOR_STATE = re.compile(r"([A-Z]{3})(?:\.(?:GOV|MIL|LEG)(?:\..+)?)?")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "i", "you", "his", "her", "their", "its", "my", "our", "him", "them"}
)
_WORD = re.compile(r"[\w'’.-]+")
_NAME_KINDS = frozenset({"name", "demonym", "metonym", "person", "body", "organisation", "group"})


def link_of(found: Found, document: Document, layers: Layers, cues: AttributionCues) -> SourceLink:
    """The link for one cue. Without words for its source the link is anonymous and its source the empty string."""
    cue = document.span(*found.cue) if found.cue else None
    if found.source is None:
        return SourceLink("", SourceKind.ANONYMOUS, cue=cue)
    parse = layers.parses.get(found.sentence)
    stretch, head = _referent(found, parse)
    mentions = _mentions(found, layers, stretch, head, parse)
    text = document.clean.text[stretch[0] : stretch[1]]
    outlet = outlet_in(text, cues)
    best = mentions[0] if mentions else None
    kind = _kind(text, head, parse, best, outlet, cues)
    if best and text.lower() in _PRONOUNS:
        text = best.name
    side = outlet.side if outlet else next((s for s in map(side_of, mentions) if s), None)
    actor = best.actor if best and kind in (SourceKind.NAMED, SourceKind.OFFICE, SourceKind.READOUT) else None
    if kind in (SourceKind.ANONYMOUS, SourceKind.DOCUMENT, SourceKind.MEDIA) and not outlet:
        actor, side = None, side if kind != SourceKind.MEDIA else None
    return SourceLink(" ".join(text.split()), kind, actor, side, cue, document.span(*found.source))


def side_of(mention: Mention) -> str | None:
    """The country for which a mention speaks: a state and its government, forces and legislature speak for it."""
    if mention.actor:
        match = _SPEAKS_FOR_STATE.fullmatch(mention.actor)
        if match:
            return match.group(1) if match.group(1) not in ("IGO", "NGO", "COM", "ARM", "GRP", "MED") else None
        return mention.country if mention.kind == "office" and mention.actor.startswith("person/") else None
    return mention.country if mention.kind in ("office", "body") else None


def outlet_in(text: str, cues: AttributionCues) -> Outlet | None:
    """The first outlet or readout of the table that is named in `text`, longest name first."""
    words = [m.group().removesuffix("'s").removesuffix("’s") for m in _WORD.finditer(text)]
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            piece = " ".join(words[start : start + size])
            outlet = cues.outlets.get(piece.lower())
            if outlet and piece[:1].isupper():
                return outlet
    return None


def _referent(found: Found, parse: Parse | None) -> tuple[tuple[int, int], int | None]:
    """The words that say who it is: for a relative pronoun those of the noun that its clause describes."""
    assert found.source is not None  # noqa: S101  (link_of has returned otherwise)
    head = found.source_head
    if parse is None or head is None or parse.lemmas[head].lower() not in _RELATIVE:
        return found.source, head
    for ancestor in parse.ancestors(head):
        if parse.deps[ancestor] == "relcl":
            noun = parse.heads[ancestor]
            skip = {t for c in parse.children[noun] if parse.deps[c] in ("relcl", "acl") for t in parse.subtree(c)}
            tokens = [t for t in parse.subtree(noun) if t not in skip and t <= noun]
            return (parse.starts[tokens[0]], parse.ends[noun]), noun
    return found.source, head


def _mentions(
    found: Found, layers: Layers, stretch: tuple[int, int], head: int | None, parse: Parse | None
) -> Sequence[Mention]:
    """Mentions for the source, the best first: what reference says of its head, then what stands at or in its words."""
    if head is not None:
        resolved = layers.references.get((found.sentence, head), ())
        if resolved:
            return resolved
    place = parse.starts[head] if parse is not None and head is not None else stretch[0]
    inside = [
        m for m in layers.mentions if m.sentence == found.sentence and stretch[0] <= m.start and m.end <= stretch[1]
    ]
    return sorted(inside, key=lambda m: (not m.start <= place < m.end, m.start))


def _kind(
    text: str,
    head: int | None,
    parse: Parse | None,
    mention: Mention | None,
    outlet: Outlet | None,
    cues: AttributionCues,
) -> SourceKind:
    if outlet and outlet.kind != "office":
        return SourceKind(outlet.kind)
    lemma = (
        parse.lemmas[head].lower() if parse is not None and head is not None else text.rsplit(maxsplit=1)[-1].lower()
    )
    proper = parse is not None and head is not None and parse.tags[head].startswith("NNP")
    by_word = cues.kinds.get(lemma) or cues.kinds.get(lemma.removesuffix("s"))
    if by_word == "readout" and mention is None:
        return SourceKind.DOCUMENT if lemma == "summary" else SourceKind.READOUT
    if by_word in ("document", "readout", "media"):
        return SourceKind(by_word)
    if mention is not None and mention.kind == "office":
        return SourceKind.OFFICE
    if mention is not None and mention.kind in _NAME_KINDS and (proper or text.lower() in _PRONOUNS):
        return SourceKind.NAMED
    if by_word == "office" or outlet:
        return SourceKind.OFFICE
    if proper or (parse is not None and head is None and text[:1].isupper()):
        return SourceKind.NAMED
    return SourceKind.NAMED if text.lower() in _PRONOUNS else SourceKind.ANONYMOUS
