"""Against whom a protest was that somebody calls off, or will not end: who is dealt with in what the end hangs on.

"Called off their strike after talks with [the government]", "will not end the strike until [the ministry] pays". Such
a party is mostly of the own state, which no other act between a state and its people is taken to be aimed at.
"""

from __future__ import annotations

from dragoman.extract.events.scene import Filler, Scene
from dragoman.lexicon.event_words import event_words
from dragoman.model import Mention, Proposition

_HANGS_ON = event_words("participants", "hangs-on")
_GOVERNS = ("GOV", "MIL", "LEG", "CB", "MON")


def whom_it_was_against(scene: Scene, proposition: Proposition, own: frozenset[int]) -> list[Filler]:
    """The one government, ministry or firm with which the end of a protest is settled; empty for any other matter."""
    p, protests = scene.parse, scene.book.classes["protest"]
    if not any(p.lemmas[f.head].lower() in protests for f in scene.fillers(proposition, "patient")):
        return []
    clauses = [c for c in p.children[proposition.tokens[0]] if _opens_it(scene, c)]
    tokens = (t for c in clauses for t in p.subtree(c) if t not in own)
    found = {m.actor: t for t in tokens for m in scene.references.get(t, ()) if _can_settle(m)}
    return [Filler(t, scene.phrase(t), "with whom the protest is settled") for t in found.values()][: len(found) == 1]


def _opens_it(scene: Scene, token: int) -> bool:
    """Whether a phrase or clause under the verb begins with "after", "until" and the like."""
    p = scene.parse
    marks = (p.lemmas[c].lower() for c in p.children[token] if p.deps[c] in ("mark", "advmod"))
    return p.lemmas[token].lower() in _HANGS_ON or not _HANGS_ON.isdisjoint(marks)


def _can_settle(mention: Mention) -> bool:
    actor = mention.actor or ""
    return actor.startswith("COM.") or actor.partition(".")[2].startswith((*_GOVERNS, "BUS"))
