"""One parsed sentence as the event coder sees it: who fills which role, and what frames its predicates evoke."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dragoman.extract.events.kinds_of_actors import are_of_states, are_people, are_unarmed
from dragoman.extract.events.paths import occasion_above
from dragoman.extract.events.wholes import measured
from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.frames import Condition, Frame, FrameBook
from dragoman.model import Mention, Parse, Proposition, Role

_SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}")
# Prepositions whose phrase may belong to the verb although the parser hung it on the object.
MOVABLE = frozenset(
    (*("with", "to", "for", "from", "on", "in", "under", "over"), *("against", "into", "at", "as", "towards", "toward"))
)
_WHERE_TO = event_words("scene", "where-to")
_INQUIRIES = event_words("scene", "inquiries")
_OFFICIAL = frozenset({"office", "body"})
_TAKING_UP = frozenset({"it", "them", "one", "ones", "that", "those", "they"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase in a role: its head token, its tokens, and the path on which it was found."""

    head: int
    tokens: tuple[int, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that a proposition evokes, and how exactly it fits."""

    frame: Frame
    exactness: int
    words: tuple[int, ...]


@dataclass(frozen=True)
class Scene:
    """A sentence with its propositions and the actors that its phrases stand for."""

    parse: Parse
    propositions: tuple[Proposition, ...]
    references: Mapping[int, tuple[Mention, ...]]
    book: FrameBook
    times: tuple[tuple[int, int], ...] = ()
    spoken_of: frozenset[str] = frozenset()
    caption: bool = False
    headline: frozenset[str] = frozenset()

    @cached_property
    def by_head(self) -> Mapping[int, Proposition]:
        """Propositions by the token of their predicate."""
        return {p.head: p for p in self.propositions}

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of the sentence, in lower case, and "#score" where it gives one ("7-1")."""
        found = frozenset(lemma.lower() for lemma in self.parse.lemmas)
        return found | {"#score"} if any(map(_SCORE.fullmatch, self.parse.texts)) else found

    @cached_property
    def words(self) -> frozenset[str]:
        """All lemmas and all words as they stand, in lower case."""
        return self.lemmas | {text.lower() for text in self.parse.texts}

    @cached_property
    def matches(self) -> Mapping[int, Match]:
        """The best frame of each proposition that has one, by the proposition's index."""
        found = {}
        for proposition in self.propositions:
            best = best_match(self, proposition)
            if best is not None:
                found[proposition.index] = best
        return found

    # -------------------------------------------------------------- fillers

    def fillers(self, proposition: Proposition, expression: str, *, strict: bool = False) -> list[Filler]:
        """What fills a role expression such as "patient", "patient.to" or "self".

        Unless `strict`, a phrase that the parser hung on the object counts as the verb's where it has none of its own.
        """
        index = proposition.index
        if not (0 <= index < len(self.propositions) and self.propositions[index] is proposition):
            return self._find_fillers(proposition, expression, strict=strict)
        known = self._filled[index]
        key = (expression, strict)
        if key not in known:
            known[key] = self._find_fillers(proposition, expression, strict=strict)
        return known[key]

    @cached_property
    def _filled(self) -> list[dict[tuple[str, bool], list[Filler]]]:
        """What `fillers` has found for each proposition, for the many frames that ask alike."""
        return [{} for _ in self.propositions]

    def _find_fillers(self, proposition: Proposition, expression: str, *, strict: bool) -> list[Filler]:
        if expression == "self":
            return [Filler(proposition.head, self.phrase(proposition.head), "self")]
        first, _, rest = expression.partition(".")
        if first == "manner":  # "is [privately] held": adverbs are no roles of a proposition
            p = self.parse
            return [Filler(c, (c,), first) for t in proposition.tokens for c in p.children[t] if p.deps[c] == "advmod"]
        found = [Filler(r.head, r.tokens, first) for r in proposition.roles if r.name == first]
        if not found and not strict and first in MOVABLE and proposition.kind in ("verb", "light"):
            found = self._hung_on_object(proposition, first)
        for step in rest.split(".") if rest else ():
            found = [inner for filler in found for inner in self._inside(filler, step)]
        return found

    def _hung_on_object(self, proposition: Proposition, preposition: str) -> list[Filler]:
        """A phrase that the parser hung on the object: "placed the leader [under house arrest]"."""
        objects = [r.head for r in proposition.roles if r.name == "patient" and r.via in ("object", "subject")]
        path = f"{preposition}, after the object"
        return [f for head in objects for f in self.inside_phrase(head, preposition, path)]

    def _inside(self, filler: Filler, role: str) -> list[Filler]:
        """The roles of what fills a role: of its predicate where it is one, else of the plain noun phrase."""
        path = f"{filler.path}.{role}"
        inner = self.by_head.get(filler.head)
        if inner is None:
            inner = next((p for p in self.propositions if filler.head in p.tokens), None)
        found = [Filler(r.head, r.tokens, path) for r in inner.roles if r.name == role] if inner else []
        return found or self.inside_phrase(filler.head, role, path)

    def inside_phrase(self, head: int, role: str, path: str) -> list[Filler]:
        """What stands in a role inside a plain noun phrase: before the head, or after a preposition under it."""
        p = self.parse
        found = []
        for child in p.children[head]:
            dep = p.deps[child]
            if (role == "poss" and dep == "poss") or (role == "mod" and dep in ("compound", "amod", "nmod")):
                found += [child, *self._conjuncts(child)]
            elif dep == "prep" and p.lemmas[child].lower() == role:
                for inner in p.children[child]:
                    if p.deps[inner] == "pobj":
                        found += [inner, *self._conjuncts(inner)]
        return [Filler(token, self.phrase(token), path) for token in found]

    def _conjuncts(self, token: int) -> list[int]:
        p = self.parse
        direct = [c for c in p.children[token] if p.deps[c] == "conj" and not p.tags[c].startswith("VB")]
        return [c for d in direct for c in (d, *self._conjuncts(d))]

    def joined(self, token: int) -> list[int]:
        """Those coordinated with an actor who are actors too: "the pact between Togo and [Benin]"."""
        return [t for t in self._conjuncts(token) if t in self.references]

    def phrase(self, head: int) -> tuple[int, ...]:
        """The head with its modifiers, without clauses and conjuncts."""
        p = self.parse
        found, queue = [head], [head]
        while queue:
            for child in p.children[queue.pop()]:
                if p.deps[child] not in ("conj", "cc", "relcl", "acl", "appos", "punct", "advcl", "ccomp"):
                    found.append(child)
                    queue.append(child)
        return tuple(sorted(found))

    def roles_of_phrase(self, head: int) -> tuple[Role, ...]:
        """The roles of a noun that is no predicate: what stands before it and after its prepositions."""
        names = ("poss", "mod", "between", "by", "with", "to", "of", "on")
        return tuple(
            Role(name, f.head, f.tokens, "phrase") for name in names for f in self.inside_phrase(head, name, name)
        )

    # -------------------------------------------------------------- conditions

    def holds(self, proposition: Proposition, frame: Frame, condition: Condition) -> bool:
        """Whether one of the condition's roles is filled by one of its fillers."""
        if "none" in condition.fillers and not any(self.fillers(proposition, r) for r in condition.roles):
            return True
        if condition.roles == ("participant",):
            return self._participants_hold(proposition, frame, condition.fillers)
        for role in condition.roles:  # plain loops, as this is asked some five hundred times a report
            for filler in self.fillers(proposition, role):
                if self._fills(filler, condition, role):
                    return True
        return False

    def _participants_hold(self, proposition: Proposition, frame: Frame, wanted: tuple[str, ...]) -> bool:
        actors = {
            filler.head
            for role in (*frame.actor, *frame.recipient)
            for filler in self.fillers(proposition, role)
            if filler.head in self.references
        }
        group = any(len(self.references[h]) > 1 for h in actors)
        if "two actors" in wanted:
            return len(actors) > 1 or group
        if not actors and proposition.kind in ("noun", "light"):
            actors = self._deeper_actors(proposition, frame)
        return bool(actors) or "any" in wanted or self.may_inherit(proposition) or self._of_a_clause(proposition, frame)

    def _of_a_clause(self, proposition: Proposition, frame: Frame) -> bool:
        """Whether a meeting is the occasion of what somebody does, who takes part: "left after a [visit]"."""
        p, token = self.parse, occasion_above(self.parse, proposition.head)
        if frame.type != "CONSULT" or proposition.kind != "noun" or token is None:
            return False
        above = p.heads[token]
        timed = p.lemmas[token].lower() in ("after", "during", "following", "for", "on")
        return timed and any(p.deps[c] == "nsubj" and c in self.references for c in p.children[above])

    def _deeper_actors(self, proposition: Proposition, frame: Frame) -> set[int]:
        """Actors inside the phrases of a noun: "the second meeting of the [Chile]-[Peru] commission"."""
        roles = [r for r in (*frame.actor, *frame.recipient) if "." not in r]
        tokens = {t for role in roles for f in self.fillers(proposition, role) for t in f.tokens}
        return tokens & set(self.references)

    def may_inherit(self, proposition: Proposition) -> bool:
        """Whether the predicate takes up a matter that the report has spoken of: "the talks resumed"."""
        return self.parse.lemmas[proposition.head].lower() in self.spoken_of

    def _fills(self, filler: Filler, condition: Condition, role: str) -> bool:
        for test in condition.tests:
            if _TESTS[test](self, filler) and not (test == "any" and role in _WHERE_TO and self.is_date(filler.head)):
                return True
        p, words = self.parse, condition.lemmas
        if condition.phrases:
            said = {word.lower() for t in filler.tokens for word in (p.lemmas[t], p.texts[t])}
            if any(phrase <= said for phrase in condition.phrases):
                return True
        if not words:
            return False
        lemma = p.lemmas[filler.head].lower()
        if lemma in words or p.texts[filler.head].lower() in words:
            return True  # also as written: "remains" and "damages" are not what "remain" and "damage" are
        # "Part of the aid", "a series of talks", "one of the towns": what is measured counts as well.
        inner = measured(p, filler.head)
        if inner is None and lemma in _TAKING_UP and role in ("patient", "on", "to"):
            return self._was_said(filler.head, words)
        return inner is not None and p.lemmas[inner].lower() in words and self._is_measure(filler.head)

    def is_date(self, token: int) -> bool:
        """Whether a word is of a date: "fired it on [May 3]" is aimed at nothing."""
        start = self.parse.starts[token]
        return any(begin <= start < end for begin, end in self.times)

    def _was_said(self, pronoun: int, words: frozenset[str]) -> bool:
        """Whether a noun before a pronoun is one of `words`: "a ban on flights; Oslo had already imposed [one]"."""
        p = self.parse
        return any(p.tags[t].startswith("NN") and p.lemmas[t].lower() in words for t in range(pronoun))

    def _is_measure(self, token: int) -> bool:
        measures = self.book.classes["measure-of-people"] | self.book.classes["measure-of-things"]
        return self.parse.tags[token] == "CD" or self.parse.lemmas[token].lower() in measures

    def is_actor(self, filler: Filler) -> bool:
        """Whether the phrase stands for somebody who can act."""
        return filler.head in self.references

    def is_known(self, filler: Filler) -> bool:
        """Whether it is known who stands there, or at least of which state."""
        return any(m.actor or m.country for m in self.references.get(filler.head, ()))

    def is_named(self, filler: Filler) -> bool:
        """Whether it stands for one who is known, or at least has a name."""
        return any(
            m.actor or m.person or m.kind in _OFFICIAL or self.parse.tags[filler.head].startswith("NNP")
            for m in self.references.get(filler.head, ())
        )

    def is_state(self, filler: Filler) -> bool:
        """Whether it stands for a state, or a body or people of one."""
        return any(m.country or (m.actor or "").startswith("IGO.") for m in self.references.get(filler.head, ()))

    def is_name(self, filler: Filler) -> bool:
        """Whether its head is capitalised as a name is, known or not, and is no date: a town that was taken.

        Or is followed by its name: "[Operation] Blue Heron".
        """
        p, behind = self.parse, filler.head + 1
        if p.tags[filler.head].startswith("NNP"):
            return not self.is_date(filler.head)
        called = (t for t in range(behind, len(p.tags)) if p.heads[t] == filler.head and p.deps[t] == "appos")
        return any(all(tag.startswith("NNP") for tag in p.tags[behind : t + 1]) for t in called)

    def is_state_itself(self, filler: Filler) -> bool:
        """Whether it stands for a state itself, and no body or people of it."""
        return self.names_state(filler.head)

    def names_state(self, token: int) -> bool:
        """Whether a word names a state itself."""
        return any(m.actor is not None and m.actor == m.country for m in self.references.get(token, ()))

    def is_where(self, token: int) -> bool:
        """Whether a word is the bare name of a place before an act that befell it: "the [Kenya] bombing".

        "The Kenyan bombing", "U.S. attacks" and "the Kenya attack on rebels" tell who did it.
        """
        p, act = self.parse, self.parse.heads[token]
        if p.deps[token] != "compound" or not p.tags[token].startswith("NN"):
            return False
        if p.lemmas[act].lower() not in self.book.classes["befalls"]:
            return False
        if p.lemmas[token].lower() in self.book.classes["territory"] and token in self.references:
            return True  # "the embassy bombings"
        if p.tags[token] != "NNP" or p.texts[token].isupper() or "." in p.texts[token]:
            return False
        known = self.references.get(token, ())
        if p.lemmas[act].lower() in _INQUIRIES and any((m.actor or "").startswith("COM.") for m in known):
            return True  # "the Google investigation"
        if not known or any(m.kind == "organisation" or (m.actor or m.country) != m.country for m in known):
            return False
        further = (c for c in p.children[act] if p.deps[c] == "prep" and c > act)
        return not any(p.lemmas[c].lower() in ("on", "against", "of", "into", "by") for c in further)

    def is_fact(self, filler: Filler) -> bool:
        """Whether it is a clause that says how things are: "that the base [was] there", not "that Oslo [close] it"."""
        p = self.parse
        marks = [c for c in p.children[filler.head] if p.deps[c] in ("aux", "auxpass")]
        if any(p.tags[c] in ("MD", "TO") or p.texts[c].lower() == "be" for c in marks):
            return False
        finite = p.tags[filler.head] in ("VBD", "VBZ") or any(p.tags[c] in ("VBD", "VBZ", "VBP") for c in marks)
        return finite and p.deps[filler.head] == "ccomp"

    def is_plan(self, filler: Filler) -> bool:
        """Whether it is a clause that says how things will or must be: "insisted that the base [would] stay"."""
        p = self.parse
        marks = {p.lemmas[c].lower() for c in p.children[filler.head] if p.tags[c] == "MD"}
        return p.deps[filler.head] == "ccomp" and bool(marks & {"will", "would", "'ll", "wo", "shall", "must"})

    def is_infinitive(self, filler: Filler) -> bool:
        """Whether it is a clause with "to"."""
        return any(self.parse.tags[c] == "TO" for c in self.parse.children[filler.head])


_TESTS: Mapping[str, Callable[[Scene, Filler], bool]] = {
    "any": lambda scene, filler: True,
    "actor": Scene.is_actor,
    "named": Scene.is_named,
    "state": Scene.is_state,
    "people": lambda scene, filler: are_people(scene.references.get(filler.head, ())),
    "state itself": Scene.is_state_itself,
    "igo": lambda scene, filler: are_of_states(scene.references.get(filler.head, ())),
    "unarmed": lambda scene, filler: are_unarmed(scene.references.get(filler.head, ())),
    "finite clause": Scene.is_fact,
    "infinitive": Scene.is_infinitive,
    "will clause": Scene.is_plan,
    "proper name": Scene.is_name,
    "none": lambda scene, filler: False,
    "two actors": lambda scene, filler: False,  # asked of `participant` alone
}


_ABOUT_ACTORS = frozenset({"actor", "named", "state", "state itself", "igo", "people"})
_BROAD = frozenset({"any", "actor", "none", "named"})


def best_match(scene: Scene, proposition: Proposition) -> Match | None:
    """The frame that fits most exactly; the first in the order of the files where two fit alike.

    Where no frame fits because nobody known takes part, one that embeds still says how real what it holds is: "she
    denied that ..." denies, whoever she is.
    """
    best: Match | None = None
    spare: Match | None = None
    for frame, rest in _candidates(scene, proposition):
        words = _beside(scene, proposition, rest)
        if words is None:
            continue
        if best is not None and _exactness(frame, rest) <= best.exactness:
            continue
        if _conditions_hold(scene, proposition, frame):
            best = Match(frame, _exactness(frame, rest), (*proposition.tokens, *words))
        elif best is None and spare is None and frame.embeds and _hold_but_for_actors(scene, proposition, frame):
            spare = Match(replace(frame, type=None), _exactness(frame, rest), (*proposition.tokens, *words))
    return best or spare


def match_but_for_parties(scene: Scene, proposition: Proposition) -> Match | None:
    """The act of a noun by all conditions of its frame but those on who takes part; the most exact one."""
    found: Match | None = None
    for frame, rest in _candidates(scene, proposition):
        words = _beside(scene, proposition, rest) if frame.type is not None else None
        if words is None or (found is not None and _exactness(frame, rest) <= found.exactness):
            continue
        excluded = any(scene.holds(proposition, frame, c) for c in frame.unless)
        if not excluded and _asks_only_for_parties(frame) and _hold_but_for_actors(scene, proposition, frame):
            found = Match(frame, _exactness(frame, rest), (*proposition.tokens, *words))
    return found


def _asks_only_for_parties(frame: Frame) -> bool:
    """Whether a frame that asks for one of several roles asks for one with or against whom it is done."""
    return not frame.requires_one or not set(frame.requires_one).isdisjoint(_WITH_OR_AGAINST)


_WITH_OR_AGAINST = ("between", "with")


def _candidates(scene: Scene, proposition: Proposition) -> list[tuple[Frame, tuple[str, ...]]]:
    book, name = scene.book, proposition.predicate.lower()
    if proposition.kind == "verb":
        stem, *particle = name.split()
        found = list(book.verb_frames.get(stem, ()))
        # A particle changes the meaning of a verb: "pull out" is no kind of "pull".
        return [(f, rest) for f, rest in found if not particle or particle[0] in rest]
    if proposition.kind == "adjective":
        return list(book.adjective_frames.get(name, ()))
    found = list(book.noun_frames.get(name, ()))
    if proposition.kind == "noun" and not found and proposition.verb != name:
        # "The recognition of X by Y": a noun that has no frame has those of its verb.
        found = [(f, rest) for f, rest in book.verb_frames.get(proposition.verb, ()) if not rest and f.type]
    return found + list(book.carried_frames.get(name, ())) if proposition.kind == "light" else found


_CLAUSES = frozenset({"advcl", "relcl"})
"""Where another act stands: "put a name to it, as they had [held] out" puts nothing on hold."""


def _beside(scene: Scene, proposition: Proposition, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of the other words of a trigger, or `None` where one is missing."""
    if not words:
        return ()
    if not scene.words.issuperset(words):
        return None  # nearly always
    p = scene.parse
    near = [c for t in proposition.tokens for c in p.children[t]] + list(proposition.tokens)
    found: dict[int, int] = {}
    while len(found) < len(words):
        # "Point the finger", "take to the streets": a word may stand under one after it, and in its plural.
        place, token = next(
            (
                (place, c)
                for place, word in enumerate(words)
                if place not in found
                for c in near
                if word in (p.lemmas[c].lower(), p.texts[c].lower())
                and p.tags[c] != "TO"
                and p.deps[c] not in _CLAUSES
                and not _heads_another_phrase(scene, c)
            ),
            (-1, -1),
        )
        if token < 0:
            return None
        found[place] = token
        near += p.children[token]
    return tuple(found[place] for place in range(len(words)))


def _heads_another_phrase(scene: Scene, token: int) -> bool:
    """ "Took office [in] October" and "[in] Bogota" take nobody in: the preposition has a phrase of its own."""
    p = scene.parse
    objects = [p.starts[c] for c in p.children[token] if p.deps[c] == "pobj"]
    if p.deps[token] != "prep" or not objects:
        return False
    verb = p.heads[token]
    if token < verb and p.tags[verb].startswith("VB"):
        return True  # "[in] an interview, Roe called Spain a friend": nobody was called in
    after_object = p.tags[verb].startswith("VB") and any(p.deps[c] == "dobj" and c < token for c in p.children[verb])
    is_place = after_object and p.lemmas[token].lower() in ("in", "off")  # "hold a drill [off] Efate"
    held = p.tags[verb] == "VBN" and p.lemmas[token].lower() == "in"
    is_place = is_place or (held and any(p.tags[c] == "NNP" for c in p.children[token]))  # "men taken [in] Baghdad"
    return is_place or any(start <= at < end for at in objects for start, end in scene.times)


def _conditions_hold(scene: Scene, proposition: Proposition, frame: Frame) -> bool:
    if not all(scene.holds(proposition, frame, c) for c in frame.where):
        return False
    if any(scene.holds(proposition, frame, c) for c in frame.unless):
        return False
    return not frame.requires_one or any(scene.fillers(proposition, r) for r in frame.requires_one)


def _hold_but_for_actors(scene: Scene, proposition: Proposition, frame: Frame) -> bool:
    return all(scene.holds(proposition, frame, c) for c in frame.where if not _ABOUT_ACTORS & set(c.fillers))


def _exactness(frame: Frame, words: tuple[str, ...]) -> int:
    """Words of the trigger weigh most, then conditions on lemmas, then broad ones; an act goes before an operator.

    A role that may be empty as well makes nothing more exact.
    """
    asked = [c for c in frame.where if "none" not in c.fillers or set(c.fillers) <= _BROAD]
    narrow = sum(1 for c in asked if not set(c.fillers) <= _BROAD)
    return 6 * len(words) + 3 * narrow + (len(asked) + 1 if frame.type else 0)
