"""Events against sentence-level gold: types, quad classes, parties; false alarms; the confidence.

A sentence is one document. Three figures count what a PLOVER file would hold: the sets of types, the sets of quad
classes, and single events whose type is right and whose parties overlap the gold's words. The rule of the last one:
each side that the gold fills must be met by an actor that serves no other side; the sides may change places where the
act is mutual. Gold that gives triggers is compared event by event as well, what stands inside other events included.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.evaluate.calibration import calibration
from dragoman.evaluate.gold import listed, places
from dragoman.evaluate.score import Score, overlap, prf, ratio
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.ontology import load_ontology
from dragoman.model import Json

NEEDS = ("text", "events")
LONGEST_ACTOR = 12
"""Words; a longer span would touch the gold's words by its length alone."""

_TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_YIELDING = act_types("yielding")
_YIELD = "YIELD"
_MUTUAL = act_types("together")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """An event reduced to what is compared: its type, and where its two sides stand in the text."""

    kind: str
    source: tuple[Stretch, ...]
    target: tuple[Stretch, ...]
    mutual: bool = False


@lru_cache(maxsize=1)
def _quads() -> Mapping[str, str]:
    """Quad classes by the types of the gold: older gold knows one type, YIELD, for conceding and for retreating."""
    quads = {name: kind.quad for name, kind in load_ontology().types.items() if name not in _YIELDING}
    return {**quads, _YIELD: "material cooperation"}


def kind_of(name: str | None) -> str | None:
    """A type under the name by which it is compared, whatever its age; `None` for what is no type."""
    upper = (name or "").upper()
    today = _YIELD if upper in _YIELDING else _TODAY.get(upper, upper)
    return today if today in _quads() else None


def _gold_events(record: Json) -> list[Told]:
    found = []
    for event in record["events"]:
        kind = kind_of(event["code"])
        if kind is not None:
            source, target = (
                tuple(places(record["text"], listed(event.get(f"{side}_text") or event.get(side))))
                for side in ("source", "target")
            )
            found.append(Told(kind, source, target, bool(event.get("reciprocal"))))
    return found


def _predicted(events: Sequence[Json]) -> list[Told]:
    found = []
    for event in events:
        kind = kind_of((event["plover"] or {}).get("type") if "plover" in event else event["type"])
        if kind is not None:
            found.append(Told(kind, _spans(event, "actors"), _spans(event, "recipients")))
    return found


def _spans(event: Json, side: str) -> tuple[Stretch, ...]:
    return tuple((a["span"][0], a["span"][1]) for a in event.get(side) or () if a.get("span"))


def agree(gold: Told, predicted: Told, text: str) -> bool:
    """Whether a predicted event is the gold's: same type, and every side that the gold fills is met."""
    if gold.kind != predicted.kind:
        return False
    if gold.mutual or (gold.kind in _MUTUAL and not predicted.target):
        everyone = predicted.source + predicted.target
        filled = [side for side in (gold.source, gold.target) if side]
        met = [_met(side, everyone, text) for side in filled]
        # One actor serves one side only: with two sides, two different actors must be there.
        return bool(met) and all(met) and len(frozenset[int]().union(*met)) >= len(met)
    sides = ((gold.source, predicted.source), (gold.target, predicted.target))
    return all(_met(wanted, given, text) for wanted, given in sides if wanted)


def _met(wanted: Sequence[Stretch], given: Sequence[Stretch], text: str) -> frozenset[int]:
    """Which of the given spans, if short enough, touch one of the wanted."""
    return frozenset(
        index
        for index, span in enumerate(given)
        if len(text[slice(*span)].split()) <= LONGEST_ACTOR and any(overlap(span, each) > 0 for each in wanted)
    )


def score_events(
    records: Sequence[Json], predictions: Mapping[str, Sequence[Json]], *, per_type: bool = False
) -> Score:
    """The figures of `predictions`, events in the ledger's JSON form by the id of their sentence."""
    texts = {str(r["id"]): str(r["text"]) for r in records}
    gold: dict[str, list[Told]] = {}
    for record in records:
        gold.setdefault(record["id"], []).extend(_gold_events(record))
    predicted = {name: _predicted(predictions.get(name, ())) for name in gold}
    figures = {**_sets("type", gold, predicted, {}), **_sets("quad", gold, predicted, _quads())}
    right_p = sum(any(agree(g, p, texts[i]) for g in gold[i]) for i in gold for p in predicted[i])
    right_g = sum(any(agree(g, p, texts[i]) for p in predicted[i]) for i in gold for g in gold[i])
    total_p, total_g = sum(map(len, predicted.values())), sum(map(len, gold.values()))
    figures |= prf("type+actors", right_p, total_p, right_g, total_g)
    counts = {"sentences": len(gold), "gold events": total_g, "predicted events": total_p}
    empty = [r["id"] for r in records if not r["events"]]
    if empty:
        alarms = sum(any(e.get("plover") for e in predictions.get(i, ())) for i in empty)
        figures["false alarms"] = alarms / len(empty)
        counts |= {"sentences without events": len(empty), "of them with an alarm": alarms}
    if all("trigger" in e for r in records for e in r["events"]):
        more, told = _event_by_event(records, predictions)
        figures |= more
        counts |= told
    return Score(figures, counts, _per_type(gold, predicted) if per_type else ())


def _sets(
    name: str, gold: Mapping[str, list[Told]], predicted: Mapping[str, list[Told]], fold: Mapping[str, str]
) -> dict[str, float]:
    """Precision, recall and F1 over the sets of classes of each sentence."""
    wanted = [{fold.get(e.kind, e.kind) for e in events} for events in gold.values()]
    given = [{fold.get(e.kind, e.kind) for e in predicted[i]} for i in gold]
    right = sum(len(w & g) for w, g in zip(wanted, given, strict=True))
    return prf(name, right, sum(map(len, given)), right, sum(map(len, wanted)))


def _per_type(gold: Mapping[str, list[Told]], predicted: Mapping[str, list[Told]]) -> list[Json]:
    """Sentences that hold each type, in the gold, in the prediction, and in both."""
    rows = []
    for kind in sorted(_quads()):
        wanted = {i for i, events in gold.items() if any(e.kind == kind for e in events)}
        given = {i for i, events in predicted.items() if any(e.kind == kind for e in events)}
        both = len(wanted & given)
        f1 = ratio(2 * both, len(wanted) + len(given))
        rows.append({"class": kind, "gold": len(wanted), "predicted": len(given), "right": both, "F1": round(f1, 3)})
    return rows


# ------------------------------------------------------------------ event by event, on gold that gives triggers


def accepted(record: Json, event: Json) -> bool:
    """Whether the gold of the sentence has an event of that type with overlapping parties on every side it fills."""
    return any(_same_parties(record, wanted, event) for wanted in record["events"])


def _same_parties(record: Json, wanted: Json, event: Json) -> bool:
    text = record["text"]
    source, target = (tuple(places(text, listed(wanted[side]))) for side in ("actors", "recipients"))
    gold = Told(wanted["type"], source, target, bool(wanted.get("reciprocal")))
    return agree(gold, Told(event["type"], _spans(event, "actors"), _spans(event, "recipients")), text)


def pair(record: Json, events: Sequence[Json]) -> list[tuple[Json, Json]]:
    """Gold events with predicted ones, each used once: same type first, then the larger shared trigger."""
    offers = []
    for (g, wanted), (p, event) in itertools.product(enumerate(record["events"]), enumerate(events)):
        trigger = event["evidence"]["trigger"]
        shared = max((overlap(place, trigger) for place in places(record["text"], [wanted["trigger"]])), default=0)
        if shared > 0:
            offers.append((wanted["type"] != event["type"], -shared, g, p))
    taken_gold: set[int] = set()
    taken: set[int] = set()
    found = []
    for _, _, g, p in sorted(offers):
        if g not in taken_gold and p not in taken:
            taken_gold.add(g)
            taken.add(p)
            found.append((record["events"][g], events[p]))
    return found


def _event_by_event(
    records: Sequence[Json], predictions: Mapping[str, Sequence[Json]]
) -> tuple[dict[str, float], dict[str, int]]:
    pairs: list[tuple[Json, Json, Json]] = []
    sure: list[tuple[float, bool]] = []
    for record in records:
        events = predictions.get(record["id"], ())
        pairs += [(record, wanted, event) for wanted, event in pair(record, events)]
        sure += [(event["confidence"], accepted(record, event)) for event in events]
    total_g = sum(len(r["events"]) for r in records)
    total_p = sum(len(predictions.get(r["id"], ())) for r in records)
    typed = [each for each in pairs if each[1]["type"] == each[2]["type"]]
    whole = sum(_same_parties(*each) for each in typed)
    figures = {
        **prf("every event, trigger", len(pairs), total_p, len(pairs), total_g),
        **prf("every event, trigger+type", len(typed), total_p, len(typed), total_g),
        **prf("every event, trigger+type+actors", whole, total_p, whole, total_g),
    }
    dated = [(w, e) for _, w, e in typed if w.get("date")]
    checks = {
        "status": [w["status"] == e["status"] for _, w, e in typed],
        "phase": [w["phase"] == e["phase"] for _, w, e in typed],
        "mode": [w["mode"] == e["mode"] for _, w, e in typed],
        "plover": [_code(w) == _code(e) for _, w, e in typed],
        "date": [_days(w) == _days(e) for w, e in dated],
        "sources": [_same_sources(*each) for each in typed],
    }
    figures |= {f"right where found, {name}": ratio(sum(hits), len(hits)) for name, hits in checks.items()}
    figures["calibration error"] = calibration(sure).error
    return figures, {"every event": total_g, "every event predicted": total_p, "dated": len(dated)}


def _code(event: Json) -> str | None:
    return event["plover"]["type"] if event["plover"] else None


def _days(event: Json) -> tuple[str | None, str | None] | None:
    date = event["date"]
    return (date["earliest"], date["latest"]) if date else None


def _same_sources(record: Json, wanted: Json, event: Json) -> bool:
    """As many links as the gold has, each over the gold's words, in order."""
    words, chain = wanted["attribution"], event["attribution"]
    return len(words) == len(chain) and all(
        link["span"] and any(overlap(place, link["span"]) > 0 for place in places(record["text"], [each]))
        for each, link in zip(words, chain, strict=True)
    )
