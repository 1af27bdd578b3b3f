"""What a source is: named, office, readout, document, medium or anonymous, and the side for which it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.extract.attribution.found import Found
from dragoman.lexicon.cues_attribution import AttributionCues, Outlet
from dragoman.model import Document, Layers, Mention, Parse, SourceKind, SourceLink

_SPEAKS_FOR_STATE = re.compile(r"([A-Z]{3})(?:\.(?:GOV|MIL|LEG)(?:\..+)?)?")
# the states whose constitution gives the leading part to one party, so that its departments speak for the state
_PARTY_STATE = re.compile(r"(CHN|CUB|LAO|PRK|VNM)\.PTY\..+")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "i", "you", "his", "her", "their", "its", "my", "our", "him", "them"}
)
_DEFINITE = frozenset({"the", "both", "these", "those", "this", "that"})
_WORD = re.compile(r"[\w'’.-]+")
_OWNERS = frozenset({"name", "demonym", "metonym", "body", "office", "organisation"})
_NAME_KINDS = frozenset({"name", "demonym", "metonym", "person", "body", "organisation", "group"})


def link_of(
    found: Found, document: Document, layers: Layers, cues: AttributionCues, near: Sequence[Mention] = ()
) -> SourceLink:
    """The link for one cue; `near` are the mentions of its sentence.

    Without words for its source the link is anonymous and its source the empty string.
    """
    cue = document.span(*found.cue) if found.cue else None
    if found.source is None:
        return SourceLink("", SourceKind.ANONYMOUS, cue=cue)
    parse = layers.parses.get(found.sentence)
    stretch, head = _referent(found, parse)
    text = document.clean.text[stretch[0] : stretch[1]]
    inside = [m for m in near if stretch[0] <= m.start and m.end <= stretch[1]]
    resolved = layers.references.get((found.sentence, head), ()) if head is not None else ()
    place = parse.starts[head] if parse is not None and head is not None else stretch[0]
    mentions = resolved or sorted(inside, key=lambda m: (not m.start <= place < m.end, m.start))
    outlet = outlet_in(text, cues)
    best = mentions[0] if mentions else None
    kind = _kind(text, head, parse, best, outlet, cues, resolved=bool(resolved))
    if best and text.lower() in _PRONOUNS:
        text = best.name
    actor, side = None, None
    if not _are_several(resolved, inside, head, parse):
        owners = _owners_of(near, stretch, parse) if kind in (SourceKind.OFFICE, SourceKind.READOUT) else []
        side = outlet.side if outlet else next((s for s in map(side_of, mentions) if s), _common_side(owners))
        side = None if kind == SourceKind.MEDIA and not outlet else side
        actor = _actor(best, kind, place, bool(resolved))
    return SourceLink(" ".join(text.split()), kind, actor, side, cue, document.span(*found.source))


def _actor(best: Mention | None, kind: SourceKind, place: int, resolved: bool) -> str | None:
    """The actor that a source is: the one named by its head, or for a readout or office the one it belongs to."""
    if best is None or kind in (SourceKind.ANONYMOUS, SourceKind.DOCUMENT, SourceKind.MEDIA):
        return None
    if resolved or best.start <= place < best.end:
        return best.actor
    owned = kind in (SourceKind.READOUT, SourceKind.OFFICE) and best.kind in _OWNERS
    return best.actor if owned else None


def _owners_of(near: Sequence[Mention], stretch: tuple[int, int], parse: Parse | None) -> list[Mention]:
    """Who an office or readout belongs to: those named in its words, and in an apposition to them.

    "A spokesman for the foreign ministry", "a readout from Sato's office, the Trade Bureau of ...".
    """
    ends = {stretch[1]}
    for token in range(len(parse) if parse is not None else 0):
        if (
            parse is not None
            and parse.deps[token] == "appos"
            and stretch[0] <= parse.starts[parse.heads[token]] < stretch[1]
        ):
            ends.add(parse.ends[parse.subtree(token)[-1]])
    return [m for m in near if stretch[0] <= m.start and m.end <= max(ends)]


def _common_side(owners: Sequence[Mention]) -> str | None:
    """The one side of all owners; none where one of them speaks for no state ("a spokesman for Amnesty in Lima")."""
    sides = {side_of(m) for m in owners if m.actor or m.country}
    return next(iter(sides)) if len(sides) == 1 else None


def _are_several(resolved: Sequence[Mention], inside: Sequence[Mention], head: int | None, parse: Parse | None) -> bool:
    """Whether the source is more than one party ("both sides", "Japan and China"), so that no single one spoke."""
    listed = parse is not None and head is not None and any(parse.deps[c] == "conj" for c in parse.children[head])
    parties = {m.country or m.actor for m in (*resolved, *(inside if listed else ()))} - {None}
    return len(parties) > 1


def side_of(mention: Mention) -> str | None:
    """The country for which a mention speaks: a state and its government, forces and legislature speak for it."""
    if mention.actor:
        match = _SPEAKS_FOR_STATE.fullmatch(mention.actor) or _PARTY_STATE.fullmatch(mention.actor)
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


def _is_definite(parse: Parse | None, head: int | None) -> bool:
    """Whether the phrase means somebody already told of: "the officials", but not "two people close to the talks"."""
    if parse is None or head is None:
        return False
    return any(parse.lemmas[c].lower() in _DEFINITE for c in parse.children[head])


def _kind(
    text: str,
    head: int | None,
    parse: Parse | None,
    mention: Mention | None,
    outlet: Outlet | None,
    cues: AttributionCues,
    *,
    resolved: bool,
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
    known = mention is not None and mention.actor is not None
    if by_word == "anonymous" and not (known and (proper or (resolved and _is_definite(parse, head)))):
        return SourceKind.ANONYMOUS
    if mention is not None and mention.kind == "office":
        return SourceKind.OFFICE
    if mention is not None and mention.kind in _NAME_KINDS and (proper or (resolved and known)):
        return SourceKind.NAMED
    if by_word == "office" or outlet:
        return SourceKind.OFFICE
    if proper or (parse is not None and head is None and text[:1].isupper()):
        return SourceKind.NAMED
    return SourceKind.NAMED if text.lower() in _PRONOUNS else SourceKind.ANONYMOUS
