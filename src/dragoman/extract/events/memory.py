"""What a report has spoken of so far: the matters that "the ban", "the programme" and "it" take up again."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.extract.events.participants import Cast
from dragoman.model import ActorRef, Matter

REACH = 12
"""Sentences back in which an antecedent may stand: a report rarely takes up a matter from further away unnamed."""


@dataclass(frozen=True, slots=True)
class Known:
    """A matter as it was told: its head noun, what it is about, who takes part, and the event that told it."""

    lemma: str
    object: str | None
    cast: Cast
    matter: Matter | None
    event: str
    sentence: int


@dataclass(slots=True)
class Memory:
    """Matters in the order in which the report told them; `families` are the sets of nouns that can stand for one."""

    families: tuple[frozenset[str], ...]
    known: list[Known] = field(default_factory=list)

    def remember(self, known: Known) -> None:
        """Add what a sentence told."""
        self.known.append(known)

    def words(self) -> frozenset[str]:
        """Every noun that could take up one of the matters."""
        told = {k.lemma for k in self.known}
        return frozenset(told.union(*(f for f in self.families if f & told)))

    def antecedent(self, lemma: str, sentence: int) -> Known | None:
        """The last matter that the noun, or the pronoun "it", can stand for; `None` where there is none in reach."""
        for known in reversed(self.known):
            if sentence - known.sentence > REACH:
                return None
            if lemma == "it" or known.lemma == lemma or self._kin(lemma, known.lemma):
                return known
        return None

    def _kin(self, one: str, other: str) -> bool:
        return any(one in family and other in family for family in self.families)


def inherited(known: Known) -> Cast:
    """The parties of a matter, marked with the event from which they are taken."""
    return Cast(_marked(known.cast.actors, known), _marked(known.cast.recipients, known), frozenset())


def _marked(refs: tuple[ActorRef, ...], known: Known) -> tuple[ActorRef, ...]:
    return tuple(
        ActorRef(
            id=r.id,
            country=r.country,
            name=r.name,
            span=None,
            person=r.person,
            candidates=r.candidates,
            inherited_from=r.inherited_from or known.event,
            description=r.description,
            why=f"inherited from {known.lemma!r}",
        )
        for r in refs
    )
