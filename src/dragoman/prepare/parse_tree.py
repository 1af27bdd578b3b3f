"""The arcs and tags of a parse while repairs move them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.model import Parse

FINITE = ("VBZ", "VBP", "VBD", "MD")
"""Tags of a verb, or of an auxiliary, that shows tense."""


class Tree:
    """The arcs, tags and lemmas of one parse, which may be moved; `changed` says whether any was."""

    def __init__(self, parse: Parse) -> None:
        """Start from the arcs that the parser drew."""
        self.source = parse
        self.texts = parse.texts
        self.heads = list(parse.heads)
        self.deps = list(parse.deps)
        self.tags = list(parse.tags)
        self.lemmas = list(parse.lemmas)
        self.changed = False

    def parse(self) -> Parse:
        """The finished tree."""
        children: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                children[head].append(token)
        return replace(
            self.source,
            heads=tuple(self.heads),
            deps=tuple(self.deps),
            tags=tuple(self.tags),
            lemmas=tuple(self.lemmas),
            children=tuple(map(tuple, children)),
        )

    def children(self, token: int) -> Sequence[int]:
        """The tokens that hang on one now, in the order of the text."""
        if not self.changed:  # nearly always
            return self.source.children[token]
        return [c for c, head in enumerate(self.heads) if head == token and c != token]

    def move(self, token: int, head: int, dep: str) -> None:
        """Hang a token on another one; on itself for the root."""
        self.heads[token], self.deps[token] = head, dep
        self.changed = True

    def stands_over(self, above: int, token: int) -> bool:
        """Whether one token stands above another one, or is it."""
        for _ in self.heads:
            if token == above:
                return True
            token = self.heads[token]
        return False

    @property
    def whole(self) -> bool:
        """Whether every token still leads up to a root: repairs that do not know of one another may close a circle."""
        reach: set[int] = {token for token, head in enumerate(self.heads) if head == token}
        for start in range(len(self.heads)):
            path = [start]
            while path[-1] not in reach:
                path.append(self.heads[path[-1]])
                if len(path) > len(self.heads) + 1:
                    return False
            reach.update(path)
        return True

    def has_subject(self, verb: int) -> bool:
        """Whether a subject hangs on a verb."""
        return any(self.deps[c] in ("nsubj", "nsubjpass", "expl", "csubj") for c in self.children(verb))

    def has_auxiliary(self, verb: int) -> bool:
        """Whether an auxiliary or a modal verb hangs on a verb."""
        return any(self.deps[c] in ("aux", "auxpass") for c in self.children(verb))

    def left_edge(self, token: int) -> int:
        """The first token of what stands before a noun as part of its phrase."""
        edge = token
        for child in self.children(token):
            if child < token and self.deps[child] in ("compound", "det", "amod", "poss", "nmod"):
                edge = min(edge, self.left_edge(child))
        return edge


def can_act(tree: Tree, noun: int) -> bool:
    """Whether a noun is a name, or names people, a body or a state."""
    return tree.tags[noun].startswith("NNP") or load_actor_words().can_act(tree.lemmas[noun].lower())
