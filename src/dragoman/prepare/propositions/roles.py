"""The numbered roles of verbs, nouns and adjectives, whatever the form."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Role
from dragoman.prepare.propositions.nominals import Nominals
from dragoman.prepare.propositions.syntax import RELATIVES, Draft

_CLAUSE_DEPS = frozenset({"xcomp", "ccomp"})


class Roles(Nominals):
    """Adds who and what stands in which role."""

    def _roles(self, draft: Draft) -> list[Role]:
        p, roles = self.parse, list[Role]()
        if draft.kind == "verb":
            roles += self._verb_roles(draft.verb)
        elif draft.kind == "adjective":
            roles += self._adjective_roles(draft)
        elif draft.kind == "light":
            carried = [r for r in self._verb_roles(draft.verb) if r.head != draft.head]
            roles += [r for r in carried if self._noun_lemma(r.head) != "place" or r.name != "patient"]
            if p.deps[draft.head] == "pobj" and p.lemmas[draft.verb] in self.predicates.valency.carried_under_upon:
                roles = [replace(r, name="patient") if r.name == "agent" else r for r in roles]
            roles += self._noun_roles(draft.head)
        else:
            roles += self._noun_roles(draft.head)
        if draft.kind in ("noun", "light"):
            roles += self._named_roles(draft, roles)
            if self._is_the_worst(draft.head) or self._noun_lemma(draft.head) in self.predicates.valency.owner_done_to:
                done_to = {r.head for r in roles if r.name == "patient"}
                roles = [r for r in roles if r.name != "poss" or r.head not in done_to]
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
        passive = self.is_passive(verb) or self._is_tough(verb)
        name = "patient" if passive else "agent"
        roles += [r if r.name == name else replace(r, name=name) for r in self.subjects(verb)]
        for child in p.children[verb]:
            dep = p.deps[child]
            if dep == "dobj":
                roles += self._object_roles(verb, child)
            elif dep in ("dative", "iobj"):
                target = self._object_of(child) if p.tags[child] in ("IN", "TO") else child
                if target is not None:
                    roles += self._fill("addressee", target, "dative")
                    # "Sold jets to Senegal": whoever looks for "to" need not know what the parser thinks of "sell".
                    roles += self._fill(p.lemmas[child].lower(), target, "dative") if target != child else []
            elif dep == "agent":
                inner = self._object_of(child)
                doer = passive and not (inner is not None and self._is_means(inner))
                roles += self._prepositional(child, "agent" if doer else "by")
            elif dep == "prep" or (dep == "conj" and p.tags[child] == "IN"):
                roles += self._prepositional(child)  # "flew to Beirut and then [to] Baghdad"
                roles += [] if passive else self._represented(child)
            elif dep == "npadvmod" and self._is_next(child):
                roles += self._fill("patient", child, "object, coordinated")
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
        if not passive and not any(r.name in ("patient", "complement") for r in roles):
            roles += self._governed(verb, roles)
        if passive and not any(r.name == "agent" for r in roles):
            roles += self._shared_by_phrase(verb) or self._late_by_phrase(verb)
        if not passive and not any(r.name in ("patient", "complement") for r in roles):
            roles += self._shared_object(verb)
        return roles

    def _represented(self, prep: int) -> list[Role]:
        """For whom somebody acts: "signed on behalf of [Argentina]"."""
        p = self.parse
        inner = self._object_of(prep)
        if p.lemmas[prep].lower() not in ("on", "in") or inner is None or p.lemmas[inner].lower() != "behalf":
            return []
        below = next((c for c in p.children[inner] if p.deps[c] == "prep" and p.lemmas[c].lower() == "of"), None)
        target = self._object_of(below) if below is not None else None
        return self._fill("agent", target, "on behalf of") if target is not None else []

    def _is_next(self, noun: int) -> bool:
        """Whether a name is the next object of its verb: "visited Hanoi, then [Jakarta]"."""
        p = self.parse
        joined = p.tags[noun] == "NNP" and any(p.lemmas[c].lower() == "then" for c in p.children[noun])
        return joined and any(p.deps[c] == "dobj" and c < noun for c in p.children[p.heads[noun]])

    def _clause(self, verb: int, clause: int) -> list[Role]:
        """The complement, and for "urged China to lift" also the one who is urged."""
        p = self.parse
        roles = [self._role("complement", c, "clause") for c in [clause, *self._verb_conjuncts(clause)]]
        bare = p.tags[clause] in ("VB", "NN") and p.lemmas[verb] in self.predicates.valency.control_bare
        infinitive = bare or any(p.tags[c] == "TO" for c in p.children[clause])
        for child in p.children[clause]:
            if p.deps[child] in ("nsubj", "nsubjpass") and infinitive:
                roles += self._fill("addressee", child, "raised object")
                if p.lemmas[verb] not in self.predicates.valency.control_not_patient:
                    roles += self._fill("patient", child, "raised object")
        return roles

    def _object_roles(self, verb: int, noun: int) -> list[Role]:
        """What an object is to its verb; a relative pronoun stands for the noun that its clause describes."""
        p = self.parse
        if p.lemmas[noun].lower() in RELATIVES and p.tags[noun].startswith("W"):
            above = verb
            while p.deps[above] in ("ccomp", "xcomp") and p.heads[above] < above:
                above = p.heads[above]
            if p.deps[above] == "relcl":
                return self._fill("patient", self.before_time(p.heads[above]), "relative clause")[:1]
        if any(p.deps[c] == "expl" for c in p.children[verb]) and p.lemmas[verb] != "be":
            return []  # its subject
        return self._fill("patient", noun, "object")

    def _governed(self, verb: int, roles: list[Role]) -> list[Role]:
        """What a verb is done to through its preposition: "called for talks", "pulled out of the deal"; a bare name."""
        p = self.parse
        name, _ = self._verb_name(verb)
        for role in roles:
            words = f"{name} {role.name}".split()
            if role.via.startswith("prepositional") and words[-1] in self._governs(" ".join(words[:-1])):
                return [replace(r, name="patient") for r in roles if r.name == role.name and r.via == role.via]
        for child in p.children[verb]:
            if child > verb and p.deps[child] == "npadvmod" and p.tags[child] == "NNP" and self._is_side(child):
                return self._fill("patient", child, "object")
        return []

    def _governs(self, verb: str) -> frozenset[str]:
        return self.predicates.valency.governs.get(verb, frozenset())

    def _is_tough(self, verb: int) -> bool:
        """Whether the subject of "is hard to persuade" is the one to be persuaded."""
        p = self.parse
        return (
            p.deps[verb] == "xcomp"
            and p.lemmas[p.heads[verb]].lower() in self.predicates.valency.tough
            and not any(p.deps[c] == "dobj" for c in p.children[verb])
        )

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
                if p.texts[child].lower() in self.predicates.valency.hyphen_leading:
                    roles += [replace(r, name="by") for r in self._late_by_phrase(child)]  # "the [Oslo]-led invasion"
            elif dep == "prep":
                roles += self._prepositional(child)
            elif self._is_clause_of_noun(noun, child):
                roles.append(self._role("complement", child, "clause"))
        return roles + self._raised_phrases(noun)

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
        if any(p.tags[c] == "WP$" for c in p.children[subjects[0]]):
            return []  # "the presidents, whose armies clashed"
        if any(p.deps[c] == "dobj" and p.lemmas[c].lower() not in RELATIVES for c in p.children[verb]):
            return []
        if any(p.deps[c] == "mark" and p.texts[c].lower() == "that" for c in p.children[verb]):
            return []  # "told a paper that Chad would pay": what is told, and nothing about the paper
        if any(p.deps[c] == "ccomp" or p.tags[c] == "WRB" for c in p.children[verb]):
            return []  # "the ship that he said he sold", "the village where they met"
        return [self._role("patient", self.before_time(p.heads[verb]), "relative clause")]

    def _shared_object(self, verb: int) -> list[Role]:
        """In "rejected and condemned the plan" the first verb has the object of the last.

        Not in "met on Tuesday and reviewed the reports", where a phrase of its own ends what the first tells.
        """
        p = self.parse
        if any(c > verb and p.deps[c] in ("prep", "npadvmod", "dobj", "xcomp", "ccomp") for c in p.children[verb]):
            return []
        for child in p.children[verb]:
            same = p.tags[child] == p.tags[verb] or (p.tags[verb] == "VBD" and self._is_negated_past(child))
            if p.deps[child] == "conj" and same and not self._has_subject(child):
                bare = not any(p.deps[c] == "dobj" for c in p.children[child])
                if bare:
                    return self._shared_object(child)
                if any(p.tags[c] == "," for c in range(verb, child)):
                    return []
                return [
                    replace(r, via="shared object")
                    for c in p.children[child]
                    if p.deps[c] == "dobj"
                    for r in self._fill("patient", c, "object")
                ]
        return []

    def _late_by_phrase(self, verb: int) -> list[Role]:
        """In "accused of spying by Moscow" and "army-backed" the doer, whom the parser hangs elsewhere."""
        p = self.parse
        idle = p.texts[verb].lower() in self.predicates.valency.hyphen_neither
        if not idle and p.deps[verb] == "amod" and verb > 1 and p.texts[verb - 1] in ("-", "–"):
            before = verb - 2
            if p.tags[before] in ("NN", "NNS", "NNP", "NNPS") or (p.tags[before] == "JJ" and p.texts[before].istitle()):
                return [self._role("agent", before, "hyphen")]
        for child in p.children[verb]:
            inner = self._inner_act(child) if p.deps[child] == "prep" else None
            for below in p.children[inner] if inner is not None else ():
                if p.deps[below] in ("prep", "agent") and p.lemmas[below].lower() == "by":
                    return [replace(r, via="shared by-phrase") for r in self._prepositional(below, "agent")]
        return []

    def _inner_act(self, prep: int) -> int | None:
        """The "-ing" form under "of" or "for"."""
        p = self.parse
        if p.lemmas[prep].lower() not in ("of", "for"):
            return None
        return next((c for c in p.children[prep] if p.texts[c].lower().endswith("ing")), None)

    def _is_negated_past(self, verb: int) -> bool:
        """ "Did not expel", which has the object that "threatened but did not expel" shares."""
        p = self.parse
        return p.tags[verb] == "VB" and any(p.lemmas[c] == "do" for c in p.children[verb])

    def _has_own_passive(self, verb: int) -> bool:
        """Whether a participle has a subject and an auxiliary: "and its chief [was jailed]" is another story."""
        return self._has_subject(verb) and any(self.parse.deps[c] == "auxpass" for c in self.parse.children[verb])

    def _shared_by_phrase(self, verb: int) -> list[Role]:
        """In "was rejected and condemned by Moscow" and "two were shot, one stabbed by him" the doers of the last."""
        p = self.parse
        return [
            replace(r, via="shared by-phrase")
            for child in p.children[verb]
            if p.deps[child] == "conj" and p.tags[child] == "VBN" and not self._has_own_passive(child)
            for c in p.children[child]
            if p.deps[c] == "agent"
            for r in self._prepositional(c, "agent")
        ]
