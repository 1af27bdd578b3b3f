"""Temporal expressions against TIMEX3 gold, scored as in TempEval-3; and, where the gold gives days, by interval.

Expressions are matched one to one, equal spans first, then the largest overlap. Figures are F1 over all expressions of
the strict and the relaxed match, and of the relaxed match with equal type, and with equal value (UzZaman et al. 2013).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.errors import DragomanError
from dragoman.evaluate.layers import times_of
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, overlap, ratio
from dragoman.model import Failure, Json, Report

NEEDS = ("text", "timexes")
_NAMED_DAY = ("day", "month")


def score_times(
    records: Sequence[Json], reader: GoldReader, report_of: Callable[[Json], Report], *, per_type: bool = False
) -> Score:
    """The figures over all records."""
    predicted: dict[str, list[Json]] = {}
    for record in records:
        try:
            predicted[record["id"]] = times_of(report_of(record))["timexes"]
        except DragomanError as error:
            reader.failures.append(Failure(record["id"], "times", error.message, error.remedy))
    return times_figures(records, predicted, per_type=per_type)


def times_figures(records: Sequence[Json], predicted: dict[str, list[Json]], *, per_type: bool = False) -> Score:
    """The figures of predictions by the id of their document."""
    pairs = [p for r in records for p in pair(r["timexes"], predicted.get(r["id"], ()))]
    gold = sum(len(r["timexes"]) for r in records)
    given = sum(len(predicted.get(r["id"], ())) for r in records)
    hits = {
        "strict": sum(_span(g) == _span(p) for g, p in pairs),
        "relaxed": len(pairs),
        "type": sum(g["type"] == p.get("type") for g, p in pairs),
        "value": sum(g["value"] == p.get("value") for g, p in pairs),
    }
    figures = {f"{name} F1": ratio(2 * hit, gold + given) for name, hit in hits.items()}
    counts = {"documents": len(records), "gold": gold, "predicted": given}
    figures |= _by_interval(records, pairs, counts)
    return Score(figures, counts, _per_type(records, pairs) if per_type else ())


def pair(gold: Sequence[Json], predicted: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Gold expressions with predicted ones, each used once: equal spans first, then the largest overlap."""
    left = list(predicted)
    waiting = []
    for wanted in gold:
        same = next((p for p in left if _span(p) == _span(wanted)), None)
        if same is None:
            waiting.append(wanted)
        else:
            left.remove(same)
            yield wanted, same
    for wanted in waiting:
        shared, index = max(((overlap(_span(p), _span(wanted)), i) for i, p in enumerate(left)), default=(0, 0))
        if shared > 0:
            yield wanted, left.pop(index)


def _span(timex: Json) -> tuple[int, int]:
    return timex["start"], timex["end"]


def _days(timex: Json) -> tuple[str | None, str | None]:
    return timex.get("earliest"), timex.get("latest")


def _by_interval(
    records: Sequence[Json], pairs: Sequence[tuple[Json, Json]], counts: dict[str, int]
) -> dict[str, float]:
    """Of expressions whose days the gold gives: how many got exactly those; the ones that lie ahead also apart."""
    dated = [t for r in records for t in r["timexes"] if _days(t) != (None, None)]
    if not dated:
        return {}
    published = {id(t): str(r.get("dct") or r.get("published") or "") for r in records for t in r["timexes"]}
    right = {id(g) for g, p in pairs if _days(g) == _days(p)}
    ahead = [
        t
        for t in dated
        if t.get("granularity") in _NAMED_DAY and not any(c.isdigit() for c in t["text"]) and _is_ahead(t, published)
    ]
    weekdays = [t for t in ahead if t["granularity"] == "day" and "day" in t["text"].lower()]
    counts |= {"dated": len(dated), "days and months ahead": len(ahead), "weekdays ahead": len(weekdays)}
    return {
        "interval right": ratio(sum(id(t) in right for t in dated), len(dated)),
        "interval right, days and months ahead": ratio(sum(id(t) in right for t in ahead), len(ahead)),
        "interval right, weekdays ahead": ratio(sum(id(t) in right for t in weekdays), len(weekdays)),
    }


def _is_ahead(timex: Json, published: dict[int, str]) -> bool:
    day = published[id(timex)][:10]
    return bool(day and timex.get("earliest") and timex["earliest"] > day)


def _per_type(records: Sequence[Json], pairs: Sequence[tuple[Json, Json]]) -> list[Json]:
    rows = []
    for kind in sorted({t["type"] for r in records for t in r["timexes"]}):
        gold = sum(t["type"] == kind for r in records for t in r["timexes"])
        found = [(g, p) for g, p in pairs if g["type"] == kind]
        value = sum(g["value"] == p.get("value") for g, p in found)
        rows.append({"class": kind, "gold": gold, "found": len(found), "value right": value})
    return rows
