"""Lists by the index of dossiers: the same as if every dossier were computed, whatever the page, clock and filter."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.ledger.linking import link_all, link_documents
from dragoman.lexicon.actors import load_book
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import (
    ActorRef,
    Block,
    BlockKind,
    CleanText,
    DatedBy,
    Document,
    Event,
    Evidence,
    Judgement,
    Matter,
    Phase,
    Published,
    PublishedBasis,
    Reading,
    Sighting,
    Span,
    Status,
)
from dragoman.protocols import EventFilter, Store, View
from dragoman.query.changes import find_changes, find_differences
from dragoman.query.dossier_loading import load_dossiers
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import DossierQuestion, find_dossiers, has_parties, meant
from dragoman.query.plans import find_plans
from dragoman.store import asking, dossier_index
from dragoman.store.sql import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = date(2024, 1, 1)
KINDS = shipped_kinds()
ACTS = [
    ("CONSULT", None, "meeting", None, Status.OCCURRED),
    ("CONSULT", None, "meeting", None, Status.SCHEDULED),
    ("REJECT", Phase.POSTPONE, "meeting", None, Status.OCCURRED),
    ("SANCTION", Phase.BEGIN, "ban", "salt", Status.OCCURRED),
    ("SANCTION", Phase.LIFT, "ban", "salt", Status.OCCURRED),
    ("SANCTION", Phase.BEGIN, "ban", "rice", Status.SCHEDULED),
    ("AGREE", Phase.SIGN, "treaty", "fishing", Status.OCCURRED),
    ("REQUEST", None, None, None, Status.OCCURRED),
]
SIDES = ["CHL", "VNM", "PER", "NOR"]


def made(seed: int, count: int) -> Iterator[Reading]:
    """Reports of a chance world: some dated by a month only, some acts far ahead or without a date."""
    chance = random.Random(seed)
    for number in range(count):
        day = FIRST + timedelta(days=chance.randrange(400))
        said = Interval(day, day) if chance.random() < 0.9 else Interval(day, day + timedelta(days=20))
        identity = f"doc_{seed}_{number:04d}"
        text = " " * 400
        clean = CleanText(text, (Block(0, 400, BlockKind.BODY),), ((0, 0, 400),))
        document = Document(identity, text, clean, "text", published=Published(said, PublishedBasis.METADATA))
        events = tuple(_event(chance, identity, day, place) for place in range(chance.randrange(1, 4)))
        yield Reading(document, Sighting(identity, f"{identity}.txt"), events, version="test")


def _event(chance: random.Random, document: str, day: date, place: int) -> Event:
    kind, phase, noun, thing, status = chance.choice(ACTS)
    one, other = chance.sample(SIDES, 2)
    when = None
    if chance.random() < 0.8:
        first = day + timedelta(days=chance.randrange(-30, 60 if status is Status.SCHEDULED else 1))
        last = first + timedelta(days=chance.choice([0, 0, 5]))
        when = DatedBy(Interval(first, last), Granularity.DAY, DateBasis.EXPLICIT, "by chance")
    both = noun in ("meeting", "treaty")
    refs = [ActorRef(code, code, code, Span(0, 3)) for code in (one, other)]
    start = 100 * place
    return Event(
        id=f"ev_{document}_{place}",
        document=document,
        type=kind,
        mode=None,
        contexts=(),
        cameo=None,
        quad="verbal cooperation",
        score=0.0,
        plover=None,
        actors=tuple(refs if both else refs[:1]),
        recipients=() if both else tuple(refs[1:]),
        matter=Matter(noun, thing, tuple(sorted((one, other)))) if noun else None,
        place=None,
        date=when,
        effective=None,
        status=status,
        phase=phase,
        historical=False,
        attribution=(),
        reasons=(),
        embedded_in=None,
        evidence=Evidence(Span(start, start + 90), Span(start, start + 5), f"{one} {kind} {other} {noun} {place}"),
        confidence=0.9,
        extractor="test",
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("candidates") / "l.db")) as opened:
        readings = list(made(1, 220))
        opened.add(readings[:150], recorded_at=NOW)
        link_all(opened, recorded_at=NOW)
        opened.add(readings[150:], recorded_at=NOW)
        link_documents(opened, [one.document.id for one in readings[150:]], recorded_at=NOW + timedelta(days=1))
        yield opened


def computed(store: Store, question: DossierQuestion, view: View) -> list[DossierView]:
    """The answer from all dossiers of the ledger."""
    fits, parties, kinds = meant(store, load_book(), question, KINDS)
    records = [one for one in store.dossiers() if (not kinds or one.kind in kinds) and has_parties(one, parties)]
    loaded = [one for one in load_dossiers(store, load_book(), records, view, KINDS) if fits(one)]
    return sorted(loaded, key=lambda one: (_confirmed(one), one.title, one.id))[: question.limit]


def _confirmed(one: DossierView) -> int:
    row = one.folded.last_confirmed
    last = row.source.published.interval.latest if row else None
    return -last.toordinal() if last else 0


def clocks() -> Iterator[View]:
    chance = random.Random(2)
    for _ in range(8):
        known = FIRST + timedelta(days=chance.randrange(430))
        yield View(as_of=known, known_by=known)
        yield View(as_of=FIRST + timedelta(days=chance.randrange(430)), known_by=known)


QUESTIONS = [
    DossierQuestion(),
    DossierQuestion(limit=3),
    DossierQuestion(parties=("Chile",), limit=2),
    DossierQuestion(parties=("Chile", "Vietnam")),
    DossierQuestion(kinds=("meeting",), limit=4),
    DossierQuestion(open_only=True, limit=4),
    DossierQuestion(states=("held",), limit=2),
    DossierQuestion(text="salt", limit=2),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_list_is_what_computing_everything_gives(store: Store, question: DossierQuestion) -> None:
    found = 0
    for view in clocks():
        listed = find_dossiers(store, load_book(), question, view)
        assert [(one.id, one.folded) for one in listed] == [
            (one.id, one.folded) for one in computed(store, question, view)
        ]
        found += len(listed)
    assert found


@pytest.mark.parametrize("question", [DossierQuestion(), DossierQuestion(limit=3)], ids=str)
def test_changes_are_those_between_all_dossiers_of_both_days(store: Store, question: DossierQuestion) -> None:
    found = 0
    for view in clocks():
        assert view.known_by is not None
        since = view.known_by - timedelta(days=25)
        both = replace(view, as_of=view.known_by)
        for changes, earlier, later in (
            (find_changes(store, load_book(), since, both, question), View(since, since), both),
            (
                find_differences(store, load_book(), since, view.known_by, view, question),
                replace(view, known_by=since),
                view,
            ),
        ):
            everything = replace(question, limit=None)
            before = {one.id: one.folded for one in computed(store, everything, earlier)}
            other = {
                one.id
                for one in computed(store, everything, later)
                if (old := before.get(one.id)) is None or (old.state, old.since) != (one.folded.state, one.folded.since)
            }
            ids = {one.after.id for one in changes}
            moved = {one.after.id for one in changes if not set(one.what) <= {"contradicted", "overdue", "disrupted"}}
            assert moved <= other
            if question.limit is None:
                unknown = {one for one in other if one not in ids}
                assert all(one not in before for one in unknown)  # nothing is known of their state
            found += len(changes)
    assert found


def test_a_page_of_plans_begins_the_whole_list(store: Store) -> None:
    for view in clocks():
        whole = find_plans(store, load_book(), view)
        assert find_plans(store, load_book(), view, DossierQuestion(limit=5)) == whole[:5]
        of_two = find_plans(store, load_book(), view, DossierQuestion(parties=("Chile", "Peru")))
        both = {"CHL", "PER"}
        assert {one.row.event.id for one in of_two} == {
            one.row.event.id for one in whole if one.dossier is not None and both <= set(one.dossier.parties)
        }


def test_a_question_is_one_transaction_however_many_dossiers_it_finds(tmp_path: Path) -> None:
    last, some = FIRST + timedelta(430), DossierQuestion(parties=("Chile",), limit=5)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, given: object, *_rest: object) -> None:
        asked.append(f"{statement} {given}")

    statements: list[int] = []
    for count in (60, 220):
        with open_store(str(tmp_path / f"{count}.db")) as store:
            store.add(list(made(1, count)), recorded_at=NOW)
            link_all(store, recorded_at=NOW)
            for question in (find_dossiers, find_plans):
                listen(Engine, "before_cursor_execute", note)
                found = question(store, load_book(), question=some, view=View(last, last))
                remove(Engine, "before_cursor_execute", note)
                assert len(found) == some.limit
                assert sum(one.startswith("BEGIN") for one in asked) == 1
                assert sum("'changes'" in one for one in asked) == 1
                statements.append(len(asked))
                asked.clear()
    assert statements[:2] == statements[2:]


def test_what_a_person_dated_otherwise_or_opened_is_found(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "l.db")) as store:
        readings = list(made(3, 60))
        store.add(readings, recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        view = View(as_of=FIRST + timedelta(days=600), known_by=FIRST + timedelta(days=600))
        told = find_dossiers(store, load_book(), DossierQuestion(), view)
        row = next(one for one in reversed(told) if one.folded.last_confirmed).events[0]
        moved = {"published": {"earliest": "2025-08-01", "latest": "2025-08-01"}}
        store.add_judgement(Judgement("jd_1", row.event.document, "correct", moved, "A", NOW.isoformat()))
        link_documents(store, [row.event.document], recorded_at=NOW + timedelta(days=2))
        for limit in (1, 2, 5):
            question = DossierQuestion(limit=limit)
            listed = [one.id for one in find_dossiers(store, load_book(), question, view)]
            assert listed == [one.id for one in computed(store, question, view)]
        opened = {"title": "Salt", "aliases": ["VNM SANCTION"], "parties": [], "kind": "dispute"}
        store.add_judgement(Judgement("jd_2", "ds_mine", "open", opened, "A", NOW.isoformat()))
        assert "ds_mine" in {one.id for one in find_dossiers(store, load_book(), DossierQuestion(), view)}


def test_events_of_occurrences_are_those_of_all_events(store: Store) -> None:
    wanted = tuple(sorted({row.occurrence for row in store.events() if row.occurrence})[::3])
    for view in clocks():
        every = [row for row in store.events(EventFilter(view=view)) if row.occurrence in wanted]
        assert list(store.events(EventFilter(view=view, occurrences=wanted))) == every
        assert every


@pytest.mark.parametrize("actor", ["CHL", "person/nobody"])
def test_who_is_met_now_and_then_is_found_as_whoever_is_seldom_or_often_met(
    store: Store, actor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = EventFilter(view=View(known_by=FIRST + timedelta(days=300)), actors=(actor,))
    seldom = list(store.events(which))
    monkeypatch.setattr(asking, "_SELDOM", 0)
    now_and_then = list(store.events(which))
    monkeypatch.setattr(asking, "_NOW_AND_THEN", -1)
    assert seldom == now_and_then == list(store.events(which))
    assert bool(seldom) == (actor == "CHL")


def test_dossiers_of_a_party_are_told_in_one_order_however_many_it_has(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for view in clocks():
        few = list(store.dossiers_told(view, parties=[["CHL"]]))
        with monkeypatch.context() as many:
            many.setattr(dossier_index, "_MANY", 0)
            assert list(store.dossiers_told(view, parties=[["CHL"]])) == few
        assert few
