"""Parties that an act takes from the one in which it stands: who is asked is to do it, who is met is talked with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dragoman.extract.events.participants import Cast, two_parties
from dragoman.extract.events.records import Act, Records
from dragoman.extract.events.sides import key_of_side

Acts = Mapping[int, Act]
"""The acts of one sentence by the index of their proposition."""


def with_lent_parties(records: Records, enclosing: Callable[[Act, Acts], int | None], acts: Acts) -> dict[int, Act]:
    """The acts, each with the parties that the one above lends it; `enclosing` finds that one."""
    found = dict(acts)
    for index, act in acts.items():
        inside = enclosing(act, acts)
        asked = _of_whom_it_is_asked(records, act, acts[inside]) if inside is not None else None
        if asked is not None:
            found[index] = replace(act, cast=asked)
    for index, act in tuple(found.items()):
        above = found.get(act.proposition.parent) if act.proposition.parent is not None else None
        met = _with_those_met(records, act, above) if above is not None else None
        if met is not None:
            found[index] = replace(act, cast=met)
    return found


def _of_whom_it_is_asked(records: Records, act: Act, above: Act) -> Cast | None:
    """What is demanded of somebody is to be done by them: "demanded the release of the crew from Oslo"."""
    if act.cast.actors or above.match.frame.type != "REQUEST":
        return None
    suffer = {(a.id, a.name) for a in act.cast.recipients}
    doers = tuple(
        replace(a, inherited_from=records.identify(above), why="of whom it is asked")
        for a in above.cast.recipients
        if a.country and (a.id, a.name) not in suffer
    )
    return replace(act.cast, actors=doers)


def _with_those_met(records: Records, act: Act, above: Act) -> Cast | None:
    """What two met or travelled to talk of, they talk of with each other: "met Roe to [discuss] trade"."""
    if {act.match.frame.type, above.match.frame.type} != {"CONSULT"} or act.match.frame.mode or act.cast.recipients:
        return None
    if above.match.frame.mode == "third-party":
        return None  # who brokers talks between two takes no part in them
    own = {(a.id, a.name) for a in act.cast.actors}
    others = [a for a in (*above.cast.actors, *above.cast.recipients) if (a.id, a.name) not in own]
    sides = {key_of_side(a.id, a.country) for a in act.cast.actors} - {None}
    if not own or len(sides) > 1 or len(others) != 1 or not two_parties(above.cast):
        return None
    taken = replace(others[0], inherited_from=records.identify(above), why="whom the meeting is with")
    return replace(act.cast, actors=(*act.cast.actors, taken))
