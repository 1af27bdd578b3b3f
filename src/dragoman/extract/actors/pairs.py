"""Those of a pair of whom a report has just told: "the latter", "his guest", "our countries", "their presidents"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.actors.discourse import Discourse, is_person, refer
from dragoman.extract.actors.groups import PAIR, parties
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_relations import load_relations
from dragoman.model import Mention, Parse

Group = tuple[Mention, ...]

_HOSTS = actor_words_of("pairs", "hosts")
_OF_STATES = ("GOV", "LEG", "MON")
_ORDER = {"former": 0, "latter": 1}
_BACK = 3
"""Sentences in which the other of the two was named."""


def one_of_two(discourse: Discourse, parse: Parse, token: int) -> Group:
    """ "The former", "the latter": the first or the second of the last two who were told of."""
    place = _ORDER.get(parse.texts[token].lower())
    if place is None or parse.deps[token] not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return ()
    if not any(parse.deps[c] == "det" for c in parse.children[token]):
        return ()
    pair = parties(discourse, parse, token, len(PAIR), people=False)
    return (pair[place],) if len(pair) == len(PAIR) else ()


def of_the_two(discourse: Discourse, parse: Parse, token: int, owners: Group) -> Group:
    """Whom a noun after a possessive pronoun takes out of a pair, of which the owner is one, or both are the owners."""
    lemma, plural = parse.lemmas[token].lower(), parse.tags[token] == "NNS"
    if not any(parse.tags[c] in ("PRP$", "WP$") for c in parse.children[token]):
        return ()
    if lemma in _HOSTS and not plural:
        return _other_of_meeting(discourse, parse, token, owners)
    if plural and lemma in load_relations().states and len(owners) < len(PAIR):
        return _with_the_other(discourse, parse, token, owners)
    return _offices_of_both(discourse, parse, token, owners) if plural else ()


def _other_of_meeting(discourse: Discourse, parse: Parse, token: int, owners: Group) -> Group:
    """ "Her guest", "his host": the one other party of which the sentences just before told, a person first."""
    homes = {m.country for m in owners}
    if len(homes) != 1 or None in homes:
        return ()
    for back in range(1, _BACK + 1):
        others = [e.mention for e in discourse.of(parse.sentence - back) if e.mention.country not in homes | {None}]
        others = [m for m in others if m.country and not discourse.reports(m)]
        if len({m.country for m in others}) > 1:
            return ()
        if others:
            chosen = next((m for m in others if is_person(m)), others[0])
            return (refer(parse, token, chosen, parse.texts[token]),)
    return ()


def _with_the_other(discourse: Discourse, parse: Parse, token: int, owners: Group) -> Group:
    """ "Our countries", said by one of two who were named together: the states of both."""
    for _, members in reversed(discourse.joined):
        states = {m.country: m for m in members if m.country}
        if len(states) == len(PAIR) and all(m.country in states for m in owners):
            return tuple(_as_state(discourse, parse, token, m) for m in states.values())
    return ()


def _as_state(discourse: Discourse, parse: Parse, token: int, mention: Mention) -> Mention:
    name = discourse.book.name(str(mention.country))
    taken = refer(parse, token, mention, parse.texts[token])
    return replace(taken, actor=mention.country, kind="name", name=name, person=None, description=None)


def _offices_of_both(discourse: Discourse, parse: Parse, token: int, owners: Group) -> Group:
    """ "Their presidents", of two states or more: whoever is that in each; "whose armies", of their presidents too."""
    before = [c for c in parse.children[token] if c < token and parse.deps[c] in ("amod", "compound")]
    generic = discourse.book.generics.get(" ".join(parse.texts[t] for t in (*before, token)).lower())
    people = parse.lemmas[token].lower() in discourse.words.person
    if generic is None or not (generic.suffix.startswith("MIL") or (people and generic.suffix.startswith(_OF_STATES))):
        return ()
    own = generic.suffix.startswith("MIL")
    states = {m.country: m for m in owners if m.country and (own or m.actor in (m.country, f"{m.country}.GOV"))}
    if len(states) < len(PAIR):
        return ()
    found = []
    for country, mention in states.items():
        taken = refer(parse, token, mention, parse.texts[token])
        actor = f"{country}.{generic.suffix}"
        found.append(replace(taken, actor=actor, kind="body", name=discourse.book.name(actor), person=None))
    return tuple(found)
