"""Who is called by a title bounds the day of a report; invented texts, and a small book of invented offices."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from dragoman.dates import Interval
from dragoman.ledger.dating import date_report
from dragoman.ledger.dating.holders import holder_clues
from dragoman.lexicon.actors import ActorBook, Tenure
from dragoman.model import Block, BlockKind, CleanText, Document, Mention, PublishedBasis
from dragoman.times import tag
from dragoman.times.report_day import solve

OFFICE = "AAA.GOV.PRES"


def tenure(name: str, first: str, last: str | None) -> Tenure:
    days = Interval(date.fromisoformat(first), date.fromisoformat(last) if last else None)
    return Tenure(OFFICE, f"person/{name.lower()}", name, (), days)


HOLDERS = {
    OFFICE: (
        tenure("Ostrow", "2001-03-01", "2009-03-01"),
        tenure("Veld", "2009-03-01", "2013-03-01"),
        tenure("Marn", "2013-03-01", None),
    ),
    "BBB.GOV.PM": (Tenure("BBB.GOV.PM", "person/sul", "Sul", (), Interval(date(2012, 6, 1), date(2014, 6, 1))),),
}
BOOK = ActorBook({}, {}, {}, {"GOV.PRES": "president", "GOV.PM": "prime minister"}, lambda: HOLDERS)


def mentions(text: str) -> list[Mention]:
    """ "President X" and "Prime Minister Sul" wherever they stand."""
    found = []
    for title, office, names in (
        ("President", OFFICE, ("Ostrow", "Veld", "Marn")),
        ("Prime Minister", "BBB.GOV.PM", ("Sul",)),
    ):
        for name in names:
            at = text.find(f"{title} {name}")
            if at >= 0:
                start = at + len(title) + 1
                end = start + len(name)
                found.append(
                    Mention(0, start, end, office, "person", name, person=f"person/{name.lower()}", phrase=(at, end))
                )
    return found


def window(text: str) -> Interval:
    times = tag(text)
    clues = holder_clues(text, mentions(text), times, BOOK, Interval())
    assert all(clue.says.startswith("outside knowledge: ") for clue in clues)
    return solve(clues).interval


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("President Veld met the envoys.", "2009-02-26", "2013-03-15"),
        ("President Veld met Prime Minister Sul.", "2012-05-29", "2013-03-15"),
        # a holder who is still in office sets a beginning only
        ("President Marn met the envoys.", "2013-02-26", None),
        # what lies before another's beginning is background
        ("President Veld met the envoys. President Ostrow signed the pact.", "2009-02-26", "2013-03-15"),
        # titles that are not held, or not yet
        ("Former President Veld met the envoys.", None, None),
        ("Interim President Veld met the envoys.", None, None),
        ('Rivals fear a "President Veld" most.', None, None),
        # an end is no bound where the sentence speaks of a change or of another time
        ("President Veld resigned over the pact.", "2009-02-26", None),
        ("In 2011 President Veld met the envoys.", "2009-02-26", None),
        ("Nobody with a title met the envoys.", None, None),
    ],
)
def test_a_title_bounds_the_day(text: str, first: str | None, last: str | None) -> None:
    wanted = Interval(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
    assert window(text) == wanted


def test_a_bound_that_would_leave_no_day_is_not_used() -> None:
    text = "President Marn met the envoys."
    known = Interval(date(2010, 1, 1), date(2011, 1, 1))
    assert holder_clues(text, mentions(text), tag(text), BOOK, known) == []


def test_a_weekday_tells_the_year_that_the_holders_leave_open() -> None:
    text = "President Veld met Prime Minister Sul on Tuesday, Nov. 6."
    block = Block(0, len(text), BlockKind.BODY)
    made = Document("d", text, CleanText(text, (block,), ((0, 0, len(text)),)), "text")
    alone = date_report(made, tag(text))
    assert alone.interval == Interval()
    found = date_report(made, tag(text), mentions=lambda: mentions(text), book=BOOK)
    assert found.interval == Interval(date(2012, 11, 6), date(2013, 3, 15))
    assert found.basis is PublishedBasis.CALENDAR
    assert [c.text for c in found.constraints] == ["Prime Minister Sul", "President Veld", "Tuesday, Nov. 6"]


def test_the_foot_of_a_quoted_post_is_no_dateline() -> None:
    text = "— A Reader (@areader) February 4, 2016"
    block = Block(0, len(text), BlockKind.BYLINE)
    made = Document("d", text, CleanText(text, (block,), ((0, 0, len(text)),)), "text")
    found = date_report(made, tag(text))
    assert found.basis is PublishedBasis.TEXT
    assert found.interval == Interval(date(2016, 2, 4), None)


def test_a_title_that_is_compared_is_not_one_held() -> None:
    text = "He is the first president in a generation, Veld said."
    at, end = text.index("president"), text.index(" said")
    named = Mention(0, end - 4, end, OFFICE, "person", "Veld", person="person/veld", phrase=(at, end))
    assert holder_clues(text, [named], [], BOOK, Interval()) == []
    assert len(holder_clues(text, [dataclasses.replace(named, phrase=(end - 4, end))], [], BOOK, Interval())) == 0
    plain = "The president, Veld, said so."
    held = Mention(0, 15, 19, OFFICE, "person", "Veld", person="person/veld", phrase=(4, 19))
    assert len(holder_clues(plain, [held], [], BOOK, Interval())) == 2
