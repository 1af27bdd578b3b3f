"""A body or office that stands alone, and what its words say of whose it can be: "Congress", "federal police"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.extract.actors.scan import Hit
from dragoman.extract.actors.scene import Scene
from dragoman.lexicon.actor_forms import can_be, load_forms
from dragoman.model import Sentence

HOME_WEIGHT = 2.0
BARE_CONGRESS = "bare congress"  # "Congress" as a name, without an article
_PARTY_OF_CONGRESS = "congress party"
# Words for what only some states have, which the file of their forms lists.
OF_SOME = (
    "federal",
    "department",
    "senator",
    "senate",
    "congress",
    BARE_CONGRESS,
    "administration",
    "national security council",
    "politburo",
    "communist",
    "foreign office",
    "home office",
)
_LAST_WORD = re.compile(r"([\w'-]+) $")


class Named(NamedTuple):
    """A country that a sentence names, and where."""

    start: int
    end: int
    country: str
    whole: bool = True  # the state itself, not an adjective of something
    place: bool = False  # a town or province of it


@dataclass(frozen=True, slots=True)
class Alone:
    """A body or office that stands alone, `[start, end)` in its sentence, and the hits of that sentence.

    `key` is the suffix of its id; `named` the countries that the sentence names.
    """

    key: str
    start: int
    end: int
    sentence: Sentence
    named: tuple[Named, ...]
    people: bool = False


def alone(
    scene: Scene, key: str, span: tuple[int, int], sentence: Sentence, hits: list[Hit], *, people: bool = False
) -> Alone:
    """The noun with the countries that its sentence names."""
    named = []
    for hit in hits:
        owners = {o.target for o in hit.options if scene.is_country(o.target)}
        if hit.kind in ("name", "demonym", "people", "metonym") and len(owners) == 1:
            named.append(Named(hit.start, hit.end, owners.pop(), hit.kind in ("name", "metonym")))
    inside = (p for p in scene.places if p.whole and sentence.start <= p.start < sentence.end)
    named += [Named(p.start, p.end, p.country, whole=False, place=True) for p in inside]
    return Alone(key, *span, sentence, tuple(sorted(named)), people)


def words_of(scene: Scene, noun: Alone) -> frozenset[str]:
    """The words of a noun, together and each, with the adjective before it: "[federal] judge"."""
    before = scene.text[max(noun.sentence.start, noun.start - 25) : noun.start].rstrip().rsplit(" ", 1)[-1]
    words = scene.text[noun.start : noun.end].lower()
    named = {BARE_CONGRESS} if is_bare_congress(scene, noun) else set()
    return frozenset((words, before.lower(), *words.split(), *named))


def is_bare_congress(scene: Scene, noun: Alone) -> bool:
    """Whether a congress is called Congress, as by its name: no article, and nothing of what stands before it."""
    before = _LAST_WORD.search(scene.text, noun.sentence.start, noun.start)
    return scene.text[noun.start : noun.end] == "Congress" and (before is None or before.group(1).lower() != "the")


def congress_party(scene: Scene, noun: Alone) -> str | None:
    """The id of the party that a text means by Congress, where it tells of one of its states and of no real congress.

    `None` where it tells of none of them, or of a state whose parliament is called so.
    """
    if scene.text[noun.start : noun.end] != "Congress":
        return None
    forms = load_forms()
    counts = Counter(country for _, country in scene.spoken)
    for country in (scene.home, scene.press):
        counts[country or ""] += int(HOME_WEIGHT)
    theirs = [c for c in forms[_PARTY_OF_CONGRESS] if counts[c] and f"{c}.PTY.congress" in scene.book.records]
    others = max((counts[c] for c in forms["congress"]), default=0)
    best = sorted(theirs, key=lambda country: (-counts[country], country))[:1]
    return f"{best[0]}.PTY.congress" if best and counts[best[0]] > others else None


def so_called(country: str, words: frozenset[str]) -> bool:
    """Whether a state can have what is called so: a department for a ministry, a federal body, a senator."""
    forms = load_forms()
    return all(can_be(country, noun, forms) for noun in OF_SOME if noun in words)
