"""What a source is: named, office, readout, document, medium or anonymous, and the side for which it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.extract.attribution.found import Found
from dragoman.extract.attribution.relay import RELAY
from dragoman.extract.attribution.sides import SURE, Phrase, is_of_state, side_of, titled_side
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.cues_attribution import AttributionCues, Outlet
from dragoman.lexicon.cues_speakers import load_speakers
from dragoman.model import Document, Layers, Mention, Parse, SourceKind, SourceLink

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_DEFINITE = frozenset({"the", "both", "these", "those", "this", "that"})
_WORD = re.compile(r"[\w'’.-]+")
_OWNERS = frozenset({"name", "demonym", "metonym", "body", "office", "organisation"})
_OWNED = (SourceKind.OFFICE, SourceKind.READOUT)
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
    parse = layers.parses.get(found.home)
    stretch, head = _referent(found, parse)
    text = document.clean.text[stretch[0] : stretch[1]]
    inside = [m for m in near if stretch[0] <= m.start and m.end <= stretch[1]]
    resolved = layers.references.get((found.home, head), ()) if head is not None else ()
    place = parse.starts[head] if parse is not None and head is not None else stretch[0]
    mentions = resolved or sorted(inside, key=lambda m: (not m.start <= place < m.end, m.start))
    outlet = outlet_in(text, cues)
    best = mentions[0] if mentions else None
    kind = _kind(text, head, parse, best, outlet, cues, resolved=bool(resolved))
    if found.group is RELAY and kind in (SourceKind.NAMED, SourceKind.ANONYMOUS):
        kind = SourceKind.MEDIA  # whoever carries another's report
    if best and text.lower() in load_speakers().pronouns:
        text = best.name
    actor, side = None, None
    if not _are_several(resolved, inside, head, parse):
        phrase = Phrase(parse, head, stretch, near, layers.references)
        side = _then(_side(kind, text, mentions, outlet, phrase, cues), outlet, document)
        actor = _actor(best, kind, place, bool(resolved))
        guessed = best is not None and best.score < SURE and best.antecedent is None and phrase.owner() is None
        if best and guessed and best.kind in ("body", "office") and (outlet or not _is_of_text(best, found, layers)):
            actor, side = None, outlet.side if outlet else None
        if side is None and actor is None and kind in (SourceKind.OFFICE, SourceKind.NAMED):
            side = _briefed_at_home(text, found, near)
    return SourceLink(" ".join(text.split()), kind, actor, side, cue, document.span(*found.source))


def _side(
    kind: SourceKind,
    text: str,
    mentions: Sequence[Mention],
    outlet: Outlet | None,
    phrase: Phrase,
    cues: AttributionCues,
) -> str | None:
    """For whom a source speaks; `mentions` are those of its words, the best first."""
    if outlet:
        owner = phrase.owner(placed=False) if outlet.kind == "office" else None
        return owner or outlet.side  # "Pakistan's Foreign Office" is not London's
    if kind == SourceKind.MEDIA:
        return _media_side(text, mentions, phrase, cues)
    direct = next((s for s in map(side_of, mentions[:1]) if s), None)
    if phrase.is_private and not (direct and mentions[0].kind == "office"):
        return None
    if kind == SourceKind.DOCUMENT or (kind == SourceKind.READOUT and direct is None):
        return _common_side(mentions) or phrase.owner(placed=False)
    direct = direct or phrase.side_beside()
    if direct or phrase.noun is None:
        return direct or next((s for m in mentions if (s := side_of(m) or titled_side(text, m))), None)
    owners = _owners_of(phrase.near, phrase.stretch, phrase.parse) if kind in _OWNED else []
    return _common_side(owners)


def _then(side: str | None, outlet: Outlet | None, document: Document) -> str | None:
    """The side of an outlet on the day of the report: TASS spoke for the Soviet Union."""
    earlier = load_speakers().before.get(side or "") if outlet else None
    latest = document.published.interval.latest
    return earlier[0] if earlier and latest is not None and latest < earlier[1] else side


def _media_side(text: str, mentions: Sequence[Mention], phrase: Phrase, cues: AttributionCues) -> str | None:
    """The state for which a medium speaks that no table of names has: one that the state is said to own."""
    inside = [m for m in phrase.near if phrase.stretch[0] <= m.start and m.end <= phrase.stretch[1]]
    named = next((m for m in (*mentions, *inside) if m.actor in cues.reporters), None)
    if named is not None:
        return cues.reporters[str(named.actor)] or None
    owner = phrase.owner()
    if not is_of_state(text):
        return owner if owner in load_speakers().one_voice else None
    return owner or next((m.country for m in mentions if m.country), None)


def _briefed_at_home(text: str, found: Found, near: Sequence[Mention]) -> str | None:
    """The side of a ministry's spokeswoman who briefs in a capital on what its state does: two signs that agree.

    One alone is not enough: ministers speak in capitals that they visit, and of states that are not theirs.
    """
    words, lists = {word.lower() for word in text.split()}, load_speakers()
    if not words & lists.bodies or not any(word.startswith("spokes") for word in words):
        return None
    inside = [m for m in near if any(s <= m.start < e for s, e in found.content)]
    outside = {m.country for m in near if m.kind == "metonym" and m not in inside}
    first = min(inside, key=lambda m: m.start, default=None)
    return first.country if first is not None and outside == {first.country} else None


def _is_of_text(mention: Mention, found: Found, layers: Layers) -> bool:
    """Whether the country that a body was given from the text around it is the only one told of, by others than itself.

    In "the army said Peru had fired first" the one country is the one that the army speaks of, hardly its own.
    """
    told = {layers.home} - {None}
    for other in layers.mentions:
        inside = any(s <= other.start < e for s, e in found.content)
        if other.sentence > found.sentence or inside or other.score < SURE:
            continue
        told.add(other.country)
    return told - {None} == {mention.country}


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


def outlet_in(text: str, cues: AttributionCues) -> Outlet | None:
    """The first outlet or readout of the table that is named in `text`, longest name first."""
    raw = [m.group() for m in _WORD.finditer(text)]
    words = [word.removesuffix("'s").removesuffix("’s") for word in raw]
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            piece = " ".join(words[start : start + size])
            outlet = cues.outlets.get(piece.lower())
            if outlet and piece[:1].isupper() and not _is_other(outlet, piece, raw[:start]):
                return outlet
    return None


def _is_other(outlet: Outlet, piece: str, before: Sequence[str]) -> bool:
    """Whether it only sounds like the outlet: "Jana" is not JANA, and "Ukrainska Pravda" is not Pravda."""
    if outlet.name.isupper():
        return piece != outlet.name
    longer = bool(before) and before[-1][:1].isupper() and before[-1] != "The" and not before[-1].endswith("s")
    return longer and " " not in piece and outlet.kind == "media"


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
    owned = any(parse.deps[c] == "poss" for c in parse.children[head])
    return owned or any(parse.lemmas[c].lower() in _DEFINITE for c in parse.children[head])


def _is_called_medium(head: int | None, parse: Parse | None, cues: AttributionCues) -> bool:
    """ "The party daily Scinteia": a name with the word for a medium before it."""
    if parse is None or head is None or not parse.tags[head].startswith("NNP"):
        return False
    beside = (c for c in parse.children[head] if parse.deps[c] in ("compound", "nmod", "amod") and c < head)
    common = (c for c in beside if parse.texts[c].islower())
    return any(cues.kinds.get(parse.lemmas[c].lower()) == "media" for c in common)


def _is_of_press(head: int | None, parse: Parse | None, cues: AttributionCues) -> bool:
    """ "Press reports", "a newspaper report": what a paper tells, no paper of its own."""
    if parse is None or not head:
        return False
    beside = [*(c for c in parse.children[head] if parse.deps[c] in ("compound", "amod", "poss")), head - 1]
    return any(cues.kinds.get(parse.lemmas[c].lower()) == "media" for c in beside)


def _reports(mention: Mention, text: str, cues: AttributionCues) -> bool:
    """Whether a source is an agency, a paper or a station: known as one, or called as only these are."""
    if mention.actor is not None:
        return mention.actor in cues.reporters
    words = mention.name.split()
    if mention.kind not in ("organisation", "unknown") or not mention.name[:1].isupper() or mention.name not in text:
        return False
    outlet = load_actor_words().outlet
    first, last = words[0], words[-1]
    ends = last in outlet if len(words) > 1 else any(first.lower().endswith(w.lower()) for w in outlet if w != first)
    return ends or (len(words) > 1 and first in ("Radio", "Television", "TV"))


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
    if (mention is not None and _reports(mention, text, cues)) or _is_called_medium(head, parse, cues):
        return SourceKind.MEDIA
    lemma = (
        parse.lemmas[head].lower() if parse is not None and head is not None else text.rsplit(maxsplit=1)[-1].lower()
    )
    proper = parse is not None and head is not None and parse.tags[head].startswith("NNP")
    by_word = cues.kinds.get(lemma) or cues.kinds.get(lemma.removesuffix("s"))
    if by_word == "readout" and mention is None:
        return SourceKind.DOCUMENT if lemma == "summary" else SourceKind.READOUT
    if by_word == "document" and _is_of_press(head, parse, cues):
        return SourceKind.MEDIA
    if by_word in ("document", "readout", "media"):
        return SourceKind(by_word)
    known = mention is not None and mention.actor is not None
    office = mention is not None and mention.kind == "office" and head is not None and _is_definite(parse, head)
    if by_word == "anonymous" and not office and not (known and (proper or (resolved and _is_definite(parse, head)))):
        return SourceKind.ANONYMOUS
    if mention is not None and mention.kind == "office":
        return SourceKind.OFFICE
    if mention is not None and mention.kind in _NAME_KINDS and (proper or (resolved and known)):
        return SourceKind.NAMED
    if by_word == "office" or outlet:
        return SourceKind.OFFICE
    if proper or (parse is not None and head is None and text[:1].isupper()):
        return SourceKind.NAMED
    return SourceKind.NAMED if text.lower() in load_speakers().pronouns else SourceKind.ANONYMOUS
