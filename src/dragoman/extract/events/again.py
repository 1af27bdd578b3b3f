"""An act that repeats or repays another: "Riga followed suit", "Oslo had done the same", "Tehran responded in kind".

What was done is told by the act before; who does it, and how real it is, by the words that take it up. To whom it is
done is taken from that act too, and marked as inherited. The words stand in `data/cues/operators.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.events.participants import Cast, cast
from dragoman.extract.events.scene import Match, Scene
from dragoman.model import ActorRef, Document, Proposition

IN_TURN = "operator.do-in-turn"
NEAREST = "operator.do-so"
AGAIN = frozenset({"operator.do-likewise", "operator.do-the-same", NEAREST, IN_TURN})
"""Frames of the words that take an act up."""

REACH = 1
"""Sentences back in which the act may stand that is taken up."""


@dataclass(frozen=True, slots=True)
class Told:
    """An act that was told: its frame, its parties, its event, its proposition within its sentence, the sentence."""

    match: Match
    cast: Cast
    event: str
    proposition: int
    sentence: int


def done_again(
    scene: Scene, document: Document, proposition: Proposition, told: Sequence[Told], sentence: int
) -> tuple[Match, Cast] | None:
    """What the words of `proposition` say that somebody does as well, and to whom; `None` where nothing comes before.

    `told` are the acts so far, in text order. An act inside which the words stand is not the one that they take up:
    "banned the film and urged Oslo to do the same" takes up the ban. What two do together nobody does again alone.
    """
    words = scene.matches[proposition.index]
    above = _above(scene, proposition)
    before = next(
        (
            t
            for t in reversed(told)
            if sentence - t.sentence <= REACH
            and not (t.sentence == sentence and t.proposition in above)
            and t.cast.actors
            and not t.match.frame.symmetric
        ),
        None,
    )
    if before is None or (words.frame.id == NEAREST and not _is_nearest(scene, proposition, before, sentence)):
        return None
    frame = replace(before.match.frame, actor=("agent",), recipient=(), matter=None, embeds={})
    match = Match(frame, words.exactness, words.words)
    doers = cast(scene, document, proposition, match).actors
    if not doers or not _codes(doers) or _codes(doers) & _codes(before.cast.actors):
        return None
    back = words.frame.id == IN_TURN or bool(_codes(doers) & _codes(before.cast.recipients))
    others = before.cast.actors if back else before.cast.recipients
    return match, Cast(doers, tuple(_taken(a, before.event) for a in others), frozenset())


def _is_nearest(scene: Scene, proposition: Proposition, before: Told, sentence: int) -> bool:
    """Whether no other verb stands between an act and "do so", which takes up any verb, and that act is a clause."""
    if before.sentence != sentence:
        return False
    act, p = scene.propositions[before.proposition], scene.parse
    above = {t for index in _above(scene, proposition) for t in scene.propositions[index].tokens}
    between = range(max(act.tokens) + 1, min(proposition.tokens))
    others = [t for t in between if p.tags[t].startswith("VB") and p.deps[t] not in ("aux", "auxpass")]
    return act.kind != "noun" and set(others) <= above


def _above(scene: Scene, proposition: Proposition) -> set[int]:
    """The propositions inside which one stands."""
    found: set[int] = set()
    current = proposition
    while current.parent is not None and current.parent not in found:
        found.add(current.parent)
        current = scene.propositions[current.parent]
    return found


def _codes(parties: Iterable[ActorRef]) -> set[str]:
    return {a.country or a.id or "" for a in parties} - {""}


def _taken(party: ActorRef, event: str) -> ActorRef:
    """A party of the act before, as it stands in the one that takes it up."""
    inherited = party.inherited_from or event
    return replace(party, span=None, antecedent=None, inherited_from=inherited, why="of the act that is taken up")
