"""Mistakes that the parser makes again and again in news, put right before anybody reads the tree.

Forms that reports are full of and treebanks are not: a clause whose subject the parser joined to the name before
it ("closed its borders with Niger and [Nigeria] has cut off supplies"), a list of names before a verb that can be a
participle ("Egypt, Oman and Qatar [severed] relations"), and an object named by a free relative ("held what she called
difficult [talks]"); irregular past forms tagged as bare ones ("the club [forgave] the debt"); what an act would bring
about hung on its being due ("had been due to sign a pact, [ending] a row"); two headlines in one line ("Peru [lifts]
its ban, Chile drops its case"); a verb taken for a noun in a headline ("Chad, Togo [sign] deal"); a participle between
commas taken for the verb of the clause ("the visit, [postponed] twice, will take place"); a clause that leaves its verb
out ("Oslo expelled two envoys, [Riga] three"); what something is called ("branded the report a [lie]"); who is
"called [in]"; a verb taken for an adjective ("urges Togo to [free] teachers"); and "due to" before a verb taken for
"because of". Each repair moves a few arcs; a tree without such a form is returned as it is.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.cues_attribution import load_attribution_cues
from dragoman.lexicon.inflection import lemma_of_past
from dragoman.lexicon.valency import load_valency
from dragoman.model import Parse

_FINITE = ("VBZ", "VBP", "VBD", "MD")
_NOMINAL = ("pobj", "dobj", "conj", "appos")
_ALSO_VERBS = frozenset({"free", "open", "clear", "secure", "lower", "double", "welcome", "separate", "correct"})
_CALLING = frozenset({"call", "describe", "term", "say", "label", "dub"})
_BRANDING = frozenset({"brand", "deem", "declare", "consider", "pronounce", "name"})


def repaired(parse: Parse) -> Parse:
    """The parse with every known mistake put right; the same object where there is none."""
    tree = _Tree(parse)
    for token in range(len(parse)):
        tree.past_form(token)
        tree.part_clauses(token)
        tree.part_list_from_verb(token)
        tree.free_relative(token)
        tree.rejoin_outcome(token)
        tree.part_headline(token)
        tree.infinitive_for_adjective(token)
        tree.due_to_come(token)
        tree.verb_for_noun(token)
        tree.set_off_participle(token)
        tree.verb_left_out(token)
        tree.second_object(token)
        tree.called_in(token)
    return tree.parse() if tree.changed else parse


class _Tree:
    """The arcs and tags of one parse while they are moved."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
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
            self._parse,
            heads=tuple(self.heads),
            deps=tuple(self.deps),
            tags=tuple(self.tags),
            lemmas=tuple(self.lemmas),
            children=tuple(map(tuple, children)),
        )

    def _children(self, token: int) -> list[int]:
        if not self.changed:  # nearly always
            return list(self._parse.children[token])
        return [c for c, head in enumerate(self.heads) if head == token and c != token]

    def _move(self, token: int, head: int, dep: str) -> None:
        self.heads[token], self.deps[token] = head, dep
        self.changed = True

    def _has_subject(self, verb: int) -> bool:
        return any(self.deps[c] in ("nsubj", "nsubjpass", "expl", "csubj") for c in self._children(verb))

    def past_form(self, verb: int) -> None:
        """ "The club [forgave] the debt": a past form that was taken for a bare one, so that nobody knows its verb."""
        lemma = lemma_of_past(self.lemmas[verb].lower()) if self.tags[verb] == "VB" else None
        if lemma is None or any(self.deps[c] in ("aux", "auxpass") for c in self._children(verb)):
            return
        self.tags[verb], self.lemmas[verb] = "VBD", lemma
        self.changed = True

    def part_clauses(self, verb: int) -> None:
        """ "With Niger and Nigeria has cut off": the name right before the finite verb is its subject."""
        if self.deps[verb] != "conj" or not self.tags[verb].startswith("VB") or self._has_subject(verb):
            return
        auxiliaries = [c for c in self._children(verb) if self.deps[c] in ("aux", "auxpass", "neg") and c < verb]
        first = min([verb, *auxiliaries])
        name = first - 1
        if self.tags[first] not in _FINITE or name < 2 or self.heads[verb] > name:
            return
        joined = self.deps[name] == "conj" and self.tags[name].startswith("NNP")
        if not joined or self._parse.texts[self._left_edge(name) - 1].lower() not in ("and", "but", "while"):
            return
        link = self._left_edge(name) - 1
        # "Met Smith and Jones and left" has its own "and"; here the only one stands before the name.
        if self.deps[self.heads[name]] not in _NOMINAL or self.deps[link] != "cc":
            return
        if self.tags[first] not in ("VBZ", "MD") and not auxiliaries:
            return  # "praised Ghana and Togo opened" could be either
        self._move(name, verb, "nsubj")
        self._move(link, self.heads[verb], "cc")

    def _left_edge(self, token: int) -> int:
        edge = token
        for child in self._children(token):
            if child < token and self.deps[child] in ("compound", "det", "amod", "poss", "nmod"):
                edge = min(edge, self._left_edge(child))
        return edge

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
        self._move(verb, verb if self.heads[root] == root else self.heads[root], self.deps[root])
        for child in self._children(first):
            if self.deps[child] == "cc" and child > noun:
                self._move(child, verb, "cc")
        self._move(root, verb, "conj")
        self._move(name, first, "conj")
        self._move(noun, verb, "dobj")
        self._move(first, verb, "nsubj")

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
        if self.deps[noun] != "oprd" or self.lemmas[calling].lower() not in _CALLING or self.deps[calling] != "ccomp":
            return
        if not self.tags[noun].startswith("NN"):
            return
        if not any(self.deps[c] == "dobj" and self.lemmas[c].lower() == "what" for c in self._children(calling)):
            return
        self._move(noun, self.heads[calling], "dobj")
        self._move(calling, noun, "relcl")

    def rejoin_outcome(self, participle: int) -> None:
        """ "Had been due to sign a pact, [ending] a row": what the signing would end, not the being due."""
        governor = self.heads[participle]
        if self.tags[participle] != "VBG" or self.deps[participle] != "advcl" or governor > participle:
            return
        if self._parse.texts[self._left_edge(participle) - 1] != "," or self.lemmas[governor] != "be":
            return
        for due in self._children(governor):
            if self.deps[due] == "acomp" and due < participle:
                for infinitive in self._children(due):
                    if self.deps[infinitive] == "xcomp" and self.tags[infinitive] == "VB" and infinitive < participle:
                        self._move(participle, infinitive, "advcl")
                        return

    def part_headline(self, first: int) -> None:
        """ "Peru [lifts] its ban, Chile drops its case": side by side; only a verb of saying holds the first."""
        verb = self.heads[first]
        if self.deps[first] != "ccomp" or verb < first or self.lemmas[verb].lower() in load_attribution_cues().verbs:
            return
        subjects = [c for c in self._children(verb) if self.deps[c] == "nsubj" and first < c < verb]
        if not subjects or not self._has_subject(first) or self._parse.texts[self._left_edge(subjects[0]) - 1] != ",":
            return
        if not any(self.deps[c] == "dobj" for c in self._children(verb)):
            return
        self._move(first, first if self.heads[verb] == verb else self.heads[verb], self.deps[verb])
        self._move(verb, first, "conj")

    def infinitive_for_adjective(self, to: int) -> None:
        """ "Ghana urges Togo to [free] teachers": a verb that is an adjective too, after somebody who is to do it."""
        if self._parse.texts[to].lower() != "to" or self.deps[to] != "prep" or to + 2 >= len(self.heads):
            return
        verb, governor = to + 1, self.heads[to]
        noun = self.heads[verb]
        asked = self.tags[governor].startswith("VB") and any(self.deps[c] == "dobj" for c in self._children(governor))
        if not asked or self.lemmas[verb].lower() not in _ALSO_VERBS or self.deps[verb] != "amod":
            return
        if self.heads[noun] != to or self.deps[noun] != "pobj":
            return
        self.tags[to], self.tags[verb] = "TO", "VB"
        self._move(verb, governor, "xcomp")
        self._move(to, verb, "aux")
        self._move(noun, verb, "dobj")

    def due_to_come(self, due: int) -> None:
        """ "The visit to Ghana, [due] to start on Friday": what is due is the visit, not what "due to" would be for."""
        if self._parse.texts[due].lower() != "due" or self.deps[due] != "prep" or due + 2 >= len(self.heads):
            return
        verb = next((c for c in self._children(due) if self.deps[c] == "pcomp" and self.tags[c] == "VB"), None)
        if verb is None or self._parse.texts[due + 1].lower() != "to":
            return
        noun = self.heads[due]
        if not self.tags[noun].startswith("NN"):
            before = [c for c in self._children(noun) if c < due and self.deps[c] in ("dobj", "nsubj", "nsubjpass")]
            if not before:
                return
            noun = before[-1]
        self.tags[due] = "JJ"
        self._move(due, noun, "amod")
        self._move(verb, due, "xcomp")

    def verb_for_noun(self, verb: int) -> None:
        """ "Chad, Togo [sign] deal": a headline of two names and no other verb; the noun after them is the object."""
        texts, name = self._parse.texts, verb - 1
        noun = self.heads[verb]
        if self.deps[verb] != "compound" or self.tags[verb] != "NN" or not 2 <= verb < noun:
            return
        if texts[-1] in (".", "!", "?") or self.lemmas[verb].lower() not in load_valency().headline_verbs:
            return
        if not self.tags[name].startswith("NNP") or any(tag in _FINITE for tag in self.tags):
            return
        second = self._left_edge(name)
        while second and self.heads[second - 1] == noun and self.deps[second - 1] == "compound":
            second -= 1
        first, link = second - 2, second - 1
        if first < 0 or texts[link].lower() not in (",", "and") or not self.tags[first].startswith("NNP"):
            return
        root = next(t for t in range(len(self.heads)) if self.heads[t] == t)
        if noun != root and self.heads[noun] != root:
            return
        self.tags[verb] = "VBP"
        self._move(verb, verb, "ROOT")
        for child in self._children(root):
            if child not in (first, noun, verb):
                self._move(child, verb if child < verb else noun if root != noun else root, self.deps[child])
        self._move(noun, verb, "dobj")
        self._move(first, verb, "nsubj")
        self._move(link, first, "cc")
        self._move(name, first, "conj")
        for part in range(second, name):
            self._move(part, name, "compound")

    def set_off_participle(self, participle: int) -> None:
        """ "The visit, [postponed] twice because of floods, will take place": the verb of the clause comes later."""
        texts = self._parse.texts
        if self.tags[participle] not in ("VBD", "VBN") or self.deps[participle] not in ("ROOT", "ccomp", "conj"):
            return
        children = self._children(participle)
        subject = next((c for c in children if self.deps[c] in ("nsubj", "nsubjpass") and c < participle), None)
        if subject is None or any(self.deps[c] in ("aux", "auxpass", "dobj", "cc") for c in children):
            return
        opening = [t for t in range(subject + 1, participle) if texts[t] == ","]
        between = range(opening[-1] + 1, participle) if opening else range(0)
        if not opening or not all(self.tags[t] in ("RB", "RBR") for t in between):
            return
        verb = next((c for c in children if self.deps[c] == "conj" and c > participle), None)
        if verb is None or not self.tags[verb].startswith("VB") or self._has_subject(verb):
            return
        auxiliaries = [c for c in self._children(verb) if self.deps[c] in ("aux", "auxpass", "neg")]
        start = min([verb, *auxiliaries])
        if self.tags[start] not in _FINITE or texts[start - 1] != ",":
            return
        passive = any(self.deps[c] == "auxpass" for c in auxiliaries)
        self.tags[participle] = "VBN"
        self._move(
            verb, verb if self.heads[participle] == participle else self.heads[participle], self.deps[participle]
        )
        for child in children:
            if child > start and child != verb:
                self._move(child, verb, self.deps[child])
        self._move(subject, verb, "nsubjpass" if passive else "nsubj")
        self._move(participle, subject, "acl")

    def verb_left_out(self, name: int) -> None:
        """ "Oslo expelled two envoys, [Riga] three": a name with a bare number after an object does it as well."""
        noun = self.heads[name]
        if self.deps[name] != "appos" or self.tags[name] != "NNP" or self.deps[noun] not in ("dobj", "nsubjpass"):
            return
        counted = [c for c in self._children(name) if self.deps[c] == "nummod" and c == name + 1]
        counts = [c for c in self._children(noun) if self.deps[c] == "nummod" and c < noun]
        verb = self.heads[noun]
        subject = next((c for c in self._children(verb) if self.deps[c] == "nsubj" and c < verb), None)
        if not counted or not counts or subject is None or not self.tags[subject].startswith("NNP"):
            return
        self._move(name, subject, "conj")

    def second_object(self, noun: int) -> None:
        """ "Branded the report a [lie]": after a verb of calling the second object says what the first one is."""
        verb = self.heads[noun]
        if self.deps[noun] != "dobj" or self.lemmas[verb].lower() not in _CALLING | _BRANDING or verb > noun:
            return
        if any(self.deps[c] == "dobj" and verb < c < noun for c in self._children(verb)):
            self._move(noun, verb, "oprd")

    def called_in(self, word: int) -> None:
        """ "Called [in] the Hungarian ambassador": people are called in, and nobody calls inside them."""
        verb = self.heads[word]
        if self._parse.texts[word].lower() != "in" or self.deps[word] != "prep" or verb != word - 1:
            return
        if self.lemmas[verb].lower() not in ("call", "haul", "drag") or any(
            self.deps[c] == "dobj" for c in self._children(verb)
        ):
            return
        called = next((c for c in self._children(word) if self.deps[c] == "pobj"), None)
        if called is None or not load_actor_words().can_act(self.lemmas[called].lower()):
            return
        self.tags[word] = "RP"
        self._move(word, verb, "prt")
        self._move(called, verb, "dobj")
