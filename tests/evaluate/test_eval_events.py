"""Events scored on invented sentences with known answers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate.calibration import calibration
from dragoman.evaluate.events import accepted, kind_of, pair, score_events

TEXT = "Oman thanked Malta, and Peru accused Chile of delay."


def gold(name: str = "s1", *events: dict[str, Any], text: str = TEXT) -> dict[str, Any]:
    return {"id": name, "text": text, "events": list(events)}


def told(code: str, source: str, target: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "source": [source], "target": [target], **more}


def own(kind: str, actor: str, recipient: str, trigger: str, **more: Any) -> dict[str, Any]:
    base = {
        **told(kind, actor, recipient),
        "type": kind,
        "mode": None,
        "plover": {"type": kind, "mode": None},
        "actors": [actor],
        "recipients": [recipient],
        "trigger": trigger,
        "status": "occurred",
        "phase": None,
        "date": None,
        "attribution": [],
    }
    return {**base, **more}


def event(kind: str, actor: str, recipient: str, trigger: str = "thanked", **more: Any) -> dict[str, Any]:
    def span(words: str) -> list[int]:
        return [TEXT.index(words), TEXT.index(words) + len(words)]

    base = {
        "path": "s1",
        "type": kind,
        "mode": None,
        "plover": {"type": kind, "mode": None},
        "actors": [{"span": span(actor)}] if actor else [],
        "recipients": [{"span": span(recipient)}] if recipient else [],
        "status": "occurred",
        "phase": None,
        "date": None,
        "attribution": [],
        "evidence": {"trigger": span(trigger)},
        "confidence": 0.9,
    }
    return {**base, **more}


def figure(name: str, *predicted: dict[str, Any], of: dict[str, Any]) -> float:
    return score_events([of], {"s1": list(predicted)}).figures[name]


def test_right_event_counts_in_all_three():
    of = gold("s1", told("SUPPORT", "Oman", "Malta"))
    score = score_events([of], {"s1": [event("SUPPORT", "Oman", "Malta")]})
    assert [score.figures[f"{n} F1"] for n in ("type", "quad", "type+actors")] == [1, 1, 1]


def test_swapped_sides_are_wrong_unless_mutual():
    swapped = event("SUPPORT", "Malta", "Oman")
    assert figure("type+actors F1", swapped, of=gold("s1", told("SUPPORT", "Oman", "Malta"))) == 0
    assert figure("type+actors F1", swapped, of=gold("s1", told("SUPPORT", "Oman", "Malta", reciprocal=True))) == 1


def test_one_actor_serves_one_side_only():
    of = gold("s1", told("CONSULT", "Oman", "Oman thanked"))
    assert figure("type+actors F1", event("CONSULT", "Oman", ""), of=of) == 0


def test_wrong_type_of_right_quad():
    of = gold("s1", told("SUPPORT", "Oman", "Malta"))
    score = score_events([of], {"s1": [event("CONSULT", "Oman", "Malta")]})
    assert (score.figures["type F1"], score.figures["quad F1"]) == (0, 1)


def test_precision_and_recall_are_told_apart():
    of = gold("s1", told("SUPPORT", "Oman", "Malta"), told("ACCUSE", "Peru", "Chile"))
    score = score_events([of], {"s1": [event("SUPPORT", "Oman", "Malta"), event("AID", "Oman", "Malta")]})
    assert (score.figures["type P"], score.figures["type R"]) == (0.5, 0.5)
    alone = score_events([of], {"s1": [event("SUPPORT", "Oman", "Malta")]})
    assert (alone.figures["type P"], alone.figures["type R"]) == (1, 0.5)


def test_an_event_that_plover_does_not_code_is_not_counted():
    of = gold("s1", told("SUPPORT", "Oman", "Malta"))
    assert figure("type F1", event("SUPPORT", "Oman", "Malta", plover=None), of=of) == 0


def test_long_spans_touch_nothing():
    long = gold("s1", told("SUPPORT", "Oman", "Malta"), text=TEXT + " x" * 20)
    wide = event("SUPPORT", "Oman", "Malta")
    wide["actors"] = [{"span": [0, len(long["text"])]}]
    assert figure("type+actors F1", wide, of=long) == 0


def test_older_names_are_read_as_todays():
    assert kind_of("Disapprove") == kind_of("ACCUSE") == "ACCUSE"
    assert kind_of("RETREAT") == kind_of("CONCEDE") == kind_of("YIELD")
    assert kind_of("NONSENSE") is None
    assert kind_of(None) is None


def test_false_alarms_are_sentences_without_events_that_got_one():
    records = [gold("s1"), gold("s2")]
    alarm, quiet = event("SUPPORT", "Oman", "Malta"), event("SUPPORT", "Oman", "Malta", plover=None)
    score = score_events(records, {"s1": [alarm, alarm], "s2": [quiet]})
    assert score.figures["false alarms"] == 0.5


def test_own_gold_is_compared_event_by_event():
    of = gold("s1", own("SUPPORT", "Oman", "Malta", "thanked"), own("ACCUSE", "Peru", "Chile", "accused"))
    right = event("SUPPORT", "Oman", "Malta", "thanked", status="denied")
    other = event("REJECT", "Peru", "Chile", "accused")
    figures = score_events([of], {"s1": [right, other]}).figures
    assert figures["every event, trigger F1"] == 1
    assert figures["every event, trigger+type F1"] == 0.5
    assert figures["right where found, status"] == 0
    assert figures["right where found, phase"] == 1


def test_of_two_events_on_one_trigger_the_one_of_the_right_type_is_taken():
    of = gold("s1", own("SUPPORT", "Oman", "Malta", "thanked"))
    first, second = event("REJECT", "Oman", "Malta"), event("SUPPORT", "Oman", "Malta")
    assert pair(of, [first, second]) == [(of["events"][0], second)]


def test_accepted_asks_for_type_and_both_parties():
    of = gold("s1", own("SUPPORT", "Oman", "Malta", "thanked"))
    assert accepted(of, event("SUPPORT", "Oman", "Malta"))
    assert not accepted(of, event("SUPPORT", "Oman", ""))
    assert not accepted(of, event("AID", "Oman", "Malta"))


def test_calibration_error_of_known_answers():
    assert calibration([(0.9, True)] * 9 + [(0.9, False)]).error == pytest.approx(0)
    sure = calibration([(1.0, False)] * 4 + [(0.25, True), (0.25, False), (0.25, False), (0.25, False)])
    assert sure.error == pytest.approx(0.5)
    assert [row["events"] for row in sure.rows] == [4, 4]


# ------------------------------------------------------------------ the same figures as the scorer beside the project


def same(words: list[str], figures: dict[str, float]) -> None:
    printed = {}
    for name in ("type", "quad", "type+actors"):
        start = words.index(name)
        printed[name] = [float(words[start + k]) for k in (2, 4, 6)]
    ours = {name: [figures[f"{name} {k}"] for k in ("P", "R", "F1")] for name in printed}
    for name, values in printed.items():
        assert values == pytest.approx(ours[name], abs=0.00051), name


def test_same_figures_on_an_invented_file(tool: Callable[..., list[str]]):
    records = [
        gold("s1", told("DISAPPROVE", "Peru", "Chile"), told("SUPPORT", "Oman", "Malta")),
        gold("s2", told("AGREE", "Oman", "Malta")),
        gold("s3", told("RETREAT", "Oman", "Malta")),
    ]
    predicted = [
        event("ACCUSE", "Peru", "Chile"),
        {**event("AGREE", "Oman", ""), "path": "s2.txt"},
        {**event("CONCEDE", "Malta", "Oman"), "path": "folder/s3"},
        {**event("AID", "Oman", "Malta"), "path": "s3"},
    ]
    ours = score_events(records, {"s1": predicted[:1], "s2": predicted[1:2], "s3": predicted[2:]}).figures
    same(tool("score_events.py", records, predicted), dict(ours))


@pytest.mark.parametrize("name", ["plover_gsr_cameo", "plv_train"])
def test_same_figures_on_gold_beside_the_project(
    name: str, tool: Callable[..., list[str]], shared_gold: Callable[[str], Path]
):
    """Predictions are the gold's own events with sides, types and spans changed by chance, the same every time."""
    path = shared_gold(f"events/{name}.jsonl")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    dice = random.Random(7)
    predicted = [guess for record in records for guess in guesses(record, dice)]
    by_id: dict[str, list[dict[str, Any]]] = {}
    for each in predicted:
        by_id.setdefault(each["path"], []).append(each)
    same(tool("score_events.py", path, predicted), dict(score_events(records, by_id).figures))


def guesses(record: dict[str, Any], dice: random.Random) -> list[dict[str, Any]]:
    found = []
    for wanted in record["events"]:
        kind = dice.choice([wanted["code"], wanted["code"], "AGREE", "SANCTION", "RETREAT"])
        sides = []
        for side in ("source", "target"):
            words = wanted.get(f"{side}_text") or wanted.get(side) or []
            words = words if isinstance(words, list) else [words]
            starts = [record["text"].find(w) for w in words if record["text"].find(w) >= 0]
            sides.append([{"span": [s, s + dice.choice([1, 5, 90])]} for s in starts if dice.random() < 0.8])
        if dice.random() < 0.2:
            sides.reverse()
        plover = None if dice.random() < 0.1 else {"type": kind}
        found.append({"path": record["id"], "type": kind, "plover": plover, "actors": sides[0], "recipients": sides[1]})
    return found
