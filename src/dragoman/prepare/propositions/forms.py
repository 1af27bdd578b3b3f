"""Tense, aspect, modality, negation and condition of a predicate."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.lexicon.inflection import can_be_participle
from dragoman.model import Parse, Proposition
from dragoman.prepare.propositions.roles import Roles
from dragoman.prepare.propositions.syntax import Draft

_NEGATIVES = frozenset({"no", "never", "neither"})
_CONDITION_MARKS = frozenset({"if", "unless", "provided", "should", "otherwise", "whether"})


class Forms(Roles):
    """Adds the finished proposition."""

    def _proposition(self, index: int, draft: Draft) -> Proposition:
        p = self.parse
        verb = draft.verb
        carrier = self._tense_carrier(verb)
        aux = [c for c in p.children[carrier] if p.deps[c] in ("aux", "auxpass")]
        modal = next((p.lemmas[c].lower() for c in aux if p.tags[c] == "MD"), "")
        infinitive = any(p.tags[c] == "TO" for c in aux)
        children = {c for t in {draft.head, verb} for c in p.children[t]}
        negated = any(
            p.deps[c] == "neg" or (p.deps[c] in ("det", "advmod", "preconj") and p.lemmas[c].lower() in _NEGATIVES)
            for c in children
        )
        return Proposition(
            sentence=p.sentence,
            index=index,
            predicate=draft.predicate,
            head=draft.head,
            tokens=draft.tokens,
            kind=draft.kind,
            roles=tuple(draft.roles),
            negated=negated,
            tense=self._tense(carrier, aux, modal, infinitive) if draft.kind != "noun" else "",
            aspect=_aspect(p, carrier, aux),
            modal=modal or ("to" if infinitive else ""),
            voice="passive" if draft.kind in ("verb", "light") and self.is_passive(verb) else "active",
            question=p.texts[-1] == "?" and p.heads[verb] == verb,
            condition=self._is_condition(verb),
            verb=self._verb_of(draft),
            adverbs=tuple(p.lemmas[c].lower() for c in sorted(children) if p.deps[c] in ("advmod", "npadvmod")),
        )

    def _verb_of(self, draft: Draft) -> str:
        if draft.kind in ("noun", "light"):
            return self.predicates.valency.verb_of.get(draft.predicate, draft.predicate)
        return draft.predicate.partition(" ")[0]

    def _tense_carrier(self, verb: int) -> int:
        """The verb whose auxiliaries count: a coordinated verb without its own takes those of the first."""
        p = self.parse
        own = any(p.deps[c] in ("aux", "auxpass") for c in p.children[verb])
        if own or p.deps[verb] != "conj" or self._has_subject(verb):
            return verb
        if p.tags[verb] in ("VB", "VBN", "VBG"):
            return self._tense_carrier(p.heads[verb]) if p.tags[p.heads[verb]] == p.tags[verb] else verb
        return self._would_have(verb)

    def _would_have(self, verb: int) -> int:
        """ "Would have closed it, [expelled] them and [cut] ties": participles that parsers take for the past tense."""
        p = self.parse
        carrier = self._tense_carrier(p.heads[verb])
        aux = [c for c in p.children[carrier] if p.deps[c] == "aux"]
        unreal = any(p.tags[c] == "MD" for c in aux) and any(p.lemmas[c] == "have" for c in aux)
        if p.tags[verb] != "VBD" or p.tags[carrier] != "VBN" or not unreal:
            return verb
        return carrier if can_be_participle(p.texts[verb].lower(), p.lemmas[verb].lower()) else verb

    def _tense(self, verb: int, aux: list[int], modal: str, infinitive: bool) -> str:
        p = self.parse
        if modal in ("will", "shall", "'ll", "wo"):
            return "future"
        if infinitive:
            return ""
        finite = next((p.tags[c] for c in aux if p.tags[c] in ("VBD", "VBZ", "VBP")), p.tags[verb])
        if finite == "VBD" or (finite == "VBN" and not aux):
            return "past"
        return "present" if finite in ("VBZ", "VBP") else ""

    def _is_condition(self, verb: int) -> bool:
        p = self.parse
        if p.deps[verb] in ("acl", "relcl") and p.lemmas[p.heads[verb]].lower() == "condition":
            return True  # "on the condition that the ban [ends]"
        if p.deps[verb] not in ("advcl", "ccomp", "conj"):
            return False
        return any(p.deps[c] == "mark" and p.lemmas[c].lower() in _CONDITION_MARKS for c in p.children[verb])


def _aspect(parse: Parse, verb: int, aux: Collection[int]) -> str:
    perfect = any(parse.lemmas[c] == "have" for c in aux)
    progressive = (parse.tags[verb] == "VBG" and any(parse.lemmas[c] == "be" for c in aux)) or any(
        parse.lemmas[c] == "be" and parse.tags[c] == "VBG"
        for c in aux  # "is being withdrawn"
    )
    return "+".join(name for name, holds in (("perfect", perfect), ("progressive", progressive)) if holds)
