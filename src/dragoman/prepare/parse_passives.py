"""Passives of which the second leaves its auxiliary out, which a parser takes for a description of its subject."""

from __future__ import annotations

from dragoman.prepare.parse_tree import Tree


def second_passive(tree: Tree, participle: int) -> None:
    """ "Ten were killed and a dozen [wounded] by rebels": a second clause, and no dozen that was killed."""
    noun = tree.heads[participle]
    first = tree.heads[noun]
    if tree.tags[participle] != "VBN" or tree.deps[participle] != "acl" or participle != noun + 1:
        return
    if tree.deps[noun] != "conj" or tree.tags[first] != "VBN" or not tree.tags[noun].startswith(("NN", "CD")):
        return
    passive = any(tree.deps[c] == "auxpass" for c in tree.children(first))
    if not passive or not any(tree.deps[c] == "nsubjpass" for c in tree.children(first)):
        return
    tree.move(participle, first, "conj")
    tree.move(noun, participle, "nsubjpass")
