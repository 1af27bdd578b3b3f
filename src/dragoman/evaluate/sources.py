"""Whose words are whose: chains of sources, sides and days, and reasons, against marked words of texts.

Each marked stretch is answered by the chain that stands over its middle: who speaks, outermost first. A link is right
where its words stand at, or share, the words of the gold. Reasons are those of all events of the text; what no gold
reason explains counts against the precision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, f_measure, ratio
from dragoman.extract.attribution import ChainIndex
from dragoman.model import Chain, Json, Reason, Report, SourceLink

NEEDS = ("text", "said", "reasons")
NAME = 3
"""Letters. A shorter name ("he") is the same only as itself, not as a part of another."""

_FIELDS = ("side", "kind", "said_on")


def score_sources(
    records: Sequence[Json], reader: GoldReader, report_of: Callable[[Json], Report], *, per_type: bool = False
) -> Score:
    """The figures over all texts; `per_type` adds a row for each form that the gold names, with its faults."""
    tally: Counter[str] = Counter()
    rows: dict[str, Json] = {}
    for record in records:
        faults = _faults(record, reader, report_of(record), tally)
        row = rows.setdefault(record.get("form", ""), {"form": record.get("form", ""), "texts": 0, "right": 0})
        row["texts"] += 1
        row["right"] += not faults
        if faults:
            row["faults"] = "; ".join(filter(None, (row.get("faults"), f"{record['id']}: {', '.join(faults)}")))
    figures = {name: ratio(tally[f"{name} right"], tally[name]) for name in ("chains", "own voice", *_FIELDS)}
    recall, precision = ratio(tally["reasons found"], tally["reasons"]), ratio(tally["given true"], tally["given"])
    figures |= {"reasons F1": f_measure(precision, recall), "reasons P": precision, "reasons R": recall}
    figures |= {name: ratio(tally[f"{name} right"], tally[name]) for name in ("reason kind", "reason by")}
    texts = sum(row["texts"] for row in rows.values())
    figures["whole texts"] = ratio(sum(row["right"] for row in rows.values()), texts)
    counts = {"texts": texts, **{name: tally[name] for name in ("chains", "own voice", *_FIELDS, "reasons", "given")}}
    return Score(figures, counts, [rows[form] for form in sorted(rows)] if per_type else ())


def _faults(record: Json, reader: GoldReader, report: Report, tally: Counter[str]) -> list[str]:
    """What is wrong in one text, in words; `tally` takes the counts."""
    read = reader.layers(report)
    reading = reader.read(report)
    chains = ChainIndex(reader.open_pipeline.dated_sources(*read)) if read else ChainIndex(())
    faults = []
    for said in record["said"]:
        chain = chains.at(*_place(said, read[0].clean.text)) if read else ()
        faults += _chain_faults(record["text"], said, chain, tally)
    given = sorted({r for event in reading.events for r in event.reasons}, key=lambda r: r.span) if reading else []
    return faults + _reason_faults(record, given, tally)


def _place(said: Json, clean: str) -> tuple[int, int]:
    """Where the words stand in the cleaned text: the place nearest to theirs in the input."""
    found = [m.start() for m in re.finditer(re.escape(said["words"]), clean)]
    start = min(found, key=lambda place: abs(place - said["start"]), default=said["start"])
    return start, start + len(said["words"])


def _chain_faults(text: str, said: Json, chain: Chain, tally: Counter[str]) -> list[str]:
    wanted = said["chain"]
    name = "chains" if wanted else "own voice"
    right = len(chain) == len(wanted) and all(_is_it(text, w, g) for w, g in zip(wanted, chain, strict=True))
    tally[name] += 1
    tally[f"{name} right"] += right
    faults = [] if right else [f"{said['words']!r} is of {[link.source for link in chain]}"]
    for number, link in enumerate(wanted):
        given = next((g for g in chain if _is_it(text, link, g)), None) if link["source"] else None
        given = given or (chain[number] if right else None)
        for field in (f for f in _FIELDS if f in link):
            answer = _field(given, field) if given else "nobody"
            tally[field] += 1
            tally[f"{field} right"] += answer == link[field]
            if answer != link[field] and given:
                faults.append(f"{field} of {given.source!r} is {answer}")
    return faults


def _field(link: SourceLink, field: str) -> str | None:
    if field == "said_on":
        interval = link.said_on.interval if link.said_on else None
        day = interval.earliest if interval and interval.earliest == interval.latest else None
        return day.isoformat() if day else None
    value = link.side if field == "side" else link.kind
    return str(value) if value is not None else None


def _is_it(text: str, wanted: Json, link: SourceLink) -> bool:
    """Whether a link is the source of the gold: at its words, or called by them; no words, any source will do."""
    names = wanted["source"].split("/") if wanted["source"] else []
    if not names or any(_share(name, link.source) for name in names):
        return True
    span = link.span
    return span is not None and any(
        span.start < match.end() and match.start() < span.end
        for name in names
        for match in re.finditer(rf"\b{re.escape(name)}\b", text)
    )


def _share(one: str, other: str) -> bool:
    one, other = one.lower().strip(), other.lower().strip()
    return bool(one and other) and (
        one == other or (len(min(one, other, key=len)) > 3 and (one in other or other in one))
    )


def _reason_faults(record: Json, given: Sequence[Reason], tally: Counter[str]) -> list[str]:
    faults, left = [], list(given)
    places = [(r["start"], r["end"]) for r in record["reasons"]]
    tally["given"] += len(given)
    for number, wanted in enumerate(record["reasons"]):
        over = [g for g in given if g.span.start <= places[number][0] and places[number][1] <= g.span.end + 1]
        alone = [g for g in over if not any(g.span.start <= s and e <= g.span.end for s, e in _others(places, number))]
        tally["reasons"] += 1
        tally["reasons found"] += bool(alone)
        for name, key in (("reason kind", "kind"), ("reason by", "by")):
            if key in wanted:
                answer = str(getattr(alone[0], key) or "") if alone else ""
                right = bool(alone) and (_share(wanted[key], answer) if key == "by" else answer == wanted[key])
                tally[name] += 1
                tally[f"{name} right"] += right
                faults += [] if right or not alone else [f"{name} of {wanted['words']!r} is {answer!r}"]
        faults += [] if alone else [f"no reason {wanted['words']!r}"]
        left = [g for g in left if g not in alone]
    tally["given true"] += len(given) - len(left)
    return faults + [f"reason at {g.span.start}-{g.span.end} of {g.by!r}" for g in left]


def _others(places: Sequence[tuple[int, int]], number: int) -> list[tuple[int, int]]:
    """The places of the reasons beside one."""
    return [place for other, place in enumerate(places) if other != number]
