"""The numbered roles of verbs, nouns and adjectives, whatever the form."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Role
from dragoman.prepare.propositions.subjects import Subjects
from dragoman.prepare.propositions.syntax import RELATIVES, Draft

_CLAUSE_DEPS = frozenset({"xcomp", "ccomp"})


class Roles(Subjects):
    """Adds who and what stands in which role."""

    def _roles(self, draft: Draft) -> list[Role]:
        roles: list[Role] = []
        if draft.kind == "verb":
            roles += self._verb_roles(draft.verb)
        elif draft.kind == "adjective":
            roles += self._adjective_roles(draft)
        elif draft.kind == "light":
            carried = [r for r in self._verb_roles(draft.verb) if r.head != draft.head]
            roles += [r for r in carried if self._noun_lemma(r.head) != "place" or r.name != "patient"]
            roles += self._noun_roles(draft.head)
        else:
            roles += self._noun_roles(draft.head)
        seen: set[tuple[str, int]] = set()
        unique = []
        for role in roles:
            if (role.name, role.head) not in seen and role.head not in draft.tokens:
                seen.add((role.name, role.head))
                unique.append(role)
        return unique

    def _verb_roles(self, verb: int) -> list[Role]:
        p = self.parse
        roles: list[Role] = []
        passive = self.is_passive(verb)
        roles += [replace(r, name="patient" if passive else "agent") for r in self.subjects(verb)]
        for child in p.children[verb]:
            dep = p.deps[child]
            if dep == "dobj":
                roles += self._fill("patient", child, "object")
            elif dep in ("dative", "iobj"):
                target = self._object_of(child) if p.tags[child] in ("IN", "TO") else child
                if target is not None:
                    roles += self._fill("addressee", target, "dative")
                    # "Sold jets to Senegal": whoever looks for "to" need not know what the parser thinks of "sell".
                    roles += self._fill(p.lemmas[child].lower(), target, "dative") if target != child else []
            elif dep == "agent":
                roles += self._prepositional(child, "agent" if passive else "by")
            elif dep == "prep":
                roles += self._prepositional(child)
            elif dep in _CLAUSE_DEPS:
                roles += self._clause(verb, child)
            elif dep == "advcl":
                roles.append(self._role(self._mark(child), child, "clause"))
            elif dep == "oprd":
                roles += self._fill("oprd", child, "predicate")
            elif dep == "attr":
                roles += self._fill("attr", child, "predicate")
            elif dep == "csubj":
                roles.append(self._role("agent", child, "clause"))
            if dep in ("advmod", "acomp"):
                # "Stopped short of leaving", "ahead of the talks": the preposition hangs on the adverb.
                roles += [r for c in p.children[child] if p.deps[c] == "prep" for r in self._prepositional(c)]
        roles += self._relative_object(verb)
        if passive and not any(r.name == "agent" for r in roles):
            roles += self._shared_by_phrase(verb)
        if not passive and not any(r.name in ("patient", "complement") for r in roles):
            roles += self._shared_object(verb)
        return roles

    def _clause(self, verb: int, clause: int) -> list[Role]:
        """The complement, and for "urged China to lift" also the one who is urged."""
        p = self.parse
        roles = [self._role("complement", c, "clause") for c in [clause, *self._verb_conjuncts(clause)]]
        infinitive = any(p.tags[c] == "TO" for c in p.children[clause])
        for child in p.children[clause]:
            if p.deps[child] in ("nsubj", "nsubjpass") and infinitive:
                roles += self._fill("addressee", child, "raised object")
        return roles

    def _adjective_roles(self, draft: Draft) -> list[Role]:
        p = self.parse
        roles = []
        if draft.verb != draft.head:
            roles += [replace(r, name="agent") for r in self.subjects(draft.verb)]
        elif p.deps[draft.head] == "amod":
            roles += self._fill("agent", p.heads[draft.head], "modified noun")
        for holder in {draft.head, draft.verb}:
            for child in p.children[holder]:
                if p.deps[child] == "prep":
                    roles += self._prepositional(child)
                elif p.deps[child] in ("xcomp", "ccomp", "acl"):
                    roles += [self._role("complement", c, "clause") for c in [child, *self._verb_conjuncts(child)]]
                elif p.deps[child] == "advcl" and child != draft.head:
                    roles.append(self._role(self._mark(child), child, "clause"))
        return roles

    def _noun_roles(self, noun: int) -> list[Role]:
        p = self.parse
        roles: list[Role] = []
        for child in p.children[noun]:
            dep = p.deps[child]
            if dep == "poss":
                roles += self._fill("poss", child, "possessive")
            elif dep in ("compound", "amod", "nmod", "quantmod") and p.tags[child] not in ("VBG", "VBD"):
                roles += self._fill("mod", child, dep)
                roles += [self._role("mod", c, "hyphen") for c in self._hyphenated(child)]
            elif dep == "prep":
                roles += self._prepositional(child)
            elif self._is_clause_of_noun(noun, child):
                roles.append(self._role("complement", child, "clause"))
        return roles

    def _is_clause_of_noun(self, noun: int, child: int) -> bool:
        """The content of a plan, call or report: an infinitive, a that-clause, or a participle that tells it."""
        p = self.parse
        if p.deps[child] == "acl":
            draft = self.drafts.get(noun)
            told = any(p.deps[c] == "mark" and p.lemmas[c].lower() == "that" for c in p.children[child])
            return (told or p.tags[child] in ("VB", "VBG")) and not (draft and child in draft.tokens)
        if p.deps[child] == "relcl":
            return any(p.texts[c].lower() == "that" and p.deps[c] == "mark" for c in p.children[child])
        return p.deps[child] == "ccomp"

    def _relative_object(self, verb: int) -> list[Role]:
        """In "the ban (that) China imposed" the noun is what was imposed."""
        p = self.parse
        if p.deps[verb] != "relcl" or self.is_passive(verb):
            return []
        subjects = [c for c in p.children[verb] if p.deps[c] == "nsubj"]
        if not subjects or p.lemmas[subjects[0]].lower() in RELATIVES:
            return []
        if any(p.deps[c] == "dobj" and p.lemmas[c].lower() not in RELATIVES for c in p.children[verb]):
            return []
        return [self._role("patient", p.heads[verb], "relative clause")]

    def _shared_object(self, verb: int) -> list[Role]:
        """In "rejected and condemned the plan" the first verb has the object of the last."""
        p = self.parse
        for child in p.children[verb]:
            if p.deps[child] == "conj" and p.tags[child] == p.tags[verb] and not self._has_subject(child):
                if any(p.tags[c] == "," for c in range(verb, child)):
                    return []
                return [
                    replace(r, via="shared object")
                    for c in p.children[child]
                    if p.deps[c] == "dobj"
                    for r in self._fill("patient", c, "object")
                ]
        return []

    def _shared_by_phrase(self, verb: int) -> list[Role]:
        """In "was rejected and condemned by Moscow" the first verb has the by-phrase of the last."""
        p = self.parse
        return [
            replace(r, via="shared by-phrase")
            for child in p.children[verb]
            if p.deps[child] == "conj" and p.tags[child] == "VBN" and not self._has_subject(child)
            for c in p.children[child]
            if p.deps[c] == "agent"
            for r in self._prepositional(c, "agent")
        ]
