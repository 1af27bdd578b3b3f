"""Quantities measured against a standard: "tritium stood at 35 becquerels per litre, below the limit"."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dragoman.extract.claims.cues import ClaimCues
from dragoman.lexicon.saying_words import saying_words
from dragoman.model import Measure, Parse

_SUBJECTS = ("nsubj", "nsubjpass")
_HOLDING = saying_words("measures", "holding")
_LOOSE = saying_words("measures", "loose")
"""Words that compare only with a standard: "over 300 becquerels" may be a time or a place as well."""


def find_measure(parse: Parse, tokens: Collection[int], cues: ClaimCues) -> tuple[Measure, int] | None:
    """The first measured quantity among `tokens`, with the token that compares it; `None` where there is none."""
    for token in sorted(tokens):
        kind = cues.comparing_verbs.get(parse.lemmas[token].lower()) if parse.tags[token].startswith("VB") else None
        found = _by_verb(parse, token, kind, cues) if kind else _by_phrase(parse, token, cues)
        if found:
            return found, token
    return None


def _by_verb(parse: Parse, token: int, kind: str, cues: ClaimCues) -> Measure | None:
    """ "Levels exceeded the legal limit"."""
    objects = _under(parse, token, ("dobj",))
    subject = _subject(parse, token)
    if not objects or subject is None or parse.lemmas[objects[0]].lower() not in cues.standards:
        return None
    return Measure(_text(parse, subject), None, None, kind, _text(parse, objects[0]))


def _by_phrase(parse: Parse, token: int, cues: ClaimCues) -> Measure | None:
    near = cues.comparisons.get(parse.texts[token].lower(), ())
    words, kind = next(
        ((w, k) for w, k in near if tuple(t.lower() for t in parse.texts[token : token + len(w)]) == w), (None, "")
    )
    if words is None:
        return None
    after = range(token + len(words), len(parse))
    noun = next((t for t in after if parse.tags[t].startswith("NN") and not _is_modifier(parse, t)), None)
    if noun is None or noun > token + len(words) + 7 or any(_is_verb(parse, t) for t in range(token, noun)):
        return None
    lemma = parse.lemmas[noun].lower()
    quantity = _quantity(parse, token)
    if quantity is None:
        return None
    number, unit = _value(parse, quantity, token, cues)
    if lemma in cues.standards:
        standard = _text(parse, noun)
        return Measure(_text(parse, quantity), number, unit, kind, standard)
    if lemma in cues.units and " ".join(words) not in _LOOSE:
        bound = [t for t in range(token, noun) if parse.tags[t] == "CD"]
        if bound:
            value = " ".join(parse.texts[t] for t in bound)
            return Measure(_text(parse, quantity), value, _unit(parse, noun), kind, None)
    return None


def _is_verb(parse: Parse, token: int) -> bool:
    """ "Within the agreed limit" holds none."""
    return parse.tags[token].startswith("VB") and parse.deps[token] != "amod"


def _is_modifier(parse: Parse, token: int) -> bool:
    return parse.deps[token] in ("compound", "poss", "nmod", "npadvmod")


def _quantity(parse: Parse, token: int) -> int | None:
    """What is measured: the subject of the clause in which the comparison stands, or the noun that it describes."""
    place = token
    while parse.heads[place] != place:
        head = parse.heads[place]
        if parse.tags[head].startswith("VB"):
            held = [c for c in _under(parse, head, ("dobj",)) if c < token] if _holds(parse, head) else []
            return held[0] if held else _subject(parse, head)
        if parse.tags[head].startswith("NN") and parse.deps[place] in ("prep", "amod", "acl") and head < token:
            inner = [a for a in _up(parse, head) if parse.tags[a].startswith("VB")]
            verb = inner[0] if inner else None
            if parse.deps[head] in ("pobj", "attr") and verb is not None:
                return _subject(parse, verb)
            return head
        place = head
    return None


def _holds(parse: Parse, verb: int) -> bool:
    """ "The water contained lead below the limit": the lead is measured, not the water."""
    return parse.lemmas[verb].lower() in _HOLDING


def _up(parse: Parse, token: int) -> Iterable[int]:
    return parse.ancestors(token)


def _subject(parse: Parse, verb: int) -> int | None:
    for place in (verb, *parse.ancestors(verb)):
        if not parse.tags[place].startswith("VB"):
            return place if parse.deps[verb] in ("acl", "relcl") and parse.tags[place].startswith("NN") else None
        found = _under(parse, place, _SUBJECTS)
        if found:
            return found[0] if parse.tags[found[0]].startswith(("NN", "CD", "PRP", "DT")) else None
    return None


def _under(parse: Parse, token: int, labels: tuple[str, ...]) -> list[int]:
    return [c for c in parse.children[token] if parse.deps[c] in labels]


def _value(parse: Parse, quantity: int, token: int, cues: ClaimCues) -> tuple[str | None, str | None]:
    """The number and unit that stand between what is measured and the comparison."""
    for unit in range(quantity, token):
        if parse.lemmas[unit].lower() in cues.units:
            numbers = [c for c in parse.children[unit] if parse.tags[c] == "CD"]
            if numbers:
                return parse.texts[numbers[-1]], _unit(parse, unit)
    return None, None


def _unit(parse: Parse, noun: int) -> str:
    """The unit with what it is per: "becquerels per litre"."""
    tokens = [t for t in parse.subtree(noun) if t >= noun]
    per = [t for t in tokens if parse.texts[t].lower() in ("per", "a")]
    last = per[0] + 1 if per and per[0] + 1 < len(parse) else noun
    return " ".join(parse.texts[noun : last + 1])


def _text(parse: Parse, head: int) -> str:
    """The words of a phrase less its determiner, relative clauses and prepositions other than "of", "in" and "for"."""
    skip: set[int] = set()
    for child in parse.children[head]:
        far = parse.deps[child] == "prep" and parse.lemmas[child].lower() not in ("of", "in", "for")
        if parse.deps[child] in ("relcl", "acl", "det", "punct", "cc", "conj", "appos", "advmod") or far:
            skip.update(parse.subtree(child))
    return " ".join(parse.texts[t] for t in parse.subtree(head) if t not in skip)
