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

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dragoman.model import Parse, Proposition, Role

_OBJECT_CONTROL_EXCEPTIONS = frozenset({"promise", "threaten", "vow", "pledge"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_CLAUSE_DEPS = frozenset({"xcomp", "ccomp"})
_ADJECTIVE_DEPS = frozenset({"amod", "acl", "advcl", "appos", "ROOT", "oprd", "ccomp", "conj"})
_DESCRIBING = frozenset({"participle", "participle before the noun", "modified noun"})
_PARTITIVES = frozenset(
    {"round", "session", "series", "set", "wave", "string", "spate", "flurry", "leg", "bout", "stage"}
)
_NEGATIVES = frozenset({"no", "never", "neither"})
_CONDITION_MARKS = frozenset({"if", "unless", "provided", "should", "otherwise", "whether"})


@dataclass(frozen=True, slots=True)
class Predicates:
    """Which nouns and adjectives are predicates, and which verbs are light with which nouns: all from the lexicon.

    `nouns` and `adjectives` are lemmas; `light` maps a verb lemma (with its particle, "carry out") to the nouns that it
    only carries, or to `None` where it carries any of `nouns`.
    """

    nouns: frozenset[str]
    adjectives: frozenset[str]
    light: Mapping[str, frozenset[str] | None]


def find_propositions(parse: Parse, predicates: Predicates) -> tuple[Proposition, ...]:
    """All propositions of one sentence, in text order of their heads, linked to the ones in which they stand."""
    return _Builder(parse, predicates).build()


@dataclass(slots=True)
class _Draft:
    """A proposition being built; `verb` is the token that carries tense, which for a noun may be its light verb."""

    head: int
    verb: int
    kind: str
    predicate: str
    tokens: tuple[int, ...]
    roles: list[Role]


class _Builder:
    """The work on one sentence; holds what several steps need."""

    def __init__(self, parse: Parse, predicates: Predicates) -> None:
        self.parse = parse
        self.predicates = predicates
        self.drafts: dict[int, _Draft] = {}
        self._subjects: dict[int, list[Role]] = {}

    # -------------------------------------------------------------- steps

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

    def _draft(self, token: int) -> _Draft | None:
        """The proposition headed by `token`, or `None` where it is no predicate or only carries one."""
        p = self.parse
        tag, dep = p.tags[token], p.deps[token]
        if tag.startswith("VB") and dep not in ("aux", "auxpass"):
            if self._light_object(token) is not None:
                return None
            attribute = self._predicate_complement(token)
            if attribute is not None:
                return _Draft(attribute, token, "adjective", self._adjective(attribute), (token, attribute), [])
            name, tokens = self._verb_name(token)
            return _Draft(token, token, "verb", name, tokens, [])
        if tag in ("NN", "NNS", "NNP", "NNPS") and self._noun_lemma(token) in self.predicates.nouns:
            carrier = self._light_carrier(token)
            if tag.startswith("NNP") and carrier is None and dep in ("compound", "nmod"):
                return None
            if carrier is not None:
                return _Draft(token, carrier, "light", self._noun_lemma(token), (carrier, token), [])
            if dep == "compound" and not self._is_event_compound(token):
                return None
            return _Draft(token, token, "noun", self._noun_lemma(token), (token,), [])
        if tag.startswith("JJ") and dep in _ADJECTIVE_DEPS and p.lemmas[token] in self.predicates.adjectives:
            return _Draft(token, token, "adjective", p.lemmas[token], (token,), [])
        return None

    def _noun_lemma(self, token: int) -> str:
        return self.parse.lemmas[token].lower()

    def _is_event_compound(self, token: int) -> bool:
        """Before another noun a noun is a predicate of its own only where that one is none ("visit plans" is)."""
        head = self.parse.heads[token]
        return self._noun_lemma(head) not in self.predicates.nouns and self.parse.tags[head] in ("NN", "NNS")

    def _verb_name(self, token: int) -> tuple[str, tuple[int, ...]]:
        """The lemma, with its particle: "pull out", "call off"."""
        p = self.parse
        particles = [c for c in p.children[token] if p.deps[c] == "prt"]
        name = " ".join([p.lemmas[token].lower(), *(p.lemmas[c].lower() for c in particles)])
        return name, (token, *particles)

    def _predicate_complement(self, verb: int) -> int | None:
        """The predicate adjective of a copula ("is ready to"), where it is one that the lexicon knows."""
        p = self.parse
        if p.lemmas[verb] not in ("be", "become", "remain", "seem", "appear", "stay", "declare", "stand"):
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

    # -------------------------------------------------------------- light verbs

    def _carries(self, verb: int, noun: int) -> bool:
        name, _ = self._verb_name(verb)
        light = self.predicates.light
        if name not in light or self._noun_lemma(noun) not in self.predicates.nouns:
            return False
        nouns = light[name]
        return nouns is None or self._noun_lemma(noun) in nouns

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
        if p.deps[verb] in ("acl", "relcl"):
            noun = p.heads[verb]
            own_object = any(p.deps[c] == "dobj" and p.lemmas[c] not in _RELATIVES for c in p.children[verb])
            if not own_object and p.tags[verb] != "VBG" and self._carries(verb, noun):
                return noun
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

    # -------------------------------------------------------------- roles

    def _roles(self, draft: _Draft) -> list[Role]:
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

    def _adjective_roles(self, draft: _Draft) -> list[Role]:
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

    def _hyphenated(self, token: int) -> list[int]:
        """The first half of "Xi-Kishida" in "the Xi-Kishida meeting"."""
        p = self.parse
        return [c for c in p.children[token] if c + 2 == token and p.texts[c + 1] in ("-", "–", "/")]

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
            elif dep == "conj" and p.deps[prep] == "prep":
                roles += self._prepositional(child)
        return roles

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
        return found

    def _verb_conjuncts(self, verb: int) -> list[int]:
        p = self.parse
        found = []
        for child in p.children[verb]:
            if p.deps[child] == "conj" and not self._has_subject(child) and not self._climbs(verb, child):
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

    # -------------------------------------------------------------- who does it

    def is_passive(self, verb: int) -> bool:
        """Whether the subject of the form is what the act is done to."""
        p = self.parse
        deps = {p.deps[c] for c in p.children[verb]}
        if deps & {"auxpass", "nsubjpass", "agent"}:
            return True
        if p.tags[verb] != "VBN" or ("nsubj" in deps and p.deps[verb] not in ("acl", "relcl")):
            return False  # a subject of its own and no auxiliary: a past tense that the tagger took for a participle
        if any(p.deps[c] == "aux" and p.lemmas[c] == "have" for c in p.children[verb]):
            return False
        if p.deps[verb] == "conj" and "aux" not in deps and "nsubj" not in deps:
            return self.is_passive(p.heads[verb]) if p.tags[p.heads[verb]] == "VBN" else False
        return p.deps[verb] in ("acl", "amod", "advcl", "ROOT", "relcl", "ccomp", "xcomp") and "dobj" not in deps

    def subjects(self, verb: int) -> list[Role]:
        """Who does it, or to whom it is done: own, shared, controlled or modified."""
        if verb not in self._subjects:
            self._subjects[verb] = []  # a cycle in a broken parse ends here
            self._subjects[verb] = self._find_subjects(verb)
        return self._subjects[verb]

    def _find_subjects(self, verb: int) -> list[Role]:
        p = self.parse
        own = [c for c in p.children[verb] if p.deps[c] in ("nsubj", "nsubjpass")]
        if own:
            if p.lemmas[own[0]].lower() in _RELATIVES and p.deps[verb] == "relcl":
                return self._fill("agent", self._described(own[0], p.heads[verb]), "relative clause")
            return [role for subject in own for role in self._fill("agent", subject, "subject")]
        dep, head = p.deps[verb], p.heads[verb]
        if head == verb:
            return []
        if dep == "conj":
            return [replace(r, via="shared subject") for r in self._subject_of_coordinated(verb, head)]
        if dep in ("acl", "amod"):
            infinitive = any(p.tags[c] == "TO" for c in p.children[verb])
            if infinitive:
                return [replace(r, via="subject of the noun") for r in self._holders_of_noun(head)]
            return self._fill("agent", head, "participle" if dep == "acl" else "participle before the noun")
        if dep == "relcl":
            return []
        if dep in ("xcomp", "ccomp", "advcl", "pcomp"):
            return self._controlled(verb, head)
        return []

    def _described(self, pronoun: int, noun: int) -> int:
        """What a relative clause describes: "which" after "visits between officers" means the visits, not people."""
        p = self.parse
        if (
            p.lemmas[pronoun].lower() != "which"
            or p.deps[noun] != "pobj"
            or self._noun_lemma(noun) in self.predicates.nouns
        ):
            return noun
        governor = p.heads[p.heads[noun]]
        return governor if self._noun_lemma(governor) in self.predicates.nouns else noun

    def _subject_of_coordinated(self, verb: int, head: int) -> list[Role]:
        """The first verb's subject; the role it fills here follows from the form of the second verb."""
        p = self.parse
        while self._climbs(head, verb) and p.heads[head] != head:
            head = p.heads[head]
        while not p.tags[head].startswith("VB") and p.heads[head] != head and p.deps[verb] == "conj":
            if p.tags[verb] not in ("VBD", "VBZ", "VBP"):
                break
            head = p.heads[head]
        return self.subjects(head) if p.tags[head].startswith("VB") else []

    def _controlled(self, verb: int, governor: int) -> list[Role]:
        p = self.parse
        if p.deps[verb] == "pcomp":
            preposition, governor = governor, p.heads[governor]
            if not p.tags[governor].startswith("VB"):
                return [replace(r, via="subject of the noun") for r in self._holders_of_noun(governor)]
            objects = [c for c in p.children[governor] if p.deps[c] in ("dobj", "nsubjpass")]
            if objects and p.lemmas[preposition].lower() in ("of", "from", "for", "into", "with"):
                return self._fill("agent", objects[0], "controlled by object")
            return [replace(r, via="controlled") for r in self.subjects(governor)]
        if not p.tags[governor].startswith("VB"):
            return [replace(r, via="controlled") for r in self._subjects_of_adjective(governor)]
        objects = [
            c for c in p.children[governor] if p.deps[c] in ("dobj", "dative", "iobj") and p.tags[c] not in ("IN", "TO")
        ]
        doers = [c for c in p.children[governor] if p.deps[c] == "agent"]
        if p.deps[verb] == "advcl" and p.tags[verb] == "VBG" and doers:
            # "The camp was attacked by gunmen, killing ten": they kill, not the camp.
            return [replace(r, via="controlled") for c in doers for r in self._prepositional(c, "agent")]
        if p.deps[verb] == "xcomp" and objects and p.lemmas[governor] not in _OBJECT_CONTROL_EXCEPTIONS:
            return self._fill("agent", objects[0], "controlled by object")
        return [replace(r, via="controlled") for r in self.subjects(governor)]

    def _subjects_of_adjective(self, adjective: int) -> list[Role]:
        p = self.parse
        governor = p.heads[adjective]
        if p.tags[governor].startswith("VB"):
            return self.subjects(governor)
        return []

    def _holders_of_noun(self, noun: int) -> list[Role]:
        """Whose plan, decision or refusal it is: possessor, nationality, or the subject of a light verb."""
        p = self.parse
        found = [c for c in p.children[noun] if p.deps[c] == "poss"]
        if found:
            return self._fill("agent", found[0], "possessive")
        governor = p.heads[noun]
        if p.tags[governor].startswith("VB") and p.deps[noun] in ("dobj", "attr"):
            return self.subjects(governor)
        found = [c for c in p.children[noun] if p.deps[c] in ("compound", "amod") and p.texts[c][:1].isupper()]
        if found:
            return self._fill("agent", found[-1], "modifier")
        for child in p.children[noun]:
            if p.deps[child] == "prep" and p.lemmas[child].lower() in ("by", "from", "of"):
                target = self._object_of(child)
                if target is not None:
                    return self._fill("agent", target, "prepositional")
        return []

    def _relative_object(self, verb: int) -> list[Role]:
        """In "the ban (that) China imposed" the noun is what was imposed."""
        p = self.parse
        if p.deps[verb] != "relcl" or self.is_passive(verb):
            return []
        subjects = [c for c in p.children[verb] if p.deps[c] == "nsubj"]
        if not subjects or p.lemmas[subjects[0]].lower() in _RELATIVES:
            return []
        if any(p.deps[c] == "dobj" and p.lemmas[c].lower() not in _RELATIVES for c in p.children[verb]):
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

    # -------------------------------------------------------------- tense and the rest

    def _proposition(self, index: int, draft: _Draft) -> Proposition:
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
            adverbs=tuple(p.lemmas[c].lower() for c in sorted(children) if p.deps[c] in ("advmod", "npadvmod")),
        )

    def _tense_carrier(self, verb: int) -> int:
        """The verb whose auxiliaries count: a coordinated verb without its own takes those of the first."""
        p = self.parse
        own = any(p.deps[c] in ("aux", "auxpass") for c in p.children[verb])
        if own or p.deps[verb] != "conj" or self._has_subject(verb) or p.tags[verb] not in ("VB", "VBN", "VBG"):
            return verb
        return self._tense_carrier(p.heads[verb]) if p.tags[p.heads[verb]] == p.tags[verb] else verb

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
