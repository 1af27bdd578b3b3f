"""Who takes part in an act: the roles that its frame names, tried in order, and what they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.events.scene import Filler, Match, Scene
from dragoman.model import ActorRef, Document, Mention, Proposition

_SYMMETRIC_ACTOR_ROLES = ("agent", "poss", "mod", "between", "among")


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors and recipients of one act, and how each was found."""

    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    heads: frozenset[int]


def cast(scene: Scene, document: Document, proposition: Proposition, match: Match) -> Cast:
    """Fill the slots of a frame. A symmetric act with a party on each side lists all of them as actors."""
    frame = match.frame
    first = _first(scene, proposition, frame.actor, frozenset())
    taken = frozenset(f.head for f in first)
    second = _first(scene, proposition, frame.recipient, taken)
    if not second:
        second = _inside_objects(scene, proposition, frame.recipient, taken)
    if frame.symmetric:
        # "Talks between X and Y", "X's talks with Y": both sides act.
        return Cast(_refs(scene, document, [*first, *second]), (), frozenset(f.head for f in (*first, *second)))
    return Cast(
        _refs(scene, document, first),
        _refs(scene, document, second),
        frozenset(f.head for f in (*first, *second)),
    )


def _first(scene: Scene, proposition: Proposition, roles: tuple[str, ...], taken: frozenset[int]) -> list[Filler]:
    """All actors in the first role that has one."""
    for role in roles:
        found = [f for f in scene.fillers(proposition, role) if f.head in scene.references and f.head not in taken]
        if found:
            return found
    return []


def _inside_objects(
    scene: Scene, proposition: Proposition, roles: tuple[str, ...], taken: frozenset[int]
) -> list[Filler]:
    """Where the object is a thing, the one named inside its phrase: "criticised [Iran]'s test of a missile"."""
    for role in roles:
        if "." in role:
            continue
        for filler in scene.fillers(proposition, role):
            inside = [t for t in filler.tokens if t in scene.references and t not in taken and t != filler.head]
            if inside:
                return [Filler(inside[0], scene.phrase(inside[0]), f"{role}, inside the phrase")]
    return []


def _refs(scene: Scene, document: Document, fillers: list[Filler]) -> tuple[ActorRef, ...]:
    found: list[ActorRef] = []
    seen: set[tuple[object, ...]] = set()
    for filler in fillers:
        for mention in scene.references[filler.head]:
            ref = _ref(document, mention, filler)
            key = (ref.id, ref.person) if ref.id else (ref.name, ref.span)
            if key not in seen:
                seen.add(key)
                found.append(ref)
    return tuple(found)


def _ref(document: Document, mention: Mention, filler: Filler) -> ActorRef:
    start, end = mention.start, mention.end
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
