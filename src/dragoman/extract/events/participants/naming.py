"""The phrases that were found as actors: who they are, where they stand, and on which path each was found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.extract.events.scene import Filler, Scene
from dragoman.lexicon.event_words import event_words
from dragoman.model import ActorRef, Document, Mention

LONGEST = 10
"""Words of a phrase that is marked whole; of a longer one only the head with its name is."""
_NOBODY = event_words("participants", "nobody")
_ONE_OF_MANY = ".GOV.LOCAL"
_OF_WHICH_SEVERAL = (".REB", ".OPP", ".NGO", ".BUS", ".CVL")
"""Parts of a state of which it has several, each with a name of its own: "the Dawn Front fought the Dusk Front"."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors and recipients of one act, and how each was found."""

    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    heads: frozenset[int]


def refs_of(scene: Scene, document: Document, fillers: list[Filler]) -> tuple[ActorRef, ...]:
    """The actors for whom phrases stand, each once, in the order of the phrases."""
    found: list[ActorRef] = []
    for filler in fillers:
        if filler.head not in scene.references:
            found.append(_unknown(scene, document, filler))
        for mention in scene.references.get(filler.head, ()):
            ref = _belonging(scene, _ref(scene, document, mention, filler), filler)
            if not any(_is_same(ref, other) for other in found):
                found.append(ref)
    named = {ref.id for ref in found if ref.person}
    return tuple(ref for ref in found if ref.person or ref.id not in named)  # "the president, Roe" is one


def without_actors(recipients: tuple[ActorRef, ...], actors: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Nobody is the recipient of an act of their own.

    Nor is the state of who acts, where "them" takes up two states: "the Omani envoy urged them".
    """
    named = {a.name for a in actors if not a.id}
    others = tuple(
        r
        for r in recipients
        if (not any(_is_same(r, a) for a in actors) if r.id else r.antecedent is None or r.name not in named)
    )
    own = {a.country for a in actors if a.country}
    abroad = tuple(r for r in others if r.antecedent is None or r.id not in own)
    return abroad or others


def known_as_parties(recipients: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Those left without the names of waters, streets and newspapers: "patrolled the [Red Sea]"."""
    return tuple(r for r in recipients if r.id or r.country or not _is_of_nobody(r.name.split()))


def _is_of_nobody(words: list[str]) -> bool:
    return len(words) > 1 and words[-1][:1].isupper() and words[-1].lower() in _NOBODY


def _is_same(ref: ActorRef, other: ActorRef) -> bool:
    """Whether two references mean one; two bodies of one state that have names of their own are two."""
    if _identity(ref) != _identity(other):
        return False
    named = ref.id is not None and ref.id.endswith(_OF_WHICH_SEVERAL) and _has_own_name(ref) and _has_own_name(other)
    return not named or ref.name == other.name


def _has_own_name(ref: ActorRef) -> bool:
    """Whether it is called by a name, and not by a noun: "Dawn Front", not "Chadian rebels"."""
    words = ref.name.split()
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()


def _identity(ref: ActorRef) -> tuple[object, ...]:
    """Whom a reference means: by its id, save for local governments, of which a state has many under one."""
    if ref.id is None:
        return ref.name, ref.span, ref.country
    return (ref.id, ref.name) if ref.id.endswith(_ONE_OF_MANY) else (ref.id, ref.person)


def _ref(scene: Scene, document: Document, mention: Mention, filler: Filler) -> ActorRef:
    """Whom a mention means, where it stands as the actor of an act."""
    start, end = _wider(scene, document, mention, filler)
    return ActorRef(
        id=mention.actor,
        country=mention.country,
        name=mention.name,
        span=document.span(start, end),
        person=mention.person,
        candidates=mention.candidates,
        antecedent=document.span(*mention.antecedent) if mention.antecedent else None,
        description=mention.description,
        why=f"{filler.path}: {mention.why}" if mention.why else filler.path,
    )


def _wider(scene: Scene, document: Document, mention: Mention, filler: Filler) -> tuple[int, int]:
    """Where the actor stands: its whole phrase, or for a pronoun the name that it takes up in the same sentence."""
    p = scene.parse
    if p.tags[filler.head].startswith(("PRP", "WP", "DT")) and mention.antecedent is not None:
        start, end = mention.antecedent
        return (start, end) if p.starts[0] <= start < p.starts[filler.head] else (mention.start, mention.end)
    start, end = mention.phrase or (mention.start, mention.end)
    if mention.actor is None:
        tokens = [t for t in scene.phrase(filler.head) if p.tags[t] not in ("DT", "PRP$")] or [filler.head]
        first, last = tokens[0], tokens[-1]
        if last - first < LONGEST and first <= filler.head <= last:
            start, end = min(start, p.starts[first]), max(end, p.ends[last])
    return start, max(end, _end_of_place(scene, mention, filler.head))


def _end_of_place(scene: Scene, mention: Mention, head: int) -> int:
    """Where a place right after those whom it tells apart ends: "farmers [in Kenya]", wherever the parser hangs it."""
    p = scene.parse
    place = head + 2
    if mention.kind not in ("group", "unknown") or place >= len(p) or p.lemmas[head + 1].lower() not in ("in", "from"):
        return 0
    return p.ends[place] if any(m.country for m in scene.references.get(place, ())) else 0


def _unknown(scene: Scene, document: Document, filler: Filler) -> ActorRef:
    """A name that the lexicon does not know, as it stands."""
    p = scene.parse
    span = document.span(p.starts[filler.tokens[0]], p.ends[filler.tokens[-1]])
    name = document.clean.text[p.starts[filler.tokens[0]] : p.ends[filler.tokens[-1]]]
    return ActorRef(None, None, name, span, why=filler.path)


def _belonging(scene: Scene, ref: ActorRef, filler: Filler) -> ActorRef:
    """The country of the whole of which the phrase says somebody is part: "members of the Peruvian navy"."""
    if ref.id is not None or ref.country is not None:
        return ref
    if scene.parse.lemmas[filler.head].lower() not in scene.book.classes["part"]:
        return ref
    for role in ("of", "from", "poss", "mod"):
        for whole in scene.inside_phrase(filler.head, role, role):
            countries = {m.country for m in scene.references.get(whole.head, ())} - {None}
            if len(countries) == 1:
                return replace(ref, country=countries.pop(), why=f"{ref.why}; part of what {role!r} names")
    return ref
