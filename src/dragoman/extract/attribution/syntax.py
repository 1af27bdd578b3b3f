"""Reading cues off a dependency tree: whose word it is, and in which slots what was said stands.

Tags are those of the Penn Treebank and labels those of ClearNLP (Choi and Palmer 2012), as spaCy's English models give
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.model import Parse

Slots = dict[str, list[int]]
"""The head tokens of a cue's complements by slot: clause, infinitive, gerund, object, predicate, or a preposition."""

_ADVERBIAL = frozenset({"aux", "auxpass", "neg", "advmod"})
_TRIM = frozenset(",;:.-–—()[]") | {"--", "..."}
_LEMMAS = {"hoping": "hope", "hoped": "hope", "hopes": "hope", "scared": "scared", "threatened": "threaten"}


def children(parse: Parse, token: int, *labels: str) -> list[int]:
    """The children of `token` under one of `labels`, in text order."""
    return [child for child in parse.children[token] if parse.deps[child] in labels]


def lemma(parse: Parse, token: int) -> str:
    """The lemma in lower case, with the lemmas put right that the tables get wrong for verbs of our lexicon."""
    return _LEMMAS.get(parse.texts[token].lower(), parse.lemmas[token].lower())


def is_verb(parse: Parse, token: int) -> bool:
    """Whether the tagger took the token for a form of a verb."""
    return parse.tags[token].startswith("VB")


def is_passive(parse: Parse, token: int) -> bool:
    """Whether the verb is passive: by its auxiliary, or as a participle that modifies a noun."""
    if any(parse.deps[c] in ("auxpass", "nsubjpass", "csubjpass") for c in parse.children[token]):
        return True
    return (
        parse.tags[token] == "VBN"
        and parse.deps[token] in ("acl", "amod", "relcl", "advcl")
        and not children(parse, token, "nsubj", "aux")
    )


def slots_of(parse: Parse, token: int) -> Slots:
    """The complements of a verb, noun or adjective by slot."""
    slots: Slots = {}
    for child in parse.children[token]:
        for slot, head in _slot(parse, child):
            slots.setdefault(slot, []).append(head)
    return slots


def _slot(parse: Parse, child: int) -> Iterable[tuple[str, int]]:
    label = parse.deps[child]
    if label in ("ccomp", "xcomp", "acl", "relcl", "advcl", "parataxis"):
        name = _clause_slot(parse, child, label)
        return [(name, child)] if name else []
    if label in ("dobj", "nsubjpass") or (label == "intj" and parse.lemmas[child].lower() in ("yes", "no")):
        return [("object", child)]
    if label == "csubjpass":
        return [("clause", child)]
    if label in ("oprd", "acomp", "attr"):
        return [("predicate", child)]
    if label in ("prep", "dative") and parse.tags[child] in ("IN", "TO", "RP", "VBG"):
        inner = children(parse, child, "pobj", "pcomp")
        if not inner and parse.lemmas[child].lower() == "as":
            inner = children(parse, child, "amod", "acomp", "advmod", "prep")
        if not inner:
            inner = [g for c in children(parse, child, "prep") for g in children(parse, c, "pobj", "pcomp")]
        return [(parse.lemmas[child].lower(), head) for head in inner]
    return []


def _clause_slot(parse: Parse, child: int, label: str) -> str | None:
    marks = {parse.lemmas[c].lower() for c in parse.children[child] if parse.deps[c] in ("mark", "aux")}
    if label == "relcl":
        return None
    if "for" in marks:
        return "for"
    if label == "advcl":
        return (
            "whether" if marks & {"whether", "if"} and parse.lemmas[parse.heads[child]] in ("ask", "wonder") else None
        )
    if "to" in marks and parse.tags[child] in ("VB", "VBN", "JJ", "NN", "IN", "RB", "NNS", "VBP"):
        return "infinitive"
    if label == "acl":
        return "clause" if "that" in marks or any(d.startswith("nsubj") for d in _labels(parse, child)) else None
    if parse.tags[child] == "VBG" and not any(d.startswith("nsubj") for d in _labels(parse, child)):
        return "gerund"
    if label == "xcomp":
        return "predicate"
    return "clause"


def _labels(parse: Parse, token: int) -> list[str]:
    return [parse.deps[c] for c in parse.children[token]]


# ------------------------------------------------------------------ stretches of text


def stretches(parse: Parse, tokens: Iterable[int], text: str) -> list[tuple[int, int]]:
    """The tokens as stretches of text, joined where only spaces or punctuation lie between, ragged edges trimmed."""
    runs: list[list[int]] = []
    for token in sorted(set(tokens)):
        if runs and token == runs[-1][-1] + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    found = []
    for run in runs:
        while run and parse.texts[run[0]] in _TRIM:
            run.pop(0)
        while run and parse.texts[run[-1]] in _TRIM:
            run.pop()
        if run and any(parse.texts[t][:1].isalnum() for t in run):
            found.append((parse.starts[run[0]], parse.ends[run[-1]]))
    return found


def cue_span(parse: Parse, token: int, extra: Iterable[int] = ()) -> tuple[int, int]:
    """`[start, end)` of a cue: the verb with the auxiliaries right before it and the words named in `extra`."""
    before = set(children(parse, token, *_ADVERBIAL))
    start = token
    while start - 1 in before:
        start -= 1
    last = max([token, *(t for t in extra if token < t <= token + 3)])
    return parse.starts[start], parse.ends[last]


def conjuncts_cut(parse: Parse, head: int, lemmas: Mapping[str, object]) -> set[int]:
    """The subtree of a clause less later coordinated clauses that open a source of their own ("... and added that")."""
    tokens = set(parse.subtree(head))
    for child in children(parse, head, "conj"):
        if is_verb(parse, child) and parse.lemmas[child] in lemmas and not children(parse, child, "nsubj"):
            tokens -= set(parse.subtree(child))
    return tokens


def without_asides(parse: Parse, head: int) -> set[int]:
    """The subtree of a noun phrase less relative clauses set off by a comma: whoever tells the rest tells them."""
    tokens = set(parse.subtree(head))
    for child in parse.subtree(head):
        if parse.deps[child] == "relcl":
            clause = parse.subtree(child)
            if clause[0] > 0 and parse.texts[clause[0] - 1] in (",", "—", "–", "--"):
                tokens -= set(clause)
    return tokens
