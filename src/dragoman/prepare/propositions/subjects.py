"""Who does it, or to whom it is done: own, shared, controlled, raised or modified subjects."""

from __future__ import annotations

from dataclasses import replace

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.parse_words import parse_words
from dragoman.model import Role
from dragoman.prepare.propositions.syntax import RELATIVES, Syntax

DAYS = frozenset(
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
     "April", "May", "June", "July", "August", "September", "October", "November", "December", "Christmas", "Easter")
)  # fmt: skip
_SPANS = parse_words("subjects", "spans")  # fmt: skip
_IN_A_ROW = parse_words("subjects", "in-a-row")
_PAPERS = parse_words("subjects", "papers")
_ISSUING = parse_words("subjects", "issuing")


class Subjects(Syntax):
    """Adds the subjects of verbs and the holders of nouns."""

    def is_passive(self, verb: int) -> bool:
        """Whether the subject of the form is what the act is done to."""
        p = self.parse
        deps = {p.deps[c] for c in p.children[verb]}
        if deps & {"auxpass", "nsubjpass", "agent"}:
            return True
        if self._is_all_there_is(verb):
            return False
        if "expl" in deps:
            return False  # "there stood"
        if "nsubj" in deps and "aux" not in deps and (self._is_small_clause(verb) or self._is_cut_short(verb, deps)):
            return True
        if p.tags[verb] != "VBN" or ("nsubj" in deps and p.deps[verb] not in ("acl", "relcl")):
            return False  # a subject of its own and no auxiliary: a past tense that the tagger took for a participle
        if any(p.deps[c] == "aux" and p.lemmas[c] == "have" for c in p.children[verb]):
            return False
        if p.deps[verb] == "conj" and "aux" not in deps and "nsubj" not in deps:
            return self.is_passive(p.heads[verb]) if p.tags[p.heads[verb]] == "VBN" else False
        return p.deps[verb] in ("acl", "amod", "advcl", "ROOT", "relcl", "ccomp", "xcomp") and "dobj" not in deps

    def _is_all_there_is(self, verb: int) -> bool:
        """ "The opposition called on Togo to leave.": a past tense without which the sentence would have no verb."""
        p = self.parse
        noun = p.heads[verb]
        if p.deps[verb] != "acl" or p.tags[verb] != "VBN" or p.heads[noun] != noun or p.texts[-1] != ".":
            return False
        on = [c for c in p.children[verb] if p.deps[c] in ("dobj", "xcomp", "ccomp")]
        return bool(on) and not any(p.tags[t] in ("VBD", "VBZ", "VBP", "MD") for t in range(len(p)))

    def _is_small_clause(self, verb: int) -> bool:
        """Whether it says what somebody had or saw done: "had the man deported"."""
        p = self.parse
        governor = p.heads[verb]
        small = p.tags[verb] == "VBN" and p.deps[verb] == "ccomp"
        return small and p.lemmas[governor] in self.predicates.valency.control_small_clause

    def _is_cut_short(self, verb: int, deps: set[str]) -> bool:
        """Whether a headline left out the auxiliary of a passive: "two envoys expelled", "visit called off"."""
        p = self.parse
        if p.tags[verb] not in ("VBD", "VBN") or deps & {"dobj", "ccomp", "xcomp", "attr", "oprd", "dative"}:
            return False
        top = p.deps[verb] in ("ROOT", "parataxis")
        if top and "conj" not in deps and p.lemmas[verb] in self.predicates.valency.needs_object:
            return True
        if p.texts[-1] in (".", "!", "?"):
            return False  # "The truce held." is a sentence, "Truce held in Aden" a headline
        name, _ = self._verb_name(verb)
        return (
            (top or p.deps[verb] in ("ccomp", "conj"))
            and name in self.predicates.valency.needs_object_of_things
            and any(p.deps[c] == "nsubj" and c < verb and self._is_thing(c) for c in p.children[verb])
        )

    def _is_thing(self, noun: int) -> bool:
        """Whether a common noun names neither people nor a body that acts."""
        p = self.parse
        words = load_actor_words()
        known = any(words.can_act(form) for form in (p.lemmas[noun].lower(), p.texts[noun].lower()))
        common = p.tags[noun] in ("NN", "NNS") or (noun == 0 and p.lemmas[noun].lower() in self.predicates.nouns)
        return common and not known

    def subjects(self, verb: int) -> list[Role]:
        """Who does it, or to whom it is done: own, shared, controlled or modified."""
        if verb not in self._subjects:
            self._subjects[verb] = []  # a cycle in a broken parse ends here
            self._subjects[verb] = self._find_subjects(verb)
        return self._subjects[verb]

    def _find_subjects(self, verb: int) -> list[Role]:
        p = self.parse
        own = [c for c in p.children[verb] if p.deps[c] in ("nsubj", "nsubjpass")]
        if len(own) > 1 or not own:
            own = self._across_a_quote(verb, own)
        if not own and p.lemmas[verb] != "be" and any(p.deps[c] == "expl" for c in p.children[verb]):
            own = [c for c in p.children[verb] if p.deps[c] == "dobj"]  # "there stood the envoy"
        if len(own) == 1 and p.tags[verb] != "VBZ":
            own = self._comma_pair(verb, own[0])
        own = [self._after_colon(subject, verb) for subject in own]
        if own:
            if p.lemmas[own[0]].lower() in RELATIVES and p.deps[verb] == "relcl":
                meant = self._described(own[0], p.heads[verb])
                # "The rebels, who demanded money, and the army": who is named after the clause did not demand it
                told = [r for r in self._fill("agent", meant, "relative clause") if r.head < own[0]]
                return self._laid_down(meant) or told
            if p.lemmas[own[0]].lower() == "which" and p.deps[verb] == "advcl" and p.tags[p.heads[verb]][:2] == "VB":
                described = self._object_before(p.heads[verb], own[0])
                if described is not None and p.tags[described][:3] == "NNP":  # "thanked Peru on Friday, which had paid"
                    return self._fill("agent", described, "relative clause")
            cleft = self._cleft(verb) if p.lemmas[own[0]].lower() in RELATIVES else None
            if cleft is not None:
                return self._fill("agent", cleft, "relative clause")
            beside = [c for child in p.children[verb] if (c := self._together_with(own[-1], child)) is not None]
            return [role for subject in (*own, *beside) for role in self._fill("agent", subject, "subject")]
        dep, head = p.deps[verb], p.heads[verb]
        if head == verb:
            return []
        if dep == "conj":
            return [replace(r, via="shared subject") for r in self._subject_of_coordinated(verb, head)]
        if dep in ("acl", "advcl", "relcl") and self._is_announced(head, verb):
            head = self._after_colon(head, verb)
            return [r for s in self._comma_pair(verb, head) for r in self._fill("agent", s, "subject")]
        infinitive = dep in ("acl", "amod", "relcl") and any(p.tags[c] == "TO" for c in p.children[verb])
        if infinitive and self._is_one_of_a_row(head):
            if p.deps[head] == "attr" and not self._says_whose(head, verb):
                return [replace(r, via="subject of the noun") for r in self.subjects(p.heads[head])]
            return self._fill("agent", head, "subject of the noun")
        if dep in ("acl", "amod"):
            if infinitive:
                return [replace(r, via="subject of the noun") for r in self._holders_of_noun(head)]
            if dep == "amod" and p.texts[verb - 1] in ("-", "–"):  # "[Oslo-backed] rebels and police": the rebels alone
                return [self._role("agent", head, "participle before the noun")]
            laid_down = self._laid_down(head) if p.tags[verb] == "VBG" and dep == "acl" else []
            if laid_down:
                return laid_down
            return self._fill("agent", head, "participle" if dep == "acl" else "participle before the noun")
        if dep == "relcl":
            return []
        if dep in ("xcomp", "ccomp", "advcl", "pcomp"):
            return self._controlled(verb, head)
        return []

    def _laid_down(self, noun: int) -> list[Role]:
        """ "Signed a decree [barring] their planes": what a paper lays down is done by whoever signs or issues it."""
        p = self.parse
        over = p.heads[noun]
        if self._noun_lemma(noun) not in _PAPERS or p.lemmas[over].lower() not in _ISSUING:
            return []
        by = [role for c in p.children[over] if p.deps[c] == "agent" for role in self._prepositional(c, "agent")]
        doers = {"dobj": self.subjects(over), "nsubjpass": by}.get(p.deps[noun], [])
        return [replace(role, via="whose paper it is") for role in doers]

    def _is_one_of_a_row(self, noun: int) -> bool:
        """ "The first premier [to visit] Oman": who is first does it."""
        p = self.parse
        beside = (c for c in p.children[noun] if p.deps[c] in ("amod", "nummod"))
        return any(not {p.lemmas[c].lower(), p.texts[c].lower()}.isdisjoint(_IN_A_ROW) for c in beside)

    def _says_whose(self, noun: int, verb: int) -> bool:
        """ "She was the third Peruvian envoy to be expelled": the noun says more than a pronoun, or a name put out."""
        p = self.parse
        whose = any(p.deps[c] in ("amod", "compound", "poss") and p.texts[c][0].isupper() for c in p.children[noun])
        put_out = any(p.deps[c] == "auxpass" for c in p.children[verb])
        by_pronoun = any(p.deps[c] == "nsubj" and p.tags[c] == "PRP" for c in p.children[p.heads[noun]])
        return whose and (put_out or by_pronoun)

    def _is_announced(self, noun: int, verb: int) -> bool:
        """Whether a name before an infinitive is its subject, as in the headline "Kenya to hold talks"."""
        p = self.parse
        first = p.heads[noun] == noun or (p.deps[noun] == "dep" and p.subtree(noun)[0] == 0)
        named = first and verb > noun and p.tags[noun].startswith("NNP")
        return named and any(p.tags[c] == "TO" for c in p.children[verb])

    def _after_colon(self, noun: int, verb: int) -> int:
        """In "Exclusive: Kenya to hold talks" the name after the colon."""
        p = self.parse
        if noun > verb or p.texts[noun + 1] != ":":
            return noun
        return next((c for c in p.children[noun] if noun < c < verb and p.tags[c].startswith("NNP")), noun)

    def _comma_pair(self, verb: int, subject: int) -> list[int]:
        """Both of "Kenya, Somalia restore ties": a comma that no second one closes stands for "and" in a headline."""
        p = self.parse
        if not self._is_named(subject) or subject > verb:
            return [subject]
        before = next((c for c in p.children[verb] if p.deps[c] in ("npadvmod", "dep", "nmod") and c < subject), None)
        after = next((c for c in p.children[subject] if p.deps[c] == "appos" and c < verb), None)
        first, second = (subject, after) if after is not None else (before, subject)
        if first is None or second is None or not p.tags[first].startswith("NN") or not self._is_named(second):
            return [subject]
        start = p.subtree(first)[0]
        opens = start == 0 or p.texts[start - 1] == ":" or start - 1 == p.heads[verb]  # "says Kenya, Somalia to meet"
        joined = p.texts[p.subtree(second)[0] - 1] == "," and p.texts[second + 1] != ","
        return [first, second] if opens and joined else [subject]

    def _is_named(self, noun: int) -> bool:
        """Whether a noun is a name, or has one right before it: "Chad", "Chad troops"."""
        p = self.parse
        before = noun > 0 and p.deps[noun - 1] == "compound" and p.heads[noun - 1] == noun and p.tags[noun - 1] == "NNP"
        return p.tags[noun].startswith("NNP") or (before and p.tags[noun] == "NNS")

    def _cleft(self, verb: int) -> int | None:
        """ "It was Oslo that signed": who is set off by "it was"."""
        p = self.parse
        governor = p.heads[verb]
        if p.lemmas[governor] != "be" or not any(p.texts[c].lower() == "it" for c in p.children[governor]):
            return None
        return next((c for c in p.children[governor] if p.deps[c] == "attr" and c < verb), None)

    def _across_a_quote(self, verb: int, own: list[int]) -> list[int]:
        """In '"The bridge," said X, "is ours"' the bridge is of the second part, not of "said"."""
        p = self.parse
        if len(own) > 1:
            colons = [t for t in range(own[0], own[-1]) if p.texts[t] == ":"]
            if colons and own[-1] < verb:
                return [c for c in own if c > colons[-1]]  # "Old foes: Chad trains recruits"
            own = [c for c in own if c == own[0] or not self._is_set_off(c)] or own
            own = [c for c in own if p.lemmas[c].lower() not in ("each", "all", "both")] or own
            inverted = [c for c in own if c > verb]
            return inverted if inverted and any(c < verb for c in own) else own
        speech = next((c for c in p.children[verb] if c < verb and p.deps[c] in ("parataxis", "ccomp")), None)
        if speech is None or not p.tags[speech].startswith("VB") or p.deps[verb] == "conj":
            return own
        subjects = [c for c in p.children[speech] if p.deps[c] in ("nsubj", "nsubjpass")]
        return [c for c in subjects if c < speech] if any(c > speech for c in subjects) else own

    def _is_set_off(self, noun: int) -> bool:
        """Whether commas set off a description, and no second subject: "Lomé, an ally of Chad, said"."""
        p = self.parse
        phrase = p.subtree(noun)
        first, last = phrase[0], phrase[-1]
        opened = first > 0 and p.texts[first - 1] == "," and p.texts[first].lower() in ("a", "an", "the")
        return opened and "," in (p.texts[last], p.texts[min(last + 1, len(p) - 1)])

    def _described(self, pronoun: int, noun: int) -> int:
        """What a relative clause describes: "which" after "visits between officers" means the visits, not people."""
        p = self.parse
        if p.tags[noun].startswith("VB"):
            before = self._object_before(noun, pronoun)  # "left for [Cairo], which has offered to help", hung on "left"
            return noun if before is None else before
        if self.is_time(noun):
            return self.before_time(noun)
        if (
            p.lemmas[pronoun].lower() != "which"
            or p.deps[noun] != "pobj"
            or self._noun_lemma(noun) in self.predicates.nouns
        ):
            return noun
        governor = p.heads[p.heads[noun]]
        return governor if self._noun_lemma(governor) in self.predicates.nouns else noun

    def is_time(self, token: int) -> bool:
        """Whether a word names a day, a month or another span of time, which neither acts nor is acted upon."""
        return self.parse.texts[token] in DAYS or self.parse.lemmas[token].lower() in _SPANS

    def before_time(self, noun: int) -> int:
        """What a clause after a time describes: "paid the [loan] on Monday, which it had promised"; else the time."""
        p = self.parse
        if not self.is_time(noun):
            return noun
        above = p.heads[p.heads[noun]] if p.deps[noun] == "pobj" else p.heads[noun]
        if p.tags[above].startswith("NN") and above < noun:
            return above
        found = self._object_before(above, noun) if p.tags[above].startswith("VB") else None
        return noun if found is None else found

    def _object_before(self, verb: int, end: int) -> int | None:
        """The last object of a verb before `end`, its own or under a preposition, that is no time."""
        p = self.parse
        found: list[int] = []
        for child in p.children[verb]:
            if verb < child < end and p.deps[child] in ("dobj", "prep", "agent"):
                target = child if p.deps[child] == "dobj" else self._object_of(child)
                if target is not None and target < end and not self.is_time(target):
                    found.append(target)
        return found[-1] if found else None

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
        if self._is_judged(verb, governor):
            return []
        if p.deps[verb] == "pcomp":
            preposition, governor = governor, p.heads[governor]
            if self._is_charged(governor, preposition):
                return self._fill("agent", governor, "controlled by object")
            over = self._verb_over(governor)
            if over is not None:
                return [replace(r, via="controlled") for r in self.subjects(over)]
            if not p.tags[governor].startswith("VB"):
                return [replace(r, via="subject of the noun") for r in self._holders_of_noun(governor)]
            objects = [c for c in p.children[governor] if p.deps[c] in ("dobj", "nsubjpass")]
            if objects and p.lemmas[preposition].lower() in self.predicates.valency.control_from_object:
                return self._fill("agent", objects[0], "controlled by object")
            return [replace(r, via="controlled") for r in self.subjects(governor)]
        if not p.tags[governor].startswith("VB"):
            return [replace(r, via="controlled") for r in self._subjects_of_adjective(governor)]
        objects = [
            c for c in p.children[governor] if p.deps[c] in ("dobj", "dative", "iobj") and p.tags[c] not in ("IN", "TO")
        ]
        asked = self._asked(verb, governor)
        if asked is not None:
            return self._fill("agent", asked, "controlled by object")
        doers = [c for c in p.children[governor] if p.deps[c] == "agent"]
        if p.deps[verb] == "advcl" and p.tags[verb] == "VBG" and doers:
            # "The camp was attacked by gunmen, killing ten": they kill, not the camp.
            return [replace(r, via="controlled") for c in doers for r in self._prepositional(c, "agent")]
        by_subject = p.lemmas[governor] in self.predicates.valency.control_by_subject or self._is_told(verb, governor)
        if p.deps[verb] == "xcomp" and objects and not by_subject:
            return self._fill("agent", objects[0], "controlled by object")
        return [replace(r, via="controlled") for r in self.subjects(governor)]

    def _is_told(self, verb: int, governor: int) -> bool:
        """ "Summoned the envoy to [protest]": who summons him protests."""
        p, valency = self.parse, self.predicates.valency
        return p.lemmas[governor] in valency.control_summoning and p.lemmas[verb] in valency.control_told

    def _verb_over(self, word: int) -> int | None:
        """The verb whose subject does what follows "stopped [short] of", "is [close] to", "was on the [verge] of"."""
        p = self.parse
        above = p.heads[word]
        if p.tags[word] in ("RB", "JJ") and p.deps[word] in ("advmod", "acomp") and p.tags[above].startswith("VB"):
            return above
        through = p.deps[word] == "pobj" and p.lemmas[word].lower() in self.predicates.valency.control_through
        verb = p.heads[above]
        return verb if through and p.tags[verb].startswith("VB") else None

    def _is_judged(self, verb: int, governor: int) -> bool:
        """Whether an "-ing" is what somebody is for or against, whoever does it: "opposed lifting the ban"."""
        p, valency = self.parse, self.predicates.valency
        if p.tags[verb] != "VBG":
            return False
        if p.deps[verb] == "pcomp":
            above = p.lemmas[p.heads[governor]].lower()
            if any(p.deps[c] in ("dobj", "nsubjpass") for c in p.children[p.heads[governor]]):
                return False  # "warned Chad against crossing the line": Chad
            return p.lemmas[governor].lower() in valency.judging_under.get(above, frozenset())
        return p.deps[verb] == "xcomp" and p.lemmas[governor].lower() in valency.control_judging

    def _is_charged(self, noun: int, preposition: int) -> bool:
        """Whether who is accused does what follows, though the parser hung it on them: "accused a ship of ramming"."""
        p = self.parse
        plain = p.deps[noun] == "dobj" and self._noun_lemma(noun) not in self.predicates.nouns
        return plain and p.lemmas[preposition].lower() in self.predicates.valency.control_from_object

    def _asked(self, verb: int, governor: int) -> int | None:
        """Who stands under the preposition of "called on" or "put pressure on" and is to do the infinitive."""
        p = self.parse
        if not any(p.tags[c] == "TO" for c in p.children[verb]):
            return None
        for word in (governor, *(c for c in p.children[governor] if p.deps[c] == "dobj")):
            prepositions = self.predicates.valency.control_by_preposition.get(p.lemmas[word].lower(), frozenset())
            for child in p.children[word] if prepositions else ():
                if p.deps[child] in ("prep", "dative") and p.lemmas[child].lower() in prepositions and child < verb:
                    target = self._object_of(child)
                    if target is not None and p.texts[target] not in DAYS:  # "called on Tuesday to end the strike"
                        return target
        return None

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
