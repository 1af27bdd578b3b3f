"""Times and attributions: the figures of known answers, and those of the scorers beside the project."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate.attribution import attribution_figures
from dragoman.evaluate.times import pair, times_figures


def timex(start: int, end: int, value: str = "2001-05-04", kind: str = "DATE", **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "type": kind, "value": value, "text": "Friday", **more}


def test_equal_spans_are_matched_before_overlapping_ones():
    exact, wide = timex(5, 10), timex(0, 10)
    assert list(pair([timex(0, 7), timex(5, 10)], [wide, exact])) == [(timex(5, 10), exact), (timex(0, 7), wide)]


def test_figures_of_times():
    gold = [{"id": "d", "dct": "2001-05-01", "timexes": [timex(0, 6), timex(10, 16), timex(20, 26)]}]
    predicted = {"d": [timex(0, 6), timex(11, 18, "2001-05-05"), timex(40, 44)]}
    figures = times_figures(gold, predicted).figures
    assert [round(figures[f"{n} F1"], 3) for n in ("strict", "relaxed", "type", "value")] == [
        0.333,
        0.667,
        0.667,
        0.333,
    ]


def test_intervals_and_days_ahead():
    day = {"earliest": "2001-05-04", "latest": "2001-05-04", "granularity": "day"}
    gold = [{"id": "d", "dct": "2001-05-01", "timexes": [timex(0, 6, **day), timex(10, 16, **day)]}]
    wrong = {**day, "earliest": "2001-04-27", "latest": "2001-04-27"}
    score = times_figures(gold, {"d": [timex(0, 6, **day), timex(10, 16, **wrong)]})
    assert score.figures["interval right"] == 0.5
    assert score.figures["interval right, weekdays ahead"] == 0.5
    assert score.counts["weekdays ahead"] == 2


def said(cue: int, source: int | None, content: int) -> dict[str, Any]:
    def span(start: int | None) -> list[list[int]]:
        return [] if start is None else [[start, start + 5]]

    return {"cue_span": span(cue), "source_span": span(source), "content_span": span(content)}


ATTRIBUTIONS = [{"id": "d", "doc_id": "d", "attributions": [said(10, 0, 20), said(50, 40, 60), said(90, None, 99)]}]
ANSWERS = [said(12, 0, 70), said(52, 100, 61), said(90, None, 99), said(200, 0, 20)]


def test_figures_of_attribution():
    figures = attribution_figures(ATTRIBUTIONS, {"d": ANSWERS}).figures
    assert figures["cue F1"] == pytest.approx(6 / 7)
    assert figures["source F1"] == pytest.approx(2 / 7)
    assert figures["content F1"] == pytest.approx(4 / 7)
    assert figures["all F1"] == 0


def test_no_answer_is_zero():
    assert set(attribution_figures(ATTRIBUTIONS, {}).figures.values()) == {0.0}


def test_same_attribution_figures_as_the_scorer(tool: Callable[..., list[str]]):
    words = tool("score_attribution.py", ATTRIBUTIONS, [{"doc_id": "d", "attributions": ANSWERS}])
    figures = attribution_figures(ATTRIBUTIONS, {"d": ANSWERS}).figures
    for name in ("cue", "source", "content", "all"):
        assert float(words[words.index(name) + 2]) == pytest.approx(figures[f"{name} F1"], abs=0.00051)


def test_same_attribution_figures_on_gold_beside_the_project(
    tool: Callable[..., list[str]], shared_gold: Callable[[str], Path]
):
    path = shared_gold("attribution/polnear_dev.jsonl")
    records = [{**r, "id": r["doc_id"]} for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())]
    predicted = {r["id"]: [shifted(a, i) for i, a in enumerate(r["attributions"]) if i % 5] for r in records}
    rows = [{"doc_id": name, "attributions": found} for name, found in predicted.items()]
    words, figures = tool("score_attribution.py", path, rows), attribution_figures(records, predicted).figures
    for name in ("cue", "source", "content", "all"):
        assert float(words[words.index(name) + 2]) == pytest.approx(figures[f"{name} F1"], abs=0.00051)


def shifted(attribution: dict[str, Any], number: int) -> dict[str, Any]:
    by = (0, 3, 40)[number % 3]
    keys = ("source_span", "cue_span", "content_span")
    return {key: [[s + by, e + by] for s, e in attribution[key]] for key in keys}


def test_same_time_figures_on_gold_beside_the_project(
    tool: Callable[..., list[str]], shared_gold: Callable[[str], Path]
):
    path = shared_gold("time/timex3_news.jsonl")
    records = [{**r, "id": r["doc_id"]} for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())]
    predicted = {r["id"]: [moved(t, i) for i, t in enumerate(r["timexes"]) if i % 7] for r in records}
    rows = [{"doc_id": name, "timexes": found} for name, found in predicted.items()]
    words, figures = tool("score_timex3.py", path, rows), times_figures(records, predicted).figures
    for theirs, ours in (("strict", "strict"), ("relaxed", "relaxed"), ("type", "type"), ("VALUE", "value")):
        assert float(words[words.index(theirs) + 2]) / 100 == pytest.approx(figures[f"{ours} F1"], abs=0.00051)


def moved(timex: dict[str, Any], number: int) -> dict[str, Any]:
    value = "2000" if number % 4 == 0 else timex["value"]
    return {**timex, "start": timex["start"] + number % 3, "end": timex["end"] + number % 2, "value": value}
