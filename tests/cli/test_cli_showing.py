from __future__ import annotations

import json

import pytest

from dragoman.cli.marked import line, shorten
from dragoman.cli.pages import paragraph_lines
from dragoman.cli.render import plain


@pytest.fixture
def event(run, ledger) -> dict:
    return json.loads(run("events", "--ledger", ledger, "--format", "jsonl", "--type", "SANCTION").stdout)


def test_show_an_event_in_context(run, ledger, event):
    text = run("show", event["id"], "--ledger", ledger).stdout
    assert "[Vietnam|1] [banned|2] [Chile|3] from its market on [2024-11-20|4]" in text
    assert "2 trigger    banned: SANCTION occurred begin" in text
    assert "officials there" in text
    assert "the verb banned" in text


def test_a_beginning_of_an_id_is_enough(run, ledger, event):
    shown = json.loads(run("show", event["id"][:10], "--ledger", ledger, "--format", "json").stdout)
    assert shown["event"]["id"] == event["id"]
    assert {mark["kind"] for mark in shown["evidence"][0]["marks"]} == {"actor", "trigger", "recipient", "date"}


def test_marks_point_into_the_input(run, ledger, event, story):
    raw = (story / "a.txt").read_text(encoding="utf-8")
    shown = json.loads(run("show", event["id"], "--ledger", ledger, "--format", "json").stdout)
    paragraph = shown["evidence"][0]
    for mark in paragraph["marks"]:
        assert raw[slice(*mark["span"])] == mark["text"] == paragraph["text"][mark["start"] : mark["end"]]


def test_show_a_report_by_its_path(run, ledger, story):
    text = run("show", story / "b.txt", "--ledger", ledger).stdout
    assert "Chile [met|1] Vietnam in Hanoi" in text
    assert "2024-12-03" in text


def test_show_an_actor_by_its_name(run, ledger):
    shown = json.loads(run("show", "Vietnamese", "--ledger", ledger, "--format", "json").stdout)
    assert shown["kind"] == "actor"
    assert shown["actor"]["id"] == "VNM"
    assert shown["actor"]["events"] == 4
    assert "Chile" in run("show", "Chile", "--ledger", ledger).stdout


def test_show_a_claim(run, ledger):
    claim = json.loads(run("claims", "--ledger", ledger, "--format", "jsonl").stdout)
    assert "stance: against" in run("show", claim["id"], "--ledger", ledger).stdout


@pytest.mark.parametrize("wanted", ["ev_zzzz", "oc_zzzz", "ds_zzzz", "cl_zzzz", "doc_zzzz", "Atlantiss"])
def test_what_is_not_there_is_said_so(run, ledger, wanted):
    result = run("show", wanted, "--ledger", ledger, code=66)
    assert "remedy" in result.stderr


def test_explain(run, ledger, event):
    assert "because     the verb banned" in run("explain", event["id"], "--ledger", ledger).stdout
    assert "no event found" in run("explain", "--text", "The weather was fine.").stdout
    run("explain", code=64)
    found = json.loads(run("explain", "--text", "Chile met Japan on 2024-01-02.", "--format", "json").stdout)
    assert found["events"][0]["type"] == "CONSULT"


def test_control_characters_of_a_report_do_not_reach_the_terminal():
    assert plain(line("a\x1b[31mb\u202ec\n", ("d", "trigger"))) == "a [31mb c [d]"


@pytest.mark.parametrize("width", [20, 40, 60, 200])
def test_shortened_words_keep_the_trigger(width):
    text = "The minister, who had come from far away, demanded that the ban on all of it be lifted at once."
    start = text.index("demanded")
    short = plain(shorten(text, start, start + 8, width))
    assert "[demanded]" in short
    assert len(short) <= max(width, 8) + 30
    kept = short.replace("[", "").replace("]", "").strip("… ")
    assert kept in text


def test_overlapping_marks_are_all_in_the_legend():
    from dragoman.model import Span
    from dragoman.query import Mark, Paragraph

    marks = (
        Mark(0, 20, "content", "Vietnam banned fruit", "all", Span(0, 20)),
        Mark(8, 14, "trigger", "banned", "SANCTION", Span(8, 14)),
    )
    drawn = [
        plain(each) for each in paragraph_lines(Paragraph("Vietnam banned fruit.", marks, (), None), numbered=True)
    ]
    assert drawn[0] == "Vietnam [banned|2] fruit."
    assert len(drawn) == 3
