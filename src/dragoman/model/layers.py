"""What is known of a document while it is being read; offsets count in its cleaned text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.model.records import Event, SourceLink
from dragoman.model.statements import Claim
from dragoman.model.words import BlockKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[start, end)` of the cleaned text; `block` is the index of the block it stands in."""

    index: int
    start: int
    end: int
    block: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence as tokens: parallel tuples, one entry a token; `heads` are token indices, a root is its own head.

    `starts` and `ends` count in the cleaned text of the document; `tags` are Penn Treebank tags and `deps` the labels
    of ClearNLP as spaCy's English models give them.
    """

    sentence: int
    texts: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.texts)

    def subtree(self, token: int) -> list[int]:
        """The token and all below it, in text order."""
        if not self.children[token]:
            return [token]  # most words, and this is asked two hundred times a report
        found, queue = [token], list(self.children[token])
        while queue:
            child = queue.pop()
            found.append(child)
            queue.extend(self.children[child])
        return sorted(found)

    def ancestors(self, token: int) -> Iterator[int]:
        """The token's head, its head, and so on to the root."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, title or description of an actor: `[start, end)` of the cleaned text.

    `actor` is the id it stands for, or `None` where it is unresolved; then `candidates` may hold ids. `kind` is one of
    name, demonym, metonym, office, person, body, organisation, group, unknown. `person` is the id of the person where
    one is meant or holds the office; `description` is what the text says of the actor.
    """

    sentence: int
    start: int
    end: int
    actor: str | None
    kind: str
    name: str
    country: str | None = None
    person: str | None = None
    description: str | None = None
    candidates: tuple[str, ...] = ()
    antecedent: tuple[int, int] | None = None
    score: float = 1.0
    why: str = ""
    phrase: tuple[int, int] | None = None  # the whole phrase, title and nationality included, where it is longer


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression: `[start, end)` of the cleaned text, TIMEX3 type and value, and the days it stands for.

    `interval` is `None` for durations, sets and what could not be anchored. `direction` is past, future or present
    relative to the report, as the clause decides, or the empty string.
    """

    sentence: int
    start: int
    end: int
    text: str
    type: str
    value: str
    interval: Interval | None
    granularity: Granularity | None
    basis: DateBasis | None
    derivation: str
    mod: str | None = None
    direction: str = ""
    relation: str | None = None  # the preposition or cue that governs it: on, since, until, by, after, before, for, ...


@dataclass(frozen=True, slots=True)
class Role:
    """One filled role of a proposition: its name, the head token, the tokens of its phrase, and how it was found."""

    name: str
    head: int
    tokens: tuple[int, ...]
    via: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """A predicate with its roles, whatever syntax carried it.

    `index` is the place in the sentence's list; `head` the token of the predicate and `tokens` all tokens of it ("hold
    talks" is one predicate "talk"). `kind` is verb, noun, adjective or light. `parent` is the proposition in whose
    `parent_role` this one stands, or `None`.
    """

    sentence: int
    index: int
    predicate: str
    head: int
    tokens: tuple[int, ...]
    kind: str
    roles: tuple[Role, ...]
    parent: int | None = None
    parent_role: str | None = None
    negated: bool = False
    tense: str = ""  # past, present, future, or empty where the form has none
    aspect: str = ""  # perfect, progressive, or both joined by "+"
    modal: str = ""
    voice: str = "active"
    question: bool = False
    condition: bool = False
    adverbs: tuple[str, ...] = ()
    verb: str = ""  # the verb that says the same, without particle: "refuse" of "refusal"; else the predicate

    def role(self, name: str) -> Role | None:
        """The first role of that name."""
        return next((r for r in self.roles if r.name == name), None)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of text that somebody is said to have said: clean offsets of content, cue and source, and the chain.

    `content` are the `[start, end)` stretches of the cleaned text that the source says.
    """

    sentence: int
    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    link: SourceLink
    within: int | None = None  # index of the attribution inside whose content this one stands
    manner: str = "statement"  # statement, thought, directive, intention, attitude, topic or appearance
    depth: int = 0  # how many sources pass on what this one says, over the same words


@dataclass(slots=True)
class Layers:
    """What is known of a document so far. Each stage reads what it needs and adds what it gives.

    `parses` is keyed by sentence index: a sentence that the gate skipped has none. `propositions` likewise.
    `references` maps `(sentence, token)`, the head of a phrase, to the actors it stands for; `taken_up` likewise to the
    clean `[start, end)` places of the things and acts that it takes up again ("the ban", "it", "the move"). `home` is
    the country of the dateline, if there is one.
    """

    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Timex, ...] = ()
    parses: dict[int, Parse] = field(default_factory=dict)
    propositions: dict[int, tuple[Proposition, ...]] = field(default_factory=dict)
    references: dict[tuple[int, int], tuple[Mention, ...]] = field(default_factory=dict)
    attributions: tuple[Attribution, ...] = ()
    home: str | None = None
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    taken_up: dict[tuple[int, int], tuple[tuple[int, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as the coder leaves it: later stages date it, attribute it and give its reasons.

    `head` is the token of its predicate in the parse of `sentence`; `trigger` counts in the cleaned text.
    """

    event: Event
    sentence: int
    head: int
    trigger: tuple[int, int]
