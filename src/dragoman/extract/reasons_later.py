"""The reason of an act in the sentence after it: "Beijing put off the trip. It cited scheduling reasons."

A sentence is asked only for words that name a reason as such: a verb of giving one ("cited", "blamed", "gave ... as the
reason"), "the reason was", and what is said of the act as a whole ("the decision follows", "the move was prompted by").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from dragoman.extract.reasons import Found, load_reason_cues, reasons_under, words_of
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.cues_speakers import load_speakers
from dragoman.lexicon.saying_words import saying_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Parse

_SUBJECTS = ("nsubj", "nsubjpass")


_NAMING = re.compile(
    rf"\b(?:{any_of(saying_words('reasons-later', 'naming'))}|"
    r"(?:was|were|is|are) (?:due to|because of|owing to|in (?:response|retaliation|reaction|protest))|"
    r"(?:decision|move|step|measure) (?:follow|came|comes|was caused|was triggered)\w*)\b"
)


def names_reason(sentence: str) -> bool:
    """Whether a sentence has a word that could give the reason of what the one before told: it is worth a parse."""
    return _NAMING.search(sentence) is not None


def find_later_reasons(parse: Parse, matter: Set[str]) -> list[Found]:
    """The reasons that a sentence gives for what the one before told, as clean `(start, end, kind, by)`.

    `matter` are the lemmas by which the act or its matter is taken up ("visit", "trip"); `by` is who gives the reason
    where the sentence names somebody, else `None`.
    """
    found = [each for token in range(len(parse)) for each in _of(parse, token, matter)]
    return sorted(set(found), key=lambda each: (each[0], each[1]))


def find_clause_reasons(parse: Parse, head: int, matter: Set[str]) -> list[Found]:
    """The reasons that another clause of the same sentence gives for the act at `head`, in the same shape.

    "..., though analysts said it was due to the harvest", "..., while Lima cited a lack of fuel". The clause hangs on
    the act and has a subject of its own.
    """
    found: list[Found] = []
    for token in range(head + 1, len(parse)):
        described = any(parse.deps[a] in ("relcl", "acl") for a in (token, *parse.ancestors(token)))
        own = any(parse.deps[c] in _SUBJECTS and c > head for c in parse.children[token])
        if own and not described:
            found += _of(parse, token, matter)
    return sorted(set(found), key=lambda each: (each[0], each[1]))


def _of(parse: Parse, token: int, matter: Set[str]) -> Iterator[Found]:
    if not parse.tags[token].startswith("VB") or any(parse.deps[c] == "neg" for c in parse.children[token]):
        return
    lemma, lists = parse.lemmas[token].lower(), load_reason_cues().later
    subject = next((c for c in parse.children[token] if parse.deps[c] in _SUBJECTS), None)
    cited = lemma in lists["giving"] and (subject is not None or _speaks_of(parse, matter))
    if cited or (lemma in lists["given_as"] and _has_below(parse, token, "as", lists["reasons"])):
        yield from _object(parse, token, subject)
    elif subject is not None:
        yield from _of_act(parse, token, subject, lemma, matter)


def _of_act(parse: Parse, verb: int, subject: int, lemma: str, matter: Set[str]) -> Iterator[Found]:
    """What is said of the reason, or of the act, as the subject of the sentence."""
    name, lists = parse.lemmas[subject].lower(), load_reason_cues().later
    if name in lists["reasons"] and lemma == "be":
        said = [c for c in parse.children[verb] if parse.deps[c] in ("attr", "ccomp", "acomp", "advcl") and c > verb]
        yield from (_found(parse, c, "stated", None) for c in said[:1])
    elif name in lists["acts"] | matter and _is_said(parse, verb):
        if lemma == "be":
            yield from (each for each in reasons_under(parse, verb) if each[2] == "stated")
        elif lemma == "follow":
            yield from (_found(parse, c, "inferred", None) for c in parse.children[verb] if parse.deps[c] == "dobj")
        elif lemma in lists["following"]:
            yield from _under(parse, verb, ("after", "amid", "following"), "inferred")
        elif lemma in lists["caused"]:
            yield from _under(parse, verb, ("by", "to"), "stated")
        elif lemma in lists["stemming"]:
            yield from _under(parse, verb, ("from",), "stated")


def _is_said(parse: Parse, verb: int) -> bool:
    """Whether a clause is the sentence's own or what somebody says in it."""
    while parse.deps[verb] in ("ccomp", "advcl", "conj", "parataxis") and parse.heads[verb] != verb:
        verb = parse.heads[verb]
    return parse.heads[verb] == verb


def _object(parse: Parse, verb: int, subject: int | None) -> Iterator[Found]:
    """What a verb of giving reasons gives; the speaker is named where it is no pronoun."""
    by = None
    if subject is not None and not parse.tags[subject].startswith("PRP"):
        by = words_of(parse, subject)
    for child in parse.children[verb]:
        empty = any(parse.lemmas[c].lower() == "no" for c in parse.children[child])
        if parse.deps[child] == "dobj" and not empty and not _is_source(parse, verb, child):
            yield _found(parse, child, "stated", by)


def _is_source(parse: Parse, verb: int, noun: int) -> bool:
    """Whether it is somebody who is quoted, and no reason: "the paper cited officials"."""
    if parse.lemmas[verb].lower() not in load_speakers().relay:
        return False
    said = any(parse.lemmas[c].lower() == "as" for c in parse.children[verb])
    return said or load_actor_words().can_act(parse.lemmas[noun].lower())


def _under(parse: Parse, verb: int, openers: tuple[str, ...], kind: str) -> Iterator[Found]:
    for child in parse.children[verb]:
        if parse.lemmas[child].lower() in openers and parse.children[child]:
            yield _found(parse, child, kind, None)


def _found(parse: Parse, head: int, kind: str, by: str | None) -> Found:
    tokens = parse.subtree(head)
    while len(tokens) > 1 and parse.tags[tokens[-1]] in (",", ".", ":"):
        tokens.pop()
    return parse.starts[tokens[0]], parse.ends[tokens[-1]], kind, by


def _has_below(parse: Parse, verb: int, preposition: str, nouns: Set[str]) -> bool:
    return any(
        parse.lemmas[c].lower() == preposition and any(parse.lemmas[n].lower() in nouns for n in parse.children[c])
        for c in parse.subtree(verb)
    )


def _speaks_of(parse: Parse, matter: Set[str]) -> bool:
    """Whether the sentence takes up the matter: the same noun or its like, or the act as "the move"."""
    return any(lemma.lower() in matter for lemma in parse.lemmas)
