"""Reports without a date are dated by what others tell of the same acts, the same whatever the order they came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from ledger_samples import Report
from test_relinking import reading

from dragoman.dates import Interval
from dragoman.ledger.dating.neighbours import Told, constraints_of, date_by_neighbours, redated, same_act
from dragoman.ledger.linking import link_all, link_documents
from dragoman.model import (
    UNDATED,
    Block,
    BlockKind,
    CleanText,
    Constraint,
    Evidence,
    Published,
    PublishedBasis,
    Reading,
    Span,
    Words,
)
from dragoman.protocols import EventFilter, Store, View
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUOTE = "The joint group of Oslo and Lima met for the first time two weeks ago."


def told(name: str, quote: str, said: str | None = None, **known: object) -> Told:
    report = Report(name, "2019-06-12")
    report.tell("CONSULT", ("NOR", "PER"))
    event = report.rows[0].event
    event = replace(
        event,
        evidence=Evidence(Span(0, len(quote)), Span(4, 9), quote),
        date=None,
        date_words=Words(said, Span(0, len(said))) if said else None,
    )
    fields: dict[str, object] = {
        "act": ("meeting", "held", ""),
        "parties": ("NOR", "PER"),
        "words": frozenset(),
        "who": frozenset(),
        "number": None,
        "when": Interval(),
        "done": True,
        **known,
    }
    return Told(event=event, report=f"doc_{name}", path=f"{name}.txt", **fields)  # type: ignore[arg-type]


def day(text: str) -> Interval:
    return Interval.day(date.fromisoformat(text))


OTHER = told("a", "Norway and Peru met.", number=1, when=day("2019-06-05"))


@pytest.mark.parametrize(
    ("quote", "words", "when", "first", "last"),
    [
        (QUOTE, "two weeks ago", "2019-06-05", "2019-06-17", "2019-06-23"),
        ("The group met on Wednesday.", "Wednesday", "2019-06-05", "2019-06-05", "2019-06-11"),
        ("The group met yesterday.", "yesterday", "2019-06-05", "2019-06-06", "2019-06-06"),
        ("The group met last month.", "last month", "2019-06-05", "2019-07-01", "2019-07-31"),
        ("The group met last November.", "last November", "2018-11-20", "2018-12-01", "2019-11-30"),
        ("The group met last year.", "last year", "2018-11-20", "2019-01-01", "2019-12-31"),
    ],
)
def test_words_read_from_the_day_of_writing_mean_the_day_of_the_act(
    quote: str, words: str, when: str, first: str, last: str
) -> None:
    (found,) = constraints_of([told("u", quote, words, number=1)], [replace(OTHER, when=day(when))])
    assert found.interval == Interval(date.fromisoformat(first), date.fromisoformat(last))
    assert found.text == words
    assert "a.txt" in found.says
    assert when in found.says


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({}, {"number": None}),  # nothing shows that it is the same meeting
        ({}, {"number": 2}),
        ({}, {"parties": ("NOR", "SWE")}),
        ({}, {"act": ("meeting", "cancelled", "")}),
        ({"words": frozenset({"fish"})}, {"words": frozenset({"maize"})}),
        ({"who": frozenset({("NOR", "person/a")})}, {"who": frozenset({("NOR", "person/b")})}),
        ({}, {"when": Interval()}),
        ({}, {"when": Interval(date(2018, 1, 1), date(2019, 6, 1))}),  # too wide to date anything by
        ({"done": False}, {}),
    ],
)
def test_what_is_not_certain_dates_nothing(mine: dict[str, object], theirs: dict[str, object]) -> None:
    own = told("u", QUOTE, "two weeks ago", **{"number": 1, **mine})
    assert constraints_of([own], [replace(OTHER, **theirs)]) == []  # type: ignore[arg-type]


def test_a_plan_counts_for_the_session_of_its_number_alone() -> None:
    plan = replace(OTHER, done=False, when=Interval(date(2019, 6, 1), date(2019, 6, 30)))
    (found,) = constraints_of([told("u", QUOTE, "two weeks ago", number=1)], [plan])
    assert found.says.startswith("planned for 2019-06-01 to 2019-06-30")
    alike = told("u", "Norway and Peru met in Oslo on fish two weeks ago.", "two weeks ago", words=frozenset({"fish"}))
    assert constraints_of([alike], [replace(plan, number=None, words=frozenset({"fish"}))]) == []


def test_like_words_tell_of_one_act() -> None:
    one = told("u", "The fishery ministers signed a pact on herring quotas in Bergen.")
    other = told("a", "In Bergen, ministers signed the fishery pact that sets herring quotas.")
    assert same_act(one, other) == "told in like words"
    assert same_act(one, told("b", "The two kings opened a bridge over the river on Sunday.")) is None


def test_several_fitting_acts_are_joined_or_left() -> None:
    own = told("u", "The group met on Wednesday.", "Wednesday", number=1)
    near = replace(OTHER, event=replace(OTHER.event, id="ev_2"), when=day("2019-06-12"))
    (found,) = constraints_of([own], [OTHER, near])
    assert found.interval == Interval(date(2019, 6, 5), date(2019, 6, 18))
    far = replace(near, when=day("2020-06-10"))
    assert constraints_of([own], [OTHER, far]) == []


def test_a_contradiction_is_reported_and_changes_nothing() -> None:
    alone = Published(Interval(date(2020, 1, 1), None), PublishedBasis.TEXT)
    stated = (Constraint("2020", None, "written on or after 2020-01-01", Interval(date(2020, 1, 1), None)),)
    alone = replace(alone, constraints=stated)
    against = Constraint("two weeks ago", None, "dated 2019-06-05 by a.txt", day("2019-06-19"))
    found = date_by_neighbours("Nothing said.", alone, [against])
    assert found.interval == alone.interval
    assert found.contradiction


def test_an_act_is_dated_by_the_day_that_was_found() -> None:
    own = told("u", "The group met last month.", "last month").event
    found = redated(own, Interval(date(2019, 6, 17), date(2019, 6, 23)))
    assert found.date is not None
    assert found.date.interval == Interval.month(2019, 5)
    assert redated(own, Interval(date(2018, 1, 1), date(2019, 12, 31))) == own


# ------------------------------------------------------------------ in a ledger


def undated(name: str = "u", sentence: str = QUOTE, words: str = "two weeks ago") -> Reading:
    report = Report(name, "2019-06-12")
    report.tell("CONSULT", ("NOR", "PER"), matter="meeting", number=1)
    made = reading(report)
    event = replace(
        made.events[0],
        date=None,
        evidence=Evidence(Span(0, len(sentence)), Span(4, 9), sentence),
        date_words=Words(words, Span(sentence.index(words), sentence.index(words) + len(words))),
    )
    clean = CleanText(sentence, (Block(0, len(sentence), BlockKind.BODY),), ((0, 0, len(sentence)),))
    document = replace(made.document, raw=sentence, clean=clean, published=UNDATED)
    return replace(made, document=document, events=(event,), sighting=replace(made.sighting, published=None))


def neighbour(name: str, published: str, on: str) -> Reading:
    report = Report(name, published)
    report.tell("CONSULT", ("NOR", "PER"), on=on, matter="meeting", number=1)
    return reading(report)


def parts() -> list[Reading]:
    late = Report("x", "2019-08-01")
    late.tell("CONSULT", ("SWE", "PER"), on="2019-07-30", matter="meeting", number=1)
    return [
        undated(),
        neighbour("a", "2019-06-06", "2019-06-05"),
        neighbour("b", "2019-06-07", "2019-06-05"),
        reading(late),
    ]


def ledger(path: Path, given: Sequence[Sequence[Reading]], *, every: bool = False) -> Store:
    store = open_store(str(path))
    for number, batch in enumerate(given):
        recorded = NOW + timedelta(minutes=number)
        store.add(batch, recorded_at=recorded)
        if every:
            link_all(store, recorded_at=recorded)
        else:
            link_documents(store, [each.document.id for each in batch], recorded_at=recorded)
    return store


def test_neighbours_date_a_report_and_its_acts(tmp_path: Path) -> None:
    with ledger(tmp_path / "l.db", [parts()], every=True) as store:
        found = store.document("doc_u")
        assert found.published.basis is PublishedBasis.NEIGHBOURS
        assert found.published.interval == Interval(date(2019, 6, 17), date(2019, 6, 23))
        assert found.published.alone == UNDATED
        assert [c.text for c in found.published.constraints] == ["two weeks ago"]
        (row,) = store.events(EventFilter(documents=("doc_u",)))
        assert row.event.date is not None
        assert row.event.date.interval == Interval(date(2019, 6, 3), date(2019, 6, 9))
        assert row.event.date.span == row.event.date_words.span  # type: ignore[union-attr]


def test_the_order_does_not_matter(tmp_path: Path) -> None:
    with ledger(tmp_path / "once.db", [parts()], every=True) as store:
        wanted = list(store.dump())
    for number, order in enumerate(permutations(parts())):
        with ledger(tmp_path / f"{number}.db", [[each] for each in order]) as store:
            assert list(store.dump()) == wanted


def test_what_was_believed_before_can_be_asked_for(tmp_path: Path) -> None:
    with ledger(tmp_path / "l.db", [[each] for each in parts()]) as store:
        before = store.document("doc_u", View(recorded_by=NOW))
        assert before.published == UNDATED
        assert store.document("doc_u").published.basis is PublishedBasis.NEIGHBOURS
        # linking again finds nothing new
        first = list(store.dump())
        link_all(store, recorded_at=NOW + timedelta(days=1))
        assert list(store.dump()) == first


def test_a_neighbour_that_is_read_anew_takes_its_day_back(tmp_path: Path) -> None:
    alone = [undated(), neighbour("a", "2019-06-06", "2019-06-05")]
    with ledger(tmp_path / "l.db", [alone]) as store:
        assert store.document("doc_u").published.basis is PublishedBasis.NEIGHBOURS
        later = NOW + timedelta(days=1)
        again = replace(neighbour("a", "2019-06-06", "2018-01-10"), version="test 2")
        store.add([again], recorded_at=later)
        link_all(store, recorded_at=later)
        found = store.document("doc_u")
        assert found.published.interval == Interval(date(2018, 1, 22), date(2018, 1, 28))
        gone = replace(again, events=(), version="test 3")
        store.add([gone], recorded_at=later + timedelta(days=1))
        link_all(store, recorded_at=later + timedelta(days=1))
        assert store.document("doc_u").published == UNDATED
        (row,) = store.events(EventFilter(documents=("doc_u",)))
        assert row.event.date is None


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        (Interval(date(2019, 6, 1), date(2019, 6, 30)), True),
        (Interval(date(2019, 1, 1), date(2019, 12, 31)), False),  # too wide to date another report by
        (Interval(date(2019, 6, 1), None), False),
    ],
)
def test_a_neighbour_may_be_dated_by_its_own_words(tmp_path: Path, days: Interval, counts: bool) -> None:
    near = neighbour("a", "2019-06-06", "2019-06-05")
    near = replace(near, document=replace(near.document, published=Published(days, PublishedBasis.TEXT)))
    with ledger(tmp_path / "l.db", [[undated(), near]], every=True) as store:
        assert (store.document("doc_u").published.basis is PublishedBasis.NEIGHBOURS) is counts
        assert store.document("doc_a").published.interval == days
