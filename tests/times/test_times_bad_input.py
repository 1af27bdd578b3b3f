"""What no calendar holds, and texts made to hurt: no failure, linear time, and what cannot be read says so."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.evaluate.layers import times_of
from dragoman.model import PublishedBasis, Report
from dragoman.times import tag

DAY = date(2019, 6, 12)


@pytest.mark.parametrize(
    "text",
    [
        "It was on February 30.",
        "It was on February 29, 2019.",
        "It was on 31/31/2020.",
        "It was on June 31, 2018.",
        "It was on 2020-13-45.",
        "It was on March 3, 20245.",
        "It was on 45 13/13/2013.",
        "It was on 1/1/9999.",
    ],
)
def test_impossible_days_have_no_interval_and_say_so(text: str) -> None:
    found = tag(text, published=DAY)
    assert found
    assert all(t.interval is None for t in found)
    assert all("impossible" in t.derivation for t in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "99999999999999999999 years ago",
        "in the year 0000 and 12345678",
        "a hundred thousand thousand thousand years ago",
        "25:99 p.m. on 99 Smarch",
        "Q9 2014 H7 the 99th quarter of 2014 the 400th century",
        "- - - -- //// 1/ /1 :: 1:1:1 '98 ' '",
        "\ud800 on Friday \x00 last week",
        "९ मार्च ２０１９ on ³ May",
        "the ninth hundredth second second",
        "fiscal fiscal FY FY99999 quarter quarter-quarter",
    ],
)
@pytest.mark.parametrize("published", [None, DAY, date(1, 1, 1), date(9999, 12, 31)])
def test_no_text_fails(text: str, published: date | None) -> None:
    for timex in tag(text, published=published):
        assert text[timex.start : timex.end] == timex.text


@pytest.mark.parametrize(
    "piece",
    [
        "17 ",
        "1,234,567 ",
        "two-",
        "the of last ",
        "12/",
        "May ",
        "a year ago ",
        "20:",
        "one hundred ",
        "'9",
        "This Week ",
        "60 Minutes ",
        "nineteen ninety ",
        "5 1/2 ",
        "on Friday ",
        "in 2012 ",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        runs = []
        for _ in range(3):
            started = time.process_time()
            tag(text, published=DAY)
            runs.append(time.process_time() - started)
        return min(runs)

    short, long = seconds(1500), seconds(6000)
    # four times the text may take four times as long; ten leaves room for a busy machine, a square would be sixteen
    assert long < 10 * short + 0.05


def test_the_same_text_gives_the_same_answer() -> None:
    text = "He said Tuesday that talks set for October would end by March 3, 2020, a year after the vote."
    assert tag(text, published=DAY) == tag(text, published=DAY)


def test_a_day_of_the_report_that_is_none_is_an_error_and_not_passed_over(tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    text.write_text("They met on Monday.", encoding="utf-8")
    for command in (["times", str(text)], ["attributions", str(text)], ["explain", "--text", "They met on Monday."]):
        done = CliRunner().invoke(main, [*command, "--published", "31/31/2020"])
        assert done.exit_code == 64
        assert "'31/31/2020' is no date" in done.output


def test_a_record_whose_day_is_none_says_so() -> None:
    record = Report("r", "They met on Monday.", "text", published="2019-13-45", published_basis=PublishedBasis.METADATA)
    (said, *_) = times_of(record)["published"]["constraints"]
    assert (said["text"], said["says"]) == ("2019-13-45", "given by the metadata, and is no date")


def test_years_of_five_digits_and_weeks_that_no_year_has() -> None:
    assert [(t.text, t.interval) for t in tag("In the year 20199 it ends.", published=DAY)] == [("the year", None)]
    assert [t.text for t in tag("the 60th week of 2015", published=DAY)] == ["2015"]
