"""An act whose word leaves its parties to another act: "the raid", "after a telephone call", "had done the same".

That act stands in the same sentence, and is of the same kind ("met five days after [a call]") or one for which a verb
stands ("as it had [done] in May"); or it stands in an earlier one and a noun takes it up ("[the raid] lasted").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dragoman.extract.events.composing import is_definite
from dragoman.extract.events.scene import Match, Scene, match_but_for_parties
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.lexicon.event_words import event_words
from dragoman.model import Proposition, Role

_BESIDE = frozenset({"after", "before", "following", "during", "since", "ahead of", "until", "for", "on"})
_CLAUSES = frozenset({"as", "after", "before", "once", "when", "than", "because", "since"})
_OF_THE_WHOLE = frozenset(
    (*("agent", "on", "in", "at", "as", "after", "before", "since", "during", "when", "while", "once", "until", "than"),
     "if", "although", "because", "following", "adverbial", "purpose")
)  # fmt: skip
_SAME = event_words("untold", "same")


def noun_without_parties(scene: Scene, proposition: Proposition) -> Match | None:
    """The frame of a noun whose phrase names nobody who takes part; `None` where it names somebody or is no act."""
    if proposition.kind != "noun" or _names_somebody(scene, proposition.head) or _is_general(scene, proposition.head):
        return None
    return match_but_for_parties(scene, proposition)


_BARE_PLURALS = event_words("untold", "bare-plurals")


def _is_general(scene: Scene, noun: int) -> bool:
    """Whether a noun may tell of other acts than the one: "attacks", "the Jakarta attack"."""
    p = scene.parse
    if p.tags[noun] == "NNS" and p.lemmas[noun].lower() not in _BARE_PLURALS:
        return True
    names = (t for t in scene.phrase(noun) if p.tags[t].startswith("NNP"))
    return any(not any(start <= p.starts[t] < end for start, end in scene.times) for t in names)


_WHERE = frozenset({"in", "at", "near", "off", "outside", "inside", "around"})


def _names_somebody(scene: Scene, head: int) -> bool:
    """Whether anybody who can act stands in a phrase, outside its clauses and what only says where."""
    p, queue = scene.parse, [head]
    while queue:
        token = queue.pop()
        if token != head and token in scene.references:
            return True
        for child in p.children[token]:
            place = p.deps[child] == "prep" and p.lemmas[child].lower() in _WHERE
            if not place and p.deps[child] not in ("conj", "cc", "relcl", "acl", "appos", "advcl", "ccomp"):
                queue.append(child)
    return False


_OF_A_ROW = event_words("untold", "of-a-row")


def takes_up(scene: Scene, proposition: Proposition) -> bool:
    """Whether a noun speaks of an act as known, or as one of a row: "the raid", "Monday's raid", "a first demand"."""
    p, noun = scene.parse, proposition.head
    return is_definite(scene, noun) or any(p.lemmas[c].lower() in _OF_A_ROW for c in p.children[noun])


def act_beside(scene: Scene, proposition: Proposition, types: Mapping[int, str], wanted: str) -> int | None:
    """The act of the same sentence of which a noun is the occasion or another instance, by its place in `types`.

    "Met after [a call]" is one of two meetings, "shelled it a day after [a bombardment]" one of two blows.
    """
    above = proposition.parent
    if above is None or types.get(above) != wanted or proposition.parent_role not in _BESIDE:
        return _act_before_measure(scene, proposition, types, wanted)
    return above


def _act_before_measure(scene: Scene, proposition: Proposition, types: Mapping[int, str], wanted: str) -> int | None:
    """The same where a length of time stands between: "shelled it again, [a day] after a first bombardment"."""
    p, noun = scene.parse, proposition.head
    preposition = p.heads[noun]
    if p.deps[noun] != "pobj" or p.lemmas[preposition].lower() not in ("after", "before"):
        return None
    token = p.heads[preposition]
    while p.heads[token] != token and not p.tags[token].startswith("VB"):
        token = p.heads[token]
    return next((i for i, kind in types.items() if kind == wanted and token in scene.propositions[i].tokens), None)


def alike(lemma: str, other: str) -> bool:
    """Whether two words, nouns or verbs, can tell of one act."""
    return lemma == other or other in load_anaphora().alike_to(lemma)


def verb_in_place(
    scene: Scene, proposition: Proposition, matches: Mapping[int, Match]
) -> tuple[int, Proposition, Match] | None:
    """What a verb that stands for an act of its sentence says: the act, by the verb's own subject at its own time.

    `matches` are the acts of the sentence by the place of their propositions.
    """
    if proposition.kind != "verb" or not _stands_for_another(scene, proposition):
        return None
    above = _clause_above(scene, proposition)
    if above is None or above not in matches or not proposition.role("agent"):
        return None
    whole, match = scene.propositions[above], matches[above]
    own = tuple(r for r in proposition.roles if r.name in _OF_THE_WHOLE)
    if not any(r.head in scene.references for r in own if r.name == "agent"):
        # "As it had done": a pronoun that nothing resolves stands for the subject of the whole.
        own = (*(r for r in own if r.name != "agent"), *(r for r in whole.roles if r.name == "agent"))
    rest = tuple(r for r in whole.roles if r.name not in _OF_THE_WHOLE and not _is_below(scene, proposition, r))
    frame = replace(match.frame, matter=None) if match.frame.matter == "self" else match.frame
    told = replace(proposition, predicate=whole.predicate, verb=whole.verb, roles=(*own, *rest))
    return above, told, Match(frame, match.exactness, proposition.tokens)


def _is_below(scene: Scene, proposition: Proposition, role: Role) -> bool:
    return role.head in scene.parse.subtree(proposition.head)


def _stands_for_another(scene: Scene, proposition: Proposition) -> bool:
    """A bare "did" or "acted", or "did so", "did the same", in a clause of time or manner and in the past."""
    p = scene.parse
    said = {p.lemmas[c].lower() for c in p.children[proposition.head] if c > proposition.head}
    held = any(r.name in ("patient", "complement") for r in proposition.roles)
    inside = p.deps[proposition.head] in ("advcl", "ccomp", "pcomp")
    past = proposition.tense == "past" and not proposition.modal
    return past and inside and proposition.predicate.lower() in ("do", "act") and (not held or bool(said & _SAME))


def _clause_above(scene: Scene, proposition: Proposition) -> int | None:
    p, verb = scene.parse, proposition.head
    if proposition.parent is not None and proposition.parent_role in _CLAUSES:
        above = scene.propositions[proposition.parent]
        if above.kind != "noun":
            return proposition.parent
    governor = p.heads[verb]
    if p.deps[verb] == "ccomp" and not any(p.lemmas[c].lower() in _CLAUSES for c in p.children[verb]):
        return None
    while p.heads[governor] != governor and not p.tags[governor].startswith("VB"):
        governor = p.heads[governor]
    return next((each.index for each in scene.propositions if each.tokens[0] == governor), None)
