"""Values and intervals of the families, on invented sentences; the report is of Wednesday, 12 June 2019."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.times import tag

DAY = date(2019, 6, 12)

# sentence, text of the expression, type, value, earliest, latest
CASES = [
    (
        "They meet on 25 October of next year.",
        "25 October of next year",
        "DATE",
        "2020-10-25",
        "2020-10-25",
        "2020-10-25",
    ),
    ("Chad apologised for Monday's raid.", "Monday", "DATE", "2019-06-10", "2019-06-10", "2019-06-10"),
    ("He left for Monday's summit.", "Monday", "DATE", "2019-06-17", "2019-06-17", "2019-06-17"),
    ("Rebels agreed to a truce Monday.", "Monday", "DATE", "2019-06-10", "2019-06-10", "2019-06-10"),
    ("Rebels agreed to a meeting Monday.", "Monday", "DATE", "2019-06-17", "2019-06-17", "2019-06-17"),
    ("They met earlier in the month.", "earlier in the month", "DATE", "2019-06", "2019-06-01", "2019-06-12"),
    ("They will meet later in the year.", "later in the year", "DATE", "2019", "2019-06-12", "2019-12-31"),
    (
        "They met in May 2011 and signed it later in the year.",
        "later in the year",
        "DATE",
        "2011",
        "2011-05-01",
        "2011-12-31",
    ),
    ("It will apply as from March.", "March", "DATE", "2020-03", "2020-03-01", "2020-03-31"),
    ("They want it before the winter.", "the winter", "DATE", "2019-WI", "2019-12-01", "2020-02-29"),
    ("It was the 53rd week of 2015.", "the 53rd week of 2015", "DATE", "2015-W53", "2015-12-31", "2015-12-31"),
    ("It ended on the last day of 2018.", "the last day of 2018", "DATE", "2018-12-31", "2018-12-31", "2018-12-31"),
    (
        "It ends on the last day of next month.",
        "the last day of next month",
        "DATE",
        "2019-07-31",
        "2019-07-31",
        "2019-07-31",
    ),
    (
        "It began on the first day of the year.",
        "the first day of the year",
        "DATE",
        "2019-01-01",
        "2019-01-01",
        "2019-01-01",
    ),
    (
        "They met on the last day of February.",
        "the last day of February",
        "DATE",
        "2019-02-28",
        "2019-02-28",
        "2019-02-28",
    ),
    (
        "It is set for the last weekend of the month.",
        "the last weekend of the month",
        "DATE",
        "2019-W26-WE",
        "2019-06-29",
        "2019-06-30",
    ),
    ("It was the last week of May 2018.", "the last week of May 2018", "DATE", "2018-W21", "2018-05-25", "2018-05-31"),
    (
        "They meet in the second week of the month.",
        "the second week of the month",
        "DATE",
        "2019-W24",
        "2019-06-08",
        "2019-06-14",
    ),
    (
        "They marked the 70th anniversary of the landings of June 6, 1944.",
        "the 70th anniversary",
        "DATE",
        "2014-06-06",
        "2014-06-06",
        "2014-06-06",
    ),
    (
        "It fell on the tenth anniversary of the 1998 flood.",
        "the tenth anniversary",
        "DATE",
        "2008",
        "2008-01-01",
        "2008-12-31",
    ),
    (
        "The siren sounded at 0600 GMT on Tuesday.",
        "0600 GMT on Tuesday",
        "TIME",
        "2019-06-11T06:00",
        "2019-06-11",
        "2019-06-11",
    ),
    ("Japan closed for Golden Week.", "Golden Week", "DATE", "2019-W18", "2019-04-29", "2019-05-05"),
    ("He left a month or so ago.", "a month or so ago", "DATE", "2019-05", "2019-05-01", "2019-05-31"),
    ("He left two and a half years ago.", "two and a half years ago", "DATE", "2016-H2", "2016-09-12", "2017-03-12"),
    (
        "The summer of nineteen eighty-two was hot.",
        "The summer of nineteen eighty-two",
        "DATE",
        "1982-SU",
        "1982-06-01",
        "1982-08-31",
    ),
    ("In eighteen forty it was ceded.", "eighteen forty", "DATE", "1840", "1840-01-01", "1840-12-31"),
    (
        "Talks had been scheduled to end at noon Monday.",
        "noon Monday",
        "TIME",
        "2019-06-10T12:00",
        "2019-06-10",
        "2019-06-10",
    ),
    (
        "Miners have until 5 p.m. Friday to vote.",
        "5 p.m. Friday",
        "TIME",
        "2019-06-14T17:00",
        "2019-06-14",
        "2019-06-14",
    ),
    ("He was shot last March and buried that same day.", "same day", "DATE", "2019-03-XX", "2019-03-01", "2019-03-31"),
    ("The island may some day join.", "some day", "DATE", "FUTURE_REF", "2019-06-12", None),
    ("The island will one day join.", "one day", "DATE", "FUTURE_REF", "2019-06-12", None),
    ("By year's end he must go.", "year's end", "DATE", "2019", "2019-09-01", "2019-12-31"),
    ("They spoke early Tuesday.", "early Tuesday", "DATE", "2019-06-11", "2019-06-11", "2019-06-11"),
    ("The recent talks failed.", "recent", "DATE", "PAST_REF", None, "2019-06-12"),
    ("Years ago they were foes.", "Years ago", "DATE", "PAST_REF", None, "2019-06-12"),
    ("Long ago they were foes.", "Long ago", "DATE", "PAST_REF", None, "2019-06-12"),
    ("These days they are friends.", "These days", "DATE", "PRESENT_REF", "2019-06-12", "2019-06-12"),
    ("It will be lifted in the near future.", "the near future", "DATE", "FUTURE_REF", "2019-06-12", None),
    ("The siren sounded at 0600 GMT.", "0600 GMT", "TIME", "2019-06-12T06:00", "2019-06-12", "2019-06-12"),
    ("The ship left overnight.", "overnight", "TIME", "2019-06-11TNI", "2019-06-11", "2019-06-11"),
    ("The 2018 third quarter was weak.", "The 2018 third quarter", "DATE", "2018-Q3", "2018-07-01", "2018-09-30"),
    ("They met on the 3rd.", "the 3rd", "DATE", "2019-06-03", "2019-06-03", "2019-06-03"),
    ("Flights stop on the 20th.", "the 20th", "DATE", "2019-06-20", "2019-06-20", "2019-06-20"),
    ("They met on 3 and 4 May.", "3", "DATE", "2019-05-03", "2019-05-03", "2019-05-03"),
    ("They met on May 3, 4 and 5.", "5", "DATE", "2019-05-05", "2019-05-05", "2019-05-05"),
    ("It was agreed under a September accord.", "September", "DATE", "2018-09", "2018-09-01", "2018-09-30"),
    ("The visit was postponed in May.", "May", "DATE", "2019-05", "2019-05-01", "2019-05-31"),
    (
        "In the 2017-18 fiscal year India spent more.",
        "the 2017-18 fiscal year",
        "DATE",
        "2017/2018",
        "2017-04-01",
        "2018-03-31",
    ),
    ("Japan cut spending in FY2017-18.", "FY2017-18", "DATE", "2017/2018", "2017-04-01", "2018-03-31"),
    ("The U.S. budget of FY2017/18 passed.", "FY2017/18", "DATE", "2017/2018", "2017-10-01", "2018-09-30"),
    ("The 2018 fiscal year was good for Japan.", "The 2018 fiscal year", "DATE", "2018", "2018-04-01", "2019-03-31"),
    (
        "Japan gained in the first half of fiscal 2018.",
        "the first half of fiscal 2018",
        "DATE",
        "2018-H1",
        "2018-04-01",
        "2018-09-30",
    ),
    ("It fell in the last quarter of 2018.", "the last quarter of 2018", "DATE", "2018-Q4", "2018-10-01", "2018-12-31"),
    ("It fell in 2018's second quarter.", "2018's second quarter", "DATE", "2018-Q2", "2018-04-01", "2018-06-30"),
    ("It fell at year-end 2018.", "year-end 2018", "DATE", "2018", "2018-09-01", "2018-12-31"),
    ("It must end by mid-year.", "mid-year", "DATE", "2019", "2019-05-01", "2019-08-31"),
    ("It ended in week 23 of 2018.", "week 23 of 2018", "DATE", "2018-W23", "2018-06-04", "2018-06-10"),
    ("It ended in 2018-W23.", "2018-W23", "DATE", "2018-W23", "2018-06-04", "2018-06-10"),
    ("It ended in calendar week 20.", "calendar week 20", "DATE", "2019-W20", "2019-05-13", "2019-05-19"),
    ("They met on the weekend of May 4.", "the weekend of May 4", "DATE", "2019-W18-WE", "2019-05-04", "2019-05-05"),
    (
        "Polls opened at 8 a.m. (0600 GMT) on Monday.",
        "8 a.m. (0600 GMT) on Monday",
        "TIME",
        "2019-06-10T08:00",
        "2019-06-10",
        "2019-06-10",
    ),
    (
        "Polls opened at 2:30 p.m. local time on Monday.",
        "2:30 p.m. local time on Monday",
        "TIME",
        "2019-06-10T14:30",
        "2019-06-10",
        "2019-06-10",
    ),
    ("India marked Independence Day.", "Independence Day", "DATE", "2018-08-15", "2018-08-15", "2018-08-15"),
    ("China marked its National Day in 2017.", "National Day", "DATE", "2018-10-01", "2018-10-01", "2018-10-01"),
    ("The truce held over Orthodox Easter.", "Orthodox Easter", "DATE", "2019-04-28", "2019-04-28", "2019-04-28"),
    ("Shops closed for Diwali 2020.", "Diwali 2020", "DATE", None, "2020-11-13", "2020-11-15"),
    ("Shops closed for Holi 2021.", "Holi 2021", "DATE", None, "2021-03-27", "2021-03-29"),
    ("The Mid-Autumn Festival 2017 was quiet.", "Mid-Autumn Festival 2017", "DATE", None, "2017-10-03", "2017-10-05"),
    ("Hanukkah 2018 was quiet.", "Hanukkah 2018", "DATE", None, "2018-12-01", "2018-12-11"),
    ("Talks resumed in mid to late September.", "mid to late September", "DATE", "2018-09", "2018-09-11", "2018-09-30"),
    (
        "The first half of the year was quiet.",
        "The first half of the year",
        "DATE",
        "2019-H1",
        "2019-01-01",
        "2019-06-30",
    ),
    ("By the end of the month, they must go.", "the end of the month", "DATE", "2019-06", "2019-06-21", "2019-06-30"),
    ("In the spring of 1999 the war ended.", "the spring of 1999", "DATE", "1999-SP", "1999-03-01", "1999-05-31"),
    ("The second quarter saw losses.", "The second quarter", "DATE", "2019-Q2", "2019-04-01", "2019-06-30"),
    ("In fiscal 2018 Japan cut its budget.", "fiscal 2018", "DATE", "2018", "2018-04-01", "2019-03-31"),
    ("The Pentagon spent less in fiscal 2018.", "fiscal 2018", "DATE", "2018", "2017-10-01", "2018-09-30"),
    ("FY2018 spending rose.", "FY2018", "DATE", "2018", "2017-07-01", "2019-03-31"),
    ("The two have argued since the 1990s.", "the 1990s", "DATE", "199", "1990-01-01", "1999-12-31"),
    ("In the late 1980s the border opened.", "the late 1980s", "DATE", "198", "1987-01-01", "1989-12-31"),
    ("During Ramadan 2018 the truce held.", "Ramadan 2018", "DATE", None, "2018-05-15", "2018-06-15"),
    ("Shops closed for Lunar New Year 2019.", "Lunar New Year 2019", "DATE", None, "2019-02-05", "2019-02-07"),
    ("They met on Easter Monday.", "Easter Monday", "DATE", "2019-04-22", "2019-04-22", "2019-04-22"),
    ("Talks were held on March 3-5.", "March 3-5", "DATE", "2019-03-03/2019-03-05", "2019-03-03", "2019-03-05"),
    ("It was imposed last August.", "last August", "DATE", "2018-08", "2018-08-01", "2018-08-31"),
    ("It ran from May to July 2017.", "May", "DATE", "2017-05", "2017-05-01", "2017-05-31"),
    ("The attack of 3 May 2014 killed nine.", "3 May 2014", "DATE", "2014-05-03", "2014-05-03", "2014-05-03"),
    ("It happened on 2014-05-03.", "2014-05-03", "DATE", "2014-05-03", "2014-05-03", "2014-05-03"),
    ("It was sent 2014-05-03T10:00Z.", "2014-05-03T10:00Z", "TIME", "2014-05-03T10:00", "2014-05-03", "2014-05-03"),
    ("The note is dated 25/12/2018.", "25/12/2018", "DATE", "2018-12-25", "2018-12-25", "2018-12-25"),
    ("The note is dated 7/9/2018.", "7/9/2018", "DATE", "2018-07-09", "2018-07-09", "2018-09-07"),
    ("They met on Sept. 5.", "Sept. 5", "DATE", "2018-09-05", "2018-09-05", "2018-09-05"),
    ("They met on the 3rd of May.", "the 3rd of May", "DATE", "2019-05-03", "2019-05-03", "2019-05-03"),
    ("Three weeks ago the ship sank.", "Three weeks ago", "DATE", "2019-W21", "2019-05-20", "2019-05-26"),
    ("Ten years ago they were foes.", "Ten years ago", "DATE", "2009", "2009-01-01", "2009-12-31"),
    ("Five months ago it was shut.", "Five months ago", "DATE", "2019-01", "2019-01-01", "2019-01-31"),
    ("On Tuesday, 4 June 2019, he left.", "Tuesday, 4 June 2019", "DATE", "2019-06-04", "2019-06-04", "2019-06-04"),
    (
        "The siren sounded at 10 a.m. Thursday.",
        "10 a.m. Thursday",
        "TIME",
        "2019-06-06T10:00",
        "2019-06-06",
        "2019-06-06",
    ),
    (
        "They spoke at 14:30 GMT on June 3.",
        "14:30 GMT on June 3",
        "TIME",
        "2019-06-03T14:30",
        "2019-06-03",
        "2019-06-03",
    ),
    ("Shots fell on the night of Friday.", "the night of Friday", "TIME", "2019-06-07TNI", "2019-06-07", "2019-06-07"),
    ("He fled on the morning of June 6.", "the morning of June 6", "TIME", "2019-06-06TMO", "2019-06-06", "2019-06-06"),
    ("It was cut short in 2015-16.", "2015-16", "DATE", "2015/2016", "2015-01-01", "2016-12-31"),
    ("It was built in the 19th century.", "the 19th century", "DATE", "18", "1800-01-01", "1899-12-31"),
    ("In early 2018 they met.", "early 2018", "DATE", "2018", "2018-01-01", "2018-04-30"),
    ("The middle of next year is the goal.", "The middle of next year", "DATE", "2020", "2020-05-01", "2020-08-31"),
    ("Earlier this week they met.", "Earlier this week", "DATE", "2019-W24", "2019-06-10", "2019-06-12"),
    ("Later this month they will meet.", "Later this month", "DATE", "2019-06", "2019-06-12", "2019-06-30"),
    ("They met late last month.", "late last month", "DATE", "2019-05", "2019-05-21", "2019-05-31"),
    ("They met last week.", "last week", "DATE", "2019-W23", "2019-06-03", "2019-06-09"),
    ("They met last weekend.", "last weekend", "DATE", "2019-W23-WE", "2019-06-08", "2019-06-09"),
    ("They will meet next month.", "next month", "DATE", "2019-07", "2019-07-01", "2019-07-31"),
    ("They will meet on Friday next week.", "Friday next week", "DATE", "2019-06-21", "2019-06-21", "2019-06-21"),
    ("He was elected in October of last year.", "October of last year", "DATE", "2018-10", "2018-10-01", "2018-10-31"),
    ("He left in the first week of May.", "the first week of May", "DATE", "2019-W18", "2019-05-01", "2019-05-07"),
    (
        "They met on the first Monday of May.",
        "the first Monday of May",
        "DATE",
        "2019-05-06",
        "2019-05-06",
        "2019-05-06",
    ),
    ("They left in the week of March 4.", "the week of March 4", "DATE", "2019-W10", "2019-03-04", "2019-03-10"),
    ("The third quarter of 2018 was good.", "The third quarter of 2018", "DATE", "2018-Q3", "2018-07-01", "2018-09-30"),
    ("Q3 2018 was good.", "Q3 2018", "DATE", "2018-Q3", "2018-07-01", "2018-09-30"),
    ("It fell last fall.", "last fall", "DATE", "2018-FA", "2018-09-01", "2018-11-30"),
    ("Yesterday they met.", "Yesterday", "DATE", "2019-06-11", "2019-06-11", "2019-06-11"),
    (
        "The day after tomorrow they will meet.",
        "The day after tomorrow",
        "DATE",
        "2019-06-14",
        "2019-06-14",
        "2019-06-14",
    ),
    ("They arrived last night.", "last night", "TIME", "2019-06-11TNI", "2019-06-11", "2019-06-11"),
    ("In 2012 the islands were bought.", "2012", "DATE", "2012", "2012-01-01", "2012-12-31"),
    ("In May this year he fell.", "May this year", "DATE", "2019-05", "2019-05-01", "2019-05-31"),
    ("It was signed in nineteen seventy-nine.", "nineteen seventy-nine", "DATE", "1979", "1979-01-01", "1979-12-31"),
    ("The ban stays until further notice.", "further notice", "DATE", "FUTURE_REF", "2019-06-12", None),
    ("It has happened in recent months.", "recent months", "DATE", "PAST_REF", None, "2019-06-12"),
]
OPEN = [
    ("The envoy came eight months later than planned.", "eight months", "DURATION", "P8M"),
    ("The clash lasted more than four hours.", "more than four hours", "DURATION", "PT4H"),
    ("They meet every other week.", "every other week", "SET", "P2W"),
    ("It rang every 15 minutes.", "every 15 minutes", "SET", "PT15M"),
    ("After a four-year suspension, flights resumed.", "four-year", "DURATION", "P4Y"),
    ("For the first time in 15 years, they met.", "15 years", "DURATION", "P15Y"),
    ("Two days after the vote, he fled.", "Two days", "DURATION", "P2D"),
    ("He spoke for half an hour.", "half an hour", "DURATION", "PT30M"),
    ("He was held for 36 hours.", "36 hours", "DURATION", "PT36H"),
    ("He was held for a couple of days.", "a couple of days", "DURATION", "P2D"),
    ("It lasted two decades.", "two decades", "DURATION", "P20Y"),
    ("They argued for years.", "years", "DURATION", "PXY"),
    ("They led a month-long siege.", "a month", "DURATION", "P1M"),
    ("It took twenty-four hours.", "twenty-four hours", "DURATION", "P1D"),
    ("Every March the drill is held.", "Every March", "SET", "XXXX-03"),
    ("They meet every two weeks.", "every two weeks", "SET", "P2W"),
    ("The board meets each year.", "each year", "SET", "P1Y"),
    ("They meet every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
    ("Flights leave on Tuesdays.", "Tuesdays", "SET", "XXXX-WXX-2"),
    ("The market opens Friday nights.", "Friday nights", "SET", "XXXX-WXX-5TNI"),
    ("The decades-long feud is over.", "decades-long", "DURATION", "PXDE"),
    ("After a months-long siege they left.", "months-long", "DURATION", "PXM"),
    ("Over the years they grew apart.", "the years", "DURATION", "PXY"),
    ("In the weeks that followed, prices rose.", "the weeks", "DURATION", "PXW"),
    ("The session took 3 1/2 hours.", "3 1/2 hours", "DURATION", "PT3H30M"),
    ("It burned for a minute and a half.", "a minute and a half", "DURATION", "PT1M30S"),
    ("It could take as long as a month or two.", "a month or two", "DURATION", "P1M"),
    ("The court gave them a week to leave.", "a week", "DURATION", "P1W"),
    ("The daily briefing was short.", "daily", "SET", "P1D"),
]


@pytest.mark.parametrize(("sentence", "text", "kind", "value", "earliest", "latest"), CASES)
def test_a_family(
    sentence: str, text: str, kind: str, value: str | None, earliest: str | None, latest: str | None
) -> None:
    found = next(t for t in tag(sentence, published=DAY) if t.text == text)
    assert found.type == kind
    assert value is None or found.value == value
    assert found.interval == Interval(
        date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest) if latest else None
    )
    assert found.derivation
    assert sentence[found.start : found.end] == text


@pytest.mark.parametrize(("sentence", "text", "kind", "value"), OPEN)
def test_lengths_and_sets_have_no_days(sentence: str, text: str, kind: str, value: str) -> None:
    found = next(t for t in tag(sentence, published=DAY) if t.text == text)
    assert (found.type, found.value, found.interval) == (kind, value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on May 3, 2016. The following day they signed.", "2016-05-04"),
        ("They met on May 3, 2016. A year later they met again.", "2017"),
        ("The talks began in 2014. A year earlier the two had fought.", "2013"),
        ("The accord of 21 November 1995 was broken the next month.", "1995-12"),
        ("They met in April 2016, and in May they met once more.", "2016-05"),
        ("They met on Monday and Tuesday.", "2019-06-11"),
        ("Statements made on Tuesday and Monday were leaked.", "2019-06-10"),
        ("They met on April 24 and 25.", "2019-04-25"),
    ],
)
def test_what_leans_on_the_text(text: str, value: str) -> None:
    assert tag(text, published=DAY)[-1].value == value


def test_a_year_is_never_a_day() -> None:
    found = tag("In 2012 it was bought.", published=DAY)[0]
    assert found.interval == Interval.year(2012)
    assert found.granularity is Granularity.YEAR
    assert found.basis is DateBasis.EXPLICIT


def test_a_person_or_a_verb_is_no_month() -> None:
    assert tag("Theresa May said they may march.", published=DAY) == []


def test_what_is_counted_in_something_unsaid_names_no_day() -> None:
    text = (
        "On the last day of the talks, in the next month of the siege, they marked the tenth anniversary of the pact."
    )
    assert tag(text, published=DAY) == []
    assert tag("Golden Week was quiet.", published=DAY) == []
    assert tag("On the 40th day of the week they left.", published=DAY) == []
    assert [t.interval for t in tag("It ends on the last day of the month.")] == [None]


def test_what_is_called_after_a_time_is_no_time() -> None:
    text = 'He told USA Today so and the programme 60 Minutes; on "This Week" they named High Noon.'
    assert tag(text, published=DAY) == []
    assert [t.text for t in tag("Envoys Meet This Week In Oslo, Leave Today", published=DAY)] == ["This Week", "Today"]


def test_a_quarter_that_is_under_way_or_long_over_is_not_the_one_reported_on() -> None:
    text = "It made a loss in the third quarter of 2012. First-quarter profit rose from $3 million a year ago."
    assert [t.value for t in tag(text, published=DAY)] == ["2012-Q3", "2019-Q1", "2018-Q1"]


def test_an_age_or_an_amount_is_no_time() -> None:
    assert tag("The 48-year-old man paid $2000 to 1999 people.", published=DAY) == []


def test_without_a_date_nothing_is_counted_from_it() -> None:
    values = [(t.value, t.interval) for t in tag("He said Tuesday that talks in October, last year, failed.")]
    assert values == [("XXXX-WXX-2", None), ("XXXX-10", None), ("XXXX", None)]


def test_a_report_of_several_days_gives_what_all_of_them_allow() -> None:
    found = tag("He said Tuesday it ended last month.", published=Interval(date(2019, 6, 12), date(2019, 6, 20)))
    assert found[0].value == "2019-06-XX"
    assert found[0].interval == Interval(date(2019, 6, 11), date(2019, 6, 18))
    assert (found[1].value, found[1].interval) == ("2019-05", Interval.month(2019, 5))


def test_sentences_and_relations_are_kept() -> None:
    text = "It began in 2011. It lasts until Friday."
    found = tag(text, published=DAY, sentences=[(0, 17), (18, len(text))])
    assert [(t.sentence, t.relation, t.direction) for t in found] == [(0, "in", "past"), (1, "until", "future")]


@pytest.mark.parametrize("sentence", ["Independence Day was quiet.", "India and Pakistan marked Independence Day."])
def test_a_national_day_of_no_country_or_of_several_is_none(sentence: str) -> None:
    assert [t for t in tag(sentence, published=DAY) if t.interval] == []


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("The minister will visit Chad this week.", date(2016, 4, 17), date(2016, 4, 23)),
        ("The minister visited Chad this week.", date(2016, 4, 11), date(2016, 4, 17)),
    ],
)
def test_this_week_on_a_sunday_begins_or_ends_by_what_the_clause_says(sentence: str, first: date, last: date) -> None:
    (found,) = tag(sentence, published=date(2016, 4, 17))
    assert found.interval is not None
    assert (found.interval.earliest, found.interval.latest) == (first, last)
