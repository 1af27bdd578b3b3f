from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dragoman.errors import UsageError
from dragoman.model import Status
from dragoman.protocols import View
from dragoman.query import PLOVER_TYPES, Question, make_view, to_day, today
from dragoman.query.asking import to_instant


class NoMentions:
    def mentions(self, which):
        return iter(())


class Codes:
    def parse_name(self, text: str) -> str:
        if text in ("Chile", "Vietnam"):
            return text[:3].upper()
        raise UsageError(f"no actor is called {text!r}", remedy="did you mean Chile?")

    def name(self, actor: str) -> str:
        return actor


def test_the_default_of_both_clocks_is_today():
    view = make_view()
    assert view.as_of == view.known_by == today() == datetime.now(UTC).date()
    assert view.recorded_by is None


@pytest.mark.parametrize(
    ("text", "end", "day"),
    [
        ("2024", "earliest", date(2024, 1, 1)),
        ("2024", "latest", date(2024, 12, 31)),
        ("2024-02", "latest", date(2024, 2, 29)),
        ("2024-02-03", "earliest", date(2024, 2, 3)),
        ("2024-02..2024-03", "latest", date(2024, 3, 31)),
    ],
)
def test_days(text, end, day):
    assert to_day(text, end) == day
    assert to_day("yesterday", end) == today() - timedelta(days=1)


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", ".."])
def test_what_is_no_day(text):
    with pytest.raises(UsageError, match="is no date"):
        to_day(text, "latest")


def test_instants_are_utc():
    plus_two = timezone(timedelta(hours=2))
    assert to_instant(datetime(2024, 5, 1, 8, tzinfo=plus_two)) == datetime(2024, 5, 1, 6, tzinfo=UTC)
    assert to_instant("2024-05-01T08:00:00+02:00") == datetime(2024, 5, 1, 6, tzinfo=UTC)
    last = to_instant("2024-05-01")
    assert last is not None
    assert (last.hour, last.minute, last.tzinfo) == (23, 59, UTC)


def test_a_question_becomes_a_filter():
    question = Question(between=("Chile", "Vietnam"), types=("consult",), statuses=("Not occurred",), since="2024-05")
    which = question.to_filter(NoMentions(), Codes(), View())
    assert (which.actors, which.counterparts) == (("CHI",), ("VIE",))
    assert which.types == ("CONSULT",)
    assert which.statuses == (Status.NOT_OCCURRED,)
    assert which.start == date(2024, 5, 1)


def test_actor_and_between_exclude_each_other():
    with pytest.raises(UsageError, match="both"):
        Question(actors=("Chile",), between=("Chile", "Vietnam")).to_filter(NoMentions(), Codes(), View())


def test_suggestions_are_kept():
    with pytest.raises(UsageError) as caught:
        Question(actors=("Chilli",)).to_filter(NoMentions(), Codes(), View())
    assert caught.value.remedy == "did you mean Chile?"


def test_there_are_sixteen_types():
    assert len(set(PLOVER_TYPES)) == 16
