"""An act that no report dates is bounded by what it came after, where another report dates that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from test_neighbours import told

from dragoman.dates import Interval
from dragoman.ledger.dating.causes import cause_of, day_of_cause
from dragoman.ledger.dating.neighbours import constraints_of

QUOTE = (
    "Chile, which buys much of the salmon, closed its ports last May after the Norwegian firm Havbruk let sick fish "
    "escape from its pens near Chiloe, despite protests."
)
SPILL = (
    "Chile has closed its ports to Norwegian salmon. The escape of sick fish from the pens of Havbruk near Chiloe, "
    "which began on May 12, has angered fishermen. Talks opened on May 20."
)
JUNE = Interval(date(2019, 6, 3), date(2019, 6, 3))
BAN = {"act": ("measure", "in force", ""), "parties": ("CHL", "NOR")}


def texts(text: str) -> Callable[[str], str]:
    return {"doc_a": text}.__getitem__


OWN = told("u", QUOTE, "last May", **BAN)
OTHER = told("a", "Chile has closed its ports to Norwegian salmon.", words=frozenset({"salmon"}), published=JUNE, **BAN)


@pytest.mark.parametrize(
    ("quote", "words", "cause"),
    [
        (QUOTE, "last May", "the Norwegian firm Havbruk let sick fish escape from its pens near Chiloe"),
        ("Lima recalled its envoy last week, following the arrest of two men.", "last week", "the arrest of two men"),
        ("Lima recalled its envoy last week. After the arrest of two men, it spoke.", "last week", None),
        ("Lima recalled its envoy last week before the talks in Quito opened.", "last week", None),
    ],
)
def test_what_an_act_came_after_stands_behind_its_date(quote: str, words: str, cause: str | None) -> None:
    assert cause_of(quote, words) == cause


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (SPILL, date(2019, 5, 12)),
        (SPILL.replace("began on May 12", "will begin on July 12"), None),
        (SPILL.replace("began on May 12", "they discussed on May 12"), None),
        (SPILL.replace("of Havbruk near Chiloe", "of a firm in the south"), None),  # no name in common
        (SPILL + " The fish of Havbruk began to escape from pens near Chiloe, it began on May 14.", None),
    ],
)
def test_the_cause_is_dated_by_words_about_the_same(text: str, day: date | None) -> None:
    cause = cause_of(QUOTE, "last May") or ""
    found = day_of_cause(cause, text, JUNE)
    assert (found[0] if found else None) == day


def test_the_act_lies_between_its_cause_and_the_report_that_tells_of_it() -> None:
    (found,) = constraints_of([OWN], [OTHER], texts(SPILL))
    assert found.text == "last May"
    assert found.interval.earliest == date(2019, 6, 1)
    assert found.interval.latest == date(2020, 5, 31)
    assert "2019-05-12" in found.says
    assert "2019-06-03" in found.says


def test_nothing_is_taken_from_a_report_of_another_act() -> None:
    copper = told("a", "The harbours were shut.", words=frozenset({"copper"}), published=JUNE, **BAN)
    assert constraints_of([OWN], [copper], texts(SPILL)) == []
    assert constraints_of([OWN], [replace(copper, words=frozenset({"salmon"}))], texts(SPILL)) != []
    assert constraints_of([OWN], [replace(OTHER, done=False)], texts(SPILL)) == []
    assert constraints_of([OWN], [replace(OTHER, published=Interval())], texts(SPILL)) == []
    late = Interval(date(2020, 6, 3), date(2020, 6, 3))
    assert constraints_of([OWN], [replace(OTHER, published=late)], texts(SPILL.replace("12", "12, 2019"))) == []
    assert constraints_of([OWN], [OTHER]) == []
