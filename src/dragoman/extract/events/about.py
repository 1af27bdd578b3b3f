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
from dragoman.extract.events.sides import Sides, fights_a_government, is_place, key_of_side, side_of
from dragoman.lexicon.event_words import event_words
from dragoman.model import ActorRef, Document, Mention

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
_COUNTED = event_words("about", "counted")
_OF_ONE_STATE = event_words("about", "of-one-state")
_OF_SEVERAL = event_words("about", "of-several")


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
    parties = {m.country for m in ordered if not is_place(document.clean.text, m)}
    if len(parties) > 1:  # where talks are held is no party of them
        ordered = [m for m in ordered if m.country in parties]
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


def states_named(text: str, mentions: Iterable[Mention], sources: Spans = ()) -> Mapping[int, frozenset[str]]:
    """The states that each sentence names, by its index; not who only speaks, at `sources`, nor a mere place."""
    found: dict[int, set[str]] = {}
    for mention in filter(_is_of_a_state, mentions):
        if _speaks(mention, sources) or is_place(text, mention):
            continue
        found.setdefault(mention.sentence, set()).add(str(mention.country))
    return {index: frozenset(states) for index, states in found.items()}


def completed(scene: Scene, document: Document, people: Cast, about: tuple[ActorRef, ...], *, shared: bool) -> Cast:
    """The parties with the states that the report is about, where the sentence names nobody.

    Whoever is named or described, if only as "Foxconn" or "many developing nations", does it himself. What nobody does
    alone (a drill, talks, a treaty: `shared`) has both of two, where the sentence names one of them and nobody else.
    """
    named = (*people.actors, *people.recipients)
    if len(named) > 1 and any(fights_a_government(actor) for actor in named):
        return people  # "between Mali and its rebels" are two, and of one country
    known = {side_of(actor, about) for actor in named} - {None}
    if not known:
        if not all(are_the_parties(scene, document, a) for a in people.actors):
            return people
        return replace(people, actors=(*people.actors, *about))
    other = [actor for actor in about if side_of(actor, about) not in known]
    unknown = any(actor.country is None and actor.id is None and actor.name[:1].isupper() for actor in named)
    told = {m.country for found in scene.references.values() for m in found if m.country} - known
    if unknown or not (shared and len(about) == 2 and len(other) == len(known) == 1) or told - {other[0].country}:
        return people
    return replace(people, actors=(*people.actors, *other))


def are_the_parties(scene: Scene, document: Document, actor: ActorRef, called: str = "counterpart") -> bool:
    """Whether a description can stand for the parties that the report is about, or for a body of theirs.

    "The two sides" and "the joint commission" can, "many nations" cannot.
    """
    span = actor.span
    words = (document.raw[span.start : span.end] if span is not None else actor.name).lower().split()
    theirs = scene.book.classes[called] | scene.book.classes["body"]
    return not theirs.isdisjoint(words) and words[0] not in _OF_OTHERS and not are_of_a_parliament(document, actor)


def are_of_a_parliament(document: Document, actor: ActorRef) -> bool:
    """ "Forced [parties] to negotiate": without a word before them these are of a parliament, and no sides."""
    name = actor.name.lower().split()
    if name != ["parties"] or actor.span is None:
        return False
    return word_before(document, actor) not in _COUNTED


def word_before(document: Document, actor: ActorRef) -> str:
    """The word before an actor, lower case; empty where nothing stands there or its place is not known."""
    start = actor.span.start if actor.span is not None else 0
    return next(reversed(document.raw[max(0, start - _BEFORE) : start].lower().split()), "")


_BEFORE = 12
"""Characters in which the word before a phrase ends."""


def by_a_body(scene: Scene, people: Cast) -> bool:
    """Whether a body of several states meets: "the joint fisheries commission of Oman and Yemen met"."""
    bodies = scene.book.classes["body"]
    return not is_of_one(people) and any(a.id is None and bodies & set(a.name.lower().split()) for a in people.actors)


def is_of_one(people: Cast) -> bool:
    """Whether who meets is a body of one state: "the national security committee", and not "a joint" one."""
    called = (set(actor.name.lower().split()) for actor in people.actors)
    return any(words & _OF_ONE_STATE and not words & _OF_SEVERAL for words in called)


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
