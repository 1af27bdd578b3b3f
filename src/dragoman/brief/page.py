"""A brief before it has a form: sections of sentences, each with the numbers of its evidence, and a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dragoman.dates import Interval
from dragoman.model import Json, Span
from dragoman.protocols import StoredClaim, StoredEvent, View
from dragoman.query.accounts import Words, words_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the numbers of the evidence on which it rests; there is always some."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What is said of one thing. `lead` names it, `state` says how it stands, `tone` what that is like."""

    sentences: tuple[Sentence, ...]
    lead: str = ""
    state: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `none` is said where there is nothing; `more` counts what was left out."""

    heading: str
    items: tuple[Item, ...]
    none: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a number stands for, with their report."""

    number: int
    words: Words

    @property
    def outlet(self) -> str:
        """Who published it."""
        return self.words.outlet or self.words.path or self.words.document


@dataclass(frozen=True, slots=True)
class Page:
    """A whole brief. `chart` is an Altair chart or `None`; `about` says what it was made from."""

    title: str
    standfirst: str
    sections: tuple[Section, ...]
    chart: Any
    evidence: tuple[Evidence, ...]
    about: str
    view: View
    period: Interval


@dataclass
class Notes:
    """Numbers evidence in the order in which it is first used."""

    _by_place: dict[tuple[str, Span], Evidence] = field(default_factory=dict)

    def cite(self, rows: Iterable[StoredEvent | StoredClaim | None]) -> tuple[int, ...]:
        """The numbers of the words of these, each once, rising."""
        return self.cite_words(words_of(row) for row in rows if row is not None)

    def cite_words(self, given: Iterable[Words]) -> tuple[int, ...]:
        """The numbers of these words, each once, rising."""
        marks = set()
        for words in given:
            place = (words.document, words.span)  # several events of one sentence are one piece of evidence
            known = self._by_place.get(place) or Evidence(len(self._by_place) + 1, words)
            self._by_place[place] = known
            marks.add(known.number)
        return tuple(sorted(marks))

    @property
    def all(self) -> tuple[Evidence, ...]:
        """All that was cited, in order."""
        return tuple(self._by_place.values())


def to_json(page: Page) -> Json:
    """The text of a page as plain values."""
    return {
        "title": page.title,
        "standfirst": page.standfirst,
        "about": page.about,
        "sections": [
            {
                "heading": section.heading,
                "none": section.none,
                "more": section.more,
                "items": [
                    {
                        "lead": item.lead,
                        "state": item.state,
                        "tone": item.tone,
                        "sentences": [{"text": one.text, "marks": list(one.marks)} for one in item.sentences],
                    }
                    for item in section.items
                ],
            }
            for section in page.sections
        ],
        "evidence": [
            {
                "number": one.number,
                "quote": one.words.quote,
                "outlet": one.outlet,
                "title": one.words.title or "",
                "id": one.words.ref,
                "source": list(one.words.source),
            }
            for one in page.evidence
        ],
    }
