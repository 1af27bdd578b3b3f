"""Phrases that a parser hangs on the wrong neighbour where a sentence opens with its time or is told by somebody.

"In June Saudi Arabia, Oman and Egypt [cut] ties" (the month is no part of the name), "agreed to meet, the minister
said, [ending] a row" (what ends it is the agreement), "rejected the plan in a [letter] to Oslo" (the letter holds no
plan), "at the invitation of President A of B, [C], king of D, paid a visit" (C is who paid it).
"""

from __future__ import annotations

from dragoman.dates import MONTHS, WEEKDAYS
from dragoman.lexicon.cues_attribution import load_attribution_cues
from dragoman.lexicon.valency import load_valency
from dragoman.prepare.parse_tree import FINITE, Tree

_TIMES = frozenset((*WEEKDAYS, *MONTHS))


def part_time_from_name(tree: Tree, name: int) -> None:
    """ "In [June] Saudi Arabia cut ties": the month is what stands after "in", the name does it."""
    preposition = tree.heads[name]
    time, verb = preposition + 1, tree.heads[preposition]
    if tree.deps[name] != "pobj" or not time < name < verb or tree.tags[verb] not in FINITE:
        return
    if tree.texts[preposition].lower() not in ("in", "on") or tree.texts[time].lower() not in _TIMES:
        return
    if tree.heads[time] != name or tree.deps[time] != "compound":
        return
    subject = next((c for c in tree.children(verb) if tree.deps[c] in ("nsubj", "nsubjpass") and c < verb), None)
    if subject is None:
        passive = any(tree.deps[c] == "auxpass" for c in tree.children(verb))
        tree.move(name, verb, "nsubjpass" if passive else "nsubj")
    elif tree.left_edge(subject) == name + 2 and tree.texts[name + 1] == "," and _heads_a_list(tree, subject):
        tree.move(name, verb, tree.deps[subject])
        tree.move(subject, name, "conj")
    else:
        return
    tree.move(time, preposition, "pobj")


def _heads_a_list(tree: Tree, name: int) -> bool:
    return tree.tags[name].startswith("NNP") and any(tree.deps[c] == "conj" for c in tree.children(name))


def outcome_of_what_is_told(tree: Tree, participle: int) -> None:
    """ "They agreed to meet, he said, [ending] a row": the agreement ends it, not his words."""
    said = tree.heads[participle]
    if tree.tags[participle] != "VBG" or tree.deps[participle] not in ("advcl", "xcomp") or participle < said:
        return
    if tree.lemmas[participle].lower() not in load_valency().outcome_verbs:
        return
    if tree.lemmas[said].lower() not in load_attribution_cues().verbs or tree.texts[participle - 1] != ",":
        return
    told = next((c for c in tree.children(said) if tree.deps[c] == "ccomp" and c < said), None)
    if told is None and tree.deps[said] == "parataxis" and tree.heads[said] < said:
        told = tree.heads[said]
    if told is not None and tree.tags[told].startswith("VB"):
        tree.move(participle, told, "advcl")


def message_of_verb(tree: Tree, preposition: int) -> None:
    """ "Rejected the plan in a [letter]": by the letter it was rejected; the plan is not in it."""
    noun = tree.heads[preposition]
    verb = tree.heads[noun]
    if tree.deps[preposition] != "prep" or tree.texts[preposition].lower() not in ("in", "during"):
        return
    if tree.deps[noun] != "dobj" or verb > noun or not tree.tags[verb].startswith("VB"):
        return
    held = [c for c in tree.children(preposition) if tree.deps[c] == "pobj"]
    if held and tree.lemmas[held[0]].lower() in load_valency().messages:
        tree.move(preposition, verb, "prep")


def subject_after_opening(tree: Tree, verb: int) -> None:
    """ "At the invitation of A, premier of B, [C], king of D, paid a visit": who pays is named last before the verb.

    "Under pressure from fishermen, [Peru] and Chile agreed": so are those of a list.
    """
    if tree.heads[0] != verb or tree.deps[0] != "prep" or tree.tags[verb] not in ("VBD", "VBZ"):
        return
    if tree.has_subject(verb) or tree.has_auxiliary(verb):
        return
    places = [t for t in range(2, verb) if _is_named_in_a_row(tree, t)]
    if tree.texts[verb - 1] != "," and (not places or _right_edge(tree, places[-1]) != verb - 1):
        return
    if places and not any(tree.deps[c] in ("nsubj", "csubj") for t in places for c in tree.children(t)):
        tree.move(places[-1], verb, "nsubj")


def clause_after_preposition(tree: Tree, verb: int) -> None:
    """ "Cut its aid after a [report] by the union accused it": a clause, whose subject the parser took for a phrase."""
    governor = tree.heads[verb]
    if tree.deps[verb] not in ("advcl", "conj", "ccomp") or tree.tags[verb] != "VBD" or tree.has_subject(verb):
        return
    if tree.has_auxiliary(verb) or any(tree.deps[c] in ("mark", "cc") for c in tree.children(verb)):
        return
    for preposition in tree.children(governor):
        if tree.deps[preposition] != "prep" or tree.texts[preposition].lower() not in _ALSO_CONJUNCTIONS:
            continue
        noun = next((c for c in tree.children(preposition) if tree.deps[c] == "pobj"), None)
        if noun is not None and governor < preposition < noun < verb and _right_edge(tree, noun) == verb - 1:
            tree.move(noun, verb, "nsubj")
            tree.move(preposition, verb, "mark")
            tree.move(verb, governor, "advcl")
            return


_ALSO_CONJUNCTIONS = frozenset({"after", "before", "since", "until"})


def clause_of_condition(tree: Tree, verb: int) -> None:
    """ "Decided to stay on the [condition] the pact can be ended": the clause right behind it says what it is."""
    if tree.deps[verb] not in ("ccomp", "advcl") or not tree.tags[verb].startswith("VB"):
        return
    subject = next((c for c in tree.children(verb) if tree.deps[c] in ("nsubj", "nsubjpass")), 0)
    before = tree.left_edge(subject) - 1
    noun = before - 1 if tree.texts[before].lower() == "that" else before
    if noun > 0 and tree.lemmas[noun].lower() == "condition" and not tree.stands_over(verb, noun):
        tree.move(verb, noun, "acl")


def _right_edge(tree: Tree, token: int) -> int:
    """The last word of the phrase under a token."""
    edge = token
    for child in tree.children(token):
        if child > token:
            edge = max(edge, _right_edge(tree, child))
    return edge


def passive_after_opening(tree: Tree, verb: int) -> None:
    """ "Ahead of the visit to Chad, a [meeting] is scheduled": no apposition to the name, but what is scheduled."""
    auxiliary = next((c for c in tree.children(verb) if tree.deps[c] == "auxpass"), verb)
    if tree.tags[verb] != "VBN" or tree.tags[auxiliary] not in FINITE or tree.has_subject(verb):
        return
    for noun in range(auxiliary - 1, 0, -1):
        edge = tree.left_edge(noun)
        if tree.deps[noun] == "appos" and tree.tags[noun] in ("NN", "NNS") and edge and tree.texts[edge - 1] == ",":
            name = tree.heads[noun]
            if tree.tags[name] == "NNP" and _right_edge(tree, noun) == auxiliary - 1:
                tree.move(noun, verb, "nsubjpass")
            return


def _is_named_in_a_row(tree: Tree, name: int) -> bool:
    """Whether a name stands after a comma as one more of those before it."""
    before = tree.texts[tree.left_edge(name) - 1] if tree.left_edge(name) else ""
    return tree.tags[name] == "NNP" and tree.deps[name] in ("appos", "conj") and before == ","
