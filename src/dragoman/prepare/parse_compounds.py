"""Compound nouns that the parser breaks: "signed a ceasefire [deal] with rebels", where "deal" was taken for a verb.

And names that it takes for the thing: "[Exercise] Blue Heron" is an exercise.
"""

from __future__ import annotations

from dragoman.lexicon.parse_words import parse_words
from dragoman.prepare.parse_tree import Tree

_BARE = ("VB", "VBP")
_NAMED = parse_words("compounds", "named")
_AFTER_NAMES = parse_words("compounds", "after-names")
_EXPLAINING = parse_words("compounds", "explaining")


def rejoin_compound(tree: Tree, word: int) -> None:
    """A bare verb right after the object of the verb to which it is joined, with nothing that joins it, is a noun.

    The object becomes its modifier, and it takes the object's place and article.
    """
    before, above = word - 1, tree.heads[word]
    if tree.tags[word] not in _BARE or tree.deps[word] != "conj" or before <= above:
        return
    if tree.deps[before] != "dobj" or tree.heads[before] != above or tree.tags[before] != "NN":
        return
    children = tree.children(word)
    if any(c < word or tree.deps[c] in ("dobj", "aux", "nsubj", "prt") for c in children):
        return
    if any(tree.deps[c] == "cc" for c in tree.children(above)):
        return
    for child in tree.children(before):
        tree.move(child, word, tree.deps[child])
    tree.tags[word] = "NN"
    tree.move(word, above, "dobj")
    tree.move(before, word, "compound")


def thing_before_its_name(tree: Tree, word: int) -> None:
    """ "Wound up [Exercise] Blue Heron with Oman": the thing takes the place of the name that follows it.

    It is no verb either: "began [Exercise] Blue Heron".
    """
    text = tree.texts[word]
    if text.lower() not in _NAMED or not (text[0].isupper() or tree.deps[word] == "compound"):
        return
    if tree.deps[word] == "xcomp":
        name = next((c for c in tree.children(word) if tree.deps[c] == "dobj"), word)
    else:
        name = tree.heads[word]
    if name <= word or not tree.tags[name].startswith("NNP") or tree.deps[word] not in ("compound", "xcomp"):
        return
    above, dep = tree.heads[name], tree.deps[name]
    if tree.deps[word] == "xcomp":
        above, dep = tree.heads[word], "dobj"
    else:
        for child in tree.children(name):
            if child < word or child > name:
                tree.move(child, word, tree.deps[child])
    tree.tags[word], tree.lemmas[word] = "NN", text.lower()
    tree.move(word, word if above == name else above, dep)
    tree.move(name, word, "appos")


def thing_after_its_name(tree: Tree, word: int) -> None:
    """ "Began the Blue Heron [exercise] on Monday": after an article and a name it is the object, and no verb."""
    above, name = tree.heads[word], word - 1
    if tree.tags[word] not in _BARE or tree.deps[word] != "ccomp" or tree.texts[word].lower() not in _AFTER_NAMES:
        return
    if above >= name or tree.deps[name] != "nsubj" or tree.heads[name] != word:
        return
    articles = [c for c in tree.children(name) if tree.deps[c] in ("det", "poss")]
    if not tree.tags[name].startswith("NNP") or not articles:
        return
    if any(tree.deps[c] in ("dobj", "mark", "aux") for c in tree.children(word)):
        return
    tree.tags[word], tree.lemmas[word] = "NN", tree.texts[word].lower()
    for child in tree.children(word):
        if child > word and tree.deps[child] in ("prep", "npadvmod", "advmod"):
            tree.move(child, above, tree.deps[child])
    for child in articles:
        tree.move(child, word, tree.deps[child])
    tree.move(name, word, "compound")
    tree.move(word, above, "dobj")


def thing_behind_its_name(tree: Tree, noun: int) -> None:
    """ "Called off Blue Heron, a joint [exercise]": what the name stands for is said behind it, and takes its place."""
    name = tree.heads[noun]
    if tree.deps[noun] != "appos" or name >= noun or tree.lemmas[noun].lower() not in _EXPLAINING:
        return
    if not tree.tags[name].startswith("NNP") or tree.deps[name] not in ("dobj", "nsubj", "nsubjpass", "attr"):
        return
    if tree.lemmas[name].lower() in _EXPLAINING or tree.texts[name + 1] != ",":
        return
    if not any(tree.deps[c] in ("det", "poss") for c in tree.children(noun)):
        return
    above, dep = tree.heads[name], tree.deps[name]
    for child in tree.children(name):
        if tree.deps[child] == "poss":
            tree.move(child, noun, "poss")
    tree.move(noun, above, dep)
    tree.move(name, noun, "appos")
