"""Compound nouns that the parser breaks: "signed a ceasefire [deal] with rebels", where "deal" was taken for a verb."""

from __future__ import annotations

from dragoman.prepare.parse_tree import Tree

_BARE = ("VB", "VBP")


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
