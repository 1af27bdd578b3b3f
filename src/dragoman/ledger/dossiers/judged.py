"""Which of people's decisions count: the one rule for the state of a matter, for every question and every face.

A decision is never deleted. Taking one back is a decision about the decision: a `reject` whose target is its id.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from dragoman.model import Judgement

CORRECTED = "a person's correction"
"""Why an actor that a person named is the one it is."""

VERDICTS = frozenset(("accept", "reject"))
_DECISIONS = ("jd_", "ju_")


def is_about_decision(target: str) -> bool:
    """Whether a target is itself a decision. `ju_` are those recorded by hand before there was one prefix."""
    return target.startswith(_DECISIONS)


def that_count(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that stand, oldest first by instant, then by id, whatever the order given.

    Left out are those that were taken back and decisions about decisions; of those that accept or reject one object
    all but the last. Applying it twice changes nothing. Raises ValueError where an instant is not one.
    """
    every = sorted(judgements, key=_moment)
    undone: set[str] = set()
    for one in reversed(every):  # the latest first, so that an undoing that was itself taken back undoes nothing
        if one.action == "reject" and is_about_decision(one.target) and one.id not in undone:
            undone.add(one.target)
    standing = [one for one in every if one.id not in undone and not is_about_decision(one.target)]
    last = {one.target: one for one in standing if one.action in VERDICTS}
    return [one for one in standing if one.action not in VERDICTS or last[one.target] is one]


def rejected(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The ids that stand rejected."""
    return frozenset(one.target for one in that_count(judgements) if one.action == "reject")


def _moment(judgement: Judgement) -> tuple[datetime, str]:
    at = datetime.fromisoformat(judgement.recorded_at)
    return (at if at.tzinfo else at.replace(tzinfo=UTC), judgement.id)
