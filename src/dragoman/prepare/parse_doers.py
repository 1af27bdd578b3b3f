"""Who does what a noun or participle tells, and when, where a parser gave that to the verb of the sentence."""

from __future__ import annotations

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.parse_words import parse_words
from dragoman.lexicon.valency import load_valency
from dragoman.prepare.parse_tree import Tree, can_act

_OF_VERBS = ("ing", "tion", "sion", "ment", "ure")
"""Endings of nouns made of verbs."""
_BEFORE_WHAT_HAPPENS = parse_words("doers", "before-what-happens")


def doer_of_noun(tree: Tree, by: int) -> None:
    """ "Opened an inquiry into the firing on a boat [by] the coast guard": a verb in the active has its own doer.

    The nearest noun before it that tells an act takes it, where who stands under it can act at all; failing that the
    object, where the parser took the verb for a passive ("Oslo had ignored a plan [by] Riga").
    """
    verb, passive = tree.heads[by], tree.deps[by] == "agent"
    if tree.texts[by].lower() != "by" or not (passive or tree.deps[by] == "prep"):
        return
    if not tree.tags[verb].startswith("VB") or by < verb:
        return
    deps = {tree.deps[c] for c in tree.children(verb)}
    doers = [c for c in tree.children(by) if tree.deps[c] == "pobj"]
    if "nsubj" not in deps or "auxpass" in deps or not doers or not can_act(tree, doers[0]):
        return
    act = next((t for t in range(by - 1, verb, -1) if _tells_an_act(tree, t)), None)
    if act is None and passive:
        act = next((c for c in tree.children(verb) if tree.deps[c] == "dobj" and verb < c < by), None)
    if act is not None and tree.stands_over(verb, act):
        tree.move(by, act, "prep")


def doer_of_participle(tree: Tree, participle: int) -> None:
    """ "Was named mediator with the rebels [holding] thirty men": those right before it hold them, nobody before."""
    people = participle - 1
    if tree.tags[participle] != "VBG" or tree.deps[participle] not in ("acl", "advcl") or people < 1:
        return
    above = tree.heads[people]
    if tree.tags[people] != "NNS" or tree.deps[people] != "pobj" or not can_act(tree, people) or above >= people:
        return
    noun = tree.heads[above]
    subjects = [c for c in tree.children(participle) if tree.deps[c] == "nsubj"]
    if tree.heads[participle] == noun or subjects == [noun]:
        for subject in subjects:
            tree.move(subject, tree.heads[participle], "dobj" if tree.deps[participle] == "acl" else "oprd")
        tree.move(participle, people, "acl")


def doer_after_of(tree: Tree, participle: int) -> None:
    """ "Put off the visit in the wake of [Chad] closing the border": who is named right before it closed it."""
    name = participle - 1
    if tree.tags[participle] != "VBG" or tree.deps[participle] not in ("advcl", "xcomp") or name < 1:
        return
    if not tree.tags[name].startswith("NNP") or tree.deps[name] != "pobj":
        return
    of = tree.heads[name]
    word = tree.lemmas[tree.heads[of]] if tree.texts[of].lower() == "of" else tree.texts[of]
    if word.lower() in _BEFORE_WHAT_HAPPENS and not tree.stands_over(participle, name):
        tree.move(participle, name, "acl")


def occasion_of_participle(tree: Tree, during: int) -> None:
    """ "Protested over remarks made by Roe [during] a visit": the remarks were made on it, nobody protested on it."""
    verb = tree.heads[during]
    if tree.texts[during].lower() != "during" or not tree.tags[verb].startswith("VB") or tree.texts[during - 1] == ",":
        return
    for participle in range(during - 1, verb, -1):
        if tree.tags[participle] == "VBN" and tree.deps[participle] == "acl" and tree.stands_over(verb, participle):
            if any(tree.texts[c].lower() == "by" for c in tree.children(participle)):
                tree.move(during, participle, "prep")
            return


def _tells_an_act(tree: Tree, token: int) -> bool:
    lemma = tree.lemmas[token].lower()
    if tree.tags[token] not in ("NN", "NNS") or load_actor_words().can_act(lemma):
        return False
    return lemma in load_valency().verb_of or lemma.endswith(_OF_VERBS)
