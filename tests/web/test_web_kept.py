"""Answers that are kept are never given where they are wrong: only where they are a moment old."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextvars import Context

import pytest

from dragoman.web.kept import OLDEST, QUICK, REST, Kept, Timed, oldest_given


class Time:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def kept(time: Time) -> Iterator[Kept]:
    found = Kept(clock=time, cost=time)
    yield found
    found.close()


def _taking(time: Time, seconds: float, value: str) -> str:
    time.now += seconds
    return value


def test_an_answer_stands_as_long_as_the_ledger_does(kept: Kept) -> None:
    assert kept.get("a", "1", lambda: "first") == "first"
    assert kept.get("a", "1", lambda: "second") == "first"
    assert kept.get("b", "1", lambda: "other") == "other"


def test_a_quick_answer_is_never_out_of_date(kept: Kept, time: Time) -> None:
    kept.get("a", "1", lambda: _taking(time, QUICK / 2, "first"))
    assert kept.get("a", "2", lambda: "second") == "second"


def test_a_slow_answer_is_made_anew_beside(kept: Kept, time: Time) -> None:
    made = threading.Event()

    def second() -> str:
        made.set()
        return "second"

    kept.get("a", "1", lambda: _taking(time, 1.0, "first"))
    assert kept.get("a", "2", second) == "first" and not made.is_set()  # it has only just been made
    time.now += REST * 1.0 + 1
    assert kept.get("a", "2", second) == "first"
    assert made.wait(5)
    kept.close()
    assert kept.get("a", "2", lambda: "third") == "second"


def test_a_slow_answer_is_not_given_for_ever(kept: Kept, time: Time) -> None:
    kept.get("a", "1", lambda: _taking(time, 1.0, "first"))
    time.now += OLDEST
    assert kept.get("a", "2", lambda: "second") == "second"


def test_a_decision_is_waited_for(kept: Kept, time: Time) -> None:
    kept.get("a", "1", lambda: _taking(time, 9.0, "first"))
    kept.forget()
    assert kept.peek("a") == "first"  # for what nobody waits for
    assert kept.get("a", "2", lambda: "second") == "second"


def test_two_readers_make_it_once(kept: Kept) -> None:
    entered, go_on = threading.Event(), threading.Event()
    made: list[str] = []

    def slow() -> str:
        made.append("once")
        entered.set()
        go_on.wait(5)
        return "first"

    results: list[str] = []
    readers = [threading.Thread(target=lambda: results.append(kept.get("a", "1", slow))) for _ in range(2)]
    for reader in readers:
        reader.start()
    assert entered.wait(5)
    go_on.set()
    for reader in readers:
        reader.join(5)
    assert (results, made) == (["first", "first"], ["once"])


def test_what_cannot_be_made_leaves_nothing(kept: Kept) -> None:
    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("a", "1", fail)
    assert kept.get("a", "1", lambda: "first") == "first"


def test_how_old_what_was_given_is_can_be_asked(kept: Kept, time: Time) -> None:
    def ask(version: str) -> float:
        kept.get("a", version, lambda: _taking(time, 9.0, version))
        return oldest_given()

    assert Context().run(ask, "1") == 0.0
    time.now += 4
    assert Context().run(ask, "1") == 0.0  # it is no older than the ledger
    assert Context().run(ask, "2") == 13.0  # begun nine seconds before it was there
    kept.close()


def test_what_was_made_elsewhere_costs_what_it_took_there(kept: Kept, time: Time) -> None:
    kept.soon("a", "1", lambda: Timed("there", 9.0))
    kept.close()
    assert kept.get("a", "1", lambda: "here") == "there"
    assert not kept.is_quick("a")
    kept.forget_quick()
    time.now += 1
    assert kept.get("a", "2", lambda: "here") == "there"  # nobody waits nine seconds because reports were added


def test_who_added_reports_sees_them(kept: Kept, time: Time) -> None:
    kept.get("a", "1", lambda: _taking(time, 0.3, "before"))
    kept.forget_quick()
    assert kept.get("a", "2", lambda: "after") == "after"


def test_what_nobody_waits_for_is_not_given_for_ever(kept: Kept, time: Time) -> None:
    assert kept.soon("a", "1", lambda: _taking(time, 1.0, "first")) is None
    kept.close()
    assert kept.soon("a", "1", lambda: "second") == "first"
    assert kept.soon("a", "2", lambda: "second") == "first"
    time.now += OLDEST
    assert kept.soon("a", "2", lambda: "second") is None
