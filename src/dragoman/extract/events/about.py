"""Whom a report is about: the states that it names first and most, for matters whose sentence names nobody.

"The exercise was broken off" stands in a report on two navies: theirs is the exercise. Where the report sets two sides
against each other, of which one may be an armed group, these are the parties, and not who mediates. Asked only for
sentences that tell the course of a matter that the reader knows and leave its parties to the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.extract.events.participants import Cast
from dragoman.extract.events.scene import Scene
from dragoman.extract.events.sides import Sides, key_of_side
from dragoman.lexicon.event_words import event_words
from dragoman.model import ActorRef, Document, Mention, Proposition

LEAD = 2
"""Sentences, the title not counted, in which a report says whom it is about."""

MOST = 4
"""A report that names more states than these is about none of them."""

SHARE = 0.34
"""Of the mentions of the state named most, how many another must have to be a party too."""

SHORT = 6
"""Up to so many mentions of the state named most, whoever title or lead names is a party, named again or not."""

Spans = Sequence[tuple[int, int]]
"""Clean `[start, end)` offsets of the sources that a report names."""

_OF_OTHERS = event_words("about", "of-others")


def told_about(mentions: Iterable[Mention], document: Document, sources: Spans = ()) -> tuple[ActorRef, ...]:
    """The states that a report is about, each with its first mention; empty where that is not plain.

    A state that is only named as one who speaks, at `sources`, tells of others where two others are named.

    Two to four states count that are named in the first sentence that names any, or in the next ones and again; in a
    long report they must be named about as often as the others. A body or an official counts for the state.
    """
    ordered = sorted((m for m in mentions if _is_of_a_state(m)), key=lambda m: m.start)
    doing = {m.country for m in ordered if not _speaks(m, sources)}
    if len(doing) > 1:
        ordered = [m for m in ordered if m.country in doing]
    if not ordered:
        return ()
    sentences = sorted({m.sentence for m in ordered})
    first = {m.country for m in ordered if m.sentence == sentences[0]}
    if len(first) == 1:  # a title often names one, and the sentence under it both
        first |= {m.country for m in ordered if m.sentence in sentences[:2]}
    lead = {m.country for m in ordered if m.sentence <= sentences[0] + LEAD}
    counted = Counter(m.country for m in ordered)
    most = max(counted.values())
    often = {code for code in counted if counted[code] >= SHARE * most}
    chosen = [code for code in counted if (code in first and (most <= SHORT or code in often)) or code in lead & often]
    if len(chosen) == 1 and len(counted) == 2 and most <= SHORT:
        chosen = list(counted)  # a short report that names two states in all, the second one late, is about these
    if not 2 <= len(chosen) <= MOST:
        return ()
    firsts = {code: next(m for m in ordered if m.country == code) for code in chosen}
    return tuple(_ref(str(code), firsts[code], document) for code in sorted(chosen, key=str))


def of_sides(about: tuple[ActorRef, ...], sides: Sides, document: Document) -> tuple[ActorRef, ...]:
    """The two sides, where one fights a state, or the report is about none but these and who is between them."""
    keys = {key_of_side(m.actor, m.country) for m in sides.pair}
    states = {m.country for m in sides.pair}
    if not keys or (keys <= states and not all(ref.country in states | sides.between for ref in about)):
        return about
    return tuple(_of_side(mention, document) for mention in sides.pair)


def _of_side(mention: Mention, document: Document) -> ActorRef:
    """A side by its first mention: the group itself, or the state for which somebody stands."""
    key = key_of_side(mention.actor, mention.country)
    ref = _ref(str(mention.country), mention, document)
    if key == mention.country:
        return ref
    return replace(ref, id=mention.actor, why="a side of what the report tells; the sentence names nobody")


def states_named(mentions: Iterable[Mention], sources: Spans = ()) -> Mapping[int, frozenset[str]]:
    """The states that each sentence names, by its index, otherwise than as one who speaks, at `sources`."""
    found: dict[int, set[str]] = {}
    for mention in filter(_is_of_a_state, mentions):
        if _speaks(mention, sources):
            continue
        found.setdefault(mention.sentence, set()).add(str(mention.country))
    return {index: frozenset(states) for index, states in found.items()}


def completed(scene: Scene, document: Document, people: Cast, about: tuple[ActorRef, ...], *, shared: bool) -> Cast:
    """The parties with the states that the report is about, where the sentence names nobody.

    Whoever is named or described, if only as "Foxconn" or "many developing nations", does it himself. What nobody does
    alone (a drill, talks, a treaty: `shared`) has both of two, where the sentence names one of them and nobody else.
    """
    named = (*people.actors, *people.recipients)
    if len(named) > 1 and any(_fights_a_government(actor) for actor in named):
        return people  # "between Mali and its rebels" are two, and of one country
    known = {_side(actor, about) for actor in named} - {None}
    if not known:
        if not all(_are_the_parties(scene, document, a) for a in people.actors):
            return people
        return replace(people, actors=(*people.actors, *about))
    other = [actor for actor in about if _side(actor, about) not in known]
    unknown = any(actor.country is None and actor.id is None and actor.name[:1].isupper() for actor in named)
    if unknown or not (shared and len(about) == 2 and len(other) == len(known) == 1):
        return people
    return replace(people, actors=(*people.actors, *other))


def with_other_side(people: Cast, about: tuple[ActorRef, ...]) -> Cast:
    """What one of two does to what both share is done to the other: who "scrapped the talks" did it to the other side.

    Only where nobody but that one is named, and the report is about two.
    """
    own = {_side(actor, about) for actor in people.actors}
    other = [actor for actor in about if _side(actor, about) not in own]
    if people.recipients or len(about) != len(_PAIR) or len(own) != 1 or len(other) != 1:
        return people
    return replace(people, recipients=tuple(other))


def against_other_side(scene: Scene, proposition: Proposition, people: Cast, about: tuple[ActorRef, ...]) -> Cast:
    """A blow of one side falls on the other, where the sentence names nobody on whom.

    Rebels and armed groups strike their own state, also where a place is named of which nothing is known; who else
    strikes, strikes the other of the two sides of the report.
    """
    own = {_side(actor, about) for actor in people.actors}
    if len(own) != 1 or any(actor.id is None for actor in people.actors):
        return people
    fighters = {actor.country for actor in people.actors if _fights_a_government(actor)}
    if not _strikes_nobody_named(scene, proposition, people, places=bool(fighters)):
        return people
    home = [ref for ref in about if ref.country in fighters and _side(ref, about) not in own]
    if not home and len(about) == len(_PAIR):
        home = [ref for ref in about if _side(ref, about) not in own]
    return replace(people, recipients=tuple(home)) if len(home) == 1 else people


def _strikes_nobody_named(scene: Scene, proposition: Proposition, people: Cast, *, places: bool) -> bool:
    """Whether it falls on nobody, or, with `places`, on one of which the book knows nothing: "the town of Adre"."""
    p, fighters = scene.parse, scene.book.classes["armed"]
    if any(r.id or r.country or not places or fighters & set(r.name.lower().split()) for r in people.recipients):
        return False
    struck = [f.head for role in _STRUCK for f in scene.fillers(proposition, role) if not _is_day(scene, f.head)]
    targets = scene.book.classes["target"] | scene.book.classes["road"]
    if people.recipients or any(p.tags[t].startswith(("NN", "PRP")) for t in struck):
        return bool(struck) and all(p.lemmas[t].lower() in targets for t in struck)
    return True


def _is_day(scene: Scene, token: int) -> bool:
    return any(start <= scene.parse.starts[token] < end for start, end in scene.times)


_STRUCK = ("patient", "on", "against", "at")
_PAIR = ("one", "other")


def _side(actor: ActorRef, about: tuple[ActorRef, ...]) -> str | None:
    """What tells an actor from the other parties; a state's rebels are its armed group that the report is about."""
    key = key_of_side(actor.id, actor.country) or actor.country or actor.id
    if key is None or not key.endswith(".REB"):
        return key
    groups = [ref.id for ref in about if (ref.id or "").startswith("ARM.") and ref.country == actor.country]
    return groups[0] if len(groups) == 1 else key


def spoken_for(scene: Scene, document: Document, people: Cast, about: tuple[ActorRef, ...]) -> Cast:
    """The two whom the report is about, for whom those speak who are only described: "negotiators met"."""
    known = any(a.id or a.country for a in people.actors) or people.recipients
    theirs = [a for a in people.actors if _are_the_parties(scene, document, a, "negotiating")]
    if known or not theirs or len(about) != len(_PAIR):
        return people
    return replace(people, actors=tuple(replace(ref, span=theirs[0].span) for ref in about))


def _are_the_parties(scene: Scene, document: Document, actor: ActorRef, called: str = "counterpart") -> bool:
    """Whether a description can stand for the parties that the report is about, or for a body of theirs.

    "The two sides" and "the joint commission" can, "many nations" cannot.
    """
    span = actor.span
    words = (document.raw[span.start : span.end] if span is not None else actor.name).lower().split()
    theirs = scene.book.classes[called] | scene.book.classes["body"]
    return not theirs.isdisjoint(words) and words[0] not in _OF_OTHERS


def _fights_a_government(actor: ActorRef) -> bool:
    """Whether it is an armed group, or rebels of a state."""
    return (actor.id or "").startswith("ARM.") or ".REB" in (actor.id or "")


def by_a_body(scene: Scene, people: Cast) -> bool:
    """Whether a body of several states meets: "the joint fisheries commission of Oman and Yemen met"."""
    bodies = scene.book.classes["body"]
    return any(a.id is None and bodies & set(a.name.lower().split()) for a in people.actors)


def _speaks(mention: Mention, sources: Spans) -> bool:
    return any(start <= mention.start < end for start, end in sources)


def _is_of_a_state(mention: Mention) -> bool:
    """Whether it speaks for a state: a company with its seat there, or the agency that reports, does not."""
    code = mention.country or ""
    head = (mention.actor or code).partition(".")[0]
    return len(code) == len("JPN") and (head == code or head.startswith("person/"))


def _ref(code: str, mention: Mention, document: Document) -> ActorRef:
    return ActorRef(
        id=code,
        country=code,
        name=mention.name,
        span=None,
        antecedent=document.span(mention.start, mention.end),
        why="the report is about this state; the sentence names nobody",
    )
