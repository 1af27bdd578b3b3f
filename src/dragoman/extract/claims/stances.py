"""For or against: what the words that open a claim, or the words of the claim itself, say of what it is about."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.extract.claims.cues import ClaimCues
from dragoman.lexicon.saying_words import saying_words
from dragoman.model import Parse, Stance

_NEGATIONS = frozenset({"no", "not", "n't", "never", "without", "hardly", "neither", "n’t"})
_LEAVING = saying_words("stances", "leaving")
_LINKS = ("acomp", "attr", "dobj", "oprd", "xcomp", "prep", "pobj", "advmod", "ccomp")
_OBJECTS = ("dobj", "nsubjpass", "nsubj")


def stance_of(
    parse: Parse, cue: str, verb: int | None, head: int, judged: int | None, book: ClaimCues, *, thought: bool
) -> Stance:
    """The stance of a claim with the predicate `head`, opened by the cue of the lemma `cue` at the token `verb`.

    `judged` is the word that says what something is called, if the cue calls it something; `thought`: what the source
    does not think, it holds to be not so. `verb` is `None` where the cue stands in another sentence.
    """
    if judged is not None:
        value = polarity(parse, judged, book)
        if value:
            return as_stance(-value if verb is not None and _given_up(parse, verb) else value)
    by_cue = book.stance.get(cue, 0)
    above = parse.heads[verb] if verb is not None and parse.tags[verb].startswith("NN") else None
    # "Dismissed the fears", "disputes the claim".
    contested = above is not None and parse.deps[verb or 0] == "dobj" and parse.lemmas[above].lower() in book.contesting
    by_cue = -by_cue if contested else by_cue
    value = polarity(parse, head, book) if parse.tags[head].startswith("VB") else 0
    if by_cue:
        if value and cue in book.accepting | book.contesting:  # "disagrees that it is cruel"
            by_cue *= value
        return as_stance(-by_cue if verb is not None and _given_up(parse, verb) else by_cue)
    value = value or polarity(parse, head, book)
    unthought = thought and verb is not None and _negated(parse, verb)
    return as_stance(-value if unthought != contested else value)


def judged_by(parse: Parse, verb: int | None, lemma: str, tokens: Collection[int], book: ClaimCues) -> int | None:
    """What a verb of judging calls its object: "unfair" of "called it unfair", "threat" of "sees it as a threat"."""
    if verb is None or lemma not in book.judging:
        return None
    objects = {c for c in parse.children[verb] if parse.deps[c] in _OBJECTS and c in tokens}
    for child in parse.children[verb]:
        if parse.texts[child].lower() == "as" and child > verb:
            return next(iter(parse.children[child]), None)
    for child in parse.children[verb]:
        # "Considers the quota a threat" is parsed as a clause at times; a clause with a verb is none of these.
        clause = parse.deps[child] == "ccomp" and not parse.tags[child].startswith("VB")
        if (clause or parse.deps[child] in ("oprd", "acomp", "attr")) and child in tokens and child not in objects:
            return child
    # "Called its return to the list cynical": an adjective behind the noun to which the parser gave it.
    behind = (t for t in sorted(tokens) if parse.tags[t] == "JJ" and parse.deps[t] == "amod" and parse.heads[t] < t)
    return next(behind, None) if objects else None


def polarity(parse: Parse, head: int, book: ClaimCues) -> int:
    """1 or -1 where the words under `head` speak well or ill of its subject, else 0."""
    sign = -1 if _negated(parse, head) else 1
    if parse.lemmas[head].lower() in book.lacking:
        return -sign
    queue, seen = [(head, sign)], 0
    while queue and seen < 12:
        token, sign = queue.pop(0)
        seen += 1
        found = book.polarity.get(parse.lemmas[token].lower()) or book.polarity.get(parse.texts[token].lower())
        if found:
            return sign * found
        # "Above the legal limit": what the standard is called judges nothing.
        links = _LINKS if parse.lemmas[token].lower() in book.standards else (*_LINKS, "amod")
        # "Has no legal basis": what is said under a negated word is negated with it.
        below = (c for c in parse.children[token] if parse.deps[c] in links)
        queue.extend((c, -sign if _negated(parse, c) else sign) for c in below)
    return 0


def as_stance(value: int) -> Stance:
    """For, against, or neutral for 0."""
    return Stance.FOR if value > 0 else Stance.AGAINST if value < 0 else Stance.NEUTRAL


def _negated(parse: Parse, token: int) -> bool:
    return any(parse.deps[c] == "neg" or parse.texts[c].lower() in _NEGATIONS for c in parse.children[token])


def _given_up(parse: Parse, verb: int) -> bool:
    """ "Does not support", "ceased to support", "refused to endorse"."""
    above = parse.heads[verb]
    left = parse.deps[verb] == "xcomp" and parse.lemmas[above].lower() in _LEAVING
    return _negated(parse, verb) != (left and not _negated(parse, above))
