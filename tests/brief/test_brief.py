from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import click.testing
import pypdf
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "charts"))

from told_story import Told, store_of, the_story

import dragoman
from dragoman.brief import english
from dragoman.brief.forms import plain, to_html, to_markdown, to_pdf, write
from dragoman.brief.page import Page
from dragoman.brief.sentences import load_templates
from dragoman.cli import main
from dragoman.dates import Interval, parse_interval
from dragoman.errors import NotFound, UsageError
from dragoman.lexicon.dossiers import shipped_kinds

THEN = {"as_of": "2025-08-01", "known_by": "2025-08-01"}


@pytest.fixture(scope="module")
def told_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("brief") / "story.db", the_story())


@pytest.fixture
def told(told_db: Path) -> Iterator[dragoman.Ledger]:
    with dragoman.open(told_db) as ledger:
        yield ledger


@pytest.fixture
def page(told: dragoman.Ledger) -> Page:
    return told.brief("Chile", "Vietnam", **THEN)


def said(page: Page, heading: str) -> list[str]:
    section = next(one for one in page.sections if one.heading.startswith(heading))
    return [sentence.text for item in section.items for sentence in item.sentences]


# ------------------------------------------------------------------ what it says


def test_where_things_stand(page: Page) -> None:
    stand = said(page, "Where things stand")
    assert "Vietnam’s ban on Chilean grapes was partly lifted on 8 July 2025." in stand
    assert "The meeting was fixed on 9 July 2025." in stand
    assert "It is planned for 14 October 2025." in stand
    assert "Vietnam’s visit to Chile was put off on or before 15 January 2025." in stand
    assert "It was planned for a day in late January 2025." in stand
    assert "That time has passed, and no report tells what came of it." in stand


def test_what_changed_is_planned_and_asked_for(page: Page) -> None:
    assert said(page, "What changed since 3 May 2025") == [
        "Vietnam’s ban on Chilean grapes went from in force to partly lifted on 8 July 2025.",
        "The meeting, not known before, is now on record as scheduled.",
    ]
    planned = said(page, "What is planned")
    assert "The meeting is planned for 14 October 2025." in planned
    assert "Chile asked Vietnam on 3 December 2024 to lift its ban on Chilean grapes." in planned


def test_who_says_what(page: Page) -> None:
    assert said(page, "Who says what") == [
        "Chile speaks against the ban on Chilean grapes.",
        "Vietnam speaks for the ban on Chilean grapes.",
    ]


def test_every_sentence_has_evidence_and_every_number_its_words(page: Page) -> None:
    marks = [one.marks for section in page.sections for item in section.items for one in item.sentences]
    assert marks
    assert all(marks)
    numbers = {number for each in marks for number in each}
    assert numbers == {one.number for one in page.evidence} == set(range(1, len(page.evidence) + 1))
    quotes = [one.words.quote for one in page.evidence]
    assert len(quotes) == len(set(quotes))
    assert all(one.words.quote and one.outlet for one in page.evidence)


def test_accounts_that_differ_are_told_with_the_words_of_each(tmp_path: Path) -> None:
    hanoi, santiago = Told("h", "2025-04-24", "Courier", "VNM"), Told("s", "2025-04-25", "Ledger")
    meet = {"on": "2025-04-22", "matter": "talks", "object": "grapes"}
    hanoi.tell("Officials of Chile and Vietnam met on April 22.", "met", "CONSULT", ["CHL", "VNM"], **meet)
    hanoi.tell("Vietnam had asked for the meeting.", "asked", "REQUEST", ["VNM"])
    santiago.tell("Chile and Vietnam held talks at the request of Chile.", "talks", "CONSULT", ["CHL", "VNM"], **meet)
    santiago.tell("Chile and Vietnam held talks at the request of Chile.", "request", "REQUEST", ["CHL"])
    with dragoman.open(store_of(tmp_path / "a.db", [hanoi, santiago])) as ledger:
        page = ledger.brief("Chile", "Vietnam", as_of="2025-05-01", known_by="2025-05-01")
    (section,) = (one for one in page.sections if one.heading == "Who says what")
    (sentence,) = section.items[0].sentences
    assert sentence.text.endswith(
        "differ on the side that asked for it: Vietnam says “Vietnam” and Ledger says “Chile”."
    )
    cited = {one.words.quote for one in page.evidence if one.number in sentence.marks}
    assert cited == {"Vietnam had asked for the meeting.", "Chile and Vietnam held talks at the request of Chile."}


def test_no_sentence_says_a_day_that_no_report_gives(told: dragoman.Ledger) -> None:
    for then in ("2024-12-10", "2025-02-01", "2025-12-01"):
        made = told.brief("Chile", "Vietnam", as_of=then, known_by=then)
        text = " ".join(one.text for section in made.sections for item in section.items for one in item.sentences)
        days = "1 December 2024|3 December 2024|20 November 2024|15 January 2025|22 April 2025|8 July 2025|9 July 2025"
        told_days = {*days.split("|"), "14 October 2025"}
        assert set(re.findall(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b", text)) <= told_days


def test_one_dossier_one_actor_and_all(told: dragoman.Ledger) -> None:
    one = told.brief(dossier="visit", **THEN)
    assert one.title == "Visit: Vietnam to Chile, late Jan 2025"
    assert said(one, "How it came about") == [
        "Vietnam’s visit to Chile was fixed on 20 November 2024.",
        "It was put off on or before 15 January 2025.",
    ]
    assert told.brief(actor="Vietnam", **THEN).title == "Vietnam"
    assert told.brief(since="2025-01-01", **THEN).title == "All matters"
    with pytest.raises(NotFound):
        told.brief("Japan", "Kenya", **THEN)
    with pytest.raises(UsageError):
        told.brief("Chile", **THEN)
    with pytest.raises(UsageError):
        told.brief("Chile", "Vietnam", actor="Peru", **THEN)


def test_what_was_not_known_then_is_not_said(told: dragoman.Ledger) -> None:
    early = told.brief("Chile", "Vietnam", as_of="2024-12-10", known_by="2024-12-10")
    assert not [text for text in said(early, "Where things stand") if "put off" in text or "lifted" in text]
    until = told.brief("Chile", "Vietnam", until="2024-12-10", as_of="2025-12-01", known_by="2025-12-01")
    assert said(until, "Where things stand") == said(early, "Where things stand")


# ------------------------------------------------------------------ its forms


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_two_runs_give_the_same_bytes(told_db: Path, form: str) -> None:
    made = []
    for _ in range(2):
        with dragoman.open(told_db) as ledger:
            made.append(write(ledger.brief(dossier="visit", **THEN), form))  # type: ignore[arg-type]
    assert made[0] == made[1]


def test_html_is_one_file(page: Page) -> None:
    text = to_html(page)
    assert "<svg" in text
    assert "<script" not in text
    assert not re.search(r"(?:src|href)=[\"'](?!#)", text)
    for number in range(1, len(page.evidence) + 1):
        assert f'id="e{number}"' in text
        assert f'href="#e{number}"' in text
    ElementTree.fromstring(text[text.index("<svg") : text.index("</svg>") + 6])


def test_pdf_holds_the_words_and_the_day_asked_about(page: Page) -> None:
    import io

    reader = pypdf.PdfReader(io.BytesIO(to_pdf(page)))
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert "was partly lifted on 8 July 2025." in text
    assert "Vietnam eased its ban on Chilean grapes" in text
    assert reader.metadata
    assert reader.metadata.title == "Chile and Vietnam"
    assert reader.metadata.creation_date
    assert reader.metadata.creation_date.date() == date(2025, 8, 1)


def test_what_reports_say_is_never_markup(tmp_path: Path) -> None:
    hostile = '#panic("x") $1+1$ *bold* _it_ <b>b</b> </svg><script>alert(1)</script> [x](http://x) `#import`'
    report = Told("h", "2025-01-02", hostile, title=hostile)
    report.tell(f"Vietnam banned grapes of Chile {hostile}.", "banned", "SANCTION", ["VNM"], ["CHL"], on="2025-01-01",
                phase="begin", matter="ban", object=hostile)  # fmt: skip
    with dragoman.open(store_of(tmp_path / "h.db", [report])) as ledger:
        page = ledger.brief("Chile", "Vietnam", as_of="2025-02-01", known_by="2025-02-01")
        html, md, pdf = to_html(page), to_markdown(page), to_pdf(page)
    assert "<script" not in html
    assert "<b>" not in html
    assert "alert(1)" in html
    assert "<script" not in md.replace("\\<", "")
    assert "[x](http" not in md
    assert pdf.startswith(b"%PDF")
    import io

    shown = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert '#panic("x")' in shown or "#panic(" in shown


def test_signs_that_no_page_can_hold_are_left_out(tmp_path: Path) -> None:
    odd = "grapes \x00\x0b\u202e and \ud800 more"
    report = Told("o", "2025-01-02", "Odd \x01 News")
    report.tell(f"Vietnam banned {odd} of Chile.", "banned", "SANCTION", ["VNM"], ["CHL"], on="2025-01-01",
                phase="begin", matter="ban", object=odd)  # fmt: skip
    with dragoman.open(store_of(tmp_path / "o.db", [report])) as ledger:
        then = {"as_of": "2025-02-01", "known_by": "2025-02-01"}
        page = ledger.brief(dossier=ledger.dossiers(**then)[0].id, **then)
        html = to_html(page)
        assert to_pdf(page).startswith(b"%PDF")
    ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    assert not re.search("[\x00-\x08\x0b\u202e\ud800]", html + to_markdown(page))


def test_markdown_escapes() -> None:
    assert plain("1. a *b* [c] <d>") == r"1\. a \*b\* \[c\] \<d\>"
    assert plain("- a\nb") == r"\- a b"


def test_the_command_writes_the_form_that_the_name_ends_in(told_db: Path, tmp_path: Path) -> None:
    run = click.testing.CliRunner().invoke
    clocks = ["--as-of", "2025-08-01", "--known-by", "2025-08-01", "--ledger", str(told_db)]
    for form, start in (("html", b"<!doctype"), ("md", b"# Chile"), ("pdf", b"%PDF")):
        out = tmp_path / f"b.{form}"
        done = run(main, ["brief", "Chile", "Vietnam", "-o", str(out), *clocks])
        assert done.exit_code == 0, done.stderr
        assert out.read_bytes().startswith(start)
    bad = run(main, ["brief", "Chile", "Vietnam", "-o", str(tmp_path / "b.docx"), *clocks])
    assert bad.exit_code == 64
    assert ".html, .md, .pdf" in bad.stderr


# ------------------------------------------------------------------ the words


def test_every_state_and_flag_has_its_sentence() -> None:
    forms = load_templates()
    states = {state for kind in shipped_kinds().kinds for state in kind.states}
    assert states <= set(forms["state"])
    assert {kind.name for kind in shipped_kinds().kinds} <= set(forms["subject"])
    assert json.dumps(forms)


@pytest.mark.parametrize(
    ("text", "on", "since"),
    [
        ("2025-07-08", "on 8 July 2025", "since 8 July 2025"),
        ("2025-07", "in July 2025", "since July 2025"),
        ("2016", "in 2016", "since 2016"),
        ("2025-01-21..2025-01-31", "in late January 2025", "since late January 2025"),
        ("2025-01-13..2025-01-19", "between 13 and 19 January 2025", "since a day between 13 and 19 January 2025"),
        ("2025-04-25..2025-06-30", "between 25 April and 30 June 2025", "since a day between 25 April ..."),
        (
            "2024-12-30..2025-01-02",
            "between 30 December 2024 and 2 January 2025",
            "since a day between 30 December ...",
        ),
        ("..2024-12-03", "on or before 3 December 2024", "since 3 December 2024 at the latest"),
        ("2024-12-03..", "on or after 3 December 2024", "since 3 December 2024 at the earliest"),
    ],
)
def test_days_in_words_are_never_finer_than_known(text: str, on: str, since: str) -> None:
    assert english.on(parse_interval(text)) == on
    said = english.since(parse_interval(text))
    assert said.startswith(since[:-3]) if since.endswith("...") else said == since


def test_right_english() -> None:
    assert english.on(None) == english.on(Interval()) == ""
    assert [english.article(noun) for noun in ("agreement", "union", "hour", "visit", "European bank", "embargo")] == [
        "an agreement", "a union", "an hour", "a visit", "a European bank", "an embargo",
    ]  # fmt: skip
    assert english.counted(1, "matter") == "one matter"
    assert english.counted(3, "country", "countries") == "three countries"
    assert english.counted(0, "report") == "no reports"
    assert english.listed(["a", "b", "c"], "or") == "a, b or c"
    assert english.possessive("the United States") == "the United States’"
    assert [english.ago(days) for days in (1, 20, 200, 800)] == ["one day", "three weeks", "seven months", "two years"]
