"""Phrases, conjuncts and prepositions of one parsed sentence, and the work that the steps on it share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.lexicon.valency import Valency, load_valency
from dragoman.model import Parse, Role

RELATIVES = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True)
class Predicates:
    """Which nouns and adjectives are predicates, and which verbs are light with which nouns: all from the lexicon.

    `nouns` and `adjectives` are lemmas; `light` maps a verb lemma (with its particle, "carry out") to the nouns that it
    only carries, or to `None` where it carries any of `nouns`. `compounds` gives for those of `nouns` that are none by
    themselves the words that must stand before them ("joint survey"). `valency` says what words take.
    """

    nouns: frozenset[str]
    adjectives: frozenset[str]
    light: Mapping[str, frozenset[str] | None]
    compounds: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    valency: Valency = field(default_factory=load_valency)


@dataclass(slots=True)
class Draft:
    """A proposition being built; `verb` is the token that carries tense, which for a noun may be its light verb."""

    head: int
    verb: int
    kind: str
    predicate: str
    tokens: tuple[int, ...]
    roles: list[Role]


class Syntax:
    """One sentence, what has been drafted of it, and how its phrases hang together."""

    def __init__(self, parse: Parse, predicates: Predicates) -> None:
        """Start on `parse`, with `predicates` from the lexicon."""
        self.parse = parse
        self.predicates = predicates
        self.drafts: dict[int, Draft] = {}
        self._subjects: dict[int, list[Role]] = {}

    def _noun_lemma(self, token: int) -> str:
        return self.parse.lemmas[token].lower()

    def _is_act(self, noun: int) -> bool:
        """Whether a noun of `acts` is an act here: where its doer or its object stands with it."""
        p = self.parse
        return any(
            p.deps[c] == "poss"
            or (p.deps[c] == "prep" and p.lemmas[c].lower() in ("of", "by", "between"))
            or (p.deps[c] in ("amod", "compound") and p.texts[c].istitle())
            for c in p.children[noun]
        )

    def _object_of(self, prep: int) -> int | None:
        return next((c for c in self.parse.children[prep] if self.parse.deps[c] == "pobj"), None)

    def _fill(self, name: str, head: int, via: str) -> list[Role]:
        return [self._role(name, h, via if h == head else f"{via}, coordinated") for h in self.conjuncts(head)]

    def _role(self, name: str, head: int, via: str) -> Role:
        return Role(name, head, self._phrase(head), via)

    def _phrase(self, head: int) -> tuple[int, ...]:
        """The tokens of a phrase without the conjuncts, clauses and appositions that hang on it."""
        p = self.parse
        found, queue = [head], [head]
        while queue:
            for child in p.children[queue.pop()]:
                if p.deps[child] in ("conj", "cc", "relcl", "acl", "appos", "punct", "advcl", "ccomp", "parataxis"):
                    continue
                found.append(child)
                queue.append(child)
        return tuple(sorted(found))

    def conjuncts(self, head: int) -> list[int]:
        """`head` and the nominals coordinated with it, in text order."""
        p = self.parse
        found, queue = [], [head]
        while queue:
            token = queue.pop(0)
            found.append(token)
            queue += [c for c in p.children[token] if p.deps[c] == "conj" and not p.tags[c].startswith("VB")]
            queue += [c for c in p.children[token] if self._is_listed(token, c)]
            queue += [c for child in p.children[token] if (c := self._together_with(token, child)) is not None]
        return sorted(found)

    def _together_with(self, noun: int, child: int) -> int | None:
        """Who does it as well: "Peru, along with [Chile], signed", "Chad together with [Mali]"; names beside names."""
        p = self.parse
        if child < noun or p.deps[child] != "prep" or not p.tags[noun].startswith("NN"):
            return None
        after = p.subtree(noun)[-1] + 1
        if p.heads[child] != noun and child != after + (after < len(p) and p.texts[after] == ","):
            return None  # "Peru refused along with Chile"
        word = p.lemmas[child].lower()
        inner: int | None = child
        if word == "along":
            inner = next((c for c in p.children[child] if p.deps[c] == "prep" and p.lemmas[c].lower() == "with"), None)
        elif word == "with":
            inner = child if p.texts[child - 1].lower() == "together" else None
        elif word != "alongside":
            return None
        target = self._object_of(inner) if inner is not None else None
        return target if target is not None and p.tags[target].startswith("NN") else None

    def _is_listed(self, noun: int, child: int) -> bool:
        """Whether an apposition is the second of a list: "an apology, [the release] of a crew and a return of ..."."""
        p = self.parse
        if p.deps[child] != "appos" or p.tags[child] not in ("NN", "NNS") or p.tags[noun] not in ("NN", "NNS"):
            return False
        joined = any(p.deps[c] == "cc" and p.lemmas[c].lower() == "and" for c in p.children[child])
        other = any(p.deps[c] == "conj" and p.tags[c] in ("NN", "NNS") for c in p.children[child])
        first = p.subtree(child)[0]
        return joined and other and p.texts[first - 1] == "," and p.deps[noun] == "dobj"

    def _verb_conjuncts(self, verb: int) -> list[int]:
        p = self.parse
        found = []
        for child in p.children[verb]:
            stray = p.tags[child].startswith("NN") and not any(p.deps[c] == "cc" for c in p.children[verb])
            if p.deps[child] == "conj" and not self._has_subject(child) and not self._climbs(verb, child) and not stray:
                found += [child, *self._verb_conjuncts(child)]
        return found

    def _climbs(self, verb: int, conjunct: int) -> bool:
        """Whether a finite conjunct of an infinitive belongs to the governor: "agreed to meet but blamed her"."""
        p = self.parse
        if p.tags[conjunct] not in ("VBD", "VBZ", "VBP") or p.tags[verb] != "VB":
            return False
        if any(p.tags[c] == "MD" for c in p.children[verb]):
            return False
        return not any(p.deps[c] == "aux" for c in p.children[conjunct])

    def _verb_name(self, token: int) -> tuple[str, tuple[int, ...]]:
        """The lemma, with its particle: "pull out", "call off"."""
        p = self.parse
        particles = [c for c in p.children[token] if p.deps[c] == "prt"]
        name = " ".join([p.lemmas[token].lower(), *(p.lemmas[c].lower() for c in particles)])
        return name, (token, *particles)

    def _is_means(self, token: int) -> bool:
        """Whether what follows "by" is a means and nobody: "by helicopter"."""
        p = self.parse
        bare = p.tags[token] == "NN" and not p.children[token]
        return bare and self._noun_lemma(token) in self.predicates.valency.means

    def _has_subject(self, verb: int) -> bool:
        return any(self.parse.deps[c] in ("nsubj", "nsubjpass", "csubj", "expl") for c in self.parse.children[verb])

    def _mark(self, clause: int) -> str:
        """The mark of an adverbial clause: "if", "after", ...; "purpose" for a bare infinitive, else "adverbial"."""
        p = self.parse
        for child in p.children[clause]:
            if p.deps[child] in ("mark", "advmod") and p.tags[child] in ("IN", "WRB"):
                return p.lemmas[child].lower()
        if any(p.tags[c] == "TO" for c in p.children[clause]):
            return "purpose"
        return "adverbial"

    def _hyphenated(self, token: int) -> list[int]:
        """The first half of "Xi-Kishida" in "the Xi-Kishida meeting", of "Oman-South Korea" too."""
        p = self.parse
        if p.tags[token].startswith("VB"):
            return []
        joined = (c for c in p.children[token] if c + 2 <= token and p.texts[c + 1] in ("-", "–", "/"))
        return [c for c in joined if all(self._is_before_name(t, token) for t in range(c + 2, token))]

    def _is_before_name(self, word: int, name: int) -> bool:
        """Whether a word is the first of a name of several: "[South] Korea"."""
        p = self.parse
        return p.heads[word] == name and p.deps[word] == "compound" and p.tags[word].startswith("NNP")

    def _prepositional(self, prep: int, name: str | None = None) -> list[Role]:
        """The phrases under a preposition; a nested one ("out of", "because of") takes the inner name as well."""
        p = self.parse
        label = name or p.lemmas[prep].lower()
        roles: list[Role] = []
        for child in p.children[prep]:
            dep = p.deps[child]
            if dep == "pobj":
                roles += self._fill(label, child, "prepositional")
            elif dep == "pcomp":
                roles += [self._role(label, c, "clause") for c in [child, *self._verb_conjuncts(child)]]
            elif dep == "prep":
                roles += self._prepositional(child, f"{label} {p.lemmas[child].lower()}")
            elif dep == "conj" and p.deps[prep] in ("prep", "agent"):
                roles += self._prepositional(child, name if p.lemmas[child] == p.lemmas[prep] else None)
        return roles
