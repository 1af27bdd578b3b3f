"""What a text has spoken of so far, and which of it a reference may take up.

The order of salience (subject before object before the rest, the nearest sentence first) is that of Lappin and Leass
(1994), without weights; where two entities are as good, a reference stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from dragoman.dates import Interval
from dragoman.lexicon.actor_words import ActorWords, load_actor_words
from dragoman.lexicon.actors import ActorBook
from dragoman.model import Mention, Parse

REACH = 4  # sentences back in which an antecedent may stand
_ANY_DAY = Interval()
AS_HOST = "as a host"
References = dict[tuple[int, int], tuple[Mention, ...]]


@dataclass(slots=True)
class Entity:
    """Something that the text has spoken of: its mention, how prominent it was, and where."""

    mention: Mention
    sentence: int
    rank: int  # 0 subject, 1 object, 2 the rest
    token: int
    clause: int = -1  # the verb in whose clause it stands, where the sentence was parsed


@dataclass(slots=True)
class Discourse:
    """What has been spoken of so far, latest last."""

    book: ActorBook
    words: ActorWords
    published: Interval = _ANY_DAY
    entities: list[Entity] = field(default_factory=list)
    found: References = field(default_factory=dict)
    accused: tuple[int, tuple[Mention, ...]] = (-1, ())
    spoke: tuple[int, tuple[Mention, ...]] = (-1, ())
    mains: dict[int, frozenset[int]] = field(default_factory=dict)
    written: dict[str, tuple[int, tuple[Mention, ...]]] = field(default_factory=dict)
    joined: list[tuple[int, tuple[Mention, ...]]] = field(default_factory=list)

    def reports(self, mention: Mention) -> bool:
        """Whether it is an agency, paper or station ("told the BBC"): these are no side of what they tell."""
        record = self.book.records.get(mention.actor or "")
        if record is not None:
            return record.reports
        if mention.actor is not None:
            return "MED" in mention.actor.split(".")
        name = mention.name.split()
        return mention.kind in ("organisation", "unknown") and not self.words.outlet.isdisjoint(name[:1] + name[-1:])

    def of(self, sentence: int) -> list[Entity]:
        """What a sentence spoke of; entities stand in the order of their sentences, so only the last are looked at."""
        place = len(self.entities)
        while place and self.entities[place - 1].sentence >= sentence:
            place -= 1
        return [e for e in self.entities[place:] if e.sentence == sentence]


def is_person(mention: Mention) -> bool:
    """Whether a mention is a person, or an office that a person holds."""
    return mention.kind in ("person", "office") or (mention.kind == "unknown" and mention.actor is None)


def is_whole(mention: Mention) -> bool:
    """A country, government, body or organisation: what "it" may stand for; not a body named by its people."""
    if mention.kind == "body" and mention.name.rsplit(" ", 1)[-1].lower() in load_actor_words().person:
        return False
    return mention.kind in ("name", "metonym", "body", "organisation") or (
        mention.kind == "group" and mention.actor is not None
    )


def key_of(mention: Mention) -> str:
    """What makes two mentions the same: the person, else the actor, else the words."""
    return mention.person or mention.actor or mention.name.lower()


def candidates_for(discourse: Discourse, parse: Parse, token: int) -> Iterator[list[Entity]]:
    """Entities as a reference may take them up, the most salient class first: its own sentence before it, then back."""
    own = [
        Entity(group[0], parse.sentence, rank_of_token(parse, head), head)
        for (sentence, head), group in discourse.found.items()
        if sentence == parse.sentence
        and head < token
        and len(group) == 1
        and not discourse.reports(group[0])
        and not _same_clause_argument(parse, head, token)
    ]
    for rank in (0, 1, 2):
        yield [e for e in own if e.rank == rank]
    for back in range(1, REACH):
        then = discourse.of(parse.sentence - back)
        for rank in (0, 1, 2):
            yield [e for e in then if e.rank == rank]


def _same_clause_argument(parse: Parse, head: int, token: int) -> bool:
    """Whether two tokens are arguments of one verb: a pronoun object cannot stand for the subject of its own clause."""
    return (
        parse.tags[token] == "PRP"
        and parse.heads[head] == parse.heads[token]
        and parse.deps[head] in ("nsubj", "nsubjpass")
        and parse.deps[token] in ("dobj", "dative")
    )


def main_verbs(parse: Parse) -> frozenset[int]:
    """The verbs of the main clause: the root of the sentence, and those joined to it."""
    found, queue = set[int](), [t for t in range(len(parse)) if parse.heads[t] == t]
    while queue:
        token = queue.pop()
        found.add(token)
        queue += [c for c in parse.children[token] if parse.deps[c] == "conj"]
    return frozenset(found)


def rank_of_token(parse: Parse, token: int) -> int:
    """How prominent a phrase is: 0 subject, 1 object, 2 the rest."""
    if parse.deps[token] in ("nsubj", "nsubjpass"):
        return 0
    if parse.deps[token] in ("conj", "appos") and parse.heads[token] != token:
        return rank_of_token(parse, parse.heads[token])
    return 1 if parse.deps[token] in ("dobj", "agent", "dative") or parse.heads[token] == token else 2


def best(discourse: Discourse, parse: Parse, token: int, fits: Callable[[Mention], bool]) -> tuple[Mention, ...]:
    """The one entity of the first class in which any fits; nothing where that class holds two different ones."""
    taken = _of_co_arguments(discourse, parse, token)
    if parse.tags[token].startswith("PRP") and len(_own(discourse, parse, token, fits, taken)) > 1:
        return ()  # two of its kind in its own sentence: grammar alone does not tell
    for entities in candidates_for(discourse, parse, token):
        fitting = [e for e in entities if fits(e.mention) and not is_place(e) and key_of(e.mention) not in taken]
        keys = {key_of(e.mention) for e in fitting}
        keys = {key for key in keys if not any(other.startswith(f"{key}.") for other in keys)}
        if len(keys) == 1:
            last = next(e for e in reversed(fitting) if key_of(e.mention) in keys)
            return (refer(parse, token, last.mention, parse.texts[token]),)
        if keys:
            return ()
    return ()


def clause_of(parse: Parse, token: int) -> int:
    """The nearest verb above a word that has a subject of its own, or the root."""
    place = token
    while parse.heads[place] != place:
        place = parse.heads[place]
        verb = parse.tags[place].startswith("VB")
        if verb and any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[place]):
            return place
    return place


def is_place(entity: Entity) -> bool:
    """Whether an entity was spoken of as a place alone, or told only which thing is meant: "the Oslo statement"."""
    return entity.mention.why.endswith(("as a place", "as a modifier"))


def _own(discourse: Discourse, parse: Parse, token: int, fits: Callable[[Mention], bool], taken: set[str]) -> set[str]:
    """The different entities of a kind that stand before a token in its own sentence; a state is its body's too."""
    keys = {
        key_of(group[0])
        for (sentence, head), group in discourse.found.items()
        if sentence == parse.sentence
        and head < token
        and len(group) == 1
        and fits(group[0])
        and not discourse.reports(group[0])
    } - taken
    return {key for key in keys if not any(other.startswith(f"{key}.") for other in keys)}


def _of_co_arguments(discourse: Discourse, parse: Parse, token: int) -> set[str]:
    """What the other arguments of a pronoun's verb stand for: "she promised him" speaks of two people."""
    if parse.tags[token] != "PRP":
        return set()
    verb = parse.heads[token]
    doers = verb
    if parse.tags[verb] == "VBG" and parse.deps[verb] in ("advcl", "xcomp") and not _has_subject(parse, verb):
        doers = parse.heads[verb]  # "Roe called Poe weak, blaming him": Roe blames
    sisters = (*parse.children[verb], *(c for c in parse.children[doers] if parse.deps[c] in ("nsubj", "nsubjpass")))
    return {
        key_of(mention)
        for sister in sisters
        if sister != token and parse.deps[sister] in ("nsubj", "nsubjpass", "dobj", "dative")
        for mention in discourse.found.get((parse.sentence, sister), ())
    }


def _has_subject(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[verb])


def refer(parse: Parse, token: int, mention: Mention, words: str) -> Mention:
    """The mention as a token takes it up: its own place, the other's actor, and what stood there."""
    return replace(
        mention,
        sentence=parse.sentence,
        start=parse.starts[token],
        end=parse.ends[token],
        name=mention.name,
        antecedent=mention.antecedent
        if mention.why.startswith("reference") and mention.antecedent
        else (mention.start, mention.end),
        phrase=None,
        score=min(mention.score, 0.8) if mention.actor else mention.score,
        why=f"reference: {words!r} takes up {mention.name!r}",
    )
