"""What a report has spoken of so far: the matters that "the ban", "the programme" and "it" take up again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.extract.events.participants import Cast
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.lexicon.valency import load_valency
from dragoman.model import ActorRef, Matter

REACH = 12
"""Sentences back in which an antecedent may stand: a report rarely takes up a matter from further away unnamed."""

NEAR = 4
"""Sentences back in which an act may stand whose parties a noun alone ("the raid") leaves out."""


@dataclass(frozen=True, slots=True)
class Known:
    """A matter as it was told: its head noun, what it is about, who takes part, and what told it.

    `source` is the id of the event that told it, or of the phrase that only named it; `subject` marks what a clause was
    about, which is what "it" takes up first. `told` marks an act that has only a verb, with its parties on both sides:
    "Oslo banned cod from Perm", which "the ban" takes up where no noun has named it.
    """

    lemma: str
    object: str | None
    cast: Cast
    matter: Matter | None
    source: str
    sentence: int
    subject: bool = False
    told: bool = False


@dataclass(slots=True)
class Memory:
    """Matters in the order in which the report told them; `families` are the sets of nouns that can stand for one.

    `nouns` are those of all families.
    """

    families: tuple[frozenset[str], ...]
    known: list[Known] = field(default_factory=list)
    acts: list[tuple[str, Known]] = field(default_factory=list)
    nouns: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Put the nouns of all families together: each noun of a report is looked for among them."""
        self.nouns = frozenset().union(*self.families)

    def remember(self, known: Known) -> None:
        """Add what a sentence told."""
        self.known.append(known)

    def note(self, kind: str, act: Known) -> None:
        """Add an act that was done, with its type, whoever took part in it."""
        self.acts.append((kind, act))

    def told_act(self, lemma: str, kind: str, sentence: int) -> Known | None:
        """The last act of a type, told shortly before and between two parties, where a noun can stand for it."""
        near = (k for of_kind, k in reversed(self.acts) if of_kind == kind and k.sentence < sentence)
        last = next(near, None)
        if last is None or sentence - last.sentence > NEAR or last.lemma in load_anaphora().loose:
            return None
        between = {a.country or a.id for a in (*last.cast.actors, *last.cast.recipients)} - {None}
        words = load_anaphora().alike_to(lemma) | {lemma, load_valency().verb_of.get(lemma, lemma)}
        return last if last.lemma in words and len(between) > 1 else None

    def words(self) -> frozenset[str]:
        """Every noun that could take up one of the matters."""
        told = {k.lemma for k in self.known}
        return frozenset(told.union(*(f for f in self.families if f & told)))

    def has_told(self, lemma: str) -> bool:
        """Whether the report has named a matter of this kind, with somebody who takes part in it, however far back."""
        return any(self.alike(lemma, k.lemma) and _has_parties(k) for k in self.known)

    def antecedent(self, lemma: str, sentence: int) -> Known | None:
        """The last matter that the noun, or the pronoun "it", can stand for; `None` where there is none in reach."""
        inside = [k for k in self.known if sentence - k.sentence <= REACH]
        nouns = [k for k in inside if not k.told]
        if lemma == "it":
            subjects = [k for k in nouns if k.subject and k.sentence < sentence]
            first = subjects[-1] if subjects else nouns[-1] if nouns else None
        else:
            first = next((k for k in reversed(nouns) if self.alike(lemma, k.lemma)), None)
        found = self._with_parties(first, nouns) if first is not None else None
        return found or _last_told(inside, first.lemma if first is not None else lemma, first, sentence)

    def _with_parties(self, first: Known, inside: list[Known]) -> Known | None:
        """The matter itself, or where its phrase names no parties the last of its kin that does."""
        if _has_parties(first):
            return first
        for known in reversed(inside):
            alike = self.alike(first.lemma, known.lemma)
            if alike and _has_parties(known):
                return replace(known, lemma=first.lemma, object=first.object or known.object)
        return None

    def alike(self, one: str, other: str) -> bool:
        """Whether two nouns can stand for the same matter: "the measure" for a ban."""
        one, other = one.lower(), other.lower()
        return one == other or any(one in family and other in family for family in self.families)


def _has_parties(known: Known) -> bool:
    """Whether it names anybody of whom it is known who they are."""
    return any(a.id or a.country for a in (*known.cast.actors, *known.cast.recipients))


def _last_told(inside: list[Known], lemma: str, named: Known | None, sentence: int) -> Known | None:
    """The last act of an earlier sentence whose verb says what the noun names: "closed its border", "the closure"."""
    verb = load_valency().verb_of.get(lemma, lemma)
    words = load_anaphora().alike_to(lemma) | load_anaphora().alike_to(verb) | {verb}
    found = next((k for k in reversed(inside) if k.told and k.sentence < sentence and k.lemma in words), None)
    if found is None or named is None:
        return found
    return replace(found, lemma=lemma, object=named.object)


def inherited(known: Known, named: Cast) -> Cast:
    """The parties of a matter, marked with the event from which they are taken; never over those that a clause names.

    A clause that names one side keeps it, and takes the other only from a matter in which that side takes part.
    """
    actors, recipients = _marked(known.cast.actors, known), _marked(known.cast.recipients, known)
    stated = {a.country or a.id for a in (*named.actors, *named.recipients)} - {None}
    if not stated:
        return Cast(actors, recipients, frozenset()) if not (named.actors or named.recipients) else named
    if stated.isdisjoint({a.country or a.id for a in (*actors, *recipients)}):
        return named
    others = tuple(a for a in (*actors, *recipients) if (a.country or a.id) not in stated)
    if not named.actors and not stated.isdisjoint(a.country or a.id for a in actors) and recipients:
        return named  # "the ban on U.S. tourism" is none of the country on which the United States laid its own
    if named.actors and not named.recipients:
        return replace(named, recipients=others)
    return replace(named, actors=others) if named.recipients and not named.actors else named


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
