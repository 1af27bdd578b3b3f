"""Propositions: one shape for all syntax.

A parse is turned into predicates with numbered roles, and every difference of form is dissolved here and nowhere else:
active and passive, by-phrases, possessives, compounds, participles, relative clauses, control and raising, coordination
with shared arguments, copulas, and light verbs ("hold talks" is one predicate, "talk"). Compare PredPatt (White et al.
2016) and PropS (Stanovsky et al. 2016) for the method, NomBank (Meyers et al. 2004) for nouns.

Roles are `agent`, `patient`, `addressee`, `complement` (a clause), `poss` and `mod` (what stands before a noun), the
preposition of a prepositional phrase ("with", "against", "between"), and the mark of an adverbial clause ("if",
"after", "purpose", "adverbial"). One role name can be filled several times: each conjunct of "Japan, China and Korea"
is a role of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dragoman.lexicon.parse_words import parse_words
from dragoman.model import Parse, Proposition
from dragoman.prepare.propositions.forms import Forms
from dragoman.prepare.propositions.syntax import RELATIVES, Draft, Predicates

__all__ = ["Predicates", "find_propositions"]

_ADJECTIVE_DEPS = frozenset({"amod", "acl", "advcl", "appos", "ROOT", "oprd", "ccomp", "conj"})
_DESCRIBING = frozenset({"participle", "participle before the noun", "modified noun"})
_LINKING = parse_words("propositions", "linking")
_ALSO_PREPOSITIONS = parse_words("propositions", "also-prepositions")
_PARTITIVES = parse_words("propositions", "partitives")


def find_propositions(parse: Parse, predicates: Predicates) -> tuple[Proposition, ...]:
    """All propositions of one sentence, in text order of their heads, linked to the ones in which they stand."""
    return _Builder(parse, predicates).build()


class _Builder(Forms):
    """The steps on one sentence: which words are predicates, their roles, and which stands in which."""

    def build(self) -> tuple[Proposition, ...]:
        for token in range(len(self.parse)):
            draft = self._draft(token)
            if draft is not None:
                # "Is prepared to": what a copula says of its subject is an adjective, whatever its tag.
                self.drafts.setdefault(draft.head, draft)
        for draft in self.drafts.values():
            draft.roles = self._roles(draft)
        ordered = sorted(self.drafts.values(), key=lambda d: d.head)
        index: dict[int, int] = {}
        for place, draft in enumerate(ordered):
            for token in {draft.head, draft.verb, *draft.tokens}:
                index.setdefault(token, place)
            index[draft.head] = place
        found = [self._proposition(place, draft) for place, draft in enumerate(ordered)]
        return tuple(_link(found, index))

    def _draft(self, token: int) -> Draft | None:
        """The proposition headed by `token`, or `None` where it is no predicate or only carries one."""
        p = self.parse
        tag, dep = p.tags[token], p.deps[token]
        if tag.startswith("VB") and dep not in ("aux", "auxpass"):
            if self._light_object(token) is not None:
                return None
            attribute = self._predicate_complement(token)
            if attribute is not None:
                return Draft(attribute, token, "adjective", self._adjective(attribute), (token, attribute), [])
            name, tokens = self._verb_name(token)
            return None if self._is_noun_like(token) else Draft(token, token, "verb", name, tokens, [])
        if tag in ("NN", "NNS", "NNP", "NNPS"):
            known = self._noun_lemma(token) in self.predicates.nouns
            if not known and self._noun_lemma(token) not in self.predicates.valency.acts:
                return None
            carrier = self._light_carrier(token)
            if not known and carrier is None and not self._is_act(token):
                return None
            if tag.startswith("NNP") and carrier is None and dep in ("compound", "nmod"):
                return None
            if carrier is not None:
                return Draft(token, carrier, "light", self._noun_lemma(token), (carrier, token), [])
            if dep == "compound" and not self._is_event_compound(token):
                return None
            return Draft(token, token, "noun", self._noun_lemma(token), (token,), [])
        if tag.startswith("JJ") and dep in _ADJECTIVE_DEPS and p.lemmas[token] in self.predicates.adjectives:
            return Draft(token, token, "adjective", p.lemmas[token], (token,), [])
        return None

    def _is_noun_like(self, token: int) -> bool:
        """A participle for people ("the wounded"), or one that has become a preposition ("according to")."""
        p = self.parse
        if p.deps[token] == "prep":
            return p.texts[token].lower() in _ALSO_PREPOSITIONS
        return p.deps[token] in ("dobj", "pobj", "nsubj", "nsubjpass") and any(
            p.deps[c] == "det" for c in p.children[token]
        )

    def _is_event_compound(self, token: int) -> bool:
        """Before another noun a noun is a predicate of its own only where that one is none ("visit plans" is)."""
        head = self.parse.heads[token]
        return self._noun_lemma(head) not in self.predicates.nouns and self.parse.tags[head] in ("NN", "NNS")

    def _predicate_complement(self, verb: int) -> int | None:
        """The predicate adjective of a copula ("is ready to"), where it is one that the lexicon knows."""
        p = self.parse
        if p.lemmas[verb] not in _LINKING:
            return None
        for child in p.children[verb]:
            if p.deps[child] in ("acomp", "attr", "oprd", "advmod") and self._adjective(child):
                return child
        return None

    def _adjective(self, token: int) -> str:
        """The predicate adjective that the word is, also where it is tagged as a participle; else the empty string."""
        p = self.parse
        words = (p.lemmas[token].lower(), p.texts[token].lower())
        return next((w for w in words if w in self.predicates.adjectives), "")

    def _carries(self, verb: int, noun: int) -> bool:
        name, _ = self._verb_name(verb)
        light, lemma = self.predicates.light, self._noun_lemma(noun)
        if name not in light:
            return False
        nouns = light[name]
        known = lemma in self.predicates.nouns
        if nouns is None:
            return known and self._is_whole(noun)
        return lemma in nouns and (known or lemma in self.predicates.valency.acts)

    def _is_whole(self, noun: int) -> bool:
        """ "Launched an air [campaign]": an act only with such words, which "a sales [campaign]" lacks."""
        p, wanted = self.parse, self.predicates.compounds.get(self._noun_lemma(noun))
        before = {word.lower() for c in p.children[noun] if c < noun for word in (p.lemmas[c], p.texts[c])}
        return wanted is None or any(words <= before for words in wanted)

    def _light_object(self, verb: int) -> int | None:
        """The noun that a light verb only carries: its object, or its subject in the passive and with "take place"."""
        p = self.parse
        if p.tags[verb][:2] != "VB" or p.deps[verb] in ("aux", "auxpass"):
            return None
        for child in p.children[verb]:
            if p.deps[child] in ("dobj", "nsubjpass", "attr"):
                noun = self._inside_partitive(child)
                if self._carries(verb, noun):
                    return noun
        if p.lemmas[verb] == "take" and any(p.lemmas[c] == "place" for c in p.children[verb]):
            for child in p.children[verb]:
                if p.deps[child] == "nsubj" and self._noun_lemma(child) in self.predicates.nouns:
                    return child
        under = self._carried_under(verb)
        if under is not None:
            return under
        if p.deps[verb] in ("acl", "relcl"):
            noun = p.heads[verb]
            own_object = any(p.deps[c] == "dobj" and p.lemmas[c] not in RELATIVES for c in p.children[verb])
            if not own_object and p.tags[verb] != "VBG" and self._carries(verb, noun):
                return noun
        return None

    def _carried_under(self, verb: int) -> int | None:
        """The act of "came under attack", "placed him under arrest"."""
        p, valency = self.parse, self.predicates.valency
        onto = p.lemmas[verb] in valency.carried_under_onto
        if not onto and p.lemmas[verb] not in valency.carried_under_upon:
            return None
        for child in p.children[verb]:
            if p.deps[child] == "prep" and p.lemmas[child].lower() in valency.carried_under_prepositions:
                noun = self._object_of(child)
                if noun is None or self._noun_lemma(noun) not in valency.carried_under_nouns & self.predicates.nouns:
                    continue
                if not onto or not any(p.deps[c] == "compound" for c in p.children[noun]):
                    return noun  # "house arrest" is no arrest
        return None

    def _inside_partitive(self, noun: int) -> int:
        """In "a new round of talks" the talks."""
        p = self.parse
        if self._noun_lemma(noun) not in _PARTITIVES:
            return noun
        for child in p.children[noun]:
            if p.deps[child] == "prep" and p.lemmas[child].lower() == "of":
                target = self._object_of(child)
                if target is not None and self._noun_lemma(target) in self.predicates.nouns:
                    return target
        return noun

    def _light_carrier(self, noun: int) -> int | None:
        p = self.parse
        above = p.heads[p.heads[p.heads[noun]]] if p.deps[noun] == "pobj" else p.heads[noun]
        candidates = [p.heads[noun], above, *(c for c in p.children[noun] if p.deps[c] in ("acl", "relcl"))]
        for verb in candidates:
            if verb != noun and self._light_object(verb) == noun:
                return verb
        return None


def _link(found: list[Proposition], index: Mapping[int, int]) -> list[Proposition]:
    """Give each proposition the one in whose role it stands.

    A noun stands in the clause that governs it rather than in the relative clause that hangs on it, so roles found
    through a relative clause count only where there is no other; a noun that a participle describes stands in neither.
    """
    parents: dict[int, tuple[int, str]] = {}
    for relative in (False, True):
        for proposition in found:
            for role in proposition.roles:
                child = index.get(role.head)
                if child is None or child == proposition.index or (role.via == "relative clause") != relative:
                    continue
                if role.via in _DESCRIBING or _is_above(parents, child, proposition.index):
                    continue
                parents.setdefault(child, (proposition.index, role.name))
    return [
        replace(p, parent=parents[p.index][0], parent_role=parents[p.index][1]) if p.index in parents else p
        for p in found
    ]


def _is_above(parents: Mapping[int, tuple[int, str]], candidate: int, index: int) -> bool:
    """Whether `candidate` already stands above `index`, so that a link would close a circle."""
    while index in parents:
        index = parents[index][0]
        if index == candidate:
            return True
    return False
