"""The questions on the example story, asked of a ledger made of the story alone. This always runs.

Each question is data: what is asked at which clocks, what must come out, what may not, and the words that show it.
`PENDING` lists the questions that are not answered fully yet, and what is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from asking import Asking, read_all

from dragoman.dates import Interval, from_iso
from dragoman.ledger.linking import link_all
from dragoman.model import Failure, Status
from dragoman.pipeline import Pipeline
from dragoman.protocols import StoredEvent
from dragoman.query.dossier_views import DossierView
from dragoman.sources.files import iter_reports
from dragoman.store.sql import open_store

STORY = Path(__file__).resolve().parents[2] / "examples" / "story"
QUESTIONS = json.loads((STORY.parent / "story_questions.json").read_text("utf-8"))["questions"]
NOW = datetime(2026, 1, 1, tzinfo=UTC)

PENDING = {
    "S09": "a report without a day (9 June to 20 July) tells of a resumption: it may be later than the day asked for",
    "S12": "linking: 'after two days of talks in Hanoi' has no day, and a report that tells of two meetings means two",
    "S13": "reading: 'It denied that it had promised' names Vietnam alone, so it is no account beside Chile's",
}
"""Questions that are not answered fully yet, and what is missing; a question that passes leaves the list."""


@pytest.fixture(scope="module")
def asking(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Any:
    files = sorted(path for path in STORY.iterdir() if path.suffix in (".txt", ".jsonl", ".eml", ".html"))
    reports = [r for r in iter_reports(list(map(str, files))) if not isinstance(r, Failure)]
    with open_store(str(tmp_path_factory.mktemp("story") / "ledger.db")) as store:
        store.add(read_all(pipeline, reports), recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        yield Asking(store)


def days(value: dict[str, str] | None) -> Interval | None:
    return Interval(from_iso(value["earliest"]), from_iso(value["latest"])) if value else None


def matters(ask: Asking, asked: dict[str, Any]) -> list[DossierView]:
    return ask.dossiers(asked["kind"], asked["parties"], asked["as_of"], asked["known_by"])


# ------------------------------------------------------------------ what is asked: a check for each sort of question


def check_dossier(ask: Asking, question: dict[str, Any]) -> None:
    expect, forbid = question["expect"], question["forbid"]
    found = matters(ask, question["ask"])
    assert found, "no such dossier"
    fitting = [each for each in found if each.folded.state == expect.get("state", each.folded.state)]
    assert fitting, [(each.title, each.folded.state, each.folded.possible) for each in found]
    problems = [list(_problems(ask, each, expect)) for each in fitting]
    assert [] in problems, problems
    for each in found:
        if each in fitting:
            assert each.folded.state not in forbid.get("state", ())


def _problems(ask: Asking, found: DossierView, expect: dict[str, Any]) -> Any:
    folded, value = found.folded, found.to_json(full=True)
    if "since" in expect and folded.since != days(expect["since"]):
        yield f"since {folded.since}"
    if "planned" in expect and folded.planned != days(expect["planned"]):
        yield f"planned {folded.planned}"
    for word in (*expect.get("object_words", ()), *expect.get("scope_words", ())):
        if word.rstrip("s") not in json.dumps([value["title"], value["object"], value["scope"]]):
            yield f"without {word!r}"
    for part, code in expect.get("parties", {}).items():
        if not any(party["id"] == code and party["part"] == part for party in value["parties"]):
            yield f"{code} is not {part}"
    if not set(expect.get("flags", ())) <= set(folded.flags):
        yield f"flags {folded.flags}"
    for side, state in expect.get("accounts", {}).items():
        if not any((account.side, account.state) == (side, state) for account in folded.accounts):
            yield f"accounts {[(a.side, a.state) for a in folded.accounts]}"
    if "states" in expect:
        path = [(reached.state, reached.since) for reached in folded.path if not reached.inferred]
        same = [state for state, _ in path] == [state for state, _ in expect["states"]]
        if not same or not all(
            _starts(since, day) for (_, since), (_, day) in zip(path, expect["states"], strict=True)
        ):
            yield f"path {path}"
    if "place" in expect and not any(row.event.place == expect["place"] for row in found.events):
        yield "no place"
    if "programme_status" in expect:
        told = {str(row.event.status) for row in found.events if row.event.type == "CONSULT"}
        if told - {expect["programme_status"], "unlikely", "not-occurred"}:
            yield f"programme {told}"
    if "same_dossier_as" in expect:
        other = next(q for q in QUESTIONS if q["id"] == expect["same_dossier_as"])
        if found.id not in [each.id for each in matters(ask, other["ask"])]:
            yield "another dossier"
    if "sessions" in expect:
        yield from _session_problems(ask, found, expect["sessions"])


def _starts(since: Interval, day: str) -> bool:
    return since.earliest is not None and since.earliest.isoformat().startswith(day)


def _session_problems(ask: Asking, found: DossierView, wanted: dict[str, str]) -> Any:
    view = found.view
    inside = [
        each
        for each in ask.dossiers("meeting", found.parties, str(view.as_of), str(view.known_by))
        if each.id in found.holds
    ]
    titles = ((re.match(r"(\d+)(?:st|nd|rd|th) ", each.title), each.folded.state) for each in inside)
    states = {number.group(1): state for number, state in titles if number is not None}
    if states != wanted:
        yield f"sessions {states}"


def check_events(ask: Asking, question: dict[str, Any]) -> None:
    asked, expect = question["ask"], question["expect"]
    rows = [row for row in _rows(ask, asked) if str(row.event.status) == expect.get("status", str(row.event.status))]
    assert len(rows) >= expect.get("at_least", 1)
    told = {_day(row) for row in rows}
    assert set(expect.get("dates", ())) <= told, told
    inside = [row for row in ask.events(asked["known_by"]) if row.event.embedded_in in {each.event.id for each in rows}]
    assert not {str(row.event.status) for row in inside} & set(question["forbid"].get("embedded_status", ()))
    if "attribution_kind" in expect:
        kinds = {str(link.kind) for row in rows for link in row.event.attribution[:1]}
        assert kinds == {expect["attribution_kind"]}
    for reason in expect.get("reasons", ()):
        assert any(
            reason["text"] in _words(ask, row, each) and each.kind == reason["kind"]
            for row in rows
            for each in row.event.reasons
        ), reason


def _rows(ask: Asking, asked: dict[str, Any]) -> list[StoredEvent]:
    filters: dict[str, Any] = {"types": (asked["type"],)}
    if "phase" in asked:
        filters["phases"] = (asked["phase"],)
    if "actor" in asked:
        filters |= {"actors": (asked["actor"],), "role": "actor"}
    if "parties" in asked:
        filters |= {"actors": (asked["parties"][0],), "counterparts": (asked["parties"][1],)}
    return ask.events(asked["known_by"], **filters)


def _day(row: StoredEvent) -> str:
    """The day of an event, else of its report."""
    dated = row.event.date
    interval = dated.interval if dated and dated.interval.is_day else row.source.published.interval
    return str(interval.latest)


def _words(ask: Asking, row: StoredEvent, reason: Any) -> str:
    return ask.store.text(row.event.document).raw[reason.span.start : reason.span.end]


def check_occurrences(ask: Asking, question: dict[str, Any]) -> None:
    rows = _rows(ask, question["ask"])
    assert len({row.occurrence for row in rows}) == question["expect"]["occurrences"]
    assert len({row.event.document for row in rows}) == question["expect"]["sightings_or_copies"]
    quotes = {row.event.evidence.quote for row in rows}
    assert len(quotes) == question["expect"]["independent_reports"]


def check_compare(ask: Asking, question: dict[str, Any]) -> None:
    expect, rows = question["expect"], _rows(ask, question["ask"])
    if "occurrences" in expect:
        wanted = days(expect["date"])
        done = [r for r in rows if str(r.event.status) == expect["status"]]
        rows = [r for r in done if r.event.date and wanted and r.event.date.interval.overlaps(wanted)]
        assert len({row.occurrence for row in rows}) == expect["occurrences"]
        assert any(row.event.date and row.event.date.interval == wanted for row in rows)
        assert any(row.event.place == expect["place"] for row in rows)
        return
    told = {(link.side, str(row.event.status)) for row in rows for link in row.event.attribution[:1]}
    assert set(expect["accounts"].items()) <= told, told


def check_documents(ask: Asking, question: dict[str, Any]) -> None:
    expect, wanted = question["expect"], question["ask"]["doc"]
    found = next(d for d in ask.store.documents() if any(wanted in s.path for s in d.sightings))
    if "noise" in expect:
        raw = ask.store.text(found.id).raw
        noise = [raw[span.start : span.end] for span, _ in found.noise]
        assert [words for words in expect["noise"] if not any(words in each for each in noise)] == []
        rows = ask.events("2026-01-01", documents=(found.id,))
        named = {a.country for row in rows for a in (*row.event.actors, *row.event.recipients)}
        assert not named & set(question["forbid"]["events_of"])
    if "published_within" in expect:
        within = days(expect["published_within"])
        assert within is not None and within.covers(found.published.interval), found.published.interval
        assert str(found.published.basis) in expect["basis"]


CHECKS: dict[str, Callable[[Asking, dict[str, Any]], None]] = {
    "dossier": check_dossier,
    "events": check_events,
    "occurrences": check_occurrences,
    "compare": check_compare,
    "documents": check_documents,
}


def marked() -> Sequence[Any]:
    return [
        pytest.param(
            q,
            id=q["id"],
            marks=[pytest.mark.xfail(reason=PENDING[q["id"]], strict=True)] if q["id"] in PENDING else [],
        )
        for q in QUESTIONS
    ]


@pytest.mark.parametrize("question", marked())
def test_question(asking: Asking, question: dict[str, Any]) -> None:
    CHECKS[question["ask"]["what"]](asking, question)


def test_nothing_asked_for_is_taken_as_done(asking: Asking) -> None:
    for row in asking.events("2026-01-01", phases=("lift",)):
        assert row.event.status is not Status.OCCURRED or row.event.embedded_in is None


def test_no_state_is_known_before_the_first_report(asking: Asking) -> None:
    assert asking.dossiers("measure", ("CHL", "VNM"), "2024-11-19") == []
    assert date(2024, 11, 20) == min(
        d.published.interval.earliest for d in asking.store.documents() if d.published.interval.earliest
    )
