"""The gates: which sentences are worth a parse.

A sentence that holds no trigger of an event, or nobody who could act, reports no act; one in which no state, nor
anybody who speaks for one, says or thinks something holds no claim. Most sentences of a newspaper are such. Their
mentions and dates are still taken. What the gates cost in events is measured, not assumed: see the figures in the
documentation of the pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.frames import FILLERS, Frame, FrameBook
from dragoman.lexicon.inflection import forms_of
from dragoman.model import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STAND_INS = frozenset(
    ("he", "she", "they", "it", "his", "her", "their", "its", "him", "them", "both", "sides", "who", "we", "i", "our")
)
# "The two", "the latter", "each": those of a pair of whom the report has told.
_OF_A_PAIR = re.compile(r"\b(?:[Tt]he (?:two|three|four|pair|duo|former|latter)|[Ee]ach|[Nn]either)\b")
_SPEAKERS = frozenset(("he", "she", "they", "who"))
# Too rare to say nothing: others stand in nearly every sentence.
_PREPOSITIONS = frozenset({"against", "over", "upon", "until", "towards", "toward", "behind", "across", "near"})
_OPEN_FILLERS = FILLERS


class Gate:
    """Knows all written forms of all triggers, what else each needs, and all nouns that stand for people who act.

    A frame that only counts with certain words in a role ("take" with "hostage") opens the gate only where one of
    those words stands in the sentence.
    """

    def __init__(self, book: FrameBook, people: Iterable[str]) -> None:
        """Prepare the forms of the triggers of `book`, and of `people`, lemmas of nouns for those who act."""
        self._needs = _needs(book)
        self._people = _forms(set(people) - load_actor_words().private, "noun") | _STAND_INS
        self._matters = _forms(frozenset().union(*book.families), "noun")
        self._courses = _courses(book)

    def lets_in(self, text: str, sentence: Sentence, with_actors: Collection[int]) -> bool:
        """Whether the sentence holds a trigger with what it needs, and an actor or somebody who stands for one."""
        words = {m.group().lower() for m in _WORD.finditer(text, sentence.start, sentence.end)}
        words |= {part for word in words if "-" in word for part in word.split("-")}
        nobody = sentence.index not in with_actors and self._people.isdisjoint(words)
        if nobody and _OF_A_PAIR.search(text, sentence.start, sentence.end) is None:
            # "The programme was suspended in 2012" names nobody, but tells of a matter that the report has named.
            return not self._courses.isdisjoint(words) and not self._matters.isdisjoint(words)
        return any(
            need is None or not need.isdisjoint(words)
            for word in words
            if word in self._needs
            for need in self._needs[word]
        )


class SpeechGate:
    """Knows the words by which somebody says, thinks or judges, and what a claim of the ledger is about.

    Sentences that say nothing by themselves pass where they stand inside somebody's speech.
    """

    def __init__(
        self,
        saying: Collection[str],
        officials: Collection[str],
        about: Collection[str],
        standards: Collection[str] = (),
    ) -> None:
        """Take written forms in small letters: of cues, of nouns for who speaks for a state, and of what is judged.

        `about` are the nouns of matters and the words that speak well or ill of something; `standards` the nouns of
        what a quantity is measured against, of which anybody may speak.
        """
        self._saying = frozenset(saying)
        self._officials = frozenset(officials)
        self._about = frozenset(about)
        self._standards = frozenset(standards)

    def lets_in(
        self, text: str, sentence: Sentence, with_parties: Collection[int], *, spoken: bool, after: bool
    ) -> bool:
        """Whether the sentence can hold a claim.

        `with_parties` are the sentences that name a state or an organisation of states; `spoken`: it stands inside
        somebody's speech; `after`: the sentence before it is parsed, so that "he" may be somebody of account.
        """
        words = {m.group().lower() for m in _WORD.finditer(text, sentence.start, sentence.end)}
        if not spoken and self._saying.isdisjoint(words):
            return False
        if sentence.index in with_parties or not self._standards.isdisjoint(words):
            return True
        if spoken:
            return not self._about.isdisjoint(words)
        return not self._officials.isdisjoint(words) or (after and not _SPEAKERS.isdisjoint(words))


def _needs(book: FrameBook) -> Mapping[str, tuple[frozenset[str] | None, ...]]:
    """What must stand beside each written form of a trigger; `None` where nothing must."""
    found: dict[str, set[frozenset[str] | None]] = {}
    for frame in book.frames:
        if frame.type is None:
            continue
        wanted = _wanted(book, frame)
        for trigger, word_class in _triggers(frame):
            first, *rest = trigger
            # The longest of the other words is the rarest: "finger" of "point the finger".
            beside = forms_of(max(rest, key=len), "verb") if rest else wanted
            for form in forms_of(first, word_class):
                found.setdefault(form, set()).add(beside)
    return {form: (None,) if None in needs else tuple(needs) for form, needs in found.items()}


def _courses(book: FrameBook) -> frozenset[str]:
    """Written forms of the verbs and nouns that say what becomes of a matter: resume, suspend, lift, postpone."""
    found: frozenset[str] = frozenset()
    for frame in book.frames:
        if frame.type is not None and frame.phase is not None and frame.matter in ("agent", "patient"):
            found |= _forms((t.split()[0] for t in frame.verbs), "verb") | _forms(frame.nouns, "noun")
    return found


def _triggers(frame: Frame) -> Iterable[tuple[list[str], str]]:
    """Each trigger with its head word first, and the word class of its head."""
    for trigger in frame.verbs:
        yield trigger.split(), "verb"
    for trigger in (*frame.nouns, *frame.carried):
        yield trigger.split()[::-1], "noun"
    for trigger in frame.adjectives:
        yield trigger.split(), "adjective"


def _wanted(book: FrameBook, frame: Frame) -> frozenset[str] | None:
    """The written forms of the words that the frame's narrowest condition asks for, or `None` without such a one.

    A condition on what stands after a preposition asks for the preposition, whatever may fill it.
    """
    best: frozenset[str] | None = None
    for condition in frame.where:
        if _OPEN_FILLERS & set(condition.fillers):
            if "none" not in condition.fillers and _PREPOSITIONS.issuperset(condition.roles):
                best = frozenset(condition.roles) if best is None else best
            continue
        lemmas = {word for filler in condition.fillers for entry in book.expand(filler) for word in entry.split()}
        forms = _forms(lemmas, "noun") | _forms(lemmas, "verb")
        if best is None or len(forms) < len(best):
            best = forms
    return best


def _forms(lemmas: Iterable[str], word_class: str) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in forms_of(lemma, word_class))
