"""Which day an event gets, read as a whole: invented sentences and short reports in tests/gold/event_days/.

`own.jsonl` was written with the rules, `fresh.jsonl` by their writer too, each case before it was first read.

Each line names a word of the text and the days that the event of that word must have, null where the text gives none.
An event that the coder does not find is no matter of dates and is not counted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.ledger.dating import inherit_dates
from dragoman.model import UNDATED, CleanText, CodedEvent, Document, Event, Failure, PublishedBasis, Report
from dragoman.pipeline import Pipeline

GOLD = Path(__file__).parents[1] / "gold" / "event_days"
RIGHT = 0.93
"""Share of the events found that must have the right days."""


@dataclass(frozen=True)
class Reader:
    pipeline: Pipeline

    def events(self, text: str, published: str) -> tuple[Event, ...]:
        report = Report("r", text, "text", published=published, published_basis=PublishedBasis.USER)
        found = self.pipeline.read(report)
        assert not isinstance(found, Failure), found
        return found.events

    def of_word(self, text: str, word: str, published: str = "2021-03-17") -> list[Event]:
        at = text.index(word)
        end = at + len(word.split(maxsplit=1)[0].rstrip(","))
        return [
            e for e in self.events(text, published) if e.evidence.trigger.start < end and at < e.evidence.trigger.end
        ]


@pytest.fixture(scope="module")
def reader(pipeline: Pipeline) -> Reader:
    return Reader(pipeline)


def days_of(event: Event) -> list[str | None] | None:
    if event.date is None:
        return None
    ends = (event.date.interval.earliest, event.date.interval.latest)
    return [end.isoformat() if end else None for end in ends]


@pytest.mark.parametrize("name", ["own", "fresh"])
def test_events_get_the_days_of_their_sentence_or_none(reader: Reader, name: str) -> None:
    cases = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found: list[tuple[Any, list[Any]]] = []
    for case in cases:
        events = reader.of_word(case["text"], case["trigger"], case["published"])
        if events:
            found.append((case, [days_of(event) for event in events]))
    wrong = [(case["text"], case["trigger"], got) for case, got in found if any(day != case["date"] for day in got)]
    assert len(found) >= 0.75 * len(cases)
    assert 1 - len(wrong) / len(found) >= RIGHT, wrong
    # a day that is wrong is worse than none
    assert sum(any(day is not None for day in got) for *_, got in wrong) / len(found) <= 0.02, wrong


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("Four days after police stormed the embassy, Peru recalled its envoy on Monday.", "stormed", ("11", "11")),
        ("Two days before Chad closed the border, Niger shelled the post on Sunday.", "closed", ("16", "16")),
        (
            "Two weeks after it expelled the consul, Chad closed the embassy on Sunday.",
            "expelled",
            ("-02-25", "-03-03"),
        ),
        ("Four days after police stormed the embassy, talks are planned in Lima.", "stormed", None),
        ("Four days after Chad shelled a town, Niger closed the border.", "shelled", ("11", "13")),
        ("Eleven days after police stormed the embassy, Peru recalled its envoy on Monday.", "stormed", ("04", "04")),
        ("Chad reopened talks with Niger, two years after it had cut ties.", "cut", ("2019-01-01", "2019-12-31")),
        ("They met. It rained. It snowed. A day after Chad shelled a town, Niger closed the border.", "shelled", None),
    ],
)
def test_a_count_that_opens_a_sentence_dates_what_it_counts_from(
    reader: Reader, text: str, word: str, days: tuple[str, str] | None
) -> None:
    (event, *_) = reader.of_word(text, word)
    shapes = {2: "2021-03-{}", 6: "2021{}", 10: "{}"}
    want = [shapes[len(day)].format(day) for day in days] if days else None
    assert days_of(event) == want


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Spain said on Monday that it was recalling its ambassador from Havana.", "recalling", "2021-03-15"),
        ("Speaking in Harare on Tuesday, the Kenyan president condemned the coup.", "condemned", "2021-03-16"),
        ("Hungary condemned Sunday's bombing in Sarajevo.", "condemned", None),
        ("Mali and Niger held talks on Monday. At the talks Niger rejected the plan.", "rejected", "2021-03-15"),
        ("Mali and Niger met in May and again in June. At the talks, Niger rejected the plan.", "rejected", None),
        ("Mali and Niger held talks on Monday. At earlier talks Niger rejected the plan.", "rejected", None),
        (
            "Peru's foreign minister met Chile's foreign minister on Monday. The Peruvian minister demanded a reply.",
            "demanded",
            "2021-03-15",
        ),
        ("Peru's foreign minister met the Chilean one on Monday. Peru demanded an apology.", "demanded", None),
    ],
)
def test_a_day_is_lent_by_a_clause_or_an_earlier_mention(reader: Reader, text: str, word: str, day: str | None) -> None:
    events = reader.of_word(text, word)
    assert events
    for event in events:
        assert days_of(event) == ([day, day] if day else None)
        if event.date is not None:
            assert str(event.date.basis) == "inferred"
            assert "as told before" in event.date.derivation or "the clause it hangs on" in event.date.derivation


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("Mali and Niger met in June, when Niger rejected the plan.", "rejected", ("2020-06-01", "2020-06-30")),
        (
            "A pact was discussed at a summit in Lima in June at which Peru rejected the plan.",
            "rejected",
            ("2020-06-01", "2020-06-30"),
        ),
        ("Chad's raids on Niger, which began on Monday, will go on.", "raids", ("2021-03-15", "2021-03-15")),
        ("Niger's envoy, in Lima since Monday, met Peru's president on Tuesday.", "met", ("2021-03-16", "2021-03-16")),
        (
            "Peru suspended trade on Sunday, hours after Chile expelled its envoy.",
            "expelled",
            ("2021-03-13", "2021-03-14"),
        ),
        (
            "Egypt recalled its envoy on Sunday, hours before Turkey bombed Libya.",
            "bombed",
            ("2021-03-14", "2021-03-15"),
        ),
        ("Mali bombed Niger on Sunday and again on Tuesday.", "bombed", ("2021-03-14", "2021-03-16")),
        ("Ahead of the summit in July, Chad freed a Malian pastor.", "freed", None),
        ("Chad freed a Malian pastor in the run-up to the vote in November.", "freed", None),
        ("Chad broke off ties with Mali in the wake of the coup in August.", "broke", None),
        ("Chad sent Mali doctors in the aftermath of Tuesday's flood.", "sent", None),
        ("Chad freed a Malian pastor on Monday ahead of the summit in July.", "freed", ("2021-03-15", "2021-03-15")),
        ("Chad cut ties with Niger this week.", "cut", ("2021-03-15", "2021-03-17")),
        ("Peru and Chile will meet this week.", "meet", ("2021-03-17", "2021-03-21")),
        ("Peru and Chile were to meet this week.", "meet", ("2021-03-15", "2021-03-21")),
        (
            "Columns entered the town on Sunday, four days after Chad attacked Niger.",
            "attacked",
            ("2021-03-10", "2021-03-10"),
        ),
        ("Mali's president fled on Sunday, the day Chad attacked Niger.", "attacked", ("2021-03-14", "2021-03-14")),
        (
            "Peru and Chile met on Sunday in Lima, where Chile rejected the plan.",
            "rejected",
            ("2021-03-14", "2021-03-14"),
        ),
        (
            "Mali freed the envoys on Monday after Niger released a spy the previous Wednesday.",
            "released",
            ("2021-03-10", "2021-03-10"),
        ),
        (
            "Peru condemned the raid and, on Monday, offered Chile talks.",
            "offered",
            ("2021-03-15", "2021-03-15"),
        ),
        (
            "Iran fired missiles at Israel on Sunday in reply to the strike on its consulate in Damascus on March 2.",
            "strike",
            ("2021-03-02", "2021-03-02"),
        ),
        ("Peru's visit to Chile had first been planned for January and was put off.", "put off", None),
        ("Peru lifted a 2010 ban on Chilean wine.", "lifted", None),
        ("Peru has withdrawn from the 2005 river treaty with Chile.", "withdrawn", None),
        ("A 2010 ban on Chilean wine was lifted by Peru.", "lifted", None),
        ("Peru lifted its June 2010 ban on Chilean wine.", "lifted", None),
        ("Peru suspended the 2005 treaty with Chile on Monday.", "suspended", ("2021-03-15", "2021-03-15")),
        (
            "The island is held under a 1913 treaty signed between Peru and Chile.",
            "signed",
            ("1913-01-01", "1913-12-31"),
        ),
        ("The 1913 treaty was signed by Peru and Chile.", "signed", ("1913-01-01", "1913-12-31")),
        ("Peru signed the 2005 treaty with Chile.", "signed", ("2005-01-01", "2005-12-31")),
        ("Peru had planned talks with Chile for January but postponed them.", "postponed", None),
    ],
)
def test_a_day_passes_between_a_noun_and_its_clause_and_not_from_a_plan(
    reader: Reader, text: str, word: str, days: tuple[str, str] | None
) -> None:
    events = reader.of_word(text, word)
    assert events
    assert all(days_of(event) == (list(days) if days else None) for event in events)


@pytest.mark.parametrize(
    ("sentence", "taken_up"),
    [
        ("The talks ended in failure.", True),
        ("These talks were the first in years.", True),
        ("Earlier talks ended in failure.", False),
        ("The next talks are planned for Lima.", False),
        ("The attack was condemned.", False),
    ],
)
def test_what_is_named_again_has_its_day(reader: Reader, sentence: str, taken_up: bool) -> None:
    before = "Mali and Niger held talks in Dakar on Monday."
    (held,) = reader.events(before, "2021-03-17")
    again = replace(held, id="ev_again", date=None)
    parses = dict(enumerate(reader.pipeline.load().parse([before, sentence])))
    noun = next(i for i, word in enumerate(parses[1].texts) if word in ("talks", "attack"))
    coded = [CodedEvent(held, 0, parses[0].texts.index("talks"), (0, 1)), CodedEvent(again, 1, noun, (50, 51))]
    made = Document("d", before, CleanText(before, (), ()), "text", published=UNDATED)
    found = inherit_dates(made, parses, coded, [held, again])
    assert found[0] == held
    assert (days_of(found[1]) == days_of(held)) is taken_up
    assert (found[1].date is None) is not taken_up


def test_a_plan_has_the_days_of_the_stay_it_is_part_of(reader: Reader) -> None:
    text = "The officers were to visit a base during their stay in Oman, originally slated for mid to late April."
    (visit,) = [e for e in reader.of_word(text, "visit") if e.type == "CONSULT"]
    assert days_of(visit) == ["2021-04-11", "2021-04-30"]


CHRONOLOGY = """Key dates

March 8, 2011: Belgrade and Pristina begin talks in Brussels.
November 2018: Chad imposes a tariff on goods from Niger. Niger expels the Chadian ambassador.
- In May 2012: Kenya bans imports of maize from Tanzania. Togo imposed sanctions on Benin in 2015.

June 3, 2014

Ghana recalled its ambassador from Mali.

July 2016

Peru lifted its sanctions on Chile.
"""


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("talks", ["2011-03-08", "2011-03-08"]),
        ("tariff", ["2018-11-01", "2018-11-30"]),
        ("expels", ["2018-11-01", "2018-11-30"]),
        ("bans", ["2012-05-01", "2012-05-31"]),
        ("imposed", ["2015-01-01", "2015-12-31"]),
        ("recalled", ["2014-06-03", "2014-06-03"]),
        ("lifted", ["2016-07-01", "2016-07-31"]),
    ],
)
def test_a_date_that_heads_a_line_dates_what_it_tells(reader: Reader, word: str, days: list[str]) -> None:
    found = [days_of(e) for e in reader.of_word(CHRONOLOGY, word, "2020-01-31")]
    assert found and all(each == days for each in found)


def test_the_stamp_of_a_report_dates_nothing_but_its_own_sentence(reader: Reader) -> None:
    text = "Kenya bans maize\n\nFeb 3 - Kenya banned maize from Uganda. It expelled two Ugandan diplomats."
    (found,) = reader.of_word(text, "expelled", "2020-02-03")
    assert found.date is None


def test_the_chronology_of_a_page_is_read_too(pipeline: Pipeline) -> None:
    lines = "".join(f"<p>{line}</p>" for line in CHRONOLOGY.split("\n") if line)
    page = f"<html><head><title>Key dates</title></head><body><article>{lines}</article></body></html>"
    found = pipeline.read(Report("r", page, "html", published="2020-01-31", published_basis=PublishedBasis.USER))
    assert not isinstance(found, Failure)
    days = {page[slice(*e.evidence.trigger.to_json())]: days_of(e) for e in found.events}
    assert days["expels"] == ["2018-11-01", "2018-11-30"] and days["lifted"] == ["2016-07-01", "2016-07-31"]


def test_a_date_in_a_chronology_is_no_dateline(pipeline: Pipeline) -> None:
    found = pipeline.read(Report("r", CHRONOLOGY, "text"))
    assert not isinstance(found, Failure)
    assert found.document.published.interval.latest is None
