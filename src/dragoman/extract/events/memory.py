"""What a report has spoken of so far: the matters that "the ban", "the programme" and "it" take up again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.extract.events.participants import Cast
from dragoman.model import ActorRef, Matter

REACH = 12
"""Sentences back in which an antecedent may stand: a report rarely takes up a matter from further away unnamed."""


@dataclass(frozen=True, slots=True)
class Known:
    """A matter as it was told: its head noun, what it is about, who takes part, and what told it.

    `source` is the id of the event that told it, or of the phrase that only named it; `subject` marks what a clause was
    about, which is what "it" takes up first.
    """

    lemma: str
    object: str | None
    cast: Cast
    matter: Matter | None
    source: str
    sentence: int
    subject: bool = False


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
        inside = [k for k in self.known if sentence - k.sentence <= REACH]
        if lemma == "it":
            subjects = [k for k in inside if k.subject and k.sentence < sentence]
            first = subjects[-1] if subjects else inside[-1] if inside else None
        else:
            first = next((k for k in reversed(inside) if k.lemma == lemma or self._kin(lemma, k.lemma)), None)
        return self._with_parties(first, inside) if first is not None else None

    def _with_parties(self, first: Known, inside: list[Known]) -> Known | None:
        """The matter itself, or where its phrase names no parties the last of its kin that does."""
        if first.cast.actors or first.cast.recipients:
            return first
        for known in reversed(inside):
            alike = known.lemma == first.lemma or self._kin(first.lemma, known.lemma)
            if alike and (known.cast.actors or known.cast.recipients):
                return replace(known, lemma=first.lemma, object=first.object or known.object)
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
            inherited_from=r.inherited_from or known.source,
            description=r.description,
            why=f"inherited from {known.lemma!r}",
        )
        for r in refs
    )
