"""What a report that sets two sides against each other leaves to the reader: the side that a sentence does not name.

"Negotiators met" were those of both, "all parties" are both, who "scrapped the talks" or fired shells did it to the
other side, and who brings the two together is neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.extract.events.about import are_of_a_parliament, are_the_parties, word_before
from dragoman.extract.events.participants import Cast
from dragoman.extract.events.participants.beside import ONLY_OTHER
from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.sides import fights_a_government, side_of
from dragoman.lexicon.act_types import act_types
from dragoman.model import ActorRef, Document, Proposition

_UPON_WHAT_IS_SHARED = act_types("upon-what-is-shared")
_STRUCK = ("patient", "on", "against", "at")
_PAIR = ("one", "other")
_SIDES, _SIDE = frozenset({"parties", "sides"}), frozenset({"party", "side"})
_EACH = frozenset({"each", "either"})


@dataclass(frozen=True, slots=True)
class Opposed:
    """Whom a report is about, the two of these whom it sets against each other, if any, and who is between them."""

    about: tuple[ActorRef, ...]
    two: tuple[ActorRef, ...]
    between: frozenset[str]


def with_sides(
    opposed: Opposed,
    scene: Scene,
    document: Document,
    proposition: Proposition,
    match: Match,
    people: Cast,
    *,
    of_two: bool,
) -> Cast:
    """The parties of an act with the sides that its words leave out; `of_two`: its matter is what two have together."""
    people = _as_both_sides(document, _without_go_betweens(people, opposed.between), opposed.two)
    if match.frame.symmetric or match.frame.type == "CONSULT":
        people = _spoken_for(scene, document, people, opposed.two)
        meeting = match.frame.type == "CONSULT" and proposition.kind == "noun"
        return _with_partner(people, opposed.two) if meeting else people
    if match.frame.type in _UPON_WHAT_IS_SHARED and of_two:
        return _with_other_side(people, opposed.about)
    if match.frame.type == "ASSAULT":
        return _against_other_side(scene, proposition, people, opposed)
    return people


def _with_other_side(people: Cast, about: tuple[ActorRef, ...]) -> Cast:
    """What one of two does to what both share is done to the other: who "scrapped the talks" did it to the other side.

    Only where nobody but that one is named, and the report is about two.
    """
    own = {side_of(actor, about) for actor in people.actors}
    other = [actor for actor in about if side_of(actor, about) not in own]
    if people.recipients or len(about) != len(_PAIR) or len(own) != 1 or len(other) != 1:
        return people
    return replace(people, recipients=tuple(other))


def _against_other_side(scene: Scene, proposition: Proposition, people: Cast, opposed: Opposed) -> Cast:
    """A blow of one side falls on the other, where the sentence names nobody on whom.

    Rebels and armed groups strike their own state, also where a place is named of which nothing is known; who else
    strikes, strikes the other of two whom the report sets against each other: that it names two is not enough.
    """
    about, two = opposed.about, opposed.two
    own = {side_of(actor, about) for actor in people.actors}
    if len(own) != 1 or any(actor.id is None for actor in people.actors):
        return people
    fighters = {actor.country for actor in people.actors if fights_a_government(actor)}
    if not _strikes_nobody_named(scene, proposition, people, places=bool(fighters)):
        return people
    home = [ref for ref in about if ref.country in fighters and side_of(ref, about) not in own]
    if not home and own <= {side_of(ref, about) for ref in two}:
        home = [ref for ref in two if side_of(ref, about) not in own]
    return replace(people, recipients=tuple(home)) if len(home) == 1 else people


def _strikes_nobody_named(scene: Scene, proposition: Proposition, people: Cast, *, places: bool) -> bool:
    """Whether it falls on nobody, or, with `places`, on one of which the book knows nothing: "the town of Adre"."""
    p, fighters = scene.parse, scene.book.classes["armed"]
    if any(r.id or r.country or not places or fighters & set(r.name.lower().split()) for r in people.recipients):
        return False
    struck = [f.head for role in _STRUCK for f in scene.fillers(proposition, role) if not _is_day(scene, f.head)]
    targets = scene.book.classes["target"] | scene.book.classes["road"] | scene.book.classes["fired"]
    if people.recipients or any(p.tags[t].startswith(("NN", "PRP")) for t in struck):
        return bool(struck) and all(p.lemmas[t].lower() in targets for t in struck)
    return True


def _is_day(scene: Scene, token: int) -> bool:
    return any(start <= scene.parse.starts[token] < end for start, end in scene.times)


def _spoken_for(scene: Scene, document: Document, people: Cast, about: tuple[ActorRef, ...]) -> Cast:
    """The two whom the report is about, for whom those speak who are only described: "negotiators met"."""
    known = any(a.id or a.country for a in people.actors) or people.recipients
    theirs = [a for a in people.actors if are_the_parties(scene, document, a, "negotiating")]
    if known or not theirs or len(about) != len(_PAIR):
        return people
    return replace(people, actors=tuple(replace(ref, span=theirs[0].span) for ref in about))


def _as_both_sides(document: Document, people: Cast, two: tuple[ActorRef, ...]) -> Cast:
    """With the two whom the report is about in the place of "all parties" and "both sides", which nothing else fills.

    What one of the two does to them is done to the other.
    """
    if len(two) != len(_PAIR):
        return people
    actors = people.actors
    if actors and actors == _all_sides(document, actors, two):
        actors = tuple(replace(ref, span=actors[0].span) for ref in two)
    own = {side_of(actor, two) for actor in actors}
    meant = _all_sides(document, people.recipients, two)
    if not meant:
        return replace(people, actors=actors)
    told = tuple(r for r in people.recipients if r not in meant)
    others = tuple(replace(ref, span=meant[0].span) for ref in two if side_of(ref, two) not in own)
    return replace(people, actors=actors, recipients=(*told, *others))


def _all_sides(document: Document, refs: tuple[ActorRef, ...], two: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Of the parties of an act those who stand for "both sides".

    Where such words were taken for two of whom one is none of the sides, but a host or mediator, both stand for them.
    """
    sides = {side_of(ref, two) for ref in two}
    taken = tuple(r for r in refs if any(f"reference: '{word}'" in r.why for word in _SIDES))
    if any(side_of(r, two) not in sides for r in taken):
        return taken
    return tuple(r for r in refs if _is_all_sides(document, r))


def _is_all_sides(document: Document, actor: ActorRef) -> bool:
    """Whether it is said of nobody known, as "all parties", "both sides" or "each side"."""
    if actor.id is not None or actor.country is not None or are_of_a_parliament(document, actor):
        return False
    name = actor.name.lower().split()
    return name[-1] in _SIDES or (name[-1] in _SIDE and not _EACH.isdisjoint((name[0], word_before(document, actor))))


def _with_partner(people: Cast, two: tuple[ActorRef, ...]) -> Cast:
    """ "The talks with the rebels" have the other of the two sides of the report as well."""
    if people.recipients or len(two) != len(_PAIR):
        return people
    own = {side_of(actor, two) for actor in people.actors}
    other = [ref for ref in two if side_of(ref, two) not in own]
    if len(own) != 1 or len(other) != 1 or any(actor.id is None for actor in people.actors):
        return people
    return replace(people, actors=(*people.actors, *other))


def _without_go_betweens(people: Cast, between: frozenset[str]) -> Cast:
    """Without who only mediates, where the act itself names no recipient and they are told of beside it."""
    kept = tuple(r for r in people.recipients if not (r.country in between and r.why.startswith(ONLY_OTHER)))
    return replace(people, recipients=kept)
