"""Whether a phrase can act at all: people, bodies and countries can; talks, reports and weather cannot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.actor_words import ActorWords, load_actor_words
from dragoman.lexicon.actors import ActorBook
from dragoman.model import Mention, Parse

_ACTING_PRONOUNS = actor_words_of("likeness", "pronouns")


def actor_like(parse: Parse, head: int, mentions: Sequence[Mention]) -> bool:
    """Whether the phrase headed by token `head` can be an actor.

    It can where a mention covers its head (a demonym alone, as in "Chinese ban", does not make its noun an actor),
    where the head is a personal pronoun, a noun for people, bodies or states, or a name that is no date.
    """
    tag = parse.tags[head]
    if tag in ("PRP", "WP"):
        return parse.texts[head].lower() in _ACTING_PRONOUNS or parse.texts[head].lower() == "it"
    for mention in mentions:
        if mention.sentence == parse.sentence and mention.start <= parse.starts[head] < mention.end:
            return not (tag.startswith("JJ") and mention.kind == "demonym" and parse.deps[head] == "amod")
    if tag in ("NNP", "NNPS"):
        return parse.texts[head] not in load_actor_words().starters
    if tag in ("CD", "DT", "JJ", "JJR", "JJS"):
        return parse.deps[head] in ("nsubj", "nsubjpass", "agent", "pobj") and parse.lemmas[head].lower() in (
            "two", "three", "both", "some", "many", "other", "most", "all", "several", "few",
        )  # fmt: skip
    return tag in ("NN", "NNS") and (
        noun_class(load_actor_words(), parse.lemmas[head].lower(), parse.texts[head].lower()) is not None
    )


def noun_class(words: ActorWords, lemma: str, word: str) -> str | None:
    """person, people, body or state, or `None` for a noun that cannot act."""
    if lemma in words.not_people or word in words.not_people:
        return None
    for name, group in (
        ("person", words.person),
        ("people", words.people),
        ("body", words.body),
        ("state", words.state),
    ):
        if lemma in group or word in group:
            return name
    if not lemma.endswith(_endings(words.suffixes)):
        return None
    return (
        "person" if any(lemma.endswith(ending) and len(lemma) > len(ending) + 1 for ending in words.suffixes) else None
    )


@lru_cache(maxsize=4)
def _endings(suffixes: frozenset[str]) -> tuple[str, ...]:
    return tuple(suffixes)


def generic_suffix(book: ActorBook, words: Sequence[str]) -> str | None:
    """The part of a state that a noun with its modifiers names, the longest match first: "riot police" -> POL."""
    for start in range(len(words)):
        found = book.generics.get(" ".join(words[start:]))
        if found is not None:
            return found.suffix
    return None


def counts_harmed(parse: Parse, token: int) -> bool:
    """Whether a bare number says how many were killed or hurt: "killed [nine]", and not "killed the two"."""
    if parse.tags[token] != "CD" or parse.deps[token] not in ("dobj", "nsubjpass"):
        return False
    told = any(parse.deps[c] == "det" or parse.texts[c].lower() == "of" for c in parse.children[token])
    return not told and parse.lemmas[parse.heads[token]] in load_relations().harming
