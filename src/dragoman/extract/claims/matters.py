"""What a claim is about: a matter that it names, else the thing that it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dragoman.extract.claims.cues import ClaimCues
from dragoman.model import Document, Matter, Parse

SUBJECT = "subject"
"""The class of what is no matter with a life of its own, but is spoken of: a dam, a border, a ruling."""

MAX_WORDS = 8
"""A longer phrase is no name of what is spoken of; its head with the words before it is."""

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LEFT_OUT = ("det", "punct", "relcl", "acl", "appos", "cc", "conj", "advmod", "predet")


def matter_of(
    document: Document, parse: Parse, tokens: Sequence[int], spoken_of: int | None, book: ClaimCues, *, judged: bool
) -> Matter | None:
    """The first noun among `tokens` that names a matter, with its object; else what is spoken of, as its own object.

    `judged`: the claim is for or against what it speaks of. Then that comes first: who says that a wall violates a
    truce is against the wall.
    """
    about = set(parse.subtree(spoken_of)) if spoken_of is not None and judged else set()
    common = spoken_of is not None and parse.tags[spoken_of] in ("NN", "NNS")
    for token in tokens:
        if common and about and token not in about:
            continue
        name = book.matters.get(parse.lemmas[token].lower()) if parse.tags[token].startswith("NN") else None
        if name is None or parse.deps[token] == "compound":
            continue
        inside = [t for t in parse.subtree(token) if t in tokens]
        span = document.span(parse.starts[inside[0]], parse.ends[inside[-1]])
        return Matter(name, _object(parse, token), span=span)
    if spoken_of is None:
        return None
    words = _phrase(parse, spoken_of)
    span = document.span(parse.starts[words[0]], parse.ends[words[-1]])
    return Matter(SUBJECT, " ".join(parse.texts[t] for t in words), span=span)


def spoken_of(parse: Parse, head: int, tokens: Collection[int]) -> int | None:
    """The noun that a piece speaks of: the subject of its predicate, or the noun on which it hangs.

    `None` where that is a pronoun, somebody in person, or nothing at all.
    """
    if parse.tags[head].startswith("VB"):
        found = next((c for c in parse.children[head] if parse.deps[c] in _SUBJECTS and c in tokens), None)
        if found is None or parse.tags[found] in ("PRP", "EX", "DT", "WP", "WDT"):
            found = next((c for c in parse.children[head] if parse.deps[c] in ("attr", "dobj") and c in tokens), None)
    else:
        found = head if head in tokens else None
    return found if found is not None and parse.tags[found].startswith("NN") else None


def object_of(parse: Parse, verb: int | None, tokens: Collection[int]) -> int | None:
    """The noun that a verb of judging speaks of: its object, or its subject in the passive."""
    if verb is None:
        return None
    clauses = (c for c in parse.children[verb] if parse.deps[c] == "ccomp" and not parse.tags[c].startswith("VB"))
    below = [c for c in parse.children[verb] if parse.deps[c] in ("dobj", "nsubjpass") and c in tokens]
    below += [c for clause in clauses for c in parse.children[clause] if parse.deps[c] == "nsubj"]
    return next((c for c in below if parse.tags[c].startswith("NN")), None)


def complement_of(parse: Parse, noun: int, tokens: Collection[int]) -> int | None:
    """The noun after the preposition of another: the raid, of "regret for the raid"."""
    prepositions = (c for c in parse.children[noun] if parse.deps[c] == "prep")
    below = (c for p in prepositions for c in parse.children[p] if parse.deps[c] == "pobj" and c in tokens)
    return next((c for c in below if parse.tags[c].startswith("NN")), None)


def _phrase(parse: Parse, noun: int) -> list[int]:
    """The words of a noun phrase without article, clauses and further members."""
    skip = {t for c in parse.children[noun] if parse.deps[c] in _LEFT_OUT for t in parse.subtree(c)}
    words = [t for t in parse.subtree(noun) if t not in skip]
    if len(words) > MAX_WORDS:
        words = [t for t in words if t <= noun]
    run = [noun]
    for token in reversed([t for t in words if t < noun]):
        if token == run[0] - 1:
            run.insert(0, token)
    for token in (t for t in words if t > noun):
        if token == run[-1] + 1:
            run.append(token)
    return run


def _object(parse: Parse, noun: int) -> str | None:
    """What a ban is on: the phrase after "on", "of" or "over", else the words before the noun."""
    for child in parse.children[noun]:
        if parse.deps[child] == "prep" and parse.lemmas[child].lower() in ("on", "of", "over", "against", "about"):
            inner = [t for t in parse.subtree(child) if t != child and parse.deps[t] not in ("det", "punct")]
            return " ".join(parse.texts[t] for t in inner) or None
    before = [c for c in parse.children[noun] if c < noun and parse.deps[c] in ("compound", "amod", "nmod")]
    return " ".join(parse.texts[t] for t in before) or None
