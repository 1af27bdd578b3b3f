"""Status, references, propositions and factuality on invented sentences, read by the real pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError, UsageError
from dragoman.evaluate.factuality import SCALE, UNREACHED, pearson, score_factuality, told_of, value_of
from dragoman.evaluate.measures import Options, evaluate, report_of
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import macro_f1
from dragoman.evaluate.status import UNANSWERED, Answer, answer_at, score_status
from dragoman.evaluate.syntax import score_propositions, score_references
from dragoman.extract.events.standing import Wording
from dragoman.model import Status
from dragoman.settings import Settings

TEXT = "Peru postponed the meeting. Malta did not sign the treaty."


@pytest.fixture(scope="module")
def reader() -> GoldReader:
    return GoldReader(Settings())


def plain(record: dict[str, Any]) -> Any:
    return report_of(record, Options())


def marked(word: str, status: str, phase: str | None = None) -> dict[str, Any]:
    start = TEXT.index(word)
    return {"trigger": word, "start": start, "end": start + len(word), "status": status, "phase": phase}


def test_status_right_and_wrong(reader: GoldReader):
    record = {"id": "s", "text": TEXT, "targets": [marked("postponed", "occurred", "postpone")]}
    right = score_status([record], reader, plain)
    assert right.figures["status accuracy"] == right.figures["phase accuracy"] == 1
    record["targets"] = [marked("postponed", "denied", "lift"), marked("sign", "not-occurred")]
    wrong = score_status([record], reader, plain)
    assert wrong.figures["status accuracy"] == 0.5
    assert wrong.figures["both right"] <= 0.5


def test_a_word_that_nothing_reaches_is_unanswered(reader: GoldReader):
    record = {"id": "s", "text": TEXT, "targets": [marked("the", "occurred")]}
    score = score_status([record], reader, plain)
    assert (score.counts["unanswered"], score.figures["status accuracy"]) == (1, 0)


def test_an_event_answers_before_a_proposition_and_the_closest_before_others():
    event, other = Answer(Status.DENIED, None, "event"), Answer(Status.OCCURRED, None, "proposition")
    assert answer_at((0, 5), [((0, 5), other), ((3, 9), event)]) == event
    near, far = Answer(Status.AGREED, None, "event"), Answer(Status.DENIED, None, "event")
    assert answer_at((0, 5), [((4, 30), far), ((0, 6), near)]) == near
    assert answer_at((0, 5), [((5, 9), event)]) == UNANSWERED


def test_factuality_follows_the_status(reader: GoldReader):
    done, undone = SCALE[Status.OCCURRED][Wording.TOLD], SCALE[Status.NOT_OCCURRED][Wording.TOLD]
    events = [{"start": 5, "end": 14, "factuality": done}, {"start": 42, "end": 46, "factuality": undone}]
    score = score_factuality([{"id": "s", "text": TEXT, "events": events}], reader, plain)
    assert score.figures["mean absolute error"] == pytest.approx(0)
    assert score.figures["Pearson r"] == pytest.approx(1)


def test_every_status_has_a_value_and_what_is_only_named_is_less_sure():
    assert set(SCALE) == set(Status)
    for status, row in SCALE.items():
        assert all(-3 <= value <= 3 for value in row.values())
        assert value_of((status, Wording.ABSENT)) == row.get(Wording.ABSENT, row[Wording.TOLD])
    for sure in (Status.OCCURRED, Status.ONGOING):
        assert value_of((sure, Wording.BARE)) < value_of((sure, Wording.TOLD))
    for unsure in (Status.NOT_OCCURRED, Status.UNLIKELY, Status.DENIED):
        assert value_of((unsure, Wording.BARE)) > value_of((unsure, Wording.TOLD))
    assert value_of(None) == UNREACHED


def test_factuality_tells_wordings_apart(reader: GoldReader):
    text = "The port gave no details. Peru did not sign. Chile refused to sign. Malta will sign. Oslo may leave."
    words = ("gave", "sign.", "sign. Malta", "sign. Oslo", "leave")
    said = told_of(
        {"id": "s", "text": text, "events": [{"start": text.index(w), "end": text.index(w) + 4} for w in words]},
        reader,
        plain,
    )
    assert [told[1] if told else None for told in said] == [
        Wording.ABSENT,
        Wording.TOLD,
        Wording.TO,
        Wording.WILL,
        Wording.MAY,
    ]


def test_pearson_of_known_rows():
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert pearson([1, 1], [1, 2]) == 0


def test_macro_f1_weighs_classes_alike_and_leaves_none_out():
    value, rows = macro_f1([("a", "a"), ("a", "a"), ("b", "a"), (None, "b")])
    assert [row["class"] for row in rows] == ["a", "b"]
    assert value == pytest.approx(0.4)


def test_propositions(reader: GoldReader):
    wanted = {"predicate": "arrest", "trigger": "arrested", "agent": ["police"], "patient": ["sailor"]}
    record = {"id": "p", "text": "The police arrested a sailor.", "propositions": [wanted]}
    assert score_propositions([record], reader, plain).figures["predicate+agent+patient F1"] == 1
    record["propositions"] = [{**wanted, "patient": []}]
    figures = score_propositions([record], reader, plain).figures
    assert (figures["predicate+agent F1"], figures["predicate+patient F1"]) == (1, 0)


def test_references(reader: GoldReader):
    text = "The Danish prime minister received the Greenlandic premier. She promised him two helicopters."
    record = {"id": "r", "text": text, "mention": "She", "start": 60, "end": 63, "answer": ["Danish prime minister"]}
    assert score_references([record], reader, plain).figures["accuracy"] == 1
    record["answer"] = ["Greenlandic premier"]
    assert score_references([record], reader, plain).figures["wrong, of those with an answer"] == 1
    record["answer"] = None
    assert score_references([record], reader, plain).figures["left open, of those without"] == 0


def test_gold_of_another_measure_is_named(tmp_path: Path, reader: GoldReader):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x", "targets": []}\n', encoding="utf-8")
    with pytest.raises(InputError, match="no events") as caught:
        evaluate("events", [path], reader)
    assert caught.value.place == f"{path}:1"
    with pytest.raises(UsageError, match="no such measure"):
        evaluate("taste", [path], reader)
    with pytest.raises(InputError):
        evaluate("events", [tmp_path / "missing.jsonl"], reader)


def test_a_sample_is_the_same_every_time(tmp_path: Path):
    from dragoman.evaluate.gold import sample

    records = [{"id": str(n)} for n in range(50)]
    chosen = sample(records, 10)
    assert len(chosen) == 10
    assert chosen == sample(records, 10)
    assert {r["id"] for r in sample(records, 5)} < {r["id"] for r in chosen}
