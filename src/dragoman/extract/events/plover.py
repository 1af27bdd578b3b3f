"""What a PLOVER file gets for an event: its rules for plans, threats, refusals and what is embedded.

PLOVER codes what happened. A plan to cooperate is AGREE, a plan to yield is CONCEDE, a plan to harm is THREATEN; what
stands inside another coded event, did not happen, or is only imagined is not coded. After the PLOVER manual (Open Event
Data Alliance), chapters on AGREE, CONCEDE and THREATEN.
"""

from __future__ import annotations

from dragoman.model import PloverCode, Proposition, Status

_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"})
_YIELDING = frozenset({"RETREAT", "CONCEDE"})
_HOSTILE = {
    "SANCTION": "restrict",
    "COERCE": "restrict",
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "PROTEST": None,
    "THREATEN": None,
}
_PLANNED = frozenset({Status.SCHEDULED, Status.AGREED, Status.PROPOSED})


def plover_code(
    kind: str, mode: str | None, status: Status, proposition: Proposition, *, embedded: bool
) -> PloverCode | None:
    """The type and mode for a PLOVER file, or `None` where PLOVER would not code the event."""
    if embedded:
        return None
    if status in (Status.OCCURRED, Status.ONGOING):
        return PloverCode(kind, mode)
    conditional_threat = status is Status.CONDITIONAL and proposition.modal in ("will", "would") and kind in _HOSTILE
    if conditional_threat and not proposition.condition:
        return PloverCode("THREATEN", _HOSTILE[kind])
    if status not in _PLANNED or proposition.modal in ("may", "might", "could", "can"):
        return None
    if kind in _COOPERATIVE:
        return PloverCode("AGREE", None)
    if kind in _YIELDING:
        return PloverCode("CONCEDE", None)
    if kind in _HOSTILE:
        return PloverCode("THREATEN", _HOSTILE[kind])
    return PloverCode(kind, mode)
