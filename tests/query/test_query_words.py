from __future__ import annotations

from datetime import date

import pytest

from dragoman.dates import Granularity, Interval
from dragoman.query import draw
from dragoman.query.words import month_of


def between(first: str, last: str) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("interval", "granularity", "words"),
    [
        (None, None, "?"),
        (Interval(), None, "?"),
        (Interval.day(date(2024, 5, 26)), None, "2024-05-26"),
        (Interval.month(2023, 8), None, "Aug 2023"),
        (Interval.month(2024, 2), None, "Feb 2024"),
        (Interval.year(2012), None, "2012"),
        (between("2023-09-01", "2023-09-10"), None, "early Sep 2023"),
        (between("2023-09-11", "2023-09-20"), None, "mid Sep 2023"),
        (between("2023-09-11", "2023-09-30"), None, "mid-late Sep 2023"),
        (between("2023-09-21", "2023-09-30"), None, "late Sep 2023"),
        (between("2024-02-21", "2024-02-29"), None, "late Feb 2024"),
        (between("2023-09-03", "2023-09-09"), Granularity.WEEK, "3-9 Sep 2023"),
        (between("2023-08-30", "2023-09-05"), Granularity.WEEK, "30 Aug - 5 Sep 2023"),
        (between("2023-04-01", "2023-06-30"), Granularity.QUARTER, "Q2 2023"),
        (between("2023-04-01", "2023-06-30"), None, "Apr-Jun 2023"),
        (between("2023-01-01", "2023-06-30"), None, "first half of 2023"),
        (between("2023-12-01", "2024-02-29"), Granularity.SEASON, "Dec 2023 - Feb 2024"),
        (between("2010-01-01", "2019-12-31"), Granularity.DECADE, "2010s"),
        (between("2010-01-01", "2019-12-31"), None, "2010-2019"),
        (between("2023-12-24", "2024-01-02"), None, "2023-12-24 - 2024-01-02"),
        (Interval(date(2014, 1, 1), None), None, "since 2014-01-01"),
        (Interval(None, date(2014, 1, 1)), None, "until 2014-01-01"),
    ],
)
def test_an_interval_is_drawn_no_finer_than_it_is(interval, granularity, words):
    assert draw(interval, granularity) == words


def test_different_intervals_never_look_alike():
    """Of all intervals within one leap month and its neighbours, no two have the same words."""
    start = date(2024, 1, 25).toordinal()
    days = [date.fromordinal(start + offset) for offset in range(45)]
    seen: dict[str, Interval] = {}
    for index, first in enumerate(days):
        for last in days[index:]:
            interval = Interval(first, last)
            words = draw(interval)
            assert words not in seen, (words, interval, seen.get(words))
            seen[words] = interval


@pytest.mark.parametrize(
    ("interval", "label"),
    [
        (None, ""),
        (Interval(), ""),
        (Interval.day(date(2024, 5, 26)), "2024-05"),
        (between("2024-04-28", "2024-05-04"), "2024-05"),
        (Interval.year(2012), "2012"),
        (Interval(date(2014, 3, 1), None), "2014-03"),
    ],
)
def test_months(interval, label):
    assert month_of(interval) == label
