"""Mistakes that the parser makes again and again in news, put right before anybody reads the tree.

Forms that reports are full of and treebanks are not: a clause whose subject the parser joined to the name before
it ("closed its borders with Niger and [Nigeria] has cut off supplies"), a list of names before a verb that can be a
participle ("Egypt, Oman and Qatar [severed] relations"), and an object named by a free relative ("held what she called
difficult [talks]"); irregular past forms tagged as bare ones ("the club [forgave] the debt"); what an act would bring
about hung on its being due ("had been due to sign a pact, [ending] a row"); two headlines in one line ("Peru [lifts]
its ban, Chile drops its case"); a verb taken for a noun in a headline ("Chad, Togo [sign] deal"); a participle between
commas taken for the verb of the clause ("the visit, [postponed] twice, will take place"); a clause that leaves its verb
out ("Oslo expelled two envoys, [Riga] three"); a verb taken for a noun though it has a subject ("he and his
counterpart [plan] to meet"); the second of two names taken for a part of the verb ("Zarif and Secretary of State
[Kerry] plan to meet"); a list of persons with their titles taken for one person and what he is ("with President
A, Chancellor [B] and King C"); what something is called ("branded the report a [lie]"); who is
"called [in]"; a verb taken for an adjective ("urges Togo to [free] teachers"); and "due to" before a verb taken for
"because of". Each repair moves a few arcs; a tree without such a form is returned as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.cues_attribution import load_attribution_cues
from dragoman.lexicon.inflection import lemma_of_past, mended_lemma
from dragoman.lexicon.parse_words import parse_words
from dragoman.lexicon.valency import load_valency
from dragoman.model import Parse
from dragoman.prepare.parse_compounds import (
    rejoin_compound,
    thing_after_its_name,
    thing_before_its_name,
    thing_behind_its_name,
)
from dragoman.prepare.parse_doers import doer_after_of, doer_of_noun, doer_of_participle, occasion_of_participle
from dragoman.prepare.parse_main_verbs import (
    name_is_subject,
    pair_is_subject,
    past_beside_verb,
    verb_after_name,
    verb_before_object,
    verb_for_name,
)
from dragoman.prepare.parse_objects import (
    first_of_two,
    measured_object,
    object_after_phrase,
    object_of_particle,
    participle_before_object,
    time_given,
    way_home,
)
from dragoman.prepare.parse_openings import (
    clause_after_preposition,
    clause_of_condition,
    message_of_verb,
    outcome_of_what_is_told,
    part_time_from_name,
    passive_after_opening,
    subject_after_opening,
)
from dragoman.prepare.parse_passives import passive_of_staying, second_passive
from dragoman.prepare.parse_relatives import (
    hang_between,
    hang_now_that,
    hang_on_blow,
    hang_on_course,
    hang_on_matter,
    hang_on_meeting,
    hang_on_people,
    hang_on_state,
    hang_on_what_is_in_force,
)
from dragoman.prepare.parse_rows import rejoin
from dragoman.prepare.parse_tree import FINITE, Tree

_NOMINAL = ("pobj", "dobj", "conj", "appos")
_ALSO_VERBS = parse_words("repair", "also-verbs")
_CALLING = parse_words("repair", "calling")
_HAULING = parse_words("repair", "hauling")
_REMAINING = parse_words("repair", "remaining")
_KNOWING = parse_words("repair", "knowing")
_BRANDING = parse_words("repair", "branding")


def repaired(parse: Parse) -> Parse:
    """The parse with every known mistake put right; the same object where there is none or they close a circle."""
    tree = _Repairs(parse)
    for token in range(len(parse)):
        _repair(tree, token)
    return tree.parse() if tree.changed and tree.whole else parse


def _repair(tree: _Repairs, token: int) -> None:
    """Try in their order the repairs that can apply to a token as it now stands: its relation and tag may change."""
    tried = -1
    dep, tag = "", ""
    while (dep, tag) != (tree.deps[token], tree.tags[token]):
        dep, tag = tree.deps[token], tree.tags[token]
        for place, repair in _fitting(dep, tag):
            if place > tried:
                repair(tree, token)
                tried = place
                if tree.deps[token] != dep or tree.tags[token] != tag:
                    break


@cache
def _fitting(dep: str, tag: str) -> tuple[tuple[int, _Repair], ...]:
    """The repairs, with their places in the order, that look at tokens of a relation and a tag."""
    return tuple(
        (place, repair)
        for place, (repair, deps, tags) in enumerate(_REPAIRS)
        if (not deps or dep in deps) and (not tags or tag in tags)
    )


class _Repairs(Tree):
    """The repairs of one parse."""

    def past_form(self, verb: int) -> None:
        """ "The club [forgave] the debt": a past form that was taken for a bare one, so that nobody knows its verb."""
        lemma = lemma_of_past(self.lemmas[verb].lower()) if self.tags[verb] == "VB" else None
        if lemma is None or any(self.deps[c] in ("aux", "auxpass") for c in self.children(verb)):
            return
        self.tags[verb], self.lemmas[verb] = "VBD", lemma
        self.changed = True

    def verb_for_adjective(self, verb: int) -> None:
        """ "Togo and Benin [froze] trade in June": the only verb of a sentence, taken for an adjective."""
        noun = self.heads[verb]
        if self.tags[verb] != "JJ" or self.deps[verb] != "amod" or self.heads[noun] != noun or verb == 0:
            return
        lemma = lemma_of_past(self.texts[verb].lower())
        doers = [c for c in self.children(noun) if c < verb and self.tags[c].startswith("NNP")]
        if lemma is None or not doers or any(tag.startswith(("VB", "MD")) for tag in self.tags):
            return
        self.tags[verb], self.lemmas[verb] = "VBD", lemma
        for child in self.children(noun):
            if child < verb or (child > noun and self.deps[child] in ("prep", "punct", "npadvmod")):
                self.move(child, verb, "nsubj" if child == doers[0] else self.deps[child])
        self.move(verb, verb, "ROOT")
        self.move(noun, verb, "dobj")

    def whole_lemma(self, verb: int) -> None:
        """ "Was [readmitted]": the lemma of a form that the lemmatiser cut short, so that nobody knows its verb."""
        if self.tags[verb] in ("VBD", "VBN", "VBG", "VBZ"):
            whole = mended_lemma(self.lemmas[verb], self.texts[verb])
            if whole is not None:
                self.lemmas[verb] = whole
                self.changed = True

    def part_clauses(self, verb: int) -> None:
        """ "With Niger and Nigeria has cut off": the name right before the finite verb is its subject."""
        if self.deps[verb] != "conj" or not self.tags[verb].startswith("VB") or self.has_subject(verb):
            return
        auxiliaries = [c for c in self.children(verb) if self.deps[c] in ("aux", "auxpass", "neg") and c < verb]
        first = min([verb, *auxiliaries])
        name = first - 1
        if self.tags[first] not in FINITE or name < 2 or self.heads[verb] > name:
            return
        joined = self.deps[name] == "conj" and self.tags[name].startswith("NNP")
        if not joined or self.texts[self.left_edge(name) - 1].lower() not in ("and", "but", "while"):
            return
        link = self.left_edge(name) - 1
        # "Met Smith and Jones and left" has its own "and"; here the only one stands before the name.
        if self.deps[self.heads[name]] not in _NOMINAL or self.deps[link] != "cc":
            return
        if self.tags[first] not in ("VBZ", "MD") and not auxiliaries:
            return  # "praised Ghana and Togo opened" could be either
        self.move(name, verb, "nsubj")
        self.move(link, self.heads[verb], "cc")

    def part_list_from_verb(self, verb: int) -> None:
        """ "Egypt, Oman and Qatar severed relations with Chad and closed": "severed" is the verb of the list."""
        name = verb - 1
        if self.tags[verb] not in ("VBN", "VBD") or self.deps[verb] not in ("amod", "conj") or verb == 0:
            return
        # A participle may have its doer before it only with a hyphen: "Oman-backed".
        if not self.tags[name].startswith("NNP") or self.heads[name] != verb or self.deps[name] != "npadvmod":
            return
        noun = self._object_of_list(verb)
        if noun is None:
            return
        first = self.heads[noun]
        while self.deps[first] in ("conj", "appos") and self.heads[first] != first:
            first = self.heads[first]
        root = self.heads[first]
        if self.deps[first] not in ("nsubj", "nsubjpass") or not self.tags[root].startswith("VB") or root < noun:
            return
        self.tags[verb] = "VBD"
        self.move(verb, verb if self.heads[root] == root else self.heads[root], self.deps[root])
        for child in self.children(first):
            if self.deps[child] == "cc" and child > noun:
                self.move(child, verb, "cc")
        self.move(root, verb, "conj")
        self.move(name, first, "conj")
        self.move(noun, verb, "dobj")
        self.move(first, verb, "nsubj")

    def _object_of_list(self, verb: int) -> int | None:
        """The noun after the participle that the parser took for one more of the list."""
        listed = ("conj", "appos")
        if self.deps[verb] == "amod":
            noun = self.heads[verb]
            return noun if noun > verb and self.deps[noun] in listed else None
        nouns = (t for t in range(verb + 1, min(verb + 4, len(self.heads))) if self.tags[t].startswith("NN"))
        noun = next(nouns, -1)
        return noun if noun > 0 and self.deps[noun] in listed and self.heads[noun] < verb else None

    def free_relative(self, noun: int) -> None:
        """ "Held what she called difficult talks": the talks were held, and she called them so."""
        calling = self.heads[noun]
        word = self.lemmas[calling].lower()
        if self.deps[noun] == "pobj" and self.lemmas[calling] == "of" and self.deps[self.heads[calling]] == "ccomp":
            self._what_is_left(noun, self.heads[calling])
            return
        if word == "be" and self.deps[calling] == "xcomp" and self.lemmas[self.heads[calling]].lower() == "be":
            calling = self.heads[calling]  # "cancelled what was to be a [visit]"
        if not self.tags[noun].startswith("NN") or self.deps[calling] != "ccomp":
            return
        if self.deps[noun] == "oprd" and word in _CALLING:
            gap = "dobj"
        elif self.deps[noun] == "attr" and word == "be" and self._acts_on_things(self.heads[calling]):
            gap = "nsubj"  # "postponed what would have been a [visit]"
        else:
            return
        if not any(self.deps[c] == gap and self.texts[c].lower() == "what" for c in self.children(calling)):
            return
        self.move(noun, self.heads[calling], "dobj")
        self.move(calling, noun, "relcl")

    def _what_is_left(self, noun: int, left: int) -> None:
        """ "Lifted what was left of its [ban]", "what remained of the [truce]": the noun is acted upon."""
        what = any(self.texts[c].lower() == "what" and self.deps[c].startswith("nsubj") for c in self.children(left))
        if what and self.lemmas[left].lower() in _REMAINING and self._acts_on_things(self.heads[left]):
            self.move(noun, self.heads[left], "dobj")
            self.move(left, noun, "relcl")

    def _acts_on_things(self, verb: int) -> bool:
        """Whether a verb is none of saying or knowing, whose "what was a visit" would be a question."""
        told = load_attribution_cues().verbs.keys()
        word = self.lemmas[verb].lower()
        return self.tags[verb].startswith("VB") and word not in told and word not in _KNOWING

    def object_before_speaker(self, noun: int) -> None:
        """ "They have concluded their [talks], an official said": the verb before acts on it, the official says so."""
        said = self.heads[noun]
        done = self.heads[said]
        if self.deps[noun] != "nsubj" or self.deps[said] != "ccomp" or not done < noun < said:
            return
        if self.left_edge(noun) != done + 1 or self.lemmas[said].lower() not in load_attribution_cues().verbs:
            return
        speakers = [c for c in self.children(said) if self.deps[c] == "nsubj" and noun < c < said]
        if len(speakers) == 1 and self.texts[self.left_edge(speakers[0]) - 1] == ",":
            self.move(noun, done, "dobj")
            self.raise_speech(done, said)

    def raise_speech(self, told: int, said: int) -> None:
        """The verb of saying takes the place of the clause it tells, which becomes what is said."""
        head, dep = self.heads[told], self.deps[told]
        self.move(said, said if head == told else head, dep)
        self.move(told, said, "ccomp")

    def rejoin_outcome(self, participle: int) -> None:
        """ "Had been due to sign a pact, [ending] a row": what the signing would end, not the being due."""
        governor = self.heads[participle]
        if self.tags[participle] != "VBG" or self.deps[participle] != "advcl" or governor > participle:
            return
        if self.texts[self.left_edge(participle) - 1] != "," or self.lemmas[governor] != "be":
            return
        for due in self.children(governor):
            if self.deps[due] == "acomp" and due < participle:
                for infinitive in self.children(due):
                    if self.deps[infinitive] == "xcomp" and self.tags[infinitive] == "VB" and infinitive < participle:
                        self.move(participle, infinitive, "advcl")
                        return

    def part_headline(self, first: int) -> None:
        """ "Peru [lifts] its ban, Chile drops its case": side by side; only a verb of saying holds the first."""
        verb = self.heads[first]
        if self.deps[first] != "ccomp" or verb < first or self.lemmas[verb].lower() in load_attribution_cues().verbs:
            return
        subjects = [c for c in self.children(verb) if self.deps[c] == "nsubj" and first < c < verb]
        if not subjects or not self.has_subject(first) or self.texts[self.left_edge(subjects[0]) - 1] != ",":
            return
        if not any(self.deps[c] == "dobj" for c in self.children(verb)):
            return
        self.move(first, first if self.heads[verb] == verb else self.heads[verb], self.deps[verb])
        self.move(verb, first, "conj")

    def infinitive_for_adjective(self, to: int) -> None:
        """ "Ghana urges Togo to [free] teachers": a verb that is an adjective too, after somebody who is to do it."""
        if self.texts[to].lower() != "to" or self.deps[to] != "prep" or to + 2 >= len(self.heads):
            return
        verb, governor = to + 1, self.heads[to]
        noun = self.heads[verb]
        asked = self.tags[governor].startswith("VB") and any(self.deps[c] == "dobj" for c in self.children(governor))
        if not asked or self.lemmas[verb].lower() not in _ALSO_VERBS or self.deps[verb] != "amod":
            return
        if self.heads[noun] != to or self.deps[noun] != "pobj":
            return
        self.tags[to], self.tags[verb] = "TO", "VB"
        self.move(verb, governor, "xcomp")
        self.move(to, verb, "aux")
        self.move(noun, verb, "dobj")

    def due_to_come(self, due: int) -> None:
        """ "The visit to Ghana, [due] to start on Friday": what is due is the visit, not what "due to" would be for."""
        if self.texts[due].lower() != "due" or self.deps[due] != "prep" or due + 2 >= len(self.heads):
            return
        verb = next((c for c in self.children(due) if self.deps[c] == "pcomp" and self.tags[c] == "VB"), None)
        if verb is None or self.texts[due + 1].lower() != "to":
            return
        noun = self.heads[due]
        if not self.tags[noun].startswith("NN"):
            before = [c for c in self.children(noun) if c < due and self.deps[c] in ("dobj", "nsubj", "nsubjpass")]
            if not before:
                return
            noun = before[-1]
        self.tags[due] = "JJ"
        self.move(due, noun, "amod")
        self.move(verb, due, "xcomp")

    def verb_for_noun(self, verb: int) -> None:
        """ "Chad, Togo [sign] deal": a headline of two names and no other verb; the noun after them is the object."""
        texts, name = self.texts, verb - 1
        noun = self.heads[verb]
        if self.deps[verb] != "compound" or self.tags[verb] != "NN" or not 2 <= verb < noun:
            return
        if texts[-1] in (".", "!", "?") or self.lemmas[verb].lower() not in load_valency().headline_verbs:
            return
        if not self.tags[name].startswith("NNP") or any(tag in FINITE for tag in self.tags):
            return
        second = self.left_edge(name)
        while second and self.heads[second - 1] == noun and self.deps[second - 1] == "compound":
            second -= 1
        first, link = second - 2, second - 1
        if first < 0 or texts[link].lower() not in (",", "and") or not self.tags[first].startswith("NNP"):
            return
        root = next(t for t in range(len(self.heads)) if self.heads[t] == t)
        if noun != root and self.heads[noun] != root:
            return
        self.tags[verb] = "VBP"
        self.move(verb, verb, "ROOT")
        for child in self.children(root):
            if child not in (first, noun, verb):
                self.move(child, verb if child < verb else noun if root != noun else root, self.deps[child])
        self.move(noun, verb, "dobj")
        self.move(first, verb, "nsubj")
        self.move(link, first, "cc")
        self.move(name, first, "conj")
        for part in range(second, name):
            self.move(part, name, "compound")

    def set_off_participle(self, participle: int) -> None:
        """ "The visit, [postponed] twice because of floods, will take place": the verb of the clause comes later."""
        texts = self.texts
        if self.tags[participle] not in ("VBD", "VBN") or self.deps[participle] not in ("ROOT", "ccomp", "conj"):
            return
        children = self.children(participle)
        subject = next((c for c in children if self.deps[c] in ("nsubj", "nsubjpass") and c < participle), None)
        if subject is None or any(self.deps[c] in ("aux", "auxpass", "dobj", "cc") for c in children):
            return
        opening = [t for t in range(subject + 1, participle) if texts[t] == ","]
        between = range(opening[-1] + 1, participle) if opening else range(0)
        if not opening or not all(self.tags[t] in ("RB", "RBR") for t in between):
            return
        verb = next((c for c in children if self.deps[c] == "conj" and c > participle), None)
        if verb is None or not self.tags[verb].startswith("VB") or self.has_subject(verb):
            return
        auxiliaries = [c for c in self.children(verb) if self.deps[c] in ("aux", "auxpass", "neg")]
        start = min([verb, *auxiliaries])
        if self.tags[start] not in FINITE or texts[start - 1] != ",":
            return
        passive = any(self.deps[c] == "auxpass" for c in auxiliaries)
        self.tags[participle] = "VBN"
        self.move(verb, verb if self.heads[participle] == participle else self.heads[participle], self.deps[participle])
        for child in children:
            if child > start and child != verb:
                self.move(child, verb, self.deps[child])
        self.move(subject, verb, "nsubjpass" if passive else "nsubj")
        self.move(participle, subject, "acl")

    def verb_left_out(self, name: int) -> None:
        """ "Oslo expelled two envoys, [Riga] three": a name with a bare number after an object does it as well."""
        noun = self.heads[name]
        if self.deps[name] != "appos" or self.tags[name] != "NNP" or self.deps[noun] not in ("dobj", "nsubjpass"):
            return
        counted = [c for c in self.children(name) if self.deps[c] == "nummod" and c == name + 1]
        counts = [c for c in self.children(noun) if self.deps[c] == "nummod" and c < noun]
        verb = self.heads[noun]
        subject = next((c for c in self.children(verb) if self.deps[c] == "nsubj" and c < verb), None)
        if not counted or not counts or subject is None or not self.tags[subject].startswith("NNP"):
            return
        self.move(name, subject, "conj")

    def second_object(self, noun: int) -> None:
        """ "Branded the report a [lie]": after a verb of calling the second object says what the first one is."""
        verb = self.heads[noun]
        if self.deps[noun] != "dobj" or self.lemmas[verb].lower() not in _CALLING | _BRANDING or verb > noun:
            return
        if any(self.deps[c] == "dobj" and verb < c < noun for c in self.children(verb)):
            self.move(noun, verb, "oprd")

    def called_in(self, word: int) -> None:
        """ "Called [in] the Hungarian ambassador": people are called in, and nobody calls inside them."""
        verb = self.heads[word]
        if self.texts[word].lower() != "in" or self.deps[word] != "prep" or verb != word - 1:
            return
        if self.lemmas[verb].lower() not in _HAULING or any(self.deps[c] == "dobj" for c in self.children(verb)):
            return
        called = next((c for c in self.children(word) if self.deps[c] == "pobj"), None)
        if called is None or not load_actor_words().can_act(self.lemmas[called].lower()):
            return
        self.tags[word] = "RP"
        self.move(word, verb, "prt")
        self.move(called, verb, "dobj")

    def noun_with_subject(self, verb: int) -> None:
        """ "The king and his counterpart [plan] to meet": what has a subject and an infinitive is the verb of both."""
        tag = self.tags[verb]
        if tag not in ("NN", "NNS") or not self.has_subject(verb) or verb + 1 >= len(self.heads):
            return
        if self.texts[verb + 1].lower() != "to" or any(self.deps[c] == "det" for c in self.children(verb)):
            return
        if any(self.deps[c] == "xcomp" and self.tags[c] == "VB" for c in self.children(verb)):
            self.tags[verb] = "VBP" if tag == "NN" else "VBZ"
            self.changed = True

    def name_before_verb(self, verb: int) -> None:
        """ "Mr A and Secretary of State [B] plan to meet": a finite verb has no compound but a second subject."""
        name = verb - 1
        if self.tags[verb] not in ("VBP", "VBZ", "VBD") or verb == 0 or self.heads[name] != verb:
            return
        if self.deps[name] != "compound" or self.tags[name] != "NNP":
            return
        subject = next((c for c in self.children(verb) if self.deps[c] == "nsubj" and c < name), None)
        if subject is not None and any(self.deps[c] == "cc" and c < name for c in self.children(subject)):
            self.move(name, subject, "conj")

    def list_of_titled_names(self, name: int) -> None:
        """ "With President A, Chancellor [B] and King C": a person with a title of his own is not another one."""
        first = self.heads[name]
        if self.deps[name] != "appos" or name < first or self.texts[self.left_edge(name) - 1] != ",":
            return
        if not any(self.deps[c] == "conj" and c > name and self._titled(c) for c in self.children(name)):
            return
        if self._titled(name) and self._titled(first):
            self.move(name, first, "conj")

    def _titled(self, name: int) -> bool:
        persons = load_actor_words().person
        return self.tags[name] == "NNP" and any(
            self.deps[c] == "compound" and self.lemmas[c].lower() in persons for c in self.children(name)
        )


_Repair = Callable[[_Repairs, int], None]
_ANY: tuple[str, ...] = ()

_REPAIRS: tuple[tuple[_Repair, tuple[str, ...], tuple[str, ...]], ...] = (
    # what finds the main verb comes first
    (_Repairs.past_form, _ANY, ("VB",)),
    (verb_for_name, ("ROOT",), _ANY),
    (verb_before_object, ("amod", "compound"), _ANY),
    (past_beside_verb, ("amod", "conj"), _ANY),
    (pair_is_subject, ("conj",), _ANY),
    (name_is_subject, ("compound",), _ANY),
    (thing_before_its_name, ("compound", "xcomp"), _ANY),
    (verb_after_name, ("acl",), _ANY),
    (rejoin_compound, ("conj",), ("VB", "VBP")),
    (_Repairs.verb_for_adjective, ("amod",), ("JJ",)),
    (_Repairs.whole_lemma, _ANY, ("VBD", "VBN", "VBG", "VBZ")),
    (_Repairs.part_clauses, ("conj",), _ANY),
    (_Repairs.part_list_from_verb, ("amod", "conj"), ("VBN", "VBD")),
    (_Repairs.free_relative, ("pobj", "oprd", "attr"), _ANY),
    (_Repairs.object_before_speaker, ("nsubj",), _ANY),
    (_Repairs.rejoin_outcome, ("advcl",), ("VBG",)),
    (_Repairs.part_headline, ("ccomp",), _ANY),
    (_Repairs.infinitive_for_adjective, ("prep",), _ANY),
    (_Repairs.due_to_come, ("prep",), _ANY),
    (_Repairs.verb_for_noun, ("compound",), ("NN",)),
    (_Repairs.set_off_participle, ("ROOT", "ccomp", "conj"), ("VBD", "VBN")),
    (_Repairs.verb_left_out, ("appos",), ("NNP",)),
    (_Repairs.second_object, ("dobj",), _ANY),
    (_Repairs.called_in, ("prep",), _ANY),
    (_Repairs.noun_with_subject, _ANY, ("NN", "NNS")),
    (_Repairs.name_before_verb, _ANY, ("VBP", "VBZ", "VBD")),
    (_Repairs.list_of_titled_names, ("appos",), _ANY),
    (rejoin, ("conj", "dep", "prt", "acl", "pcomp", "xcomp"), _ANY),
    (first_of_two, ("oprd",), _ANY),
    (participle_before_object, ("xcomp", "ccomp"), _ANY),
    (passive_of_staying, ("oprd", "acomp", "xcomp"), _ANY),
    (thing_after_its_name, ("ccomp",), _ANY),
    (object_of_particle, ("prep",), _ANY),
    (object_after_phrase, ("appos", "pobj", "npadvmod"), _ANY),
    (time_given, ("appos", "dobj"), _ANY),
    (thing_behind_its_name, ("appos",), _ANY),
    (way_home, ("pobj",), _ANY),
    (measured_object, ("npadvmod",), _ANY),
    (hang_on_matter, ("relcl",), _ANY),
    (hang_on_meeting, ("relcl",), _ANY),
    (hang_on_course, ("relcl",), _ANY),
    (hang_on_people, ("relcl",), _ANY),
    (hang_on_state, ("relcl",), _ANY),
    (hang_on_what_is_in_force, ("relcl",), _ANY),
    (hang_on_blow, ("relcl",), _ANY),
    (hang_between, ("prep",), _ANY),
    (hang_now_that, ("ccomp",), _ANY),
    (part_time_from_name, ("pobj",), _ANY),
    (outcome_of_what_is_told, ("advcl", "xcomp"), ("VBG",)),
    (message_of_verb, ("prep",), _ANY),
    (subject_after_opening, _ANY, ("VBD", "VBZ")),
    (clause_after_preposition, ("advcl", "conj", "ccomp"), ("VBD",)),
    (clause_of_condition, ("ccomp", "advcl"), _ANY),
    (passive_after_opening, _ANY, ("VBN",)),
    (doer_of_noun, ("agent", "prep"), _ANY),
    (occasion_of_participle, ("prep",), _ANY),
    (doer_of_participle, ("acl", "advcl"), ("VBG",)),
    (doer_after_of, ("advcl", "xcomp"), ("VBG",)),
    (second_passive, ("acl",), ("VBN",)),
)
"""Every repair in the order in which they are tried, with the relations and the tags of the tokens it looks at.

A word is asked only those that can be of it: sixty calls for each word took a twelfth of the time of a reading.
"""
