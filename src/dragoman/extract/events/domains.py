"""Acts that are none: what sport, culture, weather and markets say in the words of politics and war."""

from __future__ import annotations

from dragoman.extract.events.participants import Cast
from dragoman.extract.events.scene import Match, Scene

_OFFICIAL = frozenset({"office", "body", "organisation", "metonym"})


def is_feigned(scene: Scene, match: Match, cast: Cast) -> bool:
    """Whether the sentence is of a domain that feigns acts of this type, and nobody official or armed takes part."""
    found = [d for d in scene.book.domains if match.frame.type in d.types and d.holds(scene.lemmas)]
    if not found:
        return False
    troops = scene.book.classes["armed"]
    cues = frozenset[str]().union(*(d.strong for d in found))
    for head in cast.heads:
        inside = {scene.parse.lemmas[t].lower() for t in scene.phrase(head)}
        if scene.parse.lemmas[head].lower() in troops and cues.isdisjoint(inside):
            return False
        if any(m.kind in _OFFICIAL or (m.actor or "").startswith("ARM.") for m in scene.references.get(head, ())):
            return False
    return True
