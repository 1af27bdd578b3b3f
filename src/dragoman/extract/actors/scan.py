"""One pass over a report for every way to write every actor.

Names are looked for as they are written, titles and bodies that every state has in any case. Matches are whole words;
of overlapping ones the leftmost and longest counts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actors import ActorBook, Surface
from dragoman.lexicon.word_lists import any_of

# What a text may write where the book has an ASCII character; one code point for one, so that offsets stay.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\n": " ", "‑": "-", "–": "-"})
# Whose parties are named after them: "People's Party", where the possessive ends no name.
_PEOPLE_S = r"(?:People|Workers|Peasants|Farmers|Women|Citizens|Children)(?:'s|')(?= [A-Z])"
# A capital letter or more, with what holds a name together; any other possessive ends it.
_WORD = rf"(?:{_PEOPLE_S}|[^\W\d_a-zß-öø-ÿ][\w&]*(?:[.'-](?!s\b)[\w&]+)*\.?)"
_INNER = r"(?: (?:of the|of|for the|for|de la|de|da|del|dos|van der|van|von|bin|ibn|al|el|la|le|ul|bint|ben|y|&) )"
_RUN = re.compile(rf"{_WORD}(?:(?: |{_INNER})(?:(?:al|el|ul|an|as|ad|ar|ash)-)?{_WORD})*")
_JOINTS = re.compile(r" (?:of the|of|for the|for) ")


# Words that no noun phrase runs across, for the patterns that look for its adjectives.
SMALL_WORDS = (
    "and|or|of|in|to|with|was|is|are|were|on|for|from|by|as|at|that|who|which|has|had|have|said|says|the|a|an|but|after|"
    "against|not|will|would|than|over|into|its|their|his|her|today|yesterday|tomorrow|later|earlier|also|now|then|still|"
    "between|among|amid|during|"
    r"(?!elected|retired|appointed|armed|combined|united|allied|seconded|red)[a-z]+ed|[a-z]+ly(?<!only)(?<!newly)(?<!early)"
)
# "Peru [recalls] ambassador" is a headline's sentence, "Peru trade minister" the minister of Peru.
VERB_BETWEEN = re.compile(
    rf" (?:(?!(?:{any_of(actor_words_of('scan', 'fields'))})\b)[a-z]+s|"
    rf"{any_of(actor_words_of('scan', 'past'))})\b"
)
# What follows a body that heads its phrase: no further noun ("the military said", not "the military balance").
HEADS = re.compile(
    rf"(?:$|[^ \w'-]|'s\b| (?:[^a-z]|(?:{SMALL_WORDS}|also|may|could|can|did|does|do|should|must|might|about|later|"
    rf"earlier|{any_of(actor_words_of('scan', 'past-after'))}|when|while|if|because|before|during|since|under|"
    r"yesterday|today)\b|[a-z]+(?:ed|es|s|ing|ly)\b))"
)
# In a report on Korea its halves; elsewhere "the North" is anybody's.
_HALVES = {"North": "PRK", "South": "KOR"}
_HALF = re.compile(
    r"\b(?:[Tt]he (?=(?:North|South)(?:'s?\b|[,.;:)]| (?!of\b)[a-z(]|$))|"
    r"(?=(?:North|South) and (?:North|South) Korea\b))(North|South)"
)
# The first words of a line, in capitals, where it goes on in small letters: no dateline, and no headline.
_OPENING = re.compile(
    r"(?:^|(?<=\n))[ \t\"“]*((?:[A-Z][A-Z'-]+ ){0,2}[A-Z][A-Z'-]+)(?=(?:'s)?(?: [a-z]|, [A-Z][\w ]+ and ))"
)
# Which of several meanings of one surface names its kind.
_ORDER = ("name", "metonym", "demonym", "people", "person", "title", "generic")


class Hit(NamedTuple):
    """A surface of the book in the text, `[start, end)`, with all that it may mean."""

    start: int
    end: int
    kind: str
    options: tuple[Surface, ...]


class Run(NamedTuple):
    """A stretch of capitalised words, `[start, end)`, of which nothing is known yet."""

    start: int
    end: int


class Scanner:
    """The automata of one book. Made once for a book; holds nothing of any text."""

    def __init__(self, book: ActorBook) -> None:
        """Build the automata."""
        named: dict[str, list[Surface]] = {}
        common: dict[str, list[Surface]] = {}
        for surface in book.surfaces():
            table = named if surface.cased else common
            table.setdefault(surface.surface.translate(_PLAIN), []).append(surface)
        self._named, self._named_meanings = _automaton(named)
        self._common, self._common_meanings = _automaton(common)
        shouted: dict[str, list[Surface]] = {}
        for name, meanings in named.items():
            if len(name) > 3 or name.isupper():
                shouted.setdefault(name.upper(), []).extend(meanings)
        self._shouted, self._shouted_meanings = _automaton(shouted)

    def scan(self, text: str) -> tuple[str, list[Hit]]:
        """The text with plain apostrophes, spaces and hyphens, and all hits in order, none overlapping another."""
        plain = text.translate(_PLAIN)
        lower = plain.lower()
        if len(lower) != len(plain):
            lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)
        found: list[tuple[int, int, tuple[Surface, ...]]] = []
        _collect(plain, self._named, self._named_meanings, found)
        _collect(lower, self._common, self._common_meanings, found)
        if any(line.isupper() and len(line) > 30 for line in text.split("\n")):
            _collect(plain, self._shouted, self._shouted_meanings, found)
        for opening in _OPENING.finditer(text):
            self._opening(plain, *opening.span(1), found)
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        return plain, _apart(found)

    def _opening(self, plain: str, start: int, end: int, found: list[tuple[int, int, tuple[Surface, ...]]]) -> None:
        """Add the states that open a line in capitals; a seat in capitals is a dateline."""
        within: list[tuple[int, int, tuple[Surface, ...]]] = []
        _collect(plain[start:end], self._shouted, self._shouted_meanings, within)
        found += [
            (start + first, start + last, meanings)
            for first, last, meanings in within
            if _kind(meanings) in ("name", "demonym")
        ]


def _apart(found: list[tuple[int, int, tuple[Surface, ...]]]) -> list[Hit]:
    """Matches that do not overlap: of those that do the leftmost, or a longer one that begins later."""
    hits: list[Hit] = []
    within: list[Hit] = []  # shorter matches at the beginning of the last hit
    reached = -1
    for start, end, meanings in found:
        hit = Hit(start, end, _kind(meanings), meanings)
        if start >= reached:
            hits.append(hit)
            within, reached = [], end
        elif end > reached and end - start > hits[-1].end - hits[-1].start:
            # "West Bank", not "the West"; and before "military forces" the "U.S." of "U.S. military".
            hits[-1:] = [max(before, key=lambda h: h.end)] if (before := [h for h in within if h.end <= start]) else []
            hits.append(hit)
            within, reached = [], end
        elif start == hits[-1].start and end == hits[-1].end:
            both = hits[-1].options + meanings
            hits[-1] = Hit(start, end, _kind(both), both)
        elif start == hits[-1].start:
            within.append(hit)
    return hits


def _kind(meanings: tuple[Surface, ...]) -> str:
    """The kind that counts first among several."""
    if len(meanings) == 1:
        return meanings[0].kind
    return min(
        (m.kind for m in meanings), key=lambda kind: (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), kind)
    )


def _automaton(table: dict[str, list[Surface]]) -> tuple[AhoCorasick, list[tuple[Surface, ...]]]:
    patterns = sorted(table)
    return AhoCorasick(patterns), [tuple(dict.fromkeys(table[pattern])) for pattern in patterns]


def _collect(
    text: str,
    automaton: AhoCorasick,
    meanings: list[tuple[Surface, ...]],
    found: list[tuple[int, int, tuple[Surface, ...]]],
) -> None:
    """Add the whole-word matches of one automaton."""
    length = len(text)
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        if end < length and text[end].isalnum() and text[end - 1] != ".":
            continue
        if text[end : end + 1] == "'" and text[end + 1 : end + 4].isalpha():
            continue  # "Shi" is no name in "Shi'ite"
        found.append((start, end, meanings[index]))


@lru_cache(maxsize=4)
def scanner_for(book: ActorBook) -> Scanner:
    """The scanner of a book, built once for each process."""
    return Scanner(book)


def runs(text: str, start: int, end: int) -> list[Run]:
    """All stretches of capitalised words in `[start, end)` of a plain text, in order."""
    return [Run(*match.span()) for match in _RUN.finditer(text, start, end)]


def with_halves(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits with "the North" and "the South", where the text names a Korea, as what they stand for there."""
    named = {option.target for hit in hits for option in hit.options if hit.kind in ("name", "demonym", "people")}
    if not named & set(_HALVES.values()):
        return hits
    taken = [(hit.start, hit.end) for hit in hits]
    more = []
    for match in _HALF.finditer(text):
        start, end = match.span(1)
        if not any(s < end and start < e for s, e in taken):
            target = _HALVES[match.group(1)]
            more.append(Hit(start, end, "metonym", (Surface(match.group(1), target, "metonym"),)))
    return sorted((*hits, *more), key=lambda hit: hit.start)


def head_words(name: str) -> tuple[str, str]:
    """The word that says what a name names: the last one, and the one before the first "of" or "for"."""
    before = _JOINTS.split(name, maxsplit=1)[0]
    return name.rsplit(" ", 1)[-1], before.rsplit(" ", 1)[-1]
