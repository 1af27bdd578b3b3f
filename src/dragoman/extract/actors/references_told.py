"""What a report has told of, as a later word may take it up: people, bodies, things, and acts.

Actors have their mentions already; things and acts have only their words. Each is kept with number, gender where the
words tell it, and how prominent it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.dates import MONTHS, WEEKDAYS
from dragoman.extract.actors.discourse import rank_of_token
from dragoman.extract.actors.likeness import noun_class
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_words import ActorWords
from dragoman.lexicon.anaphora import Anaphora
from dragoman.model import Mention, Parse, Proposition

ORDINALS = actor_words_of("references-told", "ordinals")
_KINDS = {
    "person": "person",
    "office": "person",
    "name": "whole",
    "metonym": "whole",
    "body": "whole",
    "organisation": "whole",
    "group": "people",
}
_BEFORE = ("amod", "compound", "nummod", "poss", "nmod", "quantmod")
_TIMES = frozenset(
    ("day", "week", "month", "year", "decade", "century", "hour", "minute", "morning", "evening", "night", "weekend",
     "time", "spring", "summer", "autumn", "winter", *WEEKDAYS, *MONTHS)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One person, body, thing or act: where, its head noun or verb, and what it agrees with.

    `kind` is person, people, whole (a state or body), name (of whom nothing is known), thing, or act; `start` and `end`
    count in the cleaned text; `dep` is its part in the clause and `ordinal` the "second" before it. `members` are the
    places of those who make up a group.
    """

    sentence: int
    token: int
    start: int
    end: int
    lemma: str
    kind: str
    plural: bool
    rank: int
    dep: str = ""
    ordinal: str = ""
    main: bool = False
    female: bool | None = None
    members: tuple[tuple[int, int], ...] = ()
    mentions: tuple[Mention, ...] = ()


def told_nouns(
    parse: Parse,
    found: Mapping[tuple[int, int], tuple[Mention, ...]],
    words: ActorWords,
    anaphora: Anaphora,
    reports: Callable[[Mention], bool],
) -> Iterator[Told]:
    """The people, bodies and things of one sentence, in text order; who only `reports` is none of them."""
    for token in range(len(parse)):
        tag, dep = parse.tags[token], parse.deps[token]
        if not tag.startswith("NN") or dep in ("compound", "nmod", "npadvmod", "tmod"):
            continue
        lemma = parse.lemmas[token].lower()
        if lemma in _TIMES:
            continue
        mentions = found.get((parse.sentence, token), ())
        if any(reports(m) for m in mentions):
            continue
        if mentions and mentions[0].why.startswith("reference"):
            mentions = ()
        kind, plural = _kind(parse, token, mentions, words)
        if plural and mentions:
            mentions += tuple(m for c in _joined(parse, token)[1:] for m in found.get((parse.sentence, c), ()))
        start, end = _stretch(parse, token)
        yield Told(
            parse.sentence,
            token,
            start,
            end,
            lemma,
            kind,
            plural,
            rank_of_token(parse, token),
            dep,
            ordinal=_ordinal(parse, token),
            female=None if kind == "thing" else _female(parse, token, mentions, anaphora),
            members=_members(parse, token),
            mentions=mentions,
        )


def told_acts(parse: Parse, propositions: tuple[Proposition, ...]) -> Iterator[Told]:
    """The acts of one sentence that a verb tells, in text order; `main` marks that of its main clause."""
    for proposition in propositions:
        if proposition.kind not in ("verb", "light"):
            continue
        verb = min(proposition.tokens)
        start, end = parse.starts[verb], parse.ends[max(proposition.tokens)]
        carrier = next((t for t in proposition.tokens if parse.tags[t].startswith("VB")), verb)
        main = parse.heads[carrier] == carrier
        rank = 0 if main else 1 if parse.deps[carrier] in ("xcomp", "ccomp", "conj") else 2
        yield Told(
            parse.sentence, carrier, start, end, proposition.verb or proposition.predicate, "act", False, rank,
            parse.deps[carrier], main=main,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def class_of(words: ActorWords, lemma: str, word: str) -> str | None:
    """Whether a noun names a person, people, a body or a state; as `noun_class` says."""
    return noun_class(words, lemma, word)


def _ordinal(parse: Parse, token: int) -> str:
    before = (parse.lemmas[c].lower() for c in parse.children[token] if c < token)
    return next((word for word in before if word in ORDINALS), "")


def _kind(parse: Parse, token: int, mentions: tuple[Mention, ...], words: ActorWords) -> tuple[str, bool]:
    lemma, word = parse.lemmas[token].lower(), parse.texts[token].lower()
    joined = any(parse.deps[c] == "conj" and parse.tags[c].startswith("NN") for c in parse.children[token])
    plural = parse.tags[token] in ("NNS", "NNPS") or joined
    noun = None if parse.tags[token].startswith("NNP") else class_of(words, lemma, word)
    if noun in ("person", "people"):
        return ("people" if plural or noun == "people" else "person"), plural or noun == "people"
    if noun in ("body", "state"):
        return "whole", plural
    if mentions and mentions[0].kind in _KINDS:
        kind = _KINDS[mentions[0].kind]
        return ("people" if kind == "person" and plural and len(mentions) > 1 else kind), plural
    if parse.tags[token].startswith("NNP"):
        return "name", plural
    return "thing", plural


def _stretch(parse: Parse, token: int) -> tuple[int, int]:
    """The words of a noun with what stands before it, without its article."""
    left = [c for c in parse.children[token] if c < token and parse.deps[c] in _BEFORE]
    first = min((parse.subtree(c)[0] for c in left), default=token)
    if parse.tags[first] in ("DT", "PRP$"):
        first = min(first + 1, token)
    return parse.starts[first], parse.ends[token]


def _members(parse: Parse, token: int) -> tuple[tuple[int, int], ...]:
    """The places of the parts of a group: "Chad and Mali", "the Chadian and Malian ministers", "Chad's and Mali's"."""
    if parse.deps[token] == "conj":
        return ()  # those of the first word hold it
    if not parse.children[token]:
        return ()
    chain = _joined(parse, token)
    if len(chain) > 1:
        return tuple(_stretch(parse, t) for t in chain)
    for child in parse.children[token]:
        if parse.deps[child] in ("amod", "poss", "nmod", "compound"):
            others = [c for c in parse.children[child] if parse.deps[c] == "conj"]
            if others and parse.texts[child][:1].isupper():
                return tuple((parse.starts[t], parse.ends[t]) for t in (child, *others))
    return ()


def _joined(parse: Parse, token: int) -> list[int]:
    """A noun and those joined to it by "and"."""
    chain, queue = [], [token]
    while queue:
        current = queue.pop(0)
        chain.append(current)
        queue += [c for c in parse.children[current] if parse.deps[c] == "conj" and parse.tags[c].startswith("NN")]
    return chain


def _female(parse: Parse, token: int, mentions: tuple[Mention, ...], anaphora: Anaphora) -> bool | None:
    for each in (token, *parse.children[token]):
        lemma = parse.lemmas[each].lower()
        if lemma in anaphora.female or parse.texts[each] in anaphora.names:
            return True
        if lemma in anaphora.male:
            return False
    return True if any(m.name.partition(" ")[0] in anaphora.names for m in mentions) else None
