"""Who does it and to whom it is done where a noun tells the act: "Chinese ban on fish", "the arrest of X by Y".

The phrases around a noun keep the names of their prepositions; what this adds is the `agent` and the `patient` that the
verb of the noun would have, as NomBank (Meyers et al. 2004) gives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.lexicon.parse_words import parse_words
from dragoman.model import Role
from dragoman.prepare.propositions.subjects import DAYS, Subjects
from dragoman.prepare.propositions.syntax import Draft

_DOERS = ("by", "between", "among")
# How adjectives of nations end, for the first word of a sentence, whose capital says nothing.
_PEOPLES = tuple(sorted(parse_words("nominals", "peoples")))
_NO_PEOPLES = parse_words("nominals", "no-peoples")
_WORST = parse_words("nominals", "worst")
_ABOUT = ("over", "about", "at", "for")  # after those that name a party


class Nominals(Subjects):
    """Adds agent and patient to the roles of nouns, carried by a light verb or alone."""

    def _named_roles(self, draft: Draft, roles: Sequence[Role]) -> list[Role]:
        """Agents and patients of a noun that its other roles tell, each said to stand where it was found."""
        told = {r.name for r in roles}
        agents = [] if "agent" in told else self._doers(draft, roles)
        patients = [] if "patient" in told else self._done_to(draft, roles)
        idle = self._noun_lemma(draft.head) in self.predicates.valency.owner_neither
        owner = [] if idle else [r for r in roles if r.name == "poss" and not self.is_time(r.head)]
        if draft.kind == "noun" and not agents and owner and not self._is_done_to_owner(draft, roles, patients):
            agents = owner
        elif draft.kind == "noun" and owner and not patients and agents != owner:
            patients = owner
        if not agents and "agent" not in told and draft.kind == "noun":
            agents = self._subject_of_series(draft.head)
        aimed_at = [r for r in roles if r.name == "mod" and self._is_aimed_at(r.head)]
        patients = patients or aimed_at
        if not agents and "agent" not in told:
            sides = [r for r in roles if r.name == "mod" and r not in aimed_at and self._is_side(r.head)]
            joined = any(r.via == "hyphen" for r in sides)
            adjectives = sides if joined else [r for r in sides if self.parse.tags[r.head] == "JJ"]
            agents = adjectives or [r for r in sides if len(sides) > 1 or not self._is_aim(draft.head, r.head)]
        taken = {r.head for r in agents}
        return [
            *(replace(r, name="agent") for r in agents),
            *(replace(r, name="patient") for r in patients if r.head not in taken),
        ]

    def _doers(self, draft: Draft, roles: Sequence[Role]) -> list[Role]:
        valency, noun = self.predicates.valency, self._noun_lemma(draft.head)
        names = ("by",) if noun in valency.between_others else _DOERS
        found = [r for r in roles if r.name in names and r.via != "clause" and not self._is_means(r.head)]
        if noun in valency.from_doer:
            found = found or [r for r in roles if r.name == "from" and r.via != "clause"]
        return found or ([r for r in roles if r.name == "of"] if noun in valency.of_doer else [])

    def _done_to(self, draft: Draft, roles: Sequence[Role]) -> list[Role]:
        """What stands after "of", else after a preposition that belongs to the noun."""
        valency, noun = self.predicates.valency, self._noun_lemma(draft.head)
        if noun in valency.between_others and any(r.name == "between" for r in roles):
            return [r for r in roles if r.name == "between"]
        if noun not in valency.of_doer and noun not in valency.of_neither:
            found = [r for r in roles if r.name == "of" and r.via != "clause"]
            if found:
                return found
        for role in sorted(roles, key=lambda r: r.name in _ABOUT):
            if noun in valency.noun_governs.get(role.name, ()) and role.via != "clause":
                return [r for r in roles if r.name == role.name and r.via != "clause"]
        return []

    def _is_done_to_owner(self, draft: Draft, roles: Sequence[Role], patients: Sequence[Role]) -> bool:
        """Whether the owner is the one to whom it is done: "the minister's arrest", "Tibet's occupation by China"."""
        if patients:
            return False
        return self._is_the_worst(draft.head) or self._noun_lemma(draft.head) in self.predicates.valency.owner_done_to

    def _is_the_worst(self, noun: int) -> bool:
        """Whether an act is the worst that its owner has suffered: "Baghdad's deadliest bombing"."""
        return any(self.parse.lemmas[c].lower() in _WORST for c in self.parse.children[noun])

    def _is_side(self, token: int) -> bool:
        """Whether a word before a noun names who acts: a name or a nationality, but no day."""
        p = self.parse
        text = p.texts[token]
        capital = text[:1].isupper() and text not in DAYS
        if p.tags[token] == "JJ" and token == 0:
            return text.lower().endswith(_PEOPLES) and text not in _NO_PEOPLES
        return capital and (p.tags[token] in ("NNP", "NNPS", "JJ") or text.isupper())

    def _subject_of_series(self, noun: int) -> list[Role]:
        """Of "after touring Lima and [meeting] with her, he said" the doer; the tagger took the act for a noun."""
        p = self.parse
        before = p.heads[noun]
        joined = p.deps[noun] == "conj" and p.tags[before] == "VBG" and p.deps[before] in ("pcomp", "advcl", "xcomp")
        bare = not any(p.deps[c] in ("det", "poss", "amod", "compound") for c in p.children[noun])
        if not joined or not bare or not p.texts[noun].lower().endswith("ing"):
            return []
        return [replace(r, name="agent", via="shared subject") for r in self.subjects(before)]

    def _is_aimed_at(self, name: int) -> bool:
        """Whether a name before a noun is that of the other side: "the anti-[Iraq] blockade"."""
        p = self.parse
        return name > 1 and p.texts[name - 1] in ("-", "–") and p.texts[name - 2].lower() == "anti"

    def _is_aim(self, noun: int, name: int) -> bool:
        """Whether a name before a noun may as well be the aim or the place: "the Aleppo assault", not "the EU ban"."""
        aimed = self._noun_lemma(noun) in self.predicates.valency.name_unclear
        return aimed and not self.parse.texts[name].replace(".", "").isupper()

    def _raised_phrases(self, noun: int) -> list[Role]:
        """In "the exchange of prisoners between X and Y" the sides, which the parser hangs on the prisoners."""
        p = self.parse
        found: list[Role] = []
        for child in p.children[noun]:
            if p.deps[child] != "prep" or p.lemmas[child].lower() not in ("of", "on", "by", "to", "from", "with"):
                continue
            inner = self._object_of(child)
            if inner is None or self._noun_lemma(inner) in self.predicates.nouns:
                continue
            below = [c for c in p.children[inner] if p.deps[c] in ("prep", "agent")]
            wanted = (*_DOERS, "of") if p.lemmas[child].lower() == "by" else _DOERS
            found += [r for c in below if p.lemmas[c].lower() in wanted for r in self._prepositional(c)]
        return found
