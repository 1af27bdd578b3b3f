"""Attachments that the parser gets wrong around verbs of saying, put right before anything is read off the tree.

"He said the deal was near, adding that ..." and "he said the deal was near and accused ..." come out of the parser with
the second verb inside what was said; it has the same subject as the first.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.attribution.syntax import children, is_verb, lemma
from dragoman.lexicon.cues_attribution import AttributionCues
from dragoman.model import Parse

_OWN_VOICE = frozenset({"statement", "attitude", "directive"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def repaired(parse: Parse, cues: AttributionCues) -> Parse:
    """The parse with such verbs hung on the outer verb of saying; the same object where there are none."""
    moves = {}
    for token in range(len(parse)):
        if not is_verb(parse, token) or parse.deps[token] not in ("advcl", "conj", "xcomp", "acl"):
            continue
        outer = _outer(parse, token, cues)
        if outer is not None and _belongs_outside(parse, token, outer, cues):
            moves[token] = outer
    for token in range(len(parse)):
        if parse.texts[token].lower() in cues.phrases and (token == 0 or parse.texts[token - 1] == ","):
            top = _above_all(parse, token, cues)
            if top is not None:
                moves[token] = top
    if not moves:
        return parse
    heads = tuple(moves.get(t, h) for t, h in enumerate(parse.heads))
    deps = tuple(_label(parse, t, d) if t in moves else d for t, d in enumerate(parse.deps))
    below: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != token:
            below[head].append(token)
    return replace(parse, heads=heads, deps=deps, children=tuple(map(tuple, below)))


def _label(parse: Parse, token: int, label: str) -> str:
    if label == "prep":
        return label
    return "advcl" if parse.tags[token] == "VBG" else "conj"


def _above_all(parse: Parse, token: int, cues: AttributionCues) -> int | None:
    """For a phrase such as "according to a statement", set off by a comma inside what somebody said: that verb.

    "Smith said he left, according to a statement": all of it stands in the statement.
    """
    top = None
    for above in parse.ancestors(token):
        head = parse.heads[above]
        if parse.deps[above] == "ccomp" and lemma(parse, head) in cues.verbs:
            top = head
    return top


def _outer(parse: Parse, token: int, cues: AttributionCues) -> int | None:
    """The verb of saying in whose clause the token stands, with only that clause between them."""
    for above in parse.ancestors(token):
        if parse.deps[above] in ("relcl", "acl", "csubj", "nsubj"):
            return None
        head = parse.heads[above]
        if parse.deps[above] == "ccomp" and head < above < token:
            said = is_verb(parse, head) and any(g.manner == "statement" for g in cues.verbs.get(lemma(parse, head), ()))
            return head if said else None
    return None


def _belongs_outside(parse: Parse, token: int, outer: int, cues: AttributionCues) -> bool:
    groups = cues.verbs.get(lemma(parse, token), ())
    if not any(g.manner in _OWN_VOICE for g in groups):
        return False
    subjects = children(parse, token, "nsubj")
    first = min(parse.subtree(token))
    comma = first > 0 and parse.texts[first - 1] in (",", "''", "”", '"')
    if parse.deps[token] in ("advcl", "xcomp", "acl") and parse.tags[token] == "VBG":
        return comma and not subjects and any(g.manner == "statement" for g in groups)
    if parse.tags[token] not in _FINITE or parse.tags[token] != parse.tags[outer]:
        return False
    if parse.deps[token] == "advcl":
        return bool(subjects) and any(parse.lemmas[c].lower() == "while" for c in children(parse, token, "mark"))
    return parse.deps[token] == "conj" and (not subjects or parse.texts[first - 1] in ("and", "but", ",", "while"))
