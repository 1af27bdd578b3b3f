"""What pronouns and definite phrases take up, among all that a report has told of: people, things and acts.

Rules with agreement in number, gender and type, and salience (the nearest sentence, in it the subject of the main
clause), after Lappin and Leass (1994) and, for acts, Webber (1991). Two candidates that are as good leave a reference
open: unknown is an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.extract.actors.discourse import Discourse, key_of
from dragoman.extract.actors.likeness import counts_harmed
from dragoman.extract.actors.references_told import ORDINALS, Told, class_of, told_acts, told_nouns
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.anaphora import Anaphora, load_anaphora
from dragoman.lexicon.valency import load_valency
from dragoman.model import Parse, Proposition

DESCRIBED = "described, not named"
NEAR = 3
FAR = 12
_TAKING = frozenset(("PR", "WD", "WP", "NN", "DT", "CD", "JJ", "RB", "VB"))
_SINGULAR = {"he": False, "him": False, "his": False, "she": True, "her": True, "hers": True}
_PLURAL = actor_words_of("references-text", "plural")
_SPEAKER = actor_words_of("references-text", "speaker")
_GROUPS = {"both": 2, "neither": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_DEFINITE = actor_words_of("references-text", "definite")
_ANYBODY = actor_words_of("references-text", "anybody")
_SPEECH = actor_words_of("references-text", "speech")
_ASKING = actor_words_of("references-text", "asking")
_INFORMING = actor_words_of("references-text", "informing")
_OWN_WILL = actor_words_of("references-text", "own-will")
_GROUP_NOUNS = actor_words_of("references-text", "group-nouns")

Fits = Callable[[Told], bool]


@dataclass(slots=True)
class Text:
    """All that has been told so far, latest last, and how to read one more sentence."""

    anaphora: Anaphora = field(default_factory=load_anaphora)
    nouns: dict[int, list[Told]] = field(default_factory=dict)
    acts: dict[int, list[Told]] = field(default_factory=dict)

    def read(
        self, discourse: Discourse, parse: Parse, propositions: tuple[Proposition, ...]
    ) -> dict[int, tuple[Told, ...]]:
        """What the words of one sentence that have no mention of their own take up, by token."""
        here = list(told_nouns(parse, discourse.found, discourse.words, self.anaphora, discourse.reports))
        acts = list(told_acts(parse, propositions))
        reader = _Sentence(self, parse, here, acts, discourse)
        found: dict[int, tuple[Told, ...]] = {}
        for token in range(len(parse)):
            if parse.tags[token][:2] in _TAKING and _is_open(discourse, parse, token):
                taken = reader.resolve(token)
                if taken:
                    found[token] = tuple(taken)
        self.nouns[parse.sentence] = [n for n in here if n.token not in found]
        self.acts[parse.sentence] = acts
        return found


@dataclass(slots=True)
class _Sentence:
    """One sentence being resolved."""

    text: Text
    parse: Parse
    here: list[Told]
    acts: list[Told]
    discourse: Discourse

    def resolve(self, token: int) -> list[Told]:
        p = self.parse
        tag, word = p.tags[token], p.texts[token].lower()
        if tag in ("PRP", "PRP$"):
            return self._pronoun(token, word)
        if tag in ("WDT", "WP"):
            return self._relative(token)
        if counts_harmed(p, token):
            return []
        if word in _GROUPS:
            first = any(p.lemmas[c] == "first" for c in p.children[token])
            placed = first or p.deps[token] in ("nsubj", "nsubjpass", "dobj", "pobj")
            return self._group(token, _GROUPS[word]) if placed else []
        if tag == "DT" and word in ("this", "that") and p.deps[token] in ("nsubj", "nsubjpass"):
            return self._last_act()
        if word == "so" and p.lemmas[p.heads[token]] == "do":
            return []
        if p.lemmas[token] == "do" and any(p.texts[c].lower() == "so" for c in p.children[token]):
            return self._done_so()
        if tag in ("JJ", "JJS", "RB") and any(p.texts[c].lower() == "the" for c in p.children[token]):
            return self._ordinal(token, word)
        if tag in ("NN", "NNS", "CD"):
            return self._definite(token)
        return []

    # ------------------------------------------------------------------ choosing

    def _nouns(self, distance: int) -> list[Told]:
        """What the sentence so many before this one told of."""
        return self.text.nouns.get(self.parse.sentence - distance, [])

    def _acts(self, distance: int) -> list[Told]:
        return self.text.acts.get(self.parse.sentence - distance, [])

    def _nearest(self, fits: Fits, token: int, back: int = NEAR, *, own: bool = True) -> list[Told]:
        """The one candidate of the nearest sentence that has any; of several the subject, if the word is one too."""
        p = self.parse
        if own:
            found = _distinct(n for n in self.here if n.token < token and fits(n) and not self._co_argument(n, token))
            if found:
                return found if len(found) == 1 else []
        subject = p.deps[token] in ("nsubj", "nsubjpass", "poss")
        for distance in range(1, back + 1):
            then = _distinct(n for n in self._nouns(distance) if fits(n))
            if len(then) > 1 and subject and not then[0].plural:
                then = [n for n in then if n.rank == 0]
            if then:
                return then if len(then) == 1 else []
        return []

    def _co_argument(self, noun: Told, token: int) -> bool:
        """Whether a noun is an argument of the pronoun's own verb, or holds the pronoun: "its report"."""
        p = self.parse
        if p.tags[token] == "PRP$":
            return token in p.subtree(noun.token)
        return p.heads[noun.token] == p.heads[token] and p.deps[noun.token] != "conj"

    def _pronoun(self, token: int, word: str) -> list[Told]:
        if word in _SINGULAR:
            return self._person(token, female=_SINGULAR[word])
        if word in _PLURAL:
            return self._they(token)
        if word in _SPEAKER:
            return self._speaker(token)
        if word in ("it", "its"):
            return self._it(token, word)
        return []

    def _person(self, token: int, *, female: bool) -> list[Told]:
        def fits(told: Told) -> bool:
            return told.kind in ("person", "name") and _is_one(told) and told.female in (None, female)

        return self._local_subject(token, fits) or self._nearest(fits, token) or self._ahead(token, fits)

    def _relative(self, token: int) -> list[Told]:
        """Of "which" and "who", the noun that their clause describes."""
        p = self.parse
        verb = token
        while p.deps[verb] != "relcl":
            if p.heads[verb] == verb:
                return []
            verb = p.heads[verb]
        return [n for n in self.here if n.token == p.heads[verb]]

    def _local_subject(self, token: int, fits: Fits) -> list[Told]:
        """Of "her" and "its" in an object or after a preposition, the subject of the clause."""
        p = self.parse
        if p.tags[token] != "PRP$":
            return []
        verb = p.heads[token]
        while not p.tags[verb].startswith("VB") and p.heads[verb] != verb:
            verb = p.heads[verb]
        between = _distinct(n for n in self.here if n.token < token and fits(n) and not self._co_argument(n, token))
        own = [n for n in between if p.heads[n.token] == verb]
        objects = [n for n in own if n.dep == "dobj"]
        owned = p.heads[token]
        if objects and p.lemmas[verb] in _INFORMING and p.lemmas[owned].lower() in _OWN_WILL:
            return [n for n in own if n.dep == "nsubj"][:1]  # "notified Mali of its decision"
        if objects and p.lemmas[verb] in _ASKING:
            return objects[:1]  # "asked Mali for its opinion"
        if len(between) > 1 and not (p.deps[owned] == "dobj" and p.heads[owned] == verb):
            return []
        return [n for n in own if n.dep in ("nsubj", "nsubjpass")][:1]

    def _they(self, token: int) -> list[Told]:
        def people(told: Told) -> bool:
            return told.plural and told.kind in ("people", "person", "whole", "name")

        def things(told: Told) -> bool:
            return told.plural

        return self._local_subject(token, people) or self._nearest(people, token) or self._nearest(things, token)

    def _speaker(self, token: int) -> list[Told]:
        """Of "we" in a quote, who says it."""
        p = self.parse
        for verb in range(len(p)):
            if p.lemmas[verb] in _SPEECH and p.tags[verb].startswith("VB"):
                subjects = [c for c in p.children[verb] if p.deps[c] == "nsubj" and c != token]
                found = [n for n in self.here if n.token in subjects]
                if found:
                    return found[:1]
        return []

    # ------------------------------------------------------------------ it

    def _it(self, token: int, word: str) -> list[Told]:
        p = self.parse
        verb = p.heads[token]
        if word == "its":
            return (
                self._local_subject(token, _is_single)
                or self._nearest(_is_single, token)
                or self._ahead(token, _is_single)
            )
        if p.deps[token] == "nsubj" and p.lemmas[verb] not in load_relations().happenings:
            found = self._nearest(lambda n: n.kind in ("whole", "name") and _is_one(n), token)
            things = [
                n for n in self.here if n.token < token and n.kind == "thing" and n.dep == "dobj" and not n.plural
            ]
            return [] if found and found[0].sentence == p.sentence and things else found
        if p.deps[token] in ("nsubj", "nsubjpass"):
            if any(p.deps[c] in ("ccomp", "xcomp", "csubj", "acomp", "attr") for c in p.children[verb]):
                return []
            return self._thing(token, ("nsubj", "nsubjpass", "dobj"))
        return self._thing(token, ("dobj", "pobj", "nsubjpass", "nsubj"))

    def _thing(self, token: int, order: Sequence[str]) -> list[Told]:
        """The last thing told of: in the nearest sentence with one, by the part that it played there."""
        for distance in range(NEAR):
            then = [n for n in (self._nouns(distance) if distance else self.here) if n.kind == "thing"]
            if distance == 0:
                then = [n for n in then if n.token < token and not self._co_argument(n, token)]
            then = [n for n in then if not n.plural]
            for dep in order:
                placed = [n for n in then if n.dep == dep]
                if placed:
                    return placed if len(placed) == 1 else []
        return []

    def _ahead(self, token: int, fits: Fits) -> list[Told]:
        """Of "its" or "he" in a clause before the main one, the subject of that: "after it left, Chad ..."."""
        p = self.parse
        later = [n for n in self.here if n.token > token and n.rank == 0 and fits(n)]
        main = [n for n in later if p.heads[p.heads[n.token]] == p.heads[n.token]]
        return [n for n in main if token < 3 and not self._co_argument(n, token)][:1]

    # ------------------------------------------------------------------ groups

    def _group(self, token: int, number: int) -> list[Told]:
        """ "Both", "neither", "the three": the last group of so many, or the so many that one sentence named."""
        first = any(self.parse.lemmas[c] == "first" for c in self.parse.children[token])
        for distance in range(1, NEAR + 1):
            then = self._nouns(distance)
            if first:
                larger = [n for n in then if len(n.members) > number]
                return [replace(n, members=n.members[:number], mentions=()) for n in larger[:1]]
            groups = [n for n in then if len(n.members) == number]
            if groups:
                return groups if len(groups) == 1 else []
            parties = [n for n in then if n.kind in ("person", "whole") and not n.plural and n.dep != "conj"]
            people = _distinct(n for n in parties if n.kind == "person")
            found = people if len(people) == number else _distinct(parties)
            if len(found) == number:
                return found
            if found:
                return []
        return []

    def _ordinal(self, token: int, word: str) -> list[Told]:
        """ "The former", "the latter", "the first" of what was counted or of two who were named."""
        if word in ("former", "latter"):
            pair = self._group(token, 2) or self._split_pair()
            if len(pair) == 2:
                return [pair[word == "latter"]]
            return [_member(pair[0], word == "latter")] if pair else []
        if word not in ORDINALS:
            return []
        counted = [n for distance in range(NEAR, 0, -1) for n in self._nouns(distance) if n.ordinal]
        return counted[-1:] if counted and counted[-1].ordinal != word else []

    def _split_pair(self) -> list[Told]:
        group = [n for n in self._nouns(1) if len(n.members) == 2]
        return group if len(group) == 1 else []

    # ------------------------------------------------------------------ acts

    def _last_act(self) -> list[Told]:
        """What the main clause of the sentence before told; where that is speech, what was said."""
        then = self._acts(1)
        main = [a for a in then if a.main]
        if main and main[0].lemma in self.text.anaphora.told:
            inner = [a for a in then if a.dep in ("ccomp", "xcomp")]
            return inner[:1] or main[:1]
        return main[:1]

    def _done_so(self) -> list[Told]:
        """ "Did so": what was promised or asked, else the last act."""
        then = self._acts(1)
        inner = [a for a in then if a.dep == "xcomp"]
        return inner[-1:] or self._last_act()

    # ------------------------------------------------------------------ definite phrases

    def _definite(self, token: int) -> list[Told]:
        """ "The ban", "this move", "his abduction": the same noun, the act that it names, or what is of its kind."""
        p = self.parse
        if not any(p.tags[c] in ("DT", "PRP$", "CC", "PDT") for c in p.children[token]):
            return []
        before = {p.texts[c].lower() for c in p.children[token] if c < token}
        owned = any(p.deps[c] == "poss" for c in p.children[token])
        if not (before & _DEFINITE or (owned and any(p.tags[c] == "PRP$" for c in p.children[token]))):
            return []
        if any(p.deps[c] in ("relcl", "acl") for c in p.children[token]) or before & ORDINALS:
            return []
        specified = any(
            p.deps[c] == "prep" and p.lemmas[c] in ("of", "between", "to", "with") for c in p.children[token]
        )
        lemma, plural = p.lemmas[token].lower(), p.tags[token] == "NNS"
        number = next((_GROUPS[w] for w in before if w in _GROUPS), 2 if "both" in before else None)
        kind = class_of(self.discourse.words, lemma, p.texts[token].lower())
        if kind in ("person", "people", "body", "state"):
            return [] if owned or specified else self._party(token, lemma, plural, number, kind)
        act = self._act(lemma)
        if act:
            return act
        if owned or specified:
            return []
        same = self._same(lemma, plural) or self._of_kind(lemma)
        return same or (self._last_act() if lemma in self.text.anaphora.act_nouns else [])

    def _party(self, token: int, lemma: str, plural: bool, number: int | None, kind: str) -> list[Told]:
        """People and bodies: the same noun, a group of that number, or the only ones of whom it can be said."""
        if number:
            return self._group(token, number)
        same = self._same(lemma, plural) or self._of_kind(lemma)
        if same:
            return same
        if plural and lemma in _GROUP_NOUNS:
            groups = [n for distance in range(NEAR, 0, -1) for n in self._nouns(distance) if n.members]
            return groups[-1:]
        if plural and lemma in _ANYBODY:
            return self._nearest(lambda n: n.plural and n.kind == "people", token, own=False)
        return []

    def _same(self, lemma: str, plural: bool) -> list[Told]:
        """The last phrase with the same noun and number."""
        for distance in range(1, FAR + 1):
            for told in reversed(self._nouns(distance)):
                if told.lemma == lemma and told.plural == plural:
                    return [told]
        return []

    def _of_kind(self, lemma: str) -> list[Told]:
        """The last thing of the kind that the noun names, where no other of its sentence is."""
        kinds = self.text.anaphora.kinds.get(lemma, frozenset())
        for distance in range(1, FAR):
            then = [n for n in self._nouns(distance) if n.lemma in kinds]
            if then:
                return then if len(then) == 1 else []
        return []

    def _act(self, lemma: str) -> list[Told]:
        """The last act that the noun names: "withdrew" for "the withdrawal", "promised" for "the pledge"."""
        verb = load_valency().verb_of.get(lemma, lemma)
        for wanted in (
            frozenset((verb, lemma)),
            self.text.anaphora.alike_to(verb) | self.text.anaphora.alike_to(lemma),
        ):
            for distance in range(1, NEAR + 3):
                found = [a for a in self._acts(distance) if a.lemma in wanted]
                if found:
                    return found[-1:]
        return []


def _is_open(discourse: Discourse, parse: Parse, token: int) -> bool:
    """Whether nothing is known yet of what a word stands for, or only that it is somebody."""
    mentions = discourse.found.get((parse.sentence, token), ())
    return not mentions or (len(mentions) == 1 and mentions[0].why == DESCRIBED and mentions[0].country is None)


def _is_one(told: Told) -> bool:
    """Whether it is one, or the first of several that are joined, each of whom is."""
    return not told.plural or bool(told.members)


def _is_single(told: Told) -> bool:
    return told.kind in ("whole", "name") and _is_one(told)


def _distinct(found: Iterable[Told]) -> list[Told]:
    """One for each actor, or each place."""
    kept: dict[object, Told] = {}
    for told in found:
        key = key_of(told.mentions[0]) if len(told.mentions) == 1 and not told.plural else (told.sentence, told.token)
        kept.setdefault(key, told)
    return list(kept.values())


def _member(told: Told, second: bool) -> Told:
    """One of the two of a group, by its own words."""
    start, end = told.members[second]
    return replace(told, start=start, end=end, members=(), mentions=(), plural=False)
