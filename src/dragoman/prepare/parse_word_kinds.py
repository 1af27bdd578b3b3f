"""Words that the parser takes for another kind of word: a verb for a noun, a past form for a bare one."""

from __future__ import annotations

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.inflection import lemma_of_past, mended_lemma
from dragoman.lexicon.parse_words import parse_words
from dragoman.lexicon.valency import load_valency
from dragoman.prepare.parse_tree import FINITE, Tree

_ALSO_VERBS = parse_words("repair", "also-verbs")
_HAULING = parse_words("repair", "hauling")


def past_form(tree: Tree, verb: int) -> None:
    """ "The club [forgave] the debt": a past form that was taken for a bare one, so that nobody knows its verb."""
    lemma = lemma_of_past(tree.lemmas[verb].lower()) if tree.tags[verb] == "VB" else None
    if lemma is None or any(tree.deps[c] in ("aux", "auxpass") for c in tree.children(verb)):
        return
    tree.tags[verb], tree.lemmas[verb] = "VBD", lemma
    tree.changed = True


def verb_for_adjective(tree: Tree, verb: int) -> None:
    """ "Togo and Benin [froze] trade in June": the only verb of a sentence, taken for an adjective."""
    noun = tree.heads[verb]
    if tree.tags[verb] != "JJ" or tree.deps[verb] != "amod" or tree.heads[noun] != noun or verb == 0:
        return
    lemma = lemma_of_past(tree.texts[verb].lower())
    doers = [c for c in tree.children(noun) if c < verb and tree.tags[c].startswith("NNP")]
    if lemma is None or not doers or any(tag.startswith(("VB", "MD")) for tag in tree.tags):
        return
    tree.tags[verb], tree.lemmas[verb] = "VBD", lemma
    for child in tree.children(noun):
        if child < verb or (child > noun and tree.deps[child] in ("prep", "punct", "npadvmod")):
            tree.move(child, verb, "nsubj" if child == doers[0] else tree.deps[child])
    tree.move(verb, verb, "ROOT")
    tree.move(noun, verb, "dobj")


def whole_lemma(tree: Tree, verb: int) -> None:
    """ "Was [readmitted]": the lemma of a form that the lemmatiser cut short, so that nobody knows its verb."""
    if tree.tags[verb] in ("VBD", "VBN", "VBG", "VBZ"):
        whole = mended_lemma(tree.lemmas[verb], tree.texts[verb])
        if whole is not None:
            tree.lemmas[verb] = whole
            tree.changed = True


def infinitive_for_adjective(tree: Tree, to: int) -> None:
    """ "Ghana urges Togo to [free] teachers": a verb that is an adjective too, after somebody who is to do it."""
    if tree.texts[to].lower() != "to" or tree.deps[to] != "prep" or to + 2 >= len(tree.heads):
        return
    verb, governor = to + 1, tree.heads[to]
    noun = tree.heads[verb]
    asked = tree.tags[governor].startswith("VB") and any(tree.deps[c] == "dobj" for c in tree.children(governor))
    if not asked or tree.lemmas[verb].lower() not in _ALSO_VERBS or tree.deps[verb] != "amod":
        return
    if tree.heads[noun] != to or tree.deps[noun] != "pobj":
        return
    tree.tags[to], tree.tags[verb] = "TO", "VB"
    tree.move(verb, governor, "xcomp")
    tree.move(to, verb, "aux")
    tree.move(noun, verb, "dobj")


def due_to_come(tree: Tree, due: int) -> None:
    """ "The visit to Ghana, [due] to start on Friday": what is due is the visit, not what "due to" would be for."""
    if tree.texts[due].lower() != "due" or tree.deps[due] != "prep" or due + 2 >= len(tree.heads):
        return
    verb = next((c for c in tree.children(due) if tree.deps[c] == "pcomp" and tree.tags[c] == "VB"), None)
    if verb is None or tree.texts[due + 1].lower() != "to":
        return
    noun = tree.heads[due]
    if not tree.tags[noun].startswith("NN"):
        before = [c for c in tree.children(noun) if c < due and tree.deps[c] in ("dobj", "nsubj", "nsubjpass")]
        if not before:
            return
        noun = before[-1]
    tree.tags[due] = "JJ"
    tree.move(due, noun, "amod")
    tree.move(verb, due, "xcomp")


def verb_for_noun(tree: Tree, verb: int) -> None:
    """ "Chad, Togo [sign] deal": a headline of two names and no other verb; the noun after them is the object."""
    texts, name = tree.texts, verb - 1
    noun = tree.heads[verb]
    if tree.deps[verb] != "compound" or tree.tags[verb] != "NN" or not 2 <= verb < noun:
        return
    if texts[-1] in (".", "!", "?") or tree.lemmas[verb].lower() not in load_valency().headline_verbs:
        return
    if not tree.tags[name].startswith("NNP") or any(tag in FINITE for tag in tree.tags):
        return
    second = tree.left_edge(name)
    while second and tree.heads[second - 1] == noun and tree.deps[second - 1] == "compound":
        second -= 1
    first, link = second - 2, second - 1
    if first < 0 or texts[link].lower() not in (",", "and") or not tree.tags[first].startswith("NNP"):
        return
    root = next(t for t in range(len(tree.heads)) if tree.heads[t] == t)
    if noun != root and tree.heads[noun] != root:
        return
    tree.tags[verb] = "VBP"
    tree.move(verb, verb, "ROOT")
    for child in tree.children(root):
        if child not in (first, noun, verb):
            tree.move(child, verb if child < verb else noun if root != noun else root, tree.deps[child])
    tree.move(noun, verb, "dobj")
    tree.move(first, verb, "nsubj")
    tree.move(link, first, "cc")
    tree.move(name, first, "conj")
    for part in range(second, name):
        tree.move(part, name, "compound")


def noun_with_subject(tree: Tree, verb: int) -> None:
    """ "The king and his counterpart [plan] to meet": what has a subject and an infinitive is the verb of both."""
    tag = tree.tags[verb]
    if tag not in ("NN", "NNS") or not tree.has_subject(verb) or verb + 1 >= len(tree.heads):
        return
    if tree.texts[verb + 1].lower() != "to" or any(tree.deps[c] == "det" for c in tree.children(verb)):
        return
    if any(tree.deps[c] == "xcomp" and tree.tags[c] == "VB" for c in tree.children(verb)):
        tree.tags[verb] = "VBP" if tag == "NN" else "VBZ"
        tree.changed = True


def called_in(tree: Tree, word: int) -> None:
    """ "Called [in] the Hungarian ambassador": people are called in, and nobody calls inside them."""
    verb = tree.heads[word]
    if tree.texts[word].lower() != "in" or tree.deps[word] != "prep" or verb != word - 1:
        return
    if tree.lemmas[verb].lower() not in _HAULING or any(tree.deps[c] == "dobj" for c in tree.children(verb)):
        return
    called = next((c for c in tree.children(word) if tree.deps[c] == "pobj"), None)
    if called is None or not load_actor_words().can_act(tree.lemmas[called].lower()):
        return
    tree.tags[word] = "RP"
    tree.move(word, verb, "prt")
    tree.move(called, verb, "dobj")
