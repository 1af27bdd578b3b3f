"""Verbs of a sentence that a parser takes for something else, so that the sentence has none.

"The junta [relaxed] press censorship" (no adjective: the junta did it), "cut ties and [froze] trade" (nor here), "a
gunman [slew] two guards" (no name), "the speaker, Ana Rojas, [conferred] with the envoy" (no participle), "[Mali] fed
the poor" (the name is no part of the verb, but does it), "met Poe and [the two] agreed" (who agreed was not met).
"""

from __future__ import annotations

from dragoman.lexicon.inflection import lemma_of_past
from dragoman.lexicon.valency import load_valency
from dragoman.prepare.parse_tree import FINITE, Tree

_BESIDE_VERB = ("prep", "punct", "npadvmod", "advcl", "advmod", "agent", "conj", "cc")
_STOPS = (".", '"', "”", "''")


def verb_before_object(tree: Tree, verb: int) -> None:
    """ "The junta [relaxed] press censorship": the only past form of a whole sentence is its verb."""
    noun, doer = tree.heads[verb], verb - 1
    if tree.tags[verb] not in ("VBD", "VBN") or tree.deps[verb] not in ("amod", "compound") or verb == 0:
        return
    if tree.heads[noun] != noun or noun < verb or not tree.tags[noun].startswith("NN") or not _lacks_verb(tree, verb):
        return
    if not tree.tags[doer].startswith("NN") or tree.heads[doer] not in (noun, verb):
        return
    tree.tags[verb] = "VBD"
    for child in tree.children(noun):
        if child < doer:
            tree.move(child, doer, tree.deps[child])
        elif child > noun and tree.deps[child] in _BESIDE_VERB:
            tree.move(child, verb, tree.deps[child])
    tree.move(doer, verb, "nsubj")
    tree.move(verb, verb, "ROOT")
    tree.move(noun, verb, "dobj")


def verb_after_name(tree: Tree, verb: int) -> None:
    """ "The speaker, Ana Rojas, [conferred] with him": a verb that has no passive is no participle of its subject."""
    noun = tree.heads[verb]
    if tree.tags[verb] != "VBN" or tree.deps[verb] != "acl" or noun > verb or tree.heads[noun] != noun:
        return
    if tree.lemmas[verb].lower() not in load_valency().never_passive or not _lacks_verb(tree, verb):
        return
    tree.tags[verb] = "VBD"
    for child in tree.children(noun):
        if child > verb:
            tree.move(child, verb, tree.deps[child])
    tree.move(verb, verb, "ROOT")
    tree.move(noun, verb, "nsubj")


def _lacks_verb(tree: Tree, verb: int) -> bool:
    """Whether a whole sentence has no other verb that shows tense but in clauses that hang on a noun."""
    if tree.texts[-1] not in _STOPS:
        return False
    others = (t for t, tag in enumerate(tree.tags) if tag in FINITE and t != verb)
    return all(tree.deps[t] in ("relcl", "acl", "aux", "auxpass") for t in others)


def verb_for_name(tree: Tree, verb: int) -> None:
    """ "A gunman [slew] two guards": what has a subject and an object and the form of a past is a verb."""
    if tree.tags[verb] not in ("NN", "NNP", "JJ") or tree.heads[verb] != verb:
        return
    lemma = lemma_of_past(tree.texts[verb].lower())
    children = tree.children(verb)
    subject = any(tree.deps[c] == "nsubj" and c < verb for c in children)
    if lemma is not None and subject and any(tree.deps[c] == "dobj" and c > verb for c in children):
        tree.tags[verb], tree.lemmas[verb] = "VBD", lemma
        tree.changed = True


def past_beside_verb(tree: Tree, verb: int) -> None:
    """ "Cut ties and [froze] trade": a form that is a past and nothing else is the verb beside the one before it."""
    if tree.tags[verb] != "JJ" or tree.deps[verb] not in ("amod", "conj"):
        return
    noun, first = tree.heads[verb], tree.heads[verb]
    if tree.deps[verb] == "amod":
        if tree.deps[noun] != "conj" or noun < verb or any(c < verb for c in tree.children(noun)):
            return
        first = tree.heads[noun]
    lemma = lemma_of_past(tree.texts[verb].lower()) if tree.tags[first].startswith("VB") else None
    if lemma is None:
        return
    tree.tags[verb], tree.lemmas[verb] = "VBD", lemma
    tree.changed = True
    if noun != first:
        tree.move(verb, first, "conj")
        tree.move(noun, verb, "dobj")


def name_is_subject(tree: Tree, name: int) -> None:
    """ "[Mali] fed and housed them": a name right before a verb without a subject is its subject."""
    verb = tree.heads[name]
    if verb != name + 1 or tree.tags[verb] not in ("VBD", "VBZ") or tree.has_subject(verb):
        return
    if tree.tags[name].startswith("NNP") and not tree.has_auxiliary(verb):
        tree.move(name, verb, "nsubj")


def pair_is_subject(tree: Tree, pair: int) -> None:
    """ "Roe met Poe and [the two] agreed": those whom a verb right after them lacks did not meet as well."""
    verb = pair + 1
    if tree.deps[pair] != "conj" or tree.tags[pair] not in ("CD", "DT", "JJ") or verb >= len(tree.tags):
        return
    above = tree.heads[pair]
    counted = tree.texts[pair].lower() == "both" or tree.texts[pair - 1].lower() == "the"
    alone = tree.tags[verb] in FINITE and tree.deps[verb] == "conj" and not tree.has_subject(verb)
    if counted and alone and tree.tags[above].startswith("NN") and above < pair:
        tree.move(pair, verb, "nsubj")
