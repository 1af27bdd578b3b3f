"""Acts between people who act for no state, body or cause: what reports on business, stages and hospitals are full of.

A coder that asks only for "somebody who acts" makes diplomacy of a chef who accuses food writers. What is promised,
rejected, praised or agreed counts where at least one party is a state or body, or is called by a noun of those who act
in public (data/frames/classes.toml, `public` and `armed`); harm needs a doer that can do it and a victim that can
suffer it.
"""

from __future__ import annotations

import re

from dragoman.extract.events.participants import Cast
from dragoman.extract.events.scene import Match, Scene
from dragoman.lexicon.act_types import act_modes, act_types
from dragoman.model import ActorRef, Mention, Proposition

_OF_WORDS = frozenset(
    ("CONSULT", "AGREE", "REJECT", "ACCUSE", "THREATEN", "SUPPORT", "REQUEST", "CONCEDE", "COOPERATE", "AID")
) | {"SANCTION"}
_PUBLIC = frozenset({"office", "body", "organisation", "metonym", "name", "demonym"})
_PRIVATE_PARTS = ("CVL", "BUS", "MED", "EDU", "SPT")
_OF_HARM = act_types("of-harm")
_OF_PRIVATE_LIFE = act_modes("of-private-life")
_STRIKING = frozenset({"assault.attack"})
_BY_SOMEBODY = frozenset({"CONCEDE", "SUPPORT", "AID", "AGREE", "THREATEN"})
_COURSES = "course_"
_OF_GOVERNMENT = ".GOV"
_TAKING_TWO = act_types("together")
_BODY = re.compile(r"[A-Z]{3}\.(GOV|CB|LEG|JUD|PTY)(\.(CABINET|SENATE|LOWER|NSC)|\.[a-z-]+)?")
_OF_CROWDS = frozenset({"concede.call-off-protest", "concede.lift-boycott", "reject.end-strike"})
_UNHARMED = frozenset({"$", "CD", "NN", "NNS"})


def is_nobodys(scene: Scene, proposition: Proposition, match: Match, people: Cast) -> bool:
    """Whether nobody takes part who could make it an act between states, bodies or causes."""
    if match.frame.type == "CONSULT" and proposition.kind != "verb" and _is_a_session(scene, proposition, people):
        return True
    if match.frame.type in _TAKING_TWO and proposition.kind == "noun" and not people.actors and not people.recipients:
        return True  # "before debt talks next week": nothing is told of them, and nobody is known to hold them
    if match.frame.id in _STRIKING and proposition.kind == "verb" and not _harms(scene, proposition):
        return True
    if match.frame.type == "ACCUSE" and proposition.kind == "adjective" and not people.recipients:
        return True  # "was disappointed that it rained": a mood, at nobody
    harm = match.frame.type in _OF_HARM or match.frame.mode in _OF_PRIVATE_LIFE
    if harm and _is_private(scene, people):
        return True
    of_words = match.frame.type in _OF_WORDS or (match.frame.type == "RETREAT" and people.actors)
    if not of_words or match.frame.id in _OF_CROWDS or not people.heads:
        return False
    if match.frame.place.startswith(_COURSES):
        return False  # what becomes of a matter is told whoever takes part in it
    if match.frame.type in _BY_SOMEBODY and not people.actors and _is_done_by_a_thing(scene, proposition):
        return True
    parties = (*people.actors, *people.recipients)
    countries = {a.country for a in parties if a.country}
    if len(countries) > 1 or (countries and match.frame.type == "AID"):
        return False
    return not any(_is_public(scene, head) for head in people.heads)


def asked_by(speakers: tuple[ActorRef, ...], named: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Who is asked for something by those who say what they must do: "Oslo said that [Riga] must close its camps".

    "We must act" asks nobody else, "Norway must save", said by its minister, tells what the own land means to do, and
    "further visits by ships should improve trust" asks no ships for anything.
    """
    spans = {a.span for a in speakers}
    same = {(a.id, a.person, a.country, a.name) for a in speakers}
    homes = {a.country for a in speakers if a.id and (a.id == a.country or _OF_GOVERNMENT in a.id)}
    others = (a for a in named if a.span not in spans and (a.id, a.person, a.country, a.name) not in same)
    return tuple(a for a in others if a.id not in homes and (a.id or a.country or not a.why.startswith("agent.")))


def _is_a_session(scene: Scene, proposition: Proposition, people: Cast) -> bool:
    """Whether one body of a state sits by itself: "a cabinet [meeting]", "the March [meeting] of the central bank"."""
    if scene.parse.lemmas[proposition.head].lower() not in scene.book.classes["session-of-a-body"] or people.recipients:
        return False
    return len(people.actors) == 1 and bool(_BODY.fullmatch(people.actors[0].id or ""))


def _is_private(scene: Scene, people: Cast) -> bool:
    """Whether nobody who is known harms, holds or punishes, or is harmed, and nothing tells of public violence.

    So crime and accidents are told: "a man stabbed his neighbour", "eleven were hurt when a tram overturned". The title
    of the report tells as well as the sentence: "Blasts shake Homs" goes on with "eleven were killed".
    """
    if any(a.id or a.person or a.candidates for a in (*people.actors, *people.recipients)):
        return False
    classes = scene.book.classes
    if any(_is_public(scene, h, classes["also-private"]) or _is_of_a_state(scene, h) for h in people.heads):
        return False
    title = scene.headline | {word.removesuffix("s") for word in scene.headline}
    return (scene.lemmas | title).isdisjoint((classes["armed"] - classes["police"]) | classes["public-violence"])


def _is_of_a_state(scene: Scene, head: int) -> bool:
    """Whether a phrase says of which state it is: "a Togolese nurse"; "a nurse in Togo" is only there."""
    return any(m.actor for t in scene.phrase(head) if t <= head for m in scene.references.get(t, ()))


def _is_done_by_a_thing(scene: Scene, proposition: Proposition) -> bool:
    """Whether what does it is named and is nobody: "spared by the [storm]"."""
    doers = scene.fillers(proposition, "agent")
    return bool(doers) and not any(scene.is_actor(d) or scene.is_name(d) for d in doers)


def _is_public(scene: Scene, head: int, but: frozenset[str] = frozenset()) -> bool:
    """Whether a phrase names a state, a body or an office, or a noun of those who act in public, save `but` some."""
    words = (scene.book.classes["public"] | scene.book.classes["armed"]) - but
    phrase = scene.phrase(head)
    if any(scene.parse.lemmas[t].lower() in words for t in phrase):
        return True
    if scene.parse.tags[head].startswith(("PRP", "WP", "WDT")):
        # "They", "who": what those are called whom the word takes up.
        names = {w for m in scene.references.get(head, ()) for w in m.name.lower().split()}
        if scene.book.classes["armed"] & (names | {w.removesuffix("s") for w in names}):
            return True
    # "[Uganda]'s critics" are of Uganda, "researchers in Uganda" only work there.
    return any(_stands_for_many(m) for t in phrase if t <= head for m in scene.references.get(t, ()))


def _stands_for_many(mention: Mention) -> bool:
    actor = mention.actor or ""
    if actor.startswith("COM."):
        return False
    if mention.kind in _PUBLIC and (actor or mention.country):
        return not actor.partition(".")[2].startswith(_PRIVATE_PARTS) or mention.kind == "demonym"
    return mention.person is not None or "/" in actor or bool(mention.candidates) or "." in actor[:5]


def _harms(scene: Scene, proposition: Proposition) -> bool:
    """Whether who strikes can strike, and what is struck is somebody, a place, or a thing that stands in the way."""
    doers, victims = scene.fillers(proposition, "agent"), scene.fillers(proposition, "patient", strict=True)
    classes = scene.book.classes
    tools = classes["gear"] | classes["missile"] | classes["armed"] | classes["troops"]
    if doers and not any(
        scene.is_actor(d) or scene.is_name(d) or scene.parse.lemmas[d.head].lower() in tools for d in doers
    ):
        return False
    targets = classes["target"] | tools | classes["measure-of-people"] | classes["measure-of-things"]
    return not victims or any(
        scene.is_actor(v)
        or scene.parse.lemmas[v.head].lower() in targets
        or scene.parse.tags[v.head] not in _UNHARMED
        or any(t in scene.references for t in v.tokens)
        for v in victims
    )
