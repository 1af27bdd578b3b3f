"""How likely a careful reader accepts an event: a raw score from its form and parties, made a probability by a table.

The raw score only puts events into an order, by what was seen to matter: whether both sides are known, how the act is
expressed, and how deep it stands. Its amounts are plain decisions, in twentieths, after the shares of right events in
the half of the project's own gold that served for fitting; what each score is worth is measured on that gold
(`data/calibration.toml`).
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.lexicon.calibration import Calibration
from dragoman.model import REAL, ActorRef, Event

_NO_ACTOR, _UNNAMED_ACTOR = 0.5, 0.1
_NO_RECIPIENT, _UNNAMED_RECIPIENT = 0.4, 0.1
_NOUN, _UNREAL, _TAKEN_UP = 0.2, 0.05, 0.05
_EMBEDDED, _UNCODED = 0.15, 0.3


def raw_score(event: Event, form: str) -> float:
    """From 0 to 1, higher for what is surer; `form` is the kind of its proposition (verb, noun, light, adjective)."""
    score = 0.95
    if len(event.actors) < 2 or event.recipients:
        score -= _lack(event.recipients, _NO_RECIPIENT, _UNNAMED_RECIPIENT)
    score -= _lack(event.actors, _NO_ACTOR, _UNNAMED_ACTOR)
    score -= _NOUN * (form == "noun") + _UNREAL * (event.status not in REAL)
    score -= _TAKEN_UP * any(a.inherited_from or a.antecedent for a in (*event.actors, *event.recipients))
    if event.embedded_in is not None:
        score -= _EMBEDDED
    elif event.plover is None:
        score -= _UNCODED
    return round(min(1.0, max(0.0, score)), 3)


def _lack(side: Sequence[ActorRef], nobody: float, unnamed: float) -> float:
    """What a side costs that has nobody, or nobody who is known."""
    if not side:
        return nobody
    return 0.0 if any(actor.id for actor in side) else unnamed


def form_of(event: Event) -> str:
    """The form of the predicate as the event's explanation gives it: "predicate 'visit' as noun"."""
    said = next((line for line in event.explanation if line.startswith("predicate ")), "")
    return said.rpartition(" as ")[2]


def confidence_of(event: Event, table: Calibration) -> float:
    """The probability that the event is right, rounded to two digits."""
    return round(table.probability(raw_score(event, form_of(event))), 2)
