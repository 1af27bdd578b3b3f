"""Names that the book does not know, with what the report says they are: "the rebel group X", "X, a Danish charity".

A report introduces a group, party, firm or charity once, by a noun for what it is and mostly by a country, and then
calls it by its name or its initials. The noun gives the part of the state ("rebel group": REB), the words beside it the
country; every later mention of the name or of the initials is the same one. Where the words give no country, it stays
open, and so does what a name is of which nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.extract.actors.names import Segment
from dragoman.extract.actors.scan import SMALL_WORDS
from dragoman.extract.actors.scene import Scene
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Mention, Sentence

WHY = "introduced by what it is"
INITIALS = "initials of a name of the text"

_FIGHTING = actor_words_of("introduced", "fighting")
_FIGHTERS = actor_words_of("introduced", "fighters")
_MILITIAS = actor_words_of("introduced", "militias")
_GROUPS = actor_words_of("introduced", "groups")
_PARTIES = actor_words_of("introduced", "parties")
_OPPOSING = actor_words_of("introduced", "opposing")
_RULING = actor_words_of("introduced", "ruling")
_HELPING = actor_words_of("introduced", "helping")
_CHARITIES = actor_words_of("introduced", "charities")
_FIRMS = actor_words_of("introduced", "firms")
_UNIONS = actor_words_of("introduced", "unions")
_ONE_OF_THEM = actor_words_of("introduced", "one-of-them")
_BEFORE = re.compile(r"([\w-]+)(,?) (of |from |called |named |known as )?(?:the )?$")
_INITIALS = re.compile(r" \(([A-Z][\w./-]{1,9})[),]")
_AFTER = re.compile(
    r"(?: ?\([^()\n]{2,40}\))?, (?:which is |who are |described as |known as )?"
    r"(?:an? |the |another |itself an? |one of (?:the )?|)((?:[\w.'-]+ ){0,7}?)"
    rf"({any_of((*_GROUPS, *_PARTIES, *_CHARITIES, *_FIRMS, *_UNIONS, *_MILITIAS))})s?"
    r"(?=[,.;:)]| (?:in|of|from|that|which|who|based|operating|active|led|fighting|opposed|with|on)\b|$)"
)
_WHERE = re.compile(
    r" (?:(?:that |which )?(?:is |are |was )?(?:based |operating |operates |active |fighting |fights )?(?:in|from)|of)"
    r"(?: the)?(?: (?!and\b)[a-z-]+){0,3} $"
)
_SMALL = re.compile(rf"(?:{SMALL_WORDS})")
_SEATED = re.compile(rf"-(?:{any_of(actor_words_of('introduced', 'seated'))})(?!\S)")
_CLOSED = re.compile(r"(?: \([^()\n]{2,40}\))?[,.;:]")
_IS_NAME = frozenset(("name", "demonym", "metonym"))
_SAYING_WHAT = (
    _FIGHTERS | _MILITIAS | _GROUPS | _PARTIES | _CHARITIES | _FIRMS | _UNIONS | _FIGHTING | _OPPOSING | _RULING
)
_TAIL, _SEEN, _WORDS = 40, 70, 8
"""Characters before a name in which the noun for it stands, those and words before the noun that belong to it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a report says of a name: its part of a state and its country, both perhaps open."""

    part: str | None
    country: str | None

    @property
    def actor(self) -> str | None:
        """The id, where both are known."""
        return f"{self.country}.{self.part}" if self.part and self.country else None


def introduce_names(scene: Scene, pending: list[tuple[Sentence, list[Segment]]]) -> None:
    """Write into the open names of a report what it says that they are, wherever in it they stand."""
    known: dict[str, _Known] = {}
    initials: dict[str, set[str]] = {}
    leaders = {m.end + 1: m for m in scene.mentions if m.kind == "body" and (m.actor or "").endswith((".REB", ".OPP"))}
    for sentence, segments in pending:
        for segment in segments:
            name = scene.text[segment.start : segment.end]
            if segment.actor or segment.people:
                continue
            if segment.start in leaders and _names_leader(scene, segment, leaders[segment.start]):
                continue
            said = _said_of(scene, sentence, segment)
            if said is not None and (name not in known or known[name].actor is None):
                known[name] = said
            short = _INITIALS.match(scene.text, segment.end) if segment.kind == "organisation" or said else None
            if short is not None and short.group(1)[1:] != short.group(1)[1:].lower():
                initials.setdefault(short.group(1), set()).add(name)
    _note_initials(scene, pending, known, initials)
    for _, segments in pending:
        for segment in segments:
            _write(scene, segment, known, initials)


def part_of_description(words: list[str], noun: str) -> str | None:
    """The part of a state that a noun with the words before it names: "main opposition party" is OPP; else `None`."""
    said = {word.lower() for word in words}
    head = noun.lower().removesuffix("s") if noun.lower() not in _FIGHTERS else noun.lower()
    if head in _FIGHTERS or head in _MILITIAS or (head in _GROUPS and said & _FIGHTING):
        return "REB"
    if head in _PARTIES | _GROUPS and said & _OPPOSING:
        return "OPP"
    if head in _PARTIES and said & _RULING:
        return "PTY"
    if head in _CHARITIES or (head in _GROUPS and said & _HELPING):
        return "NGO"
    if head in _UNIONS:
        return "CVL"
    return "BUS" if head in _FIRMS else None


def _said_of(scene: Scene, sentence: Sentence, segment: Segment) -> _Known | None:
    """What stands beside a name and says what it is."""
    before = _before(scene, sentence, segment)
    found = before or (_after(scene, sentence, segment) if segment.kind != "person" else None)
    if found is None:
        return None
    part, country = found
    return _Known(part, country or segment.country)


def _before(scene: Scene, sentence: Sentence, segment: Segment) -> tuple[str, str | None] | None:
    """ "The Danish aid group [X]", "Togo's opposition party, the [X],", "rebels of the [X]"."""
    found = _BEFORE.search(scene.text, max(sentence.start, segment.start - _TAIL), segment.start)
    if found is None or found.end() != segment.start or found.group(1).lower() not in _SAYING_WHAT:
        return None
    noun, comma, joint = found.group(1), found.group(2), found.group(3)
    start = max(sentence.start, found.start() - _SEEN)
    words = _phrase(scene.text[start : found.start()].split(" ")[-_WORDS:-1])
    part = part_of_description(words, noun)
    called = _called(noun, segment) if not (comma or joint) else None
    first = found.start() - len(" ".join(words)) - 1
    if part is None and called is not None:
        return called, _country(scene, first, found.end(1), called)
    if part is None or (noun.lower() in _FIGHTERS) != (joint in ("of ", "from ")):
        return None
    if comma and (noun.endswith("s") or not _CLOSED.match(scene.text, segment.end)):
        return None
    return part, _country(scene, first, found.end(1), part)


def _called(word: str, segment: Segment) -> str | None:
    """The part of a state that one word before the name of a body gives: "the [rebel] Dawn Front"."""
    if segment.kind != "organisation":
        return None
    said = word.lower()
    return "REB" if said in _FIGHTING else "OPP" if said in _OPPOSING else "PTY" if said in _RULING else None


def _after(scene: Scene, sentence: Sentence, segment: Segment) -> tuple[str, str | None] | None:
    """ "[X], a rebel faction in Uganda", "[X] (XYZ), Nepal's main opposition party"."""
    found = _AFTER.match(scene.text, segment.end, sentence.end)
    if found is None:
        return None
    words = found.group(1).split()
    part = part_of_description(words, found.group(2))
    if part is None or _phrase(words) != words:
        return None
    country = _country(scene, found.start(1), found.end(), part)
    there = (m for m in scene.mentions if m.country and found.end() < m.start < sentence.end and m.kind in _IS_NAME)
    where = (m.country for m in there if _WHERE.fullmatch(scene.text, found.end(), m.start))
    return part, country or next(where, None)


def _phrase(words: list[str]) -> list[str]:
    """Of the words before a noun those of its own phrase."""
    kept: list[str] = []
    for word in reversed(words):
        if _SMALL.fullmatch(word.lower()) or word.lower() in _ONE_OF_THEM or word[-1:] == ".":
            break
        kept.insert(0, word)
    return kept


def _country(scene: Scene, start: int, end: int, part: str) -> str | None:
    """The one country that the words of a description give: adjective, possessive, "X-owned", or a body of it."""
    found = {
        m.country
        for m in scene.mentions
        if start <= m.start < end and m.country and m.kind in (*_IS_NAME, "body") and _owns(scene, m, part)
    }
    return found.pop() if len(found) == 1 else None


def _owns(scene: Scene, mention: Mention, part: str) -> bool:
    """Whether a country before a noun is whose it is: not in "the Iran-backed militia", nor where rebels are based."""
    if mention.kind == "body" or scene.text[mention.end : mention.end + 1] != "-":
        return True
    return part not in ("REB", "OPP") and _SEATED.match(scene.text, mention.end) is not None


def _names_leader(scene: Scene, segment: Segment, leads: Mention) -> bool:
    """Make somebody one of the rebels whom they lead: "Chadian rebel leader [Jane Roe]"."""
    if segment.kind not in ("name", "person") or " " not in scene.text[segment.start : segment.end]:
        return False
    if scene.text[leads.end] != " " or leads.name.rsplit(" ", 1)[-1].lower() not in scene.words.person:
        return False
    segment.kind, segment.actor, segment.country = "person", leads.actor, leads.country
    segment.description = leads.name
    return True


def _note_initials(
    scene: Scene,
    pending: list[tuple[Sentence, list[Segment]]],
    known: dict[str, _Known],
    initials: dict[str, set[str]],
) -> None:
    """Add the initials of names of which the report says what they are, which it may use without having given them."""
    for _, segments in pending:
        for segment in segments:
            name = scene.text[segment.start : segment.end]
            if segment.kind == "organisation" and (name in known or any(name in full for full in initials.values())):
                words = re.split(r"[ -]", name)
                named = [w for w in words if w[:1].isupper()]
                for short in {_first_letters(each) for each in (words, named, [w for w in words if w != "the"])}:
                    if len(short) > len("XY"):
                        initials.setdefault(short, set()).add(name)


def _first_letters(words: list[str]) -> str:
    return "".join(word[:1].upper() for word in words)


def _write(scene: Scene, segment: Segment, known: dict[str, _Known], initials: dict[str, set[str]]) -> None:
    """Give one open name what the report says of it, or of the name whose initials it is."""
    name = scene.text[segment.start : segment.end]
    full = initials.get(name, set())
    called = next(iter(full)) if len(full) == 1 and name not in known else name
    if segment.actor or segment.people or (called == name and name not in known):
        return
    said = known.get(called)
    segment.kind = "organisation"
    segment.called = called if called != name else None
    segment.why = WHY if said is not None and said.actor else INITIALS if called != name else None
    if said is not None:
        segment.actor, segment.country = said.actor, said.country
