"""Passives that a parser takes for descriptions: one without its auxiliary, and one with "remain" for it."""

from __future__ import annotations

from dragoman.lexicon.parse_words import parse_words
from dragoman.prepare.parse_tree import Tree

_STAYING = parse_words("passives", "staying")
_HALTED = dict(pair.split() for pair in parse_words("passives", "halted"))


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


def passive_of_staying(tree: Tree, participle: int) -> None:
    """ "Flights to Chad remain [suspended]": they are suspended, and were before. "Will remain" promises, and stays."""
    verb = tree.heads[participle]
    lemma = _HALTED.get(tree.texts[participle].lower())
    if lemma is None or tree.lemmas[verb].lower() not in _STAYING or not tree.tags[verb].startswith("VB"):
        return
    children = tree.children(verb)
    if not tree.has_subject(verb) or any(tree.tags[c] in ("MD", "TO") or tree.deps[c] == "neg" for c in children):
        return
    tree.tags[participle], tree.lemmas[participle] = "VBN", lemma
    head, dep = tree.heads[verb], tree.deps[verb]
    for child in children:
        if child != participle:
            tree.move(child, participle, "nsubjpass" if tree.deps[child] == "nsubj" else tree.deps[child])
    tree.move(participle, participle if head == verb else head, dep)
    tree.move(verb, participle, "auxpass")
