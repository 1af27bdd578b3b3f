"""What kind of actor a phrase stands for: people, a body of several states, somebody who fights with words alone."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Mention

_CROWDS = frozenset({"unknown", "group", "people"})
_OF_THE_PEOPLE = ("OPP", "PTY", "CVL", "REB", "MED")
_WITHOUT_ARMS = ("LEG", "JUD", "PTY", "OPP", "MED", "BUS", "CB", "GOV.", "MON", "POL.")


def are_people(mentions: Iterable[Mention]) -> bool:
    """Whether they stand for people who are not an office or a body of a state."""
    return any(
        m.kind in _CROWDS or (m.actor or "").startswith(("NGO.", "ARM.")) or _part(m).startswith(_OF_THE_PEOPLE)
        for m in mentions
    )


def are_of_states(mentions: Iterable[Mention]) -> bool:
    """Whether they stand for an organisation whose members are states: a union, a cartel, a court."""
    return any((m.actor or "").startswith("IGO.") for m in mentions)


def are_unarmed(mentions: Iterable[Mention]) -> bool:
    """Whether they stand for one who attacks with words: a leader, a parliament, a party, the press, a company.

    A government as a whole and its forces may do so with arms, and of a stranger nobody knows.
    """
    return any(
        (m.actor or "").startswith("COM.") or m.person is not None or _part(m).startswith(_WITHOUT_ARMS)
        for m in mentions
    )


def _part(mention: Mention) -> str:
    """The part of a state for which it stands: "GOV.PM"; empty for a state itself."""
    return (mention.actor or "").partition(".")[2]
