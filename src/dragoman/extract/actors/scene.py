"""What a report says about place and people as a whole, gathered while its mentions are found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.dates import Interval
from dragoman.extract.actors.places import Place
from dragoman.lexicon.actor_places import load_places
from dragoman.lexicon.actor_words import ActorWords, load_actor_words
from dragoman.lexicon.actors import ActorBook, Tenure
from dragoman.model import BlockKind, Document, Mention, Sentence

_DATELINE = re.compile(r"([A-Z][A-Za-z.' -]{2,30}?)(, [^\n]{0,40}?)?(?: ?\([^)\n]{2,40}\))? ?(?:--|[-–—])")
# The same in capitals, closed by a colon or the low line of older wires: "NEW DELHI: ", "JERUSALEM (AP) _ ".
_SHOUTED = re.compile(r"([A-Z][A-Z.' -]{2,30}?)(, [^\n:]{0,40}?)?(?: ?\([^)\n]{2,40}\))?(?::\s|\s{0,3}_ )")
# A town in capitals at the very beginning of the text, as some wires set it: "KABUL Civilian casualties rose".
_UNCLOSED = re.compile(r"([A-Z][A-Z.' -]{3,30})(, [A-Z][a-z]+(?: [A-Z][a-z]+)?)? (?=(?:[A-Z][a-z]|A )\w*)")
# A short surname before a hyphenated name: "Yoon Suk-yeol".
_KOREAN = re.compile(r"[A-Z][a-z]{1,4} [A-Z][a-z]+-[a-z]+")
_SURNAME_FIRST = ("CHN", "KOR", "PRK", "VNM", "TWN", "HUN", "KHM", "HKG", "SGP")
# Which of several offices held at once a bare name stands for.
_RANK = ("GOV.PRES", "GOV.PM", "GOV.LEADER", "MON", "GOV.VP", "GOV.FM", "GOV.DM", "GOV.FIN", "GOV.TM", "GOV.INT")


@dataclass(slots=True)
class Scene:
    """One report being read: its text, its book, and what has been found so far."""

    text: str
    book: ActorBook
    published: Interval
    home: str | None = None
    dateline: tuple[int, int] = (0, 0)
    words: ActorWords = field(default_factory=load_actor_words)
    mentions: list[Mention] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    surnames: dict[str, list[Mention]] = field(default_factory=dict)
    first_words: dict[str, list[Mention]] = field(default_factory=dict)
    bodies: dict[str, list[Mention]] = field(default_factory=dict)
    spoken: dict[tuple[int, str], None] = field(default_factory=dict)  # sentences with a country that they name
    places: tuple[Place, ...] = ()
    press: str | None = None  # the country of which its outlet writes as its own
    between: frozenset[str] = frozenset()  # those who only bring others together

    def is_country(self, actor: str) -> bool:
        """Whether an id is a country's."""
        record = self.book.records.get(actor)
        return record is not None and record.kind == "country"

    # -------------------------------------------------------------- people

    def office_at(self, person: str) -> Tenure | None:
        """The highest office that a person held through all the days on which the report can have appeared."""
        if self.published.earliest is None or self.published.latest is None:
            return None
        held = [t for t in self.book.offices_of(person, self.published) if t.interval.covers(self.published)]
        return min(held, key=lambda tenure: (rank_of(tenure.office), tenure.office), default=None)

    def holders_named(self, people: tuple[str, ...], suffixes: tuple[str, ...], country: str | None) -> list[Tenure]:
        """Tenures in which one of `people` held an office of one of `suffixes` while the report can have appeared."""
        found = []
        for person in people:
            for tenure in self.book.offices_of(person, self.published):
                owner = self.book.country_of(tenure.office) or tenure.office.rpartition(".")[0]
                if country is not None and owner != country:
                    continue
                if any(tenure.office.endswith(f".{suffix}") for suffix in suffixes):
                    found.append(tenure)
        return found

    def remember(self, mention: Mention) -> None:
        """Keep a person whose surname may stand alone later."""
        name = mention.name
        if " " in name:
            first, last = name.split(" ", 1)[0], name.rsplit(" ", 1)[1]
            self.first_words.setdefault(first, []).append(mention)
            keys = {last, first} if self._surname_first(mention, name) else {last}
            for alias in self._aliases(mention):
                keys.add(alias)
        else:
            keys = {name}
        for key in sorted(keys):
            self.surnames.setdefault(key, []).append(mention)

    def stands_first(self, people: tuple[str, ...]) -> bool:
        """Whether the surname of some persons of the book stands before their other names."""
        return any(self.book.country_of(person) in _SURNAME_FIRST for person in people)

    def _surname_first(self, mention: Mention, name: str) -> bool:
        return mention.country in _SURNAME_FIRST or _KOREAN.fullmatch(name) is not None

    def _aliases(self, mention: Mention) -> tuple[str, ...]:
        record = self.book.get(mention.person) if mention.person else None
        return () if record is None else tuple(alias for alias in record.aliases if " " not in alias)


def rank_of(office: str) -> int:
    """The place of an office among those that one person holds at once; 99 where it has none."""
    suffix = office.partition(".")[2]
    return _RANK.index(suffix) if suffix in _RANK else 99


def find_dateline(
    document: Document, sentences: tuple[Sentence, ...], book: ActorBook
) -> tuple[str | None, tuple[int, int]]:
    """The country of the dateline, where the book knows its city or it names the country, and its place in the text.

    The place is empty where the report has no dateline.
    """
    text = document.clean.text
    starts = [b.start for b in document.clean.blocks if b.kind is BlockKind.DATELINE]
    starts += [s.start for s in sentences if s.kind is BlockKind.BODY][:1]
    cities = _cities(book)
    for start, shape in ((start, shape) for start in starts for shape in (_DATELINE, _SHOUTED, _UNCLOSED)):
        found = shape.match(text, start)
        if found is None or (shape is _UNCLOSED and found.group(1).strip().title() in _countries(book)):
            continue  # "CUBA Sends Doctors" is a headline
        for words in (found.group(2) or "", found.group(1)):
            place = words.strip(" ,").title()
            if place in cities:
                return cities[place], found.span()
    first = _DATELINE.match(text, starts[0]) if starts else None
    shouted = first is not None and first.group(1).isupper()
    return None, first.span() if first is not None and shouted else (0, 0)


@lru_cache(maxsize=2)
def _countries(book: ActorBook) -> frozenset[str]:
    """Countries' own names, as a dateline writes them."""
    return frozenset(record.name.title() for record in book.records.values() if record.kind == "country")


@lru_cache(maxsize=2)
def _cities(book: ActorBook) -> dict[str, str]:
    """Capitals, towns, provinces and countries' own names, as a dateline writes them, with their country."""
    found: dict[str, str] = {}
    for record in book.records.values():
        if record.kind == "country":
            for city in (record.name, record.capital or "", *record.metonyms):
                found.setdefault(city.title(), record.id)
    for place, country in load_places().items():
        found.setdefault(place.title(), country)
    return found
