"""Expressions that count from what the text has told of; invented sentences in a report of 14 May 2020."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.times import tag

DAY = date(2020, 5, 14)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The envoy left on August 27, 2015. He returned in October of that year.", "October of that year", "2015-10"),
        ("The ban dates from 2014. It ended in March of the following year.", "March of the following year", "2015-03"),
        ("They fell out in 1999. In May of the previous year they had met.", "May of the previous year", "1998-05"),
        ("He left on 3 June 2011. Chile followed on the 5th of that month.", "the 5th of that month", "2011-06-05"),
        (
            "They signed in 2007. On March 3 of the following year it took effect.",
            "March 3 of the following",
            "2008-03-03",
        ),
        ("The war ended in 1995. That November they signed an accord.", "That November", "1995-11"),
        ("The envoy said that March exports fell.", "March", "2020-03"),
        ("Kenya closed the border on 4 May 2019. It reopened the next day.", "the next day", "2019-05-05"),
        ("They will meet on Friday. The next day they will visit a base.", "The next day", "2020-05-16"),
        ("He will leave the next day.", "the next day", "2020-05-15"),
    ],
)
def test_what_the_text_told_of_is_counted_from(text: str, words: str, value: str) -> None:
    found = next(t for t in tag(text, published=DAY) if t.text.startswith(words))
    assert found.value == value
    assert found.interval is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The cabinet fell. Two weeks later the minister resigned.", "XXXX-WXX"),
        ("Iran closed the border. The following day Iraq protested.", "XXXX-XX-XX"),
        ("He was expelled on 9 May of that year.", "XXXX-05-09"),
        ("It was lifted in May of that year.", "XXXX-05"),
        ("Iran answered on the 12th of the same month.", "XXXX-XX-12"),
    ],
)
def test_the_day_of_the_report_never_stands_in_for_what_is_not_told(text: str, value: str) -> None:
    (found,) = tag(text, published=DAY)
    assert (found.value, found.interval) == (value, None)
