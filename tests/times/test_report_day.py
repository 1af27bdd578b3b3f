"""When a report appeared: metadata, datelines, clues of its text, neighbours, calendar."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from dragoman.dates import Interval
from dragoman.errors import LexiconError
from dragoman.ledger.dating import CalendarEntry, date_report, load_calendar, read_date
from dragoman.model import (
    UNDATED,
    Block,
    BlockKind,
    CleanText,
    Constraint,
    Document,
    PublishedBasis,
    Sentence,
)
from dragoman.times import tag
from dragoman.times.report_day import clues_of, solve

SEEDS = Path(__file__).resolve().parents[2] / "../shared/seeds"
USER, METADATA = PublishedBasis.USER, PublishedBasis.METADATA


def document(text: str, kind: BlockKind = BlockKind.BODY) -> Document:
    blocks, position = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(position, position + len(line), kind if not blocks else BlockKind.BODY))
        position += len(line) + 1
    return Document("doc_x", text, CleanText(text, tuple(blocks), ((0, 0, len(text)),)), "text")


def dated(text: str, **given: object) -> object:
    made = document(text)
    return date_report(made, tag(text), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-01-10", date(2016, 1, 10)),
        ("2016-01-10T23:30:00-05:00", date(2016, 1, 10)),
        ("20160110", date(2016, 1, 10)),
        ("Sun, 10 Jan 2016 23:30:00 +0900", date(2016, 1, 10)),
        ("January 10, 2016", date(2016, 1, 10)),
        ("10 January 2016", date(2016, 1, 10)),
    ],
)
def test_metadata_name_a_day(text: str, day: date) -> None:
    assert read_date(text) == Interval.day(day)


@pytest.mark.parametrize("text", ["", "yesterday", "2016-13-40", "no date", "x, y: z"])
def test_what_names_no_day_is_none(text: str) -> None:
    assert read_date(text) is None


def test_a_person_comes_before_metadata_and_the_difference_is_told() -> None:
    found = dated("The talks failed.", given=[("2016-01-12", METADATA), ("2016-01-10", USER)])
    assert (found.interval, found.basis) == (Interval.day(date(2016, 1, 10)), USER)
    assert found.contradiction is not None
    assert "2016-01-12" in found.contradiction


def test_a_dateline_names_the_day() -> None:
    text = "OSLO, 5 June 2019\nThe ministers met on Tuesday."
    made = document(text, BlockKind.DATELINE)
    found = date_report(made, tag(text))
    assert (found.interval, found.basis) == (Interval.day(date(2019, 6, 5)), PublishedBasis.DATELINE)


def test_a_dateline_without_a_year_has_the_year_that_the_weekday_leaves() -> None:
    line, body = (
        "OSLO, Feb 17 -",
        "The envoy left on Wednesday. The bridge was opened on 4 March 2017. It will close in May 2021.",
    )
    text = f"{line}\n{body}"
    blocks = (Block(0, len(line), BlockKind.DATELINE), Block(len(line) + 1, len(text), BlockKind.BODY))
    made = Document("doc_test", text, CleanText(text, blocks, ((0, 0, len(text)),)), "text")
    found = date_report(made, tag(text))
    assert found.interval == Interval.day(date(2021, 2, 17)), found  # a Wednesday; 2018 a Saturday, 2019 a Sunday ...
    assert "the dateline names the day of the year" in [c.says for c in found.constraints]


def test_nothing_known_is_undated() -> None:
    assert dated("The ministers shook hands.") == UNDATED


def test_a_full_date_that_has_passed_is_a_lower_bound() -> None:
    found = dated("The bridge was opened on 4 March 2017. It has cracks.")
    assert found.interval == Interval(date(2017, 3, 4), None)
    assert found.basis is PublishedBasis.TEXT
    assert found.constraints[0].text == "4 March 2017"


def test_a_day_that_lies_ahead_is_an_upper_bound() -> None:
    found = dated("The bridge was opened on 4 March 2017. It will be closed on 9 October 2017.")
    assert found.interval == Interval(date(2017, 3, 4), date(2017, 10, 9))


def test_a_plain_month_and_a_full_date_are_one_year() -> None:
    found = dated("The sailors held a drill in July.\nSailors exercise on July 4, 2018.")
    assert found.interval == Interval(date(2018, 7, 4), date(2019, 6, 30))


def test_a_story_names_the_year_of_what_lies_further_back() -> None:
    found = dated("The truce held until February.\nThe truce had been signed on Feb. 22, 2002.\nIn February it broke.")
    assert found.interval == Interval(date(2002, 2, 22), None)


def test_a_plan_for_this_month_names_the_month() -> None:
    text = (
        "The minister called off a trip planned for this month. The visit had been slated for late October. "
        "He met troops in Bern in August.\nHe greets troops on August 9, 2018."
    )
    found = dated(text)
    assert found.interval == Interval(date(2018, 10, 1), date(2018, 10, 31))


def test_last_august_is_not_said_in_august() -> None:
    clue = clues_of("The ban came last August.", tag("The ban came last August."))[0]
    assert clue.months == frozenset({1, 2, 3, 4, 5, 6, 7, 10, 11, 12})


def test_neighbours_narrow() -> None:
    window = Constraint(
        "last August", None, "another report dates the ban", Interval(date(2018, 10, 1), date(2019, 7, 31))
    )
    found = dated("The ban came last August. They met last November.", neighbours=[window])
    assert found.basis is PublishedBasis.NEIGHBOURS
    assert found.interval == Interval(date(2019, 2, 1), date(2019, 7, 31))
    assert window in found.constraints


def test_a_contradiction_is_told_and_not_averaged() -> None:
    window = Constraint("the vote", None, "another report dates the vote", Interval.year(2011))
    found = dated("The bridge was opened on 4 March 2017.", neighbours=[window])
    assert found.contradiction is not None
    assert found.interval == Interval(date(2017, 3, 4), None)


def test_a_summit_dates_a_report_and_is_marked_as_outside_knowledge() -> None:
    entry = CalendarEntry(
        "3rd Baltic summit", Interval(date(2018, 5, 15), date(2018, 5, 16)), "Riga", "LVA", (), "https://example.org"
    )
    text = "The envoy said Tuesday that the Baltic summit in Riga last week had failed."
    found = dated(text, calendar=[entry])
    assert found.basis is PublishedBasis.CALENDAR
    assert found.interval == Interval(date(2018, 5, 22), date(2018, 5, 24))
    assert any(c.says.startswith("outside knowledge:") for c in found.constraints)
    assert dated(text).basis is PublishedBasis.NONE


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The Baltic summit will be held in Riga in May.", date(2017, 6, 1), date(2018, 5, 16)),
        ("At the Baltic summit in Riga in May they quarrelled.", date(2018, 5, 15), date(2019, 4, 30)),
        ("The Baltic summit in Riga last month ended in a quarrel.", date(2018, 6, 1), date(2018, 6, 30)),
        ("The Baltic summit in Riga has ended in a quarrel.", date(2018, 5, 16), date(2018, 5, 23)),
        ("The Baltic summit in Riga next month is in doubt.", date(2018, 4, 1), date(2018, 4, 30)),
        ("The Baltic summit took place in Riga earlier this year.", date(2018, 1, 1), date(2018, 12, 31)),
        ("The Baltic summit will be held in Riga on May 15.", date(2017, 6, 1), date(2018, 5, 16)),
        ("The Baltic summit in Riga met. In May they quarrelled in Oslo.", None, None),
        ("The Baltic summit was held in Riga in June.", None, None),
    ],
)
def test_what_a_sentence_says_of_a_known_summit_bounds_its_day(
    text: str, first: date | None, last: date | None
) -> None:
    days = Interval(date(2018, 5, 15), date(2018, 5, 16))
    entry = CalendarEntry("3rd Baltic summit", days, "Riga", "LVA", (), "https://example.org")
    found = dated(text, calendar=[entry]).interval
    assert (found.earliest, found.latest) == (first, last)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("The envoys left.\nCopyright 2014 The Northern Press. All rights reserved.", Interval.year(2014)),
        ("The envoys left.\n(c) 2014 Northern Press", Interval.year(2014)),
        ("The envoys left.\n© 2009-2014 Northern Press", Interval(None, date(2014, 12, 31))),
        ("The envoys argued over copyright in 2014 and later.", Interval(date(2014, 1, 1), None)),
    ],
)
def test_a_copyright_names_the_year(text: str, interval: Interval) -> None:
    assert dated(text).interval == interval


@pytest.mark.parametrize(
    "text",
    [
        "The army raised its projections to 90 ships in 2034.",
        "It named him front-runner for the nomination in 2034.",
        "Had they lost, the change would have begun in 2034.",
    ],
)
def test_a_year_that_is_planned_for_has_not_passed(text: str) -> None:
    assert dated(text).interval == Interval()


def test_a_calendar_that_is_not_valid_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "summits.csv"
    path.write_text("event,from,until,place,country,participants,source\nx,2018-02-30,2018-03-01,Riga,LVA,,y\n")
    with pytest.raises(LexiconError, match=r"summits\.csv:2"):
        load_calendar(path)


def test_the_calendar_that_comes_along_is_sorted() -> None:
    entries = load_calendar()
    assert list(entries) == sorted(entries, key=lambda e: (e.interval.earliest, e.event))


def test_solving_needs_no_clue() -> None:
    assert solve([]).interval == Interval()


def test_the_layer_counts_in_the_clean_text() -> None:
    from dragoman.extract.times import find_times

    made = document("It ended on Friday.")
    sentence = Sentence(0, 0, 19, 0, BlockKind.BODY)
    assert find_times(made, [sentence])[0].value == "XXXX-WXX-5"
    known = dataclasses.replace(made, published=date_report(made, [], given=[("2019-06-12", USER)]))
    assert find_times(known, [sentence])[0].value == "2019-06-07"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not here")
def test_the_two_seeds() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    later, earlier = sorted(texts, key=lambda text: "Senior Chinese" in text)
    assert Interval(date(2023, 9, 1), date(2023, 9, 30)).covers(dated(earlier).interval)
    ban = Constraint(
        "last August", None, "another report dates the ban", Interval(date(2023, 10, 1), date(2024, 7, 31))
    )
    together = dated(later, neighbours=[ban]).interval
    assert Interval(date(2023, 12, 1), date(2024, 8, 31)).covers(together)
    calendar = load_calendar()
    assert Interval(date(2023, 9, 12), date(2023, 9, 14)).covers(dated(earlier, calendar=calendar).interval)
    assert Interval(date(2024, 5, 29), date(2024, 5, 30)).covers(dated(later, calendar=calendar).interval)
