"""One act told by two words: "sent a team to [help]", "agreed to [offer] a truce", "announced its [withdrawal]"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.extract.events.participants import Cast
from dragoman.extract.events.records import Act
from dragoman.model import PLANNED, Status

_AHEAD = PLANNED | {Status.REQUESTED}


def without_doubles(acts: Mapping[int, Act]) -> dict[int, Act]:
    """The acts of a sentence by their propositions, without what another of their type is done for by the same ones."""
    return {index: act for index, act in acts.items() if not _is_doubled(act, acts)}


def _is_doubled(act: Act, acts: Mapping[int, Act]) -> bool:
    """Whether it is the purpose, or the noun, of an act of its type and names nobody whom that one does not name."""
    above = acts.get(act.proposition.parent) if act.proposition.parent is not None else None
    if above is None or act.proposition.negated:
        return False
    aim = act.proposition.parent_role == "purpose"
    said = act.proposition.parent_role == "complement" and act.standing.status in _AHEAD and not act.match.frame.phase
    one, other = above.match.frame, act.match.frame
    announced = act.proposition.parent_role == "patient" and one.phase is not None and one.phase == other.phase
    if not aim and not said and not announced:
        return False
    return (one.type, one.mode) == (other.type, other.mode) and _parties(act.cast) <= _parties(above.cast)


def _parties(cast: Cast) -> set[str]:
    return {a.id or a.country or a.name for a in (*cast.actors, *cast.recipients)}
