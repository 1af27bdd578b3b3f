"""Whom an act concerns: who does it, and to whom. One path, whose steps are tried in a fixed order.

Who does it (`doers.find_doers`): the roles in which the frame looks for them; where these name nobody, or a thing and
no actor, those behind the thing, who says or announces it, and who stands above the clause.

To whom (`recipients.find_recipients`): first what the act's own words say, by the shape of the words and then by the
roles of the frame; then who stands inside the object, made the move that is answered, or takes part in what is agreed;
then, where it is still not known who it is, whoever is named under what the act governs (`deeper`), and at last the one
other party that the sentence tells of (`beside`). Nearer words go before farther ones, as a report names a party once
and lets the reader carry it on.

`naming` turns the phrases that were found into actors, with the path on which each was found. `roles` looks into one
role; `reach` says how far into a phrase a party may stand.
"""

from __future__ import annotations

from dragoman.extract.events.participants.doers import between_others, find_doers, who_is_blamed
from dragoman.extract.events.participants.naming import Cast, known_as_parties, refs_of, without_actors
from dragoman.extract.events.participants.recipients import find_recipients, visited
from dragoman.extract.events.participants.roles import own_tokens
from dragoman.extract.events.scene import Match, Scene
from dragoman.lexicon.act_types import act_types
from dragoman.model import ActorRef, Document, Proposition

_AMONG_THEMSELVES = act_types("together") | {"REJECT"}

__all__ = ["Cast", "blamed_for", "cast", "returns_home", "two_parties"]


def cast(scene: Scene, document: Document, proposition: Proposition, match: Match) -> Cast:
    """Fill the slots of a frame. A symmetric act with a party on each side lists all of them as actors."""
    doers = find_doers(scene, proposition, match)
    own = own_tokens(scene, doers)
    hosts = visited(scene, proposition, match)
    if hosts:
        doers = [f for f in doers if f.head not in {h.head for h in hosts}]
    sides = between_others(scene, proposition) if match.frame.symmetric else []
    if sides:
        return Cast(refs_of(scene, document, sides), (), frozenset(f.head for f in sides))
    others, mutual = find_recipients(scene, proposition, match, doers, own)
    actors = refs_of(scene, document, doers)
    recipients = known_as_parties(without_actors(refs_of(scene, document, others), actors))
    if match.frame.type in _AMONG_THEMSELVES and not match.frame.symmetric:
        homes = {a.country for a in actors} - {None}
        if len(homes) > 1:  # "Lima and Quito agreed to put off President Roe's visit": he is of one of the two
            recipients = tuple(r for r in recipients if r.country not in homes)
    if match.frame.mode == "visit" and match.frame.type == "CONSULT":
        actors = _from_abroad(actors, recipients)
    heads = frozenset(f.head for f in (*doers, *others))
    if match.frame.symmetric and (mutual or not actors):
        # "Talks between X and Y", "X's talks with Y": both sides act.
        return Cast((*actors, *recipients), (), heads)
    return Cast(actors, recipients, heads)


def blamed_for(scene: Scene, document: Document, proposition: Proposition) -> Cast:
    """Those of whom the sentence says that they are blamed for what a noun tells; nobody where it says it of none."""
    found = who_is_blamed(scene, proposition)
    return Cast(refs_of(scene, document, found), (), frozenset(f.head for f in found))


def _from_abroad(actors: tuple[ActorRef, ...], hosts: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The visitors: of "Roe of Chad and Poe of Mali, who arrived in Chad", Roe is at home."""
    homes = {h.country for h in hosts if h.country}
    guests = tuple(a for a in actors if a.country and a.country not in homes)
    return guests if guests and len(homes) == 1 else actors


def returns_home(match: Match, people: Cast) -> bool:
    """Whether somebody only comes back to the own country: "flew home to Lusaka" is no visit to Zambia."""
    if match.frame.type != "CONSULT" or match.frame.mode != "visit" or not (people.actors and people.recipients):
        return False
    homes = {a.country for a in people.actors}
    return len(homes) == 1 and None not in homes and homes == {a.country for a in people.recipients}


def two_parties(people: Cast) -> bool:
    """Whether an act is one between two parties of which it is known who they are."""
    return len({a.country or a.id for a in (*people.actors, *people.recipients)} - {None}) > 1
