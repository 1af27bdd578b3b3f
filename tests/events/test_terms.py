"""For how long, and until when: what the matter of an act carries, on invented sentences of all decades."""

from __future__ import annotations

import pytest

from dragoman.extract.terms import load_term_cues
from dragoman.model import Event, Matter, Phase, Reading, Report
from dragoman.pipeline import Pipeline

# day of the report, text, phase, length, relation, first and last day of `until` ("" for none)
TERMS = [
    ("1995-04-12", "Peru and Ecuador postponed the border talks for three months.", "postpone", "P3M", "for", "", ""),
    (
        "2018-11-28",
        "Washington suspended the tariffs on Chinese goods for 90 days on Monday.",
        "suspend",
        "P90D",
        "for",
        "2019-02-24",
        "2019-02-24",
    ),
    (
        "2003-07-02",
        "The European Union extended its sanctions on Chad by two years.",
        "extend",
        "P2Y",
        "by",
        "",
        "",
    ),
    ("1999-02-10", "Jordan banned imports of Belgian poultry for a year.", "begin", "P1Y", "for", "", "2000-02-10"),
    (
        "2014-08-07",
        "Russia banned food imports from Norway for one year on Thursday.",
        "begin",
        "P1Y",
        "for",
        "2015-08-07",
        "2015-08-07",
    ),
    ("1985-05-20", "Kenya closed its border with Uganda until further notice.", "suspend", None, "open", "", ""),
    ("1978-10-01", "Egypt put off the visit for an indefinite period.", "postpone", None, "open", "", ""),
    ("2011-03-03", "Tunisia postponed the summit with Algeria indefinitely.", "postpone", None, "open", "", ""),
    (
        "1990-08-25",
        "Turkey halted flights to Iraq for two weeks, starting on 1 September.",
        "suspend",
        "P2W",
        "for",
        "1990-09-15",
        "1990-09-15",
    ),
    ("2009-01-15", "Colombia and Venezuela agreed to extend the truce by six weeks.", "extend", "P6W", "by", "", ""),
    (
        "2013-10-10",
        "The two-month suspension of aid to Malawi by Norway began on Tuesday.",
        "suspend",
        "P2M",
        "for",
        "2013-12-08",
        "2013-12-08",
    ),
    (
        "2001-05-05",
        "India and Bangladesh resumed the talks, which had been suspended for two years.",
        "suspend",
        "P2Y",
        "for",
        "",
        "",
    ),
]

UNTIL = [
    ("2016-12-20", "The ceasefire with the rebels was extended through March 2017.", "2017-03-01", "2017-03-31"),
    ("2024-06-01", "Canada prolonged the embargo on Iranian oil until the end of 2025.", "2025-09-01", "2025-12-31"),
    ("2022-03-09", "Moscow imposed a temporary export ban on wheat until 30 June.", "2022-06-30", "2022-06-30"),
    ("1987-02-02", "Mexico put off the talks with Guatemala until May.", "1987-05-01", "1987-05-31"),
    ("2010-02-02", "Sanctions on Guinea, imposed in 2009, run until 2012.", "2012-01-01", "2012-12-31"),
]


def matters(pipeline: Pipeline, day: str, text: str) -> list[tuple[Event, Matter]]:
    reading = pipeline.read(Report(path="t", content=text, published=day, language="en"))
    assert isinstance(reading, Reading)
    return [(event, event.matter) for event in reading.events if event.matter is not None]


@pytest.mark.parametrize(("day", "text", "phase", "length", "relation", "first", "last"), TERMS)
def test_for_how_long(
    pipeline: Pipeline, day: str, text: str, phase: str, length: str | None, relation: str, first: str, last: str
) -> None:
    matter = next(m for e, m in matters(pipeline, day, text) if e.phase == Phase(phase))
    assert matter.term is not None
    assert (matter.term.value, matter.term.relation) == (length, relation)
    assert text[matter.term.span.start : matter.term.span.end] == matter.term.text
    ends = matter.until.interval if matter.until else None
    assert (str(ends.earliest or "") if ends else "", str(ends.latest or "") if ends else "") == (first, last)
    assert Matter.from_json(matter.to_json()) == matter


@pytest.mark.parametrize(("day", "text", "first", "last"), UNTIL)
def test_until_when(pipeline: Pipeline, day: str, text: str, first: str, last: str) -> None:
    ((event, matter),) = matters(pipeline, day, text)
    assert matter.until is not None
    assert (str(matter.until.interval.earliest), str(matter.until.interval.latest)) == (first, last)
    assert event.effective is None  # the last day is not the one from which it holds


@pytest.mark.parametrize(
    "text",
    [
        "Ghana imposed a duty on Togolese salt two weeks after the talks.",
        "Ghana lifted the ban on Togolese salt within three days.",
        "Ghana resumed flights to Togo after six months.",
        "Ghana and Togo resumed talks on Monday after a break of five months.",
        "Ghana suspended a 20-year-old treaty with Togo on Monday.",
        "Peru suspended a treaty with Chile signed for ten years.",
    ],
)
def test_a_time_before_or_after_is_no_term(pipeline: Pipeline, text: str) -> None:
    assert all(matter.term is None for _, matter in matters(pipeline, "1988-03-03", text))


def test_a_term_is_that_of_the_nearest_act(pipeline: Pipeline) -> None:
    text = "Oman lifted the ban on Yemeni fish and suspended flights to Aden for ten days."
    found = {str(e.phase): m.term for e, m in matters(pipeline, "2004-05-06", text)}
    assert found["lift"] is None
    assert found["suspend"] is not None and found["suspend"].value == "P10D"


def test_words_that_leave_an_end_open_are_known() -> None:
    assert load_term_cues().open.search("closed Until  further notice")
    assert not load_term_cues().open.search("closed until Friday")


@pytest.mark.parametrize(
    "text",
    [
        "Ghana has called off talks with Togo that were to be held in Aflao on Tuesday.",
        "Ghana cancelled on Monday the talks with Togo that were due to begin on Tuesday.",
        "Ghana put off the summit with Togo, which was set for Tuesday.",
    ],
)
def test_what_a_clause_behind_the_other_side_fixes_is_the_day_that_was_planned(pipeline: Pipeline, text: str) -> None:
    event, matter = matters(pipeline, "2012-05-15", text)[0]
    assert matter.planned is not None and str(matter.planned.interval.earliest) == "2012-05-15"
    assert event.date is None or str(event.date.interval.latest) == "2012-05-14"
