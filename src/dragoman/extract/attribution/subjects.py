"""Whose word it is: the phrase that names the source of a verb, noun or adjective."""

from __future__ import annotations

from collections.abc import Container

from dragoman.extract.attribution.syntax import children, is_passive, is_verb, lemma
from dragoman.lexicon.cues_speakers import load_speakers
from dragoman.lexicon.saying_words import saying_words
from dragoman.model import Parse

_CLIMB = frozenset(
    {
        "xcomp",
        "conj",
        "advcl",
        "pcomp",
        "ccomp",
        "prep",
        "dep",
        "appos",
        "parataxis",
        "aux",
        "acomp",
        "relcl",
        "acl",
        "dobj",
        "pobj",
    }
)
_EXPLETIVE = frozenset({"it", "there"})
_CONTROL = saying_words("subjects", "control")
# Who is asked "to note that it is put off" has said nothing: the word is that of who asks.
_ASKING = saying_words("subjects", "asking")
_MAX_CLIMB = 6
_ISSUE = saying_words("subjects", "issuing")
_SEEMING = saying_words("subjects", "seeming")
_QUOTING = saying_words("subjects", "quoting")
_RELATIVE = frozenset({"who", "which", "that"})
_MODIFIERS = frozenset({"det", "compound", "amod", "nummod", "poss", "nmod", "case", "advmod"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def source_of(parse: Parse, token: int, speakers: Container[str] = ()) -> int | None:
    """The head of the phrase that names the source of a verb, or `None`: its agent, its subject, or the subject it
    shares with the verb above it. `speakers` are nouns that can speak: "a letter saying", but not "a weekend saying".
    """
    if is_passive(parse, token):
        return _agent(parse, token)
    for _ in range(_MAX_CLIMB):
        subjects = children(parse, token, "nsubj", "csubj")
        if subjects:
            subject = subjects[-1]
            expletive = parse.lemmas[subject].lower() in _EXPLETIVE and _is_impersonal(parse, token)
            return None if expletive or parse.lemmas[subject].lower() == "there" else subject
        head = parse.heads[token]
        label = parse.deps[token]
        if head == token:
            return None
        if label == "acl" and (parse.tags[token] != "VBG" or can_speak(parse, head, speakers)):
            return head if parse.tags[token] == "VBG" else _holder(parse, head)
        if label == "pcomp" and parse.lemmas[head].lower() == "as" and lemma(parse, parse.heads[head]) in _QUOTING:
            quoted = children(parse, parse.heads[head], "dobj")
            if quoted:  # "the daily quoted the minister as saying": it is the minister who says
                return quoted[0]
        if label not in _CLIMB:
            return None
        if label == "xcomp" and parse.lemmas[head] in _ASKING:
            if is_passive(parse, head):
                return _agent(parse, head)
            token = head
            continue
        if label == "xcomp" and parse.lemmas[head] in _CONTROL:
            objects = children(parse, head, "dobj", "nsubjpass")
            if objects:
                return objects[0]
        if is_verb(parse, head) and is_passive(parse, head):
            passives = children(parse, head, "nsubjpass")
            return passives[0] if passives else None
        token = head
    return None


def _agent(parse: Parse, token: int) -> int | None:
    for child in parse.children[token]:
        if parse.deps[child] == "agent" or (parse.deps[child] == "prep" and parse.lemmas[child].lower() == "by"):
            found = children(parse, child, "pobj")
            if found:
                return found[0]
    return None


def can_speak(parse: Parse, noun: int, speakers: Container[str]) -> bool:
    """Whether the noun can be what speaks in "a letter saying": a name, a pronoun, or one of `speakers`.

    In "he issued a letter saying" it is he who speaks.
    """
    if parse.deps[noun] == "dobj" and lemma(parse, parse.heads[noun]) in _ISSUE:
        return False
    if parse.tags[noun] in ("NNP", "NNPS", "PRP", "NNS") or parse.deps[noun] not in ("dobj", "pobj"):
        return True
    return lemma(parse, noun) in speakers


def speaking_tokens(parse: Parse, cue: int) -> list[int]:
    """The verbs that tell of one act of speaking: the cue, and those of what is said of the speaker beside it.

    "The envoy, who spoke in Oslo on Monday, said ...", "in a speech delivered on Monday".
    """
    near = [c for c in parse.children[cue] if parse.deps[c] in ("nsubj", "nsubjpass", "prep", "advcl")]
    below = [t for c in near for t in parse.subtree(c) if parse.deps[t] in ("relcl", "acl", "advcl") or t == c]
    words = load_speakers()
    said = [t for t in below if lemma(parse, t) in words.speaking]
    held = [o for c in near for o in children(parse, c, "pobj") if lemma(parse, o) in words.occasions]
    return [cue, *said, *held]


def stray_subject(parse: Parse, token: int) -> int | None:
    """The subject of a finite verb that the parser gave to the clause after it: "Smith, who is 28, said he left"."""
    if parse.tags[token] not in _FINITE:
        return None
    labels = ("nsubj", "nsubjpass", "csubj", "npadvmod", "dep")
    found = [
        t
        for t in range(token)
        if parse.deps[t] in labels and parse.heads[t] > token and parse.tags[t].startswith(("NN", "PRP"))
    ]
    return found[-1] if found else None


def after_verb(parse: Parse, token: int) -> int | None:
    """The subject that follows a verb of saying and was taken for its object: said Smith."""
    place = token + 1
    while place < len(parse) and parse.deps[place] in _MODIFIERS and parse.heads[place] > place:
        place = parse.heads[place]
    return place if place < len(parse) and parse.tags[place].startswith(("NN", "PRP")) else None


def set_apart(parse: Parse, token: int) -> int | None:
    """The subject of a finite verb that a clause between commas has cut off from it: "Smith, who is 28, said"."""
    if parse.tags[token] not in _FINITE or token == 0 or parse.texts[token - 1] not in (",", "—", "–", "--", "-"):
        return None
    for place in range(token - 1, -1, -1):
        loose = parse.heads[place] == place or parse.heads[place] > token
        if loose and parse.tags[place].startswith(("NN", "PRP")):
            return place
        if loose and parse.tags[place] in _FINITE:
            return None
    return None


def _is_impersonal(parse: Parse, token: int) -> bool:
    """Whether "it" before this verb stands for nothing: "it seems that", "it is clear that"."""
    return parse.lemmas[token] in _SEEMING


def _holder(parse: Parse, noun: int) -> int | None:
    """Whose plan, claim or wish a noun is: its possessor, or the subject of the verb of which it is the object."""
    owners = children(parse, noun, "poss")
    return owners[0] if owners else None


def phrase(parse: Parse, head: int) -> tuple[int, int]:
    """`[start, end)` of the phrase that names a source: its head with modifiers, less relative clauses and asides."""
    if parse.lemmas[head].lower() in _RELATIVE:
        return _with_antecedent(parse, head)
    tokens = {head}
    queue = [
        c
        for c in parse.children[head]
        if parse.deps[c] not in ("relcl", "acl", "advcl", "punct", "cc", "conj", "case", "parataxis", "ccomp")
    ]
    for child in parse.children[head]:
        if parse.deps[child] == "conj":
            queue.append(child)
            queue.extend(children(parse, head, "cc"))
    while queue:
        token = queue.pop()
        tokens.add(token)
        queue.extend(c for c in parse.children[token] if parse.deps[c] not in ("relcl", "punct", "case"))
    start, end = head, head
    while start - 1 in tokens or (
        start - 2 in tokens and start - 1 >= 0 and parse.texts[start - 1] in ("-", "'", "’", "’s", "'s", ".", ",")
    ):
        start -= 1
    while end + 1 in tokens or (end + 2 in tokens and parse.texts[end + 1] in (",", "-", "'s", "’s")):
        end += 1
    return parse.starts[start], parse.ends[end]


def _with_antecedent(parse: Parse, pronoun: int) -> tuple[int, int]:
    """A relative pronoun with the phrase right before it, for which it stands."""
    for clause in parse.ancestors(pronoun):
        if parse.deps[clause] == "relcl":
            noun = parse.heads[clause]
            if noun < pronoun and pronoun - noun <= 2:
                return phrase(parse, noun)[0], parse.ends[pronoun]
    return parse.starts[pronoun], parse.ends[pronoun]
