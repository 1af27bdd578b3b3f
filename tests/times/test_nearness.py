"""Months just gone and just to come, plans that were not kept, fiscal years, weekdays that are counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.times import tag
from dragoman.times.fiscal import fiscal_days, fiscal_years

DAY = date(2019, 6, 12)  # a Wednesday


def first(sentence: str, published: date = DAY) -> tuple[str, str | None, str | None]:
    found = tag(sentence, published=published)[0]
    ends = (found.interval.earliest, found.interval.latest) if found.interval else (None, None)
    return (found.text, *(end.isoformat() if end else None for end in ends))


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        # what is next is meant, whatever the tense, unless the verb stands right before
        ("Traders saw the case for a higher duty in July.", "2019-07"),
        ("The premier urged voters to stay at home at the July poll.", "2019-07"),
        ("The fair was held in July.", "2018-07"),
        ("The pass has been shut since July.", "2018-07"),
        ("In August, the king named an heir.", "2018-08"),
        # what has just gone is meant, unless the clause says outright that it lies ahead
        ("The test could stem from an order in April for more missiles.", "2019-04"),
        ("Until April was the port under a blockade.", "2019-04"),
        ("The bank is to be closed by April.", "2020-04"),
        ("He hopes to finish before he leaves office in April.", "2020-04"),
        ("Rebels claimed to have taken the town in early May.", "2019-05"),
        ("The envoy is thought to have been arrested in October.", "2018-10"),
        ("Preparations for the Jan. 13 bombing were made in secret.", "2019-01-13"),
        ("They fought until the fort fell last May.", "2018-05"),
        ("The talks were moved from March to August.", "2019-03"),
    ],
)
def test_a_month_is_the_nearer_one(sentence: str, value: str) -> None:
    assert tag(sentence, published=DAY)[0].value == value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The visit, planned for late May, was put off.", "2019-05"),
        ("The visit, planned for late June, was put off.", "2019-06"),
        ("The rally set for Tuesday was called off.", "2019-06-11"),
        ("The rally set for Friday was called off.", "2019-06-14"),
        ("Talks had been set for Monday.", "2019-06-10"),
        ("The fair was supposed to open on Monday.", "2019-06-10"),
        ("The licence had been scheduled to expire on Friday.", "2019-06-14"),
        ("Ms Roe had been due to arrive in Lima on Thursday.", "2019-06-13"),
        ("The talks were put off to May.", "2020-05"),
        ("They extended the ban through June 2020.", "2020-06"),
        ("Polling continues through Friday.", "2019-06-14"),
        ("The strike lasted through Friday.", "2019-06-07"),
    ],
)
def test_of_a_plan_that_was_not_kept_the_nearest_day_is_meant(sentence: str, value: str) -> None:
    assert tag(sentence, published=DAY)[0].value == value


@pytest.mark.parametrize(
    ("sentence", "text", "earliest", "latest"),
    [
        ("They meet on Thursday week.", "Thursday week", "2019-06-20", "2019-06-20"),
        ("They meet a week from Friday.", "a week from Friday", "2019-06-21", "2019-06-21"),
        ("They met two Mondays ago.", "two Mondays ago", "2019-06-03", "2019-06-03"),
        ("A vote is set for Friday the 14th.", "Friday the 14th", "2019-06-14", "2019-06-14"),
        ("They signed on the twenty-third of May.", "the twenty-third of May", "2019-05-23", "2019-05-23"),
        ("He fled in Sept. '01.", "Sept. '01", "2001-09-01", "2001-09-30"),
        ("It dates from the turn of the century.", "the turn of the century", "1995-01-01", "2005-12-31"),
        ("It dates from the turn of the 20th century.", "the turn of the 20th century", "1895-01-01", "1905-12-31"),
        ("The gates were opened for Eid.", "Eid", "2019-06-04", "2019-06-08"),
        ("Families of Sept. 11 victims may sue.", "Sept. 11", "2001-09-11", "2001-09-11"),
        ("It fell on the night of 3-4 June.", "the night of 3-4 June", "2019-06-03", "2019-06-04"),
        ("It fell at midnight on Good Friday.", "midnight on Good Friday", "2019-04-19", "2019-04-19"),
        ("It fell at the stroke of midnight on Monday.", "midnight on Monday", "2019-06-10", "2019-06-10"),
        ("It closed at noon last Friday.", "noon last Friday", "2019-06-07", "2019-06-07"),
        ("It fell on the night of Friday, May 17.", "the night of Friday, May 17", "2019-05-17", "2019-05-17"),
        ("It has held since the 6th of this month.", "the 6th of this month", "2019-06-06", "2019-06-06"),
        ("It is due at the end of the third quarter.", "the end of the third quarter", "2019-08-31", "2019-09-30"),
        ("They met on Easter Eve.", "Easter Eve", "2019-04-20", "2019-04-20"),
        ("They wait until a week on Monday to vote.", "a week on Monday", "2019-06-24", "2019-06-24"),
        ("Talks resume a week from tomorrow.", "a week from tomorrow", "2019-06-20", "2019-06-20"),
        ("It has closed since the new year.", "the new year", "2019-01-01", "2019-12-31"),
        ("They could strike, he said, or as early as Monday.", "Monday", "2019-06-17", "2019-06-17"),
        ("It was likely to rise as soon as trading opened Monday.", "Monday", "2019-06-17", "2019-06-17"),
        ("Crossings reopen in stages from Monday on.", "Monday", "2019-06-17", "2019-06-17"),
        ("Elections are set for May.", "May", "2020-05-01", "2020-05-31"),
        ("It is the first time in 17 years.", "17 years", None, None),
    ],
)
def test_days_that_are_counted_or_named(sentence: str, text: str, earliest: str | None, latest: str | None) -> None:
    assert first(sentence) == (text, earliest, latest)


@pytest.mark.parametrize(
    "sentence",
    [
        "The daily Granma wrote of it.",
        "Carnival Cruise Lines lost two ships.",
        "Easter Island is far away.",
        "An autopsy found the fall did not kill him.",
        "The lawmakers crowned May and left.",
        "It was a blow for May and her party.",
        "They drafted Vision 2030 and left.",
        "Tapes survive from the night the aircraft fell.",
        "They worked past midnight.",
    ],
)
def test_names_are_no_times(sentence: str) -> None:
    assert tag(sentence, published=DAY) == []


def test_later_that_year_counts_from_what_the_text_spoke_of() -> None:
    found = tag("They met in June 2014 and again later that year.", published=DAY)[1]
    assert found.interval is not None
    assert (found.value, str(found.interval.earliest), str(found.interval.latest)) == (
        "2014",
        "2014-06-01",
        "2014-12-31",
    )


@pytest.mark.parametrize(
    ("sentence", "earliest", "latest"),
    [
        ("India's exports to Nepal rose in fiscal 2018.", "2018-04-01", "2019-03-31"),
        ("Kenya got less in fiscal 2018.", "2017-07-01", "2018-06-30"),
        ("The Pentagon asked for more in fiscal 2018.", "2017-10-01", "2018-09-30"),
        ("Germany spent less in fiscal 2018.", "2018-01-01", "2018-12-31"),
        ("The firm lost money in fiscal 2018.", "2017-07-01", "2019-03-31"),
    ],
)
def test_a_fiscal_year_is_that_of_the_country_named(sentence: str, earliest: str, latest: str) -> None:
    assert first(sentence)[1:] == (earliest, latest)


def test_a_row_that_is_no_fiscal_year_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "fiscal.csv"
    table.write_text("country,starts,named,words,source\nKEN,07-01,last,kenya,x\nUGA,13-01,last,uganda,x\n", "utf-8")
    with pytest.raises(LexiconError, match="UGA, 13-01") as raised:
        fiscal_years(table)
    assert raised.value.place.endswith(":3")
    assert fiscal_days(2018, "XXX")[1].endswith("not named")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Aides announced that he will tour the capital, Abuja, from Saturday.", "2019-06-15"),
        ("He toured the capital, Abuja, on Saturday.", "2019-06-08"),
        ("The two were to be in Lagos for talks (NIGTAL) on Saturday.", "2019-06-15"),
    ],
)
def test_an_aside_between_the_verb_and_its_day_hides_neither(sentence: str, value: str) -> None:
    assert tag(sentence, published=DAY)[0].value == value


@pytest.mark.parametrize("sentence", ["They will meet from July 4 through 6.", "They will meet from 4 until 6 July."])
def test_two_days_of_a_month_are_joined_by_through(sentence: str) -> None:
    assert tag(sentence, published=DAY)[0].value == "2019-07-04/2019-07-06"
