"""Compound nouns that the parser breaks: "signed a ceasefire [deal] with rebels", where "deal" was taken for a verb.

And names that it takes for the thing: "[Exercise] Blue Heron" is an exercise.
"""

from __future__ import annotations

from dragoman.lexicon.parse_words import parse_words
from dragoman.prepare.parse_tree import Tree

_BARE = ("VB", "VBP")
_NAMED = parse_words("compounds", "named")


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
    if text.lower() not in _NAMED or not text[0].isupper():
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
