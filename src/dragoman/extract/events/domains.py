"""Acts that are none: what sport, culture, weather and markets say in the words of politics and war."""

from __future__ import annotations

from dragoman.extract.events.participants import Cast
from dragoman.extract.events.scene import Match, Scene
from dragoman.lexicon.act_types import act_types
from dragoman.model import Mention

_OFFICIAL = frozenset({"office", "body", "organisation", "metonym"})
_FEW = 2
_OF_CONTEST = act_types("of-contest")


def is_feigned(scene: Scene, match: Match, cast: Cast) -> bool:
    """Whether the sentence is of a domain that feigns acts of this type, and nobody official or armed takes part."""
    found = [d for d in scene.book.domains if match.frame.type in d.types and d.holds(scene.lemmas, scene.headline)]
    if not found:
        return False
    if match.frame.type not in _OF_CONTEST and len(_states(scene, cast)) > 1:
        return False  # "the two Koreas agreed on talks and on the date of a match"
    troops = scene.book.classes["armed"]
    cues = frozenset[str]().union(*(d.strong for d in found))
    # Two common words of sport or of the stage prove little where a state deals with somebody in words or goods.
    few = not cues & scene.lemmas and max(len(d.weak & scene.lemmas) for d in found) <= _FEW
    official = _OFFICIAL | {"name"} if few and match.frame.type not in _OF_CONTEST else _OFFICIAL
    for head in cast.heads:
        inside = {scene.parse.lemmas[t].lower() for t in scene.phrase(head)}
        if scene.parse.lemmas[head].lower() in troops and cues.isdisjoint(inside):
            return False
        if any(_acts_for_a_state(m, official) for m in scene.references.get(head, ())):
            return False
    return True


def _acts_for_a_state(mention: Mention, official: frozenset[str]) -> bool:
    """Whether it is an office, a body, an armed group, or a person who holds an office."""
    actor = mention.actor or ""
    return mention.kind in official or actor.startswith(("ARM.", "IGO.")) or ".GOV" in actor


def _states(scene: Scene, cast: Cast) -> set[str]:
    """The states that take part as such, by their ids."""
    mentions = (m for head in cast.heads for m in scene.references.get(head, ()))
    return {m.actor for m in mentions if m.actor is not None and m.actor == m.country}
