"""Who takes part in an act: the roles that its frame names, tried in order, and what they stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.extract.events.scene import Filler, Match, Scene
from dragoman.model import ActorRef, Document, Mention, Proposition

_PRONOUNS = frozenset({"it", "he", "she", "they"})
_OWN_ACTS = frozenset(
    {"announce", "declare", "confirm", "order", "approve", "unveil", "offer", "propose", "begin", "start"}
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors and recipients of one act, and how each was found."""

    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    heads: frozenset[int]


def cast(scene: Scene, document: Document, proposition: Proposition, match: Match) -> Cast:
    """Fill the slots of a frame. A symmetric act with a party on each side lists all of them as actors."""
    frame = match.frame
    first = (
        _first(scene, proposition, frame.actor, frozenset())
        or _speaker(scene, proposition)
        or _behind(scene, proposition)
        or _announcer(scene, proposition)
    )
    if not first and proposition.kind in ("noun", "light"):
        first = _inside_objects(scene, proposition, frame.actor, frozenset())
    taken = frozenset(f.head for f in first)
    second = _first(scene, proposition, frame.recipient, taken)
    if not second:
        second = _inside_objects(scene, proposition, frame.recipient, taken)
    if not second and frame.embeds:
        second = _from_inside(scene, proposition, match, first)
    actors = _refs(scene, document, first)
    recipients = _without(_refs(scene, document, second), actors)
    heads = frozenset(f.head for f in (*first, *second))
    if frame.symmetric:
        # "Talks between X and Y", "X's talks with Y": both sides act.
        return Cast((*actors, *recipients), (), heads)
    return Cast(actors, recipients, heads)


def _first(scene: Scene, proposition: Proposition, roles: tuple[str, ...], taken: frozenset[int]) -> list[Filler]:
    """All actors in the first role that has one."""
    for role in roles:
        if role == "by" and proposition.kind == "verb":
            continue  # the doer of a passive is its agent; "by" elsewhere is the means: "take it by force"
        found = [f for f in scene.fillers(proposition, role) if f.head in scene.references and f.head not in taken]
        if found:
            return [named for f in found for named in (f, *_named_after(scene, f))]
    return []


def _named_after(scene: Scene, filler: Filler) -> list[Filler]:
    """Those whom an apposition names: "the opposition leaders, A and B"."""
    p = scene.parse
    if p.tags[filler.head] != "NNS":
        return []
    found = [c for c in p.children[filler.head] if p.deps[c] == "appos" and c in scene.references]
    return [Filler(c, scene.phrase(c), f"{filler.path}, apposition") for c in found]


def _speaker(scene: Scene, proposition: Proposition) -> list[Filler]:
    """A pronoun that nothing else resolves, as subject of what somebody says, is the one who says it."""
    pronoun = any(
        scene.parse.lemmas[f.head].lower() in _PRONOUNS and f.head not in scene.references
        for f in scene.fillers(proposition, "agent")
    )
    current, seen = proposition, {proposition.index}
    while pronoun and current.parent is not None and current.parent_role == "complement":
        if current.parent in seen:
            break
        current = scene.propositions[current.parent]
        seen.add(current.index)
        found = [f for f in scene.fillers(current, "agent") if f.head in scene.references]
        if found:
            return [Filler(f.head, f.tokens, f"pronoun for the subject of {current.predicate!r}") for f in found]
    return []


def _behind(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Where the subject is a thing, the one whose it is: "[Israel]'s jets hit", "jets flown by [Israel] hit"."""
    for filler in scene.fillers(proposition, "agent"):
        for step in ("poss", "mod", "agent", "by", "of"):
            found = [f for f in scene.fillers(proposition, f"agent.{step}") if f.head in scene.references]
            if found:
                return found
        for other in scene.propositions:
            if other.index != proposition.index and any(
                r.name == "patient" and r.head == filler.head for r in other.roles
            ):
                found = [f for f in scene.fillers(other, "agent") if f.head in scene.references]
                if found:
                    return found
    return []


def _announcer(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Who announces an act of words or of state without saying whose it is, announces their own."""
    if proposition.kind != "noun" or proposition.parent is None or proposition.parent_role != "patient":
        return []
    parent = scene.propositions[proposition.parent]
    if parent.predicate not in _OWN_ACTS:
        return []
    found = [f for f in scene.fillers(parent, "agent") if f.head in scene.references]
    return [Filler(f.head, f.tokens, f"subject of {parent.predicate!r}") for f in found]


def _from_inside(scene: Scene, proposition: Proposition, match: Match, first: list[Filler]) -> list[Filler]:
    """Whom an agreement, refusal or threat concerns: the recipient of what stands inside it, else its actor."""
    own = {f.head for f in first}
    for child in scene.propositions:
        if child.parent != proposition.index or child.parent_role not in match.frame.embeds_in:
            continue
        inner = scene.matches.get(child.index)
        if inner is None:
            continue
        taken = frozenset(own)
        roles = inner.frame.recipient if inner.frame.type else ("patient", "to", "with", "on", "from")
        found = _first(scene, child, roles, taken) or _inside_objects(scene, child, roles, taken)
        found = found or _first(scene, child, inner.frame.actor or ("agent",), taken)
        found = found or (_from_inside(scene, child, inner, first) if inner.frame.embeds else [])
        if found:
            return [Filler(f.head, f.tokens, f"inside {child.predicate!r}: {f.path}") for f in found]
    return []


def _without(recipients: tuple[ActorRef, ...], actors: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Nobody is the recipient of an act of their own."""
    own = {(a.id, a.person) for a in actors if a.id}
    return tuple(r for r in recipients if not r.id or (r.id, r.person) not in own)


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
            ref = _belonging(scene, _ref(document, mention, filler), filler)
            key = (ref.id, ref.person) if ref.id else (ref.name, ref.span)
            if key not in seen:
                seen.add(key)
                found.append(ref)
    return tuple(found)


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
